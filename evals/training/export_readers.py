"""Exports a trained reader to ONNX.

    python -m evals.training.export_readers --from runs/readers/strong.npz \
        --tokens runs/readers/tokens.npz --out FOLDER/strong.onnx

Inputs are `input_ids`, `attention_mask` and `token_type_ids`, of shape (pairs, tokens), in BERT's
uncased vocabulary; outputs `start_scores` and `end_scores`, of the same shape, and `judge`, of
shape (pairs,). Weights are int8, a scale a column, and activations are quantised as they come;
with --tokens, some pairs, a few channels are left apart (`outliers.py`), and --bits 32 leaves
everything as trained. What is larger than `FILE` goes to files beside the .onnx, each at most as
large. Prints each file's SHA-256. With --sample FILE, run in the project's folder, what it reads
in the seed articles is written there, before any rounding: a test holds the exported reader
against it.
"""

import argparse
import hashlib
import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import external_data_helper as external
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.training import weights
from evals.training.batches import Batch, OnDevice
from evals.training.network import Reader
from evals.training.outliers import parted
from evals.training.sampling import sample
from evals.training.tokens import MAX_TOKENS, Tokens

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start_scores", "end_scores", "judge"]
OPSET = 17
FILE = 58_000_000  # bytes
PAIRS = 64  # that show which channels are large
SMALL = 1024  # a smaller weight stays in the .onnx

log = logging.getLogger("export_readers")


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description="Exports a trained reader to ONNX.")
    parser.add_argument("--from", dest="start", type=Path, required=True, help="its weights")
    parser.add_argument("--out", type=Path, required=True, help="the .onnx file to write")
    parser.add_argument("--bits", type=int, choices=(8, 32), default=8)
    parser.add_argument("--tokens", type=Path, help="pairs that show which channels are large")
    parser.add_argument("--sample", type=Path, help="where what it reads goes, as JSON")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.ERROR, format="%(message)s", force=True)
    log.setLevel(logging.INFO)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    reader = weights.load(arguments.start)
    if arguments.sample:
        arguments.sample.write_text(_sample(reader), encoding="utf-8")
    if arguments.tokens:
        reader = parted(reader, _some(arguments.tokens))
    for path in exported(reader, arguments.out, arguments.bits):
        content = path.read_bytes()
        log.info("%s  %s  %d bytes", hashlib.sha256(content).hexdigest(), path, len(content))


def exported(reader: Reader, out: Path, bits: int) -> list[Path]:
    """Writes the reader and returns the files written, the .onnx first."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        traced(reader, whole)
        if bits == 8:
            quantize_dynamic(
                whole,
                small,
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul", "Gather"],
                nodes_to_exclude=_apart(whole),
            )
        else:
            small = whole
        return written(onnx.load(small), out)


def traced(reader: Reader, path: Path) -> None:
    """Writes the reader in float32, for any number and length of pairs."""
    sample = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    axes = {name: {0: "pairs", 1: "tokens"} for name in INPUTS + OUTPUTS[:2]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about itself
        torch.onnx.export(
            reader.float().eval(),
            sample,
            str(path),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes={**axes, OUTPUTS[2]: {0: "pairs"}},
            opset_version=OPSET,
            dynamo=False,
        )


def written(model: Any, out: Path) -> list[Path]:  # noqa: ANN401 - onnx's protobufs
    """Writes a network whole where it is small, else its weights to files of `FILE` bytes."""
    if model.ByteSize() <= FILE:
        onnx.save(model, out)
        return [out]
    size, number = 0, 1
    for tensor in sorted(model.graph.initializer, key=lambda each: str(each.name)):
        if len(tensor.raw_data) < SMALL:
            continue
        if size + len(tensor.raw_data) > FILE:
            size, number = 0, number + 1
        size += len(tensor.raw_data)
        external.set_external_data(tensor, f"{out.stem}.{number}.data")
    files = [out.parent / f"{out.stem}.{n}.data" for n in range(1, number + 1)]
    for file in files:
        file.unlink(missing_ok=True)  # the weights are appended to what is there
    onnx.save(model, out)
    return [out, *files]


def _apart(whole: Path) -> list[str]:
    """The products that `parted` keeps apart."""
    return [node.name for node in onnx.load(whole).graph.node if "/few/" in node.name]


def _some(path: Path) -> Iterator[Batch]:
    """A few of the pairs in a file, the first ones."""
    known = Tokens.load(path)
    return iter([OnDevice(known, "cpu").gathered(torch.arange(min(PAIRS, len(known))), MAX_TOKENS)])


def _sample(reader: Reader) -> str:
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        traced(reader, whole)
        return json.dumps(sample(whole), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
