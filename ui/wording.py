"""Values of the archive in the words that a reader sees; plain text, nothing escaped.

In the present language (`ui.language`), which is English in the terminal.
"""

from collections.abc import Sequence

from index import ArchiveStats, ArticleRef, Filters
from index.naming.claims import NOT_NAMED, of_label
from index.prose.names import shown_name
from qa.answers import Answer, Searched, ShortAnswer
from qa.evidence import Statement
from ui.bylines import claims, kind_shown, published_by
from ui.language import N_, _, day_in_words, language_name, ngettext, number


def coverage(stats: ArchiveStats) -> str:
    """What an archive holds, in one line: "5 articles, 4 publishers, undated"."""
    if not stats.articles:
        return _("The archive holds no articles yet")
    parts = [articles_in_words(stats.articles), publishers_in_words(len(stats.publishers))]
    return ", ".join([*parts, dates(stats.articles, stats.first, stats.last, stats.undated)])


def articles_in_words(n: int) -> str:
    """So many articles: "1 article", "2,225 articles"."""
    return ngettext("%(num)s article", "%(num)s articles", n)


def publishers_in_words(n: int) -> str:
    """So many publishers."""
    return ngettext("%(num)s publisher", "%(num)s publishers", n)


def dates(articles: int, first: str | None, last: str | None, undated: int) -> str:
    """The dates that some articles cover, and how many of them bear none."""
    if undated >= articles or first is None:
        return _("undated")
    span = day_in_words(first)
    if last is not None and last != first:
        span = _("%(first)s to %(last)s", first=span, last=day_in_words(last))
    return f"{span}, {_undated(undated)}" if undated else span


def copies_in_words(copies: Sequence[ArticleRef]) -> str:
    """Where else the same story stands: "also in Gull, 4 March 2024, and 2 more"; "" nowhere."""
    if not copies:
        return ""
    first = copies[0]
    by = published_by(first.publisher, first.publisher_claimed) or first.title
    day = day_in_words(first.published)
    if len(copies) == 1:
        return _("also in %(publisher)s, %(day)s", publisher=by, day=day)
    more = number(len(copies) - 1)
    return _("also in %(publisher)s, %(day)s, and %(n)s more", publisher=by, day=day, n=more)


def publisher_in_words(name: str, articles: int, claimed: int) -> str:
    """A publisher in a list: "Gull", "Gull (one of them only by its own text)".

    Args:
        name: As stored.
        articles: How many it has.
        claimed: How many of these only claim it.
    """
    only = claims(articles, claimed)
    return f"{shown_name(name)} ({only})" if only else shown_name(name)


def label_in_words(label: str) -> str:
    """What filters call a publisher (`index.naming.claims`), as a person may write it."""
    if label == NOT_NAMED:
        return _("publisher not named")
    name, claimed = of_label(label)
    shown = shown_name(name)
    return _("%(publisher)s (claimed)", publisher=shown) if claimed else shown


def short_in_words(answer: ShortAnswer | Statement) -> str:
    """The words of a short answer on one line."""
    return " ".join(answer.text.split())


def alternatives_in_words(alternatives: Sequence[Statement]) -> str:
    """Who answers otherwise: "Another article says", "Other articles say"."""
    if len(alternatives) == 1:
        return _("Another article says")
    return _("Other articles say")


def overtaken_in_words(overtaken: Sequence[Statement]) -> str:
    """Who answered before a newer report did: "An earlier report said", "Earlier reports said"."""
    if len(overtaken) == 1:
        return _("An earlier report said")
    return _("Earlier reports said")


def sureness(answer: Answer) -> str:
    """How sure an answer is, and what that means; "" where it is not known.

    Never 0 or 100 %: those would be promises.
    """
    if answer.confidence is None:
        return ""
    share = min(99, max(1, round(100 * answer.confidence)))
    told = next(words for least, words in _SURENESS if share >= least)
    if answer.model:
        held = _("of a hundred such answers, in about %(n)s what was found is right", n=share)
    else:
        held = _("of a hundred such answers about %(n)s are right", n=share)
    return f"{_(told)}: {held}."


def written_by(answer: Answer) -> str:
    """Who wrote an answer, and how much of it was left out; "" where no language model did."""
    if answer.model is None:
        return ""
    if not answer.answered:
        return _("Asked of %(model)s.", model=answer.model)
    said = _(
        "Written by %(model)s; each sentence was held against the words it cites",
        model=answer.model,
    )
    if doubted := sum(bool(sentence.faults) for sentence in answer.sentences):
        wrong = ngettext(
            "and one was not borne out by them",
            "and %(num)s were not borne out by them",
            doubted,
        )
        return f"{said}, {wrong}."
    if out := len(answer.withheld):
        left = ngettext("and one was left out", "and %(num)s were left out", out)
        return f"{said}, {left}."
    return f"{said}."


def searched(value: Searched) -> str:
    """What was searched: "Searched: 23 articles from 4 publishers, published 1 to 31 May 2023."."""
    if not value.articles:
        return _("Searched: no articles.")
    where = articles_in_words(value.articles)
    if value.publishers:
        of = publishers_in_words(len(value.publishers))
        where = _("%(articles)s from %(publishers)s", articles=where, publishers=of)
    when = dates(value.articles, value.first, value.last, value.undated)
    if value.undated >= value.articles > 1:
        when = _("all undated")
    limits = between(value.published_from, value.published_to)
    if limits and value.undated < value.articles:
        when = _("published %(when)s", when=limits)
        when += f", {_undated(value.undated)}" if value.undated else ""
    return _("Searched: %(where)s, %(when)s.", where=where, when=when)


def between(first: str | None, last: str | None) -> str:
    """Two ISO days as "1 to 31 May 2023", "since 1 May 2023"; "" where both sides are open."""
    if not first or not last:
        if first:
            return _("since %(day)s", day=day_in_words(first))
        return _("until %(day)s", day=day_in_words(last)) if last else ""
    if first == last:
        return _("on %(day)s", day=day_in_words(first))
    # Not the message of other spans: here it follows "published".
    return _("%(begin)s to %(end)s", begin=_begin(first, last), end=day_in_words(last))


def days_in_words(first: str, last: str | None) -> str:
    """An ISO day, or several, in as few words as tell them: "3 to 9 May 2024"."""
    if not last or last == first:
        return day_in_words(first)
    return _("%(first)s to %(last)s", first=_begin(first, last), last=day_in_words(last))


def limits_in_words(filters: Filters) -> str:
    """What filters let through: "Only: Al Jazeera, BBC; from 1 May 2023."; "" for everything."""
    parts = [", ".join(map(label_in_words, filters.publishers))] if filters.publishers else []
    if filters.sections:
        names = ", ".join(map(shown_name, filters.sections))
        parts.append(_("section %(names)s", names=names))
    parts += map(kind_shown, filters.kinds)
    if filters.languages:
        parts.append(
            _("language %(names)s", names=", ".join(map(language_name, filters.languages)))
        )
    if filters.article_ids:
        names = ", ".join(filters.article_ids[:3])
        if more := len(filters.article_ids[3:]):
            n = number(more)
            names = _("%(names)s and %(n)s more articles", names=names, n=n)
        parts.append(names)
    if filters.dated:
        parts.append(_days(filters))
    if filters.as_of:
        parts.append(_("as of %(day)s", day=day_in_words(filters.as_of.isoformat())))
    return _("Only: %(limits)s.", limits="; ".join(parts)) if parts else ""


def _days(filters: Filters) -> str:
    first, last = filters.published_from, filters.published_to
    days = [_("from %(day)s", day=day_in_words(first.isoformat()))] if first else []
    days += [_("to %(day)s", day=day_in_words(last.isoformat()))] if last else []
    return ", ".join([" ".join(days), *([_("undated too")] if filters.undated else [])])


def _begin(first: str, last: str) -> str:
    """The first of two days without what the last one's words tell of it too: "3"."""
    begins, ends = day_in_words(first).split(), day_in_words(last).split()
    while 1 < len(begins) <= len(ends) and begins[-1] == ends[len(begins) - 1]:
        begins.pop()
    return " ".join(begins)


def _undated(n: int) -> str:
    return ngettext("%(num)s undated", "%(num)s undated", n)


# From so many of a hundred on.
_SURENESS = (
    (85, N_("Very likely right")),
    (65, N_("Probably right")),
    (45, N_("Perhaps right")),
    (0, N_("Doubtful")),
)
