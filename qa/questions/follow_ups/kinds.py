"""Which kind of thing a phrase names, so that like takes the place of like. Pure."""

import re
from datetime import date
from enum import Enum

from qa.english.countries import places
from qa.english.given_names import gender_of, titled
from qa.english.times.spans import expressions
from qa.english.times.words import AskedOn
from qa.questions.follow_ups.phrases import Phrase, phrases


class NameKind(Enum):
    """What is named."""

    COUNTRY = "country"
    PERSON = "person"
    OUTLET = "outlet"
    BODY = "body"
    PLACE = "place"
    PERIOD = "period"
    NUMBER = "number"
    NAME = "a name of any kind"
    COMMON = "no name"


# What may be named by a name that tells nothing of its kind.
UNTOLD = (NameKind.PERSON, NameKind.PLACE, NameKind.OUTLET, NameKind.BODY, NameKind.NAME)

_OUTLET = re.compile(
    r"\b(?:Post|Times|Daily|News|Herald|Gazette|Tribune|Journal|Guardian|Telegraph|Observer|Mail|"
    r"Chronicle|Courier|Echo|Reporter|Weekly|Dispatch|Examiner|Argus|Mirror|Standard|Register|"
    r"Mercury|Press|Newspaper|CNN|BBC|Reuters|AFP|AP|Xinhua|TASS|DPA|NPR|Bloomberg|Al Jazeera|"
    r"Politico|Economist)\b"
)
_BODY = re.compile(
    r"\b(?:council|organi[sz]ation|union|forum|bank|party|government|ministry|nations|group|"
    r"initiative|university|court|committee|agency|association|compan(?:y|ies)|corp|inc|ltd|"
    r"agreement|treaty|accord|summit|league|club|act|department|institute|office|authority|"
    r"board|commission|navy|newspaper|foundation|service|system|program(?:me)?|museum|airlines?|railways?|"
    r"lines?|police|army|parliament|senate|congress|federation|fund)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:Port|Rock|Islands?|Bay|Street|City|Town|River|Lake|Mount|Mountains?|Hill|Valley|Harbou?r|"
    r"Bridge|Station|Airport|Square|Park|Road|Sound|Coast|Beach|Cape|County|Province|Region|"
    r"North|South|East|West|Northern|Southern|Eastern|Western|New|Saint|St|Upper|Lower|Point)\b"
)
# What these lead tells of what happened rather than belongs to a thing.
_NO_PART = ("by", "about", "during", "after", "before", "since", "until", "as")
_AT = ("in", "at", "near", "to", "from", "into", "through", "via")
_WITH_PERIODS = re.compile(r"\b(?:the|in|on|of|year|month|and)\b")
# Whatever the day: only where words of time stand is looked at.
_DAY = date(2020, 1, 1)


def kind_of(text: str, lead: str = "") -> NameKind:
    """What a phrase names, which a preposition may lead."""
    words = text.strip(" ?.,!")
    if re.fullmatch(r"\d[\d.,]*+", words) and not re.fullmatch(r"(?:1[5-9]|20)\d\d", words):
        return NameKind.NUMBER
    if is_period(words):
        return NameKind.PERIOD
    bare = re.sub(r"^(?:the|an?) ", "", words, flags=re.IGNORECASE)
    if not any(word[:1].isupper() for word in bare.split()):
        return NameKind.COMMON
    named = places(words)
    if named and named[0].end - named[0].start >= len(bare) - 2:
        return NameKind.COUNTRY
    return _kind_of_name(words, lead)


def is_period(text: str) -> bool:
    """Whether a phrase is words of time and nothing else."""
    for read in (f"in {text}", text):
        said = expressions(read, AskedOn(_DAY))
        left = read
        for each in reversed(said):
            left = left[: each.span.start] + left[each.span.end :]
        if said and not _WITH_PERIODS.sub("", left).strip(" ,'’s"):
            return True
    return False


def is_body(text: str) -> bool:
    """Whether it is called a council, a company, an army."""
    return _BODY.search(text) is not None


def _kind_of_name(words: str, lead: str) -> NameKind:
    if _OUTLET.search(words):
        return NameKind.OUTLET
    if _BODY.search(words):
        return NameKind.BODY
    name = person_name(words)
    if titled(words) or (gender_of(name) and " " in name):
        return NameKind.PERSON
    if _PLACE.search(words) or lead in _AT:
        return NameKind.PLACE
    return NameKind.NAME


def kind_of_phrase(phrase: Phrase) -> NameKind:
    """What a phrase of a question names."""
    return kind_of(phrase.text, phrase.lead)


def extended(text: str, phrase: Phrase) -> str:
    """A phrase with what belongs to it: "the fire" in "the fire at the depot of Ley"."""
    end = phrase.end
    for other in phrases(text):
        if other.lead and other.start > end and not text[end : other.lead_start].strip():
            if other.lead in _NO_PART or kind_of_phrase(other) is NameKind.PERIOD:
                break
            end = other.end
    return text[phrase.start : end]


def person_name(words: str) -> str:
    """The name at the end of a phrase, offices before it left out."""
    parts = words.split()
    small = [n for n, part in enumerate(parts) if not part[0].isupper() and part not in _LINKS]
    parts = parts[small[-1] + 1 :] if small else parts
    while parts and parts[0].lower().rstrip(".") in OFFICES:
        parts.pop(0)
    return " ".join(parts)


_LINKS = frozenset("al bin bint da de del der di ibn la van von".split())
OFFICES = frozenset(
    """president minister foreign prime chancellor king queen prince princess secretary ambassador
    spokesman spokeswoman spokesperson deputy acting general senator mr mrs ms dr sir chief
    director leader premier mayor governor captain judge professor pope chairman chairwoman
    finance interior defence defense trade health justice vice former""".split()
)
