"""What indexing tells: in a few lines in the terminal, and all of it in a table."""

import csv
import json
from pathlib import Path

import pytest
from command import dateline
from conftest import HashEmbedder

from index import Archive, Article, IngestReport, Rejected, ingest
from index.errors import ArchiveError
from index.ingesting.ingest_report import Contested
from index.storage.article_lookup import Known
from ui.report_table import Row
from ui.terminal.index_report import report_text
from ui.terminal.printing import article_text
from ui.terminal.report_file import check_writable, rows_of, write_report

NEWS = Path("news")
URL = "https://gull.example/ferry"
CONTESTED = Contested(URL, "Ferry sinks", "own/x.jsonl:1", "other/x.jsonl:1")


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands make archives with a small embedder; what is told does not depend on it."""
    monkeypatch.setattr("ui.terminal.working.SentenceTransformerEmbedder", HashEmbedder)
    monkeypatch.setattr("index.archive.SentenceTransformerEmbedder", HashEmbedder)
    monkeypatch.setattr("index.archive.embedder_to_index", lambda *_: HashEmbedder(), raising=False)


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as reading:
        return list(csv.DictReader(reading))


def test_what_was_rejected_for_one_reason_is_one_line() -> None:
    wrong = [Rejected(f"{n}.doc", "Dateline reads .txt.") for n in range(312)]
    records = [Rejected(f"x.jsonl:{n}", "the field 'text' is missing") for n in (3, 9)]
    report = IngestReport(rejected=(*records, *wrong, Rejected("y.txt", "the file is empty")))
    assert report_text(report, NEWS).splitlines() == [
        "0 added, 0 updated, 0 unchanged, 315 rejected; 0 chunks embedded.",
        "  rejected  312 files: Dateline reads .txt; first: 0.doc, 1.doc, 2.doc",
        "  rejected  2 records: the field 'text' is missing; first: x.jsonl:3, x.jsonl:9",
        "  rejected  y.txt: the file is empty",
    ]


def test_of_many_reasons_and_many_articles_the_first_are_told() -> None:
    report = IngestReport(
        updated=tuple(map(str, range(500))),
        titles={str(n): f"Title {n}" for n in range(500)},
        rejected=tuple(Rejected(f"{n}.txt", f"reason {n}") for n in range(70)),
        missing=tuple(map(str, range(40))),
    )
    lines = report_text(report, NEWS).splitlines()
    assert len(lines) == 1 + 21 + 21 + 1 + 21
    assert lines[1] == "  updated   Title 0 (0)"
    assert "  updated   and 480 more: --report FILE and --json have all" in lines
    assert "  rejected  and 50 more: --report FILE and --json have all" in lines
    assert "  gone      and 20 more: --report FILE and --json have all" in lines


def test_what_was_kept_and_what_was_replaced_is_named_with_both_places() -> None:
    kept = report_text(IngestReport(kept=(CONTESTED,)), NEWS)
    assert "1 kept as they are, which news has otherwise" in kept
    assert "dateline index news --replace" in kept
    assert (
        f"  kept      Ferry sinks ({URL}): from own/x.jsonl:1, otherwise in other/x.jsonl:1" in kept
    )
    report = IngestReport(updated=(URL,), titles={URL: "Ferry sinks"}, replaced=(CONTESTED,))
    assert report_text(report, NEWS).splitlines()[1:] == [
        f"  replaced  Ferry sinks ({URL}): from own/x.jsonl:1, before from other/x.jsonl:1"
    ]


def test_a_title_steers_no_terminal_and_stays_on_its_line() -> None:
    report = IngestReport(
        updated=("a",),
        titles={"a": "Two\nlines\x1b[2J"},
        kept=(Contested("b\n", "C\u202e", None, None),),
    )
    text = report_text(report, NEWS)
    assert "  updated   Two lines[2J (a)" in text and "\u202e" not in text
    assert "C (b ): from a program, otherwise in a program" in text


def test_the_table_holds_what_became_of_each(tmp_path: Path) -> None:
    places = {key: Known("", "/r", f"{key}.txt") for key in "adumpx"}
    report = IngestReport(
        added=("a",),
        updated=("d", URL),
        unchanged=("u",),
        replaced=(CONTESTED,),
        kept=(Contested("k", "K", None, "other/k.txt"),),
        rejected=(Rejected("r.doc", "Dateline reads .txt"),),
        missing=("m",),
    )
    write_report(tmp_path / "report.csv", rows_of(report, places))
    assert [tuple(row.values()) for row in table(tmp_path / "report.csv")] == [
        ("added", "a", "a.txt", ""),
        ("updated", "d", "d.txt", ""),
        ("replaced", URL, "own/x.jsonl:1", "before from other/x.jsonl:1"),
        ("kept", "k", "", "otherwise in other/k.txt"),
        ("unchanged", "u", "u.txt", ""),
        ("rejected", "", "r.doc", "Dateline reads .txt"),
        ("missing", "m", "m.txt", ""),
    ]
    pruned = IngestReport(missing=("p",), pruned=("p",))
    assert list(rows_of(pruned, places)) == [Row("pruned", "p", "p.txt", "")]
    assert sorted(tmp_path.iterdir()) == [tmp_path / "report.csv"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+1", "'+1"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\u200b=1", "'=1"),
        ("＝1", "'＝1"),
        ("two\nlines, and a comma", "two lines, and a comma"),
        ("a=1", "a=1"),
    ],
)
def test_no_cell_is_a_formula_or_goes_over_its_line(
    tmp_path: Path, cell: str, written: str
) -> None:
    write_report(tmp_path / "report.csv", [Row("added", cell, cell, cell)])
    (row,) = table(tmp_path / "report.csv")
    assert {row["id"], row["origin"], row["reason"]} == {written}


def test_a_report_is_whole_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text("before", encoding="utf-8")

    def breaking():
        yield Row("added", "a", "", "")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(file, breaking())
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_where_no_report_can_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written: it is a folder. Name a file"):
        check_writable(tmp_path)
    with pytest.raises(ArchiveError, match="cannot be written: No such file or directory. Name"):
        check_writable(tmp_path / "no" / "report.csv")
    check_writable(tmp_path / "report.csv")
    assert list(tmp_path.iterdir()) == []


# The command


def folder(path: Path, text: str, title: str) -> Path:
    path.mkdir()
    record = {"url": URL, "title": title, "text": text}
    (path / "x.jsonl").write_text(json.dumps(record) + '\n{"text": 5}\n', encoding="utf-8")
    return path


def test_the_command_keeps_names_replaces_and_reports(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", "Fourteen people died.", "Ferry sinks")
    other = folder(tmp_path / "other", "Nobody died.", "Ferry is safe")
    archive, report = tmp_path / "archive", tmp_path / "report.csv"
    assert dateline("index", own, "--archive", archive, "--report", report).returncode == 0
    assert [row["kind"] for row in table(report)] == ["added", "rejected", "doubt"]
    kept = dateline("index", other, "--archive", archive, "--report", report)
    # What is kept was read: that is no failure.
    assert kept.returncode == 0, kept.stderr
    assert f"kept      Ferry sinks ({URL})" in kept.stdout
    assert table(report)[0] == {
        "kind": "kept",
        "id": URL,
        "origin": f"{own}/x.jsonl:1",
        "reason": f"otherwise in {other}/x.jsonl:1",
    }
    asked = dateline("index", other, "--archive", archive, "--replace", "--json")
    values = json.loads(asked.stdout)
    assert values["updated"] == [URL] and values["titles"] == {URL: "Ferry is safe"}
    assert values["replaced"] == [
        {
            "article_id": URL,
            "title": "Ferry is safe",
            "origin": f"{other}/x.jsonl:1",
            "other": f"{own}/x.jsonl:1",
        }
    ]
    shown = dateline("show", URL, "--archive", archive).stdout
    assert "revision   2 (1 earlier version)\n" in shown
    assert f"earlier    1. Ferry sinks (undated), from {own}/x.jsonl:1\n" in shown
    revisions = json.loads(dateline("show", URL, "--archive", archive, "--json").stdout)
    assert [each["state"] for each in revisions["revisions"]] == ["superseded", "ready"]


def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", "Fourteen people died.", "Ferry sinks")
    done = dateline(
        "index", own, "--archive", tmp_path / "archive", "--report", tmp_path / "no" / "r.csv"
    )
    assert done.returncode == 1 and done.stdout == ""
    assert "r.csv cannot be written: No such file or directory. Name another file." in done.stderr
    assert not (tmp_path / "archive").exists()


def test_two_earlier_versions_are_counted(tmp_path: Path, hash_embedder: HashEmbedder) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        for text in ("One.", "Two.", "Three."):
            ingest([Article("a", "A", text, "Gull", "2024-05-03", origin="a.txt")], archive)
        earlier = archive.catalog.articles.revisions("a")[:-1]
        shown = article_text(archive.article("a"), earlier)
    assert "revision   3 (2 earlier versions)" in shown
    assert "earlier    2. A (Gull, 3 May 2024), from a.txt" in shown


def test_what_was_removed_and_what_is_older_is_named() -> None:
    report = IngestReport(removed=("pier.txt",), older=(CONTESTED,))
    said = report_text(report, NEWS)
    assert "1 left out, which were removed from the archive" in said
    assert "dateline index news --restore" in said and "  left out  pier.txt" in said
    assert (
        f"  older     Ferry sinks ({URL}): in other/x.jsonl:1; the newer one in own/x.jsonl:1"
        in said
    )
    assert list(rows_of(report, {})) == [
        Row("older", URL, "other/x.jsonl:1", "a newer version is in own/x.jsonl:1"),
        Row("removed", "pier.txt", "", ""),
    ]


def test_the_command_leaves_out_what_was_removed_until_it_is_to_be_restored(tmp_path: Path) -> None:
    news, archive = folder(tmp_path / "news", "It burned.", "Pier"), str(tmp_path / "archive")
    dateline("index", str(news), "--archive", archive)
    assert dateline("remove", URL, "--archive", archive).returncode == 0
    told = dateline("index", str(news), "--archive", archive)
    assert told.returncode == 0 and "1 left out" in told.stdout
    told = dateline("index", str(news), "--restore", "--archive", archive)
    assert told.stdout.startswith("1 added")


def test_what_was_read_with_doubt_is_told_by_reason_and_in_the_table(
    tmp_path: Path, hash_embedder: HashEmbedder
) -> None:
    doubted = Article(
        id="c", title="Zwei Brücken über die Ley gesperrt", published="2024-05-03", origin="c.txt",
        text="Die Stadt hat am Freitag beide Brücken über die Ley gesperrt, und niemand weiß, wann "
        "sie wieder für den Verkehr geöffnet werden, sagte der Meister des Hafens.",
        provenance={"doubt": "it may be several articles"},
    )  # fmt: skip
    undated = [Article(id=key, title="Tolls", text=f"Tolls rise {key}.") for key in "ab"]
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        report = ingest([*undated, doubted], archive)
        again = ingest([*undated, doubted], archive)
        rows = list(rows_of(report, archive.catalog.articles.known()))
    assert report_text(report, NEWS).splitlines()[1:] == [
        "  in doubt  2 files: no date was found; first: a, b",
        "  in doubt  c.txt: its language is 'de', and answers are made for English",
        "  in doubt  c.txt: it may be several articles",
    ]
    assert Row("doubt", "c", "c.txt", "it may be several articles") in rows
    assert not again.doubts
