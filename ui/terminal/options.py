"""Options that several commands share; `option_values` reads what is written after them."""

import argparse
import os
from pathlib import Path

from ui.terminal.option_values import (
    archive,
    context,
    count,
    day,
    first_day,
    last_day,
    megabytes,
    model_or_none,
    port,
    probability,
)

DEFAULT_ARCHIVE = ".dateline"
DEFAULT_PORT = 7860
# What writes answers; `ui.terminal.engines` makes them.
EXTRACTIVE, GENERATIVE = "extractive", "generative"
ANSWERERS = (EXTRACTIVE, GENERATIVE)
LLM_VARIABLE = "DATELINE_LLM"


def command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    """A command with the options that all have."""
    made = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    made.add_argument(
        "--archive",
        type=archive,
        default=Path(DEFAULT_ARCHIVE),
        metavar="PATH",
        help=f"the archive's folder (default: {DEFAULT_ARCHIVE}), or its address in PostgreSQL: "
        "postgresql://USER@HOST/DATABASE",
    )
    if json:
        made.add_argument("--json", action="store_true", help="print JSON")
    return made


def add_limits(command: argparse.ArgumentParser) -> None:
    """Options that make `Filters`; `ui.limits.from_arguments` reads them."""
    limits = command.add_argument_group(
        "limits on what is searched", "Names may be given again, and capitals make no difference."
    )
    for option, dest, named in (
        ("publisher", "publishers", "NAME"),
        ("section", "sections", "NAME"),
        ("kind", "kinds", "KIND"),
        ("language", "languages", "CODE"),
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
        type=first_day,
        metavar="DATE",
        help="only what was published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD",
    )
    limits.add_argument(
        "--to",
        dest="published_to",
        type=last_day,
        metavar="DATE",
        help="only what was published by the end of this day, month or year",
    )
    limits.add_argument(
        "--undated", action="store_true", help="with --from or --to: undated articles too"
    )
    add_as_of(limits)


def add_allow_private(command: argparse.ArgumentParser) -> None:
    """The option `--allow-private`."""
    command.add_argument(
        "--allow-private",
        action="store_true",
        help="fetch from this machine and from private networks, too",
    )


def add_uploads(command: argparse.ArgumentParser) -> None:
    """The options `--uploads` and `--uploads-mb`; `ui.terminal.serving` reads them."""
    command.add_argument(
        "--uploads",
        action="store_true",
        help="let the page's readers add articles to the archive; without it they cannot",
    )
    command.add_argument(
        "--uploads-mb",
        type=megabytes,
        metavar="N",
        help="with --uploads: how many megabytes one may add at once (default: 200)",
    )


def add_serving(command: argparse.ArgumentParser) -> None:
    """Options for how the page is served; `ui.terminal.serving` reads them."""
    command.add_argument(
        "--port", type=port, default=DEFAULT_PORT, help=f"(default: {DEFAULT_PORT}; the next "
        "free one if it is taken)",
    )  # fmt: skip
    command.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (default: 127.0.0.1). Any other wants a password, from "
        "DATELINE_PASSWORD or a prompt",
    )
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name under which the page may be asked for; may be given again",
    )
    command.add_argument(
        "--trust-proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the address of a proxy that is believed whom a request is from; may be given again",
    )
    add_uploads(command)
    command.add_argument(
        "--metrics-port",
        type=port,
        metavar="PORT",
        help="serve numbers for Prometheus at /metrics on this port, to this machine only",
    )
    command.add_argument("--open", action="store_true", help="open it in a browser")


def add_answering(command: argparse.ArgumentParser) -> None:
    """Options for how questions are answered; `ui.terminal.engines` reads them."""
    add_min_confidence(command)
    add_language_model(command)
    add_traces(command)
    add_limits(command)


def add_reading(command: argparse.ArgumentParser) -> None:
    """The options `--replace` and `--map`."""
    command.add_argument(
        "--replace",
        action="store_true",
        help="replace articles that another folder or site has otherwise; without it they are "
        "kept and named",
    )
    command.add_argument(
        "--map",
        metavar="FIELD=KEY,...",
        help="which keys of records are which fields: title=headline,text=story.body",
    )


def add_listing(command: argparse.ArgumentParser) -> None:
    """Options for how articles are listed."""
    command.add_argument(
        "--sort",
        choices=("date", "title"),
        default="date",
        help="by date, the latest first and undated ones last (the default), or by title",
    )
    command.add_argument("--limit", type=count, metavar="N", help="no more than N (default: all)")
    written = command.add_mutually_exclusive_group()
    written.add_argument(
        "--json", action="store_true", help="print JSON Lines, an article to a line"
    )
    written.add_argument("--csv", action="store_true", help="print a table for a spreadsheet (CSV)")


def add_as_of(command: argparse._ActionsContainer) -> None:
    """The option `--as-of`."""
    command.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day the question is asked, YYYY-MM-DD: nothing published later is there",
    )


def add_min_confidence(command: argparse.ArgumentParser) -> None:
    """The option `--min-confidence`."""
    command.add_argument(
        "--min-confidence",
        type=probability,
        metavar="P",
        help="answer only when the answer is right with this probability, 0 to 1; more refuses "
        "more (default: the one that docs/reader.md tells of)",
    )


def add_language_model(command: argparse.ArgumentParser) -> None:
    """The options `--llm` and `--llm-context`."""
    model = command.add_argument_group(
        "language model",
        "Without one, answers are the articles' own sentences. Keys come from the environment; "
        "docs/language-models.md tells how to choose.",
    )
    model.add_argument(
        "--llm",
        type=model_or_none,
        default=os.environ.get(LLM_VARIABLE, ""),
        metavar="NAME",
        help="writes the answers: openai/MODEL, anthropic/MODEL, ollama/MODEL or "
        "openai-like/MODEL@http://HOST:PORT/v1; 'none' for none (default: the environment's "
        f"{LLM_VARIABLE}, or none)",
    )
    model.add_argument(
        "--llm-context",
        type=context,
        metavar="N",
        help="how many tokens an ollama or openai-like model reads and writes at once "
        "(default: 8192, 4096)",
    )
    model.add_argument(
        "--keep-unsupported",
        action="store_true",
        help="keep sentences that the words they cite do not bear out, and mark them; without "
        "it they are left out",
    )


def add_traces(command: argparse.ArgumentParser) -> None:
    """The option `--traces`; `ui.terminal.engines` makes what it asks for."""
    command.add_argument(
        "--traces",
        metavar="ADDRESS",
        help="send a trace of each question, without its words, to an OpenTelemetry collector "
        "such as http://127.0.0.1:4318/v1/traces",
    )
