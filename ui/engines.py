"""The engine that a command line asks for."""

from argparse import Namespace

from index import Archive
from qa import QueryEngine
from ui.limits import from_arguments


def engine(archive: Archive, arguments: Namespace) -> QueryEngine:
    """What answers, within the limits of a command line."""
    return QueryEngine(
        archive,
        filters=from_arguments(arguments),
        min_confidence=arguments.min_confidence,
    )
