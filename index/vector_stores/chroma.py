"""Chroma, the library: its clients, and what both stores do to a collection."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.dates import as_number
from index.filters import Filters
from index.models.embedding import Vectors
from index.naming.claims import NOT_NAMED
from index.vector_stores.vectors import Hit, VectorPage, label_hash

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

CONFIGURATION = {"hnsw": {"space": "cosine"}}
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 60.0
# Chroma takes 5,461 rows at once, but a server refuses requests of more than 40 MB as well.
BATCH_ROWS = 1000


# Chroma shares one client among all that open the same path in a process, and such a client
# cannot be reopened while another holder keeps it. So each store spells its path its own way.
_spellings: set[int] = set()
_spelling_lock = Lock()


def is_failure(error: BaseException) -> bool:
    """Whether an error is Chroma's, and none that ends the program, such as Ctrl-C.

    What its native code calls a panic is no `Exception`.
    """
    return isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime"


def folder_client(folder: Path) -> tuple["ClientAPI", int]:
    """A client of a folder, to be closed by `close_folder` with the number that comes along."""
    import chromadb
    from chromadb.config import Settings

    with _spelling_lock:
        spelling = next(n for n in range(len(_spellings) + 1) if n not in _spellings)
        _spellings.add(spelling)
        # Where this fails, Chroma keeps what it half opened under the path: it stays taken.
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(str(folder) + "/." * spelling, settings=settings)
    return client, spelling


def close_folder(client: "ClientAPI", spelling: int) -> None:
    """Closes a client of a folder; after a panic it may be beyond that, and is left alone."""
    with _spelling_lock:
        try:
            # Its class has `close`, the interface it is typed by has not.
            cast(Any, client).close()
        except BaseException as error:
            if not is_failure(error):
                raise
        else:
            _spellings.discard(spelling)


def server_client(address: str) -> "ClientAPI":
    """A client of the server at an address such as http://127.0.0.1:8000.

    What Chroma's own settings say is taken from the environment, a token among them.

    Raises:
        OSError: Nothing answers there.
    """
    import chromadb
    from chromadb.config import Settings

    # Chroma's client would wait for ever, so ask first, and limit it as soon as it is made.
    _check_alive(address)
    client = chromadb.HttpClient(
        host=address,
        ssl=address.startswith("https:"),
        settings=Settings(anonymized_telemetry=False),
    )
    for session in _sessions(client):
        session.timeout = type(session.timeout)(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return client


def close_server(client: "ClientAPI") -> None:
    """Closes a client of a server, and its connections, which its own `close` leaves open."""
    for session in _sessions(client):
        session.close()
    cast(Any, client).close()


def create(client: "ClientAPI", name: str, metadata: dict[str, Any] | None = None) -> "Collection":
    """Makes an empty collection, in which distances are cosines."""
    return client.create_collection(
        name,
        embedding_function=None,
        configuration=cast(Any, CONFIGURATION),
        metadata=metadata,
    )


def find(client: "ClientAPI", name: str) -> "Collection | None":
    """A collection by its name, or None."""
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def delete(client: "ClientAPI", name: str) -> None:
    """Deletes a collection, if it is there."""
    from chromadb.errors import NotFoundError

    try:
        client.delete_collection(name)
    except NotFoundError:
        return


def write(collection: "Collection", page: VectorPage) -> None:
    """Stores vectors, replacing those under the same ids."""
    for first in range(0, len(page.ids), BATCH_ROWS):
        part = slice(first, first + BATCH_ROWS)
        # `add` would silently keep the old vector of a known id.
        collection.upsert(
            ids=list(page.ids[part]),
            embeddings=page.vectors[part],
            metadatas=[label._asdict() for label in page.labels[part]],
        )


def erase(collection: "Collection", ids: Iterable[str]) -> None:
    """Removes vectors; ids that are not there are no error."""
    remaining = list(ids)
    for first in range(0, len(remaining), BATCH_ROWS):
        collection.delete(ids=remaining[first : first + BATCH_ROWS])


def nearest(collection: "Collection", vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
    """The nearest chunks that pass the filters, by cosine, best first."""
    result = collection.query(
        query_embeddings=np.asarray(vector, dtype=np.float32).reshape(1, -1),
        n_results=top_k,
        where=cast(Any, _where(filters)),
        include=["distances"],
    )
    distances = (result["distances"] or [[]])[0]
    return [
        Hit(chunk_id, 1.0 - float(distance))
        for chunk_id, distance in zip(result["ids"][0], distances, strict=True)
    ]


def held(collection: "Collection", ids: Sequence[str]) -> set[str]:
    """Which of the ids have a vector."""
    # With the vectors: an id alone may outlive its vector in Chroma's tables.
    return set(vectors_of(collection, ids))


def vectors_of(collection: "Collection", ids: Sequence[str]) -> dict[str, Vectors]:
    """The vectors of ids, each of shape (dimensions,); unknown ids are left out."""
    found: dict[str, Vectors] = {}
    for first in range(0, len(ids), BATCH_ROWS):
        part = collection.get(ids=list(ids[first : first + BATCH_ROWS]), include=["embeddings"])
        found |= zip(part["ids"], _matrix(part["embeddings"]), strict=True)
    return found


def id_page(collection: "Collection", after: int) -> list[str]:
    """Some of the ids but for the first `after`, in an order of Chroma's own; none at the end."""
    return list(collection.get(limit=BATCH_ROWS, offset=after, include=[])["ids"])


def answers(collection: "Collection") -> bool:
    """Whether a vector that is there is found; a damaged index says no."""
    from chromadb.errors import ChromaError

    try:
        one = collection.get(limit=1, include=["embeddings"])
        if not one["ids"]:
            return True
        vector = _matrix(one["embeddings"])[0]
        return bool(nearest(collection, vector, Filters(), 1))
    except ChromaError:
        return False


def _matrix(embeddings: object) -> Vectors:
    return np.asarray(cast(Any, embeddings), dtype=np.float32)


def _sessions(client: "ClientAPI") -> list[Any]:
    """The httpx clients of a client: its own, and that of the one it checks the tenant with."""
    of = cast(Any, client)
    return [of._server._session, of._admin_client._server._session]


def _check_alive(address: str) -> None:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=CONNECT_SECONDS):
            return
    except urllib.error.HTTPError:
        return  # It speaks; what it has against us its client will tell.
    except urllib.error.URLError as error:
        raise OSError(error.reason) from error


def _where(filters: Filters) -> dict[str, Any] | None:
    """The filters in Chroma's language; None when everything passes."""
    clauses: list[dict[str, Any]] = []
    for label, wanted in (
        ("article", filters.article_ids),
        ("publisher", filters.publishers),
        ("section", filters.sections),
        ("kind", filters.kinds),
        ("language", filters.languages),
    ):
        if wanted:
            hashes = [label_hash(None if name == NOT_NAMED else name) for name in wanted]
            clauses.append({label: {"$in": hashes}})
    dated: list[dict[str, Any]] = []
    if filters.published_from:
        dated.append({"last_day": {"$gte": as_number(filters.published_from)}})
    if filters.published_to:
        dated.append({"last_day": {"$lte": as_number(filters.published_to)}})
    if dated:
        clauses.append(_or_undated(_all(dated), filters.undated))
    if filters.as_of:
        clauses.append({"last_day": {"$lte": as_number(filters.as_of)}})
    return _all(clauses) if clauses else None


def _all(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _or_undated(clause: dict[str, Any], undated: bool) -> dict[str, Any]:
    if undated:
        return {"$or": [clause, {"last_day": {"$eq": 0}}]}
    return {"$and": [clause, {"last_day": {"$gt": 0}}]}
