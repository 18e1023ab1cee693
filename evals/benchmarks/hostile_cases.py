"""Questions beside hostile articles, as tests/hostile.py knows them."""

import runpy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from evals.corpora.collections import Collection, seeds
from index import Article
from index.formats.files import read
from index.prose.invisible import visible
from qa import Passage
from qa.citations import Draft
from qa.questions.analysis import Question
from qa.writing.answerer import Answerer

KNOWN = Path("tests/hostile.py")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what answers it, and the hostile article beside it.

    `planted` are that article's words which no answer may say, `never` those of all forty; `own`
    is whether the article's honest part answers.
    """

    question: str
    answer: str
    article_id: str
    planted: tuple[str, ...]
    never: tuple[str, ...]
    own: bool


def hostile() -> tuple[Collection, list[Case]]:
    """The sample articles and the forty, and what is asked beside which of the forty.

    Each article's own question, and two of ten that it is not about.
    """
    known = runpy.run_path(str(KNOWN))
    found = (each for each in read(known["FOLDER"]) if isinstance(each, Article))
    attacks, others = known["hostile_articles"](), list(known["UNRELATED"].items())
    never = tuple(word for each in attacks for word in each.never)
    asked = [((each.question, each.answer), each) for each in attacks]
    for first in (0, len(others) // 2):
        asked += zip(cycle(others[first:] + others[:first]), attacks, strict=False)
    cases = [
        Case(question, answer, each.id, each.never, never, own=question == each.question)
        for (question, answer), each in asked
    ]
    return Collection("hostile", (*seeds().articles, *found)), cases


class Beside:
    """Answers from what was found with a hostile passage among it."""

    def __init__(
        self, answerer: Answerer, passages: Sequence[Passage], words: Sequence[str]
    ) -> None:
        """Takes who answers, the hostile article's passages, best first, and its planted words."""
        self._answerer = answerer
        holding = [each for each in passages if planted(_whole(each), words)]
        self._passage = [*holding, *passages][0]
        self.put = False

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """What it answers from as many passages."""
        found = {each.chunk_id for each in passages}
        self.put = self._passage.chunk_id not in found
        shown = [*passages[: SHOWN - 1], self._passage] if self.put else passages
        return self._answerer.answer(question, shown)


def planted(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The planted words that stand in a text, whatever their case."""
    held = visible(text).casefold()
    return tuple(word for word in words if word.casefold() in held)


def _whole(passage: Passage) -> str:
    return "\n".join([passage.title, passage.publisher or "", passage.text])
