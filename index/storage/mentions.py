"""How often something is mentioned: counted in the texts of the articles that mention it."""

from collections.abc import Iterator, Sequence

from index.database import Database, Row
from index.filters import Filters
from index.prose.words import Word, words
from index.storage.intact import passage
from index.storage.tallies import Phrase, Wanted, condition
from index.storage.word_index import WordIndex

_AT_ONCE = 200


class Mentions:
    """Counts of mentions; only ready articles that pass filters are looked at."""

    def __init__(self, database: Database, words: WordIndex) -> None:
        """Takes the opened catalogue, and its words."""
        self._db = database
        self._words = words

    def count(self, filters: Filters, wanted: Wanted, phrase: Phrase) -> int:
        """How often a phrase stands in titles and in what can be found of the texts."""
        where, values = condition(self._words, filters, wanted)
        rows = [
            row[0] for row in self._db.rows(f"SELECT rowid FROM revisions WHERE {where}", values)
        ]
        return sum(
            _times(phrase, run)
            for first in range(0, len(rows), _AT_ONCE)
            for row in rows[first : first + _AT_ONCE]
            for run in self._runs(row)
        )

    def _runs(self, row: int) -> Iterator[list[Word]]:
        """The words of an article's title, and those of its text between what is left out."""
        found = self._db.rows("SELECT title, text FROM revisions WHERE rowid = ?", (row,))
        spans = self._db.rows(
            "SELECT first, last FROM chunks WHERE revision_row = ? ORDER BY first", (row,)
        )
        for title, text in found:
            yield words(title)
            for first, last in _joined(spans):
                yield words(passage(text, first, last))


def _joined(spans: Sequence[Row]) -> list[tuple[int, int]]:
    """Spans in the order of their beginnings, those together that touch: chunks overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _times(phrase: Phrase, run: list[Word]) -> int:
    """How often a phrase stands in a run of words."""
    stems = [word.stem for word in run]
    return sum(
        tuple(stems[at : at + len(spelled)]) == spelled and phrase.written in ("", run[at].text)
        for spelled in {phrase.stems, *phrase.others}
        for at in range(len(stems) - len(spelled) + 1)
        if stems[at] == spelled[0]
    )
