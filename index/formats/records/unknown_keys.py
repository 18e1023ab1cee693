"""What is said of records of which no key is known: once, with their keys and how to map them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.articles import Rejected
from index.formats.fields.mapping import FIELDS, NO_MAPPING
from index.formats.fields.mapping import Mapping as Mapped
from index.formats.records.keys import is_key_of

_MOST_KEYS = 30
_LONGEST_KEY = 60
_LONGEST_TITLE = 300
_LONGEST_NAME = 40
_DEEPEST = 3


class UnknownKeys:
    """Records of a file that have no text under a key that is known or mapped."""

    def __init__(self, origin: str, mapping: Mapped, called: str) -> None:
        """Begins with none.

        Args:
            origin: The file's.
            mapping: What was mapped.
            called: What the keys are called.
        """
        self._called = called
        self._origin = origin
        self._mapping = mapping
        self._first: Rejected | None = None
        self._count = 0
        self._lengths: dict[str, int] = {}

    def add(self, record: Mapping[str, Any], rejected: Rejected) -> None:
        """Notes one of these records, with what is said of it alone."""
        self._first = self._first or rejected
        self._count += 1
        for key, value in _strings(record):
            if key in self._lengths or len(self._lengths) < _MOST_KEYS:
                self._lengths[key] = max(len(value), self._lengths.get(key, 0))

    def told(self) -> Iterator[Rejected]:
        """Yields what is said of them all, if there are any."""
        if self._first is None:
            return
        one = self._count == 1
        who = "the record has" if one else f"{self._count:,} records have"
        place = self._first.origin if one else self._origin
        if "text" in self._mapping.keys:
            lack = f"no '{self._mapping.keys['text']}', which the mapping names for the text"
        else:
            lack = "no text under a key that is known"
        yield Rejected(place, f"{who} {lack}; {self._keys()}")

    def _keys(self) -> str:
        if not self._lengths:
            return "there are no words in it at all; leave it out"
        keys = [f"'{key}'" for key in self._lengths]
        listed = " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1])))
        fields = f"{', '.join(FIELDS[:-1])} or {FIELDS[-1]}"
        return f"{self._called} are {listed}; map those that are {fields}, as in {self._example()}"

    def _example(self) -> str:
        """Return a mapping that is likely: the longest value is the text, a short one the title."""
        unknown = {key: n for key, n in self._lengths.items() if _could_be_mapped(key)}
        text = max(unknown, key=lambda key: unknown[key], default="story.body")
        short = {key: n for key, n in unknown.items() if key != text and n < _LONGEST_TITLE}
        title = max(short, key=lambda key: short[key], default="")
        return ",".join(filter(None, (f"text={text}", title and f"title={title}")))


def _could_be_mapped(key: str) -> bool:
    """Whether a key is none of another field, and a name rather than the words of a first row."""
    known = any(is_key_of(key.rpartition(".")[2], field, NO_MAPPING) for field in FIELDS)
    name = re.search(r"[^\W\d_]", key) and not re.search(r"[,=\"]|\.\s|\.$", key)
    return not known and len(key) <= _LONGEST_NAME and bool(name)


def _strings(value: object, above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record, each with its key, those of inner objects with a point."""
    if isinstance(value, str):
        yield above, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in list(value.items())[:_MOST_KEYS]:
            name = f"{above}.{key}" if above else key
            yield from _strings(inner, name[:_LONGEST_KEY], depth + 1)
    elif isinstance(value, list) and value and depth < _DEEPEST:
        yield from _strings(value[0], above, depth + 1)
