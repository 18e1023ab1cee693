"""An overview: the few sentences that cover most of a story. Pure.

Words that many of the found articles have are what the story is about; sentences are taken one by
one, each for the words that those before it lack (Nenkova and Vanderwende 2005, SumBasic, whose
greedy choice this is, over articles in the place of counts).
"""

import math
from collections import Counter
from collections.abc import Sequence

from index.prose.words import content_words
from qa.several.timeline import tells_the_same
from qa.several.topics import Told

MOST_SENTENCES = 6
MOST_ARTICLES = 3
# Sentences are taken from as many as these, the best ones.
POOL = 120
# A sentence is worth this share for each that its article has given already.
OF_SAME_ARTICLE = 0.5
# A further sentence adds this share of what the first one has, at least.
LEAST_ADDED = 0.25
LEAST_WORTH = 0.5
# The newest article's best sentence is kept in any case if it is worth this share of the best.
LEAST_END = 0.7


def covering(told: Sequence[Told]) -> list[Told]:
    """The sentences that together cover most of what is told, in order of time.

    Args:
        told: What was told of a topic, best first.
    """
    pool = [each for each in told[:POOL] if each.worth >= LEAST_WORTH * told[0].worth]
    words = [frozenset(word.stem for word in content_words(each.text)) for each in pool]
    weights = _weights(pool, words)
    kept: list[int] = _end_of(pool)
    covered: set[str] = {stem for n in kept for stem in words[n]}
    first = max((_gain(each, own, own, weights) for each, own in zip(pool, words, strict=True)))
    while len(kept) < MOST_SENTENCES:
        gains = [
            0.0
            if n in kept
            else _gain(pool[n], words[n] - covered, words[n], weights)
            * OF_SAME_ARTICLE ** sum(_same_article(pool[n], pool[k]) for k in kept)
            for n in range(len(pool))
        ]
        best = max(range(len(pool)), key=gains.__getitem__, default=None)
        if best is None or gains[best] <= LEAST_ADDED * first:
            break
        covered |= words[best]
        if not any(tells_the_same(pool[best], pool[n]) for n in kept):
            kept.append(best)
        else:
            pool[best] = pool[kept[0]]
    return sorted((pool[n] for n in kept), key=_place)


def _same_article(one: Told, other: Told) -> bool:
    return one.passage.article_id == other.passage.article_id


def _end_of(pool: Sequence[Told]) -> list[int]:
    """The best sentence of the newest article, which tells how it ended, by its place."""
    good = [n for n, each in enumerate(pool) if each.worth >= LEAST_END * pool[0].worth]
    dated = [n for n in good if pool[n].passage.published]
    newest = max((pool[n].passage.published or "" for n in dated), default=None)
    return [n for n in dated if pool[n].passage.published == newest][:1]


def newest_first(told: Sequence[Told]) -> list[Told]:
    """The best sentence of each of the newest articles that tell of a topic, the newest first."""
    best: dict[str, Told] = {}
    for each in told:
        story = min([each.passage.article_id, *(c.article_id for c in each.passage.copies)])
        if each.passage.published and each.worth >= LEAST_WORTH * told[0].worth:
            best.setdefault(story, each)
    newest = sorted(best.values(), key=lambda each: (each.passage.published or "", each.worth))
    return newest[::-1][:MOST_ARTICLES]


def _weights(pool: Sequence[Told], words: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each word is worth: in how many articles it stands."""
    of_article: dict[str, set[str]] = {}
    for each, stems in zip(pool, words, strict=True):
        of_article.setdefault(each.passage.article_id, set()).update(stems)
    counts = Counter(stem for stems in of_article.values() for stem in stems)
    return {stem: math.log(1 + n) for stem, n in counts.items()}


def _gain(
    told: Told, new: frozenset[str], all_words: frozenset[str], weights: dict[str, float]
) -> float:
    """What a sentence adds: the weight of its new words, long ones not for their length alone."""
    return told.worth * sum(weights[stem] for stem in new) / math.sqrt(max(4, len(all_words)))


def _place(told: Told) -> tuple[str, str, int]:
    passage = told.passage
    return passage.published or "9999", passage.article_id, passage.start + told.span.start
