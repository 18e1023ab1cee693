from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.formats.fields.datelines import find_dateline
from index.formats.fields.dates import find_date, is_only_a_date
from index.formats.fields.headlines import title_from
from index.formats.files import read
from index.formats.plain.text import article_from_text

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = (
    "The bridge over the Ley reopened on Monday, two years after a flood on May 3, 2021 carried"
    " half of it away.\nHundreds of people walked across it, the mayor said.\n"
)


def article(text: str) -> Article:
    return article_from_text(text, "a.txt", "a.txt")


SEED_FIELDS = {
    "000_ebf41a15fcf474c9.txt": (
        "China and Tajikistan voiced deep and growing concern over Afghanistan’s deteriorating"
        " security…",
        None,
        {"title": "made from the first sentence"},
    ),
    "001_29459a5134b891b1.txt": (
        "Rising Insecurity on Afghanistan-Tajikistan Border Threatens China’s Interests in Central"
        " Asia",
        "Khaama Press",
        {
            "title": "first line",
            "publisher": "the line 'The post ... appeared first on Khaama Press'",
        },
    ),
    "002_ca2344aa02f0cd64.txt": (
        "China's top diplomat Wang Yi vows stronger security, anti-terror ties with Tajikistan",
        "South China Morning Post",
        {
            "title": "first line",
            "publisher": "the line 'This article originally appeared in the South China Morning"
            " Post'",
        },
    ),
    "003_70594eb33084032d.txt": (
        "Afghanistan's Taliban Says Threats Against China 'A Challenge To Our Own'",
        "IBTimes",
        {
            "title": "first line",
            "publisher": "the line '© Copyright IBTimes 2024. All rights reserved'",
        },
    ),
    "004_191fd7428750a614.txt": (
        "China has expressed support for Russia’s decision to recognise the Taliban government in…",
        "PEN",
        {"title": "made from the first sentence", "publisher": "the dateline's '(PEN)'"},
    ),
}


@pytest.mark.parametrize("name", SEED_FIELDS)
def test_each_seed_has_the_fields_that_its_text_bears(name):
    (found,) = read(SEEDS / name)
    title, publisher, provenance = SEED_FIELDS[name]
    assert (found.id, found.title, found.publisher) == (name, title, publisher)
    assert (found.published, found.authors, found.url) == (None, (), None)
    assert found.provenance == provenance


def test_the_text_of_a_seed_is_its_file_code_point_for_code_point():
    for path in SEEDS.glob("*.txt"):
        (found,) = read(path)
        assert found.text == path.read_bytes().decode("utf-8")


def test_line_ends_stay_as_they_came():
    assert (
        article("One Old Bridge\r\n\rIt reopened.\r\n").text
        == "One Old Bridge\r\n\rIt reopened.\r\n"
    )


@pytest.mark.parametrize(
    "headline",
    [
        "Bridge Over the Ley Reopens",
        "Bridge over the Ley reopens after two years",
        "'We waited two years,' says mayor as bridge reopens",
        "Will the Old Bridge Hold?",
        "Flood Damage Tops $3 Million, Says U.S.",
        "雷伊河大桥重新开放",
    ],
)
def test_a_headline_over_the_story_is_the_title(headline):
    for between in ("\n", "\n\n", "\r\n\r\n"):
        found = article(headline + between + STORY)
        assert (found.title, found.provenance["title"]) == (headline, "first line")


@pytest.mark.parametrize(
    "marked", ["# Bridge Reopens", "**Bridge Reopens**", "Title: Bridge Reopens"]
)
def test_marks_and_labels_are_no_part_of_a_headline(marked):
    assert article(f"{marked}\n\n{STORY}").title == "Bridge Reopens"


@pytest.mark.parametrize(
    "above",
    [
        "May 3, 2024",
        "By Jane Doe",
        "Jane Doe, LEYTON TODAY",
        "LEYTON VNA —",
        "Advertisement",
        "WORLD",
        "Published: 3 May 2024 | By Jane Doe",
    ],
)
def test_a_headline_may_stand_under_a_date_a_byline_or_a_kicker(above):
    found = article(f"{above}\nBridge Over the Ley Reopens\n\n{STORY}")
    assert (found.title, found.provenance["title"]) == ("Bridge Over the Ley Reopens", "line 2")


def test_a_first_line_that_is_the_story_gives_a_title_cut_between_words():
    found = article(STORY)
    assert found.provenance["title"] == "made from the first sentence"
    assert found.title == (
        "The bridge over the Ley reopened on Monday, two years after a flood on May 3, 2021 carried"
        " half of…"
    )
    assert len(found.title) <= 100


def test_a_story_broken_into_short_lines_has_no_headline():
    found = article(
        "The bridge over the Ley, which a flood carried away two years ago,\n"
        "reopened on Monday. Hundreds walked across it.\nThe mayor was there.\n"
    )
    assert found.provenance["title"] == "made from the first sentence"
    assert found.title == (
        "The bridge over the Ley, which a flood carried away two years ago, reopened on Monday"
    )


@pytest.mark.parametrize(
    "first",
    [
        "What is known so far:",
        "- The bridge reopened",
        "LEYTON (VNA) — The bridge reopened on Monday",
        "The bridge reopened on Monday.",
        "The bridge is open. Who would have thought it?",
        "Jane Doe and John Roe\n\nLEYTON TODAY",
    ],
)
def test_a_line_that_announces_lists_or_tells_is_no_headline(first):
    found = article(f"{first}\n{STORY}")
    assert found.provenance["title"] == "made from the first sentence"


def test_a_made_title_drops_the_dateline_asterisks_and_the_final_period():
    assert title_from("LEYTON, May 3 (VNA) — The *old bridge* reopened. More.") == (
        "The old bridge reopened"
    )
    assert title_from("VNA —\n\nThe bridge reopened.") == "The bridge reopened"


def test_a_made_title_keeps_abbreviations_and_passes_over_boilerplate():
    assert title_from("Advertisement\nMr. Roe left the U.S. on Monday. He flew.") == (
        "Mr. Roe left the U.S. on Monday"
    )


@given(st.text(min_size=1, max_size=400).filter(lambda text: any(map(str.isalnum, text))))
def test_every_text_with_a_word_gets_a_title_of_one_line(text):
    found = article(text)
    assert found.title and "\n" not in found.title and len(found.title) <= 160
    assert found.text == text
    made = title_from(text)
    assert made and len(made) <= 100


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        (
            "The post Bridge Reopens on Monday appeared first on Ley Valley & Field.",
            "Ley Valley & Field",
        ),
        ("The post Bridge Reopens first appeared on The Courier", "The Courier"),
        (
            "This article originally appeared in the Leyton Evening Star (LES), a daily.",
            "Leyton Evening Star",
        ),
        (
            "This story was originally published by St. Ann Courier and is used here.",
            "St. Ann Courier",
        ),
        ("This story first appeared on Leyton.News: Bridge reopens", "Leyton.News"),
        (
            "Copyright (c) 2024. Leyton Evening Star Publishers Ltd. All rights reserved.",
            "Leyton Evening Star",
        ),
        ("© Copyright LeyTimes 2024. All rights reserved.", "LeyTimes"),
        ("© 2023 The Courier", "The Courier"),
        ("Copyright 2022-2024 Ley Valley Media, Inc. All Rights Reserved", "Ley Valley Media"),
        ("It was a fine day. Copyright © 2024 Courier Ltd. All rights reserved.", "Courier"),
    ],
)
def test_the_publisher_is_whom_the_last_lines_name(line, publisher):
    found = article(f"Bridge Reopens\n\n{STORY}\n{line}\n")
    assert found.publisher == publisher
    assert found.provenance["publisher"].startswith("the line '")


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("LEYTON (VNA) : ", "VNA"),
        ("LEYTON (Valley Wire) - ", "Valley Wire"),
        ("LEYTON, May 3 (VNA) — ", "VNA"),
        ("LEYTON, Freeland (VNA) — ", "VNA"),
        ("NEW LEYTON/ANNSTADT, 3 May 2024 (VNA/LPA) -- ", "VNA/LPA"),
        ("May 3 (Valley Wire) - ", "Valley Wire"),
        ("(VNA) ", "VNA"),
        ("(VNA)", "VNA"),
        ("LEYTON, May 3, 2024 /ValleyNewswire/ -- ", "ValleyNewswire"),
    ],
)
def test_the_agency_in_the_dateline_is_the_publisher(dateline, agency):
    for text in (dateline + STORY, f"Bridge Reopens\n\n{dateline}{STORY}"):
        found = article(text)
        assert found.publisher == agency
        assert found.provenance["publisher"] == f"the dateline's '({agency})'"


@pytest.mark.parametrize(
    "text",
    [
        "Leyton Steel (LEY) shares fell on Monday, traders said.",
        "Leyton Steel (LEY) Chief Jane Roe left on Monday, traders said.",
        "The bridge reopened, the Valley Wire reports. State media reported the same.",
        "(Photo: Jane Roe) The bridge reopened on Monday.",
        "The Copyright Act of 2024 was passed on Monday. All rights were reserved.",
        "Copyright 2024 filings rose, the office said.",
        "The story first appeared on a wall in Leyton, where it was painted over.",
        "© 2024 Jane Roe/Leyton Images",
        "A version of this story first appeared in the Before Noon newsletter.",
        "This story was first published in March 2019.",
        f"{STORY}\nThe bridge (VNA) - was old.",
    ],
)
def test_what_is_cited_or_merely_in_brackets_is_no_publisher(text):
    assert article(f"Bridge Reopens\n{text}\n{STORY}").publisher is None


def test_where_it_first_appeared_comes_before_copyright_and_this_before_the_agency():
    wire = f"LEYTON (VNA) — {STORY}"
    owned = f"{wire}\n© 2024 The Courier\n"
    assert article(owned).publisher == "The Courier"
    reprinted = f"{owned}This article originally appeared in the Evening Star.\n"
    assert article(reprinted).publisher == "Evening Star"


def test_an_authors_own_copyright_names_no_publisher():
    assert article(f"Bridge Reopens\nBy Jane Doe\n\n{STORY}\n© 2024 Jane Doe").publisher is None


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("May 3, 2024", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Friday, 3rd May 2024", "2024-05-03"),
        ("Fri 3 May 2024 10.04 BST", "2024-05-03"),
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T10:04:00Z", "2024-05-03"),
        ("May 2024", "2024-05"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"),
        ("Published: 3 May 2024", "2024-05-03"),
        ("PUBLISHED ON MAY 3, 2024 AT 9:15 A.M. ET", "2024-05-03"),
        ("Published 9:00 AM ET, Fri May 3, 2024", "2024-05-03"),
        ("Date: 2024-05-03", "2024-05-03"),
        ("Updated May 3, 2024 10:04 GMT", "2024-05-03"),
        ("Updated May 4, 2024 | Published May 3, 2024", "2024-05-03"),
        ("Published May 3, 2024 Updated May 4, 2024", "2024-05-03"),
        ("Published May 3, 2024 by Jane Doe", "2024-05-03"),
        ("May 3, 2024 | By Jane Doe", "2024-05-03"),
        ("By Jane Doe | May 3, 2024 | 4 min read", "2024-05-03"),
        ("By Jane Doe, May 3, 2024", "2024-05-03"),
        ("World • May 3, 2024", "2024-05-03"),
        ("This story was originally published May 3, 2024, 10:04 AM.", "2024-05-03"),
    ],
)
def test_a_line_that_dates_the_article_does(line, iso):
    found = article(f"Bridge Over the Ley Reopens\n{line}\n\n{STORY}")
    assert found.published == iso
    assert found.provenance["published"] == f"the line '{line}'"
    assert found.title == "Bridge Over the Ley Reopens"


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2024",
        "31 February 2024",
        "February 29, 2023",
        "Published 13/13/2024",
        "May 3",
        "© 2024 The Courier",
        "Copyright May 2024 The Courier. All rights reserved.",
        "The bridge fell on May 3, 2021",
        "May 3, 2021 - The bridge falls",
        "Founded in May 2021",
        "Updated daily",
        "Jane Doe | The Courier",
    ],
)
def test_what_is_no_publication_date_leaves_the_article_undated(line):
    assert article(f"Bridge Over the Ley Reopens\n{line}\n\n{STORY}").published is None


def test_a_date_line_comes_before_updated_and_after_published():
    assert article(f"Bridge Reopens\nUpdated May 5, 2024\nMay 3, 2024\n\n{STORY}").published == (
        "2024-05-03"
    )
    both = f"Bridge Reopens\nMay 5, 2024\n\n{STORY}\nPublished: May 3, 2024\n"
    assert article(both).published == "2024-05-03"


def test_the_dated_headings_of_a_chronicle_are_no_publication_date():
    text = f"How the Bridge Came Back\n\nMay 3, 2021\n{STORY}\nJune 4, 2023\n{STORY}"
    assert article(text).published is None


def test_the_dateline_dates_the_article_where_it_has_a_year():
    found = article(f"LEYTON, May 3, 2024 (VNA) — {STORY}")
    assert (found.published, found.provenance["published"]) == (
        "2024-05-03",
        "the dateline's 'May 3, 2024'",
    )
    assert article(f"LEYTON, 3 May 2024 — {STORY}").published == "2024-05-03"
    assert article(f"LEYTON, May 3 (VNA) — {STORY}").published is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe and John Roe, Correspondent", ("Jane Doe", "John Roe")),
        (
            "By Jane Doe, John P. Roe Jr. & Ana de la Cruz",
            ("Jane Doe", "John P. Roe Jr.", "Ana de la Cruz"),
        ),
        ("By Jane Doe, Leyton Valley News", ("Jane Doe",)),
        ("By Zoë O’Neill-Straße", ("Zoë O’Neill-Straße",)),
        ("Written by Jane Doe", ("Jane Doe",)),
        ("Author: Jane Doe", ("Jane Doe",)),
        ("May 3, 2024 | By Jane Doe", ("Jane Doe",)),
        ("*By Jane Doe*", ("Jane Doe",)),
        ("By staff reporters", ()),
        ("By Monday Evening", ()),
        ("By the river, all was calm", ()),
        ("By Leyton standards this was fast", ()),
    ],
)
def test_the_authors_are_the_persons_of_the_byline(line, authors):
    found = article(f"Bridge Over the Ley Reopens\n{line}\n\n{STORY}")
    assert found.authors == authors
    assert ("authors" in found.provenance) == bool(authors)


def test_a_byline_far_down_in_the_story_is_none():
    assert article(f"Bridge Reopens\n{STORY * 6}\nBy Jane Doe\n{STORY}").authors == ()


def test_a_dateline_ends_where_the_story_begins():
    line = "KYTOWN, Freeland — Snow fell."
    found = find_dateline(line)
    assert found and line[found.end :] == "Snow fell."
    assert find_dateline("Snow fell — at last.") is None
    assert find_dateline("A bridge, a river: the story") is None


@given(st.text(max_size=200))
def test_dates_and_datelines_lie_within_their_text(text):
    written = find_date(text)
    assert written is None or 0 <= written.start < written.end <= len(text)
    dateline = find_dateline(text)
    assert dateline is None or 0 < dateline.end <= len(text)


@given(st.dates())
def test_every_day_is_read_from_its_iso_form_and_from_words(day):
    assert find_date(day.isoformat()).iso == day.isoformat()
    written = f"{day:%B} {day.day}, {day.year:04d}"
    assert is_only_a_date(written) and find_date(written).iso == day.isoformat()
