"""The command `dateline`: reads the command line, and turns every error into a sentence."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ui.signals import ended_like_ctrl_c
from ui.terminal.eval_cli import Parser, add_eval
from ui.terminal.keeping_cli import add_keeping
from ui.terminal.option_values import positive, seconds, source
from ui.terminal.options import (
    add_allow_private,
    add_answering,
    add_as_of,
    add_language_model,
    add_limits,
    add_listing,
    add_min_confidence,
    add_reading,
    add_serving,
    add_traces,
    command,
)
from ui.terminal.people_cli import add_people, add_serving_people

_ARTICLE = "its id, a part of it that no other has, or its file name"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives 0, 1 when it failed, 2 when it was used wrongly."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.command == "index" and not (parsed.path or parsed.rebuild):
        parser.error("index wants a folder, a file or an address, or --rebuild")
    if parsed.command == "index" and isinstance(parsed.path, str):
        for option in ("prune", "follow_links", "map"):
            if getattr(parsed, option):
                parser.error(f"--{option.replace('_', '-')} is for folders and files")
    if parsed.command in ("chat", "serve") and parsed.uploads_mb and not parsed.uploads:
        parser.error("--uploads-mb goes with --uploads")
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # Nothing is looked up or sent at run time, whatever the libraries would like to.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from index.errors import DatelineError
    from ui.terminal import commands
    from ui.terminal.advice import advised
    from ui.terminal.printing import tell

    try:
        with ended_like_ctrl_c():
            return int(getattr(commands, parsed.command)(parsed))
    except DatelineError as error:
        tell(advised(error))
        return 1
    except KeyboardInterrupt:
        tell("Stopped. What was finished is kept.")
        return 1
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("DATELINE_DEBUG"):
            raise
        tell(
            f"Something went wrong that should not have: {type(error).__name__}: {error}. "
            "Run it again with DATELINE_DEBUG=1 to see where, and report it."
        )
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    parser = Parser(
        prog="dateline",
        description="Ask a news archive a question; every sentence of the answer is tied to the "
        "exact words of an article.",
        epilog="Each command has its own help: dateline ask --help",
    )
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        metavar="COMMAND",
        parser_class=argparse.ArgumentParser,
    )

    index = command(commands, "index", "read articles into the archive; only what is new is done")
    index.add_argument(
        "path",
        type=source,
        nargs="?",
        metavar="SOURCE",
        help="a folder, or a file, in any of many formats; the address of a page or a feed; not "
        "needed with --rebuild",
    )
    index.add_argument(
        "--prune", action="store_true", help="remove articles that have gone from the folder"
    )
    add_reading(index)
    index.add_argument(
        "--restore",
        action="store_true",
        help="take articles back in that were removed; without it they are left out and named",
    )
    index.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what became of every file and article to a table (CSV)",
    )
    index.add_argument(
        "--follow-links",
        action="store_true",
        help="read links to files outside the folder, too",
    )
    add_allow_private(index)
    index.add_argument(
        "--model",
        metavar="MODEL",
        help="for a new archive or --rebuild: a folder with a sentence-transformers model, or the "
        "name of one in the local cache (default: all-MiniLM-L6-v2, which is installed)",
    )
    index.add_argument(
        "--vectors",
        metavar="ADDRESS",
        help="for a new archive or --rebuild: a Chroma server such as http://127.0.0.1:8000, or "
        "'folder' (the default: in the archive's own folder, or beside it in PostgreSQL)",
    )
    index.add_argument(
        "--workers",
        metavar="ADDRESS",
        help="embed on the machines of a Ray cluster, such as ray://10.0.0.5:10001; wants the "
        "extra dateline[ray]",
    )
    index.add_argument(
        "--rebuild",
        action="store_true",
        help="first build the archive anew from the articles in it; it answers meanwhile",
    )

    watch = command(
        commands,
        "watch",
        "read what appears or changes in folders and at addresses, until Ctrl-C",
        json=False,
    )
    watch.add_argument(
        "sources",
        type=source,
        nargs="+",
        metavar="SOURCE",
        help="a folder, or the address of a page or a feed",
    )
    watch.add_argument(
        "--every",
        type=positive,
        default=15,
        metavar="MINUTES",
        help="how often addresses are visited, and folders looked through for what no notice "
        "came of (default: 15)",
    )
    add_reading(watch)
    add_allow_private(watch)

    work = command(
        commands,
        "work",
        "index what other processes read into an archive in PostgreSQL",
        json=False,
    )
    work.add_argument(
        "--patience",
        type=seconds,
        default=10,
        metavar="SECONDS",
        help="how long nothing may wait before it ends (default: 10)",
    )

    ask = command(commands, "ask", "answer a question from the archive, with citations")
    ask.add_argument("question", help='in words, in quotes: "Who met whom?"')
    ask.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write the answer and its sources, too: FILE ends in .md, .html, .docx or .json, or "
        "for the citations alone in .bib, .ris or .csl.json",
    )
    ask.add_argument(
        "--why",
        action="store_true",
        help="tell how the answer came about, too: scores, what was read, what was decided",
    )
    add_min_confidence(ask)
    add_language_model(ask)
    add_traces(ask)
    add_limits(ask)

    search = command(commands, "search", "find passages by words and by meaning")
    search.add_argument("query", help="words or a question")
    search.add_argument(
        "--top-k", type=positive, default=10, metavar="K", help="how many (default: 10)"
    )
    add_limits(search)

    show = command(commands, "show", "print a stored article")
    show.add_argument("article", help=_ARTICLE)
    add_as_of(show)

    articles = command(commands, "articles", "list the articles", json=False)
    add_listing(articles)
    add_limits(articles)

    stats = command(commands, "stats", "tell what the archive holds")
    add_limits(stats)

    command(commands, "check", "look through the archive for damage; tells how to mend it")

    remove = command(commands, "remove", "take an article out of every file of the archive")
    remove.add_argument("article", help=_ARTICLE)

    add_keeping(commands)

    add_eval(commands)
    add_people(commands)

    chat = command(commands, "chat", "open the chat page", json=False)
    add_serving(chat)
    add_serving_people(chat)
    add_answering(chat)

    serve = command(
        commands,
        "serve",
        "serve the chat page and, for programs, an HTTP API, one like OpenAI's, and MCP",
        json=False,
    )
    add_serving(serve)
    add_serving_people(serve)
    add_answering(serve)

    mcp = command(
        commands,
        "mcp",
        "serve tools for language models (MCP) on stdin and stdout",
        json=False,
    )
    add_answering(mcp)
    return parser


if __name__ == "__main__":
    sys.exit(main())
