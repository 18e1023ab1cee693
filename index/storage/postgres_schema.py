"""The catalogue's tables in PostgreSQL: those of `schema.py`, with a word index of our own.

Texts are compared by code point everywhere, as SQLite does.
"""

from index.storage.schema import SCHEMA as SQLITE_SCHEMA

# `letters` are compared as SQLite does.
_FUNCTION = (
    "CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    "AS 'SELECT strpos($1, $2)'"
)
_VIRTUAL = "CREATE VIRTUAL TABLE"
# Of each chunk in the word index its stems, a blank before and behind each, and how many there are.
_CHUNK_WORDS = """CREATE TABLE chunk_words (
        chunk_row BIGINT PRIMARY KEY,
        title TEXT COLLATE "C" NOT NULL,
        text TEXT COLLATE "C" NOT NULL,
        tokens INTEGER NOT NULL
    )"""
_POSTINGS = """CREATE TABLE postings (
        term TEXT COLLATE "C" NOT NULL,
        chunk_row BIGINT NOT NULL,
        in_title INTEGER NOT NULL,
        in_text INTEGER NOT NULL,
        tokens INTEGER NOT NULL
    )"""
# All that ranking needs stands in the index.
_POSTING_TERMS = (
    "CREATE UNIQUE INDEX posting_terms ON postings (term, chunk_row) "
    "INCLUDE (in_title, in_text, tokens)"
)
_TOKENS = "CREATE INDEX chunk_tokens ON chunk_words (tokens)"
_NOTES = """CREATE TABLE notes (
        name TEXT PRIMARY KEY,
        content BYTEA NOT NULL
    )"""


def _in_postgres(statement: str) -> str:
    """A statement of SQLite's schema as PostgreSQL takes it."""
    for theirs, ours in (
        (" WITHOUT ROWID", ""),
        ("rowid INTEGER PRIMARY KEY", "rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        ("revision_row INTEGER", "revision_row BIGINT"),
        ("chunk_row INTEGER", "chunk_row BIGINT"),
        ("band INTEGER", "band BIGINT"),
        ("story INTEGER", "story BIGINT"),
        (" BLOB ", " BYTEA "),
        (" TEXT", ' TEXT COLLATE "C"'),
    ):
        statement = statement.replace(theirs, ours)
    return statement


SCHEMA = (
    *(_in_postgres(each) for each in SQLITE_SCHEMA if not each.startswith(_VIRTUAL)),
    _FUNCTION,
    _CHUNK_WORDS,
    _POSTINGS,
    _POSTING_TERMS,
    _TOKENS,
    _NOTES,
)
