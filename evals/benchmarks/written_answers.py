"""What a language model adds to the archive's own sentences, and what the check of it is worth.

    python -m evals.benchmarks.written_answers --llm NAME --work W [--limit N] [--top-k K]

Run in the project's folder. Its question set is asked of three systems over the same passages:
`extractive`; `written`, where the model writes and each sentence is held to the words it cites; and
`unchecked`, where what the same model wrote is shown as it is, each sentence citing the whole of
the passages that it names, as other systems do. Both ask the model only where the reader finds an
answer. What the model says is kept in --work, so that it is asked once; a second run compares anew
and takes a minute.

Writes a run's folder for each, and prints, for each of the model's two, its comparison with
`extractive`, then `written` beside `unchecked`, how many sentences were left out, and the seconds.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from evals.benchmarks.answers_beside_llama_index import run_of
from evals.benchmarks.asking import QUESTIONS, sample
from evals.benchmarks.recorded_model import RecordedModel
from evals.benchmarks.wrong_citations import WRITTEN
from evals.corpora.archives import archive_of
from evals.corpora.collections import seeds
from evals.question_sets.questions import read_questions
from evals.reporting.comparison_table import measures_table
from evals.runs.comparing import compare
from evals.runs.rows import Row
from evals.runs.run import Run
from index import Span
from qa import Passage, QueryEngine
from qa.citations import Draft, DraftSentence, Quote
from qa.markers import marked_sentences
from qa.models.llm import language_model
from qa.models.model_stream import Limits, stream_text
from qa.models.model_text import refuses, said_aloud
from qa.questions.analysis import Question
from qa.writing.answerer import Answerer
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.fitting import fitted
from qa.writing.generative import GenerativeAnswerer

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

LIMITS = Limits(first_s=500.0, pause_s=200.0, whole_s=900.0)


def main() -> None:
    """Reads the command line, asks, compares, prints."""
    parser = argparse.ArgumentParser(description="What a language model adds.")
    parser.add_argument("--llm", required=True, help="as `dateline ask --llm` takes it")
    parser.add_argument("--work", type=Path, required=True, help="where archive and runs are put")
    parser.add_argument("--limit", type=int, help="only so many questions")
    parser.add_argument("--top-k", type=int, default=8, help="passages read (default: 8)")
    arguments = parser.parse_args()
    alone = [each for each in read_questions(QUESTIONS) if not each.history]
    questions = sample(alone, arguments.limit)
    arguments.work.mkdir(parents=True, exist_ok=True)
    recorded = RecordedModel(language_model(arguments.llm), arguments.work / "said.jsonl")
    llm = cast("LLM", recorded)
    with archive_of(seeds(), arguments.work) as archive:
        extractive = ExtractiveAnswerer()
        runs: dict[str, Run] = {}
        answerers: dict[str, Answerer] = {
            "extractive": extractive,
            "written": GenerativeAnswerer(llm, extractive, LIMITS),
            "unchecked": Unchecked(llm, extractive),
        }
        for name, answerer in answerers.items():
            engine = QueryEngine(
                archive,
                answerer=answerer,
                top_k=arguments.top_k,
                keep_unsupported=name == "unchecked",
            )
            runs[name] = run_of(name, engine, questions, arguments.work)
    for before, after in (
        ("extractive", "written"),
        ("extractive", "unchecked"),
        ("unchecked", "written"),
    ):
        table = measures_table(compare(runs[before], runs[after]))
        sys.stdout.write(f"{before} (before), {after} (after)\n\n{table}\n\n")
    json.dump(figures(runs["written"], runs["unchecked"], recorded.seconds), sys.stdout, indent=2)
    sys.stdout.write("\n")


class Unchecked:
    """What a model writes, as it is: a sentence cites the whole of each passage that it names."""

    def __init__(self, llm: "LLM", gate: Answerer) -> None:
        """Takes the model, and what tells whether there is an answer."""
        self._llm = llm
        self._gate = gate

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """All that it wrote; nothing where it refuses."""
        extracted = [Draft(), *self._gate.answer(question, passages)][-1]
        if not extracted.sentences:
            return
        messages, shown = fitted(self._llm, question.text, passages)
        text = said_aloud(stream_text(self._llm, messages, LIMITS))
        sentences = tuple(
            DraftSentence(
                each.text,
                tuple(_whole(shown[n - 1]) for n in each.numbers if 1 <= n <= len(shown)),
            )
            for each in marked_sentences(text)
        )
        if sentences and not refuses(sentences[0].text):
            yield Draft(sentences, confidence=extracted.confidence, model=self._llm.class_name())


def figures(written: Run, unchecked: Run, seconds: Sequence[float]) -> dict[str, object]:
    """What became of the model's sentences."""
    rows = [row for row in unchecked.rows if row.answered]
    sentences = [n for row in rows for n in row.markers]
    by_model = [row for row in written.rows if row.model]
    removed = sum(len(row.withheld) for row in written.rows)
    return {
        "questions": len(written.rows),
        "answers that the model wrote": len([row for row in by_model if row.answered]),
        "refusals of the model": len([row for row in by_model if not row.answered]),
        "nothing left, the archive's own instead": sum(
            bool(row.withheld) and row.model is None for row in written.rows
        ),
        "sentences kept": sum(len(row.sentences) for row in by_model),
        "of them, in evals/sets/written.jsonl": judged(by_model),
        "sentences left out": removed,
        "sentences as the model wrote them": len(sentences),
        "of them with no citation that there is": sum(not marked for marked in sentences),
        "notes": sorted({row.note for row in written.rows if row.note})[:10],
        "model's seconds, median": round(median(seconds), 1) if seconds else None,
    }


def judged(rows: Sequence[Row]) -> dict[str, int]:
    """How many of the sentences shown a reader found true and false, as far as they were judged."""
    read = map(json.loads, WRITTEN.read_text(encoding="utf-8").splitlines())
    known = {(each["question"], each["sentence"]): each["borne_out"] for each in read}
    found = Counter(known.get((row.question, text)) for row in rows for text in row.sentences)
    return {"true": found[True], "false": found[False], "not judged": found[None]}


def _whole(passage: Passage) -> Quote:
    return Quote.of(passage, Span(0, len(passage.text)))


if __name__ == "__main__":
    main()
