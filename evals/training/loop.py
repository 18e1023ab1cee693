"""The training loop of a small model: AdamW, checkpoints, and a rate that rises and falls."""

import argparse
import logging
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch

WARM_UP = 0.06  # of all steps
TOLD, KEPT = 25, 200  # steps between two lines of the log, and between two checkpoints

Item = TypeVar("Item")

log = logging.getLogger("training")


def run(
    model: torch.nn.Module,
    batches: Sequence[list[Item]],
    loss_of: Callable[[int, list[Item]], torch.Tensor],
    *,
    rate: float,
    out: Path,
) -> None:
    """Trains from the last checkpoint in `out`, or from the model as it is, through all batches.

    Args:
        model: What is trained, in place.
        batches: One for each step.
        loss_of: The loss of the batch of a step.
        rate: The learning rate at its highest.
        out: Where checkpoints are kept.
    """
    _without_dropout(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    checkpoint, done = out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    model.train()
    began, losses, seen = time.monotonic(), [], 0
    for step in range(done, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = rate * share_of_rate(step, len(batches))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(step, batches[step])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        seen += len(batches[step])
        if (step + 1) % TOLD == 0:
            recent, speed = (
                sum(losses[-100:]) / len(losses[-100:]),
                seen / (time.monotonic() - began),
            )
            log.info("step %d/%d loss %.3f, %.1f examples/s", step + 1, len(batches), recent, speed)
        if (step + 1) % KEPT == 0:
            _save(checkpoint, model, optimizer, step + 1)
    log.info("trained %d steps in %.0f s", len(losses), time.monotonic() - began)


def batches_of(
    items: Sequence[Item], arguments: argparse.Namespace, length: Callable[[Item], int]
) -> list[list[Item]]:
    """Batches of items of like length, in random order, for every epoch, at most `--steps`."""
    batches: list[list[Item]] = []
    for epoch in range(arguments.epochs):
        rng = random.Random(f"{arguments.seed}-{epoch}")
        noisy = sorted(items, key=lambda item: length(item) * rng.uniform(0.9, 1.1))
        size = arguments.batch
        drawn = [noisy[i : i + size] for i in range(0, len(noisy), size)]
        rng.shuffle(drawn)
        batches += drawn
    return batches[: arguments.steps]


def share_of_rate(step: int, total: int) -> float:
    """The share of the learning rate at a step: a short rise from 0, then a straight fall to 0."""
    rise = max(1, int(WARM_UP * total))
    return min((step + 1) / rise, (total - step) / max(1, total - rise))


def _without_dropout(model: torch.nn.Module) -> None:
    """Turns dropout off: on a CPU it takes most of the time, and few epochs need none."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0


def _save(path: Path, model: Any, optimizer: Any, step: int) -> None:  # noqa: ANN401
    """Writes a checkpoint whole or not at all."""
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
