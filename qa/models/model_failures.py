"""What went wrong with a language model, from the exceptions and reasons of several libraries.

Told apart by status codes and the system's own errors, which the libraries have in common. The
words of a server are never passed on: some repeat the key that they refuse.
"""

import json
import re
import socket
import ssl
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatResponse

# What helps where a model is given too much; how it is said depends on where it is asked.
TELL_WINDOW = "Say how many tokens it reads at once: its context window."
RETRY_S = 0.5
LONGEST_RETRY_S = 2.0
_TOO_LONG = re.compile(
    r"context[ _](length|size|window)|maximum context|prompt is too long|too many tokens", re.I
)
_NO_CREDIT = re.compile(r"insufficient_quota|credit balance", re.I)
_CUT = ("length", "max_tokens", "model_context_window_exceeded")
_WITHHELD = ("content_filter", "refusal")
_NO_ANSWER = (
    "sent what is no answer of a language model. Check the address: those of OpenAI's kind mostly "
    "end in /v1."
)
_UNREACHED = "cannot be reached: "


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong.

    Attributes:
        what: The sentence, after "The language model NAME ".
        retry_s: After how many seconds another try may help; none where it would not.
        cut: Whether it stopped at its limit, and what came before stands.
        cause: The library's exception, for whoever looks into it; none where a server's words
            are in it.
        trace: Of an exception that no rule here knows, where it was raised.
    """

    what: str
    retry_s: float | None = None
    cut: bool = False
    cause: BaseException | None = None
    trace: str | None = None


def failure_of(error: BaseException) -> Failure:
    """What an exception of a model's library means."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        return _of_status(status, error)
    chain = list(_chain(error))
    cause = None if any(map(_quotes_a_server, chain)) else error
    known = _of_network(chain) or _of_content(chain)
    return replace(known, cause=cause) if known else _unknown(error, cause)


def failure_of_finish(finish: str | None, *, said: bool) -> Failure | None:
    """What is wrong with how an answer ended, if anything is.

    Args:
        finish: The model's reason to stop; none where the stream ended without one.
        said: Whether there was any text that is not blank.
    """
    if finish in _WITHHELD:
        return Failure("withheld its answer: its provider's filter stopped it. Ask in other words.")
    if finish in _CUT and said:
        return Failure("stopped at its limit of tokens, in the middle of its answer.", cut=True)
    if finish in _CUT:
        return Failure(
            "used up its tokens before it said a word. Take a model that thinks less, or give it "
            "a larger context window."
        )
    if finish is None:
        return Failure("broke off in the middle of its answer. Ask again." if said else _NO_ANSWER)
    return None if said else Failure("sent an empty answer. Ask again, or take another model.")


def finish_of(response: "ChatResponse") -> str | None:
    """A model's reason to stop, where a piece of its stream has it."""
    raw: Any = response.raw
    if choices := getattr(raw, "choices", None):
        return choices[0].finish_reason or None
    if isinstance(raw, dict) and raw.get("done"):
        return raw.get("done_reason") or "stop"
    return response.message.additional_kwargs.get("stop_reason")


def _of_status(status: int, error: BaseException) -> Failure:
    told = str(error)
    code = f"(HTTP {status})"
    if status == 402 or _NO_CREDIT.search(told):
        return Failure(f"wants to be paid {code}: the key's account has no credit left.")
    if status in (401, 403):
        return Failure(f"refused the key {code}. Check the environment variable that holds it.")
    if status in (404, 405):
        return Failure(f"is not known there {code}. Check the model's name and the address.")
    if status in (400, 413, 422) and _TOO_LONG.search(told):
        return Failure(f"was given more than it can read {code}. {TELL_WINDOW}")
    if status == 429:
        return Failure(f"is asked too often {code}. Ask again later.", _retry_after(error))
    if status in (500, 502, 503, 504, 529):
        retry_s = _retry_after(error) if _told_when(error) else RETRY_S
        return Failure(f"failed on its own side {code}. Ask again later.", retry_s)
    return Failure(f"did not take the request {code}. Check the model's name and the address.")


def _of_network(chain: list[BaseException]) -> Failure | None:
    for each in chain:
        if isinstance(each, ConnectionRefusedError):
            return Failure(_UNREACHED + "nothing listens there. Start it.", RETRY_S)
        if isinstance(each, socket.gaierror):
            return Failure(_UNREACHED + "the host's name is not known. Check the address.")
        if isinstance(each, ssl.SSLError):
            return Failure(_UNREACHED + "no safe connection can be made. Check the address.")
        if isinstance(each, (ConnectionResetError, BrokenPipeError)):
            return Failure("broke off the connection. Ask again.", RETRY_S)
    if any(type(each).__name__ in ("RemoteProtocolError", "ReadError") for each in chain):
        return Failure("broke off the connection. Ask again.", RETRY_S)
    if any(isinstance(each, OSError) for each in chain):
        return Failure(_UNREACHED + "check the address and the network.")
    return None


def _of_content(chain: list[BaseException]) -> Failure | None:
    if any(isinstance(each, (json.JSONDecodeError, UnicodeDecodeError)) for each in chain):
        return Failure(_NO_ANSWER)
    if any(_TOO_LONG.search(str(each)) for each in chain):
        return Failure(f"was given more than it can read. {TELL_WINDOW}")
    return None


def _unknown(error: BaseException, cause: BaseException | None) -> Failure:
    raised = type(error).__name__
    # The whole traceback, or else only its places: what the server said stands in the message.
    lines = (
        traceback.format_exception(cause)
        if cause
        else [*traceback.format_tb(error.__traceback__), raised]
    )
    said = f"failed while it answered ({raised}). Ask again."
    return Failure(said, cause=cause, trace="".join(lines))


def _quotes_a_server(error: BaseException) -> bool:
    """Whether an exception is made of a server's answer, and so may repeat the key."""
    return any(hasattr(error, name) for name in ("status_code", "response", "body"))


def _told_when(error: BaseException) -> str | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers.get("retry-after") if headers is not None else None


def _retry_after(error: BaseException) -> float | None:
    """The seconds that a server asks to wait, where that is short."""
    try:
        seconds = float(_told_when(error) or "nan")
    except ValueError:  # a date: at least a second away, and not worth reading
        return None
    return seconds if 0 <= seconds <= LONGEST_RETRY_S else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that led to it, those of groups too."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
