"""Words and stems: what is one word, and which words are the same."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.words import content_words, stem, stems, words


def test_words_are_exact_substrings_with_their_places():
    found = words("It's 1,000.5 km — naïve 😀 U.S. co-op, end.")
    assert [word.text for word in found] == [
        "It", "s", "1,000.5", "km", "naïve", "U", "S", "co", "op", "end",
    ]  # fmt: skip
    assert (found[2].start, found[2].end) == (5, 12)


@given(st.text())
def test_every_word_stands_where_it_says(text):
    for word in words(text):
        assert text[word.start : word.end] == word.text


def test_a_comma_at_the_end_of_a_number_is_no_part_of_it():
    assert [word.text for word in words("In 2021, 3.5, and 7.")] == [
        "In",
        "2021",
        "3.5",
        "and",
        "7",
    ]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("recognised", "recognises"),
        ("Résumé", "resume"),
        ("ÉLYSÉE", "elysee"),
        ("STRASSE", "straße"),
        ("ﬁnance", "finance"),
        ("ℕ", "n"),
        ("re\u0301sume\u0301", "résumé"),
        ("Łódź", "Lodz"),
        ("Ørsted", "Orsted"),
        ("Đorđević", "Dordevic"),
        ("Ægir", "Aegir"),
        ("Œuvre", "oeuvre"),
        ("Þórður", "Thordur"),
        ("Diyarbakır", "Diyarbakir"),
        ("İzmir", "Izmir"),
        ("Əhmədov", "Ahmadov"),
        ("Hawaiʻi", "Hawaii"),
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelensky"),
        ("Zelenskyi", "Zelenskij"),
        ("Navalnyy", "Navalny"),
    ],
)
def test_two_spellings_of_a_word_have_one_stem(word, other):
    assert stem(word) == stem(other)


def test_a_word_with_accents_of_their_own_is_one_word():
    decomposed = "re\u0301sume\u0301"
    assert [word.text for word in words(f"a {decomposed} b")] == ["a", decomposed, "b"]


def test_different_words_keep_different_stems():
    assert stem("ski") != stem("sky") and stem("skiing") == "ski"
    assert stem("universe") != stem("border")
    assert stem("Taliban") == "taliban"
    assert [word.stem for word in words("U.S. buses")] == ["u", "s", "buse"]


def test_content_words_leave_grammar_out_whatever_its_case():
    assert [word.text for word in content_words("WHO is The minister of Iran?")] == [
        "minister",
        "Iran",
    ]


def test_threads_at_once_stem_as_one_does():
    fresh = [f"bor{letter}{n}ations" for letter in "bcdfgh" for n in range(500)]
    expected = [f"bor{letter}{n}at" for letter in "bcdfgh" for n in range(500)]
    found: dict[int, list[str]] = {}

    def work(number):
        found[number] = [stem.__wrapped__(word) for word in fresh]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[n] == expected for n in range(4))


def test_what_is_no_letter_of_a_word_parts_it_in_no_index():
    assert stems("¾ of 4¾ miles") == ["3,4", "of", "43,4", "mile"]
    assert len(stem("ก" * 40_000)) == 1000
