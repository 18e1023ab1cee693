"""Waiting for what another process, thread or browser does."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 60
"""Seconds that anything is waited for: what comes costs nothing, and a machine may be busy."""

Found = TypeVar("Found")


def _rest() -> None:
    time.sleep(0.02)


def until(holds: Callable[[], Found], meanwhile: Callable[[], object] = _rest) -> Found:
    """What is found, once it is true; it is looked for again after each `meanwhile`."""
    end = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen"
        meanwhile()
    return found
