"""What an archive remembers of web addresses that were fetched: a note beside its builds.

By it an address is asked whether it has changed. What is remembered of an address goes when an
article that came of it does.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from index.errors import ArchiveError
from index.layout import ADDRESSES_FILE
from index.notes import Notes

Held = Callable[[str, Collection[str]], Collection[str]]
"""Tells which of some names of a kind the archive holds; see `ArticleLookup.held`."""

# Days. What has not been seen for so long is not in the feed any more.
_REMEMBERED = 400


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of an address the last time.

    Attributes:
        day: When that was, as YYYY-MM-DD.
        articles: The ids of the articles.
        place: The address that it led to.
        etag: By which its server knows the version, "" where it named none.
        modified: The same in words of time.
        entry: A hash of what the feed said of it, "" where no feed did.
    """

    day: str
    articles: tuple[str, ...]
    place: str = ""
    etag: str = ""
    modified: str = ""
    entry: str = ""


def visits(notes: Notes) -> dict[str, Visit]:
    """What an archive remembers, by address; nothing where the file cannot be read."""
    try:
        values = json.loads(notes.read(ADDRESSES_FILE) or b"{}")
        return {address: _visit(said) for address, said in values.items()}
    except (ArchiveError, ValueError, TypeError, AttributeError, RecursionError):
        # It spares a request; without it, all is fetched and compared again.
        return {}


def remember(notes: Notes, seen: Mapping[str, Visit], today: date) -> None:
    """Writes down what is remembered.

    Args:
        notes: The archive's.
        seen: All of it, by address.
        today: What was last seen long before that day is forgotten.

    Raises:
        ArchiveError: The archive cannot be written to.
    """
    oldest = (today - timedelta(days=_REMEMBERED)).isoformat()
    kept = {address: visit for address, visit in seen.items() if visit.day >= oldest}
    if kept:
        notes.write(ADDRESSES_FILE, _text(kept))
    else:
        notes.delete(ADDRESSES_FILE)


def held_visits(notes: Notes, held: Held) -> str:
    """What is remembered of addresses whose articles an archive holds, as text; empty without."""
    seen = _held(visits(notes), held)
    return _text(seen) if seen else ""


def forget_visits(notes: Notes, held: Held) -> None:
    """Forgets the addresses of what the archive does not hold any more.

    Args:
        notes: The archive's.
        held: Tells which of some names of a kind it holds; see `ArticleLookup.held`.

    Raises:
        ArchiveError: The archive cannot be written to.
    """
    if not notes.has(ADDRESSES_FILE):
        return
    notes.tidy(ADDRESSES_FILE)
    before = visits(notes)
    kept = _held(before, held)
    if len(kept) < len(before) or not before:
        remember(notes, kept, date.today())


def _held(seen: Mapping[str, Visit], held: Held) -> dict[str, Visit]:
    known = set(
        held("articles", {article for visit in seen.values() for article in visit.articles})
    )
    return {address: visit for address, visit in seen.items() if known.issuperset(visit.articles)}


def _text(seen: Mapping[str, Visit]) -> str:
    values = {address: asdict(visit) for address, visit in seen.items()}
    return json.dumps(values, separators=(",", ":"))


def _visit(said: Mapping[str, Any]) -> Visit:
    visit = Visit(**{**said, "articles": tuple(said["articles"])})
    texts = (visit.day, visit.place, visit.etag, visit.modified, visit.entry, *visit.articles)
    if not all(isinstance(each, str) for each in texts):
        raise TypeError(said)
    return visit
