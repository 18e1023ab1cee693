"""The formats that can be imported, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.importing import beir, labelled_rag, multihop_rag, realtimeqa, squad, table, trec_time
from evals.importing.gathered import Imported
from index.errors import QuestionSetError


@dataclass(frozen=True, slots=True)
class Format:
    """A way to import, and what it wants, in words."""

    read: Callable[[Path], Imported]
    wanted: str


FORMATS: Mapping[str, Format] = {
    "squad": Format(squad.import_squad, squad.WANTED),
    "realtimeqa": Format(realtimeqa.import_realtimeqa, realtimeqa.WANTED),
    "multihop-rag": Format(multihop_rag.import_multihop, multihop_rag.WANTED),
    "beir": Format(beir.import_beir, beir.WANTED),
    "trec-time": Format(trec_time.import_time, trec_time.WANTED),
    "llama-index": Format(labelled_rag.import_labelled_rag, labelled_rag.WANTED),
    "csv": Format(table.import_table, table.WANTED),
}


def import_set(name: str, path: Path) -> Imported:
    """The collection at `path`, which is in the format `name`, one of FORMATS.

    Raises:
        QuestionSetError: There is no such format, nothing at `path`, or something else.
    """
    if name not in FORMATS:
        raise QuestionSetError(f"{name!r} cannot be imported; these can: {', '.join(FORMATS)}.")
    wanted = FORMATS[name].wanted
    if not path.exists():
        raise QuestionSetError(f"There is nothing at {path}; {name} wants {wanted}.")
    return FORMATS[name].read(path)
