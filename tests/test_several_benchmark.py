"""What is right, cited and in order among answers over several articles, worked out by hand."""

import json
import re
from pathlib import Path

import pytest

from evals.benchmarks.several import ARTICLES, QUESTIONS, Outcome, figures, own
from evals.benchmarks.several_expected import Entry, Expected, judged, read_expected
from index import ArticleRef
from qa.answers import Answer, Searched, Sentence, ShortAnswer
from qa.evidence import Evidence, Form, Standing, Statement
from qa.passages import Citation

TEXTS = {
    "a": "Four people died in the flood. The bridge fell on Tuesday.",
    "b": "Ten people died in the flood. “It was a wall of water,” said Ada Pell.",
}
FOUR, BRIDGE = "Four people died in the flood.", "The bridge fell on Tuesday."
TEN, WALL = "Ten people died in the flood.", "“It was a wall of water,” said Ada Pell."
SEARCHED = Searched(2, ("The Gull", "The Heron"), "2025-03-03", "2025-03-08", 0)
KINDS = {
    "state": 15, "disagreement": 10, "timeline": 10, "comparison": 11,
    "yes or no": 11, "list": 7, "who said": 9, "overview": 7,
}  # fmt: skip


def text_of(name):
    return TEXTS[name]


def cite(number, article, quote):
    start = TEXTS[article].index(quote)
    publisher = {"a": "The Gull", "b": "The Heron"}[article]
    return Citation(
        number, article, "A flood", publisher, "2025-03-03", None, quote, start, start + len(quote)
    )


def said(*citations, form=None, days=(), verdict=None, speaker=None, missing=(), note=None):
    statements = tuple(
        Statement(each.quote, each.start, each.end, each, first=day, speaker=speaker)
        for each, day in zip(citations, days or [None] * len(citations), strict=True)
    )
    return Answer(
        "Q", "Q", True, "", tuple(Sentence(each.quote, (each.number,)) for each in citations),
        tuple(citations), None, 0.9, SEARCHED, note=note,
        evidence=Evidence(form, statements, missing, verdict) if form else None,
    )  # fmt: skip


def refusal(note=None):
    return Answer("Q", "Q", False, "No.", (), (), "No.", 0.1, SEARCHED, note=note)


def expected(**fields):
    return Expected("q", "state", "Q", **fields)


def shorten(answer, words, citation):
    quote = answer.citations[citation - 1]
    start = TEXTS[quote.article_id].index(words)
    short = ShortAnswer(words, citation, start, start + len(words))
    fields = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    return Answer(**{**fields, "short": short})


def test_what_is_said_first_is_the_few_words_and_only_without_them_a_sentence():
    answer = said(cite(1, "a", FOUR), cite(2, "b", TEN))
    assert judged(expected(lead="four"), answer, text_of).right
    assert not judged(expected(lead="ten"), answer, text_of).right
    assert judged(expected(lead="ten"), shorten(answer, "Ten", 2), text_of).right


def test_all_patterns_must_be_told_and_none_of_the_forbidden():
    answer = said(cite(1, "a", FOUR), cite(2, "b", TEN))
    assert judged(expected(said=("four", "ten")), answer, text_of).right
    assert judged(expected(said=("four", "nine")), answer, text_of).lacking == ("not said nine",)
    outcome = judged(expected(said=("four",), never=("ten",)), answer, text_of)
    assert (outcome.right, outcome.lacking) == (False, ("said ten",))


def test_a_verdict_must_be_the_one_expected():
    answer = said(cite(1, "b", TEN), form=Form.YES_NO, verdict="Yes")
    assert judged(expected(verdict="Yes"), answer, text_of).right
    assert not judged(expected(verdict="No"), answer, text_of).right
    assert not judged(expected(verdict="Yes"), said(cite(1, "b", TEN)), text_of).right


def test_a_speaker_is_known_by_the_statements_that_answer():
    answer = said(cite(1, "b", WALL), form=Form.QUOTATIONS, speaker="Ada Pell")
    assert judged(expected(speaker=r"\bPell$"), answer, text_of).right
    assert not judged(expected(speaker="Holm"), answer, text_of).right
    one = answer.evidence.statements[0]
    otherwise = Statement(
        one.text, one.start, one.end, one.citation, Standing.OTHERWISE, speaker="Greta Holm"
    )
    evidence = Evidence(Form.QUOTATIONS, (one, otherwise))
    fields = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    both = Answer(**{**fields, "evidence": evidence})
    assert not judged(expected(speaker="Holm"), both, text_of).right


def test_a_refusal_is_right_where_the_archive_does_not_answer_and_nowhere_else():
    answer = said(cite(1, "a", FOUR))
    assert judged(expected(answerable=False), refusal(), text_of).right
    assert not judged(expected(answerable=False), answer, text_of).right
    assert judged(expected(said=("four",)), refusal(), text_of).lacking == ("refused",)


def test_saying_what_is_missing_is_as_right_as_a_refusal():
    answer = said(cite(1, "a", FOUR), form=Form.COMPARISON, missing=("The Heron",))
    assert judged(expected(answerable=False, missing="heron"), answer, text_of).right
    assert not judged(expected(answerable=False, missing="kite"), answer, text_of).right
    assert judged(expected(said=("four",), missing="heron"), answer, text_of).right
    noted = said(cite(1, "a", FOUR), note="The archive says nothing on this from The Heron.")
    assert judged(expected(said=("four",), missing="heron"), noted, text_of).right


def test_an_answer_is_cited_where_each_sentence_has_the_exact_words():
    answer = said(cite(1, "a", FOUR), cite(2, "b", TEN))
    assert judged(expected(said=("four",)), answer, text_of).cited
    one = cite(1, "a", FOUR)
    fields = {name: getattr(one, name) for name in Citation.__dataclass_fields__}
    moved = Citation(**{**fields, "start": one.start + 1, "end": one.end + 1})
    assert judged(expected(said=("four",)), said(moved), text_of).cited is False
    fields = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    bare = Answer(**{**fields, "sentences": (Sentence(FOUR, ()),)})
    assert judged(expected(said=("four",)), bare, text_of).cited is False
    assert judged(expected(said=("four",)), refusal(), text_of).cited is None


def test_what_is_told_without_a_quote_is_not_cited_unless_it_need_not_be():
    answer = said(cite(1, "a", FOUR), note="Two reports differ.")
    assert judged(expected(said=("two reports",)), answer, text_of).cited is False
    assert judged(expected(said=("two reports",), quoted=()), answer, text_of).cited
    assert judged(expected(said=("four",), quoted=("The Gull: Four",)), answer, text_of).cited


def test_an_outlet_is_told_by_a_citation_and_by_its_copies():
    one = cite(1, "a", FOUR)
    fields = {name: getattr(one, name) for name in Citation.__dataclass_fields__}
    copy = ArticleRef("c", "A flood", "The Kite", "2025-03-03", None)
    answer = said(Citation(**{**fields, "copies": (copy,)}))
    assert judged(expected(said=("The Gull", "The Kite")), answer, text_of).right
    assert not judged(expected(said=("The Heron",)), answer, text_of).right


def test_a_timeline_must_tell_each_entry_of_its_day():
    entries = (Entry("2025-03-03", "four"), Entry("2025-03-04", "bridge"))
    whole = said(
        cite(1, "a", FOUR), cite(2, "a", BRIDGE),
        form=Form.TIMELINE, days=("2025-03-03", "2025-03-04"),
    )  # fmt: skip
    outcome = judged(expected(entries=entries), whole, text_of)
    assert (outcome.right, outcome.ordered) == (True, True)
    other_day = said(
        cite(1, "a", FOUR), cite(2, "a", BRIDGE),
        form=Form.TIMELINE, days=("2025-03-03", "2025-03-05"),
    )  # fmt: skip
    outcome = judged(expected(entries=entries), other_day, text_of)
    assert outcome.lacking == ("no entry 2025-03-04 bridge",)
    spanning = (entries[0], Entry("2025-03-04", "bridge", last="2025-03-05"))
    assert judged(expected(entries=spanning), other_day, text_of).right
    assert not judged(expected(entries=entries), said(cite(1, "a", FOUR)), text_of).right


def test_a_timeline_is_in_order_where_its_entries_follow_each_other():
    entries = (Entry("2025-03-03", "four"), Entry("2025-03-04", "bridge"))
    turned = said(
        cite(1, "a", BRIDGE), cite(2, "a", FOUR),
        form=Form.TIMELINE, days=("2025-03-04", "2025-03-03"),
    )  # fmt: skip
    outcome = judged(expected(entries=entries), turned, text_of)
    assert (outcome.right, outcome.ordered, outcome.lacking) == (False, False, ("order",))


def test_figures_are_counts_by_kind():
    answer = said(cite(1, "a", FOUR))
    told = [
        (Expected("1", "state", "Q", said=("four",)), answer),
        (Expected("2", "state", "Q", said=("nine",)), answer),
        (Expected("3", "list", "Q", answerable=False), refusal()),
        (Expected("4", "list", "Q", said=("four",)), refusal()),
    ]
    outcomes = [
        Outcome(each, judged(each, given, text_of), given.answered, seconds)
        for seconds, (each, given) in enumerate(told)
    ]
    found = figures(outcomes)
    assert list(found) == ["all", "state", "list"]
    assert found["all"] == {
        "questions": 4, "right": 2, "cited": "1 of 2", "in order": "0 of 0",
        "refused rightly": "1 of 1", "refused wrongly": "1 of 3", "seconds, median": 1.5,
    }  # fmt: skip
    assert (found["state"]["right"], found["list"]["right"]) == (1, 1)


def test_a_question_that_expects_nothing_is_an_error():
    with pytest.raises(ValueError, match="nothing is expected"):
        Expected.of(json.dumps({"id": "1", "kind": "state", "question": "Q"}))
    with pytest.raises(TypeError):
        Expected.of(json.dumps({"id": "1", "kind": "state", "question": "Q", "sayd": ["a"]}))


def test_the_set_has_eighty_questions_of_which_twenty_seven_are_held_out():
    questions = read_expected(QUESTIONS)
    counts = dict.fromkeys(each.kind for each in questions)
    assert {kind: sum(each.kind == kind for each in questions) for kind in counts} == KINDS
    assert sum(each.held_out for each in questions) == 27
    assert len({each.id for each in questions}) == 80


def test_every_pattern_that_must_be_quoted_stands_in_an_article(tmp_path):
    texts = [json.loads(line) for line in Path(ARTICLES).read_text("utf-8").splitlines()]
    told = "\n".join(f"{each['publisher']}: {each['text']}" for each in texts)
    for each in read_expected(QUESTIONS):
        patterns = [*each.said, *(entry.said for entry in each.entries)]
        patterns += [each.speaker] if each.speaker else []
        patterns += [each.lead] if each.lead and each.quoted is None else []
        for pattern in patterns:
            assert re.search(pattern, told, re.IGNORECASE), (each.id, pattern)
    with own(tmp_path) as archive:
        assert archive.stats().articles == len(texts)
