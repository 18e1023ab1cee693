"""Lines that are no part of a story by what stands around them: menus, links, credits."""

import pytest

from index.formats.plain.text import article_from_text
from index.prose.boilerplate import boilerplate_spans, is_boilerplate, opening

STORY = "The bridge over the Ley reopened on Monday, the council said."
HEAD = "Leyton bridge reopens\n\n"


def flagged(text: str) -> list[str]:
    """The lines of the flagged parts."""
    return [
        line.strip()
        for start, end in boilerplate_spans(text)
        for line in text[start:end].splitlines()
        if line.strip()
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Related stories", "RECOMMENDED", "More stories from the Courier", "What to read next",
        "Most read", "You may also like", "More on this story", "Top stories", "Editor's picks",
        "Don't miss", "Elsewhere on Ley News", "## Further reading",
    ],
)  # fmt: skip
def test_headlines_under_a_heading_of_links_go_with_it(heading: str) -> None:
    links = ["Mill burns down in Port Ley", "Who paid for the fish?", "* Ten mills to see"]
    text = f"{HEAD}{STORY}\n\n{heading}\n" + "\n".join(links) + f"\n\n{STORY}"
    assert flagged(text) == [heading, *links]
    apart = f"{HEAD}{STORY}\n\n{heading}\n\nMill burns down in Port Ley\n\n{STORY}"
    assert flagged(apart) == [heading, "Mill burns down in Port Ley"]


@pytest.mark.parametrize(
    "line",
    [
        "Read: Who paid for the fish", "Video: Inside the mill", "[Watch: Inside the mill]",
        "Read full story: Mill burns down in Port Ley", "Also in the Courier: Mill burns down",
        "Analysis: What the mill was worth", "Click here to read about the mill.",
        "Follow Jane Roe on Twitter @roe",
    ],
)  # fmt: skip
def test_a_label_and_a_headline_are_a_link_below_the_first_line(line: str) -> None:
    assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == [line]
    assert (
        "Follow" in line or "Click" in line or line[0] == "[" or not flagged(f"{line}\n\n{STORY}")
    )


@pytest.mark.parametrize(
    "line",
    [
        "Read: that was what the teacher told them to do, and they did.",
        "Listen: the council had asked for twice as much.",
        "The vote",
        "A bridge for all",
        "Related stories of the flood were told all night in the town hall of Leyton.",
        "Latest news from the front reached the town by boat.",
    ],
)
def test_what_only_looks_like_a_link_stays(line: str) -> None:
    assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == []


def test_a_heading_of_links_over_a_story_is_a_heading() -> None:
    assert flagged(f"{HEAD}{STORY}\n\nMore on the bridge\n\n{STORY}") == []
    assert flagged(f"Latest news from Leyton\n\n{STORY}") == []


MENU = "Skip to main content\nAccept all cookies\nHome\nNews\nSport\nSign in\nLey Courier\n"


def test_a_menu_over_a_text_is_no_part_of_it_and_not_its_title() -> None:
    text = f"{MENU}Leyton bridge reopens for boats\nBy Jane Roe\n3 May 2024\n{STORY}\n"
    assert flagged(text) == MENU.strip().split("\n")
    assert text[opening(text) :].startswith("Leyton bridge")
    article = article_from_text(text, "a.txt", "a.txt")
    assert article.title == "Leyton bridge reopens for boats" and article.text == text
    assert article.authors == ("Jane Roe",) and article.published == "2024-05-03"
    assert flagged(f"Home | News | Sport\nMenu\nSearch\n{HEAD}{STORY}")[0] == "Home | News | Sport"


def test_a_short_first_line_is_no_menu() -> None:
    for text in (f"Politics\nBridge\n\n{STORY}", f"Home\n\n{STORY}", f"News\nSport\n{STORY}"):
        assert flagged(text) == [] and opening(text) == 0
    assert not is_boilerplate("Home")


def test_names_beside_a_pictures_buttons_are_credits() -> None:
    text = f"{STORY}\n\nEnlarge this image\nJane Roe for Ley Courier\nhide caption\n\n{STORY}"
    assert flagged(text) == ["Enlarge this image", "Jane Roe for Ley Courier", "hide caption"]
    assert flagged(f"{STORY}\n\nJane Roe for Mayor\n\n{STORY}") == []


def test_a_paragraph_of_appeals_goes_as_a_whole() -> None:
    appeal = (
        "Why am I seeing this? Some of our stories are only for subscribers. Your support pays for "
        "six reporters. They live here."
    )
    assert flagged(f"{STORY}\n\n{appeal}") == [appeal]


def test_offers_at_the_end_of_a_text_go_with_those_among_them() -> None:
    tail = [
        "You have used two of three free articles.",
        "Subscribe now and save 40%",
        "Premium members read all nine editions of the valley",
        "Log in",
        "Cancel any time",
    ]
    assert flagged(f"{HEAD}{STORY}\n" + "\n".join(tail)) == tail
    last = "The council has 40 members and a free bus for each of them."
    assert flagged(f"{HEAD}{STORY}\n\n{last}") == []
    assert flagged(f"{HEAD}{STORY}\n\n{last}\n\nSubscribe") == ["Subscribe"]


def test_consent_and_tags_are_no_story() -> None:
    lines = [
        "We value your privacy", "We and our 31 partners store information on your device.",
        "Manage options", "Tags: bridges, Leyton", "Filed under: Bridges", "Not now",
    ]  # fmt: skip
    for line in lines:
        assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == [line]


def test_what_offers_and_notices_say_of_prices_data_and_the_newsroom_is_no_story() -> None:
    for line in (
        "First month for 1 crown, then 8.50 crowns a month. Cancel at any time.",
        "Price increases to $9 per month after the introductory period.",
        "418 vendors use your data for ads.",
        "Register for free and read one more article today",
        "Why trust the Leyton Courier? We have 14 correspondents.",
        "Read on with Courier Extra",
        "Agree and close",
        "Get offer",
        "Gift this article",
    ):
        assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == [line]
    for line in (
        "The first month for the ferry was hard, then it paid.",
        "The price rises to 9 crowns a month in May.",
        "Some 418 vendors use the market hall.",
        "Why did the council trust the bank? We have no answer, Ada Thorne said.",
        "The newsroom has 14 correspondents, Ada Thorne said.",
    ):
        assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == []


def test_a_caption_ends_with_a_labelled_credit() -> None:
    for line in (
        "The bridge in 1987, when a barge sank two piers. Photo: Archive/Leyton Courier",
        "The bridge in 1987. Photo credit: J. Doe",
    ):
        assert flagged(f"{HEAD}{STORY}\n\n{line}\n\n{STORY}") == [line]
    told = "The jury named one picture. Photo: Ley wins. It is of 1987."
    assert flagged(f"{HEAD}{STORY}\n\n{told}\n\n{STORY}") == []
