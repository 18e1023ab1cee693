"""`dateline work`: one more process that indexes what others have read into an archive."""

from argparse import Namespace

from index import Archive
from index.ingesting.queued import help_index
from ui.terminal.printing import say, tell
from ui.terminal.working import counted


def work(arguments: Namespace) -> int:
    """Indexes what waits in the archive's queue, until nothing has for a while."""
    with Archive.open(arguments.archive, writing=True) as archive, counted() as told:
        tell(f"Indexing what waits in {archive.path}. Ctrl-C ends it; what was finished is kept.")
        try:
            articles = help_index(archive, told, arguments.patience)
        except KeyboardInterrupt:
            tell("Stopped. What was finished is kept.")
            return 0
    say(f"{articles:,} article{'' if articles == 1 else 's'} indexed.")
    return 0
