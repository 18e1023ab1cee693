"""Trains the two readers: the strong one, then the fast one to agree with it.

    python -m evals.training.train_readers tokens --out runs/readers
    python -m evals.training.train_readers strong --out runs/readers --from START --seconds 240
    python -m evals.training.train_readers label  --out runs/readers --from runs/readers/strong.npz
    python -m evals.training.train_readers fast   --out runs/readers --from START --seconds 180
    python -m evals.training.train_readers check  --out runs/check   --from runs/readers/fast.npz

in the folder that `lay_out` wrote to. `tokens` cuts the texts into word pieces once; nothing after
it needs them. `strong` learns from the labels, `label` has it read every pair, `fast` learns from
its scores and a little from the labels. `check` looks at how a reader does on pairs laid out in
another folder. START are weights as `evals.training.weights` reads them. Stopped at any moment,
`strong` and `fast` go on from their last checkpoint. On a CPU a few steps are a trial; the rest
wants an accelerator, where --compiled makes them faster.
"""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from evals.training import weights
from evals.training.batches import Batch, OnDevice, Plan
from evals.training.checking import checked
from evals.training.labels import Labels
from evals.training.loop import Course, run
from evals.training.losses import Aim, Scores, loss
from evals.training.tokens import Tokens

SEED = 1


class Recipe(NamedTuple):
    """How one of the readers is trained.

    `budget` is how many tokens a batch has at most, and `passes` how often the pairs are gone
    through, if the time allows.
    """

    rate: float
    budget: int
    passes: int
    dropout: float
    aim: Aim


RECIPES = {
    "strong": Recipe(
        rate=3e-5,
        budget=16_384,
        passes=3,
        dropout=0.1,
        aim=Aim(labels=1.0, agreement=0.0, judged=0.25),
    ),
    "fast": Recipe(
        rate=4e-4,
        budget=32_768,
        passes=14,
        dropout=0.0,
        aim=Aim(labels=0.35, agreement=1.0, judged=0.5, temperature=1.5),
    ),
}

log = logging.getLogger("train_readers")


def main() -> None:
    """Reads the command line and does one of the steps."""
    parser = argparse.ArgumentParser(description="Trains the two readers, step by step.")
    parser.add_argument("step", choices=list(STEPS))
    parser.add_argument("--out", type=Path, required=True, help="the folder of everything made")
    parser.add_argument("--from", dest="start", type=Path, help="the weights to start from")
    parser.add_argument("--tokenizer", type=Path, default=Path("qa/reading/model/tokenizer.json"))
    parser.add_argument("--seconds", type=float, default=240.0, help="how long to train")
    parser.add_argument("--compiled", action="store_true", help="compile the layers")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    torch.set_float32_matmul_precision("high")
    torch.backends.cuda.enable_cudnn_sdp(False)  # it makes a plan anew for every shape
    STEPS[arguments.step](arguments)


def tokens(arguments: argparse.Namespace) -> None:
    """Writes `tokens.npz`."""
    from tokenizers import Tokenizer

    from evals.training import pairs
    from evals.training.tokens import tokenised

    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    made = tokenised(tokenizer, *pairs.read(arguments.out))
    made.save(arguments.out / "tokens.npz")
    log.info("%d pairs, %.0f tokens in the mean", len(made), made.sizes.mean())


def label(arguments: argparse.Namespace) -> None:
    """Writes `labels.npz`."""
    known, data = _loaded(arguments)
    Labels.made(weights.load(arguments.start), known, data).save(arguments.out / "labels.npz")
    log.info("read %d pairs", len(known))


def strong(arguments: argparse.Namespace) -> None:
    """Writes `strong.npz`."""
    _train(arguments, "strong")


def fast(arguments: argparse.Namespace) -> None:
    """Writes `fast.npz`."""
    _train(arguments, "fast")


def check(arguments: argparse.Namespace) -> None:
    """Logs how a reader does on the pairs of a folder."""
    from evals.training import pairs

    known = Tokens.load(arguments.out / "tokens.npz")
    sources = [line[-1] for line in pairs.lines(arguments.out / pairs.PAIRS)]
    reader = weights.load(arguments.start).to(arguments.device)
    for source, figures in checked(reader, known, sources).items():
        log.info("%s: %s", source, figures)


STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "tokens": tokens,
    "label": label,
    "strong": strong,
    "fast": fast,
    "check": check,
}


def _train(arguments: argparse.Namespace, name: str) -> None:
    recipe = RECIPES[name]
    known, data = _loaded(arguments)
    taught = None
    if recipe.aim.agreement:
        taught = Labels.load(arguments.out / "labels.npz", known, arguments.device)
    usable = np.arange(len(known)) if taught else np.flatnonzero(known.label >= 0)
    plan = Plan.shuffled(known, [usable] * recipe.passes, recipe.budget, SEED)
    log.info("%s: a pass is %.0f steps", name, len(plan) / recipe.passes)

    def loss_of(scores: Scores, batch: Batch) -> Tensor:
        others = taught.of(batch.pairs, batch.ids.shape[1]) if taught else None
        return loss(scores, batch, others, recipe.aim)

    reader = weights.load(arguments.start, recipe.dropout)
    course = Course(recipe.rate, arguments.seconds, compiled=arguments.compiled)
    run(reader, data, plan, loss_of, course, arguments.out / f"{name}.checkpoint")
    weights.save(reader.state_dict(), arguments.out / f"{name}.npz")


def _loaded(arguments: argparse.Namespace) -> tuple[Tokens, OnDevice]:
    known = Tokens.load(arguments.out / "tokens.npz")
    return known, OnDevice(known, arguments.device)


if __name__ == "__main__":
    main()
