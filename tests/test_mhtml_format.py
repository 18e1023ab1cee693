"""Pages that browsers save as one file, with their pictures and frames. All are invented."""

import base64
import quopri

import pytest

from index.articles import Article, Rejected
from index.formats.pages.mhtml import LONGEST_ARCHIVE, read_mhtml
from index.formats.raw.file import File

STORY = (
    "The bridge over the Ley reopened to traffic on Monday after two years of repairs that cost "
    "the town of Leyton 4.2 million crowns, its engineer said; buses cross it from Thursday on."
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Leyton bridge reopens</title></head><body><article>"
    f"<h1>Leyton bridge reopens</h1><p>{STORY}</p><p>“Nobody had looked under the piers”, she "
    "added, “for three hundred years, and what we found there was a surprise.”</p></article></body>"
    "</html>"
)
AD = "<html><body><p>Buy a boat. It is a good boat, and it floats on any river.</p></body></html>"
ADDRESS = "https://courier.example/town/bridge"


def part(
    content: bytes, kind: str = "text/html", encoding: str = "quoted-printable", **headers: str
) -> bytes:
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    coded = quopri.encodestring(content) if encoding == "quoted-printable" else (
        base64.encodebytes(content) if encoding == "base64" else content
    )  # fmt: skip
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{told}\r\n"
    return head.encode() + coded


def saved(*parts: bytes, head: str = "", more: str = "") -> bytes:
    """As Chromium writes it."""
    begin = (
        "From: <Saved by Blink>\r\nSubject: Leyton bridge reopens\r\n"
        f"Date: Tue, 7 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{head}"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";{more}\r\n'
        '\tboundary="--b--"\r\n\r\n'
    ).encode()
    return begin + b"".join(b"\r\n----b--\r\n" + each for each in parts) + b"\r\n----b----\r\n"


def read(tmp_path, raw: bytes) -> Article | Rejected:
    path = tmp_path / "bridge.mhtml"
    path.write_bytes(raw)
    (item,) = read_mhtml(File(path, "saved/bridge.mhtml", "/news/saved/bridge.mhtml"))
    return item


def test_the_page_that_chromium_saved_is_read_under_its_address(tmp_path):
    article = read(
        tmp_path,
        saved(
            part(PAGE.encode(), Content_Location=ADDRESS, Content_ID="<frame-1@mhtml.blink>"),
            part(b"\x89PNG", "image/png", "base64", Content_Location=f"{ADDRESS}.png"),
            head=f"Snapshot-Content-Location: {ADDRESS}\r\n",
        ),
    )
    assert isinstance(article, Article)
    assert article.title == "Leyton bridge reopens" and article.text.startswith(STORY)
    assert "“Nobody had looked" in article.text
    assert article.url == article.id == ADDRESS
    assert article.provenance["url"] == "the address it was fetched from"
    assert article.origin == "/news/saved/bridge.mhtml"


def test_the_day_of_saving_is_not_that_of_publication(tmp_path):
    article = read(tmp_path, saved(part(PAGE.encode())))
    assert isinstance(article, Article) and article.published is None
    assert article.id == "saved/bridge.mhtml" and article.url is None


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (f"Snapshot-Content-Location: {ADDRESS}\r\n", ""),
        ("", '\r\n\tstart="<page@x>";'),
    ],
)
def test_of_several_pages_the_main_one_is_read(tmp_path, head, more):
    parts = (
        part(AD.encode(), Content_Location="https://ads.example/", Content_ID="<ad@x>"),
        part(PAGE.encode(), Content_Location=ADDRESS, Content_ID="<page@x>"),
    )
    article = read(tmp_path, saved(*parts, head=head, more=more))
    assert isinstance(article, Article) and article.url == ADDRESS


def test_the_charset_of_the_parts_header_counts(tmp_path):
    raw = part(PAGE.encode("cp1252"), 'text/html; charset="windows-1252"', "base64")
    article = read(tmp_path, saved(raw))
    assert isinstance(article, Article) and "“Nobody had looked" in article.text


def test_a_charset_that_does_not_exist_is_passed_over(tmp_path):
    article = read(tmp_path, saved(part(PAGE.encode(), "text/html; charset=martian", "base64")))
    assert isinstance(article, Article) and "“Nobody had looked" in article.text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no mail at all",
        saved(part(b"\x89PNG", "image/png", "base64")),
        saved(),
        b"\xff\xfe\0\0" * 50,
    ],
)
def test_a_file_without_a_page_is_rejected(tmp_path, raw):
    rejected = read(tmp_path, raw)
    assert isinstance(rejected, Rejected) and rejected.reason == (
        "the file holds no web page; save the page again, or leave it out"
    )


def test_a_file_that_breaks_off_gives_what_is_there_of_its_page(tmp_path):
    whole = saved(part(PAGE.encode() + AD.encode() * 50))
    article = read(tmp_path, whole[: len(whole) // 2])
    assert isinstance(article, Article) and article.text.startswith(STORY)


def test_a_file_that_is_too_large_is_rejected(tmp_path):
    path = tmp_path / "large.mhtml"
    with path.open("wb") as file:
        file.truncate(LONGEST_ARCHIVE + 1)
    (rejected,) = read_mhtml(File(path, "large.mhtml", str(path)))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "the file has more than 100 MB; save the page alone"
