"""A question to passages: candidates by words and by vectors, ranked by one score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index import Archive, Filters, StoredArticle
from index.chunking import Chunk
from index.dates import days
from index.words import stems
from qa.answers import ArticleRef, Passage
from qa.questions import Question
from qa.relevance import Found, rarity, relevance
from qa.timeliness import newness

# How many chunks each list puts up.
CANDIDATES = 100
# How many rows of the full-text index a question may touch: its rarest words find, for at this
# many the time of a search is bounded however large the archive is; all of them rank.
WORD_ROWS = 30_000
# What a passage loses for each better one of its own story, so that one does not fill the list.
CROWDING = 1.0
# Passages of one story that share this much of their words are one.
SAME_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds passages in an archive; owns all fusion of words, vectors and time."""

    archive: Archive

    def retrieve(
        self,
        question: Question,
        *,
        filters: Filters | None = None,
        top_k: int = 8,
        newer: float = 0.0,
    ) -> list[Passage]:
        """The passages most likely to hold the answer, best first.

        What two articles of one story both say comes once, with the others of the story as the
        passage's `copies`.

        Args:
            question: What is asked.
            filters: What may be found.
            top_k: How many passages at most.
            newer: How much the new is preferred to the old: what the newest article that may be
                found gains over a very old one, in the score's own units; see
                `qa.timeliness.preference`.
        """
        filters = filters or Filters()
        ranked = self._ranked(question, filters, newer)
        chosen = _spread(ranked, top_k)
        copies = self._copies([each.stored for each in chosen], filters)
        return [
            Passage.of(each.chunk, each.stored, each.score, copies.get(each.article_id, ()))
            for each in chosen
        ]

    def _ranked(self, question: Question, filters: Filters, newer: float) -> "list[_Candidate]":
        rarities = rarity(question, self.archive)
        vector = self.archive.embedder.embed([question.text])[0]
        by_words = self.archive.search_words(
            self._finding(question), filters=filters, top_k=CANDIDATES
        )
        by_vectors = self.archive.nearest(vector, filters=filters, top_k=CANDIDATES)
        ids = list(dict.fromkeys(hit.chunk_id for hit in (*by_words, *by_vectors)))
        cosines = {
            chunk_id: float(of_chunk @ vector)
            for chunk_id, of_chunk in self.archive.chunk_vectors(ids).items()
        }
        # What was removed or overtaken since the lists were made is in one of these no more.
        found = {
            chunk_id: pair
            for chunk_id, pair in self.archive.chunks(ids, filters=filters).items()
            if chunk_id in cosines
        }
        scores = relevance(question, _compared(found, cosines), rarities)
        if newer:
            new = newness([_day(stored) for _, stored in found.values()])
            scores = [score + newer * part for score, part in zip(scores, new, strict=True)]
        candidates = [
            _Candidate(chunk, stored, score)
            for (chunk, stored), score in zip(found.values(), scores, strict=True)
        ]
        return sorted(candidates, key=lambda each: (-each.score, each.chunk.id))

    def _finding(self, question: Question) -> list[str]:
        """The rarest of the question's stems, as many as `WORD_ROWS` lets find."""
        rows = {word.stem: self.archive.document_frequency(word.stem) for word in question.terms}
        chosen: list[str] = []
        touched = 0
        for stem in sorted(filter(rows.get, rows), key=lambda stem: (rows[stem], stem)):
            touched += rows[stem]
            if chosen and touched > WORD_ROWS:
                break
            chosen.append(stem)
        return chosen

    def _copies(
        self, articles: Sequence[StoredArticle], filters: Filters
    ) -> dict[str, tuple[ArticleRef, ...]]:
        members = self.archive.story_members([each.article.id for each in articles], filters)
        return {
            article_id: tuple(
                ArticleRef(each.id, each.title, each.publisher, each.published, each.url)
                for each in others
            )
            for article_id, others in members.items()
        }


@dataclass(frozen=True, slots=True)
class _Candidate:
    chunk: Chunk
    stored: StoredArticle
    score: float

    @property
    def article_id(self) -> str:
        return self.stored.article.id

    @property
    def story(self) -> str:
        return self.stored.copy_of or self.article_id


def _compared(
    found: Mapping[str, tuple[Chunk, StoredArticle]], cosines: Mapping[str, float]
) -> list[Found]:
    titles: dict[str, tuple[list[str], list[str]]] = {}
    rows = []
    for chunk_id, (chunk, stored) in found.items():
        article = stored.article
        if article.id not in titles:
            titles[article.id] = stems(article.title), stems(article.publisher or "")
        rows.append(Found(article.id, cosines[chunk_id], stems(chunk.text), *titles[article.id]))
    return rows


def _spread(ranked: "Sequence[_Candidate]", top_k: int) -> "list[_Candidate]":
    """The best, each weighed down by how many of its own story came before it."""
    remaining = list(ranked)
    chosen: list[_Candidate] = []
    said: dict[str, list[tuple[str, set[str]]]] = {}
    while remaining and len(chosen) < top_k:
        best = max(
            remaining, key=lambda each: each.score - CROWDING * len(said.get(each.story, ()))
        )
        remaining.remove(best)
        words = set(best.chunk.text.split())
        told = said.setdefault(best.story, [])
        if any(article_id != best.article_id and _same(words, w) for article_id, w in told):
            continue
        told.append((best.article_id, words))
        chosen.append(best)
    return chosen


def _same(one: set[str], other: set[str]) -> bool:
    """Whether the shorter of two texts, as words, mostly stands in the longer one."""
    return len(one & other) >= SAME_WORDS * max(1, min(len(one), len(other)))


def _day(stored: StoredArticle) -> date | None:
    published = stored.article.published
    return days(published).last if published else None
