import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

import pytest

from evals.runs.settings import differences, run_settings
from index import Archive, Article, Filters, ingest
from index.errors import QuestionSetError
from qa.reading.small_model import MODEL_SHA256


@dataclass
class Engine:
    archive: Archive
    top_k: int = 8
    filters: Filters = field(default_factory=Filters)
    keep_unsupported: bool = False


@pytest.fixture
def archive(tmp_path, hash_embedder):
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        ingest([Article("a", "A", "Ann met Bob.")], made)
        yield made


@pytest.fixture
def question_set(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"{}\n")
    return path


def settings(path, engine):
    return run_settings(path, engine, answerer="extractive", min_confidence=0.5)


def test_settings_tell_what_was_asked_of_what(archive, question_set):
    filters = Filters(publishers=("The Post",), published_from=date(2025, 1, 1), undated=True)
    found = settings(question_set, Engine(archive, 5, filters))
    assert json.loads(json.dumps(found)) == found
    assert found["set"] == {
        "name": "set.jsonl",
        "sha256": hashlib.sha256(b"{}\n").hexdigest(),
    }
    assert found["archive"] == {
        "articles": 1, "chunks": 1, "model": "hash", "generation": archive.catalog.generation()
    }  # fmt: skip
    assert found["engine"] == {
        "answerer": "extractive",
        "readers": {name: MODEL_SHA256[f"{name}.onnx"] for name in ("fast", "strong")},
        "top_k": 5,
        "min_confidence": 0.5,
        "keep_unsupported": False,
        "filters": {"publishers": ["The Post"], "published_from": "2025-01-01", "undated": True},
    }
    assert found["version"].count(".") >= 1


def test_settings_differ_where_the_set_or_the_archive_does(archive, question_set):
    before = settings(question_set, Engine(archive))
    assert differences(before, settings(question_set, Engine(archive))) == []
    question_set.write_bytes(b"{} \n")
    archive.remove("a")
    names = [
        each.split(" ")[0] for each in differences(before, settings(question_set, Engine(archive)))
    ]
    assert names == ["archive.articles", "archive.chunks", "archive.generation", "set.sha256"]


def test_a_set_that_cannot_be_read_gets_a_sentence(archive, tmp_path):
    with pytest.raises(QuestionSetError, match="cannot be read as a question set: No such file"):
        settings(tmp_path / "none.jsonl", Engine(archive))
