"""A document as one HTML file that stands alone: no script, and nothing from elsewhere. Pure."""

from collections.abc import Callable, Iterable
from html import escape

from ui.exports.blocks import Block, Kind
from ui.language import spoken

_STYLE = """
:root { color-scheme: light }
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1.25rem; background: #fff; color: #1d1b18;
  font: 1rem/1.55 Georgia, "Noto Serif", "DejaVu Serif", serif; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: 1rem;
  border-top: 1px solid #8d867a }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
.short { font-size: 1.2rem; font-weight: 700 }
.source { margin: 1.25rem 0 0; font-weight: 700 }
.where, .address, .small { margin: .15rem 0; color: #5d574e; font-size: .875rem }
.small { margin: .5rem 0 }
a { color: #7a1f1f }
blockquote { margin: .5rem 0; padding-left: .9rem; border-left: 3px solid #8d867a;
  white-space: pre-wrap }
.item { margin: .35rem 0 .35rem 1.25rem; display: list-item; list-style: disc }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt }
  a { color: inherit }
  h1, h2, h3, .source { break-after: avoid }
  blockquote, p { orphans: 2; widows: 2 }
}
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(blocks: Iterable[Block]) -> bytes:
    """A document in UTF-8, to be read in any browser and printed; every text in it is escaped."""
    known = list(blocks)
    title = escape(known[0].text) if known else ""
    body = "\n".join(_MADE[block.kind](block) for block in known)
    return (
        f'<!doctype html>\n<html lang="{spoken()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _set(tag: str, name: str = "") -> Callable[[Block], str]:
    """How blocks are set as an element; text of any script has its own direction."""
    of_class = f' class="{name}"' if name else ""

    def made(block: Block) -> str:
        label = f"<b>{escape(block.label)}:</b> " if block.label else ""
        said = f"{label}{escape(block.text)}{_markers(block)}"
        return f'<{tag}{of_class} dir="auto">{said}</{tag}>'

    return made


def _markers(block: Block) -> str:
    markers = "".join(f"[{number}]" for number in block.numbers)
    return f" {markers}" if markers else ""


def _source(block: Block) -> str:
    numbers = "".join(f"[{number}] " for number in block.numbers)
    return f'<p class="source">{numbers}<bdi>{escape(block.text)}</bdi></p>'


def _address(block: Block) -> str:
    url = escape(block.text)
    return f'<p class="address"><a href="{url}" rel="noopener noreferrer">{url}</a></p>'


_MADE: dict[Kind, Callable[[Block], str]] = {
    Kind.TITLE: _set("h1"),
    Kind.QUESTION: _set("h2"),
    Kind.HEADING: _set("h3"),
    Kind.SHORT: _set("p", "short"),
    Kind.TEXT: _set("p"),
    Kind.SOURCE: _source,
    Kind.WHERE: _set("p", "where"),
    Kind.ADDRESS: _address,
    Kind.QUOTE: _set("blockquote"),
    Kind.ITEM: _set("p", "item"),
    Kind.SMALL: _set("p", "small"),
}
