"""A member of a packed file: its name and its bytes, or why they cannot be had."""

from typing import NamedTuple, Protocol


class Readable(Protocol):
    """What can be read to its end."""

    def read(self, size: int, /) -> bytes:
        """Reads `size` bytes, fewer at the end only."""


class Member(NamedTuple):
    """A file in a packed file, by the name that it has there.

    Attributes:
        name: As it was packed, with "/" between folders.
        stream: Its bytes, until the next member is asked for; None where there is a `reason`.
        reason: Why it cannot be read, in a sentence.
    """

    name: str
    stream: Readable | None
    reason: str | None
