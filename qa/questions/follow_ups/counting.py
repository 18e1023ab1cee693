"""Follow-ups to a question that the catalogue answers: they ask for the same articles. Pure."""

import re

from qa.questions.follow_ups.kinds import NameKind, is_period, kind_of
from qa.questions.follow_ups.phrases import tokens

_ARTICLES = r"(?:(?:news )?(?:articles|stories|reports|items))"
_COUNTED = re.compile(
    rf"^(?P<ask>how many|which|what|(?:list|show|give|find)(?: me)?(?: all)?(?: the)?) "
    rf"(?P<noun>{_ARTICLES})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_OUTLETS = re.compile(
    r"^(?:which|what|how many) (?:publishers?|(?:news |media )?outlets?|newspapers|papers) "
    r"(?:have |has )?(?:mention(?:ed)?|reported on|reported|report on|cover(?:ed)?|"
    r"discuss(?:ed)?|wrote about|written about|write about) (?P<topic>.+)$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^(?:(?:what|which)(?: is| was|['’]s)|when (?:is|was)) the (?P<end>first|earliest|oldest|last|"
    r"latest|newest|most recent) (?P<noun>(?:news )?(?:article|story|report))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^(?:(?:can|could|would) you )?(?:please )?"
    r"(?:which(?: ones?| (?:articles|stories|reports))?(?: are (?:they|those|these))?|"
    r"what are they(?: called)?|"
    r"(?:list|show|name|give)(?: me)?(?: (?:them|those|these|all))?(?: all)?|"
    r"what (?:articles|ones)(?: are (?:they|those|these))?)"
    r"(?:,? please)?\W*$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"^how many(?: (?:are (?:there|they|those)|articles|of them))?\W*$", re.I)
_WHO = re.compile(
    r"^(?:(?:from|by) whom|who (?:wrote|published|reported|printed|are they (?:from|by))"
    r"(?: (?:them|those|these|it))?|(?:which|what) (?:outlets?|publishers?|newspapers?|papers?)|"
    r"(?:from|by|in) (?:which|what) (?:outlets?|publishers?|newspapers?|papers?)|"
    r"where (?:were they published|are they from))\W*$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:(?:and |what about |which (?:is|was|one is) |what (?:is|was) |when was )*)"
    r"the (?P<end>first|earliest|oldest|last|latest|newest|most recent)(?: ones?| of them)?\W*$",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"^(?P<before>when (?:was|were) (?P<topic>[^?]{1,120}) )(?P<end>first|last) mentioned"
    r"(?P<behind>[^?]{0,60}\??)$",
    re.IGNORECASE,
)
_OTHER_END = re.compile(
    r"^(?:when )?(?:was it )?(?:the )?(?:first|last|latest|most recently)(?: time| mentioned)?\W*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"^(?P<ask>which|how many) of (?:them|those|these)(?: (?:are|were|is|was|appeared))? "
    r"(?P<what>.+)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|by|in) (?=(?:the )?[A-Z])")
_LED = re.compile(
    r"^(?P<lead>from|by|in|about|on|since|before|after|during|until|of)\s+(?P<what>\S.*)$", re.I
)
_ABOUT = re.compile(
    r"\b(?:(?:that |which )?(?:are|is|were) )?(?:about|on|mention(?:s|ing)?|cover(?:s|ing)?|"
    r"discuss(?:es|ing)?|report(?:s|ing)? on|deal(?:s|ing)? with) ",
    re.IGNORECASE,
)
_PERIOD_LEAD = re.compile(
    r"\b(?:published )?(?:in|on|since|before|after|during|until|from) (?P<what>[^,]{1,40})$", re.I
)


def counted_on(asked: str, previous: str) -> str | None:
    """The question to the catalogue that a follow-up to one stands for; None where it is none.

    Args:
        asked: The follow-up, without "and" before it.
        previous: The question before it, standing alone.
    """
    mentioned = _MENTIONED.match(previous)
    if mentioned and _OTHER_END.match(asked):
        end = "first" if mentioned["end"].lower() == "last" else "last"
        return f"{mentioned['before']}{end} mentioned{mentioned['behind']}"
    rest = f" mention {mentioned['topic']}" if mentioned else _rest(previous)
    if rest is None:
        return None
    of_them = _OF_THEM.match(asked)
    if of_them:
        head = "Which" if of_them["ask"].lower() == "which" else "How many"
        return _narrowed(of_them["what"], f"{head} articles{rest}?", rest)
    if _WHICH.match(asked):
        return f"Which articles{rest}?"
    if _HOW_MANY.match(asked):
        return f"How many articles{rest}?"
    if _WHO.match(asked):
        topic = _topic(rest)
        return f"Which outlets mention {topic}?" if topic else None
    which = _END.match(asked)
    if which:
        return f"What is the {which['end'].lower()} article{_short(rest)}?"
    return _narrowed(asked, previous, rest)


def _narrowed(asked: str, previous: str, rest: str) -> str | None:
    """The same question of another outlet, another time, another topic."""
    newcomer = re.sub(r"^(?:what|how) about ", "", asked, flags=re.I).strip(" ?.!")
    if any(token.role in ("asking", "do", "be", "verb") for token in tokens(newcomer)):
        return None
    led = _LED.match(newcomer)
    lead, what = (led["lead"].lower(), led["what"]) if led else ("", newcomer)
    if not what or len(what.split()) > 8 or (lead == "" and newcomer == asked.strip(" ?.!")
                                             and len(what.split()) > 4):  # fmt: skip
        return None
    head = previous[: len(previous.rstrip(" ?")) - len(rest)]
    if is_period(what):
        return f"{head}{_without_period(rest)} {newcomer if led else f'in {what}'}?"
    if lead in ("from", "by") or (lead in ("", "in") and kind_of(what) is NameKind.OUTLET):
        return f"{head} from {what}{_without_outlet(rest)}?"
    topic = _topic(rest)
    if topic and lead in ("", "about", "on"):
        return f"{head}{rest.replace(topic, what, 1)}?"
    return None


def _rest(previous: str) -> str | None:
    """What a question says of the articles: " from the Ley Post are about ferries"."""
    counted = _COUNTED.match(previous) or _FIRST.match(previous)
    if counted:
        return counted["rest"].rstrip(" ?")
    outlets = _OUTLETS.match(previous)
    return f" mention {outlets['topic'].rstrip(' ?')}" if outlets else None


def _topic(rest: str) -> str:
    about = _ABOUT.search(rest)
    if about is None:
        return ""
    return _without_period(_without_outlet(rest[about.end() :])).strip()


def _short(rest: str) -> str:
    """Of articles that "are about" something, of one: "about" it."""
    return re.sub(r"\b(?:are|were|is) (?=about|on)", "", rest).replace(" mention ", " mentioning ")


def _without_outlet(rest: str) -> str:
    for match in _FROM.finditer(rest):
        named = re.match(r"(?:the )?(?:[A-Z][\w’'&.-]*\s?){1,5}", rest[match.end() :])
        if named and kind_of(named[0]) in (NameKind.OUTLET, NameKind.NAME):
            return (
                rest[: match.start()].rstrip() + " " + rest[match.end() + named.end() :]
            ).rstrip()
    return rest


def _without_period(rest: str) -> str:
    match = _PERIOD_LEAD.search(rest)
    return rest[: match.start()].rstrip() if match and is_period(match["what"]) else rest
