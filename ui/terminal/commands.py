"""What each command of `dateline` does: answers to stdout, progress to stderr."""

import keyword
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from index import Archive, Filters
from index.builds.checking import Finding
from index.errors import ModelError
from index.resolving import resolved
from qa import Answer, QueryEngine
from qa.reading.reader import packaged_readers
from ui.limits import from_arguments
from ui.people.audit import Did
from ui.terminal.advice import advised
from ui.terminal.engines import engine
from ui.terminal.helping import work as work
from ui.terminal.indexing import index as index
from ui.terminal.keeping import copy as copy
from ui.terminal.keeping import restore as restore
from ui.terminal.keeping import snapshot as snapshot
from ui.terminal.listing import articles as articles
from ui.terminal.people import audit as audit
from ui.terminal.people import keys as keys
from ui.terminal.people import users as users
from ui.terminal.people_served import note_in_audit
from ui.terminal.printing import (
    answer_text,
    article_text,
    check_text,
    passage_text,
    print_json,
    say,
    stats_text,
)
from ui.terminal.serving import chat as chat
from ui.terminal.serving import mcp as mcp
from ui.terminal.serving import serve as serve
from ui.terminal.watching import watch as watch
from ui.terminal.why_text import why_text


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


def _writer(file: Path) -> Callable[[Answer, Filters], None]:
    """What writes an answer to a file; raises ExportError before anything is asked."""
    from ui.terminal.answer_file import format_for, write_answer

    wanted = format_for(file)
    return lambda answer, filters: write_answer(answer, filters, wanted, file)


def _of_readers() -> list[Finding]:
    """What is wrong with the packaged readers, which are loaded to be looked at."""
    findings = []
    for name in ("fast", "strong"):
        try:
            getattr(packaged_readers(), name)
        except ModelError as error:
            findings.append(Finding("model", error))
    return findings
