"""Who published an article, and what it is, in the present language.

In English as `qa.english.bylines` says it, which is what answers say.
"""

from index.prose.names import shown_name
from ui.language import _, ngettext


def published_by(publisher: str | None, claimed: bool) -> str:
    """The publisher: "Gull", "Gull, as its text says"; "" where none is known.

    Args:
        publisher: Its name.
        claimed: Whether nothing but the article's own text says so.
    """
    if not publisher:
        return ""
    shown = shown_name(publisher)
    return _("%(publisher)s, as its text says", publisher=shown) if claimed else shown


def kind_shown(kind: str) -> str:
    """What an article is, by `Article.kind`."""
    kinds = {
        "news": _("news"),
        "opinion": _("opinion"),
        "letter": _("letter"),
        "satire": _("satire"),
        "correction": _("correction"),
        "live": _("live blog"),
        "brief": _("brief"),
    }
    return kinds.get(kind, kind)


def kind_told(kind: str | None) -> str:
    """What an article is that is no news report: "opinion", "live blog"; "" for a report."""
    return "" if kind in (None, "news") else kind_shown(str(kind))


def claims(articles: int, claimed: int) -> str:
    """How many of a publisher's articles only claim it: "one of them only by its own text".

    "" where each of them declares it.
    """
    if not claimed:
        return ""
    if articles == claimed:
        one, many = _("only by its own text"), _("all only by their own text")
        return one if articles == 1 else many
    return ngettext(
        "one of them only by its own text", "%(num)s of them only by their own text", claimed
    )
