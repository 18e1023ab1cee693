import gzip
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.formats.collections import warc, warc_stream
from index.formats.collections.warc import looks_like_warc, read_warc
from index.formats.raw.file import File

STORY = "".join(
    f"<p>The ferry over the Ley stops in May, said {name}, who has crossed by it for years and "
    "did not expect that the harbour board would give up the Fähre so soon.</p>"
    for name in ("Ada Kerr", "Bo Lund", "Cy Marsh", "Di Noble")
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry to stop</title>"
    '<meta property="og:site_name" content="Ley Courier"></head>'
    f"<body><article><h1>Ferry to stop</h1>{STORY}</article></body></html>"
)
HTML = ("Content-Type: text/html; charset=utf-8",)


def record(kind: str, body: bytes, uri: str = "https://l.example/a", media: str = "") -> bytes:
    fields = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        "WARC-Date: 2024-06-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {media or 'application/http; msgtype=response'}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return fields.encode() + body + b"\r\n\r\n"


def response(
    page: bytes, *fields: str, uri: str = "https://l.example/a", status: str = "200 OK"
) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", *(fields or HTML)))
    return record("response", f"{head}\r\n\r\n".encode() + page, uri)


def read(folder: Path, raw: bytes) -> list[Article | Rejected]:
    path = folder / "a.warc.gz"
    path.write_bytes(raw)
    return list(read_warc(File(path, "a.warc.gz", str(path))))


PAGES = [response(PAGE.encode(), uri=f"https://l.example/{n}") for n in range(3)]
INFO = record("warcinfo", b"software: x\r\n", media="application/warc-fields")


@pytest.mark.parametrize("packed", ["not", "each", "whole"])
def test_each_page_is_an_article_and_the_day_it_was_fetched_is_no_date(tmp_path, packed):
    records = [INFO, *PAGES, record("request", b"GET / HTTP/1.1\r\n\r\n")]
    raw = b"".join(gzip.compress(each) if packed == "each" else each for each in records)
    first, *others = read(tmp_path, gzip.compress(raw) if packed == "whole" else raw)
    assert (first.id, first.url) == ("https://l.example/0", "https://l.example/0")
    assert (first.title, first.publisher) == ("Ferry to stop", "Ley Courier")
    assert first.text.startswith("The ferry over the Ley") and "Fähre" in first.text
    assert first.published is first.updated is None
    assert first.origin == f"{tmp_path}/a.warc.gz#2"
    assert [each.id for each in others] == ["https://l.example/1", "https://l.example/2"]


@pytest.mark.parametrize(
    ("page", "field"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate"),
        (brotli.compress(PAGE.encode()), "Content-Encoding: br"),
        (PAGE.encode(), "Content-Encoding: gzip"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()),
         "Transfer-Encoding: chunked"),
    ],
    ids=["gzip", "deflate", "br", "not after all", "chunked"],
)  # fmt: skip
def test_a_page_is_unpacked_as_its_server_says(tmp_path, page, field):
    (article,) = read(tmp_path, response(page, *HTML, field))
    assert "Di Noble" in article.text and "Fähre" in article.text


def test_the_charset_that_the_server_names_goes_before_the_pages(tmp_path):
    page = PAGE.replace("<head>", '<head><meta charset="utf-8">').encode("cp1252")
    (article,) = read(tmp_path, response(page, "Content-Type: text/html; charset=windows-1252"))
    assert "Fähre" in article.text


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_a_page_that_unpacks_to_fill_the_memory_is_rejected(tmp_path, coding):
    zeros = b"<p>" + b"\0" * 40_000_000
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding)
    packed = pack(zeros, 1) if pack else brotli.compress(zeros, quality=1)
    rejected, article = read(
        tmp_path, response(packed, *HTML, f"Content-Encoding: {coding}") + PAGES[0]
    )
    assert rejected.reason == "the page has more than 30,000,000 bytes"
    assert article.title == "Ferry to stop"


def test_what_is_no_page_is_passed_over_and_documents_are_counted_in_one_note(tmp_path):
    raw = b"".join(
        (
            response(b"\x89PNG", "Content-Type: image/png"),
            response(b"%PDF", "Content-Type: application/pdf"),
            response(b"%PDF", "Content-Type: application/pdf"),
            response(b"Not found", status="404 Not Found"),
            PAGES[0],
            record("metadata", b"x: y", media="text/html"),
        )
    )
    article, note = read(tmp_path, raw)
    assert article.origin.endswith("#5")
    assert note.reason == (
        "what is no web page in the archive was not read: application/pdf (2)"
    )  # fmt: skip
    (only,) = read(tmp_path, response(b"\x89PNG", "Content-Type: image/png"))
    assert only.reason == "what is no web page in the archive was not read: image/png (1)"


def test_the_text_that_was_made_of_pages_is_read(tmp_path):
    words = "Ferry to stop\n\nThe ferry over the Ley stops in May, the harbour board said.\n"
    raw = record("conversion", words.encode(), media="text/plain")
    article, empty = read(tmp_path, raw + record("conversion", b" ", media="text/plain"))
    assert (article.id, article.title) == ("https://l.example/a", "Ferry to stop")
    assert empty.reason == "the page holds no words"


def test_a_page_without_an_address_has_its_number(tmp_path):
    (article,) = read(tmp_path, record("resource", PAGE.encode(), "urn:x", media="text/html"))
    assert (article.id, article.url) == ("a.warc.gz#1", None)


def test_an_arc_file_is_read_too(tmp_path):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    version = b"1 0 Ley\nURL IP-address Archive-date Content-type Archive-length\n"
    raw = b"filedesc://a.arc 0.0.0.0 20240601000000 text/plain %d\n%s\n" % (len(version), version)
    raw += b"https://l.example/a 1.2.3.4 20240601000000 text/html %d\n%s\n" % (len(body), body)
    (article,) = read(tmp_path, raw)
    assert (article.id, article.published) == ("https://l.example/a", None)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_gives_the_whole_pages(tmp_path, packed):
    records = [gzip.compress(each) if packed else each for each in PAGES]
    whole = b"".join(records)
    for cut in range(len(whole) - len(records[2]), len(whole) - 4, 97):
        *articles, broken = read(tmp_path, whole[:cut])
        if cut == len(whole) - len(records[2]):
            assert [each.id[-1] for each in [*articles, broken]] == ["0", "1"]
        else:
            assert [each.id[-1] for each in articles] == ["0", "1"]
            assert broken.reason.startswith("the web archive breaks off"), cut


def test_gzip_with_damage_inside_keeps_what_came_before(tmp_path):
    packed = [gzip.compress(each) for each in PAGES]
    damaged = packed[0] + packed[1][:40] + b"\0" * 40 + packed[1][80:] + packed[2]
    article, broken = read(tmp_path, damaged)
    assert article.id == "https://l.example/0"
    assert broken.reason == "the web archive breaks off or is damaged after record 1"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the web archive holds no pages; leave it out"),
        (b"no archive\n" * 9, "the web archive is damaged after record 0"),
        (b"WARC/1.0\r\nX: " + b"a" * 10_000_000, "the web archive has fields without an end"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n123456789\r\n\r\n",
         "the web archive is damaged after record 0"),
    ],
    ids=["empty", "words", "endless", "no address"],
)  # fmt: skip
def test_what_is_no_archive_is_rejected(tmp_path, capfd, raw, reason):
    (rejected,) = read(tmp_path, raw)
    assert rejected.reason.startswith(reason)
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_to_the_terminal_over_wrong_lengths(tmp_path, capfd):
    wrong = PAGES[0].replace(b"Content-Length: ", b"Content-Length: 1", 1)
    read(tmp_path, wrong)
    read(tmp_path, PAGES[0].replace(b"\r\n\r\n", b"\r\n\r\nmore", 1) + PAGES[1])
    assert capfd.readouterr() == ("", "")


def test_records_are_read_only_when_asked_for(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(PAGES))
    records = read_warc(File(path, "a.warc", str(path)))
    assert next(records).id == "https://l.example/0"
    records.close()


def test_a_version_or_a_description_tells_an_archive():
    for head in (INFO, gzip.compress(INFO), b"filedesc://a.arc 0"):
        assert looks_like_warc(head[:4096])
    for head in (b"", b"\x1f\x8bxx", gzip.compress(b"words"), b"The WARC/1.0"):
        assert not looks_like_warc(head)
    assert warc.LONGEST_PAGE == warc_stream.LONGEST_PAGE


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_bytes_make_reading_an_archive_raise(tmp_path, data):
    raw = bytearray(INFO + PAGES[0])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, min(len(raw) - 1, 700)))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    assert all(isinstance(item, Article | Rejected) for item in read(tmp_path, bytes(raw)))
