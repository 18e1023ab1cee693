"""Questions that the catalogue answers: how many articles, from whom, the first, the last.

The grammar is narrow on purpose. A question is taken only when all of its words are understood;
whatever is not ("How many articles of the constitution ...") goes the usual way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index import Span
from qa.questions import Question
from qa.topics import TopicPart, publishers_named, topic_parts


class CatalogueKind(Enum):
    """What a question wants to know of the articles on its topic."""

    COUNT = "how many"
    LIST = "which"
    PUBLISHERS = "from whom"
    FIRST = "the first"
    LAST = "the last"
    DATES = "from when to when"


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """A question to the catalogue.

    Attributes:
        kind: What it asks.
        topic: What the articles must mention; empty for all articles.
        publishers: Whom they must be from, spelled as stored; empty for anyone.
    """

    kind: CatalogueKind
    topic: tuple[TopicPart, ...] = ()
    publishers: tuple[str, ...] = ()


_HOLDER = r"(?:the|this|your|our) (?:news )?(?:archive|collection|database|index|corpus)"
_PLAIN = r"(?:(?:news )?articles|news (?:stories|reports|items))"
_NOUNS = rf"(?:{_PLAIN}|stories|reports)"
_ONE = r"(?:(?:news )?article|news (?:story|report|item))"
_VERB = (
    r"(?:mention(?:s|ed|ing)?|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?(?! up\b)|refer(?:s|red)? to|"
    r"(?:talk|report|deal)(?:s|ed|ing)? (?:about|on|with)|(?:write|writing|wrote|written) about|"
    r"dealt with|(?:contain(?:s|ing)?|with) the (?:words?|names?|phrases?))"
)
_ABOUT = rf"(?:(?:that|which) )?(?:(?:(?:is|are|was|were) )?(?:about|on|regarding)|{_VERB})"
_HERE = rf"(?:in|from) {_HOLDER}"
_THERE = (
    rf"(?:(?:are|were|is) there|do (?:you|we) have|have you got|(?:are|is) {_HERE}|"
    rf"(?:does|do) {_HOLDER} (?:have|hold|contain))"
)
_MADE = (
    r"(?:(?:that|which) )?(?:(?:have|has) been |was |were |are |is )?"
    r"(?:published|written|printed)"
)
_RUN = r"(?:publish(?:ed)?|writ(?:e|ten)|run|carr(?:y|ied)|print(?:ed)?|have)"
_DID = rf"(?: (?:did|has|have|does) (?P<by>[^,]+?) {_RUN})?"
_MORE = rf"(?: (?:{_HERE}|{_THERE}|{_MADE})){{0,3}}"
_TOPIC = rf"(?: {_ABOUT} (?P<topic>.+?))?"
_LATER_DID = _DID.replace("<by>", "<later_by>")
_BODY = rf"(?P<body>{_MORE}{_DID}{_TOPIC}{_MORE}{_LATER_DID}{_MORE})"
_OF = r"(?:(?P<of>[^,]+?) )??"
_MANY = rf"{_OF}(?P<noun>{_NOUNS}){_BODY}"

_FIRST = r"(?:first|earliest|oldest)"
_LAST = r"(?:last|latest|newest|most recent)"
_END = rf"(?:{_FIRST}|(?P<last>{_LAST}))"
_SHOW = r"(?:list|show|give|find)(?: me)?"
_IN_NEWS = rf"(?: (?:{_HERE}|in (?:an?|the|any|these) (?:{_NOUNS}|{_ONE}|news|press)))?"
_OUTLETS = (
    r"(?:publishers?|(?:news |media )?outlets?|newspapers|papers|media|"
    r"news (?:sites|agencies|organi[sz]ations|sources))"
)
_WROTE = (
    rf"(?:have |has )?(?:(?:wrote|written|write) (?:the )?most about|{_VERB}|"
    rf"(?:reported|carried|published|ran|have) (?:the most )?{_NOUNS} (?:about|on))"
)
_REPORTED = r"(?:publishers?|(?:news |media )?outlets?) (?:have |has )?reported(?: that)?"
_ARTICLES = rf"(?:{_HOLDER}|(?:the|these|your) articles)"

# FIRST stands for both ends here: the group `last` makes it LAST.
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (CatalogueKind.COUNT, rf"how many {_MANY}"),
        (CatalogueKind.COUNT, rf"(?:what(?: is|['’]s) )?(?:the )?number of {_MANY}"),
        (CatalogueKind.COUNT, rf"count (?:all )?(?:the )?{_MANY}"),
        (
            CatalogueKind.LIST,
            rf"{_SHOW}(?: a list of)?(?: all| every)?(?: of)?(?: the| your)? {_MANY}",
        ),
        (CatalogueKind.LIST, rf"(?:which|what) {_MANY}"),
        (CatalogueKind.LIST, rf"which {_ONE} {_ABOUT} (?P<topic>.+?){_MORE}"),
        (CatalogueKind.LIST, rf"what are the {_LAST} (?:\d+ |few )?{_MANY}"),
        (
            CatalogueKind.FIRST,
            rf"(?:(?:what|which)(?: is| was|['’]s)|when (?:is|was)|{_SHOW}) the {_END} "
            rf"{_OF}{_ONE}{_BODY}",
        ),
        (
            CatalogueKind.FIRST,
            rf"when (?:was|were) (?P<topic>.+?) (?:first|(?P<last>last|most recently)) mentioned"
            rf"(?P<where>{_IN_NEWS})",
        ),
        (
            CatalogueKind.FIRST,
            rf"when did (?P<by>.+?) (?:first|(?P<last>last)) {_VERB} (?P<topic>.+?)",
        ),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {_OUTLETS} {_WROTE} (?P<topic>.+?)"),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {_REPORTED} (?P<topic>.+?)"),
        (
            CatalogueKind.PUBLISHERS,
            rf"(?:which|what|how many|{_SHOW}(?: all)?(?: the)?) {_OUTLETS}"
            rf"(?: (?:{_HERE}|{_THERE})){{1,2}}",
        ),
        (CatalogueKind.PUBLISHERS, r"list (?:all )?(?:the )?publishers"),
        (
            CatalogueKind.DATES,
            rf"(?:what|which) (?:dates?|years?|date range|(?:time )?(?:period|span|range))s? "
            rf"(?:(?:does|do) {_ARTICLES} (?:cover|span)|(?:are|is) (?:covered by|in) {_HOLDER})",
        ),
        (CatalogueKind.DATES, rf"how far back (?:does|do) {_ARTICLES} (?:go|reach)"),
        (CatalogueKind.DATES, rf"what(?: is|['’]s) the (?:date range|time ?span) of {_ARTICLES}"),
    )
)
_NAMED_ANYONE = re.compile(rf"{_HOLDER}|the (?:articles|news|papers|press)", re.IGNORECASE)
_WORTH_A_LOOK = re.compile(
    rf"\b(?:{_NOUNS}|{_ONE}|{_OUTLETS}|{_HOLDER}|mention(?:ed)?)\b", re.IGNORECASE
)

_LEAD_IN = re.compile(
    r"^\W*(?:(?:please|(?:can|could|would) you|tell me|and|so|then|ok(?:ay)?)\b[\s,]*)+", re.I
)
_PERIOD = "\ufffc"
_AROUND_PERIOD = re.compile(
    rf",?\s*(?:\b(?:dated|from|in|on|of|during|for|over|within)\s+)*{_PERIOD}(?:['’]s)?\s*,?"
)
_FROM_WHOM = re.compile(
    r"\b(?:(?:(?:that|which) )?(?:(?:is|are|was|were|have been) )?(?:(?:published|written) )?"
    r"(?:by|from)|in)\s+",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*", re.IGNORECASE)
_NAME_WORDS = 6
_MOST_PARTS = 8

# In a topic these tell that its words are no list of things to be mentioned, but a sentence or a
# choice. Only in lower case: "WHO", "May" and "Will" are names.
_NO_TOPIC = re.compile(
    r"\b(?:that|is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must|or|nor|not|no|but|without|except|than|who|whom|whose|what|when|where|why|how|"
    r"which)\b|[()?;]"
)
_JOINING = re.compile(
    rf"\b(?:(?:that|which|and)(?: also)? {_VERB}|as well as|together with|along with|also)(?!\w)",
    re.IGNORECASE,
)
_FILLING = re.compile(r"^(?:the )?(?:words?|names?|phrases?|(?:topic|subject) of) (?=\S)", re.I)
_IN_QUOTES = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]")


def catalogue_question(
    question: Question, publishers: Sequence[str], expressions: Sequence[Span] = ()
) -> CatalogueQuestion | None:
    """What a question asks of the catalogue; None for any other question.

    Args:
        question: A question that stands alone.
        publishers: Those of the archive, as stored.
        expressions: The spans of its words of time, which are no part of the topic.
    """
    text = _without_periods(question.text, expressions)
    text, named = _without_publishers(text, publishers)
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        found = match and _read(kind, match, named, publishers, timed=bool(expressions))
        if found:
            return found
    return None


def worth_a_look(question: str) -> bool:
    """Whether a question may be one to the catalogue; costs next to nothing."""
    return _WORTH_A_LOOK.search(question) is not None


def _read(
    kind: CatalogueKind,
    match: re.Match[str],
    named: tuple[str, ...],
    publishers: Sequence[str],
    *,
    timed: bool,
) -> CatalogueQuestion | None:
    groups = match.groupdict()
    for name in filter(None, map(groups.get, ("of", "by", "later_by"))):
        if not _NAMED_ANYONE.fullmatch(name):
            found = publishers_named(re.sub(r"['’]s?$", "", name), publishers)
            if not found:
                return None
            named += found
    topic = _topic(groups["topic"]) if groups.get("topic") else ()
    if topic is None or not (topic or named or _of_the_archive(match, timed)):
        return None
    # "When were lenses first mentioned?" asks for history.
    if groups.get("where") == "" and topic[0].text.islower():
        return None
    if groups.get("last"):
        kind = CatalogueKind.LAST
    return CatalogueQuestion(kind, topic, tuple(dict.fromkeys(named)))


def _of_the_archive(match: re.Match[str], timed: bool) -> bool:
    """Whether a question without topic and publisher speaks of the archive's articles at all.

    "How many reports are there?" need not, "How many articles?" is too short to tell.
    """
    groups = match.groupdict()
    if "noun" not in groups:
        return True
    shown = re.match(_SHOW, match[0], re.IGNORECASE)
    return bool(re.fullmatch(_PLAIN, groups["noun"], re.I) and (timed or shown or groups["body"]))


def _topic(text: str) -> tuple[TopicPart, ...] | None:
    """The parts of a topic; None where it is a sentence, a choice or nothing to look for."""
    text = _JOINING.sub(" and ", _FILLING.sub("", text.strip(" ,.:")))
    parts = topic_parts(text)
    if _NO_TOPIC.search(_IN_QUOTES.sub("", text)) or not 0 < len(parts) <= _MOST_PARTS:
        return None
    return parts


def _without_periods(text: str, expressions: Sequence[Span]) -> str:
    """A question without its words of time and politeness, in single blanks."""
    for start, end in sorted(expressions, reverse=True):
        text = text[:start] + _PERIOD + text[end:]
    return " ".join(_LEAD_IN.sub("", _AROUND_PERIOD.sub(" ", text)).split()).strip("?!., ")


def _without_publishers(text: str, publishers: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A question without "from CNN" and its like, and the publishers so named."""
    for match in _FROM_WHOM.finditer(text):
        end, named = _names(text, match.end(), publishers)
        # "in time" is no magazine.
        if named and (match[0].strip().lower() != "in" or text[match.end()].isupper()):
            return " ".join((text[: match.start()] + text[end:]).split()), named
    return text, ()


def _names(text: str, start: int, publishers: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The publishers that are named from `start` on, joined by "and", and where they end."""
    blanks = [match.start() for match in re.finditer(r"(?=[\s,])|$", text) if match.start() > start]
    for end in reversed(blanks[:_NAME_WORDS]):
        named = publishers_named(text[start:end], publishers)
        if named:
            further = _FURTHER.match(text, end)
            later, more = _names(text, further.end(), publishers) if further else (end, ())
            return (later, named + more) if more else (end, named)
    return start, ()
