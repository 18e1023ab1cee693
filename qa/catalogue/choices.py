"""What a topic asks for beside "all of it": either of two things, or one without the other."""

import re
from dataclasses import dataclass

from qa.catalogue.grammar import MENTION, NO
from qa.catalogue.topics import TopicPart, topic_parts

_MOST_PARTS = 8

# In a topic these tell that its words are no list of things to be mentioned, but a sentence. Only
# in lower case: "WHO", "May" and "Will" are names.
_NO_TOPIC = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must|or|nor|not|no|but|without|except|than|who|whom|whose|what|when|where|why|how|"
    r"which|that|most|least|more|less|said|says|say)\b|[()?;]"
)
_JOINING = re.compile(
    rf"\b(?:(?:that|which|and)(?: also)? {MENTION}|as well as|together with|along with|also)(?!\w)",
    re.IGNORECASE,
)
_FILLING = re.compile(r"^(?:the )?(?:words?|names?|phrases?|(?:topic|subject) of) (?=\S)", re.I)
_IN_QUOTES = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]")
_WITHOUT = re.compile(
    rf",? (?:(?:but|and|yet|though) )?(?:(?:that |which |they )?{NO} {MENTION}|"
    rf"(?:(?<=but )|(?<=and )|(?<=yet ))(?:not|never)(?: {MENTION})?|"
    rf"without(?: {MENTION}| any mention of)?|excluding|"
    rf"except(?: for)?(?: those| ones)?(?:(?: that| which)? {MENTION})?) ",
    re.IGNORECASE,
)
_OR = re.compile(r",? or (?:also )?", re.IGNORECASE)
_BOTH = re.compile(r"^(?:both|either) |,? or both$", re.IGNORECASE)
_COMMA = re.compile(r", ")


@dataclass(frozen=True, slots=True)
class Topic:
    """What articles must mention.

    Attributes:
        parts: All of these.
        or_else: Or all of one of these.
        without: Of each of these, not all.
    """

    parts: tuple[TopicPart, ...] = ()
    or_else: tuple[tuple[TopicPart, ...], ...] = ()
    without: tuple[tuple[TopicPart, ...], ...] = ()


def topic_of(text: str, *, absent: bool = False) -> Topic | None:
    """The topic in a question's words; None where they are a sentence, or nothing to look for.

    Args:
        text: The words: "ferries or trams", "Ada Roe but not Lund", "both rain and snow".
        absent: Whether it is what must not be mentioned.
    """
    text = text.strip(" ,.:")
    if absent:
        return _without("", text)
    if text.lower().startswith("neither "):
        named = [_parts(each) for each in text[8:].split(" nor ")]
        return Topic(without=tuple(filter(None, named))) if len(named) > 1 and all(named) else None
    wanted, *excluded = _split(_WITHOUT, text)
    if len(excluded) > 1 or not wanted:
        return None
    return _without(wanted, *excluded) if excluded else _wanted(text)


def _wanted(text: str) -> Topic | None:
    text = _BOTH.sub("", text)
    named = _split(_OR, text)
    if len(named) > 1:
        # "Rain and snow or hail" may be meant in two ways.
        if any(_split(re.compile(" and "), each)[1:] for each in named):
            return None
        named = [*_split(_COMMA, named[0]), *named[1:]]
    first, *others = map(_parts, named)
    if first is None or None in others:
        return None
    return Topic(first, tuple(filter(None, others)))


def _without(wanted: str, excluded: str) -> Topic | None:
    """A topic with what must not be mentioned: each of what "or" joins, and of what commas do."""
    topic = _wanted(wanted) if wanted else Topic()
    kept_out = [_parts(each) for each in _split(_OR, excluded)]
    if topic is None or None in kept_out:
        return None
    return Topic(topic.parts, topic.or_else, tuple(filter(None, kept_out)))


def _parts(text: str) -> tuple[TopicPart, ...] | None:
    text = _JOINING.sub(" and ", _FILLING.sub("", text.strip(" ,.:")))
    parts = topic_parts(text)
    if _NO_TOPIC.search(_IN_QUOTES.sub("", text)) or not 0 < len(parts) <= _MOST_PARTS:
        return None
    return parts


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """The pieces of a text between the matches of a pattern that stand in no quotes."""
    quoted = [range(*match.span()) for match in _IN_QUOTES.finditer(text)]
    pieces, end = [], 0
    for match in pattern.finditer(text):
        if not any(match.start() in span for span in quoted):
            pieces.append(text[end : match.start()])
            end = match.end()
    return [*pieces, text[end:]]
