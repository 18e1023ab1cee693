"""The question before, asked for something else: when it was, why, by whom. Pure."""

import re

from qa.english.verbs import BASES
from qa.questions.follow_ups.kinds import extended
from qa.questions.follow_ups.phrases import Phrase, Token, phrases, tokens
from qa.questions.follow_ups.said import Said
from qa.questions.follow_ups.things import has_verb

_PHRASE = re.compile(
    r"^\s*(?:(?:in|on|at|for|with|by|from|to|since) )?(?:who(?:m|se)?|what|when|where|why|how(?: "
    r"(?:many|much|long|often|old|far))?|which)\b\s*",
    re.IGNORECASE,
)
_WHO = re.compile(r"\W*who\b", re.IGNORECASE)
_COUNTS = re.compile(r"^\s*(?:how (?:many|much)|which|what)\b", re.IGNORECASE)
_ANYBODY = re.compile(r"^(?:any(?:one|body)|some(?:one|body)|any people)\b ?", re.IGNORECASE)
_OF_VICTIMS = re.compile(
    r"\W*(?:how many|who|what causes?d?|"
    r"(?:was|were|did|has|have|is|are) (?:any|some|no)\w*)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(r"\W*what (?:has )?happened\b", re.IGNORECASE)
_PLURAL = {"was": "were", "is": "are", "has": "have", "does": "do"}
_EVENTS = frozenset(
    """fire crash accident attack explosion blast collision derailment flood floods storm earthquake
    eruption landslide avalanche collapse sinking shooting stabbing raid strike protest march rally
    riot riots clash clashes battle war hurricane cyclone typhoon outbreak blackout wreck incident
    disaster stampede bombing hijacking tornado robbery murder hearing trial meeting summit match
    game race final election vote referendum ceremony festival concert visit""".split()
)
_LONGEST_ANSWER = 8


def asked_for(word: str, said: Said, told: str) -> str | None:
    """A question asked for something else; None where it is no question.

    Args:
        word: The question word, such as "when" or "how many".
        said: The question before and what came of it.
        told: What was answered, as it stands behind "that".
    """
    question, small = said.question.rstrip(" ?"), word.lower()
    found = tokens(question)
    event = event_in(question)
    if event and small in ("when", "where", "how", "why") and _OF_VICTIMS.match(question):
        was = "were" if event.split()[1].endswith("s") else "was"
        return f"{word} {was} {event}?" if small in ("when", "where") else (
            f"{word} did {event} happen?"
        )  # fmt: skip
    if _HAPPENED.match(question):
        return f"{word} was it that {told}?" if told else None
    if found and found[0].role in ("do", "be"):
        return _of_yes_no(
            word, found[0].text.lower(), question[found[1].start :] if found[1:] else ""
        )
    return _of_asking(word, question, said) if _PHRASE.match(question) else None


def event_in(question: str) -> str:
    """The event that a question names: "the fire at the mill"; empty where there is none."""
    for phrase in phrases(question):
        words = phrase.text.lower().split()
        if (
            words[-1] in _EVENTS
            and words[0] in ("the", "a", "an", "this", "that")
            and (phrase.lead or re.match(r"\W*what (?:caused|causes)\b", question, re.IGNORECASE))
        ):
            return re.sub(r"^(?:an?|this|that) ", "the ", extended(question, phrase))
    return ""


def _of_yes_no(word: str, helper: str, rest: str) -> str:
    """A question for yes or no, "Was anyone hurt?", asked for who, how many, when."""
    small, anybody = word.lower(), _ANYBODY.match(rest)
    if anybody and small == "how many":
        return f"How many people {_PLURAL.get(helper, helper)} {rest[anybody.end() :]}?"
    if anybody and small == "who":
        return f"{word} {helper} {rest[anybody.end() :]}?"
    return f"{word} {helper} {rest}?"


def _of_asking(word: str, question: str, said: Said) -> str:
    """A question with a question word of its own, asked for something else."""
    counted = _counted(word, question, said)
    if counted:
        return counted
    rest = question[_asked_end(question) :].strip()
    first, *others = tokens(rest) or (Token(0, 0, "", ""),)
    if first.role not in ("do", "be"):
        return _of_subject(word, rest, said)
    who = _answer(said)
    # "Who was arrested?", and why: "Why was Ada Brandt arrested?".
    of_whom = first.role == "do" or (first.role == "be" and who and _WHO.match(question))
    if of_whom and others and _follows_as_verb(rest, first):
        return f"{word} {first.text} {who or 'anyone'} {rest[others[0].start :]}?"
    again = word.lower().endswith(" else")
    return f"{word} {rest if again else _with_answer(rest, said)}?"


def _asked_end(question: str) -> int:
    """Where the words that ask end: "which company" in "Which company built it?"."""
    match = _PHRASE.match(question)
    end = match.end() if match else 0
    if not re.match(r"\W*(?:which|what|whose)\b", question, re.IGNORECASE):
        return end
    first = next(iter(phrases(question)), None)
    behind = first is not None and first.start == end and first.end < len(question)
    return first.end if first and behind else end


def _counted(word: str, question: str, said: Said) -> str | None:
    """A question for a number, "How many were on it?", asked for when they were."""
    first = next(iter(phrases(question)), None)
    if first is None or not _COUNTS.match(question) or word.lower().startswith("how"):
        return None
    helper = next((each for each in tokens(question) if each.start > first.end - 1), None)
    if helper is None or helper.role not in ("do", "be") or first.start > len("how many ") + 1:
        return None
    many = re.match(r"\W*how", question, re.IGNORECASE) is not None
    number = f"{said.short} " if many and re.fullmatch(r"\d[\d,.]*+", said.short) else ""
    noun = f"{number}{first.text}"
    rest = question[helper.end :].strip()
    if not many and helper.role == "be":
        noun = _answer(said) or f"any {first.text}"
    acts = helper.role == "be" or _follows_as_verb(question, helper)
    if acts:
        return f"{word} {helper.text} {noun} {rest}?"
    return _behind_verb(f"{word} {helper.text} {rest}", noun if many else _answer(said)) + "?"


def _follows_as_verb(question: str, helper: Token) -> bool:
    """Whether the verb follows its helper at once: "Who will replace her?"."""
    after = next((each for each in tokens(question) if each.start >= helper.end), None)
    bases = set(BASES.values())
    return after is not None and after.text[0].islower() and (
        after.role == "verb" or after.text in bases
    )  # fmt: skip


def _with_answer(rest: str, said: Said) -> str:
    """What was asked for stands in its place, behind the verb: "did she meet Ada Brandt"."""
    if not re.match(r"\W*(?:who(?:m)?|what)\b", said.question, re.IGNORECASE):
        return rest
    return _behind_verb(rest, _answer(said))


def _behind_verb(clause: str, answer: str) -> str:
    """A clause with its object; as it is where its verb or the object is not known."""
    found = tokens(f"When {clause}")
    verb = next((each for each in found if each.role == "verb"), None)
    if not answer or verb is None or not any(each.role == "do" for each in found):
        return clause
    at = verb.end - len("When ")
    return f"{clause[:at]} {answer}{clause[at:]}"


def _of_subject(word: str, rest: str, said: Said) -> str:
    """A question for who did it, asked for when: "When did Ada Brandt open it?"."""
    verb, _, behind = rest.partition(" ")
    who = _answer(said)
    object_ = next((each for each in phrases(behind) if each.start == 0), None)
    if not who and object_ and verb.endswith("ed"):
        return _passive(word, verb, behind, object_)
    who = who or "anyone"
    if verb in BASES:
        return f"{word} did {who} {BASES[verb]} {behind}?"
    if verb.endswith("s") and verb not in ("is", "was", "has"):
        return f"{word} does {who} {verb.removesuffix('s')} {behind}?"
    if verb.endswith("ed"):
        return f"{word} was it that {who} {verb} {behind}?"
    return f"{word} {rest}?"


def _passive(word: str, verb: str, behind: str, object_: Phrase) -> str:
    """Where nobody is known who did it: "When was the library opened?"."""
    whole = extended(behind, object_)
    was = "were" if object_.is_plural else "was"
    return f"{word} {was} {whole} {verb}{behind[len(whole) :]}?"


def _answer(said: Said) -> str:
    """The short answer where it is a phrase that can stand in a question."""
    fits = 0 < len(said.short.split()) <= _LONGEST_ANSWER and not has_verb(said.short)
    return said.short if fits and said.short[0].isalpha() else ""
