"""How far a passage is about a question: what retrieval ranks by.

Each feature is a number from 0 to 1 (a cosine from -1), comparable between archives: words are
weighed by their rarity and taken as a share of what the whole question could reach.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index import Archive
from qa.questions.analysis import Question

# A conditional logit over candidates, fitted by evals/training/fit_finding.py; the title's was
# chosen on development questions: see docs/finding.md.
WEIGHTS = {
    "cosine": 7.32,
    "words": 3.37,
    "title": 3.0,
    "pairs": 2.5,
    "near": 1.99,
    "covered": 6.04,
    "article": 2.21,
}

# Okapi BM25 (Robertson and Zaragoza 2009), a title counting as if it stood in the text twice.
K1 = 1.2
B = 0.75
TITLE_COUNT = 2
# How far apart, in words, two neighbouring terms of the question may stand.
PAIR_DISTANCE = 2
NEAR_DISTANCE = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage as it is compared with a question.

    Attributes:
        article_id: Of its article.
        cosine: Of its vector and the question's.
        body: The stems of its words, in order.
        title: The stems of its article's title, in order.
        publisher: The stems of its publisher's name.
    """

    article_id: str
    cosine: float
    body: Sequence[str]
    title: Sequence[str]
    publisher: Sequence[str] = ()


def rarities_of(question: Question, archive: Archive) -> dict[str, float]:
    """For each stem of the terms, BM25's idf over the archive's chunks."""
    total = archive.catalog.chunks.count()
    counts = archive.catalog.chunks.document_frequencies(word.stem for word in question.terms)
    return {
        stem: math.log(1 + (total - n + 0.5) / (n + 0.5))
        for stem, n in ((stem, min(total, count)) for stem, count in counts.items())
    }


def relevance(row: Mapping[str, float]) -> float:
    """The score of a passage by its features: higher is better, comparable within a question."""
    return sum(WEIGHTS[name] * value for name, value in row.items())


def relevance_features(
    question: Question, found: Sequence[Compared], rarities: Mapping[str, float]
) -> list[dict[str, float]]:
    """For each passage the value of each feature.

    `words` is BM25 as a share of what it could reach at most, and `article` the same, without
    regard to length, of all passages found of its article together; `title` and `covered` are the
    shares of the question's rarity whose words stand in the title, and anywhere; `pairs` and
    `near` are the shares of neighbouring terms that stand within two words in the question's
    order, and within eight in any.
    """
    counts = [_counts(each, rarities) for each in found]
    lengths = [len(each.body) + TITLE_COUNT * len(each.title) for each in found]
    mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
    whole: dict[str, Counter[str]] = {}
    for each, (body, title) in zip(found, counts, strict=True):
        whole.setdefault(each.article_id, title.copy()).update(body)
    total = sum(rarities.values()) or 1.0  # a question without words has none
    rows = []
    for each, (body, title), length in zip(found, counts, lengths, strict=True):
        anywhere = {*body, *title, *(rarities.keys() & set(each.publisher))}
        pairs, near = _neighbours(question, each.body, rarities)
        rows.append(
            {
                "cosine": each.cosine,
                "words": _bm25(body + title, rarities, length / mean) / total,
                "title": _weigh(title, rarities) / total,
                "pairs": pairs,
                "near": near,
                "covered": _weigh(anywhere, rarities) / total,
                "article": _bm25(whole[each.article_id], rarities) / total,
            }
        )
    return rows


def _counts(found: Compared, rarities: Mapping[str, float]) -> tuple[Counter[str], Counter[str]]:
    """How often each of the question's stems stands in the body, and in the title for BM25."""
    body = Counter(stem for stem in found.body if stem in rarities)
    title = Counter(stem for stem in found.title if stem in rarities)
    return body, Counter({stem: n * TITLE_COUNT for stem, n in title.items()})


def _bm25(counts: Mapping[str, int], rarities: Mapping[str, float], length: float = 1.0) -> float:
    """BM25 without its constant factor; `length` is a share of the mean."""
    norm = K1 * (1 - B + B * length)
    return sum(rarities[stem] * n / (n + norm) for stem, n in counts.items())


def _weigh(stems: Iterable[str], rarities: Mapping[str, float]) -> float:
    # Exact in any order: a set's differs from one process to the next.
    return math.fsum(rarities[stem] for stem in stems)


def _neighbours(
    question: Question, body: Sequence[str], rarities: Mapping[str, float]
) -> tuple[float, float]:
    """The shares of neighbouring terms that stand close, and near, each by its commoner word."""
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(body):
        if stem in rarities:
            places.setdefault(stem, []).append(place)
    total = close = near = 0.0
    for one, other in pairwise(word.stem for word in question.terms):
        weight = min(rarities[one], rarities[other])
        total += weight
        apart = [b - a for a in places.get(one, ()) for b in places.get(other, ())]
        if any(0 < distance <= PAIR_DISTANCE for distance in apart):
            close += weight
        if any(0 < abs(distance) <= NEAR_DISTANCE for distance in apart):
            near += weight
    return (close / total, near / total) if total else (0.0, 0.0)
