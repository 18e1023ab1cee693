"""Wrong citations planted in what a model is made to say: how many reach a reader?

    python -m evals.benchmarks.wrong_citations --work W

Run in the project's folder. The sentences of evals/sets/support.jsonl, paraphrased by hand from the
sample articles, are put into a model's mouth, each citing the passages that hold its quotes, among
the 8 that are found for it. Then with a fault each: the marker off by one, or out of range; a
number or a name altered. All goes the way of an answer, from text with markers to what is borne
out. Caught is a wrong marker when no passage is cited that does not hold the sentence's quotes or
others that bear it out, and an altered sentence when it is left out. Prints JSON: shares caught by
fault, the share of right sentences wrongly left out, and milliseconds for a sentence.

Then the sentences of evals/sets/written.jsonl, which a small language model wrote by itself, each
beside the passages found for its question: how many are kept of those that the articles bear out,
and of those that they do not.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tqdm import tqdm

from evals.benchmarks.planted import SEED, Case, paraphrased, planted
from evals.corpora.archives import archive_of
from evals.corpora.collections import seeds
from qa import Passage, QueryEngine
from qa.citations import Draft
from qa.markers import marked_sentences
from qa.writing.citing import cite
from qa.writing.composing import without_unsupported

SHOWN, SEARCHED = 8, 60
WRITTEN = Path(__file__).parent.parent / "sets" / "written.jsonl"
WRITTEN_FROM = 4
ALTERED = ("number", "name")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with its markers, as a model may write it, the passages, and what is wrong."""

    text: str
    passages: tuple[Passage, ...]
    right: frozenset[int]
    fault: str | None


def main() -> None:
    """Reads the command line, plants, prints."""
    parser = argparse.ArgumentParser(description="How many wrong citations reach a reader.")
    parser.add_argument("--work", type=Path, required=True, help="where the archive is made")
    with archive_of(seeds(), parser.parse_args().work) as archive:
        engine = QueryEngine(archive)
        cases = [case for case in paraphrased() if not case.fault]
        result = {
            name: outcome([said for case in tqdm(some) for said in said_of(case, engine, some)])
            for name, some in {
                "tuned": [case for case in cases if not case.held_out],
                "held out": [case for case in cases if case.held_out],
            }.items()
        }
        result["written by a model"] = written(engine)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def said_of(case: Case, engine: QueryEngine, cases: Sequence[Case]) -> Iterator[MarkedSentence]:
    """The sentence as it should be, and with each fault that can be planted in it."""
    rng = random.Random(f"{SEED} {case.id}")
    passages = _shown(case, engine)
    holding = [n for n, each in enumerate(passages, 1) if _holds(each, case.quotes)]
    right = frozenset(n for n, p in enumerate(passages, 1) if _holds(p, case.quotes + case.alike))
    markers = "".join(f"[{n}]" for n in holding)
    yield MarkedSentence(f"{case.sentence} {markers}", passages, right, None)
    wrong = [n for n in (holding[0] - 1, holding[0] + 1) if 1 <= n <= SHOWN and n not in right]
    if wrong:
        yield MarkedSentence(
            f"{case.sentence} [{rng.choice(wrong)}]", passages, right, "off by one"
        )
    beyond = rng.choice([0, SHOWN + rng.randint(1, 9)])
    yield MarkedSentence(f"{case.sentence} [{beyond}]", passages, right, "out of range")
    for altered in planted([case, *(each for each in cases if each.id != case.id)]):
        if altered.id != case.id:
            break
        if altered.fault in ALTERED:
            yield MarkedSentence(f"{altered.sentence} {markers}", passages, right, altered.fault)


def outcome(said: Sequence[MarkedSentence]) -> dict[str, Any]:
    """What became of the sentences."""
    planted_, caught = Counter[str](), Counter[str]()
    removed = faithful = moved = 0
    times = []
    for each in said:
        began = perf_counter()
        cited = _cited(each)
        times.append(1000 * (perf_counter() - began))
        if each.fault is None:
            faithful += 1
            removed += cited is None
            moved += cited is not None and not cited <= each.right
            continue
        planted_[each.fault] += 1
        altered = each.fault in ALTERED
        caught[each.fault] += cited is None if altered else cited is None or cited <= each.right
    times.sort()
    return {
        "right sentences": faithful,
        "wrongly left out": round(removed / faithful, 4),
        "kept, with a passage that holds none of the quotes": moved,
        "planted": planted_.total(),
        "caught": round(caught.total() / planted_.total(), 4),
        "caught by fault": {n: f"{caught[n]} of {planted_[n]}" for n in sorted(planted_)},
        "median ms a sentence": round(median(times), 1),
        "p95 ms a sentence": round(times[int(0.95 * len(times))], 1),
    }


def written(engine: QueryEngine) -> dict[str, str]:
    """How many sentences that a language model wrote are kept, by whether they are true.

    Those of one answer go the way together: what takes up a sentence that is left out goes too.
    """
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    seen, kept = Counter[str](), Counter[str]()
    for question, group in groupby(rows, key=lambda row: row["question"]):
        answer = list(group)
        passages = engine.retrieve(question, top_k=WRITTEN_FROM)
        cited = tuple(cite(row["sentence"], (), passages) for row in answer)
        left, _ = without_unsupported(Draft(cited, model="a language model"))
        shown = {sentence.text for sentence in left.sentences}
        for row in answer:
            sort = f"{'true' if row['borne_out'] else 'false'}, {_side(row['held_out'])}"
            seen[sort] += 1
            kept[sort] += row["sentence"] in shown
    return {sort: f"{kept[sort]} of {seen[sort]} kept" for sort in sorted(seen)}


def _side(held_out: bool) -> str:
    return "held out" if held_out else "tuned"


def _cited(said: MarkedSentence) -> frozenset[int] | None:
    """The passages that a reader sees cited; None where the sentence was left out."""
    sentences = marked_sentences(said.text)
    drafts = tuple(cite(each.text, each.numbers, said.passages) for each in sentences)
    kept, _ = without_unsupported(Draft(drafts))
    if len(kept.sentences) < len(drafts):
        return None
    quotes = [quote for each in kept.sentences for quote in each.quotes]
    return frozenset(said.passages.index(quote.passage) + 1 for quote in quotes)


def _shown(case: Case, engine: QueryEngine) -> tuple[Passage, ...]:
    """What is found for a sentence, with the passages that hold its quotes among it."""
    found = engine.retrieve(case.sentence, top_k=SEARCHED)
    holding = [next(p for p in found if _holds(p, (quote,))) for quote in case.quotes]
    others = [passage for passage in found if passage not in holding]
    shown = [*dict.fromkeys(holding), *others][:SHOWN]
    random.Random(f"{SEED} {case.id}").shuffle(shown)
    return tuple(shown)


def _holds(passage: Passage, quotes: Sequence[str]) -> bool:
    return any(quote in passage.text for quote in quotes)


if __name__ == "__main__":
    main()
