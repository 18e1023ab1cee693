"""The command, as a person runs it: its output and its exit code."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from command import ROOT, dateline, dateline_process

from index import Filters
from qa import Answer, Citation, Searched, Sentence
from qa.answers import ShortAnswer
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault, FaultKind
from ui.limits import from_arguments
from ui.terminal.cli import build_parser
from ui.terminal.printing import answer_text

sys.path.append(str(ROOT / "tests" / "fixtures"))

from chroma_server import Server  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("model_loaded_once")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "archive"
    done = dateline_process("index", ROOT / "seeds", "--archive", path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 added, 0 updated, 0 unchanged, 0 rejected; ")
    return path


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(archive, tmp_path / "own"))


def test_indexing_again_finds_everything_unchanged(own: Path) -> None:
    done = dateline("index", ROOT / "seeds", "--archive", own, "--json")
    report = json.loads(done.stdout)
    assert len(report["unchanged"]) == 5
    assert report["added"] == report["updated"] == report["rejected"] == []
    assert report["chunks"] == 0


def test_an_answer_shows_its_quotes_and_what_was_searched(archive: Path) -> None:
    done = dateline_process(
        "ask", "Who is the foreign minister of Tajikistan?", "--archive", archive
    )
    assert done.returncode == 0
    assert "Muhriddin" in done.stdout
    assert "[1]" in done.stdout
    assert "Searched: 5 articles from 4 publishers, all undated." in done.stdout
    assert "Traceback" not in done.stderr


def test_an_answer_begins_with_the_words_that_answer_and_ends_with_how_sure_it_is(
    archive: Path,
) -> None:
    done = dateline("ask", "Who did Wang Yi meet in Dushanbe?", "--archive", archive)
    first, *_, sure, searched = done.stdout.strip().splitlines()
    assert first.endswith(" [1]") and len(first) < 60
    assert re.fullmatch(
        r"[\w ]+: of a hundred such answers about \d+ are right\. A single source: .*", sure
    )
    assert searched.startswith("Searched: ")


def test_a_person_sets_how_sure_an_answer_must_be(archive: Path) -> None:
    asked = ("ask", "Who did Wang Yi meet in Dushanbe?", "--archive", archive, "--json")
    strict = json.loads(dateline(*asked, "--min-confidence", "1").stdout)
    assert not strict["answered"]
    assert strict["nearest"]["title"] in strict["reason"]
    assert json.loads(dateline(*asked, "--min-confidence", "0").stdout)["answered"]
    for command in (["eval", "set"], ["eval", "run", "set"], ["chat"]):
        parsed = build_parser().parse_args([*command, "--min-confidence", "0.75"])
        assert parsed.min_confidence == 0.75
    assert build_parser().parse_args(["ask", "x"]).min_confidence is None


@pytest.mark.parametrize("given", ["1.5", "-0.1", "nan", "high"])
def test_how_sure_is_a_number_from_0_to_1(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args(["ask", "x", f"--min-confidence={given}"])
    assert stopped.value.code == 2
    assert f"'{given}' is not a probability from 0 to 1" in capsys.readouterr().err


def test_a_question_that_may_be_either_of_two_is_asked_back_and_nothing_else_is_printed() -> None:
    asks = "Do you mean “Where is Ley?” or “Where is Dorn?”?"
    printed = answer_text(
        Answer(
            question="Where is it?",
            standalone_question="Where is it?",
            answered=False,
            text=asks,
            sentences=(),
            citations=(),
            reason=asks,
            confidence=None,
            searched=Searched(1, (), None, None, 1),
            readings=("Where is Ley?", "Where is Dorn?"),
        )
    )
    assert printed == asks


def test_what_other_articles_say_is_printed_with_its_own_quote() -> None:
    cited = Citation(1, "a", "Ferry sinks", "Gull", "2024-03-05", None, "14 died.", 0, 8)
    other = Citation(2, "b", "Toll rises", "Herald", None, None, "Police said 17\n died.", 5, 26)
    printed = answer_text(
        Answer(
            question="How many?",
            standalone_question="How many?",
            answered=True,
            text="14 [1]\n14 died. [1]",
            sentences=(Sentence("14 died.", (1,)),),
            citations=(cited,),
            reason=None,
            confidence=0.724,
            searched=Searched(2, (), None, None, 2),
            short=ShortAnswer("14", 1, 0, 2),
            evidence=Evidence(Form.WORDS, (Statement("17", 17, 19, other, Standing.OTHERWISE),)),
        )
    )
    assert printed == (
        "14 [1]\n\n14 died. [1]\n\n"
        "[1] Ferry sinks (Gull, 5 March 2024)\n    “14 died.”\n    a, characters 0-8\n\n"
        "Another article says:\n\n"
        "17 (undated, Herald) [2]\n[2] Toll rises (Herald, undated)\n    “Police said 17 died.”\n"
        "    b, characters 5-26\n\n"
        "Probably right: of a hundred such answers about 72 are right. "
        "A single source: Gull, 5 March 2024.\n"
        "Searched: 2 articles, all undated."
    )


def test_sentences_that_stay_though_nothing_bears_them_out_are_told_in_a_terminal() -> None:
    fault = Fault(FaultKind.NUMBER, "41", "14", "It says 41, the quote says 14.")
    printed = answer_text(
        Answer(
            question="How many?",
            standalone_question="How many?",
            answered=True,
            text="41 died. [1]",
            sentences=(Sentence("41 died.", (1,), 0.01, (fault,)),),
            citations=(Citation(1, "a", "Ferry sinks", None, None, None, "14 died.", 0, 8),),
            reason=None,
            confidence=0.724,
            searched=Searched(1, (), None, None, 1),
            model="qwen",
        )
    )
    assert "Not borne out: “41 died.” It says 41, the quote says 14." in printed


def test_an_answer_as_json_has_the_names_that_programs_rely_on(archive: Path) -> None:
    done = dateline("ask", "Who is Zhao Sheng?", "--archive", archive, "--json")
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "question", "standalone_question", "answered", "text", "sentences", "citations",
        "reason", "confidence", "searched", "as_of", "short", "evidence", "nearest",
        "withheld", "model", "note", "listed", "readings", "remark",
    }  # fmt: skip
    assert set(answer["searched"]) == {
        "articles", "publishers", "first", "last", "undated", "published_from", "published_to",
    }  # fmt: skip
    for citation in answer["citations"]:
        text = (ROOT / "seeds" / citation["article_id"]).read_text(encoding="utf-8")
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_that_counts_lists_what_it_counted(archive: Path) -> None:
    done = dateline("ask", "How many articles mention Dushanbe?", "--archive", archive)
    assert done.returncode == 0
    assert '3 articles mention "Dushanbe". [1][2][3]' in done.stdout
    assert "\n  3. China's top diplomat Wang Yi vows stronger security" in done.stdout
    assert "\n  4. " not in done.stdout


def test_search_lists_at_most_top_k_passages(archive: Path) -> None:
    done = dateline("search", "border violence", "--top-k", "3", "--archive", archive, "--json")
    found = json.loads(done.stdout)
    assert len(found) == 3
    assert found[0]["article_id"] == "001_29459a5134b891b1.txt"
    assert [p["score"] for p in found] == sorted((p["score"] for p in found), reverse=True)


def test_show_prints_the_stored_article_and_where_its_fields_came_from(archive: Path) -> None:
    done = dateline("show", "004", "--archive", archive)
    assert "PEN, as its text says (the dateline's '(PEN)')" in done.stdout
    assert "undated" in done.stdout
    assert done.stdout.rstrip().endswith("human rights under Taliban rule.")


def test_stats_tell_what_the_archive_holds(archive: Path) -> None:
    stats = json.loads(dateline("stats", "--archive", archive, "--json").stdout)
    assert stats["articles"] == stats["undated"] == 5
    assert stats["publishers"] == [
        ["IBTimes", 1], ["Khaama Press", 1], ["PEN", 1], ["South China Morning Post", 1],
    ]  # fmt: skip
    assert stats["model"] == "all-MiniLM-L6-v2"
    assert stats["bytes"] == sum(f.stat().st_size for f in archive.rglob("*") if f.is_file())


def test_limits_are_names_in_any_spelling_of_capitals(archive: Path) -> None:
    limits = ("--publisher", "pen", "--publisher", "khaama press", "--archive", archive, "--json")
    stats = json.loads(dateline("stats", *limits).stdout)
    assert stats["publishers"] == [["Khaama Press", 1], ["PEN", 1]]
    assert stats["sections"] == []
    answer = json.loads(dateline("ask", "Who is Tajikistan's foreign minister?", *limits).stdout)
    assert answer["searched"]["articles"] == 2
    found = dateline("search", "border", "--article", "001_2", "--archive", archive, "--json")
    assert {p["article_id"] for p in json.loads(found.stdout)} == {"001_29459a5134b891b1.txt"}


def test_a_question_set_is_run_within_limits(archive: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    question = {"id": "q", "question": "What did PEN say?", "answerable": False, "kind": "none"}
    few.write_text(json.dumps(question), encoding="utf-8")
    out = tmp_path / "out"
    done = dateline("eval", few, "--archive", archive, "--from", "2020", "--out", out)
    assert done.returncode == 0, done.stderr
    rows = (out / "rows.jsonl").read_text(encoding="utf-8")
    assert "no article was there to be searched" in rows


def test_dates_of_every_precision_cover_all_their_days() -> None:
    parsed = build_parser().parse_args(["ask", "x", "--from", "2023", "--to", "2024-02"])
    assert from_arguments(parsed) == Filters(
        published_from=date(2023, 1, 1), published_to=date(2024, 2, 29)
    )
    parsed = build_parser().parse_args(
        ["stats", "--section", "World", "--section", "Sport", "--undated", "--to", "2024-02-03"]
    )
    assert from_arguments(parsed) == Filters(
        sections=("World", "Sport"), published_to=date(2024, 2, 3), undated=True
    )


def test_a_removed_article_is_gone(own: Path) -> None:
    assert dateline("remove", "003", "--archive", own).stdout == (
        "Removed 003_70594eb33084032d.txt.\n"
    )
    again = dateline("remove", "003_70594", "--archive", own)
    assert again.returncode == 1
    assert "No article" in again.stderr


def test_a_question_set_is_run_and_written(archive: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    lines = (ROOT / "evals/sets/seeds.jsonl").read_text(encoding="utf-8").splitlines()
    few.write_text("\n".join(lines[:3]), encoding="utf-8")
    done = dateline("eval", few, "--archive", archive, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "R@5" in done.stdout
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))


def test_an_archive_is_rebuilt_from_what_it_holds(own: Path) -> None:
    done = dateline("index", "--rebuild", "--archive", own)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Rebuilt: 5 articles, ")
    again = json.loads(
        dateline("index", ROOT / "seeds", "--rebuild", "--archive", own, "--json").stdout
    )
    assert len(again["unchanged"]) == len(again["rebuilt"]["added"]) == 5
    assert json.loads(dateline("stats", "--archive", own, "--json").stdout)["articles"] == 5
    assert dateline("index", "--archive", own).returncode == 2
    nowhere = dateline("index", "--rebuild", "--archive", own / "nowhere")
    assert nowhere.returncode == 1
    assert "There is no archive in" in nowhere.stderr


def test_vectors_on_a_server_are_an_option_of_the_archive(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    path = tmp_path / "archive"
    vectors = ("--vectors", server.address, "--archive", path)
    refused = dateline("index", ROOT / "seeds", *vectors)
    assert refused.returncode == 1
    assert f"The Chroma server at {server.address} cannot be used" in refused.stderr
    server.start()
    try:
        assert dateline("index", ROOT / "seeds", *vectors).returncode == 0
        assert f"vectors    {server.address}\n" in dateline("stats", "--archive", path).stdout
        other = dateline("index", ROOT / "seeds", "--vectors", "folder", "--archive", path)
        assert "--rebuild" in other.stderr
    finally:
        server.kill()
    stats = dateline("stats", "--archive", path)
    assert f"vectors    {server.address} (not reachable)\n" in stats.stdout
    found = dateline_process("search", "border violence", "--archive", path)
    # An archive of this size is searched in its catalogue, whether the server runs or not.
    assert (found.stdout[:3], found.stderr) == ("1. ", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "Who?", "--archive", "nowhere"], "There is no archive in nowhere."),
        (["index", "no/such/folder", "--archive", "ARCHIVE"], "no/such/folder"),
        (["show", "000000", "--archive", "ARCHIVE"], "No article in"),
        (["show", "txt", "--archive", "ARCHIVE"], "may mean 5 articles"),
        (["ask", " ?! ", "--archive", "ARCHIVE"], "The question is empty."),
        (["eval", "README.md", "--archive", "ARCHIVE"], "README.md"),
        (["ask", "Who?", "--publisher", "PENN", "--archive", "ARCHIVE"], "did you mean 'PEN'?"),
        (["stats", "--section", "World", "--archive", "ARCHIVE"], "No section in"),
        (["search", "x", "--article", "nine", "--archive", "ARCHIVE"], "No article in"),
        (["chat", "--publisher", "Nobody", "--archive", "ARCHIVE"], "dateline stats --archive"),
        (
            ["ask", "Who?", "--from", "2024", "--to", "2023", "--archive", "ARCHIVE"],
            "Give the earlier day first.",
        ),
        (["chat", "--host", "0.0.0.0", "--archive", "ARCHIVE"], "wants a password"),
    ],
)
def test_what_fails_is_said_in_a_sentence(own: Path, arguments: list[str], sentence: str) -> None:
    done = dateline(*[str(own) if a == "ARCHIVE" else a for a in arguments])
    assert done.returncode == 1
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [[], ["sing"], ["ask"], ["search", "x", "--top-k", "0"], ["chat", "--port", "99999"],
     ["ask", "x", "--as-of", "yesterday"], ["stats", "--from", "2024-13"],
     ["chat", "--to", "May 2024"]],
)  # fmt: skip
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    done = dateline(*arguments)
    assert done.returncode == 2
    assert "usage: dateline" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"), [(["sing"], 2), (["ask", "Who?", "--archive", "nowhere"], 1)]
)
def test_the_process_ends_with_the_code_that_the_command_gives(
    arguments: list[str], code: int
) -> None:
    done = dateline_process(*arguments)
    assert done == dateline(*arguments)
    assert done.returncode == code and done.stdout == ""


@pytest.mark.parametrize(
    "command", ["index", "ask", "search", "show", "stats", "check", "remove", "eval run", "chat"]
)
def test_every_command_has_help_and_an_archive_option(command: str) -> None:
    done = dateline(*command.split(), "--help")
    assert done.returncode == 0
    assert "--archive PATH" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from ui.terminal.cli import build_parser; build_parser().format_help(); "
        "print(sorted({'numpy', 'torch', 'gradio', 'index', 'qa'} & set(sys.modules)))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert printed.stdout.strip() == "[]"
