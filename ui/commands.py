"""What each command of `dateline` does: answers to stdout, progress to stderr."""

import getpass
import json
import os
import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index import (
    Archive,
    ArchiveStats,
    Article,
    ArticleRef,
    Filters,
    IngestReport,
    StoredArticle,
    ingest_path,
    rebuild,
)
from index.archive import exists
from index.builds import IN_FOLDER
from index.embedding import SentenceTransformerEmbedder
from index.errors import ArchiveError, QuestionSetError
from index.resolving import resolved
from qa import Answer, Citation, Passage
from qa.wording import dates, in_words
from ui.limits import from_arguments
from ui.wording import also_in, searched

WIDTH = 88
LISTED = 20


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
            report = ingest_path(arguments.path, archive, prune=arguments.prune, on_progress=told)
    if arguments.json:
        _print_json(asdict(report) | {"rebuilt": asdict(rebuilt) if rebuilt else None})
    else:
        said = [_rebuilt(rebuilt)] if rebuilt else []
        print("\n".join([*said, _report(report, arguments)] if arguments.path else said))
    read = len(report.added) + len(report.updated) + len(report.unchanged)
    return 0 if read or not report.rejected else 1


def ask(arguments: Namespace) -> int:
    """Answers a question."""
    from qa import QueryEngine

    with Archive.open(arguments.archive) as archive:
        engine = QueryEngine(archive, filters=from_arguments(arguments))
        answer = engine.query(arguments.question)
    if arguments.json:
        _print_json(answer.to_dict())
    else:
        print(_answer(answer))
    return 0


def search(arguments: Namespace) -> int:
    """Lists the passages that a question would be answered from, best first."""
    from qa import QueryEngine

    with Archive.open(arguments.archive) as archive:
        found = QueryEngine(archive).retrieve(
            arguments.query, filters=from_arguments(arguments), top_k=arguments.top_k
        )
    if arguments.json:
        _print_json([asdict(passage) for passage in found])
    elif found:
        print("\n\n".join(_passage(n, passage) for n, passage in enumerate(found, start=1)))
    else:
        print("Nothing was found.")
    return 0


def show(arguments: Namespace) -> int:
    """Prints an article."""
    with Archive.open(arguments.archive) as archive:
        stored = archive.article(arguments.article, Filters(as_of=arguments.as_of))
    if arguments.json:
        _print_json(asdict(stored))
    else:
        print(_article(stored))
    return 0


def stats(arguments: Namespace) -> int:
    """Tells what the archive holds."""
    with Archive.open(arguments.archive) as archive:
        filters = resolved(from_arguments(arguments), archive)
        found, state = archive.stats(filters), archive.vectors_state()
    if arguments.json:
        _print_json(asdict(found) | {"vectors_state": state})
    else:
        print(_stats(found, state))
    return 0


def remove(arguments: Namespace) -> int:
    """Takes an article out."""
    with Archive.open(arguments.archive, writing=True) as archive:
        removed = archive.remove(arguments.article)
    if arguments.json:
        _print_json({"removed": removed})
    else:
        print(f"Removed {removed}.")
    return 0


def eval(arguments: Namespace) -> int:  # noqa: A001 - the command's own name
    """Runs a question set."""
    from tqdm import tqdm

    from evals import Row, evaluate, read_questions, report_dict, report_table, write_report
    from qa import QueryEngine

    questions = read_questions(arguments.set)
    with (
        Archive.open(arguments.archive) as archive,
        tqdm(total=len(questions), unit=" questions", file=sys.stderr, disable=None) as bar,
    ):

        def count(row: Row) -> None:
            bar.update()

        engine = QueryEngine(archive, filters=from_arguments(arguments))
        run = evaluate(engine, questions, on_result=count)
    if arguments.out:
        try:
            written = write_report(run, arguments.out)
        except OSError as error:
            raise QuestionSetError(
                f"The reports cannot be written to {arguments.out}: {error.strerror}. Give "
                "another folder: --out DIR"
            ) from error
        print("Written: " + ", ".join(str(path) for path in written), file=sys.stderr)
    if arguments.json:
        _print_json(report_dict(run))
    else:
        print(report_table(run))
    return 0


def chat(arguments: Namespace) -> int:
    """Serves the chat page until it is stopped."""
    from qa import QueryEngine
    from ui.serving import serve

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
            QueryEngine(archive, filters=from_arguments(arguments)),
            host=arguments.host,
            port=arguments.port,
            password=password,
            allowed_hosts=tuple(arguments.allow_host),
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


def _rebuilt(report: IngestReport) -> str:
    lines = [f"Rebuilt: {len(report.added)} articles, {report.chunks} chunks embedded."]
    return "\n".join([*lines, *_rejected(report)])


def _report(report: IngestReport, arguments: Namespace) -> str:
    lines = [
        f"{len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected; "
        f"{report.chunks} chunks embedded."
    ]
    lines += _rejected(report)
    if report.pruned:
        lines.append(f"{len(report.pruned)} had gone from {arguments.path} and were removed:")
        lines += [f"  removed   {article_id}" for article_id in report.pruned]
    elif report.missing:
        lines.append(
            f"{len(report.missing)} have gone from {arguments.path} and are kept; remove them "
            f"with: dateline index {arguments.path} --prune"
        )
        lines += [f"  gone      {article_id}" for article_id in report.missing]
    return "\n".join(lines)


def _rejected(report: IngestReport) -> list[str]:
    return [f"  rejected  {item.origin}: {item.reason}" for item in report.rejected]


def _answer(answer: Answer) -> str:
    parts = [_wrap(answer.text)]
    if answer.standalone_question != " ".join(answer.question.split()):
        parts.insert(0, f"(searched as: {answer.standalone_question})")
    for c in answer.citations:
        head = f"[{c.number}] {_by_line(c)}"
        quote = _wrap(f"“{' '.join(c.quote.split())}”", "    ")
        parts.append(f"{head}\n{quote}\n    {c.article_id}, characters {c.start}-{c.end}")
    if answer.listed:
        parts.append(_listed(answer.listed))
    parts.append(searched(answer.searched))
    return "\n\n".join(parts)


def _listed(articles: Sequence[ArticleRef]) -> str:
    lines = [f"{n:>3}. {_by_line(each)}" for n, each in enumerate(articles[:LISTED], start=1)]
    if len(articles) > LISTED:
        lines.append(f"     and {len(articles) - LISTED} more: --json lists them")
    return "\n".join(lines)


def _passage(n: int, passage: Passage) -> str:
    head = f"{n}. {_by_line(passage)}"
    place = f"   {passage.article_id}, characters {passage.start}-{passage.end}"
    return f"{head}\n{place}\n{_wrap(' '.join(passage.text.split()), '   ')}"


def _by_line(of: ArticleRef | Citation | Passage) -> str:
    publisher = f"{of.publisher}, " if of.publisher else ""
    copies = "" if isinstance(of, ArticleRef) else also_in(of.copies)
    return f"{of.title} ({publisher}{in_words(of.published)}{copies and '; ' + copies})"


def _article(stored: StoredArticle) -> str:
    article = stored.article
    rows = [
        ("id", article.id),
        ("title", _with_origin(article, "title")),
        ("publisher", _with_origin(article, "publisher")),
        ("published", _with_origin(article, "published")),
        ("authors", ", ".join(article.authors) or None),
        ("url", article.url),
        ("section", article.section),
        ("read from", article.origin),
        ("revision", str(stored.revision)),
        ("copy of", stored.copy_of),
    ]
    head = "\n".join(f"{name:<10} {value}" for name, value in rows if value)
    return f"{head}\n\n{article.text}"


def _with_origin(article: Article, field: str) -> str:
    value = getattr(article, field) or ("undated" if field == "published" else "not told")
    origin = article.provenance.get(field)
    return f"{value} ({origin})" if origin else str(value)


def _stats(stats: ArchiveStats, vectors_state: str) -> str:
    rows = [
        ("articles", f"{stats.articles:,}" + (f" ({stats.copies} copies)" if stats.copies else "")),
        ("dates", dates(stats.articles, stats.first, stats.last, stats.undated)),
        ("chunks", f"{stats.chunks:,}"),
        ("model", stats.model),
        ("vectors", stats.vectors + ("" if vectors_state == "ready" else f" ({vectors_state})")),
        ("on disk", f"{stats.bytes / 1e6:.1f} MB"),
    ]
    lines = [f"{name:<10} {value}" for name, value in rows]
    counts = _counts("publishers", stats.publishers) + _counts("sections", stats.sections)
    return "\n".join(lines + counts)


def _counts(heading: str, counts: Sequence[tuple[str, int]]) -> list[str]:
    lines = [f"{heading:<10} {len(counts)}"]
    lines += [f"{'':<10} {count:>6,}  {name}" for name, count in counts[:20]]
    if len(counts) > 20:
        lines.append(f"{'':<10} and {len(counts) - 20} more: --json lists them")
    return lines


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    print(json.dumps(value, ensure_ascii=False, indent=2))
