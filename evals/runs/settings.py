"""What a run was asked, of what, and with which settings: plain values that tell runs apart."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from index import Archive, Filters
from index.errors import QuestionSetError
from qa.answers import plain
from qa.reading.small_model import FILES, MODEL_SHA256


class Limited(Protocol):
    """An engine, as far as its settings are told."""

    @property
    def archive(self) -> Archive:
        """Where it looks."""

    @property
    def top_k(self) -> int:
        """How many passages its answerer sees."""

    @property
    def filters(self) -> Filters:
        """The limits that hold for every question."""

    @property
    def keep_unsupported(self) -> bool:
        """Whether sentences stay that their quotes do not bear out."""


def run_settings(
    question_set: str | Path, engine: Limited, *, answerer: str, min_confidence: float
) -> dict[str, Any]:
    """The settings of a run, as JSON values; the same for two runs that are to give the same.

    `set` has `name` and `sha256` of the file, `archive` how many `articles` and `chunks` it holds,
    its `model` and its `generation` (which changes whenever what can be found does), `engine` its
    `answerer`, the hashes of the packaged `readers`, `top_k`, `min_confidence`, `keep_unsupported`
    and those `filters` that limit, `version` is Dateline's.

    Raises:
        QuestionSetError: The set cannot be read.
    """
    path = Path(question_set)
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(f"{path} cannot be read as a question set: {reason}.") from error
    stats = engine.archive.stats()
    return {
        "set": {"name": path.name, "sha256": hashlib.sha256(content).hexdigest()},
        "archive": {
            "articles": stats.articles,
            "chunks": stats.chunks,
            "model": stats.model,
            "generation": engine.archive.catalog.generation(),
        },
        "engine": {
            "answerer": answerer,
            "readers": {name: MODEL_SHA256[f"{name}.onnx"] for name in FILES},
            "top_k": engine.top_k,
            "min_confidence": min_confidence,
            "keep_unsupported": engine.keep_unsupported,
            "filters": _limiting(engine.filters),
        },
        "version": version("dateline"),
    }


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Where two settings differ, as "engine.top_k (8, now 5)", in the order of their names."""
    before, after = dict(_leaves(one, "")), dict(_leaves(other, ""))
    return [
        f"{name} ({before.get(name, 'nothing')}, now {after.get(name, 'nothing')})"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def _limiting(filters: Filters) -> dict[str, Any]:
    named = {name: value for name, value in asdict(filters).items() if value}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else plain(value)
        for name, value in named.items()
    }


def _leaves(values: Mapping[str, Any], before: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            found += _leaves(value, f"{before}{name}.")
        else:
            found.append((before + name, value))
    return found
