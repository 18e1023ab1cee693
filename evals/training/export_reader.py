"""Exports a trained span reader to ONNX with int8 weights.

    python -m evals.training.export_reader --trained TRAINED --out qa/reading/model --sample SAMPLE

run in the project's folder, TRAINED being runs/reader/reader.pt and SAMPLE
tests/fixtures/reader_sample.json. Writes `reader.onnx` and `tokenizer.json`, and prints the
SHA-256 that `qa.reading.small_model` checks. The sample is what the trained model, in float32,
reads in the seed articles for a few questions of the project's set; a test holds the exported model
against it. Weights and word embeddings are int8, activations are quantised as they come (dynamic
quantisation, onnxruntime).
"""

import argparse
import hashlib
import json
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from evals.question_sets.questions import read_questions
from evals.training.model import SpanReader as TrainedReader
from index.embedding import packaged_folder
from qa.reading.reader import SpanReader

log = logging.getLogger("export_reader")

SEEDS = Path("seeds")
QUESTIONS = Path("evals/sets/seeds.jsonl")
PASSAGE = 900  # characters
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start_scores", "end_scores"]


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description="Exports a trained span reader to ONNX, int8.")
    parser.add_argument("--trained", type=Path, required=True, help="reader.pt or checkpoint.pt")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--sample", type=Path, help="where the sample goes, as JSON")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = load(arguments.trained)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        export(model, whole)
        if arguments.sample:
            arguments.sample.write_text(json.dumps(sample(whole), ensure_ascii=False, indent=1))
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


def load(trained: Path) -> TrainedReader:
    """The trained model, ready to score."""
    state = torch.load(trained, weights_only=True)
    model = TrainedReader(packaged_folder())
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


def sample(model: Path) -> list[dict[str, Any]]:
    """What a model reads first around the gold quote, for every fourth question that has one."""
    reader, rows = SpanReader(model), []
    for asked in [q for q in read_questions(QUESTIONS) if q.gold and not q.held_out][::4]:
        gold = asked.gold[0]
        with (SEEDS / gold.article).open(encoding="utf-8", newline="") as file:
            text = file.read()
        place = max(0, text.find(gold.quote) - PASSAGE // 2)
        best = reader.read(asked.question, [text[place : place + PASSAGE]])[0].spans[0]
        rows.append(
            {
                "question": asked.question,
                "article": gold.article,
                "passage": [place, place + PASSAGE],
                "best": [best.start, best.end],
                "score": round(best.score, 3),
            }
        )
    return rows


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
