"""Times found in a text, those side by side read together: "from May to July 2021"."""

import re
from datetime import date
from typing import NamedTuple

from index.dates import Days
from qa.english.times import periods
from qa.english.times.context import PART
from qa.english.times.rules import RULES, Rule
from qa.english.times.words import AskedOn

_JOIN = r",? ?(?:-|–|—|\b(?:to|until|till|through|and|or|than|with|versus|vs\.?)\b|&|,) ?"
_JOINS = re.compile(rf"{_JOIN}(?:(?:in|on) )?(?:the )?(?:(?:{PART})[ -])?", re.IGNORECASE)
_PAST_LEADS = re.compile(r"\b(?:since|after|following) $", re.IGNORECASE)
_OPEN_LEADS = re.compile(r"\b(?:until|till|by|through) $", re.IGNORECASE)


class FoundTime(NamedTuple):
    """A match of a rule, and the days it names."""

    match: re.Match[str]
    rule: Rule
    days: Days


def find_times(text: str, asked: AskedOn) -> list[FoundTime]:
    """The times in a text in reading order, without overlaps.

    Of matches that overlap, the leftmost counts, and of those the longest. A time without a year
    takes that of the time it is joined to.
    """
    found = _standing(text, asked)
    for n in range(len(found) - 1):
        left, right = found[n], found[n + 1]
        if _joined(text, left, right) and _has_year(left) and _leans(right, left):
            within = periods.shift(periods.shift(left.days.first, 1, "year"), -1, "day")
            found[n + 1] = _again(right, within)
    for n in reversed(range(len(found) - 1)):
        left, right = found[n], found[n + 1]
        if _joined(text, left, right) and _leans(left, right):
            found[n] = _again(left, right.days.last)
    return found


def _standing(text: str, asked: AskedOn) -> list[FoundTime]:
    matches = [(match, rule) for rule in RULES for match in rule.pattern.finditer(text)]
    matches.sort(key=lambda item: (item[0].start(), -item[0].end()))
    found: list[FoundTime] = []
    end = 0
    for match, rule in matches:
        if match.start() < end:
            continue
        gap = text[end : match.start()]
        joined = rule.leans and found and _JOINS.fullmatch(gap)
        days = rule.resolve(match, _led(gap, asked)) if joined or rule.stands(match) else None
        if days:
            found.append(FoundTime(match, rule, days))
            end = match.end()
    return found


def _led(gap: str, asked: AskedOn) -> AskedOn:
    """How a time is read after such a word: "since June" is past, "until June" may be to come."""
    if _PAST_LEADS.search(gap):
        return AskedOn(asked.day)
    return asked._replace(present=True) if _OPEN_LEADS.search(gap) else asked


def _joined(text: str, left: FoundTime, right: FoundTime) -> bool:
    return _JOINS.fullmatch(text[left.match.end() : right.match.start()]) is not None


def _has_year(found: FoundTime) -> bool:
    return bool(found.match.groupdict().get("year")) or found.match[0][:4].isdigit()


def _leans(found: FoundTime, other: FoundTime) -> bool:
    """Whether a time may take its year or week from the other: one of its own kind has none."""
    groups, others = found.match.groupdict(), other.match.groupdict()
    if not found.rule.leans or any(groups.get(name) for name in ("year", "which", "week")):
        return False
    return ("weekday" in groups) == ("weekday" in others)


def _again(found: FoundTime, day: date) -> FoundTime:
    return found._replace(days=found.rule.resolve(found.match, AskedOn(day)) or found.days)
