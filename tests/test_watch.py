"""`dateline watch` reads what appears and changes, once it is whole, and nothing ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clocks import Clock
from command import dateline
from conftest import HashEmbedder
from news_server import NewsServer, Reply, feed, page
from waiting import until

from index import Archive, Fetching, ingest_path
from index.archive import exists
from index.errors import ArticleError
from index.places.opening import where
from index.places.place import Where
from ui.terminal.folder_changes import Changed, FolderChanges
from ui.terminal.watching import Watcher, Watching

ROOT = Path(__file__).parents[1]
QUICK = Watching(
    every=3600,
    settled=0.1,
    after_failure=0.1,
    fetching=Fetching(allow_private=True, pause=0, patience=5),
)


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.archive.SentenceTransformerEmbedder", HashEmbedder)
    monkeypatch.setattr("index.archive.embedder_to_index", lambda *_: HashEmbedder())


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def server() -> Iterator[NewsServer]:
    made = NewsServer()
    yield made
    made.close()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{name} is news\n\n{text}", encoding="utf-8")
    return path


@pytest.fixture
def anywhere(somewhere: Callable[[], Path | str]) -> Where:
    """A place for an archive: in a folder, and, the test run again, in PostgreSQL."""
    return where(somewhere())


def ids(archive: Where) -> set[str]:
    if not exists(archive):
        return set()
    with Archive.open(archive, embedder=HashEmbedder()) as opened:
        return {each.id for each in opened.catalog.articles.listed()}


def text_of(archive: Where, name: str) -> str:
    with Archive.open(archive, embedder=HashEmbedder()) as opened:
        return opened.article(name).article.text


# Folders


def test_what_is_there_what_appears_and_what_changes_is_read(
    news: Path, anywhere: Where, capsys: pytest.CaptureFixture[str]
) -> None:
    write(news, "there.txt", "It was there before.")
    watcher = Watcher(anywhere, [news], QUICK)
    until(lambda: ids(anywhere) == {"there.txt"}, watcher.step)
    write(news, "new.txt", "It is new.")
    write(news, "deep/er.txt", "It lies in a folder.")
    until(lambda: ids(anywhere) == {"there.txt", "new.txt", "deep/er.txt"}, watcher.step)
    write(news, "new.txt", "It was changed.")
    until(lambda: "changed" in text_of(anywhere, "new.txt"), watcher.step)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "  added     there.txt is news (there.txt)"
    assert "  added     new.txt is news (new.txt)" in printed
    assert printed[-1] == "  updated   new.txt is news (new.txt)"
    assert len(printed) == 4


def test_what_goes_is_told_and_its_articles_are_kept(
    news: Path, anywhere: Where, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(news, "a.txt", "It stays.")
    watcher = Watcher(anywhere, [news], QUICK)
    until(lambda: ids(anywhere) == {"a.txt"}, watcher.step)
    capsys.readouterr()
    path.unlink()
    out: list[str] = []
    until(
        lambda: "gone" in "".join(out),
        lambda: (watcher.step(), out.append(capsys.readouterr().out)),
    )
    assert out[-1] == f"  gone      {path}; what was read of it is kept\n"
    assert ids(anywhere) == {"a.txt"}


def test_a_file_that_grows_is_read_once_it_has_stopped(news: Path) -> None:
    clock = Clock()
    changes = FolderChanges(news, every=3600, settled=2.0, clock=clock)
    path = write(news, "a.txt", "Half")
    assert changes.wait(0.01) == Changed()
    for _ in range(3):
        clock.now += 1.5
        with path.open("a", encoding="utf-8") as growing:
            growing.write(" of a sentence")
        assert changes.wait(0.01) == Changed()
    clock.now += 1.9
    assert changes.wait(0.01) == Changed()
    clock.now += 0.2
    assert changes.wait(0.01) == Changed(to_read=frozenset({"a.txt"}))
    clock.now += 10
    assert changes.wait(0.01) == Changed()


def test_what_no_notice_comes_of_is_found_by_a_look_at_every_file(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: iter([()] * 1000))
    clock = Clock()
    changes = FolderChanges(news, every=60, settled=1.0, clock=clock)
    changes.wait(0.01)
    write(news, "a.txt", "Unnoticed.")
    clock.now += 30
    assert changes.wait(0.01) == Changed() and not changes._waiting
    clock.now += 31
    changes.wait(0.01)
    clock.now += 2
    assert changes.wait(0.01).to_read == {"a.txt"}
    (news / "a.txt").unlink()
    clock.now += 61
    assert changes.wait(0.01).gone == {"a.txt"}


def test_hidden_files_are_passed_over_and_a_folder_that_is_moved_in_is_read(
    news: Path, archive: Path, tmp_path: Path
) -> None:
    watcher = Watcher(archive, [news], QUICK)
    watcher.step(0.1)
    write(tmp_path / "else", "b.txt", "It was moved in.")
    write(news, ".a.txt.part", "It is hidden.")
    write(news, ".hidden/c.txt", "It is hidden.")
    write(tmp_path / "secret", "d.txt", "It lies elsewhere.")
    (news / "linked").symlink_to(tmp_path / "secret")
    (news / "link.txt").symlink_to(tmp_path / "secret" / "d.txt")
    (tmp_path / "else").rename(news / "moved")
    until(lambda: bool(ids(archive)), watcher.step)
    for _ in range(5):
        watcher.step(0.1)
    write(tmp_path / "secret", "d.txt", "It was changed elsewhere.")
    for _ in range(5):
        watcher.step(0.1)
    assert ids(archive) == {"moved/b.txt"}


def test_of_a_folder_only_files_that_lie_in_it_are_read(
    news: Path, archive: Path, tmp_path: Path
) -> None:
    write(tmp_path / "secret", "d.txt", "It lies elsewhere.")
    (news / "linked").symlink_to(tmp_path / "secret")
    write(news, "deep/a.txt", "It lies here.")
    names = {"../secret/d.txt", "linked/d.txt", str(tmp_path / "secret/d.txt"), "deep/a.txt",
             "nowhere.txt", "deep/../deep/a.txt"}  # fmt: skip
    with Archive.create(archive, embedder=HashEmbedder()) as made:
        report = ingest_path(news, made, only=names)
    assert (report.added, report.rejected, report.missing) == (("deep/a.txt",), (), ())


def test_where_no_notice_can_be_had_the_files_are_looked_at_now_and_then(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    real = FolderChanges._look
    monkeypatch.setattr(FolderChanges, "_look", lambda self: (looks.append(1), real(self)))

    def failing(*_: object, **__: object) -> Iterator[object]:
        raise OSError("no more folders can be watched")
        yield

    monkeypatch.setattr("watchfiles.watch", failing)
    clock = Clock()
    changes = FolderChanges(news, every=3600, settled=1.0, clock=clock)
    write(news, "a.txt", "It is found all the same.")
    for _ in range(5):
        changes.wait(0.01)
    assert len(looks) == 1
    clock.now += 2
    assert changes.wait(0.01).to_read == {"a.txt"}
    write(news, "b.txt", "This one, too.")
    clock.now += 61
    changes.wait(0.01)
    clock.now += 2
    assert changes.wait(0.01).to_read == {"b.txt"} and len(looks) == 2


def test_a_file_that_cannot_be_read_is_told_and_nothing_ends(
    news: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watcher = Watcher(archive, [news], QUICK)
    (news / "empty.txt").touch()
    (news / "bad.pdf").write_bytes(b"%PDF-1.7 nonsense")
    (news / "leads").symlink_to("/nowhere/at/all")
    write(news, "good.txt", "It is read all the same.")
    until(lambda: ids(archive) == {"good.txt"}, watcher.step)
    printed = capsys.readouterr().out
    for name in ("empty.txt", "bad.pdf", "leads"):
        assert f"rejected  {news / name}: " in printed


def test_while_another_writes_to_the_archive_it_waits_and_then_goes_on(
    news: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watcher = Watcher(archive, [news], QUICK)
    write(news, "a.txt", "It waits.")
    err: list[str] = []
    with Archive.create(archive, embedder=HashEmbedder()):
        until(
            lambda: "".join(err) != "",
            lambda: (watcher.step(0.05), err.append(capsys.readouterr().err)),
        )
        for _ in range(10):
            watcher.step(0.05)
    assert "another" in "".join(err).lower() or "busy" in "".join(err).lower()
    assert capsys.readouterr().err == "", "it was told once"
    until(lambda: ids(archive) == {"a.txt"}, watcher.step)


def test_a_failure_that_nobody_thought_of_ends_nothing(
    news: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import ui.terminal.watching as watching

    real, failures = watching.ingest_path, [ZeroDivisionError("odd"), MemoryError()]

    def failing(*given: object, **named: object) -> object:
        if failures:
            raise failures.pop(0)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "ingest_path", failing)
    watcher = Watcher(archive, [news], QUICK)
    write(news, "a.txt", "It is read in the end.")
    until(lambda: ids(archive) == {"a.txt"}, watcher.step)
    assert "ZeroDivisionError: odd" in capsys.readouterr().err


def test_a_folder_that_goes_and_comes_back_is_watched_on(news: Path, archive: Path) -> None:
    watcher = Watcher(archive, [news], QUICK)
    watcher.step(0.1)
    news.rename(news.with_name("away"))
    watcher.step(0.1)
    news.mkdir()
    write(news, "a.txt", "It came back.")
    until(lambda: ids(archive) == {"a.txt"}, watcher.step)


def test_only_folders_that_are_there_are_watched(news: Path, archive: Path) -> None:
    for wrong in (news / "nowhere", write(news, "a.txt", "A file.")):
        with pytest.raises(ArticleError, match="no folder that can be watched"):
            Watcher(archive, [wrong], QUICK)
    assert dateline("watch", news / "nowhere", "--archive", archive).returncode == 1


def test_an_archive_within_the_folder_is_no_news(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(news, "a.txt", "It is read.")
    watcher = Watcher(news / "archive", [news], QUICK)
    until(lambda: ids(news / "archive") == {"a.txt"}, watcher.step)
    for _ in range(5):
        watcher.step(0.1)
    assert capsys.readouterr().out == "  added     a.txt is news (a.txt)\n"


def test_of_very_many_files_the_first_are_told(
    news: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(30):
        write(news, f"{n:02}.txt", f"Number {n} of them.")
    watcher = Watcher(archive, [news], QUICK)
    until(lambda: len(ids(archive)) == 30, watcher.step)
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 21
    assert printed[-1] == "  added     and 10 more: dateline articles has all that was read"


# Addresses


def test_an_address_is_visited_again_and_again_and_told_of_when_something_is_new(
    server: NewsServer, anywhere: Where, capsys: pytest.CaptureFixture[str]
) -> None:
    server.pages["/ferry"] = Reply(page("ferry"))
    server.pages["/rss"] = Reply(feed(server, "ferry", "bridge"))
    clock = Clock()
    watcher = Watcher(anywhere, [server.address("/rss")], QUICK, clock=clock)
    watcher.step(0)
    first = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in first] == ["added", "added", "rejected"]
    assert first[0].endswith(f"Ferry of Dushanbe is closed ({server.address('/ferry')})")
    server.paths()
    clock.now += 3599
    watcher.step(0)
    assert server.paths() == []
    clock.now += 2
    watcher.step(0)
    assert server.paths()[0] == "/rss"
    assert capsys.readouterr().out == "", "what is rejected as before is not told again"
    server.pages["/bridge"] = Reply(page("bridge"))
    server.pages["/rss"] = Reply(feed(server, "ferry", "bridge"))
    clock.now += 3601
    watcher.step(0)
    assert capsys.readouterr().out.split()[0] == "updated"


def test_a_server_that_is_away_ends_nothing(
    archive: Path, news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = NewsServer()
    address = server.address("/ferry")
    server.close()
    watcher = Watcher(archive, [address, news], QUICK)
    watcher.step(0.1)
    assert f"rejected  {address}: the server gave no whole answer" in capsys.readouterr().out
    write(news, "a.txt", "It is read.")
    until(lambda: ids(archive) == {"a.txt"}, watcher.step)


# The command


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_a_sentence(told: signal.Signals, news: Path, seeds_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "ui.terminal.cli", "watch", news, "--archive", seeds_path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)},
    )
    assert running.stderr is not None
    assert running.stderr.readline() == f"Watching {news}. Ctrl-C ends it.\n"
    (news / "empty.txt").touch()
    assert running.stdout is not None
    assert running.stdout.readline().startswith(f"  rejected  {news / 'empty.txt'}: ")
    running.send_signal(told)
    out, said = running.communicate(timeout=60)
    assert (running.returncode, out) == (0, "")
    assert said == "Stopped. What was finished is kept.\n"
