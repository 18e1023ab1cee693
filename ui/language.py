"""The interface's words in the reader's language: a file of `ui/languages` each, gettext's .po.

English stands where the words are used; `dateline.pot` lists it for whoever adds a language. What
articles say, and what is said of them in an answer, stays in the articles' language.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from qa.english.phrases import in_words

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = "en"
"""The language that the words are written in where they are used."""

COOKIE = "dateline-language"
"""The cookie in which the page keeps the language that its reader chose."""

_spoken = ContextVar("spoken", default=SOURCE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, in this thread or task, words are of this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """The language of the present words, as its file is called."""
    return _spoken.get()


@cache
def languages() -> dict[str, str]:
    """The languages that there are, with what each calls itself, in the order of these names."""
    from babel import Locale

    entries = (entry.name.partition(".") for entry in files("ui.languages").iterdir())
    names = [SOURCE, *(name for name, _, ending in entries if ending == "po")]
    told = {name: Locale.parse(name).get_display_name(name) or name for name in names}
    return dict(sorted(told.items(), key=lambda each: each[1].casefold()))


def language_for(chosen: str | None, accepted: str | None) -> str:
    """The language to speak to a reader.

    Args:
        chosen: What the reader chose, as the cookie has it.
        accepted: The browser's `Accept-Language`.
    """
    from babel.core import negotiate_locale

    if chosen in languages():
        return str(chosen)
    wanted = [part.partition(";") for part in (accepted or "").split(",")[:20]]
    ordered = sorted(wanted, key=lambda part: -_weight(part[2]))
    names = [name.strip() for name, _, _ in ordered if name.strip()]
    return negotiate_locale(names, list(languages()), sep="-") or SOURCE


def _(message: str, **values: object) -> str:
    """A message in the present language, `%(name)s` in it filled from values."""
    said = message if spoken() == SOURCE else _translations(spoken()).gettext(message)
    return said % values if values else said


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """A message that is translated where it is used; here it is only found by `make words`."""
    return message


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """The message of the two that goes with a number, which stands in it as `%(num)s`."""
    return plural(one, many, n) % {"num": number(n), **values}


def plural(one: str, many: str, n: int) -> str:
    """The same, not filled."""
    if spoken() == SOURCE:
        return one if n == 1 else many
    return _translations(spoken()).ngettext(one, many, n)


def number(n: int) -> str:
    """A whole number as the present language writes it: "2,225"."""
    if spoken() == SOURCE:
        return f"{n:,}"
    from babel.numbers import format_decimal

    return format_decimal(n, locale=spoken())


def day_in_words(published: str | None) -> str:
    """An ISO `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as "3 May 2024"; "undated" for None."""
    if spoken() == SOURCE or not published:
        return in_words(published) if published else _("undated")
    from babel.dates import format_date, format_skeleton

    parts = published.split("-")
    try:
        day = date(*map(int, (*parts, "1", "1")[:3]))
    except ValueError:
        return published
    if len(parts) > 2:
        return format_date(day, "long", locale=spoken())
    return format_skeleton("yMMMM", day, locale=spoken()) if len(parts) > 1 else parts[0]


def language_name(code: str) -> str:
    """What the present language calls a language, by its code: "German"; else the code."""
    from babel import Locale

    return str(Locale.parse(spoken()).languages.get(code, code))


def words_for_scripts() -> str:
    """What the page's scripts say in the present language, as JSON; see `words.js`."""
    told: dict[str, object] = {"language": spoken(), "plural": None, "words": {}}
    if spoken() != SOURCE:
        catalog = _catalog(spoken())
        said = {
            (message.id if isinstance(message.id, str) else message.id[0]): message.string
            for message in catalog
            if message.id and any(place.endswith(".js") for place, _ in message.locations)
        }
        told |= {"plural": catalog.plural_expr, "words": said}
    # Within a script element nothing may look like its end.
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _catalog(language: str) -> "Catalog":
    from babel.messages.pofile import read_po

    with files("ui.languages").joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def _translations(language: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, _catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
