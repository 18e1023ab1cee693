"""A run cut down to what comparing needs, small enough to be kept beside its question set."""

from pathlib import Path

from evals.runs.run import Run
from evals.runs.run_files import ROWS, json_line, write_text

# Without answers and passages: they are the archive's text, and most of a row.
KEPT = ("id", "question", "kind", "held_out", "answerable", "answered", "error", "measures")


def write_baseline(run: Run, out_dir: str | Path) -> Path:
    """Write the `KEPT` fields of each row to rows.jsonl in a folder; say where it is.

    `read_run` reads the folder as a run. The folder is made where it is missing, and a rows.jsonl
    in it is replaced.

    Raises:
        OSError: The folder cannot be made or written to.
    """
    path = Path(out_dir) / ROWS
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (row.to_dict() for row in run.rows)
    kept = ({name: row[name] for name in KEPT} for row in rows)
    write_text(path, "".join(map(json_line, kept)))
    return path
