"""Where an article opens: an address for everyone, and what the chat's pane asks for."""

from typing import NamedTuple
from urllib.parse import urlencode

from evals.feedback.lines import Place
from index import ArticleRef, Span
from qa.answers import Answer
from qa.passages import Citation
from ui.web.browsing.asked import article_address


class Link(NamedTuple):
    """An article, at some words of it.

    Attributes:
        href: Where it stands by itself: "article/ID#chars=279-551".
        pane: The address of what the chat shows of it beside an answer.
    """

    href: str
    pane: str


def quote_links(answer: Answer) -> dict[int, Link]:
    """For each citation of an answer, by its number, the link to its words."""
    return {each.number: _to_quote(answer, each) for each in answer.cited}


def nearest_link(answer: Answer) -> Link | None:
    """The link to the article that comes nearest to a refusal."""
    return _link(answer, answer.nearest.article_id, "nearest") if answer.nearest else None


def listed_link(answer: Answer, article: ArticleRef) -> Link:
    """The link to an article that an answer lists."""
    return _link(answer, article.article_id, "listed")


def _to_quote(answer: Answer, citation: Citation) -> Link:
    words = _words(answer, citation.number)
    place = Place.of(citation.article_id, citation.start, citation.quote)
    return _link(
        answer,
        citation.article_id,
        "source",
        number=str(citation.number),
        chars=f"{place.start}-{place.end}",
        words=f"{words.start}-{words.end}" if words else "",
        quote_digest=place.digest,
    )


def _link(answer: Answer, article_id: str, shown_as: str, **values: str) -> Link:
    address = article_address(article_id)
    asked = {"part": "pane", "as": shown_as, **values, "as_of": answer.as_of or ""}
    pane = f"{address}?{urlencode({name: value for name, value in asked.items() if value})}"
    return Link(f"{address}#chars={values['chars']}" if "chars" in values else address, pane)


def _words(answer: Answer, number: int) -> Span | None:
    """The words that answer within the quote of a citation, where they are known."""
    short = answer.short
    if short and short.citation == number:
        return Span(short.start, short.end)
    others = (each for each in answer.alternatives if each.citation.number == number)
    return next((Span(each.start, each.end) for each in others), None)
