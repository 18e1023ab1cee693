"""Questions on who said what, and on what somebody said. Pure.

"Who said “Wait here”?", "Who criticised the plan?", "What did the governor say about the wheel?"
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from qa.quotations.marks import marked
from qa.quotations.saying import BODIES, FORMS, is_people
from qa.quotations.word_classes import AUXILIARIES, DETERMINERS


class SaidKind(Enum):
    """What a question on speech asks for."""

    SPEAKER = "who said it"
    WORDS = "what somebody said"


@dataclass(frozen=True, slots=True)
class SaidQuestion:
    """A question on speech.

    Attributes:
        kind: What it asks for.
        words: What was said, of a question for the speaker.
        quoted: Whether those words stand between marks.
        verb: The base of its verb of saying.
        speaker: Who is asked about, of a question for the words.
        about: On what, where it says so.
        held: Whether it asks for a position, which is told of also where nobody is quoted.
    """

    kind: SaidKind
    words: str = ""
    quoted: bool = False
    verb: str = "say"
    speaker: str = ""
    about: str = ""
    held: bool = False


LONGEST = 300
"""Characters; a longer question is none of these."""

_SPACES = re.compile(r"\s+")
# 'It's a trap' has an apostrophe within its marks.
_IN_SINGLE_MARKS = re.compile(r"(?<![\w'’])['‘](?=\w)(?P<words>[^\"“”]{2,}[\w.!?])['’](?!\w)")
_WHO = re.compile(
    r"(?:who|which(?P<which>(?: \w+){1,3}?))(?: (?:else|was it that|is it that|was it who|"
    r"first|once|has|had|have|also|publicly|later|it was that)){0,3} (?P<verb>\w+) (?P<rest>\S.*)",
    re.IGNORECASE,
)
_WHO_IS_QUOTED = re.compile(
    r"\bwho(?:se)?\b.{0,40}\b(?:quoted|words?|saying|remarks?|says?|said)\b", re.IGNORECASE
)
_SAYS = (
    r"(?:say|said|saying|tell|told|think|thought|believe|claim|claimed|argue|argued|warn|warned|"
    r"announce|announced|write|written|state|stated|add|added|explain|explained|"
    r"reply|replied|deny|denied|suggest|suggested|comment|commented|demand|demanded|propose|proposed|"
    r"pledge|pledged|insist|insisted|predict|predicted)"
)
_WHAT = (
    re.compile(
        r"what(?: else| exactly)? (?:did|does|do|has|have|had|is|was) (?P<who>[^?,]{2,80}?) "
        rf"(?:have to |had to |publicly |reportedly |exactly |also )?(?P<verb>{_SAYS})(?P<rest>.*)",
        re.I,
    ),
    re.compile(
        r"(?:did|does|has|have|do) (?P<who>[^?,]{2,80}?) (?P<verb>say|said|comment|commented)"
        r"(?: anything| something)?(?P<rest> (?:about|on|regarding) .*)",
        re.I,
    ),
    re.compile(
        r"(?:(?:give|show|find|list|what (?:is|are|was|were))(?: me)? )?(?:the |some |any |all )?"
        r"(?:quotes?|quotations?|comments|remarks|statements|reactions?|response|opinions?|views?) "
        r"(?:from|by|of) (?P<who>[^?,]{2,60}?)(?P<rest>(?: (?:about|on|regarding|to) .*)?)",
        re.I,
    ),
    re.compile(
        r"(?:what (?:was|is|were|are) )(?P<who>[^?,]{2,80}?)(?:['’]s?)? "
        r"(?:reactions?|responses?|comments?|views?|opinions?|position|stance|words|statements?|"
        r"remarks?|reply|answer)(?P<rest>(?: (?:to|on|about|of|regarding) .*)?)",
        re.I,
    ),
    re.compile(
        r"how (?:did|does|do|has|have) (?P<who>[^?,]{2,80}?) (?P<verb>describe|react|respond|reply|"
        r"explain|comment|characteri[sz]e)d?(?P<rest>(?: .*)?)",
        re.I,
    ),
)
_HELD = re.compile(r"\b(?:position|stance|views?|opinions?)\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"^ ?(?:(?:anything|something) )?(?:to (?:\w+ ){1,4}?(?=(?:about|on|regarding) ))?"
    r"(?:about|on|of|regarding|concerning|over|to|when asked about|"
    r"in response to|that|in|at|after|during)? ?",
    re.I,
)
_NO_SPEAKER = frozenset(
    """it this that they he she we i you there these those article articles report reports story
    archive text texts document documents law study paper headline sign letter book data research
    passage source sources bible constitution contract rules agreement treaty bill poll survey
    people one someone anybody anyone everybody""".split()
)


def said_question(text: str, publishers: Iterable[str] = ()) -> SaidQuestion | None:
    """What a question asks about speech; None of any other question.

    Args:
        text: A question that stands alone.
        publishers: Names of those who speak through their articles: "what does the Gull say?" is
            none of these questions.
    """
    asked = _SPACES.sub(" ", text).strip()
    if len(asked) > LONGEST:
        return None
    asked = _IN_SINGLE_MARKS.sub(r"“\g<words>”", asked)
    return _for_speaker(asked) or _for_words(asked.rstrip("?!. "), publishers)


def _for_speaker(asked: str) -> SaidQuestion | None:
    quoted = [each for each in marked(asked) if each.depth == 0 and each.end - each.start > 1]
    outside = asked
    if quoted:
        first = max(quoted, key=lambda each: each.end - each.start)
        words = asked[first.start : first.end].strip(" ?")
        outside = f"{asked[: first.outer]}…{asked[first.after :]}"
        found = _WHO.match(outside) or _WHO.search(outside)
        if found and not _may_be_asked(found["which"]):
            return None
        if found and (saying := FORMS.get(found["verb"].casefold())):
            return SaidQuestion(SaidKind.SPEAKER, words, True, saying.base)
        if _WHO_IS_QUOTED.search(outside):
            return SaidQuestion(SaidKind.SPEAKER, words, True)
        return None
    found = _WHO.match(asked)
    saying = FORMS.get(found["verb"].casefold()) if found else None
    if not found or saying is None or saying.form == "going" or saying.base in _OTHERWISE:
        return None
    if not _may_be_asked(found["which"]):
        return None
    words = found["rest"].rstrip("?!. ")
    # Who told people to leave gave an order, and need not be quoted with it.
    if saying.base == "tell" and re.match(r"(?!.*\bthat\b).*\bto \w", words):
        return None
    words = re.sub(r"^(?:\w+ ){0,3}?that (?=\w)", "", words)
    if " " not in words:
        return None
    which = (found["which"] or "").strip()
    return SaidQuestion(SaidKind.SPEAKER, words, False, saying.base, speaker=which)


def _may_be_asked(which: str | None) -> bool:
    """Whether "which ..." asks for a person: "which minister", not "which country"."""
    if not which:
        return True
    last = which.split()[-1]
    return is_people(last) and last.casefold() not in BODIES


# Who does so does not only speak: "who asked for help", "who ordered the attack", "who answered".
_OTHERWISE = frozenset(
    "order attack support report post state answer continue question cry write dub defend".split()
)


def _for_words(asked: str, publishers: Iterable[str]) -> SaidQuestion | None:
    for pattern in _WHAT:
        found = pattern.fullmatch(asked)
        if not found:
            continue
        who = re.sub(r"^the ", "", found["who"], flags=re.I).strip()
        named = {each.casefold() for name in publishers for each in (name, _initials(name))}
        if not _may_speak(who) or who.casefold() in named or found["who"].casefold() in named:
            return None
        verb = FORMS[said].base if (said := _verb(found)) in FORMS else "say"
        rest = found["rest"]
        if rest and not rest.startswith(" "):
            return None
        if rest and rest.split()[0].casefold() in AUXILIARIES:
            return None  # "What did she say was needed?" asks for a part of it.
        about = _TOPIC.sub("", rest, count=1).strip().removeprefix("the ")
        if about.casefold() in _NO_SPEAKER:
            return None
        around = asked[: found.start("who")] + asked[found.end("who") : found.start("rest")]
        held = _HELD.search(around) is not None
        return SaidQuestion(SaidKind.WORDS, verb=verb, speaker=who, about=about, held=held)
    return None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()) if " " in name else name


def _verb(found: re.Match[str]) -> str:
    said = found.groupdict().get("verb") or "say"
    return said.casefold()


def _may_speak(who: str) -> bool:
    words = who.casefold().split()
    if not words or len(words) > 10 or words[-1] in _NO_SPEAKER | DETERMINERS:
        return False
    return words[0] not in ("it", "this", "that", "which", "what", "how")
