"""Files as tools and databases write them: lists over exports, escaped fields, saved pages."""

import json

import pytest

from index.articles import Article
from index.formats.collections.feeds import read_feed
from index.formats.files import read
from index.formats.pages.fragments import plain_text
from index.formats.plain.front_matter import front_matter
from index.formats.raw.file import File
from index.formats.raw.wrapping import divided_words_joined

STORY = "The ferry to Ostra will not sail until Friday, the harbour office said."


def articles(folder, name, content) -> list[Article]:
    path = folder / name
    path.write_bytes(content.encode())
    return list(read(path))


def nexis(cover: str) -> str:
    documents = [
        f"{title}\nOstra Courier\n{day}\n\nCopyright 2023 Ostra Courier\n\nSection: NEWS\n"
        f"Byline: {author}\n\nBody\n\n{STORY}\n\nLoad-Date: May 9, 2023\n\nEnd of Document\n\n"
        for title, day, author in (
            ("Ferry to Ostra tied up", "May 3, 2023 Wednesday", "Ida Holm"),
            ("Lighthouse sold for a krone", "May 4, 2023 Thursday", "Per Lund"),
        )
    ]
    return cover + "\n".join(documents)


def test_the_list_over_an_export_of_nexis_uni_is_no_part_of_its_first_document(tmp_path):
    cover = (
        "User Name: = Ida\nDate and Time: = 2 June 2024 10:00:00 CEST\nJob Number: = 81\n"
        "Documents (2)\n1. Ferry to Ostra tied up\nClient/Matter: -None-\nSearch Terms: ferry\n"
        "Narrowed by:\nContent Type   Narrowed by\nNews   Timeline: 01 Jan 2023 to 31 Dec 2023\n"
        "2. Lighthouse sold for a krone\nClient/Matter: -None-\nSearch Terms: ferry\n\n\n"
    )
    for text in (nexis(cover), nexis("")):
        first, second = articles(tmp_path, "export.txt", text)
        assert first.title == "Ferry to Ostra tied up"
        assert (first.publisher, first.published) == ("Ostra Courier", "2023-05-03")
        assert first.authors == ("Ida Holm",)
        assert second.title == "Lighthouse sold for a krone"


@pytest.mark.parametrize("rule", ["_" * 66, "-----", "=" * 20])
def test_a_rule_between_documents_of_nexis_uni_is_no_part_of_a_headline(tmp_path, rule):
    text = nexis("").replace("End of Document\n\n", f"End of Document\n\n{rule}\n\n", 1)
    assert [each.title for each in articles(tmp_path, "export.txt", text)] == [
        "Ferry to Ostra tied up",
        "Lighthouse sold for a krone",
    ]


EBSCO = f"""\
Record: 1

Title: Ferry to Ostra tied up
Authors: Holm, Ida
    Lund, Per
Source: Ostra Courier. 05/06/2023, pA3.
Document Type: Article
Abstract: The article reports on a ferry.
Accession Number: 7X1
Database: Newspaper Source

{STORY}

It is the oldest ferry of the coast.

Copyright of Ostra Courier is the property of Ostra Press and may not be copied.
"""


def test_each_record_of_ebscohost_is_an_article(tmp_path):
    second = (
        "\n------------------\n\nRecord: 2\n\nTitle: Lighthouse sold for a krone.\nSource: Norbury"
        " Post, The (Norbury). May 4, 2023.\nAccession Number: 7X2\nLanguage: English\n"
        "Abstract: The lighthouse of Ostra was sold for a krone.\nDatabase: Newspaper Source\n"
    )
    ferry, lighthouse = articles(tmp_path, "ebsco.txt", EBSCO + second)
    assert (ferry.title, ferry.publisher) == ("Ferry to Ostra tied up", "Ostra Courier")
    assert (ferry.published, ferry.authors) == ("2023-05-06", ("Ida Holm", "Per Lund"))
    assert ferry.text == f"{STORY}\n\nIt is the oldest ferry of the coast."
    assert lighthouse.title == "Lighthouse sold for a krone"
    assert (lighthouse.publisher, lighthouse.published) == ("The Norbury Post", "2023-05-04")
    assert lighthouse.text == "The lighthouse of Ostra was sold for a krone."
    assert lighthouse.language == "en" and lighthouse.id == "ebsco.txt#L20"


def test_one_record_of_ebscohost_has_no_header_in_its_text(tmp_path):
    (ferry,) = articles(tmp_path, "ebsco.txt", EBSCO)
    assert ferry.id == "ebsco.txt" and ferry.text.startswith("The ferry to Ostra")


def test_a_record_in_a_story_begins_no_article(tmp_path):
    text = f"A list of records\n\n{STORY}\n\nRecord: 1\n\nTitle: Waltzes\n\nIt was played."
    (story,) = articles(tmp_path, "a.txt", text)
    assert story.title == "A list of records" and "Waltzes" in story.text


def test_what_wordpress_adds_under_the_entries_of_a_feed_is_no_part_of_them(tmp_path):
    def feed(last: str) -> str:
        return (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            "<title>Ostra Courier</title><item><title>Ferry&#8217;s rest</title><content:encoded>"
            f"<![CDATA[<p>{STORY}</p><p>{last}</p>]]></content:encoded></item></channel></rss>"
        )

    def read_with(last: str) -> str:
        path = tmp_path / "feed.xml"
        path.write_text(feed(last), "utf-8")
        (article,) = read_feed(File(path, "feed.xml", "feed.xml"))
        return article.text

    for last in (
        "The post <a href='/f'>Ferry&#8217;s rest</a> appeared first on <a>Ostra Courier</a>.",
        "Der Beitrag Ferry&#8217;s rest erschien zuerst auf Ostra Courier.",
    ):
        assert read_with(last) == STORY
    for last in ("Ferry’s rest", "He told the Ostra Courier.", "Captain Moe wept."):
        assert read_with(last) == f"{STORY}\n\n{last}"


def test_the_author_of_a_post_of_wordpress_is_the_embedded_one(tmp_path):
    post = {
        "title": {"rendered": "Ferry&#8217;s rest"},
        "content": {"rendered": f"<p>{STORY}</p>"},
        "author": 7,
        "_embedded": {"author": [{"id": 7, "name": "Ida Holm", "slug": "ida"}]},
        "yoast_head_json": {"og_site_name": "Ostra Courier"},
    }
    (article,) = articles(tmp_path, "posts.json", json.dumps([post]))
    assert (article.title, article.publisher) == ("Ferry’s rest", "Ostra Courier")
    assert article.authors == ("Ida Holm",)


def test_a_text_whose_tags_were_escaped_is_read_as_html():
    escaped = (
        "&lt;p&gt;A ticket is &amp;pound;9.&lt;/p&gt;"
        "&lt;p&gt;It was &amp;ldquo;8&amp;rdquo;.&lt;/p&gt;"
    )
    assert plain_text(escaped) == "A ticket is £9.\n\nIt was “8”."
    said = "In HTML a paragraph begins with &lt;p&gt; and ends with &lt;/p&gt;."
    assert plain_text(said) == "In HTML a paragraph begins with <p> and ends with </p>."


@pytest.mark.parametrize("sender", ["<Saved by Blink>", '"Saved by WebKit"'])
def test_a_page_that_a_browser_saved_is_no_mail_whatever_its_name(tmp_path, sender):
    saved = (
        f"From: {sender}\r\nSubject: Ferry\r\nDate: Sun, 2 Jun 2024 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n'
        "\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><head><title>Ferry tied up</title><meta name=3D=22author=22 content=3D=22Ida Ho=\r\n"
        "lm=22><meta property=3D=22article:published_time=22 content=3D=222023-05-03=22></head>"
        f"<body><article><h1>Ferry tied up</h1><p>{STORY}</p><p>It will then cross twice a=\r\n"
        " day, with room for forty cars. The council sent bread and milk by boat, and\r\n"
        "the doctor will come once a week until the shaft turns.</p><p>Nobody had to leave the\r\n"
        "island, its keeper said, and the two cows that were to be sold stay too.</p></article>\r\n"
        "--x--\r\n"
    )
    (article,) = articles(tmp_path, "ferry.txt", saved)
    assert (article.title, article.published) == ("Ferry tied up", "2023-05-03")
    assert article.authors == ("Ida Holm",)
    assert "twice a day" in article.text


def test_hugos_json_above_a_text_is_its_front_matter():
    head = front_matter('{\n "title": "Ferry tied up", "date": "2023-05-03"\n}\n\n' + STORY)
    assert head and (head.fields.title, head.fields.published) == ("Ferry tied up", "2023-05-03")
    for text in (
        '{"title": "Ferry tied up"}\n{"title": "Another"}\n',
        '{"title": "Ferry tied up"}',
        '{"name": 3}\n' + STORY,
        '{"title": broken}\n' + STORY,
    ):
        assert front_matter(text) is None


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u00ac"])
def test_a_scanners_sign_at_a_line_end_divides_a_word(hyphen):
    text = f"no rain has fal{hyphen}\nlen since the a{hyphen}\nbbey burned; p {hyphen}q"
    assert divided_words_joined(text) == f"no rain has fallen since the abbey burned; p {hyphen}q"
