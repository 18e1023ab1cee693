"""Markdown as it is shown: without marks, addresses of links, and pictures."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
_DEEPEST = 20
_COMMENT = re.compile(r"<!--.{0,20000}?-->|\{\{[<%][^{}\n]{0,500}[>%]\}\}", re.DOTALL)
_INVISIBLE = re.compile(
    r"<(?P<name>script|style|iframe)\b[^>]{0,2000}>.{0,50000}?</(?P=name)>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?::[ \t]?)?")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<shown>[^\[\]|\n]{1,300})\]\]")
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")


class Shown(NamedTuple):
    """What a reader sees of Markdown, and the heading that it begins with."""

    text: str
    heading: str | None


def shown(source: str) -> Shown:
    """Return what is shown of Markdown; text that has no marks stays as it came.

    Headings, paragraphs, list items and quotations stand by themselves, an item behind its mark.
    """
    from markdown_it import MarkdownIt  # not where nothing but asking is done

    source = source.replace("\r\n", "\n").replace("\r", "\n")
    prepared = _INVISIBLE.sub("", _COMMENT.sub("", _EMBEDDED.sub("", source)))
    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).parse(prepared)
    text = "\n\n".join(filter(None, _blocks(tokens)))
    heading = None
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        heading = " ".join(_inline(tokens[1]).split()) or None
    if "".join(text.split()) == "".join(source.split()):
        text = source
    return Shown(text, heading)


def _blocks(tokens: "list[Token]") -> Iterator[str]:
    """Yield the text of each block; the first one of a list's item with the item's mark."""
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        text = _block(token)
        if text:
            yield mark + text
            mark = ""


def _block(token: "Token") -> str:
    if token.type == "inline":
        return _inline(token).strip()
    if token.type in ("code_block", "fence"):
        return token.content.rstrip()
    if token.type == "html_block":
        return _TAG.sub("", token.content).strip()
    return ""


def _inline(token: "Token") -> str:
    text = "".join(map(_piece, token.children or []))
    return _WIKI_LINK.sub(lambda link: link["shown"], _NOTE.sub("", text))


def _piece(token: "Token") -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "\n" if token.type == "html_inline" and token.content.lower().startswith("<br") else ""
