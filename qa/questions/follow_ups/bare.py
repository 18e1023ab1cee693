"""Follow-ups of a question word and little else: "When?", "Why not?", "Who said so?". Pure."""

import re

from index.prose.words import content_words, stem
from qa.english.naming import names
from qa.questions.follow_ups.asking_for import asked_for, event_in
from qa.questions.follow_ups.phrases import tokens
from qa.questions.follow_ups.said import Said

_THAT = r"(?:that|this|it)"
_BARE = re.compile(
    r"^(?P<word>"
    r"(?:(?:by|with|for|to|from|in|at|on|since|until) (?:how (?:many [a-z]+|much)|(?=w))|)"
    r"(?:|who(?:m|se)?|what|when|where|why|how(?: (?:many|much|long|often|old|far|so|come))?|which|"
    r"(?:which|what) [a-z]+)(?: (?:for|with|from|to|else))?)(?: (?:exactly|precisely|then|though))?"
    r"[\s?!.]*$",
    re.IGNORECASE,
)
# "Where is it?" asks for a thing, "When was it?" and "Where was that?" for what happened.
_OF_EVENT = re.compile(
    rf"^(?P<word>(?:since )?when|where|why|how)(?: (?:did|does|will) {_THAT} (?:happen|take place|"
    rf"occur|come about)| has {_THAT} happened| (?:was|is|will) (?:that|this)(?: so| be)?|"
    r"(?<=when) (?:was|is|will) it(?: be)?)[\s?!.]*$",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(r"^(?:why|how come) not[\s?!.]*$", re.IGNORECASE)
_WHO_SAID = re.compile(
    r"^(?:who (?:said|says|wrote|claims?|claimed|reported|reports|confirmed|confirms|announced|"
    r"stated|(?:told|tells) (?:us|you|them|reporters|me))(?: (?:so|that|this|it))?|says who|"
    r"according to who(?:m)?|who is the source(?: (?:of|for) (?:that|this))?)[\s?!.]*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^(?:then what|what (?:then|next)|what happened (?:next|then|after(?:wards| that)))[\s?!.]*$",
    re.IGNORECASE,
)
_TRUE = re.compile(rf"^(?:is {_THAT} (?:so|true|right|certain)|really)[\s?!.]*$", re.IGNORECASE)
_YES_NO = re.compile(
    r"^(?P<helper>is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must) "
    r"(?P<rest>\S.*)$",
    re.IGNORECASE,
)
# "..., police chief Ola Brand said.", "..., according to the owner."
_BY = re.compile(
    r", (?:according to [^,.]{1,80}|[^,.]{1,80} (?:said|says|told [^,.]{1,40}))"
    r"(?: (?:on|in|at) [^,.]{1,30})?\.?$"
)
_SHORTENED = {"will": "won't", "can": "can't"}
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty hundreds thousands dozens "
    "several nobody nothing everybody police officials".split()
)
_LONGEST = 30


def asked_on(asked: str, said: Said) -> str | None:
    """The question that a bare question word stands for; None where it is more than that.

    Args:
        asked: The follow-up, without "and" before it.
        said: The turn before it.
    """
    event = said.event
    if asks_who_said(asked):
        return _who_said(event)
    if _WHY_NOT.match(asked):
        return _why_not(event.question)
    told = _told(event)
    if _NEXT.match(asked) and told:
        return f"What happened after {told}?"
    if _TRUE.match(asked) and told:
        return f"Is it true that {told}?"
    bare = _BARE.match(asked) or _OF_EVENT.match(asked)
    return asked_for(bare["word"], event, told) if bare and bare["word"] else None


def asks_who_said(asked: str) -> bool:
    """Whether a follow-up asks who said what was just answered."""
    return _WHO_SAID.match(asked) is not None


def _who_said(said: Said) -> str | None:
    told = _told(said)
    if not told:
        return None
    event = event_in(said.question)
    known = {word.stem for word in content_words(told)}
    # What happened is named by the noun before "at", "of", "in".
    noun = stem(re.split(r" (?:at|of|in|on|near) ", event)[0].split()[-1]) if event else ""
    elsewhere = bool(event) and noun not in known
    return f"Who said that {told}{f' in {event}' if elsewhere else ''}?"


def _told(said: Said) -> str:
    """What a turn answered, as it stands behind "that"; empty where it is too much, or nothing.

    Without who said so, full stop, and a capital that is only a sentence's.
    """
    plain = _BY.sub("", said.statement.strip()).rstrip(".! ")
    if not plain or len(plain.split()) > _LONGEST or plain == said.short:
        return ""
    first = plain.split()[0]
    small = _role_of(first) != "word" or first.lower() in _NUMBERS
    named = (
        any(name.start == 0 for name in names(plain))
        or plain.split()[1:2]
        and (plain.split()[1][0].isupper())
    )
    keeps = re.match(r"[A-Z]{2}", plain) or (named and not small)
    return plain if keeps else plain[0].lower() + plain[1:]


def _role_of(word: str) -> str:
    found = tokens(f"x {word.lower()}")
    return found[1].role if found[1:] else ""


def _why_not(question: str) -> str | None:
    yes_no = _YES_NO.match(question)
    if yes_no is None:
        return None
    helper = yes_no["helper"].lower()
    shortened = _SHORTENED.get(helper, f"{helper}n't")
    return f"Why {shortened} {yes_no['rest'].rstrip(' ?')}?"
