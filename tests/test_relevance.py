"""What makes a passage relevant, on cases worked out by hand."""

import pytest

from index.prose.words import stems
from qa.finding.relevance import Compared, relevance, relevance_features
from qa.questions.analysis import analyse

QUESTION = analyse("Who opened the Vale bridge?")
EVEN = {"open": 1.0, "vale": 1.0, "bridg": 1.0}


def found(
    body: str, title: str = "", publisher: str = "", cosine: float = 0.0, of: str = "a"
) -> Compared:
    return Compared(of, cosine, stems(body), stems(title), stems(publisher))


def row(*args: str, rarities: dict[str, float] = EVEN) -> dict[str, float]:
    return relevance_features(QUESTION, [found(*args)], rarities)[0]


def test_covered_is_the_share_of_rarity_whose_words_stand_anywhere() -> None:
    rare = {"open": 1.0, "vale": 2.0, "bridg": 5.0}
    assert row("the bridge", rarities=rare)["covered"] == pytest.approx(5 / 8)
    assert row("the bridge", "Vale", rarities=rare)["covered"] == pytest.approx(7 / 8)
    assert row("the bridge", "Vale", "Open Press", rarities=rare)["covered"] == 1
    assert row("the bridge", "Vale", rarities=rare)["title"] == pytest.approx(2 / 8)


def test_words_is_bm25_as_a_share_of_its_limit() -> None:
    # One passage is of mean length: tf / (tf + 1.2), of the three words one.
    assert row("bridge")["words"] == pytest.approx(1 / 2.2 / 3)
    assert row("bridge bridge")["words"] == pytest.approx(2 / 3.2 / 3)
    assert row("", "bridge")["words"] == pytest.approx(2 / 3.2 / 3)


def test_a_longer_passage_counts_the_same_words_for_less() -> None:
    short, long = relevance_features(QUESTION, [found("bridge"), found("bridge a b c d e")], EVEN)
    assert short["words"] > long["words"]


def test_pairs_stand_in_order_and_near_in_any() -> None:
    at_once = row("the vale bridge")
    assert (at_once["pairs"], at_once["near"]) == (0.5, 0.5)
    turned = row("the bridge of the vale")
    assert (turned["pairs"], turned["near"]) == (0, 0.5)
    far = row("vale a b c d e f g h bridge")
    assert (far["pairs"], far["near"]) == (0, 0)
    assert row("opened vale bridge")["pairs"] == 1


def test_what_an_article_says_elsewhere_counts_for_its_passages() -> None:
    first, second, other = relevance_features(
        QUESTION, [found("vale"), found("bridge"), found("bridge", of="b")], EVEN
    )
    assert first["article"] == second["article"] == pytest.approx(2 / 2.2 / 3)
    assert other["article"] == pytest.approx(1 / 2.2 / 3)


def test_a_nearer_vector_and_more_words_are_more_relevant() -> None:
    bodies = [found("x"), found("x", cosine=0.5), found("the Vale bridge opened", cosine=0.5)]
    scores = [relevance(row) for row in relevance_features(QUESTION, bodies, EVEN)]
    assert scores == sorted(scores) and scores[0] < scores[1] < scores[2]


def test_a_question_whose_words_stand_nowhere_in_the_archive_is_no_error() -> None:
    (row,) = relevance_features(analyse("Zzyzx?"), [found("")], {"zzyzx": 0.7})
    assert relevance(row) == 0
    assert relevance(relevance_features(analyse("?"), [found("")], {})[0]) == 0
