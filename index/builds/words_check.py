"""The full-text index held against the articles' words, each at its place.

FTS5 checks no more than that an index agrees with itself where it keeps no text, and does so by
writing. So its words are read here: each looked up as a search looks it up.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from index.database import Database, Kind
from index.errors import ArchiveError
from index.prose.words import stems
from index.storage.fts_index import make_instances
from index.storage.intact import passage
from index.storage.stored import is_whole

_COLUMNS = ("title", "text")
_READY = (
    "SELECT chunks.rowid AS row, chunks.id AS id FROM revisions CROSS JOIN chunks "
    "ON revision_row = revisions.rowid WHERE state = 'ready'"
)
_REVISIONS = "SELECT rowid FROM revisions WHERE state = 'ready'"
_REVISION = "SELECT *, article_id AS original FROM revisions WHERE rowid = ? AND state = 'ready'"
_CHUNKS = "SELECT rowid, first, last FROM chunks WHERE revision_row = ?"


class WordFaults(NamedTuple):
    """How many chunks the index is wrong about.

    Attributes:
        broken: Those of which it holds another number of words than it says, and those that are
            there no more; and one more where its totals are wrong. The index is damaged.
        other: Those of which it holds other words than they have. It is damaged, or what tells
            where they begin and end in their article.
    """

    broken: int
    other: int


class _Words(NamedTuple):
    """Of a chunk: its words with their places, as one number, and how many each column has."""

    places: int
    counts: tuple[int, ...]


def wrong_words(db: Database) -> WordFaults:
    """Compares the index with the chunks that can be found, but for those of damaged articles.

    What a writer changes meanwhile is left out.

    Raises:
        ArchiveError: It cannot be read.
    """
    if db.kind is Kind.POSTGRESQL:
        return _wrong_postings(db)
    make_instances(db)
    before = _ready(db)
    terms: set[str] = set()
    expected = dict(_expected(db, terms))
    found = _found(db, terms | {row["term"] for row in db.rows("SELECT term FROM chunk_terms")})
    told, totals_agree = _told(db)
    lasting = [row for row, _ in before & _ready(db) if row in expected]
    nothing = _Words(0, (0,) * len(_COLUMNS))
    broken = [row for row in lasting if found.get(row, nothing).counts != told.get(row)]
    other = [row for row in lasting if found.get(row, nothing) != expected[row]]
    lost = _lost(db, {*found, *told})
    return WordFaults(len(broken) + len(lost) + (not totals_agree), len({*other} - {*broken}))


def _wrong_postings(db: Database) -> WordFaults:
    """The same in PostgreSQL, where the index keeps the words of each chunk, too."""
    from index.storage.postings import WRONG_POSTINGS, line

    before = _ready(db)
    ours = {chunk: (line(columns[0]), line(columns[1])) for chunk, columns in _columns(db)}
    theirs = {row[0]: (row[1], row[2]) for row in db.rows("SELECT * FROM chunk_words")}
    broken = {row[0] for row in db.rows(WRONG_POSTINGS)}
    lasting = {row for row, _ in before & _ready(db) if row in ours}
    broken &= lasting | (theirs.keys() - ours.keys())
    broken |= lasting - theirs.keys()
    other = {row for row in lasting if row in theirs and theirs[row] != ours[row]}
    lost = theirs.keys() - {row[0] for row in db.rows("SELECT rowid FROM chunks")}
    return WordFaults(len(broken | lost), len(other - broken))


def _ready(db: Database) -> set[tuple[int, str]]:
    return {(found["row"], found["id"]) for found in db.rows(_READY)}


def _expected(db: Database, terms: set[str]) -> Iterator[tuple[int, _Words]]:
    """For each chunk its words; all words are added to `terms`."""
    for chunk, columns in _columns(db):
        terms.update(*columns)
        yield chunk, _as_words(chunk, columns)


def _columns(db: Database) -> Iterator[tuple[int, tuple[list[str], list[str]]]]:
    """For each chunk the stems of its title and of its text."""
    for (row,) in db.rows(_REVISIONS):
        for revision in filter(is_whole, db.rows(_REVISION, (row,))):
            title, text = stems(revision["title"]), revision["text"]
            for chunk, first, last in db.rows(_CHUNKS, (row,)):
                with suppress(ArchiveError):  # It is nowhere in the text, which others tell.
                    yield chunk, (title, stems(passage(text, first, last)))


def _as_words(chunk: int, columns: tuple[list[str], ...]) -> _Words:
    places = 0
    for column, words in zip(_COLUMNS, columns, strict=True):
        for place, word in enumerate(words):
            places ^= hash((word, chunk, column, place))
    return _Words(places, tuple(map(len, columns)))


def _found(db: Database, terms: set[str]) -> dict[int, _Words]:
    """The same as the index has it, each word looked up as a search does."""
    places: dict[int, int] = {}
    counts: dict[int, dict[str, int]] = {}
    for term in terms:
        for row, column, place in db.rows(
            "SELECT doc, col, offset FROM temp.chunk_instances WHERE term = ?", (term,)
        ):
            places[row] = places.get(row, 0) ^ hash((term, row, column, place))
            of_row = counts.setdefault(row, dict.fromkeys(_COLUMNS, 0))
            of_row[column] = of_row.get(column, 0) + 1
    return {row: _Words(places[row], tuple(counts[row].values())) for row in places}


def _told(db: Database) -> tuple[dict[int, tuple[int, ...]], bool]:
    """How many words the index counts by chunk and column, and whether its totals are their sums.

    Read at once, as both change together: BM25 rests on them.
    """
    rows = db.rows(
        "SELECT id, sz FROM chunk_words_docsize UNION ALL "
        "SELECT NULL, block FROM chunk_words_data WHERE id = 1"
    )
    found = {row: _numbers(counts) for row, counts in rows if row is not None}
    totals = [_numbers(block) for row, block in rows if row is None]
    sums = (len(found), *(sum(column) for column in zip(*found.values(), strict=False)))
    return found, not found or totals == [sums]


def _numbers(stored: bytes) -> tuple[int, ...]:
    """SQLite's variable-length integers: seven bits a byte, the highest tells that more come."""
    found, number = [], 0
    for byte in stored:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return tuple(found)


def _lost(db: Database, rows: set[int]) -> list[int]:
    """Those rows of the index that are there still, and of no chunk."""
    chunks = {row[0] for row in db.rows("SELECT rowid FROM chunks")}
    gone = rows - chunks
    there = {row[0] for row in db.rows("SELECT id FROM chunk_words_docsize")} if gone else set()
    return [row for row in gone if row in there]
