"""The addresses of the archive's pages, and what each answers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from index import DatelineError, Filters, StoredArticle
from index.errors import FilterError, NoSuchArticle
from qa import QueryEngine
from ui.language import _
from ui.people.engines import Engines
from ui.people.person import person_of
from ui.web.browsing.asked import Asked, asked_of, day_of, span_of
from ui.web.browsing.static_files import serve_static
from ui.web.html.addresses import id_behind
from ui.web.showing.archive_page import (
    render_archive_page,
    render_archive_parts,
    render_archive_refused,
    render_parts_refused,
)
from ui.web.showing.article_page import render_article_page, render_no_article
from ui.web.showing.source import PANES, Pane, render_gone, render_pane, render_text

_log = logging.getLogger("dateline.page")
_ARTICLE = b"/article/"


def browsing_routes(engines: Engines, *, sign_out: bool = False) -> list[Route]:
    """The routes of the archive's pages; readers see what passes their own engine's filters.

    Args:
        engines: Over whose archive, under whose filters.
        sign_out: Whether the pages have a button that posts to `logout`.
    """
    pages = _Pages(engines, sign_out)
    return [
        Route("/archive", pages.archive),
        Route("/article/{article:anything}", pages.article),
        Route("/dateline/{name}", serve_static),
    ]


class _Refused(Exception):
    """What is told in the place of a page, and with which status."""

    def __init__(self, said: str, status: int) -> None:
        super().__init__(said)
        self.said = said
        self.status = status


class _Pages:
    """What is answered, to each by their own engine."""

    def __init__(self, engines: Engines, sign_out: bool) -> None:
        self._engines = engines
        self._sign_out = sign_out

    def archive(self, request: Request) -> Response:
        """The page of the archive, or with `part=results` the parts of it that change."""
        whole = request.query_params.get("part") != "results"
        asked: Asked | None = None
        engine = self._engines.of(person_of(request))
        try:
            with _refusing(engine):
                asked = asked_of(request.query_params)
                if whole:
                    return _html(render_archive_page(engine, asked, sign_out=self._sign_out))
                return _html(render_archive_parts(engine, asked))
        except _Refused as refused:
            if not whole:
                return _html(render_parts_refused(refused.said), refused.status)
            page = render_archive_refused(engine, refused.said, asked, sign_out=self._sign_out)
            return _html(page, refused.status)

    def article(self, request: Request) -> Response:
        """The page of an article, with `part=text` its text alone, with `part=pane` the pane."""
        query = request.query_params
        part = query.get("part", "")
        engine = self._engines.of(person_of(request))
        try:
            with _refusing(engine):
                return self._article(engine, request, query, part)
        except _Refused as refused:
            if part:
                return _html(render_gone(refused.said), refused.status)
            page = render_no_article(refused.said, sign_out=self._sign_out)
            return _html(page, refused.status)

    def _article(
        self, engine: QueryEngine, request: Request, query: QueryParams, part: str
    ) -> Response:
        as_of = day_of(query.get("as_of"))
        filters = engine.limits(as_of=as_of)
        stored = _stored(engine, id_behind(request, _ARTICLE, "article"), filters)
        quoted = span_of(query.get("chars"))
        if part == "pane":
            return _html(render_pane(stored, _pane_of(query)))
        if part == "text":
            return _html(render_text(stored, quoted))
        return _html(
            render_article_page(
                engine, stored, filters, quoted, as_of=as_of, sign_out=self._sign_out
            )
        )


def _stored(engine: QueryEngine, article_id: str, filters: Filters) -> StoredArticle:
    stored = engine.archive.catalog.articles.passing(article_id, filters)
    if stored is None:
        raise _Refused(_("This article is not in the archive."), 404)
    return stored


@contextmanager
def _refusing(engine: QueryEngine) -> Iterator[None]:
    """A block in which whatever goes wrong becomes what is told, with no path of the server."""
    try:
        yield
    except _Refused:
        raise
    except (FilterError, NoSuchArticle) as error:
        said = str(error).replace(str(engine.archive.path), _("the archive"))
        raise _Refused(said, 400) from None
    except DatelineError as error:
        _log.error("%s", error)
        said = _("The archive cannot be read just now. The server's log says why.")
        raise _Refused(said, 503) from None
    except Exception:
        _log.exception("a page of the archive could not be shown")
        raise _Refused(_("Something went wrong here. It is in the server's log."), 500) from None


def _pane_of(query: QueryParams) -> Pane:
    number = query.get("number", "")
    return Pane(
        quoted=span_of(query.get("chars")),
        words=span_of(query.get("words")),
        digest=query.get("quote_digest", "").lower(),
        shown_as=query.get("as", "") if query.get("as") in PANES else "listed",
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0,
    )


def _html(page: str, status: int = 200) -> Response:
    headers = {"cache-control": "private, no-cache", "vary": "accept-language, cookie"}
    return HTMLResponse(page, status, headers)
