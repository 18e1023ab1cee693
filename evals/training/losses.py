"""What a reader is trained to: the labels, and what a stronger reader says."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from evals.training.batches import Batch
from evals.training.pairs import JUDGED, READ, TASKS

Scores = tuple[Tensor, Tensor, Tensor]


class Aim(NamedTuple):
    """How much each thing weighs.

    Attributes:
        labels: The labels of a pair.
        agreement: The stronger reader's scores.
        judged: The judge, on a question with a passage; on the judge's own pairs it weighs 1.
        temperature: Both readers' spans are softened by it (Hinton et al. 2015).
    """

    labels: float
    agreement: float
    judged: float
    temperature: float = 1.0


def loss(scores: Scores, batch: Batch, taught: Scores | None, aim: Aim) -> Tensor:
    """The loss of each pair of a batch, shape (pairs,).

    `taught` is what the stronger reader says of the same pairs; without it only labels count.
    """
    own = batch.task == TASKS.index(JUDGED)
    judged = torch.where(own, 1.0, aim.judged)
    labelled = (batch.label >= 0).float()
    found = aim.labels * labelled * _to_labels(scores, batch, judged)
    if taught is not None:
        found = found + aim.agreement * _to_scores(scores, taught, ~own, judged, aim.temperature)
    return found


def _to_labels(scores: Scores, batch: Batch, judged: Tensor) -> Tensor:
    start, end, judge = scores
    read = (batch.task == TASKS.index(READ)).float()
    spans = functional.cross_entropy(start, batch.start, reduction="none")
    spans = (spans + functional.cross_entropy(end, batch.end, reduction="none")) / 2
    judging = functional.binary_cross_entropy_with_logits(
        judge, batch.label.clamp(min=0), reduction="none"
    )
    return spans * read + judging * judged


def _to_scores(
    scores: Scores, taught: Scores, spans: Tensor, judged: Tensor, temperature: float
) -> Tensor:
    apart = (
        _apart(scores[0], taught[0], temperature) + _apart(scores[1], taught[1], temperature)
    ) / 2
    judging = functional.binary_cross_entropy_with_logits(
        scores[2], torch.sigmoid(taught[2]), reduction="none"
    )
    return apart * spans.float() + judging * judged


def _apart(scores: Tensor, taught: Tensor, temperature: float) -> Tensor:
    """The Kullback-Leibler divergence of two softened distributions, in the size of a loss."""
    own = functional.log_softmax(scores / temperature, dim=-1)
    other = functional.softmax(taught / temperature, dim=-1)
    return functional.kl_div(own, other, reduction="none").sum(dim=-1) * temperature**2
