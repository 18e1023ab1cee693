"""What a language model writes, without what is no prose: thoughts, Markdown, refusals. Pure."""

import re
from collections.abc import Iterable, Iterator

from qa.prompts import REFUSAL

_THINKS, _THOUGHT = "<think>", "</think>"
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)?")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_LEAD = re.compile(
    r"^\s*(?:[-*+•–]\s+|#{1,6}\s+|>\s+|\(?\d{1,2}[.)]\s+|(?:Answer|A)\s*:\s*)+", re.I
)
_MARKS = re.compile(r"\*\*|__|`+|(?<!\w)[*_]|[*_](?!\w)")
_REFUSES = re.compile(
    r"\b(?:passages?|articles?|archive|sources?|texts?|documents?|context|information|provided)\b"
    r".{0,60}\b(?:(?:do|does|did|is|are|was|were|has|have|can)(?:n[o'’]t| not)|cannot|no|nothing|"
    r"neither|none)\b.{0,60}\b(?:say|mention|contain|provide|state|specify|specif|include|give|"
    r"given|answer|indicate|information|identify|discuss|address|tell|name|detail)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\b(?:none|neither) of the (?:\w+ )?(?:passages?|articles?|sources?|texts?)\b|"
    r"\b(?:there is no|no) (?:mention|information|answer|reference|passage|article)|"
    r"\b(?:not|isn['’]t|never) (?:mentioned|specified|stated|provided|given|named|answered) in\b|"
    r"^\W*I (?:(?:do|can|could)(?: not|n['’]t)|cannot|am unable|am not able|have no)\b",
    re.IGNORECASE,
)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """A text in pieces without the thoughts that it begins with, in <think> and </think>."""
    head: str | None = ""
    for piece in pieces:
        if head is None:
            yield piece
            continue
        head += piece
        begun = head.lstrip()
        if begun.startswith(_THINKS):
            _, ended, rest = begun.partition(_THOUGHT)
            if ended:
                head = None
                yield rest
        elif not _THINKS.startswith(begun):
            yield head
            head = None
    if head and not head.lstrip().startswith(_THINKS):
        yield head


def without_markdown(sentence: str) -> str:
    """A sentence on one line without list marks, emphasis, pictures, and the addresses of links."""
    bare = _LINK.sub(r"\1", _PICTURE.sub("", sentence))
    return " ".join(_MARKS.sub("", _LEAD.sub("", bare)).split())


def refuses(sentence: str) -> bool:
    """Whether a sentence says that the passages do not answer, in whatever words."""
    if REFUSAL.casefold() in sentence.casefold():
        return True
    return bool(_REFUSES.search(sentence) or _NOTHING.search(sentence))
