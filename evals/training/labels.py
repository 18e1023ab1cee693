"""What a trained reader says of every pair: scores for each token, and a judgement."""

from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor

from evals.training.batches import OnDevice, Plan
from evals.training.losses import Scores
from evals.training.network import SILENT, Reader
from evals.training.tokens import Tokens

BUDGET = 65_536  # tokens a batch


class Labels:
    """Scores of all pairs on the device, in half precision, one pair after the other.

    `at` says where each pair's begin in `start` and `end`; `judge` has one logit a pair.
    """

    def __init__(self, at: Tensor, start: Tensor, end: Tensor, judge: Tensor) -> None:
        """Takes what `made` or `load` found."""
        self.at, self.start, self.end, self.judge = at, start, end, judge

    @classmethod
    @torch.no_grad()
    def made(cls, reader: Reader, tokens: Tokens, data: OnDevice) -> Self:
        """Has the reader read every pair."""
        at = _bounds(tokens, data.device)
        start = torch.full((int(at[-1]),), SILENT, dtype=torch.float16, device=data.device)
        end, judge = start.clone(), torch.zeros(len(tokens), device=data.device)
        reader.to(data.device, torch.float32 if data.device == "cpu" else torch.float16).eval()
        for batch in data.batches(Plan.in_order(tokens, BUDGET)):
            starts, ends, judgements = reader(batch.ids, batch.mask, batch.types)
            inside = batch.mask.bool()
            place = torch.arange(batch.ids.shape[1], device=data.device)
            to = (at[batch.pairs].unsqueeze(-1) + place)[inside]
            start[to] = starts[inside].half()
            end[to] = ends[inside].half()
            judge[batch.pairs] = judgements
        return cls(at, start, end, judge)

    @classmethod
    def load(cls, path: Path, tokens: Tokens, device: str) -> Self:
        """Reads what `save` wrote for the same pairs."""
        with np.load(path) as file:
            found = [torch.from_numpy(file[name]).to(device) for name in ("start", "end", "judge")]
        at = _bounds(tokens, device)
        if len(found[0]) != int(at[-1]):
            raise ValueError(f"{path} was made of other pairs")
        return cls(at, *found)

    def save(self, path: Path) -> None:
        """Writes the scores."""
        np.savez(
            path,
            start=self.start.cpu().numpy(),
            end=self.end.cpu().numpy(),
            judge=self.judge.cpu().numpy(),
        )

    def of(self, pairs: Tensor, width: int) -> Scores:
        """The scores of some pairs, cut or padded to a width."""
        place = torch.arange(width, device=pairs.device).unsqueeze(0)
        low, high = self.at[pairs].unsqueeze(-1), self.at[pairs + 1].unsqueeze(-1)
        held = low + place < high
        source = torch.where(held, low + place, 0)
        scores = (
            torch.where(held, each[source].float(), SILENT) for each in (self.start, self.end)
        )
        start, end = scores
        return start, end, self.judge[pairs]


def _bounds(tokens: Tokens, device: str) -> Tensor:
    return torch.from_numpy(np.cumsum([0, *tokens.sizes])).to(device)
