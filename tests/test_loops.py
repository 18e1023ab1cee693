"""What Gradio makes is made while an event loop runs, which is closed behind it."""

import asyncio

from ui.web.loops import within_a_loop


def test_a_loop_runs_while_it_is_made_and_is_closed_behind_it() -> None:
    loop = within_a_loop(asyncio.get_running_loop)
    assert loop.is_closed()


def test_a_loop_that_runs_is_taken() -> None:
    async def both() -> bool:
        return within_a_loop(asyncio.get_running_loop) is asyncio.get_running_loop()

    assert asyncio.run(both())
