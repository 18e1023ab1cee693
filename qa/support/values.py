"""What a check of a sentence against its quotes says: frozen values."""

from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """What a sentence gets wrong."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
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


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a sentence follows from its quotes.

    Attributes:
        supported: Whether no fault was found.
        score: From 0 to 1, higher is better supported; comparable between sentences.
        faults: What was found, the gravest first.
    """

    supported: bool
    score: float
    faults: tuple[Fault, ...]
