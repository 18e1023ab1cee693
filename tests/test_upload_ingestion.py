"""What was uploaded is of one source, whose files are gone and yet have not moved."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, IngestReport, ingest_path, ingest_upload
from index.ingesting.ingestion import Progress
from index.ingesting.sources import UPLOADED


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        yield archive


def written(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(f"{text}\n\n{text} was said in Khujand.\n")
    return folder


def uploaded(archive: Archive, tmp_path: Path, called: str, **files: str) -> IngestReport:
    """Uploads files, whose folder is deleted then."""
    folder = written(tmp_path / "sent", **files)
    try:
        return ingest_upload(folder, archive, f"upload-{called}")
    finally:
        shutil.rmtree(folder)


def titles(archive: Archive) -> dict[str, str]:
    return {each.article.id: each.article.title for each in archive.articles()}


def test_a_file_that_is_sent_again_is_unchanged(archive: Archive, tmp_path: Path) -> None:
    assert uploaded(archive, tmp_path, "1", a="A ferry sank").added == ("a.txt",)
    assert uploaded(archive, tmp_path, "2", a="A ferry sank").unchanged == ("a.txt",)
    known = archive.catalog.articles.known()["a.txt"]
    assert (known.root, known.origin) == (UPLOADED, "upload:a.txt")


def test_two_files_of_one_name_are_two_articles(archive: Archive, tmp_path: Path) -> None:
    uploaded(archive, tmp_path, "1", notes="A ferry sank")
    report = uploaded(archive, tmp_path, "2", notes="A bridge opened")
    assert report.added == ("upload-2/notes.txt",)
    assert not report.updated and not report.replaced and not report.kept
    assert titles(archive) == {"notes.txt": "A ferry sank", "upload-2/notes.txt": "A bridge opened"}
    # The second one sent again is known under its own id.
    again = uploaded(archive, tmp_path, "3", notes="A bridge opened")
    assert again.unchanged == ("upload-2/notes.txt",) and not again.added


def test_a_folder_neither_takes_over_nor_prunes_what_was_uploaded(
    archive: Archive, tmp_path: Path
) -> None:
    uploaded(archive, tmp_path, "1", a="A ferry sank", b="A bridge opened")
    news = written(tmp_path / "news", a="Another story", c="A market burnt")
    report = ingest_path(news, archive, prune=True)
    assert report.added == ("news/a.txt", "c.txt")
    assert not report.pruned and not report.missing and not report.replaced
    (news / "c.txt").unlink()
    assert ingest_path(news, archive, prune=True).pruned == ("c.txt",)
    assert set(titles(archive)) == {"a.txt", "b.txt", "news/a.txt"}


def test_the_same_file_in_a_folder_does_not_become_its_source(
    archive: Archive, tmp_path: Path
) -> None:
    uploaded(archive, tmp_path, "1", a="A ferry sank")
    assert ingest_path(written(tmp_path / "news", a="A ferry sank"), archive).unchanged
    assert archive.catalog.articles.known()["a.txt"].root == UPLOADED


def test_an_upload_does_not_replace_what_a_folder_has(archive: Archive, tmp_path: Path) -> None:
    news = written(tmp_path / "news", a="A ferry sank")
    ingest_path(news, archive)
    assert uploaded(archive, tmp_path, "1", a="A bridge opened").added == ("upload-1/a.txt",)
    # Not when its folder has gone, either: only another folder may be its new place.
    shutil.rmtree(news)
    assert uploaded(archive, tmp_path, "2", a="A market burnt").added == ("upload-2/a.txt",)
    assert titles(archive)["a.txt"] == "A ferry sank"


def page_of(folder: Path, title: str, day: str, name: str = "page") -> Path:
    folder.mkdir(exist_ok=True)
    line = {"title": title, "text": f"{title} in Khujand.", "published": day,
            "url": "https://news.example/ferry"}  # fmt: skip
    (folder / f"{name}.jsonl").write_text(json.dumps(line) + "\n")
    return folder


def test_of_a_web_address_the_newest_upload_counts_and_a_folder_s_is_kept(
    archive: Archive, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    ingest_upload(page_of(sent, "A ferry sank", "2024-05-03"), archive, "upload-1")
    report = ingest_upload(page_of(sent, "The ferry is found", "2024-05-04"), archive, "upload-2")
    (address,) = report.updated
    report = ingest_upload(page_of(sent, "A ferry leaves", "2024-05-02"), archive, "upload-3")
    assert [each.article_id for each in report.older] == [address]
    assert [each.title for each in archive.catalog.articles.revisions(address)] == [
        "A ferry sank",
        "The ferry is found",
    ]
    kept = ingest_path(page_of(tmp_path / "news", "Ours", "2024-06-01"), archive).kept
    assert [each.article_id for each in kept] == [address]


def test_records_of_two_files_that_share_their_ids_are_all_kept(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    for name, town in (("a", "Khujand"), ("b", "Kulob")):
        line = {"id": "1", "title": f"News of {town}", "text": f"It rained in {town} all day."}
        (folder / f"{name}.jsonl").write_text(json.dumps(line) + "\n")
    report = ingest_upload(folder, archive, "upload-1")
    assert report.added == ("1", "upload-1/1")
    assert ingest_upload(folder, archive, "upload-2").unchanged == ("1", "upload-1/1")


def test_what_was_removed_stays_out_under_its_name(archive: Archive, tmp_path: Path) -> None:
    uploaded(archive, tmp_path, "1", a="A ferry sank")
    archive.remove("a.txt")
    assert uploaded(archive, tmp_path, "2", a="A ferry sank").removed == ("a.txt",)


def test_progress_tells_what_is_read_before_it_can_be_found(
    archive: Archive, tmp_path: Path
) -> None:
    folder = written(tmp_path / "sent", a="A ferry sank", b="A bridge opened")
    told: list[Progress] = []
    ingest_upload(folder, archive, "upload-1", on_progress=told.append)
    first, *_, last = told
    assert (first.articles, first.read, first.chunks, first.total) == (0, 1, 0, 2)
    assert Progress(articles=0, chunks=0, total=2, read=2, found=2) in told
    assert last == Progress(articles=2, chunks=2, total=2, read=2, found=2)


def test_reasons_and_origins_name_the_sender_s_files(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "sent")
    (folder / "in").mkdir()
    (folder / "in" / "x.zip").write_bytes(b"PK\3\4 damaged")
    (folder / "empty.txt").write_bytes(b"")
    report = ingest_upload(folder, archive, "upload-1")
    assert [each.origin for each in report.rejected] == ["empty.txt", "in/x.zip"]
    assert str(tmp_path) not in str(report)
