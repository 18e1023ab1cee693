"""Answers from the catalogue: counted over every article that passes, some words quoted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice, takewhile

from index import Archive, ArticleRef, Filters
from index.prose.sentences import sentence_spans
from index.prose.words import words
from index.resolving import publisher_labels
from index.storage.tallies import Lack, Phrase
from qa.catalogue.asked import CatalogueQuestion, Known
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.parsing import catalogue_question, worth_a_look
from qa.catalogue.phrasing import (
    OF_ONE_DAY,
    authors_sentence,
    count_sentence,
    end_sentence,
    times_sentence,
)
from qa.catalogue.spelled import as_also_spelled, other_spellings
from qa.citations import DraftSentence, Quote
from qa.english.publisher_names import publishers_named
from qa.passages import Passage
from qa.questions.analysis import Question

LISTED = 200
QUOTED = 5
# So many articles are looked through for words to quote: copies have the same words.
LOOKED_THROUGH = 20
_ENDS = (CatalogueKind.FIRST, CatalogueKind.LAST)
_OF_THE_WHOLE = (CatalogueKind.DATES, CatalogueKind.PUBLISHERS, CatalogueKind.AUTHORS)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the catalogue answers: a sentence with its quotes, and the articles it speaks of."""

    draft: DraftSentence
    listed: tuple[ArticleRef, ...]


def asked_of_catalogue(
    archive: Archive, question: Question, filters: Filters
) -> CatalogueQuestion | None:
    """What a question asks of an archive's catalogue; None for any other question.

    Args:
        archive: Whose publishers and authors a question may name.
        question: A question that stands alone.
        filters: Its limits; a publisher that never passes them is none.
    """
    if not worth_a_look(question.text):
        return None
    limits, articles = _at_any_time(filters), archive.catalog.articles
    publishers = [name for name, _ in articles.publishers(limits)]
    asked = catalogue_question(question, Known(publishers, partial(articles.authors, limits)))
    if asked and asked.if_held and not archive.catalog.tallies.tally(limits, asked.wanted).articles:
        return None
    return asked


def filters_of_count(
    archive: Archive, asked: CatalogueQuestion, period: Filters, limits: Filters
) -> Filters:
    """The filters to count by: the publishers asked for, and a period only of dated articles.

    Of a publisher's articles those count whose records declare it; where none does, those whose
    text claims it, as everywhere else.

    Args:
        archive: Whose publishers they are.
        asked: What is asked.
        period: The limits with the period that the question names.
        limits: Without it.
    """
    own = _period(period) != _period(limits)
    labels = dict.fromkeys(
        label
        for name in asked.publishers
        for label in publisher_labels(
            publishers_named(name, asked.publishers), archive, _at_any_time(limits)
        )
    )
    return replace(
        period, publishers=tuple(labels) or period.publishers, undated=period.undated and not own
    )


def count(archive: Archive, asked: CatalogueQuestion, filters: Filters) -> Counted:
    """Answers a question to the catalogue over all articles that pass the filters."""
    asked = as_also_spelled(archive, asked)
    tally = archive.catalog.tallies.tally(filters, asked.wanted)
    listed = archive.catalog.tallies.headings(filters, asked.wanted, top_k=LISTED)
    shown: Sequence[ArticleRef] = listed
    if asked.kind in _ENDS and tally.articles:
        ends = _ends(archive, asked, filters)
        shown = ends or listed
        text = end_sentence(asked, filters, tally, ends)
        listed = ends if asked.number and ends else listed
    elif asked.kind is CatalogueKind.MENTIONS and tally.articles:
        times = archive.catalog.mentions.count(filters, asked.wanted, asked.topic[0].phrase)
        text = times_sentence(asked, filters, tally, times)
    elif asked.kind is CatalogueKind.AUTHORS and tally.articles:
        authors = archive.catalog.tallies.authors(filters, asked.wanted)
        unsigned = replace(asked.wanted, lacking=Lack.AUTHOR)
        without = archive.catalog.tallies.tally(filters, unsigned).articles
        text = authors_sentence(asked, filters, authors, without)
    else:
        shown = _one_each(listed) if asked.kind is CatalogueKind.PUBLISHERS else listed
        searched = archive.catalog.tallies.tally(filters).articles
        unplaced = _unplaced(archive, filters, asked)
        text = count_sentence(asked, filters, tally, searched, unplaced, listed)
    if asked.is_of_everything and asked.kind in _OF_THE_WHOLE:
        listed = []
    text = f"{text.removesuffix('.')}{other_spellings(archive, asked, filters)}."
    return Counted(
        DraftSentence(text, _quotes(archive, asked, filters, shown)),
        tuple(listed),
    )


def _ends(archive: Archive, asked: CatalogueQuestion, filters: Filters) -> list[ArticleRef]:
    """The first or last articles with a date.

    As many as are asked for; otherwise those of the first or of the last date, one more than can
    be named at most.
    """
    found = archive.catalog.tallies.headings(
        filters,
        asked.wanted,
        top_k=asked.number or OF_ONE_DAY + 1,
        oldest_first=asked.kind is CatalogueKind.FIRST,
    )
    if asked.number:
        return [each for each in found if each.published]
    day = found[0].published
    return list(takewhile(lambda each: each.published == day, found)) if day else []


def _unplaced(archive: Archive, filters: Filters, asked: CatalogueQuestion) -> int:
    """How many undated articles the dates alone keep out."""
    if not any(_period(filters)) or filters.undated:
        return 0
    return archive.catalog.tallies.tally(_at_any_time(filters), asked.wanted).undated


def _at_any_time(filters: Filters) -> Filters:
    return replace(filters, published_from=None, published_to=None)


def _period(filters: Filters) -> tuple[date | None, date | None]:
    return filters.published_from, filters.published_to


def _one_each(headings: Sequence[ArticleRef]) -> list[ArticleRef]:
    """The first article of each publisher."""
    first: dict[str | None, ArticleRef] = {}
    for heading in headings:
        first.setdefault(heading.publisher, heading)
    return list(first.values())


def _quotes(
    archive: Archive, asked: CatalogueQuestion, filters: Filters, shown: Sequence[ArticleRef]
) -> tuple[Quote, ...]:
    """A sentence from each of a few articles, no sentence twice."""
    if not asked.parts and asked.kind not in _ENDS:
        return ()
    found: dict[str, Quote] = {}
    for heading in shown[:LOOKED_THROUGH]:
        quote = _quote(archive, heading.article_id, asked, filters)
        if quote:
            found.setdefault(quote.text, quote)
    return tuple(islice(found.values(), QUOTED))


def _quote(
    archive: Archive, article_id: str, asked: CatalogueQuestion, filters: Filters
) -> Quote | None:
    """The first of the sentences that hold most of the topic; None where only the title does."""
    best, most = None, -1 if not asked.parts else 0
    for quote in _sentences(archive, article_id, filters):
        stems = [word.stem for word in words(quote.text)]
        held = sum(_holds(stems, part.phrase) for part in asked.parts)
        if held > most:
            best, most = quote, held
    return best


def _sentences(archive: Archive, article_id: str, filters: Filters) -> Iterator[Quote]:
    """The sentences of an article that can be found, as quotes, in the order of its text."""
    ids = archive.catalog.tallies.chunk_ids(article_id)
    found = archive.catalog.chunks.by_id(ids, filters=filters)
    for chunk_id in ids:
        if chunk_id in found:
            passage = Passage.of(*found[chunk_id])
            for span in sentence_spans(passage.text):
                yield Quote.of(passage, span)


def _holds(stems: Sequence[str], phrase: Phrase) -> bool:
    return any(
        tuple(stems[at : at + len(run)]) == run
        for run in (phrase.stems, *phrase.others)
        for at in range(len(stems) - len(run) + 1)
    )
