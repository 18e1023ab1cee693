"""What each command of `dateline` does: answers to stdout, progress to stderr."""

import getpass
import keyword
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index import (
    Archive,
    Fetching,
    Filters,
    IngestReport,
    ingest_address,
    ingest_path,
    rebuild,
)
from index.archive import exists
from index.builds.checking import Finding
from index.errors import ArchiveError, ModelError
from index.formats.fields.mapping import NO_MAPPING, parse_mapping
from index.models.embedding import Embedder
from index.resolving import resolved
from qa import Answer, QueryEngine
from qa.reading.reader import packaged_readers
from ui.limits import from_arguments
from ui.people.audit import Did
from ui.report_table import Row
from ui.terminal.advice import advised
from ui.terminal.engines import engine
from ui.terminal.helping import work as work
from ui.terminal.index_report import rebuilt_text, report_text
from ui.terminal.keeping import copy as copy
from ui.terminal.keeping import restore as restore
from ui.terminal.keeping import snapshot as snapshot
from ui.terminal.listing import articles as articles
from ui.terminal.people import audit as audit
from ui.terminal.people import keys as keys
from ui.terminal.people import users as users
from ui.terminal.people_served import (
    note_in_audit,
    note_indexed,
    people_served,
    provider_of,
)
from ui.terminal.printing import (
    answer_text,
    article_text,
    check_text,
    passage_text,
    print_json,
    say,
    stats_text,
)
from ui.terminal.report_file import check_writable, rows_of, rows_of_rebuilt, write_report
from ui.terminal.watching import watch as watch
from ui.terminal.why_text import why_text
from ui.terminal.working import embedding, progress, writable


def index(arguments: Namespace) -> int:
    """Reads articles into the archive, which is first built anew where that is asked for."""
    if arguments.report:
        check_writable(arguments.report)
    with embedding(arguments) as embedder:
        rebuilt = _rebuilt(arguments, embedder)
        report, rows = _read(arguments, embedder) if arguments.path else (IngestReport(), [])
    note_indexed(arguments.archive, str(arguments.path or "--rebuild"), report)
    if arguments.report:
        write_report(arguments.report, [*rows_of_rebuilt(rebuilt), *rows])
    if arguments.json:
        print_json(asdict(report) | {"rebuilt": asdict(rebuilt) if rebuilt else None})
    else:
        said = [rebuilt_text(rebuilt)] if rebuilt else []
        say("\n".join([*said, report_text(report, arguments.path)] if arguments.path else said))
    read = report.added or report.updated or report.unchanged or report.kept or report.removed
    return 0 if read or not report.rejected else 1


def ask(arguments: Namespace) -> int:
    """Answers a question, and writes the answer to a file where that is asked for."""
    write = _writer(arguments.out) if arguments.out else None
    packaged_readers().begin_to_load()
    with Archive.open(arguments.archive) as archive:
        asked = engine(archive, arguments)
        answer = (asked.explain if arguments.why else asked.query)(arguments.question)
    if arguments.json:
        print_json(answer.to_dict())
    else:
        say(answer_text(answer))
        if answer.why:
            say(f"\n{why_text(answer.why)}")
    if write:
        write(answer, asked.filters)
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
        filters = Filters(as_of=arguments.as_of)
        stored = archive.article(arguments.article, filters)
        revisions = archive.catalog.articles.revisions(stored.article.id, filters)
    if arguments.json:
        print_json(asdict(stored) | {"revisions": [asdict(each) for each in revisions]})
    else:
        earlier = [each for each in revisions if each.number < stored.revision]
        say(article_text(stored, earlier))
    return 0


def stats(arguments: Namespace) -> int:
    """Tells what the archive holds."""
    with Archive.open(arguments.archive) as archive:
        filters = resolved(from_arguments(arguments), archive)
        found, state = archive.stats(filters), archive.vectors_state()
        damage = archive.glance().findings
    if arguments.json:
        told = {"vectors_state": state, "damage": [advised(each.problem) for each in damage]}
        print_json(asdict(found) | told)
    else:
        say(stats_text(found, state, damaged=bool(damage)))
    return 0


def check(arguments: Namespace) -> int:
    """Looks through the archive for damage, and at the models that answer."""
    with Archive.open(arguments.archive) as archive:
        found = archive.check()
    findings = [*found.findings, *_of_readers()]
    if arguments.json:
        told = [{"part": each.part, "problem": advised(each.problem)} for each in findings]
        counts = {"articles": found.articles, "chunks": found.chunks}
        print_json({"sound": not findings, **counts, "findings": told})
    else:
        say(check_text(found, findings))
    return 1 if findings else 0


def remove(arguments: Namespace) -> int:
    """Takes an article out."""
    with Archive.open(arguments.archive, writing=True) as archive:
        removed = archive.remove(arguments.article)
    note_in_audit(arguments.archive, Did.REMOVED, removed)
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
    return _serve(arguments, programs=False)


def serve(arguments: Namespace) -> int:
    """Serves the chat page, and what programs ask by, until it is stopped."""
    return _serve(arguments, programs=True)


def mcp(arguments: Namespace) -> int:
    """Serves tools for language models on stdin and stdout until stdin ends."""
    from ui.mcp.transports import serve_stdio

    with Archive.open(arguments.archive) as archive:
        serve_stdio(engine(archive, arguments))
    return 0


def _serve(arguments: Namespace, *, programs: bool) -> int:
    from ui.web.guarding.elsewhere import Elsewhere
    from ui.web.serving import serve
    from ui.web.uploading.bounds import MOST_MEGABYTES, Uploads

    most = 1_000_000 * (arguments.uploads_mb or MOST_MEGABYTES)
    provider = provider_of(arguments)
    with Archive.open(arguments.archive) as archive, people_served(arguments) as people:
        elsewhere = None
        if people and provider:
            elsewhere = Elsewhere(people, provider, arguments.oidc_domain)
        serve(
            engine(archive, arguments),
            host=arguments.host,
            port=arguments.port,
            password=None if people else _page_password(arguments),
            people=people,
            elsewhere=elsewhere,
            allowed_hosts=tuple(arguments.allow_host),
            trusted_proxies=tuple(arguments.trust_proxy),
            uploads=Uploads(most_bytes=most) if arguments.uploads else None,
            programs=programs,
            open_browser=arguments.open,
            metrics_port=arguments.metrics_port,
        )
    return 0


def _page_password(arguments: Namespace) -> str | None:
    """The one password of a page, where the archive has no people."""
    password = os.environ.get("DATELINE_PASSWORD")
    if password is None and arguments.host not in ("127.0.0.1", "localhost", "::1"):
        if not sys.stdin.isatty():
            raise ArchiveError(
                f"Listening on {arguments.host} wants a password. Set DATELINE_PASSWORD, or "
                "leave out --host to listen on this machine only."
            )
        password = getpass.getpass("A password for the chat page: ")
    return password


def _writer(file: Path) -> Callable[[Answer, Filters], None]:
    """What writes an answer to a file; raises ExportError before anything is asked."""
    from ui.terminal.answer_file import format_for, write_answer

    wanted = format_for(file)
    return lambda answer, filters: write_answer(answer, filters, wanted, file)


def _rebuilt(arguments: Namespace, embedder: Embedder | None) -> IngestReport | None:
    """What building the archive anew gave; None where it was not asked for or is not there yet."""
    path = arguments.archive
    if not arguments.rebuild or (arguments.path and not exists(path)):
        return None
    with progress() as told:
        return rebuild(path, embedder=embedder, vectors=arguments.vectors, on_progress=told)


def _read(arguments: Namespace, embedder: Embedder | None) -> tuple[IngestReport, list[Row]]:
    """What reading articles gave, and where it is to be reported the rows of that."""
    with (
        writable(arguments.archive, embedder, arguments.vectors) as archive,
        progress() as told,
    ):
        before = archive.catalog.articles.known() if arguments.report else {}
        report = _ingested(arguments, archive, told)
        if not arguments.report:
            return report, []
        return report, list(rows_of(report, before | archive.catalog.articles.known()))


def _ingested(arguments: Namespace, archive: Archive, told: Any) -> IngestReport:  # noqa: ANN401
    """What became of a path or an address."""
    if isinstance(arguments.path, str):
        return ingest_address(
            arguments.path,
            archive,
            replace=arguments.replace,
            restore=arguments.restore,
            fetching=Fetching(allow_private=arguments.allow_private),
            on_progress=told,
        )
    return ingest_path(
        arguments.path,
        archive,
        prune=arguments.prune,
        replace=arguments.replace,
        restore=arguments.restore,
        follow_links=arguments.follow_links,
        mapping=parse_mapping(arguments.map) if arguments.map else NO_MAPPING,
        on_progress=told,
    )


def _of_readers() -> list[Finding]:
    """What is wrong with the packaged readers, which are loaded to be looked at."""
    findings = []
    for name in ("fast", "strong"):
        try:
            getattr(packaged_readers(), name)
        except ModelError as error:
            findings.append(Finding("model", error))
    return findings
