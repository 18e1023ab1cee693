"""The pronouns of a follow-up, and the names put in their places. Pure."""

import re
from collections.abc import Callable, Sequence

from qa.questions.follow_ups.kinds import NameKind, kind_of_phrase
from qa.questions.follow_ups.pairs import pair_in
from qa.questions.follow_ups.people import Referent, people_in, person
from qa.questions.follow_ups.phrases import BE, DO, phrases, tokens
from qa.questions.follow_ups.said import Said
from qa.questions.follow_ups.things import like, place, thing

PERSONAL = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.I)
_IT = re.compile(r"\b(it|its|itself)\b(?!['’]s\b)", re.I)
_THEY = re.compile(r"\b(they|them|their|theirs|themselves)\b", re.I)
# "How many are there?" takes nothing up.
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )(?<!\bthat )\bthere\b"
    r"(?!['’]s\b)(?! (?:is|are|was|were|will|would|has|have|had|be|been)\b)",
    re.I,
)
_THIS = re.compile(
    r"(?:\b(?:is|was|did|does|do|of|about|by|for|in|to|with|from|on|at|after|before|like|will|"
    r"would|can|could|say|says|said|mean|means) )(this|that)\b"
    r"(?=\W*$| (?:and|in|on|at|of|to|for|with|by|from|is|was|has|had|will|mean|happen|work|cost|"
    r"cause|affect|take|start|end|last|begin|help|apply|come|lead|include|[a-z]{2,20}ed)\b)",
    re.I,
)
# "How can I get one?"
_ONE = re.compile(r"(?<=[a-z] )(?<!\bno )(?<!\bthe )(?<!\bwhich )\bone(?=\W*$)")
_OF_KIND = re.compile(
    r"\b(?:(?:this|these) (?![a-z]{2,}ed\b|(?:year|month|week|morning|evening|"
    r"afternoon|day|time|century|way|are|is|was|were|do|does|did|has|have|had|will|would|can|could|in|on|at|of|to|for|with|by|from|and|"
    r"or|happen|happened|mean|means|cost|not)\b)([a-z]+)|(?:that|the same) (country|group|company|"
    r"firm|party|organi[sz]ation|government|city|town|place|island|ship|ferry|bridge|plant|agency|"
    r"bank|team|club|region|meeting|visit|trip|attack|deal|agreement|summit|forum|event|fire|storm|"
    r"flood|accident|vote|election|law|bill|plan|project|school|hospital|airport|port|mine|factory|"
    r"film|book|song|building|road|river))\b",
    re.IGNORECASE,
)
# "Is it true that ...", "How long does it take to ...": nothing is taken up.
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would|will|isn['’]t|wasn['’]t) it (?:(?:\w+ )?(?:that|to)|raining|snowing)\b|"
    r"\bit (?:is|was|would be) (?:\w+ ){0,2}(?:that|to|possible|likely|true)\b|"
    r"\b(?:does|do|did|would|will) it (?:make sense|matter|rain|snow|mean)\b|"
    r"\bhow long (?:does|did|would|will) it take\b|\bmake it\b|\bif it (?:is|['’]s)\b",
    re.IGNORECASE,
)
# "The company" is one of which so many turns before spoke.
_RECENT = 3
_TWO = 2
_CLAUSE = re.compile(r"[,;.?!:] | (?:and|but|or|if|when|because|while|although|so|than) ")
_GOES = re.compile(r"\b(?:go|goes|went|gone|travel\w*|come|came|fly|flew|flown|sail\w*|mov(?:e|ed)|"
                   r"return\w*|drive|drove|get|got|sent|send|flee|fled)\b", re.I)  # fmt: skip


def resolved(asked: str, past: Sequence[Said]) -> tuple[str, ...]:
    """The question with names in the place of its pronouns.

    Returns:
        One question; two where one pronoun may as well stand for two; none where a pronoun is left
        that nothing stands for.
    """
    found = [asked]
    for put in (_people_put, _kinds_put, _one_put, _it_put, _them_put, _place_put):
        after: list[str] = []
        for each in found:
            made = put(each, past)
            if made is None:
                return ()
            after += made
        found = after
    return tuple(dict.fromkeys(found))[:2]


def named_whole(asked: str, past: Sequence[Said]) -> str:
    """Replaces "the company" by what it was called before: "the ferry company"."""
    for phrase in reversed(phrases(asked)):
        words = phrase.text.split()
        if len(words) != 2 or words[0] != "the" or not words[1].islower() or phrase.is_plural:
            continue
        whole = like(past[-_RECENT:], words[1])
        if whole and not asked[phrase.end :].startswith((" of ", " for ", " that ", " which ")):
            asked = asked[: phrase.start] + _the(whole) + asked[phrase.end :]
    return asked


def takes_up(asked: str) -> bool:
    """Whether a question has a pronoun that stands for something said before."""
    return any(
        pattern.search(asked) for pattern in (PERSONAL, _IT, _THEY, _THERE, _THIS, _OF_KIND, _ONE)
    )


def _people_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    match = PERSONAL.search(asked)
    if match is None or _named_before(asked, match.start(), lambda text: bool(people_in(text))):
        return [asked]
    found = person(past, match[1], subject=match[1].lower() in ("he", "she"))
    return _both(found, lambda name: _put(asked, PERSONAL, name)) if found else None


def _kinds_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    match = _OF_KIND.search(asked)
    if match is None:
        return [asked]
    noun = match[1] or match[2]
    if noun.lower() in asked[: match.start()].lower().split():
        return [asked]
    found = like(past, noun) or (_only_name(past) if match[2] else None)
    if found:
        return [asked[: match.start()] + _the(found) + asked[match.end() :]]
    # "What did Ling Ji call for at that meeting?": whose meeting it was is enough.
    return [asked] if people_in(asked) else None


def _only_name(past: Sequence[Said]) -> str | None:
    """What the last turn was about, where that has a name."""
    found = thing(past[-1:], "")
    return found.name if found and any(w[:1].isupper() for w in found.name.split()) else None


def _one_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    match = _ONE.search(asked)
    if match is None or _named_before(asked, match.start(), _names_thing):
        return [asked]
    found = thing(past[-1:], asked)
    first = next(iter(phrases(found.name)), None) if found else None
    if found is None or first is None or kind_of_phrase(first) is not NameKind.COMMON:
        return None
    whole = re.sub(r"^the ", "an " if found.name[4:5] in "aeiou" else "a ", found.name)
    return [asked[: match.start()] + whole + asked[match.end() :]]


def _it_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    pattern, match = _IT, _IT.search(asked)
    if match is None:
        pattern, match = _THIS, _THIS.search(asked)
    if match is None or _EMPTY_IT.search(asked):
        return [asked]
    if _named_before(asked, match.start(1), _names_thing):
        return [asked]
    before = asked[: match.start(1)].lower().split()
    found = thing(past, asked, subject=not before or before[-1] in DO | BE)
    return _both(found, lambda name: _put(asked, pattern, _the(name))) if found else None


def _them_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    match = _THEY.search(asked)
    if match is None or _named_before(asked, match.start(), _names_things):
        return [asked]
    pair = pair_in(past[-1])
    if pair:
        return [_put(asked, _THEY, pair.words)]
    people = people_in(past[-1].question)
    if len(people) == _TWO:
        return [_put(asked, _THEY, " and ".join(people))]
    found = thing(past[-1:], asked, plural=True)
    return [_put(asked, _THEY, found.name)] if found and not found.other else None


def _place_put(asked: str, past: Sequence[Said]) -> list[str] | None:
    match = _THERE.search(asked)
    if match is None:
        return [asked]
    found = place(past)
    if found is None:
        return None
    if _GOES.search(asked):
        found = re.sub(r"^(?:in|at|near) ", "to ", found)
    if asked[: match.start()].endswith(("from ", "to ", "near ")):
        found = found.partition(" ")[2]
    return [asked[: match.start()] + found + asked[match.end() :]]


def _both(found: Referent, put: Callable[[str], str]) -> list[str]:
    return [put(name) for name in found if name]


def _named_before(asked: str, at: int, names: Callable[[str], bool]) -> bool:
    """Whether an earlier clause of the question itself names what a pronoun stands for."""
    ends = [match.start() for match in _CLAUSE.finditer(asked, 0, at)]
    return bool(ends) and names(asked[: ends[-1]])


def _names_thing(text: str) -> bool:
    """Whether it has a phrase for one thing; of "the ferry sinks", "sinks" only looks plural."""
    return any(
        (not each.is_plural or " " in each.bare) and kind_of_phrase(each) is not NameKind.PERIOD
        for each in phrases(text)
    )


def _names_things(text: str) -> bool:
    return any(each.is_plural for each in phrases(text))


def _the(name: str) -> str:
    """A thing that was spoken of is known: "a bridge" is "the bridge" then."""
    return re.sub(r"^an? ", "the ", name)


def _put(question: str, pattern: re.Pattern[str], name: str) -> str:
    """The question with the first such pronoun as a name, and possessives as possessives."""
    match = pattern.search(question)
    if match is None:
        return question
    start, end = match.span(1)
    word = match[1].lower()
    owned = _owned(question[end:]) if word in ("his", "its", "her", "their") else ""
    if not owned:
        return question[:start] + name + question[end:]
    if len(phrases(name)) > 1 or len(name.split()) > 4:
        return f"{question[:start]}the {owned} of {name}{question[end + 1 + len(owned) :]}"
    possessive = f"{name}'" if name.endswith("s") and word == "their" else f"{name}'s"
    return question[:start] + possessive + question[end:]


def _owned(behind: str) -> str:
    """What a possessive is of, which stands right behind it: "captain" of "its captain"."""
    first = next(iter(phrases(behind)), None)
    if first is None or first.lead or behind[: first.start].strip() or first.start > 1:
        word = re.match(r" ([a-z][\w’'-]*)(?= ?\w*)", behind)
        role = tokens(word[1])[0].role if word else ""
        return word[1] if word and role == "word" else ""
    return first.text
