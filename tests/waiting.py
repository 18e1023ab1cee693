"""Waiting for what another process, thread or browser does."""

import time
from collections.abc import Callable

PATIENCE = 60
"""Seconds that anything is waited for: what comes costs nothing, and a machine may be busy."""


def until(holds: Callable[[], object], every: float = 0.02) -> None:
    """Returns when something holds, looked at every so many seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(every)
