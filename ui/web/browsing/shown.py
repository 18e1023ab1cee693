"""Names of the archive in the reader's language."""

from index.naming.claims import NOT_NAMED, of_label
from index.prose.names import shown_name
from ui.language import _, language_name


def publisher_shown(name: str | None, claimed: bool) -> str:
    """The publisher of an article."""
    if not name:
        return _("publisher not named")
    shown = shown_name(name)
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


def value_shown(name: str, value: str) -> str:
    """A value that articles are limited to, by the name of what it is a value of."""
    if value == NOT_NAMED:
        return _not_named(name)
    if name == "publisher":
        return publisher_shown(*of_label(value))
    if name == "language":
        return language_name(value)
    return kind_shown(value) if name == "kind" else shown_name(value)


def _not_named(name: str) -> str:
    said = {
        "publisher": _("Publisher not named"),
        "section": _("Section not named"),
        "language": _("Language not known"),
        "kind": _("Kind not told"),
    }
    return said[name]
