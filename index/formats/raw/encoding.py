"""From a file's bytes to its text: byte order marks, UTF-8, and older encodings where sure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.formats.raw.oddness import is_no_text, oddness

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\0\0", "utf-32-le", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_WIDE = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}
# What news was kept in. Of some fifty that could be meant most only ever win by mistake.
_NAMES = {
    "cp1252": "windows-1252", "mac_roman": "mac-roman", "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2", "cp1251": "windows-1251", "mac_cyrillic": "mac-cyrillic",
    "koi8_r": "koi8-r", "koi8_u": "koi8-u",
    "cp866": "cp866", "cp1253": "windows-1253", "cp1254": "windows-1254", "cp1255": "windows-1255",
    "cp1256": "windows-1256", "gb18030": "gb18030", "big5": "big5", "cp932": "shift-jis",
    "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp", "cp949": "euc-kr",
}  # fmt: skip
# The letters that are in use, of those that the encoding has.
_IN_USE = {"cp949": "euc_kr", "gb18030": "gb2312"}
_EXAMINED = 256 * 1024
_ODDEST = 0.15
_MARGIN = 0.08  # or three characters, where that is less


class Decoded(NamedTuple):
    """The text of some bytes, and how they were written where that is not UTF-8."""

    text: str
    encoding: str | None


class _Reading(NamedTuple):
    """One way to read the bytes; the less odd it is the likelier."""

    oddness: float
    name: str
    text: str


def decoded(raw: bytes) -> Decoded | str:
    """Return the text of `raw`, or in a sentence why it cannot be told.

    A byte order mark decides and is left out. Without one it is UTF-16 or UTF-32 where every other
    byte or so is NUL, UTF-8 where it can be, and else the encoding by which the text reads as one
    of a language, if there is only one such text.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _by_mark(raw, len(mark), codec, name)
    if b"\0" in raw:
        return _wide(raw) or (
            f"byte {raw.index(0)} is NUL, so this is no plain text; convert it, or leave it out"
        )
    try:
        return Decoded(raw.decode("utf-8"), None) if b"\x1b$" not in raw else _older(raw, 0)
    except UnicodeDecodeError as error:
        return _older(raw, error.start)


def as_utf8(raw: bytes, charset: str) -> bytes:
    """Return a page in UTF-8 with a mark: what its server says goes before what it says itself."""
    try:
        return b"\xef\xbb\xbf" + raw.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return raw


def _by_mark(raw: bytes, start: int, codec: str, name: str) -> Decoded | str:
    try:
        text = raw[start:].decode(codec)
    except UnicodeDecodeError as error:
        at = start + error.start
        return f"byte {at} is not {name}, as the file's beginning says; save it as UTF-8 again"
    if "\0" in text:
        at = start + len(text[: text.index("\0")].encode(codec))
        return f"byte {at} is NUL, so this is no plain text; convert it, or leave it out"
    return Decoded(text, None if name == "UTF-8" else name)


def _wide(raw: bytes) -> Decoded | None:
    """Read UTF-16 or UTF-32 without a mark: the reading with the most of ASCII, if it is text."""
    readings = []
    for codec, name in _WIDE.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not any(map(is_no_text, text[:_EXAMINED])):
            readings.append((sum(map(str.isascii, text[:_EXAMINED])), name, text))
    most, name, text = max(readings, default=(0, "", ""))
    return Decoded(text, name) if most else None


def _older(raw: bytes, wrong: int) -> Decoded | str:
    """Choose among the readings that make sense; two texts that are as likely are none."""
    best, *others = [*_readings(raw), _Reading(1.0, "", "")]
    other = next((each for each in others if each.text != best.text), None)
    beyond_ascii = sum(not letter.isascii() for letter in best.text)
    margin = min(_MARGIN, 3 / max(1, beyond_ascii))
    sure = best.oddness <= _ODDEST and (not other or other.oddness - best.oddness >= margin)
    if best.name and sure:
        try:
            return Decoded(raw.decode(best.name), _NAMES[best.name])
        except UnicodeDecodeError as error:
            wrong = error.start
    likely = [each.name for each in (best, other) if each and each.name and each.oddness <= 0.5]
    if not likely:
        return f"byte {wrong} is not UTF-8; convert the file to UTF-8"
    named = " or ".join(_NAMES[name] for name in dict.fromkeys(likely))
    return f"byte {wrong} is not UTF-8 but perhaps {named}; convert the file to UTF-8"


def _readings(raw: bytes) -> list[_Reading]:
    """Every reading that charset-normalizer thinks possible, the least odd first."""
    from charset_normalizer import from_bytes  # not where nothing but asking is done

    part = _whole_lines(raw)
    matches = from_bytes(part, cp_isolation=list(_NAMES), threshold=0.3, enable_fallback=False)
    found = {
        name: _Reading(
            oddness(str(match)) + match.chaos + _disused(str(match), name), name, str(match)
        )
        for match in matches
        for name in _names_of(match)
    }
    order = list(_NAMES)
    return sorted(found.values(), key=lambda each: (each.oddness, order.index(each.name)))


def _names_of(match: "CharsetMatch") -> Iterator[str]:
    return filter(_NAMES.__contains__, match.could_be_from_charset)


def _disused(text: str, name: str) -> float:
    """The share of letters beyond ASCII that the encoding has, and hardly any text."""
    letters = [letter for letter in text if not letter.isascii()]
    if name not in _IN_USE or not letters:
        return 0.0
    # The others have no two bytes in it: none at all, or eight.
    used = sum(len(letter.encode(_IN_USE[name], errors="ignore")) == 2 for letter in letters)
    return 1 - used / len(letters)


def _whole_lines(raw: bytes) -> bytes:
    """Cut long files between lines, among those that have other bytes than ASCII's."""
    if len(raw) <= _EXAMINED:
        return raw
    telling = [line for line in raw.splitlines(keepends=True) if not line.isascii()]
    return b"".join(telling)[:_EXAMINED].rpartition(b"\n")[0] or raw[:_EXAMINED]
