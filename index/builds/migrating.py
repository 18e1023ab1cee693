"""An archive of an earlier version, brought to this one's catalogue when it is opened."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.builds.damage_note import VECTORS, forget_damage, note_damage
from index.errors import ArchiveBusy, ArchiveError
from index.layout import STORE_MARKS
from index.mending import may_write
from index.places.place import Home, Lock, Place
from index.storage.migrations import migrate

# Readers that find it being brought over wait for it so long.
_PATIENCE_SECONDS = 60.0
_STEP_SECONDS = 0.1
_log = logging.getLogger("dateline")


def brought_over(
    place: Place, home: Home, version: str, renew: Callable[[], None], *, locked: bool
) -> bool:
    """Brings the catalogue of a build to this version, where that can be done and may be.

    Chunks have other ids then, so the vector store is not to be used until it is made anew: where
    that fails, or this ends before, the catalogue's own vectors are searched until the next writer.

    Args:
        place: The archive's.
        home: The build's, in a folder.
        version: Of its catalogue's tables.
        renew: Makes the vector store anew from the catalogue.
        locked: Whether the caller has the writer's place.

    Returns:
        Whether it is of this version now.

    Raises:
        ArchiveBusy: Another process writes to it for long.
    """
    file = Path(home.catalogue)
    if not may_write(file.parent) or not may_write(file):
        return False
    with _writing(place, locked=locked):
        note_damage(home.notes, {VECTORS})
        for name in STORE_MARKS:
            home.notes.delete(name)
        done = migrate(file)
        if done:
            _renew(home, renew)
    if done:
        _log.warning("%s was of an earlier version of Dateline (schema %s): brought to this one.",
                     place.path, version)  # fmt: skip
    return done


def _renew(home: Home, renew: Callable[[], None]) -> None:
    try:
        renew()
        forget_damage(home.notes)
    except ArchiveError as error:
        _log.warning("%s Until then the catalogue's own vectors are searched: slower.", error)


@contextmanager
def _writing(place: Place, *, locked: bool) -> Iterator[None]:
    if locked:
        yield
        return
    lock: Lock | None = None
    last = time.monotonic() + _PATIENCE_SECONDS
    while lock is None:
        try:
            lock = place.lock()
        except ArchiveBusy:
            if time.monotonic() > last:
                raise
            time.sleep(_STEP_SECONDS)
    try:
        yield
    finally:
        lock.release()
