"""Question sets in a pytest suite of somebody else's; the example of docs/testing.md is run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evals.adapters import TextEngine
from evals.benchmarks.beside_llama_index import embedding
from evals.question_sets.questions import Gold, Question
from evals.reporting.reports import write_report
from evals.testing import (
    assert_not_worse,
    assert_question,
    assert_reaches,
    evaluated,
    questions,
)
from index import Archive
from index.errors import QuestionSetError, RunError

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
CAPITALS = {"Peru": "Lima", "Chile": "Santiago", "Bolivia": "La Paz", "Ecuador": "Quito"}


def say(question):
    """Knows three capitals, one of them wrong, and fails on a fourth."""
    if "Ecuador" in question:
        raise TimeoutError("no answer in 30 s")
    known = {"Peru": "Lima", "Chile": "Santiago", "Bolivia": "Oruro", "Mars": "Olympus"}
    return next((f"It is {city}." for name, city in known.items() if name in question), "")


ENGINE = TextEngine(say)
SET = [
    *(
        Question(
            id=name.lower(),
            question=f"What is the capital of {name}?",
            answerable=True,
            kind="fact",
            answers=(city,),
            gold=(Gold(name, city),),
        )
        for name, city in CAPITALS.items()
    ),
    Question(id="mars", question="What is the capital of Mars?", answerable=False, kind="off"),
    Question(id="venus", question="What is the capital of Venus?", answerable=False, kind="off"),
]
WRITTEN = (
    '{"id": "peru", "question": "Peru?", "answerable": true, "kind": "fact", "answers": ["Lima"]}\n'
    '{"id": "mars", "question": "Mars?", "answerable": false, "kind": "off"}\n'
)


@pytest.fixture(scope="module")
def run():
    return evaluated(ENGINE, SET)


def failure(run, thresholds):
    with pytest.raises(AssertionError) as raised:
        assert_reaches(run, thresholds)
    return str(raised.value)


def test_thresholds_that_are_reached_pass_though_a_mean_is_not_exact(run):
    assert_reaches(run, {"contains": 0.5, "answered": 0.75, "refused": 0.5})
    assert_reaches(run, {"contains": 0.5 + 1e-12})


def test_what_is_too_low_is_told_with_every_figure_and_the_worst_questions(run):
    assert failure(run, {"contains": 0.8, "answered": 0.9, "refused": 0.5}) == (
        "2 of 3 measures too low, 6 questions asked\n"
        "\n"
        "          figure  wanted  of\n"
        "contains  0.5000  0.8000   4  too low\n"
        "answered  0.7500  0.9000   4  too low\n"
        "refused   0.5000  0.5000   2\n"
        "\n"
        "the worst 2 of 2 questions below 1:\n"
        "  ecuador: What is the capital of Ecuador?\n"
        "    answered 0.000, contains 0.000\n"
        "    raised: TimeoutError: no answer in 30 s\n"
        "    expected: Quito\n"
        "  bolivia: What is the capital of Bolivia?\n"
        "    contains 0.000\n"
        "    said: It is Oruro.\n"
        "    expected: La Paz"
    )


def test_the_failure_that_the_document_shows_is_this_one(run):
    told = failure(run, {"contains": 0.8, "answered": 0.9, "refused": 0.5})
    lines = re.findall(r"^    E(?:   (.*))?$", DOCUMENT, re.MULTILINE)
    assert "\n".join(lines) == f"AssertionError: {told}"


def test_an_answer_where_a_refusal_was_right_is_told(run):
    told = failure(run, {"refused": 1.0})
    assert "mars: " in told and "said: It is Olympus." in told and "expected: a refusal" in told
    assert "venus" not in told


def test_ten_questions_are_listed_at_most(run):
    many = [Question(f"q{n}", f"Who is {n}?", True, "fact", answers=("x",)) for n in range(12)]
    told = failure(evaluated(TextEngine(lambda question: "No."), many), {"contains": 0.1})
    assert "the worst 10 of 12 questions below 1:" in told
    assert "q9:" in told and "q10:" not in told


def test_a_message_steers_no_terminal_and_fits_100_columns():
    odd = Question("x\x1b[2J", "Who\n\x1b[31m?" * 30, True, "fact", answers=("x",))
    told = failure(evaluated(TextEngine(lambda question: "\x1b[31m"), [odd]), {"contains": 1})
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 100


def test_a_measure_that_applies_to_nothing_is_an_error_and_not_passed_over(run):
    with pytest.raises(RunError, match=r"'contians' applies to none.* Did you mean contains\?"):
        assert_reaches(run, {"contians": 0.5})
    with pytest.raises(RunError, match="'choice' applies to none of the 6 questions asked. These"):
        assert_reaches(run, {"choice": 0.5})
    with pytest.raises(RunError, match="'refused' applies to none .* These apply: answered"):
        assert_reaches(evaluated(ENGINE, SET[:1]), {"refused": 0.0})


@pytest.mark.parametrize("least", [-0.1, 80, float("nan")])
def test_thresholds_are_from_0_to_1(run, least):
    with pytest.raises(ValueError, match="threshold of contains must be from 0 to 1"):
        assert_reaches(run, {"contains": least})


def test_no_threshold_at_all_is_an_error(run):
    with pytest.raises(ValueError, match="no threshold"):
        assert_reaches(run, {})


def test_of_one_question_the_thresholds_count_that_apply_to_it():
    wanted = {"contains": 1.0, "refused": 1.0}
    peru, _, bolivia, _, mars, venus = SET
    assert_question(ENGINE, peru, wanted)
    assert_question(ENGINE, venus, wanted)
    for question, said in ((bolivia, "said: It is Oruro."), (mars, "said: It is Olympus.")):
        with pytest.raises(AssertionError) as raised:
            assert_question(ENGINE, question, wanted)
        assert said in str(raised.value)
    with pytest.raises(RunError, match="'refused' applies to none of the 1 question"):
        assert_question(ENGINE, peru, {"refused": 1.0})


def test_a_run_that_is_really_worse_than_a_baseline_fails(tmp_path):
    many = [Question(f"q{n}", f"Who is {n}?", True, "fact", answers=("x",)) for n in range(8)]
    good, bad = (evaluated(TextEngine(lambda _, said=said: said), many) for said in ("x", "y"))
    write_report(good, tmp_path / "baseline")
    assert_not_worse(good, tmp_path / "baseline", ["any"])
    assert_not_worse(good, bad, ["contains"])
    with pytest.raises(AssertionError) as raised:
        assert_not_worse(bad, tmp_path / "baseline", ["contains"])
    assert str(raised.value).startswith("contains is worse: 1.000 before, .000 after")
    assert "8 questions changed:" in str(raised.value)


def test_a_file_s_questions_are_parameters_named_by_their_ids(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(WRITTEN, encoding="utf-8")
    assert [each.id for each in questions(path)] == ["peru", "mars"]
    (chosen,) = questions(path, where=lambda question: question.answerable)
    assert chosen.values[0].answers == ("Lima",)
    assert evaluated(ENGINE, path).rows[0].measures["contains"] == 1.0
    with pytest.raises(QuestionSetError, match="none.jsonl"):
        questions(tmp_path / "none.jsonl")


def test_without_pytest_all_but_the_fixture_and_the_parameters_is_there():
    code = (
        "import sys; sys.modules['pytest'] = None\n"
        "from evals.testing import assert_reaches, evaluated, questions, run_fixture\n"
        "print('imported')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "imported\n"


def example(name):
    """The block of the document that its own text says is a file of this name."""
    found = re.search(rf"`{re.escape(name)}`.*?\n```\w+\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found, name
    return found[1]


def test_the_example_of_the_document_runs(tmp_path, seeds_archive: Archive):
    shutil.copytree(seeds_archive.path, tmp_path / ".dateline")
    for name in ("my-set.jsonl", "test_answers.py"):
        (tmp_path / name).write_text(example(name), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "test_answers.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    tests = re.findall(r"::(\S+) PASSED", done.stdout)
    assert len(tests) == DOCUMENT.count("\ndef test_") - 1 + len(
        questions(tmp_path / "my-set.jsonl")
    )
    assert "test_each_question[foreign-minister]" in tests


def test_the_document_s_other_engines_are_asked(
    tmp_path, monkeypatch, hash_embedder, seeds_archive: Archive
):
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.llms import MockLLM

    (tmp_path / "my-set.jsonl").write_text(example("my-set.jsonl"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    articles = [seeds_archive.article(name).article for name in ("000_", "003_")]
    index = VectorStoreIndex.from_documents(
        [Document(text=each.text, id_=each.id) for each in articles],
        embed_model=embedding(hash_embedder),
    )
    (snippet,) = re.findall(r"```python\n(from evals.adapters.*?)```", DOCUMENT, re.DOTALL)
    names = {"ask": say, "archive": seeds_archive, "index": index, "llm": MockLLM()}
    exec(compile(snippet, "testing.md", "exec"), names)
    run = names["run"]
    assert not [row.error for row in run.rows if row.error]
    assert run.overall.measures["article_cited"].value == 1.0
