"""Files of a folder that have appeared or changed, and have stopped growing since."""

import os
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from index.formats.folders import names_in

SETTLED_SECONDS = 2.0
_WITHOUT_NOTICE = 60.0


class Changed(NamedTuple):
    """Names of files, relative to their folder: those to be read, and those that have gone."""

    to_read: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


class _Mark(NamedTuple):
    """What tells one state of a file from another."""

    size: int
    modified: int
    number: int


class FolderChanges:
    """Watches one folder, from its first file on: at the beginning all of them have appeared.

    The system gives notice of changes; what it gives none of, as on network drives or where too
    much changes at once, is found by a look at every file now and then.
    """

    def __init__(
        self,
        folder: Path,
        *,
        every: float,
        settled: float = SETTLED_SECONDS,
        but: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes the folder, which may come and go.

        Args:
            folder: What is watched.
            every: Seconds from one look at every file to the next.
            settled: Seconds in which a file must not change before it is read.
            but: A folder in it that is passed over: the archive's, which changes with every change.
            clock: Tells the time in seconds.
        """
        self.folder = folder
        self._every = every
        self._settled = settled
        self._clock = clock
        self._but = but.resolve() if but else None
        self._root = folder.resolve()
        self._seen: dict[str, _Mark] = {}
        self._waiting: dict[str, tuple[_Mark | None, float]] = {}
        self._notices: Iterator[Collection[tuple[object, str]]] | None = None
        self._watched: tuple[int, int] | None = None
        self._next_look = 0.0
        self._notice_from = 0.0

    def wait(self, seconds: float) -> Changed:
        """What has come to rest; waits for that so long at most."""
        if self._is_there():
            for name in self._noticed(seconds):
                self._waiting.setdefault(name, (None, 0.0))
            if self._clock() >= self._next_look:
                self._look()
            return self._come_to_rest()
        time.sleep(seconds)
        return Changed()

    def again(self, names: Collection[str], seconds: float) -> None:
        """Has files read once more, so many seconds later."""
        for name in names:
            self._waiting[name] = (self._seen.pop(name, None), self._clock() + seconds)

    def _is_there(self) -> bool:
        """Whether there is a folder; another one in its place is watched anew."""
        try:
            found = os.stat(self.folder)
        except OSError:
            self._notices = self._watched = None
            return False
        if self._watched != (found.st_dev, found.st_ino):
            self._watched, self._notices = (found.st_dev, found.st_ino), None
            self._root = self.folder.resolve()
        return True

    def _noticed(self, seconds: float) -> Iterator[str]:
        from watchfiles import watch

        if self._notices is None and self._clock() < self._notice_from:
            time.sleep(seconds)
            return
        if self._notices is None:
            self._next_look = 0.0  # for what came before there was notice
            self._notices = watch(
                self._root,
                watch_filter=None,
                rust_timeout=max(1, int(seconds * 1000)),
                yield_on_timeout=True,
                debounce=500,
                ignore_permission_denied=True,
            )
        try:
            changes = next(self._notices)
        except (OSError, RuntimeError, StopIteration):
            # Such as: no more folders can be watched. The look at every file finds it.
            self._notices, self._notice_from = None, self._clock() + _WITHOUT_NOTICE
            return
        for _, path in changes:
            yield from self._names(Path(path))

    def _names(self, path: Path) -> Iterator[str]:
        """The file, or those in what is a folder, but for what is passed over."""
        if path == self._root or not path.is_relative_to(self._root):
            return
        name = path.relative_to(self._root).as_posix()
        if any(part.startswith(".") for part in Path(name).parts):
            return
        is_folder = path.is_dir() and not path.is_symlink()
        found = (f"{name}/{each}" for each in names_in(path)) if is_folder else iter((name,))
        yield from filter(self._is_watched, found)

    def _is_watched(self, name: str) -> bool:
        return self._but is None or not (self._root / name).is_relative_to(self._but)

    def _look(self) -> None:
        """Compares every file with what was seen of it."""
        self._next_look = self._clock() + self._every
        found = set(filter(self._is_watched, names_in(self._root)))
        for name in found | self._seen.keys():
            if _mark(self._root / name) != self._seen.get(name):
                self._waiting.setdefault(name, (None, 0.0))

    def _come_to_rest(self) -> Changed:
        now = self._clock()
        to_read, gone = set(), set()
        for name, (before, since) in list(self._waiting.items()):
            mark = _mark(self._root / name)
            if mark is None:
                del self._waiting[name]
                if self._seen.pop(name, None):
                    gone.add(name)
            elif mark != before:
                self._waiting[name] = (mark, now)
            elif now - since >= self._settled:
                del self._waiting[name]
                if self._seen.get(name) != mark:
                    self._seen[name] = mark
                    to_read.add(name)
        return Changed(frozenset(to_read), frozenset(gone))


def _mark(path: Path) -> _Mark | None:
    try:
        found = os.stat(path)
    except OSError:
        return _Mark(0, 0, 0) if os.path.lexists(path) else None
    return _Mark(found.st_size, found.st_mtime_ns, found.st_ino)
