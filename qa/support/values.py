"""What a check of a sentence against its quotes says: a frozen value."""

from dataclasses import dataclass

from qa.faults import Fault


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
