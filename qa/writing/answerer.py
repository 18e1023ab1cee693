"""The seam of what writes answers: anything that makes drafts of passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.citations import Draft
from qa.passages import Passage
from qa.questions.analysis import Question


class Answerer(Protocol):
    """Writes an answer from passages, or none.

    It yields the answer so far, each fuller than the one before; nothing at all, or a draft
    without sentences, means that the passages do not hold the answer.
    """

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """Drafts of the answer to a question, best passages first."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """An answerer whose answer is there already."""

    draft: Draft

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """The draft that was given."""
        yield self.draft
