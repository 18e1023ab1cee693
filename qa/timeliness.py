"""How much newer articles are preferred to older ones, and what newness is."""

import math
from collections.abc import Sequence
from datetime import date

from qa.dates import TimeScope
from qa.times.leaning import Leaning

# Chosen on development questions: see docs/finding.md.
NEWNESS_DAYS = 30
NEWER = 6.5
LATEST = 10.0
# An archive whose newest article is not older than this is kept up to date.
RUNNING_DAYS = 31


def preference(scope: TimeScope, day: date, *, as_of: date | None, newest: date | None) -> float:
    """How much newer articles are preferred for a question, in the units of `qa.relevance`.

    "The latest" asks for it, and so do a question in the present tense and its like. Otherwise
    it is the moment of asking that tells: whoever asks as on a day, or asks an archive that is
    kept up to date, mostly means what was new then. A question about a time that is over does
    not.

    Args:
        scope: What the question says of time.
        day: The day it is reckoned from.
        as_of: The day it is asked as on, where one was given.
        newest: The day of the newest article that may be found.
    """
    if scope.leaning is Leaning.LATEST:
        return LATEST
    if scope.leaning is Leaning.NEWER:
        return NEWER
    if scope.last is not None and scope.last < day:
        return 0.0
    running = newest is not None and 0 <= (day - newest).days <= RUNNING_DAYS
    return NEWER if as_of or running else 0.0


def newness(published: Sequence[date | None]) -> list[float]:
    """How new each is beside the newest of them, from 1 down to 0.

    An exponential prior over age (Li and Croft 2003, time-based language models), reckoned from
    the newest and bounded: where nothing new was found the old do not suffer, and an old article
    that fits much better still comes first. The undated get the mean of the others: they are
    neither new nor old.
    """
    dated = [day for day in published if day is not None]
    if not dated:
        return [0.0] * len(published)
    newest = max(dated)
    parts = {day: math.exp(-(newest - day).days / NEWNESS_DAYS) for day in dated}
    mean = sum(parts[day] for day in dated) / len(dated)
    return [mean if day is None else parts[day] for day in published]
