"""An archive of a public collection, made once and kept."""

import sys
from pathlib import Path

from tqdm import tqdm

from evals.corpora.collections import Collection
from index import Archive, ingest
from index.archive import exists
from index.ingesting.ingestion import Progress


def archive_of(collection: Collection, work: Path | str) -> Archive:
    """The collection's archive, made when there is none.

    Args:
        collection: The articles.
        work: The folder that archives are kept in, or the address of a database in PostgreSQL.
    """
    path = in_database(work, collection.name) if isinstance(work, str) else work / collection.name
    if not exists(path):
        with (
            Archive.create(path) as archive,
            tqdm(total=len(collection.articles), unit=" articles", file=sys.stderr) as bar,
        ):

            def tell(progress: Progress) -> None:
                bar.update(progress.articles - bar.n)

            ingest(collection.articles, archive, on_progress=tell)
    return Archive.open(path)


def in_database(database: str, name: str) -> str:
    """The address in PostgreSQL of an archive of a name, in the database at an address."""
    joined = "&" if "?" in database else "?"
    return f"{database}{joined}archive={name.replace('-', '_')}"
