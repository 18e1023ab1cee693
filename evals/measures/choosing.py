"""Which choice of a multiple-choice question an answer comes to. Pure."""

from collections import Counter
from collections.abc import Sequence

from evals.measures.answer_measures import running_form

# Less than half of a choice's words says too little: "of" stands in most sentences.
LEAST_HELD = 0.5


def choice_made(said: Sequence[str], choices: Sequence[str]) -> str | None:
    """The choice that an answer comes to; None where it comes to none, or to several alike.

    A text holds a choice as far as it holds its words, in the form in which `contains` compares,
    counted as often as they occur. The first text that holds one choice better than every other,
    at least half of it, decides; of choices that are held as well, the one of more words is meant:
    what holds "Lima, Peru" holds "Peru" too.

    Args:
        said: The answer's texts, the tersest first: the short answer, the first sentence, all
            sentences, the quotes.
        choices: What the question offers.
    """
    for text in said:
        held = {choice: _share_held(text, choice) for choice in choices}
        best = max(held.values(), default=(0.0, 0))
        chosen = [choice for choice, each in held.items() if each == best]
        if best[0] >= LEAST_HELD and len(chosen) == 1:
            return chosen[0]
    return None


def chance(choices: Sequence[str], answers: Sequence[str]) -> float:
    """How often one of the choices, drawn at random, is right. There must be a choice."""
    return sum(choice in answers for choice in choices) / len(choices)


def _share_held(text: str, choice: str) -> tuple[float, int]:
    """The share of the choice's words that a text holds, and how many they are."""
    words = Counter(running_form(choice).split())
    shared = (Counter(running_form(text).split()) & words).total()
    return (shared / words.total() if words else 0.0, shared)
