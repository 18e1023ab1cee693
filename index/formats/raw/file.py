"""A file that is to be read: where its bytes are, and what it is called."""

from pathlib import Path
from typing import NamedTuple


class Fetched(NamedTuple):
    """Where a file was fetched from, and the encoding that its server named."""

    address: str
    charset: str | None = None


class File(NamedTuple):
    """A file of an indexed folder, one that was unpacked from such a file, or one that was fetched.

    Attributes:
        path: Where its bytes are.
        name: Its path relative to the indexed folder; its article's id where nothing else is.
        origin: What it is called in reports: a path, or an address, that a person can go to.
        fetched: Where it was fetched from, if it was; its path is then a passing one.
    """

    path: Path
    name: str
    origin: str
    fetched: Fetched | None = None
