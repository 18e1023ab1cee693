"""A question to passages: candidates by words and by vectors, ranked by one score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index import Archive, Filters, StoredArticle
from index.dates import days
from index.filters import EVERYTHING
from index.prose.captions import is_caption
from index.prose.chunking import Chunk
from index.prose.words import stems
from qa.finding.relevance import Compared, rarities_of, relevance, relevance_features
from qa.finding.spelled import as_archive_spells
from qa.finding.timeliness import Timing, timeliness
from qa.observing import part, tell
from qa.passages import Passage
from qa.questions.analysis import Question

CANDIDATES = 100
# How many rows of the full-text index a question may touch: its rarest words find, for at this
# many the time of a search is bounded however large the archive is; all of them rank.
WORD_ROWS = 30_000
# What a passage loses for each better one of its own story, so that one does not fill the list.
CROWDING = 0.25
# Passages of one story that share this much of their words are one.
SAME_WORDS = 0.8
NO_TIME = Timing()


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds passages in an archive; owns all fusion of words, vectors and time.

    Attributes:
        archive: Where they are.
        pool: How many chunks each list puts up.
        known: What of the archive is known of: how names are spelled elsewhere counts for nothing.
    """

    archive: Archive
    pool: int = CANDIDATES
    known: Filters = EVERYTHING

    def retrieve(
        self,
        question: Question,
        *,
        filters: Filters | None = None,
        top_k: int = 8,
        timing: Timing = NO_TIME,
        captions: bool = False,
    ) -> list[Passage]:
        """The passages most likely to hold the answer, best first.

        What two articles of one story both say comes once, with the others of the story as the
        passage's `copies`.

        Args:
            question: What is asked.
            filters: What may be found.
            top_k: How many passages at most.
            timing: What an article's day is worth; see `qa.finding.timeliness.timing`.
            captions: Whether captions count, which no question is answered from.
        """
        filters = filters or Filters()
        with part("find"):
            candidates = [
                each
                for each in self.candidates(question, filters)
                if captions or not is_caption(each.chunk, each.stored.article)
            ]
            chosen = _spread(ranked(candidates, timing), top_k)
            tell("ranked", question=question, filters=filters, timing=timing,
                 candidates=len(candidates), chosen=chosen)  # fmt: skip
            copies = self.archive.catalog.articles.story_members(
                [each.article_id for each, _ in chosen], filters
            )
        return [
            Passage.of(each.chunk, each.stored, score, copies.get(each.article_id, ()))
            for each, score in chosen
        ]

    def candidates(self, question: Question, filters: Filters) -> "list[ChunkCandidate]":
        """What either list puts up, in no order, with what speaks for each."""
        question = as_archive_spells(question, self.archive, self.known)
        rarities = rarities_of(question, self.archive)
        vector = self.archive.embedder.embed([question.text])[0]
        by_words = self.archive.catalog.chunks.search_words(
            self.finding(question), filters=filters, top_k=self.pool
        )
        by_vectors = self.archive.nearest(vector, filters=filters, top_k=self.pool)
        tell("found", by_words=by_words, by_vectors=by_vectors)
        ids = list(dict.fromkeys(hit.chunk_id for hit in (*by_words, *by_vectors)))
        vectors = self.archive.catalog.chunks.vectors_of(ids)
        # What was removed or overtaken since the lists were made is in one of these no more.
        found = [
            (chunk, stored, float(vectors[chunk.id] @ vector))
            for chunk, stored in self.archive.catalog.chunks.by_id(ids, filters=filters).values()
            if chunk.id in vectors
        ]
        rows = relevance_features(question, _compared(found), rarities)
        return [
            ChunkCandidate(chunk, stored, row)
            for (chunk, stored, _), row in zip(found, rows, strict=True)
        ]

    def finding(self, question: Question) -> list[str]:
        """The rarest of the question's stems, as many as `WORD_ROWS` lets find."""
        rows = self.archive.catalog.chunks.document_frequencies(
            word.stem for word in question.terms
        )
        chosen: list[str] = []
        touched = 0
        for stem in sorted(filter(rows.get, rows), key=lambda stem: (rows[stem], stem)):
            touched += rows[stem]
            if chosen and touched > WORD_ROWS:
                break
            chosen.append(stem)
        return chosen


@dataclass(frozen=True, slots=True)
class ChunkCandidate:
    """A chunk that may be shown, its article, and its `relevance_features`."""

    chunk: Chunk
    stored: StoredArticle
    features: Mapping[str, float]

    @property
    def article_id(self) -> str:
        """The article that it is of."""
        return self.stored.article.id

    @property
    def story(self) -> str:
        """What it shares with near-copies of its article."""
        return self.stored.copy_of or self.article_id

    @property
    def day(self) -> date | None:
        """The first day that its article may be of: one that bears only a year is not new."""
        published = self.stored.article.published
        return days(published).first if published else None


def ranked(
    candidates: Sequence[ChunkCandidate], timing: Timing
) -> list[tuple[ChunkCandidate, float]]:
    """The candidates with their scores, best first."""
    timely = timeliness([each.day for each in candidates], timing.until)
    scored = [
        (each, relevance(each.features) + timing.weight * part)
        for each, part in zip(candidates, timely, strict=True)
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].chunk.id))


def _compared(found: Sequence[tuple[Chunk, StoredArticle, float]]) -> list[Compared]:
    named: dict[str, tuple[list[str], list[str]]] = {}
    rows = []
    for chunk, stored, cosine in found:
        article = stored.article
        if article.id not in named:
            named[article.id] = stems(article.title), stems(article.publisher or "")
        rows.append(Compared(article.id, cosine, stems(chunk.text), *named[article.id]))
    return rows


def _spread(
    best_first: Sequence[tuple[ChunkCandidate, float]], top_k: int
) -> list[tuple[ChunkCandidate, float]]:
    """The best, each weighed down by how many of its own story came before it."""
    remaining = list(best_first)
    chosen: list[tuple[ChunkCandidate, float]] = []
    told: dict[str, list[tuple[str, set[str]]]] = {}
    while remaining and len(chosen) < top_k:
        best = max(
            remaining, key=lambda pair: pair[1] - CROWDING * len(told.get(pair[0].story, ()))
        )
        remaining.remove(best)
        candidate, _ = best
        words = set(candidate.chunk.text.split())
        before = told.setdefault(candidate.story, [])
        if any(of != candidate.article_id and _same(words, others) for of, others in before):
            continue
        before.append((candidate.article_id, words))
        chosen.append(best)
    return chosen


def _same(one: set[str], other: set[str]) -> bool:
    """Whether the shorter of two texts, as words, mostly stands in the longer one."""
    return len(one & other) >= SAME_WORDS * max(1, min(len(one), len(other)))
