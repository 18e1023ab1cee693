"""What became of one question, with all that is needed to look at it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from evals.question_sets.questions import Gold
from evals.runs.decoding import decoded
from qa.answers import ShortAnswer, Turn, Withheld, plain
from qa.evidence import Evidence
from qa.passages import Citation, Passage


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one question.

    Attributes:
        id: The question's id; `question`, `kind`, `held_out`, `answerable`, `answers`, `gold`,
            `choices`, `all`, `history` and `as_of` (an ISO date) are its fields too,
            gold as it was resolved.
        answered: Whether an answer came; False for a refusal and when the question raised.
        text: The answer or the refusal's sentence; empty when the question raised.
        short: The few words that answer; None where there are none, and for a refusal.
        reason: Why there is no answer, as the engine says it.
        confidence: How sure the engine is of the answer, or would have been of the one it did
            not give; None where it does not say.
        sentences: The answer's sentences without markers.
        citations: What they cite.
        retrieved: Article ids as they were retrieved, best first, each once.
        measures: By names of `MEASURES`, those that apply; which do is the question's affair alone.
        error: What was raised, as "ValueError: why"; None when nothing was.
        traceback: Where it was raised, as Python prints it; None, and no part of `to_dict`, when
            nothing was.
        searched_for: The question as it was searched: a follow-up made to stand alone.
        markers: For each of `sentences` the numbers of the citations it cites.
        support: For each of `sentences` how well its quotes bear it out, as the engine has it.
        short_answer: Where `short` stands.
        choice: Which of `choices` the answer comes to; None where it comes to none.
        evidence: What several articles say; None where none was read.
        withheld: What was written and left out.
        model: The language model that wrote it; None where none did.
        note: What the engine says of how the answer came about, such as why no model wrote it.
        passages: What was retrieved and read, best first, with text, place and score.
        seconds: How long the engine took; no part of equality or `to_dict`, so that two runs on
            the same archive are equal.
    """

    id: str
    question: str
    kind: str
    held_out: bool
    answerable: bool
    answered: bool = False
    text: str = ""
    short: str | None = None
    reason: str | None = None
    confidence: float | None = None
    sentences: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    error: str | None = None
    answers: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    choices: tuple[str, ...] = ()
    all: bool = False
    history: tuple[Turn, ...] = ()
    as_of: str | None = None
    searched_for: str = ""
    markers: tuple[tuple[int, ...], ...] = ()
    support: tuple[float | None, ...] = ()
    short_answer: ShortAnswer | None = None
    choice: str | None = None
    evidence: Evidence | None = None
    withheld: tuple[Withheld, ...] = ()
    model: str | None = None
    note: str | None = None
    passages: tuple[Passage, ...] = ()
    traceback: str | None = None
    seconds: float = field(default=0.0, compare=False)

    @classmethod
    def of(cls, values: object) -> "Row":
        """The row that `to_dict` made these JSON values of; fields may be left out.

        Raises:
            ValueError: They are no row; the message begins with the field's path.
        """
        return decoded(cls, values)

    @property
    def refused(self) -> bool:
        """Whether the engine said that the archive does not hold the answer."""
        return not self.answered and self.error is None

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON values, without its seconds."""
        values = asdict(self)
        del values["seconds"]
        if self.traceback is None:
            del values["traceback"]
        return plain(values)  # type: ignore[no-any-return]
