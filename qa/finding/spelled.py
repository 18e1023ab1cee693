"""A question's names as the archive spells them, where no article has the question's spelling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index import Archive, Filters
from index.filters import EVERYTHING
from index.prose.words import Word, words
from qa.english.given_names import short_forms
from qa.english.other_names import other_names
from qa.questions.analysis import Question


def as_archive_spells(
    question: Question, archive: Archive, known: Filters = EVERYTHING
) -> Question:
    """The question with the stems of the archive's own spelling for names that it does not know.

    A name that stands in any article as it is asked for is left alone. Articles that do not pass
    `known` count for nothing.
    """
    counts = _frequencies([word.stem for word in question.terms], archive, known)
    terms = tuple(
        word if counts.get(word.stem) else _respelled(word, archive, known)
        for word in question.terms
    )
    return question if terms == question.terms else replace(question, terms=terms)


def _frequencies(stems: Sequence[str], archive: Archive, known: Filters) -> Mapping[str, int]:
    """In how many chunks each stem stands; where limits are known of, only whether it does."""
    chunks = archive.catalog.chunks
    counts = chunks.document_frequencies(stems)
    if known == EVERYTHING:
        return counts
    return {
        stem: count if count and chunks.search_words([stem], known, top_k=1) else 0
        for stem, count in counts.items()
    }


def _respelled(word: Word, archive: Archive, known: Filters) -> Word:
    if not word.text[0].isupper() or word.text.isupper():
        return word
    stems = tuple(_stems(word.text, archive))
    counts = _frequencies(stems, archive, known)
    best = max(stems, key=lambda stem: counts[stem], default="")
    return word._replace(stem=best) if counts.get(best) else word


def _stems(name: str, archive: Archive) -> Iterator[str]:
    """The stems of other names and spellings, of one word each."""
    for other in map(words, (*other_names(name), *sorted(short_forms(name.casefold())))):
        if len(other) == 1:
            yield other[0].stem
    for spelling in archive.catalog.spellings.near(name):
        yield spelling.stem
