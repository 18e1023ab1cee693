"""What `dateline eval import` prints, and what it does with a wrong use."""

import json

import pytest

from evals.importing import FORMATS
from ui.terminal import eval_cli
from ui.terminal.cli import main

TEXT = "Ada Brook opened the harbour in 1931."


def squad_file(path, good, bad):
    answers = [{"text": "Ada Brook", "answer_start": 0}]
    asked = [{"id": f"good{n}", "question": "Who?", "answers": answers} for n in range(good)]
    asked += [{"id": f"bad{n}", "question": None, "answers": answers} for n in range(bad)]
    paragraph = {"context": TEXT, "qas": asked}
    path.write_text(json.dumps({"data": [{"title": "Harbour", "paragraphs": [paragraph]}]}))
    return str(path)


def test_it_tells_what_was_read_written_and_left_out(tmp_path, capsys):
    path, out = squad_file(tmp_path / "dev.json", 2, 1), tmp_path / "out"
    assert main(["eval", "import", "squad", path, "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "questions: 3 read, 2 written, 1 left out",
        "articles: 1 read, 1 written, 0 there already, 0 left out",
        f"  question: {path}: data[0].paragraphs[0].qas[2].question: is missing",
    ]
    assert str(out / "articles.jsonl") in printed.err
    assert main(["eval", "import", "squad", path, "--out", str(out)]) == 1
    assert "give another folder: --out DIR" in capsys.readouterr().err


def test_json_has_every_reason_and_the_text_the_first_ones(tmp_path, capsys):
    given = ["eval", "import", "squad", squad_file(tmp_path / "dev.json", 1, 30), "--out"]
    assert main([*given, str(tmp_path / "json"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["questions"] == {"read": 31, "written": 1}
    assert told["articles"] == {"read": 1, "written": 1, "repeated": 0}
    assert len(told["left_out"]) == 30
    assert main([*given, str(tmp_path / "text")]) == 0
    assert "  and 10 more; --json has them all" in capsys.readouterr().out


def test_where_no_question_can_be_taken_nothing_is_written(tmp_path, capsys):
    path, out = squad_file(tmp_path / "dev.json", 0, 2), tmp_path / "out"
    assert main(["eval", "import", "squad", path, "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("None of 2 questions could be taken: ") and said.count("\n") == 1
    assert not out.exists()


def test_the_command_line_knows_every_format_and_no_other(tmp_path, capsys):
    assert eval_cli.FORMATS == tuple(FORMATS)
    with pytest.raises(SystemExit, match="2"):
        main(["eval", "import", "squid", str(tmp_path), "--out", str(tmp_path / "out")])
    assert "invalid choice: 'squid'" in capsys.readouterr().err
