"""The formats in which answers can be taken along, and which file is which."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from index import DatelineError
from ui.exports.bibliography import Entry, entries_of
from ui.exports.bibtex import bibtex
from ui.exports.blocks import Block, blocks_of
from ui.exports.csl import csl
from ui.exports.json_file import json_file
from ui.exports.markdown import markdown
from ui.exports.page import page
from ui.exports.ris import ris
from ui.exports.taken import Taken, citations_of, is_talk
from ui.exports.word import word
from ui.language import _


class ExportError(DatelineError):
    """What is asked for cannot be exported."""


class Format(NamedTuple):
    """A kind of file.

    Attributes:
        name: What it is asked for by.
        suffix: What its file's name ends in.
        media_type: As HTTP calls it.
    """

    name: str
    suffix: str
    media_type: str


_DOCUMENTS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "markdown": markdown,
    "html": page,
    "docx": word,
}
_BIBLIOGRAPHIES: dict[str, Callable[[Sequence[Entry]], bytes]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
}
MOST_PARAGRAPHS = 15_000
"""Of a DOCX, which takes half a millisecond for each; 500 usual answers have 10,000."""
_OPEN_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    each.name: each
    for each in (
        Format("markdown", ".md", "text/markdown; charset=utf-8"),
        Format("html", ".html", "text/html; charset=utf-8"),
        Format("docx", ".docx", _OPEN_XML),
        Format("json", ".json", "application/json"),
        Format("bibtex", ".bib", "application/x-bibtex; charset=utf-8"),
        Format("ris", ".ris", "application/x-research-info-systems; charset=utf-8"),
        Format("csl", ".csl.json", "application/vnd.citationstyles.csl+json"),
    )
}
"""By their names: documents that people read, JSON, and the citations alone."""


def format_of_file(file: PurePath) -> Format:
    """The format that a file's name asks for.

    Raises:
        ExportError: None ends like that.
    """
    by_length = sorted(FORMATS.values(), key=lambda each: -len(each.suffix))
    for each in by_length:
        if file.name.lower().endswith(each.suffix):
            return each
    endings = ", ".join(each.suffix for each in FORMATS.values())
    raise ExportError(
        _(
            "The end of '%(file)s' names no format. These do: %(endings)s.",
            file=file.name,
            endings=endings,
        )
    )


def exported(
    exchanges: Sequence[Taken], wanted: Format, name: str = "", *, talk: bool = False
) -> bytes:
    """Exchanges in a format.

    Args:
        exchanges: What was asked and answered, oldest first.
        wanted: One of `FORMATS`.
        name: What they are called together; the first question where left out.
        talk: Whether documents show small talk too, as those of a whole chat may.

    Raises:
        ExportError: There is nothing to export.
    """
    answers = [each for each in exchanges if not is_talk(each)]
    if not answers:
        raise ExportError(_("There is no answer to export. Ask a question first."))
    if wanted.name in _BIBLIOGRAPHIES:
        citations = citations_of(answers)
        if not citations:
            raise ExportError(_("Nothing is cited, so there are no citations to export."))
        return _BIBLIOGRAPHIES[wanted.name](entries_of(citations))
    shown = exchanges if talk else answers
    if wanted.name in _DOCUMENTS:
        blocks = blocks_of(shown, name)
        if wanted.name == "docx" and len(blocks) > MOST_PARAGRAPHS:
            raise ExportError(_("This is too long for a Word document. Take a web page instead."))
        return _DOCUMENTS[wanted.name](blocks)
    return json_file(shown, name)
