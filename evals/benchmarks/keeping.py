"""What it costs to keep an archive: a snapshot, restoring it, a copy.

    python -m evals.benchmarks.keeping ARCHIVE

ARCHIVE is the folder of one; it is read only. Prints JSON: seconds and megabytes. What is made is
made in the folder for temporary files, and deleted.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index import Archive, copy_archive, restore, snapshot


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="What it costs to keep an archive.")
    parser.add_argument("archive", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(arguments.archive, Path(folder)), sys.stdout, indent=2)
    sys.stdout.write("\n")


def measure(path: Path, folder: Path) -> dict[str, float]:
    """Seconds and megabytes, by what they are of."""
    file = folder / "archive.tar.gz"
    with Archive.open(path) as archive:
        stats = archive.stats()
    return {
        "articles": stats.articles,
        "chunks": stats.chunks,
        "archive_megabytes": round(stats.bytes / 1e6, 1),
        "snapshot_seconds": _seconds(lambda: snapshot(path, file)),
        "snapshot_megabytes": round(file.stat().st_size / 1e6, 1),
        "restore_seconds": _seconds(lambda: restore(file, folder / "restored")),
        "copy_seconds": _seconds(lambda: copy_archive(path, folder / "copied")),
    }


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
