import json
from dataclasses import replace

import pytest

from evals import read_run, write_report
from evals.question_sets.questions import Gold
from evals.runs.rows import Row
from evals.runs.run import Run
from index.articles import ArticleRef, Span
from index.errors import RunError
from qa.answers import ShortAnswer, Turn, Withheld
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault, FaultKind
from qa.passages import Citation, Passage

COPY = ArticleRef("b", "B", None, None, None)
CITATION = Citation(1, "a", "A", "The Post", "2025-11-29", None, "Ann met Bob.", 0, 12, (COPY,))
FULL = Row(
    id="q1",
    question="Whom did she meet?",
    kind="follow-up",
    held_out=True,
    answerable=True,
    answered=True,
    text="Bob [1]\nAnn met Bob. [1]",
    short="Bob",
    confidence=0.75,
    sentences=("Ann met Bob.", "No source."),
    citations=(CITATION,),
    retrieved=("a",),
    measures={"RR": 1.0, "F1": 1 / 3},
    answers=("Bob",),
    gold=(Gold("a", "Ann met Bob.", (Span(0, 12),), 2), Gold("b")),
    choices=("Bob", "Eve"),
    all=True,
    history=(Turn("Who is Ann?", "A minister."),),
    as_of="2025-11-29",
    searched_for="Whom did Ann meet?",
    markers=((1,), ()),
    support=(0.9, None),
    short_answer=ShortAnswer("Bob", 1, 8, 11),
    choice="Bob",
    evidence=Evidence(
        Form.WORDS, (Statement("Eve", 3, 6, replace(CITATION, number=2), Standing.OTHERWISE),)
    ),
    withheld=(Withheld("Two met.", (Fault(FaultKind.NUMBER, "2", None, "It says 2."),)),),
    passages=(
        Passage("a#0", "a", "A", None, None, None, "Ann met\u2028Bob.", 0, 12, 3.5, (COPY,)),
    ),
    seconds=0.25,
)
RAISED = Row("q2", "Who?", "fact", False, False, error="KeyError: '\udc80'", seconds=2.0)
SETTINGS = {"set": {"name": "seeds.jsonl"}, "top_k": 8}


def written(folder, *lines):
    (folder / "rows.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_a_run_is_read_back_as_it_was_written(tmp_path):
    run = Run.of([FULL, RAISED], SETTINGS)
    write_report(run, tmp_path)
    read = read_run(tmp_path)
    assert read == run
    assert [row.seconds for row in read.rows] == [0.25, 2.0]
    assert read.settings == SETTINGS


def test_what_is_read_back_is_written_alike_byte_for_byte(tmp_path):
    write_report(Run.of([FULL, RAISED], SETTINGS), tmp_path / "one")
    write_report(read_run(tmp_path / "one"), tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_run_may_be_kept_without_times_settings_and_passages(tmp_path):
    values = FULL.to_dict()
    del values["passages"]
    (row,) = read_run(str(written(tmp_path, json.dumps(values)))).rows
    assert row == replace(FULL, passages=())
    assert row.seconds == 0.0
    assert read_run(tmp_path).settings == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": 7}, "id must be of type str, but is 7"),
        ({"citations": [{"number": 1}]}, "citations[0].article_id is missing"),
        ({"markers": [[1], ["2"]]}, 'markers[1][0] must be of type int, but is "2"'),
        ({"measures": {"RR": True}}, "measures.RR must be of type float, but is true"),
        ({"answered": None}, "answered must be of type bool, but is null"),
        ({"gold": [{"article": "a", "places": [[1]]}]}, "gold[0].places[0] must hold 2 numbers"),
        ({"short_answer": "Bob"}, 'short_answer must be an object, but is "Bob"'),
        ({"passages": {}}, "passages must be of type list, but is {}"),
        (
            {"withheld": [{"text": "x", "faults": [{**FULL.to_dict()["withheld"][0]["faults"][0],
             "kind": "odd"}]}]},
            "withheld[0].faults[0].kind must be one of number, unit,",
        ),
        ({"colour": "red"}, "colour is no field that this version knows"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named_with_its_file_line_and_field(tmp_path, change, fault):
    good = json.dumps(RAISED.to_dict())
    written(tmp_path, good, "", json.dumps({**FULL.to_dict(), **change}))
    with pytest.raises(RunError) as caught:
        read_run(tmp_path)
    assert f"rows.jsonl:3 is no row of a run: {fault}" in str(caught.value)
    assert "Run the set again" in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[1]", "7", "[" * 100_000])
def test_a_line_that_is_no_json_object_is_named(tmp_path, line):
    with pytest.raises(RunError, match=r"rows\.jsonl:1 is no row of a run"):
        read_run(written(tmp_path, line))


def test_a_question_that_stands_twice_is_named(tmp_path):
    line = json.dumps(RAISED.to_dict())
    with pytest.raises(RunError, match=r"rows\.jsonl:2 has the id of line 1, 'q2'\."):
        read_run(written(tmp_path, line, line))


def test_a_folder_that_holds_no_run_gets_a_sentence(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(RunError, match="cannot be read: No such file.*dateline eval SET"):
            read_run(folder)


def test_an_interrupted_run_is_told_apart_from_none(tmp_path):
    (tmp_path / "partial.jsonl").write_text("")
    with pytest.raises(RunError, match="was interrupted. Give the same command again"):
        read_run(tmp_path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "is not JSON"),
        ("[]", "must hold a JSON object"),
        ("{}", "names no questions"),
        ('{"questions": {"q1": 1.0}}', "has no seconds for the question 'q2'"),
        ('{"questions": {"q2": "long"}}', "has no seconds for the question 'q2'"),
    ],
)
def test_times_of_another_run_are_not_taken(tmp_path, content, fault):
    written(tmp_path, json.dumps(RAISED.to_dict()))
    (tmp_path / "seconds.json").write_text(content)
    with pytest.raises(RunError, match=f"seconds.json {fault}"):
        read_run(tmp_path)


def test_bytes_that_are_not_utf_8_get_a_sentence(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(RunError, match=r"rows\.jsonl is not in UTF-8"):
        read_run(tmp_path)
