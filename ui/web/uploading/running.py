"""One upload is read, and new questions are made of it; what goes wrong becomes a sentence."""

import logging
import time
from contextlib import AbstractContextManager

from index import IngestReport
from index.errors import ArchiveBusy
from qa import QueryEngine
from ui.web.uploading.asking import new_questions
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.refusing import sentence
from ui.web.uploading.results import result_of
from ui.web.uploading.upload import State, Upload
from ui.web.uploading.work import Outcome, Work

_SECONDS_TO_ASK = 30.0
_log = logging.getLogger("dateline.page")


def read(
    upload: Upload, engine: QueryEngine, bounds: Uploads, lock: AbstractContextManager[object]
) -> bool:
    """Reads an upload into the engine's archive, and says whether it has anything to ask about.

    Args:
        upload: What is read; it ends in another state.
        engine: Over whose archive, under whose filters it is told.
        bounds: What reads, and within which bounds.
        lock: Under which the upload is changed.
    """
    archive = engine.archive
    try:
        outcome = _ingested(upload, engine, bounds)
        result = result_of(outcome.report, upload.refused.values(), archive, engine.filters)
    except ArchiveBusy as error:
        with lock:
            upload.to(State.BUSY, sentence(error))
        return False
    except Exception as error:
        with lock:
            upload.to(State.FAILED, sentence(error))
            upload.clear()
        return False
    with lock:
        upload.result = result
        to_ask = bool(result.fresh) and not upload.stop.is_set()
        upload.questions = None if to_ask else ()
        upload.to(State.STOPPED if outcome.stopped else State.DONE)
        upload.clear()
    return to_ask


def ask(upload: Upload, engine: QueryEngine) -> None:
    """Looks for new questions to what an upload has added, for a while."""
    found: tuple[str, ...] = ()
    until = time.monotonic() + _SECONDS_TO_ASK
    fresh = upload.result.fresh if upload.result else ()

    def go_on() -> bool:
        return not upload.stop.is_set() and time.monotonic() < until

    try:
        found = new_questions(engine, fresh, go_on=go_on)
    except Exception:
        _log.exception("no questions to what was added could be made")
    upload.questions = found


def _ingested(upload: Upload, engine: QueryEngine, bounds: Uploads) -> Outcome:
    if upload.folder is not None and not upload.files:
        return Outcome(IngestReport())
    work = Work(engine.archive.path, upload.called, upload.folder, upload.address, bounds.fetching)
    return bounds.ingest(work, upload.told, upload.stop)
