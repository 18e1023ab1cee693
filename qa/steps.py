"""What is made step by step, each step in a thread of its own, for who must not wait: asyncio."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import suppress
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

_T = TypeVar("_T")
_END = object()
_settling: set[asyncio.Task[None]] = set()


async def in_steps(
    steps: Iterator[_T],
    *,
    threads: CapacityLimiter | None = None,
    ended: Callable[[], None] = lambda: None,
) -> AsyncGenerator[_T, None]:
    """Yields what an iterator does, whose every step is made in a thread.

    Whoever stops listening, or is cancelled, does not wait for the step under way: the iterator is
    closed as soon as that has come to its end.

    Args:
        steps: What is gone through, and closed in the end.
        threads: How many steps may be under way at once, of all that are given the same.
        ended: Called in the event loop once nothing works at it any more.
    """
    step: asyncio.Task[object] | None = None
    try:
        while True:
            step = asyncio.ensure_future(run_sync(next, steps, _END, limiter=threads))
            found = await asyncio.shield(step)
            if found is _END:
                return
            yield found  # type: ignore[misc]
    finally:
        task = asyncio.ensure_future(_settle(step, steps, ended))
        _settling.add(task)
        task.add_done_callback(_settling.discard)


async def _settle(
    step: "asyncio.Task[object] | None", steps: Iterator[object], ended: Callable[[], None]
) -> None:
    try:
        if step is not None:
            with suppress(Exception):
                await asyncio.shield(step)
        if isinstance(steps, Generator):
            await run_sync(steps.close)
    finally:
        ended()
