"""How long the page of the archive looks for what is typed, a keystroke.

    python -m evals.benchmarks.keystrokes --archive .dateline

Types the first three words of some headlines letter by letter, as the page does: found, counted by
publisher, section, language, kind and day, and the first 50 read. No words are found twice: what is
remembered would cost nothing. Prints JSON, in milliseconds; what the page makes of it, and the way
to the browser, come on top.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator

from index import Archive, Filters
from index.storage.browsing import DATED, NAMED, Sorting

HEADLINES = 60
WORDS = 3


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How long what is typed is looked for.")
    parser.add_argument("--archive", default=".dateline")
    arguments = parser.parse_args()
    with Archive.open(arguments.archive) as archive:
        typed = list(dict.fromkeys(keystrokes(archive)))
        stats = archive.stats()
        result: dict[str, object] = {"articles": stats.articles, "chunks": stats.chunks}
        result["first of all"] = milliseconds(archive, typed[0], Sorting.NEWEST)
        for order in (Sorting.MATCH, Sorting.NEWEST, Sorting.TITLE):
            result[order.value] = summary([milliseconds(archive, each, order) for each in typed])
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def keystrokes(archive: Archive) -> Iterator[str]:
    """What stands in the field after each letter."""
    titles = [each.title for each in archive.catalog.articles.listed()]
    for title in random.Random(1).sample(titles, min(HEADLINES, len(titles))):
        words = " ".join(title.split()[:WORDS])
        yield from (words[:end] for end in range(1, len(words) + 1))


def milliseconds(archive: Archive, typed: str, order: Sorting) -> float:
    """How long one keystroke takes."""
    everything = dict.fromkeys((*NAMED, DATED), Filters())
    begun = time.perf_counter()
    archive.catalog.browsing.browsed(Filters(), everything, typed, order=order)
    return 1000 * (time.perf_counter() - begun)


def summary(taken: list[float]) -> dict[str, float]:
    """The median and how long the slowest take."""
    ordered = sorted(taken)
    return {
        "keystrokes": len(ordered),
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[int(0.95 * len(ordered))], 1),
        "most": round(ordered[-1], 1),
    }


if __name__ == "__main__":
    main()
