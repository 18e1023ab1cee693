"""A question to passages: words and vectors, fused by rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Archive, Filters
from index.vectors import Hit
from qa.answers import Passage
from qa.questions import Question

# Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009), with their constant.
RRF_CONSTANT = 60
CANDIDATES = 50
# A word that stands in more than this share of a large archive's chunks finds nothing.
COMMON_SHARE = 0.2
LARGE_ARCHIVE = 2000
# Passages that share this much of their words are one.
SAME_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds passages in an archive; owns all fusion of words and vectors."""

    archive: Archive

    def retrieve(
        self, question: Question, *, filters: Filters | None = None, top_k: int = 8
    ) -> list[Passage]:
        """The passages most likely to hold the answer, best first, near copies left out.

        A passage's `score` is its reciprocal rank score, at most 2 / 61.
        """
        filters = filters or Filters()
        stems = self._telling([word.stem for word in question.terms])
        by_words = self.archive.search_words(stems, filters=filters, top_k=CANDIDATES)
        by_vectors = self.archive.search_vectors(question.text, filters=filters, top_k=CANDIDATES)
        fused = fuse(by_words, by_vectors)
        found = self.archive.chunks([hit.chunk_id for hit in fused], filters=filters)
        passages: list[Passage] = []
        kept_words: list[set[str]] = []
        for hit in fused:
            if hit.chunk_id not in found:
                continue  # removed or overtaken since the lists were made
            chunk, stored = found[hit.chunk_id]
            chunk_words = set(chunk.text.split())
            if any(_same(chunk_words, others) for others in kept_words):
                continue
            kept_words.append(chunk_words)
            article = stored.article
            passages.append(
                Passage(
                    chunk_id=chunk.id,
                    article_id=article.id,
                    title=article.title,
                    publisher=article.publisher,
                    published=article.published,
                    url=article.url,
                    text=chunk.text,
                    start=chunk.start,
                    end=chunk.end,
                    score=hit.score,
                )
            )
            if len(passages) == top_k:
                break
        return passages

    def _telling(self, stems: Sequence[str]) -> list[str]:
        """The stems without those that a large archive is full of, unless all are."""
        chunks = self.archive.chunk_count()
        if chunks < LARGE_ARCHIVE:
            return list(stems)
        telling = [
            stem for stem in stems if self.archive.document_frequency(stem) <= COMMON_SHARE * chunks
        ]
        return telling or list(stems)


def fuse(*lists: Sequence[Hit]) -> list[Hit]:
    """Lists of hits, each best first, to one, by the sum of 1 / (60 + rank); ranks from 1."""
    scores: dict[str, float] = {}
    for hits in lists:
        for rank, hit in enumerate(hits, start=1):
            scores[hit.chunk_id] = scores.get(hit.chunk_id, 0.0) + 1 / (RRF_CONSTANT + rank)
    return [Hit(key, scores[key]) for key in sorted(scores, key=lambda key: (-scores[key], key))]


def _same(one: set[str], other: set[str]) -> bool:
    union = len(one | other)
    return bool(union) and len(one & other) / union >= SAME_WORDS
