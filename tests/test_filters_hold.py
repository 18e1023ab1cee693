"""No hit, passage or citation ever breaks the filters, whatever they are."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Archive, Article, Filters, ingest
from index.dates import days
from index.naming.claims import NOT_NAMED
from qa import QueryEngine
from qa.questions.analysis import analyse

pytestmark = pytest.mark.usefixtures("store_is_searched")

PUBLISHERS = (None, "Fellmouth Courier", "Obelisk Herald", "O'Brien's \"Post\"", "新华社")
SECTIONS = (None, "World", "Sport")
DATES = (None, "2021", "2022", "2022-03", "2022-03-09", "2022-04", "2023-01-01", "2023-12", "2024")
NAMES = ("Quill", "Hart", "Pell", "Reed", "Marsh", "Winters")
SIZE = 60
QUESTION = "Who opened the harbour bridge?"

SOME_DAY = st.none() | st.dates(date(2020, 12, 1), date(2025, 1, 31))
FILTERS = st.builds(
    Filters,
    publishers=st.lists(st.sampled_from((NOT_NAMED, *PUBLISHERS[1:])), max_size=2, unique=True).map(
        tuple
    ),
    sections=st.lists(st.sampled_from((NOT_NAMED, *SECTIONS[1:])), max_size=1).map(tuple),
    article_ids=st.lists(
        st.integers(0, SIZE - 1).map(lambda n: f"a{n:02}"), max_size=20, unique=True
    ).map(tuple),
    published_from=SOME_DAY,
    published_to=SOME_DAY,
    as_of=SOME_DAY,
    undated=st.booleans(),
)


@pytest.fixture(scope="module", params=[1, 2])
def engine(
    request: pytest.FixtureRequest,
    somewhere: Callable[[], Path | str],
    hash_embedder: HashEmbedder,
) -> Iterator[QueryEngine]:
    with Archive.create(somewhere(), embedder=hash_embedder) as archive:
        ingest(random_articles(random.Random(request.param)), archive)
        yield QueryEngine(archive)


def random_articles(chance: random.Random) -> list[Article]:
    return [
        Article(
            id=f"a{n:02}",
            title=f"Report {n}",
            text=f"The harbour bridge was opened by {chance.choice(NAMES)} as number {n}.",
            publisher=chance.choice(PUBLISHERS),
            section=chance.choice(SECTIONS),
            published=chance.choice(DATES),
        )
        for n in range(SIZE)
    ]


def passes(article: Article, filters: Filters) -> bool:
    """What the attributes of `Filters` say, word for word."""
    if filters.publishers and (article.publisher or NOT_NAMED) not in filters.publishers:
        return False
    if filters.sections and (article.section or NOT_NAMED) not in filters.sections:
        return False
    if filters.article_ids and article.id not in filters.article_ids:
        return False
    if article.published is None:
        return filters.undated or not (filters.published_from or filters.published_to)
    last = days(article.published).last
    return (
        (filters.published_from is None or last >= filters.published_from)
        and (filters.published_to is None or last <= filters.published_to)
        and (filters.as_of is None or last <= filters.as_of)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters=FILTERS)
def test_no_hit_and_no_passage_breaks_the_filters(engine: QueryEngine, filters: Filters) -> None:
    archive = engine.archive
    may = {s.article.id for s in archive.catalog.articles.all() if passes(s.article, filters)}
    by_words = archive.catalog.chunks.search_words(
        ["bridg", "harbour"], filters=filters, top_k=SIZE
    )
    by_vectors = archive.search_vectors(QUESTION, filters=filters, top_k=SIZE)
    for hits in (by_words, by_vectors):
        found = archive.catalog.chunks.by_id([hit.chunk_id for hit in hits])
        assert {stored.article.id for _, stored in found.values()} == may
    passages = engine.retriever.retrieve(analyse(QUESTION), filters=filters, top_k=SIZE)
    assert {passage.article_id for passage in passages} <= may
    assert bool(passages) == bool(may)
    assert archive.stats(filters).articles == len(may)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters=FILTERS)
def test_no_citation_of_an_answer_breaks_the_filters(engine: QueryEngine, filters: Filters) -> None:
    first, last = filters.published_from, filters.published_to
    if first and last and first > last:
        filters = Filters(published_from=last, published_to=first)
    known = engine.archive.catalog.articles.all(Filters(as_of=filters.as_of))
    spelled = [stored.article for stored in known]
    filters = Filters(
        # Names of what was published later are refused, see test_filters.
        publishers=tuple(
            p for p in filters.publishers if any((a.publisher or NOT_NAMED) == p for a in spelled)
        ),
        sections=tuple(
            s for s in filters.sections if any((a.section or NOT_NAMED) == s for a in spelled)
        ),
        article_ids=tuple(i for i in filters.article_ids if any(a.id == i for a in spelled)),
        published_from=filters.published_from,
        published_to=filters.published_to,
        as_of=filters.as_of,
        undated=filters.undated,
    )
    may = {
        s.article.id for s in engine.archive.catalog.articles.all() if passes(s.article, filters)
    }
    for question in (QUESTION, "How many articles mention the harbour bridge?"):
        answer = engine.query(question, filters=filters)
        assert {citation.article_id for citation in answer.citations} <= may
        assert {passage.article_id for passage in answer.passages} <= may
        assert {listed.article_id for listed in answer.listed} <= may
        assert answer.searched.articles == len(may)


def test_the_worst_ranked_article_is_found_when_it_alone_passes(
    tmp_path_factory: pytest.TempPathFactory, hash_embedder: HashEmbedder
) -> None:
    many = [
        Article(f"m{n:03}", f"Bridge {n}", f"The harbour bridge opened, number {n}.", "Courier")
        for n in range(150)
    ]
    text = "Gardens, ponds, orchards, meadows and lanes fill a valley far from any bridge. " * 3
    worst = Article("worst", "Valley", text, "Herald", "2023-05", section="Travel")
    path = tmp_path_factory.mktemp("worst") / "archive"
    with Archive.create(path, embedder=hash_embedder) as archive:
        ingest([*many, worst], archive)
        stems, question = ["harbour", "bridg"], "harbour bridge opened"
        hits = archive.catalog.chunks.search_words(stems, top_k=200)
        assert hits[-1].chunk_id == archive.search_vectors(question, top_k=200)[-1].chunk_id
        assert (
            archive.catalog.chunks.by_id([hits[-1].chunk_id])[hits[-1].chunk_id][0].article_id
            == "worst"
        )
        vector = hash_embedder.embed([question])[0]
        for filters in (
            Filters(publishers=("Herald",)),
            Filters(sections=("Travel",)),
            Filters(article_ids=("worst",)),
            Filters(published_from=date(2023, 5, 1), published_to=date(2023, 5, 31)),
        ):
            expected = [hits[-1].chunk_id]
            for found in (
                archive.catalog.chunks.search_words(stems, filters=filters, top_k=1),
                archive.search_vectors(question, filters=filters, top_k=1),
                archive.catalog.chunks.search_vectors(vector, filters, 1),
                QueryEngine(archive).retriever.retrieve(
                    analyse(question), filters=filters, top_k=1
                ),
            ):
                assert [each.chunk_id for each in found] == expected
