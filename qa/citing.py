"""A sentence that was written and what it claims to rest on -> the exact words that bear it out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from index.words import content_words
from qa.answers import Passage
from qa.citations import DraftSentence, Quote
from qa.evidence import sentences_of
from qa.support import Support, check
from qa.support.vectors import rarity

# How many sentences of a passage are held against one that was written, likeliest first.
TRIED = 3
# How many of the passages that it does not cite are tried together with those that it does.
BESIDE = 3
# A quote whose score is below the first is put together with another one of its passage where that
# raises the score by the second: half of what is said may be told next to it.
WHOLE, BETTER = 0.9, 0.1


class _Unit(NamedTuple):
    """A sentence of a passage, and the stems of its words."""

    quote: Quote
    stems: frozenset[str]


def cite(text: str, numbers: Sequence[int], passages: Sequence[Passage]) -> DraftSentence:
    """A sentence with the quotes that bear it out, as `support` says.

    Those are looked for in the passages that it cites, each alone and then together, and, where
    they do not bear it out, in the others: it then rests on what does. Where nothing does, its
    quotes are the likeliest ones, for a person to compare.

    Args:
        text: One sentence without markers.
        numbers: The passages that it cites, from 1; numbers that name none are passed over.
        passages: What it was written from, best first.
    """
    claimed = [passages[n - 1] for n in numbers if 1 <= n <= len(passages)]
    others = [passage for passage in passages if passage not in claimed]
    alone = [quote for passage in claimed for quote in _bearing(text, passage)]
    if alone:
        return DraftSentence(text, tuple(alone))
    found = _first(text, _together(text, claimed)) or _first(text, _elsewhere(text, others))
    if found is None:
        nearest = [each[0] for passage in others if (each := _likeliest(text, passage))][:BESIDE]
        found = _first(text, _beside(_heads(text, claimed), nearest))
    return found or DraftSentence(text, tuple(_heads(text, claimed or passages[:1])))


def support(sentence: DraftSentence) -> Support:
    """Whether a sentence follows from its quotes, names taken from what stands around them."""
    return check(
        sentence.text,
        [quote.text for quote in sentence.quotes],
        published=[quote.passage.published for quote in sentence.quotes],
        context=" ".join(f"{q.passage.title}. {q.passage.text}" for q in sentence.quotes),
    )


def _bearing(text: str, passage: Passage) -> tuple[Quote, ...]:
    """The sentence of a passage that bears the text out best, or two that do so far better."""
    likeliest = _likeliest(text, passage)
    one = _best(text, ((quote,) for quote in likeliest))
    if one and one[0] >= WHOLE:
        return one[1]
    two = _best(text, _in_order(combinations(likeliest, 2)))
    if two and (not one or two[0] >= one[0] + BETTER):
        return two[1]
    return one[1] if one else ()


def _best(text: str, tries: Iterable[Sequence[Quote]]) -> tuple[float, tuple[Quote, ...]] | None:
    """The quotes that bear the text out best, with their score; None where none do."""
    tried = [(support(DraftSentence(text, tuple(quotes))), tuple(quotes)) for quotes in tries]
    supported = [(found.score, quotes) for found, quotes in tried if found.supported]
    return max(supported, key=lambda each: each[0], default=None)


def _first(text: str, tries: Iterable[Sequence[Quote]]) -> DraftSentence | None:
    drafts = (DraftSentence(text, tuple(quotes)) for quotes in tries if quotes)
    return next((draft for draft in drafts if support(draft).supported), None)


def _together(text: str, claimed: Sequence[Passage]) -> Iterator[Sequence[Quote]]:
    """The likeliest sentence of each passage that is cited."""
    if len(claimed) > 1:
        yield _heads(text, claimed)


def _elsewhere(text: str, others: Sequence[Passage]) -> Iterator[Sequence[Quote]]:
    """What a passage that is not cited has."""
    for passage in others:
        yield _bearing(text, passage)


def _beside(claimed: Sequence[Quote], others: Sequence[Quote]) -> Iterator[Sequence[Quote]]:
    """What is cited together with what is not, and two that are not."""
    for quote in others if claimed else ():
        yield (*claimed, quote)
    yield from combinations(others, 2)


def _in_order(tries: Iterable[Sequence[Quote]]) -> Iterator[Sequence[Quote]]:
    for quotes in tries:
        yield sorted(quotes, key=lambda quote: quote.start)


def _heads(text: str, passages: Sequence[Passage]) -> list[Quote]:
    """The likeliest sentence of each passage."""
    return [found[0] for passage in passages if (found := _likeliest(text, passage))]


def _likeliest(text: str, passage: Passage) -> list[Quote]:
    """The sentences of a passage that share the most with the text, rare words counting more."""
    stems = {word.stem for word in content_words(text)}
    shared = [(sum(rarity(s) for s in stems & unit.stems), unit.quote) for unit in _units(passage)]
    best = sorted((each for each in shared if each[0] > 0), key=lambda each: -each[0])
    return [quote for _, quote in best[:TRIED]]


@lru_cache(maxsize=64)
def _units(passage: Passage) -> tuple[_Unit, ...]:
    quotes = (Quote.of(passage, span) for span in sentences_of(passage))
    return tuple(
        _Unit(quote, frozenset(word.stem for word in content_words(quote.text))) for quote in quotes
    )
