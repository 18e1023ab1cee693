"""The word index in PostgreSQL: for each stem the chunks that hold it, ranked as FTS5 ranks."""

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from index.database import Database
from index.filters import Filters
from index.storage.bm25 import SCORE, Totals, idf, saturated, weighed
from index.storage.phrases import Phrase, Term
from index.storage.postgres_schema import POSTING_TERMS, POSTINGS
from index.storage.remembered import Remembered
from index.storage.schema import filter_sql
from index.storage.word_index import (
    CHUNKS,
    ChunkWords,
    Condition,
    put_all,
    put_pending,
    revisions_in,
)
from index.vector_stores.vectors import Hit

# An index's entry has its bounds: of a longer stem the rest is told by a hash.
_LONGEST = 400
_NO_LETTER = re.compile(r"[^A-Za-z0-9]")
_NEXT = "\U0010ffff"
_STANDING = (
    "SELECT term, chunk_row, count(*) FILTER (WHERE of_title) AS in_title, "
    "count(*) FILTER (WHERE NOT of_title) AS in_text, min(tokens) AS tokens FROM ("
    "SELECT chunk_row, tokens, true AS of_title, "
    "unnest(string_to_array(btrim(title), ' ')) AS term FROM chunk_words {only} UNION ALL "
    "SELECT chunk_row, tokens, false, unnest(string_to_array(btrim(text), ' ')) FROM chunk_words "
    "{only}) AS standing WHERE term != '' GROUP BY term, chunk_row"
)
_ONLY = "WHERE chunk_row IN (SELECT value FROM numbers(?))"
_POST = f"INSERT INTO postings {_STANDING.format(only=_ONLY)}"
_ALL_STANDING = _STANDING.format(only="")
_POSTED = "SELECT term, chunk_row, in_title, in_text, tokens FROM postings"
# Chunks whose postings are not what their words make.
WRONG_POSTINGS = (
    f"SELECT DISTINCT chunk_row FROM (({_ALL_STANDING} EXCEPT {_POSTED}) UNION ALL "
    f"({_POSTED} EXCEPT {_ALL_STANDING})) AS wrong"
)
_UNPOST = (
    "DELETE FROM postings USING (SELECT DISTINCT chunk_row, "
    "unnest(string_to_array(btrim(title || text), ' ')) AS term FROM chunk_words "
    "WHERE chunk_row IN (SELECT value FROM numbers(?))) AS standing "
    "WHERE postings.term = standing.term AND postings.chunk_row = standing.chunk_row"
)


_NAMES = re.compile(r"\b(postings|posting_terms)\b")


class Postings:
    """The word index of a catalogue in PostgreSQL; a `WordIndex`."""

    def __init__(self, database: Database) -> None:
        """Takes the opened catalogue."""
        self._db = database
        self._remembered = Remembered(database)

    # Changed

    def add(self, article_id: str) -> None:
        """Puts the chunks of an article's pending revision in."""
        put_pending(self, self._db, article_id)

    def put(self, words: Iterable[ChunkWords]) -> None:
        """Puts chunks in, by their words."""
        told = [
            (each.row, line(each.title), line(each.text), len(each.title) + len(each.text))
            for each in words
        ]
        self._db.run_many("INSERT INTO chunk_words VALUES (?, ?, ?, ?)", told)
        rows = [each[0] for each in told]
        self._db.run(_POST, (rows, rows))

    def forget(self, article_id: str) -> None:
        """Takes the chunks of an article's ready revision out."""
        for revision in revisions_in(self._db, article_id, "ready"):
            rows = [row["rowid"] for row in self._db.rows(CHUNKS, (revision["rowid"],))]
            self._db.run(_UNPOST, (rows,))
            self._db.run(
                "DELETE FROM chunk_words WHERE chunk_row IN (SELECT value FROM numbers(?))",
                (rows,),
            )

    def rebuild(self) -> None:
        """Makes the index anew from the articles that are ready and as they were stored."""
        self._db.run("TRUNCATE chunk_words, postings")
        put_all(self, self._db)

    def compact(self) -> None:
        """Makes the postings anew beside the old ones, within a transaction, and exchanges them.

        Who asks waits for the exchange alone: `Database.rewrite`, which has them wait while it
        writes a table, would take most of its time for this one. Nobody reads the postings within a
        transaction that began before; such a one would find none.
        """
        self._db.run(_anew(POSTINGS))
        self._db.run(f"INSERT INTO postings_anew {_POSTED} ORDER BY term, chunk_row")
        self._db.run(_anew(POSTING_TERMS))
        self._db.run("ANALYZE postings_anew")
        # One lock, and the last that is taken: nobody can hold it and wait for another of ours.
        self._db.run("DROP TABLE postings")
        self._db.run("ALTER TABLE postings_anew RENAME TO postings")
        self._db.run("ALTER INDEX posting_terms_anew RENAME TO posting_terms")

    # Asked

    def best(self, stems: Sequence[str], filters: Filters, top_k: int) -> list[Hit]:
        """Chunks that hold any of the stems and pass, by BM25, best first, then by id."""
        totals = self._totals()
        counts = self.frequencies(stems)
        weights = [idf(totals, counts[stem]) for stem in stems]
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT chunks.id, hits.score FROM ("
            f"SELECT chunk_row, sum({SCORE} ORDER BY wanted.place) AS score FROM "
            "unnest(CAST(? AS text[]), CAST(? AS float8[])) WITH ORDINALITY "
            "AS wanted (stem, idf, place) JOIN postings ON postings.term = wanted.stem "
            "GROUP BY chunk_row"
            ") AS hits JOIN chunks ON chunks.rowid = hits.chunk_row "
            "JOIN revisions ON revisions.rowid = chunks.revision_row "
            f"WHERE state = 'ready' AND {where} ORDER BY hits.score DESC, chunks.id LIMIT ?",
            (totals.average, [posted(stem) for stem in stems], weights, *values, top_k),
        )
        return [Hit(row[0], row[1]) for row in rows]

    def scored(self, terms: Sequence[Term]) -> Iterator[tuple[int, float]]:
        """The rows of the chunks that hold all of some terms, and how well by BM25."""
        totals = self._totals()
        found = [self._counted(term) for term in terms]
        held = set.intersection(*({row for counts in each for row in counts} for each in found))
        phrases = [(idf(totals, len(counts)), counts) for each in found for counts in each]
        rows = self._db.rows(
            "SELECT chunk_row, tokens FROM chunk_words "
            "WHERE chunk_row IN (SELECT value FROM numbers(?))",
            (sorted(held),),
        )
        for row, tokens in rows:
            score = 0.0
            for weight, counts in phrases:
                score += weight * saturated(counts.get(row, 0.0), float(tokens), totals.average)
            yield row, score

    def holding(self, term: Term) -> "array[int]":
        """The rows of the chunks that hold a term of words."""
        sql, values = _rows_of(term.stems)
        if term.begun:
            sql = f"{sql} UNION SELECT chunk_row FROM postings WHERE term >= ? AND term < ?"
            values = (*values, term.begun, term.begun + _NEXT)
        return self._db.numbers(sql, values)

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many chunks each stem stands, title or text."""
        asked = tuple(dict.fromkeys(stems))
        return self._remembered.found(("frequencies", asked), partial(self._frequencies, asked))

    def is_known(self, stem: str, begins: bool) -> bool:
        """Whether a chunk holds a stem, or (True) one that begins so."""
        if begins:
            found = self._db.rows(
                "SELECT 1 FROM postings WHERE term >= ? AND term < ? LIMIT 1", (stem, stem + _NEXT)
            )
        else:
            found = self._db.rows("SELECT 1 FROM postings WHERE term = ? LIMIT 1", (posted(stem),))
        return bool(found)

    def between(self, first: str, end: str, lengths: tuple[int, int]) -> list[tuple[str, int]]:
        """The stems from `first` on and before `end`, of lengths, with how many chunks hold it."""
        rows = self._db.rows(
            "SELECT term, count(*) FROM postings WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ? GROUP BY term",
            (first, end, *lengths),
        )
        return [(row[0], int(row[1])) for row in rows]

    def in_text(self, stem: str, most: int) -> list[int]:
        """The rows of the first chunks whose own text holds a stem."""
        rows = self._db.rows(
            "SELECT chunk_row FROM postings WHERE term = ? AND in_text > 0 "
            "ORDER BY chunk_row LIMIT ?",
            (posted(stem), most),
        )
        return [row[0] for row in rows]

    def mentioning(self, phrase: Phrase) -> Condition:
        """The condition that a chunk, `chunks.rowid`, holds one of a phrase's spellings."""
        spelled = [_rows_of(stems) for stems in (phrase.stems, *phrase.others)]
        union = " UNION ALL ".join(each.sql for each in spelled)
        values = tuple(value for each in spelled for value in each.values)
        return Condition(f"chunks.rowid IN ({union})", values)

    def writing(self, written: str) -> Condition:
        """The condition that an article, of `revisions`, has a word in these very letters."""
        literal = _NO_LETTER.sub(r"\\\g<0>", written)
        return Condition(
            "(' ' || title || ' ' || text || ' ') ~ ?", (f"[^A-Za-z0-9]{literal}[^A-Za-z0-9]",)
        )

    def _totals(self) -> Totals:
        return self._remembered.found("totals", self._count)

    def _count(self) -> Totals:
        chunks, tokens = self._db.rows("SELECT count(*), sum(tokens) FROM chunk_words")[0]
        return Totals(chunks, int(tokens) / chunks if tokens else 1.0)

    def _frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        rows = self._db.rows(
            "SELECT term, count(*) FROM postings WHERE term IN (SELECT value FROM texts(?)) "
            "GROUP BY term",
            ([posted(stem) for stem in stems],),
        )
        found = {row[0]: int(row[1]) for row in rows}
        return {stem: found.get(posted(stem), 0) for stem in stems}

    def _counted(self, term: Term) -> list[Mapping[int, float]]:
        """For the stems of a term, and for what begins so, how often each chunk holds it."""
        if len(term.stems) == 1:
            counted = self._db.rows(
                "SELECT chunk_row, in_title, in_text FROM postings WHERE term = ?",
                (posted(term.stems[0]),),
            )
            found = [weighed(counted)]
        else:
            sql, values = _rows_of(term.stems)
            standing = self._db.rows(
                f"SELECT chunk_row, title, text FROM chunk_words WHERE chunk_row IN ({sql})", values
            )
            phrase = [posted(stem) for stem in term.stems]
            found = [weighed((row, _times(phrase, a), _times(phrase, b)) for row, a, b in standing)]
        if term.begun:
            begun = self._db.rows(
                "SELECT chunk_row, sum(in_title), sum(in_text) FROM postings "
                "WHERE term >= ? AND term < ? GROUP BY chunk_row",
                (term.begun, term.begun + _NEXT),
            )
            found.append(weighed(begun))
        return found


def posted(stem: str) -> str:
    """A stem as the index has it."""
    if len(stem) <= _LONGEST:
        return stem
    return f"{stem[:_LONGEST]}\x01{hashlib.sha256(stem.encode('utf-8', 'replace')).hexdigest()}"


def line(stems: Sequence[str]) -> str:
    """Stems as `chunk_words` has them: a blank before and behind each."""
    return f" {' '.join(map(posted, stems))} "


def _anew(statement: str) -> str:
    """What makes the postings' table or its index, for one beside those that are there."""
    return _NAMES.sub(r"\1_anew", statement)


def _rows_of(stems: Sequence[str]) -> Condition:
    """The query for the rows of the chunks in which stems stand next to one another."""
    wanted = [posted(stem) for stem in stems]
    if len(wanted) == 1:
        return Condition("SELECT chunk_row FROM postings WHERE term = ?", (wanted[0],))
    phrase = line(stems)
    return Condition(
        "SELECT chunk_row FROM chunk_words WHERE chunk_row IN ("
        "SELECT chunk_row FROM postings WHERE term IN (SELECT value FROM texts(?)) "
        "GROUP BY chunk_row HAVING count(*) = ?) "
        "AND (strpos(title, ?) > 0 OR strpos(text, ?) > 0)",
        (wanted, len(set(wanted)), phrase, phrase),
    )


def _times(phrase: Sequence[str], standing: str) -> int:
    """How often stems stand next to one another in a line of them."""
    stems = standing.split(" ")
    return sum(stems[at : at + len(phrase)] == phrase for at in range(len(stems)))
