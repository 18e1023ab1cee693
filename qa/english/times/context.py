"""Whether the words around a match let it be a time: "in May" is one, "Theresa May" is not."""

import re

from index.prose.words import STOP_WORDS
from qa.english.times.words import MONTHS, WEEKDAYS

WITHIN = r"(?:in|over|during|within|for|throughout|across)"
PART = (
    r"early|mid|late|earlier|later|(?:the )?(?:(?:very )?(?:start|beginning|end|close|middle)|"
    r"(?:first|last) (?:half|weeks?|days)|second (?:half|week)|third week|week) of"
)

_ANY_MONTH = "|".join(MONTHS)
# After these comes a time; after the next ones perhaps a name or a number.
_IN = re.compile(rf"\b(?:in|during|throughout|until|till|{PART}|circa|year)(?: the)?[ -]$", re.I)
_BY = re.compile(
    r"\b(?:since|by|before|after|from|to|through|between|of|for|around|as of|prior to|with) $",
    re.I,
)
_ON = re.compile(
    rf"\b(?:on|since|until|till|by|before|after|from|between|through|of|{PART}) $", re.I
)
_AROUND = re.compile(
    r"\b(?:at|over|on|in|since|until|by|before|after|during|around|for|between) (?:the )?$", re.I
)
_THE = re.compile(r"(?:\b(?:the|every|each|an?|most|all|his|her|its|their|our|my)|[’']s) $", re.I)
_OWNER = re.compile(r"(?:\b(?:his|her|its|their|our|my|half)|[’']s) $", re.I)
_PART_OF = re.compile(rf"\b(?:{PART}) $", re.I)
_RANGE_GOES_ON = re.compile(rf" ?(?:-|–|—|to|through|and|or) ?(?:{_ANY_MONTH})\b", re.I)
_ACTS = re.compile(
    r"[’']s\b| (?:[a-z]+(?:ed|igns?)|took|became|was|is|left|lost|won|said|came|went|has|had|did|"
    r"will)\b"
)
_SPAN = re.compile(rf"(?:{WITHIN} )?(?:the|this) past\b|{WITHIN} the (?:last|next|coming)\b", re.I)
_NEXT_WORD = re.compile(r" ([^\W\d_][\w’'-]*)")
_LAST_WORD = re.compile(r"(?<![\w’'.-])[\d_’'.-]*+(?P<word>[^\W\d_][\w’'.-]*+) $")
_SENTENCE_START = re.compile(r"^\W*+$|(?:^|(?<=\w))[^\w.?!:;\n(\[“\"]*+[.?!:;\n(\[“\"]\W*+$")
_HAS_CAPITAL = re.compile(rf"(?:{_ANY_MONTH}|{'|'.join(WEEKDAYS)})", re.I)


def always(match: re.Match[str]) -> bool:
    """What it looks like is enough."""
    return True


def day_stands(match: re.Match[str]) -> bool:
    """Not "the January 6 committee": a day without its year that only names a thing."""
    if not _written_as_month(match):
        return False
    labels = match[0][:4].lower() == "the " or before(match).lower().endswith("the ")
    return bool(match["year"]) or not labels or not _noun_follows(match)


def month_of_year_stands(match: re.Match[str]) -> bool:
    """Not "Theresa May 2019"."""
    if _IN.search(before(match)):
        return True
    is_may = match["month"].lower() == "may"
    return _written_as_month(match) and not (is_may and _follows_name(match))


def month_stands(match: re.Match[str]) -> bool:
    """Not "Theresa May", "what may happen", "the march on", "after May resigned"."""
    if match["which"]:
        return _written_as_month(match) and own_words(match)
    if _IN.search(before(match)):
        return not before(match).lower().endswith("the ")
    if not _written_as_month(match):
        return False
    if _RANGE_GOES_ON.match(after(match)):
        return True
    if not _BY.search(before(match)):
        return False
    return not _ACTS.match(after(match)) and not _name_follows(match)


def weekday_stands(match: re.Match[str]) -> bool:
    """Not "Black Friday", "the Friday Times", "every Monday"."""
    if match["which"] or match["week"] or _ON.search(before(match)):
        return True
    return not (_THE.search(before(match)) or _follows_name(match) or _name_follows(match))


def year_stands(match: re.Match[str]) -> bool:
    """Not "1984 people", "the 2020 election"; a year after a name is one: "Super Bowl 2022"."""
    led = before(match)
    if _IN.search(led):
        return not led.lower().endswith("the ")
    if match["year"][0] in "'’":
        return _BY.search(led) is not None
    if _BY.search(led) or led.endswith("("):
        return not _noun_follows(match)
    return _follows_name(match) and not _OWNER.search(led)


def decade_stands(match: re.Match[str]) -> bool:
    """Not "a 1960s television series", "people in their nineties"."""
    return own_words(match) and not _noun_follows(match) and not _name_follows(match)


def label_stands(match: re.Match[str]) -> bool:
    """Not "the 2022-23 season"."""
    return not before(match).lower().endswith("the ")


def weekend_stands(match: re.Match[str]) -> bool:
    """Not "a weekend", "weekend plans"."""
    led = match["which"] or match["past"] or _AROUND.search(before(match))
    owns = match[0].lower().startswith("the ") and after(match)[:2] in ("'s", "’s")
    return bool(led or owns) and own_words(match)


def yearly_stands(match: re.Match[str]) -> bool:
    """Not "the fall of Kabul": a season has its year, or "last" and the like."""
    return bool(match["which"] or match["year"]) and own_words(match)


def holiday_stands(match: re.Match[str]) -> bool:
    """Not "the Christmas tree"."""
    if match["which"] or match["year"]:
        return True
    return _AROUND.search(before(match)) is not None and not _noun_follows(match)


def whole_unit_stands(match: re.Match[str]) -> bool:
    """Not "the word of the year": part of one is asked for."""
    return _PART_OF.search(before(match)) is not None


def window_stands(match: re.Match[str]) -> bool:
    """Not "the next day", "his last two films": counted, or with a word that makes a span."""
    counted = match["count"] or (_SPAN.match(match[0]) and not match["plural"])
    return bool(counted) and own_words(match)


def unit_stands(match: re.Match[str]) -> bool:
    """Not "the last week of the trial"."""
    if match["which"].lower() == "last" and _THE.search(before(match)):
        return False
    return own_words(match)


def own_words(match: re.Match[str]) -> bool:
    """Not "Last Week Tonight" nor "USA Today": capitals make a title; nor "his last two years"."""
    if _OWNER.search(before(match)):
        return False
    if not _capitals_tell(match.string):
        return True
    words = re.findall(r"[^\W\d_][\w’']*", match[0])
    inner = words[1:] if _SENTENCE_START.search(before(match)) else words
    return not any(word[0].isupper() and not _HAS_CAPITAL.fullmatch(word) for word in inner)


def before(match: re.Match[str]) -> str:
    """The text up to a match."""
    return match.string[: match.start()]


def after(match: re.Match[str]) -> str:
    """The text from a match on."""
    return match.string[match.end() :]


def _written_as_month(match: re.Match[str]) -> bool:
    """Where a text has capitals, so have its months."""
    return match["month"][0].isupper() or not any(map(str.isupper, match.string[1:]))


def _noun_follows(match: re.Match[str]) -> bool:
    """Whether a word that carries content comes next, and so what stands before it tells of it."""
    word = _NEXT_WORD.match(after(match))
    if word is None or word[1][0].isupper():
        return False
    return word[1].lower() not in STOP_WORDS and not word[1].startswith("onward")


def _name_follows(match: re.Match[str]) -> bool:
    word = _NEXT_WORD.match(after(match))
    return word is not None and word[1][0].isupper() and _capitals_tell(match.string)


def _follows_name(match: re.Match[str]) -> bool:
    """Whether a word with a capital goes before, other than the first of a sentence."""
    found = _LAST_WORD.search(before(match))
    if found is None or not found["word"][0].isupper() or not _capitals_tell(match.string):
        return False
    return _SENTENCE_START.search(match.string[: found.start("word")]) is None


def _capitals_tell(question: str) -> bool:
    """Whether names can be told by their capitals: some words have none, and one inside has."""
    return re.search(r"\b[a-z]{3}", question) is not None and any(map(str.isupper, question[1:]))
