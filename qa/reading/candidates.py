"""A sentence that may answer, with what speaks for it."""

from dataclasses import dataclass, replace

from index import Span
from qa.passages import Passage
from qa.reading.reader import ScoredSpan

# A sentence without words that answer has these log-odds.
NOTHING_READ = -12.0
# What a rule finds to answer something else comes so much behind, and is judged so.
RULED_OUT = -8.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage, and what speaks for it.

    Attributes:
        passage: Where it stands.
        span: Its offsets in the passage's text.
        best: The strong reader's best span in it, None when it has none.
        judged: The log-odds, by the strong reader's judge, that it answers the question.
        score: Higher answers better; comparable within a question.
    """

    passage: Passage
    span: Span
    best: ScoredSpan | None
    judged: float
    score: float

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.passage.text[self.span.start : self.span.end]

    @property
    def read(self) -> float:
        """The log-odds that the strong reader gives its best span against no answer."""
        return self.best.score if self.best else NOTHING_READ


def ruled_out(candidate: Candidate) -> Candidate:
    """A sentence that answers something else, whatever the readers see in it."""
    return replace(candidate, best=None, judged=RULED_OUT, score=candidate.score + RULED_OUT)
