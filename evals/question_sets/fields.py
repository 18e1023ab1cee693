"""One JSON object read field by field, with a sentence for every fault."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Fields:
    """The fields of one JSON object, each checked as it is read.

    A fault is a line in `problems`, with `where` and the field's path; what is returned for a
    faulty field is empty, so that reading goes on and finds the other faults.
    """

    def __init__(
        self, values: Mapping[str, object], where: str, prefix: str, problems: list[str]
    ) -> None:
        """Read `values`; `prefix` is the path to them within the line, as "gold[0]."."""
        self._values = values
        self._where = where
        self._prefix = prefix
        self._problems = problems
        self._known: list[str] = []

    def fault(self, name: str, what: str) -> None:
        """Note that something is wrong with the field `name`."""
        self._problems.append(f"{self._where}: {self._prefix}{name}: {what}")

    def text(self, name: str, *, required: bool = True) -> str:
        """A string with a letter or digit in it; when not required, empty when absent."""
        value = self._read(name, required)
        return self._checked_text(name, value, True) if value is not None else ""

    def any_text(self, name: str, *, required: bool = False) -> str:
        """Any string, empty when absent."""
        value = self._read(name, required)
        return self._checked_text(name, value, False) if value is not None else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty when absent."""
        return tuple(
            self._checked_text(f"{name}[{position}]", value, True)
            for position, value in enumerate(self._list(name))
        )

    def flag(self, name: str, *, required: bool = False) -> bool:
        """True or false, false when absent."""
        value = self._read(name, required)
        if value is not None and not isinstance(value, bool):
            self.fault(name, f"must be true or false, but is {named(value)}")
        return value is True

    def count(self, name: str, *, least: int = 1, required: bool = False) -> int:
        """A whole number from `least`, which it is when absent."""
        value = self._read(name, required)
        if value is None:
            return least
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fault(name, f"must be a whole number from {least}, but is {named(value)}")
            return least
        return value

    def is_flag(self, name: str) -> bool:
        """Whether the field is there and true or false."""
        return isinstance(self._values.get(name), bool)

    def day(self, name: str) -> date | None:
        """A day in ISO 8601, None when null or absent."""
        self._known.append(name)
        value = self._values.get(name)
        if value is None:
            return None
        try:
            # fromisoformat alone would let "20251129" and "2025-W48-6" pass.
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(name, f"must be a day as 2025-11-29 or null, but is {named(value)}")
        return None

    def inner(self, name: str) -> "Fields | None":
        """The fields of an object, None when absent."""
        value = self._read(name, False)
        if isinstance(value, dict):
            return Fields(value, self._where, f"{self._prefix}{name}.", self._problems)
        if value is not None:
            self.fault(name, f"must be an object, but is {named(value)}")
        return None

    def objects(self, name: str) -> Iterator["Fields"]:
        """The fields of each object of a list, empty when absent."""
        for position, value in enumerate(self._list(name)):
            if isinstance(value, dict):
                prefix = f"{self._prefix}{name}[{position}]."
                yield Fields(value, self._where, prefix, self._problems)
            else:
                self.fault(f"{name}[{position}]", f"must be an object, but is {named(value)}")

    def refuse_the_rest(self) -> None:
        """Every field that nobody has read is a fault: a typo must not pass."""
        for name in self._values:
            if name not in self._known:
                close = difflib.get_close_matches(name, self._known, n=1)
                meant = f"did you mean {close[0]}?" if close else f"known: {', '.join(self._known)}"
                self.fault(name, f"is no field of a question set ({meant})")

    def _read(self, name: str, required: bool) -> object:
        self._known.append(name)
        if name not in self._values:
            if required:
                self.fault(name, "is missing")
            return None
        value = self._values[name]
        if value is None:
            self.fault(name, "must not be null")
        return value

    def _list(self, name: str) -> list[object]:
        value = self._read(name, False)
        if value is None or isinstance(value, list):
            return value or []
        self.fault(name, f"must be a list, but is {named(value)}")
        return []

    def _checked_text(self, name: str, value: object, worded: bool) -> str:
        if not isinstance(value, str):
            self.fault(name, f"must be a string, but is {named(value)}")
        elif worded and not any(map(str.isalnum, value)):
            self.fault(name, f"must hold a letter or a digit, but is {named(value)}")
        elif _SURROGATE.search(value):
            self.fault(name, "holds half of a surrogate pair, which is no character")
        else:
            return value
        return ""


def named(value: object) -> str:
    """`value` as JSON, cut to 40 characters, for a message."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."
