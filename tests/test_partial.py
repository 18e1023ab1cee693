import contextlib
import json
from dataclasses import replace

import pytest

from evals import Question, evaluate, write_report
from evals.runs.partial import Partial
from evals.runs.rows import Row
from index.errors import RunError
from qa.answers import Answer, Searched
from qa.passages import Passage

SETTINGS = {"set": {"name": "a.jsonl", "sha256": "0f"}, "engine": {"top_k": 8, "filters": {}}}
PASSAGE = Passage("a#0", "a", "A", None, None, None, "Ann\u2028met\nBob.", 0, 12, 1 / 3)
ONE = Row("q1", "Who?", "fact", False, True, answered=True, passages=(PASSAGE,), seconds=0.5)
TWO = Row("q2", "When?", "fact", False, False, error="KeyError: '\udc80'", seconds=2.0)


def begun(folder, *rows, settings=SETTINGS):
    with Partial.open(folder, settings) as partial:
        for row in rows:
            partial.add(row)
    return folder / "partial.jsonl"


def test_the_rows_that_were_finished_are_there_again(tmp_path):
    begun(tmp_path / "new" / "run", ONE)
    begun(tmp_path / "new" / "run", TWO)
    with Partial.open(tmp_path / "new" / "run", SETTINGS) as partial:
        assert partial.rows == {"q1": ONE, "q2": TWO}
        assert [row.seconds for row in partial.rows.values()] == [0.5, 2.0]


def test_each_row_is_on_the_disk_before_the_next_is_asked(tmp_path):
    with Partial.open(tmp_path, SETTINGS) as partial:
        partial.add(ONE)
        lines = (tmp_path / "partial.jsonl").read_bytes().split(b"\n")
        assert [len(lines), json.loads(lines[1])["id"], lines[2]] == [3, "q1", b""]


@pytest.mark.parametrize("left", [1, 20, -1])
def test_a_row_that_was_cut_short_is_asked_again(tmp_path, left):
    path = begun(tmp_path, ONE)
    whole = path.read_bytes()
    begun(tmp_path, TWO)
    added = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + added[:left])
    with Partial.open(tmp_path, SETTINGS) as partial:
        assert set(partial.rows) == {"q1"}
        partial.add(TWO)
    with Partial.open(tmp_path, SETTINGS) as partial:
        assert set(partial.rows) == {"q1", "q2"}


@pytest.mark.parametrize("left", [b"", b'{"settings": {"se'])
def test_a_run_killed_before_its_first_row_begins_anew(tmp_path, left):
    (tmp_path / "partial.jsonl").write_bytes(left)
    other = {"engine": {"top_k": 3}}
    begun(tmp_path, ONE, settings=other)
    with Partial.open(tmp_path, other) as partial:
        assert set(partial.rows) == {"q1"}


def test_a_run_with_other_settings_is_not_gone_on_with(tmp_path):
    begun(tmp_path, ONE)
    other = {"set": SETTINGS["set"], "engine": {"top_k": 3, "filters": {"as_of": "2025-11-29"}}}
    with pytest.raises(RunError) as caught:
        Partial.open(tmp_path, other)
    assert str(caught.value) == (
        f"{tmp_path} holds a run that was interrupted after 1 question and had other settings: "
        "engine.filters.as_of (nothing, now 2025-11-29), engine.top_k (8, now 3). Give the same "
        f"again to go on, give another folder, or delete {tmp_path}/partial.jsonl to begin anew."
    )
    with Partial.open(tmp_path, SETTINGS) as partial:
        assert partial.rows == {"q1": ONE}


def test_a_finished_run_leaves_no_file(tmp_path):
    begun(tmp_path, ONE)
    with Partial.open(tmp_path, SETTINGS) as partial:
        partial.finish()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"[1]\n", b'{"id": "q1"}\n', b'{"settings": 1}\n', b"x\n"])
def test_a_file_of_something_else_is_not_written_to(tmp_path, content):
    path = tmp_path / "partial.jsonl"
    path.write_bytes(content)
    with pytest.raises(RunError, match="does not begin as a run's does. Delete it"):
        Partial.open(tmp_path, SETTINGS)
    assert path.read_bytes() == content


def test_a_spoilt_row_is_named_with_its_line(tmp_path):
    path = begun(tmp_path, ONE, replace(ONE, id="q3"))
    path.write_bytes(path.read_bytes().replace(b'"q3"', b"3"))
    with pytest.raises(RunError, match=r"partial\.jsonl:3 is no row of a run: id must be"):
        Partial.open(tmp_path, SETTINGS)
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(RunError, match="is not in UTF-8"):
        Partial.open(tmp_path, SETTINGS)


class Echo:
    """Refuses every question in its own words; a person stops it at the one named `stop`."""

    def __init__(self, stop=None):
        self.stop = stop
        self.asked = []

    def query(self, question, history=(), as_of=None):
        if question == self.stop:
            raise KeyboardInterrupt
        self.asked.append(question)
        searched = Searched(0, (), None, None, 0)
        return Answer(question, question, False, question, (), (), "none", 0.25, searched)


def test_an_interrupted_run_comes_to_the_same_files_as_one_that_was_not(tmp_path):
    questions = [Question(f"q{n}", f"Who is {n}?", False, "fact") for n in range(5)]
    engines = [Echo("Who is 2?"), Echo("Who is 4?"), Echo()]
    for engine in engines:
        with (
            contextlib.suppress(KeyboardInterrupt),
            Partial.open(tmp_path / "cut", SETTINGS) as partial,
        ):
            run = evaluate(
                engine, questions, on_result=partial.add, done=partial.rows, settings=SETTINGS
            )
            write_report(run, tmp_path / "cut")
            partial.finish()
    assert [len(engine.asked) for engine in engines] == [2, 2, 1]
    write_report(evaluate(Echo(), questions, settings=SETTINGS), tmp_path / "whole")
    names = {path.name for path in (tmp_path / "whole").iterdir()}
    assert names == {path.name for path in (tmp_path / "cut").iterdir()}
    for name in ("rows.jsonl", "settings.json", "report.json", "report.md"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunError, match="cannot be written to .*: .*. Give another folder: --out"):
        Partial.open(tmp_path / "file" / "run", SETTINGS)
