"""Text as people read it: what was garbled on the way to the file is mended, and said."""

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from index.formats.raw.wrapping import divided_words_joined, lines_joined
from index.prose.invisible import HIDDEN, visible

# What ftfy could change besides is a matter of taste.
_UNTOUCHED: dict[str, Any] = {
    "unescape_html": False,
    "remove_terminal_escapes": False,
    "fix_latin_ligatures": False,
    "fix_character_width": False,
    "uncurl_quotes": False,
    "fix_line_breaks": False,
    "fix_surrogates": False,
    "remove_control_chars": False,
    "normalization": None,
}
_LOST_QUOTE = re.compile("\u00e2\u20ac(?=[\\s!-/:-?A-Za-z]|$)")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:[\s/][^<>]{0,500})?>|<!--|<!DOCTYPE")
_FEW = 2
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SOFT_HYPHEN = re.compile("\u00ad(?![ \t]*[\r\n])")
_ZERO_WIDTH = re.compile("(?<=\\w)[\u200b-\u200d\u2060\ufeff]{1,8}(?=\\w)")
# Thai, Lao, Burmese and Khmer have no spaces: there it divides words, and is never inside one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def readable(text: str) -> tuple[str, str | None]:
    """Return `text` as people read it, and in words what was mended, None where nothing was.

    Mended are letters (see `mended`), words divided at line ends, and the line ends of paragraphs
    that were broken to a width. What is stored is the result; offsets point into it.
    """
    return _by_steps(text, (*_LETTERS, *_LINES))


def mended(text: str) -> tuple[str, str | None]:
    """Return `text` with its letters mended and its lines as they are, and what was mended.

    Letters decoded wrongly once ("Ã¼") are those that were meant, HTML's entities where no tag
    says that the text is a page's, composed letters (NFC), ligatures taken apart; soft hyphens
    and what shows nothing inside a word are gone.
    """
    return _by_steps(text, _LETTERS)


def unwrapped(text: str) -> tuple[str, str | None]:
    """Return `text` with divided words and broken paragraphs joined, and which of it was done."""
    return _by_steps(text, _LINES)


def _by_steps(
    text: str, steps: tuple[tuple[Callable[[str], str], str], ...]
) -> tuple[str, str | None]:
    done = []
    for step, what in steps:
        after = step(text)
        if after != text:
            text = after
            done.append(what)
    return text, "; ".join(done) or None


def _mojibake_mended(text: str) -> str:
    if text.isascii():
        return text
    from ftfy import TextFixerConfig, fix_text  # a tenth of a second, which asking does not need
    from ftfy.badness import is_bad

    # The byte 9D, of a closing quotation mark, is no letter in windows-1252 and often got lost.
    restored = _LOST_QUOTE.sub("\u00e2\u20ac\x9d", text)
    # "Ã " is "à" only where other letters show that they were decoded wrongly.
    telling = restored.replace("\u00c3 ", " ")
    if not is_bad(telling):
        return text
    return fix_text(restored, TextFixerConfig(**_UNTOUCHED))


def _entities_decoded(text: str) -> str:
    """Decode "&pound;" and "&#8217;"; twice, as "&amp;#8217;" was encoded twice."""
    if len(_ENTITY.findall(text)) < _FEW or _TAG.search(text):
        return text
    return _ENTITY.sub(_decoded, _ENTITY.sub(_decoded, text))


def _decoded(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    if letter == "\u00a0":
        return " "
    shown = [each for each in letter if unicodedata.category(each) not in ("Cc", "Cs", "Cn", "Co")]
    return "".join(shown)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _ligatures_apart(text: str) -> str:
    return _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _soft_hyphens_out(text: str) -> str:
    return _SOFT_HYPHEN.sub("", text)


def _zero_width_out(text: str) -> str:
    """Take what shows nothing out of words, but for joiners in scripts whose letters need them."""

    def kept(found: re.Match[str]) -> str:
        around = text[found.start() - 1], text[found.end()]
        if any(map(_UNSPACED.match, around)):
            return found[0]
        return "".join(HIDDEN.findall(visible(around[0] + found[0] + around[1])))

    return _ZERO_WIDTH.sub(kept, text)


_LETTERS = (
    (_mojibake_mended, "letters that were decoded wrongly mended"),
    (_entities_decoded, "HTML entities decoded"),
    (_soft_hyphens_out, "soft hyphens taken out"),
    (_zero_width_out, "zero-width characters taken out of words"),
    (_ligatures_apart, "ligatures taken apart"),
    (_composed, "letters composed"),
)
_LINES = (
    (divided_words_joined, "words divided at line ends joined"),
    (lines_joined, "lines broken to a width joined"),
)
