"""An archive copied to another place, or kind of place, without the model."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from index.builds.beside import copy_beside, let_wait
from index.builds.builds import IN_FOLDER, Build, open_build
from index.keeping.another_build import make_whole, place_for_another
from index.keeping.exports import copy_export
from index.keeping.snapshots import place_with_archive
from index.places.place import Home, Where
from index.storage.catalog import Catalog, Counts


def copy_archive(
    source: str | Where, target: str | Where, *, vectors: str = IN_FOLDER, replace: bool = False
) -> Counts:
    """Copies all that an archive holds: the copy answers what it does, from then on by itself.

    Articles, earlier revisions, chunks, vectors, stories and marks of what was removed go as they
    are, at one moment; others may write to the archive and ask it meanwhile. There is a copy when
    it is whole, or none.

    Args:
        source: The archive's folder or address.
        target: The copy's place, one that is empty or not there yet.
        vectors: Where the copy's vectors are to be: "folder" for beside the catalogue, or a Chroma
            server's address.
        replace: Whether an archive that is there is replaced.

    Raises:
        ArchiveNotFound: There is no archive to be copied.
        ArchiveBusy: Another process writes to the archive that is to be replaced.
        ArchiveError: An article is damaged, something is in the place, or a server cannot be
            reached; nothing was changed then.
    """
    with place_with_archive(source) as place, closing(open_build(place)) as build:
        with place_for_another(target, replace=replace) as home:
            counts = _copied(build, home)
            make_whole(home, vectors)
    return counts


def _copied(build: Build, home: Home) -> Counts:
    with closing(Catalog(home.open_database())) as catalog:
        build.catalog.copy_into(catalog)
        with TemporaryDirectory(prefix="dateline-") as work:
            copy_beside(build.place, Path(work), catalog.articles.held)
            let_wait(Path(work), home, catalog.articles.held)
        fingerprint = build.manifest["fingerprint"]
        copy_export(build.home.models(fingerprint), home.models(fingerprint), fingerprint)
        return catalog.counts()
