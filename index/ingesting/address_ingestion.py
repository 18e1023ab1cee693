"""A page or a feed at a web address into an archive."""

from collections.abc import Callable
from dataclasses import replace as changed
from datetime import date

from index.addresses.bounds import AS_USUAL, Fetching
from index.addresses.targets import target_of
from index.archive import Archive
from index.errors import ArchiveError
from index.formats.fields.urls import without_user
from index.ingesting.ingestion import IngestReport, Progress, ingest
from index.ingesting.sources import is_fetched
from index.visits import Visit, remember, visits


def ingest_address(
    address: str,
    archive: Archive,
    *,
    replace: bool = False,
    restore: bool = False,
    fetching: Fetching = AS_USUAL,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Brings an archive up to date with a page, or with a feed and the pages of its entries.

    What its server says is unchanged is not fetched again. An entry whose page cannot be had is
    taken as the feed has it, unless the archive has it already; the report says so.

    Args:
        address: Of the page or of the feed (RSS, Atom); http or https.
        archive: Open for writing.
        replace: Whether articles of other sources are replaced; see `ingest`.
        restore: Whether what was removed from the archive is taken again.
        fetching: The bounds on what is fetched, and whether private networks may be asked.
        on_progress: Called whenever there is progress.

    Raises:
        ArticleError: It is no web address.
    """
    # Here, for who only asks would load all that reads files and addresses.
    from index.addresses.fetching import Fetcher
    from index.addresses.reading import AddressReader

    address = without_user(address.strip())
    site = target_of(address).site
    archive.require_writing()
    before = visits(archive.notes)
    today = date.today()
    reader = AddressReader(
        Fetcher(fetching), fetching, before, lambda key: _origin_of(archive, key), today
    )
    try:
        report = ingest(
            reader.read(address),
            archive,
            root=site,
            replace=replace,
            restore=restore,
            on_progress=on_progress,
        )
    except BaseException:
        # Pages were fetched, a second each: those that the archive took need not be again.
        taken = _taken(archive, reader.visited)
        remember(archive.notes, before | _settled(reader.visited, taken), today)
        raise
    told = {*report.added, *report.updated, *report.unchanged}
    same = tuple(key for key in dict.fromkeys(reader.unchanged) if key not in told)
    remember(archive.notes, before | _settled(reader.visited, {*told, *same}), today)
    return changed(report, unchanged=report.unchanged + same)


def _origin_of(archive: Archive, article_id: str) -> str | None:
    """Where an article was read from, "" where that is not known; None where there is none."""
    try:
        stored = archive.catalog.articles.get(article_id)
    except ArchiveError:  # It is damaged, and is to be read anew.
        return None
    return (stored.article.origin or "") if stored else None


def _taken(archive: Archive, visited: dict[str, Visit]) -> set[str]:
    """Of the articles of some visits those that the archive has from an address."""
    ids = {key for visit in visited.values() for key in visit.articles}
    return {key for key in ids if is_fetched(_origin_of(archive, key))}


def _settled(visited: dict[str, Visit], taken: set[str]) -> dict[str, Visit]:
    """The visits of which the archive took every article; the others are made again."""
    return {
        address: visit
        for address, visit in visited.items()
        if visit.articles and taken.issuperset(visit.articles)
    }
