"""Readers' weights on the disk: int8 rows with a scale each, and the rest as it is.

Also read: the weights of all-MiniLM-L6-v2 and all-mpnet-base-v2, under the names that
`transformers` gives them. MPNet's word embeddings are put into BERT's order, its first position is
its third row: both readers then take the same inputs.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from evals.training.network import FAST, POSITIONS, STRONG, VOCABULARY, Reader, Shape

LARGE = 20_000  # a matrix with more numbers is packed
CLS, SEP, PAD = 101, 102, 0

_EMBEDDINGS = {
    "word_embeddings.weight": "words.weight",
    "position_embeddings.weight": "places.weight",
    "token_type_embeddings.weight": "types.weight",
    "LayerNorm.weight": "norm.weight",
    "LayerNorm.bias": "norm.bias",
}
_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.output.dense": "out",
    "attention.attn.o": "out",
    "attention.output.LayerNorm": "attended",
    "attention.LayerNorm": "attended",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "fed",
}
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)")

State = Mapping[str, Tensor]


def load(path: Path, dropout: float = 0.0) -> Reader:
    """A reader of the shape that its weights have.

    The heads of an encoder without them start at random.

    Args:
        path: `.npz` as `save` writes it, `.safetensors`, or what `torch.save` wrote.
        dropout: For training.
    """
    state = _read(path)
    if not any(name.startswith("layers.") for name in state):
        state = _renamed(state)
    reader = Reader(shape_of(state), dropout)
    missing, unknown = reader.load_state_dict(state, strict=False)
    lost = [*unknown, *(name for name in missing if not name.startswith(("span.", "judge.")))]
    if lost:
        raise ValueError(f"{path} is no reader's: {', '.join(lost[:5])}")
    return reader.eval()


def shape_of(state: State) -> Shape:
    """The fast reader's or the strong one's shape, in the size that the weights have."""
    layers = {name.split(".")[1] for name in state if name.startswith("layers.")}
    inner, width = state["layers.0.inner.weight"].shape
    like = STRONG if "relative.weight" in state else FAST
    return replace(like, layers=len(layers), width=width, inner=inner)


def save(state: State, path: Path) -> None:
    """Packs weights: a large matrix as int8 rows with a scale each, the rest as float32."""
    packed = {}
    for name, tensor in state.items():
        values = tensor.detach().float().cpu().numpy()
        if values.ndim == 2 and values.size > LARGE:
            scales = np.maximum(np.abs(values).max(axis=1), 1e-12) / 127
            packed[f"{name}__q"] = np.round(values / scales[:, None]).astype(np.int8)
            packed[f"{name}__s"] = scales.astype(np.float32)
        else:
            packed[f"{name}__f"] = values.astype(np.float32)
    np.savez_compressed(path, **packed)


def _read(path: Path) -> dict[str, Tensor]:
    if path.suffix == ".npz":
        return _unpacked(path)
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        return dict(load_file(path))
    state: dict[str, Tensor] = torch.load(path, weights_only=True, map_location="cpu")
    return {name: tensor.float() for name, tensor in state.items()}


def _unpacked(path: Path) -> dict[str, Tensor]:
    state = {}
    with np.load(path) as file:
        for key in file.files:
            name = key[:-3]
            if key.endswith("__q"):
                scales = file[f"{name}__s"].astype(np.float32)
                state[name] = torch.from_numpy(file[key].astype(np.float32) * scales[:, None])
            elif key.endswith("__f"):
                state[name] = torch.from_numpy(file[key].astype(np.float32))
    return state


def _renamed(state: State) -> dict[str, Tensor]:
    """The names and the order of `Reader` for those of `transformers`."""
    found: dict[str, Tensor] = {}
    for full, tensor in state.items():
        name = full.removeprefix("enc.")
        if match := _LAYER.fullmatch(name):
            found[f"layers.{match[1]}.{_PARTS[match[2]]}.{match[3]}"] = tensor
        elif name.startswith("embeddings.") and "position_ids" not in name:
            found[_EMBEDDINGS[name.removeprefix("embeddings.")]] = tensor
        elif name == "encoder.relative_attention_bias.weight":
            found["relative.weight"] = tensor
        elif name.startswith(("span.", "judge.")):
            found[name] = tensor
    for name in [name for name in found if ".query." in name]:
        parts = [found.pop(name.replace("query", part)) for part in ("query", "key", "value")]
        found[name.replace("query", "mixed")] = torch.cat(parts)
    if "relative.weight" in found:
        found["words.weight"] = found["words.weight"][_bert_order()]
        found["places.weight"] = found["places.weight"][2 : 2 + POSITIONS]
    return found


def _bert_order() -> Tensor:
    """The row of MPNet's vocabulary for each word piece of BERT's."""
    rows = torch.arange(VOCABULARY) + 4
    rows[torch.tensor([CLS, SEP, PAD])] = torch.tensor([0, 2, 1])
    return rows
