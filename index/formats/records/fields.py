"""The fields of a record other than its text, and which key gave each."""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from index.errors import ArticleError
from index.formats.fields.fields import Fields
from index.formats.fields.mapping import Mapping
from index.formats.fields.moments import moment_of, moment_or_day
from index.formats.fields.record_dates import day_of, is_absent
from index.formats.fields.urls import normalised_url
from index.formats.records.keys import Scopes, Value, values_for
from index.formats.records.terms import kind_of, language_of
from index.formats.records.values import (
    address_of,
    authors_of,
    host_of,
    id_of,
    line_of,
    lines_of_list,
    title_of,
)

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SHOWN = 80
_ADDRESS = re.compile(r"url|uri|link", re.IGNORECASE)
# When a crawler came by; of GDELT's, which looks every quarter of an hour, the only date there is.
_SEEN = ("seendate",)


class _Record(NamedTuple):
    scopes: Scopes
    mapping: Mapping
    provenance: dict[str, str]

    def values(self, name: str) -> Iterator[Value]:
        return values_for(self.scopes, name, self.mapping)


def fields_of_record(scopes: Scopes, mapping: Mapping) -> Fields:
    """Return the fields that a record has under the keys that are known or mapped.

    A value that cannot be read is none, with the reason in the provenance of its field.

    Raises:
        ArticleError: A field holds a character that cannot be stored.
    """
    record = _Record(scopes, mapping, {})
    now = today()
    return Fields(
        title=_line(record, "title", title_of),
        publisher=_publisher(record),
        published=_day(record, "published", now),
        updated=_day(record, "updated", now),
        authors=_authors(record),
        url=_url(record),
        section=_line(record, "section", line_of),
        kind=_term(record, "kind"),
        language=_term(record, "language"),
        moment=_latest(record, ("updated", "published"), now, moment_of),
        crawled=_latest(record, ("crawled",), now, moment_or_day),
        provenance=record.provenance,
    )


def own_id(scopes: Scopes, mapping: Mapping) -> str | None:
    """Return the id that a record calls its own, None where it has none.

    Raises:
        ArticleError: It holds a character that cannot be stored.
    """
    for found in values_for(scopes, "id", mapping):
        if own := id_of(found.value):
            return storable(found.key, own)
    return None


def today() -> datetime.date:
    """Return the day that it is, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


def storable(key: str, value: str) -> str:
    """Return a value that can be stored.

    Raises:
        ArticleError: It holds NUL or half of a surrogate pair.
    """
    bad = _UNSTORABLE.search(value)
    if bad:
        what = "NUL" if bad[0] == "\0" else "half of a surrogate pair"
        raise ArticleError(f"the field '{key}' holds {what} at character {bad.start()}")
    return value


def _line(record: _Record, name: str, read: Callable[[object], str | None]) -> str | None:
    for found in record.values(name):
        if line := read(found.value):
            record.provenance[name] = _where(found)
            return storable(found.key, line)
    return None


def _publisher(record: _Record) -> str | None:
    """Return the first name; where there is none, the first host, without its "www."."""
    host: tuple[str, Value] | None = None
    for found in record.values("publisher"):
        line = line_of(found.value)
        if not line:
            continue
        its_host = host_of(line)
        if its_host is None and "://" not in line:
            record.provenance["publisher"] = _where(found)
            return storable(found.key, line)
        host = host or (its_host and (its_host, found)) or None
    if host is None:
        return None
    record.provenance["publisher"] = f"{_where(host[1])}, which names no publisher but a site"
    return storable(host[1].key, host[0])


def _day(record: _Record, name: str, now: datetime.date) -> str | None:
    """Return the first day that can be read; else the provenance says why the first one cannot."""
    for found in record.values(name):
        if is_absent(found.value):
            continue
        day = day_of(found.value, now)
        if day.iso:
            seen = ", when a crawler saw it" if found.key.casefold() in _SEEN else ""
            note = f" ({day.note})" if day.note else ""
            record.provenance[name] = _where(found) + seen + note
            return day.iso
        record.provenance.setdefault(name, f"'{found.key}' was {_shown(found)}, which {day.note}")
    return None


def _latest(
    record: _Record,
    names: tuple[str, ...],
    now: datetime.date,
    read: Callable[[object, datetime.date], str | None],
) -> str | None:
    """Return the latest moment: versions of one article may be of one day."""
    given = (read(each.value, now) for name in names for each in record.values(name))
    return max(filter(None, given), default=None)


def _authors(record: _Record) -> tuple[str, ...]:
    for found in record.values("authors"):
        if names := authors_of(found.value):
            record.provenance["authors"] = _where(found)
            return tuple(storable(found.key, name) for name in names)
    return ()


def _url(record: _Record) -> str | None:
    """Return the first web address: any other could do harm as a link."""
    for found in record.values("url"):
        address = address_of(found.value)
        if address and normalised_url(storable(found.key, address)):
            record.provenance["url"] = _where(found)
            return address
        if address and _ADDRESS.search(found.key):
            record.provenance.setdefault(
                "url", f"'{found.key}' was {_shown(found)}, which is no web address"
            )
    return None


def _term(record: _Record, name: str) -> str | None:
    """Return the first kind or language that is one of those which an article can have."""
    known = kind_of if name == "kind" else language_of
    for found in record.values(name):
        for line in lines_of_list(found.value):
            if term := known(line):
                record.provenance[name] = _where(found)
                return term
    return None


def _where(found: Value) -> str:
    return f"the record's '{found.key}'"


def _shown(found: Value) -> str:
    """Return a value as it stands in the record, as far as it can be stored."""
    value = found.value
    shown = f"'{value[:_SHOWN]}'" if isinstance(value, str) else str(value)[:_SHOWN]
    return _UNSTORABLE.sub("\ufffd", shown)
