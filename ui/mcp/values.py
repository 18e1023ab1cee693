"""What the tools give beside text, described for programs."""

from typing import Any

from pydantic import BaseModel

Values = dict[str, Any]


class Found(BaseModel):
    """Passages, best first; each has its article's id and `text`, its code points `start` to `end`.

    The fields are those of `qa.Passage`.
    """

    passages: list[Values]


class Opened(BaseModel):
    """A stored article, its revisions, and the words of it that were asked for."""

    article: Values
    revision: int
    revisions: list[Values]
    boilerplate: list[Values]
    content_hash: str
    copy_of: str | None
    publisher_claimed: bool
    quote: Values | None


class Listed(BaseModel):
    """A part of a list of articles; `next` is the offset of the part that follows."""

    articles: int
    undated: int
    offset: int
    next: int | None
    page: list[Values]
    counts: dict[str, dict[str, int]]
