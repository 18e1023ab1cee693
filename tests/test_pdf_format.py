"""PDFs that programs made, compared with the text that they were made from, word for word."""

import re
import shutil
import zlib
from pathlib import Path

import pytest

from index.articles import Article, Rejected
from index.formats.documents.pdf import looks_like_pdf, read_pdf
from index.formats.documents.pdf_layout import blocks_of
from index.formats.documents.pdf_page import Page, Stretch
from index.formats.raw.file import File

FIXTURES = Path(__file__).parent / "fixtures" / "formats"
PARAGRAPHS = (FIXTURES / "bridge.txt").read_text(encoding="utf-8").strip().split("\n\n")
HEAD, STORY = PARAGRAPHS[:3], PARAGRAPHS[3:]


def read(path: Path) -> list[Article | Rejected]:
    return list(read_pdf(File(path, path.name, str(path))))


def the_article(name: str) -> Article:
    (article,) = read(FIXTURES / name)
    assert isinstance(article, Article), article
    return article


def paragraphs(article: Article) -> list[str]:
    return article.text.strip().split("\n\n")


def test_two_columns_are_read_one_after_the_other_over_pages_without_heads_and_numbers():
    article = the_article("columns.pdf")
    assert paragraphs(article) == [*HEAD, *STORY, *STORY]
    assert (article.id, article.title) == ("columns.pdf", HEAD[0])
    assert (article.published, article.authors) == ("2024-05-03", ("Jane Doe",))
    assert "Courier" not in article.text and "Page" not in article.text


def test_three_columns_with_divided_words_and_ligatures_below_a_paper_s_name():
    article = the_article("newspaper.pdf")
    assert paragraphs(article) == ["The Leyton Courier", *HEAD, *STORY]
    assert article.title == HEAD[0]
    assert article.provenance["title"] == "the largest line of the first page"
    assert article.provenance["text"] == "ligatures taken apart"


def test_columns_that_are_drawn_line_by_line_across_both_are_read_by_columns():
    text = the_article("rows.pdf").text
    first, second = " ".join(STORY[:4]), " ".join(STORY[4:8])
    assert text.index(STORY[2][-60:]) < text.index(STORY[4][:60])
    assert first in " ".join(text.split())
    assert second[:600] in " ".join(text.split())


def test_a_browser_s_print_has_the_page_s_address_and_not_the_day_of_printing():
    article = the_article("printed.pdf")
    assert paragraphs(article) == [HEAD[0], HEAD[1], *STORY]
    assert article.published is None
    assert article.url == article.id == "https://leytoncourier.example/bridge-reopens"
    assert article.provenance["url"] == "the address printed on its pages"


def test_the_name_of_a_file_and_an_account_are_neither_title_nor_author():
    article = the_article("columns.pdf")  # its /Title is "Microsoft Word - bridge.doc"
    assert (article.title, article.authors) == (HEAD[0], ("Jane Doe",))
    assert article.provenance["authors"] == "the line 'By Jane Doe'"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("scanned.pdf", "its pages are pictures; make text of it by OCR first"),
        ("encrypted.pdf", "the file is encrypted with a password; save it without one"),
    ],
)
def test_what_has_no_text_to_be_read_is_rejected_with_the_reason(name, reason):
    assert read(FIXTURES / name) == [Rejected(str(FIXTURES / name), reason)]


@pytest.mark.parametrize("kept", [0, 9, 400, 20_000])
def test_a_pdf_that_breaks_off_is_rejected(tmp_path, kept):
    raw = (FIXTURES / "columns.pdf").read_bytes()[:kept]
    (tmp_path / "a.pdf").write_bytes(raw)
    (rejected,) = read(tmp_path / "a.pdf")
    assert rejected.reason == "the PDF is damaged or breaks off; save it again"


def pdf_of(content: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page, whose content is packed, in its smallest form."""
    packed = zlib.compress(content, 9)
    return b"".join(
        [
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R",
            b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n",
            b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed),
            packed,
            b"\nendstream endobj\n",
            b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
            more,
            b"trailer<</Root 1 0 R/Info 6 0 R>>\n",
        ]
    )


def shown(lines: list[str]) -> bytes:
    """Content that shows lines from the top of the page down."""
    rows = (f"1 0 0 1 40 {360 - 14 * at} Tm ({line}) Tj " for at, line in enumerate(lines))
    return f"BT /F1 12 Tf {''.join(rows)} ET".encode()


STORED = [
    "Bridge over the Ley reopens",
    "The bridge over the Ley reopened on Monday, two years",
    "after a flood carried half of it away.",
]


def info(**values: str) -> bytes:
    pairs = "".join(f"/{name}({value})" for name, value in values.items())
    return f"6 0 obj<<{pairs}>>endobj\n".encode()


def test_the_day_of_making_counts_only_where_a_typesetter_s_program_made_the_file(tmp_path):
    path = tmp_path / "a.pdf"
    for creator, day in [("Adobe InDesign 19.0", "2024-05-03"), ("Word", None), ("Chrome", None)]:
        about = info(Creator=creator, CreationDate="D:20240503101500Z")
        path.write_bytes(pdf_of(shown(STORED), about))
        (article,) = read(path)
        assert article.published == day
    assert article.title == STORED[0]


def test_a_likely_title_is_taken_where_the_text_has_none(tmp_path):
    path = tmp_path / "a.pdf"
    likely = {"Title": "How the bridge came back", "Author": "Jane Doe"}
    path.write_bytes(pdf_of(shown(STORED[1:]), info(**likely)))
    (article,) = read(path)
    assert (article.title, article.provenance["title"]) == (likely["Title"], "the PDF's title")
    assert article.authors == ()  # the text names nobody
    path.write_bytes(pdf_of(shown(STORED[1:]), info(Title="bridge_final_v2.indd", Author="user")))
    (article,) = read(path)
    assert article.title == (
        "The bridge over the Ley reopened on Monday, two years after a flood carried half of it"
        " away"
    )


def test_what_unpacks_to_gigabytes_is_rejected_before_it_does(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_of(b" " * 100_000_000))
    (rejected,) = read(tmp_path / "a.pdf")
    assert rejected.reason == "a part of it unpacks to more than 64 MB; leave it out"


def test_a_page_without_a_letter_is_no_article(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_of(b"q Q"))
    (rejected,) = read(tmp_path / "a.pdf")
    assert rejected.reason == "it has no text; leave it out"


def test_letters_far_off_the_page_are_passed_over(tmp_path):
    far = b"BT /F1 12 Tf 1 0 0 1 900000000 10 Tm (Hidden) Tj ET "
    (tmp_path / "a.pdf").write_bytes(pdf_of(far + shown(STORED)))
    (article,) = read(tmp_path / "a.pdf")
    assert "Hidden" not in article.text and STORED[0] in article.text


def stretch(left: float, bottom: float, text: str, size: float = 10.0) -> Stretch:
    return Stretch(left, bottom, left + 0.5 * size * len(text), bottom + size, size, text)


def test_a_first_letter_of_three_lines_height_begins_its_word():
    cap = Stretch(40, 270, 58, 300, 30.0, "T")
    lines = [
        stretch(59, 290, "he bridge over the Ley, which a flood"),
        stretch(59, 278, "carried away two years ago, is open"),
        stretch(40, 266, "again to all who want to go across it"),
    ]
    (block,) = blocks_of([Page(400, (cap, *lines), pictures=False)])
    assert " ".join(block.lines).startswith("The bridge over the Ley")


def test_what_repeats_at_the_edges_of_pages_goes_and_what_repeats_within_stays():
    def page(number: int) -> Page:
        return Page(
            400,
            (
                stretch(40, 385, f"The Courier 3 May 2024 {number}"),
                stretch(40, 200, "The same words stand on each of the pages, and stay."),
                stretch(40, 10, f"- {number} -"),
            ),
            pictures=False,
        )

    blocks = blocks_of([page(1), page(2), page(3)])
    lines = [line for block in blocks for line in block.lines]
    assert lines == ["The same words stand on each of the pages, and stay."] * 3


def test_a_pdf_is_told_by_its_first_bytes(tmp_path):
    assert looks_like_pdf(b"%PDF-1.7\n") and looks_like_pdf(b"\r\njunk %PDF-1.4")
    assert not looks_like_pdf(b"PK\x03\x04") and not looks_like_pdf(b"A story of %PD")
    shutil.copy(FIXTURES / "columns.pdf", tmp_path / "a.pdf")
    assert re.match(rb"%PDF", (tmp_path / "a.pdf").read_bytes())
