"""Answers to take along: documents and bibliographies, as bytes. Pure, and shared by both doors."""

from ui.exports.formats import FORMATS, Format, exported, format_of_file
from ui.exports.plain import plain_answer, plain_citation
from ui.exports.taken import Taken

__all__ = [
    "FORMATS",
    "Format",
    "Taken",
    "exported",
    "format_of_file",
    "plain_answer",
    "plain_citation",
]
