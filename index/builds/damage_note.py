"""What a check has found damaged, noted beside the catalogue for the next writer to make anew.

A check may take long and reads only; a writer that opens the archive does not check all over again.
"""

from contextlib import suppress

from index.errors import ArchiveError
from index.layout import DAMAGE_FILE
from index.notes import Notes

VECTORS = "vectors"  # in the vector store, not in the catalogue
WORDS = "words"  # the full-text index
_PARTS = frozenset((VECTORS, WORDS))


def note_damage(notes: Notes, parts: set[str]) -> None:
    """Adds to what is noted of a build, where it can be written to."""
    with suppress(ArchiveError):
        notes.write(DAMAGE_FILE, " ".join(sorted(parts | noted_damage(notes))))


def noted_damage(notes: Notes) -> set[str]:
    """What is noted of a build."""
    try:
        noted = set((notes.read(DAMAGE_FILE) or b"").decode("ascii", "replace").split())
    except ArchiveError:
        return set()
    # A note that is damaged itself may have said anything.
    return noted if noted <= _PARTS else set(_PARTS)


def forget_damage(notes: Notes) -> None:
    """Takes the note away, when all is mended."""
    notes.delete(DAMAGE_FILE)
