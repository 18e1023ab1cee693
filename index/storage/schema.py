"""The catalogue's tables, and filters in their language."""

from collections.abc import Sequence

from index.dates import as_number
from index.filters import Filters
from index.naming.claims import NOT_NAMED, of_label

# One more whenever the tables change, or the words and stems that `index.prose.words` makes: the
# full-text index can only forget a text whose stems come out as they did.
SCHEMA_VERSION = 5

SCHEMA = (
    "CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE revisions (
        rowid INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'superseded')),
        content_hash TEXT NOT NULL,
        title TEXT NOT NULL,
        publisher TEXT,
        publisher_claimed INTEGER NOT NULL,  -- 1: only its own text names it
        published TEXT,
        first_day INTEGER NOT NULL,  -- YYYYMMDD, 0 when undated
        last_day INTEGER NOT NULL,
        authors TEXT NOT NULL,
        url TEXT,
        section TEXT,
        updated TEXT,
        kind TEXT,
        language TEXT,
        captions TEXT NOT NULL DEFAULT '[]',
        origin TEXT,
        moment TEXT,
        crawled TEXT,
        provenance TEXT NOT NULL,
        boilerplate TEXT NOT NULL,
        root TEXT,
        chunk_count INTEGER NOT NULL,
        signature BLOB NOT NULL,  -- index.prose.signatures
        story INTEGER,  -- index.storage.stories; only while it is ready
        -- Last: to read a column behind a long text, SQLite goes through the text.
        text TEXT NOT NULL,
        UNIQUE (article_id, number)
    )""",
    # What filters and counts need, so that they read no article.
    """CREATE INDEX revision_facts ON revisions (
        state, last_day, first_day, publisher, publisher_claimed, section, kind, language,
        article_id, published, story, chunk_count
    )""",
    # At most one revision of an article can be found, and one be on its way.
    "CREATE UNIQUE INDEX revision_ready ON revisions (article_id) WHERE state = 'ready'",
    "CREATE UNIQUE INDEX revision_pending ON revisions (article_id) WHERE state = 'pending'",
    "CREATE INDEX revision_story ON revisions (story) WHERE story IS NOT NULL",
    """CREATE TABLE story_bands (
        band INTEGER NOT NULL,
        revision_row INTEGER NOT NULL,
        PRIMARY KEY (band, revision_row)
    ) WITHOUT ROWID""",
    """CREATE TABLE chunks (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        revision_row INTEGER NOT NULL REFERENCES revisions (rowid) ON DELETE CASCADE,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL
    )""",
    "CREATE INDEX chunk_revision ON chunks (revision_row)",
    # Little-endian float32: what the vector store is rebuilt from.
    """CREATE TABLE chunk_vectors (
        chunk_row INTEGER PRIMARY KEY REFERENCES chunks (rowid) ON DELETE CASCADE,
        vector BLOB NOT NULL
    )""",
    # Stems only, no text: what stands here was made by index.prose.words.
    "CREATE VIRTUAL TABLE chunk_words USING fts5(title, text, content='', "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '.,'\")",
    "CREATE VIRTUAL TABLE chunk_terms USING fts5vocab(chunk_words, 'row')",
    "CREATE TABLE garbage (id TEXT PRIMARY KEY) WITHOUT ROWID",
    # Of what was removed nothing but hashes, by which it is known when it is read again.
    "CREATE TABLE removed (hash TEXT PRIMARY KEY) WITHOUT ROWID",
)


def filter_sql(filters: Filters) -> tuple[str, list[object]]:
    """The filters as a condition on `revisions`, and its values."""
    clauses: list[str] = ["1 = 1"]
    values: list[object] = []
    if filters.publishers:
        labels = [of_label(label) for label in filters.publishers]
        by_claim = "publisher_claimed = {} AND publisher IN (SELECT value FROM texts(?))"
        named = " OR ".join(f"({by_claim.format(claimed)})" for claimed in (0, 1))
        clauses.append(_or_not_named("publisher", f"({named})", filters.publishers))
        values += [[name for name, claimed in labels if claimed == only] for only in (0, 1)]
    for column, wanted in (
        ("section", filters.sections),
        ("kind", filters.kinds),
        ("language", filters.languages),
        ("article_id", filters.article_ids),
    ):
        if wanted:
            # One value however many there are: SQLite limits how many values a query has.
            listed = f"{column} IN (SELECT value FROM texts(?))"
            clauses.append(_or_not_named(column, listed, wanted))
            values.append(list(wanted))
    dated = []
    if filters.published_from:
        dated.append("last_day >= ?")
        values.append(as_number(filters.published_from))
    if filters.published_to:
        dated.append("last_day <= ?")
        values.append(as_number(filters.published_to))
    if dated:
        undated = "OR last_day = 0" if filters.undated else "AND last_day > 0"
        clauses.append(f"(({' AND '.join(dated)}) {undated})")
    if filters.as_of:
        clauses.append("last_day <= ?")
        values.append(as_number(filters.as_of))
    return " AND ".join(clauses), values


def _or_not_named(column: str, clause: str, wanted: Sequence[str]) -> str:
    """A clause, and what names nothing in the column, where that is wanted too."""
    return f"({clause} OR {column} IS NULL)" if NOT_NAMED in wanted else clause
