"""The files of a run's folder: what is written, and how it is read back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.runs.rows import Row
from evals.runs.run import Run
from index.errors import RunError

ROWS = "rows.jsonl"
SECONDS = "seconds.json"
SETTINGS = "settings.json"
PARTIAL = "partial.jsonl"


def read_run(folder: str | Path) -> Run:
    """The run that `write_report` wrote to a folder.

    A folder without seconds.json has a run whose rows took 0 seconds, one without settings.json a
    run without settings: a baseline may be kept without them. Fields that a row lacks have their
    defaults.

    Raises:
        RunError: There is no finished run in the folder, or a file is not what it should be.
    """
    folder = Path(folder)
    rows = list(_rows(folder))
    if (folder / SECONDS).exists():
        rows = _timed(rows, folder / SECONDS)
    settings = _object(folder / SETTINGS) if (folder / SETTINGS).exists() else {}
    return Run.of(rows, settings)


def json_line(values: Mapping[str, Any]) -> str:
    """One line of a JSON Lines file."""
    return json.dumps(values, ensure_ascii=False) + "\n"


def write_text(path: Path, content: str) -> None:
    """Write a file of a run, in UTF-8 and with line feeds everywhere.

    Raises:
        OSError: It cannot be written.
    """
    # What an engine raised may hold half a surrogate pair; in JSON this writes it as \\udxxx.
    path.write_text(content, encoding="utf-8", errors="backslashreplace", newline="\n")


def row_of(line: str, where: str) -> Row:
    """The row of one line of JSON.

    Raises:
        RunError: It is none; the message begins with `where`.
    """
    try:
        return Row.of(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise RunError(
            f"{where} is no row of a run: {error}. Run the set again, or give another folder."
        ) from error


def _rows(folder: Path) -> Iterator[Row]:
    lines: dict[str, int] = {}
    for number, line in enumerate(_content(folder / ROWS).split("\n"), start=1):
        if line.strip():
            where = f"{folder / ROWS}:{number}"
            row = row_of(line, where)
            if lines.setdefault(row.id, number) != number:
                raise RunError(f"{where} has the id of line {lines[row.id]}, {row.id!r}.")
            yield row


def _timed(rows: list[Row], path: Path) -> list[Row]:
    seconds = _object(path).get("questions")
    if not isinstance(seconds, dict):
        raise RunError(f"{path} names no questions; delete it, and the run has no times.")
    timed = []
    for row in rows:
        taken = seconds.get(row.id)
        if isinstance(taken, bool) or not isinstance(taken, int | float):
            raise RunError(
                f"{path} has no seconds for the question {row.id!r}, so it is of another run; "
                "delete it, and the run has no times."
            )
        timed.append(replace(row, seconds=float(taken)))
    return timed


def _object(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(_content(path))
    except (ValueError, RecursionError) as error:
        raise RunError(f"{path} is not JSON: {error}. Run the set again.") from error
    if not isinstance(values, dict):
        raise RunError(f"{path} must hold a JSON object. Run the set again.")
    return values


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RunError(f"{path} is not in UTF-8: {error}. Run the set again.") from error
    except OSError as error:
        raise RunError(_unread(path, error)) from error


def _unread(path: Path, error: OSError) -> str:
    if path.name == ROWS and (path.parent / PARTIAL).exists():
        return (
            f"The run in {path.parent} was interrupted. Give the same command again to finish "
            f"it: dateline eval SET --out {path.parent}"
        )
    reason = error.strerror or str(error)
    return (
        f"{path} cannot be read: {reason}. A run's folder is made by: dateline eval SET --out RUN"
    )
