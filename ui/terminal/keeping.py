"""The commands that keep an archive: into a file, and back."""

from argparse import Namespace
from dataclasses import asdict

import index
from index.keeping.snapshot_file import Contents
from qa.english.phrases import counted
from ui.terminal.printing import print_json, say


def snapshot(arguments: Namespace) -> int:
    """Writes the archive to a file."""
    contents = index.snapshot(arguments.archive, arguments.file)
    _report(arguments, contents, f"Wrote {arguments.file}")
    return 0


def restore(arguments: Namespace) -> int:
    """Makes an archive of a snapshot."""
    contents = index.restore(
        arguments.file, arguments.archive, replace=arguments.replace, vectors=arguments.vectors
    )
    _report(arguments, contents, f"Restored {arguments.archive}")
    return 0


def copy(arguments: Namespace) -> int:
    """Copies an archive to another place."""
    counts = index.copy_archive(
        arguments.source, arguments.target, vectors=arguments.vectors, replace=arguments.replace
    )
    if arguments.json:
        print_json(counts._asdict())
    else:
        held = f"{counted(counts.articles, 'article')}, {counted(counts.chunks, 'passage')}"
        say(f"Copied {arguments.source} to {arguments.target}: {held}.")
    return 0


def _report(arguments: Namespace, contents: Contents, said: str) -> None:
    if arguments.json:
        print_json(asdict(contents) | {"bytes": arguments.file.stat().st_size})
        return
    held = f"{counted(contents.articles, 'article')}, {counted(contents.chunks, 'passage')}"
    size = f"{arguments.file.stat().st_size / 1e6:,.1f} MB, {contents.size / 1e6:,.1f} unpacked"
    say(f"{said}: {held}, as of {contents.made}; {size}.")
