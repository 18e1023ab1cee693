"""What a statement says with the opposite of one of its words."""

from index.prose.word_lists import lines_of
from qa.english.opposites import contraries

SENTENCE = "The price of bread in Ley fell in May, and the mill was shut."


def test_the_first_word_that_has_an_opposite_is_put_into_it():
    said = contraries("Did", "the price of bread rise in Ley.", SENTENCE)
    assert said == [
        f"the price of bread {each} in Ley." for each in ("fall", "drop", "decline", "weaken")
    ]  # fmt: skip


def test_verbs_behind_did_have_other_forms():
    assert (
        contraries("Was", "the mill was open in Ley.", SENTENCE)[0] == "the mill was closed in Ley."
    )
    assert contraries("Did", "the mill open in Ley.", SENTENCE) == []
    assert contraries("Was", "the price was rise in Ley.", SENTENCE) == []


def test_words_that_go_together_mean_something_else():
    assert (
        contraries("Did", "the county cut back aid in Ley.", "The county raised aid in Ley.") == []
    )
    assert contraries("Will", "the price of bread rise in Ley.", SENTENCE) != []


def test_of_another_day_nothing_is_said():
    asked = "the mill was open in Ley on Monday."
    assert contraries("Was", asked, "The mill in Ley was shut on Tuesday.") == []
    assert contraries("Was", asked, "The mill in Ley was shut on Monday.") != []


def test_of_another_thing_nothing_is_said_and_a_name_has_no_opposite():
    assert contraries("Did", "the rent of boats rise in Vik.", SENTENCE) == []
    assert contraries("Did", "it rise.", SENTENCE) == []
    assert contraries("Was", "the mill was Open in Ley.", SENTENCE) == []


def test_the_list_is_well_formed_and_each_word_is_said_once_for_each_form():
    seen = set()
    for line in lines_of("qa.english", "lists/opposites.txt"):
        one, other = line.removeprefix("do ").split("|")
        assert one.split() and other.split() and not set(one.split()) & set(other.split())
        for word in one.split():
            key = (line.startswith("do "), word)
            assert key not in seen, key
            seen.add(key)
    assert seen
