"""An event loop around what Gradio makes: where none runs it opens one for each lock of its own."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def within_a_loop(make: Callable[[], Made]) -> Made:
    """What is made while a loop runs, which is closed behind it; a running one is taken."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_made(make))
    return make()


async def _made(make: Callable[[], Made]) -> Made:
    return make()
