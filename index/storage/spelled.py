"""How else the articles write a name: near spellings among the words of the full-text index."""

from collections import Counter
from functools import partial
from typing import NamedTuple

from index.database import Database
from index.prose.spellings import beginnings, spelling_keys
from index.prose.words import stem, words
from index.storage.remembered import Remembered
from index.storage.word_index import WordIndex

_MOST = 6
_LOOKED_AT = 5


class Spelling(NamedTuple):
    """A spelling that stands in articles: as written, its stem, and in how many chunks."""

    text: str
    stem: str
    chunks: int


class Spellings:
    """Other spellings of names; only what ready articles write with a capital is one."""

    def __init__(self, database: Database, remembered: Remembered, words: WordIndex) -> None:
        """Takes the opened catalogue, its memory and its words."""
        self._db = database
        self._words = words
        self._remembered = remembered

    def near(self, name: str) -> tuple[Spelling, ...]:
        """The other spellings of a name of one word, most frequent first, a few at most."""
        return self._remembered.found(("spellings", name), partial(self._near, name))

    def _near(self, name: str) -> tuple[Spelling, ...]:
        keys = spelling_keys(name) | spelling_keys(stem(name))
        own = stem(name)
        counts = {
            term: chunks
            for key in keys
            for beginning in beginnings(key)
            for term, chunks in self._terms(beginning, len(name))
            if term != own and keys & spelling_keys(term)
        }
        found = []
        for term in sorted(counts, key=lambda term: (-counts[term], term))[:_MOST]:
            written = self._written(term)
            if written:
                found.append(Spelling(written, term, counts[term]))
        return tuple(found)

    def _terms(self, beginning: str, length: int) -> list[tuple[str, int]]:
        """Words of the index that begin so and are about as long as a name."""
        end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        return self._words.between(beginning, end, (length - 3, length + 3))

    def _written(self, term: str) -> str:
        """How a few articles write a stem, where each does so with a capital; else ""."""
        rows = self._words.in_text(term, _LOOKED_AT)
        texts = self._db.rows(
            "SELECT substr(text, first + 1, last - first) FROM chunks "
            "JOIN revisions ON revisions.rowid = revision_row "
            "WHERE chunks.rowid IN (SELECT value FROM numbers(?)) AND state = 'ready'",
            (rows,),
        )
        found = Counter(
            word.text for row in texts for word in words(str(row[0])) if word.stem == term
        )
        if not found or not all(text[0].isupper() for text in found):
            return ""
        return found.most_common(1)[0][0]
