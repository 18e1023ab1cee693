"""How far an upload is, in numbers, and about how long it takes yet."""

import math
import time

from index.ingesting.ingestion import Progress
from ui.language import _, ngettext, number
from ui.web.uploading.upload import State, Upload

_SECONDS_TO_TELL = 2.0


def progress_of(upload: Upload) -> tuple[float | None, str]:
    """How much of the present step is done, where that is known, and the same in numbers."""
    if upload.state is State.COMING and upload.announced:
        return _sent(upload)
    if upload.state is State.READING and upload.progress is not None:
        return _read(upload, upload.progress)
    return None, ""


def _sent(upload: Upload) -> tuple[float, str]:
    there, whole = upload.bytes_there, upload.announced_bytes
    done = sum(each.whole for each in upload.files.values()) + len(upload.refused)
    said = _(
        "%(done)s of %(all)s files, %(there)s of %(whole)s MB sent",
        done=number(done),
        all=number(upload.announced),
        there=_megabytes(there),
        whole=_megabytes(whole),
    )
    left = "" if upload.broken_off else _left(there, whole, time.monotonic() - upload.since)
    return there / max(1, whole), f"{said}{left}"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"


def _read(upload: Upload, yet: Progress) -> tuple[float | None, str]:
    said = ngettext("%(num)s article read", "%(num)s articles read", yet.read)
    if yet.total:
        about = number(max(yet.read, yet.total))
        said = _("%(done)s of about %(all)s articles read", done=number(yet.read), all=about)
    if not yet.chunks:
        return _part(yet), said
    chunks = _(
        "%(done)s of %(all)s chunks embedded",
        done=number(yet.chunks),
        all=number(max(yet.chunks, yet.found)),
    )
    seconds = time.monotonic() - upload.embedding
    done = yet.chunks - upload.embedded
    if seconds >= _SECONDS_TO_TELL and done:
        speed = number(round(done / seconds))
        chunks += ", " + _("%(speed)s a second", speed=speed)
    left = _left(done, _all_chunks(yet) - upload.embedded, seconds) if yet.total else ""
    return _part(yet), f"{said}, {chunks}{left}"


def _part(yet: Progress) -> float | None:
    """How much of reading is done: to embed takes most of the time."""
    if not yet.total:
        return None
    read = min(1.0, yet.read / yet.total)
    embedded = min(1.0, yet.chunks / _all_chunks(yet)) if yet.found else read
    return 0.2 * read + 0.8 * embedded


def _all_chunks(yet: Progress) -> float:
    """How many there will be, if what is yet to be read has as many as what was."""
    return yet.found * max(1.0, (yet.total or 0) / max(1, yet.read))


def _left(done: float, whole: float, seconds: float) -> str:
    """About how long it takes yet, where that can be told, to be put behind other words."""
    if done <= 0 or done >= whole or seconds < _SECONDS_TO_TELL:
        return ""
    left = seconds * (whole - done) / done
    if left >= 90:
        minutes = math.ceil(left / 60)
        said = ngettext("about %(num)s minute left", "about %(num)s minutes left", minutes)
    else:
        said = ngettext("about %(num)s second left", "about %(num)s seconds left", math.ceil(left))
    return f", {said}"
