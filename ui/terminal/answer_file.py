"""An answer written to a file, whose name's end says in which format."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from index import Filters
from qa import Answer
from ui.exports import Format, Taken, exported, format_of_file
from ui.exports.formats import ExportError


def format_for(file: Path) -> Format:
    """The format of a file that can be written, before anything is asked.

    Raises:
        ExportError: Its end names no format, or it is a folder, or lies in none.
    """
    wanted = format_of_file(file)
    if file.is_dir():
        raise ExportError(f"{file} cannot be written: it is a folder. Name a file.")
    if not file.absolute().parent.is_dir():
        raise ExportError(f"{file} cannot be written: there is no folder {file.parent}. Make it.")
    return wanted


def write_answer(answer: Answer, filters: Filters, wanted: Format, file: Path) -> None:
    """Writes an answer of today: who opens the file finds the one before or all of this.

    Raises:
        ExportError: There is nothing to export, or the file cannot be written.
    """
    taken = Taken(answer.question, answer, date.today(), filters)
    written = exported([taken], wanted)
    fresh = file.with_name(f"{file.name}.new")
    try:
        fresh.write_bytes(written)
        fresh.replace(file)
    except OSError as error:
        raise ExportError(
            f"{file} cannot be written: {os.strerror(error.errno or 0)}. Name another file."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
