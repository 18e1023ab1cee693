"""The words of chunks, and of their articles' titles: the `WordIndex` protocol.

SQLite's is its own full-text index (`fts_index`), PostgreSQL's a table (`postings`);
`word_indexes` has the one of a catalogue. Both rank by the same BM25, that of SQLite's FTS5, to the
last bit.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from index.database import Database, Row
from index.filters import Filters
from index.prose.words import stems
from index.storage.intact import passage
from index.storage.phrases import Phrase, Term
from index.storage.stored import is_whole
from index.vector_stores.vectors import Hit

TITLE_WEIGHT = 2.0
"""How much more a word counts in a title than in the text."""

_REVISIONS = "SELECT *, article_id AS original FROM revisions WHERE article_id = ? AND state = ?"
_REVISION = "SELECT *, article_id AS original FROM revisions WHERE rowid = ?"
CHUNKS = "SELECT rowid, first, last FROM chunks WHERE revision_row = ?"


class ChunkWords(NamedTuple):
    """The stems of a chunk, by its row: its article's title's, and its own text's."""

    row: int
    title: list[str]
    text: list[str]


class Condition(NamedTuple):
    """A condition in SQL, and its values."""

    sql: str
    values: tuple[object, ...]


class WordIndex(Protocol):
    """Which chunks hold which stems; what changes it is called within a transaction."""

    def add(self, article_id: str) -> None:
        """Puts the chunks of an article's pending revision in."""
        ...

    def put(self, words: Iterable[ChunkWords]) -> None:
        """Puts chunks in, by their words."""
        ...

    def forget(self, article_id: str) -> None:
        """Takes the chunks of an article's ready revision out."""
        ...

    def rebuild(self) -> None:
        """Makes the index anew from the articles that are ready and as they were stored.

        Raises:
            ArchiveError: It is so damaged that it cannot even be emptied.
        """
        ...

    def compact(self) -> None:
        """Has nothing of what was taken out stand in it."""
        ...

    def best(self, stems: Sequence[str], filters: Filters, top_k: int) -> list[Hit]:
        """Chunks that hold any of the stems and pass, by BM25, best first, then by id."""
        ...

    def scored(self, terms: Sequence[Term]) -> Iterable[tuple[int, float]]:
        """The rows of the chunks that hold all of some terms, and how well by BM25."""
        ...

    def holding(self, term: Term) -> "array[int]":
        """The rows of the chunks that hold a term of words."""
        ...

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many chunks each stem stands, title or text."""
        ...

    def is_known(self, stem: str, begins: bool) -> bool:
        """Whether a chunk holds a stem, or (True) one that begins so."""
        ...

    def between(self, first: str, end: str, lengths: tuple[int, int]) -> list[tuple[str, int]]:
        """The stems from `first` on and before `end`, of lengths, with how many chunks hold it."""
        ...

    def in_text(self, stem: str, most: int) -> list[int]:
        """The rows of the first chunks whose own text holds a stem."""
        ...

    def mentioning(self, phrase: Phrase) -> Condition:
        """The condition that a chunk, `chunks.rowid`, holds one of a phrase's spellings."""
        ...

    def writing(self, written: str) -> Condition:
        """The condition that an article, of `revisions`, has a word in these very letters."""
        ...


def revisions_in(db: Database, article_id: str, state: str) -> Sequence[Row]:
    """The revisions of an article that are in a state."""
    return db.rows(_REVISIONS, (article_id, state))


def put_pending(words: WordIndex, db: Database, article_id: str) -> None:
    """Puts the chunks of an article's pending revision in an index."""
    for revision in revisions_in(db, article_id, "pending"):
        words.put(words_of(db, revision))


def put_all(words: WordIndex, db: Database) -> None:
    """Puts the chunks in an empty index of the articles that are ready and as they were stored."""
    for (row,) in db.rows("SELECT rowid FROM revisions WHERE state = 'ready'"):
        for revision in filter(is_whole, db.rows(_REVISION, (row,))):
            words.put(words_of(db, revision))


def words_of(db: Database, revision: Row) -> Iterator[ChunkWords]:
    """The words of each chunk of a revision."""
    title, text = stems(revision["title"]), revision["text"]
    for row, first, last in db.rows(CHUNKS, (revision["rowid"],)):
        yield ChunkWords(row, title, stems(passage(text, first, last)))
