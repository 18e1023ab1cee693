"""A look at how well a reader in training does on pairs laid out like its own, set by set.

Quick and rough: `evals.benchmarks.reader_models` measures an exported reader properly.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from evals.training.batches import OnDevice, Plan
from evals.training.labels import BUDGET
from evals.training.network import SILENT, Reader
from evals.training.tokens import Numbers, Tokens

LONGEST_ANSWER = 24  # tokens


@torch.no_grad()
def checked(reader: Reader, known: Tokens, sources: Sequence[str]) -> dict[str, Any]:
    """By source: spans exactly right, and areas under the ROC curve by span and by judge.

    Args:
        reader: On the device it is to run on.
        known: The pairs.
        sources: Of every pair that `known.place` may point at, the set it is of.
    """
    device = next(reader.parameters()).device.type
    spans, judgements, right = (np.zeros(len(known)) for _ in range(3))
    reader.eval()
    for batch in OnDevice(known, device).batches(Plan.in_order(known, BUDGET)):
        with torch.autocast(device, dtype=torch.bfloat16):
            start, end, judge = reader(batch.ids, batch.mask, batch.types)
        best, first, last = _best(start, end)
        places = batch.pairs.cpu().numpy()
        spans[places] = (best - start[:, 0] - end[:, 0]).cpu().numpy()
        judgements[places] = judge.cpu().numpy()
        right[places] = ((first == batch.start) & (last == batch.end)).cpu().numpy()
    of = np.array([sources[place] for place in known.place])
    return {
        source: _figures(known, of == source, spans, judgements, right)
        for source in dict.fromkeys(of.tolist())
    }


def _figures(
    known: Tokens, chosen: Numbers, spans: Numbers, judgements: Numbers, right: Numbers
) -> dict[str, float]:
    truth = known.label[chosen] == 1
    placed = chosen & (known.start > 0)
    return {
        "pairs": int(chosen.sum()),
        "exact": round(float(right[placed].mean()), 4) if placed.any() else float("nan"),
        "area by span": round(area(truth, spans[chosen]), 4),
        "area by judge": round(area(truth, judgements[chosen]), 4),
    }


def area(truth: Numbers, scores: Numbers) -> float:
    """The area under the ROC curve; nan where there is but one kind. Equal scores count half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    yes, no = int(truth.sum()), int((~truth).sum())
    if not yes or not no:
        return float("nan")
    return float((ranks[truth].sum() - yes * (yes + 1) / 2) / (yes * no))


def _best(
    start: torch.Tensor, end: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The best span's score, first and last token."""
    tokens = start.shape[1]
    both = start.unsqueeze(2) + end.unsqueeze(1)
    allowed = torch.ones(tokens, tokens, dtype=torch.bool, device=start.device)
    allowed = allowed.triu().tril(LONGEST_ANSWER - 1)
    allowed[0] = False
    best, place = both.masked_fill(~allowed, 4 * SILENT).flatten(1).max(dim=1)
    return best, place // tokens, place % tokens
