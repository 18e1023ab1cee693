import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.answer_measures import (
    article_cited,
    citation_precision,
    citation_recall,
    contains,
    exact_match,
    nearest_rank,
    overlaps,
    token_f1,
)
from evals.question_sets.questions import Gold
from index.articles import Span
from qa.passages import Citation


def cited(article, start, end, quote=""):
    return Citation(
        number=1,
        article_id=article,
        title="",
        publisher=None,
        published=None,
        url=None,
        quote=quote or "x" * (end - start),
        start=start,
        end=end,
    )


def placed(article, *spans):
    return Gold(article, "x", tuple(Span(*span) for span in spans))


# Words


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The talks were in Dushanbe on Saturday.", "Dushanbe"),
        ("The talks were in Dushanbe on Saturday.", "the Dushanbe"),
        ("It backed Russia\u2019s decision.", "Russia"),
        ("It backed Russia's decision.", "Russia"),
        ("It backed Russia's decision.", "russia\u2019s decision"),
        ("A Russia-led bloc met.", "Russia"),
        ("The Tajik\u2013Afghan border", "Tajik-Afghan border"),
        ("He called it an \u201cundeniable neighbor,\u201d twice.", "undeniable neighbor"),
        ("It has 10,000 troops.", "10,000"),
        ("It has 10,000 troops.", "10000"),
        ("The U.S. left.", "US"),
        ("A *Mao Ning* of the ministry", "Mao Ning"),
        ("from 2021-22 on", "2021"),
    ],
)
def test_an_answer_is_held_as_a_run_of_whole_words(text, answer):
    assert contains(text, [answer]) == 1.0


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Tajikistan agreed.", "Tajik"),
        ("It has 10,000 troops.", "10"),
        ("Muhriddin met Wang.", "Wang Muhriddin"),
        ("", "Wang"),
        ("the", "the"),
        ("Anything", "the"),
    ],
)
def test_parts_of_words_other_orders_and_nothing_are_not_held(text, answer):
    assert contains(text, [answer]) == 0.0


def test_one_answer_is_enough_unless_every_one_is_needed():
    text = "Muhriddin met Wang Yi in Dushanbe."
    assert contains(text, ["Lavrov", "Wang Yi"]) == 1.0
    assert contains(text, ["Lavrov", "Wang Yi"], every=True) == 0.0
    assert contains(text, ["Muhriddin", "Wang Yi"], every=True) == 1.0
    assert contains(text, [], every=True) == 0.0


def test_exact_match_and_f1_by_hand():
    assert exact_match("The Wang Yi!", ["Mao Ning", "wang yi"]) == 1.0
    assert exact_match("Wang Yi said so", ["Wang Yi"]) == 0.0
    # wang yi said so / wang yi: two shared of four and of two.
    assert token_f1("Wang Yi said so", ["Wang Yi"]) == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert token_f1("Wang Yi said so", ["Mao", "said so Wang"]) == pytest.approx(6 / 7)
    # "to to" shares one "to" with "to be": 1/2 and 1/2.
    assert token_f1("to to", ["to be"]) == 0.5
    assert token_f1("Mao", ["Wang Yi"]) == 0.0
    assert exact_match("x", []) == token_f1("x", []) == 0.0


def test_with_every_answer_needed_the_one_accepted_is_all_in_their_order():
    answers = ["Wang Yi", "Muhriddin"]
    assert exact_match("Wang Yi, Muhriddin", answers, every=True) == 1.0
    assert exact_match("Wang Yi", answers, every=True) == 0.0
    assert token_f1("Muhriddin", answers, every=True) == 0.5


phrases = st.lists(
    st.sampled_from("the a cat dog Cat, U.S. Wang's - 10,000 \u2019".split()), max_size=6
).map(" ".join)


@given(st.one_of(st.text(max_size=30), phrases), st.lists(phrases, min_size=1, max_size=3))
def test_what_is_held_stays_held_in_a_longer_text(text, answers):
    assert contains(text, answers) in (0.0, 1.0)
    assert contains(text, answers, every=True) <= contains(text, answers)
    assert contains(f"{text} x {text}", answers) >= contains(text, answers)


# Citations


def test_a_citation_overlaps_when_half_of_the_shorter_is_shared():
    gold = placed("a", (10, 20))
    assert overlaps(cited("a", 10, 20), gold)
    assert overlaps(cited("a", 0, 100), gold)
    assert overlaps(cited("a", 12, 14), gold)
    assert overlaps(cited("a", 15, 60), gold)
    assert not overlaps(cited("a", 16, 60), gold)
    # Four characters cited: two of them in the quote are half, one is not.
    assert overlaps(cited("a", 8, 12), gold)
    assert not overlaps(cited("a", 7, 11), gold)
    assert not overlaps(cited("a", 20, 30), gold)
    assert not overlaps(cited("a", 15, 15), gold)
    assert not overlaps(cited("b", 10, 20), gold)


def test_any_place_of_a_gold_quote_will_do():
    assert overlaps(cited("a", 50, 60), placed("a", (10, 20), (50, 60)))


def test_a_gold_quote_without_a_place_is_compared_as_text():
    gold = Gold("a", "Wang Yi  met Rahmon")
    assert overlaps(cited("a", 0, 1, quote="On Saturday wang yi met\nRahmon there"), gold)
    assert overlaps(cited("a", 0, 1, quote="Wang Yi met"), gold)
    assert not overlaps(cited("a", 0, 1, quote="Yi slept, and so did all the others"), gold)
    assert not overlaps(cited("b", 0, 1, quote="Wang Yi met Rahmon"), gold)


def test_citation_precision_is_right_citations_of_all_citations():
    gold = [placed("a", (0, 10)), placed("b", (0, 10))]
    right, elsewhere, other = cited("a", 0, 10), cited("a", 50, 60), cited("c", 0, 10)
    assert citation_precision([right], gold) == 1.0
    assert citation_precision([right, elsewhere, other, cited("b", 0, 5)], gold) == 0.5
    assert citation_precision([], gold) == 0.0


def test_citation_recall_wants_one_gold_quote_or_all_of_them():
    gold = [placed("a", (0, 10)), placed("a", (50, 60)), placed("b", (0, 10))]
    citations = [cited("a", 0, 60)]
    assert citation_recall(citations, gold) == 1.0
    assert citation_recall(citations, gold, every=True) == pytest.approx(2 / 3)
    assert citation_recall([cited("c", 0, 10)], gold) == 0.0
    assert citation_recall([], gold, every=True) == 0.0


def test_the_right_article_is_cited_with_any_or_every_gold_article():
    assert article_cited({"a", "z"}, {"a", "b"}) == 1.0
    assert article_cited({"a", "z"}, {"a", "b"}, every=True) == 0.5
    assert article_cited({"z"}, {"a", "b"}) == 0.0
    assert article_cited(set(), {"a"}, every=True) == 0.0


spans = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda pair: (pair[0], sum(pair)))
citations_of = st.lists(
    st.builds(lambda a, s: cited(a, *s), st.sampled_from("abc"), spans), max_size=4
)
gold_of = st.lists(
    st.builds(lambda a, s: placed(a, s), st.sampled_from("abc"), spans), min_size=1, max_size=4
)


@given(citations_of, gold_of)
def test_measures_of_citations_stay_in_range_and_agree_on_nothing_right(citations, gold):
    precision = citation_precision(citations, gold)
    recall = citation_recall(citations, gold)
    assert 0 <= precision <= 1
    assert recall in (0.0, 1.0)
    assert 0 <= citation_recall(citations, gold, every=True) <= recall
    assert (precision > 0) == (recall > 0)
    articles = {each.article_id for each in citations}
    assert recall <= article_cited(articles, {each.article for each in gold}) <= 1


@given(spans, spans)
def test_overlap_does_not_care_which_of_the_two_is_the_gold(one, other):
    assert overlaps(cited("a", *one), placed("a", other)) == overlaps(
        cited("a", *other), placed("a", one)
    )


# Seconds


def test_the_95th_percentile_is_the_nearest_rank():
    assert nearest_rank([3.0], 95) == 3.0
    assert nearest_rank([15, 20, 35, 40, 50], 30) == 20
    assert nearest_rank(range(1, 21), 95) == 19
    assert nearest_rank(range(1, 22), 95) == 20
    assert nearest_rank(range(1, 101), 95) == 95
    assert nearest_rank([5, 1, 4], 100) == 5


@given(st.lists(st.floats(0, 9), min_size=1, max_size=50), st.integers(1, 100))
def test_a_percentile_is_a_value_that_enough_values_do_not_exceed(values, percent):
    found = nearest_rank(values, percent)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
