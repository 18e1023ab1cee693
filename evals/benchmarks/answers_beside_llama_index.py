"""Answers beside llama-index's: one archive, one question set, one embedding model, no LLM.

    python -m evals.benchmarks.answers_beside_llama_index --work runs/beside [--limit N]

Run in the project's folder. The sample articles (seeds/) are indexed under --work, and llama-index
builds its VectorStoreIndex in memory from the same texts with the same model: with its own settings
(chunks of 1,024 tokens, of which the model reads the first 256; the 2 nearest), with the 8 nearest,
and with the 8 nearest of chunks that the model reads whole. As there is no language model, its best
passage, word for word, stands for its answer. It has no conversation, so follow-ups are left out.

Writes a run's folder for each, and prints each one's comparison with Dateline, which comes second.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from evals.adapters import LlamaIndexRetriever
from evals.benchmarks.asking import QUESTIONS, sample
from evals.benchmarks.beside_llama_index import embedding
from evals.corpora.archives import archive_of
from evals.corpora.collections import seeds
from evals.question_sets.questions import Question, read_questions
from evals.reporting.comparison_table import measures_table
from evals.reporting.reports import write_report
from evals.reporting.tables import counted
from evals.runs.comparing import compare
from evals.runs.run import Row, Run
from evals.runs.running import Engine, evaluate
from index import Archive, Article
from index.prose.chunking import OVERLAP_TOKENS
from qa import QueryEngine

OURS = "dateline"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to set llama-index up; `whole` is whether the model reads its chunks whole."""

    name: str
    top_k: int
    whole: bool = False


WAYS = (
    Way("llama-index-2", top_k=2),
    Way("llama-index-8", top_k=8),
    Way("llama-index-8-whole", top_k=8, whole=True),
)


def main() -> None:
    """Reads the command line, asks, compares, prints."""
    parser = argparse.ArgumentParser(description="Answers beside llama-index's.")
    parser.add_argument("--work", type=Path, required=True, help="where archive and runs are put")
    parser.add_argument("--limit", type=int, help="only so many questions")
    arguments = parser.parse_args()
    alone = [each for each in read_questions(QUESTIONS) if not each.history]
    questions = sample(alone, arguments.limit)
    collection = seeds()
    with archive_of(collection, arguments.work) as archive:
        ours = run_of(OURS, QueryEngine(archive), questions, arguments.work)
        for way in WAYS:
            engine = retriever_of(way, collection.articles, archive)
            theirs = run_of(way.name, engine, questions, arguments.work)
            comparison = compare(theirs, ours)
            lengths = [f"{run.overall.sentences:g}" for run in (theirs, ours)]
            title = f"{way.name} (before), {OURS} (after), {counted(comparison.questions)}"
            told = f"sentences of an answer, median: {' and '.join(lengths)}"
            sys.stdout.write(f"{title}\n{told}\n\n{measures_table(comparison)}\n\n")


def run_of(name: str, engine: Engine, questions: list[Question], work: Path) -> Run:
    """The run of the questions, written to a folder of that name.

    Raises:
        RuntimeError: A question raised: it would pass for one that is answered badly.
    """
    with tqdm(total=len(questions), desc=name) as bar:

        def tell(row: Row) -> None:
            if row.error:
                raise RuntimeError(f"The question {row.id} raised {row.error}.")
            bar.update()

        run = evaluate(engine, questions, on_result=tell)
    write_report(run, work / name)
    return run


def retriever_of(way: Way, articles: Iterable[Article], archive: Archive) -> LlamaIndexRetriever:
    """llama-index's retriever over the articles, their titles being metadata."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    embedder = archive.embedder
    usual = SentenceSplitter()
    fitting = SentenceSplitter(
        chunk_size=embedder.max_tokens,
        chunk_overlap=OVERLAP_TOKENS,
        tokenizer=embedder.tokenize,
    )
    index = VectorStoreIndex.from_documents(
        [
            Document(text=each.text, id_=each.id, metadata={"title": each.title})
            for each in articles
        ],
        embed_model=embedding(embedder),
        transformations=[fitting if way.whole else usual],
    )
    return LlamaIndexRetriever(index.as_retriever(similarity_top_k=way.top_k), archive=archive)


if __name__ == "__main__":
    main()
