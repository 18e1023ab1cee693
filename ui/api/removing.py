"""An article is taken out by a process of its own, which may write while this one reads."""

import os
import pickle
import subprocess
import sys

from index import DatelineError
from index.errors import ArchiveBusy, ArchiveError, NoSuchArticle
from index.places.place import Where

_BUSY, _GONE, _FAILED = 3, 4, 5


def remove_apart(archive: Where, article_id: str) -> str:
    """Takes an article, by its whole id, out of every file of an archive; gives its id.

    Raises:
        ArchiveBusy: Another process writes to it.
        NoSuchArticle: It has gone meanwhile.
        ArchiveError: It cannot be written to.
    """
    done = subprocess.run(
        [sys.executable, "-m", "ui.api.removing"],
        # Not as arguments, which others can read: an address may have a password.
        input=pickle.dumps((archive, article_id)),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == _BUSY:
        raise ArchiveBusy(said)
    if done.returncode == _GONE:
        raise NoSuchArticle("This article is not in the archive any more.")
    if done.returncode:
        raise ArchiveError(f"An article could not be removed: {said}")
    return article_id


def main(archive: Where, article_id: str) -> int:
    """Does it; gives the status that tells what became of it, and says on stderr why not."""
    from index import Archive

    try:
        with Archive.open(archive, writing=True) as opened:
            opened.remove(article_id)
        return 0
    except DatelineError as error:
        sys.stderr.write(str(error))
        if isinstance(error, ArchiveBusy):
            return _BUSY
        return _GONE if isinstance(error, NoSuchArticle) else _FAILED


if __name__ == "__main__":
    sys.exit(main(*pickle.load(sys.stdin.buffer)))
