import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from evals.reporting.reports import (
    report_dict,
    report_markdown,
    report_table,
    seconds_dict,
    write_report,
)
from evals.runs.run import MEASURES, Row, Run
from qa.passages import Citation

PAGE = Path(__file__).parent.parent / "docs" / "question-sets.md"


def row(number, **changes):
    """An answered question: right in all, F1 apart, and of 0.1 seconds."""
    made = Row(
        id=f"q{number}",
        question="Who met whom?",
        kind="fact",
        held_out=False,
        answerable=True,
        answered=True,
        text="Ann met Bob. [1]",
        short="Bob",
        confidence=0.75,
        sentences=("Ann met Bob.",),
        citations=(Citation(1, "a", "A", None, None, None, "Ann met Bob.", 0, 12),),
        retrieved=("a",),
        answers=("Bob",),
        choices=("Bob", "Eve", "Carl", "Dora"),
        measures={**dict.fromkeys(MEASURES, 1.0), "F1": 0.25},
        seconds=0.1,
    )
    return replace(made, **changes)


def off_topic(number, **changes):
    return row(
        number,
        **{
            "kind": "off-topic",
            "answerable": False,
            "answered": False,
            "sentences": (),
            "citations": (),
            "measures": {},
            **changes,
        },
    )


@pytest.fixture
def run():
    return Run.of(
        [
            *(row(number) for number in range(57)),
            row(57, held_out=True, measures={**row(0).measures, "contains": 0.0}),
            row(58, answered=False, sentences=(), measures=dict.fromkeys(MEASURES, 0.0)),
            row(
                59,
                answered=False,
                error="RuntimeError: gone\n\x1b[2Jaway | <b>",
                measures=dict.fromkeys(MEASURES, 0.0),
                seconds=2.0,
            ),
            off_topic(60),
            off_topic(61, answered=True, sentences=("A.", "B.")),
        ]
    )


def test_the_terminal_table_is_this(run):
    assert report_table(run) == (
        "62 questions: 60 answerable, 2 unanswerable, 1 held out, 1 raised\n"
        "\n"
        "                                 all  development    held out\n"
        "answerable: answered      .967 58/60   .966 57/59   1.000 1/1\n"
        "answerable: refused        .017 1/60    .017 1/59    .000 0/1\n"
        "unanswerable: answered      .500 1/2     .500 1/2           -\n"
        "unanswerable: refused       .500 1/2     .500 1/2           -\n"
        "R@1                       .967 of 60   .966 of 59  1.000 of 1\n"
        "R@5                       .967 of 60   .966 of 59  1.000 of 1\n"
        "Success@1                 .967 58/60   .966 57/59   1.000 1/1\n"
        "Success@5                 .967 58/60   .966 57/59   1.000 1/1\n"
        "RR                        .967 of 60   .966 of 59  1.000 of 1\n"
        "nDCG@10                   .967 of 60   .966 of 59  1.000 of 1\n"
        "AP                        .967 of 60   .966 of 59  1.000 of 1\n"
        "right article cited       .967 of 60   .966 of 59  1.000 of 1\n"
        "citation precision        .967 of 60   .966 of 59  1.000 of 1\n"
        "citation recall           .967 of 60   .966 of 59  1.000 of 1\n"
        "support precision         .967 of 60   .966 of 59  1.000 of 1\n"
        "support recall            .967 of 60   .966 of 59  1.000 of 1\n"
        "answer in first sentence  .967 58/60   .966 57/59   1.000 1/1\n"
        "answer anywhere           .950 57/60   .966 57/59    .000 0/1\n"
        "EM, short answer          .967 58/60   .966 57/59   1.000 1/1\n"
        "F1, short answer          .242 of 60   .242 of 59   .250 of 1\n"
        "right choice              .967 58/60   .966 57/59   1.000 1/1\n"
        "right choice by chance    .250 of 60   .250 of 59   .250 of 1\n"
        "AURC, low is good         .034 of 59   .017 of 58  1.000 of 1\n"
        "ECE, low is good          .216 of 59   .233 of 58   .750 of 1\n"
        "sentences, median                  1            1           1\n"
        "\n"
        "kind       asked    answered   refused  cited  first  anywhere  cit. P  cit. R\n"
        "fact          60  .967 58/60         -   .967   .967      .950    .967    .967\n"
        "off-topic      2           -  .500 1/2      -      -         -       -       -\n"
        "\n"
        "seconds per question: median 0.100, p95 0.100\n"
        "\n"
        "raised:\n"
        "  q59: RuntimeError: gone  [2Jaway | <b>\n"
    )


def test_the_table_fits_100_columns_whatever_the_set():
    long = "x" * 300
    rows = [
        row(number, id=f"{long}{number}", kind=long, error=long if number == 3 else None)
        for number in range(2000)
    ]
    lines = report_table(
        Run.of([*rows, *(replace(each, answerable=False) for each in rows)])
    ).split("\n")
    assert max(map(len, lines)) <= 100


def test_what_no_question_has_is_not_in_the_table():
    plain = row(1, choices=(), confidence=None, measures={"contains": 1.0})
    table = report_table(Run.of([plain]))
    for label in ("choice", "AURC", "ECE", "R@1"):
        assert label not in table


def test_an_empty_run_has_a_report():
    assert report_table(Run.of([])).startswith("0 questions")
    assert report_markdown(Run.of([])).startswith("# Evaluation")


def test_the_markdown_has_the_same_cells_and_no_markup_from_outside(run):
    text = report_markdown(run)
    assert "| answer anywhere | .950 57/60 | .966 57/59 | .000 0/1 |" in text
    assert "| fact | 60 | .967 58/60 | - | .967 | .967 | .950 | .967 | .967 |" in text
    assert r"- q59: RuntimeError: gone  \[2Jaway \| &lt;b&gt;" in text
    assert "seconds" not in text


def test_the_json_holds_every_mean_with_its_count(run):
    values = report_dict(run)
    assert json.loads(json.dumps(values)) == values
    assert list(values) == ["overall", "development", "held_out", "kinds"]
    assert values["overall"]["measures"]["contains"] == {"value": 0.95, "total": 57.0, "count": 60}
    assert values["overall"]["answered"]["unanswerable"]["value"] == 0.5
    assert values["overall"]["sentences_median"] == 1
    assert values["held_out"]["refused"]["unanswerable"]["value"] is None
    assert values["overall"]["chance"] == {"value": 0.25, "total": 15.0, "count": 60}
    assert values["held_out"]["trust"] == {"questions": 1, "aurc": 1.0, "ece": 0.75}
    assert list(values["kinds"]) == ["fact", "off-topic"]
    assert "seconds" not in json.dumps(values)


def test_times_are_given_apart(run):
    values = seconds_dict(run)
    assert (values["median"], values["p95"]) == (0.1, 0.1)
    assert values["questions"]["q59"] == 2.0


def test_six_files_are_written_and_only_the_times_differ(run, tmp_path):
    slower = Run.of(replace(each, seconds=9.0) for each in run.rows)
    one, other = write_report(run, tmp_path / "new" / "one"), write_report(slower, tmp_path)
    names = ["report.json", "report.md", "rows.jsonl", "settings.json", "seconds.json"]
    names.append("report.html")
    assert [path.name for path in one] == [path.name for path in other] == names
    alike = [a.read_bytes() == b.read_bytes() for a, b in zip(one, other, strict=True)]
    assert alike == [True, True, True, True, False, False]
    assert json.loads(one[0].read_text(encoding="utf-8")) == report_dict(run)
    lines = one[2].read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [each.to_dict() for each in run.rows]
    first = json.loads(lines[0])
    assert (first["short"], first["confidence"]) == ("Bob", 0.75)


def test_half_a_surrogate_pair_in_an_error_does_not_stop_the_report(tmp_path):
    paths = write_report(Run.of([row(1, error="KeyError: \udc80")]), tmp_path)
    assert json.loads(paths[2].read_text(encoding="utf-8"))["error"] == "KeyError: \udc80"


def test_every_measure_and_file_is_documented():
    page = PAGE.read_text(encoding="utf-8")
    documented = set(re.findall(r"`([\w@.]+)`", page))
    assert {*MEASURES, "chance", "trust", "aurc", "ece"} <= documented
    assert {"report.json", "report.md", "rows.jsonl", "settings.json"} <= documented
    assert "seconds.json" in documented
