"""From a file or a folder to articles, each format by its own module."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.jsonl import count_lines, read_jsonl
from index.formats.text import read_text

_FORMATS: dict[str, Callable[[Path, str], Iterator[Article | Rejected]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl,
}

OUTSIDE = "a link to a file outside the folder; copy it in, or have links followed"


def read(path: Path, *, follow_links: bool = False) -> Iterator[Article | Rejected]:
    """Return the articles of a file, or of a folder and those in it, in the order of their names.

    An article's id is its URL, its record's id, or its file's path relative to the folder (of
    a single file, its name). What cannot be read becomes a `Rejected`, and the rest goes on.
    Hidden files and folders are passed over; a link to a folder is not followed.

    Args:
        path: The file or the folder.
        follow_links: Whether links to files outside the folder are read, as those within it are:
            who may write to a folder could else have any file of the reader's shown.

    Raises:
        ArticleError: There is nothing at `path`, or its folder cannot be listed.
    """
    if os.path.isdir(path):
        try:
            os.listdir(path)
        except OSError as error:
            raise ArticleError(f"{_shown(path)} cannot be listed: {error.strerror}.") from error
        return _read_folder(path, follow_links=follow_links)
    if not os.path.lexists(path):
        raise ArticleError(f"There is no file or folder at {_shown(path)}: check the path.")
    return _read_file(path, path.name)


def count(path: Path) -> int:
    """Return how many articles `read` will yield, or fail to: files, and lines of JSONL.

    Blank lines count too, so there may be fewer. What cannot be looked into counts as one.
    """
    names = _names(path) if os.path.isdir(path) else [""]
    return sum(_count(path / name) for name in names)


def _count(path: Path) -> int:
    if _obstacle(path) or _FORMATS[_suffix(path)] is not read_jsonl:
        return 1
    return count_lines(path)


def _read_folder(folder: Path, *, follow_links: bool) -> Iterator[Article | Rejected]:
    for name in sorted(_names(folder)):
        path = folder / name
        if not follow_links and _leads_outside(path, folder):
            yield Rejected(_shown(path), OUTSIDE)
        else:
            yield from _read_file(path, name)


def _leads_outside(path: Path, folder: Path) -> bool:
    """Whether a path is a link to a file that is not in the folder."""
    if not os.path.islink(path) or not os.path.isfile(path):
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _names(folder: Path) -> Iterator[str]:
    """Yield the relative path of each file; of a folder only where it cannot be entered.

    Folders wait in a list: as calls of one another they would end at a depth of some hundred.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as found:
                entries = list(found)
        except OSError:
            yield prefix.removesuffix("/")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _read_file(path: Path, name: str) -> Iterator[Article | Rejected]:
    reason = _obstacle(path)
    if reason:
        yield Rejected(_shown(path), reason)
        return
    try:
        yield from _FORMATS[_suffix(path)](path, name)
    except OSError as error:
        yield Rejected(_shown(path), f"the file cannot be read: {error.strerror or error}")


def _obstacle(path: Path) -> str | None:
    """Say why the file cannot be opened as one of the formats."""
    if _shown(path) != str(path):
        return "the file's name is not UTF-8; rename it"
    if os.path.isdir(path):
        linked = os.path.islink(path)
        return (
            "a link to a folder; index that folder by its own path"
            if linked
            else "the folder cannot be listed; check its permissions"
        )
    if not os.path.exists(path):
        return "a link to a file that is not there; mend it, or leave it out"
    if not os.path.isfile(path):
        return "not a regular file; leave it out"
    if _suffix(path) not in _FORMATS:
        return f"Dateline reads {_known_formats()}; convert it, or leave it out"
    return None


def _suffix(path: Path) -> str:
    last_two = "".join(path.suffixes[-2:]).lower()
    return last_two if last_two in _FORMATS else path.suffix.lower()


def _known_formats() -> str:
    *most, last = _FORMATS
    return f"{', '.join(most)} and {last}"


def _shown(path: Path) -> str:
    """Return the path so that it can be printed: a name of wrong bytes holds lone surrogates."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
