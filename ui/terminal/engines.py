"""The engine that a command line asks for."""

from argparse import Namespace
from typing import TYPE_CHECKING

from index import Archive
from index.errors import LanguageModelError
from qa import QueryEngine
from qa.engine import TOP_K
from qa.models.llm import language_model
from qa.observing import MakeObserver
from qa.reading.confidence import MIN_CONFIDENCE
from ui.limits import from_arguments
from ui.terminal.options import EXTRACTIVE, GENERATIVE

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


def engine(archive: Archive, arguments: Namespace, *, top_k: int | None = None) -> QueryEngine:
    """What answers, within the limits of a command line.

    Args:
        archive: Where it looks.
        arguments: The command line's limits, its least confidence and its language model.
        top_k: How many passages the answerer sees.

    Raises:
        LanguageModelError: There is no such language model, or it wants a key or a package.
        TracesMissing: Traces are asked for, and the packages for them are not installed.
    """
    return QueryEngine(
        archive,
        top_k=top_k or TOP_K,
        filters=from_arguments(arguments),
        min_confidence=least_confidence(arguments),
        llm=_model(arguments),
        keep_unsupported=arguments.keep_unsupported,
        observers=_observers(arguments),
    )


def _observers(arguments: Namespace) -> list[MakeObserver]:
    address: str | None = getattr(arguments, "traces", None)
    if address is None:
        return []
    from qa.tracing import tracing

    return [tracing(address)]


def least_confidence(arguments: Namespace) -> float:
    """The probability of a right answer from which on there is one."""
    given: float | None = arguments.min_confidence
    return MIN_CONFIDENCE if given is None else given


def answerer(arguments: Namespace) -> str:
    """What writes the answers: a language model by its name, or "extractive".

    Raises:
        LanguageModelError: One is to write them, and none is named.
    """
    wanted: str | None = getattr(arguments, "answerer", None)
    if wanted == EXTRACTIVE:
        return EXTRACTIVE
    if wanted == GENERATIVE and not arguments.llm:
        raise LanguageModelError("--answerer generative wants a language model: --llm NAME")
    return arguments.llm or EXTRACTIVE


def _model(arguments: Namespace) -> "LLM | None":
    name = answerer(arguments)
    if name == EXTRACTIVE:
        return None
    return language_model(name, context_window=arguments.llm_context)
