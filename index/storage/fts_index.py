"""The word index in SQLite: FTS5's, of the stems of each chunk and of its article's title.

It keeps no text: to take a chunk out, FTS5 must be told the very words that were put in.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.database import Database, Row
from index.filters import Filters
from index.mending import damaged_catalogue
from index.storage.phrases import Phrase, Term, storable
from index.storage.schema import filter_sql
from index.storage.stored import is_whole
from index.storage.word_index import (
    CHUNKS,
    TITLE_WEIGHT,
    ChunkWords,
    Condition,
    put_all,
    put_pending,
    revisions_in,
    words_of,
)
from index.vector_stores.vectors import Hit

_BM25 = f"bm25(chunk_words, {TITLE_WEIGHT}, 1.0)"


class FtsIndex:
    """FTS5's index of a catalogue in SQLite; a `WordIndex`."""

    def __init__(self, database: Database) -> None:
        """Takes the opened catalogue."""
        self._db = database

    # Changed

    def add(self, article_id: str) -> None:
        """Puts the chunks of an article's pending revision in."""
        put_pending(self, self._db, article_id)

    def put(self, words: Iterable[ChunkWords]) -> None:
        """Puts chunks in, by their words."""
        self._db.run_many(
            "INSERT INTO chunk_words (rowid, title, text) VALUES (?, ?, ?)", _joined(list(words))
        )

    def forget(self, article_id: str) -> None:
        """Takes the chunks of an article's ready revision out."""
        for revision in revisions_in(self._db, article_id, "ready"):
            if is_whole(revision):
                words = list(words_of(self._db, revision))
            else:  # What it said when it was put in, only the index still knows.
                words = _words_in_index(self._db, revision["rowid"])
            self._db.run_many(
                "INSERT INTO chunk_words (chunk_words, rowid, title, text) "
                "VALUES ('delete', ?, ?, ?)",
                _joined(words),
            )

    def rebuild(self) -> None:
        """Makes the index anew from the articles that are ready and as they were stored."""
        self._db.run("INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')")
        put_all(self, self._db)

    def compact(self) -> None:
        """Merges the index into one part, which holds nothing of what was taken out."""
        self._db.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')")

    # Asked

    def best(self, stems: Sequence[str], filters: Filters, top_k: int) -> list[Hit]:
        """Chunks that hold any of the stems and pass, by BM25, best first, then by id."""
        query = " OR ".join(quoted([stem]) for stem in stems)
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT chunks.id, {_BM25} AS cost FROM chunk_words "
            "JOIN chunks ON chunks.rowid = chunk_words.rowid "
            "JOIN revisions ON revisions.rowid = chunks.revision_row "
            f"WHERE chunk_words MATCH ? AND state = 'ready' AND {where} "
            "ORDER BY cost, chunks.id LIMIT ?",
            (query, *values, top_k),
        )
        if any(row["cost"] is None for row in rows):
            raise damaged_catalogue("the full-text index does not know how many words it holds")
        # FTS5's bm25() is lower for better.
        return [Hit(row["id"], -row["cost"]) for row in rows]

    def scored(self, terms: Sequence[Term]) -> Iterator[tuple[int, float]]:
        """The rows of the chunks that hold all of some terms, and how well by BM25."""
        hits = self._db.rows(
            f"SELECT rowid, {_BM25} FROM chunk_words WHERE chunk_words MATCH ?",
            (" AND ".join(map(_expression, terms)),),
        )
        if any(hit[1] is None for hit in hits[:1]):
            raise damaged_catalogue("the full-text index does not know how many words it holds")
        return ((hit[0], -hit[1]) for hit in hits)

    def holding(self, term: Term) -> "array[int]":
        """The rows of the chunks that hold a term of words."""
        return self._db.numbers(
            "SELECT rowid FROM chunk_words WHERE chunk_words MATCH ?", (_expression(term),)
        )

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many chunks each stem stands, title or text."""
        rows = {
            stem: self._db.rows("SELECT doc FROM chunk_terms WHERE term = ?", (storable(stem),))
            for stem in stems
        }
        return {stem: int(found[0]["doc"]) if found else 0 for stem, found in rows.items()}

    def is_known(self, stem: str, begins: bool) -> bool:
        """Whether a chunk holds a stem, or (True) one that begins so."""
        if begins:
            found = self._db.rows(
                "SELECT 1 FROM chunk_terms WHERE term >= ? AND term < ? LIMIT 1",
                (stem, f"{stem}\U0010ffff"),
            )
        else:
            found = self._db.rows("SELECT 1 FROM chunk_terms WHERE term = ?", (stem,))
        return bool(found)

    def between(self, first: str, end: str, lengths: tuple[int, int]) -> list[tuple[str, int]]:
        """The stems from `first` on and before `end`, of lengths, with how many chunks hold it."""
        rows = self._db.rows(
            "SELECT term, doc FROM chunk_terms WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            (storable(first), end, *lengths),
        )
        return [(row["term"], row["doc"]) for row in rows]

    def in_text(self, stem: str, most: int) -> list[int]:
        """The rows of the first chunks whose own text holds a stem."""
        rows = self._db.rows(
            "SELECT rowid FROM chunk_words WHERE chunk_words MATCH ? LIMIT ?",
            (f"text : {quoted([stem])}", most),
        )
        return [row[0] for row in rows]

    def mentioning(self, phrase: Phrase) -> Condition:
        """The condition that a chunk, `chunks.rowid`, holds one of a phrase's spellings."""
        return Condition(
            "chunks.rowid IN (SELECT rowid FROM chunk_words WHERE chunk_words MATCH ?)",
            (" OR ".join(map(quoted, (phrase.stems, *phrase.others))),),
        )

    def writing(self, written: str) -> Condition:
        """The condition that an article, of `revisions`, has a word in these very letters."""
        return Condition(
            "(' ' || title || ' ' || text || ' ') GLOB ?",
            (f"*[^A-Za-z0-9]{written}[^A-Za-z0-9]*",),
        )


def make_instances(db: Database) -> None:
    """Makes `temp.chunk_instances`: each word of the index (`term`) with its row and place."""
    db.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.chunk_instances "
        "USING fts5vocab(main, chunk_words, instance)"
    )


def quoted(stems: Sequence[str]) -> str:
    """Stems as a phrase of FTS5's, which has a syntax of its own: a bare `what's` is an error."""
    return '"' + storable(" ".join(stems)).replace('"', '""').replace("\0", " ") + '"'


def _expression(term: Term) -> str:
    if term.begun:
        return f"({quoted(term.stems)} OR {quoted([term.begun])} *)"
    return quoted(term.stems)


def _joined(words: Sequence[ChunkWords]) -> list[tuple[int, str, str]]:
    return [(each.row, " ".join(each.title), " ".join(each.text)) for each in words]


def _words_in_index(db: Database, revision_row: int) -> list[ChunkWords]:
    """The words of a revision's chunks by what the index holds, all of which is gone through."""
    make_instances(db)
    rows = [row["rowid"] for row in db.rows(CHUNKS, (revision_row,))]
    found = db.rows(
        "SELECT doc, col, term FROM temp.chunk_instances "
        "WHERE doc IN (SELECT value FROM numbers(?)) ORDER BY doc, col, offset",
        (rows,),
    )
    terms = {place: [each["term"] for each in words] for place, words in groupby(found, _place)}
    return [ChunkWords(n, terms.get((n, "title"), []), terms.get((n, "text"), [])) for n in rows]


def _place(row: Row) -> tuple[int, str]:
    return row["doc"], row["col"]
