"""What is noted of an archive beside its builds, as it comes along with a build.

It stands beside the builds, where no switch from one build to another changes it. What is to come
with a build waits among the build's own notes until it counts; whoever writes next puts it in its
place where that was cut short.
"""

from collections.abc import Callable
from pathlib import Path

from index.feedback_file import Held, held_lines
from index.layout import ADDRESSES_FILE, FEEDBACK_FILE, PEOPLE_FILE, waiting
from index.notes import FolderNotes, Notes
from index.people_tables import PEOPLE, carry_people
from index.places.place import Home, Place
from index.side_tables import FileTables
from index.visits import held_visits

NOTED: tuple[tuple[str, Callable[[Notes, Held], str]], ...] = (
    (FEEDBACK_FILE, held_lines),
    (ADDRESSES_FILE, held_visits),
)
BESIDE_FILES = (*(name for name, _ in NOTED), PEOPLE_FILE)


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
    carry_people(place.beside(PEOPLE), FileTables(target / PEOPLE_FILE, PEOPLE))


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
    carry_people(FileTables(place / PEOPLE_FILE, PEOPLE), home.waiting(PEOPLE))


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
    settle_people(place, home)


def settle_people(place: Place, home: Home) -> None:
    """The same for the people alone; whoever asks who may come need not wait for a writer."""
    if home.waiting(PEOPLE).are_there():
        carry_people(home.waiting(PEOPLE), place.beside(PEOPLE))
        home.waiting(PEOPLE).delete()
