"""What readers add: taken in within bounds, read into the archive, told to whom it concerns."""

import csv
import errno
import io
import re
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, HashEmbedder
from news_server import NewsServer, Reply, feed, page
from starlette.applications import Starlette
from starlette.testclient import TestClient
from test_rendering import HOSTILE
from waiting import PATIENCE, until

import ui.web.uploading.receiving as receiving
from index import Archive, Article, Fetching, Filters, copy_archive, ingest
from index.errors import ArchiveBusy, ArchiveError
from index.ingesting.ingestion import Progress
from qa import QueryEngine
from ui.people.shared import SharedPassword
from ui.terminal.cli import build_parser, main
from ui.web.guarding.guard import Guard
from ui.web.guarding.login import Gate
from ui.web.upload_routes import upload_routes
from ui.web.uploading.apart import ingest_apart
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.desk import Desk
from ui.web.uploading.names import BadName, safe_name, told_apart
from ui.web.uploading.progress import progress_of
from ui.web.uploading.reading import read_into
from ui.web.uploading.upload import SentFile, State, Upload
from ui.web.uploading.work import Outcome, Work

STORY = "A ferry sank\n\nA ferry sank near Khujand on Monday. Nobody was hurt.\n"
OTHER = "A bridge opened\n\nA bridge was opened in Kulob by Jovid Rahimov in May.\n"
PASSWORD = "correct horse"
HERE = Fetching(allow_private=True, pause=0, patience=5, seconds=20)


class Held:
    """Reads in the page's own process, with the tests' embedder; held back where a test wants."""

    def __init__(self, embedder: HashEmbedder) -> None:
        self._embedder = embedder
        self.let_go = threading.Event()
        self.let_go.set()
        self.begun = threading.Event()

    def __call__(
        self, work: Work, tell: Callable[[Progress], None], stopped: threading.Event
    ) -> Outcome:
        def told(progress: Progress) -> None:
            tell(progress)
            self.begun.set()
            while not self.let_go.wait(0.01):
                if stopped.is_set():
                    return

        with Archive.open(work.archive, writing=True, embedder=self._embedder) as archive:
            return read_into(archive, work, told, stopped)


@pytest.fixture
def path(tmp_path: Path, hash_embedder: HashEmbedder) -> Path:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        ingest([Article("old", "Old news", "It rained in Kulob.", "Gazette", "2020")], made)
    return tmp_path / "archive"


@pytest.fixture
def archive(path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.open(path, embedder=hash_embedder) as archive:
        yield archive


@pytest.fixture
def held(hash_embedder: HashEmbedder) -> Held:
    return Held(hash_embedder)


class Reader:
    """A reader's browser, and the desk of the server that it asks."""

    def __init__(self, engine: QueryEngine, bounds: Uploads | None, gate: Gate | None = None):
        self.desk = Desk(engine, bounds) if bounds else None
        app = Guard(Starlette(routes=upload_routes(self.desk)), gate=gate)
        self.client = TestClient(app, "http://127.0.0.1:7860")

    def begin(self, **sent: Any) -> str:
        answer = self.client.post("/uploads", json=sent)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def piece(self, upload: str, name: str, content: bytes, *, n: int = 0, at: int = 0,
              size: int | None = None) -> Any:  # fmt: skip
        query = {"n": n, "name": name, "at": at, "size": len(content) if size is None else size}
        return self.client.post(f"/uploads/{upload}/file", params=query, content=content)

    def send(self, **files: str | bytes) -> str:
        contents = [each.encode() if isinstance(each, str) else each for each in files.values()]
        upload = self.begin(files=len(files), bytes=sum(map(len, contents)))
        for n, (name, content) in enumerate(zip(files, contents, strict=True)):
            named = name if "." in name else f"{name}.txt"
            assert self.piece(upload, named, content, n=n).status_code in (200, 204)
        assert self.do(upload, "end") == 204
        return upload

    def do(self, upload: str, what: str) -> int:
        return int(self.client.post(f"/uploads/{upload}/{what}").status_code)

    def shown(self) -> str:
        return self.client.get("/uploads").text

    def until(self, *states: str) -> str:
        """What is shown once the newest upload is in a state, and is asked about no more."""
        until = time.monotonic() + 120  # the process that reads loads torch
        while time.monotonic() < until:
            html = self.shown()
            state = re.search(r'data-state="(\w+)"', html)
            if state and state[1] in states and "are looked for" not in html:
                return html
            time.sleep(0.02)
        raise AssertionError(html)

    def table(self, upload: str) -> list[dict[str, str]]:
        answer = self.client.get(f"/uploads/{upload}/report.csv")
        assert answer.headers["content-type"].startswith("text/csv")
        return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.fixture
def reader(archive: Archive, held: Held) -> Iterator[Reader]:
    made = Reader(QueryEngine(archive), Uploads(ingest=held))
    yield made
    held.let_go.set()
    assert made.desk
    made.desk.close()


# Names


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("a.txt", "a.txt"),
        ("news/2024/a.txt", "news/2024/a.txt"),
        ("news\\a.txt", "news/a.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\x\\a.txt", "C:/x/a.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\0\n\x1b[2J\u202eb.txt", "a[2Jb.txt"),
        ("cafe\u0301.txt", "café.txt"),
    ],
)
def test_a_file_is_called_what_leads_nowhere_else(sent: str, name: str) -> None:
    assert safe_name(sent) == name


@pytest.mark.parametrize(
    "sent",
    ["", "/", "..", "../a", "a/../../b", ".hidden", "a/.git/b", "__MACOSX/a", "a/" * 99 + "b"],
)
def test_what_would_lead_out_of_the_folder_is_no_name(sent: str) -> None:
    with pytest.raises(BadName):
        safe_name(sent)


def test_long_names_are_cut_before_their_ending() -> None:
    name = safe_name("字" * 300 + ".txt")
    assert name.endswith("字.txt") and len(name.encode()) <= 200


def test_names_that_a_file_system_takes_for_one_get_numbers() -> None:
    taken = frozenset({"a/notes.txt", "a/notes (2).txt"})
    assert told_apart("a/Notes.txt", taken) == "a/Notes (3).txt"
    assert told_apart("b/notes.txt", taken) == "b/notes.txt"


# The way of an upload


def test_files_are_read_and_what_became_of_each_is_told(reader: Reader, archive: Archive) -> None:
    upload = reader.send(**{"ferry": STORY, "in/bridge.txt": OTHER, "cat.jpg": b"\xff\xd8\xff\xe0"})
    html = reader.until("done")
    assert "2 articles added, 1 rejected." in html
    assert 'href="article/ferry.txt"' in html and 'href="article/in%2Fbridge.txt"' in html
    assert "cat.jpg" in html and "Dateline reads text, Markdown" in html
    assert 'href="archive?article=ferry.txt&amp;article=in%2Fbridge.txt"' in html
    rows = reader.table(upload)
    assert [(row["kind"], row["id"], row["origin"]) for row in rows] == [
        ("added", "ferry.txt", "ferry.txt"),
        ("added", "in/bridge.txt", "in/bridge.txt"),
        ("rejected", "", "cat.jpg"),
        *(("doubt", each, each) for each in ("ferry.txt", "in/bridge.txt")),
    ]
    assert archive.catalog.articles.titles(["ferry.txt"]) == {"ferry.txt": "A ferry sank"}
    # Nothing of the files is left on the disk.
    assert reader.desk and not list(Path(reader.desk._home or "").iterdir())
    assert reader.do(upload, "forget") == 204 and upload not in reader.shown()


def test_the_same_again_is_unchanged(reader: Reader) -> None:
    reader.send(ferry=STORY)
    reader.until("done")
    reader.send(ferry=STORY)
    assert "0 articles added, 1 unchanged." in reader.until("done")


def test_large_files_come_in_pieces_and_a_piece_may_come_twice(
    reader: Reader, archive: Archive
) -> None:
    text = (STORY * 3).encode()
    upload = reader.begin(files=1, bytes=len(text))
    send = {"name": "a.txt", "size": len(text)}
    assert reader.piece(upload, content=text[:50], **send).status_code == 204
    assert reader.piece(upload, content=text[:50], **send).status_code == 204
    assert reader.piece(upload, content=text[60:], at=60, **send).status_code == 400
    assert reader.piece(upload, content=text[50:], at=50, **send).status_code == 204
    assert reader.piece(upload, content=b"more", at=len(text), **send).status_code == 400
    reader.do(upload, "end")
    reader.until("done")
    stored = archive.article("a.txt")
    assert stored.article.text.count("Nobody was hurt") == 3


def test_a_file_that_did_not_come_whole_is_told_and_the_rest_is_read(reader: Reader) -> None:
    upload = reader.begin(files=2, bytes=1000)
    reader.piece(upload, "whole.txt", STORY.encode(), n=0)
    reader.piece(upload, "half.txt", b"A bri", n=1, size=900)
    # As the page shows it that finds it again: the browser has lost the rest.
    html = reader.shown()
    assert "1 of 2 files, 0.0 of 0.0 MB sent" in html and "Read what has come" in html
    assert "Files are being sent." in html
    assert reader.desk
    reader.desk.of("testclient")[0].touched -= 30
    assert "Nothing more of it comes." in reader.shown()
    reader.do(upload, "end")
    html = reader.until("done")
    assert "1 article added, 1 rejected." in html and "it did not arrive whole" in html


def test_hostile_names_and_texts_stay_text(reader: Reader) -> None:
    upload = reader.begin(files=1, bytes=10)
    reader.piece(upload, f"{HOSTILE[:100]}.exe", b"MZ\0\1\2\3" * 9)
    reader.piece(upload, "../../evil.txt", STORY.encode(), n=1)
    reader.piece(upload, "=cmd()|' '!A0.bin", b"\0\1\2\3" * 9, n=2)
    reader.do(upload, "end")
    html = reader.until("done")
    assert "<img" not in html and "<script" not in html
    assert "its name is none that can be kept" in html
    assert [row["origin"] for row in reader.table(upload)][2].startswith("'=cmd()")


def test_an_upload_can_be_stopped_and_what_is_finished_stays(
    reader: Reader, held: Held, archive: Archive
) -> None:
    held.let_go.clear()
    upload = reader.send(ferry=STORY)
    waiting = reader.send(bridge=OTHER)
    assert held.begun.wait(PATIENCE)
    html = reader.shown()
    assert "1 upload is read before it." in html and "Articles are being read." in html
    assert reader.do(waiting, "stop") == 204
    assert reader.do(upload, "stop") == 204
    reader.until("stopped")
    held.let_go.set()
    until(lambda: 'data-state="reading"' not in reader.shown())
    assert "Stopped. What was finished stays. 0 articles added." in reader.shown()
    assert list(archive.catalog.articles.known()) == ["old"]
    # Nothing is left that would keep the next one from being read.
    reader.send(ferry=STORY)
    assert "1 article added" in reader.until("done")


def test_where_another_process_writes_it_is_kept_to_be_tried_again(
    reader: Reader, path: Path, hash_embedder: HashEmbedder
) -> None:
    with Archive.open(path, writing=True, embedder=hash_embedder):
        upload = reader.send(ferry=STORY)
        html = reader.until("busy")
    assert "Another program is writing to the archive" in html and "Try again" in html
    assert reader.do(upload, "end") == 204
    assert "1 article added" in reader.until("done")


def test_a_damaged_zip_and_one_made_to_fill_disks_are_named(reader: Reader) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.txt", bytes(70 * 1024 * 1024))
    upload = reader.send(**{"broken.zip": b"PK\3\4 damaged", "bomb.zip": bomb.getvalue()})
    html = reader.until("done")
    assert "2 rejected" in html
    reasons = {row["origin"].partition("/")[0]: row["reason"] for row in reader.table(upload)}
    assert "damaged" in reasons["broken.zip"]
    assert "made to fill disks" in reasons["bomb.zip"]


def test_an_address_is_fetched_as_by_the_command(archive: Archive, held: Held) -> None:
    server = NewsServer()
    server.pages["/ferry"] = Reply(page("ferry"))
    server.pages["/rss"] = Reply(feed(server, "ferry"), kind="application/rss+xml")
    try:
        allowed = Reader(QueryEngine(archive), Uploads(ingest=held, fetching=HERE))
        allowed.begin(address=server.address("/rss"))
        assert "1 article added" in allowed.until("done")
        refused = Reader(QueryEngine(archive), Uploads(ingest=held))
        server.paths()
        refused.begin(address=server.address("/ferry"))
        assert "is asked only where that is allowed" in refused.until("done")
        assert not server.asked
    finally:
        server.close()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "x", "a" * 5000])
def test_what_is_no_web_address_is_told_at_once(reader: Reader, address: str) -> None:
    answer = reader.client.post("/uploads", json={"address": address})
    assert answer.status_code == 422 and "address" in answer.text


# Bounds


def test_more_than_the_bounds_is_refused_in_a_sentence(archive: Archive, held: Held) -> None:
    bounds = Uploads(most_bytes=2_000_000, most_files=2, of_one=2, ingest=held)
    reader = Reader(QueryEngine(archive), bounds)
    many = reader.client.post("/uploads", json={"files": 3, "bytes": 1})
    assert (many.status_code, many.text) == (413, "At most 2 files can be added at once.")
    large = reader.client.post("/uploads", json={"files": 1, "bytes": 2_000_001})
    assert large.status_code == 413 and "At most 2 MB" in large.text
    # Whatever was announced, no more is taken.
    upload = reader.begin(files=1, bytes=1)
    assert "At most 2 MB" in reader.piece(upload, "a.txt", b"x", size=3_000_000).text
    reader.piece(upload, "b.txt", b"x", n=1)
    assert reader.piece(upload, "c.txt", b"x", n=2).status_code == 413
    reader.begin(files=1, bytes=1)
    third = reader.client.post("/uploads", json={"files": 1, "bytes": 1})
    assert third.status_code == 429 and "Too many uploads" in third.text


def test_a_file_that_never_ends_ends_at_what_it_said(reader: Reader) -> None:
    upload = reader.begin(files=1, bytes=10)
    assert reader.piece(upload, "a.txt", b"x" * 11, size=10).status_code == 400
    assert reader.piece(upload, "a.txt", b"x" * 10, size=10).status_code == 204
    assert reader.piece(upload, "a.txt", b"x", at=10, size=10).status_code == 400


def test_a_request_is_no_larger_than_any_other(reader: Reader) -> None:
    upload = reader.begin(files=1, bytes=2_000_000)
    assert reader.piece(upload, "a.txt", bytes(1_000_001)).status_code == 413


def test_a_full_disk_is_told(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(receiving, "_write", full)
    upload = reader.begin(files=1, bytes=10)
    answer = reader.piece(upload, "a.txt", STORY.encode())
    assert answer.status_code == 507 and "disk is full" in answer.text
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))
    answer = reader.client.post("/uploads", json={"files": 1, "bytes": 10})
    assert answer.status_code == 507 and "not enough room" in answer.text


def test_a_read_only_archive_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    answer = reader.client.post("/uploads", json={"files": 1, "bytes": 10})
    assert answer.status_code == 503 and "cannot be written to here" in answer.text


def test_a_failure_shows_no_place_of_the_server(archive: Archive, tmp_path: Path) -> None:
    def broken(*_: object) -> Outcome:
        raise RuntimeError(f"{tmp_path}/secret")

    reader = Reader(QueryEngine(archive), Uploads(ingest=broken))
    reader.send(ferry=STORY)
    html = reader.until("failed")
    assert "Something went wrong" in html and str(tmp_path) not in html


def test_what_nobody_goes_on_sending_is_given_up(archive: Archive, held: Held) -> None:
    reader = Reader(QueryEngine(archive), Uploads(ingest=held, idle=0.05, kept=0.3))
    upload = reader.begin(files=1, bytes=10)
    reader.piece(upload, "a.txt", b"x", size=10)
    time.sleep(0.1)
    assert "it was given up" in reader.until("failed")
    assert reader.desk and not list(Path(reader.desk._home or "").iterdir())
    time.sleep(0.4)
    assert upload not in reader.shown()


# Who may


def test_without_being_allowed_nothing_is_taken(archive: Archive) -> None:
    reader = Reader(QueryEngine(archive), None)
    for answer in (
        reader.client.get("/uploads"),
        reader.client.post("/uploads", json={"files": 1}),
        reader.client.post(f"/uploads/{'0' * 16}/file", content=b"x"),
    ):
        assert answer.status_code == 403 and "cannot be added on this page" in answer.text


def test_other_sites_and_who_has_not_signed_in_can_send_nothing(
    archive: Archive, held: Held
) -> None:
    reader = Reader(
        QueryEngine(archive), Uploads(ingest=held), Gate(SharedPassword.alone(PASSWORD))
    )
    assert reader.client.post("/uploads", json={"files": 1}).status_code == 401
    assert reader.client.get("/uploads").status_code == 401
    reader.client.post("/login", data={"password": PASSWORD})
    upload = reader.begin(files=1, bytes=10)
    foreign = {"origin": "http://evil.example"}
    for path in ("/uploads", f"/uploads/{upload}/file?name=a.txt&size=1", f"/uploads/{upload}/end"):
        assert reader.client.post(path, content=b"x", headers=foreign).status_code == 403
    # Another reader knows nothing of it.
    other = TestClient(reader.client.app, "http://127.0.0.1:7860")
    other.post("/login", data={"password": PASSWORD})
    assert upload not in other.get("/uploads").text
    for what in ("end", "stop", "forget"):
        assert other.post(f"/uploads/{upload}/{what}").status_code == 404
    assert other.get(f"/uploads/{upload}/report.csv").status_code == 404


def test_a_page_with_limits_shows_nothing_outside_of_them(archive: Archive, held: Held) -> None:
    engine = QueryEngine(archive, filters=Filters(publishers=("Gazette",)))
    reader = Reader(engine, Uploads(ingest=held))
    line = '{"id": "%s", "title": "News %s", "text": "It rained in %s.", "publisher": "%s"}'
    lines = "\n".join(
        line % each for each in (("1", "a", "Kulob", "Gazette"), ("2", "b", "Khujand", "Obelisk"))
    )
    upload = reader.send(**{"news.jsonl": lines})
    html = reader.until("done")
    assert "1 article added, 1 not shown here." in html
    assert "News b" not in html and "Obelisk" not in html
    assert [(row["kind"], row["id"]) for row in reader.table(upload)][:2] == [
        ("added", "1"),
        ("not shown", ""),
    ]
    # Nor that it is there already.
    upload = reader.send(**{"news.jsonl": lines})
    assert "0 articles added, 1 unchanged, 1 not shown here." in reader.until("done")


def test_states_that_cannot_be_say_so(reader: Reader) -> None:
    upload = reader.send(ferry=STORY)
    reader.until("done")
    assert reader.do(upload, "end") == 409
    assert reader.piece(upload, "a.txt", b"x").status_code == 409
    assert reader.do("f" * 16, "end") == 404
    assert reader.client.post("/uploads", json=[]).status_code == 422
    assert reader.client.post("/uploads", json={"files": -1}).status_code == 400
    assert reader.client.post("/uploads/short/end").status_code == 404
    assert {each.value for each in State} == set(
        "coming waiting reading done stopped busy failed".split()
    )


def test_how_far_it_is_and_how_long_it_takes_yet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    upload = Upload("1", "reader", "upload-1", Path(), since=now)
    upload.announced, upload.announced_bytes = 4, 8_000_000
    upload.files[0] = SentFile("a", Path("a"), 2_000_000, 2_000_000)
    now = 103.0
    assert progress_of(upload) == (0.25, "1 of 4 files, 2.0 of 8.0 MB sent, about 9 seconds left")
    upload.to(State.READING)
    assert progress_of(upload) == (None, "")
    upload.told(Progress(0, 0, None, read=7))
    assert progress_of(upload) == (None, "7 articles read")
    upload.told(Progress(0, 0, 1000, read=500, found=1000))
    assert progress_of(upload) == (0.1, "500 of about 1,000 articles read")
    upload.told(Progress(0, 256, 1000, read=500, found=1000))
    now = 113.0
    upload.told(Progress(0, 512, 1000, read=500, found=1000))
    part, said = progress_of(upload)
    # 1,488 of the 2,000 chunks there will be, at 25.6 a second.
    assert part == pytest.approx(0.1 + 0.8 * 512 / 2000)
    assert said.endswith("512 of 1,000 chunks embedded, 26 a second, about 59 seconds left")


def test_the_command_takes_how_much_may_be_added(capsys: pytest.CaptureFixture[str]) -> None:
    parsed = build_parser().parse_args(["chat"])
    assert (parsed.uploads, parsed.uploads_mb) == (False, None)
    parsed = build_parser().parse_args(["chat", "--uploads", "--uploads-mb", "500"])
    assert (parsed.uploads, parsed.uploads_mb) == (True, 500)
    for wrong in (["--uploads-mb", "0"], ["--uploads-mb", "x"], ["--uploads-mb", "5"]):
        with pytest.raises(SystemExit):
            main(["chat", *wrong])
    assert "--uploads-mb goes with --uploads" in capsys.readouterr().err


# The process of its own


def test_a_process_of_its_own_says_what_it_could_not_do(
    path: Path, tmp_path: Path, hash_embedder: HashEmbedder
) -> None:
    work = Work(path, "upload-1", tmp_path, "", Fetching())
    with Archive.open(path, writing=True, embedder=hash_embedder), pytest.raises(ArchiveBusy):
        ingest_apart(work, print, threading.Event())
    with pytest.raises(ArchiveError, match="There is no archive"):
        ingest_apart(work._replace(archive=tmp_path / "none"), print, threading.Event())


def test_a_process_of_its_own_reads_while_the_page_answers(
    seeds_path: Path, somewhere: Callable[[], Path | str], seeds_engine: QueryEngine
) -> None:
    path = somewhere()
    copy_archive(seeds_path, path)
    with Archive.open(path, embedder=seeds_engine.archive.embedder) as archive:
        reader = Reader(QueryEngine(archive), Uploads())
        reader.send(bridge=OTHER, **{f"{SEEDS.name}.bin": b"\0\1\2"})
        html = reader.until("done")
        assert "1 article added, 1 rejected." in html
        assert reader.desk
        reader.desk.close()
        answer = QueryEngine(archive).query("Who opened a bridge in Kulob?")
        assert [each.article_id for each in answer.citations] == ["bridge.txt"]
