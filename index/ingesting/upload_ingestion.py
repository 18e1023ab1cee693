"""Files that somebody sent into an archive: read from a folder that is deleted afterwards."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from index.archive import Archive
from index.articles import Article, Rejected
from index.formats import count, read_apart
from index.ingesting.ingestion import IngestReport, Progress, ingest
from index.ingesting.sources import UPLOADED
from index.naming.cleaning import cleaned
from index.naming.identity import content_hash, reason_against
from index.naming.same_page import is_address

CALLED = "upload-"
"""What the names of uploads begin with."""


def ingest_upload(
    folder: str | Path,
    archive: Archive,
    called: str,
    *,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Adds the files of a folder, which may be deleted afterwards, to an archive.

    They are of one source with all that was uploaded before, and of another one than any folder:
    what a folder or a site has otherwise is kept, and nothing of a folder takes their place. Of a
    web address the newest version counts. Two files of one name, or two records of one id, need
    not be one article: where the archive has another one of the id, the newcomer's gets the
    upload's name in front.

    Args:
        folder: Where the files are, by the names that their sender gave them.
        archive: Open for writing.
        called: The upload's own name, which no other has; it begins with `CALLED`.
        on_progress: Called whenever there is progress.
    """
    source = Path(folder)
    names = _Names(archive, called)
    articles = (names.settled(each) for each in _sent(source))
    total = count(source) if on_progress else None
    return ingest(articles, archive, root=UPLOADED, total=total, on_progress=on_progress)


def _sent(folder: Path) -> Iterator[Article | Rejected]:
    """What the folder holds, with origins that its sender knows."""
    place = f"{folder}/"
    for each in read_apart(folder):
        if isinstance(each, Rejected):
            yield Rejected(each.origin.replace(place, ""), each.reason.replace(place, ""))
        else:
            origin = (each.origin or each.id).removeprefix(place)
            yield replace(each, origin=f"{UPLOADED}{origin}")


class _Names:
    """The ids that the articles of an upload get, by those that the archive holds."""

    def __init__(self, archive: Archive, called: str) -> None:
        self._called = called
        self._known = archive.catalog.articles.known()
        self._taken: set[str] = set()
        self._renamed: defaultdict[str, list[str]] = defaultdict(list)
        for key, known in self._known.items():
            if known.root == UPLOADED and key.startswith(CALLED):
                self._renamed[key.partition("/")[2]].append(key)

    def settled(self, article: Article | Rejected) -> Article | Rejected:
        """The article under the id that it stands under already, or under a free one."""
        if isinstance(article, Rejected) or is_address(article.id) or reason_against(article):
            return article
        key = self._standing(article) or self._free(article.id)
        self._taken.add(key)
        return replace(article, id=key)

    def _standing(self, article: Article) -> str | None:
        """The id of the article that the archive has just so."""
        for key in (article.id, *self._renamed[article.id]):
            known = self._known.get(key)
            same = known and known.content_hash == content_hash(cleaned(replace(article, id=key)))
            if same and key not in self._taken:
                return key
        return None

    def _free(self, key: str) -> str:
        if key not in self._known and key not in self._taken:
            return key
        return f"{self._called}/{key}"
