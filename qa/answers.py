"""The values that a question becomes: frozen, typed, and the same through every door."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from index import ArticleRef
from qa.evidence import Evidence, Standing, Statement
from qa.faults import Fault
from qa.passages import Citation, Passage
from qa.whys import Why


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and the answer it got."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, without its markers, and the numbers of its citations.

    `support`, from 0 to 1, is how well its quotes bear it out, see `qa.support`; None where it
    tells of the catalogue, as when articles are counted, and was not compared with quotes.
    `faults`, what its quotes do not bear out, are there only where it was asked that such
    sentences stay; else it would be among `Answer.withheld`. A `label` is what is said before it:
    the day of a timeline's entry, the part of the question that it is for.
    """

    text: str
    citations: tuple[int, ...]
    support: float | None = None
    faults: tuple[Fault, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that an answerer wrote and that its quotes do not bear out, with what is wrong."""

    text: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The few words that answer a question, as they stand in an article.

    `text` is `article text[start:end]` of the stored revision, within the quote of the citation
    of that number.
    """

    text: str
    citation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched for an answer: everything that the question's filters let through.

    `first` and `last` are the ISO dates of the oldest and newest dated article, None when
    none bears a date; `undated` counts the articles without one. `published_from` and
    `published_to` are the ISO dates between which articles were looked for, each None where that
    side was open.
    """

    articles: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    undated: int
    published_from: str | None = None
    published_to: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done for an answer that is not there yet.

    `stage` is "reading" (the fast reader), "weighing" (the strong one) or "checking" (sentences
    are judged); `done` of `of` passages are read.
    """

    stage: str
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or a refusal that says why.

    An answer from the catalogue ("How many articles mention ...?") is one sentence that tells what
    was counted. It cites, for some of the articles, the words that were looked for; where there
    are none to quote (no article mentions them) it is an answer without citations all the same.

    Attributes:
        question: The question as it was asked.
        standalone_question: The question as it was searched, follow-ups made to stand alone.
        answered: Whether the archive holds an answer.
        text: The answer with its markers, "... in Dushanbe on Saturday. [1]", the short answer,
            where there is one, on a line before it; a refusal's sentence when not answered.
        sentences: The answer's sentences in reading order; empty when not answered.
        citations: What the sentences cite, in the order of their numbers.
        reason: Why there is no answer; None when there is one.
        confidence: The calibrated probability, from 0 to 1, that the sentences hold the right
            answer; of a refusal, that they would have held it. None where nothing was read, as
            when the catalogue answers.
        searched: What was searched.
        as_of: The ISO date on which the question was asked, None when none was given.
        short: The words that answer, None where no few words do.
        evidence: What several articles say, one by one; None where nothing was read.
        nearest: Of a refusal, the article that comes nearest; it does not answer. None when
            nothing was found.
        withheld: What was written and left out, as its quotes do not bear it out.
        model: The language model that wrote the sentences, as "openai/gpt-4o-mini"; None where
            they are the articles' own, and of a refusal that no model was asked about.
        note: A sentence on how the answer came about that a reader should know, such as why no
            language model wrote it; None where there is nothing to know.
        listed: The articles that were counted, newest first and undated ones last, at most 200;
            empty when nothing was counted.
        readings: Where a follow-up may as well be either of two questions, these two; nothing was
            searched then, and the text asks which one is meant.
        remark: Where what was said is no question about the articles, what it is: "greeting",
            "thanks", "farewell", "help", "who", "contents"; nothing was searched then.
        why: How the answer came about, where it was asked for (`QueryEngine.explain`); else None,
            and then not part of `to_dict`.
        passages: What was retrieved, best first; not part of `to_dict`.
        complete: False on the values that a stream yields before its last.
        progress: On such values, what is being done; not part of `to_dict` either.
    """

    question: str
    standalone_question: str
    answered: bool
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    reason: str | None
    confidence: float | None
    searched: Searched
    as_of: str | None = None
    short: ShortAnswer | None = None
    evidence: Evidence | None = None
    nearest: ArticleRef | None = None
    withheld: tuple[Withheld, ...] = ()
    model: str | None = None
    note: str | None = None
    listed: tuple[ArticleRef, ...] = ()
    readings: tuple[str, ...] = ()
    remark: str | None = None
    why: Why | None = None
    passages: tuple[Passage, ...] = ()
    complete: bool = True
    progress: Progress | None = None

    @property
    def alternatives(self) -> tuple[Statement, ...]:
        """What other articles answer instead, and what newer ones have overtaken."""
        said = self.evidence.statements if self.evidence else ()
        return tuple(each for each in said if each.standing is not Standing.ANSWERS)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations of the sentences, then those that only alternatives have."""
        further = (each.citation for each in self.alternatives)
        known = {each.number: each for each in (*self.citations, *further)}
        return tuple(known.values())

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain JSON values, under the names of its attributes."""
        values = asdict(self)
        del values["passages"], values["complete"], values["progress"]
        if self.why is None:
            del values["why"]
        return plain(values)  # type: ignore[no-any-return]


def plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Tuples as lists, members of an Enum as values, so that `json.loads(json.dumps(d)) == d`."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value
