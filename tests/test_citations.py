"""Quotes become numbered citations with exact offsets."""

from index import ArticleRef, Span
from qa.answers import Sentence
from qa.citations import DraftSentence, Quote, marked_text, number, reports_of
from qa.passages import Citation, Passage

PASSAGE = Passage("c1", "a.txt", "A title", "The Paper", "2024-05", None, "One. Two.", 100, 109, 1)
OTHER = Passage("c2", "b.txt", "Another", None, None, None, "Three.", 0, 6, 0.5)
ONE = Quote.of(PASSAGE, Span(0, 4))
TWO = Quote.of(PASSAGE, Span(5, 9))
THREE = Quote.of(OTHER, Span(0, 6))


def test_a_quote_points_into_the_article_not_the_passage() -> None:
    assert (TWO.text, TWO.start, TWO.end) == ("Two.", 105, 109)


def test_numbers_count_from_one_by_first_appearance() -> None:
    sentences, citations = number(
        [DraftSentence("A.", (THREE,)), DraftSentence("B.", (ONE, THREE)), DraftSentence("C.", ())]
    )
    assert sentences == (Sentence("A.", (1,)), Sentence("B.", (2, 1)), Sentence("C.", ()))
    assert [(c.number, c.article_id, c.quote) for c in citations] == [
        (1, "b.txt", "Three."),
        (2, "a.txt", "One."),
    ]


def test_the_same_quote_has_one_number_also_through_overlapping_passages() -> None:
    shifted = Passage("c9", "a.txt", "A title", None, None, None, "Two. More.", 105, 115, 0.1)
    again = Quote.of(shifted, Span(0, 4))
    sentences, citations = number(
        [DraftSentence("A.", (TWO,)), DraftSentence("B.", (again, again))]
    )
    assert len(citations) == 1
    assert sentences[1].citations == (1,)


def test_markers_follow_their_sentence() -> None:
    assert marked_text([Sentence("It rained.", (1, 2)), Sentence("So.", ())]) == (
        "It rained. [1][2] So."
    )


def test_near_copies_of_one_story_are_one_report() -> None:
    def cited(number: int, article: str, *copies: str) -> Citation:
        also = tuple(ArticleRef(each, "", None, None, None) for each in copies)
        return Citation(number, article, "", None, None, None, "", 0, 0, also)

    apart = [cited(1, "a"), cited(2, "b")]
    assert reports_of(apart) == 2 and reports_of([]) == 0
    assert reports_of([*apart, cited(3, "a")]) == 2
    # What is a copy of both makes them one.
    assert reports_of([*apart, cited(3, "c", "a", "b")]) == 1
