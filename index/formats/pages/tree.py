"""The bytes of a saved page as a tree of elements, whatever their state. Nothing is fetched."""

import codecs
import re
from typing import Any

from index.formats.raw.encoding import Decoded, decoded

LONGEST_PAGE = 30_000_000
DEEPEST = 200
MOST_ELEMENTS = 60_000

Element = Any  # an element of lxml, which has no types of its own

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_BOM_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(
    rb"<[^<>]{0,500}?\b(?:charset|encoding)\s*+=\s*+[\"']?+\s*+([\w:.-]{1,40})", re.I
)
# What browsers read under these names: https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874",
}  # fmt: skip
_NO_CHARSET = {"utf-7", "idna", "punycode", "unicode_escape", "raw-unicode-escape", "undefined"}
_TAG = re.compile(rb"<[^<>]*>")
_SAMPLE = 200_000
_WRONG_BYTES = 0.01  # of the bytes beyond ASCII; more, and it is another charset
_OPENS_HTML = re.compile(
    rb"\s*+(?>(?:<\?xml[^>]*+>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta|link|base"
    rb"|script|style|article|section|main|header|div|p|h1|h2|table|center|span|a|br)\b",
    re.I | re.S,
)
_CONTROLS = re.compile("[\1-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+))", re.I)
_HOLLOW = re.compile(
    r"</?(?:div|span|font|b|i|em|strong|small|big|center|section|a|ins|del|u|s|tt|blockquote"
    r"|ul|ol|li|table|tbody|tr|td|label|nobr)\b[^<>]{0,2000}>",
    re.I,
)
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})\s[^<>]{20000,}>")
_MOST_ATTRIBUTES = 1_000
_LONGEST_NUMBER = 20
_UNREAD = ("script", "style", "svg", "template", "object", "embed", "canvas", "math", "select")


def looks_like_html(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a web page."""
    for mark, charset in (*_BOMS, *_NO_BOM_UTF16):
        if charset != "utf-8" and head.startswith(mark):
            head = head.decode(charset, "replace").lstrip("\ufeff").encode()
    return _OPENS_HTML.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def text_of(raw: bytes) -> str:
    """Return the page's text: by its byte order mark, else by what its bytes and it declare.

    Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever is declared: of other
    charsets' texts almost none are. NULs are left out, other control characters become blanks.
    """
    return _NUMBERED.sub(_storable, _CONTROLS.sub(" ", _decoded(raw).replace("\0", "")))


def tree_of(text: str) -> Element | None:
    """Return the page's root element, or None where the text holds no element with words.

    Tags within more than `DEEPEST` others are left out, not so what they hold.
    """
    text = _LONG_TAG.sub(_shortened, text)
    root = _parsed(text)
    if root is not None and _depth(root) > DEEPEST:
        root = _parsed(_HOLLOW.sub(" ", text))
        if root is not None:
            _flatten(root)
    return root


def without_scripts(root: Element) -> Element:
    """Take out, in place, what no reader sees: scripts, styles, drawings. Return the tree."""
    for element in list(root.iter(*_UNREAD)):
        if element.getparent() is not None:
            element.drop_tree()
    return root


def markup_of(element: Element) -> str:
    """Return an element written down, without what follows it."""
    from lxml import html

    return str(html.tostring(element, encoding="unicode", with_tail=False))


def words_of(element: Element) -> str:
    """Return the text in an element, its blanks made single ones."""
    return " ".join(" ".join(element.itertext()).split())


def letters_of(text: str) -> str:
    """Return a text's letters and digits in small ones, by which two spellings are compared."""
    return "".join(filter(str.isalnum, text.casefold()))


def _decoded(raw: bytes) -> str:
    for mark, charset in (*_BOMS, *_NO_BOM_UTF16):
        if raw.startswith(mark):
            return raw.decode(charset, "replace").removeprefix("\ufeff")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        declared = _declared(raw)
    if declared and declared != "utf-8":
        text = raw.decode(declared, "replace")
        if text.count("\ufffd") <= _WRONG_BYTES * _beyond_ascii(raw):
            return text
    text = raw.decode("utf-8", "replace")
    if text.count("\ufffd") <= _WRONG_BYTES * _beyond_ascii(raw):
        return text
    return raw.decode(_detected(raw) or declared or "cp1252", "replace")


def _declared(raw: bytes) -> str | None:
    """Return the charset that the page declares for itself, as Python calls it."""
    found = _DECLARED.search(raw[:8192])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else None
    except (LookupError, ValueError):
        return None
    if name is None or name in _NO_CHARSET or not _is_charset(name):
        return None
    # A declaration that can be read byte by byte is in none of these.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _READ_AS.get(name, name)


def _is_charset(name: str) -> bool:
    try:
        return b"<".decode(name) == "<"
    except (LookupError, ValueError):
        return False


def _detected(raw: bytes) -> str | None:
    """Return the encoding in which the page's words make sense that are not in ASCII."""
    words = (part for part in _TAG.split(raw) if not part.isascii())
    read = decoded(b"\n".join(words)[:_SAMPLE])
    return read.encoding if isinstance(read, Decoded) else None


def _beyond_ascii(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, bytes(range(128, 256))))


def _storable(reference: re.Match[str]) -> str:
    """Return a character's number, if the character may stand in a tree; else a blank's."""
    written = reference[1] or reference[2]
    number = int(written, 16 if reference[1] else 10) if len(written) <= _LONGEST_NUMBER else 0
    is_text = number >= 32 and not 0xD800 <= number <= 0xDFFF and number not in (0xFFFE, 0xFFFF)
    return reference[0] if is_text and number <= 0x10FFFF or number in (9, 10, 13) else "&#32"


def _shortened(tag: re.Match[str]) -> str:
    """Return a tag without its attributes where these are thousands: their parser is quadratic."""
    return tag[0] if len(tag[0].split()) <= _MOST_ATTRIBUTES else f"<{tag[1]}>"


def _parsed(text: str) -> Element | None:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, collect_ids=False,
        remove_comments=True, remove_pis=True, default_doctype=False,
    )  # fmt: skip
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root.tag, str) else None


def _depth(root: Element) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in element)
    return deepest


def _flatten(root: Element) -> None:
    """Unwrap, from the inside out, what lies too deep."""
    deep, waiting = [], [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > DEEPEST:
            deep.append(element)
        waiting.extend((child, depth + 1) for child in element)
    for element in reversed(deep):
        element.drop_tag()
