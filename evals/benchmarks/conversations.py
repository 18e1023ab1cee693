"""Follow-ups: how well their articles are found, and which of them are answered.

    python -m evals.benchmarks.conversations FOLDER/chat --work W [--llm NAME] [--limit N]

FOLDER/chat holds MTRAG-UN (IBM, Apache-2.0, https://github.com/IBM/mt-rag-benchmark): of each
conversation one turn, what was said before it, and the passages that its annotators answered it
from. The passages of all turns, each an article of its own, make one archive under --work. A turn
is found by its last question alone, by the question as the rules of `qa.questions.rewriting` make
it stand alone and, with --llm, as the model does; and it is answered as the rules make it stand
alone, in the archive's own sentences, and, with --llm, as the model does, in the model's words.

Prints JSON. Of turns with a history, R@8: which share of its passages is among the first 8 articles
found. Of each kind of turn, the share answered, and answered with one of its own passages cited;
the kinds are the annotators', and say nothing of what other turns' passages may answer. Intervals
are the bootstrap's, 95 %, over turns, each of another conversation. What the model says is kept in
--work, and so is each turn's outcome.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, cast

from tqdm import tqdm

from evals.benchmarks.asking import sample
from evals.benchmarks.finding import LISTED
from evals.benchmarks.overheard import Overheard
from evals.benchmarks.spoken import FILE, Spoken, conversations
from evals.benchmarks.written_answers import LIMITS
from evals.corpora.archives import archive_of
from evals.measures.significance import interval
from index import Archive
from qa import QueryEngine, Turn
from qa.engine import TOP_K
from qa.models.llm import language_model
from qa.questions.model_rewriting import ModelRewriter
from qa.questions.rewriting import standalone
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.generative import GenerativeAnswerer

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

FOUND = 8
ALONE, RULES, MODEL = "the question alone", "by rules", "by the model"
KINDS = ("ANSWERABLE", "PARTIAL", "UNDERSPECIFIED", "UNANSWERABLE")

Rewriting = Callable[[str, Sequence[Turn]], str]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of making a question stand alone, what searches for it, and whether it answers."""

    name: str
    rewrite: Rewriting
    engine: QueryEngine
    answers: bool = True


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What became of a turn in one way of making it stand alone.

    Attributes:
        spoken: The turn.
        way: How it was made to stand alone.
        asked: The question that was searched.
        thrown_away: Whether what the model wrote was no question, so that the rules made it.
        recall: R@8 of its articles; None where there are none.
        answer: Its text; None where it was refused, or not to be answered in this way.
        cites: Whether the answer cites one of its articles.
        by_model: Whether the answer's sentences are a model's.
        left_out: How many sentences of the model were left out.
        note: What a reader is told of how the answer came about.
    """

    spoken: Spoken
    way: str
    asked: str
    thrown_away: bool
    recall: float | None
    answer: str | None
    cites: bool
    by_model: bool
    left_out: int
    note: str | None


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="Follow-ups: found, and answered.")
    parser.add_argument("folder", type=Path, help=f"holds {FILE}")
    parser.add_argument("--work", type=Path, required=True, help="where the archive is made")
    parser.add_argument("--llm", help="as `dateline ask --llm` takes it")
    parser.add_argument("--limit", type=int, help="only so many turns")
    parser.add_argument("--top-k", type=int, default=TOP_K, help="passages read (default: 8)")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    model = None
    if arguments.llm:
        model = Overheard(language_model(arguments.llm), arguments.work / "said.jsonl")
    collection, turns = conversations(arguments.folder)
    turns = sample(turns, arguments.limit)
    with archive_of(collection, arguments.work) as archive:
        ways = ways_of(archive, model, arguments.top_k)
        said = [said_of(each, way, model) for each in tqdm(turns) for way in ways]
    rows = (json.dumps(_row(each), ensure_ascii=False) + "\n" for each in said)
    (arguments.work / "turns.jsonl").write_text("".join(rows), encoding="utf-8")
    result = {"articles": len(collection.articles), "turns": len(turns), **figures(said)}
    if model and model.seconds:
        result["model's seconds, median"] = round(median(model.seconds), 1)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def ways_of(archive: Archive, model: Overheard | None, top_k: int) -> list[Way]:
    """The question alone, the rules, and, where there is one, the model."""
    extractive = ExtractiveAnswerer()
    engine = QueryEngine(archive, answerer=extractive, top_k=top_k)
    ways = [
        Way(ALONE, lambda question, _: question, engine, answers=False),
        Way(RULES, standalone, engine),
    ]
    if model:
        llm = cast("LLM", model)
        writing = GenerativeAnswerer(llm, extractive, LIMITS)
        engine = QueryEngine(archive, answerer=writing, top_k=top_k)
        ways.append(Way(MODEL, ModelRewriter(llm, LIMITS), engine))
    return ways


def said_of(spoken: Spoken, way: Way, model: Overheard | None) -> TurnResult:
    """Asks a turn in one way."""
    if model:
        model.forget()
    asked = way.rewrite(spoken.question, spoken.history)
    lines = [line for line in model.said.splitlines() if line.strip()] if model else []
    found = way.engine.retrieve(asked, top_k=LISTED)
    first = list(dict.fromkeys(each.article_id for each in found))[:FOUND]
    answer = way.engine.query(asked) if way.answers else None
    answered = answer is not None and answer.answered
    return TurnResult(
        spoken=spoken,
        way=way.name,
        asked=asked,
        thrown_away=bool(way.name == MODEL and spoken.history and not is_models_line(asked, lines)),
        recall=len(spoken.gold & set(first)) / len(spoken.gold) if spoken.gold else None,
        answer=answer.text if answer and answered else None,
        cites=bool(answer and spoken.gold & {each.article_id for each in answer.citations}),
        by_model=bool(answer and answer.model),
        left_out=len(answer.withheld) if answer else 0,
        note=answer.note if answer else None,
    )


def is_models_line(asked: str, lines: Sequence[str]) -> bool:
    """Whether a question is the one line that a model wrote, and not the rules'."""
    return len(lines) == 1 and asked in " ".join(lines[0].split())


def figures(said: Sequence[TurnResult]) -> dict[str, Any]:
    """The figures of all ways that were asked in."""
    by_way = {way: [each for each in said if each.way == way] for way in (ALONE, RULES, MODEL)}
    by_way = {way: some for way, some in by_way.items() if some}
    found = {
        way: [each.recall for each in some if each.spoken.history and each.recall is not None]
        for way, some in by_way.items()
    }
    result: dict[str, Any] = {
        f"R@{FOUND}, turns with a history": {way: _mean(values) for way, values in found.items()}
    }
    for one, other in pairwise(found):
        difference = [b - a for a, b in zip(found[one], found[other], strict=True)]
        result[f"R@{FOUND}, {other} less {one}"] = _mean(difference)
    answered = {way: some for way, some in by_way.items() if way != ALONE}
    result |= {f"made to stand alone {way}": _answered(some) for way, some in answered.items()}
    if MODEL in by_way:
        result["written by the model"] = _written(by_way[MODEL])
    return result


def _answered(said: Sequence[TurnResult]) -> dict[str, Any]:
    kinds = {kind: [each for each in said if each.spoken.kind == kind] for kind in KINDS}
    return {
        kind: {
            "answered": _mean([float(each.answer is not None) for each in some]),
            "answered, one of its own passages cited": _mean([float(e.cites) for e in some]),
        }
        for kind, some in kinds.items()
        if some
    }


def _written(said: Sequence[TurnResult]) -> dict[str, Any]:
    followed = [each for each in said if each.spoken.history]
    return {
        "follow-ups": len(followed),
        "rewriting thrown away for the rules'": sum(each.thrown_away for each in followed),
        "answers in the model's words": sum(e.by_model and e.answer is not None for e in said),
        "refusals of the model": sum(e.by_model and e.answer is None for e in said),
        "answers of the archive's own sentences": sum(
            not e.by_model and e.answer is not None for e in said
        ),
        "sentences left out": sum(each.left_out for each in said),
    }


def _mean(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    low, high = interval(values)
    figures = {"mean": fmean(values), "from": low, "to": high}
    return {name: round(figure, 4) for name, figure in figures.items()} | {"of": len(values)}


def _row(said: TurnResult) -> dict[str, Any]:
    return asdict(said) | {"spoken": said.spoken.id, "kind": said.spoken.kind}


if __name__ == "__main__":
    main()
