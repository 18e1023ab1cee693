"""How well the two readers read, with the right paragraph given.

    python -m evals.benchmarks.reading FOLDER

FOLDER holds `measure-nyt.json.gz` and `measure-squad2.json.gz`. Prints JSON: exact match and
token F1 on the first (SQuAD's definition, answers always given), and on the second the area under
the ROC curve of answerable against unanswerable questions by the reader's best log-odds; then
the median and 95th percentile of seconds for eight passages of about 200 tokens, of either reader
and, in turn with them, of the archive's embedding model for the same eight with the question before
each.
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
from index.models.embedding import SentenceTransformerEmbedder
from qa.reading.reader import Reader, Readers

TIMED = 40
WARM = 3


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How well and how fast the reader reads.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    readers = Readers()
    nyt = read_squad(folder / "measure-nyt.json.gz")
    squad2 = read_squad(folder / "measure-squad2.json.gz")
    result = {
        "strong": {
            "measure-nyt": spans(readers.strong, nyt),
            "measure-squad2": refusal(readers.strong, squad2),
        },
        "fast": {
            "measure-nyt": spans(readers.fast, nyt),
            "measure-squad2": refusal(readers.fast, squad2),
        },
        "eight passages": seconds(readers, nyt),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def spans(reader: Reader, paragraphs: list[Paragraph]) -> dict[str, float]:
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


def refusal(reader: Reader, paragraphs: list[Paragraph]) -> dict[str, float]:
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


def seconds(readers: Readers, paragraphs: list[Paragraph]) -> dict[str, Any]:
    """Seconds for eight passages of some 200 tokens and a question: reading and embedding them."""
    embedder = SentenceTransformerEmbedder()
    fast, strong, embedding, tokens = [], [], [], []
    for n in range(WARM + TIMED):
        question, passages = passages_of(paragraphs, n)
        texts = [f"{question} {passage}" for passage in passages]
        fast.append(taken(partial(readers.fast.read, question, passages)))
        strong.append(taken(partial(readers.strong.read, question, passages)))
        embedding.append(taken(partial(embedder.embed, texts)))
        tokens += [len(embedder.tokenize(text)) for text in texts]
    return {
        "tokens of a passage with its question, median": statistics.median(tokens),
        "fast": _times(fast[WARM:]),
        "strong": _times(strong[WARM:]),
        "embedding model": _times(embedding[WARM:]),
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
