"""The command or the option that helps against an error, for whoever is at a terminal.

What goes wrong is said by the library, in words that a reader of the page understands too; this
adds how to mend it here.
"""

from index.errors import DatelineError, Remedy
from qa.models.model_failures import TELL_WINDOW

_HOW = {
    Remedy.MAKE_ARCHIVE: "To make one: dateline index FOLDER --archive {archive}",
    Remedy.OTHER_ARCHIVE: "The option: --archive PATH",
    Remedy.REPLACE_ARCHIVE: "The option: --replace",
    Remedy.REBUILD: "To rebuild it: dateline index --rebuild --archive {archive}",
    Remedy.REBUILD_WITH_MODEL: "To rebuild it: dateline index --rebuild --archive {archive} "
    "--model MODEL",
    Remedy.MOVE_VECTORS: "To move them: dateline index --rebuild --archive {archive} "
    "--vectors {vectors}",
    Remedy.WRITE_ONCE: "The commands: dateline index, dateline remove",
    Remedy.CHECK: "The command: dateline check",
    Remedy.REMOVE_SINGLY: "To remove one: dateline remove ARTICLE",
    Remedy.LIST_NAMES: "All are listed by: dateline stats --archive {archive}",
    Remedy.SEARCH_NAME: "To search: dateline search WORDS --archive {archive}",
    Remedy.OTHER_MODEL: "The option: --model FOLDER",
    Remedy.GIVE_VECTORS: "The option: --vectors ADDRESS",
}


def advised(error: DatelineError) -> str:
    """The error's sentences, and after them what to type, where that helps."""
    said = with_options(str(error))
    return f"{said} {_HOW[error.remedy].format(**error.details)}" if error.remedy else said


def with_options(note: str) -> str:
    """A sentence about a language model, with the option that it asks for."""
    return note.replace(TELL_WINDOW, f"{TELL_WINDOW.rstrip('.')}, with --llm-context.")
