"""Pairs that were read are remembered, where the same is asked of the same passages many times."""

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from qa.reading.small_model import SmallModel


@contextmanager
def pairs_read_once() -> Iterator[None]:
    """Within the block the small models read each pair once.

    What a model reads in a pair depends on the pair alone, as it reads one at a time.
    """
    run = SmallModel.run
    known: dict[Hashable, Any] = {}

    def remembered(
        self: SmallModel, outputs: Sequence[str], pair: tuple[str, str]
    ) -> tuple[Any, list[Any]]:
        key = (id(self), tuple(outputs), pair)
        if key not in known:
            known[key] = (self, run(self, outputs, pair))  # the model too: its id is its own
        read: tuple[Any, list[Any]] = known[key][1]
        return read

    with patch.object(SmallModel, "run", remembered):
        yield
