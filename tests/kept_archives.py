"""What tests of snapshots and copies share: archives to keep, and all that makes one what it is."""

import os
import sys
from pathlib import Path

from conftest import HashEmbedder
from waiting import PATIENCE

from index import Archive, ingest
from index.feedback_file import put_line
from index.prose.words import stem
from qa import QueryEngine

sys.path.append(str(Path(__file__).parent / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

QUESTIONS = ["vessel17x2 at dawn", "Who saw vessel9x1late leave?", "vessels of port 3"]


def made(path, copies=(), **named):
    """Makes an archive with earlier revisions, a removed article and what was said of another.

    Args:
        path: Where it is to be.
        copies: Further articles, of another folder.
        named: What else `Archive.create` takes.
    """
    with Archive.create(path, embedder=HashEmbedder(), **named) as archive:
        ingest([interrupted.story(n, "early") for n in range(4)], archive, root="/one")
        ingest(interrupted.before(), archive, root="/one")
        if copies:
            ingest(copies, archive, root="/two")
        archive.remove("story-5")
        put_line(archive.notes, {"id": "a", "names": {"articles": ["story-1"]}}, held_by(archive))
    return path


def held_by(archive):
    return archive.catalog.articles.held


def opened(path, **named):
    return Archive.open(path, embedder=HashEmbedder(), **named)


class About(float):
    """A number that equals one that differs in its last digits."""

    def __eq__(self, other):
        return abs(self - other) < 1e-6

    __hash__ = None


def everything(path):
    """All rows that are an archive, what is found with which scores, and what is answered."""
    with opened(path) as archive:
        assert archive.vectors_state() == "ready" and archive.check().sound
        rows = archive.catalog._db.rows
        engine = QueryEngine(archive)
        return {
            "revisions": sorted(map(tuple, rows("SELECT * FROM revisions"))),
            "chunks": sorted(map(tuple, rows("SELECT * FROM chunks"))),
            "vectors": sorted(map(tuple, rows("SELECT * FROM chunk_vectors"))),
            "removed": archive.catalog.removed.all(),
            "words": [
                archive.catalog.chunks.search_words(list(map(stem, each.split())))
                for each in QUESTIONS
            ],
            "nearest": [
                [(hit.chunk_id, About(hit.score)) for hit in archive.search_vectors(each)]
                for each in QUESTIONS
            ],
            "answers": [engine.query(each).to_dict() for each in QUESTIONS],
        }


def contents_of(folder):
    return sorted(each.name for each in folder.iterdir())


def ends_by_kill(processes, module, function, call, *arguments, **named):
    """Whether a process that calls something is killed when it calls a function of a module."""
    where = (module.__name__, function, call, *arguments)
    process = processes.Process(target=interrupted.keep_until, args=where, kwargs=named)
    process.start()
    process.join(PATIENCE)
    return process.exitcode == -9


def cut(file):
    """Leaves half of a file."""
    os.truncate(file, file.stat().st_size // 2)
