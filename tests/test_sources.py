"""Where articles come from: another folder takes none over unless asked, and nothing is silent."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, IngestReport, ingest, ingest_path
from index.ingesting.ingest_report import Contested

URL = "https://gull.example/ferry"
OWN = {"url": URL, "title": "Ferry sinks", "text": "Fourteen people died.", "publisher": "Gull"}
FALSE = {**OWN, "title": "Ferry is safe", "text": "Nobody died."}


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        yield made


def folder(path: Path, *records: dict[str, object], file: str = "x.jsonl") -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / file).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def text_of(archive: Archive, key: str = URL) -> str:
    return archive.article(key).article.text


def test_another_folder_takes_no_article_over_and_the_report_names_it(
    archive: Archive, tmp_path: Path
) -> None:
    own, other = folder(tmp_path / "own", OWN), folder(tmp_path / "other", FALSE)
    ingest_path(own, archive)
    report = ingest_path(other, archive)
    assert report == IngestReport(
        kept=(Contested(URL, "Ferry sinks", f"{own}/x.jsonl:1", f"{other}/x.jsonl:1"),)
    )
    assert text_of(archive) == "Fourteen people died."
    assert archive.article(URL).root == str(own) and archive.article(URL).revision == 1


def test_an_id_is_taken_over_no_more_than_an_address_is(archive: Archive, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "ferry.txt").write_text("Ferry sinks\n\nFourteen people died.", encoding="utf-8")
    ingest_path(own, archive)
    other = folder(tmp_path / "other", {"id": "ferry.txt", "text": "Nobody died at all."})
    (kept,) = ingest_path(other, archive).kept
    assert (kept.article_id, kept.title) == ("ferry.txt", "Ferry sinks")
    assert "Fourteen" in text_of(archive, "ferry.txt")


def test_what_is_asked_for_is_replaced_and_named_with_both_origins(
    archive: Archive, tmp_path: Path
) -> None:
    own, other = folder(tmp_path / "own", OWN), folder(tmp_path / "other", FALSE)
    ingest_path(own, archive)
    report = ingest_path(other, archive, replace=True)
    assert report.updated == (URL,) and report.titles == {URL: "Ferry is safe"}
    assert report.kept == ()
    assert report.replaced == (
        Contested(URL, "Ferry is safe", f"{other}/x.jsonl:1", f"{own}/x.jsonl:1"),
    )
    assert text_of(archive) == "Nobody died."
    # From now on that folder is its source, and the first one another.
    assert len(ingest_path(own, archive).kept) == 1


def test_the_same_source_updates_and_the_report_names_it(archive: Archive, tmp_path: Path) -> None:
    own = folder(tmp_path / "own", OWN)
    ingest_path(own, archive)
    folder(own, {**OWN, "text": "Fifteen people died."})
    report = ingest_path(own, archive)
    assert report.updated == (URL,) and report.titles == {URL: "Ferry sinks"}
    assert report.replaced == report.kept == ()


def test_a_copy_does_not_become_the_source(archive: Archive, tmp_path: Path) -> None:
    """Or else what is first copied could be altered afterwards."""
    own, other = folder(tmp_path / "own", OWN), folder(tmp_path / "other", OWN)
    ingest_path(own, archive)
    assert ingest_path(other, archive).unchanged == (URL,)
    assert archive.article(URL).root == str(own)
    folder(other, FALSE)
    assert len(ingest_path(other, archive).kept) == 1
    assert text_of(archive) == "Fourteen people died."
    # Nor is it gone when the copy is.
    (other / "x.jsonl").write_text('{"text": "Another matter."}', encoding="utf-8")
    assert ingest_path(other, archive, prune=True).pruned == ()


def test_a_folder_that_was_moved_updates_its_articles(archive: Archive, tmp_path: Path) -> None:
    own = folder(tmp_path / "own", OWN)
    ingest_path(own, archive)
    moved = own.rename(tmp_path / "moved")
    folder(moved, {**OWN, "text": "Fifteen people died."})
    report = ingest_path(moved, archive)
    assert report.updated == (URL,) and report.kept == ()
    (replaced,) = report.replaced
    assert (replaced.origin, replaced.other) == (f"{moved}/x.jsonl:1", f"{own}/x.jsonl:1")
    assert archive.article(URL).root == str(moved)


def test_a_file_that_was_moved_to_another_folder_updates_its_articles(
    archive: Archive, tmp_path: Path
) -> None:
    own = folder(tmp_path / "own", OWN)
    folder(own, {"text": "The harbour is shut."}, file="y.jsonl")
    ingest_path(own, archive)
    (own / "x.jsonl").unlink()
    assert ingest_path(folder(tmp_path / "other", FALSE), archive).updated == (URL,)


def test_a_folder_that_was_given_by_a_relative_path_is_still_there(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = folder(tmp_path / "here" / "own" / "deep", OWN).parent
    monkeypatch.chdir(own.parent)
    ingest_path("own", archive)
    monkeypatch.chdir(tmp_path)
    assert archive.article(URL).article.origin == "own/deep/x.jsonl:1"
    assert len(ingest_path(folder(tmp_path / "other", FALSE), archive).kept) == 1


def test_a_part_of_a_folder_is_the_same_source_as_the_whole(
    archive: Archive, tmp_path: Path
) -> None:
    part = folder(tmp_path / "own" / "part", OWN)
    ingest_path(tmp_path / "own", archive)
    folder(part, {**OWN, "text": "Fifteen people died."})
    assert ingest_path(part, archive).updated == (URL,)
    folder(part, {**OWN, "text": "Sixteen people died."})
    assert ingest_path(part / "x.jsonl", archive).updated == (URL,)
    folder(part, {**OWN, "text": "Seventeen people died."})
    assert ingest_path(tmp_path / "own", archive).updated == (URL,)


def test_what_a_program_hands_over_is_a_source_of_its_own(archive: Archive, tmp_path: Path) -> None:
    ingest([Article(URL, "Ferry sinks", "Fourteen people died.", url=URL)], archive)
    other = folder(tmp_path / "other", FALSE)
    (kept,) = ingest_path(other, archive).kept
    assert (kept.origin, kept.other) == (None, f"{other}/x.jsonl:1")
    report = ingest([Article(URL, "Ferry sinks", "Fifteen people died.", url=URL)], archive)
    assert report.updated == (URL,)
    ingest_path(other, archive, replace=True)
    (kept,) = ingest([Article(URL, "Ferry sinks", "Fourteen people died.", url=URL)], archive).kept
    assert (kept.origin, kept.other) == (f"{other}/x.jsonl:1", None)


def test_what_is_kept_does_not_keep_a_folder_from_being_pruned(
    archive: Archive, tmp_path: Path
) -> None:
    ingest_path(folder(tmp_path / "own", OWN), archive)
    other = folder(tmp_path / "other", FALSE, {"id": "gone", "text": "The harbour is shut."})
    assert ingest_path(other, archive).added == ("gone",)
    folder(other, FALSE)
    report = ingest_path(other, archive, prune=True)
    assert report.pruned == ("gone",) and report.rejected == () and len(report.kept) == 1
    assert text_of(archive) == "Fourteen people died."


def test_of_two_in_one_run_the_one_that_is_another_sources_does_not_shut_out_the_other(
    archive: Archive, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    ingest_path(folder(whole / "z", OWN), archive)
    folder(whole / "a", FALSE)
    report = ingest_path(whole, archive)
    assert [each.other for each in report.kept] == [f"{whole}/a/x.jsonl:1"]
    assert report.unchanged == (URL,) and report.rejected == ()


def test_earlier_versions_are_listed_with_where_they_came_from(
    archive: Archive, tmp_path: Path
) -> None:
    own, other = folder(tmp_path / "own", OWN), folder(tmp_path / "other", FALSE)
    ingest_path(own, archive)
    ingest_path(other, archive, replace=True)
    folder(other, {**FALSE, "published": "2024-05-03"})
    ingest_path(other, archive)
    revisions = archive.catalog.articles.revisions(URL)
    assert [(each.number, each.state, each.title, each.published) for each in revisions] == [
        (1, "superseded", "Ferry sinks", None),
        (2, "superseded", "Ferry is safe", None),
        (3, "ready", "Ferry is safe", "2024-05-03"),
    ]
    assert [each.root for each in revisions] == [str(own), str(other), str(other)]
    assert revisions[0].origin == f"{own}/x.jsonl:1" and revisions[0].publisher == "Gull"
    assert len({each.content_hash for each in revisions}) == 3
    assert archive.catalog.articles.revisions("nothing") == []
    archive.remove(URL)
    assert archive.catalog.articles.revisions(URL) == []


def test_a_version_that_was_published_later_is_not_listed_for_a_day_before(
    archive: Archive,
) -> None:
    from datetime import date

    for day in ("2024-06-01", "2024-05-01"):
        ingest([Article("a", "A", "It rained.", published=day)], archive)
    known = archive.catalog.articles.revisions("a", Filters(as_of=date(2024, 5, 2)))
    assert [each.published for each in known] == ["2024-05-01"]
