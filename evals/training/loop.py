"""The training loop of a reader: AdamW, a rate that rises and falls with the time, checkpoints."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from evals.training.batches import Batch, OnDevice, Plan
from evals.training.losses import Scores
from evals.training.network import Reader

WARM_UP = 0.05
DECAY = 0.01
LARGEST_GRADIENT = 1.0
TOLD, LOOKED = 200, 20  # steps between two lines of the log, and between two looks at the clock

log = logging.getLogger("training")


class Course(NamedTuple):
    """How a reader is trained.

    Attributes:
        rate: The learning rate at its highest.
        seconds: How long; the rate reaches 0 then, or at the plan's end if that comes first.
        kept: Seconds between two checkpoints.
        compiled: Whether the layers are compiled, which pays after about a thousand steps.
    """

    rate: float
    seconds: float
    kept: float = 120.0
    compiled: bool = False


class _Progress(NamedTuple):
    step: int
    elapsed: float


def run(
    reader: Reader,
    data: OnDevice,
    plan: Plan,
    loss_of: Callable[[Scores, Batch], Tensor],
    course: Course,
    checkpoint: Path,
) -> None:
    """Trains in place, from the checkpoint where there is one.

    Args:
        reader: What is trained; in evaluation mode afterwards.
        data: What the plan's pairs are gathered from.
        plan: The batches.
        loss_of: The losses of a batch's pairs, from the reader's scores.
        course: How.
        checkpoint: Where the state is kept; it stays when the training is done.
    """
    reader.to(data.device).train()
    optimizer = _optimizer(reader, course.rate, data.device)
    if course.compiled:
        for layer in reader.layers:
            layer.compile(dynamic=True)
    done = _resumed(checkpoint, reader, optimizer)
    clock = _Clock(done, len(plan), course)
    for step, batch in enumerate(data.batches(plan, done.step), done.step):
        progress = clock.progress(step)
        if progress >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = course.rate * share_of_rate(progress)
        loss = _step(reader, batch, loss_of, optimizer, plan.pairs)
        if step % TOLD == 0:
            log.info("step %d, %.0f %%, loss %.3f", step, 100 * progress, loss.item())
        if clock.due():
            _save(checkpoint, reader, optimizer, _Progress(step + 1, clock.elapsed))
    _save(checkpoint, reader, optimizer, _Progress(len(plan), course.seconds))
    reader.eval()


class _Clock:
    """How far a training is, by its steps or by its seconds, whichever is further."""

    def __init__(self, done: _Progress, steps: int, course: Course) -> None:
        self._done, self._steps, self._course = done, steps, course
        self._began = self._kept = time.monotonic()
        self.elapsed = done.elapsed

    def progress(self, step: int) -> float:
        """A share of 1; the seconds are looked at now and then."""
        made = step - self._done.step
        if made == LOOKED:
            self._began = time.monotonic()  # what the layers took to compile is no training
        elif made % LOOKED == 0 and made:
            self.elapsed = self._done.elapsed + time.monotonic() - self._began
        return max(step / self._steps, self.elapsed / self._course.seconds)

    def due(self) -> bool:
        """Whether a checkpoint is due; it is taken to be made then."""
        now = time.monotonic()
        if now - self._kept < self._course.kept:
            return False
        self._kept = now
        return True


def share_of_rate(progress: float) -> float:
    """The share of the learning rate, 0 to 1: a short rise from 0, then a straight fall to 0."""
    return min(progress / WARM_UP + 0.02, (1 - progress) / (1 - WARM_UP), 1.0)


def _step(
    reader: Reader,
    batch: Batch,
    loss_of: Callable[[Scores, Batch], Tensor],
    optimizer: torch.optim.Optimizer,
    pairs: float,
) -> Tensor:
    """One step; each pair weighs the same in whatever batch it is."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        scores = reader(batch.ids, batch.mask, batch.types)
    loss = loss_of(scores, batch).sum() / pairs
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(reader.parameters(), LARGEST_GRADIENT)
    optimizer.step()
    return loss.detach()


def _optimizer(reader: Reader, rate: float, device: str) -> torch.optim.AdamW:
    """Matrices decay; the weights of distances stay as they are, which spares half of attention."""
    if reader.relative is not None:
        reader.relative.requires_grad_(False)
    trained = [p for p in reader.parameters() if p.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [p for p in trained if p.dim() > 1], "weight_decay": DECAY},
            {"params": [p for p in trained if p.dim() <= 1], "weight_decay": 0.0},
        ],
        lr=rate,
        betas=(0.9, 0.98),
        fused=device != "cpu",
    )


def _resumed(checkpoint: Path, reader: nn.Module, optimizer: torch.optim.Optimizer) -> _Progress:
    if not checkpoint.exists():
        return _Progress(0, 0.0)
    state: dict[str, Any] = torch.load(checkpoint, weights_only=True)
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    return _Progress(state["step"], state["elapsed"])


def _save(
    path: Path, reader: nn.Module, optimizer: torch.optim.Optimizer, progress: _Progress
) -> None:
    """Writes a checkpoint whole or not at all."""
    state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(state | progress._asdict(), path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
