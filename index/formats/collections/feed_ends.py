"""Feeds that break off: their whole entries, and the ends that are missing."""

import re
from xml.parsers import expat

# feedparser's own reading of what is no XML takes seconds for as much.
LARGEST_LOOSE = 1024 * 1024
_LAST_ENTRY = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_OUTER = re.compile(rb"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel))(?=[\s>])", re.IGNORECASE)
_CLOSED_OUTER = re.compile(rb"</((?:[\w.-]{1,40}:)?channel)\s{0,9}>", re.IGNORECASE)


def mended(raw: bytes) -> bytes | None:
    """Return a feed as it is; one that breaks off up to its last whole entry, with its ends.

    Returns:
        None where it is no XML and too large to be read otherwise.
    """
    error = _error(raw)
    if error is None:
        return raw
    if error in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN,
                 expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION):  # fmt: skip
        whole = _closed(raw)
        if _error(whole) is None:
            return whole
    return raw if len(raw) <= LARGEST_LOOSE else None


def _error(raw: bytes) -> str | None:
    """Return expat's words for why it is no XML; None where it is."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.UseForeignDTD(True)  # so that "&nbsp;" is no error
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # of an encoding, the others
        return expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else None
    return None


def _closed(raw: bytes) -> bytes:
    ends = [found.end() for found in _LAST_ENTRY.finditer(raw)]
    kept = raw[: ends[-1]] if ends else raw
    opened = [found[1] for found in _OUTER.finditer(kept)]
    closed = {found[1] for found in _CLOSED_OUTER.finditer(kept)}
    missing = [name for name in dict.fromkeys(opened) if name not in closed]
    return kept + b"".join(b"</" + name + b">" for name in reversed(missing))
