"""An overview: the few sentences that cover most of a story. Pure.

How it began and how it ended go first. Then sentences are taken one by one, each for what it is
worth and for the words that those before it lack (maximal marginal relevance, Carbonell and
Goldstein 1998). News puts first what is most worth telling: an article gives its best sentence
before any other.
"""

import math
from collections.abc import Iterator, Sequence

from qa.several.timeline import tells_the_same
from qa.several.topics import Told

MOST_SENTENCES = 6
MOST_ARTICLES = 3
# Sentences are taken from as many as these, the best ones.
POOL = 120
# A sentence is worth this share for each that its article has given already, and where it begins
# with what somebody says.
OF_SAME_ARTICLE = 0.5
QUOTED = 0.7
# How much its new words count: a sentence half of whose words are new is worth .84 of itself.
NEW = 0.25
# A further sentence is worth this share of the best one, at least.
LEAST_ADDED = 0.25
LEAST_WORTH = 0.5
# The best sentence of the oldest and of the newest article are kept in any case if they are worth
# this share of the best.
LEAST_START, LEAST_END = 0.9, 0.7
_QUOTATION = ("“", '"', "‘", "'")


def covering(told: Sequence[Told]) -> list[Told]:
    """The sentences that together cover most of what is told, in order of time.

    Args:
        told: What was told of a topic, best first.
    """
    pool = [each for each in told[:POOL] if each.worth >= LEAST_WORTH * told[0].worth]
    kept: list[Told] = []
    for each in (_newest_of(pool, LEAST_END), _oldest_of(pool, LEAST_START)):
        if each and not _is_told(each, kept):
            kept.append(each)
    while len(kept) < MOST_SENTENCES:
        gains = [(_gain(each, kept), each) for each in _next(pool, kept)]
        gain, best = max(gains, key=lambda each: each[0], default=(0.0, None))
        if best is None or gain <= LEAST_ADDED * told[0].worth:
            break
        kept.append(best)
    return sorted(kept, key=_place)


def _next(pool: Sequence[Told], kept: Sequence[Told]) -> Iterator[Told]:
    """What may be taken next: of an article that gave none its best, else any other of its own."""
    begun = {each.passage.article_id for each in kept}
    met: set[str] = set()
    for each in pool:
        first = each.passage.article_id not in met
        met.add(each.passage.article_id)
        if (first or each.passage.article_id in begun) and not _is_told(each, kept):
            yield each


def _gain(told: Told, kept: Sequence[Told]) -> float:
    """What a sentence is worth beside others."""
    new = told.own.difference(*(each.own for each in kept))
    worth = told.worth * math.pow(len(new) / max(1, len(told.own)), NEW)
    if told.text.startswith(_QUOTATION):
        worth *= QUOTED
    given = sum(_same_article(told, each) for each in kept)
    return worth * math.pow(OF_SAME_ARTICLE, given)


def _is_told(told: Told, kept: Sequence[Told]) -> bool:
    return any(each is told or tells_the_same(told, each) for each in kept)


def _same_article(one: Told, other: Told) -> bool:
    return one.passage.article_id == other.passage.article_id


def _newest_of(pool: Sequence[Told], least: float) -> Told | None:
    """The best sentence of the newest article that tells something worth `least` of the best."""
    dated = _dated(pool, least)
    return max(dated, key=lambda each: each.passage.published or "", default=None)


def _oldest_of(pool: Sequence[Told], least: float) -> Told | None:
    """The same of the oldest article."""
    dated = _dated(pool, least)
    return min(dated, key=lambda each: each.passage.published or "", default=None)


def _dated(pool: Sequence[Told], least: float) -> list[Told]:
    return [each for each in pool if each.passage.published and each.worth >= least * pool[0].worth]


def newest_first(told: Sequence[Told]) -> list[Told]:
    """The best sentence of each of the newest articles that tell of a topic, the newest first."""
    best: dict[str, Told] = {}
    for each in told:
        story = min([each.passage.article_id, *(c.article_id for c in each.passage.copies)])
        if each.passage.published and each.worth >= LEAST_WORTH * told[0].worth:
            best.setdefault(story, each)
    newest = sorted(best.values(), key=lambda each: (each.passage.published or "", each.worth))
    return newest[::-1][:MOST_ARTICLES]


def _place(told: Told) -> tuple[str, str, int]:
    passage = told.passage
    return passage.published or "9999", passage.article_id, passage.start + told.span.start
