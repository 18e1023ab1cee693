"""Lays out what the two readers are trained on.

    python -m evals.training.lay_out BENCH SETS --out runs/readers

BENCH holds `reading/train-*` and the measuring files, SETS the public sets of docs/reader.md.
Writes `passages.jsonl.gz` and `pairs.jsonl.gz` (see `evals.training.pairs`). A passage that shares
twelve words in a row with a measuring text is left out. The same folders give the same pairs.
"""

import argparse
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.corpora.altered import AskedOfPassage, altered
from evals.corpora.examples import Example, window
from evals.training import judged, pairs
from evals.training.near import near
from evals.training.pairs import READ, Text
from evals.training.sets import questions
from evals.training.unmeasured import Measured

# The share of a set's answerable questions that are also asked altered.
ALTERED = {
    "train-new_wiki": 0.35,
    "squad2_dev_otherhalf": 0.3,
    "train-squad2": 0.4,
    "squad11_dev_rest": 0.4,
    "squad_train_paragraphs": 0.4,
    "squad_train_sentences": 0.25,
    "train-reddit": 0.1,
    "train-amazon_reviews": 0.1,
    "nq_open_oracle": 0.3,
    "qed_dev": 0.3,
    "qamr_wikinews": 0.1,
}
# Questions of these sets that are also put to single sentences.
SENTENCES = ("train-squad2", "train-new_wiki", "squad2_dev_otherhalf", "squad11_dev_rest")
OF_SENTENCES = 5000  # of a set and of each kind
LABELLED_NEAR = 46000
SEED = 17

log = logging.getLogger("lay_out")


def main() -> None:
    """Reads the command line and writes."""
    parser = argparse.ArgumentParser(description="Lays out what the readers are trained on.")
    parser.add_argument("bench", type=Path)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    texts = laid_out(arguments.bench, arguments.sets)
    count = pairs.write(arguments.out, texts)
    log.info("%d pairs: %s", count, Counter((text.task, text.label) for text in texts))


def laid_out(bench: Path, sets: Path) -> list[Text]:
    """All pairs, in random order, none with a measured passage."""
    rng = random.Random(SEED)
    measured = Measured.of(bench)
    made = list(_of_questions(bench, sets, measured, rng))
    labelled = [t for t in made if t.task == READ and t.source.startswith("near-")]
    spared = {id(t) for t in rng.sample(labelled, max(0, len(labelled) - LABELLED_NEAR))}
    found = [text for text in made if id(text) not in spared]
    judgements = list(judged.statements(sets))
    found += [text for text in judgements if not measured.shares(text.passage)]
    rng.shuffle(found)
    return found


def _of_questions(
    bench: Path, sets: Path, measured: Measured, rng: random.Random
) -> Iterator[Text]:
    for name, whole in questions(bench, sets):
        cut = [window(example, rng) for example in whole]
        examples = [example for example in cut if not measured.shares(example.passage)]
        changed = _altered(examples, ALTERED.get(name, 0.0), rng)
        made = [_text(example, name) for example in examples]
        made += [
            Text(READ, question, example.passage, -1, -1, 0, f"altered-{name}")
            for question, example in changed
        ]
        if name in SENTENCES:
            made += judged.sentences(name, _asked(examples, changed, rng), rng)
        if name != "timeqa":
            made += near(name, examples, rng)
        log.info("%s: %d questions, %d pairs", name, len(examples), len(made))
        yield from made


def _text(example: Example, name: str) -> Text:
    label = int(example.answerable)
    return Text(READ, example.question, example.passage, example.start, example.end, label, name)


def _altered(
    examples: Sequence[Example], share: float, rng: random.Random
) -> list[tuple[str, Example]]:
    """Questions altered so that their passage answers them no more, with what they were."""
    asked = [example for example in examples if example.answerable]
    wanted = int(share * len(asked))
    found: list[tuple[str, Example]] = []
    for example in rng.sample(asked, len(asked)):
        if len(found) >= wanted:
            break
        answer = example.passage[example.start : example.end]
        was = AskedOfPassage(example.question, example.passage, answer)
        question = altered(was, rng.choice(asked).passage, rng)
        if question:
            found.append((question, example))
    return found


def _asked(
    examples: Sequence[Example], changed: Sequence[tuple[str, Example]], rng: random.Random
) -> list[judged.Asked]:
    """Questions of each kind for `judged.sentences`."""
    answerable = [example for example in examples if example.answerable]
    silent = [example for example in examples if not example.answerable]
    found = [
        judged.Asked(e.question, e.passage, judged.answered(e), True)
        for e in rng.sample(answerable, min(len(answerable), OF_SENTENCES))
    ]
    found += [judged.Asked(e.question, e.passage, "", False) for e in silent[:OF_SENTENCES]]
    found += [
        judged.Asked(question, e.passage, judged.answered(e), False)
        for question, e in changed[:OF_SENTENCES]
    ]
    return found


if __name__ == "__main__":
    main()
