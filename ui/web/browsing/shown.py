"""Names of the archive in the reader's language."""

from index.naming.claims import NOT_NAMED, of_label
from index.prose.names import shown_name
from ui.bylines import kind_shown, published_by
from ui.language import _, language_name


def publisher_shown(name: str | None, claimed: bool) -> str:
    """The publisher of an article."""
    return published_by(name, claimed) or _("publisher not named")


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
