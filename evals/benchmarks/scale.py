"""What an archive of a million passages and more would cost, by what smaller ones do.

    python -m evals.benchmarks.size FOLDER --work runs/finding --copies 0 1 4 >sizes.jsonl
    python -m evals.benchmarks.scale sizes.jsonl

Prints, for each kind of archive, a Markdown table: every measure at the sizes that were measured,
what the smaller ones had foretold of the largest, and what all foretell of 1, 10 and 100 million. A
measure is taken to grow by a straight line over the number of chunks, the search among vectors by
one over its logarithm, as HNSW does. Least squares; where the line falls, the mean is taken.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

FORETOLD = (1e6, 1e7, 1e8)
PLAIN = ("disk MB", "memory MB after", "seconds to open, with the model",
         "seconds of the first search")  # fmt: skip
LOGARITHMIC = ("embed", "vectors")
FEWEST = 3


def main() -> None:
    """Reads the command line; prints a table for each kind of archive."""
    parser = argparse.ArgumentParser(description="What a far larger archive would cost.")
    parser.add_argument("sizes", type=Path, help="what evals.benchmarks.size printed")
    arguments = parser.parse_args()
    lines = arguments.sizes.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    for kind in dict.fromkeys(row["kind"] for row in rows):
        of_kind = sorted((r for r in rows if r["kind"] == kind), key=lambda row: row["chunks"])
        if len(of_kind) < FEWEST:
            raise SystemExit(
                f"{arguments.sizes} tells of {len(of_kind)} sizes of the kind {kind}; it takes "
                f"{FEWEST} to foretell one and see whether it is so. Measure more of them."
            )
        sys.stdout.write(f"\n**{kind}**\n\n" + "\n".join(table(of_kind)) + "\n")


def table(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """The lines of a table, of rows of one kind by their size."""
    chunks = np.array([row["chunks"] for row in rows], dtype=float)
    sizes = [f"{size:,.0f}" for size in (*chunks, *FORETOLD)]
    names = [*sizes[: len(rows)], "the last, foretold", *sizes[len(rows) :]]
    yield f"| chunks | {' | '.join(names)} |"
    yield f"| --- |{' --- |' * len(names)}"
    for name, values in _measures(rows).items():
        logarithmic = name.split(",")[0].removesuffix(" ms") in LOGARITHMIC
        known = foretold(chunks[:-1], values[:-1], chunks[-1:], logarithmic=logarithmic)
        far = foretold(chunks, values, np.array(FORETOLD), logarithmic=logarithmic)
        cells = [_cell(value) for value in (*values, *known, *far)]
        yield f"| {name} | {' | '.join(cells)} |"


def foretold(
    sizes: np.ndarray, values: np.ndarray, others: np.ndarray, *, logarithmic: bool
) -> np.ndarray:
    """The values at other sizes on the line through known ones; their mean where it falls.

    Args:
        sizes: Numbers of chunks, shape (n,), the smallest first.
        values: A measure at each, shape (n,).
        others: Larger numbers of chunks, shape (m,).
        logarithmic: Whether the line is over the logarithm of the size.
    """
    scale = np.log if logarithmic else np.asarray
    slope, start = np.polyfit(scale(sizes), values, 1)
    if slope <= 0:
        return np.full(len(others), float(np.mean(values)))
    return np.asarray(start + slope * scale(others))


def _cell(value: float) -> str:
    """Four figures of a number, the rest as noughts."""
    return f"{float(f'{value:.4g}'):,.10g}"


def _measures(rows: Sequence[Mapping[str, Any]]) -> dict[str, np.ndarray]:
    found = {name: np.array([row[name] for row in rows], dtype=float) for name in PLAIN}
    for part in rows[0]["milliseconds"]:
        for which in ("median", "p95"):
            values = [row["milliseconds"][part][which] for row in rows]
            found[f"{part} ms, {which}"] = np.array(values, dtype=float)
    return found


if __name__ == "__main__":
    main()
