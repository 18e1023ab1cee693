"""Files of other formats, read record by record, each with the faults found in it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from evals.question_sets.fields import Fields, named
from evals.question_sets.lines import content, json_object, numbered_lines
from index.errors import QuestionSetError

_SHOWN = 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object of a file; null is the same as absent.

    Attributes:
        where: Its file, and its line where it has one of its own.
        prefix: Its place in the line or file, as "data[0].".
        values: Its fields as they came; none where it is no object.
        fields: The same, checked as they are read.
        problems: Faults so far; reading `fields` adds to them.
    """

    where: str
    prefix: str
    values: Mapping[str, object]
    fields: Fields
    problems: list[str]

    @property
    def origin(self) -> str:
        """Where it stands, for a message."""
        return f"{self.where}: {self.prefix.rstrip('.')}" if self.prefix else self.where


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a record says, and its faults; where there are any, the value means nothing."""

    value: T
    faults: tuple[str, ...]


def json_lines(path: Path) -> Iterator[Record]:
    """The records of a JSON Lines file, packed with gzip or not.

    Raises:
        QuestionSetError: The file cannot be read.
    """
    for number, line in numbered_lines(path, "JSON Lines"):
        where = f"{path}:{number}"
        problems: list[str] = []
        yield _record(json_object(line, where, problems), where, "", problems)


def json_document(path: Path, wanted: str) -> object:
    """The JSON value that a file holds, packed with gzip or not.

    Raises:
        QuestionSetError: The file cannot be read, or is not JSON; the message says that
            `wanted` is.
    """
    try:
        return json.loads(content(path, wanted).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise QuestionSetError(f"{path} is not JSON in UTF-8 ({error}); give {wanted}.") from error


def listed(path: Path, name: str, wanted: str) -> Iterator[Record]:
    """A record for each member of the list at `name` of the JSON object that a file holds.

    Raises:
        QuestionSetError: The file cannot be read, or has no such list; the message says that
            `wanted` is.
    """
    document = json_document(path, wanted)
    values = document.get(name) if isinstance(document, dict) else None
    if not isinstance(values, list):
        raise QuestionSetError(f"{path} has no list called {name}; give {wanted}.")
    return members(values, str(path), name)


def members(values: object, where: str, name: str) -> Iterator[Record]:
    """A record for each member of the list `values`, which stands at `name`."""
    for position, value in enumerate(values if isinstance(values, list) else []):
        problems: list[str] = []
        at = f"{name}[{position}]"
        if not isinstance(value, dict):
            problems.append(f"{where}: {at}: must be an object, but is {named(value)}")
        yield _record(value if isinstance(value, dict) else None, where, f"{at}.", problems)


def inner(record: Record, name: str) -> Iterator[Record]:
    """The records in a list of `record`, each with faults of its own."""
    values = record.values.get(name)
    if not isinstance(values, list):
        said = "is missing" if values is None else f"must be a list, but is {named(values)}"
        record.fields.fault(name, said)
    yield from members(values, record.where, f"{record.prefix}{name}")


def strings(record: Record, name: str) -> tuple[str, ...]:
    """A list of strings, or one alone, without blanks at their ends; some may be empty."""
    value = record.values.get(name, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        record.fields.fault(name, f"must be a list of strings, but is {named(value)}")
        return ()
    return tuple(each.strip() for each in values)


def names(record: Record, name: str) -> tuple[str, ...]:
    """People's names; what has no letter in it is passed over."""
    return tuple(each for each in strings(record, name) if any(map(str.isalpha, each)))


def read_records(records: Iterable[Record], read: Callable[[Record], T]) -> Iterator[Read[T]]:
    """What `read` makes of each record."""
    for record in records:
        value = read(record)
        yield Read(value, tuple(record.problems))


def sound(read: Iterable[Read[T]]) -> list[T]:
    """The values, for those who want every record or none.

    Raises:
        QuestionSetError: There are faults; the message has the first of them, a line each.
    """
    read = list(read)
    faults = [fault for each in read for fault in each.faults]
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        heading = f"{len(faults)} faults:" if len(faults) > 1 else "1 fault:"
        raise QuestionSetError("\n  ".join([heading, *faults[:_SHOWN], *more]))
    return [each.value for each in read]


def first_file(folder: Path, names: Iterable[str]) -> Path | None:
    """The first of the named files that the folder has, plain or packed."""
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    return None


def needed_file(folder: Path, name: str, wanted: str) -> Path:
    """The named file of a folder, plain or packed.

    Raises:
        QuestionSetError: It is not there; the message says that `wanted` is.
    """
    found = first_file(folder, [name])
    if found is None:
        raise QuestionSetError(f"{folder} holds no {name}; give {wanted}.")
    return found


def _record(
    values: dict[str, object] | None, where: str, prefix: str, problems: list[str]
) -> Record:
    # Where there is nothing to read, each field would be reported as missing too.
    heard = [] if values is None else problems
    cleared = _without_nulls(values or {})
    return Record(where, prefix, cleared, Fields(cleared, where, prefix, heard), problems)


def _without_nulls(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _cleared(value) for name, value in values.items() if value is not None}


def _cleared(value: object) -> object:
    if isinstance(value, dict):
        return _without_nulls(value)
    if isinstance(value, list):
        return [_cleared(each) for each in value]
    return value
