import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.formats.records.jsonl as jsonl
from index.articles import Article, Rejected
from index.formats.fields.urls import normalised_url
from index.formats.files import read

RECORD = {
    "id": "n-17",
    "url": "https://www.valley-courier.example/2024/bridge",
    "title": "Bridge over the Ley reopens",
    "published": "2024-05-03",
    "authors": ["Jane Doe", "John Roe"],
    "publisher": "Valley Courier",
    "section": "local",
    "text": "The bridge over the Ley reopened on Friday.\r\nHundreds walked across it.",
}


def read_lines(folder: Path, *lines: object, name: str = "news.jsonl") -> list[Article | Rejected]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return list(read(folder))


def the_article(folder: Path, **changes: object) -> Article:
    record = {**RECORD, **changes}
    (article,) = read_lines(folder, {k: v for k, v in record.items() if v is not ...})
    assert isinstance(article, Article)
    return article


def the_reason(folder: Path, line: object) -> str:
    (rejected,) = read_lines(folder, line)
    assert isinstance(rejected, Rejected)
    return rejected.reason


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz"])
def test_a_record_gives_an_article_with_all_its_fields(tmp_path, name):
    (article,) = read_lines(tmp_path, RECORD, name=name)
    assert article == Article(
        id=RECORD["url"],
        title=RECORD["title"],
        text=RECORD["text"],
        publisher="Valley Courier",
        published="2024-05-03",
        authors=("Jane Doe", "John Roe"),
        url=RECORD["url"],
        section="local",
        origin=f"{tmp_path / name}:1",
        provenance={
            name: f"the record's '{name}'"
            for name in ("title", "text", "publisher", "published", "authors", "url", "section")
        },
    )


def test_unknown_fields_are_ignored_and_only_text_is_needed(tmp_path):
    (article,) = read_lines(tmp_path, {"text": "The bridge reopened. Many came.", "mood": 3})
    assert article.id == "news.jsonl#L1"
    assert article.title == "The bridge reopened"
    assert (article.publisher, article.published, article.url, article.authors) == (None,) * 3 + (
        (),
    )
    assert article.provenance == {
        "title": "made from the first sentence",
        "text": "the record's 'text'",
    }


def test_the_id_is_the_normalised_url_else_the_records_else_the_line(tmp_path):
    assert the_article(tmp_path, url="HTTPS://News.Example:443/a/?utm_source=x#top").id == (
        "https://news.example/a"
    )
    assert the_article(tmp_path, url=None).id == "n-17"
    assert the_article(tmp_path, url="", id=17).id == "17"
    assert the_article(tmp_path, url=..., id=...).id == "news.jsonl#L1"


def test_the_url_stays_as_it_came(tmp_path):
    url = "https://News.Example/a?utm_source=x"
    assert the_article(tmp_path, url=url).url == url


def test_a_url_that_is_no_web_address_is_left_out_and_said_so(tmp_path):
    article = the_article(tmp_path, url="javascript:alert(1)")
    assert article.url is None
    assert article.id == "n-17"
    assert article.provenance["url"] == "'url' was 'javascript:alert(1)', which is no web address"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.COM:80", "http://example.com"),
        ("http://example.com/", "http://example.com"),
        ("https://example.com:8443/A/b/", "https://example.com:8443/A/b"),
        ("https://example.com/?id=7&utm_medium=mail&b=&fbclid=z", "https://example.com?id=7&b="),
        ("https://example.com/a?gclid=1&UTM_Source=2#part", "https://example.com/a"),
        ("https://example.com/a?q=a%20b&q=c", "https://example.com/a?q=a%20b&q=c"),
        ("https://example.com/a?glider=1", "https://example.com/a?glider=1"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("ftp://example.com/a", None),
        ("example.com/a", None),
        ("http://", None),
        ("http://[broken", None),
        ("http://example.com:port/", None),
        ("http://exam ple.com/", None),
    ],
)
def test_one_article_has_one_address(url, expected):
    assert normalised_url(url) == expected


@given(st.text(max_size=60).map("https://example.com/".__add__) | st.text(max_size=60))
def test_normalising_twice_changes_nothing(url):
    once = normalised_url(url)
    assert once is None or normalised_url(once) == once


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-03", "2024-05-03"),
        (" 2024-05-03 ", "2024-05-03"),
        ("2024-05-03T10:04:00Z", "2024-05-03"),
        ("2024-05-03 23:59:59+09:00", "2024-05-03"),
        ("20240503", "2024-05-03"),
        (1714730640, "2024-05-03"),
    ],
)
def test_iso_dates_and_times_are_read_to_the_day(tmp_path, written, iso):
    assert the_article(tmp_path, published=written).published == iso


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("last week", "is no date that can be read"),
        ("2024-02-31", "is no day of the calendar"),
        ("2024-13", "is no date that can be read"),
        ("03/04/2024", "could be two days"),
        ("2024-05-03Tnoon", "is no date that can be read"),
        ("2199-05-03", "is yet to come"),
    ],
)
def test_an_unreadable_date_leaves_the_article_undated_and_says_so(tmp_path, written, why):
    article = the_article(tmp_path, published=written)
    assert article.published is None
    assert article.provenance["published"] == f"'published' was '{written}', which {why}"


def test_null_and_blank_fields_are_absent(tmp_path):
    article = the_article(
        tmp_path, published=None, publisher=" ", authors=None, title="", section=None
    )
    assert article.published is article.publisher is article.section is None
    assert article.authors == ()
    assert article.title == "The bridge over the Ley reopened on Friday"
    assert set(article.provenance) == {"title", "text", "url"}


def test_one_author_may_be_a_plain_string(tmp_path):
    assert the_article(tmp_path, authors="Jane Doe").authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "the line is no JSON: "),
        ("[1, 2]", "the line is no JSON object"),
        ("[" * 100_000, "the line is no JSON"),
        ({"title": "No text"}, "the record has no text under a key that is known; its keys are"),
        ({"text": None}, "the field 'text' is null"),
        ({"text": 7}, "the field 'text' is a number, not a text"),
        ({"text": " \n"}, "the field 'text' holds no words"),
        ('{"text": "Half \\ud800 a pair"}', "the field 'text' holds half of a surrogate pair"),
        ('{"text": "ok", "title": "\\udc00"}', "the field 'title' holds half of a surrogate pair"),
        ('{"text": "A \\u0000 NUL"}', "the field 'text' holds NUL at character 2"),
    ],
)
def test_a_bad_record_is_rejected_with_its_field(tmp_path, line, reason):
    assert the_reason(tmp_path, line).startswith(reason)


def test_a_field_of_a_shape_that_means_nothing_is_absent_and_the_article_is_kept(tmp_path):
    article = the_article(tmp_path, publisher={}, authors=[1], url=4, id=True, section=7)
    assert article.publisher is article.url is article.section is None
    assert (article.authors, article.id) == ((), "news.jsonl#L1")


def test_a_whole_surrogate_pair_is_a_character(tmp_path):
    (article,) = read_lines(tmp_path, '{"text": "A bridge \\ud83c\\udf09 at night."}')
    assert article.text == "A bridge \U0001f309 at night."


def test_a_bad_record_names_its_file_and_line_and_stops_nothing(tmp_path):
    first, bad, last = read_lines(tmp_path, {"text": "One story."}, "", "oops", {"text": "Two."})
    assert (first.id, last.id) == ("news.jsonl#L1", "news.jsonl#L4")
    assert bad.origin == f"{tmp_path / 'news.jsonl'}:3"


def test_a_line_that_is_not_utf8_is_rejected_alone(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": "The bridge."}\n')
    bad, good = read(path)
    assert bad.reason == (
        "byte 13 of the line is not UTF-8 but perhaps windows-1252; convert the file to UTF-8"
    )
    assert good.text == "The bridge."


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\r\n{"text": "Two."}\r\n')
    assert [item.text for item in read(path)] == ["One.", "Two."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_says_how_a_file_is_written(tmp_path, encoding):
    written = '{"text": "Caf\u00e9."}\n{"text": "Two."}\n'
    (tmp_path / "a.jsonl").write_bytes(written.encode(encoding))
    first, second = read(tmp_path)
    assert (first.text, second.text, second.id) == ("Caf\u00e9.", "Two.", "a.jsonl#L2")


def test_what_begins_with_a_record_on_one_line_looks_like_json_lines():
    assert jsonl.looks_like_jsonl(b'{"text": "One."}\n{"te')
    assert jsonl.looks_like_jsonl(b'\xef\xbb\xbf{"text": "' + b"word " * 1000)
    for head in (b'{\n "text": "One."\n}', b"[1]\n", b"{broken\n", b"The {bridge}.\n", b""):
        assert not jsonl.looks_like_jsonl(head), head


def test_an_empty_file_is_rejected(tmp_path):
    (rejected,) = read_lines(tmp_path, "")
    assert rejected.reason == "the file is empty; leave it out"


def test_gzip_that_is_none_is_rejected(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"no gzip")
    (rejected,) = read(path)
    assert rejected.reason == "the gzip data breaks off or is damaged after line 0"


def test_a_line_too_long_for_memory_is_rejected_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100)
    long = {"text": "word " * 100}
    bad, good = read_lines(tmp_path, long, {"text": "A short one."})
    assert bad.reason.startswith("the line is longer than 100 bytes")
    assert (good.text, good.id) == ("A short one.", "news.jsonl#L2")


def test_lines_are_read_only_when_asked_for(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    articles = read(path)
    assert next(articles).text == "One."
    articles.close()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*RECORD, "other"]), inner, max_size=6)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_an_article_or_rejected(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_text(json.dumps(value) + "\n", encoding="utf-8")
    (item,) = read(path)
    assert isinstance(item, Article | Rejected)
