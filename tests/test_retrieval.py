"""Words and vectors are fused by rank; near copies and the filtered stay out."""

from collections.abc import Iterator
from datetime import date

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from index.vectors import Hit
from qa import Retriever
from qa.questions import analyse
from qa.retrieval import fuse

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


def test_ranks_are_summed_as_reciprocals() -> None:
    fused = fuse([Hit("a", 9.0), Hit("b", 8.0)], [Hit("b", 0.9), Hit("c", 0.1)])
    assert [hit.chunk_id for hit in fused] == ["b", "a", "c"]
    assert fused[0].score == pytest.approx(1 / 62 + 1 / 61)
    assert fused[1].score == pytest.approx(1 / 61)
    assert fused[2].score == pytest.approx(1 / 62)


def test_one_list_alone_keeps_its_order() -> None:
    assert [h.chunk_id for h in fuse([Hit("b", 2.0), Hit("a", 1.0)], [])] == ["b", "a"]


def test_the_right_passage_comes_first_with_its_exact_place(retriever: Retriever) -> None:
    best = retriever.retrieve(analyse("Who saw the whale?"))[0]
    assert best.article_id == "whale"
    article = retriever.archive.article("whale").article
    assert best.text == article.text[best.start : best.end]


def test_a_wire_copy_is_not_shown_twice(retriever: Retriever) -> None:
    found = [p.article_id for p in retriever.retrieve(analyse("When did the harbour close?"))]
    assert len({"harbour", "copy"} & set(found)) == 1


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
