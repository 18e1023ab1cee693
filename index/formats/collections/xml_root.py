"""The first element of a file of markup, which tells what kind of file it is."""

import codecs
import re

# Declarations and comments, of which there are some before the first element.
_MOST_BEFORE = 50
_NAME = re.compile(r"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")


def root_of(head: bytes) -> str:
    """Return the local name of the first element, in small letters; "" where none comes first.

    Args:
        head: The first bytes of a file, some thousand; UTF-16 with a byte order mark, or any
            encoding that has ASCII's letters.
    """
    text = _decoded(head)
    at = 0
    for _ in range(_MOST_BEFORE):
        while at < len(text) and text[at].isspace():
            at += 1
        end = _end_of_declaration(text, at)
        if end is None:
            break
        at = end
    found = _NAME.match(text, at)
    return found[2].lower() if found else ""


def _end_of_declaration(text: str, at: int) -> int | None:
    """Return where a declaration, an instruction or a comment ends; None where there is none."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
        if text.startswith(opening, at):
            closed = text.find(closing, at)
            if opening == "<!" and "[" in text[at:closed]:  # a document type with declarations
                closed = text.find(">", text.find("]", at))
            return closed + len(closing) if closed >= 0 else len(text)
    return None


def _decoded(head: bytes) -> str:
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
