"""How much readers may add, and what it is read by."""

from dataclasses import dataclass

from index import Fetching
from index.addresses.bounds import AS_USUAL
from ui.web.uploading.apart import ingest_apart
from ui.web.uploading.work import Ingesting

MOST_MEGABYTES = 200


@dataclass(frozen=True, slots=True)
class Uploads:
    """That readers may add articles, and within which bounds.

    Attributes:
        most_bytes: Of all files of one upload.
        most_files: Of one upload.
        of_one: How many uploads a reader may have under way.
        of_all: How many all readers together.
        idle: Seconds after which an upload is given up of which nothing comes any more.
        kept: Seconds for which files wait that could not be read yet, and reports can be seen.
        fetching: The bounds on what is fetched from addresses.
        ingest: What reads.
    """

    most_bytes: int = MOST_MEGABYTES * 1_000_000
    most_files: int = 5_000
    of_one: int = 3
    of_all: int = 20
    idle: float = 15 * 60.0
    kept: float = 4 * 60 * 60.0
    fetching: Fetching = AS_USUAL
    ingest: Ingesting = ingest_apart
