"""A file that is to be read: where its bytes are, and what it is called."""

from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    """A file of an indexed folder, or one that was unpacked from such a file.

    Attributes:
        path: Where its bytes are.
        name: Its path relative to the indexed folder; its article's id where nothing else is.
        origin: What it is called in reports: a path that a person can go to.
    """

    path: Path
    name: str
    origin: str
