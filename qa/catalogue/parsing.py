"""Questions that the catalogue answers: how many articles, from whom, the first, the last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index import Span
from qa.catalogue.grammar import (
    ANYONE,
    ARTICLES,
    MENTION,
    PATTERNS,
    SHOW,
    WORTH_A_LOOK,
    CatalogueKind,
)
from qa.catalogue.topics import TopicPart, publishers_named, topic_parts
from qa.questions.analysis import Question


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


_LEAD_IN = re.compile(
    r"^\W*(?:(?:please|(?:can|could|would) you|tell me|and|so|then|ok(?:ay)?)\b[\s,]*)+", re.I
)
_PERIOD = "\ufffc"
_AROUND_PERIOD = re.compile(
    r"(?:,\s*+|(?<![,\s])\s++)?(?:\b(?:dated|from|in|on|of|at|during|for|over|within)\s+){0,4}"
    rf"{_PERIOD}(?:['’]s)?\s*+,?",
    re.IGNORECASE,
)
_FROM_WHOM = re.compile(
    r"\b(?:(?:(?:that|which) )?(?:(?:is|are|was|were|have been) )?(?:(?:published|written) )?"
    r"(?:by|from)|in)\s+",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*", re.IGNORECASE)
_NAME_WORDS = 6
_WORD_END = re.compile(r"(?=[\s,])|$")
_MOST_PARTS = 8
# Whoever asks for more asks no catalogue; and what reads so much looks at it many times.
_LONGEST = 300

# In a topic these tell that its words are no list of things to be mentioned, but a sentence or a
# choice. Only in lower case: "WHO", "May" and "Will" are names.
_NO_TOPIC = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must|or|nor|not|no|but|without|except|than|who|whom|whose|what|when|where|why|how|"
    r"which|that)\b|[()?;]"
)
_JOINING = re.compile(
    rf"\b(?:(?:that|which|and)(?: also)? {MENTION}|as well as|together with|along with|also)(?!\w)",
    re.IGNORECASE,
)
_FILLING = re.compile(r"^(?:the )?(?:words?|names?|phrases?|(?:topic|subject) of) (?=\S)", re.I)
_IN_QUOTES = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]")


def catalogue_question(question: Question, publishers: Sequence[str]) -> CatalogueQuestion | None:
    """What a question asks of the catalogue; None for any other question.

    Args:
        question: A question that stands alone; its words of time are no part of the topic.
        publishers: Those of the archive, as stored.
    """
    if len(question.text) > _LONGEST:
        return None
    expressions = question.time.expressions
    text = _without_periods(question.text, expressions)
    text, named = _without_publishers(text, publishers)
    for kind, pattern in PATTERNS:
        match = pattern.fullmatch(text)
        found = match and _read(kind, match, named, publishers, timed=bool(expressions))
        if found:
            return found
    return None


def worth_a_look(question: str) -> bool:
    """Whether a question may be one to the catalogue; costs next to nothing."""
    return WORTH_A_LOOK.search(question) is not None


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
        if not ANYONE.fullmatch(name):
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
    shown = re.match(SHOW, match[0], re.IGNORECASE)
    return bool(re.fullmatch(ARTICLES, groups["noun"], re.I) and (timed or shown or groups["body"]))


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
    ends = (match.start() for match in _WORD_END.finditer(text, start + 1))
    for end in reversed(list(islice(ends, _NAME_WORDS))):
        named = publishers_named(text[start:end], publishers)
        if named:
            further = _FURTHER.match(text, end)
            later, more = _names(text, further.end(), publishers) if further else (end, ())
            return (later, named + more) if more else (end, named)
    return start, ()
