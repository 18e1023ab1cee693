"""A draft becomes an answer with numbers and markers, or a refusal that says what was searched."""

from dataclasses import replace
from datetime import date

from index import ArticleRef, Span
from qa.answers import Answer, Searched
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.evidence import Form, Standing
from qa.passages import Passage
from qa.writing.composing import Composer, without_unsupported

TEXT = "Rescuers said\n 14 people died. The sea was rough."
PASSAGE = Passage("c1", "a.txt", "A ferry", "Gull", "2024-03-05", None, TEXT, 100, 148, 1)
OTHER = Passage("c2", "b.txt", "", None, None, None, "Police said 17 died.", 0, 20, 0.5)
FIRST = Quote.of(PASSAGE, Span(0, 30))
ROUGH = Quote.of(PASSAGE, Span(31, 49))
WORDS = Quote.of(PASSAGE, Span(15, 24))
SECOND = Quote.of(OTHER, Span(0, 20))
SEARCHED = Searched(2, ("Gull",), "2024-03-05", "2024-03-05", 1)
DRAFT = Draft(
    (DraftSentence("Rescuers said 14 people died.", (FIRST,)),),
    short=WORDS,
    evidence=DraftEvidence(
        Form.WORDS,
        (DraftStatement(Quote.of(OTHER, Span(12, 14)), SECOND, Standing.OTHERWISE),),
    ),
    confidence=0.7,
)


def composed(
    draft: Draft, passages: tuple[Passage, ...] = (PASSAGE, OTHER), searched: Searched = SEARCHED
) -> Answer:
    composer = Composer("How many?", "How many died?", passages, searched, date(2024, 4, 1))
    return composer.complete(draft)


def test_the_short_answer_is_a_line_before_the_sentences_and_bears_its_citation_s_number() -> None:
    twice = replace(DRAFT, sentences=(DraftSentence("It did.", (ROUGH, FIRST)),))
    answer = composed(twice)
    assert answer.text == "14 people [2]\nIt did. [1][2]"
    assert answer.short is not None
    assert (answer.short.text, answer.short.citation) == ("14 people", 2)
    assert TEXT[answer.short.start - 100 : answer.short.end - 100] == "14 people"


def test_a_short_answer_over_two_lines_is_on_one_in_the_text() -> None:
    over = replace(DRAFT, short=Quote.of(PASSAGE, Span(9, 17)))
    answer = composed(over)
    assert answer.text.split("\n")[0] == "said 14 [1]"
    assert answer.short is not None and answer.short.text == "said\n 14"


def test_alternatives_have_citations_of_their_own_that_go_on_from_the_answer_s() -> None:
    answer = composed(DRAFT)
    (other,) = answer.alternatives
    assert (other.text, other.start, other.end) == ("17", 12, 14)
    assert (other.citation.number, other.citation.quote) == (2, "Police said 17 died.")
    assert [c.number for c in answer.citations] == [1]
    assert [c.number for c in answer.cited] == [1, 2]
    assert "17" not in answer.text


def test_an_answer_keeps_its_confidence_and_names_no_nearest_article() -> None:
    answer = composed(DRAFT)
    assert answer.answered and answer.reason is None and answer.nearest is None
    assert answer.confidence == 0.7
    assert answer.as_of == "2024-04-01"


def test_a_draft_without_words_that_answer_is_its_sentences_alone() -> None:
    answer = composed(replace(DRAFT, short=None, evidence=None))
    assert answer.text == "Rescuers said 14 people died. [1]"
    assert answer.short is None and answer.cited == answer.citations


def test_a_refusal_names_the_article_that_comes_nearest() -> None:
    answer = composed(Draft(confidence=0.2))
    assert not answer.answered
    assert answer.text == answer.reason
    assert answer.reason == (
        "The archive does not say: nothing in 2 articles from 1 publisher answers this "
        "question. The nearest article is “A ferry” (Gull, 5 March 2024)."
    )
    assert answer.nearest == ArticleRef("a.txt", "A ferry", "Gull", "2024-03-05", None)
    assert answer.confidence == 0.2
    assert answer.citations == answer.alternatives == () and answer.short is None


def test_a_nearest_article_without_a_title_is_named_by_its_id() -> None:
    answer = composed(Draft(), (OTHER,), Searched(1, (), None, None, 1))
    assert answer.reason == (
        "The archive does not say: nothing in 1 article answers this question. "
        "The nearest article is “b.txt” (undated)."
    )


def test_where_nothing_was_found_no_article_is_near() -> None:
    nothing = composed(Draft(), ())
    assert nothing.nearest is None
    assert nothing.reason is not None and nothing.reason.endswith("answers this question.")
    empty = composed(Draft(), (), Searched(0, (), None, None, 0))
    assert empty.reason == "The archive does not say: no article was there to be searched."


def test_a_model_s_sentence_that_takes_up_one_that_was_left_out_goes_too() -> None:
    false = DraftSentence("Rescuers said 41 people died.", (FIRST,))
    after = DraftSentence("It was the sea that was rough.", (ROUGH,))
    written = Draft((false, after), model="qwen")
    kept, withheld = without_unsupported(written)
    assert kept.sentences == () and len(withheld) == 2
    assert withheld[1].faults[0].reason == "It takes up a sentence that was left out."
    by_itself = replace(written, sentences=(false, DraftSentence("The sea was rough.", (ROUGH,))))
    assert [each.text for each in without_unsupported(by_itself)[0].sentences] == [
        "The sea was rough."
    ]
    assert len(without_unsupported(replace(written, model=None))[0].sentences) == 1
    assert len(without_unsupported(written, keep=True)[0].sentences) == 2


def test_a_bare_yes_that_is_left_out_takes_nothing_with_it() -> None:
    yes, after = DraftSentence("Yes.", ()), DraftSentence("It was rough, the sea.", (ROUGH,))
    kept, withheld = without_unsupported(Draft((yes, after), model="qwen"))
    assert [each.text for each in kept.sentences] == [after.text]
    assert [each.text for each in withheld] == ["Yes."]


def test_where_nothing_is_left_of_a_draft_it_is_what_it_says_otherwise() -> None:
    false = DraftSentence("Rescuers said 41 people died.", (FIRST,))
    kept, withheld = without_unsupported(Draft((false,), model="qwen", otherwise=DRAFT))
    assert [each.text for each in kept.sentences] == ["Rescuers said 14 people died."]
    assert kept.model is None
    assert [each.text for each in withheld] == [false.text]


def test_a_sentence_without_quotes_is_left_out_as_nothing_like_it_was_retrieved() -> None:
    kept, (withheld,) = without_unsupported(
        Draft((DraftSentence("Copper rose.", ()),), model="qwen")
    )
    assert kept.sentences == ()
    assert withheld.faults[0].reason == "Nothing like it stands in what was retrieved."
