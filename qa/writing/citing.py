"""A sentence that was written and what it claims to rest on -> the exact words that bear it out."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from index.prose.words import content_words, words
from qa.citations import DraftSentence, Quote
from qa.passages import Passage
from qa.reading.sentences import sentences_of
from qa.support import Support, check, compare
from qa.support.coverage import words_borne_out
from qa.support.judging import word_features
from qa.support.vectors import rarity_in_english

# A written sentence is compared with this many of the likeliest sentences of a cited passage, and
# with as many of all other passages.
TRIED = 3
# The next three are scores of `support`, chosen on the sentences of evals/sets/support.jsonl that
# are not held out.
# A cited quote with this score needs no other.
WHOLE = 0.9
# Another quote takes a weaker one's place, or joins it, if it scores higher by this much.
BETTER = 0.1
# A quote that was not cited must score this much.
LEAST = 0.75

# Fewer words than these are no claim that could be found elsewhere: any passage may hold one.
SHORTEST = 3
# So many characters may stand between quotes that are side by side.
SIDE_BY_SIDE = 3

_JOINT = re.compile(r",? (?:and|but|while|whereas|although|though)\b |[;:] ")


class _Unit(NamedTuple):
    """A sentence of a passage, and the stems of its words."""

    quote: Quote
    stems: frozenset[str]


class _Found(NamedTuple):
    """Quotes that bear a sentence out, and how well."""

    score: float
    quotes: tuple[Quote, ...]


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
    said = len(words(text)) >= SHORTEST
    others = [passage for passage in passages if said and passage not in claimed]
    borne = [found for passage in claimed if (found := _bearing(text, passage))]
    score = max((found.score for found in borne), default=0.0)
    if score < WHOLE:
        heads = tuple(quote for each in claimed for quote in _likeliest(text, [each])[:1])
        elsewhere = _likeliest(text, others)
        found = _best([_together(text, heads), *(_tried(text, (quote,)) for quote in elsewhere)])
        if found is None and not borne:
            found = _best(_together(text, (*heads, quote)) for quote in elsewhere)
        if found and found.score >= max(LEAST, score + BETTER):
            return DraftSentence(text, found.quotes)
        if not borne:
            return DraftSentence(text, heads)
    quotes = [quote for found in borne for quote in found.quotes]
    return DraftSentence(text, tuple(dict.fromkeys(quotes)))


def support(sentence: DraftSentence) -> Support:
    """Whether a sentence follows from its quotes, names taken from what stands around them."""
    quotes = sentence.quotes
    return check(
        sentence.text,
        [quote.text for quote in quotes],
        published=_published(quotes),
        context=context_of(quotes),
    )


def context_of(quotes: Sequence[Quote]) -> str:
    """What stands around quotes: from it a name may come."""
    return " ".join(f"{quote.passage.title}. {quote.passage.text}" for quote in quotes)


def _published(quotes: Sequence[Quote]) -> list[str | None]:
    return [quote.passage.published for quote in quotes]


def _bearing(text: str, passage: Passage) -> _Found | None:
    """The sentence of a passage that bears the text out best, or two that do so far better."""
    likeliest = _likeliest(text, [passage])
    one = _best(_tried(text, (quote,)) for quote in likeliest)
    if one and one.score >= WHOLE:
        return one
    pairs = (sorted(pair, key=lambda quote: quote.start) for pair in combinations(likeliest, 2))
    two = _best(_together(text, pair) for pair in pairs)
    return two if two and two.score >= (one.score if one else 0.0) + BETTER else one


def _best(tries: Iterable[_Found | None]) -> _Found | None:
    return max(filter(None, tries), key=lambda each: each.score, default=None)


def _tried(text: str, quotes: Sequence[Quote]) -> _Found | None:
    """The quotes with their score, where they bear the text out."""
    found = compare(
        text,
        [quote.text for quote in quotes],
        published=_published(quotes),
        context=context_of(quotes),
    )
    return _Found(found.score, tuple(quotes)) if found.supported else None


def _together(text: str, quotes: Sequence[Quote]) -> _Found | None:
    """The same for several quotes, each of which bears out a part that the others do not.

    That is told by words where they stand side by side, and else by clauses, each borne out by one
    of the quotes alone: a name in one report must not be put into the story of another.
    """
    if len(quotes) < 2 or not (_side_by_side(quotes) or _by_clauses(text, quotes)):
        return None
    whole = _words(text, quotes)
    rests = ([other for other in quotes if other is not quote] for quote in quotes)
    needed = all(whole >= _words(text, rest) + BETTER for rest in rests)
    return _tried(text, quotes) if needed else None


def _side_by_side(quotes: Sequence[Quote]) -> bool:
    """Whether quotes are of one passage, with next to nothing between them."""
    ordered = sorted(quotes, key=lambda quote: quote.start)
    return all(
        one.passage is other.passage and other.start - one.end <= SIDE_BY_SIDE
        for one, other in pairwise(ordered)
    )


def _by_clauses(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether the text falls into clauses of which each quote alone bears out one."""
    for joint in _JOINT.finditer(text):
        clauses = text[: joint.start()], text[joint.end() :]
        borne = [[quote for quote in quotes if _tried(each, (quote,))] for each in clauses]
        if all(borne) and all(any(quote in some for some in borne) for quote in quotes):
            return True
    return False


def _words(text: str, quotes: Sequence[Quote]) -> float:
    """The share of a text's words that quotes bear out, names apart."""
    borne = words_borne_out(text, [quote.text for quote in quotes], context_of(quotes))
    return word_features(borne)["anywhere"]


def _likeliest(text: str, passages: Sequence[Passage]) -> list[Quote]:
    """The sentences of passages that share the most with the text, rare words counting more."""
    stems = {word.stem for word in content_words(text)}
    units = [unit for passage in passages for unit in _units(passage)]
    shared = [(sum(rarity_in_english(s) for s in stems & unit.stems), unit.quote) for unit in units]
    best = sorted((each for each in shared if each[0] > 0), key=lambda each: -each[0])
    return [quote for _, quote in best[:TRIED]]


@lru_cache(maxsize=64)
def _units(passage: Passage) -> tuple[_Unit, ...]:
    quotes = (Quote.of(passage, span) for span in sentences_of(passage))
    return tuple(
        _Unit(quote, frozenset(word.stem for word in content_words(quote.text))) for quote in quotes
    )
