"""Finding beside llama-index's QueryFusionRetriever: the same passages, the same vectors, one run.

    python -m evals.benchmarks.beside_llama_index FOLDER --work runs/finding

llama-index gets the archive's chunks with their titles as nodes, their vectors in a Chroma
collection, its BM25Retriever (bm25s) and reciprocal rank fusion of the two, 100 of each as
Dateline takes; no language model. Prints a Markdown table for RealTime QA, whose archive stands in
--work (see evals.benchmarks.finding): quality, seconds a question warm, seconds to build.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from evals.benchmarks.finding import MEASURES, Listed, listed_by_dateline, measured
from evals.corpora.archives import archive_of
from evals.corpora.collections import Asked, realtimeqa
from evals.measures.answer_measures import nearest_rank
from index import Archive
from index.models.embedding import Embedder
from qa import QueryEngine

TOP_K = 100
WARM = 10


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="Finding beside llama-index's fusion.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where the archive stands")
    arguments = parser.parse_args()
    collection = realtimeqa(arguments.folder)
    with (
        archive_of(collection, arguments.work) as archive,
        tempfile.TemporaryDirectory() as folder,
    ):
        engine = QueryEngine(archive)
        began = time.perf_counter()
        fusion = fusion_retriever(archive, Path(folder))
        building = time.perf_counter() - began
        systems: dict[str, Callable[[Asked], Listed]] = {
            "QueryFusionRetriever": lambda asked: _listed(fusion, asked),
            "Dateline": lambda asked: listed_by_dateline(engine, asked, None),
        }
        rows = {name: timed(run, collection.asked) for name, run in systems.items()}
    lines = [
        f"**{collection.name}**, {len(collection.asked)} questions, without time; llama-index "
        f"read its nodes in {building:.0f} s",
        "",
        f"| | {' | '.join(MEASURES)} | median s | p95 s |",
        f"| --- |{' --- |' * (len(MEASURES) + 2)}",
    ]
    for name, (values, seconds) in rows.items():
        cells = [f"{mean:.3f}" for mean in values.mean(axis=0)]
        cells += [f"{statistics.median(seconds):.3f}", f"{nearest_rank(seconds, 95):.3f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")


def timed(run: Callable[[Asked], Listed], questions: Sequence[Asked]) -> tuple[Any, list[float]]:
    """The measures of each question, and its seconds but for the first ones."""
    values, seconds = [], []
    for asked in tqdm(questions, leave=False):
        began = time.perf_counter()
        found = run(asked)
        seconds.append(time.perf_counter() - began)
        values.append(measured(asked, found))
    return np.array(values), seconds[WARM:]


def fusion_retriever(archive: Archive, folder: Path) -> Any:  # noqa: ANN401 - llama-index's
    """llama-index's own retriever over the archive's chunks and vectors."""
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = chromadb.PersistentClient(str(folder)).create_collection(
        "nodes", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    store: Any = ChromaVectorStore(chroma_collection=collection)
    nodes: list[Any] = []
    for page in archive.catalog.chunks.vectors():
        chunks = archive.catalog.chunks.by_id(page.ids)
        for chunk_id, vector in zip(page.ids, page.vectors, strict=True):
            chunk, stored = chunks[chunk_id]
            node: Any = TextNode(
                id_=chunk_id,
                text=chunk.text,
                metadata={"title": stored.article.title, "article": chunk.article_id},
                excluded_embed_metadata_keys=["article"],
                embedding=vector.tolist(),
            )
            nodes.append(node)
        store.add(nodes[-len(page.ids) :])
    index = VectorStoreIndex.from_vector_store(store, embed_model=embedding(archive.embedder))
    return QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=TOP_K),
            BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=TOP_K),
        ],
        llm=MockLLM(),
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=TOP_K,
        num_queries=1,
        use_async=False,
    )


def embedding(embedder: Embedder) -> Any:  # noqa: ANN401 - llama-index's
    """The embedder as llama-index has them."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class OwnEmbedding(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in embedder.embed([query])[0]]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_query_embedding(text)

    return OwnEmbedding()


def _listed(retriever: Any, asked: Asked) -> Listed:  # noqa: ANN401 - llama-index's
    nodes = retriever.retrieve(asked.question)
    return Listed(
        tuple(dict.fromkeys(node.metadata["article"] for node in nodes)),
        tuple(node.text for node in nodes[:5]),
    )


if __name__ == "__main__":
    main()
