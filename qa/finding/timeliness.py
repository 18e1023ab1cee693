"""How much an article's day speaks for it: the newer, or those of the period asked about."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.english.times.leaning import Leaning
from qa.questions.time_scope import TimeScope

# Chosen on development questions: see docs/finding.md.
NEWNESS_DAYS = 30
NEWER = 8.0
LATEST = 12.0
# An archive whose newest article is not older than this is kept up to date.
RUNNING_DAYS = 31


@dataclass(frozen=True, slots=True)
class Timing:
    """What a day is worth.

    Attributes:
        weight: What the best day gains over a very distant one, in the units of
            `qa.finding.relevance`.
        until: The last day of the period that is asked about, where it is over; None where the
            newest article is the best.
    """

    weight: float = 0.0
    until: date | None = None


def timing(time: TimeScope, *, as_of: date | None, newest: date | None) -> Timing:
    """What days are worth for a question.

    "The latest" asks for the newest, and so do the present tense and its like. Of a period that is
    over, what was published in it or soon after is the best, though later articles may tell of
    it too. Otherwise it is the moment of asking that tells: whoever asks as on a day, or asks an
    archive that is kept up to date, mostly means what was new then.

    Args:
        time: What the question says of time, and the day it is reckoned from.
        as_of: The day it is asked as on, where one was given.
        newest: The day of the newest article that may be found.
    """
    if time.leaning is Leaning.LATEST:
        return Timing(LATEST)
    if time.leaning is Leaning.NEWER:
        return Timing(NEWER)
    if time.last is not None and time.last < time.day:
        return Timing(NEWER, until=time.last)
    running = newest is not None and 0 <= (time.day - newest).days <= RUNNING_DAYS
    return Timing(NEWER) if as_of or running else Timing()


def timeliness(published: Sequence[date | None], until: date | None = None) -> list[float]:
    """What each day is worth as a share of the weight, from 1 down to 0.

    Beside the newest of them, an exponential prior over age (Li and Croft 2003, time-based
    language models); with `until`, 1 up to that day and the same fall after it. It is bounded:
    where nothing timely was found the others do not suffer, and one that fits much better still
    comes first. The undated get the mean of the others: they are neither new nor old.
    """
    dated = [day for day in published if day is not None]
    if not dated:
        return [0.0] * len(published)
    best = until or max(dated)
    worth = {day: math.exp(-_days_off(day, best, until) / NEWNESS_DAYS) for day in dated}
    mean = sum(worth[day] for day in dated) / len(dated)
    return [mean if day is None else worth[day] for day in published]


def _days_off(day: date, best: date, until: date | None) -> int:
    return max(0, (day - best).days) if until else (best - day).days
