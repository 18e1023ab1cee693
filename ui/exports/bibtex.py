"""Entries as BibTeX: the one module that knows pybtex."""

import re
from collections.abc import Iterable
from typing import Any

from index.prose.word_lists import words_of
from ui.exports.bibliography import Entry

_MONTHS = words_of("qa.english", "lists/months.txt")
# TeX's words for what means something to it. BibTeX counts braces, escaped or not.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{each: f"\\{each}" for each in "#$%&_"},
}
_SPECIAL = re.compile(r"[\\{}^~#$%&_]")
# An address is taken as it stands, but for what would end it.
_IN_NO_ADDRESS = re.compile(r'[{}\\"\s]')


def bibtex(entries: Iterable[Entry]) -> bytes:
    """A bibliography in UTF-8, as LaTeX (2018 and later), JabRef, Zotero and others read it."""
    from pybtex.database import BibliographyData
    from pybtex.database import Entry as Written

    written = {each.key: Written(_kind(each), _fields(each)) for each in entries}
    text: str = _writer().to_string(BibliographyData(written))
    return text.encode("utf-8", "replace")


def _writer() -> Any:  # noqa: ANN401 - a class of the library's, which has no types
    from pybtex.database.output.bibtex import Writer

    class Plain(Writer):  # type: ignore[misc]
        """Writes what it is given: the library would leave braces and backslashes as they are."""

        def _encode(self, text: str) -> str:
            return text

    return Plain(encoding="utf-8")


def _kind(entry: Entry) -> str:
    return "article" if entry.publisher else "misc"


def _fields(entry: Entry) -> list[tuple[str, str]]:
    fields = [
        # In braces of its own: styles would set its letters small.
        ("title", f"{{{_tex(entry.title)}}}"),
        ("journal", _tex(entry.publisher)),
        *zip(("year", "month", "day"), _dated(entry), strict=False),
        ("url", _IN_NO_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", entry.address)),
        ("language", _tex(entry.language)),
        ("keywords", _tex(entry.kind)),
        # Printed, unlike the quotes.
        ("note", _tex(" ".join(entry.notes[: int(entry.claimed)]))),
        ("annote", _tex(" ".join(entry.quotes))),
    ]
    return [(name, value) for name, value in fields if value]


def _dated(entry: Entry) -> list[str]:
    year, month, day = (*map(str, entry.date), "", "", "")[:3]
    return [year, _MONTHS[int(month) - 1] if month else "", day]


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)
