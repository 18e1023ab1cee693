"""The command `dateline`: reads the command line, and turns every error into a sentence."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.dates import Days

DEFAULT_ARCHIVE = ".dateline"
DEFAULT_PORT = 7860
_ARTICLE = "its id, a part of it that no other has, or its file name"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives 0, 1 when it failed, 2 when it was used wrongly."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.command == "index" and not (parsed.path or parsed.rebuild):
        parser.error("index wants a folder or a file, or --rebuild")
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # Nothing is looked up or sent at run time, whatever the libraries would like to.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from index.errors import DatelineError
    from ui import commands

    try:
        run = getattr(commands, parsed.command)
        return int(run(parsed))
    except DatelineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("DATELINE_DEBUG"):
            raise
        print(
            f"Something went wrong that should not have: {type(error).__name__}: {error}. "
            "Run it again with DATELINE_DEBUG=1 to see where, and report it.",
            file=sys.stderr,
        )
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Ask a news archive a question; every sentence of the answer is tied to the "
        "exact words of an article.",
        epilog="Each command has its own help: dateline ask --help",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    index = _command(commands, "index", "read articles into the archive; only what is new is done")
    index.add_argument(
        "path",
        type=Path,
        nargs="?",
        help="a folder, or a file (.txt, .md, .jsonl, .jsonl.gz); not needed with --rebuild",
    )
    index.add_argument(
        "--prune", action="store_true", help="remove articles that have gone from the folder"
    )
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
        "'folder' (the default: in the archive's own folder)",
    )
    index.add_argument(
        "--rebuild",
        action="store_true",
        help="first build the archive anew from the articles in it; it answers meanwhile",
    )

    ask = _command(commands, "ask", "answer a question from the archive, with citations")
    ask.add_argument("question", help='in words, in quotes: "Who met whom?"')
    _add_min_confidence(ask)
    _add_limits(ask)

    search = _command(commands, "search", "find passages by words and by meaning")
    search.add_argument("query", help="words or a question")
    search.add_argument(
        "--top-k", type=_positive, default=10, metavar="K", help="how many (default: 10)"
    )
    _add_limits(search)

    show = _command(commands, "show", "print a stored article")
    show.add_argument("article", help=_ARTICLE)
    _add_as_of(show)

    stats = _command(commands, "stats", "tell what the archive holds")
    _add_limits(stats)

    remove = _command(commands, "remove", "take an article out of every file of the archive")
    remove.add_argument("article", help=_ARTICLE)

    evaluate = _command(commands, "eval", "run a question set and report how well it went")
    evaluate.add_argument("set", type=Path, help="a question set, such as evals/sets/seeds.jsonl")
    evaluate.add_argument(
        "--out", type=Path, metavar="DIR", help="also write JSON and Markdown reports here"
    )
    _add_min_confidence(evaluate)
    _add_limits(evaluate)

    chat = _command(commands, "chat", "open the chat page", json=False)
    chat.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"(default: {DEFAULT_PORT}; the next "
        "free one if it is taken)",
    )  # fmt: skip
    chat.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (default: 127.0.0.1). Any other wants a password, from "
        "DATELINE_PASSWORD or a prompt",
    )
    chat.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name under which the page may be asked for; may be given again",
    )
    chat.add_argument("--open", action="store_true", help="open it in a browser")
    _add_min_confidence(chat)
    _add_limits(chat)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    command.add_argument(
        "--archive",
        type=Path,
        default=Path(DEFAULT_ARCHIVE),
        metavar="PATH",
        help=f"the archive's folder (default: {DEFAULT_ARCHIVE})",
    )
    if json:
        command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _add_limits(command: argparse.ArgumentParser) -> None:
    """Options that make `Filters`; `ui.limits.from_arguments` reads them."""
    limits = command.add_argument_group(
        "limits on what is searched", "Names may be given again, and capitals make no difference."
    )
    for option, dest, named in (
        ("publisher", "publishers", "NAME"),
        ("section", "sections", "NAME"),
        ("article", "article_ids", "ID"),
    ):
        limits.add_argument(
            f"--{option}",
            dest=dest,
            action="append",
            default=[],
            metavar=named,
            help=f"only this {option}",
        )
    limits.add_argument(
        "--from",
        dest="published_from",
        type=_first_day,
        metavar="DATE",
        help="only what was published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD",
    )
    limits.add_argument(
        "--to",
        dest="published_to",
        type=_last_day,
        metavar="DATE",
        help="only what was published by the end of this day, month or year",
    )
    limits.add_argument(
        "--undated", action="store_true", help="with --from or --to: undated articles too"
    )
    _add_as_of(limits)


def _add_as_of(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="the day the question is asked, YYYY-MM-DD: nothing published later is there",
    )


def _add_min_confidence(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--min-confidence",
        type=_probability,
        metavar="P",
        help="answer only when the answer is right with this probability, 0 to 1; more refuses "
        "more (default: the one that docs/reader.md tells of)",
    )


def _positive(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 1000")
    return int(text)


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a probability from 0 to 1, like 0.6")
    return value


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port from 1 to 65535")
    return int(text)


def _first_day(text: str) -> date:
    return _days(text).first


def _last_day(text: str) -> date:
    return _days(text).last


def _days(text: str) -> "Days":
    from index.dates import days

    try:
        return days(text)
    except ValueError:
        said = f"'{text}' is not a day, month or year like 2024-05-31, 2024-05 or 2024"
        raise argparse.ArgumentTypeError(said) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day like 2024-05-31") from None


if __name__ == "__main__":
    sys.exit(main())
