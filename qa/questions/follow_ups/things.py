"""What "it", "they" and "there" stand for: what a turn of the conversation was about. Pure."""

import re
from collections.abc import Sequence

from index.prose.words import stem
from qa.questions.follow_ups.kinds import NameKind, extended, is_body, kind_of, kind_of_phrase
from qa.questions.follow_ups.people import Referent, people_in
from qa.questions.follow_ups.phrases import Phrase, phrases, tokens
from qa.questions.follow_ups.said import Said

# What is said, and what was said then: "What did she promise?" is about a promise.
_ACTS = {
    "promise": "promise", "pledge": "pledge", "propose": "proposal", "offer": "offer",
    "demand": "demand", "announce": "announcement", "threaten": "threat", "request": "request",
    "suggest": "suggestion", "vow": "vow", "claim": "claim", "predict": "prediction",
    "forecast": "forecast", "deny": "denial", "recommend": "recommendation", "order": "order",
}  # fmt: skip
_ACT = re.compile(rf"the ({'|'.join(sorted(set(_ACTS.values())))})s? (of|to) ", re.IGNORECASE)
# What is done with a promise or a demand rather than with the thing promised.
_DONE_WITH_ACT = re.compile(
    r"\b(?:kept|keep|broken|break|broke|fulfill?ed|fulfill?|honou?red|honou?r|met|meet|granted|"
    r"withdrawn|withdraw|withdrew|accepted|accept|rejected|reject|repeated|repeat|denied|deny|"
    r"confirmed|confirm|believed|credible|carried out|criticised|criticized|true|renewed)\b",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(r"\W*(?:which|what)\b(?!(?: is| was| are| were|['’]s) )", re.IGNORECASE)
_ASKS_PLACE = re.compile(
    r"\W*(?:(?:in|from|to|at) )?(?:where|(?:which|what) (?:\w+ )?"
    r"(?:country|city|town|place|village|port|region|district|street|island|capital))\b",
    re.IGNORECASE,
)
_IS_WHAT = re.compile(
    r"\W*(?:which|what|who)(?: \w+){0,3}? (?:is|was|are|were) (?:the |an? )?", re.IGNORECASE
)
# "Which company built the bridge?" "How long is it?": what a company is not asked.
_ASKS_BODY = re.compile(
    r"\W*(?:which|what) (?:\w+ )?"
    r"(?:company|firm|group|organi[sz]ation|agency|bank|party|team|club)\b",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"\b(?:cost|costs|long|high|wide|deep|tall|opened|open|built|finished|collapsed?|weigh)\b",
    re.IGNORECASE,
)
# Whom one meets or tells, and who somebody is, is no thing, whatever else the name could be.
_WITH_SOMEBODY = re.compile(
    r"\b(?:meets?|met|meeting|tells?|told|marr(?:y|ied)|succeed(?:ed)?|invited?|thank(?:ed)?)"
    r" (?:with )?$",
    re.IGNORECASE,
)
_MEETS_SOMEBODY = re.compile(r" (?:also )?(?:meets?|met|marry|married)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*who(?:['’]s| is| was) $", re.IGNORECASE)
_NO_THING = (NameKind.PERIOD, NameKind.NUMBER, NameKind.PERSON)
_NAMED = (NameKind.PLACE, NameKind.COUNTRY, NameKind.BODY, NameKind.OUTLET, NameKind.NAME)
_LONGEST = 12


def thing(
    past: Sequence[Said], asked: str, *, plural: bool = False, subject: bool = True
) -> Referent | None:
    """What was spoken of last that a thing's pronoun can stand for.

    Args:
        past: The conversation, oldest first.
        asked: The follow-up; what it names itself is not meant.
        plural: Whether it is "they" rather than "it".
        subject: Whether the pronoun is what acts, rather than what something is done to.
    """
    for said in reversed(past):
        found = _of_act(said, asked) or _answered(said, asked, plural=plural)
        if found:
            return Referent(found)
        both = _of_question(said, asked, plural=plural, subject=subject)
        if both:
            return both
    return None


def like(past: Sequence[Said], noun: str) -> str | None:
    """What was called by a noun, or is of its kind: for "that ship", "the company"."""
    wanted = stem(noun.split()[-1])
    for said in reversed(past):
        for text in (said.question, said.statement):
            for phrase in phrases(text):
                if phrase.head == wanted and len(extended(text, phrase).split()) > 2:
                    return extended(text, phrase)
        if said.short and wanted in {word for word in map(stem, said.question.lower().split())}:
            if kind_of(said.short) not in _NO_THING and len(said.short.split()) <= _LONGEST:
                return said.short
    return None


def place(past: Sequence[Said]) -> str | None:
    """The place spoken of last, led by its preposition: "in Freedonia", "at the depot"."""
    for said in reversed(past):
        if said.short and _ASKS_PLACE.match(said.question) and not named_only(said.short):
            return f"in {re.sub(r'^(?:in|at|to|from|near) ', '', said.short)}"
        if said.short and _IS_WHAT.match(said.question) and _may_be_place(said.short):
            return f"in {said.short}"
        for text in (said.question, said.statement):
            found = _place_in(text)
            if found:
                return found
    return None


def named_only(short: str) -> bool:
    """Whether a short answer names people."""
    return kind_of(short) is NameKind.PERSON


def _may_be_place(short: str) -> bool:
    return kind_of(short) in (NameKind.PLACE, NameKind.COUNTRY)


def _place_in(text: str) -> str | None:
    found = ""
    for phrase in phrases(text):
        kind = kind_of_phrase(phrase)
        if kind is NameKind.COMMON and phrase.lead == "at" and phrase.text.startswith("the "):
            found = found or f"at {phrase.text}"
        if kind is NameKind.COUNTRY or (
            kind in (NameKind.PLACE, NameKind.NAME, NameKind.BODY)
            and phrase.lead in ("in", "at", "to", "from", "near", "of", "into")
        ):
            lead = phrase.lead if phrase.lead in ("at", "near") else "in"
            found = f"{lead} {phrase.text}"
    return found or None


def _of_act(said: Said, asked: str) -> str | None:
    """The promise of which an answer tells what was promised, where that is meant."""
    act = _ACT.search(said.question)
    if act and not _DONE_WITH_ACT.search(asked):
        inner = [each for each in phrases(said.question) if each.start >= act.end(2)]
        return extended(said.question, inner[0]) if inner else None
    if act:
        outer = [each for each in phrases(said.question) if each.start == act.start()]
        return extended(said.question, outer[0]) if outer else None
    verb = next((token for token in tokens(said.question) if token.text.lower() in _ACTS), None)
    if verb is None or not said.short or not _DONE_WITH_ACT.search(asked):
        return None
    if len(said.short.split()) > _LONGEST:
        return None
    joined = "" if said.short.startswith("to ") else "of "
    return f"the {_ACTS[verb.text.lower()]} {joined}{_whole(said.short, said.statement)}"


def _answered(said: Said, asked: str, *, plural: bool) -> str | None:
    """The thing that answers which or what."""
    named = _IS_WHAT.match(said.question) and kind_of(said.short) in _NAMED
    if not (said.short and (named or _ASKS_THING.match(said.question))):
        return None
    first = next(iter(phrases(said.short)), None)
    kind = kind_of(said.short)
    if first is None or first.start or first.is_plural != plural or kind in _NO_THING:
        return None
    if has_verb(said.short) or (_OF_WORK.search(asked) and _ASKS_BODY.match(said.question)):
        return None
    return _whole(said.short, said.statement) if len(said.short.split()) <= _LONGEST else None


def _whole(short: str, statement: str) -> str:
    """A short answer with what belongs to it in its sentence: "a ferry" to "a ferry to Ley"."""
    at = statement.find(short)
    for phrase in phrases(statement):
        if at >= 0 and phrase.end == at + len(short):
            whole = extended(statement, phrase)
            return short + whole[len(phrase.text) :]
    return short


def _of_question(said: Said, asked: str, *, plural: bool, subject: bool) -> Referent | None:
    """What a question is about: what acts in it, else what something is done to."""
    people = people_in(said.question)
    found = [
        each
        for each in phrases(said.question)
        if each.is_plural == plural
        and kind_of_phrase(each) not in _NO_THING
        and not _follows_asking(said.question, each)
        and each.text.split()[0].lower() not in ("any", "some", "no", "every", "each", "all")
        and each.bare.casefold() not in asked.casefold()
    ]
    found = [each for each in found if not _is_somebody(said.question, each)]
    things = [each for each in found if not any(name in each.text for name in people)] or found
    if not things:
        return None
    ahead = [each for each in things if not each.lead] or things[:1]
    first = ahead[0]
    whole = extended(said.question, first)
    if len(ahead) > 1 and re.fullmatch(
        r",? (?:and|or) ", said.question[first.end : ahead[1].lead_start]
    ):
        return Referent(whole, ahead[1].text)
    if len(ahead) > 1 and (not subject or (_OF_WORK.search(asked) and is_body(first.text))):
        first = ahead[-1]
        whole = extended(said.question, first)
    return Referent(whole if not first.has_name else first.text)


def _is_somebody(question: str, phrase: Phrase) -> bool:
    before, after = question[: phrase.start], question[phrase.end :]
    return phrase.has_name and bool(
        _WITH_SOMEBODY.search(before) or _WHO_IS.match(before) or _MEETS_SOMEBODY.match(after)
    )


def _follows_asking(question: str, phrase: Phrase) -> bool:
    """Whether it is what is asked for: "which company", "how many passengers"."""
    before = question[: phrase.start].lower().split()
    return bool(before) and before[-1] in (
        "which",
        "what",
        "whose",
        "many",
        "much",
        "long",
        "often",
    )


def has_verb(text: str) -> bool:
    """Whether it is more than a phrase."""
    return any(token.role in ("verb", "be", "do") for token in tokens(text))
