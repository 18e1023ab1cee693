"""The page of the archive: what is in it, found, counted and sorted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from index import Filters
from index.storage.browsing import DATED, Browsed, Sorting
from index.storage.listed import ListedArticle
from qa import QueryEngine
from ui.bylines import kind_told
from ui.language import _, day_in_words, ngettext
from ui.web.browsing.asked import (
    FIELDS,
    Asked,
    article_address,
    at_any_time,
    chat_query,
    limited,
    query_of,
    without,
)
from ui.web.browsing.choices import choices
from ui.web.browsing.shown import publisher_shown, value_shown
from ui.web.browsing.timeline import Bar, Timeline, timeline
from ui.web.html.templating import Markup, part, rendered
from ui.web.showing.framing import framed

PAGE = 50
"""Articles on a page."""

_TICKS = 5


class _Shown(NamedTuple):
    """An article of the list."""

    address: str
    title: str
    language: str
    where: str


class _Limit(NamedTuple):
    """A limit in force, and the query without it."""

    shown: str
    query: str


def render_archive_page(engine: QueryEngine, asked: Asked, *, sign_out: bool = False) -> str:
    """The whole page.

    Raises:
        FilterError: Nothing could pass; see `QueryEngine.limits`.
    """
    return _page(_filled(engine, asked), asked, sign_out)


def render_archive_parts(engine: QueryEngine, asked: Asked) -> str:
    """The parts of the page that change with what is asked for; see `static/browsing.js`."""
    return rendered("archive_parts.html", **_filled(engine, asked))


def render_archive_refused(
    engine: QueryEngine, said: str, asked: Asked | None, *, sign_out: bool = False
) -> str:
    """The page where what was asked for cannot be, which it says in a sentence."""
    asked = asked or Asked()
    try:
        # What could be chosen instead.
        values = _filled(engine, Asked())
    except Exception:
        values = {}  # why, is told already
    return _page({**values, "refused": said, "asked": asked}, asked, sign_out)


def render_parts_refused(said: str) -> str:
    """The parts of the page in that case."""
    return rendered("archive_parts.html", refused=said)


def _page(values: Mapping[str, object], asked: Asked, sign_out: bool) -> str:
    told = {"asked": asked, "sortings": _sortings(), "sorting": asked.order or "", **values}
    return framed("archive_page.html", root="", here="archive", sign_out=sign_out, **told)


def _sortings() -> list[tuple[str, str]]:
    return [
        ("", _("Best match, else newest")),
        (Sorting.NEWEST, _("Newest first")),
        (Sorting.OLDEST, _("Oldest first")),
        (Sorting.TITLE, _("Title")),
    ]


def _filled(engine: QueryEngine, asked: Asked) -> dict[str, object]:
    """The values of the template's parts."""
    filters = engine.limits(asked.filters)
    chosen = {
        name: getattr(filters, limit) if getattr(asked.filters, limit) else ()
        for name, limit in FIELDS.items()
    }
    # As the archive spells them.
    asked = limited(asked, **{FIELDS[name]: names for name, names in chosen.items()})
    found = _browsed(engine, asked, filters)
    pages = max(1, -(-found.articles // PAGE))
    if asked.page > pages:
        asked = replace(asked, page=pages)
        found = _browsed(engine, asked, filters)
    return {
        "refused": "",
        "asked": asked,
        "found": found,
        "articles": [_shown(each, filters.as_of) for each in found.page],
        "first": (asked.page - 1) * PAGE + 1,
        "pages": pages,
        "previous": query_of(asked, page=asked.page - 1) if asked.page > 1 else "",
        "next": query_of(asked, page=asked.page + 1) if asked.page < pages else "",
        "limits": _limits(asked),
        # The chat has no limit to chosen articles.
        "chat": None if asked.filters.article_ids else chat_query(asked.filters),
        "plot": _plot(asked, found),
        "choices": list(choices(found.counts, asked, chosen)),
    }


def _browsed(engine: QueryEngine, asked: Asked, filters: Filters) -> Browsed:
    others = {
        name: engine.limits(limited(asked, **{limit: ()}).filters)
        if getattr(asked.filters, limit)
        else filters
        for name, limit in FIELDS.items()
    }
    anytime = at_any_time(asked).filters
    others[DATED] = engine.limits(anytime) if asked.filters.dated else filters
    return engine.archive.catalog.browsing.browsed(
        filters,
        others,
        asked.words,
        order=asked.sorting,
        first=(max(1, asked.page) - 1) * PAGE,
        top_k=PAGE,
    )


def _shown(article: ListedArticle, as_of: date | None) -> _Shown:
    told = [
        publisher_shown(article.publisher, article.publisher_claimed),
        day_in_words(article.published),
        value_shown("section", article.section) if article.section else "",
        kind_told(article.kind),
    ]
    return _Shown(
        article_address(article.id, as_of),
        article.title,
        article.language or "",
        " · ".join(filter(None, told)),
    )


def _limits(asked: Asked) -> list[_Limit]:
    """The limits in force, each with what takes it away."""
    found = []
    if asked.words.strip():
        said = _("“%(words)s”", words=asked.words.strip())
        found.append(_Limit(said, query_of(replace(asked, words=""))))
    for name, limit in FIELDS.items():
        for value in getattr(asked.filters, limit):
            shown = value_shown(name, value)
            found.append(_Limit(shown, query_of(without(asked, limit, value))))
    if chosen := len(asked.filters.article_ids):
        shown = ngettext("%(num)s chosen article", "%(num)s chosen articles", chosen)
        found.append(_Limit(shown, query_of(limited(asked, article_ids=()))))
    first, last = asked.filters.published_from, asked.filters.published_to
    days = {"published_from": (_("from %(day)s"), first), "published_to": (_("to %(day)s"), last)}
    for limit, (words, day) in days.items():
        if day:
            shown = words % {"day": day_in_words(day.isoformat())}
            found.append(_Limit(shown, query_of(limited(asked, **{limit: None}))))
    if asked.filters.undated and asked.filters.dated:
        found.append(_Limit(_("undated too"), query_of(limited(asked, undated=False))))
    return found


class _Tick(NamedTuple):
    """A bar as it is told: its days, its words, its articles, and the query that takes it."""

    bar: Bar
    shown: str
    query: str


def _plot(asked: Asked, found: Browsed) -> Markup:
    """The bars of the articles by time, and below them the same as a table."""
    first, last = asked.filters.published_from, asked.filters.published_to
    plotted = timeline(found.days, first, last)
    bars = _ticks(asked, plotted) if plotted else []
    step = max(1, (len(bars) - 1) // (_TICKS - 1)) if len(bars) > 1 else 1
    return part(
        "timeline.html",
        plot=plotted,
        bars=bars,
        most=_bar_shown(plotted.most, plotted.unit) if plotted else "",
        ticks=[each.shown for each in bars[::step]],
        undated=found.days.get(0, 0),
        left_out=asked.filters.dated and not asked.filters.undated,
        inexact=found.inexact,
        anytime=query_of(at_any_time(asked)) if asked.filters.dated else "",
    )


def _ticks(asked: Asked, plotted: Timeline) -> list[_Tick]:
    return [_Tick(bar, _bar_shown(bar, plotted.unit), _of_bar(asked, bar)) for bar in plotted.bars]


def _of_bar(asked: Asked, bar: Bar) -> str:
    days = {"published_from": bar.first, "published_to": bar.last}
    return query_of(limited(asked, **days, undated=False))


def _bar_shown(bar: Bar, unit: str) -> str:
    first, last = bar.first.isoformat(), bar.last.isoformat()
    if unit == "day":
        return day_in_words(first)
    if unit == "month":
        return day_in_words(first[:7])
    if unit == "year":
        return first[:4]
    if unit == "week":
        return _("%(first)s to %(last)s", first=day_in_words(first), last=day_in_words(last))
    return _("%(first)s to %(last)s", first=first[:4], last=last[:4])
