"""An upload is read in a process of its own, so that asking goes on meanwhile.

What that process does, and what is done to it, leaves the page as it is: it loads the embedding
model and ends with its work.
"""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Event
from typing import NamedTuple

from index import DatelineError
from index.errors import ArchiveBusy, ArchiveError
from index.ingesting.ingestion import Progress
from ui.web.uploading.work import Outcome, Work

_LOOK_SECONDS = 0.2
_SECONDS_TO_STOP = 15.0
_log = logging.getLogger("dateline.page")


class Failed(NamedTuple):
    """What the process could not do: its error's sentence, and whether it may be tried again."""

    said: str
    busy: bool


def ingest_apart(work: Work, tell: Callable[[Progress], None], stopped: Event) -> Outcome:
    """Reads one upload; see `work.Ingesting`."""
    ours, theirs = socket.socketpair()
    # Not by multiprocessing: it would run the program that imported this one more time.
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.web.uploading.worker", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    theirs.close()
    connection = Connection(ours.detach())
    try:
        connection.send(work)
        return _heard(connection, tell, stopped)
    except (EOFError, ConnectionError) as error:
        _log.error("the process that reads an upload came to an end: %s", process.poll())
        raise DatelineError(
            "The program that reads articles came to an end, as where memory runs out. What was "
            "finished stays; try again with fewer files."
        ) from error
    finally:
        # It ends by itself when nobody listens.
        connection.close()
        try:
            process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _heard(connection: Connection, tell: Callable[[Progress], None], stopped: Event) -> Outcome:
    told_to_stop = False
    while True:
        if stopped.is_set() and not told_to_stop:
            told_to_stop = True
            connection.send("stop")
        if not connection.poll(_LOOK_SECONDS):
            continue
        told: Progress | Outcome | Failed = connection.recv()
        if isinstance(told, Outcome):
            return told
        if isinstance(told, Failed):
            raise (ArchiveBusy if told.busy else ArchiveError)(told.said)
        tell(told)
