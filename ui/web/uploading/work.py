"""One upload as work for whatever reads it, and what comes of that."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol

from index import Fetching, IngestReport
from index.ingesting.ingestion import Progress
from index.places.place import Where


class Work(NamedTuple):
    """What is to be read into which archive.

    Attributes:
        archive: The archive's folder or address.
        called: The upload's own name; see `index.ingest_upload`.
        folder: Where the files are; None where an address is to be fetched.
        address: Of a page or a feed; "" where files are to be read.
        fetching: The bounds on what is fetched.
    """

    archive: Where
    called: str
    folder: Path | None
    address: str
    fetching: Fetching


class Outcome(NamedTuple):
    """What became of it, and whether it was stopped before its end."""

    report: IngestReport
    stopped: bool = False


class Ingesting(Protocol):
    """Reads one upload into its archive."""

    def __call__(self, work: Work, tell: Callable[[Progress], None], stopped: Event) -> Outcome:
        """Returns at its end, or soon after `stopped` was set: what is finished by then stays.

        Raises:
            ArchiveBusy: Another process writes to the archive.
            DatelineError: It cannot be read.
        """
