"""What several articles say of what is asked, one by one."""

from dataclasses import dataclass
from enum import Enum

from qa.passages import Citation


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
