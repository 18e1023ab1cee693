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
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from evals.importing.squad import read_squad
from evals.training.examples import (
    Example,
    alterations,
    fingerprints,
    kept_aside,
    negatives,
    of_paragraph,
    read_timeqa,
    window,
)
from evals.training.model import SpanReader, span_loss
from index.embedding import SentenceTransformerEmbedder, packaged_folder

MAX_TOKENS = 256
WARM_UP = 0.06  # of all steps
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
    without_dropout(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=0.01)
    batches = list(make_batches(examples, arguments))[: arguments.steps]
    checkpoint = arguments.out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    model.train()
    began, losses = time.monotonic(), []
    for step in range(done, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = arguments.rate * share_of_rate(step, len(batches))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            inputs, starts, ends = encode(tokenizer, batches[step])
            hide(inputs, starts, ends, arguments.mask, tokenizer.mask_token_id, step)
            start_scores, end_scores = model(**inputs)
            loss = span_loss(start_scores, end_scores, starts, ends)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % 25 == 0:
            rate = len(losses) * arguments.batch / (time.monotonic() - began)
            recent = sum(losses[-100:]) / len(losses[-100:])
            log.info("step %d/%d loss %.3f, %.1f examples/s", step + 1, len(batches), recent, rate)
        if (step + 1) % 200 == 0:
            _save(checkpoint, model, optimizer, step + 1)
    torch.save(model.state_dict(), arguments.out / "reader.pt")
    log.info("trained %d steps in %.0f s", len(losses), time.monotonic() - began)


def without_dropout(model: torch.nn.Module) -> None:
    """Turns dropout off: on a CPU it takes most of the time, and few epochs need none."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0


def share_of_rate(step: int, total: int) -> float:
    """The share of the learning rate at a step: a short rise from 0, then a straight fall to 0."""
    rise = max(1, int(WARM_UP * total))
    return min((step + 1) / rise, (total - step) / max(1, total - rise))


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
    assert_unmeasured(examples, data)
    examples = [window(example, rng) for example in examples]
    rng.shuffle(examples)
    with gzip.open(kept, "wt", encoding="utf-8") as file:
        json.dump([[e.question, e.passage, e.start, e.end] for e in examples], file)
    return examples


def assert_unmeasured(examples: list[Example], data: Path) -> None:
    """Raises AssertionError when a measuring paragraph is among the training passages."""
    trained = fingerprints({example.passage for example in examples})
    for path in sorted(data.glob("measure-*.json.gz")):
        measured = fingerprints(paragraph.text for paragraph in read_squad(path))
        assert not trained & measured, f"{path} shares paragraphs with the training data"


def make_batches(examples: list[Example], arguments: argparse.Namespace) -> Iterator[list[Example]]:
    """Batches of examples of like length, in random order, for every epoch."""
    for epoch in range(arguments.epochs):
        rng = random.Random(f"{arguments.seed}-{epoch}")
        noisy = sorted(examples, key=lambda e: len(e.passage) * rng.uniform(0.9, 1.1))
        size = arguments.batch
        batches = [noisy[i : i + size] for i in range(0, len(noisy), size)]
        rng.shuffle(batches)
        yield from batches


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


def _save(path: Path, model: Any, optimizer: Any, step: int) -> None:  # noqa: ANN401
    """Writes a checkpoint whole or not at all."""
    state = {
        "model": model.state_dict(), "optimizer": optimizer.state_dict(),
        "step": step,
    }  # fmt: skip
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    main()
