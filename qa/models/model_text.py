"""What a language model writes, without what is no prose: thoughts, Markdown, refusals. Pure."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from index.prose.invisible import visible
from qa.models.prompts import REFUSAL

_TAGS = re.compile(r"</?(?:think(?:ing)?|thoughts?|reasoning)>", re.IGNORECASE)
_END = re.compile(r"</(?:think(?:ing)?|thoughts?|reasoning)>", re.IGNORECASE)
_LONGEST_TAG = len("</reasoning>")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^)\n]*\)?")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:(?!\]\()[^)\n])*+\)")
_TAG = re.compile(
    r"<sup>\d*</sup>|</?[a-z][a-z0-9]*(?:\s[^<>\n]*)?/?>|<\|[^<>|\n]*\|>", re.IGNORECASE
)
_MARKS = re.compile(r"\*\*|__|`+|(?<!\w)[*_]|[*_](?!\w)")
_LEAD = re.compile(
    r"^\s*(?:[-*+•–|:]\s+|#{1,6}\s+|>\s+|\(?\d{1,2}[.)]\s+|(?:Answer|A)\s*:\s*)+", re.I
)
_PASSAGES = r"(?:passages?|sources?|articles?)"
# What is left of a citation that is no marker, or where one stood.
_CITED = re.compile(
    r"(?:(?<!\s)\s++)?"
    rf"(?:[\[【［]\s*(?:{_PASSAGES}|cite|citation|\d{{1,2}}\s*[:†|,;])[^\[\]【】［］\n]*[\]】］]"
    rf"|\((?:see\b|{_PASSAGES}|and\b|[\s,;:#-])*\)"
    rf"|\((?:see\s+)?{_PASSAGES}\s+\d{{1,2}}(?:\s*(?:,|and|&|-|–)\s*\d{{1,2}})*\)"
    r"|\(\d\)(?=[.!?]?$))"
    r"|(?<![\s,;|])(?<!\sand)(?:\s*+(?:[,;|]|(?<=\s)and))++(?=[.!?]?$)",
    re.IGNORECASE,
)
_SAYS_WHERE = re.compile(
    r"^(?:(?:According to|Based on|As (?:stated|reported|mentioned|noted|described) in) "
    r"(?:the )?(?:\w+ )?passages?(?: \d{1,2}|,? and|,(?= \d))*,|"
    r"(?:The )?passages?(?: \d{1,2}|,? and|,(?= \d))* "
    r"(?:says?|states?|mentions?|reports?|notes?|indicates?) that)\s+(?=\w)",
    re.IGNORECASE,
)
_LISTS = re.compile(r"(?:sources?|references|citations|footnotes|passages (?:cited|used))\W*", re.I)
_POLITE = re.compile(
    r"(?:sure|certainly|of course|absolutely|okay|ok|great question|i hope (?:this|that) helps|"
    r"let me know if\b.*+|here (?:is|are|['’]s)\b(?:.*\w)?+[^\w:\n]*+:)\W*",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"(?:json\s*)?[{\[]\s*[{\[\"'}\]]|[\"']\w+[\"']\s*:|(?:json|xml|yaml|text)$", re.IGNORECASE
)
_REFUSES = re.compile(
    r"\b(?:passages?|articles?|archive|sources?|texts?|documents?|context|information|provided)\b"
    r".{0,60}\b(?:(?:do|does|did|is|are|was|were|has|have|can)(?:n[o'’]t| not)|cannot|no|nothing|"
    r"neither|none)\b.{0,60}\b(?:say|mention|contain|provide|state|specify|specif|include|give|"
    r"given|answer|indicate|information|identify|discuss|address|tell|name|detail)",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|however|although|though|while|yet)\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"\b(?:none|neither) of the (?:\w+ )?(?:passages?|articles?|sources?|texts?)\b|"
    r"\b(?:there is no|no) (?:mention|information|answer|reference|passage|article)|"
    r"\b(?:not|isn['’]t|never) (?:mentioned|specified|stated|provided|given|named|answered) in\b|"
    r"^\W*I (?:(?:do|can|could)(?: not|n['’]t)|cannot|am unable|am not able|have no)\b",
    re.IGNORECASE,
)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str | None]:
    """A text in pieces without the thoughts in it, as in <think> and </think>.

    An empty piece goes through as it is, and none is made. None says that all before it was
    thought: some servers keep back the <think> that their own prompt ends with.
    """
    held, thinking = "", False
    for piece in pieces:
        if not piece:  # A second in which nothing came: whoever listens may want to stop.
            yield ""
            continue
        held += piece
        at = 0
        while tag := (_END if thinking else _TAGS).search(held, at):
            if not thinking and tag.start() > at:
                yield held[at : tag.start()]
            if not thinking and _END.match(tag[0]):
                yield None
            else:
                thinking = not thinking
            at = tag.end()
        held = held[at:]
        # What may be the beginning of a tag waits for the rest of it.
        begun = held.rfind("<")
        sure = begun if begun >= 0 and len(held) - begun < _LONGEST_TAG else len(held)
        if not thinking and sure:
            yield held[:sure]
        held = held[sure:]
    if held and not thinking:
        yield held


def said_aloud(pieces: Iterable[str]) -> str:
    """The whole of a text in pieces without the thoughts in it."""
    aloud: list[str] = []
    for piece in without_thoughts(pieces):
        if piece is None:
            aloud.clear()
        else:
            aloud.append(piece)
    return "".join(aloud)


def without_markdown(sentence: str) -> str:
    """A sentence as prose on one line.

    Without list marks, emphasis, tags, pictures and the addresses of links, and without what is
    left of a citation: a reader has never seen the passages, nor their numbers.
    """
    sentence = unescape(sentence)
    text = _TAG.sub("", _LINK.sub(r"\1", _PICTURE.sub("", visible(sentence))))
    text = _LEAD.sub("", _MARKS.sub("", text))
    text = _CITED.sub("", " ".join(text.split())).strip()
    where = _SAYS_WHERE.match(text)
    return text[where.end()].upper() + text[where.end() + 1 :] if where else text


def claims_nothing(sentence: str) -> bool:
    """Whether a sentence is a question, what is said to be polite, or data such as JSON."""
    if sentence.endswith("?") or _DATA.match(sentence):
        return True
    return bool(_POLITE.fullmatch(sentence))


def begins_sources(sentence: str) -> bool:
    """Whether a sentence is the heading of a list of sources."""
    return bool(_LISTS.fullmatch(sentence))


def refuses(sentence: str) -> bool:
    """Whether a sentence says that the passages do not answer, in whatever words."""
    if REFUSAL.casefold() in sentence.casefold():
        return True
    return bool(_REFUSES.search(sentence) or _NOTHING.search(sentence))


def goes_on(refusal: str) -> bool:
    """Whether a sentence that refuses may say something besides: "..., but it rained."."""
    return bool(_BUT.search(refusal))
