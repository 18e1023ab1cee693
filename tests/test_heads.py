"""The heads of plain text: days, names and banners as papers of several countries write them."""

from pathlib import Path

import pytest

from index.articles import Article
from index.formats.fields.credits import dated_name
from index.formats.plain.text import article_from_text, read_text
from index.formats.raw.file import File

TITLE = "Leyton reopens its old bridge"
STORY = (
    "\n\nThe council of Leyton voted on Friday to reopen the old bridge at the end of the season."
    " Mayor Ada Thorne said the deck had been repaired.\n\nTraders were told by letter. The market"
    " employs 41 people.\n"
)


def article(head: str, foot: str = "") -> Article:
    return article_from_text(f"{TITLE}\n\n{head}{STORY}{foot}", "a.txt", "a.txt")


@pytest.mark.parametrize(
    "line",
    [
        "3 de marzo de 2024",
        "Stand: 3. März 2024, 09:15 Uhr",
        "Sonntag, 3. März 2024",
        "Publié le 3 mars 2024 à 09h15, mis à jour le 7 mars 2024",
        "Veröffentlicht am 3. März 2024 um 09:15 Uhr | Aktualisiert am 7. März 2024",
        "Publicado el 3 de marzo de 2024",
        "Pubblicato il 3 marzo 2024",
        "3 de março de 2024 às 9h15",
        "3 марта 2024 года",
        "2024年3月3日",
        "Updated: Mar 7, 2024 / 11:10 AM EST / First Published: Mar 3, 2024",
        "Posted: Mar 03, 2024 09:15 AM EST Updated: Mar 07, 2024 10:00 AM EST",
        "Last updated on March 7, 2024. Published on March 3, 2024.",
        "Date published: 3 March 2024",
        "3-Mar-2024",
        "2024-03-03 09:15:31.410 GMT",
        "2024-03-03 09:15 CET",
        "Leyton, 3 March 2024",
        "Leyton Courier, 3 March 2024",
        "*Leyton Courier | 3 March 2024*",
        "By Jane Doe | jdoe@courier.example | March 3, 2024",
        "Posted by Jane Doe on March 3, 2024 at 9:15 am",
    ],
)
def test_a_line_that_dates_the_article_does(line):
    found = article(line)
    assert (found.title, found.published) == (TITLE, "2024-03-03")


def test_the_last_change_is_told_beside_the_day_of_publication():
    found = article("Published 3 March 2024\nUpdated 7 March 2024")
    assert (found.published, found.updated) == ("2024-03-03", "2024-03-07")
    assert found.provenance["updated"] == "the line 'Updated 7 March 2024'"
    assert article("Updated 7 March 2024").updated is None  # the only day there is


@pytest.mark.parametrize(
    "line",
    [
        "The vote of 12 January 2019 is still disputed.",
        "The bridge fell on 3 March 2024",
        "Mars 2024",
        "3 de marzo",
        "Festival of Light, 3 March 2024, Leyton",
        "A bridge too far, 3 March 2024",
    ],
)
def test_other_lines_with_a_day_leave_the_article_undated(line):
    assert article(line).published is None


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("By Kim Poe 5 minutes ago", ("Kim Poe",)),
        ("Jane Doe\nEmail the author", ("Jane Doe",)),
        ("Jane Doe, Political Correspondent", ("Jane Doe",)),
        ("Jane Doe Environment correspondent", ("Jane Doe",)),
        ("Jane Doe | Staff Writer", ("Jane Doe",)),
        ("Jane Doe, Leyton Courier", ("Jane Doe",)),
        ("Jane Doe in Leyton and John Roe in Norbury", ("Jane Doe", "John Roe")),
        ("By Jane Doe in Leyton and John Roe in Norbury", ("Jane Doe", "John Roe")),
        ("Analysis by Jane Doe, security correspondent", ("Jane Doe",)),
        ("By JANE DOE Associated Press", ("JANE DOE",)),
        ("BY JANE DOE AND JOHN ROE | STAFF", ("JANE DOE", "JOHN ROE")),
        ("By Jane Doe, John Roe, and Kim Poe", ("Jane Doe", "John Roe", "Kim Poe")),
        ("By Jane Doe and Staff", ("Jane Doe",)),
        ("By Jane Doe @janedoe", ("Jane Doe",)),
        ("By Jane Doe, jdoe@courier.example", ("Jane Doe",)),
        ("By Jane Doe for The Courier", ("Jane Doe",)),
        ("By Jane Doe, Reuters", ("Jane Doe",)),
        ("By Jane Doe, Photos by Kim Poe", ("Jane Doe",)),
        ("By Jane Doe Published 3 March 2024", ("Jane Doe",)),
        ("Words: Jane Doe", ("Jane Doe",)),
        ("Reporting by Jane Doe; Editing by John Roe", ("Jane Doe",)),
        ("Por Ana Ruiz", ("Ana Ruiz",)),
        ("Von Jane Doe und Kim Poe", ("Jane Doe", "Kim Poe")),
        ("*Jane Doe, 3 March 2024*", ("Jane Doe",)),
        ("Jane Doe\nSun 3 Mar 2024 09.15 GMT", ("Jane Doe",)),
    ],
)
def test_the_persons_of_a_line_of_names_are_the_authors(lines, authors):
    found = article(lines)
    assert (found.title, found.authors) == (TITLE, authors)


def test_who_signed_at_the_end_is_the_author_and_who_edited_is_none():
    found = article("", "\n(Reporting by Jane Doe in Leyton; Editing by John Roe)\n")
    assert found.authors == ("Jane Doe",)
    assert article("By Kim Poe", "\nReporting by Jane Doe\n").authors == ("Kim Poe",)


@pytest.mark.parametrize(
    "lines",
    [
        "Board Statement",
        "Jane Doe",
        "New York, 3 March 2024",
        "Leyton, 3 March 2024",
        "Leyton Courier, 3 March 2024",
        "Ada Thorne in Leyton",
        "Council Vote, Market Traders",
        "By the river in Leyton and the hills in Norbury",
        "Von hier an blind",
    ],
)
def test_lines_that_only_look_like_names_name_nobody(lines):
    assert article(lines).authors == ()


def test_an_outlet_beside_a_day_is_the_publisher_and_a_place_or_a_person_is_none():
    assert article("Leyton Courier, 3 March 2024").publisher == "Leyton Courier"
    assert article("The Norbury Post | 3 March 2024").publisher == "The Norbury Post"
    for line in ("Leyton, 3 March 2024", "Jane Doe, 3 March 2024", "Daily walks, 3 March 2024"):
        assert article(line).publisher is None
    assert dated_name("The bridge fell on 3 March 2024") is None


def test_a_paper_s_last_word_tells_of_it_beside_a_day_whatever_else_it_means():
    for name, line in [
        ("Norbury Echo", "Norbury Echo, 3 March 2024"),
        ("West Ley Star", "*West Ley Star | 3 March 2024*"),
        (None, "Star, 3 March 2024"),
        (None, "Michael Star, 3 March 2024"),
        (None, "Echo Bay, 3 March 2024"),
    ]:
        found = article(f"By Jane Doe\n\n{line}")
        assert (found.publisher, found.authors) == (name, ("Jane Doe",))
        assert found.published == "2024-03-03"
    assert article("Norbury Echo, 3 March 2024").authors == ()
    assert article("Norbury Echo").publisher is None


def test_an_outlet_in_a_line_over_the_day_is_the_publisher_and_a_section_is_none():
    for name, line in [
        ("Norbury Echo", "Norbury Echo"),
        ("The Leyton Post", "The Leyton Post"),
        (None, "The Long Wait"),
        (None, "Local News"),
        (None, "Breaking News"),
        (None, "Michael Star"),
        (None, "Post"),
    ]:
        found = article(f"{line}\n3 March 2024\nBy Jane Doe")
        assert (found.title, found.publisher) == (TITLE, name)
        assert (found.published, found.authors) == ("2024-03-03", ("Jane Doe",))
    assert article("Norbury Echo\n\nBy Jane Doe").publisher is None


def test_a_headline_over_an_hour_of_a_zone_is_no_byline():
    headline = "Paper Mill in Leyton Halts Output After Flood"
    found = article_from_text(f"{headline}\n2024-03-03 09:15 GMT{STORY}", "a.txt", "a.txt")
    assert (found.title, found.published) == (headline, "2024-03-03")


@pytest.mark.parametrize("buttons", ["Accept all\nManage settings", "Agree & close", "REJECT ALL"])
@pytest.mark.parametrize("name", ["The West Ley Valley Courier\n", ""])
def test_a_page_s_question_for_consent_and_its_name_are_no_title(buttons, name):
    asked = "We use cookies\nWe and our 9 partners use cookies to measure what you read."
    page = f"{asked}\n{buttons}\nSkip to content\nLog in\nMenu\nEdition\nSearch\n{name}"
    head = f"{TITLE}\nBy Jane Doe\nPublished 3 March 2024"
    found = article_from_text(f"{page}{head}{STORY}", "a.txt", "a.txt")
    assert (found.title, found.authors, found.published) == (TITLE, ("Jane Doe",), "2024-03-03")
    assert found.text == f"{page}{head}{STORY}"


def test_a_headline_that_names_an_outlet_stays_one_below_a_menu():
    title = "Owner Sells the Leyton Courier"
    text = f"Home\nNews\nSport\nLog in\n{title}\nBy Jane Doe{STORY}"
    assert article_from_text(text, "a.txt", "a.txt").title == title


@pytest.mark.parametrize(
    "banner",
    [
        "This article is more than 2 years old",
        "3 min read",
        "Listen to this article",
        "Subscriber only",
        "From the archive",
        "Print this page",
    ],
)
def test_what_a_site_puts_above_a_headline_is_none(banner):
    found = article_from_text(f"{banner}\n{TITLE}{STORY}", "a.txt", "a.txt")
    assert (found.title, found.provenance["title"]) == (TITLE, "line 2")


@pytest.mark.parametrize(
    "trail",
    [
        "Home > Sport > Rowing & Sailing",
        "Home » Sport",
        "Home / Sport / Rowing",
        "You are here: Home › Sport",
        "Sport > Rowing > Vale of Ley",
        f"Home > Sport > {TITLE}",
    ],
)
def test_the_way_through_a_site_is_no_headline(trail):
    assert article_from_text(f"{trail}\n\n{TITLE}{STORY}", "a.txt", "a.txt").title == TITLE


@pytest.mark.parametrize(
    "title", ["« Oui » et « non » : le maire hésite", "Home/work balance shifts", "Home rule back"]
)
def test_a_headline_with_marks_or_about_a_home_is_one(title):
    assert article_from_text(f"{title}{STORY}", "a.txt", "a.txt").title == title


def test_a_file_s_name_dates_what_nothing_else_does(tmp_path):
    for name, text, day in [
        ("2024-03-03-bridge.txt", "", "2024-03-03"),
        ("2024-03-03.md", "", "2024-03-03"),
        ("2024-03-03-bridge.txt", "7 March 2024", "2024-03-07"),
        ("2024-13-03-bridge.txt", "", None),
        ("bridge-2024-03-03.txt", "", "2024-03-03"),
        ("bridge_2024-03-03.en.md", "", "2024-03-03"),
        ("bridge-2024-03-03.txt", "7 March 2024", "2024-03-07"),
        ("bridge-2024-03-03-final.txt", "", None),
        ("bridge-2024-03-03-2024-03-07.txt", "", None),
        ("bridge saved on 2024-03-03.txt", "", None),
        ("news-export-2024-03-03.txt", "", None),
        ("crawl_2024-03-03.txt", "", None),
        ("2024-03-031.txt", "", None),
    ]:
        path = Path(tmp_path / name)
        path.write_text(f"{TITLE}\n\n{text}{STORY}", encoding="utf-8")
        (found,) = read_text(File(path, f"news/{name}", str(path)))
        assert found.published == day
    path = tmp_path / "2024-03-03-bridge.txt"
    path.write_text(f"{TITLE}{STORY}", encoding="utf-8")
    (found,) = read_text(File(path, path.name, str(path)))
    assert found.provenance["published"] == "the file's name"
