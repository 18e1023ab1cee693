"""An archive of a public collection, made once and kept."""

import sys
from pathlib import Path

from tqdm import tqdm

from evals.corpora.collections import Collection
from index import Archive, ingest
from index.archive import exists
from index.ingesting.ingestion import Progress


def archive_of(collection: Collection, work: Path) -> Archive:
    """The collection's archive, made when there is none."""
    path = work / collection.name
    if not exists(path):
        with (
            Archive.create(path) as archive,
            tqdm(total=len(collection.articles), unit=" articles", file=sys.stderr) as bar,
        ):

            def tell(progress: Progress) -> None:
                bar.update(progress.articles - bar.n)

            ingest(collection.articles, archive, on_progress=tell)
    return Archive.open(path)
