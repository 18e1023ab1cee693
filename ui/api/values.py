"""What programs send, checked, and what they get, described: pydantic's side of the API.

What is sent back is never made by these models: answers are `Answer.to_dict()` and nothing else.
`tests/test_api_values.py` holds both against each other.
"""

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from index import Filters
from index.storage.browsing import Sorting
from qa.answers import Answer, Turn
from qa.way import LONGEST_QUESTION

MOST_TOP_K = 50
MOST_TURNS = 100
MOST_EVALUATED = 50
MOST_ARTICLES = 1000
MOST_OF_PAGE = 200
NOT_TOLD = ("passages", "complete", "progress", "why")
"""Fields of `Answer` that `to_dict` leaves out."""

_Name = Annotated[str, Field(min_length=1, max_length=1000)]
_Names = Annotated[list[_Name], Field(max_length=200)]
_Question = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION, description="In words.")
]
_Probability = Annotated[float, Field(ge=0, le=1)]


class _Sent(BaseModel):
    """What is sent; a name that is not known is an error, so that no limit is lost to a typo."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Sent):
    """Limits on the articles that may be found, counted or shown; see `index.filters.Filters`."""

    publishers: _Names = []
    published_from: date | None = None
    published_to: date | None = None
    undated: bool = False
    article_ids: _Names = []
    sections: _Names = []
    kinds: _Names = []
    languages: _Names = []

    def filters(self) -> Filters:
        """The same as the library has it."""
        return Filters(
            publishers=tuple(self.publishers),
            published_from=self.published_from,
            published_to=self.published_to,
            undated=self.undated,
            article_ids=tuple(self.article_ids),
            sections=tuple(self.sections),
            kinds=tuple(self.kinds),
            languages=tuple(self.languages),
        )


class SentTurn(_Sent):
    """An earlier question and its answer."""

    question: Annotated[str, Field(max_length=20_000)]
    answer: Annotated[str, Field(max_length=20_000)] = ""

    def turn(self) -> Turn:
        """The same as the library has it."""
        return Turn(self.question, self.answer)


class Ask(_Sent):
    """A question."""

    question: _Question
    history: Annotated[
        list[SentTurn], Field(max_length=MOST_TURNS, description="Earlier turns, oldest first.")
    ] = []
    filters: Limits = Limits()
    as_of: Annotated[
        date | None, Field(description="The day it is asked: nothing published later is there.")
    ] = None
    today: Annotated[
        date | None, Field(description="The day it is for who asks; relative dates mean it.")
    ] = None
    top_k: Annotated[
        int | None, Field(ge=1, le=MOST_TOP_K, description="How many passages are read.")
    ] = None
    min_confidence: Annotated[
        _Probability | None, Field(description="Answer only from this probability on.")
    ] = None
    model: Annotated[
        bool, Field(description="Whether the language model may be asked, where there is one.")
    ] = True
    stream: Annotated[bool, Field(description="Whether events come, as in text/event-stream.")] = (
        False
    )


class Search(_Sent):
    """Words or a question to find passages for."""

    query: _Question
    filters: Limits = Limits()
    as_of: date | None = None
    today: date | None = None
    top_k: Annotated[int, Field(ge=1, le=MOST_TOP_K)] = 10


class Shown(Limits):
    """Limits in the query of an address: a name may come again for further ones."""

    as_of: date | None = None


class Listing(Shown):
    """Which articles are listed, and which part of the list."""

    q: Annotated[str, Field(max_length=1000, description="Words that they hold.")] = ""
    sort: Annotated[
        Sorting | None, Field(description="By match where there are words, else newest first.")
    ] = None
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_OF_PAGE)] = 50


class SentArticle(_Sent):
    """An article to be indexed; see `index.articles.Article`."""

    id: _Name
    title: Annotated[str, Field(min_length=1, max_length=10_000)]
    text: Annotated[str, Field(min_length=1)]
    publisher: _Name | None = None
    published: _Name | None = None
    updated: _Name | None = None
    authors: Annotated[list[_Name], Field(max_length=100)] = []
    url: _Name | None = None
    section: _Name | None = None
    kind: _Name | None = None
    language: _Name | None = None


class SentArticles(_Sent):
    """Articles to be indexed at once."""

    articles: Annotated[list[SentArticle], Field(min_length=1, max_length=MOST_ARTICLES)]


class SentAddress(_Sent):
    """The address of a page or a feed that is to be fetched and indexed."""

    address: Annotated[str, Field(min_length=1, max_length=4000)]


class Evaluate(_Sent):
    """A question set: the fields of each question are those of docs/question-sets.md."""

    questions: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_EVALUATED)]


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def _of_answer() -> dict[str, Any]:
    hints = get_type_hints(Answer)
    return {
        each.name: (hints[each.name], ...) for each in fields(Answer) if each.name not in NOT_TOLD
    }


AnswerTold: type[BaseModel] = create_model(
    "Answer", __doc__="A cited answer, or a refusal that says why.", **_of_answer()
)
"""What `Answer.to_dict` gives, to describe it by; nothing is ever made by this."""


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON schema of what `Answer.to_dict` gives."""
    return TypeAdapter(AnswerTold).json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
