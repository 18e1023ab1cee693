"""The few channels of a network that would spoil its int8 form, kept out of it.

Between the two matrices of a feed-forward part a handful of channels grow ten times as large as the
rest. Rounded to one scale with them, the rest is lost: those few are multiplied in float32, beside
the others (LLM.int8, Dettmers et al. 2022). Nothing else changes, and a thousandth is added.
"""

import copy
from collections.abc import Iterable

import torch
from torch import Tensor, nn

from evals.training.batches import Batch
from evals.training.network import Layer, Reader

FEW = 16  # channels of a layer


@torch.no_grad()
def parted(reader: Reader, batches: Iterable[Batch]) -> Reader:
    """A copy of a reader that says the same, each layer's largest channels apart from the rest.

    Args:
        reader: On the CPU.
        batches: Some pairs like those it will read, to see which channels are large.
    """
    made = copy.deepcopy(reader).eval()
    layers = [layer for layer in made.layers if isinstance(layer, Layer)]
    largest: dict[nn.Module, Tensor] = {}

    def look(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        found = inputs[0].abs().flatten(0, -2).amax(dim=0)
        largest[module] = torch.maximum(largest.get(module, found), found)

    hooks = [layer.outer.register_forward_pre_hook(look) for layer in layers]
    for batch in batches:
        made(batch.ids, batch.mask, batch.types)
    for hook in hooks:
        hook.remove()
    for layer in layers:
        order = largest[layer.outer].argsort()
        few, many = order[-FEW:].sort().values, order[:-FEW].sort().values
        layer.few = nn.Sequential(
            _rows(layer.inner, few), nn.GELU(), _columns(layer.outer, few, bias=False)
        )
        layer.inner, layer.outer = _rows(layer.inner, many), _columns(layer.outer, many, bias=True)
    return made


def _rows(linear: nn.Linear, chosen: Tensor) -> nn.Linear:
    part = nn.Linear(linear.in_features, len(chosen))
    part.weight.copy_(linear.weight[chosen])
    part.bias.copy_(linear.bias[chosen])
    return part


def _columns(linear: nn.Linear, chosen: Tensor, *, bias: bool) -> nn.Linear:
    part = nn.Linear(len(chosen), linear.out_features, bias=bias)
    part.weight.copy_(linear.weight[:, chosen])
    if bias:
        part.bias.copy_(linear.bias)
    return part
