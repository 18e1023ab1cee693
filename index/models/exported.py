"""An archive's own embedding model as ONNX, run without torch: what only asks needs no more.

The export is a folder beside the catalogue: the graph, its weights, the tokenizer, and
`about.json`, which says what model they are of and their checksums. `exporting.py` makes it.
Where a model cannot be exported, `about.json` stands alone and says why.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.layout import EXPORT_FOLDER
from index.mending import mendable
from index.models.embedding import Vectors
from index.models.onnx_session import cpu_session

ABOUT_FILE = "about.json"
GRAPH_FILE = "model.onnx"
WEIGHTS_FILE = "weights.bin"
TOKENIZER_FILE = "tokenizer.json"
INPUT = "input_ids"
OUTPUT = "sentence_embedding"
# An export of another form than this version's is made anew.
FORM = 2
_OWN_SUM = "checksum"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class About:
    """What an export is of.

    Attributes:
        name: The model's, as a person knows it.
        fingerprint: The model's.
        dimensions: Length of a vector.
        max_tokens: How many tokens of a text it reads, special tokens not counted.
        checksums: CRC-32 by file name. They tell damage; SHA-256 would take four times as long.
        refused: Why the model could not be exported; empty where it could.
        form: `FORM` of the version that made it.
    """

    name: str
    fingerprint: str
    dimensions: int
    max_tokens: int
    checksums: dict[str, int] = field(default_factory=dict)
    refused: str = ""
    form: int = FORM

    def write(self, folder: Path) -> None:
        """Writes `about.json`, and into it a checksum of what else it says."""
        values = asdict(self)
        values[_OWN_SUM] = _sum_of(values)
        (folder / ABOUT_FILE).write_text(json.dumps(values, indent=1), encoding="utf-8")


class ExportedEmbedder:
    """A sentence-transformers model from its export; an `Embedder`.

    Its vectors have a cosine of at least `exporting.LEAST_COSINE` with the original's. It reads one
    text at a time: nothing is padded, so that a text's vector does not
    depend on what stands beside it, and it takes less time and less memory than reading several.

    Args:
        folder: The export.
        about: What it is of.

    Raises:
        ModelError: A file of it is missing or damaged.
    """

    def __init__(self, folder: Path, about: About) -> None:
        """Checks and loads the model; takes about a fifth of a second."""
        from tokenizers import Tokenizer

        _check(folder, about)
        self.name, self.fingerprint = about.name, about.fingerprint
        self.dimensions, self.max_tokens = about.dimensions, about.max_tokens
        try:
            self._session: Any = cpu_session(folder / GRAPH_FILE)
            self._whole = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._cut = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        except Exception as error:  # both libraries raise their own, of no common class
            raise ModelError(f"{folder} cannot be loaded: {error}. Delete it.") from error
        self._cut.enable_truncation(about.max_tokens + 2)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), in the order of the texts."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for n, text in enumerate(texts):
            ids = np.array([self._cut.encode(text).ids], dtype=np.int64)
            found[n] = self._session.run([OUTPUT], {INPUT: ids})[0][0]
        return _unit(found)

    def tokenize(self, text: str) -> list[str]:
        """The model's own tokens of a text, special tokens left out, never cut."""
        return list(self._whole.encode(text, add_special_tokens=False).tokens)


def export_folder(home: Path) -> Path:
    """Where the export of a build is."""
    return home / EXPORT_FOLDER


def read_about(home: Path, fingerprint: str) -> About | None:
    """What a build's export is of; None where there is none of this model in this form."""
    try:
        values = json.loads((export_folder(home) / ABOUT_FILE).read_text(encoding="utf-8"))
        if values.pop(_OWN_SUM) != _sum_of(values):
            return None
        about = About(**values)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return about if (about.fingerprint, about.form) == (fingerprint, FORM) else None


def load_export(home: Path, fingerprint: str) -> ExportedEmbedder | None:
    """The exported model of a build; None where there is none, or it could not be exported.

    Raises:
        ModelError: A file of it is missing or damaged.
    """
    about = read_about(home, fingerprint)
    if about is None or about.refused:
        return None
    return ExportedEmbedder(export_folder(home), about)


def why_torch(home: Path, fingerprint: str) -> str:
    """Why asking loads the model through torch; empty where it does not."""
    about = read_about(home, fingerprint)
    if about is None:
        return "it is not exported yet"
    return about.refused


def checksum(file: Path) -> int:
    """The CRC-32 of a file."""
    found = 0
    with file.open("rb") as reading:
        while block := reading.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found


def _sum_of(values: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(values, sort_keys=True).encode())


def _check(folder: Path, about: About) -> None:
    for name, expected in about.checksums.items():
        try:
            damaged = checksum(folder / name) != expected
        except OSError:
            damaged = True
        if damaged:
            raise mendable(
                ModelError,
                f"{folder / name} is missing or damaged.",
                f"Delete {folder}: the model is exported anew.",
                folder,
            )


def _unit(vectors: NDArray[np.float32]) -> Vectors:
    """Rows of length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
