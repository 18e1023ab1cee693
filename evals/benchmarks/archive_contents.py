"""All that makes an archive, so that two can be compared that were made in different ways."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index import Archive
from index.filters import EVERYTHING
from index.models.embedding import Embedder
from index.prose.words import stem
from qa import QueryEngine

# A model reads the same text a little otherwise beside others.
TOLERANCE = 1e-5
# Numbers of rows, which depend on who came first, and what is made of them.
_OF_ROWS = frozenset(("rowid", "story"))
_TOP = 8


def contents(
    path: Path | str,
    searches: Sequence[str],
    questions: Sequence[str],
    embedder: Embedder | None = None,
) -> dict[str, Any]:
    """What an archive holds, finds and answers, by what it is of.

    Args:
        path: Of the archive, which is only read.
        searches: Put to its words, to its vectors and to its vector store.
        questions: Answered.
        embedder: In place of the model that the archive names.
    """
    with Archive.open(path, embedder=embedder) as archive:
        rows = archive.catalog._db.rows
        articles = archive.catalog.articles
        members = articles.story_members([*articles.known()])
        chunks = rows(
            "SELECT chunks.id, article_id, number, first, last, vector FROM chunks "
            "JOIN revisions ON revision_row = revisions.rowid "
            "JOIN chunk_vectors ON chunk_row = chunks.rowid ORDER BY chunks.id"
        )
        engine = QueryEngine(archive)
        return {
            "faults": [repr(each) for each in archive.check().findings],
            "waiting": archive.catalog.queue.count() + len(archive.catalog.garbage()),
            "articles": archive.stats().articles,
            "revisions": sorted(
                repr([(key, each[key]) for key in sorted(each.keys()) if key not in _OF_ROWS])
                for each in map(_plain, rows("SELECT * FROM revisions"))
            ),
            "copies": sorted(
                sorted({key, *(each.article_id for each in of)}) for key, of in members.items()
            ),
            "chunks": [tuple(row)[:5] for row in chunks],
            "vectors": [np.frombuffer(row[5], dtype="<f4").tolist() for row in chunks],
            "words": [_by_words(archive, each) for each in searches],
            "nearest": [
                [(hit.chunk_id, hit.score) for hit in archive.search_vectors(each, top_k=_TOP)]
                for each in searches
            ],
            "stored vectors": _stored(archive),
            "store": [_in_store(archive, each) for each in searches],
            "answers": [engine.query(each).to_dict() for each in questions],
        }


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What of an archive's contents is otherwise, each with the first place where it is."""
    return [
        f"{name}{where}"
        for name in expected
        if (where := _where(expected[name], found.get(name))) is not None
    ]


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - of either database
    """A row, with bytes as bytes."""
    return {
        key: bytes(row[key]) if isinstance(row[key], memoryview) else row[key]
        for key in row.keys()  # noqa: SIM118 - a row is not a mapping
    }


def _by_words(archive: Archive, text: str) -> list[tuple[str, float]]:
    stems = [stem(word) for word in text.lower().split()]
    found = archive.catalog.chunks.search_words(stems, top_k=_TOP)
    return [(hit.chunk_id, hit.score) for hit in found]


def _stored(archive: Archive) -> dict[str, list[float]]:
    """The vectors of the store, by the ids of their chunks."""
    found: dict[str, list[float]] = {}
    while page := archive.vectors.id_page(len(found)):
        for key, vector in archive.vectors.vectors_of(page).items():
            found[key] = vector.tolist()
    return found


def _in_store(archive: Archive, text: str) -> list[float]:
    """How near the nearest are; which of two that are as near comes first is nobody's promise."""
    vector = archive.embedder.embed([text])[0]
    return [hit.score for hit in archive.vectors.search(vector, EVERYTHING, _TOP)]


def _where(expected: Any, found: Any) -> str | None:  # noqa: ANN401 - what JSON has
    """Where two values differ first; None where they do not."""
    if isinstance(expected, float) and isinstance(found, float):
        same = math.isclose(expected, found, abs_tol=TOLERANCE)
        return None if same else f": {expected} became {found}"
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        if expected.keys() != found.keys():
            return f": {sorted(expected.keys() ^ found.keys())}"
        return _first((key, expected[key], found[key]) for key in expected)
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        if len(expected) != len(found):
            return f": {len(expected)} became {len(found)}"
        return _first(zip(range(len(expected)), expected, found, strict=True))
    return None if expected == found else f": {str(expected)[:200]} became {str(found)[:200]}"


def _first(triples: Iterable[tuple[object, Any, Any]]) -> str | None:
    for key, expected, found in triples:
        if (where := _where(expected, found)) is not None:
            return f"[{key}]{where}"
    return None
