from evals.measures.support_measures import support_precision, support_recall, supports
from qa.answers import Sentence
from qa.passages import Citation, Passage


def citation(number, quote, article="a", start=0, published=None):
    return Citation(
        number, article, article, None, published, None, quote, start, start + len(quote)
    )


def letters(text, cited):
    """A sentence of letters is borne out when every letter of it is quoted."""
    return set(text) <= set("".join(each.quote for each in cited))


A, B, AB, Z = citation(1, "a"), citation(2, "b"), citation(3, "ab"), citation(4, "z")
EACH = (A, B, AB, Z)


def both(*sentences):
    return (
        support_precision(sentences, EACH, letters),
        support_recall(sentences, EACH, letters),
    )


def test_one_citation_that_bears_its_sentence_out_is_needed():
    assert both(Sentence("a", (1,))) == (1.0, 1.0)


def test_a_citation_that_does_not_bear_its_sentence_out_is_wrong():
    assert both(Sentence("a", (4,))) == (0.0, 0.0)


def test_citations_that_bear_a_sentence_out_together_are_all_needed():
    assert both(Sentence("ab", (1, 2))) == (1.0, 1.0)


def test_each_of_two_citations_that_suffice_alone_is_right():
    assert both(Sentence("a", (1, 3))) == (1.0, 1.0)


def test_a_citation_that_neither_suffices_nor_is_missed_is_not_needed():
    # Of "ab" quoted whole: "a" adds nothing, "z" neither.
    assert both(Sentence("ab", (3, 1, 4))) == (1 / 3, 1.0)


def test_no_citation_of_a_sentence_that_is_not_borne_out_is_right():
    assert both(Sentence("abc", (1, 2))) == (0.0, 0.0)


def test_a_sentence_that_cites_nothing_is_not_borne_out():
    assert both(Sentence("a", ()), Sentence("b", (2,))) == (1.0, 0.5)
    assert both(Sentence("a", ())) == (0.0, 0.0)


def test_precision_is_over_citations_and_recall_over_sentences():
    # Right: 1 and 2 after "ab", 2 after "b"; wrong: 4 after "b", 1 after "c".
    said = (Sentence("ab", (1, 2)), Sentence("b", (2, 4)), Sentence("c", (1,)))
    assert both(*said) == (3 / 5, 2 / 3)


def test_an_answer_without_sentences_has_neither():
    assert both() == (0.0, 0.0)


def test_what_the_support_check_bears_out_is_supported():
    bears = supports(())
    quote = citation(1, "Russia recognised the government in Kabul on 3 July 2025.")
    assert bears("Russia recognised the government in Kabul.", [quote])
    assert not bears("China recognised the government in Kabul.", [quote])
    assert not bears("Russia recognised the government in Kabul.", [])


def test_a_name_may_come_from_the_passage_around_a_quote_and_from_no_other():
    text = "Maria Keller leads the bank. She raised the rate in March."
    start = text.index("She")
    quote = citation(1, text[start:], "a", start)
    around = Passage("a#0", "a", "", None, None, None, text, 0, len(text), 1.0)
    other = Passage("b#0", "b", "", None, None, None, text, 0, len(text), 1.0)
    said = "Maria Keller raised the rate in March."
    assert supports([around])(said, [quote])
    assert not supports([other])(said, [quote])
