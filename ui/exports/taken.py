"""What is taken along: a question, what came of it, and how it was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index import Filters
from qa.answers import Answer
from qa.passages import Citation


@dataclass(frozen=True, slots=True)
class Taken:
    """One question and what came of it.

    Attributes:
        question: As it was typed.
        answer: What was answered, or why nothing was; None where neither came.
        day: The day it was asked, where the reader is; None where it is not known.
        filters: The limits under which it was asked.
        said: A sentence on how it ended, where it did not as it should: a failure, or that it was
            stopped; "" else.
    """

    question: str
    answer: Answer | None = None
    day: date | None = None
    filters: Filters = Filters()
    said: str = ""


def citations_of(exchanges: Iterable[Taken]) -> tuple[Citation, ...]:
    """All that the answers cite, alternatives too, in the order of reading; each quote once."""
    found: dict[tuple[str, int, int], Citation] = {}
    for each in exchanges:
        for citation in each.answer.cited if each.answer else ():
            found.setdefault((citation.article_id, citation.start, citation.end), citation)
    return tuple(found.values())


def is_talk(exchange: Taken) -> bool:
    """Whether it is small talk, which no answer is."""
    return exchange.answer is not None and exchange.answer.remark is not None


def name_of(exchanges: Sequence[Taken]) -> str:
    """What a file of them is called where nobody has named it: by the first real question."""
    asked = [each.question for each in exchanges if not is_talk(each)]
    return (asked or [each.question for each in exchanges] or [""])[0]
