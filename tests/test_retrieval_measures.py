import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.retrieval_measures import RETRIEVAL, retrieval_measures


def test_two_gold_articles_by_hand():
    # Gold at ranks 2 and 4 of four.
    found = retrieval_measures(["x", "a", "y", "b"], {"a": 1, "b": 1})
    best = 1 / math.log2(2) + 1 / math.log2(3)
    assert found == {
        "R@1": 0.0,
        "R@5": 1.0,
        "Success@1": 0.0,
        "Success@5": 1.0,
        "RR": 0.5,
        "nDCG@10": pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / best),
        "AP": pytest.approx((1 / 2 + 2 / 4) / 2),
    }


def test_what_is_not_retrieved_counts_as_missed():
    found = retrieval_measures(["a"], {"a": 1, "b": 1, "c": 1})
    assert (found["R@1"], found["Success@1"], found["RR"]) == (pytest.approx(1 / 3), 1.0, 1.0)
    assert found["AP"] == pytest.approx(1 / 3)
    assert retrieval_measures([], {"a": 1}) == dict.fromkeys(RETRIEVAL, 0.0)


def test_an_article_counts_once_at_its_best_passage():
    found = retrieval_measures(["a", "a", "b", "a", "c"], {"c": 1})
    assert found["RR"] == pytest.approx(1 / 3)
    assert found == retrieval_measures(["a", "b", "c"], {"c": 1})


def test_grades_weigh_in_ndcg_alone():
    order = ["low", "high"]
    found = retrieval_measures(order, {"low": 1, "high": 3})
    reached = 1 / math.log2(2) + 3 / math.log2(3)
    assert found["nDCG@10"] == pytest.approx(reached / (3 / math.log2(2) + 1 / math.log2(3)))
    level = retrieval_measures(order, {"low": 1, "high": 1})
    assert level["nDCG@10"] == 1.0
    assert {**found, "nDCG@10": 1.0} == level


def test_the_order_is_kept_however_long_the_list_is():
    ids = [f"article {n}" for n in range(2000)]
    assert retrieval_measures(ids, {ids[-1]: 1})["RR"] == pytest.approx(1 / 2000)


@pytest.mark.parametrize("article", ["", " ", "a b\tc", "\x00", "a\x00b", "\ud800", "\u5357"])
def test_any_text_may_be_an_id(article):
    assert retrieval_measures(["x", article], {article: 1})["RR"] == 0.5


def own_definitions(retrieved, gold):
    """The binary measures, written down anew for comparison."""
    ranked = list(dict.fromkeys(retrieved))
    ranks = [n for n, article in enumerate(ranked, start=1) if article in gold]
    precisions = [n / rank for n, rank in enumerate(ranks, start=1)]
    gains = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= 10)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(gold)) + 1))
    return {
        "R@1": len([rank for rank in ranks if rank <= 1]) / len(gold),
        "R@5": len([rank for rank in ranks if rank <= 5]) / len(gold),
        "Success@1": float(any(rank <= 1 for rank in ranks)),
        "Success@5": float(any(rank <= 5 for rank in ranks)),
        "RR": 1 / ranks[0] if ranks else 0.0,
        "nDCG@10": gains / best,
        "AP": sum(precisions) / len(gold),
    }


@given(
    st.lists(st.sampled_from("abcdefghijklmnop"), max_size=20),
    st.sets(st.sampled_from("abcdefghijklmnop"), min_size=1),
)
def test_the_library_has_the_definitions_that_the_page_gives(retrieved, gold):
    found = retrieval_measures(retrieved, dict.fromkeys(gold, 1))
    assert found == pytest.approx(own_definitions(retrieved, gold), abs=1e-9)
    assert all(0 <= value <= 1 for value in found.values())
