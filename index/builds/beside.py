"""What is noted of an archive beside its builds, as it comes along with a build.

It stands beside the builds, where no switch from one build to another changes it. What is to come
with a build waits among the build's own notes until it counts; whoever writes next puts it in its
place where that was cut short.
"""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from index.feedback_file import Held, held_lines
from index.layout import ADDRESSES_FILE, FEEDBACK_FILE, PEOPLE_FILE
from index.notes import FolderNotes, Notes
from index.places.folder import FolderHome, FolderPlace
from index.places.place import Home, Place
from index.sqlite import SqliteDatabase
from index.visits import held_visits

NOTED: tuple[tuple[str, Callable[[Notes, Held], str]], ...] = (
    (FEEDBACK_FILE, held_lines),
    (ADDRESSES_FILE, held_visits),
)
BESIDE_FILES = (*(name for name, _ in NOTED), PEOPLE_FILE)
_log = logging.getLogger("dateline")


def waiting(name: str) -> str:
    """What a note is called that is to be beside the builds when the one that it is with counts."""
    return f"beside.{name}"


def copy_beside(place: Place, target: Path, held: Held) -> None:
    """Copies what is beside an archive's builds to files of a folder, each as it is at one moment.

    Args:
        place: The archive's.
        target: Where the copies are to be.
        held: Of the catalogue that they are to go with; what speaks of other articles stays out.
    """
    for name, read in NOTED:
        if text := read(place.notes, held):
            (target / name).write_text(f"{text}\n", "ascii")
    if isinstance(place, FolderPlace) and (place.path / PEOPLE_FILE).exists():
        _copy_people(place.path / PEOPLE_FILE, target / PEOPLE_FILE)


def let_wait(place: Path, home: Home, held: Held) -> None:
    """Has the files that `copy_beside` made wait for a build to count.

    Args:
        place: The folder that they are in.
        home: The build's, whose catalogue is there.
        held: Of that catalogue.
    """
    for name, read in NOTED:
        if text := read(FolderNotes(place), held):
            home.notes.write(waiting(name), text)
    if (place / PEOPLE_FILE).exists():
        if isinstance(home, FolderHome):
            shutil.move(place / PEOPLE_FILE, home.folder / waiting(PEOPLE_FILE))
        else:
            _log.warning(
                "Who may come to the archive, and see what of it, stays behind: %s has no place "
                "for that. Do not serve it to others before you have limited it anew.",
                home.catalogue,
            )


def expect_no_others(home: Home) -> None:
    """Has nothing be beside the builds but what waits, when the build counts.

    But for the people: who may come is not forgotten because a copy knows of nobody.
    """
    for name, _ in NOTED:
        if not home.notes.has(waiting(name)):
            home.notes.write(waiting(name), "")  # An empty one stands for none.


def settle(place: Place, home: Home) -> None:
    """Puts what waited for a build that counts now in its place. Only for the one writer."""
    for name, _ in NOTED:
        content = home.notes.read(waiting(name))
        if content is None:
            continue
        if text := content.decode("ascii", "ignore").strip("\n"):
            place.notes.write(name, text)
        else:
            place.notes.delete(name)
        home.notes.delete(waiting(name))
    if isinstance(place, FolderPlace) and isinstance(home, FolderHome):
        _settle_people(home.folder / waiting(PEOPLE_FILE), place.path / PEOPLE_FILE)


def _copy_people(source: Path, target: Path) -> None:
    people = SqliteDatabase(source)
    try:
        people.copy_to(target)
    finally:
        people.close()
    target.chmod(0o600)


def _settle_people(file: Path, place: Path) -> None:
    if not file.exists():
        return
    if not place.exists():
        os.replace(file, place)
        return
    # A server may have it open, and sees what changes in it; not that it was replaced.
    people = SqliteDatabase(place)
    try:
        people.take_over(file)
    finally:
        people.close()
    file.unlink()
