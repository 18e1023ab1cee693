import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.boilerplate import boilerplate_spans, is_boilerplate
from index.prose.sentences import sentence_spans

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = "The bridge over the Ley reopened on Monday."


def flagged(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_spans(text)]


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def test_the_seeds_lose_their_boilerplate_and_nothing_else():
    assert flagged(seed("000")) == flagged(seed("004")) == []
    assert flagged(seed("001")) == [
        "The post Rising Insecurity on Afghanistan-Tajikistan Border Threatens China’s Interests"
        " in Central Asia appeared first on Khaama Press."
    ]
    promotion, end = flagged(seed("002"))
    assert promotion.startswith("Do you have questions about the biggest topics")
    assert promotion.endswith("brought to you by our award-winning team.")
    assert end.startswith("This article originally appeared in the South China Morning Post (SCMP)")
    assert end.endswith("Publishers Ltd. All rights reserved.")
    assert seed("002").endswith(end)
    assert flagged(seed("003")) == ["KEY POINTS", "© Copyright IBTimes 2024. All rights reserved."]


LINES = [
    "KEY POINTS",
    "Key points:",
    "**Key takeaways**",
    "Advertisement",
    "- Advertisement -",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Read more",
    "READ MORE: How the old bridge fell",
    "Read more:How the old bridge fell",
    "Also read: Ten bridges to see",
    "Related: Ten bridges to see",
    "More on bridges: Ten to see",
    "The old bridge:How it fell, and who paid for it",
    "Share this article",
    "Share this article on Facebook",
    "Listen to this article",
    "Listen to this article 4 min",
    "Sign up here",
    "Accept all cookies",
    "Privacy Policy | Terms of Use",
    "Photo: Jane Roe",
    "(Photo by Jane Roe/Leyton Images)",
    "Jane Roe/Leyton Images",
    "Jane Roe/LPA/Leyton Images",
    "Image credit: Jane Roe",
    "Boats pass under the bridge on Monday. Jane Roe/Leyton Images",
    "Jane Roe, of the Ley council, opens the bridge on 4 May. Will Doe/LPA/AFP via Leyton Images",
    "The mayor waves to the crowd from the bridge. (Jane Roe/AP)",
    "What does the bridge cost? Reuters",
    "The bridge of Leyton, Ky., on Monday. (AP Photo/Jane Roe, File)",
    "Boats pass under the bridge. (Photo by Jane Roe/Leyton Images)",
    "Courier writer Jane Roe contributed to this report.",
    "AP",
    "6:52 p.m. ET / Jane Roe",
    "8:45 p.m.",
    "[1:05:27]",
    "12 min ago",
    "Last updated: 4 May 2023 18:20 GMT",
    "© 2023 The Courier",
    "© Copyright LeyTimes 2024. All rights reserved.",
    "Copyright (c) 2024. Leyton Evening Star Publishers Ltd. All rights reserved.",
    "Copyright 2022-2024 Ley Valley Media, Inc. All Rights Reserved",
    "All rights reserved.",
]
LINES += [
    "Skip to main content",
    "Cookies on leyton.example",
    "Reject optional cookies",
    "Manage cookie preferences",
    "Your privacy choices",
    "Do not sell or share my personal information",
    "3 free articles remaining",
    "Subscriber-only content",
    "Subscribe from just £2 a week",
    "Only 4.99 per month for the first year",
    "Cancel any time",
    "View subscription options",
    "Create a free account",
    "12 comments",
    "Leave a comment",
    "Share on Facebook",
    "Share this via e-mail",
    "Enlarge this image",
    "toggle caption",
    "Boats under the bridge on Monday. Hide caption 3 of 12",
    "Photos: The bridge reopens",
    "3 of 12",
    "(Jane Roe / Ley Courier)",
    "Boats pass under the bridge. JANE ROE/LEY COURIER",
    "FILE - Boats pass under the old bridge in 2011.",
    "In this photo taken on Monday, boats pass under the bridge.",
    "Boats pass under the bridge of Leyton, Monday, May 6, 2024.",
    "Pictured: the bridge at dawn",
]
SENTENCES = [
    "You have read two of three free articles this month.",
    "You've reached your limit of free articles.",
    "To continue reading, start your free trial.",
    "This article is only available to subscribers.",
    "Some of our reporting is open to members alone.",
    "Your support pays for six reporters in the valley.",
    "Already have an account?",
    "Get unlimited digital access for a year.",
    "If you value our reporting, become a member.",
    "Our website uses cookies.",
    "E-mail the reporter at roe@courier.example with more.",
    "The post Bridge Reopens. And How! appeared first on Ley Valley News.",
    "This article originally appeared in the Leyton Evening Star (LES), a daily.",
    "This story was first published by the Courier.",
    "Copyright © 2024 Leyton Evening Star Ltd. All rights reserved.",
    "This material may not be published, broadcast or redistributed.",
    "For more Courier stories, please explore the Courier app or visit our Facebook page.",
    "Sign up for our free morning newsletter.",
    "Please sign up here for the 'Five Bridges' newsletter.",
    "Get the day's news delivered to your inbox.",
    "(You can also get “Five Bridges” delivered to your inbox daily. Sign up here.)",
    "Subscribe to our channel for daily news.",
    "Subscribe to the Courier today.",
    "Follow us on Twitter and Facebook.",
    "Like us on Facebook.",
    "Follow Jane Roe on Twitter: @janeroe",
    "Join our WhatsApp channel to get news first.",
    "Click here to see the photos.",
    "Download the Courier app for the latest news.",
    "Consider supporting local journalism.",
    "Already a subscriber?",
    "These articles are for Courier subscribers.",
    "To continue reading, please log in or register.",
    "Subscribe to continue reading.",
    "We use cookies to improve your visit.",
    "By continuing to browse you agree to our use of cookies.",
    "Purchases you make through our links may earn us a commission.",
    "Do you like bridges? Get the answers with Span, our new platform of bridge news.",
]


@pytest.mark.parametrize("line", LINES + SENTENCES)
def test_a_line_that_is_no_part_of_the_story_is_found_whole(line):
    text = f"{STORY}\r\n  {line} \r\n\r\n{STORY}"
    assert flagged(text) == [line]
    assert is_boilerplate(f"  {line}\n")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_within_a_paragraph_is_found_without_its_neighbours(sentence):
    if sentence.startswith(("(You", "The post", "Copyright", "Do you")):
        pytest.skip("of more than one sentence, or a line of its own")
    if sentence[-1] != ".":
        sentence += "."
    assert flagged(f"{STORY} {sentence} {STORY}") == [sentence]


STAYS = [
    "The mayor said it plainly:The bridge is old.",
    "The vote: 41 in favour, 12 against",
    "8:45 p.m. The first boats passed under the bridge.",
    "The ferry leaves at 8:45 p.m.",
    "The bridge fell at noon, the council told Reuters.",
    "No one was hurt when the bridge fell, said Reuters.",
    "The Reds won by 3/1. The Blues lost in Leyton.",
    "To continue reading the will, the notary put on his glasses.",
    "A member of the crew is already a subscriber to the plan.",
    "The ministry signed up 400 readers for its newsletter on Monday.",
    "Readers sign up for the newsletter because it is free, the editor said.",
    "“Sign up for our newsletter,” the mayor told the crowd.",
    'The mayor said: "Come in. Sign up for our newsletter. It is free." The crowd laughed.',
    "Sign up for our newsletter, the mayor told the crowd.",
    "Phishing e-mails sent straight to your inbox have doubled in a year.",
    "Subscriptions to the Courier rose by a tenth.",
    "Subscribers get the newsletter in the morning.",
    "Cookies that track readers across sites will be banned in May.",
    "She bakes cookies for the bridge builders.",
    "We use cookie dough from Leyton in all our cakes.",
    "Copyright law protects photographs for seventy years.",
    "Copyright Office clerks found 40,000 filings in the cellar.",
    "Copyright 2023 filings rose by a tenth, the office found.",
    "All rights reserved for the crown passed to the parliament in 1689, a historian explained.",
    "The post office on the bridge first appeared on maps in 1902.",
    "This article of the constitution protects the press.",
    "The story first appeared in the Courier, which the minister cited.",
    "The minister wrote on Twitter that the bridge was safe.",
    "Follow the debate on the bridge closely, and a pattern shows.",
    "Follow the money on Facebook and you find three firms that paid for it.",
    "Facebook and Twitter removed the pictures on Monday.",
    "For more than a decade, Facebook has refused to visit the valley.",
    "For more stories of the flood, the museum opened its app to witnesses.",
    "Read more books, the minister told the pupils.",
    "The paper's related reporting won a prize.",
    "More: that was what the crowd wanted, and the mayor gave it to them at length, in a speech"
    " of two hours that began with the flood, went on to the bridge and the river and the fish,"
    " and ended, to the relief of those who stood in the rain, with the opening of the buffet.",
    "Photographs of the flood hang in the town hall.",
    "Jane Roe said the images were false.",
    "The scores were 3/4 and 5/6 in Leyton.",
    "Advertisements for the bridge filled the paper.",
    "Get in line, the guard said; your inbox can wait.",
    "Share this burden with us, the priest asked.",
    "Click here, said the page, and the money was gone.",
    "More on the fund for the flooded is at https://fund.example/ley.",
    "Key points of the plan were leaked on Monday.",
    "Join the army and see the world, the posters read.",
    "The council pays 12 crowns a week for each boat that it rents out on the river Ley.",
    "You have two of the best boats in the valley, the judge told the crew.",
    "Your support means everything to me, the mayor said.",
    "Why am I seeing this bridge fall again, he wondered.",
    "Already the largest bridge in the valley, it will have two more lanes.",
    "This article is for the lawyers to argue about.",
    "The gallery shows pictures of the flood, 18 of 49 of them by children.",
    "Boats passed under the bridge on Monday, May 6, 2024.",
    "The museum bought a file photo of the bridge.",
    "Free articles of clothing were handed out after the flood.",
    "The app, called Span, counts the people on the bridge.",
    "Our correspondent saw the flood from the roof of the mill.",
]


@pytest.mark.parametrize("sentence", STAYS)
def test_a_sentence_of_the_story_stays(sentence):
    assert flagged(sentence) == []
    assert flagged(f"{STORY} {sentence} {STORY}\n\n{STORY}") == []


def test_only_the_heading_of_key_points_goes():
    text = "KEY POINTS\n- The bridge reopened\n- It cost three million\nThe bridge reopened."
    assert flagged(text) == ["KEY POINTS"]


def test_boilerplate_on_neighbouring_lines_is_one_span():
    text = f"{STORY}\n\nAdvertisement\n\n  Read more: Ten bridges\n{STORY}"
    assert flagged(text) == ["Advertisement\n\n  Read more: Ten bridges"]


def test_a_text_that_is_all_boilerplate_is_found_whole():
    assert boilerplate_spans(" Advertisement\n") == ((1, 14),)
    assert is_boilerplate("Advertisement") and not is_boilerplate(" ") and not is_boilerplate(STORY)


PIECES = st.one_of(
    st.sampled_from([*LINES, *SENTENCES, *STAYS, STORY, "\n", "\r\n", " ", "\u2028", '"', "😀"]),
    st.text(max_size=30),
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_spans_are_sorted_apart_in_range_and_trimmed(text):
    spans = boilerplate_spans(text)
    assert list(spans) == sorted(spans)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for first, second in zip(spans, spans[1:], strict=False):
        assert text[first.end : second.start].strip()


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_sentences_cover_every_character_that_is_not_blank_once(text):
    spans = sentence_spans(text)
    end = 0
    for span in spans:
        assert not text[end : span.start].strip()
        assert (
            span.start >= end and text[span.start : span.end].strip() == text[span.start : span.end]
        )
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "hostile",
    [
        "© 2024 " + "A,B " * 5000,
        "©" + "A" * 20000,
        "A/" * 5000 + "Images",
        "A. " * 100 + "A/" * 50 + "Images",
        "The post " * 4000,
        "Sign up " * 4000,
        "Follow A on X, " * 2000,
        "for more " * 4000,
        "[(" * 10000,
    ],
)
def test_no_line_takes_long(hostile):
    began = time.perf_counter()
    boilerplate_spans(hostile)
    assert time.perf_counter() - began < 2


def test_a_label_over_a_place_to_go_is_no_link_to_an_article():
    assert flagged("Learn more: Visit the town hall on Monday") == []
