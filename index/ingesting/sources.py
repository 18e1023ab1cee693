"""Where an article comes from, and whether another one of its id comes from there too."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from index.storage.article_lookup import Known

UPLOADED = "upload:"
"""The root of all that was uploaded, and what stands before the file's name in its origin.

The files are deleted once they are read, and yet have not gone: nobody else's file is their new
place.
"""


def is_same_source(known: Known, root: str | None, origin: str | None) -> bool:
    """Whether an article comes from where the stored one of its id was last read.

    That is the same folder, a file in that folder, or the same file; of what was fetched, the same
    host. All that was uploaded is of one source.

    Args:
        known: The stored one.
        root: The folder, or the site, that is read now; None where a program hands it over.
        origin: The file of the article, with the record's line where it holds several.
    """
    if known.root == root:
        return True
    if UPLOADED in (known.root, root):
        return False
    if is_fetched(origin) or is_fetched(known.origin):
        return site_of(origin) == site_of(known.origin)
    if origin is None or not Path(_file(origin)).exists():
        return False
    file = Path(_file(origin)).resolve()
    if known.root is not None and file.is_relative_to(known.root):
        return True
    return known.origin is not None and Path(_file(known.origin)).resolve() == file


def has_gone(known: Known) -> bool:
    """Whether the place that an article was last read from is no longer on the disk.

    What a program handed over without an origin has no such place, and never goes; nor does what
    was fetched or uploaded. A place that cannot be looked at has not gone.
    """
    if is_fetched(known.origin) or known.root == UPLOADED:
        return False
    if known.root is not None and not _is_there(Path(known.root), folder=True):
        return True
    if known.origin is None:
        return False
    return not any(_is_there(place, folder=False) for place in _places(known.origin, known.root))


def has_moved(known: Known, root: str | None, origin: str | None) -> bool:
    """Whether an article with the same content has this place now, and another one before."""
    if (known.root, known.origin) == (root, origin):
        return False
    return is_same_source(known, root, origin) or has_gone(known)


def is_fetched(origin: str | None) -> bool:
    """Whether an origin is a web address."""
    return origin is not None and origin.startswith(("http://", "https://"))


def site_of(origin: str | None) -> str | None:
    """The scheme and host of an origin that is a web address; None of one that is not."""
    if origin is None or not is_fetched(origin):
        return None
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def place_in(origin: str, root: str | None) -> str | None:
    """Where an origin is in the folder `root`, as ids by place have it; None where it is not there.

    That is "2024/news.jsonl#L7" for line 7 of that file.
    """
    written, rest = origin, ""
    while root is not None and written:
        for place in _in_folder(written, root):
            if place.exists():
                return place.relative_to(root).as_posix() + rest.replace(":", "#L")
        written = _without_record(written)
        rest = origin[len(written) :]
    return None


def same_file(origin: str, root: str | None, others: Iterable[str]) -> bool:
    """Whether the file of an origin is one of other origins' files, where it is there at all."""
    file = next((place for place in _places(origin, root) if place.is_file()), None)
    if file is None:
        return False
    resolved = file.resolve()
    files = {each for origin in others for each in (origin, _without_record(origin))}
    return any(Path(each).resolve() == resolved for each in files if each)


def _in_folder(written: str, root: str) -> Iterator[Path]:
    """The paths in a folder that a path may mean which may be relative to another one."""
    parts = Path(written).parts
    if Path(written).is_relative_to(root):
        yield Path(written)
    yield from (Path(root, *parts[n:]) for n in range(Path(written).is_absolute(), len(parts)))


def _without_record(origin: str) -> str:
    """An origin without the mark of a record at its end, such as ":7" or "#7"; "" without one."""
    return origin[: max(origin.rfind(":"), origin.rfind("#"), 0)]


def _file(origin: str) -> str:
    """The file of an origin such as "news.jsonl:7"; one whose own name ends so is its own."""
    file, _, line = origin.rpartition(":")
    return file if file and line.isdigit() and not Path(origin).exists() else origin


def _places(origin: str, root: str | None) -> Iterator[Path]:
    """Where the file of an origin may be.

    Origins are written as the path was given, which may have been relative to a folder that was
    then the working one: what follows the indexed folder's place in them is there in that folder.
    """
    written = origin
    while written:
        parts = Path(written).parts
        yield Path(written)
        yield from (Path(root, *parts[n:]) for n in range(1, len(parts)) if root is not None)
        written = _without_record(written)


def _is_there(place: Path, *, folder: bool) -> bool:
    try:
        return stat.S_ISDIR(place.stat().st_mode) == folder
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        # A part of the path is a file that holds what is named, such as an archive; or it is not
        # for us to see.
        return True
