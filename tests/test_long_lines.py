"""No line of an article keeps its readers for long: the code around patterns is linear too.

`test_patterns.py` counts what the patterns themselves need.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from index.formats.fields.dates import is_only_a_date
from index.formats.fields.headlines import find_title
from index.formats.plain.text import article_from_text
from index.prose.boilerplate import boilerplate_spans
from index.prose.sentences import sentence_spans
from qa.markers import marked_sentences

SHORT, LONG = 100_000, 400_000
# Four times the text takes four times as long, or sixteen times where time grows with the square.
GROWTH = 9


def read(text: str) -> None:
    article_from_text(text, "a.txt", "a.txt")


@pytest.mark.parametrize(
    ("reader", "unit"),
    [
        (read, "The bridge reopened. "),
        (read, "# a "),
        (read, "a\n"),
        (read, "ADVERTISEMENT\n"),
        (boilerplate_spans, "Sign up for our newsletter. "),
        (boilerplate_spans, '"© 2024 A." '),
        (sentence_spans, "The bridge reopened. "),
        (sentence_spans, "新的桥梁在星期一重新开放。"),
        (sentence_spans, "“!"),
        (sentence_spans, "a! "),
        (sentence_spans, "as he said:\n- a\n"),
        (marked_sentences, "It rained. [1]"),
        (marked_sentences, "It rained [1] "),
        (marked_sentences, "[1]"),
    ],
)
def test_the_time_for_a_long_text_grows_with_its_length(
    reader: Callable[[str], Any], unit: str
) -> None:
    short, long = ((unit * length)[:length] for length in (SHORT, LONG))
    reader(short[:1000])
    least, longer = (min(took(reader, each) for _ in range(3)) for each in (short, long))
    assert longer < GROWTH * max(least, 0.01)


def took(reader: Callable[[str], Any], text: str) -> float:
    """Seconds of processor time: others may use the machine too."""
    began = time.process_time()
    reader(text)
    return time.process_time() - began


def test_a_credit_in_capitals_of_several_words_is_no_headline() -> None:
    story = "\nThe bridge over the Ley reopened on Monday, two years after a flood.\n"
    for credit in ("CITY AGENCY —", "СОБКОР ГОРОД –", "新華社 北京—", "A / B / C —", "LEYTON/AP —"):
        assert find_title(credit + story).value.startswith("The bridge over the Ley"), credit


def test_a_date_among_weekdays_times_and_zones_is_still_only_a_date() -> None:
    for line in (
        "Mon. 3 May 2024, 12.30 p.m. (EST)",
        "As of Friday, May 3, 2024 at 11:30:15 a.m. GMT+1.",
        "3 May 2024 - 10 am EST-11 am",
    ):
        assert is_only_a_date(line), line
    assert not is_only_a_date("3 May 2024, at the bridge")
