"""How much of a sentence's wording its quotes bear out."""

from collections.abc import Sequence

from index.words import content_words
from qa.features import SHORTEST_ROOT
from qa.support.values import Fault, FaultKind

# The share of a sentence's words below which it says something else than its quotes.
ENOUGH = 0.34
SHOWN = 4


def borne_out(sentence: str, quotes: Sequence[str]) -> list[tuple[str, float]]:
    """Each content word of the sentence, and how far the quotes bear it out, from 0 to 1."""
    there = {word.stem for quote in quotes for word in content_words(quote)}
    return [(word.text, _likeness(word.stem, there)) for word in content_words(sentence)]


def word_fault(found: Sequence[tuple[str, float]]) -> Fault | None:
    """A fault where too little of a sentence's wording is borne out."""
    if not found or share(found) >= ENOUGH:
        return None
    missing = [word for word, likeness in found if likeness < 0.5][:SHOWN]
    listed = ", ".join(missing)
    return Fault(
        FaultKind.WORDS,
        listed,
        None,
        f"Too few of its words stand in the quotes; not there: {listed}.",
    )


def share(found: Sequence[tuple[str, float]]) -> float:
    """The mean likeness; 1 for a sentence without content words."""
    return sum(likeness for _, likeness in found) / len(found) if found else 1.0


def _likeness(stem: str, there: set[str]) -> float:
    if stem in there:
        return 1.0
    root = stem[:SHORTEST_ROOT]
    return (
        0.8 if len(stem) >= SHORTEST_ROOT and any(each.startswith(root) for each in there) else 0.0
    )
