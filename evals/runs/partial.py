"""A run that is not finished yet: each row is on the disk as soon as it is there."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from evals.runs.rows import Row
from evals.runs.run_files import PARTIAL, json_line, row_of
from evals.runs.settings import differences
from index.errors import RunError


class Partial:
    """The rows of a run that were finished, in a file of the run's folder; see `open`.

    `rows` are those that were there when it was opened, by the ids of their questions.
    """

    def __init__(self, path: Path, rows: Mapping[str, Row]) -> None:
        """Takes the file, which begins with the settings and ends with a whole line."""
        self._path = path
        self._file = path.open("ab")
        self.rows = rows

    @classmethod
    def open(cls, folder: str | Path, settings: Mapping[str, Any]) -> Self:
        """Begin a run in a folder, or go on with the one that was interrupted there.

        Args:
            folder: The run's folder; made where it is missing.
            settings: The run's, see `evals.runs.settings`: JSON values.

        Raises:
            RunError: The run in the folder has other settings, or cannot be read or written.
        """
        path = Path(folder) / PARTIAL
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = _whole_lines(path.read_bytes()) if path.exists() else b""
            rows = _rows(path, kept, settings) if kept else {}
            with path.open("ab") as file:
                # A row that was being written when the program was killed is asked again.
                file.truncate(len(kept))
                if not kept:
                    file.write(_bytes({"settings": settings}))
            return cls(path, rows)
        except OSError as error:
            raise RunError(_unwritable(path.parent, error)) from error

    def add(self, row: Row) -> None:
        """Keep a row.

        Raises:
            RunError: It cannot be written.
        """
        try:
            self._file.write(_bytes(row.to_dict() | {"seconds": row.seconds}))
            self._file.flush()
        except OSError as error:
            raise RunError(_unwritable(self._path.parent, error)) from error

    def finish(self) -> None:
        """Delete the file: all that is in it was written elsewhere."""
        self.close()
        self._path.unlink()

    def close(self) -> None:
        """Let go of the file, which stays."""
        self._file.close()

    def __enter__(self) -> Self:
        """The run itself; `close` at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes the file."""
        self.close()


def _rows(path: Path, content: bytes, settings: Mapping[str, Any]) -> dict[str, Row]:
    try:
        first, *lines = content.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError:
        raise RunError(f"{path} is not in UTF-8. Delete it to begin anew.") from None
    before = _settings(first, path)
    rows = [row_of(line, f"{path}:{n}") for n, line in enumerate(lines, start=2)]
    others = differences(before, settings)
    if others:
        done = "1 question" if len(rows) == 1 else f"{len(rows)} questions"
        raise RunError(
            f"{path.parent} holds a run that was interrupted after {done} and had other "
            f"settings: {', '.join(others)}. Give the same again to go on, give another folder, "
            f"or delete {path} to begin anew."
        )
    return {row.id: row for row in rows}


def _settings(line: str, path: Path) -> Mapping[str, Any]:
    try:
        settings = json.loads(line)["settings"]
    except (ValueError, KeyError, TypeError):
        settings = None
    if not isinstance(settings, dict):
        raise RunError(f"{path} does not begin as a run's does. Delete it to begin anew.")
    return settings


def _whole_lines(content: bytes) -> bytes:
    return content[: content.rfind(b"\n") + 1]


def _bytes(values: Mapping[str, Any]) -> bytes:
    # As `run_files.write_text` does for what holds half a surrogate pair.
    return json_line(values).encode("utf-8", errors="backslashreplace")


def _unwritable(folder: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"The run cannot be written to {folder}: {reason}. Give another folder: --out RUN"
