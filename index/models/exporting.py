"""Exports an archive's embedding model to ONNX, once, and holds the export against the original."""

import logging
import os
import secrets
import shutil
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.layout import EXPORT_FOLDER
from index.models.embedding import Embedder, SentenceTransformerEmbedder, Vectors
from index.models.exported import (
    GRAPH_FILE,
    INPUT,
    OUTPUT,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    About,
    ExportedEmbedder,
    checksum,
    export_folder,
    read_about,
)

LEAST_COSINE = 0.9999
# What an export could get wrong: blanks at the ends, capitals, signs, other scripts, nothing at
# all, one word, and more than the model reads.
SAMPLE = (
    "Which country first recognised the Taliban government?",
    "  When did Sirojiddin Muhriddin travel to Beijing?\n",
    "MUHRIDDIN told Reuters: “3.5% of 1,200 — no more”.",
    "Größe, naïve 😀 e\u0301té",
    "Когда встретились министры? 外交部长在哪里会面？",
    "border",
    "",
    "The ministers met in Dushanbe on Saturday and spoke of trade, the border and water. " * 40,
)
# The constants that go to the weights' file, in bytes; smaller ones stay in the graph.
_SMALL = 1024
# An unfinished export this old is of a process that was killed.
_OLD_SECONDS = 3600.0
# The exporter has a state of its own, one a process.
_exporting = threading.Lock()
_log = logging.getLogger("dateline")


def keep_export(embedder: Embedder, home: Path) -> None:
    """Exports the model of a build, unless a sound export of it is there or cannot be put there.

    Any number of processes may do so at once; the first to finish is kept. A model whose export
    fails, or has other vectors than the original, keeps torch: `about.json` then says why, for
    `why_torch`, and it is not tried again. What cannot be written, on a full disk for one, is told
    in the log and tried again next time.
    """
    if not isinstance(embedder, SentenceTransformerEmbedder):
        return  # one of the caller's own, who gives it again to ask
    with _exporting:
        if os.access(home, os.W_OK) and not _is_there(embedder, home):
            _make(embedder, home)


def _make(embedder: SentenceTransformerEmbedder, home: Path) -> None:
    fresh = home / f"{EXPORT_FOLDER}-{secrets.token_hex(4)}"
    try:
        _clear_unfinished(home)
        fresh.mkdir()
        _write(embedder, fresh)
        _make_current(embedder, fresh, home)
    except OSError as error:
        _log.warning(
            "%s cannot be written: %s. Questions load the model through torch, which takes "
            "seconds, until it can.",
            export_folder(home),
            os.strerror(error.errno or 0),
        )
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
    about = About(embedder.name, embedder.fingerprint, embedder.dimensions, embedder.max_tokens)
    refused = ""
    try:
        _export(embedder, folder)
        refused = _difference(embedder, ExportedEmbedder(folder, about))
    except OSError:
        raise
    except Exception as error:  # of whatever the model's own code and the exporter raise
        said = str(error).strip().splitlines()
        refused = f"its export failed ({type(error).__name__}{': ' + said[0] if said else ''})"
    if refused:
        for file in folder.iterdir():
            file.unlink()
        _log.warning(
            "Questions load '%s' through torch, which takes seconds: %s.", embedder.name, refused
        )
    names = sorted(file.name for file in folder.iterdir())
    About(
        about.name,
        about.fingerprint,
        about.dimensions,
        about.max_tokens,
        {name: checksum(folder / name) for name in names},
        refused,
    ).write(folder)


def _export(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
    """Writes the graph, its weights and the tokenizer."""
    import onnx
    import torch

    model = embedder.model

    class Traced(torch.nn.Module):
        """The whole model, whatever comes after its transformer, for one text."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            features = self.model({INPUT: ids, "attention_mask": torch.ones_like(ids)})
            found: torch.Tensor = features[OUTPUT].float()
            return found

    whole = folder / f"whole-{GRAPH_FILE}"
    with warnings.catch_warnings(), torch.inference_mode():
        # That tracing keeps one branch of each `if`: `_difference` tells whether it was the right
        # one. And that the exporter is the older of torch's two: the newer one wants onnxscript.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Traced(),
            (torch.ones((1, 16), dtype=torch.int64),),
            str(whole),
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
    # Weights in a file of their own are mapped into memory: loaded in half the time, and shared
    # by the processes that ask.
    onnx.save(
        onnx.load(whole),
        folder / GRAPH_FILE,
        save_as_external_data=True,
        location=WEIGHTS_FILE,
        size_threshold=_SMALL,
    )
    # `onnx` lets nobody else read it.
    shutil.copymode(whole, folder / WEIGHTS_FILE)
    whole.unlink()
    embedder.whole_text_tokenizer().save(str(folder / TOKENIZER_FILE))


def _difference(original: SentenceTransformerEmbedder, export: ExportedEmbedder) -> str:
    """How an export's vectors differ from the original's by more than they may; else empty."""
    least = _least_cosine(original.embed(SAMPLE), export.embed(SAMPLE))
    if not least >= LEAST_COSINE:  # not a number differs too
        return f"the vectors of its export differ (a cosine of {least:.4f})"
    if any(original.tokenize(text) != export.tokenize(text) for text in SAMPLE):
        return "its export makes other tokens"
    return ""


def _least_cosine(ours: Vectors, theirs: Vectors) -> float:
    return float(np.min(np.sum(ours * theirs, axis=1), initial=1.0))


def _is_there(embedder: SentenceTransformerEmbedder, home: Path) -> bool:
    about = read_about(home, embedder.fingerprint)
    if about is None:
        return False
    try:
        if not about.refused:
            ExportedEmbedder(export_folder(home), about)
        return True
    except ModelError:
        return False


def _make_current(embedder: SentenceTransformerEmbedder, fresh: Path, home: Path) -> None:
    """Makes a finished export the one that counts, unless another process was quicker."""
    place = export_folder(home)
    with suppress(OSError):  # there is one already
        fresh.rename(place)
        return
    if _is_there(embedder, home):
        return
    aside = fresh.with_name(f"{fresh.name}-old")
    with suppress(FileNotFoundError):  # another process has put it aside
        place.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)
    fresh.rename(place)


def _clear_unfinished(home: Path) -> None:
    for left in home.glob(f"{EXPORT_FOLDER}-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _OLD_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
