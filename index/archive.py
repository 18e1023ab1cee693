"""The archive: a catalogue and vectors in a place, opened for reading or for writing."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from index.builds.archive_stats import ArchiveStats, archive_stats
from index.builds.beside import settle
from index.builds.builds import (
    IN_FOLDER,
    Build,
    check_vectors,
    clear_other_builds,
    create_build,
    open_build,
)
from index.builds.checking import ArchiveCheck, check_build, glance
from index.builds.current_build import CurrentBuild
from index.builds.embedders import embedder_to_ask, embedder_to_index
from index.builds.named_article import named_article, named_id
from index.builds.presence import exists, has_archive
from index.builds.recovery import collect_garbage, recover
from index.builds.vector_search import VectorSearch
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.feedback_file import forget_lines
from index.filters import EVERYTHING, Filters
from index.models.embedding import Embedder, SentenceTransformerEmbedder, Vectors
from index.models.exporting import keep_export
from index.notes import Notes
from index.places.opening import place_of, where
from index.places.place import Lock, Place, Where
from index.storage.catalog import Catalog
from index.storage.removed import marks_in
from index.storage.stored_article import StoredArticle
from index.vector_stores.vectors import Hit, VectorStore
from index.visits import forget_visits

__all__ = ["Archive", "ArchiveStats", "exists"]


class Archive:
    """Articles in a folder or in PostgreSQL that can be searched by words and by vectors.

    Any number of readers may have it open while one writer works; a reader sees whole
    articles, as soon as each is finished, also where another process has built the archive anew
    since it was opened. Safe to share between threads. Use `create` or `open`.
    """

    def __init__(
        self,
        build: Build,
        lock: Lock | None,
        embedder: Embedder | None,
        *,
        keeps_place: bool = False,
    ) -> None:
        """Takes an opened build.

        Args:
            build: The build.
            lock: Held when the archive is open for writing.
            embedder: To be used in place of the model that the build names.
            keeps_place: Whether its place stays open when the archive is closed.
        """
        self._keeps_place = keeps_place
        self.path = build.folder
        self._place = build.place
        self._lock = lock
        self._given = embedder
        self._search = VectorSearch()
        self._current = CurrentBuild(
            build,
            embedder,
            embedder_to_index if lock else embedder_to_ask,
            # Who holds the lock knows that nobody else rebuilds it.
            may_be_rebuilt=lock is None,
        )

    @classmethod
    def create(
        cls, path: str | Where, *, embedder: Embedder | None = None, vectors: str = IN_FOLDER
    ) -> Self:
        """Makes an empty archive, open for writing.

        Args:
            path: The archive's folder, or an address: postgresql://USER:PASSWORD@HOST/DATABASE.
            embedder: The model to build it with.
            vectors: "folder" for beside the catalogue, which in PostgreSQL is pgvector, or a
                Chroma server's address such as http://127.0.0.1:8000. The archive remembers it;
                the catalogue is in its place all the same.

        Raises:
            ArchiveError: There is an archive already, the folder cannot be made, or the server
                cannot be reached.
            ArchiveBusy: Another process is making it.
        """
        place = place_of(path)
        lock: Lock | None = None
        try:
            if has_archive(place):
                raise ArchiveError(f"There is an archive in {place.path} already. Open it instead.")
            embedder = embedder or SentenceTransformerEmbedder()
            place.make()
            lock = place.lock()
            home = place.current()
            place.make_home(home)
            build = create_build(place, home, embedder, vectors)
            lock.share()
            keep_export(embedder, home.models(embedder.fingerprint))
            return cls(build, lock, embedder)
        except BaseException:
            if lock:
                lock.release()
            place.close()
            raise

    @classmethod
    def open(
        cls,
        path: str | Where,
        *,
        writing: bool = False,
        embedder: Embedder | None = None,
        vectors: str | None = None,
    ) -> Self:
        """Opens an archive; its embedding model is loaded when it is first needed.

        Args:
            path: The archive's folder; to read from, it need not be writable. Or an address, as
                for `create`.
            writing: Whether articles will be added or removed; in a folder one process at a time
                may, in PostgreSQL any number may add, and one that is alone remove.
            embedder: To be used in place of the model that the archive names.
            vectors: Where its vectors are expected; by default they may be anywhere.

        Raises:
            ArchiveNotFound: There is no archive in that place.
            ArchiveBusy: Another process has it open for writing.
            IndexMismatch: It was built by other settings than this version's or the embedder's.
        """
        place = place_of(path)
        lock: Lock | None = None
        try:
            if not has_archive(place):
                raise ArchiveNotFound(
                    f"There is no archive in {where(path)}. Make one of some articles first.",
                    remedy=Remedy.MAKE_ARCHIVE,
                    archive=where(path),
                )
            lock = place.lock() if writing else None
            return cls._opened(place, lock, embedder, vectors)
        except BaseException:
            if lock:
                lock.release()
            place.close()
            raise

    def close(self) -> None:
        """Lets go of files, connections and the writer's place."""
        self._current.close()
        if self._lock:
            self._lock.release()
        if not self._keeps_place:
            self._place.close()

    def __enter__(self) -> Self:
        """The archive itself; `close` at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes the archive."""
        self.close()

    # What it is made of

    @property
    def catalog(self) -> Catalog:
        """The one truth about the archive."""
        return self._current.now().catalog

    @property
    def vectors(self) -> VectorStore:
        """The second copy of the catalogue's vectors, to search them."""
        return self._current.now().vectors

    @property
    def embedder(self) -> Embedder:
        """The model that the archive was built with."""
        return self._current.embedder_of(self._current.now())

    @property
    def notes(self) -> Notes:
        """What is noted beside its builds."""
        return self._place.notes

    def stats(self, filters: Filters = EVERYTHING) -> ArchiveStats:
        """What the archive holds of what passes the filters; the size is of the whole."""
        return archive_stats(self._current.now(), filters)

    def vectors_state(self) -> str:
        """What the vectors are: "ready", "incomplete" or "not reachable".

        Where they are not ready, questions are answered from the catalogue's own; the next
        writer completes what is incomplete. To know costs a trial; what is damaged `check` tells.
        """
        vectors = self.vectors
        try:
            return "ready" if vectors.seems_sound() else "incomplete"
        except ArchiveError:
            return "not reachable"

    def check(self) -> ArchiveCheck:
        """Looks through everything; see `index.builds.checking`.

        Raises:
            ArchiveBusy: The vectors are being changed all the time.
        """
        return check_build(self._current.now(), self._given)

    def glance(self) -> ArchiveCheck:
        """Looks at what takes but a moment: of a large archive at little."""
        return glance(self._current.now())

    # Finding

    def search_vectors(
        self, text: str, *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """Chunks whose vectors are nearest to the text's, by cosine, best first."""
        build = self._current.now()
        vector = self._current.embedder_of(build).embed([text])[0]
        return self._search.nearest(build, vector, filters, top_k)

    def nearest(
        self, vector: Vectors, *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """The same for a vector of length 1 that the archive's own model made.

        Raises:
            ArchiveError: Another model made it, as when the archive was rebuilt since.
        """
        build = self._current.now()
        if len(vector) != self._current.embedder_of(build).dimensions:
            raise ArchiveError(f"{self.path} was rebuilt with another model just now. Ask again.")
        return self._search.nearest(build, vector, filters, top_k)

    def articles(self, filters: Filters = EVERYTHING) -> Iterator[StoredArticle]:
        """The articles that pass the filters, by id, one after the other.

        Without their texts, and in other orders: `catalog.articles.listed`.
        """
        return self.catalog.articles.all(filters)

    def article(self, name: str, filters: Filters = EVERYTHING) -> StoredArticle:
        """An article by its id, its file name, or a part of its id that no other has.

        Raises:
            NoSuchArticle: None that passes the filters answers to the name, or several do.
        """
        return named_article(self._current.now(), name, filters)

    # Changing

    def remove(self, name: str) -> str:
        """Takes an article out of every file of the archive for good; gives its id.

        What is indexed later does not bring it back, unless that is asked for (`ingest`'s
        `restore`).

        Raises:
            NoSuchArticle: None answers to the name, or several do.
        """
        return self.remove_all([named_id(self._current.now(), name, EVERYTHING)], for_good=True)[0]

    def remove_all(self, article_ids: Sequence[str], *, for_good: bool = False) -> list[str]:
        """Takes articles, by their whole ids, out of every file of the archive.

        Args:
            article_ids: Their whole ids.
            for_good: Whether they stay out when they are read again.
        """
        with self._writing().alone():
            marks = marks_in(self.catalog, article_ids) if for_good else ()
            self.catalog.remove(article_ids, marks)
            forget_lines(self.notes, self.catalog.articles.held)
            forget_visits(self.notes, self.catalog.articles.held)
            self.collect_garbage()
            self.catalog.scrub()
        return list(article_ids)

    def recover(self) -> None:
        """Clears away what an interrupted run left behind, and mends what can be mended.

        Not while another process writes, where several may: it is at work there.
        """
        with self._writing().trying_alone() as alone:
            if alone:
                recover(self._current.now())

    def collect_garbage(self) -> None:
        """Deletes the vectors of chunks that are gone."""
        collect_garbage(self._current.now())

    def require_writing(self) -> None:
        """Raises ArchiveError unless the archive is open for writing."""
        self._writing().check()

    def _writing(self) -> Lock:
        if self._lock is None:
            raise ArchiveError(
                f"{self.path} is open for reading. Open it with Archive.open(path, writing=True)."
            )
        return self._lock

    def _begin_writing(self, lock: Lock) -> None:
        with lock.trying_alone() as alone:
            if alone:
                clear_other_builds(self._place)
                settle(self._place, self._current.now().home)
                self.recover()
                # Not in `recover`: a rebuild begins with a build that holds nothing yet.
                forget_lines(self.notes, self.catalog.articles.held)
                forget_visits(self.notes, self.catalog.articles.held)
        lock.share()

    @classmethod
    def _opened(
        cls, place: Place, lock: Lock | None, embedder: Embedder | None, vectors: str | None
    ) -> Self:
        build = open_build(place, locked=lock is not None)
        try:
            if vectors is not None:
                check_vectors(build, vectors)
            archive = cls(build, lock, embedder)
            if lock:
                archive._begin_writing(lock)
            return archive
        except BaseException:
            build.close()
            raise
