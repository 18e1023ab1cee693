"""The values that a question becomes: frozen, typed, and the same through every door."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from index import ArticleRef, StoredArticle
from index.prose.captions import is_caption
from index.prose.chunking import Chunk
from index.prose.live import Entry, entries_of
from qa.faults import Fault
from qa.whys import Why


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and the answer it got."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of an article as an answerer is shown it.

    `text` is `article text[start:end]`; offsets are code points; a higher `score` is better;
    `copies` are other articles that tell the same story. `publisher_claimed` tells that nothing but
    the article's own text says who published it; `section`, `kind` and `language` are as the
    article's; `entries` are those of a live blog that it has a part of; a `caption` can be found,
    and is never answered with.
    """

    chunk_id: str
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    start: int
    end: int
    score: float
    copies: tuple[ArticleRef, ...] = ()
    publisher_claimed: bool = False
    section: str | None = None
    kind: str | None = None
    entries: tuple[Entry, ...] = ()
    language: str | None = None
    caption: bool = False

    @classmethod
    def of(
        cls,
        chunk: Chunk,
        stored: StoredArticle,
        score: float = 0.0,
        copies: tuple[ArticleRef, ...] = (),
    ) -> "Passage":
        """A chunk of a stored article."""
        article = stored.article
        return cls(
            chunk_id=chunk.id,
            article_id=article.id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            text=chunk.text,
            start=chunk.start,
            end=chunk.end,
            score=score,
            copies=copies,
            publisher_claimed=stored.publisher_claimed,
            section=article.section,
            kind=article.kind,
            entries=tuple(
                each
                for each in entries_of(article.text)
                if each.start < chunk.end and chunk.start < each.end
            ),
            language=article.language,
            caption=is_caption(chunk, article),
        )

    @property
    def reference(self) -> ArticleRef:
        """The article that it is a part of."""
        return ArticleRef(
            self.article_id, self.title, self.publisher, self.published, self.url,
            self.publisher_claimed, self.kind,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of an article that a sentence rests on.

    `quote` is `article text[start:end]` of the stored revision, code point for code point.
    `number` is the marker in the answer, counted from 1 by first appearance; `copies` are other
    articles that tell the same story. `publisher_claimed` tells that nothing but the article's own
    text says who published it; `section`, `kind` and `language` are as the article's; `stamp` is
    the hour of the live blog's entry that it stands in.
    """

    number: int
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    copies: tuple[ArticleRef, ...] = ()
    publisher_claimed: bool = False
    section: str | None = None
    kind: str | None = None
    stamp: str | None = None
    language: str | None = None


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


class Standing(Enum):
    """How what an article says stands to the answer."""

    ANSWERS = "answers"
    OVERTAKEN = "overtaken"
    OTHERWISE = "otherwise"


class Form(Enum):
    """What is put together of what several articles say."""

    WORDS = "words"
    YES_NO = "yes or no"
    TIMELINE = "timeline"
    COMPARISON = "comparison"
    LIST = "list"
    QUOTATIONS = "quotations"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article says of what is asked.

    Attributes:
        text: Its words, `article text[start:end]`, within the quote of its citation: one of the
            answer's, or one whose number goes on from theirs.
        start: Code point of the article's text.
        end: The same, after the last.
        citation: Where they stand, and who published it when.
        standing: Whether they answer, did so until a newer report overtook them, or answer
            otherwise.
        first: The ISO day, month or year of what they tell, the first of several days; None where
            none is known.
        last: The last of several days; None where it is one.
        dated: Whether the sentence itself tells that day ("on Saturday"); where it does not, it is
            the day of the article.
        part: The part of the question that they are said of, as "CNN"; None where it has none.
        speaker: Who says it in the article, in the article's words; None where it is the article.
        office: What the speaker is, likewise.
    """

    text: str
    start: int
    end: int
    citation: Citation
    standing: Standing = Standing.ANSWERS
    first: str | None = None
    last: str | None = None
    dated: bool = False
    part: str | None = None
    speaker: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What several articles say of what is asked.

    Attributes:
        form: What is put together of it.
        statements: What each says, in the order in which it is to be read.
        missing: Parts of the question on which the archive holds nothing.
        verdict: "Yes" or "No", or which of the two that the question names ("rise" of "rise or
            fall"); None of any other question, and where what was found does not tell.
        as_of: The ISO day of the newest report that answers, where the state of things was asked
            for; None where nothing tells the order.
        reports: How many reports answer: near-copies of one story are one.
        publishers: Who published them, each once.
    """

    form: Form
    statements: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()
    verdict: str | None = None
    as_of: str | None = None
    reports: int = 0
    publishers: tuple[str, ...] = ()


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
