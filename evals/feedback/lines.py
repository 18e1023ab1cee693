"""What a reader of the chat said of an answer: a value, and a line of `feedback.jsonl`.

No words of an article are kept, only where they stand: an article that is removed takes nothing
with it that would have to be looked for.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from evals.question_sets.fields import Fields
from index import Filters

UP = "up"
DOWN = "down"

WRONG = "wrong"
UNSUPPORTED = "not-supported"
SHOULD_REFUSE = "should-refuse"
SHOULD_ANSWER = "should-answer"
INCOMPLETE = "incomplete"
OTHER = "other"
REASONS = (WRONG, UNSUPPORTED, SHOULD_REFUSE, SHOULD_ANSWER, INCOMPLETE, OTHER)


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an article without the words: where they stand, and by what to know them again.

    `start` and `end` are code points of the article's text, `digest` the beginning of the SHA-256
    of the words, in hexadecimal digits.
    """

    article: str
    start: int
    end: int
    digest: str

    @classmethod
    def of(cls, article: str, start: int, text: str) -> "Place":
        """Where `text` stands."""
        return cls(article, start, start + len(text), cls.digest_of(text))

    @staticmethod
    def digest_of(words: str) -> str:
        """By what words are known again."""
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def words(self, text: str) -> str | None:
        """The words, out of the text of the article; None where that has changed since."""
        found = text[self.start : self.end]
        return found if self.digest_of(found) == self.digest else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier turn: its question, and where the words of its answer stand."""

    question: str
    short: Place | None = None
    said: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one answer.

    Attributes:
        id: A random name of its own.
        day: The day on which it was asked, where the reader was.
        verdict: `UP` or `DOWN`.
        question: As it was asked.
        standalone_question: As it was searched, follow-ups made to stand alone.
        answered: Whether there was an answer, or a refusal.
        reason: What is wrong, one of `REASONS`; empty where the reader did not say.
        note: The same in the reader's own words.
        right_answer: What would have been right, in the reader's own words.
        history: Earlier turns of the conversation, oldest first.
        as_of: The day as on which it was asked.
        filters: The other limits under which it was asked.
        short: Where the short answer stands.
        cited: What the sentences cited.
        read: The passages that were read to answer.
        articles: The ids of all articles that the conversation showed or read.
        origin: The file and line it was read from.
    """

    id: str
    day: date
    verdict: str
    question: str
    standalone_question: str
    answered: bool
    reason: str = ""
    note: str = ""
    right_answer: str = ""
    history: tuple[Earlier, ...] = ()
    as_of: date | None = None
    filters: Filters = Filters()
    short: Place | None = None
    cited: tuple[Place, ...] = ()
    read: tuple[Place, ...] = ()
    articles: tuple[str, ...] = ()
    origin: str = ""


def feedback_line(feedback: Feedback) -> dict[str, Any]:
    """The JSON values of a line, without those that say nothing; `index.feedback_file` keeps it."""
    values = asdict(feedback)
    del values["origin"], values["articles"]
    values["day"] = feedback.day.isoformat()
    values["as_of"] = feedback.as_of and feedback.as_of.isoformat()
    limits = {name: str(v) if isinstance(v, date) else v for name, v in values["filters"].items()}
    values["filters"] = _filled(limits)
    values["history"] = [_filled(each) for each in values["history"]]
    names = {
        "articles": sorted({*feedback.articles, *feedback.filters.article_ids}),
        "publishers": list(feedback.filters.publishers),
        "sections": list(feedback.filters.sections),
    }
    return _filled(values) | {"answered": feedback.answered, "names": _filled(names)}


def feedback_of(values: Mapping[str, object], where: str, problems: list[str]) -> Feedback:
    """The feedback of a line's values; meaningless where `problems` has grown."""
    fields = Fields(values, where, "", problems)
    names = fields.inner("names")
    feedback = Feedback(
        id=fields.text("id"),
        day=fields.day("day") or date.min,
        verdict=fields.text("verdict"),
        question=fields.text("question"),
        standalone_question=fields.text("standalone_question"),
        answered=fields.flag("answered", required=True),
        reason=fields.any_text("reason"),
        note=fields.any_text("note"),
        right_answer=fields.any_text("right_answer"),
        history=tuple(_earlier(each) for each in fields.objects("history")),
        as_of=fields.day("as_of"),
        filters=_filters(fields.inner("filters")),
        short=_inner_place(fields),
        cited=tuple(_place(each) for each in fields.objects("cited")),
        read=tuple(_place(each) for each in fields.objects("read")),
        articles=names.texts("articles") if names else (),
        origin=where,
    )
    if feedback.verdict not in (UP, DOWN):
        fields.fault("verdict", f"must be {UP} or {DOWN}, but is {feedback.verdict!r}")
    if feedback.day == date.min:
        fields.fault("day", "is missing")
    return feedback


def _earlier(fields: Fields) -> Earlier:
    said = tuple(_place(each) for each in fields.objects("said"))
    return Earlier(fields.text("question"), _inner_place(fields), said)


def _inner_place(fields: Fields) -> Place | None:
    short = fields.inner("short")
    return _place(short) if short else None


def _place(fields: Fields) -> Place:
    return Place(
        article=fields.text("article"),
        start=fields.count("start", least=0, required=True),
        end=fields.count("end", least=0, required=True),
        digest=fields.text("digest"),
    )


def _filters(fields: Fields | None) -> Filters:
    if fields is None:
        return Filters()
    return Filters(
        publishers=fields.texts("publishers"),
        published_from=fields.day("published_from"),
        published_to=fields.day("published_to"),
        undated=fields.flag("undated"),
        article_ids=fields.texts("article_ids"),
        sections=fields.texts("sections"),
        kinds=fields.texts("kinds"),
        languages=fields.texts("languages"),
    )


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
