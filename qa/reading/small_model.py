"""A small trained model of this package: ONNX weights and their tokenizer, run on the CPU."""

import hashlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.onnx_session import cpu_session

# Made by evals/training; docs/reader.md tells how. Another model is another hash.
MODEL_SHA256 = {
    "reader.onnx": "3f5ae0fdcd3869fb4614123ab7d734efcea393d8195b565ae4238d5408fad7ef",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
TOKENIZER = "tokenizer.json"


class SmallModel:
    """Reads pairs of texts. Safe to share between threads.

    Args:
        name: The packaged ONNX file, a key of `MODEL_SHA256`.
        max_tokens: Longer pairs are cut at the end of the second text.
        instead: An ONNX file of the same kind, not checked, to run in its place.

    Raises:
        ModelError: The files are not those that this version was published with.
    """

    def __init__(self, name: str, max_tokens: int, instead: Path | None = None) -> None:
        """Checks and loads the model; takes about a tenth of a second."""
        from tokenizers import Tokenizer

        with as_file(files("qa.reading") / "model") as folder:
            for file in (TOKENIZER, *(() if instead else (name,))):
                _check(folder / file)
            self._session: Any = cpu_session(instead or folder / name)
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.enable_truncation(max_tokens, strategy="only_second")
        tokenizer.enable_padding()
        self._tokenizer = tokenizer

    def run(
        self, outputs: Sequence[str], pairs: Sequence[tuple[str, str]]
    ) -> tuple[list[Any], list[Any]]:
        """The pairs' encodings, and each of the outputs named, its first axis the pairs'."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
            "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
        }
        return encoded, self._session.run(list(outputs), inputs)


def _check(file: Path) -> None:
    expected = MODEL_SHA256[file.name]
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise ModelError(
            f"{file} is not the file that this version of Dateline was published with. "
            "Install Dateline again."
        )
