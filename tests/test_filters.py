"""Filters: joined, and with names as the archive spells them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from index.errors import FilterError, NoSuchArticle
from index.resolving import resolved
from qa import QueryEngine

MAY, JUNE = date(2024, 5, 31), date(2024, 6, 30)
ARTICLES = [
    Article("a/1.txt", "One", "A bridge opened.", "Al Jazeera", "2024-05-01", section="World"),
    Article("a/2.txt", "Two", "A tower fell.", "BBC News", "2024-05-02", section="Sport"),
    Article("b/3.txt", "Three", "A ship sank.", "bbc news", "2024-06", section="World"),
    Article("b/4.txt", "Four", "A train ran.", "Xinhua", "2024-07-01"),
    Article("B/5.txt", "Five", "A plane flew."),
]


@pytest.fixture(scope="module")
def archive(somewhere: Callable[[], Path | str], hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(somewhere(), embedder=hash_embedder) as archive:
        ingest(ARTICLES, archive)
        yield archive


def passing(archive: Archive, filters: Filters) -> set[str]:
    return {stored.article.id for stored in archive.catalog.articles.all(filters)}


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        (Filters(publishers=("al jazeera",)), Filters(publishers=("Al Jazeera",))),
        (Filters(publishers=("  AL  Jazeera ",)), Filters(publishers=("Al Jazeera",))),
        (Filters(publishers=("BBC News",)), Filters(publishers=("BBC News",))),
        (Filters(publishers=("BBC NEWS",)), Filters(publishers=("BBC News", "bbc news"))),
        (Filters(sections=("world",)), Filters(sections=("World",))),
        (Filters(publishers=("(Not named)",)), Filters(publishers=("(not named)",))),
        (
            Filters(publishers=("xinhua", "(not named)"), sections=("(not named)",)),
            Filters(publishers=("Xinhua", "(not named)"), sections=("(not named)",)),
        ),
        (Filters(article_ids=("2.txt",)), Filters(article_ids=("a/2.txt",))),
        (Filters(article_ids=("A/1",)), Filters(article_ids=("a/1.txt",))),
        (Filters(published_from=MAY, as_of=JUNE), Filters(published_from=MAY, as_of=JUNE)),
    ],
)
def test_a_name_becomes_the_stored_spelling(
    archive: Archive, asked: Filters, stored: Filters
) -> None:
    assert resolved(asked, archive) == stored


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Filters(publishers=("Al Jazera",)), "called 'Al Jazera'; did you mean 'Al Jazeera'?"),
        (Filters(publishers=("jazeera",)), "did you mean 'Al Jazeera'?"),
        (Filters(sections=("Wrld",)), "No section .* 'Wrld'; did you mean 'World'?"),
        (Filters(publishers=("Quux",)), r"'Quux'\.$"),
        (Filters(publishers=("",)), r"No publisher .* is called ''\.$"),
        (Filters(published_from=JUNE, published_to=MAY), "from 2024-06-30 to 2024-05-31"),
    ],
)
def test_what_nothing_can_pass_is_said_with_what_is_near(
    archive: Archive, asked: Filters, said: str
) -> None:
    with pytest.raises(FilterError, match=said.replace("?", r"\?")):
        resolved(asked, archive)


def test_what_was_published_later_is_not_even_known_by_name(archive: Archive) -> None:
    with pytest.raises(FilterError) as raised:
        resolved(Filters(publishers=("Xinhu",), as_of=JUNE), archive)
    assert "Xinhua" not in str(raised.value)
    with pytest.raises(NoSuchArticle):
        resolved(Filters(article_ids=("4.txt",), as_of=JUNE), archive)
    assert resolved(Filters(article_ids=("4.txt",)), archive).article_ids == ("b/4.txt",)


def test_filters_within_others_pass_what_passes_both(archive: Archive) -> None:
    choices = [
        Filters(),
        Filters(publishers=("Al Jazeera", "Xinhua")),
        Filters(sections=("World",), as_of=JUNE),
        Filters(published_from=date(2024, 5, 2)),
        Filters(published_from=date(2024, 6, 1), undated=True),
        Filters(published_to=JUNE, undated=True),
        Filters(published_to=date(2024, 5, 1), as_of=MAY),
        Filters(article_ids=("a/1.txt", "b/4.txt", "B/5.txt")),
    ]
    for one in choices:
        for other in choices:
            both = passing(archive, one) & passing(archive, other)
            assert passing(archive, one.within(other)) == both


def test_filters_that_name_different_things_cannot_be_joined() -> None:
    with pytest.raises(FilterError, match="both among A, B and among C"):
        Filters(publishers=("A", "B")).within(Filters(publishers=("C",)))


def test_an_engine_s_own_filters_hold_for_every_question(archive: Archive) -> None:
    both = ("BBC News", "bbc news")
    engine = QueryEngine(archive, filters=Filters(publishers=("bbc NEWS",), as_of=JUNE))
    assert engine.limits() == Filters(publishers=both, as_of=JUNE)
    assert engine.limits(as_of=date(2024, 7, 2)).as_of == JUNE
    assert engine.limits(Filters(publishers=("BBC News",), as_of=MAY), JUNE) == Filters(
        publishers=("BBC News",), as_of=MAY
    )
    with pytest.raises(FilterError, match="is called 'Al Jazeera'.$"):
        engine.limits(Filters(publishers=("Al Jazeera",)))


def test_articles_that_name_no_publisher_or_section_can_be_asked_for(archive: Archive) -> None:
    assert passing(archive, Filters(publishers=("(not named)",))) == {"B/5.txt"}
    assert passing(archive, Filters(publishers=("(not named)", "Xinhua"))) == {"B/5.txt", "b/4.txt"}
    assert passing(archive, Filters(sections=("(not named)",))) == {"B/5.txt", "b/4.txt"}
    assert passing(archive, Filters(kinds=("(not named)",))) == {each.id for each in ARTICLES}
    assert archive.stats().unnamed == 1
