"""What a language model says, piece by piece, under time limits; every failure is a sentence.

A library's stream can block for ever: on a server that is silent, that sends nothing but
comments, or whose name is not resolved. So streams are tasks of an event loop in a thread of its
own: a task can be given up at any point, and its connection is closed with it.

What the model's library raises is a failure of the model; what our own reading of its pieces raises
is a bug, and is raised as it is where the pieces are listened for: to call it the model's failure,
and to answer without one, would hide it.
"""

import functools
import logging
import queue
import threading
import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CutShort, LanguageModelError
from qa.models.llm import name_of
from qa.models.model_failures import Failure, failure_of, failure_of_finish, finish_of

if TYPE_CHECKING:
    import asyncio

    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM

_log = logging.getLogger("dateline")
# How long a stream that has told its end may take to close.
_CLOSING_S = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a language model may take, in seconds.

    Attributes:
        first_s: Until it begins to answer, or to think aloud.
        pause_s: From one piece to the next.
        whole_s: For all.
        tick_s: Until a listener hears that nothing came, and can stop listening.
    """

    first_s: float = 60.0
    pause_s: float = 30.0
    whole_s: float = 180.0
    tick_s: float = 1.0


def stream_text(
    llm: "LLM", messages: "Sequence[ChatMessage]", limits: Limits | None = None
) -> Generator[str, None, None]:
    """Yields the pieces of a model's answer as they come; an empty one for each second without.

    Where nothing came yet, and the connection was refused or broken off, or the server is
    overloaded, it is asked once more within two seconds. When the iterator is closed early, the
    connection is closed too.

    Args:
        llm: A model of `qa.models.llm.language_model`, or any of llama-index that streams. Its
            asynchronous client must not be used in another event loop as well.
        messages: The conversation that it goes on with.
        limits: The usual ones when left out.

    Raises:
        CutShort: All that there is has been yielded, but the model stopped at its limit of
            tokens.
        LanguageModelError: It could not be reached, failed, was too slow, said nothing, or broke
            off. What was yielded before is a part of an answer. Its cause is what the library
            raised, unless that repeats a server's words: some servers repeat the key. A failure
            of an unknown kind is logged with its traceback.
    """
    timing = _Timing(limits or Limits())
    failure = yield from _one_try(llm, messages, timing)
    if failure and failure.retry_s is not None and not timing.begun:
        time.sleep(failure.retry_s)
        failure = yield from _one_try(llm, messages, timing)
    if failure:
        if failure.trace:
            _log.error("The language model %s failed:\n%s", name_of(llm), failure.trace)
        kind = CutShort if failure.cut else LanguageModelError
        raise kind(f"The language model {name_of(llm)} {failure.what}") from failure.cause


class _Timing:
    """Which limit ends the waiting for the next piece, and when."""

    def __init__(self, limits: Limits) -> None:
        self.begun = False
        self.waited = 0.0
        self.tick_s = limits.tick_s
        self._limits = limits
        self._started = time.monotonic()

    def left(self) -> tuple[float, str]:
        """The seconds left, and what to say when they are over."""
        passed = time.monotonic() - self._started
        limits = self._limits
        whole = limits.whole_s - passed
        if not self.begun and limits.first_s - passed < whole:
            said = f"did not begin to answer within {limits.first_s:g} seconds."
            return max(0.0, limits.first_s - passed), said
        pause = limits.pause_s - self.waited
        if self.begun and pause < whole:
            return max(0.0, pause), f"fell silent for {limits.pause_s:g} seconds."
        return max(0.0, whole), f"was not done after {limits.whole_s:g} seconds."


@dataclass(frozen=True, slots=True)
class _Sign:
    """A piece of the stream: its text, which is empty while a model thinks."""

    text: str


@dataclass(frozen=True, slots=True)
class _End:
    """The stream's end, with the model's reason to stop where it gave one."""

    finish: str | None


@dataclass(frozen=True, slots=True)
class _Raised:
    """What was raised in the loop's thread: by the model's library, or by our own code."""

    error: Exception
    ours: bool


_Pieces = queue.SimpleQueue[_Sign | _End | _Raised]


def _one_try(
    llm: "LLM", messages: "Sequence[ChatMessage]", timing: _Timing
) -> Generator[str, None, Failure | None]:
    """Yields the pieces; gives what went wrong, if anything did."""
    import asyncio

    pieces: _Pieces = queue.SimpleQueue()
    listening = _Listening()
    asyncio.run_coroutine_threadsafe(_listen(llm, messages, pieces, listening), _loop())
    said = ended = False
    try:
        while True:
            seconds, over = timing.left()
            # Where time is up, not even what waits is taken: more might always wait.
            if seconds <= 0:
                return Failure(over)
            try:
                piece = pieces.get(timeout=min(seconds, timing.tick_s))
            except queue.Empty:
                if seconds > timing.tick_s:
                    timing.waited += timing.tick_s
                    yield ""
                    continue
                return Failure(over)
            timing.waited = 0.0
            if isinstance(piece, _Raised):
                if piece.ours:
                    raise piece.error
                return failure_of(piece.error)
            if isinstance(piece, _End):
                ended = True
                return failure_of_finish(piece.finish, said=said)
            timing.begun = True
            said = said or bool(piece.text.strip())
            if piece.text:
                yield piece.text
    finally:
        if not ended:
            _loop().call_soon_threadsafe(listening.give_up)


class _Listening:
    """A stream that can be given up, in its own loop.

    One that has told its end closes by itself. Given up while it closes, it would leave its
    connection open for ever.
    """

    def __init__(self) -> None:
        self.task: asyncio.Task[None] | None = None
        self.told_end = self.given_up = False

    def give_up(self) -> None:
        self.given_up = True
        if self.task and not self.told_end:
            self.task.cancel()


async def _listen(
    llm: "LLM", messages: "Sequence[ChatMessage]", pieces: _Pieces, listening: _Listening
) -> None:
    """Puts what comes into a queue, and at the end, once, an end or what was raised."""
    import asyncio

    finish = raised = None
    if listening.given_up:
        return
    listening.task = asyncio.current_task()
    try:
        async with asyncio.timeout(None) as closing, aclosing(_said_by(llm, messages)) as said:
            async for response in said:
                if isinstance(response, _Raised):
                    raised = response
                    break
                if finish:
                    continue
                if response.delta or response.additional_kwargs.get("thinking_delta"):
                    pieces.put(_Sign(response.delta or ""))
                if finish := finish_of(response):
                    listening.told_end = True
                    pieces.put(_End(finish))
                    closing.reschedule(asyncio.get_running_loop().time() + _CLOSING_S)
    except TimeoutError:
        pass  # It has told its end, and does not close.
    except Exception as error:
        raised = _Raised(error, ours=True)
    if not finish:
        pieces.put(raised or _End(None))


async def _said_by(
    llm: "LLM", messages: "Sequence[ChatMessage]"
) -> AsyncGenerator["ChatResponse | _Raised", None]:
    """The pieces as the library gives them, and what it raised, if anything, at the end."""
    try:
        async for response in await llm.astream_chat(messages):
            yield response
    except Exception as error:
        yield _Raised(error, ours=False)


_starting = threading.Lock()


def _loop() -> "asyncio.AbstractEventLoop":
    """The loop of all streams; a client keeps to the loop that first used it."""
    with _starting:
        return _started_loop()


@functools.cache
def _started_loop() -> "asyncio.AbstractEventLoop":
    import asyncio

    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language models", daemon=True).start()
    return loop
