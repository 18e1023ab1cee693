"""Batches of pairs, gathered on the accelerator from arrays that lie there whole."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from evals.training.tokens import SPECIAL, Numbers, Tokens
from evals.training.weights import CLS, SEP

WIDTH = 16  # a batch's tokens are a multiple: padding costs little, and shapes are few
NOISE = 0.1


class Batch(NamedTuple):
    """What the network takes, of shape (pairs, tokens), and what is known of each pair.

    `pairs` are their places in `Tokens`; the rest is as `Tokens` has it.
    """

    pairs: Tensor
    ids: Tensor
    mask: Tensor
    types: Tensor
    start: Tensor
    end: Tensor
    label: Tensor
    task: Tensor


class Plan:
    """Which pairs go together, batch by batch, and how many tokens wide each batch is."""

    def __init__(self, batches: Sequence[Numbers], widths: Sequence[int]) -> None:
        """Takes the batches in the order in which they are seen."""
        self.batches = batches
        self.widths = widths

    def __len__(self) -> int:
        """How many batches there are."""
        return len(self.batches)

    @property
    def pairs(self) -> float:
        """How many pairs a batch has, in the mean."""
        return sum(map(len, self.batches)) / max(1, len(self))

    @classmethod
    def shuffled(cls, tokens: Tokens, passes: Sequence[Numbers], budget: int, seed: int) -> "Plan":
        """Batches of like length in random order, for each pass over some of the pairs.

        Args:
            tokens: The pairs.
            passes: Of each pass, the places of the pairs it goes through.
            budget: At most so many tokens a batch, padding counted.
            seed: What the order depends on.
        """
        rng = np.random.default_rng(seed)
        sizes, found = tokens.sizes, []
        for chosen in passes:
            noisy = sizes[chosen] * rng.uniform(1 - NOISE, 1 + NOISE, len(chosen))
            drawn = list(_cut(chosen[np.argsort(noisy, kind="stable")], sizes, budget))
            found += [drawn[n] for n in rng.permutation(len(drawn))]
        return cls([pairs for pairs, _ in found], [width for _, width in found])

    @classmethod
    def in_order(cls, tokens: Tokens, budget: int) -> "Plan":
        """All pairs once, the shortest first."""
        sizes = tokens.sizes
        found = list(_cut(np.argsort(sizes, kind="stable"), sizes, budget))
        return cls([pairs for pairs, _ in found], [width for _, width in found])


class OnDevice:
    """The arrays of `Tokens` where the network is."""

    def __init__(self, tokens: Tokens, device: str) -> None:
        """Copies everything once."""
        self.device = device
        self._words = _tensor(tokens.words, device)
        names = ("question_at", "question_size", "passage_at", "passage_size")
        self._places = torch.stack([_tensor(getattr(tokens, n), device).long() for n in names])
        self._start = _tensor(tokens.start, device).long()
        self._end = _tensor(tokens.end, device).long()
        self._label = _tensor(tokens.label, device).float()
        self._task = _tensor(tokens.task, device)

    def batches(self, plan: Plan, first: int = 0) -> Iterator[Batch]:
        """The batches of a plan, from the one numbered `first`."""
        if first >= len(plan):
            return
        drawn = plan.batches[first:]
        every = torch.from_numpy(np.concatenate(drawn)).to(self.device)
        parts = torch.split(every, [len(each) for each in drawn])
        for pairs, width in zip(parts, plan.widths[first:], strict=True):
            yield self.gathered(pairs, width)

    def gathered(self, pairs: Tensor, width: int) -> Batch:
        """The pairs at these places, cut or padded to a width."""
        asked_at, asked, read_at, read = self._places[:, pairs].unsqueeze(-1)
        place = torch.arange(width, device=self.device).unsqueeze(0)
        passage = place - asked - 2
        in_question = (place >= 1) & (place <= asked)
        in_passage = (passage >= 0) & (passage < read)
        source = torch.where(in_question, asked_at + place - 1, read_at + passage)
        held = in_question | in_passage
        ids = self._words[torch.where(held, source, 0)].long() * held
        ids = torch.where((passage == -1) | (passage == read), SEP, ids)
        ids[:, 0] = CLS
        mask = (place < asked + read + SPECIAL).long()
        types = (passage >= 0).long() * mask
        known = (self._start, self._end, self._label, self._task)
        return Batch(pairs, ids, mask, types, *(each[pairs] for each in known))


def _cut(ordered: Numbers, sizes: Numbers, budget: int) -> Iterator[tuple[Numbers, int]]:
    """Runs of pairs that fit the budget, with the width of each run."""
    widths = -(-sizes[ordered] // WIDTH) * WIDTH
    first, widest = 0, 0
    for n, width in enumerate(widths):
        wider = max(widest, int(width))
        if n > first and wider * (n + 1 - first) > budget:
            yield ordered[first:n], widest
            first, wider = n, int(width)
        widest = wider
    if len(ordered) > first:
        yield ordered[first:], widest


def _tensor(values: Numbers, device: str) -> Tensor:
    return torch.from_numpy(values).to(device)
