"""The archive gone through: found by words as they are typed, counted, sorted, in pages."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import HealthCheck, given, settings
from test_filters_hold import FILTERS, passes, random_articles

from index import Archive, Article, Filters, ingest
from index.dates import as_number, days
from index.naming.claims import NOT_NAMED
from index.storage.browsing import DATED, NAMED, Browsed, Sorting
from index.storage.typed_words import terms

ARTICLES = [
    Article(
        "a", "Harbour bridge opened", "The government opened the harbour bridge at Fellmouth.",
        "Fellmouth Courier", "2024-05-03", section="Local", language="en", kind="news",
    ),
    Article(
        "b", "A bridge too many", "Ministers of two governments quarrelled. The bridge is old.",
        "Obelisk Herald", "2024-05", section="World", language="en", kind="opinion",
    ),
    Article("c", "zebra crossing", "A zebra crossed the central bank of the river.", "Gull"),
    Article("d", "Élan", "Łódź has an organization of carpet weavers.", None, "2023"),
    Article("e", "大桥", "港口大桥昨天开放。", None, "2024-05-04", language="zh"),
    Article("f", "Banks", "The bank of central England.", "Gull (claimed)"),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(somewhere: Callable[[], Path | str], hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(somewhere(), embedder=hash_embedder) as archive:
        ingest(ARTICLES, archive)
        yield archive


def browsed(archive: Archive, typed: str = "", filters: Filters | None = None, **more) -> Browsed:
    """What a reader sees under filters."""
    filters = filters or Filters()
    without = {
        "publisher": replace(filters, publishers=()),
        "section": replace(filters, sections=()),
        "language": replace(filters, languages=()),
        "kind": replace(filters, kinds=()),
        DATED: replace(filters, published_from=None, published_to=None),
    }
    return archive.catalog.browsing.browsed(filters, without, typed, **more)


def ids(found: Browsed) -> list[str]:
    return [each.id for each in found.page]


def test_without_words_everything_is_there_the_newest_first_undated_last(archive: Archive) -> None:
    found = browsed(archive)
    assert ids(found) == ["e", "a", "b", "d", "c", "f"]
    assert (found.articles, found.undated) == (6, 2)
    assert ids(browsed(archive, order=Sorting.OLDEST)) == ["d", "b", "a", "e", "c", "f"]
    assert ids(browsed(archive, order=Sorting.TITLE)) == ["b", "f", "a", "c", "d", "e"]
    assert ids(browsed(archive, order=Sorting.MATCH)) == ids(found)


def test_pages_follow_one_another(archive: Archive) -> None:
    pages = [ids(browsed(archive, first=first, top_k=4)) for first in (0, 4, 8)]
    assert pages == [["e", "a", "b", "d"], ["c", "f"], []]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bridge", {"a", "b"}),
        ("BRIDGES ", {"a", "b"}),
        ("bridge harbour", {"a"}),
        ("harbour quarrel", set()),
        ("bridge quarrel", {"b"}),
        ("the bridge", {"a", "b"}),
        ("the", {"a", "b", "c", "f"}),
        ("lodz", {"d"}),
        ("Łód", {"d"}),
        ("elan", {"d"}),
        ('"central bank"', {"c"}),
        ('"bank of central', {"c", "f"}),
        ("central bank", {"c", "f"}),
        ("nonsense", set()),
        ("?!", {"a", "b", "c", "d", "e", "f"}),
        ("   ", {"a", "b", "c", "d", "e", "f"}),
        ("大桥", {"e"}),
        ("昨天", {"e"}),
        ("bridge AND ( * ^ \"", {"a", "b"}),
        ("brid\0ge", set()),
    ],
)  # fmt: skip
def test_articles_are_found_by_words_of_title_and_text(
    archive: Archive, typed: str, found: set[str]
) -> None:
    for order in Sorting:
        assert set(ids(browsed(archive, typed, order=order))) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [("government", {"a", "b"}), ("organization", {"d"}), ("harbour", {"a"}), ("carpet", {"d"})],
)
def test_while_a_word_is_typed_what_has_the_whole_word_is_always_there(
    archive: Archive, word: str, found: set[str]
) -> None:
    for end in range(1, len(word) + 1):
        assert found <= set(ids(browsed(archive, word[:end]))), word[:end]
    assert set(ids(browsed(archive, word))) == found


def test_a_word_that_is_finished_is_that_word() -> None:
    assert terms("car ", lambda *_: True) == terms('"car"', lambda *_: True)
    assert terms("car", lambda *_: True)[0].begun == "car"
    assert len(terms("word " * 500, lambda *_: True)) == 1
    assert len(terms(" ".join(f"word{n}" for n in range(500)), lambda *_: True)) <= 12


def test_the_best_match_comes_first(archive: Archive) -> None:
    assert ids(browsed(archive, "bank", order=Sorting.MATCH)) == ["f", "c"]
    assert ids(browsed(archive, "bridge", order=Sorting.MATCH))[0] in ("a", "b")


def test_every_value_is_counted_under_the_other_limits_and_what_has_none_too(
    archive: Archive,
) -> None:
    counts = browsed(archive).counts
    assert dict(counts["publisher"]) == {
        NOT_NAMED: 2, "Fellmouth Courier": 1, "Gull": 1, "Gull (claimed)": 1, "Obelisk Herald": 1,
    }  # fmt: skip
    assert counts["publisher"][0] == (NOT_NAMED, 2)
    assert all(sum(n for _, n in counts[name]) == len(ARTICLES) for name in NAMED)
    limited = browsed(archive, "bridge", Filters(sections=("Local",)))
    assert ids(limited) == ["a"]
    assert dict(limited.counts["section"]) == {"Local": 1, "World": 1}
    assert dict(limited.counts["publisher"]) == {"Fellmouth Courier": 1}


def test_days_are_counted_whatever_days_are_asked_for(archive: Archive) -> None:
    found = browsed(archive, "", Filters(published_from=date(2024, 5, 4)))
    assert set(ids(found)) == {"e", "b"}
    assert found.days == {0: 2, 20231231: 1, 20240503: 1, 20240504: 1, 20240531: 1}
    assert found.inexact == 2


def test_what_is_indexed_later_is_there_and_what_is_removed_is_not(
    tmp_path, hash_embedder: HashEmbedder
) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        assert ids(browsed(archive)) == ids(browsed(archive, "bridge")) == []
        ingest(ARTICLES[:2], archive)
        assert ids(browsed(archive, "bridge", order=Sorting.TITLE)) == ["b", "a"]
        ingest([replace(ARTICLES[0], title="Harbour ferry", text="The ferry sank.")], archive)
        assert ids(browsed(archive, "bridge")) == ["b"]
        assert ids(browsed(archive, "ferry")) == ["a"]
        archive.remove("b")
        assert ids(browsed(archive, "bridge")) == []
        assert browsed(archive).articles == 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters=FILTERS)
def test_pages_and_counts_hold_what_passes_and_nothing_else(
    archive_of_many: Archive, filters: Filters
) -> None:
    every = [stored.article for stored in archive_of_many.catalog.articles.all()]
    for typed in ("", "bridge"):
        found = browsed(archive_of_many, typed, filters, top_k=100)
        may = [each for each in every if passes(each, filters)]
        assert set(ids(found)) == {each.id for each in may}
        assert found.articles == len(may)
        assert found.undated == sum(each.published is None for each in may)
        others = [each for each in every if passes(each, replace(filters, publishers=()))]
        assert dict(found.counts["publisher"]) == Counter(
            each.publisher or NOT_NAMED for each in others
        )
        anytime = replace(filters, published_from=None, published_to=None)
        assert found.days == Counter(
            as_number(days(each.published).last) if each.published else 0
            for each in every
            if passes(each, anytime)
        )


@pytest.fixture(scope="module")
def archive_of_many(
    somewhere: Callable[[], Path | str], hash_embedder: HashEmbedder
) -> Iterator[Archive]:
    with Archive.create(somewhere(), embedder=hash_embedder) as archive:
        ingest(random_articles(random.Random(3)), archive)
        yield archive
