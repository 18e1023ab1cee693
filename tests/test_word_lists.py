"""Lists of words in files: read whole, without what is said of them, and each of use."""

from pathlib import Path

import pytest

from index.prose.word_lists import lines_of, words_of
from index.prose.words import STOP_WORDS
from qa.english.countries import places
from qa.english.titles import offices
from qa.english.units import unit_of

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "index/prose/stop_words.txt", *sorted((ROOT / "qa/english/lists").iterdir())]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_list_says_what_it_is_and_where_it_is_from(file: Path) -> None:
    heading = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    assert len(heading) > 1 and heading[-1].startswith("# Put together by hand")


def test_what_is_said_of_a_list_is_no_part_of_it() -> None:
    assert words_of("qa.english", "lists/months.txt")[::11] == ("January", "December")
    assert lines_of("qa.english", "lists/weekdays.txt")[-1] == "Sunday"
    assert "#" not in STOP_WORDS and "hand" not in STOP_WORDS and len(STOP_WORDS) == 157


def test_the_lists_are_what_the_code_knows() -> None:
    assert [place.country for place in places("Kyiv and the Dutch")] == ["Ukraine", "Netherlands"]
    assert unit_of("sterling").name == "pound"
    assert offices("the Norwegian defense minister")[0].title == "defence minister"
