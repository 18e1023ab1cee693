"""Whether a quotation is the one asked for: by its words, by its speaker, by what it is about."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from index.prose.words import content_words, words
from qa.english.countries import places
from qa.quotations.people_named import folded
from qa.quotations.reading import Quotation
from qa.quotations.saying import HONORIFICS, is_people
from qa.said.who_said import SaidQuestion

# So much of the words asked for must be said, in their order, where they stand between marks.
LEAST_QUOTED = 0.75
# Fewer words must all be said, one right behind the other.
FEWEST_MISQUOTED = 4
# So much of a clause asked for must be said, whatever the order.
LEAST_CLAUSE = 0.75
_NEGATIONS = frozenset("not no never none nobody nothing neither nor without cannot".split())
_LIKE = (
    "criticise criticize condemn denounce slam attack blame accuse".split(),
    "praise applaud hail welcome".split(),
    "warn caution".split(),
    "promise pledge vow swear".split(),
    "call describe label brand dub".split(),
    "deny reject dismiss".split(),
    "apologise apologize".split(),
    "argue contend maintain insist claim".split(),
    "admit acknowledge concede".split(),
    "emphasise emphasize stress underline underscore".split(),
)
_UNLIKE = frozenset("deputy former vice ex then acting assistant".split())
_STATE = ("ministry", "government", "side", "embassy", "foreign minister", "president", "leader")
_SPACES = re.compile(r"[’']s?\b")


def like(verb: str) -> frozenset[str]:
    """The verbs that news uses for the same act."""
    return frozenset(next((group for group in _LIKE if verb in group), (verb,)))


def words_match(asked: SaidQuestion, said: str) -> float:
    """From 0 to 1 how far words are those asked for; 0 where they are others."""
    if asked.quoted:
        return _quoted(_lows(asked.words), _lows(said))
    wanted = {word.stem for word in content_words(asked.words)}
    there = {word.stem for word in words(said)}
    if not wanted or _denies(asked.words) != _denies(said):
        return 0.0
    share = len(wanted & there) / len(wanted)
    return share if share >= LEAST_CLAUSE else 0.0


def _quoted(asked: Sequence[str], said: Sequence[str]) -> float:
    count = len(asked)
    if not count or not said:
        return 0.0
    if any(list(said[n : n + count]) == list(asked) for n in range(len(said) - count + 1)):
        return 1.0
    if count < FEWEST_MISQUOTED:
        return 0.0
    matcher = SequenceMatcher(None, list(said), list(asked), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0
    wide = blocks[-1].a + blocks[-1].size - blocks[0].a
    share = sum(block.size for block in blocks) / max(count, min(wide, 2 * count))
    denied = {w for w in asked if w in _NEGATIONS} != {w for w in said if w in _NEGATIONS}
    return share if share >= LEAST_QUOTED and not denied else 0.0


def _lows(text: str) -> list[str]:
    return [word.text.casefold() for word in words(text)]


def _denies(text: str) -> bool:
    low = text.casefold().replace("’", "'")
    return "n't" in low or bool(_NEGATIONS & set(_lows(low)))


def speaker_match(asked: str, quotation: Quotation, text: str) -> float:
    """From 0 to 1 how surely a quotation is by whom a question names; 0 where it is another's.

    Args:
        asked: A name, an office, what people are called.
        quotation: What is said.
        text: The text of its article.
    """
    if quotation.speaker is None:
        return 0.0
    stands = text[quotation.speaker.start : quotation.speaker.end]
    country = _country(asked)
    if country:
        return _of_country(country, quotation, stands)
    name = _person(asked)
    if name:
        return _named(name, asked, quotation, stands)
    return _called(asked, quotation, stands)


def _person(asked: str) -> tuple[str, ...]:
    """The parts of the name that somebody is asked for by; none where by something else."""
    parts = asked.split()
    titles = [n for n, part in enumerate(parts[:-1]) if is_people(part) or _owns(part)]
    parts = parts[titles[-1] + 1 :] if titles else parts
    while parts and (
        not parts[0][0].isupper()
        or parts[0].casefold().rstrip(".") in HONORIFICS
        or (len(parts) > 1 and (is_people(parts[0]) or places(parts[0]) or _owns(parts[0])))
    ):
        parts.pop(0)
    capital = bool(parts) and all(part[0].isupper() or len(part) < 4 for part in parts)
    if not capital or (is_people(parts[-1]) and len(parts) > 1):
        return ()
    office = any(is_people(part) for part in asked.split()[: -len(parts)])
    if office and len(parts) == 1 and is_people(parts[0]):
        return ()
    return () if len(parts) == 1 and is_people(parts[0]) else folded(" ".join(parts))


def _owns(part: str) -> bool:
    return part.endswith(("'s", "’s", "s'", "s’"))


def _named(name: tuple[str, ...], asked: str, quotation: Quotation, stands: str) -> float:
    full = folded(quotation.name or "")
    if full:
        if full in (name, name[-1:]) or full[-len(name) :] == name:
            return 1.0
        if len(name) > 1 and full[0] == name[0] and full[-1] == name[-1]:
            return 1.0
        if len(name) == 1 and len(full) > 1 and full[0] == name[0]:
            return 0.8
    # "The Taliban" speaks by its spokesman; a person does not by a relative.
    told = folded(quotation.office or "") if full else folded(stands)
    within = set(name) <= set(told) and not re.search(r"\b(?:against|former|ex)\b", stands)
    spokes = "spokes" in (quotation.office or stands).casefold() or not full and not _owned(stands)
    return 0.6 if within and spokes else 0.0


def _country(text: str) -> str:
    """The country that a text is the name of, or its capital; "" of other texts."""
    found = places(text)
    return found[0].country if found and found[0].end - found[0].start == len(text) else ""


def _of_country(country: str, quotation: Quotation, stands: str) -> float:
    """A country speaks by its capital's name, its ministries and its spokespeople."""
    if quotation.name and _country(quotation.name) == country:
        return 1.0
    described = stands if quotation.name is None else quotation.office or ""
    if country not in {place.country for place in places(described)}:
        return 0.0
    low = described.casefold()
    return 0.7 if "spokes" in low or any(part in low for part in _STATE) else 0.0


def _owned(stands: str) -> bool:
    """Whether what somebody is called says whose: "Vos's lawyer"."""
    return any(_owns(part) for part in stands.split())


def _called(asked: str, quotation: Quotation, stands: str) -> float:
    """Whether an office or a word for people fits what a text says of a speaker."""
    wanted = _stems(asked)
    if not wanted:
        return 0.0
    described = f"{quotation.office or ''} {stands}" if quotation.name else stands
    whole = f"{quotation.office or ''} {stands} {quotation.name or ''}"
    head = _stems(described.split(",")[0].split(" of ")[0].split(" for ")[0])
    asked_head = _stems(_head(asked))
    if not asked_head <= head and not asked_head <= _stems(described.split(",")[0]):
        return 0.0
    if (_UNLIKE & set(described.casefold().replace("-", " ").split())) - set(
        asked.casefold().replace("-", " ").split()
    ):
        return 0.0
    if _owned(described) and not _owned(asked) and not wanted <= _stems(_unowned(described)):
        return 0.0
    return 1.0 if wanted <= _stems(whole) else 0.0


def _unowned(described: str) -> str:
    """What is said of somebody without whose they are."""
    return " ".join(part for part in described.split() if not _owns(part))


def _head(asked: str) -> str:
    words_ = re.split(r" (?:of|for|from|at|in) ", asked)[0].split()
    return words_[-1] if words_ else ""


def _stems(text: str) -> set[str]:
    """Content stems, countries by their name: "Chinese" and "China's" are one."""
    for place in reversed(places(text)):
        text = f"{text[: place.start]}{place.country}{text[place.end :]}"
    return {word.stem for word in content_words(_SPACES.sub("", text))}
