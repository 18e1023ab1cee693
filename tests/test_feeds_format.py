import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.formats.collections import feed_ends, feeds
from index.formats.collections.feeds import looks_like_feed, read_feed
from index.formats.collections.xml_root import root_of
from index.formats.raw.file import File

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
FULL = """<item>
<title>Ferry &amp;amp; bridge</title>
<link>https://ley-courier.example/ferry?utm_source=rss</link>
<guid isPermaLink="false">n-17</guid>
<pubDate>Fri, 03 May 2024 23:15:00 -0400</pubDate>
<dc:creator><![CDATA[Jane Doe and John Roe]]></dc:creator>
<category>Local</category><category>Harbour</category>
<description>The ferry stops.</description>
<content:encoded><![CDATA[<p>The ferry stops in May.</p><script>alert(1)</script>
<p>It cost &pound;5.</p>]]></content:encoded>
</item>"""
SHORT = """<item><title>Bridge</title><description>The bridge reopened…</description>
<author>jane@ley-courier.example (Jane Doe)</author>
<source url="https://other.example/rss">The Other Paper</source></item>"""


def rss(*items: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><!-- made by hand --><rss version="2.0" '
        f"{NAMESPACES}><channel><title>Ley Courier</title><language>en-gb</language>"
        f"{''.join(items)}</channel></rss>"
    )


def read(folder: Path, content: str | bytes) -> list[Article | Rejected]:
    path = folder / "a.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_feed(File(path, "a.xml", str(path))))


def test_an_entry_is_an_article_with_its_content_before_its_description(tmp_path):
    (article,) = read(tmp_path, rss(FULL))
    assert article == Article(
        id="https://ley-courier.example/ferry",
        title="Ferry & bridge",
        text="The ferry stops in May.\n\nIt cost £5.",
        publisher="Ley Courier",
        published="2024-05-03",
        authors=("Jane Doe", "John Roe"),
        url="https://ley-courier.example/ferry?utm_source=rss",
        section="Local",
        language="en",
        moment="2024-05-04T03:15:00",
        origin=f"{tmp_path}/a.xml#1",
        provenance={
            "title": "the entry's 'title'",
            "text": "the entry's 'content', made plain from HTML",
            "publisher": "the entry's 'feed.title'",
            "published": "the entry's 'published'",
            "authors": "the entry's 'authors'",
            "url": "the entry's 'link'",
            "section": "the entry's 'categories'",
            "language": "the entry's 'language'",
        },
    )


def test_a_summary_is_read_and_said_to_be_one_and_a_source_goes_before_the_feed(tmp_path):
    (article,) = read(tmp_path, rss(SHORT))
    assert (article.text, article.id) == ("The bridge reopened…", "a.xml#1")
    assert article.provenance["text"] == "the entry's 'description' (summary only)"
    assert (article.publisher, article.authors) == ("The Other Paper", ("Jane Doe",))


def test_a_description_as_long_as_an_article_is_no_summary(tmp_path):
    (article,) = read(
        tmp_path, rss(f"<item><description>{'The ferry. ' * 300}</description></item>")
    )
    assert article.provenance["text"] == "the entry's 'description'"


def test_an_atom_feed_has_authors_languages_and_days_of_its_own(tmp_path):
    first, second = read(
        tmp_path,
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ley Courier</title>
        <entry><title>Ferry</title><id>tag:ley,2024:1</id><link href="https://l.example/1"/>
        <published>2024-05-03T23:30:00-05:00</published><updated>2024-05-06T09:00:00Z</updated>
        <author><name>Jane Doe</name></author><author><name>John Roe</name></author>
        <content type="html">&lt;p&gt;The ferry stops.&lt;/p&gt;</content></entry>
        <entry><title>Bridge</title><id>tag:ley,2024:2</id><updated>2024-05-04T09:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It reopened.</p></div>
        </content></entry></feed>""",
    )
    assert (first.id, first.authors) == ("https://l.example/1", ("Jane Doe", "John Roe"))
    assert (first.published, first.updated) == ("2024-05-03", "2024-05-06")
    assert (second.id, second.text) == ("tag:ley,2024:2", "It reopened.")
    assert second.published == "2024-05-04"
    assert second.provenance["published"] == "the entry's 'updated'"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<?xml version="1.0"?><urlset xmlns="x"/>', "it is a sitemap, which lists addresses"),
        ("<sitemapindex/>", "it is a list of sitemaps"),
        ('<opml version="2.0"/>', "it is an OPML outline, which lists feeds"),
        ("<!doctype html><html><p>x</p></html>", "it is no feed: its first element is 'html'"),
        ("/etc/hostname", "it is no feed: its first element is ''"),
        ("", "the file is empty; leave it out"),
        (rss(), "the feed has no entries; leave it out"),
        (rss("<item><title>Ferry</title></item>"), "it has no text under a key that is known"),
        (rss(f"<item><description>{'&lt;p&gt;&lt;/p&gt;' * 120_000}</description></item>"),
         "it has more than 200,000 tags"),
    ],
)  # fmt: skip
def test_what_is_no_feed_or_entry_says_what_it_is(tmp_path, content, reason):
    (rejected,) = read(tmp_path, content)
    assert rejected.reason.startswith(reason)


@pytest.mark.parametrize("cut", [20, 100, 150])
def test_a_feed_that_breaks_off_gives_its_whole_entries(tmp_path, cut):
    article, broken = read(tmp_path, rss(FULL, SHORT)[:-cut])
    assert article.title == "Ferry & bridge"
    assert broken.reason == "the feed breaks off after entry 1"


def test_a_large_feed_that_breaks_off_is_mended_and_one_that_is_no_xml_is_not_read(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(feed_ends, "LARGEST_LOOSE", 1000)
    *articles, broken = read(tmp_path, rss(FULL, *[SHORT] * 50)[:-50])
    assert len(articles) == 50 and broken.reason.startswith("the feed breaks off after entry 50")
    (rejected,) = read(tmp_path, rss(FULL, "<item></x>", FULL))
    assert rejected.reason == "the feed is no XML that can be read; check its end"
    monkeypatch.setattr(feeds, "LARGEST", 1000)
    (large,) = read(tmp_path, rss(FULL, FULL))
    assert large.reason.endswith("bytes is too large")


def test_entities_that_a_feed_declares_are_neither_fetched_nor_unfolded(tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    declared = [f'<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">', '<!ENTITY a0 "lol">']
    declared += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    text = f"<!DOCTYPE rss [{''.join(declared)}]>" + rss(
        "<item><description>One &x; two &a9; three</description></item>"
    ).removeprefix('<?xml version="1.0" encoding="utf-8"?>')
    (article,) = read(tmp_path, text)
    assert "secret" not in article.text and len(article.text) < 100


def test_the_first_element_tells_a_feed():
    assert root_of(b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <x> -->\n<rdf:RDF x="y">') == "rdf"
    assert root_of('\ufeff<?xml version="1.0"?><rss>'.encode("utf-16-le")) == "rss"
    assert root_of(b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>') == "nitf"
    for head in (b"", b"words <rss>", b"<!--", b"<?xml", b"<" * 4000, b"<!-->" * 800):
        assert root_of(head) == "", head
    assert looks_like_feed(rss(FULL).encode()[:4096])
    assert looks_like_feed(b"<urlset>") and not looks_like_feed(b"<html>")


def test_hostile_feeds_are_read_in_time_that_grows_with_their_length(tmp_path):
    started = time.monotonic()
    for unit in ("<", "&", "<![CDATA[", "<a ", "<a b='", "<div>", "<!--", "<!ENTITY x 'y'>"):
        read(tmp_path, "<rss><channel><title>t</title>" + unit * (60_000 // len(unit)))
    assert time.monotonic() - started < 20


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>",
                             "<description>x", "<![CDATA[", "]]>", "<pubDate>", "é", "\0", "&",
                             "</rss>"]),
            max_size=20,
        ).map(lambda parts: ("<rss>" + "".join(parts)).encode()),
    )
)  # fmt: skip
def test_no_bytes_make_reading_a_feed_raise(tmp_path, content):
    assert all(isinstance(item, Article | Rejected) for item in read(tmp_path, content))
