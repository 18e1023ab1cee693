"""`dateline articles` lists what there is, and `dateline show` says where each field is from."""

import csv
import io
import json
from pathlib import Path

import pytest
from command import Done, dateline
from conftest import HashEmbedder

import index.storage.listed
from index import Archive, Article, Filters, ingest
from index.storage.listed import Order
from ui.terminal.cli import build_parser

RIPENS = "Mango ripens soon"
ARTICLES = (
    Article("a", "zebra crosses", "A zebra crossed.", publisher="Gull", published="2024-05-01"),
    Article("b", "Apples fall", "Apples fell.", publisher="Gull", published="2024-06"),
    Article("c", "=HYPERLINK(1)", "A formula.", publisher="Tern", authors=("Ann A", "@bob")),
    Article("d", "Mango\u202e ripens\nsoon", "It ripens.", section="World", published="2023",
            origin="d\u202e\u2028.txt"),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("listed") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
    return path


def listed(folder: Path, *options: str) -> Done:
    done = dateline("articles", "--archive", folder, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return done


def ids(done: Done) -> list[str]:
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def test_the_latest_come_first_and_undated_ones_last(folder: Path) -> None:
    assert ids(listed(folder, "--json")) == ["b", "a", "d", "c"]


def test_by_title_capitals_are_as_small_letters(folder: Path) -> None:
    assert ids(listed(folder, "--json", "--sort", "title")) == ["c", "b", "d", "a"]


def test_the_filters_of_a_question_hold(folder: Path) -> None:
    assert ids(listed(folder, "--json", "--publisher", "gull")) == ["b", "a"]
    assert ids(listed(folder, "--json", "--section", "World")) == ["d"]
    assert ids(listed(folder, "--json", "--from", "2024-05", "--to", "2024-05")) == ["a"]
    assert ids(listed(folder, "--json", "--as-of", "2024-01-01")) == ["d", "c"]
    unknown = dateline("articles", "--archive", folder, "--publisher", "Kestrel")
    assert unknown.returncode == 1 and "Kestrel" in unknown.stderr


def test_no_more_are_listed_than_asked_for_and_how_many_there_are_is_told(folder: Path) -> None:
    lines = listed(folder, "--limit", "2").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["2024-06", "2024-05-01", "2"]
    assert lines[-1] == "2 of 4 articles."
    assert listed(folder).stdout.splitlines()[-1] == "4 articles."


def test_an_article_is_one_line_of_the_table_and_steers_no_terminal(folder: Path) -> None:
    lines = listed(folder, "--section", "world").stdout.splitlines()
    assert lines[0].split() == ["2023", "-", "Mango", "ripens", "soon", "d"]
    assert len(lines) == 2 and "\u202e" not in lines[0]


def test_json_has_every_field_but_the_text_and_escapes_what_shows_nothing(folder: Path) -> None:
    (line,) = listed(folder, "--json", "--section", "World").stdout.splitlines()
    assert "\\u202e\\u2028" in line
    values = json.loads(line)
    assert values["origin"] == "d\u202e\u2028.txt"
    assert (values["title"], values["published"], values["revision"]) == (RIPENS, "2023", 1)
    assert "text" not in values and values["authors"] == []


def test_no_cell_of_the_table_for_spreadsheets_is_a_formula(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(listed(folder, "--csv").stdout)))
    by_id = {row["id"]: row for row in rows}
    assert by_id["c"]["title"] == "'=HYPERLINK(1)"
    assert by_id["c"]["authors"] == "Ann A; @bob"
    assert by_id["d"]["title"] == "Mango ripens soon"
    assert [row["id"] for row in rows] == ["b", "a", "d", "c"]


def test_pages_join_without_a_gap_or_a_repetition(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.listed, "_PAGE", 3)
    with Archive.open(folder, embedder=HashEmbedder()) as archive:
        found = archive.catalog.articles.listed(Filters(), order=Order.TITLE)
        assert [each.id for each in found] == ["c", "b", "d", "a"]


def test_what_is_written_while_it_lists_does_not_disturb_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.listed, "_PAGE", 1)
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        found = archive.catalog.articles.listed()
        first = next(found).id
        ingest([Article("a", "zebra again", "Another zebra.", published="2025")], archive)
        archive.remove("d")
        assert [first, *(each.id for each in found)] == ["b", "a", "c"]


def test_json_and_csv_at_once_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--json", "--csv"], ["--limit", "0"], ["--limit", "-1"], ["--sort", "id"]):
        with pytest.raises(SystemExit):
            build_parser().parse_args(["articles", *wrong])
    assert "not allowed with" in capsys.readouterr().err


def test_show_says_of_every_field_where_it_came_from(tmp_path: Path) -> None:
    given = Article(
        "e", "Title", "Some words.", publisher="Gull", published="2024-05-01", authors=("Ann A",),
        url="https://gull.example/e", section="World", updated="2024-05-02", kind="news",
        language="en",
    )  # fmt: skip
    names = ("title", "publisher", "published", "authors", "url", "section", "updated", "kind",
             "language", "text")  # fmt: skip
    told = Article(**{**{name: getattr(given, name) for name in given.__slots__},
                      "provenance": {name: f"where {name} stood" for name in names}})  # fmt: skip
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest([told], archive)
    head = dateline("show", "e", "--archive", tmp_path / "archive").stdout.split("\n\n")[0]
    for name in names:
        assert f"where {name} stood" in head, name


def test_an_empty_folder_is_said_to_be_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.archive.SentenceTransformerEmbedder", HashEmbedder)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".hidden").write_text("x", encoding="utf-8")
    done = dateline("index", empty, "--archive", tmp_path / "archive")
    assert f"There is nothing to read in {empty}" in done.stdout
