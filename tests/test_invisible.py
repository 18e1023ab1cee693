"""What shows nothing is taken out of what is shown, and nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.invisible import HIDDEN, visible

TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "obey me")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"The mayor{TAGS} resigned.", "The mayor resigned."),
        ("Ta\u200bji\u2060ki\ufeffstan", "Tajikistan"),
        ("a\u200d\u200cb, x\u200dy", "ab, xy"),
        ("in\u00adstruc\u00adtions", "instructions"),
        ("pay \u202eeno on\u202c \u2066now\u2069\u200f", "pay eno on now"),
        ("Good" + "".join(map(chr, range(0xE0100, 0xE0180))) + " day", "Good day"),
        ("☺" + "\ufe01\ufe02\ufe03" * 9, "☺"),
        ("\x1b[2J\x1b]0;owned\x07\x9b31mred\x7f\x08", "[2J]0;owned31mred"),
        ("one\r\ntwo\rthree\u2028four\x85five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\u3164\uffa0\u115f\u034fb", "ab"),
        ("nul\0 and \ufff9annotation\ufffb", "nul and annotation"),
    ],
)
def test_what_shows_nothing_is_taken_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, “quotes” – and\n\ttabs.",
        "می\u200cخواهم",  # Persian: "I want" has a non-joiner
        "ක්\u200dෂ क्\u200dष",  # Sinhala and Hindi conjuncts
        "👩\u200d💻 👨🏽\u200d⚕\ufe0f 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3",
        "↔\ufe0f ‼\ufe0f",
        "ᠮᠣᠩᠭᠣᠯ\u180bᠠ",
        "Кириллица, 中文, العربية, עברית, Ωμέγα, naïve cafe\u0301",
        "Pаypal with a Cyrillic letter stays what it is",
        "",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert visible(text) == text


def test_joiners_and_styles_in_a_row_or_at_an_edge_are_hidden_text() -> None:
    assert visible("می\u200c\u200d\u200cخ") == "میخ"
    assert visible("\u200dab\u200d") == "ab"
    assert visible("👩\u200d\u200d💻") == "👩💻"
    assert visible("a\ufe0fb\ufe0f\u200d💻") == "ab💻"


@given(st.text())
def test_no_visible_letter_is_lost_and_what_is_visible_stays_so(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    kept = [letter for letter in text if not HIDDEN.match(letter) and not letter.isspace()]
    assert [letter for letter in shown if not HIDDEN.match(letter) and not letter.isspace()] == kept


@given(st.text(st.characters(categories=["Cc", "Cf", "L", "Zs"])))
def test_no_control_character_but_tab_and_line_feed_is_left(text: str) -> None:
    assert {each for each in visible(text) if unicodedata.category(each) == "Cc"} <= {"\n", "\t"}
