"""A document as Markdown (CommonMark 0.31) in which text of others stays text. Pure."""

import re
from collections.abc import Callable, Iterable

from ui.exports.blocks import Block, Kind

# All that means something within a line; each may be escaped (2.4).
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!]")
# What would begin a list or underline a heading; ":" some writers' tables and definitions.
_BEGINNING = re.compile(r"(?:\d{1,9}(?=[.)])|(?=[-+=:]))")
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20"})
_HARD_END = "\\\n"


def markdown(blocks: Iterable[Block]) -> bytes:
    """A document in UTF-8; no text in it makes a link, a picture or any other markup."""
    return ("\n\n".join(_MADE[block.kind](block) for block in blocks) + "\n").encode(
        "utf-8", "replace"
    )


def _text(text: str) -> str:
    """A line of text as Markdown that shows it."""
    line = _SPECIAL.sub(lambda found: f"\\{found[0]}", text.strip())
    begun = _BEGINNING.match(line)
    return f"{begun[0]}\\{line[begun.end() :]}" if begun else line


def _marked(block: Block) -> str:
    """A text and the numbers of what it cites."""
    markers = "".join(f"\\[{number}\\]" for number in block.numbers)
    label = f"**{_text(block.label)}:**" if block.label else ""
    return " ".join(filter(None, [label, _text(block.text), markers]))


def _short(block: Block) -> str:
    markers = "".join(f"\\[{number}\\]" for number in block.numbers)
    return f"**{_text(block.text)}** {markers}"


def _source(block: Block) -> str:
    numbers = "".join(f"\\[{number}\\] " for number in block.numbers)
    return f"{numbers}**{_text(block.text)}**"


def _quote(block: Block) -> str:
    """Line ends stay line ends, and an empty line ends a paragraph of the quote."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", block.text)
    lines = [_HARD_END.join(map(_text, each.split("\n"))) for each in paragraphs]
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(lines).split("\n"))


_MADE: dict[Kind, Callable[[Block], str]] = {
    Kind.TITLE: lambda block: f"# {_text(block.text)}",
    Kind.QUESTION: lambda block: f"## {_text(block.text)}",
    Kind.HEADING: lambda block: f"### {_text(block.text)}",
    Kind.SHORT: _short,
    Kind.TEXT: _marked,
    Kind.SOURCE: _source,
    Kind.WHERE: _marked,
    Kind.ADDRESS: lambda block: f"<{block.text.translate(_IN_ADDRESS)}>",
    Kind.QUOTE: _quote,
    Kind.ITEM: lambda block: f"- {_marked(block)}",
    Kind.SMALL: _marked,
}
