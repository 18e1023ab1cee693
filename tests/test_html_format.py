"""Saved web pages: what is read from their marks and what from their text. All are invented."""

import datetime
import json
import socket
import time

import pytest

from index.articles import Article, Rejected
from index.formats.pages.html import article_from_html, looks_like_html, read_html
from index.formats.raw.file import File

FIRST = (
    "The bridge over the Ley reopened to traffic on Monday after two years of repairs that cost "
    "the town of Leyton 4.2 million crowns."
)
SECOND = (
    "Hanna Brandt, the town's engineer, said that the piers had been worse than anybody feared, "
    "and that divers had found wood of the first bridge under them."
)
THIRD = (
    "Buses of line 12 will cross the river again from Thursday, the company said, and the ferry "
    "that took their place makes its last journey on Wednesday night."
)
STORY = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
HEADLINE = "Leyton bridge reopens after two years"


def page(
    head: str = "", story: str = STORY, *, h1: str = HEADLINE, under: str = "", after: str = ""
) -> bytes:
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main><article>{heading}{under}<div class='article-body'>{story}</div></article></main>"
        f"{after}<footer>© 2019 Leyton Courier Ltd</footer></body></html>"
    ).encode()


def data(**properties: object) -> str:
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE}
    return f'<script type="application/ld+json">{json.dumps(thing | properties)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def read(raw: bytes, url: str | None = None) -> Article:
    article = article_from_html(raw, "saved/bridge.html", "/news/saved/bridge.html", url=url)
    assert isinstance(article, Article), article
    return article


def reason(raw: bytes) -> str:
    rejected = article_from_html(raw, "x.html", "/news/x.html")
    assert isinstance(rejected, Rejected) and rejected.origin == "/news/x.html"
    return rejected.reason


WHOLE = page(
    meta("og:title", f"{HEADLINE} - Leyton Courier")
    + meta("og:site_name", "Leyton Courier")
    + '<link rel="canonical" href="https://courier.example/town/bridge?utm_source=x">'
    + data(
        datePublished="2024-05-06T09:30:00+02:00",
        dateModified="2024-05-07T10:00:00+02:00",
        author=[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
        publisher={"@type": "Organization", "name": "Leyton Courier"},
        articleSection="Town",
        inLanguage="en-GB",
    )
)


def test_an_article_is_read_with_all_its_fields():
    article = read(WHOLE)
    assert article.title == HEADLINE
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert article.publisher == "Leyton Courier"
    assert article.published == "2024-05-06" and article.updated == "2024-05-07"
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.url == "https://courier.example/town/bridge?utm_source=x"
    assert article.id == "https://courier.example/town/bridge"
    assert article.section == "Town" and article.language == "en" and article.kind == "news"
    assert article.origin == "/news/saved/bridge.html"
    assert article.provenance == {
        "title": "h1",
        "publisher": "JSON-LD publisher",
        "published": "JSON-LD datePublished",
        "updated": "JSON-LD dateModified",
        "authors": "JSON-LD author",
        "url": "canonical link",
        "section": "JSON-LD articleSection",
        "language": "JSON-LD inLanguage",
        "kind": "JSON-LD @type NewsArticle",
        "text": "the page's paragraphs",
    }


def test_a_file_is_read_under_its_name(tmp_path):
    path = tmp_path / "bridge.html"
    path.write_bytes(page())
    (article,) = read_html(File(path, "town/bridge.html", "shown/bridge.html"))
    assert isinstance(article, Article)
    assert article.id == "town/bridge.html" and article.origin == "shown/bridge.html"


def test_a_page_without_any_mark_is_read_from_what_it_shows():
    under = "<p>By Jane Doe</p><p>Published: 6 May 2024</p>"
    article = read(page("<title>Leyton bridge reopens after two years | Town</title>", under=under))
    assert article.title == HEADLINE and article.authors == ("Jane Doe",)
    assert article.published == "2024-05-06" and article.provenance["published"] == "byline"
    assert article.text.startswith(FIRST)
    assert article.publisher is None and article.url is None and article.section is None


# The headline


@pytest.mark.parametrize("between", [" - ", " | ", " – ", " · ", "｜"])
def test_the_sites_name_behind_the_headline_is_dropped(between):
    head = (
        meta("og:site_name", "Leyton Courier") + f"<title>{HEADLINE}{between}Leyton Courier</title>"
    )
    assert read(page(head, h1="")).title == HEADLINE


def test_a_dash_within_a_headline_stays():
    head = meta("og:site_name", "Leyton Courier") + meta("og:title", "Floods - what we know so far")
    assert read(page(head, h1="")).title == "Floods - what we know so far"


def test_what_a_reader_sees_as_the_headline_comes_before_what_search_engines_get():
    head = data(headline="Bridge news") + meta("og:title", HEADLINE)
    article = read(page(head))
    assert article.title == HEADLINE
    assert article.provenance["title"] == "h1; JSON-LD headline says 'Bridge news'"


def test_an_h1_that_is_the_sites_name_is_no_headline():
    head = meta("og:site_name", "Leyton Courier") + meta("og:title", HEADLINE)
    assert read(page(head, h1="The Leyton Courier")).title == HEADLINE


def test_entities_in_a_headline_are_characters_though_written_twice():
    head = data(headline="Brandt &amp; Sons &amp;#8211; a family&#039;s bridge")
    assert read(page(head, h1="")).title == "Brandt & Sons – a family's bridge"


def test_a_headline_that_is_cut_off_gives_way_to_the_whole_one():
    head = data(headline="Leyton bridge reopens after…") + f"<title>{HEADLINE}</title>"
    assert read(page(head, h1="")).title == HEADLINE


def test_a_page_without_a_headline_gets_one_made_from_its_first_sentence():
    article = read(page(h1=""))
    assert article.title.startswith("The bridge over the Ley reopened")
    assert article.provenance["title"] == "made from the first sentence"


# The day


def test_the_day_is_the_publishers_own_and_not_that_of_utc():
    assert read(page(data(datePublished="2024-05-06T23:30:00-05:00"))).published == "2024-05-06"
    assert read(page(data(datePublished="2024-05-06T00:30:00+09:00"))).published == "2024-05-06"


def test_another_mark_of_the_same_moment_tells_the_publishers_zone():
    head = data(datePublished="2024-05-05T22:30:00Z")
    under = '<time datetime="2024-05-06T07:30:00+09:00">6 May</time>'
    article = read(page(head, under=under))
    assert article.published == "2024-05-06"
    assert article.provenance["published"] == "time; JSON-LD datePublished says '2024-05-05'"


def test_a_day_of_a_change_is_never_that_of_publication():
    head = data(dateModified="2024-06-01") + meta("article:modified_time", "2024-06-01T08:00:00Z")
    article = read(page(head + meta("og:updated_time", "2024-06-01")))
    assert article.published is None and article.updated == "2024-06-01"


@pytest.mark.parametrize("day", ["2199-01-01", "1203-05-06", "2024-02-31", "soon", "0001-01-01"])
def test_a_day_that_cannot_be_is_none(day):
    assert read(page(data(datePublished=day))).published is None


def test_the_year_of_a_copyright_is_no_day():
    assert "© 2019" in page().decode() and read(page()).published is None


@pytest.mark.parametrize(
    "name",
    ["article:published_time", "parsely-pub-date", "sailthru.date", "DC.date.issued", "pubdate",
     "cXenseParse:recs:publishtime", "citation_publication_date", "article:published:time"],
)  # fmt: skip
def test_a_meta_element_tells_the_day(name):
    article = read(page(meta(name, "2024-05-06 10:00:00")))
    assert article.published == "2024-05-06" and article.provenance["published"] == f"meta {name}"


@pytest.mark.parametrize(
    "written",
    ["1714989000", "1714989000000", "Mon May 06 11:50:00 CEST 2024", "May 6th, 2024", "20240506",
     "Mon, 06 May 2024 11:50:00 GMT", "2024-05-06T11:50"],
)  # fmt: skip
def test_the_day_is_read_however_it_is_written(written):
    assert read(page(meta("article:published_time", written))).published == "2024-05-06"


def test_the_address_tells_the_day():
    link = '<link rel="canonical" href="https://courier.example/2024/05/06/bridge">'
    article = read(page(link))
    assert article.published == "2024-05-06" and article.provenance["published"] == "the address"


@pytest.mark.parametrize(
    "line",
    ["Stand: 06.05.2024, 11:50 Uhr", "6 mai 2024 à 11h50", "2024年5月6日", "6 de mayo de 2024",
     "Senin, 6 Mei 2024"],
)  # fmt: skip
def test_the_visible_day_is_read_in_other_languages(line):
    assert read(page(under=f"<p>{line}</p>")).published == "2024-05-06"


def test_a_day_that_only_stands_near_the_headline_is_found():
    under = "<ul class='post-meta'><li class='date'>6 May 2024</li></ul>"
    article = read(page(under=under))
    assert article.published == "2024-05-06" and article.provenance["published"] == "htmldate"


def test_the_day_of_another_article_is_not_that_of_this_one():
    aside = "<aside><p class='date'>3 March 2021</p><time datetime='2021-03-03'></time></aside>"
    listed = "<ul><li><time class='published' datetime='2021-03-03'>3 March</time></li></ul>"
    assert read(page(after=aside + listed)).published is None


def test_a_visible_day_that_could_be_two_is_none_in_english():
    under = "<p>04/05/2024</p>"
    assert read(page('<meta name="language" content="en">', under=under)).published is None
    assert read(page('<meta name="language" content="it">', under=under)).published == "2024-05-04"


def test_the_first_day_shown_is_not_that_of_a_change():
    under = "<p>Updated: 8 May 2024, 10:00</p><p>Published: 6 May 2024, 9:00</p>"
    assert read(page(under=under)).published == "2024-05-06"


def test_marks_that_differ_are_told():
    head = data(datePublished="2024-05-06") + meta("article:published_time", "2024-05-09")
    article = read(page(head))
    assert article.published == "2024-05-06"
    said = "JSON-LD datePublished; meta article:published_time says '2024-05-09'"
    assert article.provenance["published"] == said


def test_a_change_before_the_publication_is_none():
    head = data(datePublished="2024-05-06", dateModified="2024-05-01")
    assert read(page(head)).updated is None


# The authors


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ({"name": "Jane Doe, John Roe & Ana Ruiz"}, ("Jane Doe", "John Roe", "Ana Ruiz")),
        ([{"name": "Jane Doe"}, {"name": "jane doe"}], ("Jane Doe",)),
        ({"givenName": "Jane", "familyName": "Doe"}, ("Jane Doe",)),
        ({"name": "Jane Doe (jd)"}, ("Jane Doe",)),
        ("Jane Doe, Political Correspondent", ("Jane Doe",)),
        ({"name": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe")),
        ("Jane Doe und John Roe", ("Jane Doe", "John Roe")),
        ("Ana Ruiz y Gasset", ("Ana Ruiz y Gasset",)),
        ({"@type": "Organization", "name": "North Wire"}, ("North Wire",)),
        ("admin", ()),
        ("https://courier.example/authors/jane", ()),
    ],
)
def test_names_of_authors_are_taken_apart(author, names):
    assert read(page(data(author=author))).authors == names


def test_an_author_that_is_only_pointed_to_is_found():
    person = {
        "@context": "https://schema.org",
        "@id": "#jane",
        "@type": "Person",
        "name": "Jane Doe",
    }
    head = data(author={"@id": "#jane"})
    head += f'<script type="application/ld+json">{json.dumps(person)}</script>'
    assert read(page(head)).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "name", ["author", "parsely-author", "sailthru.author", "dc.creator", "byl"]
)
def test_a_meta_element_names_the_author(name):
    assert read(page(f'<meta name="{name}" content="By Jane Doe">')).authors == ("Jane Doe",)


def test_a_persons_byline_comes_before_an_author_that_is_the_publisher():
    head = data(author={"name": "Leyton Courier"}, publisher={"name": "Leyton Courier"})
    article = read(page(head, under='<a rel="author" href="/jane">Jane Doe</a>'))
    assert article.authors == ("Jane Doe",)
    assert article.provenance["authors"] == "rel=author; JSON-LD author says 'Leyton Courier'"
    assert read(page(head)).authors == ("Leyton Courier",)


@pytest.mark.parametrize("line", ["Von Jana Müller", "Por Ana Ruiz Gómez", "Par Léa Morel"])
def test_a_visible_byline_is_read_in_other_languages(line):
    assert read(page(under=f"<p>{line}</p>")).authors == (line.partition(" ")[2],)


def test_a_name_alone_under_the_story_is_its_author():
    assert read(page(story=f"{STORY}<p>Jane Roe</p>")).authors == ("Jane Roe",)
    assert "Jane Roe" not in read(page(story=f"{STORY}<p>Jane Roe</p>")).text


# Publisher, address, labels


def test_the_publisher_is_the_publication_and_not_the_company_that_owns_it():
    head = data(publisher={"name": "Ley Valley Media Ltd"}) + meta("og:site_name", "Leyton Courier")
    article = read(page(head))
    assert article.publisher == "Leyton Courier"
    assert article.provenance["publisher"] == (
        "meta og:site_name; JSON-LD publisher says 'Ley Valley Media'"
    )


def test_a_publisher_is_written_in_the_most_words_that_the_page_has_for_it():
    head = data(publisher={"name": "leytoncourier"}) + meta("og:site_name", "Leyton Courier")
    assert read(page(head)).publisher == "Leyton Courier"


def test_without_a_name_the_publisher_is_the_domain_as_the_page_spells_it():
    url = "https://www.leytoncourier.example/bridge"
    assert read(page(), url).publisher == "leytoncourier.example"
    logo = '<a href="/"><img src="logo.png" alt="Leyton Courier"></a>'
    assert read(page(after=logo), url).publisher == "Leyton Courier"


def test_a_page_saved_by_a_browser_has_the_address_that_it_was_saved_from():
    saved = b"<!-- saved from url=(0034)https://courier.example/town/bridge -->\n"
    article = read(page().replace(b"<html>", saved + b"<html>"))
    assert article.url == "https://courier.example/town/bridge"
    assert article.provenance["url"] == "the address it was saved from"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/town/bridge"])
def test_only_a_whole_web_address_is_one(address):
    assert read(page(f'<link rel="canonical" href="{address}">')).url is None


def test_an_address_may_be_relative_to_where_the_page_is_from():
    link = '<link rel="canonical" href="/town/bridge">'
    assert (
        read(page(link), "https://courier.example/x?y=1").url
        == "https://courier.example/town/bridge"
    )


def test_the_sites_front_page_is_no_articles_address():
    link = '<link rel="canonical" href="https://courier.example/">'
    article = read(page(link + meta("og:url", "https://courier.example/town/bridge")))
    assert article.url == "https://courier.example/town/bridge"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (data(**{"@type": "OpinionNewsArticle"}), "opinion"),
        (data(**{"@type": ["Article", "LiveBlogPosting"]}), "live"),
        (data(**{"@type": "SatiricalArticle"}), "satire"),
        (data(articleSection="Letters to the editor"), "letter"),
        (data(articleSection="Corrections and clarifications"), "correction"),
        (data(articleSection="Meinung"), "opinion"),
        (data(articleSection="News in brief"), "brief"),
        (meta("article:opinion", "true"), "opinion"),
        (data(articleSection="Town"), "news"),
        ("", None),
    ],
)
def test_the_kind_is_what_the_page_says(head, kind):
    assert read(page(head)).kind == kind


def test_the_language_is_what_the_page_says():
    assert read(page(meta("og:locale", "de_AT"))).language == "de"
    assert read(page().replace(b"<html>", b'<html lang="sv-SE">')).language == "sv"
    assert read(page()).language is None


def test_microdata_is_read_as_json_ld_is():
    item = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">'
        f'{HEADLINE}</h2><meta itemprop="datePublished" content="2024-05-06">'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<span itemprop="name">Jane Doe</span></span></div>'
    )
    article = read(page(under=item))
    assert article.published == "2024-05-06" and article.authors == ("Jane Doe",)
    assert article.provenance["published"] == "microdata datePublished"


def test_the_old_format_for_blogs_is_read():
    under = (
        '<abbr class="published" title="2024-05-06T10:00:00+02:00">Monday</abbr>'
        '<span class="vcard"><a class="fn" href="/jane">Jane Doe</a></span>'
    )
    article = read(page(under=under))
    assert article.published == "2024-05-06" and article.authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "NewsArticle", "headline": "H of it", "datePublished": "2024-05-06",} -->',
        '//<![CDATA[\n{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-06"}]}\n//]]>',
        '[{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2024-05-06"}}]',
        '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2024-05-06"};',
    ],
)
def test_data_that_is_not_quite_json_is_read(script):
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(head)).published == "2024-05-06"


def test_data_of_other_articles_is_not_that_of_this_one():
    other = data(headline="Ferry sold", datePublished="2020-01-01", author="Ann Other")
    article = read(page(other + data(datePublished="2024-05-06", author="Jane Doe")))
    assert article.published == "2024-05-06" and article.authors == ("Jane Doe",)


# The text


def test_subheads_lists_tables_and_quotations_stand_in_their_order():
    story = (
        f"<p>{FIRST}</p><h2>Wood under the piers</h2><p>{SECOND}</p>"
        "<blockquote><p>Nobody had looked there for three hundred years, she said.</p></blockquote>"
        "<ul><li>The first bridge was of oak and stood until 1702.</li>"
        "<li>The second one was of stone and fell in 1944.</li></ul>"
        "<table><tr><th>Year</th><th>Cost</th></tr>"
        "<tr><td>1703</td><td>900 crowns</td></tr></table>"
        f"<p>{THIRD}</p>"
    )
    assert read(page(story=story)).text.split("\n\n") == [
        FIRST,
        "Wood under the piers",
        SECOND,
        "Nobody had looked there for three hundred years, she said.",
        "- The first bridge was of oak and stood until 1702.\n"
        "- The second one was of stone and fell in 1944.",
        "Year | Cost\n1703 | 900 crowns",
        THIRD,
    ]


def test_captions_stand_in_the_text_and_are_marked():
    figure = (
        '<figure><img src="bridge.jpg"><figcaption>The new railing of the bridge. Photo: Ana Ruiz'
        "</figcaption></figure>"
    )
    article = read(page(story=f"<p>{FIRST}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>"))
    (caption,) = article.captions
    assert article.text[caption.start : caption.end] == (
        "The new railing of the bridge. Photo: Ana Ruiz"
    )
    assert article.text.split("\n\n")[0] == FIRST and len(article.text.split("\n\n")) == 4


def test_the_standfirst_comes_first():
    lead = "Divers found wood of the first bridge under the piers of the second one."
    head = meta("og:description", lead)
    header = f"<header><p class='dek'>{lead}</p></header>"
    assert read(page(head, under=header)).text.startswith(f"{lead}\n\n{FIRST}")


def test_the_headline_is_not_repeated_in_the_text():
    assert HEADLINE not in read(page(story=f"<h2>{HEADLINE}</h2>{STORY}")).text


@pytest.mark.parametrize(
    "furniture",
    [
        "<p><a href='/town/ferry'>Last ferry leaves on Wednesday night</a></p>",
        "<p>Read more:</p><ul><li><a href='/a'>The ferry's last journey</a></li>"
        "<li><a href='/b'>What the divers found</a></li></ul>",
        "<h3><a href='/b'>What the divers found under the piers</a></h3>",
        "<p>Sign up for our newsletter to get the Courier in your inbox.</p>",
        "<p>Advertisement</p>",
        "<blockquote class='twitter-tweet'><p>At last! Leyton has its bridge back, and I have "
        "crossed it twice.</p>&mdash; A walker (@walker) May 6, 2024</blockquote>",
        "<p hidden>This paragraph is in no reader's sight, and so is no part of the story.</p>",
        "<p style='display:none'>Nor is this one, which the page itself keeps from view.</p>",
        "<div class='cookie-banner'><p>We and our partners use cookies to measure this.</p></div>",
    ],
)
def test_what_is_no_part_of_the_story_is_left_out(furniture):
    article = read(page(story=f"<p>{FIRST}</p><p>{SECOND}</p>{furniture}<p>{THIRD}</p>"))
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_note_about_the_author_under_the_story_is_left_out():
    note = "<p>Jane Doe is a reporter of the Courier and lives by the river.</p>"
    head = data(author={"name": "Jane Doe"})
    assert read(page(head, story=STORY + note)).text.endswith(THIRD)
    assert read(page(story=STORY + note)).text.endswith("lives by the river.")


def test_linked_headlines_with_words_under_them_end_the_story():
    teasers = "".join(
        f"<h3><a href='/{n}'>Another story of the town, number {n}</a></h3>"
        f"<p>Some words that are to make a reader want the story with the number {n}.</p>"
        for n in range(4)
    )
    assert read(page(story=f"{STORY}<h2>From the town</h2>{teasers}")).text.endswith(THIRD)


def test_a_paragraph_of_the_story_that_its_extraction_misses_is_put_back():
    # Its class is one that trafilatura takes for that of a menu.
    story = f"<p>{FIRST}</p><p class='sidebar'>{SECOND}</p><p>{THIRD}</p>"
    assert read(page(story=story)).text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_link_to_elsewhere_is_no_related_article():
    link = '<link rel="canonical" href="https://courier.example/bridge">'
    source = "<p><a href='https://archive.example/plans'>The plans of the bridge of 1702</a></p>"
    text = read(page(link, story=f"<p>{FIRST}</p><p>{SECOND}</p>{source}<p>{THIRD}</p>")).text
    assert "The plans of the bridge of 1702" in text


def test_soft_hyphens_are_left_out_and_line_breaks_kept():
    text = read(page(story=f"<p>{FIRST}</p><p>Wieder&shy;eröffnung der Brücke<br>über die Ley, von "
                           f"vielen lange erwartet</p><p>{THIRD}</p>")).text  # fmt: skip
    assert "Wiedereröffnung der Brücke" in text and "\xad" not in text


def test_the_data_stand_in_for_a_text_that_the_page_does_not_show():
    body = f"{FIRST}\n{SECOND}\n{THIRD}"
    article = read(page(data(articleBody=body), story="<p>Please wait for the text to load.</p>"))
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert article.provenance["text"] == "JSON-LD articleBody"


def test_hidden_words_of_a_screen_reader_are_no_text():
    unseen = "<span class='sr-only'>opens in a new window</span>"
    story = f"<p>{FIRST}</p><p>{SECOND}{unseen}</p><p>{THIRD}</p>"
    assert "new window" not in read(page(story=story)).text


# Pages that are no article


def test_a_list_of_articles_is_rejected():
    teasers = "".join(
        f"<article><h3><a href='/{n}'>A story of the town with the number {n}</a></h3>"
        f"<p>{FIRST[:90]} {n}</p></article>"
        for n in range(12)
    )
    raw = f"<html><head><title>Leyton Courier</title></head><body>{teasers}</body></html>"
    assert reason(raw.encode()) == (
        "the page lists articles and is none itself; save the articles' own pages"
    )


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "Page not found | Leyton Courier", "Access denied", "Just a moment..."],
)
def test_an_error_page_is_rejected(title):
    raw = f"<html><head><title>{title}</title></head><body><h1>Sorry</h1>{STORY}</body></html>"
    assert (
        reason(raw.encode()) == f"the page only says '{title}'; open the article and save it again"
    )


def test_a_headline_that_only_begins_like_an_error_is_none():
    assert read(
        page("<title>404 people cross the bridge</title>", h1="404 people cross the bridge")
    )


def test_a_question_for_consent_is_rejected():
    story = (
        "<p>We and our 843 partners use cookies and process personal data. With your consent we "
        "measure what you read. You can withdraw your consent in the privacy settings.</p>"
    )
    raw = page("<title>Your privacy</title>", story=story, h1="Your privacy")
    assert reason(raw).startswith("the page asks for consent to cookies and shows no article; ")


def test_an_article_about_cookies_is_none():
    story = "".join(
        f"<p>{text}</p>"
        for text in (
            "The town has fined a shop that kept cookies on computers without asking anybody.",
            FIRST,
            SECOND,
            THIRD,
        )
    )
    assert (
        read(page(data(headline="Shop fined"), story=story, h1="Shop fined")).title == "Shop fined"
    )


def test_a_page_that_its_scripts_would_fill_is_rejected():
    raw = b"<html><head><title>Courier</title><script src='app.js'></script></head><body>"
    assert reason(raw + b"<div id='root'></div></body></html>") == (
        "the page holds no text before its scripts have run; open it in a browser and save it from "
        "there"
    )


@pytest.mark.parametrize("raw", [b"", b"  \n", b"\0\0\0", b"<!-- -->"])
def test_an_empty_page_is_rejected(raw):
    assert reason(raw) == "the page is empty; leave it out"


def test_a_page_of_some_words_is_rejected():
    assert reason(b"<html><body><p>Opening hours: nine to five.</p></body></html>") == (
        "no article was found in the page's 5 words; save the article's own page, or leave it out"
    )


def test_a_short_page_that_tells_who_wrote_it_and_when_is_an_article():
    told = (
        "The ferry to Norbury stops for a week in June.",
        "Its rudder is worn out, Ann Poe said.",
    )
    short = "".join(f"<p>{text}</p>" for text in told)
    signed = "<p>By Jane Doe</p><p>6 May 2024</p>"
    article = read(page(story=short, under=signed))
    assert (article.authors, article.published) == (("Jane Doe",), "2024-05-06")
    assert article.text == "\n\n".join(told)
    marked = meta("author", "Leyton Courier") + meta("date", "2024-05-06")
    for head, under in (("", ""), ("", "<p>6 May 2024</p>"), (marked, "")):
        assert "no article was found" in reason(page(head, short, under=under))
    assert "no article" in reason(page(story="<p>Closed today.</p>", under=signed))


OFFER = (
    "<section><h3>Read on with Courier Extra</h3><p>First month for 1 crown, then 9 crowns a month."
    "</p><p>Courier Extra is read by 9,400 people.</p><a href='/buy'>Subscribe now</a>"
    "<p>Already a subscriber? <a href='/in'>Log in</a></p></section>"
)


def test_a_box_that_offers_a_subscription_is_no_part_of_the_story():
    assert read(page(story=f"{STORY}{OFFER}")).text == "\n\n".join((FIRST, SECOND, THIRD))
    told = f"<div><p>{FIRST}</p><p>{SECOND}</p><p><a href='/buy'>Subscribe now</a></p></div>"
    assert FIRST in read(page(story=told)).text


ENTRIES = (
    ("6:20 a.m.", "The lights are out in Leyton, the grid company says, and trams stand still."),
    ("8:05 a.m.", "The schools of Leyton stay closed for the day, engineer Hanna Brandt says."),
    ("12:30 p.m.", "The north of the town has light again, and the first trams have left."),
)


@pytest.mark.parametrize("hour", ["<time>{}</time>", "<p class='block-time'><time>{}</time></p>"])
def test_the_hours_over_a_live_blogs_entries_stay(hour):
    story = "".join(f"<section>{hour.format(at)}<p>{words}</p></section>" for at, words in ENTRIES)
    text = "\n\n".join(f"{at}\n\n{words}" for at, words in ENTRIES)
    live = data(**{"@type": "LiveBlogPosting"})
    assert read(page(live, story)).text == text
    assert "6:20" not in read(page(data(), story)).text


SHORT = (
    "<p>The ferry to Norbury stops for a week in June because its rudder is worn out.</p>"
    "<p>Ann Poe of the harbour office said that buses would go round the bay.</p>"
)


@pytest.mark.parametrize(
    "raw",
    [
        page("<title>Ferry to Norbury stops | Courier</title>", SHORT, h1="Ferry to Norbury stops"),
        page(
            "<title>Ferry to Norbury stops</title>", SHORT, h1="Ferry to Norbury stops",
            under="<p>06.05.2024</p>",
        ).replace(b"article>", b"div>"),
        page(
            "<title>Паром до Норбери не ходит</title>",
            "<p>Паром до Норбери неделю не будет ходить: у него сломан руль, сообщила Анна По.</p>"
            "<p>Вокруг залива поедут автобусы, билеты на паром в них действительны.</p>",
            h1="Паром до Норбери не ходит",
        ).decode().replace("utf-8", "windows-1251").replace("©", "").encode("cp1251"),
    ],
)  # fmt: skip
def test_a_short_page_that_is_called_after_its_headline_is_an_article(raw):
    assert read(raw).text.count("\n\n") == 1


@pytest.mark.parametrize(
    "raw",
    [
        page("<title>Leyton Courier</title>", SHORT, h1="Ferry to Norbury stops"),
        page("<title>Our ferry | Courier</title>", SHORT, h1="Our ferry"),
        page("<title>Ferry to Norbury stops</title>", SHORT, h1="Ferry to Norbury stops").replace(
            b"article>", b"div>"
        ),
        page("<title>Ferry to Norbury stops</title>", "<p>Soon.</p>", h1="Ferry to Norbury stops"),
    ],
)
def test_a_short_page_without_an_articles_headline_is_none(raw):
    assert "no article was found" in reason(raw)


# What is damaged, hostile or large


@pytest.mark.parametrize(
    ("charset", "declared", "words"),
    [
        ("utf-8", "", "Brücke über die Ley – »neu«"),
        ("utf-8", "<meta charset='iso-8859-1'>", "Brücke über die Ley – »neu«"),
        ("utf-8-sig", "<meta charset='big5'>", "Brücke über die Ley"),
        ("utf-16", "", "Brücke über die Ley"),
        ("utf-16-le", "", "Brücke über die Ley"),
        ("cp1252", "<meta charset='iso-8859-1'>", "Brücke – “neu”"),
        ("cp1251", "<meta charset=windows-1251>", "Мост через реку открыт"),
        ("shift_jis", "<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>",
         "橋が再開した。工事は二年かかった。"),
        ("gb18030", "<?xml version='1.0' encoding='gb2312'?>", "大桥重新开放"),
        ("cp1251", "", "Правительство города сообщило, что мост через реку снова открыт. " * 5),
        ("cp1252", "<meta charset='zlib'>", "Die Brücke wurde für den Verkehr geöffnet. " * 9),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_own_charset(charset, declared, words):
    raw = f"{declared}<html><body><h1>{HEADLINE}</h1><p>{words}</p>{STORY}</body></html>"
    article = article_from_html(raw.encode(charset), "x", "x")
    assert isinstance(article, Article) and article.text.startswith(words.strip())


def test_bytes_that_are_wrong_here_and_there_make_no_other_charset():
    raw = page(story=f"<p>{FIRST} Brücke, Brücken, Über- und Unterführung.</p>{STORY}")
    raw = raw.replace("Über".encode(), b"\xff" + "Über".encode()).replace(
        b"</article>", ("<p>" + "Straße für Züge. " * 40 + "</p></article>").encode()
    )
    assert "Straße für Züge." in read(raw).text


def deep(tag: str) -> bytes:
    return f"<html><body><h1>{HEADLINE}</h1>{f'<{tag}>' * 10_000}{STORY}</body></html>".encode()


@pytest.mark.parametrize(
    "raw",
    [
        deep("div"), deep("b"), deep("ul><li"), deep("table><tr><td"), deep("blockquote"),
        page(story=f"{STORY}<plaintext><p>not closed"),
        page(story=STORY.replace("</p>", "")),
        page().replace(b"</head>", b"").replace(b"<body>", b""),
        page().replace(b"bridge", b"brid\0ge"),
        page(story=f"{STORY}&#0;&#1;&#x0c;&#xfffe;&#xd800;&#x110000;"),
        b"<?xml version='1.0'?>" + page().replace(b"<html>", b"<html xmlns='http://www.w3.org/1999/xhtml'>"),
        page().replace(b"<html>", "<html ⚡>".encode()),
        page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        page('<script type="application/ld+json">{"@type": 3, "@graph": [null, [7]]}</script>'),
        page(data(author={"name": {"x": []}}, publisher=[[3]], datePublished={}, articleBody=[1])),
        page(data(datePublished=10**30, headline=["", None, HEADLINE])),
        page("<meta" + " a" * 200_000 + ">"),
        page("<title>" + " - a" * 20_000 + "</title>"),
        page(story=STORY + "<" * 200_000),
        page("".join(f"<meta name='author' content='Jane {n}'>" for n in range(3_000))),
    ],
)  # fmt: skip
def test_nothing_in_a_page_stops_its_reading(raw):
    began = time.process_time()
    assert "The bridge over the Ley reopened" in read(raw).text.replace("brid ge", "bridge")
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<p>" + b"x" * 30_000_000, "the page has more than 30 MB; "),
        (
            b"<html><body>" + b"<p>A line.</p>" * 70_000,
            "the page has more than 60,000 elements or ",
        ),
        (b"<html><body><p>" + b"word " * 700_000, "the page has more than 60,000 elements or "),
    ],
)
def test_a_page_that_is_too_large_is_rejected(raw, said):
    assert reason(raw).startswith(said)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    (rejected,) = read_html(File(path, "large.html", str(path)))
    assert isinstance(rejected, Rejected) and rejected.reason.startswith("the page has more than")


def test_no_entity_or_address_of_a_page_is_fetched(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("a page opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    secret = tmp_path / "secret.txt"
    secret.write_text("the town's secret")
    doctype = (
        f'<!DOCTYPE html SYSTEM "http://x.example/a.dtd" [<!ENTITY x SYSTEM "file://{secret}">]>'
    )
    head = '<base href="http://x.example/"><link rel="stylesheet" href="a.css">'
    raw = page(head, story=f"<p>&x; {FIRST}</p><img src='http://x.example/a.png'>{STORY}")
    assert "secret" not in read(raw.replace(b"<!DOCTYPE html>", doctype.encode())).text


def test_the_day_of_today_may_be_the_day_of_publication():
    today = datetime.date.today().isoformat()
    assert read(page(data(datePublished=f"{today}T00:10:00+00:00"))).published == today


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf  <HTML lang=en>", True),
        ("<html>".encode("utf-16"), True),
        (b"<!-- saved --><?xml version='1.0'?><!doctype html>", True),
        (b"<p>One paragraph", True),
        (b"<?xml version='1.0'?><rss version='2.0'>", False),
        (b"<note>", False),
        (b"A story about <html>", False),
        (b"{}", False),
        (b"", False),
    ],
)
def test_a_web_page_is_known_by_how_it_begins(head, is_page):
    assert looks_like_html(head) is is_page
