"""Why an answer is as it is: frozen values, made of what the engine's stations told."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A question as it was taken apart.

    Attributes:
        text: The question that stands alone.
        terms: The words that find, as they are written.
        names: Stems of those that are names.
        answer_type: What kind of answer it wants: "person", "number", "reason".
        several: Whether it asks for more than one thing.
        changes: Whether a later report may tell it anew.
        times: Its words of time.
        first: The ISO day that they begin with; None where that side is open.
        last: The last one, likewise.
        reckoned_from: The ISO day that they are reckoned from.
        leaning: What its tense and words say of newness: "none", "newer", "latest".
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    answer_type: str
    several: bool
    changes: bool
    times: tuple[str, ...]
    first: str | None
    last: str | None
    reckoned_from: str
    leaning: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was found, and why it stands where it does.

    Attributes:
        chunk_id: Of the passage.
        article_id: Of its article.
        title: Its article's.
        published: Its article's ISO date.
        score: What it was ranked by: `relevance` and `timeliness` together.
        relevance: How far it is about the question; see `qa.finding.relevance`.
        timeliness: What its article's day is worth.
        features: What relevance is made of, by names: "cosine" of the vectors, "words" of BM25 as
            a share of the most, and so on.
        bm25: Its score in the list of words; None where it is not in it.
        cosine: Its score in the list of vectors, likewise.
    """

    chunk_id: str
    article_id: str
    title: str
    published: str | None
    score: float
    relevance: float
    timeliness: float
    features: Mapping[str, float]
    bm25: float | None
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found in a passage: its best words, and their log-odds against no answer."""

    reader: str
    chunk_id: str
    words: str
    odds: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that may answer.

    Attributes:
        text: The sentence.
        article_id: Where it stands.
        read: The log-odds of the strong reader's best words in it.
        judged: Those of the strong reader's judge that it answers; the least for one that was not
            judged.
        by_fast: Those of the fast reader's judge, who chose it to be judged; None for one that
            was not.
        score: What the sentences are ranked by.
    """

    text: str
    article_id: str
    read: float
    judged: float
    by_fast: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that was written, how well its quotes bear it out, and what they do not."""

    text: str
    support: float
    kept: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Attributes:
        road: Which way the question went: "remark", "asked back", "catalogue", "several" (put
            together of several articles), "quotations", "read", or "other" where another answerer
            wrote.
        answered: Whether there is an answer.
        confidence: The probability of a right one; None where nothing was read.
        least: From which probability on there is one, likewise.
        signals: What the probability is made of.
        said: The decision in a sentence.
    """

    road: str
    answered: bool
    confidence: float | None
    least: float | None
    signals: Mapping[str, float]
    said: str


@dataclass(frozen=True, slots=True)
class Why:
    """How an answer came about; what a question did not come to is empty.

    Attributes:
        decision: What was decided, and by what.
        asked: The question as it was taken apart.
        limits: What may be found at all, by names of `Filters`; what is open is left out.
        period: The same with the question's own time.
        candidates: How many passages were compared.
        ranked: The passages that were found, best first.
        read: What the readers found in them, in the order of reading.
        weighed: The sentences that may answer, best first.
        checked: What was written, as it was held against its quotes.
        seconds: How long each part took, by names of `qa.observing.PARTS`, in the order in which
            they began; parts within others count in both.
    """

    decision: Decision
    asked: AskedFor | None = None
    limits: Mapping[str, object] = field(default_factory=dict)
    period: Mapping[str, object] = field(default_factory=dict)
    candidates: int = 0
    ranked: tuple[Ranked, ...] = ()
    read: tuple[Read, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    checked: tuple[Checked, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
