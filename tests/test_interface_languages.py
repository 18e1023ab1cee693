"""The interface's words: each language has all of them, and speaks to whom wants it."""

from pathlib import Path

import pytest

from ui.language import day_in_words, language_for, languages, ngettext, number, speaking

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ui" / "languages"


@pytest.mark.parametrize(
    ("chosen", "accepted", "spoken"),
    [
        (None, None, "en"),
        (None, "de-CH,de;q=0.9,en;q=0.5", "de"),
        (None, "en-GB,de;q=0.9", "en"),
        (None, "de;q=0.3,en;q=0.8", "en"),
        (None, "fr,tlh;q=x", "en"),
        (None, ",;q=,*", "en"),
        ("de", "en", "de"),
        ("../de", "en", "en"),
        ("", "de", "de"),
    ],
)
def test_readers_are_spoken_to_in_a_language_that_they_want(chosen, accepted, spoken):
    assert language_for(chosen, accepted) == spoken


def test_each_language_is_called_as_it_calls_itself():
    assert languages() == {"de": "Deutsch", "en": "English"}


def test_days_and_numbers_are_written_as_the_language_does():
    with speaking("de"):
        assert day_in_words("2024-05-03") == "3. Mai 2024"
        assert day_in_words("2024-05") == "Mai 2024"
        assert day_in_words("2024") == "2024"
        assert day_in_words("2024-13-01") == "2024-13-01"
        assert number(12345) == "12.345"
    assert day_in_words("2024-05-03") == "3 May 2024"
    assert day_in_words(None) == "undated"
    assert ngettext("%(num)s word", "%(num)s words", 12345) == "12,345 words"
    assert ngettext("%(num)s word", "%(num)s words", 1) == "1 word"
