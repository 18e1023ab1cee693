"""What is counted over the whole archive is what reading every article would count."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive, Article, Filters, ingest
from index.prose.words import words
from index.storage.tallies import Phrase

NAMES = ["Ada", "Brook", "Cole"]
FILLERS = "rain fell over the harbour while boats waited us".split()
LONG = " ".join(f"Nothing else was said about cargo number {n} in that report." for n in range(60))


@pytest.fixture(scope="module")
def archive(somewhere: Callable[[], Path | str]) -> Iterator[Archive]:
    with Archive.create(somewhere(), embedder=HashEmbedder()) as archive:
        yield archive


def refill(archive: Archive, articles: list[Article]) -> None:
    archive.remove_all([stored.article.id for stored in archive.catalog.articles.all()])
    ingest(articles, archive)


sentences = st.lists(st.sampled_from(NAMES + FILLERS), min_size=3, max_size=8).map(
    lambda chosen: " ".join(chosen).capitalize() + "."
)
texts = st.lists(sentences, min_size=1, max_size=5).flatmap(
    # Words far apart stand in different chunks of an article.
    lambda chosen: st.sampled_from(["\n".join(chosen), f"{chosen[0]}\n{LONG}\n{chosen[-1]}"])
)
articles = st.lists(
    st.builds(
        Article,
        id=st.uuids().map(str),
        title=sentences.map(lambda sentence: sentence.rstrip(".")),
        text=texts,
        publisher=st.sampled_from(["Daily", "Herald", None]),
        published=st.sampled_from(["2023-05-03", "2023-05-04", "2023-06", "2022", None]),
    ),
    max_size=8,
    unique_by=lambda article: article.id,
)
phrases = st.lists(
    st.lists(st.sampled_from(NAMES + FILLERS), min_size=1, max_size=2).map(
        lambda run: Phrase(tuple(word.stem for word in words(" ".join(run))))
    ),
    max_size=2,
)
filters = st.builds(
    Filters,
    publishers=st.sampled_from([(), ("Daily",), ("Daily", "Herald")]),
    published_from=st.sampled_from([None, date(2023, 5, 4)]),
    published_to=st.sampled_from([None, date(2023, 5, 31)]),
    as_of=st.sampled_from([None, date(2023, 5, 3)]),
    undated=st.booleans(),
)


def holds(article: Article, phrase: Phrase) -> bool:
    run = " ".join(phrase.stems)
    return any(
        f" {run} " in f" {' '.join(word.stem for word in words(text))} "
        for text in (article.title, article.text)
    )


def passes(article: Article, limits: Filters) -> bool:
    if limits.publishers and article.publisher not in limits.publishers:
        return False
    bounds = {"2022": ("2022-01-01", "2022-12-31"), "2023-06": ("2023-06-01", "2023-06-30")}
    if article.published is None:
        return limits.undated or not (limits.published_from or limits.published_to)
    last = date.fromisoformat(bounds.get(article.published, (article.published,) * 2)[1])
    return (
        (limits.published_from is None or last >= limits.published_from)
        and (limits.published_to is None or last <= limits.published_to)
        and (limits.as_of is None or last <= limits.as_of)
    )


@settings(max_examples=40, deadline=None)
@given(articles, phrases, filters)
def test_a_tally_is_the_count_over_every_article(
    archive: Archive, stored: list[Article], looked_for: list[Phrase], limits: Filters
) -> None:
    refill(archive, stored)
    expected = [
        article
        for article in stored
        if passes(article, limits) and all(holds(article, phrase) for phrase in looked_for)
    ]
    tally = archive.catalog.tallies.tally(limits, looked_for)
    found = archive.catalog.tallies.headings(limits, looked_for, top_k=100)
    assert tally.articles == len(expected)
    assert {heading.article_id for heading in found} == {article.id for article in expected}
    assert tally.undated == sum(article.published is None for article in expected)
    named = [article.publisher for article in expected if article.publisher]
    assert dict(tally.publishers) == {name: named.count(name) for name in named}
    assert tally.unnamed == len(expected) - len(named)
    dates = [heading.published for heading in found]
    assert dates == sorted((each for each in dates if each), reverse=True) + [
        each for each in dates if each is None
    ]


@pytest.fixture
def small(archive: Archive) -> Archive:
    told = "The harbour master told us that it is shut. He gave no reason."
    refill(
        archive,
        [
            Article("a", "Harbour shut", told, "Daily", "2023-05-03"),
            Article("b", "Harbour shut again", told, "Herald", "2023-05-03"),
            Article("c", "Navy leaves", "The US navy left. It took two days.", None, "2023"),
            Article("d", "Brook, Ada", "They met.\n\nSubscribe to the Lighthouse letter.", "Daily"),
        ],
    )
    return archive


def test_copies_are_counted_as_articles_and_told(small: Archive) -> None:
    tally = small.catalog.tallies.tally(Filters(), [Phrase(("harbour",)), Phrase(("reason",))])
    assert (tally.articles, tally.copies) == (2, 1)


def test_capitals_tell_a_country_from_a_pronoun(small: Archive) -> None:
    stem = words("us")[0].stem
    tallies = small.catalog.tallies
    assert tallies.tally(Filters(), [Phrase((stem,))]).articles == 3
    found = tallies.headings(Filters(), [Phrase((stem,), "US")], top_k=9)
    assert [heading.article_id for heading in found] == ["c"]


def test_words_of_the_title_count_and_those_of_boilerplate_do_not(small: Archive) -> None:
    tallies = small.catalog.tallies
    assert tallies.tally(Filters(), [Phrase(("brook", "ada"))]).articles == 1
    assert tallies.tally(Filters(), [Phrase(("ada", "brook"))]).articles == 0
    boilerplate = small.article("d").boilerplate
    assert boilerplate
    assert tallies.tally(Filters(), [Phrase(("lighthous",))]).articles == 0


def test_oldest_first_puts_undated_articles_last_too(small: Archive) -> None:
    found = small.catalog.tallies.headings(Filters(), top_k=9, oldest_first=True)
    assert [heading.article_id for heading in found] == ["c", "a", "b", "d"]


@pytest.mark.parametrize("odd", ['"', "what's", "NEAR(", "*", "a\0b", "\ud800", ""])
def test_odd_words_are_looked_for_and_not_found(small: Archive, odd: str) -> None:
    assert small.catalog.tallies.tally(Filters(), [Phrase((odd,))]).articles == 0
