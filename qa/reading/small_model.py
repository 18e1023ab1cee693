"""A small trained model of this package: ONNX weights and their tokenizer, run on the CPU."""

import hashlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.models.onnx_session import cpu_session

# Made by evals/training; docs/reader.md tells how. Another model is another hash.
MODEL_SHA256 = {
    "fast.onnx": "c27ae52133ad4e0ff18870c6e74ff0be7da70ae4abf38fa5c8ca95741f7765f3",
    "strong.1.data": "bc01ceedc83c01c379e17005d695699b2a71c27debc8dd021f97aaacd9218897",
    "strong.2.data": "b621977b78d54b314885e67e0f6e9ce6176a8635c801e1e47bcf292b71463bd6",
    "strong.onnx": "bd8c33ef93f719571726dc6e61b5c15a69c20f05a30f465e23f6f53c689d44f1",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# The strong one's weights lie beside it, in files that code hosts take.
FILES = {
    "fast": ("fast.onnx",),
    "strong": ("strong.onnx", "strong.1.data", "strong.2.data"),
}
TOKENIZER = "tokenizer.json"

# The tokenizer drops control characters, and with them joins the words between which they stand.
_APART: dict[int, str] = dict.fromkeys([*range(32), *range(127, 160)], " ")


class SmallModel:
    """Reads pairs of texts. Safe to share between threads.

    Args:
        name: The packaged model, a key of `FILES`.
        max_tokens: Longer pairs are cut at the end of the longer text.
        instead: An ONNX file of the same kind, not checked, to run in its place.

    Raises:
        ModelError: The files are not those that this version was published with.
    """

    def __init__(self, name: str, max_tokens: int, instead: Path | None = None) -> None:
        """Checks and loads the model; takes a tenth of a second and more."""
        from tokenizers import Tokenizer

        with as_file(files("qa.reading") / "model") as folder:
            for file in (TOKENIZER, *(() if instead else FILES[name])):
                _check(folder / file)
            self._session: Any = cpu_session(instead or folder / FILES[name][0])
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        tokenizer.no_padding()  # its file says how to pad
        self._tokenizer = tokenizer

    def run(self, outputs: Sequence[str], pair: tuple[str, str]) -> tuple[Any, list[Any]]:
        """A pair's encoding, and each of the outputs named for it.

        A pair is read alone: several would be padded, which takes longer, and their numbers would
        share the scales that they are rounded by, so that none would be that of its pair alone.
        """
        first, second = (text.translate(_APART) for text in pair)
        encoded = self._tokenizer.encode(first, second)
        inputs = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        return encoded, [found[0] for found in self._session.run(list(outputs), inputs)]


def _check(file: Path) -> None:
    expected = MODEL_SHA256[file.name]
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise ModelError(
            f"{file} is not the file that this version of Dateline was published with. "
            "Install Dateline again."
        )
