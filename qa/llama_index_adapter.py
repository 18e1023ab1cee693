"""Dateline as a llama-index retriever and query engine.

    from qa.llama_index_adapter import DatelineQueryEngine
    response = DatelineQueryEngine(engine).query("Who met whom?")
    response = await DatelineQueryEngine(engine, streaming=True).aquery("Who met whom?")

Not imported by `qa` itself, for llama-index takes seconds to import.
"""

import os
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from datetime import date
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import (
    RESPONSE_TYPE,
    AsyncStreamingResponse,
    Response,
    StreamingResponse,
)
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index import Filters
from index.resolving import resolved
from qa.answers import Answer
from qa.async_engine import AsyncQueryEngine
from qa.engine import TOP_K, QueryEngine
from qa.finding.retrieval import Retriever
from qa.passages import Citation, Passage
from qa.pieces import Pieces
from qa.questions.analysis import analyse


class DatelineRetriever(BaseRetriever):
    """Dateline's passages as nodes; metadata holds the article, the node its exact offsets."""

    def __init__(
        self, retriever: Retriever, *, filters: Filters | None = None, top_k: int = TOP_K
    ) -> None:
        """Takes what finds passages, and limits on what may be found.

        Names in `filters` that the archive does not hold are an error when it is asked; see
        `index.resolving.resolved`.
        """
        self._retriever = retriever
        self._filters = filters
        self._top_k = top_k
        self._threads = CapacityLimiter(max(1, os.cpu_count() or 1))
        super().__init__(callback_manager=CallbackManager([]))

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        filters = resolved(self._filters or Filters(), self._retriever.archive)
        passages = self._retriever.retrieve(
            analyse(query_bundle.query_str), filters=filters, top_k=self._top_k
        )
        return [_passage_node(passage) for passage in passages]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await run_sync(self._retrieve, query_bundle, limiter=self._threads)


class DatelineQueryEngine(BaseQueryEngine):
    """Dateline's answers as responses: source nodes are the quotes, in citation order.

    A response reads as `Answer.text` does: the short answer on a line of its own, where there is
    one, then the sentences. Its metadata hold `answered`, `short` (the words that answer, or
    None), `confidence` (0 to 1, or None), `evidence` (what several articles say, each with its
    citation, or None) and `answer`, the whole as `Answer.to_dict` gives it.
    """

    def __init__(
        self,
        engine: QueryEngine,
        *,
        filters: Filters | None = None,
        as_of: date | None = None,
        streaming: bool = False,
    ) -> None:
        """Takes the engine that answers, and what `QueryEngine.query` takes with each question.

        With `streaming` a response comes in pieces (`StreamingResponse`, `AsyncStreamingResponse`);
        its source nodes and metadata are filled in once the last piece has come.
        """
        self._engine = engine
        self._awaited = AsyncQueryEngine(engine)
        self._filters = filters
        self._as_of = as_of
        self._streaming = streaming
        super().__init__(callback_manager=CallbackManager([]))

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        question = query_bundle.query_str
        if not self._streaming:
            answer = self._engine.query(question, as_of=self._as_of, filters=self._filters)
            return Response(answer.text, _sources(answer), _metadata(answer))
        self._engine.limits(self._filters, self._as_of)  # what is wrong with them is said at once
        response = StreamingResponse(response_gen=_no_pieces(), metadata={})
        response.response_gen = self._told(question, response)
        return response

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        question = query_bundle.query_str
        if not self._streaming:
            answer = await self._awaited.query(question, as_of=self._as_of, filters=self._filters)
            return Response(answer.text, _sources(answer), _metadata(answer))
        await run_sync(self._engine.limits, self._filters, self._as_of)
        response = AsyncStreamingResponse(response_gen=_no_pieces_yet(), metadata={})
        response.response_gen = self._atold(question, response)
        return response

    def _told(self, question: str, response: StreamingResponse) -> Generator[str, None, None]:
        pieces = Pieces()
        for answer in self._engine.stream(question, as_of=self._as_of, filters=self._filters):
            if piece := pieces.of(answer):
                yield piece
        _fill(response, answer)

    async def _atold(
        self, question: str, response: AsyncStreamingResponse
    ) -> AsyncGenerator[str, None]:
        pieces = Pieces()
        async with aclosing(
            self._awaited.stream(question, as_of=self._as_of, filters=self._filters)
        ) as answers:
            async for answer in answers:
                if piece := pieces.of(answer):
                    yield piece
        _fill(response, answer)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _no_pieces() -> Generator[str, None, None]:
    yield from ()


async def _no_pieces_yet() -> AsyncGenerator[str, None]:
    return
    yield


def _fill(response: StreamingResponse | AsyncStreamingResponse, answer: Answer) -> None:
    response.source_nodes.extend(_sources(answer))
    assert response.metadata is not None
    response.metadata.update(_metadata(answer))


def _sources(answer: Answer) -> list[NodeWithScore]:
    return [_citation_node(citation) for citation in answer.citations]


def _metadata(answer: Answer) -> dict[str, Any]:
    whole = answer.to_dict()
    return {
        "answered": answer.answered,
        "short": answer.short.text if answer.short else None,
        "confidence": answer.confidence,
        "evidence": whole["evidence"],
        "answer": whole,
    }


def _passage_node(passage: Passage) -> NodeWithScore:
    node = _node(passage.chunk_id, passage.text, passage)
    return NodeWithScore(node=node, score=passage.score)


def _citation_node(citation: Citation) -> NodeWithScore:
    node_id = f"{citation.article_id}#{citation.start}-{citation.end}"
    return NodeWithScore(node=_node(node_id, citation.quote, citation), score=None)


def _node(node_id: str, text: str, of: Passage | Citation) -> TextNode:
    metadata: dict[str, Any] = {
        "article_id": of.article_id,
        "title": of.title,
        "publisher": of.publisher,
        "publisher_claimed": of.publisher_claimed,
        "published": of.published,
        "url": of.url,
        "section": of.section,
        "kind": of.kind,
    }
    return TextNode(
        id_=node_id,
        text=text,
        metadata=metadata,
        start_char_idx=of.start,
        end_char_idx=of.end,
    )
