"""Words, vectors and time make one list; one story does not fill it; the filtered stay out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from qa import Retriever
from qa.finding import retrieval
from qa.finding.timeliness import Timing
from qa.questions.analysis import analyse

ARTICLES = [
    Article("harbour", "Harbour closes", "The harbour of Port Vale closed on Monday.", "Gull",
            "2024-03-04"),
    Article("copy", "Harbour closes", "The harbour of Port Vale closed on Monday.", "Tern",
            "2024-03-05"),
    Article("bridge", "Bridge opens", "A bridge over the Vale opened to lorries.", "Gull",
            "2024-04-01"),
    Article("whale", "Whale seen", "Sailors saw a whale near the lighthouse.", "Tern", None),
]  # fmt: skip


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    path = tmp_path_factory.mktemp("retrieval") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        yield Retriever(archive)


def test_the_right_passage_comes_first_with_its_exact_place(retriever: Retriever) -> None:
    best = retriever.retrieve(analyse("Who saw the whale?"))[0]
    assert best.article_id == "whale"
    article = retriever.archive.article("whale").article
    assert best.text == article.text[best.start : best.end]


def test_a_wire_copy_is_not_shown_twice(retriever: Retriever) -> None:
    found = [p.article_id for p in retriever.retrieve(analyse("When did the harbour close?"))]
    assert len({"harbour", "copy"} & set(found)) == 1


def test_a_wire_copy_is_listed_with_the_passage_that_stands_for_it(retriever: Retriever) -> None:
    best = retriever.retrieve(analyse("When did the harbour close?"))[0]
    assert {best.article_id, *(copy.article_id for copy in best.copies)} == {"harbour", "copy"}
    only_gull = Filters(publishers=("Gull",))
    best = retriever.retrieve(analyse("When did the harbour close?"), filters=only_gull)[0]
    assert (best.article_id, best.copies) == ("harbour", ())


def test_nothing_later_than_asked_is_found(retriever: Retriever) -> None:
    filters = Filters(as_of=date(2024, 3, 4))
    found = retriever.retrieve(analyse("harbour bridge whale"), filters=filters)
    assert {p.article_id for p in found} == {"harbour", "whale"}


def test_at_most_top_k_come_back_best_first(retriever: Retriever) -> None:
    found = retriever.retrieve(analyse("Vale harbour bridge lorries whale"), top_k=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score


@pytest.mark.parametrize("query", ['"', "what's (NEAR", "AND OR NOT", "*", "🐋 -- ''", "a" * 500])
def test_no_text_of_a_query_is_syntax(retriever: Retriever, query: str) -> None:
    retriever.retrieve(analyse(query))


LONG = " ".join(f"The harbour of Port Vale counted {n} ships on day {n}." for n in range(200))


def test_one_long_article_leaves_room_for_others(tmp_path: Path) -> None:
    short = Article("short", "Ships", "The harbour at Vale Bay saw ships counted daily.", "Gull")
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest([Article("long", "Ships at Port Vale harbour", LONG, "Gull"), short], archive)
        found = Retriever(archive).retrieve(analyse("How many ships did Port Vale harbour count?"))
    assert found[0].article_id == "long"
    assert "short" in [passage.article_id for passage in found]


@pytest.mark.parametrize(
    ("timing", "first"),
    [
        (Timing(), "match"),
        (Timing(100.0), "new"),
        (Timing(100.0, date(2019, 6, 1)), "match"),
    ],
)
def test_the_timely_article_gains_by_what_days_are_worth(
    tmp_path: Path, timing: Timing, first: str
) -> None:
    articles = [
        Article("match", "Ferry", "The ferry to Vale sank off the cape.", None, "2019-01-01"),
        Article("new", "Ferry", "A ferry ran aground.", None, "2024-01-01"),
        Article("undated", "Ferry", "A ferry was painted.", None, None),
    ]
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest(articles, archive)
        found = Retriever(archive).retrieve(analyse("Which ferry to Vale sank?"), timing=timing)
    assert found[0].article_id == first
    assert {passage.article_id for passage in found} == {"match", "new", "undated"}


def test_a_question_of_common_words_finds_by_its_rarest(retriever: Retriever) -> None:
    question = analyse("harbour Vale Monday")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retrieval, "WORD_ROWS", 2)
        assert retriever.finding(question) == ["harbour"]
        patch.setattr(retrieval, "WORD_ROWS", 0)
        assert len(retriever.finding(question)) == 1
    assert set(retriever.finding(question)) == {"harbour", "vale", "mondai"}


def test_an_article_that_bears_only_a_year_is_not_the_newest_of_it(tmp_path: Path) -> None:
    articles = [
        Article("year", "Ferry", "The ferry to Vale sank.", None, "2024"),
        Article("may", "Ferry", "The ferry to Vale sank.  Divers came.", None, "2024-05-01"),
    ]
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest(articles, archive)
        found = Retriever(archive).retrieve(analyse("Which ferry sank?"), timing=Timing(100.0))
    assert found[0].article_id == "may"
