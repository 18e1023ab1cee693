"""A follow-up to a question that stands alone, by rules."""

import re
from collections.abc import Sequence

from index.prose.words import STOP_WORDS, content_words
from qa.answers import Turn
from qa.markers import MARKERS

# A conversation is looked back on this many turns.
TURNS = 6

_LEAD_IN = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|then|also|well|please|thanks?|thank you|right)\b[\s,.:;-]*", re.I
)
_PERSON = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.I)
_THING = re.compile(
    # "How many are there?" takes nothing up.
    r"\b(it|its|itself|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )there|"
    r"(?:this|that)(?: (?:country|group|company|meeting|visit|trip|attack|"
    r"deal|agreement|summit|forum|organi[sz]ation|government|city|place|event))?)\b(?!\s*[’']s\b)",
    re.I,
)
# What these stand for is rarely one name: the earlier question is put beside them instead.
_MANY = re.compile(
    r"\b(they|them|their|theirs|themselves|these|those|the same|the (?:former|latter|"
    r"(?:first|second|other) ones?))\b",
    re.I,
)
_ONLY_ASKS = re.compile(
    r"^(who(?:m|se)?|what|when|where|why|how(?: (?:many|much|long|often|old|so|come))?|which"
    r"(?: (?:one|ones|country|countries|year|city|day))?|since when|by whom|with whom|"
    r"for how long|in what (?:year|city|country))(?:\s+(?:exactly|else|then|though|not))*\s*\?*$",
    re.I,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s++(.*[^\s?])[\s?]*$", re.I)
_QUESTION_PHRASE = re.compile(
    r"^\s*(?:(?:in|on|at|for|with|by|from|to|since) )?(?:who(?:m|se)?|what|when|where|why|how(?: "
    r"(?:many|much|long|often|old))?|which)\b",
    re.I,
)
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*(?:\s++(?:(?:of|the|al|bin|de|van|von|-)\s*)?[A-Z][\w’'-]*)*", re.UNICODE
)
_NO_PERSON = re.compile(
    r"\b(?:council|organi[sz]ation|union|forum|bank|party|government|ministry|nations|group|"
    r"initiative|university|court|committee|agency|association|compan(?:y|ies)|corp|inc|ltd|"
    r"agreement|treaty|accord|summit|league|club|news|press|post|times)\b",
    re.I,
)
_TITLES = frozenset(
    """president minister foreign prime chancellor king queen prince secretary ambassador
    spokesman spokeswoman spokesperson deputy acting general senator mr mrs ms dr sir chief
    director leader premier""".split()
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as someone would ask it who had not heard the conversation.

    What the question takes up ("he", "there", "and when?") is filled in from the last turns;
    a question that takes nothing up comes back as it is.
    """
    if not history:
        return question
    past: list[tuple[str, str]] = []
    for turn in list(history)[-TURNS:]:
        whole = _rewrite(turn.question, past)
        # Where an answer begins with a line of its own, that is the short answer.
        past.append((whole, MARKERS.sub("", turn.answer.partition("\n")[0])))
    return _rewrite(question, past)


def _rewrite(question: str, past: Sequence[tuple[str, str]]) -> str:
    """One step: `past` holds earlier questions, already standing alone, and their answers."""
    if not past:
        return question
    asked = _LEAD_IN.sub("", question).strip()
    previous, _ = past[-1]
    about = _WHAT_ABOUT.match(asked)
    if about:
        return _put_in_place(previous, about[1])
    if _ONLY_ASKS.match(asked):
        rest = _QUESTION_PHRASE.sub("", previous, count=1).strip()
        return f"{asked.rstrip('? ')} {rest}" if rest else previous
    person = _PERSON.search(asked)
    name = _person(past) if person else None
    if name:
        return _substitute(asked, _PERSON, name)
    beside = f"{asked.rstrip('? ')} ({previous.rstrip('? ')})?"
    if person or _MANY.search(asked):
        return beside
    thing = _THING.search(asked)
    if thing:
        name = _thing(past, asked, place=thing[1].lower() == "there")
        return _substitute(asked, _THING, name) if name else beside
    return beside if _is_fragment(question, asked) else asked


def _is_fragment(question: str, asked: str) -> bool:
    """Whether it has one word of content at most, and is put as a question all the same."""
    taken_up = asked != question.strip() or asked.endswith("?")
    return taken_up and len(content_words(asked)) <= 1


def _put_in_place(previous: str, newcomer: str) -> str:
    """The previous question, asked about someone or something else."""
    names = [match[0] for match in _names(previous)]
    if len(names) > 1:
        return previous.replace(names[-1], newcomer)
    return f"{previous.rstrip('? ')}, {newcomer}?"


def _substitute(question: str, pattern: re.Pattern[str], name: str) -> str:
    """The question with the first pronoun as a name, and possessives as possessives."""

    def put(match: re.Match[str]) -> str:
        word = match[1].lower()
        before_noun = re.match(r"\s+\w", question[match.end() :]) is not None
        if word in ("his", "its") or (word == "her" and before_noun):
            return f"{name}'s"
        return f"in {name}" if word == "there" else name

    return pattern.sub(put, question, count=1)


def _person(past: Sequence[tuple[str, str]]) -> str | None:
    """The person spoken of last: an answer to "who", else the last one a question names."""
    for question, answer in reversed(past):
        asked = {word.stem for word in content_words(question)}
        if re.match(r"\W*(?:who|whom|which \w+|what(?:'s| is) the name)\b", question, re.I):
            new = [name for name in _people(answer) if not _is_named_in(name, asked)]
            if new:
                return _nearest(new, answer, asked)
        people = _people(question)
        if people:
            return people[-1]
        answered = _people(answer)
        if answered:
            return answered[0]
    return None


def _nearest(names: Sequence[str], answer: str, asked: set[str]) -> str:
    """The name that stands nearest behind what was asked for ("Foreign Minister ...")."""
    places = [word.end for word in content_words(answer) if word.stem in asked]

    def distance(name: str) -> int:
        at = answer.find(name)
        return min((abs(at - place) for place in places), default=at)

    return min(names, key=distance)


def _thing(past: Sequence[tuple[str, str]], asked: str, place: bool) -> str | None:
    """What was spoken of last: what an answer to "which" or "where" named, else a subject."""
    here = {word.stem for word in content_words(asked)}
    person = _person(past)
    if person:
        here |= {word.stem for word in content_words(person)}
    for question, answer in reversed(past):
        known = {word.stem for word in content_words(question)}
        short_answer = re.match(r"\W*(?:which|where|what)\b", question, re.I)
        names = (
            [m[0] for m in _names(answer) if not _is_named_in(m[0], known)] if short_answer else []
        )
        if names and (place or len(answer.split()) <= 6):
            return names[0]
        subjects = [match[0] for match in _names(question) if not _is_named_in(match[0], here)]
        if subjects:
            return subjects[-1]
        if names:
            return names[0]
    return None


def _people(text: str) -> list[str]:
    """Names of two words and more, offices before them left out; else single ones."""
    found = []
    for match in _names(text):
        parts = match[0].split()
        while parts and parts[0].lower().rstrip(".") in _TITLES:
            parts.pop(0)
        if parts and not _NO_PERSON.search(match[0]):
            found.append(" ".join(parts))
    return [name for name in found if " " in name] or found


def _names(text: str) -> list[re.Match[str]]:
    """Runs of capitalised words, question words and other grammar left out."""
    return [
        match
        for match in _NAME.finditer(text)
        if match[0].casefold() not in STOP_WORDS and not _grammar(match[0])
    ]


def _grammar(name: str) -> bool:
    return all(part.casefold() in STOP_WORDS for part in name.split())


def _is_named_in(name: str, stems: set[str]) -> bool:
    return all(word.stem in stems for word in content_words(name))
