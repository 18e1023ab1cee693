"""What a sentence says that its quotes do not: frozen values."""

from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """What a sentence gets wrong."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    WORDS = "words"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a sentence says and its quotes do not.

    Attributes:
        kind: What sort of thing.
        says: The sentence's words for it.
        quoted: What a quote says instead; None where nothing like it stands in any.
        reason: A sentence for a person: "It says 14, the quote says 12."
        quote: Which quote it was compared with, counted from 1; None where `quoted` is.
    """

    kind: FaultKind
    says: str
    quoted: str | None
    reason: str
    quote: int | None = None
