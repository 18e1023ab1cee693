"""What each command of `dateline` does: answers to stdout, progress to stderr."""

import getpass
import keyword
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index import Archive, Filters, IngestReport, ingest_path, rebuild
from index.archive import exists
from index.builds import IN_FOLDER
from index.embedding import SentenceTransformerEmbedder
from index.errors import ArchiveError
from index.resolving import resolved
from qa import QueryEngine
from qa.reading.reader import packaged_readers
from ui.limits import from_arguments
from ui.terminal.engines import engine
from ui.terminal.printing import (
    answer_text,
    article_text,
    passage_text,
    print_json,
    rebuilt_text,
    report_text,
    say,
    stats_text,
)


def index(arguments: Namespace) -> int:
    """Reads articles into the archive, which is first built anew where that is asked for."""
    path, vectors = arguments.archive, arguments.vectors
    embedder = SentenceTransformerEmbedder(arguments.model) if arguments.model else None
    rebuilt, report = None, IngestReport()
    if arguments.rebuild and (exists(path) or not arguments.path):
        with _progress() as told:
            rebuilt = rebuild(path, embedder=embedder, vectors=vectors, on_progress=told)
    if arguments.path:
        with _writable(path, embedder, vectors) as archive, _progress() as told:
            report = ingest_path(
                arguments.path,
                archive,
                prune=arguments.prune,
                follow_links=arguments.follow_links,
                on_progress=told,
            )
    if arguments.json:
        print_json(asdict(report) | {"rebuilt": asdict(rebuilt) if rebuilt else None})
    else:
        said = [rebuilt_text(rebuilt)] if rebuilt else []
        say("\n".join([*said, report_text(report, arguments.path)] if arguments.path else said))
    read = len(report.added) + len(report.updated) + len(report.unchanged)
    return 0 if read or not report.rejected else 1


def ask(arguments: Namespace) -> int:
    """Answers a question."""
    packaged_readers().begin_to_load()
    with Archive.open(arguments.archive) as archive:
        answer = engine(archive, arguments).query(arguments.question)
    if arguments.json:
        print_json(answer.to_dict())
    else:
        say(answer_text(answer))
    return 0


def search(arguments: Namespace) -> int:
    """Lists the passages that a question would be answered from, best first."""
    with Archive.open(arguments.archive) as archive:
        found = QueryEngine(archive).retrieve(
            arguments.query, filters=from_arguments(arguments), top_k=arguments.top_k
        )
    if arguments.json:
        print_json([asdict(passage) for passage in found])
    elif found:
        say("\n\n".join(passage_text(n, passage) for n, passage in enumerate(found, start=1)))
    else:
        say("Nothing was found.")
    return 0


def show(arguments: Namespace) -> int:
    """Prints an article."""
    with Archive.open(arguments.archive) as archive:
        stored = archive.article(arguments.article, Filters(as_of=arguments.as_of))
    if arguments.json:
        print_json(asdict(stored))
    else:
        say(article_text(stored))
    return 0


def stats(arguments: Namespace) -> int:
    """Tells what the archive holds."""
    with Archive.open(arguments.archive) as archive:
        filters = resolved(from_arguments(arguments), archive)
        found, state = archive.stats(filters), archive.vectors_state()
    if arguments.json:
        print_json(asdict(found) | {"vectors_state": state})
    else:
        say(stats_text(found, state))
    return 0


def remove(arguments: Namespace) -> int:
    """Takes an article out."""
    with Archive.open(arguments.archive, writing=True) as archive:
        removed = archive.remove(arguments.article)
    if arguments.json:
        print_json({"removed": removed})
    else:
        say(f"Removed {removed}.")
    return 0


def eval(arguments: Namespace) -> int:  # noqa: A001 - the command's own name
    """Does a job of question sets."""
    from ui.terminal import evaluating

    # No function can be called `import`.
    name = f"{arguments.job}_" if keyword.iskeyword(arguments.job) else arguments.job
    return int(getattr(evaluating, name)(arguments))


def chat(arguments: Namespace) -> int:
    """Serves the chat page until it is stopped."""
    from ui.web.serving import serve

    password = os.environ.get("DATELINE_PASSWORD")
    if password is None and arguments.host not in ("127.0.0.1", "localhost", "::1"):
        if not sys.stdin.isatty():
            raise ArchiveError(
                f"Listening on {arguments.host} wants a password. Set DATELINE_PASSWORD, or "
                "leave out --host to listen on this machine only."
            )
        password = getpass.getpass("A password for the chat page: ")
    with Archive.open(arguments.archive) as archive:
        serve(
            engine(archive, arguments),
            host=arguments.host,
            port=arguments.port,
            password=password,
            allowed_hosts=tuple(arguments.allow_host),
            trusted_proxies=tuple(arguments.trust_proxy),
            open_browser=arguments.open,
        )
    return 0


@contextmanager
def _writable(
    path: Path, embedder: SentenceTransformerEmbedder | None, vectors: str | None
) -> Iterator[Archive]:
    """The archive, open for writing; made when there is none."""
    if exists(path):
        archive = Archive.open(path, writing=True, embedder=embedder, vectors=vectors)
    else:
        archive = Archive.create(path, embedder=embedder, vectors=vectors or IN_FOLDER)
    with archive:
        yield archive


@contextmanager
def _progress() -> Iterator[Any]:
    """A line on stderr: how many of all, the time left; silent where stderr is no terminal."""
    from tqdm import tqdm

    with tqdm(unit=" articles", file=sys.stderr, disable=None, leave=False) as bar:

        def tell(progress: Any) -> None:  # noqa: ANN401 - index.ingestion.Progress
            bar.total = progress.total
            speed = progress.chunks / max(bar.format_dict["elapsed"], 0.1)
            said = f"{progress.chunks} chunks embedded, {speed:.0f} a second"
            bar.set_postfix_str(said, refresh=progress.articles == bar.n)
            bar.update(progress.articles - bar.n)

        yield tell
