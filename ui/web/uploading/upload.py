"""One upload: whose it is, what has come of it, how far it is."""

import shutil
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from index import Rejected
from index.ingesting.ingestion import Progress
from ui.web.uploading.results import Result

if TYPE_CHECKING:
    from qa import QueryEngine


class State(StrEnum):
    """Where an upload stands."""

    COMING = "coming"
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    STOPPED = "stopped"
    BUSY = "busy"  # another process writes; it may be tried again
    FAILED = "failed"


SECONDS_OF_A_PIECE = 25.0
"""How long a piece may be on its way: a request is given up before."""

ENDED = frozenset({State.DONE, State.STOPPED, State.FAILED})


@dataclass(slots=True)
class SentFile:
    """A file on its way: where it comes to, how long it is, how much of it is there."""

    name: str
    path: Path
    size: int
    there: int = 0

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return self.there >= self.size


@dataclass(slots=True)
class Upload:
    """What one reader adds at once; changed under the lock of its `Desk` alone.

    Attributes:
        id: What the page calls it; nobody can guess it.
        reader: Who adds it.
        called: What the archive calls it.
        folder: Where its files come to; of an address nothing does.
        address: The page or feed that is fetched; "" for files.
        announced: How many files its sender means to send.
        announced_bytes: And how much that is.
        files: Those that come, by the numbers that their sender gave them.
        refused: Those that are not taken, by their numbers.
        state: Where it stands.
        said: What went wrong, in a sentence.
        progress: How far reading is.
        embedding: When the first chunks were embedded, in seconds of a clock that only goes on.
        embedded: How many were then.
        result: What became of it.
        questions: New ones to ask; None while they are looked for.
        engine: What of the archive its reader may see; None for all that is served.
        who: What its reader is called in the audit log.
        place: The address that it came from.
        stop: Set when it is to end.
    """

    id: str
    reader: str
    called: str
    folder: Path | None
    address: str = ""
    announced: int = 0
    announced_bytes: int = 0
    files: dict[int, SentFile] = field(default_factory=dict)
    refused: dict[int, Rejected] = field(default_factory=dict)
    state: State = State.COMING
    said: str = ""
    progress: Progress | None = None
    result: Result | None = None
    questions: tuple[str, ...] | None = ()
    engine: "QueryEngine | None" = None
    who: str = ""
    place: str = ""
    stop: Event = field(default_factory=Event)
    since: float = field(default_factory=time.monotonic)
    touched: float = field(default_factory=time.monotonic)
    embedding: float = 0.0
    embedded: int = 0

    @property
    def broken_off(self) -> bool:
        """Whether it seems that nobody sends any more of it, as where the page was left."""
        still = time.monotonic() - self.touched
        return self.state is State.COMING and still > SECONDS_OF_A_PIECE

    def told(self, progress: Progress) -> None:
        """Notes how far reading is."""
        self.progress = progress
        if progress.chunks and not self.embedding:
            self.embedding, self.embedded = time.monotonic(), progress.chunks

    @property
    def bytes_there(self) -> int:
        """How much has come."""
        return sum(each.there for each in self.files.values())

    def to(self, state: State, said: str = "") -> None:
        """Puts it somewhere else."""
        self.state, self.said, self.touched = state, said, time.monotonic()

    def clear(self) -> None:
        """Deletes its files, of which the archive has what it took."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
