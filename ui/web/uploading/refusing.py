"""Why something of an upload is not done, as its reader is told."""

import errno
import logging
import os

from index import DatelineError
from index.errors import ArchiveBusy, ArchiveError, ModelError
from ui.language import N_, _

_log = logging.getLogger("dateline.page")
_FULL = (errno.ENOSPC, errno.EDQUOT)

BUSY = N_(
    "Another program is writing to the archive just now. What you sent is kept; try again in a "
    "moment."
)
NO_ROOM = N_("The server's disk is full. Tell whoever runs Dateline; nothing of this was added.")
READ_ONLY = N_("The archive cannot be written to here, so nothing can be added to it.")
WENT_WRONG = N_("Something went wrong while this was read. It is in the server's log.")
UNREADABLE = N_("The archive cannot be changed just now. The server's log says why.")


class NotTaken(Exception):
    """Why one file is left out of an upload, in a sentence; the others go on."""


class Refused(Exception):
    """What is told in the place of an answer, and with which status."""

    def __init__(self, said: str, status: int) -> None:
        """Takes the sentence and the status of HTTP."""
        super().__init__(said)
        self.said = said
        self.status = status


def of_disk(error: OSError) -> Refused:
    """What a file that cannot be written is told by."""
    if error.errno in _FULL:
        return Refused(_(NO_ROOM), 507)
    _log.error("an uploaded file cannot be kept: %s", error)
    return Refused(_("The file cannot be kept: %(why)s.", why=os.strerror(error.errno or 0)), 422)


def sentence(error: Exception) -> str:
    """What a reader is told of a run that failed: not where things lie on the server."""
    if isinstance(error, ArchiveBusy):
        return BUSY
    if isinstance(error, OSError) and error.errno in _FULL:
        return NO_ROOM
    if isinstance(error, ArchiveError | ModelError):
        _log.error("an upload could not be read: %s", error)
        full = os.strerror(errno.ENOSPC) in str(error) or "disk is full" in str(error)
        return NO_ROOM if full else UNREADABLE
    if isinstance(error, DatelineError):
        return str(error)
    _log.error("an upload could not be read", exc_info=error)
    return WENT_WRONG
