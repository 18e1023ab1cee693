"""Trains the span reader.

    python -m evals.training.train_reader --data FOLDER --out runs/reader

FOLDER holds the `train-` files; nothing else of it is read, but that the `measure-` files'
paragraphs are looked for among the training passages and the run ends if one is found.
Stopped at any moment, the same command goes on from the last checkpoint.
"""

import argparse
import gzip
import json
import logging
import random
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from evals.corpora.examples import (
    Example,
    alterations,
    assert_unmeasured,
    kept_aside,
    negatives,
    of_paragraph,
    read_timeqa,
    window,
)
from evals.importing.squad import read_squad
from evals.training.loop import batches_of, run
from evals.training.model import SpanReader, span_loss
from index.embedding import SentenceTransformerEmbedder, packaged_folder

MAX_TOKENS = 256
TIMEQA_EXAMPLES = 3500


class Share(NamedTuple):
    """How many of a set's questions are asked with their own passage.

    To these come, as shares of their number, questions with a passage that does not answer them,
    and altered questions that their passage answers no more.
    """

    own: int
    other: float
    altered: float


MIXTURE = {
    "train-squad2": Share(3000, 0.4, 0.4),
    "train-new_wiki": Share(8000, 0.45, 0.35),
    "train-reddit": Share(6000, 0.25, 0.1),
    "train-amazon_reviews": Share(6000, 0.25, 0.1),
}

log = logging.getLogger("train_reader")


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the train- files")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and model go")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--mask", type=float, default=0.0, help="share of the tokens hidden")
    parser.add_argument("--start", type=Path, help="a trained reader to go on from")
    parser.add_argument("--steps", type=int, default=None, help="no more than these")
    parser.add_argument("--seed", type=int, default=13)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    train(arguments)


def train(arguments: argparse.Namespace) -> None:
    """Trains from the last checkpoint, or from the base model, to the end."""
    torch.manual_seed(arguments.seed)
    examples = load_examples(arguments.data, arguments.out, arguments.seed)
    tokenizer = AutoTokenizer.from_pretrained(str(packaged_folder()))
    model = SpanReader(packaged_folder())
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    batches = batches_of(examples, arguments, lambda example: len(example.passage))

    def loss_of(step: int, batch: list[Example]) -> torch.Tensor:
        inputs, starts, ends = encode(tokenizer, batch)
        hide(inputs, starts, ends, arguments.mask, tokenizer.mask_token_id, step)
        start_scores, end_scores = model(**inputs)
        return span_loss(start_scores, end_scores, starts, ends)

    run(model, batches, loss_of, rate=arguments.rate, out=arguments.out)
    torch.save(model.state_dict(), arguments.out / "reader.pt")


def load_examples(data: Path, out: Path, seed: int) -> list[Example]:
    """The training mixture, kept in `out` so that a resumed run sees the same."""
    kept = out / "examples.json.gz"
    if kept.exists():
        with gzip.open(kept, "rt", encoding="utf-8") as file:
            return [Example(*values) for values in json.load(file)]
    rng = random.Random(seed)
    embedder = SentenceTransformerEmbedder()
    examples: list[Example] = []
    for name, share in MIXTURE.items():
        paragraphs, _ = kept_aside(name, read_squad(data / f"{name}.json.gz"))
        own = [example for paragraph in paragraphs for example in of_paragraph(paragraph)]
        own = rng.sample(own, min(share.own, len(own)))
        other = negatives(paragraphs, embedder, share.other, rng)
        other = rng.sample(other, min(len(other), int(len(own) * share.other)))
        made = alterations(paragraphs, int(len(own) * share.altered), rng)
        examples += own + other + made
        log.info("%s: %d own, %d with another, %d altered", name, len(own), len(other), len(made))
    timeqa = read_timeqa(data / "train-timeqa.jsonl.gz", rng)
    examples += rng.sample(timeqa, min(TIMEQA_EXAMPLES, len(timeqa)))
    assert_unmeasured((example.passage for example in examples), data)
    examples = [window(example, rng) for example in examples]
    rng.shuffle(examples)
    with gzip.open(kept, "wt", encoding="utf-8") as file:
        json.dump([[e.question, e.passage, e.start, e.end] for e in examples], file)
    return examples


def encode(
    tokenizer: PreTrainedTokenizerBase, batch: list[Example]
) -> tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor]:
    """Tensors of a batch: inputs, and the tokens where answers start and end, 0 for none."""
    encoded = tokenizer(
        [example.question for example in batch],
        [example.passage for example in batch],
        truncation="only_second", max_length=MAX_TOKENS, padding=True, return_tensors="pt",
        return_offsets_mapping=True, return_token_type_ids=True,
    )  # fmt: skip
    offsets = encoded.pop("offset_mapping")
    starts, ends = [], []
    for n, example in enumerate(batch):
        start, end = _answer_tokens(offsets[n], encoded["token_type_ids"][n], example)
        starts.append(start)
        ends.append(end)
    return dict(encoded), torch.tensor(starts), torch.tensor(ends)


def hide(
    inputs: dict[str, torch.Tensor],
    starts: torch.Tensor,
    ends: torch.Tensor,
    share: float,
    mask: int,
    step: int,
) -> None:
    """Puts [MASK] in the place of some of the passages' tokens, but of no answer's, in place.

    Passages that are read more than once are never the same twice.
    """
    ids, types = inputs["input_ids"], inputs["token_type_ids"].bool()
    places = torch.arange(ids.shape[1])
    answer = (places >= starts[:, None]) & (places <= ends[:, None])
    drawn = torch.rand(ids.shape, generator=torch.Generator().manual_seed(step))
    last = places == inputs["attention_mask"].sum(dim=1, keepdim=True) - 1
    ids[types & ~answer & ~last & (drawn < share)] = mask


def _answer_tokens(offsets: torch.Tensor, types: torch.Tensor, example: Example) -> tuple[int, int]:
    """First and last token of the answer; (0, 0) when there is none or it was cut off."""
    if not example.answerable:
        return 0, 0
    inside = (
        types.bool()
        & (offsets[:, 1] > example.start)
        & (offsets[:, 0] < example.end)
        & (offsets[:, 1] > offsets[:, 0])
    ).nonzero()
    if not len(inside) or int(offsets[inside[-1], 1]) < example.end:
        return 0, 0
    return int(inside[0]), int(inside[-1])


if __name__ == "__main__":
    main()
