"""Files are read in a process of their own: what a file does to it does nothing to the run.

Reading goes on there while articles are embedded here. A file that takes too long, needs more
memory than there is for it, or brings the reading program down is rejected with that reason, and
the process begins anew behind it.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.folders import AS_USUAL, Begun, Reading

SECONDS = 120.0
"""How long one article may take to be read."""

_TO_BEGIN = 60.0


class Job(NamedTuple):
    """What the process is to read: arguments of `index.formats.files.read_all`."""

    folder: str  # that a relative path begins at
    path: Path
    reading: Reading
    after: str | None


class Failed(NamedTuple):
    """The error that reading ended with."""

    error: Exception


def read_apart(
    path: Path, reading: Reading = AS_USUAL, *, seconds: float = SECONDS
) -> Iterator[Article | Rejected]:
    """Yield what `index.formats.read` does, read in another process.

    Args:
        path: The file or the folder.
        reading: How it is read.
        seconds: How long one article may take.

    Raises:
        ArticleError: There is nothing at `path`, its folder cannot be listed, or the process does
            not come up.
    """
    after: str | None = None
    while True:
        process, begun = _take(), None
        try:
            process.send(Job(os.getcwd(), path, reading, after))
            while (told := process.next(seconds if begun else _TO_BEGIN)) is not None:
                if isinstance(told, Begun):
                    begun = told
                elif isinstance(told, Failed):
                    raise told.error
                else:
                    yield told
        except (TimeoutError, EOFError, ConnectionError) as failure:
            process.kill()
            if begun is None:  # No file's fault: the process itself does not come up.
                raise _not_begun(failure) from failure
            yield Rejected(begun.origin, _reason(failure, seconds))
            after = begun.name
        except BaseException:
            process.kill()
            raise
        else:
            _give_back(process)
            return


def _not_begun(failure: BaseException) -> ArticleError:
    if isinstance(failure, TimeoutError):
        why = f"did not begin within {_TO_BEGIN:.0f} seconds, as where the machine is too busy"
    else:
        why = "came to an end before it began, as where memory runs out"
    return ArticleError(
        f"The program that reads articles {why}. Run the same again when there is room for it; "
        "what was finished is kept."
    )


def _reason(failure: BaseException, seconds: float) -> str:
    if isinstance(failure, TimeoutError):
        return (
            f"reading it took longer than {seconds:.0f} seconds; what came before that was kept. "
            "Cut it into smaller files, or leave it out"
        )
    return (
        "the program that reads it came to an end over it, as where memory runs out; what came "
        "before that was kept. Cut it into smaller files, or leave it out"
    )


class _Process:
    """The process that reads, and the connection to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        # Not by multiprocessing: it would run the program that imported this one more time.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.formats.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self._connection = Connection(ours.detach())

    def send(self, job: Job) -> None:
        self._connection.send(job)

    def next(self, seconds: float) -> Article | Rejected | Begun | Failed | None:
        """What it tells next; None at the end of a job."""
        if not self._connection.poll(seconds):
            raise TimeoutError
        told: Article | Rejected | Begun | Failed | None = self._connection.recv()
        return told

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._connection.close()

    def alive(self) -> bool:
        return self._process.poll() is None


# Kept between runs: to begin one takes a third of a second.
_idle: list[_Process] = []
_lock = threading.Lock()


def _take() -> _Process:
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.alive():
                return process
            process.kill()
    return _Process()


def _give_back(process: _Process) -> None:
    with _lock:
        if not _idle:
            _idle.append(process)
            return
    process.kill()


@atexit.register
def end_idle() -> None:
    """End the process that waits for the next run."""
    with _lock:
        while _idle:
            _idle.pop().kill()
