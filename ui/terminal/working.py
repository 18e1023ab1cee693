"""An archive that a command writes to, and how far it is."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from index import Archive
from index.archive import exists
from index.builds.builds import IN_FOLDER
from index.errors import ArchiveError
from index.models.embedding import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder
from index.models.ray_embedder import RayEmbedder
from index.places.place import Where


@contextmanager
def writable(path: Where, embedder: Embedder | None, vectors: str | None) -> Iterator[Archive]:
    """The archive, open for writing; made when there is none."""
    with _opened(path, embedder, vectors) as archive:
        yield archive


def _opened(path: Where, embedder: Embedder | None, vectors: str | None) -> Archive:
    if not exists(path):
        try:
            return Archive.create(path, embedder=embedder, vectors=vectors or IN_FOLDER)
        except ArchiveError:
            if not exists(path):
                raise  # It is there where another process was quicker.
    return Archive.open(path, writing=True, embedder=embedder, vectors=vectors)


@contextmanager
def embedding(arguments: Namespace) -> Iterator[Embedder | None]:
    """The model that a command line names, here or on many machines; None for the archive's own."""
    if not arguments.workers:
        yield SentenceTransformerEmbedder(arguments.model) if arguments.model else None
        return
    model = arguments.model or _model_of(arguments.archive)
    embedder = RayEmbedder(arguments.workers, model)
    try:
        yield embedder
    finally:
        embedder.close()


def _model_of(path: Where) -> str:
    if not exists(path):
        return DEFAULT_MODEL
    with Archive.open(path) as archive:
        return archive.catalog.manifest()["model"]


@contextmanager
def counted() -> Iterator[Callable[[int], None]]:
    """A line on stderr: how many chunks were embedded; silent where stderr is no terminal."""
    from tqdm import tqdm

    with tqdm(unit=" chunks", file=sys.stderr, disable=None, leave=False) as bar:

        def tell(chunks: int) -> None:
            bar.update(chunks)

        yield tell


@contextmanager
def progress() -> Iterator[Any]:
    """A line on stderr: how many of all, the time left; silent where stderr is no terminal."""
    from tqdm import tqdm

    with tqdm(unit=" articles", file=sys.stderr, disable=None, leave=False) as bar:

        def tell(progress: Any) -> None:  # noqa: ANN401 - index.ingesting.ingestion.Progress
            bar.total = progress.total
            speed = progress.chunks / max(bar.format_dict["elapsed"], 0.1)
            said = f"{progress.chunks} chunks embedded, {speed:.0f} a second"
            bar.set_postfix_str(said, refresh=progress.articles == bar.n)
            bar.update(progress.articles - bar.n)

        yield tell
