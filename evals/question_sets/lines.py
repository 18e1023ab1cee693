"""JSON Lines, line by line, with a sentence for every line that is none."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from evals.question_sets.fields import named
from index.errors import QuestionSetError

_BOM = b"\xef\xbb\xbf"


def content(path: Path, what: str) -> bytes:
    """The bytes of a file, unpacked where its name ends in .gz, without a byte order mark.

    Raises:
        QuestionSetError: It cannot be read; the message calls it `what`, as "a question set".
    """
    try:
        packed = path.read_bytes()
        plain = gzip.decompress(packed) if path.name.lower().endswith(".gz") else packed
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise QuestionSetError(f"{path} cannot be read as {what}: {reason}.") from error
    return plain.removeprefix(_BOM)


def numbered_lines(path: Path, what: str) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, counted from 1; raises as `content` does."""
    return numbered(content(path, what))


def numbered(lines: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of some bytes that hold something, counted from 1."""
    # Not splitlines(): U+2028 may stand unescaped inside a JSON string.
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if line.strip():
            yield number, line


def json_object(line: bytes, where: str, problems: list[str]) -> dict[str, object] | None:
    """The JSON object of a line; None, and a fault in `problems`, where it is none."""
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        values = dict(pairs)
        names = [name for name, _ in pairs]
        repeated.extend(name for name in values if names.count(name) > 1)
        return values

    try:
        values = json.loads(line.decode("utf-8"), object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        problems.append(f"{where}: the line is not JSON in UTF-8: {_message(error)}")
        return None
    problems.extend(f"{where}: {name}: stands twice in one object" for name in repeated)
    if not isinstance(values, dict):
        problems.append(f"{where}: the line must be a JSON object, but is {named(values)}")
        return None
    return values


def _message(error: Exception) -> str:
    # json counts its own lines: always 1 here, which would look like the line of the file.
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return str(error)
