import time
from pathlib import Path

import pytest

from index.articles import Article, Rejected
from index.formats.collections import reuters_sgml
from index.formats.collections.newsml import looks_like_newsml, read_newsml
from index.formats.collections.reuters_sgml import looks_like_reuters, read_reuters
from index.formats.raw.file import File

STORY = """<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5544" NEWID="17">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D><D>trade</D></TOPICS>
<PLACES><D>leyland</D></PLACES>
<UNKNOWN>
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute
u f BC-LEY-FERRY   02-26 0105</UNKNOWN>
<TEXT>&#2;
<TITLE>LEY FERRY &lt;LEY.N> STOPS</TITLE>
<AUTHOR>    By Jane Doe, Reuters</AUTHOR>
<DATELINE>    EASTHAVEN, Feb 26 - </DATELINE><BODY>The ferry stopped &amp; the café shut.
    Traders said 3 &lt; 4.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""
HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'


def read(folder: Path, content: str, reader=read_reuters) -> list[Article | Rejected]:
    path = folder / "a.sgm"
    path.write_bytes(content.encode("latin-1"))
    return list(reader(File(path, "a.sgm", str(path))))


def test_a_story_of_reuters_is_its_dateline_and_body_without_marks(tmp_path):
    (article,) = read(tmp_path, HEAD + STORY)
    assert article == Article(
        id="reuters-21578/17",
        title="LEY FERRY <LEY.N> STOPS",
        text="EASTHAVEN, Feb 26 - The ferry stopped & the café shut.\n    Traders said 3 < 4.",
        publisher="Reuters",
        published="1987-02-26",
        authors=("Jane Doe",),
        section="cocoa",
        origin=f"{tmp_path}/a.sgm#1",
        provenance={
            "title": "the element TITLE",
            "text": "the element TEXT",
            "publisher": "the element REUTERS",
            "published": "the element DATE",
            "authors": "the element AUTHOR",
            "section": "the element TOPICS",
        },
    )


def test_a_story_that_is_marked_up_no_further_is_its_text(tmp_path):
    (article,) = read(
        tmp_path,
        "<REUTERS><DATE> 1-JUN-1987 </DATE><TOPICS></TOPICS>"
        '<TEXT TYPE="UNPROC">&#2;\nLEY FERRY STOPS FOR GOOD\n\n&#3;</TEXT></REUTERS>',
    )
    assert (article.text, article.id) == ("LEY FERRY STOPS FOR GOOD", "a.sgm#1")
    assert (article.published, article.section, article.authors) == ("1987-06-01", None, ())


@pytest.mark.parametrize("block", [7, 100, 1 << 20])
def test_stories_are_found_wherever_a_block_ends(tmp_path, monkeypatch, block):
    monkeypatch.setattr(reuters_sgml, "_BLOCK", block)
    found = read(tmp_path, HEAD + STORY + STORY.replace('"17"', '"18"') + STORY[:300])
    assert [getattr(each, "id", None) for each in found] == [
        "reuters-21578/17", "reuters-21578/18", None,
    ]  # fmt: skip
    assert found[-1].reason.startswith("the story breaks off")


def test_a_file_without_stories_or_a_story_without_words_is_rejected(tmp_path):
    (none,) = read(tmp_path, "words")
    assert none.reason == "the file has no <REUTERS> element; leave it out"
    bad, good = read(tmp_path, '<REUTERS NEWID="1"><TEXT>&#2;</TEXT></REUTERS>' + STORY)
    assert bad.reason == "the story has no words" and bad.origin.endswith("a.sgm#1")
    assert isinstance(good, Article)


def test_a_story_without_an_end_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(reuters_sgml, "LARGEST_STORY", 1_000_000)
    (rejected,) = read(tmp_path, '<REUTERS NEWID="1">' + "word " * 600_000)
    assert rejected.reason.startswith("the story breaks off, or has more than 1,000,000 bytes")


def test_hostile_stories_are_read_in_time_that_grows_with_their_length(tmp_path):
    started = time.monotonic()
    for unit in ("<TITLE", "<D>", "&#3;", "\n ", "<", "<TEXT>", "<BODY ", "&lt;", "\nReuter"):
        long = unit * (500_000 // len(unit))
        read(tmp_path, f"<REUTERS ><TEXT>{long}x</TEXT></REUTERS>")
        read(tmp_path, f"<REUTERS >{long}<TEXT><BODY>x</BODY></TEXT></REUTERS>")
    assert time.monotonic() - started < 30


NITF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf><head><title>Not this</title><meta name="online_sections" content="World"/>
<docdata><doc-id id-string="17"/><date.issue norm="20240503T000000"/></docdata>
<pubdata date.publication="20240503T000000" ex-ref="http://l.example/17" name="The Ley Times"/>
</head><body><body.head><hedline><hl1>Ferry to stop</hl1></hedline>
<byline class="print_byline">By Jane Doe and John Roe</byline></body.head><body.content>
<block class="lead_paragraph"><p>The ferry stops.</p></block>
<block class="full_text"><p>The ferry stops.</p><media><media-caption><p>A ferry</p>
</media-caption></media><p>The <em>café</em> shut.</p></block></body.content></body></nitf>"""


def test_an_article_in_nitf_is_read_with_its_full_text_once(tmp_path):
    (article,) = read(tmp_path, NITF, read_newsml)
    assert (article.id, article.title) == ("http://l.example/17", "Ferry to stop")
    assert article.text == "The ferry stops.\n\nThe café shut."
    assert (article.publisher, article.published) == ("The Ley Times", "2024-05-03")
    assert (article.authors, article.section) == (("Jane Doe", "John Roe"), "World")
    assert article.provenance["publisher"] == "the item's 'publisher'"


ITEM = """<newsItem guid="tag:ley,2024:17" xml:lang="en-GB"><itemMeta>
<provider literal="Ley Agency"/><versionCreated>2024-05-06T09:00:00Z</versionCreated>
<firstCreated>2024-05-03T23:30:00-05:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><genre qcode="g:1"><name>Opinion</name></genre><by>By Jane Doe</by>
<headline>Ferry to stop</headline></contentMeta><contentSet><inlineXML><html
xmlns="http://www.w3.org/1999/xhtml"><body><p>The ferry stops.</p><p>In May.</p></body></html>
</inlineXML></contentSet></newsItem>"""


def test_items_of_newsml_are_read_and_withdrawn_ones_are_not(tmp_path):
    withdrawn = ITEM.replace("stat:usable", "stat:canceled")
    raw = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{ITEM}{withdrawn}</itemSet></newsMessage>"
    )
    article, rejected = read(tmp_path, raw, read_newsml)
    assert (article.id, article.text) == ("tag:ley,2024:17", "The ferry stops.\n\nIn May.")
    assert (article.published, article.updated) == ("2024-05-03", "2024-05-06")
    assert (article.publisher, article.authors) == ("Ley Agency", ("Jane Doe",))
    assert (article.kind, article.language) == ("opinion", "en")
    assert rejected.reason == "the item is canceled; leave it out"
    assert rejected.origin == f"{tmp_path}/a.sgm#2"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("<nitf><x>", "it is no XML that can be read: "),
        ('<!DOCTYPE nitf [<!ENTITY a "aa">]><nitf>&a;</nitf>',
         "it is no XML that can be read: it declares entities"),
        ("<newsMessage/>", "it has no item of NITF or NewsML-G2; leave it out"),
        ("<nitf><body.content/></nitf>", "it has no text under a key that is known"),
        ("<nitf>" + "<a>" * 50_000 + "</a>" * 50_000 + "</nitf>", "it has no text"),
    ],
    ids=["broken", "entities", "no item", "no text", "deep"],
)  # fmt: skip
def test_xml_without_an_article_says_why(tmp_path, raw, reason):
    (rejected,) = read(tmp_path, raw, read_newsml)
    assert rejected.reason.startswith(reason)


def test_first_elements_tell_these_formats():
    assert looks_like_reuters((HEAD + STORY).encode()) and looks_like_reuters(STORY.encode())
    assert looks_like_newsml(NITF.encode()) and looks_like_newsml(ITEM.encode())
    for head in (b"", b"<html>", b"<rss>", b"The <REUTERS >"):
        assert not looks_like_reuters(head) and not looks_like_newsml(head)
