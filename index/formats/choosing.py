"""Which format a file is in: by its content where that tells, else by its name."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from index.articles import Article, Rejected
from index.formats.collections.feeds import looks_like_feed, read_feed
from index.formats.collections.mail import (
    looks_like_mail,
    looks_like_mailbox,
    read_mail,
    read_mailbox,
)
from index.formats.collections.newsml import looks_like_newsml, read_newsml
from index.formats.collections.reuters_sgml import looks_like_reuters, read_reuters
from index.formats.collections.warc import looks_like_warc, read_warc
from index.formats.documents.docx import looks_like_docx, read_docx
from index.formats.documents.epub import looks_like_epub, read_epub
from index.formats.documents.odt import looks_like_odt, read_odt
from index.formats.documents.pdf import looks_like_pdf, read_pdf
from index.formats.documents.rtf import looks_like_rtf, read_rtf
from index.formats.fields.mapping import Mapping
from index.formats.pages.html import read_html
from index.formats.pages.mhtml import looks_like_mhtml, read_mhtml
from index.formats.pages.tree import looks_like_html
from index.formats.plain.text import read_text
from index.formats.raw.file import File
from index.formats.records.json_file import looks_like_json, read_json
from index.formats.records.jsonl import looks_like_jsonl, read_jsonl
from index.formats.records.spreadsheets import looks_like_spreadsheet, read_spreadsheet
from index.formats.records.tables import looks_like_table, read_table

Reader = Callable[[File], Iterator[Article | Rejected]]
HEAD = 4096

_BY_SUFFIX: dict[str, Callable[..., Iterator[Article | Rejected]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jl": read_jsonl,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".xlsx": read_spreadsheet,
    ".xlsm": read_spreadsheet,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".odt": read_odt,
    ".epub": read_epub,
    ".rss": read_feed,
    ".atom": read_feed,
    ".eml": read_mail,
    ".mbox": read_mailbox,
    ".warc": read_warc,
    ".arc": read_warc,
    ".wet": read_warc,
    ".sgm": read_reuters,
    ".sgml": read_reuters,
    ".nitf": read_newsml,
}
# What a file is whose first bytes say so, whatever it is called.
_SURE: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (looks_like_pdf, read_pdf),
    (looks_like_docx, read_docx),
    (looks_like_odt, read_odt),
    (looks_like_epub, read_epub),
    (looks_like_spreadsheet, read_spreadsheet),
    (looks_like_rtf, read_rtf),
    (looks_like_warc, read_warc),
)
# What it may be where its name does not tell, or says no more than that it is text or XML.
_LIKELY: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (looks_like_mailbox, read_mailbox),
    (looks_like_mhtml, read_mhtml),  # which has the fields of a mail
    (looks_like_mail, read_mail),
    (looks_like_feed, read_feed),
    (looks_like_newsml, read_newsml),
    (looks_like_reuters, read_reuters),
    (looks_like_html, read_html),
)
_RECORDS: tuple[tuple[Callable[[bytes], bool], Callable[..., Iterator[Article | Rejected]]], ...]
_RECORDS = (
    (looks_like_jsonl, read_jsonl),
    (looks_like_json, read_json),
    (looks_like_table, read_table),
)
_SAYS_LITTLE = (".txt", ".text", ".xml", "")
_MAPPED = (read_json, read_jsonl, read_spreadsheet, read_table)
# These read a file record by record; the others have it in memory whole.
_STREAMED = (read_json, read_jsonl, read_table, read_mailbox, read_warc, read_reuters)
_LARGEST = 250_000_000
_READS = (
    "text, Markdown, saved pages, PDF, Word, RTF, OpenDocument, EPUB, JSON, CSV, spreadsheets, "
    "feeds, mail, web archives, and packed files of these"
)


def reader_of(file: File, mapping: Mapping) -> Reader | str:
    """Return what reads a file, or why nothing does, in a sentence.

    Raises:
        OSError: The file cannot be read.
    """
    with file.path.open("rb") as stream:
        head = stream.read(HEAD)
    # The name of what was fetched is an address, whose end says nothing.
    reader = _chosen(head, _suffix(file.path.name if file.fetched else file.name))
    if reader is None:
        return f"Dateline reads {_READS}; convert it, or leave it out"
    if reader not in _STREAMED and file.path.stat().st_size > _LARGEST:
        return f"the file has more than {_LARGEST // 1_000_000} MB; cut it into smaller ones"
    return partial(reader, mapping=mapping) if reader in _MAPPED else reader


def _chosen(head: bytes, suffix: str) -> Callable[..., Iterator[Article | Rejected]] | None:
    for looks_like, reader in _SURE:
        if looks_like(head):
            return reader
    little = suffix in _SAYS_LITTLE
    if little or suffix not in _BY_SUFFIX:
        for looks_like, reader in _LIKELY:
            if looks_like(head):
                return reader
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    for looks_like, of_records in _RECORDS if not little else ():
        if looks_like(head):
            return of_records
    return None


def _suffix(name: str) -> str:
    suffixes = [each.lower() for each in Path(name).suffixes[-2:]]
    # "news.jsonl.gz", unpacked, keeps its name.
    if len(suffixes) == 2 and suffixes[1] in (".gz", ".bz2", ".xz"):
        return suffixes[0]
    return suffixes[-1] if suffixes else ""
