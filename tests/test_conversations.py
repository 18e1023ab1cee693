"""The benchmark over conversations: what it reads, and its figures, worked out by hand."""

import gzip
import json

from evals.benchmarks.conversations import ALONE, MODEL, RULES, TurnResult, figures, is_models_line
from evals.benchmarks.spoken import FILE, Spoken, conversations
from qa import Turn

RECORD = {
    "task_id": "a<::>2",
    "answerability": ["PARTIAL"],
    "contexts": [
        {"document_id": "ferry", "title": "The ferry", "text": "\nIt sails at noon."},
        {"document_id": "quay", "text": "The quay is closed."},
    ],
    "input": [
        {"speaker": "user", "text": "Is there a ferry to Orm?"},
        {"speaker": "agent", "text": "Yes."},
        {"speaker": "user", "text": "When does it sail?"},
    ],
}


def said(way: str, recall: float | None, **values: object) -> TurnResult:
    kind = values.pop("kind", "ANSWERABLE")
    history = values.pop("history", (Turn("Is there a ferry?", "Yes."),))
    spoken = Spoken("a", str(kind), "When?", history, frozenset("f"))  # type: ignore[arg-type]
    usual: dict[str, object] = {
        "answer": None,
        "cites": False,
        "by_model": False,
        "left_out": 0,
        "note": None,
        "thrown_away": False,
    }
    return TurnResult(spoken, way, "When?", recall=recall, **usual | values)  # type: ignore[arg-type]


def test_a_turn_has_what_was_said_before_it_and_each_passage_is_an_article(tmp_path):
    with gzip.open(tmp_path / FILE, "wt", encoding="utf-8") as file:
        file.write(json.dumps(RECORD) + "\n")
    collection, (turn,) = conversations(tmp_path)
    assert [(each.id, each.title, each.text) for each in collection.articles] == [
        ("ferry", "The ferry", "It sails at noon."),
        ("quay", "", "The quay is closed."),
    ]
    assert turn.question == "When does it sail?"
    assert turn.history == (Turn("Is there a ferry to Orm?", "Yes."),)
    assert (turn.kind, turn.gold) == ("PARTIAL", {"ferry", "quay"})


def test_only_follow_ups_with_articles_count_for_finding():
    recalls = [(ALONE, 0.0), (ALONE, 0.5), (ALONE, None), (RULES, 0.5), (RULES, 1.0), (RULES, None)]
    rows = [said(way, recall) for way, recall in recalls]
    rows += [said(way, 1.0, history=()) for way in (ALONE, RULES)]
    told = figures(rows)
    assert told["R@8, turns with a history"][ALONE]["mean"] == 0.25
    assert told["R@8, turns with a history"][RULES]["mean"] == 0.75
    assert told["R@8, by rules less the question alone"] == {
        "mean": 0.5,
        "from": 0.5,
        "to": 0.5,
        "of": 2,
    }


def test_answers_are_counted_by_the_kind_of_turn_and_by_who_wrote_them():
    rows = [
        said(MODEL, 1.0, answer="At noon.", cites=True, by_model=True, left_out=1),
        said(MODEL, 1.0, answer="At noon.", thrown_away=True),
        said(MODEL, 0.0, by_model=True),
        said(MODEL, None, kind="UNANSWERABLE"),
    ]
    told = figures(rows)
    answered = told["made to stand alone by the model"]
    assert answered["ANSWERABLE"]["answered"]["mean"] == 0.6667
    assert answered["ANSWERABLE"]["answered, one of its own passages cited"]["mean"] == 0.3333
    assert answered["UNANSWERABLE"]["answered"]["mean"] == 0.0
    assert told["written by the model"] == {
        "follow-ups": 4,
        "rewriting thrown away for the rules'": 1,
        "answers in the model's words": 1,
        "refusals of the model": 1,
        "answers of the archive's own sentences": 1,
        "sentences left out": 1,
    }


def test_a_question_is_the_model_s_where_it_is_the_one_line_that_it_wrote():
    assert is_models_line("When does it sail?", ['"When  does it sail?"'])
    assert not is_models_line(
        "When does it sail?", ["Reader: When does it sail?", "Answer: At noon."]
    )
    assert not is_models_line("When does it sail?", [])
