import json
import math
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from evals.measures.retrieval_measures import RETRIEVAL
from evals.question_sets.questions import Gold, Question
from evals.runs.run import MEASURES, Mean, Row, Run, Times, Trust, judged
from evals.runs.running import evaluate
from index.articles import Article, Span
from index.errors import NoSuchArticle, QuestionSetError
from qa.answers import Answer, Searched, Sentence, ShortAnswer, Turn
from qa.passages import Citation, Passage

TEXTS = {
    "news/peru": "Lima is the capital of Peru. It lies on the coast.",
    "news/chile": "Santiago is the capital of Chile. It lies inland.",
}


@dataclass(frozen=True)
class Stored:
    article: Article


class Shelf:
    def article(self, name):
        found = [key for key in TEXTS if name.removesuffix(".txt") in key]
        if len(found) != 1:
            raise NoSuchArticle(f"{len(found)} articles answer to {name!r}.")
        return Stored(Article(found[0], "", TEXTS[found[0]]))


@dataclass
class Atlas:
    """Answers from a dictionary of first sentences; knows what it was asked, and can fail.

    `words` is how many of a first sentence's words it gives as the short answer.
    """

    archive: Shelf = field(default_factory=Shelf)
    words: int = 0
    asked: list = field(default_factory=list)

    def query(self, question, history=(), as_of=None):
        self.asked.append((question, history, as_of))
        if "fail" in question:
            raise RuntimeError("the index is gone")
        words = question + " ".join(turn.question for turn in history)
        named = [key for key in TEXTS if key.removeprefix("news/") in words.lower()]
        return self._answer(question, named) if named else self._refusal(question)

    def _answer(self, question, articles):
        citations = tuple(
            Citation(number, key, key, None, None, None, TEXTS[key][:end], 0, end)
            for number, key in enumerate(articles, start=1)
            for end in [TEXTS[key].index(".") + 1]
        )
        sentences = tuple(Sentence(each.quote, (each.number,)) for each in citations)
        return Answer(
            question=question,
            standalone_question=question,
            answered=True,
            text=" ".join(f"{each.text} [{each.citations[0]}]" for each in sentences),
            sentences=sentences,
            citations=citations,
            reason=None,
            confidence=0.9,
            searched=Searched(2, (), None, None, 2),
            short=self._short(citations[0].quote),
            passages=self._passages(articles),
        )

    def _short(self, quote):
        text = " ".join(quote.split()[: self.words])
        return ShortAnswer(text, 1, 0, len(text)) if text else None

    def _refusal(self, question):
        return Answer(
            question=question,
            standalone_question=question,
            answered=False,
            text="The archive does not say.",
            sentences=(),
            citations=(),
            reason="nothing close enough",
            confidence=0.25,
            searched=Searched(2, (), None, None, 2),
            passages=self._passages([]),
        )

    def _passages(self, first):
        order = [*first, *(key for key in TEXTS if key not in first)]
        return tuple(
            Passage(f"{key}#{half}", key, key, None, None, None, "", 0, 0, 1.0)
            for key in order
            for half in (1, 2)
        )


def capital(country="peru", city="Lima", **changes):
    question = Question(
        id=f"capital-{country}",
        question=f"What is the capital of {country}?",
        answerable=True,
        kind="fact",
        answers=(city,),
        gold=(Gold(f"{country}.txt", f"{city} is the capital"),),
    )
    return replace(question, **changes)


# Those that apply to a question with answers and gold quotes, but without choices.
OF_ALL = tuple(name for name in MEASURES if name != "choice")
OFF = Question(id="off", question="Who won?", answerable=False, kind="off-topic")


def row_of(question, engine=None):
    (row,) = evaluate(engine or Atlas(), [question]).rows
    return row


def test_a_right_answer_is_measured():
    row = row_of(capital())
    assert row.answered and not row.refused and row.error is None
    assert row.text == "Lima is the capital of Peru. [1]"
    assert row.sentences == ("Lima is the capital of Peru.",)
    assert [each.article_id for each in row.citations] == ["news/peru"]
    assert row.retrieved == ("news/peru", "news/chile")
    assert row.seconds > 0
    assert row.measures == {
        **dict.fromkeys(OF_ALL, 1.0),
        "EM": 0.0,
        # lima is capital of peru / lima: one shared word of five and of one.
        "F1": pytest.approx(2 * 1 / 6),
    }


def test_exact_match_and_f1_are_of_the_short_answer_where_there_is_one():
    row = row_of(capital(), Atlas(words=1))
    assert (row.short, row.text) == ("Lima", "Lima is the capital of Peru. [1]")
    assert (row.measures["EM"], row.measures["F1"]) == (1.0, 1.0)
    row = row_of(capital(city="Peru"), Atlas(words=1))
    assert (row.measures["EM"], row.measures["F1"]) == (0.0, 0.0)
    assert row.measures["contains_first"] == 1.0
    assert row_of(capital()).short is None


def test_the_confidence_of_answers_and_of_refusals_is_kept():
    assert row_of(capital()).confidence == 0.9
    assert row_of(capital(question="Which city?")).confidence == 0.25
    assert row_of(capital(question="fail")).confidence is None


def test_the_engine_is_asked_as_the_chat_asks_it():
    engine = Atlas()
    turns, day = (Turn("Where is Peru?", "In America."),), date(2025, 11, 29)
    row = row_of(capital(question="And its capital?", history=turns, as_of=day), engine)
    assert engine.asked == [("And its capital?", turns, day)]
    assert row.measures["contains"] == 1.0


def test_a_question_that_raises_is_a_row_of_zeros():
    row = row_of(capital(question="Please fail on Peru"))
    assert row.error == "RuntimeError: the index is gone"
    assert "in query" in row.traceback and 'raise RuntimeError("the index' in row.traceback
    assert Row.of(row.to_dict()) == row
    assert not row.answered and not row.refused
    assert row.measures == dict.fromkeys(OF_ALL, 0.0)
    assert row.text == "" and row.citations == () and row.retrieved == ()


def test_a_refusal_counts_zero_but_for_what_it_had_retrieved():
    row = row_of(capital(question="Which city?"))
    assert row.refused and row.reason == "nothing close enough"
    found = dict.fromkeys(RETRIEVAL, 1.0)
    assert row.measures == {**dict.fromkeys(OF_ALL, 0.0), **found}


def test_which_measures_apply_is_decided_by_the_question_alone():
    words = {"contains_first", "contains", "EM", "F1"}
    support = {"support_precision", "support_recall"}
    assert row_of(OFF).measures == {}
    assert set(row_of(capital(gold=())).measures) == words | support
    assert set(row_of(capital(answers=())).measures) == set(OF_ALL) - words
    assert set(row_of(capital(question="fail", gold=())).measures) == words | support
    whole = (Gold("peru.txt"),)
    quoted = {"citation_precision", "citation_recall"}
    assert set(row_of(capital(gold=whole)).measures) == set(OF_ALL) - quoted
    assert set(row_of(capital(gold=(*whole, *capital().gold))).measures) == set(OF_ALL) - quoted
    assert set(row_of(capital(choices=("Lima", "Cuzco"))).measures) == set(MEASURES)


def test_the_measures_come_in_the_order_of_the_report():
    row = row_of(capital(choices=("Lima", "Cuzco")))
    assert list(row.measures) == list(MEASURES)


def test_gold_that_is_a_whole_article_is_cited_by_any_citation_of_it():
    row = row_of(capital(gold=(Gold("peru.txt"),)))
    assert (row.measures["article_cited"], row.measures["R@1"]) == (1.0, 1.0)
    row = row_of(capital(gold=(Gold("chile.txt"),)))
    assert (row.measures["article_cited"], row.measures["RR"]) == (0.0, 0.5)


def test_an_article_has_the_best_grade_of_its_quotes():
    gold = (Gold("chile.txt", grade=3), Gold("peru.txt", "Lima"), Gold("chile.txt", "Santiago"))
    # Peru's article, of grade 1, comes before Chile's, of grade 3.
    reached, best = 1 + 3 / math.log2(3), 3 + 1 / math.log2(3)
    assert row_of(capital(gold=gold)).measures["nDCG@10"] == pytest.approx(reached / best)


def test_the_choice_that_the_answer_comes_to_is_kept_and_measured():
    choices = ("Cuzco", "Lima", "Arequipa")
    row = row_of(capital(choices=choices))
    assert (row.choice, row.measures["choice"]) == ("Lima", 1.0)
    row = row_of(capital(city="Cuzco", choices=choices))
    assert (row.choice, row.measures["choice"]) == ("Lima", 0.0)
    for question in ("Which city?", "fail"):
        row = row_of(capital(question=question, choices=choices))
        assert (row.choice, row.measures["choice"]) == (None, 0.0)
    row = row_of(replace(OFF, question="Who won in Peru?", choices=choices))
    assert (row.choice, row.measures) == ("Lima", {})


def test_a_row_keeps_what_the_set_says_and_what_was_read():
    question = capital(
        history=(Turn("Where is Peru?"),), as_of=date(2025, 11, 29), choices=("Lima", "Cuzco")
    )
    row = row_of(question, Atlas(words=1))
    assert (row.answers, row.choices, row.all) == (("Lima",), ("Lima", "Cuzco"), False)
    assert row.gold == (Gold("news/peru", "Lima is the capital", (Span(0, 19),)),)
    assert (row.history, row.as_of) == ((Turn("Where is Peru?"),), "2025-11-29")
    assert row.searched_for == question.question
    assert (row.markers, row.support) == (((1,),), (None,))
    assert row.short_answer == ShortAnswer("Lima", 1, 0, 4)
    assert [each.article_id for each in row.passages] == [
        "news/peru", "news/peru", "news/chile", "news/chile"
    ]  # fmt: skip
    raised = row_of(capital(question="fail"))
    assert (raised.answers, raised.passages) == (("Lima",), ())


def test_all_needs_every_answer_and_every_quote():
    both = capital(
        answers=("Lima", "Santiago"),
        gold=(*capital().gold, *capital("chile", "Santiago").gold),
    )
    one = row_of(replace(both, all=True)).measures
    assert (one["contains"], one["article_cited"], one["citation_recall"]) == (0.0, 0.5, 0.5)
    assert one["citation_precision"] == 1.0
    two = row_of(replace(both, all=True, question="Capitals of Peru and Chile?")).measures
    assert (two["contains_first"], two["contains"]) == (0.0, 1.0)
    assert (two["article_cited"], two["citation_recall"]) == (1.0, 1.0)
    any_of = row_of(both).measures
    assert (any_of["contains"], any_of["citation_recall"]) == (1.0, 1.0)


def test_an_unknown_gold_article_is_said_before_anything_is_asked():
    engine = Atlas()
    with pytest.raises(QuestionSetError, match="brazil.txt"):
        evaluate(engine, [capital(), capital("brazil", "Lima", origin="set.jsonl:2")])
    assert engine.asked == []


def test_an_engine_without_an_archive_is_measured_by_ids_and_text():
    class Bare:
        query = Atlas().query

    gold = (Gold("news/peru", "lima is  the capital"),)
    assert row_of(capital(gold=gold), Bare()).measures["citation_recall"] == 1.0
    (row,) = evaluate(Bare(), [capital()], archive=Shelf()).rows
    assert row.measures["citation_recall"] == 1.0


def test_each_row_is_handed_over_as_soon_as_it_is_there():
    engine, seen = Atlas(), []
    questions = [capital(), OFF]
    run = evaluate(
        engine, iter(questions), on_result=lambda row: seen.append((row.id, len(engine.asked)))
    )
    assert seen == [("capital-peru", 1), ("off", 2)]
    assert [row.id for row in run.rows] == ["capital-peru", "off"]


def test_questions_that_were_asked_before_are_not_asked_again():
    questions = [capital(), OFF, capital("chile", "Santiago")]
    whole = evaluate(Atlas(), questions)
    engine, seen = Atlas(), []
    run = evaluate(
        engine,
        questions,
        done={"off": whole.rows[1]},
        settings={"top_k": 8},
        on_result=lambda row: seen.append(row.id),
    )
    assert run.rows == whole.rows and run.settings == {"top_k": 8}
    assert seen == ["capital-peru", "capital-chile"]
    assert len(engine.asked) == 2


def test_what_a_person_interrupts_is_not_swallowed():
    class Stopped:
        def query(self, question, history=(), as_of=None):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(Stopped(), [OFF])


def test_summaries_are_worked_out_apart():
    run = evaluate(
        Atlas(),
        [
            capital(),
            capital("chile", "Santiago", kind="list", held_out=True),
            capital(id="missed", question="Which city?"),
            capital(id="broken", question="fail"),
            OFF,
            replace(OFF, id="lured", question="Who won in Peru?"),
            replace(OFF, id="broken-too", question="fail", held_out=True),
        ],
    )
    everything = run.overall
    assert (everything.questions, everything.errors) == (7, 2)
    assert everything.answered == {"answerable": Mean(2, 4), "unanswerable": Mean(1, 3)}
    assert everything.refused == {"answerable": Mean(1, 4), "unanswerable": Mean(1, 3)}
    assert everything.measures["contains"] == Mean(2, 4)
    assert everything.measures["R@1"] == Mean(3, 4)
    assert everything.measures["contains"].value == 0.5
    assert everything.sentences == 1
    assert (run.development.questions, run.held_out.questions) == (5, 2)
    assert run.development.measures["contains"] == Mean(1, 3)
    assert run.held_out.measures["contains"] == Mean(1, 1)
    assert run.held_out.refused["unanswerable"] == Mean(0, 1)
    assert list(run.kinds) == ["fact", "list", "off-topic"]
    assert run.kinds["off-topic"].measures == {}
    assert run.kinds["off-topic"].sentences == 1
    assert run.kinds["fact"].answered["unanswerable"].value is None


def test_what_lots_would_get_is_told_beside_the_choices():
    choices = ("Lima", "Cuzco", "Arequipa", "Trujillo")
    run = evaluate(
        Atlas(),
        [
            capital(choices=choices),
            capital(id="two", choices=choices[:2], question="fail"),
            capital(id="none"),
            replace(OFF, choices=choices),
        ],
    )
    assert run.overall.measures["choice"] == Mean(1, 2)
    assert run.overall.chance == Mean(0.75, 2)


def test_confidence_is_judged_by_the_answers_alone():
    run = evaluate(
        Atlas(),
        [
            capital(),
            capital(id="wrong", city="Cuzco"),
            replace(OFF, question="Who won in Peru?"),
            capital(id="refused", question="Which city?"),
            capital(id="broken", question="fail"),
            capital(id="unknown", answers=()),
        ],
    )
    # Of three answers of confidence .9 one is right.
    assert run.overall.trust == Trust(3, pytest.approx(2 / 3), pytest.approx(0.9 - 1 / 3))
    assert [each.right for each in judged(run.rows)] == [True, False, False]
    assert Run.of(row for row in run.rows if not row.answered).overall.trust is None


def test_a_run_without_rows_has_no_means_and_no_times():
    run = Run.of([])
    assert run.overall.measures == {} and run.overall.sentences is None
    assert run.overall.chance == Mean(0, 0) and run.overall.trust is None
    assert run.times == Times(0.0, 0.0, 0.0)


def test_times_are_the_median_and_the_nearest_rank():
    rows = [replace(row_of(OFF), seconds=float(number)) for number in range(1, 21)]
    assert Run.of(rows).times == Times(median=10.5, p95=19.0, total=210.0)


def test_two_runs_are_equal_but_for_their_times():
    questions = [capital(), OFF, capital(id="broken", question="fail")]
    one, other = evaluate(Atlas(), questions), evaluate(Atlas(), questions)
    assert one == other
    slower = Run.of(replace(row, seconds=row.seconds + 1) for row in one.rows)
    assert slower == one and slower.times != one.times


def test_a_row_is_plain_json_without_its_seconds():
    values = row_of(capital()).to_dict()
    assert json.loads(json.dumps(values)) == values
    assert "seconds" not in values
    assert set(values) == set(Row.__dataclass_fields__) - {"seconds", "traceback"}
