"""What a file may be called that somebody sent: no name leads out of its folder."""

import unicodedata

from index.prose.invisible import visible

_LONGEST_PART = 200  # bytes; file systems have 255, and a number may be put behind it
_LONGEST = 1000
_DEEPEST = 40


class BadName(Exception):
    """Why a file of this name is not taken, in a sentence."""


def safe_name(sent: str) -> str:
    """The path of a file below its upload's folder, as its sender wrote it or made harmless.

    Raises:
        BadName: It is hidden, or none.
    """
    parts = [_part(each) for each in sent.replace("\\", "/").split("/")]
    parts = [each for each in parts if each not in ("", ".")]
    if not parts or ".." in parts or len(parts) > _DEEPEST or len(sent) > _LONGEST:
        raise BadName("its name is none that can be kept; rename it")
    if any(each.startswith(".") or each == "__MACOSX" for each in parts):
        raise BadName("its name or its folder's begins with a dot: hidden files are passed over")
    return "/".join(parts)


def told_apart(name: str, taken: frozenset[str]) -> str:
    """The name, with a number where another file has it already; capitals tell nothing apart."""
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.partition(".")
    number, found = 1, name
    while same_as(found) in taken:
        number += 1
        found = f"{folder}{slash}{stem} ({number}){dot}{suffix}"
    return found


def same_as(name: str) -> str:
    """What two names share that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _part(sent: str) -> str:
    """A part without control characters and what shows nothing, cut where its end stays."""
    shown = "".join(each for each in visible(sent) if each.isprintable()).strip()
    shown = unicodedata.normalize("NFC", shown)
    if len(shown.encode("utf-8", "replace")) <= _LONGEST_PART:
        return shown.encode("utf-8", "replace").decode("utf-8")
    stem, dot, suffix = shown.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = shown, "", ""
    kept = stem.encode("utf-8", "replace")[: _LONGEST_PART - len(suffix) * 4 - 1]
    return kept.decode("utf-8", "ignore") + dot + suffix
