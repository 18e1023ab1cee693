"""Whom "he" and "her" stand for: who was spoken of, and fits. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.prose.words import content_words
from qa.english.given_names import Gender, gender_of, titled
from qa.english.naming import names
from qa.questions.follow_ups.kinds import NameKind, kind_of
from qa.questions.follow_ups.said import Said

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MAN),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.WOMAN),
}
_ASKS_PERSON = re.compile(r"\W*(?:who|whom|which \w+|what(?:['’]s| is| was) the name)\b", re.I)
_PRONOUN = re.compile(r"\b(he|she|him|his|her|hers)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_AND = re.compile(r",(?: (?:and|or)\b)?|\b(?:and|or)\b|&")
_PEOPLE = (NameKind.PERSON, NameKind.NAME)


class Referent(NamedTuple):
    """What a pronoun stands for; two of them where both fit as well."""

    name: str
    other: str = ""


def person(past: Sequence[Said], pronoun: str, *, subject: bool) -> Referent | None:
    """The person spoken of last who fits a pronoun.

    Args:
        past: The conversation, oldest first.
        pronoun: "he", "her".
        subject: Whether the pronoun is the one who acts, rather than whom something is done to.
    """
    wanted, known = GENDERS[pronoun.lower()], genders(past)
    for said in reversed(past):
        found = _in_turn(said, wanted, known, subject=subject)
        if found:
            return found
    return None


def _in_turn(
    said: Said, wanted: Gender, known: Mapping[str, Gender], *, subject: bool
) -> Referent | None:
    def fitting(found: Sequence[str]) -> list[str]:
        return [name for name in found if known.get(name, wanted) is wanted]

    if _ASKS_PERSON.match(said.question):
        asked = {word.stem for word in content_words(said.question)}
        answered = fitting([n for n in named_in(said.short) if not is_named_in(n, asked)])
        if len(answered) > 1:
            return Referent(*answered[:2])
        new = answered or fitting(
            [name for name in people_in(said.statement) if not is_named_in(name, asked)]
        )
        if new:
            return Referent(_nearest(new, said.statement, asked) if not answered else new[0])
    asked_about = fitting(people_in(said.question))
    if len(asked_about) > 1 and _side_by_side(said.question, *asked_about[:2]):
        return Referent(*asked_about[:2])
    # Who acts in one question acts in the next.
    if asked_about:
        return Referent(asked_about[0] if subject else asked_about[-1])
    full = [name for name in people_in(said.answer) if " " in name]
    answered = fitting(people_in(said.statement) or full) or fitting(full)
    return Referent(answered[0]) if answered else None


def named_in(short: str) -> list[str]:
    """The people of a short answer, which names nothing else."""
    found = []
    for part in map(str.strip, _AND.split(short)):
        kind = kind_of(part)
        if kind in _PEOPLE and len(part.split()) <= 6:
            found += people_in(f"It is {part}.")
    return list(dict.fromkeys(found))


def people_in(text: str) -> list[str]:
    """Names of two words and more that may be people's, offices before them left out; else others.

    In reading order, each once.
    """
    found = []
    for name in names(text):
        if name.text.isupper() or any(letter.isdigit() for letter in name.text):
            continue
        if name.place is None and kind_of(name.text, _before(text, name.start)) in _PEOPLE:
            found.append(re.sub(r"['’]s?$", "", name.text))
    unlike = list(dict.fromkeys(found))
    full = [name for name in unlike if " " in name]
    short = [name for name in unlike if titled_here(text, name)]
    return [name for name in unlike if name in full or name in short] or unlike


def titled_here(text: str, name: str) -> bool:
    """Whether a title stands before a name: "Mr Brandt"."""
    return name.partition(" ")[0] in titled(text)


def genders(past: Sequence[Said]) -> dict[str, Gender]:
    """By name: what a conversation tells of the genders of those it names."""
    known: dict[str, Gender] = {}
    for said in past:
        for text in (said.question, said.answer):
            known |= _told(text)
        # Whom "she" was taken to stand for is a woman.
        taken = {GENDERS[m[1].lower()] for m in _PRONOUN.finditer(said.asked)}
        new = [name for name in people_in(said.question) if name not in said.asked]
        if len(taken) == 1 and len(new) == 1:
            known.setdefault(new[0], taken.pop())
    return known


def _told(text: str) -> dict[str, Gender]:
    """What a text tells: by titles, by pronouns that can mean nobody else, by first names."""
    found: dict[str, Gender] = {}
    titles, alone = titled(text), ""
    for sentence in _SENTENCE.split(text):
        here = people_in(sentence)
        pronouns = {GENDERS[m[1].lower()] for m in _PRONOUN.finditer(sentence)}
        of = here[0] if len(here) == 1 and not _begins_with_pronoun(sentence) else alone
        if len(here) <= 1 and len(pronouns) == 1 and of:
            found[of] = next(iter(pronouns))
        elif _begins_with_pronoun(sentence) and alone and len(pronouns) == 1:
            found[alone] = next(iter(pronouns))
        if here:
            alone = here[0] if len(here) == 1 else ""
    for name in people_in(text):
        told = titles.get(name.split()[0]) or gender_of(name)
        if told:
            found[name] = told
    return found


def _begins_with_pronoun(sentence: str) -> bool:
    return re.match(r"\W*(?:he|she|his|her)\b", sentence, re.I) is not None


def _before(text: str, start: int) -> str:
    """The word before a place, in small letters."""
    words = text[:start].split()
    return words[-1].lower() if words else ""


def _side_by_side(text: str, one: str, other: str) -> bool:
    """Whether two names do or suffer one thing together: "Did A and B resign?"."""
    start = text.find(one) + len(one)
    return re.fullmatch(r",? (?:and|or) (?:\w+ ){0,3}", text[start : text.find(other)]) is not None


def _nearest(found: Sequence[str], answer: str, asked: set[str]) -> str:
    """The name that stands nearest behind what was asked for ("Foreign Minister ...")."""
    places = [word.end for word in content_words(answer) if word.stem in asked]

    def distance(name: str) -> int:
        at = answer.find(name)
        return min((abs(at - place) for place in places), default=at)

    return min(found, key=distance)


def is_named_in(name: str, stems: set[str]) -> bool:
    """Whether all words of a name are among some stems."""
    return all(word.stem in stems for word in content_words(name))
