"""Exports a trained span reader to ONNX with int8 weights.

    python -m evals.training.export_reader --trained runs/reader/reader.pt --out qa/reader

Writes `reader.onnx` and `tokenizer.json`, and prints the SHA-256 that `qa.reader` checks.
Weights and word embeddings are int8, activations are quantised as they come (dynamic
quantisation, onnxruntime).
"""

import argparse
import hashlib
import logging
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from evals.training.model import SpanReader
from index.embedding import packaged_folder

log = logging.getLogger("export_reader")

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start_scores", "end_scores"]


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description="Exports a trained span reader to ONNX, int8.")
    parser.add_argument("--trained", type=Path, required=True, help="reader.pt or checkpoint.pt")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = load(arguments.trained)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        export(model, whole)
        quantize_dynamic(
            whole,
            arguments.out / "reader.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    shutil.copyfile(packaged_folder() / "tokenizer.json", arguments.out / "tokenizer.json")
    for name in ("reader.onnx", "tokenizer.json"):
        content = (arguments.out / name).read_bytes()
        log.info("%s %d bytes %s", name, len(content), hashlib.sha256(content).hexdigest())


def load(trained: Path) -> SpanReader:
    """The trained model, ready to score."""
    state = torch.load(trained, weights_only=True)
    model = SpanReader(packaged_folder())
    model.load_state_dict(state.get("model", state))
    model.eval()
    return model


def export(model: nn.Module, path: Path) -> None:
    """Writes the model in float32, for any number and length of inputs."""
    sample = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    shape = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        _Contiguous(model),
        sample,
        str(path),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: shape for name in INPUTS + OUTPUTS},
        opset_version=17,
        dynamo=False,
    )


class _Contiguous(nn.Module):
    """The model under positional inputs, as the exporter calls it."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """Start and end scores, shape (batch, tokens)."""
        start, end = self.model(ids, mask, types)
        return start, end


if __name__ == "__main__":
    main()
