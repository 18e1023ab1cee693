"""Whether all that a question names stands in one passage. Pure."""

import re

from index.prose.words import stems
from qa.passages import Passage
from qa.questions.analysis import Question

# Words that ask and name nothing.
_GENERAL = frozenset(
    "get got have had take took hold held receive received win won come came many much percent "
    "percentage share number total".split()
)
# "Which towns will not host them?" is no matter of words.
_DENIES = re.compile(r"\b(?:not|never|no|without|except)\b|n['’]t\b", re.IGNORECASE)


def all_named_here(
    question: Question, passage: Passage, besides: frozenset[str] = frozenset()
) -> bool:
    """Whether each content word of a question is the passage's, or asks and names nothing.

    Never of a question that denies something.

    So no other year, place or vote is meant than the passage's.

    Args:
        question: A question that stands alone.
        passage: Its title counts too.
        besides: Stems that count as the passage's.
    """
    if _DENIES.search(question.text):
        return False
    there = besides | set(stems(f"{passage.title} {passage.text}"))
    return {w.text.casefold() for w in question.terms if w.stem not in there} <= _GENERAL
