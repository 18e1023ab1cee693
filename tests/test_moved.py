"""Files that were moved have their articles; what was removed stays out until it is restored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest, ingest_path, rebuild

PIER = "Pier burns down\n\n3 May 2024\n\nThe pier of Gullhaven burned down on Friday.\n"
BUS = "Bus stuck in mud\n\n4 May 2024\n\nA bus was stuck in the mud of the marsh.\n"


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    (made / "a.txt").write_text(PIER)
    (made / "b.txt").write_text(BUS)
    return made


def ids(archive: Archive) -> list[str]:
    return [stored.article.id for stored in archive.articles()]


def move(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    file.rename(to)


@pytest.mark.parametrize("name", ["c.txt", "2024/a.txt", "A/b/c.txt"])
def test_a_file_under_another_name_is_the_same_article(
    archive: Archive, folder: Path, name: str
) -> None:
    ingest_path(folder, archive)
    move(folder / "a.txt", folder / name)
    for _ in range(2):
        report = ingest_path(folder, archive)
        assert set(report.unchanged) == {"a.txt", "b.txt"} and report.missing == ()
        assert report.chunks == 0 and ids(archive) == ["a.txt", "b.txt"]
    assert archive.article("a.txt").article.origin == f"{folder}/{name}"
    assert archive.stats().copies == 0


def test_a_moved_file_that_changes_later_updates_its_article(
    archive: Archive, folder: Path
) -> None:
    ingest_path(folder, archive)
    move(folder / "a.txt", folder / "c.txt")
    ingest_path(folder, archive)
    (folder / "c.txt").write_text(PIER.replace("Friday", "Saturday"))
    assert ingest_path(folder, archive).updated == ("a.txt",)
    assert ids(archive) == ["a.txt", "b.txt"]


def test_a_new_file_at_the_old_place_is_another_article(archive: Archive, folder: Path) -> None:
    ingest_path(folder, archive)
    move(folder / "a.txt", folder / "c.txt")
    ingest_path(folder, archive)
    (folder / "a.txt").write_text("Gulls leave\n\nThe gulls have left the harbour for good.\n")
    ingest_path(folder, archive)
    ingest_path(folder, archive)
    assert len(ids(archive)) == 3
    texts = {stored.article.title for stored in archive.articles()}
    assert texts == {"Gulls leave", "Pier burns down", "Bus stuck in mud"}


def test_a_copy_is_an_article_of_its_own(archive: Archive, folder: Path) -> None:
    ingest_path(folder, archive)
    (folder / "c.txt").write_text(PIER)
    assert ingest_path(folder, archive).added == ("c.txt",)


def test_a_part_of_a_folder_that_is_moved_out_keeps_its_articles(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    move(folder / "a.txt", folder / "2024/a.txt")
    ingest_path(folder, archive)
    (folder / "2024").rename(tmp_path / "old")
    report = ingest_path(tmp_path / "old", archive)
    assert report.unchanged == ("2024/a.txt",) and ids(archive) == ["2024/a.txt", "b.txt"]


def test_records_move_with_their_file(archive: Archive, folder: Path) -> None:
    (folder / "x.jsonl").write_text('{"text": "One gull."}\n{"text": "Two terns."}\n')
    ingest_path(folder, archive)
    move(folder / "x.jsonl", folder / "y/z.jsonl")
    for _ in range(2):
        report = ingest_path(folder, archive)
        assert report.added == report.missing == () and report.chunks == 0


def test_what_was_removed_stays_out_until_it_is_restored(archive: Archive, folder: Path) -> None:
    ingest_path(folder, archive)
    archive.remove("a.txt")
    for _ in range(2):
        report = ingest_path(folder, archive)
        assert report.removed == ("a.txt",) and ids(archive) == ["b.txt"]
    assert ingest_path(folder, archive, prune=True).removed == ("a.txt",)
    assert ingest_path(folder, archive, restore=True).added == ("a.txt",)
    report = ingest_path(folder, archive)
    assert report.removed == () and report.unchanged == ("a.txt", "b.txt")


def test_what_was_removed_is_known_at_another_place_and_with_other_words(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    ingest_path(folder, archive)
    archive.remove("a.txt")
    (folder / "a.txt").write_text(PIER + "It was old.\n")
    assert ingest_path(folder, archive).removed == ("a.txt",)
    (folder / "a.txt").write_text(PIER)
    move(folder / "a.txt", folder / "2024/c.txt")
    assert ingest_path(folder, archive).removed == ("2024/c.txt",)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Gulls leave\n\nThe gulls have left the harbour.\n")
    assert ingest_path(other, archive).added == ("a.txt",)


def test_a_removed_address_is_known_however_it_is_written(archive: Archive) -> None:
    url = "https://gull.example/pier"
    ingest([Article(url, "Pier", "It burned.", url=url)], archive)
    archive.remove(url)
    other = "http://www.gull.example/pier/?utm_source=x"
    again = Article("http://www.gull.example/pier", "Pier", "It burned down.", url=other)
    assert ingest([again], archive).removed == ("http://www.gull.example/pier",)


def test_what_was_pruned_comes_back_with_its_file(archive: Archive, folder: Path) -> None:
    ingest_path(folder, archive)
    (folder / "a.txt").unlink()
    assert ingest_path(folder, archive, prune=True).pruned == ("a.txt",)
    (folder / "a.txt").write_text(PIER)
    assert ingest_path(folder, archive).added == ("a.txt",)


def test_a_rebuilt_archive_knows_what_was_removed(
    tmp_path: Path, folder: Path, hash_embedder: HashEmbedder
) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest_path(folder, archive)
        archive.remove("a.txt")
    rebuild(tmp_path / "archive", embedder=hash_embedder)
    with Archive.open(tmp_path / "archive", writing=True, embedder=hash_embedder) as archive:
        assert ingest_path(folder, archive).removed == ("a.txt",)
