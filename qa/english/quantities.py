"""Quantities in a text: figures and words for numbers, with bounds, units and what they count."""

import math
import re
from dataclasses import dataclass

from index.prose.words import content_words
from qa.english.units import Unit, unit_of

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {
    **{word: n for n, word in enumerate(_ONES)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
}
_SCALES = {
    **{"hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    **{"dozen": 12, "k": 1000, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12},
}
ORDINALS = {
    **{word: n for n, word in enumerate("first second third fourth fifth sixth".split(), 1)},
    **{word: n for n, word in enumerate("seventh eighth ninth tenth eleventh twelfth".split(), 7)},
}
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_TIMES = {"twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "thrice": 3}

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join([*_SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
_PLAIN = rf"(?:(?:{_FIGURE})(?![\d,]\d)|\b(?:{_WORD})s?\b)"
_NEXT = rf"(?:[ -]?(?:{'|'.join(_SCALES)})s?\b|(?:[ -]| and )(?:{_WORD})s?\b)"
_NUMBER = rf"(?:\ban? (?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?{_PLAIN}{_NEXT}*"
_QUANTITY = re.compile(
    r"(?<![\w.,])(?:(?P<before>[$€£¥₹]|US\$|US )\s?)?"
    rf"(?:(?P<fraction>(?:\b(?P<parts>an?|one|two|three|four)[ -])(?P<part>half|thirds?|"
    r"quarters?|fifths?|tenths?)\b(?! (?:of the year|time|day|term)\b))|"
    rf"(?P<ordinal>\b(?:{'|'.join(ORDINALS)})\b|\b\d{{1,3}}(?:st|nd|rd|th)\b)|"
    rf"(?P<first>{_NUMBER})(?:(?P<to> ?[-–—] ?| to | or )(?P<second>{_NUMBER}))?|"
    rf"(?P<half>\bhalf\b)|(?P<both>\bboth\b)|(?P<times>\b(?:{'|'.join(_TIMES)})\b))"
    r"(?P<after>\s?%)?(?![\d])",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:more than|over|above|exceed(?:s|ed|ing)?|upwards? of|north of)\s+$", re.I
)
_FROM = re.compile(r"\b(?:at least|no (?:less|fewer) than|a minimum of|not less than)\s+$", re.I)
_BELOW = re.compile(r"\b(?:less than|fewer than|under|below|short of)\s+$", re.I)
_UPTO = re.compile(r"\b(?:up to|at most|no more than|not more than|a maximum of)\s+$", re.I)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|an estimated|circa|"
    r"more or less|just (?:over|under)|slightly (?:more|less|fewer) than)\s+$",
    re.I,
)
_OR_MORE = re.compile(r"\s+(?:or more|and more|or above|plus)\b|\+", re.I)
_OR_LESS = re.compile(r"\s+or (?:less|fewer|below)\b", re.I)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_IN_DATE = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|"
    rf"\b(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?![a-z])(?:,? \d{{4}})?|"
    r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|"
    r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b(?:1[5-9]|20)\d\ds\b"
)
_SINGLE = re.compile(
    r"\ban? (?P<unit>minute|hour|day|week|fortnight|month|year|decade|century)"
    r"(?= (?:ago|earlier|later|before|after)\b)",
    re.IGNORECASE,
)
_NOUNS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text gives it.

    Attributes:
        start: Its first code point, bounds such as "more than" left out.
        end: The code point after its last.
        text: Its words with their bound and unit: "more than 1.2 million dollars".
        low: The least that it may mean.
        high: The most, infinite where that side is open.
        rough: Whether it is said to be about so much, or is rounded.
        ordinal: Whether it is a place in an order: "third".
        unit: Its unit, None where it counts things.
        nouns: Stems of the words after it, nearest first: what it counts.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    rough: bool
    ordinal: bool
    unit: Unit | None
    nouns: tuple[str, ...]


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order; days, years and times of day are none, nor is "one".

    Nor is the "a" of "a year ago": `single_units` has those.
    """
    dated = [match.span() for match in _IN_DATE.finditer(text)]
    found = []
    for match in _QUANTITY.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in dated):
            continue
        if not _is_none(match, text):
            found.append(_quantity(match, text))
    return found


def single_units(text: str) -> list[Quantity]:
    """The lengths of time that are said without a number: "a year ago", "an hour later"."""
    found = []
    for match in _SINGLE.finditer(text):
        unit, start, end = unit_of(match["unit"]), match.start(), match.end()
        found.append(Quantity(start, end, match[0], 1.0, 1.0, False, False, unit, ()))
    return found


def _is_none(match: re.Match[str], text: str) -> bool:
    """Whether it only looks like a quantity: a year, "one another", the 19 of "COVID-19"."""
    bare = not match["before"] and not match["after"]
    if bare and match["first"] and match["first"].lower() == "one" and not match["second"]:
        following = content_words(text[match.end() : match.end() + 30])
        return not following or unit_of(following[0].text) is None
    if bare and _YEAR.fullmatch(match["first"] or ""):
        return True
    if re.search(r"[A-Za-z]-$", text[: match.start()]) and match[0][0].isdigit():
        return True
    if match["ordinal"] and match["ordinal"].lower() == "second":
        return re.search(r"\b(?:a|per|every) $", text[: match.start()]) is not None
    return False


def _quantity(match: re.Match[str], text: str) -> Quantity:
    low, high = _values(match)
    before, after = text[: match.start()], text[match.end() :]
    rough = _ABOUT.search(before) is not None
    bound = next((p for p in (_ABOUT, _ABOVE, _FROM, _BELOW, _UPTO) if p.search(before)), None)
    unit, unit_end, nouns = _unit_and_nouns(match, after)
    if bound in (_ABOVE, _FROM) or _OR_MORE.match(after) or _OR_MORE.match(after[unit_end:]):
        low, high = (_above(low, unit) if bound is _ABOVE else low), math.inf
    elif bound in (_BELOW, _UPTO) or _OR_LESS.match(after):
        low, high = 0.0, (math.nextafter(high, 0.0) if bound is _BELOW else high)
    led = bound.search(before) if bound else None
    start = led.start() if led else match.start()
    end = match.end() + unit_end
    return Quantity(
        start=match.start(),
        end=end,
        text=" ".join(text[start:end].split()),
        low=low,
        high=high,
        rough=rough,
        ordinal=match["ordinal"] is not None,
        unit=unit,
        nouns=nouns,
    )


def _above(low: float, unit: Unit | None) -> float:
    """The least that is more than `low`: of things that are counted, the next whole number."""
    return low + 1 if unit is None and low.is_integer() else math.nextafter(low, math.inf)


def _unit_and_nouns(match: re.Match[str], after: str) -> tuple[Unit | None, int, tuple[str, ...]]:
    """The unit, how far it reaches, and the stems of the words that follow within the clause."""
    clause = re.split(r"[,;:.!?()](?:\s|$)|\b(?:and|but|while|in|from|by|who|which)\b", after)[0]
    following = content_words(clause.replace("per cent", "percent "))[: _NOUNS + 1]
    stems = tuple(word.stem for word in following)
    symbol = (match["before"] or match["after"] or "").strip().upper().removeprefix("US")
    if symbol or (match["before"] or "").strip().upper() in ("US", "US$"):
        unit = unit_of(symbol or "$")
        return unit, 0, stems[:_NOUNS]
    if following and re.fullmatch(r"[\s-]*", clause[: following[0].start]):
        unit = unit_of(following[0].text)
        if unit:
            return unit, _reach(after, following[0].text), stems[1 : _NOUNS + 1]
    return None, 0, stems[:_NOUNS]


def _reach(after: str, unit: str) -> int:
    found = re.match(rf"[\s-]*(?:{re.escape(unit)}|per cent)", after)
    return found.end() if found else 0


def _values(match: re.Match[str]) -> tuple[float, float]:
    if match["ordinal"]:
        value = place_of(match["ordinal"].lower())
    elif match["fraction"]:
        parts = _SMALL.get(match["parts"].lower(), 1)
        value = parts * _FRACTIONS[match["part"].lower().rstrip("s")]
    elif match["half"]:
        value = 0.5
    elif match["both"] or match["times"]:
        value = float(_TIMES.get((match["times"] or "").lower(), 2))
    else:
        value = _number(match["first"])
        if match["second"]:
            return _range(value, match["second"], match["first"])
    return value, value


def _range(first: float, second: str, written: str) -> tuple[float, float]:
    """The ends of "10 to 12" or "2-1", and of "1.2 to 1.5 million" too."""
    last = _number(second)
    scale = next((s for name, s in _SCALES.items() if re.search(rf"{name}s?$", second)), 1)
    if scale > 1 and first < last and first * scale <= last and written.strip()[-1].isdigit():
        first *= scale
    return min(first, last), max(first, last)


def place_of(word: str) -> float:
    """The place that an ordinal in small letters names: 4 for "fourth" and "4th"."""
    return float(ORDINALS.get(word) or int(re.sub(r"\D", "", word)))


def _number(written: str) -> float:
    """The value of "1.2 million", "three hundred and five", "a dozen"."""
    total = current = 0.0
    seen = False
    for part in re.findall(rf"{_FIGURE}|[a-z]+", written.lower()):
        word = part if part in _SMALL or part in _SCALES else part.rstrip("s")
        if part[0].isdigit():
            current, seen = current + float(part.replace(",", "")), True
        elif word in _SMALL:
            current, seen = current + _SMALL[word], True
        elif word in _SCALES:
            current = (current if seen else 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0.0
            seen = True
    return total + current
