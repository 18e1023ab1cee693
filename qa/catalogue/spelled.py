"""Names of a topic as other articles spell them, which count too and are told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from index import Archive, Filters
from index.prose.words import Word, words
from index.storage.tallies import Phrase
from qa.catalogue.asked import CatalogueQuestion
from qa.catalogue.topics import TopicPart
from qa.english.other_names import other_names
from qa.english.phrases import counted

_MOST = 12

Spelled = tuple[str, tuple[str, ...]]
"""A word or name as it is written, and its stems."""


def as_also_spelled(archive: Archive, asked: CatalogueQuestion) -> CatalogueQuestion:
    """A question whose names stand for the archive's other spellings of them too.

    Only words with a capital are names; what is written in capitals throughout is none.
    """
    return replace(
        asked,
        topic=_respelled(archive, asked.topic),
        or_else=tuple(_respelled(archive, parts) for parts in asked.or_else),
        without=tuple(_respelled(archive, parts) for parts in asked.without),
    )


def other_spellings(archive: Archive, asked: CatalogueQuestion, filters: Filters) -> str:
    """What is told of them: '; other spellings count too: "Gadhafi" (2 articles)'; or ""."""
    parts = {*asked.parts, *(part for each in asked.without for part in each)}
    spelled = {
        text: archive.catalog.tallies.tally(filters, [Phrase(stems)]).articles
        for part in parts
        for text, stems in zip(part.spellings, part.phrase.others, strict=True)
    }
    told = [
        f'"{text}" ({counted(articles, "article")})'
        for text, articles in sorted(spelled.items(), key=lambda each: (-each[1], each[0]))
        if articles
    ]
    return f"; other spellings count too: {', '.join(told)}" if told else ""


def _respelled(archive: Archive, parts: Sequence[TopicPart]) -> tuple[TopicPart, ...]:
    return tuple(_part_respelled(archive, part) for part in parts)


def _part_respelled(archive: Archive, part: TopicPart) -> TopicPart:
    if part.phrase.written or part.quoted:
        return part
    found = {stems: text for text, stems in islice(_spellings(archive, part.text), _MOST)}
    found.pop(part.phrase.stems, None)
    phrase = part.phrase._replace(others=tuple(found))
    return replace(part, phrase=phrase, spellings=tuple(found.values()))


def _spellings(archive: Archive, name: str) -> Iterator[Spelled]:
    """Each way to write a name, itself among them."""
    whole = words(name)
    if not name[:1].islower():
        for other in other_names(name):
            yield other, tuple(word.stem for word in words(other))
    for run in product(*(_of_word(archive, word) for word in whole)):
        yield " ".join(text for text, _ in run), tuple(stem for _, stem in run)


def _of_word(archive: Archive, word: Word) -> list[tuple[str, str]]:
    """A word and its other spellings, each with its stem."""
    own = [(word.text, word.stem)]
    if not word.text[0].isupper() or word.text.isupper():
        return own
    names = [(each, words(each)) for each in other_names(word.text)]
    exonyms = [(each, found[0].stem) for each, found in names if len(found) == 1]
    near = archive.catalog.spellings.near(word.text)
    return own + exonyms + [(each.text, each.stem) for each in near]
