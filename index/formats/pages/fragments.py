"""The text of a piece of HTML, such as a record's field or the HTML part of a mail."""

import html
import re
from collections.abc import Iterator

from index.errors import ArticleError
from index.formats.pages.tree import Element, tree_of, without_scripts

_MARKUP = re.compile(
    r"</(?:p|div|b|i|em|strong|a|span|u|ul|ol|li|h[1-6]|blockquote|figure|table|section|article"
    r"|body|html)\s{0,9}>|<(?:br|p|img|hr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_ESCAPED = re.compile(r"\s*+<(?:p|div|h[1-6]|article|section|figure|blockquote|span)\b", re.I)
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure hr form address article aside header"
    " footer section main nav".split()
)
_LINES = frozenset("li tr div dt dd figcaption caption tbody thead center".split())
_HEAD = ("head", "title")
_MOST_TAGS = 200_000
# What stands for the ends of paragraphs and of lines until the text is whole.
_PARAGRAPH, _LINE = "\f", "\v"
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden|mso-hide\s?:\s?all", re.I)


def is_html(text: str) -> bool:
    """Say whether a text is HTML: it has the tags of paragraphs, breaks or words, or entities."""
    return _MARKUP.search(text) is not None or _ENTITY.search(text) is not None


def is_whole_page(text: str) -> bool:
    """Say whether a text is a web page from its first line on, not a piece of one."""
    return _WHOLE_PAGE.match(text) is not None


def plain_text(fragment: str) -> str:
    """Return what a reader sees of a piece of HTML, an empty line between its paragraphs.

    Scripts, styles, a title and what is hidden by a style of its own are left out. A text without
    tags keeps its lines, its entities become characters; one that begins with an escaped tag and
    has no other ones was escaped whole.

    Raises:
        ArticleError: It has more tags than any article.
    """
    if not _MARKUP.search(fragment):
        fragment = html.unescape(fragment)
        if not _ESCAPED.match(fragment) or not _MARKUP.search(fragment):
            return fragment
    if fragment.count("<") > _MOST_TAGS:
        raise ArticleError(f"it has more than {_MOST_TAGS:,} tags; keep the text without markup")
    root = tree_of(fragment)
    if root is None:
        return ""
    return _BLANKS.sub(_break, "".join(_pieces(without_scripts(root)))).strip()


def plain_line(fragment: str) -> str:
    """Return what a reader sees of a piece of HTML, on one line."""
    return " ".join((plain_text(fragment) if is_html(fragment) else fragment).split())


def _pieces(root: Element) -> Iterator[str]:
    """Yield the words of an element and what parts them, without calls as deep as its tree."""
    waiting: list[Element | str] = [root]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        tag = each.tag if isinstance(each.tag, str) else ""
        around = _around(tag)
        after = "" if tag == "br" else around
        waiting.append(after if each is root else after + _flat(each.tail, ""))
        if tag and tag not in _HEAD and not _HIDDEN.search(each.get("style") or ""):
            waiting.extend(reversed(each))
            yield around + (" " if tag in ("td", "th") else "") + _flat(each.text, tag)


def _around(tag: str) -> str:
    if tag == "br":
        return "\n"
    return _PARAGRAPH if tag in _PARAGRAPHS else _LINE if tag in _LINES else ""


def _flat(text: str | None, tag: str) -> str:
    """Return text with its line ends as blanks, as a browser shows it, but in a `pre`."""
    return (text or "") if tag == "pre" else _BLANKS.sub(" ", text or "")


def _break(blanks: re.Match[str]) -> str:
    if _PARAGRAPH in blanks[0] or blanks[0].count("\n") > 1:
        return "\n\n"
    return "\n" if "\n" in blanks[0] or _LINE in blanks[0] else " "
