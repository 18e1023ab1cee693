"""The entries of a live blog: which part of a text is of which hour, and which is the newest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.prose.boilerplate_patterns import HOUR

# A line that is an hour, or begins with one, and perhaps with a day before it or a zone behind it.
_DAY = r"(?:[A-Za-z]{3,9},? )?(?:[A-Za-z]{3,9}\.? \d{1,2}|\d{1,2} [A-Za-z]{3,9}\.?)(?:,? \d{4})?,? "
_STAMP = re.compile(
    rf"^[ \t]*(?:(?:updated?|posted)(?: at)?:? )?(?P<stamp>(?:{_DAY})?{HOUR})"
    r"(?P<rest>[ \t]*(?:[/|–—:-][^\r\n]*)?| [^\r\n]+)$",
    re.MULTILINE | re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?::(\d\d))?\]?\s?([ap])?", re.IGNORECASE)
# Two hours may stand in any report, as of two trains.
LEAST_STAMPS = 3
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog.

    Attributes:
        start: Where it begins in the article's text, its stamp included.
        end: Where the next one begins.
        stamp: The hour, as it is written.
        newer: How many entries are newer.
    """

    start: int
    end: int
    stamp: str
    newer: int


def entries_of(text: str) -> tuple[Entry, ...]:
    """Return the entries of a live blog in the order of its text; none where it is no live blog."""
    found = [match for match, _ in zip(_STAMP.finditer(text), range(_MOST), strict=False)]
    alone = [match for match in found if not match["rest"].strip()]
    stamps = alone if len(alone) >= LEAST_STAMPS else found
    if len(stamps) < LEAST_STAMPS:
        return ()
    ends = [*(match.start() for match in stamps[1:]), len(text)]
    newest_first = _falls([match["stamp"] for match in stamps])
    return tuple(
        Entry(match.start(), end, match["stamp"].strip("[] "),
              place if newest_first else len(stamps) - 1 - place)
        for place, (match, end) in enumerate(zip(stamps, ends, strict=True))
    )  # fmt: skip


def entry_at(entries: Sequence[Entry], place: int) -> Entry | None:
    """Return the entry that a place of the article's text is in; None above the first one."""
    return next((each for each in entries if each.start <= place < each.end), None)


def _falls(stamps: Sequence[str]) -> bool:
    """Say whether hours grow earlier down the text, as most live blogs have them."""
    hours = [_seconds(stamp) for stamp in stamps]
    steps = [(a > b) - (a < b) for a, b in pairwise(hours)]
    return sum(steps) >= 0


def _seconds(stamp: str) -> int:
    clock = _CLOCK.search(stamp)
    if clock is None:
        return 0
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower() == "p" else 0)
    return (hour * 60 + int(clock[2])) * 60 + int(clock[3] or 0)
