"""How well the reader reads, with the right paragraph given.

    python -m evals.benchmarks.reading FOLDER

FOLDER holds `measure-nyt.json.gz` and `measure-squad2.json.gz`. Prints JSON: exact match and
token F1 on the first (SQuAD's definition, answers always given), and on the second the area under
the ROC curve of answerable against unanswerable questions by the reader's best log-odds; then
the median and 95th percentile of seconds for eight passages of about 200 tokens, of the reader and,
in turn with it, of the archive's embedding model for the same eight with the question before each.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sklearn.metrics import roc_auc_score

from evals.importing.squad import Paragraph, read_squad
from evals.measures.answer_measures import exact_match, nearest_rank, token_f1
from index.embedding import SentenceTransformerEmbedder
from qa.reading.reader import SpanReader

TIMED = 40
WARM = 3


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How well and how fast the reader reads.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    reader = SpanReader()
    nyt = read_squad(folder / "measure-nyt.json.gz")
    squad2 = read_squad(folder / "measure-squad2.json.gz")
    result = {
        "measure-nyt": spans(reader, nyt),
        "measure-squad2": refusal(reader, squad2),
        "eight passages": seconds(reader, nyt),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def spans(reader: SpanReader, paragraphs: list[Paragraph]) -> dict[str, float]:
    """Mean exact match and F1 of the best span, whatever the score for no answer."""
    matches, overlaps = [], []
    for paragraph in paragraphs:
        for asked in paragraph.asked:
            best = reader.read(asked.question, [paragraph.text])[0].spans[0]
            said = paragraph.text[best.start : best.end]
            matches.append(exact_match(said, asked.answers))
            overlaps.append(token_f1(said, asked.answers))
    return {
        "questions": len(matches),
        "exact match": round(statistics.fmean(matches), 4),
        "F1": round(statistics.fmean(overlaps), 4),
    }


def refusal(reader: SpanReader, paragraphs: list[Paragraph]) -> dict[str, float]:
    """The area under the ROC curve of questions with an answer against those without."""
    answerable, scores = [], []
    for paragraph in paragraphs:
        for asked in paragraph.asked:
            answerable.append(bool(asked.answers))
            scores.append(reader.read(asked.question, [paragraph.text])[0].best)
    return {
        "questions": len(scores),
        "answerable": sum(answerable),
        "area under ROC": round(float(roc_auc_score(answerable, scores)), 4),
    }


def seconds(reader: SpanReader, paragraphs: list[Paragraph]) -> dict[str, Any]:
    """Seconds for eight passages of some 200 tokens and a question: reading and embedding them."""
    embedder = SentenceTransformerEmbedder()
    reading, embedding, tokens = [], [], []
    for n in range(WARM + TIMED):
        question, passages = passages_of(paragraphs, n)
        texts = [f"{question} {passage}" for passage in passages]
        reading.append(taken(partial(reader.read, question, passages)))
        embedding.append(taken(partial(embedder.embed, texts)))
        tokens += [len(embedder.tokenize(text)) for text in texts]
    read, embedded = reading[WARM:], embedding[WARM:]
    return {
        "tokens of a passage with its question, median": statistics.median(tokens),
        "reader": _times(read),
        "embedding model": _times(embedded),
        "reader's median over the embedding model's": round(
            statistics.median(read) / statistics.median(embedded), 2
        ),
    }


def passages_of(paragraphs: list[Paragraph], n: int) -> tuple[str, list[str]]:
    """A question and eight passages of 150 words, some 200 tokens; others for each `n`."""
    words = " ".join(paragraph.text for paragraph in paragraphs).split()
    cuts = [" ".join(words[first : first + 150]) for first in range(0, len(words), 150)]
    return paragraphs[n].asked[0].question, cuts[n * 8 : n * 8 + 8]


def taken(run: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _times(times: Sequence[float]) -> dict[str, float]:
    return {
        "median seconds": round(statistics.median(times), 4),
        "p95 seconds": round(nearest_rank(times, 95), 4),
    }


if __name__ == "__main__":
    main()
