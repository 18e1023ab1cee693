"""Which word index a catalogue has, by the kind of its database."""

from index.database import Database, Kind
from index.storage.fts_index import FtsIndex
from index.storage.postings import Postings
from index.storage.word_index import WordIndex


def word_index(db: Database) -> WordIndex:
    """The word index of a catalogue."""
    return Postings(db) if db.kind is Kind.POSTGRESQL else FtsIndex(db)
