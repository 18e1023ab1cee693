"""How much may come of a packed file, and what is raised where it is more."""

from typing import NamedTuple

_GIGABYTE = 1024**3


class Limits(NamedTuple):
    """How much may come of a packed file.

    Attributes:
        member: Bytes of one file.
        total: Bytes of all files.
        ratio: How many times its own size it may unpack to...
        unquestioned: ... beyond so many bytes.
        depth: How many packed files may lie in one another.
        files: How many there may be.
    """

    member: int = 16 * _GIGABYTE
    total: int = 64 * _GIGABYTE
    ratio: int = 100
    unquestioned: int = 64 * 1024**2
    depth: int = 3
    files: int = 100_000


LIMITS = Limits()


class Damaged(Exception):
    """A packed file breaks off or is damaged, in words that follow "the packed file"."""


class Refused(Exception):
    """Why one file is not unpacked, in a sentence; others may be."""


class Stopped(Exception):
    """Why no more of a packed file is unpacked, in a sentence."""


class Budget:
    """What is left of the limits while a file is unpacked."""

    def __init__(self, limits: Limits, size: int) -> None:
        """Begins with nothing unpacked.

        Args:
            limits: How much may come of it.
            size: The bytes of the packed file itself.
        """
        self.limits = limits
        self._most = max(limits.unquestioned, limits.ratio * size)
        self._bytes = 0
        self._files = 0

    def spend(self, size: int) -> None:
        """Counts bytes that were unpacked.

        Raises:
            Stopped: They are too many.
        """
        self._bytes += size
        if self._bytes > self.limits.total:
            raise Stopped(f"it unpacks to more than {self.limits.total:,} bytes; unpack it by hand")
        if self._bytes > self._most:
            raise Stopped(
                f"it unpacks to more than {self.limits.ratio} times its size, as files do that "
                "are made to fill disks; leave it out, or unpack it by hand"
            )

    def count(self) -> None:
        """Counts a file.

        Raises:
            Stopped: There are too many.
        """
        self._files += 1
        if self._files > self.limits.files:
            raise Stopped(f"it holds more than {self.limits.files:,} files; unpack it by hand")
