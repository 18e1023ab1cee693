"""The engine that a command line asks for."""

from argparse import Namespace
from collections.abc import Callable, Mapping

from index import Archive
from qa import QueryEngine
from qa.confidence import MIN_CONFIDENCE
from qa.engine import TOP_K
from qa.extractive import Answerer, ExtractiveAnswerer
from ui.limits import from_arguments
from ui.options import EXTRACTIVE


def engine(
    archive: Archive,
    arguments: Namespace,
    *,
    top_k: int | None = None,
    answerer: str = EXTRACTIVE,
) -> QueryEngine:
    """What answers, within the limits of a command line.

    Args:
        archive: Where it looks.
        arguments: The command line's limits and its least confidence.
        top_k: How many passages the answerer sees.
        answerer: One of `ui.options.ANSWERERS`.
    """
    make = _ANSWERERS[answerer]
    return QueryEngine(
        archive,
        answerer=make(archive, least_confidence(arguments)),
        top_k=top_k or TOP_K,
        filters=from_arguments(arguments),
    )


def least_confidence(arguments: Namespace) -> float:
    """The probability of a right answer from which on there is one."""
    given: float | None = arguments.min_confidence
    return MIN_CONFIDENCE if given is None else given


def _extractive(archive: Archive, min_confidence: float) -> Answerer:
    return ExtractiveAnswerer(archive, min_confidence=min_confidence)


_ANSWERERS: Mapping[str, Callable[[Archive, float], Answerer]] = {EXTRACTIVE: _extractive}
