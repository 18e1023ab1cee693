import datetime
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping, parse_mapping
from index.formats.fields.record_dates import day_of
from index.formats.raw.file import File
from index.formats.records.json_file import looks_like_json, read_json
from index.formats.records.jsonl import read_jsonl
from index.formats.records.records import Place, article_from_record
from index.formats.records.terms import kind_of, language_of
from index.naming.identity import place

PLACE = Place("news.jsonl#L3", "/news/news.jsonl:3")
TEXT = "The ferry over the Ley stops in May. The harbour board said so on Friday."
TODAY = datetime.date(2024, 6, 1)


def article_of(record: dict, mapping: Mapping = NO_MAPPING) -> Article:
    made = article_from_record(record, PLACE, mapping)
    assert isinstance(made, Article), made
    return made


def reason_of(record: dict, mapping: Mapping = NO_MAPPING) -> str:
    made = article_from_record(record, PLACE, mapping)
    assert isinstance(made, Rejected), made
    return made.reason


def read_file(folder: Path, value: object, mapping: Mapping = NO_MAPPING, name: str = "a.json"):
    path = folder / name
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    path.write_bytes(raw)
    read = read_jsonl if name.endswith("l") else read_json
    return list(read(File(path, name, str(path)), mapping))


def test_an_answer_of_newsapi_is_read_and_says_that_its_text_breaks_off():
    article = article_of(
        {
            "source": {"id": None, "name": "Ley Courier"},
            "author": "By Jane Doe and John Roe",
            "title": "Ferry to stop",
            "description": "The ferry stops in May.",
            "url": "https://ley-courier.example/ferry",
            "publishedAt": "2024-05-03T22:15:00Z",
            "content": "Traders were told by letter on Friday… [+1432 chars]",
        }
    )
    assert article.text == "The ferry stops in May.\n\nTraders were told by letter on Friday…"
    assert article.provenance["text"] == (
        "the record's 'description' and 'content' (which breaks off)"
    )
    assert (article.publisher, article.published) == ("Ley Courier", "2024-05-03")
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.id == article.url == "https://ley-courier.example/ferry"
    assert article.provenance["publisher"] == "the record's 'source'"


def test_an_item_of_the_guardians_interface_is_read_from_its_inner_fields():
    article = article_of(
        {
            "id": "uk/2024/may/03/ferry",
            "type": "liveblog",
            "sectionName": "UK news",
            "webPublicationDate": "2024-05-03T09:15:00Z",
            "webTitle": "Ferry to stop",
            "webUrl": "https://daily.example/ferry",
            "fields": {
                "headline": "Ferry to stop",
                "byline": "Jane Doe in Easthaven",
                "trailText": "It <strong>stops</strong> in May",
                "body": "<p>Not this.</p>",
                "bodyText": TEXT,
            },
        }
    )
    assert (article.title, article.text, article.authors) == ("Ferry to stop", TEXT, ("Jane Doe",))
    assert (article.section, article.kind, article.published) == ("UK news", "live", "2024-05-03")
    assert article.provenance["authors"] == "the record's 'fields.byline'"


@pytest.mark.parametrize(
    "byline",
    [
        {"original": "By Jane Doe and John Roe"},
        {
            "original": None,
            "person": [
                {"firstname": "Jane", "middlename": None, "lastname": "Doe"},
                {"firstname": "John", "middlename": "Q.", "lastname": "Roe"},
            ],
        },
    ],
)
def test_a_document_of_the_new_york_times_interface_is_a_summary_and_says_so(byline):
    article = article_of(
        {
            "abstract": "The ferry stops in May.",
            "lead_paragraph": "The ferry stops in May. Traders were told.",
            "snippet": "The ferry stops in May.",
            "headline": {"main": "Ferry to Stop", "kicker": None},
            "pub_date": "2024-05-03T23:30:00-0400",
            "byline": byline,
            "section_name": "World",
            "type_of_material": "Op-Ed",
            "web_url": "https://times.example/ferry.html",
            "source": "The Ley Times",
            "_id": "times://article/1",
        }
    )
    assert article.text == "The ferry stops in May. Traders were told."
    assert article.provenance["text"] == "the record's 'lead_paragraph' (summary only)"
    assert (article.title, article.publisher) == ("Ferry to Stop", "The Ley Times")
    assert (article.published, article.kind, article.section) == ("2024-05-03", "opinion", "World")
    assert article.authors[0] == "Jane Doe" and len(article.authors) == 2


def test_records_of_crawlers_are_read_and_a_site_is_told_from_a_publisher():
    article = article_of(
        {
            "maintext": TEXT,
            "title": "Ferry to stop",
            "date_publish": "2024-05-03 09:15:00",
            "date_modify": "2024-05-04 10:00:00",
            "date_download": "2024-06-01 00:00:00",
            "source_domain": "www.ley-courier.example",
            "authors": ["Jane Doe"],
            "language": "en",
            "url": "https://ley-courier.example/ferry",
        }
    )
    assert (article.text, article.published, article.updated) == (TEXT, "2024-05-03", "2024-05-04")
    assert article.publisher == "ley-courier.example"
    assert article.provenance["publisher"] == (
        "the record's 'source_domain', which names no publisher but a site"
    )
    named = article_of({"text": TEXT, "domain": "ley-courier.example", "site_name": "Ley Courier"})
    assert named.publisher == "Ley Courier"


def test_a_reference_of_csl_json_is_read_with_its_date_in_parts_and_names_in_parts():
    article = article_of(
        {
            "id": "http://library.example/items/X1",
            "type": "article-newspaper",
            "container-title": "Ley Courier",
            "source": "Some database",
            "title": "Ferry to stop",
            "abstract": TEXT,
            "URL": "https://ley-courier.example/ferry",
            "issued": {"date-parts": [[2024, 5, 3]]},
            "accessed": {"date-parts": [[2024, 6, 1]]},
            "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Harbour desk"}],
            "language": "en-GB",
        }
    )
    assert (article.publisher, article.published) == ("Ley Courier", "2024-05-03")
    assert article.authors == ("Jane Doe", "Harbour desk")
    assert (article.kind, article.language) == (None, "en")


def test_what_schema_org_calls_a_news_article_is_read():
    article = article_of(
        {
            "@type": "OpinionNewsArticle",
            "headline": "Ferry to stop",
            "articleBody": TEXT,
            "datePublished": "2024-05-03T09:15:00+01:00",
            "dateModified": "2024-05-04",
            "publisher": {"@type": "Organization", "name": "Ley Courier"},
            "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}],
            "articleSection": ["Arts &amp; Crafts", "Harbour"],
            "inLanguage": {"name": "English"},
            "mainEntityOfPage": {"@id": "https://ley-courier.example/ferry"},
        }
    )
    assert (article.kind, article.section, article.language) == ("opinion", "Arts & Crafts", "en")
    assert (article.publisher, article.authors) == ("Ley Courier", ("Jane Doe", "John Roe"))
    assert article.url == "https://ley-courier.example/ferry"


def test_a_database_and_an_interface_may_put_the_record_into_another_object():
    found = article_of({"_index": "n", "_id": "n-17", "_source": {"title": "Ferry", "body": TEXT}})
    assert (found.id, found.title, found.publisher) == ("n-17", "Ferry", None)
    assert found.provenance["text"] == "the record's '_source.body'"
    oid = {"_id": {"$oid": "65f"}, "content": TEXT, "published": {"$date": "2024-05-03T09:15:00Z"}}
    assert (article_of(oid).id, article_of(oid).published) == ("65f", "2024-05-03")


def test_keys_may_have_any_capitals_and_marks_and_inner_ones_may_be_flat():
    article = article_of(
        {"Article Title": "Ferry", "fields.bodyText": TEXT, "Publication-Date": "2024-05-03",
         "source.name": "Ley Courier"}
    )  # fmt: skip
    assert (article.title, article.text) == ("Ferry", TEXT)
    assert (article.published, article.publisher) == ("2024-05-03", "Ley Courier")


def test_notations_in_a_tables_cells_are_taken_apart():
    article = article_of(
        {"text": TEXT, "source": "{'id': None, 'name': 'Ley Courier'}",
         "authors": "['Jane Doe', \"John O'Roe\"]", "category": '["Local", "Harbour"]'}
    )  # fmt: skip
    assert (article.publisher, article.section) == ("Ley Courier", "Local")
    assert article.authors == ("Jane Doe", "John O'Roe")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("By JANE DOE, Staff Writer", ("JANE DOE",)),
        ("Doe, Jane", ("Jane Doe",)),
        ("jane@ley-courier.example (Jane Doe)", ("Jane Doe",)),
        ("Bank of Easthaven", ("Bank of Easthaven",)),
        ("Jane Doe\nJohn Roe", ("Jane Doe", "John Roe")),
        ([{"name": "Jane Doe"}, "John Roe", None, 7], ("Jane Doe", "John Roe")),
        ({"name": ["Jane Doe", "John Roe"]}, ("Jane Doe",)),
        ("<b>Jane Doe</b> &amp; John Roe", ("Jane Doe", "John Roe")),
        ("admin", ()),
        ("https://people.example/jane", ()),
        ("x, " * 2000, ()),
    ],
)
def test_authors_are_taken_as_what_they_mean(written, names):
    assert article_of({"text": TEXT, "authors": written}).authors == names


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-03T23:30:00-05:00", "2024-05-03"),
        ("2024-05-03T00:30:00.123456789+09:00", "2024-05-03"),
        ("2024-05-03 09:15:00 +0000", "2024-05-03"),
        ("Fri, 03 May 2024 23:15:00 -0400", "2024-05-03"),
        ("Fri May 03 2024 09:15:00 GMT+0000 (Coordinated Universal Time)", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Published: May 3, 2024", "2024-05-03"),
        ("3-May-2024", "2024-05-03"),
        ("25/04/2024", "2024-04-25"),
        ("04-25-2024", "2024-04-25"),
        ("20240503T091500Z", "2024-05-03"),
        (20240503, "2024-05-03"),
        (1714730640, "2024-05-03"),
        ("1714730640.0", "2024-05-03"),
        (1714730640000, "2024-05-03"),
        (1714730640000000000, "2024-05-03"),
        (2024, "2024"),
        ("2024-05", "2024-05"),
        ([2024, 5, 3], "2024-05-03"),
        ({"date-parts": [["2024", "5"]]}, "2024-05"),
        (datetime.datetime(2024, 5, 3, 9), "2024-05-03"),
        ("2024-06-02", "2024-06-02"),
    ],
)
def test_a_day_is_read_from_any_usual_form_in_its_own_zone(written, day):
    assert day_of(written, TODAY).iso == day


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2024-06-03", "is yet to come"),
        ("2024-02-30", "is no day of the calendar"),
        ("31 February 2024", "is no day of the calendar"),
        ([2024, 2, 30], "is no day of the calendar"),
        ("03/04/2024", "could be two days"),
        ("0001-01-01T00:00:00Z", "programs write where there is no date"),
        ("1970-01-01T00:00:00Z", "programs write where there is no date"),
        ("1523-05-03", "is before there were newspapers"),
        (17, "is no plausible time"),
        (float("nan"), "is no plausible time"),
        (10**400, "is no plausible time"),
        ("soon", "is no date that can be read"),
        ("x" * 5000, "is too long for a date"),
        ({"a": {"b": 1}}, "is no date"),
    ],
)
def test_what_gives_no_day_says_why(written, why):
    day = day_of(written, TODAY)
    assert (day.iso, day.note) == (None, why)


def test_the_next_key_with_a_date_counts_where_the_first_cannot_be_read():
    article = article_of({"text": TEXT, "published": "soon", "date": "2024-05-03"})
    assert article.published == "2024-05-03"
    assert article.provenance["published"] == "the record's 'date'"
    seen = article_of({"text": TEXT, "seendate": "20240503T091500Z"})
    assert seen.provenance["published"] == "the record's 'seendate', when a crawler saw it"
    flag = article_of({"text": TEXT, "published": True, "pubDate": 1714730640})
    assert flag.provenance["published"] == (
        "the record's 'pubDate' (seconds since 1970, taken as UTC)"
    )


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>One <b>bold</b> word.</p><p>It cost &pound;5.</p>", "One bold word.\n\nIt cost £5."),
        ("One line<br>and another<br><br>and a third", "One line\nand another\n\nand a third"),
        ("Marks &amp; Sons\nof Easthaven", "Marks & Sons\nof Easthaven"),
        ("<p>Seen.</p><script>alert(1)</script><p style='display: none'>Hidden.</p>", "Seen."),
        ("<ul><li>one</li><li>two</li></ul>after", "one\ntwo\n\nafter"),
    ],
)
def test_a_text_that_is_html_is_made_plain_and_says_so(html, plain):
    article = article_of({"text": html})
    assert article.text == plain
    assert article.provenance["text"] == "the record's 'text', made plain from HTML"


def test_a_text_that_only_looks_like_html_stays_as_it_came():
    for text in ("It is 3 < 4 and 5 > 2, R&D; said.", "He wrote <b> in the book. ", "A\r\nB  c"):
        assert article_of({"text": text}).text == text


def test_a_whole_page_in_a_record_is_read_as_a_page_and_the_records_fields_go_first():
    story = "".join(
        f"<p>The ferry over the Ley stops in May, said {name}, who has crossed by it for years "
        "and did not expect that the harbour board would give it up so soon.</p>"
        for name in ("Ada Kerr", "Bo Lund", "Cy Marsh", "Di Noble")
    )
    page = (
        "<!DOCTYPE html><html><head><title>Ferry to stop</title></head>"
        f"<body><nav>Home News</nav><article><h1>Ferry to stop</h1>{story}</article></body></html>"
    )
    article = article_of(
        {"html": page, "url": "https://ley-courier.example/f", "published": "2024-05-03"}
    )
    assert article.text.startswith("The ferry over the Ley") and "Di Noble" in article.text
    assert (article.title, article.published) == ("Ferry to stop", "2024-05-03")
    assert article.id == "https://ley-courier.example/f"
    assert article.provenance["text"] == "the record's 'html', a page"
    assert article.provenance["published"] == "the record's 'published'"


def test_paragraphs_in_a_list_are_one_text():
    assert article_of({"body": ["One.", {"text": "Two."}, 3, None]}).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("value", "own"),
    [(9.5, "9.5"), (17.0, "17"), (0, "0"), (" n-1 ", "n-1"), (True, None), (float("inf"), None),
     ("nan", None), ([1], None)],
)  # fmt: skip
def test_an_id_may_be_a_number(value, own):
    assert article_of({"text": TEXT, "id": value}).id == (own or PLACE.name)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"content": None, "title": "Ferry"}, "the field 'content' is null"),
        ({"text": True}, "the field 'text' is true or false, not a text"),
        ({"text": {"a": 1}}, "the field 'text' holds no text"),
        ({"title": "[Removed]", "content": "[Removed]"}, "the field 'content' holds no words"),
        ({"text": TEXT, "url": "https://a.example/\ud800"}, "the field 'url' holds half of a"),
        ({"text": "<p>" * 250_000 + "</p>"}, "the field 'text' cannot be read: it has more than"),
    ],
)
def test_a_record_without_a_text_says_what_it_has_instead(record, reason):
    assert reason_of(record).startswith(reason)


def test_records_of_unknown_keys_are_told_of_once_with_a_mapping_that_reads_them(tmp_path):
    records = [
        {"kop": f"Veer {n} stopt", "verhaal": {"inhoud": TEXT}, "dag": "2024-05-03"}
        for n in range(5)
    ]
    (told,) = read_file(tmp_path, records)
    assert told.origin == str(tmp_path / "a.json")
    assert told.reason.startswith(
        "5 records have no text under a key that is known; its keys are 'kop', 'verhaal.inhoud' "
        "and 'dag'; map those that are title, text, "
    )
    assert told.reason.endswith("as in text=verhaal.inhoud,title=kop")
    mapping = parse_mapping("text=verhaal.inhoud,title=kop,published=dag")
    first, *_ = articles = read_file(tmp_path, records, mapping)
    assert len(articles) == 5
    assert (first.title, first.text, first.published) == ("Veer 0 stopt", TEXT, "2024-05-03")
    assert first.provenance["text"] == "the record's 'verhaal.inhoud'"
    (wrong,) = read_file(tmp_path, records, parse_mapping("text=story"))
    assert "5 records have no 'story', which the mapping names for the text" in wrong.reason


def test_after_a_record_that_is_known_others_are_told_of_one_by_one(tmp_path):
    lines = [{"a": "x"}, {"text": TEXT}, {"a": "y"}]
    raw = "\n".join(map(json.dumps, lines)).encode()
    first, article, last = read_file(tmp_path, raw, name="a.jsonl")
    assert isinstance(article, Article)
    assert (first.origin, last.origin) == (f"{tmp_path}/a.jsonl:1", f"{tmp_path}/a.jsonl:3")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "The mapping is empty"),
        ("title", "has 'title', which is no field=key"),
        ("text=", "has 'text=', which is no field=key"),
        ("body=story", "names 'body', which is no field of an article"),
        ("text=a,text=b", "names 'text' twice, as 'a' and 'b'"),
    ],
)
def test_a_mapping_that_cannot_be_read_says_why(written, says):
    with pytest.raises(ArticleError, match=says):
        parse_mapping(written)


def test_a_mapping_names_inner_keys_and_keys_with_a_comma():
    mapping = parse_mapping('title=headline, text=story.body,"publisher=Paper, the"')
    assert mapping.keys == {"title": "headline", "text": "story.body", "publisher": "Paper, the"}
    article = article_of({"headline": "H", "story": {"body": TEXT}, "Paper, the": "Ley"}, mapping)
    assert (article.title, article.text, article.publisher) == ("H", TEXT, "Ley")


def test_languages_and_kinds_have_one_name():
    for written in ("en", "en-GB", "en_US", "eng", "English", "ENGLISH"):
        assert language_of(written) == "en", written
    assert language_of("Klingonese") is None
    kinds = {"Op-Ed": "opinion", "https://schema.org/LiveBlogPosting": "live", "News": "news",
             "Letter to the Editor": "letter", "article": None}  # fmt: skip
    assert {written: kind_of(written) for written in kinds} == kinds


RECORDS = [
    {"title": "Ferry to stop", "text": TEXT, "date": "2024-05-03"},
    {"title": "Bridge reopens", "text": "The bridge reopened.", "date": "2024-05-04"},
]


@pytest.mark.parametrize(
    "value",
    [
        RECORDS,
        {"status": "ok", "totalResults": 2, "articles": RECORDS},
        {"response": {"meta": {"hits": 2}, "docs": RECORDS}},
        {"hits": {"hits": [{"_score": 1, "_source": record} for record in RECORDS]}},
        {"title": {"0": "Ferry to stop", "1": "Bridge reopens"},
         "text": {"0": TEXT, "1": "The bridge reopened."},
         "date": {"0": "2024-05-03", "1": "2024-05-04"}},
        {"columns": ["title", "text", "date"], "index": [0, 1],
         "data": [list(record.values()) for record in RECORDS]},
        b"\n".join(json.dumps(record, indent=2).encode() for record in RECORDS),
        b"".join(json.dumps(record).encode() for record in RECORDS),
        json.dumps(RECORDS).encode("utf-16"),
    ],
)  # fmt: skip
def test_json_holds_records_in_many_ways(tmp_path, value):
    first, second = read_file(tmp_path, value)
    assert (first.title, second.title) == ("Ferry to stop", "Bridge reopens")
    assert (first.id, second.origin) == ("a.json#1", f"{tmp_path}/a.json#2")
    assert second.published == "2024-05-04"


def test_an_id_by_number_is_the_records_place_in_the_folder(tmp_path):
    for article in read_file(tmp_path, [{"text": "One."}, {"text": "Two."}]):
        assert place(article, str(tmp_path)) == article.id
    assert article.id == "a.json#2"


def test_one_article_in_a_json_file_has_the_files_name(tmp_path):
    (article,) = read_file(tmp_path, RECORDS[0])
    assert (article.id, article.origin) == ("a.json", str(tmp_path / "a.json"))
    (inner,) = read_file(tmp_path, {"response": {"content": RECORDS[0]}})
    assert inner.title == "Ferry to stop"
    by_id = read_file(tmp_path, {"n-1": RECORDS[0], "n-2": RECORDS[1]})
    assert [each.id for each in by_id] == ["n-1", "n-2"]


def test_a_json_feed_gives_its_title_as_publisher(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ley Courier",
        "description": "News of the harbour.",
        "items": [{"id": "1", "content_html": "<p>The ferry stops.</p>", "title": "Ferry"}],
    }
    (article,) = read_file(tmp_path, feed)
    assert (article.publisher, article.text) == ("Ley Courier", "The ferry stops.")


def test_an_item_of_a_feed_reader_has_its_feed_as_publisher_and_its_page_as_address():
    article = article_of(
        {
            "id": "tag:reader/item/17",
            "title": "Ferry to stop",
            "published": 1714723200000,
            "origin": {"streamId": "feed/https://courier.example/rss", "title": "Ley Courier"},
            "alternate": [{"href": "https://courier.example/ferry", "type": "text/html"}],
            "summary": {"content": f"<p>{TEXT}</p>"},
        }
    )
    assert (article.publisher, article.text) == ("Ley Courier", TEXT)
    assert article.url == article.id == "https://courier.example/ferry"
    assert article.provenance["publisher"] == "the record's 'origin.title'"


def test_a_json_file_with_a_record_on_each_line_is_read_by_lines(tmp_path):
    raw = b'{"text": "One."}\n{"text": bad}\n{"text": "Three."}\n'
    first, bad, third = read_file(tmp_path, raw)
    assert (first.id, third.id) == ("a.json#L1", "a.json#L3")
    assert bad.origin.endswith("a.json:2")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the file is empty; leave it out"),
        (b'"words"', "the file holds no JSON object; leave it out"),
        (b"[" * 100_000, "the file is no JSON that can be read"),
        (b"[1]", "it is no JSON object"),
        (b"[Photo: the ferry]", "the JSON breaks off or is damaged; 0 records were read before it"),
        (b"\xff\xfe{\0\0", "byte 4 is not UTF-16, as the file's beginning says"),
    ],
)
def test_json_that_holds_no_article_is_rejected(tmp_path, raw, reason):
    (rejected,) = read_file(tmp_path, raw)
    assert rejected.reason.startswith(reason)


def test_json_of_an_older_encoding_is_read_where_that_is_sure(tmp_path):
    raw = '{"text": "Die Gr\u00fc\u00dfe k\u00f6nnen sp\u00e4ter geh\u00f6rt werden."}'
    (article,) = read_file(tmp_path, raw.encode("cp1252"))
    assert article.text.startswith("Die Gr\u00fc\u00dfe k\u00f6nnen")


def test_damaged_json_gives_what_stands_before_the_damage(tmp_path):
    raw = json.dumps({"articles": [*RECORDS, *RECORDS]}).encode()
    first, second, damage = read_file(tmp_path, raw[: len(raw) // 2 + 30])
    assert (first.title, second.title) == ("Ferry to stop", "Bridge reopens")
    assert damage.reason == "the JSON breaks off or is damaged; 2 records were read before it"


@pytest.mark.parametrize(
    "value",
    [RECORDS, {"status": "ok", "articles": RECORDS}, {"response": {"docs": RECORDS}},
     b" ".join(json.dumps(record).encode() for record in RECORDS)],
)  # fmt: skip
def test_large_json_is_read_record_by_record(tmp_path, monkeypatch, value):
    monkeypatch.setattr("index.formats.records.json_file.LARGEST_WHOLE", 10)
    first, second = read_file(tmp_path, value)
    assert (first.id, second.title) == ("a.json#1", "Bridge reopens")


def test_json_that_would_fill_the_memory_is_rejected(tmp_path, monkeypatch):
    monkeypatch.setattr("index.formats.records.json_file.LARGEST_WHOLE", 10)
    (deep,) = read_file(tmp_path, b"[" * 100_000)
    assert deep.reason.startswith("the JSON has more than 200 objects in one another")
    monkeypatch.setattr("index.formats.records.json_stream.LARGEST_RECORD", 100_000)
    first, long = read_file(tmp_path, [RECORDS[0], {"text": "word " * 100_000}, RECORDS[1]])
    assert isinstance(first, Article)
    assert long.reason.startswith("a record is longer than 100,000 bytes")


def test_what_begins_with_an_object_or_a_list_of_objects_looks_like_json():
    for head in (b'{"a"', b"[\n {", b"\xef\xbb\xbf[{", b"{}", b"[]"):
        assert looks_like_json(head), head
    for head in (b"[Photo: a bridge]", b"{bracket}", b"The bridge", b""):
        assert not looks_like_json(head), head


def test_two_hundred_thousand_blanks_and_marks_are_read_at_once():
    started = time.monotonic()
    for unit in (" ", "<", "&amp", "a,", "and ", "[", "<br ", "\n", "<!--", "1-", "By "):
        long = unit * (200_000 // len(unit))
        keys = ("title", "publisher", "id", "authors", "date", "section", "kind", "language")
        record = {key: long + "x" for key in keys}
        record |= {"url": f"https://a.example/{long}", "source": f"[{long}]"}
        article_from_record({**record, "text": TEXT + long + "x"}, PLACE)
    assert time.monotonic() - started < 20


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "text", "date-parts", "$date", "body", "fields", "x", ""]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["text", "body", "content", "title", "headline", "published", "date", "authors",
             "byline", "publisher", "source", "url", "link", "id", "section", "language", "kind",
             "fields", "_source", "summary", "?"]
        ),
        VALUES,
        max_size=8,
    )
)  # fmt: skip
def test_any_record_is_an_article_that_can_be_stored_or_rejected(record):
    made = article_from_record(record, PLACE)
    if isinstance(made, Rejected):
        assert made.reason
        return
    assert made.text.strip() and made.title and made.id
    for value in (made.text, made.title, made.id, made.publisher, made.url, *made.authors,
                  *made.provenance.values()):  # fmt: skip
        if value is not None:
            assert "\0" not in value
            value.encode("utf-8")
    for name in ("title", "publisher", "published", "authors", "url", "section", "kind"):
        assert not getattr(made, name) or name in made.provenance
