"""`dateline watch`: reads what appears or changes in folders and at addresses until it is ended."""

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from index import Archive, Fetching, IngestReport, Rejected, ingest_address, ingest_path
from index.archive import exists
from index.errors import ArticleError, DatelineError
from index.formats.fields.mapping import NO_MAPPING, Mapping, parse_mapping
from index.places.place import Where
from ui.terminal.advice import advised
from ui.terminal.folder_changes import SETTLED_SECONDS, FolderChanges
from ui.terminal.index_report import change_lines
from ui.terminal.people_served import note_indexed
from ui.terminal.printing import say, tell
from ui.terminal.working import writable

_WAIT = 0.5
_WHERE = "dateline articles has all that was read"


@dataclass(frozen=True, slots=True)
class Watching:
    """How things are watched.

    Attributes:
        every: Seconds from one visit of an address to the next.
        settled: Seconds in which a file must not change before it is read.
        after_failure: Seconds until what failed is tried again.
        replace: Whether articles of other sources are replaced.
        mapping: Which keys of records are which fields.
        fetching: The bounds on what is fetched.
    """

    every: float = 900.0
    settled: float = SETTLED_SECONDS
    after_failure: float = 30.0
    replace: bool = False
    mapping: Mapping = NO_MAPPING
    fetching: Fetching = Fetching()


def watch(arguments: Namespace) -> int:
    """Watches until Ctrl-C or a signal ends it."""
    watching = Watching(
        every=60.0 * arguments.every,
        replace=arguments.replace,
        mapping=parse_mapping(arguments.map) if arguments.map else NO_MAPPING,
        fetching=Fetching(allow_private=arguments.allow_private),
    )
    watcher = Watcher(arguments.archive, arguments.sources, watching)
    try:
        if not exists(arguments.archive):
            with writable(arguments.archive, None, None):
                pass
        tell(f"Watching {', '.join(map(str, arguments.sources))}. Ctrl-C ends it.")
        while True:
            watcher.step()
    except KeyboardInterrupt:
        tell("Stopped. What was finished is kept.")
        return 0


class Watcher:
    """Brings an archive up to date, step by step.

    The archive is open for writing only while something is read into it, so that others can write
    to it too.
    """

    def __init__(
        self,
        archive: Where,
        sources: Iterable[Path | str],
        watching: Watching,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes what is watched.

        Args:
            archive: The archive's folder or address.
            sources: Folders, and addresses as texts.
            watching: How.
            clock: Tells the time in seconds.

        Raises:
            ArticleError: A source is neither a folder that is there nor an address.
        """
        sources = list(sources)
        self._archive = archive
        self._watching = watching
        self._clock = clock
        self._folders = [
            FolderChanges(
                _folder(each),
                every=watching.every,
                settled=watching.settled,
                but=archive if isinstance(archive, Path) else None,
                clock=clock,
            )
            for each in sources
            if isinstance(each, Path)
        ]
        self._due = {each: 0.0 for each in sources if isinstance(each, str)}
        self._told: dict[str, frozenset[Rejected]] = {}
        self._failure = ""

    def step(self, seconds: float = _WAIT) -> None:
        """Reads what there is to be read; waits for it so long at most. Fails never."""
        for folder in self._folders:
            self._look_into(folder, seconds / len(self._folders))
        if not self._folders:
            time.sleep(seconds)
        for address, due in self._due.items():
            if self._clock() >= due:
                self._visit(address)

    def _look_into(self, folder: FolderChanges, seconds: float) -> None:
        to_read, gone = folder.wait(seconds)
        if to_read:
            done = self._done(
                lambda archive: ingest_path(
                    folder.folder,
                    archive,
                    replace=self._watching.replace,
                    mapping=self._watching.mapping,
                    only=to_read,
                )
            )
            if not done:
                folder.again(to_read, self._watching.after_failure)
        _print(
            f"  gone      {folder.folder / name}; what was read of it is kept"
            for name in sorted(gone)
        )

    def _visit(self, address: str) -> None:
        done = self._done(
            lambda archive: self._news_of(
                address,
                ingest_address(
                    address,
                    archive,
                    replace=self._watching.replace,
                    fetching=self._watching.fetching,
                ),
            )
        )
        wait = self._watching.every if done else self._watching.after_failure
        self._due[address] = self._clock() + wait

    def _news_of(self, address: str, report: IngestReport) -> IngestReport:
        """The report without what was rejected for the same reasons the last time."""
        before, now = self._told.get(address, frozenset()), frozenset(report.rejected)
        self._told[address] = now
        return replace(
            report, rejected=tuple(each for each in report.rejected if each not in before)
        )

    def _done(self, ingest: Callable[[Archive], IngestReport]) -> bool:
        """Whether something was read into the archive; what became of it is printed."""
        try:
            with writable(self._archive, None, None) as archive:
                report = ingest(archive)
                lines = change_lines(report, _titles(archive, report), _WHERE)
        except DatelineError as error:
            return self._failed(advised(error))
        except Exception as error:
            return self._failed(f"{type(error).__name__}: {error}. It is tried again.")
        self._failure = ""
        if report.added or report.updated or report.pruned:
            note_indexed(self._archive, "watch", report)
        _print(lines)
        return True

    def _failed(self, sentence: str) -> bool:
        """Tells of a failure, once as long as it is the same."""
        if sentence != self._failure:
            tell(sentence)
        self._failure = sentence
        return False


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ArticleError(
            f"{path} is no folder that can be watched. Give a folder, or the address of a page or "
            "a feed."
        )
    return path


def _titles(archive: Archive, report: IngestReport) -> dict[str, str]:
    """The titles of the first articles that were added, which are printed."""
    found = archive.catalog.articles.by_id(report.added[:50])
    return {key: stored.article.title for key, stored in found.items()}


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
    sys.stdout.flush()  # so that who reads our output need not wait for more of it
