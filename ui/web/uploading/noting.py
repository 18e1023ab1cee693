"""What readers added is written down, where the archive has people."""

import logging

from index import DatelineError
from ui.people.audit import Audit, Did
from ui.web.uploading.results import ADDED, HIDDEN, UPDATED
from ui.web.uploading.upload import Upload

_log = logging.getLogger("dateline.page")


def note(audit: Audit | None, upload: Upload) -> None:
    """Writes down what an upload has added; nothing of one that failed."""
    if audit is None or upload.result is None:
        return
    counts = ((each, len(upload.result.of(each))) for each in (ADDED, UPDATED, HIDDEN))
    told = ", ".join(f"{n} {kind}" for kind, n in counts if n) or "nothing new"
    what = f"{upload.address or upload.called}: {told}"
    try:
        audit.note(upload.who, upload.place, Did.INDEXED, what)
    except DatelineError:
        _log.exception("an upload could not be written down")
