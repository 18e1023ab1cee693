"""The command line's grammar for keeping an archive."""

import argparse
from pathlib import Path

from ui.terminal.option_values import archive
from ui.terminal.options import command

_PLACE = "a Chroma server such as http://127.0.0.1:8000, or 'folder' (default: as it was)"

_COPIED = "a Chroma server such as http://127.0.0.1:8000, or 'folder' (the default)"


def add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands `snapshot`, `restore` and `copy`; `ui.terminal.keeping` does them."""
    snapshot = command(commands, "snapshot", "write the archive to one file, to be kept")
    snapshot.add_argument("file", type=Path, metavar="FILE", help="such as archive.tar.gz")

    restore = command(commands, "restore", "make an archive of a snapshot")
    restore.add_argument("file", type=Path, metavar="FILE", help="what dateline snapshot wrote")
    restore.add_argument(
        "--replace",
        action="store_true",
        help="replace the archive that is there; it answers until the other one stands",
    )
    restore.add_argument("--vectors", metavar="ADDRESS", help=_PLACE)

    summary = "copy an archive to another place, without reading anything anew"
    copy = commands.add_parser("copy", help=summary, description=f"C{summary[1:]}.")
    copy.add_argument("source", type=archive, metavar="FROM", help="the archive's place")
    copy.add_argument("target", type=archive, metavar="TO", help="the copy's place")
    copy.add_argument("--vectors", default="folder", metavar="ADDRESS", help=_COPIED)
    copy.add_argument(
        "--replace", action="store_true", help="replace the archive that is in the copy's place"
    )
    copy.add_argument("--json", action="store_true", help="print JSON")
