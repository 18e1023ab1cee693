"""Characters that show nothing: they can hide words from a person, or steer a terminal. Pure."""

import re
import unicodedata

# What ends a line somewhere, a terminal or Python among them.
_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, and what Unicode calls default ignorable (DerivedCoreProperties.txt, Unicode 15):
# joiners, bidi controls, soft hyphens, fillers, variation selectors, tags.
HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Arabic, Syriac, the scripts of India, Tibetan, Burmese, Khmer, Mongolian, Balinese, Adlam and
# others whose letters join, or are kept from it, by a joiner between them.
_JOINING = re.compile(
    "[\u0600-\u0dff\u0f00-\u109f\u1780-\u18af\u1a00-\u1cff\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
_MONGOLIAN = re.compile("[\u1807\u1820-\u18aa]")
_JOINERS = "\u200c\u200d"
_STYLES = "\ufe0e\ufe0f"  # a symbol as text, or as a picture
_KEYCAP = "\u20e3"
_STYLED = "‼⁉〰〽"


def visible(text: str) -> str:
    """The text without the characters that show nothing, so that a person and a model read one.

    Every way to end a line becomes a line feed, tabs stay. Kept are joiners between letters of
    scripts that use them, and what joins and styles emoji; of several in a row none is. Visible
    letters are never changed, so a letter that looks like another one stays what it is.

    The result is for showing, printing and prompting. Offsets point into the text as it is
    stored, which this never alters: cut first, then call it on the pieces.
    """
    lines = _LINE_END.sub("\n", text)
    return HIDDEN.sub(lambda found: found[0] if _needed(lines, found.start()) else "", lines)


def one_line(text: str) -> str:
    """What is visible of a text, on one line."""
    return " ".join(visible(text).split())


def _needed(text: str, at: int) -> bool:
    """Whether the hidden character at an offset is part of how its neighbours are written."""
    each, before, after = text[at], text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if not before:
        return False
    if each in _STYLES:
        return before in _STYLED or _is_symbol(before) or after == _KEYCAP
    if "\u180b" <= each <= "\u180f":
        return bool(_MONGOLIAN.match(before))
    if each not in _JOINERS or not after or HIDDEN.match(after):
        return False
    if _JOINING.match(before) and _JOINING.match(after):
        return True
    styled = before in _STYLES and _needed(text, at - 1)
    return each == "\u200d" and (styled or _is_symbol(before)) and _is_symbol(after)


def _is_symbol(letter: str) -> bool:
    return unicodedata.category(letter) in ("So", "Sm", "Sk")
