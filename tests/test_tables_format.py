import csv
import datetime
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from index.articles import Article, Rejected
from index.formats.fields.mapping import NO_MAPPING, Mapping, parse_mapping
from index.formats.raw.file import File
from index.formats.records import tables
from index.formats.records.spreadsheets import looks_like_spreadsheet, read_spreadsheet
from index.formats.records.tables import looks_like_table, read_table


def read(folder: Path, content: str | bytes, mapping: Mapping = NO_MAPPING, name: str = "a.csv"):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_table(File(path, name, str(path)), mapping))


def test_a_row_is_an_article_and_its_id_is_the_line_it_begins_on(tmp_path):
    first, second = read(
        tmp_path,
        'title,text,date,authors\n"Ferry, to stop","The ferry stops.\nIn May, ""they"" said.",'
        "2024-05-03,Jane Doe and John Roe\n\nBridge,The bridge reopened.,2024-05-04,\n",
    )
    assert (first.title, first.published) == ("Ferry, to stop", "2024-05-03")
    assert first.text == 'The ferry stops.\nIn May, "they" said.'
    assert first.authors == ("Jane Doe", "John Roe")
    assert (first.id, first.origin) == ("a.csv#L2", f"{tmp_path}/a.csv:2")
    assert (second.id, second.origin, second.authors) == ("a.csv#L5", f"{tmp_path}/a.csv:5", ())
    assert first.provenance["text"] == "the record's 'text'"


@pytest.mark.parametrize(
    "content",
    [
        "title;text\nFerry;The ferry stops, at last\n",
        "sep=;\r\ntitle;text\r\nFerry;The ferry stops, at last\r\n",
        "title\ttext\nFerry\tThe ferry stops, at last\n",
        "title|text\nFerry|The ferry stops, at last\n",
        '"title","text"\n"Ferry","The ferry stops, at last"\n',
        '"title","text"\n"Ferry","The ferry stops, at last"\n"B ""x""","C \\""" d"\n',
        "An export\n\ntitle,text\nFerry,\"The ferry stops, at last\"\n",
        "title,text\rFerry,\"The ferry stops, at last\"\r",
        "\ufefftitle,text\nFerry,\"The ferry stops, at last\"\n",
        ",Title,Full Text\n0,Ferry,\"The ferry stops, at last\"\n",
    ],
)  # fmt: skip
def test_what_parts_and_quotes_the_cells_is_told_from_the_table(tmp_path, content):
    first = read(tmp_path, content)[0]
    assert (first.title, first.text) == ("Ferry", "The ferry stops, at last")


def test_backslashes_before_quotation_marks_are_told_from_the_table(tmp_path):
    first, second = read(
        tmp_path, 'title,text\n"The \\"Ley\\"","It \\"stops\\", they said."\nB,"C, d"\n'
    )
    assert (first.title, first.text) == ('The "Ley"', 'It "stops", they said.')
    assert second.text == "C, d"


def test_quotation_marks_of_a_table_that_quotes_nothing_stay(tmp_path):
    first, second = read(
        tmp_path, 'id\ttitle\ttext\n1\tFerry\t"Stop," she said. It did.\n2\tB\tA 5" pipe.\n'
    )
    assert (first.text, second.text) == ('"Stop," she said. It did.', 'A 5" pipe.')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_told_from_the_table(tmp_path, encoding):
    text = "Die Brücke über die Ley ist für Fußgänger geöffnet, größer und schöner als zuvor."
    (article,) = read(tmp_path, f"title;text\nBrücke;{text}\n".encode(encoding))
    assert (article.title, article.text) == ("Brücke", text)


def test_a_table_that_no_encoding_fits_is_rejected(tmp_path):
    (rejected,) = read(tmp_path, b"title,text\nA,The bridge \xff\xfe\x80\xe9 odd \x81\x8d\n")
    assert rejected.reason.startswith("byte 24 is not UTF-8")


def test_damage_far_behind_the_first_rows_is_noticed_before_any_is_read(tmp_path):
    raw = b"title,text\n" + b"A,The bridge reopened.\n" * 100_000 + b"B,caf\xe9 \x81\n"
    (rejected,) = read(tmp_path, raw)
    assert rejected.reason.startswith("byte 2,300,016 is not UTF-8")


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        ("", ["the file is empty; leave it out"]),
        ("title,text\nA,The ferry, it stops\nB,c\n",
         ["the row has 3 cells, but 2 columns are named; quote cells that hold what parts them",
          None]),
        ('title,text\nA,b\nB,"The ferry.\nC,d\n',
         [None, "the quotation mark that opens a cell is never closed"]),
        ("title,text,date\nA\nB,c d,\n", ["the field 'text' is null", None]),
        ("title,text\nA,b\0c\nB,d\n", ["the field 'text' holds NUL at character 1", None]),
    ],
)  # fmt: skip
def test_a_bad_row_is_rejected_alone(tmp_path, content, reasons):
    found = read(tmp_path, content)
    assert [getattr(each, "reason", None) for each in found] == reasons


def test_a_table_without_a_usable_header_says_the_columns_that_it_saw(tmp_path):
    rows = "kop,inhoud\nVeer stopt,Het veer stopt in mei.\nBrug,De brug is open.\n"
    (told,) = read(tmp_path, rows)
    assert told.reason.startswith(
        "2 records have no text under a key that is known; its columns, as the first row has "
        "them, are 'kop' and 'inhoud'; map those that are title, text, "
    )
    assert told.reason.endswith("as in text=inhoud,title=kop")
    first, _ = read(tmp_path, rows, parse_mapping("text=inhoud,title=kop"))
    assert (first.title, first.text) == ("Veer stopt", "Het veer stopt in mei.")


def test_empty_words_of_programs_are_no_values(tmp_path):
    (article,) = read(tmp_path, "title,text,author,date,url\nnan,The ferry.,NULL,None,\\N\n")
    assert (article.title, article.authors, article.published) == ("The ferry", (), None)


def test_a_line_too_long_for_memory_is_rejected_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_LINE", 300_000)
    before = csv.field_size_limit()
    first, long, last = read(tmp_path, f"title,text\nA,b\nB,{'word ' * 90_000}\nC,d\n")
    assert long.reason == "the row cannot be read: a line is longer than 300,000 characters"
    assert (first.title, last.title, last.id) == ("A", "C", "a.csv#L4")
    assert csv.field_size_limit() == max(before, 300_000)


def test_a_cell_may_be_as_long_as_an_article(tmp_path):
    (article,) = read(tmp_path, f"title,text\nA,{'word ' * 200_000}\n")
    assert len(article.text) == 1_000_000


def test_rows_are_read_only_when_asked_for(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title,text\nA,b\nB,c\n")
    rows = read_table(File(path, "a.csv", str(path)))
    assert next(rows).title == "A"
    rows.close()


def test_a_first_row_that_names_a_text_looks_like_a_table():
    for head in (b"title,text\nA", b"id;Headline;Body\n", "\ufeffurl\tcontent\n".encode()):
        assert looks_like_table(head), head
    for head in (b"The text, he said.\n", b"a,b\n", b"text\n", b"", b"\xff\xfet\0e\0"):
        assert not looks_like_table(head), head


def test_hostile_tables_are_read_in_time_that_grows_with_their_length(tmp_path):
    started = time.monotonic()
    for unit in (",", '"', '\\"', '"",', ";\n", '"\n', "a,b\n", "\r", "sep=;\n", "\t"):
        read(tmp_path, "title,text\n" + unit * (20_000 // len(unit)))
    assert time.monotonic() - started < 20


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='ab,;"\n\r\t\\\0é', max_size=200)))
def test_no_bytes_make_reading_a_table_raise(tmp_path, content):
    raw = content.encode() if isinstance(content, str) else content
    for item in [*read(tmp_path, raw), *read(tmp_path, b"title,text\n" + raw)]:
        assert isinstance(item, Article | Rejected)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read_sheets(folder: Path, raw: bytes):
    path = folder / "a.xlsx"
    path.write_bytes(raw)
    return list(read_spreadsheet(File(path, "a.xlsx", str(path))))


def test_a_spreadsheet_has_an_article_a_row_of_each_sheet(tmp_path):
    raw = workbook(
        ("May", [["Title", "Text", "Date", "Id"],
                 ["Ferry", "The ferry stops.", datetime.datetime(2024, 5, 3, 9), 17.0],
                 [None, None, None, None],
                 [2024, "The bridge.", 20240504, None]]),
        ("Old", [["Some export"], ["body", "headline"], ["The market.", "Market"]]),
        ("Empty", []),
    )  # fmt: skip
    assert looks_like_spreadsheet(raw[:4096])
    first, second, third = read_sheets(tmp_path, raw)
    assert (first.id, first.published) == ("17", "2024-05-03")
    assert (second.title, second.id) == ("2024", "a.xlsx#May!4")
    assert (second.origin, second.published) == (f"{tmp_path}/a.xlsx#May!4", "2024-05-04")
    assert (third.title, third.id) == ("Market", "a.xlsx#Old!3")


@pytest.mark.parametrize("keep", [0, 30, 2000, -30])
def test_a_damaged_spreadsheet_is_rejected(tmp_path, keep):
    raw = workbook(("S", [["title", "text"], ["A", "b"]]))
    (rejected,) = read_sheets(tmp_path, raw[:keep])
    assert rejected.reason == "the spreadsheet is damaged from here on, or none at all"


def changed(raw: bytes, name: str, content: bytes) -> bytes:
    """A spreadsheet with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return made.getvalue()


def test_a_spreadsheet_that_would_fill_the_memory_is_rejected(tmp_path):
    raw = workbook(("S", [["title", "text"], ["A", "b"]]))
    zeros = changed(raw, "xl/theme/theme1.xml", b"\0" * 300_000_000)
    (large,) = read_sheets(tmp_path, zeros)
    assert "bytes unpacked, more than" in large.reason
    rows = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="999999999999"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        b"</worksheet>"
    )
    (far,) = read_sheets(tmp_path, changed(raw, "xl/worksheets/sheet1.xml", rows))
    assert "more than 1,048,576 rows" in far.reason
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    (entity,) = read_sheets(tmp_path, changed(raw, "xl/worksheets/sheet1.xml", entities))
    assert entity.reason == "the spreadsheet is damaged from here on, or none at all"
