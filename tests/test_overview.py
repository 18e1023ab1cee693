"""The few sentences that cover most of a story."""

from index import Span
from qa.english.event_days import reported
from qa.passages import Passage
from qa.several.overview import MOST_SENTENCES, covering
from qa.several.topics import Told


def told(article, day, worth, text, held=("flood",)):
    passage = Passage(hash(article), article, article, "Gull", day, None, text, 0, len(text), 1.0)
    return Told(passage, Span(0, len(text)), worth, reported(day), frozenset(held))


FIRST = told("a", "2024-05-03", 4.6, "The flood hit Ostby on Friday.")
DETAIL = told("a", "2024-05-03", 3.9, "Soldiers, firemen and two ferries brought food and tents.")
SECOND = told("b", "2024-05-04", 4.5, "The flood took the old bridge of Vik.")
AGAIN = told("c", "2024-05-05", 4.4, "The old bridge of Vik was taken by the flood.")
SAID = told("d", "2024-05-06", 4.3, "“It was a flood like no other,” said a baker.")
LAST = told("e", "2024-05-09", 4.0, "Families of the flood came home to Vik.")
OTHERS = [
    told(f"other {n}", "2024-05-04", 4.0, text)
    for n, text in enumerate(
        ("Two mills fell.", "Roads to Port Ley stay closed.", "Trains stood still at noon.",
         "Schools in Wick open again.", "A dam upstream held.", "Ferries carry bread.",
         "The army counts sheep.")
    )
]  # fmt: skip


def best_first(*given):
    return sorted(given, key=lambda each: -each.worth)


def test_an_overview_tells_how_it_began_and_ended_in_order_of_time():
    kept = covering(best_first(FIRST, DETAIL, SECOND, LAST))
    assert kept[0] is FIRST and kept[-1] is LAST and SECOND in kept


def test_an_article_gives_its_best_sentence_before_any_other():
    assert DETAIL in covering(best_first(FIRST, DETAIL, SECOND))
    # All that the better one says is said by others, and nothing of the worse one is.
    better = told("two", "2024-05-04", 4.2, "Two mills fell, ferries carry bread.")
    worse = told("two", "2024-05-04", 4.1, "Tents stand on every hill.")
    kept = covering(best_first(FIRST, SECOND, better, worse, *OTHERS))
    assert len(kept) == MOST_SENTENCES and worse not in kept


def test_what_is_told_already_is_not_told_again():
    kept = covering(best_first(FIRST, SECOND, AGAIN, LAST))
    assert SECOND in kept and AGAIN not in kept


def test_what_is_told_goes_before_what_somebody_says_of_it():
    assert SAID in covering(best_first(FIRST, SECOND, SAID, LAST))
    assert SAID not in covering(best_first(FIRST, SECOND, SAID, LAST, *OTHERS))


def test_what_is_hardly_of_the_topic_neither_begins_nor_ends_it():
    older = told("o", "2023-01-01", 2.5, "A mill was sold.")
    newer = told("n", "2025-01-01", 2.5, "A mill was bought.")
    kept = covering(best_first(older, newer, FIRST, LAST, *OTHERS))
    assert older not in kept and newer not in kept


def test_undated_articles_come_last():
    undated = told("u", None, 4.2, "Boats of the flood can be seen in the museum.")
    assert covering(best_first(FIRST, undated, LAST))[-1] is undated
