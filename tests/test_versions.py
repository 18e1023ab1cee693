"""Several versions of one address: the newest counts, whatever the order and the run."""

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, ingest_path

URL = "https://gull.example/pier"
EARLY = {"url": URL, "title": "Pier burns", "text": "Two are hurt.", "published": "2024-05-03"}
LATER = {**EARLY, "title": "Pier burned", "text": "Five are hurt.", "published": "2024-05-04"}
LAST = {**EARLY, "title": "Pier gone", "text": "Nine are hurt.", "updated": "2024-05-06"}


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        yield made


def write(folder: Path, *records: Mapping[str, object], name: str = "x.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return folder


def titles(archive: Archive) -> list[str]:
    return [stored.article.title for stored in archive.articles()]


@pytest.mark.parametrize("order", list(itertools.permutations((EARLY, LATER, LAST))))
def test_the_newest_counts_in_any_order(
    archive: Archive, tmp_path: Path, order: tuple[Mapping[str, object], ...]
) -> None:
    folder = write(tmp_path / "news", *order)
    report = ingest_path(folder, archive)
    assert titles(archive) == ["Pier gone"]
    assert report.added == (URL,) and report.updated == () and len(report.older) == 2
    assert report.rejected == ()
    again = ingest_path(folder, archive)
    assert titles(archive) == ["Pier gone"] and again.unchanged == (URL,)
    assert len(again.older) == 2 and again.chunks == 0


def test_the_report_names_both_places(archive: Archive, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", EARLY, LATER)
    (older,) = ingest_path(folder, archive).older
    assert older.article_id == URL and older.title == "Pier burned"
    assert older.origin == f"{folder}/x.jsonl:2" and older.other == f"{folder}/x.jsonl:1"


@pytest.mark.parametrize("first", [EARLY, LATER])
def test_of_two_runs_the_newer_version_stays(
    archive: Archive, tmp_path: Path, first: Mapping[str, object]
) -> None:
    folder = write(tmp_path / "news", first, name="a.jsonl")
    ingest_path(folder, archive)
    write(folder, LATER if first is EARLY else EARLY, name="b.jsonl")
    ingest_path(folder, archive)
    assert titles(archive) == ["Pier burned"]


def test_an_older_version_counts_where_the_newer_one_has_gone(
    archive: Archive, tmp_path: Path
) -> None:
    folder = write(tmp_path / "news", LATER, name="a.jsonl")
    ingest_path(folder, archive)
    write(folder, EARLY, name="a.jsonl")  # the same file, corrected
    assert ingest_path(folder, archive).updated == (URL,)
    assert titles(archive) == ["Pier burns"]
    write(folder, LATER, name="b.jsonl")
    ingest_path(folder, archive)
    (folder / "b.jsonl").unlink()
    ingest_path(folder, archive)
    assert titles(archive) == ["Pier burns"]


def test_what_was_not_read_this_time_is_no_reason_to_go_back(
    archive: Archive, tmp_path: Path
) -> None:
    folder = write(tmp_path / "news", LATER, name="a.jsonl")
    ingest_path(folder, archive)
    write(folder, EARLY, name="b.jsonl")
    report = ingest_path(folder / "b.jsonl", archive)
    assert titles(archive) == ["Pier burned"] and len(report.older) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"published": "2024-05-03T08:00:00Z"}, {"published": "2024-05-03T18:30:00+02:00"}),
        ({"published": "2024-05-03"}, {"published": "2024-05-03", "updated": "2024-05-03T09:00Z"}),
        ({"published": "Fri, 03 May 2024 08:00:00 GMT"}, {"published": "2024-05-03 11:00:00"}),
        ({"date_download": "2024-05-05 10:00:00"}, {"date_download": "2024-05-06 09:00:00"}),
        ({}, {"published": "2020"}),
        ({"text": "Cut off."}, {"text": "Cut off. Here is all of it."}),
    ],
)
def test_versions_of_one_day_are_told_apart(
    archive: Archive, tmp_path: Path, one: dict[str, object], other: dict[str, object]
) -> None:
    bare = {"url": URL, "text": "Some are hurt."}
    records = [{**bare, **one, "title": "Old"}, {**bare, **other, "title": "New"}]
    ingest_path(write(tmp_path / "news", *records), archive)
    assert titles(archive) == ["New"]
    ingest_path(write(tmp_path / "news", *records[::-1]), archive)
    assert titles(archive) == ["New"]


def test_one_page_by_several_addresses_is_one_article(archive: Archive, tmp_path: Path) -> None:
    addresses = [
        "http://www.gull.example/pier/", URL, f"{URL}?utm_source=x", "https://m.gull.example/pier",
    ]  # fmt: skip
    records = [{**EARLY, "url": address} for address in addresses]
    report = ingest_path(write(tmp_path / "news", *records), archive)
    assert len(titles(archive)) == 1 and report.rejected == ()
    (stored,) = archive.articles()
    assert stored.article.url == URL
    write(tmp_path / "news", {**LAST, "url": f"{URL}?ref=mail"}, name="y.jsonl")
    ingest_path(tmp_path / "news", archive)
    assert titles(archive) == ["Pier gone"]
