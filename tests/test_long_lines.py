"""No line of an article keeps the reader for long, whatever it repeats and however it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.formats.dates import is_only_a_date
from index.formats.headlines import find_title

ROOT = Path(__file__).parent.parent
# The lines of a group are read in a second or two; a pattern that tries every way to cut one into
# words needs hours for it.
SECONDS = 20
REPEATED = {
    "letters": ["新", "한", "A", "Ж", "É", "א", "ع", "ह", "🙂", "e\u0301", "\u200b"],
    "words": ["A ", "a ", "Ж ", "新 ", "The ", "and ", "de la ", "A-", "A/", "A/ ", "A, ", "A & "],
    "addresses": ["HTTP://WWW.A.COM/", "QUJDREVGR0g", "A1b2+/", "x=1&", "@a", "@a, ", "A.B."],
    "marks": ["#", "# ", ">", "= ", "*", "_", "* ", "-", "— ", "…", ".", "”", ")", "[(", "|", "• "],
    "blanks": [" ", "\t", "\u3000", "\xa0 "],
    "dates": ["Mon.", "1 am.", "1 am AT ", "12:30", "12:30:45:", "May 3 ", "3 May 2024 | "],
    "credits": ["© ", "© The ", "2024 ", "A (AP) — ", "By A and ", "photo by ", "AP/", "via "],
    "notices": ["Follow A on X, ", "our ", "The post ", "sign up ", "newsletter. ", "updated "],
}
READ = """
from index.boilerplate import boilerplate_spans
from index.formats.text import article_from_text

story = "\\n\\nThe bridge over the Ley reopened on Monday, two years after a flood, he said.\\n"
for unit in {units!r}:
    print(repr(unit), flush=True)
    for length in (40, 140, 450, 5_000):
        for end in ("", "x", "!"):
            line = (unit * length)[:length] + end
            article_from_text(line + story, "a.txt", "a.txt")
            article_from_text("2024-05-03 " + line, "a.txt", "a.txt")
            boilerplate_spans("© " + line)
"""


def read_in_time(program: str) -> None:
    """Runs a program in a process of its own: a pattern at work cannot be stopped in this one."""
    try:
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        *_, unit = (late.stdout or b"nothing").decode().splitlines()
        pytest.fail(f"a line of {unit}, repeated, was not read within {SECONDS} seconds")


@pytest.mark.parametrize("units", REPEATED.values(), ids=REPEATED)
def test_a_line_of_any_script_is_read_in_time_that_grows_with_its_length(units: list[str]) -> None:
    read_in_time(READ.format(units=units))


def test_two_hundred_thousand_blanks_are_read_at_once() -> None:
    read_in_time(
        "from index.formats.text import article_from_text\n"
        "print('blank', flush=True)\n"
        "for line in ('w' + ' ' * 200_000 + 'x', '#' * 200_000 + 'x', '©' + ' ' * 200_000 + 'x'):\n"
        "    article_from_text(line + '\\n\\nThe story.', 'a.txt', 'a.txt')"
    )


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
