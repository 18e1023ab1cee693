"""Articles for programs: listed, shown with a quote of them, counted."""

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from index import Filters, Span, StoredArticle
from index.storage.browsing import DATED, NAMED, Sorting
from index.storage.listed import ListedArticle
from index.storage.stored_article import Revision
from qa import QueryEngine
from qa.answers import plain
from ui.api.asking import Asking
from ui.api.persons import Reader
from ui.api.telling import NotDone
from ui.api.values import Listing, Shown
from ui.web.browsing.asked import FIELDS, span_of
from ui.web.html.addresses import id_behind
from ui.web.html.problems import json_response
from ui.web.uploading.results import own

_ARTICLE = b"/api/v1/articles/"
_COUNTED = 100


def article_routes(asking: Asking) -> APIRouter:
    """The routes `/articles`, `/articles/ID` and `/stats`."""
    router = APIRouter()

    @router.get("/articles")
    async def listed(asked: Annotated[Listing, Query()], person: Reader) -> Response:
        """Lists articles, a part at a time, with how many there are of which kind.

        `next` is the offset of the part that follows; null at the end.
        """
        return json_response(await run_sync(listed_dict, asking.engine(person), asked))

    @router.get("/articles/{article:anything}")
    async def article(
        request: Request,
        person: Reader,
        article: str,
        chars: Annotated[
            str | None, Query(description="Code points FROM-TO: those words are given as quote.")
        ] = None,
        as_of: date | None = None,
    ) -> Response:
        """Gives an article with its whole text, its revisions, and the words of a quote."""
        wanted = id_behind(request, _ARTICLE, "article")
        return json_response(
            await run_sync(article_dict, asking.engine(person), wanted, chars, as_of)
        )

    @router.get("/stats")
    async def stats(asked: Annotated[Shown, Query()], person: Reader) -> Response:
        """Tells what the archive holds of what passes the limits."""
        return json_response(await run_sync(_stats, asking.engine(person), asked))

    return router


def listed_dict(engine: QueryEngine, asked: Listing) -> dict[str, Any]:
    """A part of the articles that pass.

    Raises:
        FilterError: Nothing could pass.
    """
    written = replace(asked.filters(), as_of=asked.as_of)
    filters = engine.limits(written)
    order = asked.sort or (Sorting.MATCH if asked.q.strip() else Sorting.NEWEST)
    found = engine.archive.catalog.browsing.browsed(
        filters,
        _without(engine, written, filters),
        asked.q,
        order=order,
        first=asked.offset,
        top_k=asked.limit,
    )
    following = asked.offset + len(found.page)
    counts = {name: dict(list(counted)[:_COUNTED]) for name, counted in found.counts.items()}
    return {
        "articles": found.articles,
        "undated": found.undated,
        "offset": asked.offset,
        "next": following if found.page and following < found.articles else None,
        "page": [_listed(each) for each in found.page],
        "counts": counts,
    }


def article_dict(
    engine: QueryEngine, article_id: str, chars: str | None = None, as_of: date | None = None
) -> dict[str, Any]:
    """A whole article.

    Raises:
        NotDone: It is not there, or has no such words.
    """
    filters = engine.limits(as_of=as_of)
    lookup = engine.archive.catalog.articles
    stored = lookup.passing(article_id, filters)
    if stored is None:
        raise NotDone(404, "This article is not in the archive.")
    told = _stored(stored)
    told["revisions"] = [_revision(each) for each in lookup.revisions(article_id, filters)]
    told["quote"] = _quote(stored.article.text, chars)
    return told


def _stats(engine: QueryEngine, asked: Shown) -> dict[str, Any]:
    filters = engine.limits(replace(asked.filters(), as_of=asked.as_of))
    told: dict[str, Any] = plain(asdict(engine.archive.stats(filters)))
    # Where things are on the server, and why they are as they are, is whose who runs it.
    for name in ("vectors", "torch", "bytes"):
        del told[name]
    return told


def _without(engine: QueryEngine, written: Filters, filters: Filters) -> dict[str, Filters]:
    """For each thing that is counted the limits without those on it."""
    nothing: dict[str, Any] = {"published_from": None, "published_to": None, "undated": False}
    others = {}
    for name in NAMED:
        no_names: dict[str, Any] = {FIELDS[name]: ()}
        limited = getattr(written, FIELDS[name])
        others[name] = engine.limits(replace(written, **no_names)) if limited else filters
    dated = engine.limits(replace(written, **nothing)) if written.dated else filters
    return {**others, DATED: dated}


def _quote(text: str, chars: str | None) -> dict[str, Any] | None:
    if not chars:
        return None
    span = span_of(chars)
    if span is None:
        raise NotDone(422, "chars wants two numbers of code points: chars=279-551")
    if not span.start < span.end <= len(text):
        raise NotDone(422, f"The article has {len(text)} code points; there is no {chars} in it.")
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _stored(stored: StoredArticle) -> dict[str, Any]:
    told = _without_place(asdict(stored))
    article = _without_place(told.pop("article"))
    article["captions"] = [_span(each) for each in stored.article.captions]
    told["boilerplate"] = [_span(each) for each in stored.boilerplate]
    return {"article": article, **told}


def _listed(article: ListedArticle) -> dict[str, Any]:
    return _without_place(asdict(article))


def _revision(revision: Revision) -> dict[str, Any]:
    return _without_place(asdict(revision))


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _without_place(values: dict[str, Any]) -> dict[str, Any]:
    """The same without where it lies on the server; what its sender called it may be told."""
    values.pop("root", None)
    if "origin" in values:
        values["origin"] = own(values["origin"]) or None
    return plain(values)  # type: ignore[no-any-return]
