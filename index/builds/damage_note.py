"""What a check has found damaged, noted beside the catalogue for the next writer to make anew.

A check may take long and reads only; a writer that opens the archive does not check all over again.
"""

from contextlib import suppress
from pathlib import Path

from index.errors import ArchiveError
from index.layout import DAMAGE_FILE, write_whole

VECTORS = "vectors"  # in the vector store, not in the catalogue
WORDS = "words"  # the full-text index
_PARTS = frozenset((VECTORS, WORDS))


def note_damage(home: Path, parts: set[str]) -> None:
    """Adds to what is noted of a build, where its folder can be written to."""
    with suppress(ArchiveError):
        write_whole(home / DAMAGE_FILE, " ".join(sorted(parts | noted_damage(home))))


def noted_damage(home: Path) -> set[str]:
    """What is noted of a build."""
    try:
        noted = set((home / DAMAGE_FILE).read_text(encoding="ascii", errors="replace").split())
    except OSError:
        return set()
    # A note that is damaged itself may have said anything.
    return noted if noted <= _PARTS else set(_PARTS)


def forget_damage(home: Path) -> None:
    """Takes the note away, when all is mended."""
    (home / DAMAGE_FILE).unlink(missing_ok=True)
