"""Dateline behind llama-index's own interfaces."""

import asyncio

import pytest
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever

from index import Filters
from index.errors import FilterError
from qa import QueryEngine
from qa.llama_index_adapter import DatelineQueryEngine, DatelineRetriever

QUESTION = "Who is Zhao Sheng?"


def test_nodes_are_the_passages_with_exact_offsets(seeds_engine: QueryEngine) -> None:
    retriever = DatelineRetriever(seeds_engine.retriever, top_k=3)
    assert isinstance(retriever, BaseRetriever)
    nodes = retriever.retrieve(QUESTION)
    assert len(nodes) == 3
    for found in nodes:
        article = seeds_engine.archive.article(found.node.metadata["article_id"]).article
        start, end = found.node.start_char_idx, found.node.end_char_idx
        assert article.text[start:end] == found.node.get_content()
    assert [n.score for n in nodes] == sorted((n.score for n in nodes), reverse=True)


def test_a_response_is_the_engine_s_answer_with_its_quotes_as_sources(
    seeds_engine: QueryEngine,
) -> None:
    answer = seeds_engine.query(QUESTION)
    engine = DatelineQueryEngine(seeds_engine)
    assert isinstance(engine, BaseQueryEngine)
    response = engine.query(QUESTION)
    assert str(response) == answer.text
    assert [n.node.get_content() for n in response.source_nodes] == [
        c.quote for c in answer.citations
    ]
    assert response.metadata["answer"] == answer.to_dict()
    assert response.metadata["answered"] is True
    assert response.metadata["confidence"] == answer.confidence


def test_the_words_that_answer_and_what_others_say_are_in_a_response_s_metadata(
    seeds_engine: QueryEngine,
) -> None:
    question = "Who did Wang Yi meet in Dushanbe?"
    answer = seeds_engine.query(question)
    response = DatelineQueryEngine(seeds_engine).query(question)
    assert answer.short is not None
    assert response.metadata["short"] == answer.short.text
    assert str(response).startswith(f"{answer.short.text} [1]\n")
    assert response.metadata["evidence"] == answer.to_dict()["evidence"]
    refusal = DatelineQueryEngine(seeds_engine).query("Which spices belong in a biryani?")
    assert refusal.metadata["short"] is None and refusal.metadata["evidence"] is None


def test_both_keep_to_filters_and_take_names_as_people_write_them(
    seeds_engine: QueryEngine,
) -> None:
    filters = Filters(publishers=("khaama press",))
    nodes = DatelineRetriever(seeds_engine.retriever, filters=filters).retrieve(QUESTION)
    assert {found.node.metadata["publisher"] for found in nodes} == {"Khaama Press"}
    response = DatelineQueryEngine(seeds_engine, filters=filters).query(QUESTION)
    assert response.metadata["answer"]["searched"]["publishers"] == ["Khaama Press"]
    unknown = Filters(publishers=("Khaama",))
    for ask in (
        DatelineRetriever(seeds_engine.retriever, filters=unknown).retrieve,
        DatelineQueryEngine(seeds_engine, filters=unknown).query,
    ):
        with pytest.raises(FilterError, match="did you mean 'Khaama Press'"):
            ask(QUESTION)


def test_it_can_be_awaited(seeds_engine: QueryEngine) -> None:
    response = asyncio.run(DatelineQueryEngine(seeds_engine).aquery(QUESTION))
    assert str(response) == seeds_engine.query(QUESTION).text
