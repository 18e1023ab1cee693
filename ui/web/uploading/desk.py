"""All uploads of a server: taken in within bounds, and read one after the other."""

import logging
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import RLock, Thread

from index import IngestReport, Rejected
from index.errors import ArchiveBusy
from index.ingesting.ingestion import Progress
from index.ingesting.upload_ingestion import CALLED
from qa import QueryEngine
from ui.language import _, ngettext, number
from ui.web.uploading.asking import new_questions
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.names import BadName, safe_name, same_as, told_apart
from ui.web.uploading.refusing import READ_ONLY, NotTaken, Refused, sentence
from ui.web.uploading.results import result_of
from ui.web.uploading.upload import ENDED, SentFile, State, Upload
from ui.web.uploading.work import Outcome, Work

_MOST_SHOWN = 10
_SECONDS_TO_CLOSE = 20.0
_ROOM_LEFT = 100_000_000
_PUT_AWAY = frozenset({*ENDED, State.BUSY})
_log = logging.getLogger("dateline.page")


class Desk:
    """Takes uploads of readers, each of whom knows of their own alone; safe between threads."""

    def __init__(self, engine: QueryEngine, bounds: Uploads) -> None:
        """Takes what answers, whose archive grows, and the bounds."""
        self.bounds = bounds
        self._engine = engine
        self._lock = RLock()
        self._uploads: dict[str, Upload] = {}
        self._home: Path | None = None
        self._thread: Thread | None = None
        self._asking: list[Thread] = []
        self._closed = False

    # Taken in

    def begin(self, reader: str, *, files: int = 0, size: int = 0, address: str = "") -> Upload:
        """A new upload of files that are announced, or of an address.

        Raises:
            Refused: It is too large, there are too many, or the archive cannot be written to.
        """
        with self._lock:
            self._put_away()
            self._check_room(reader, files, size)
            name = f"{date.today():%Y%m%d}-{secrets.token_hex(3)}"
            upload = Upload(
                secrets.token_hex(8),
                reader,
                f"{CALLED}{name}",
                None if address else self._folder(),
                address,
                files,
                size,
            )
            self._uploads[upload.id] = upload
            if address:
                self._wait(upload)
            return upload

    def place(
        self, upload_id: str, reader: str, n: int, name: str, *, at: int, length: int, size: int
    ) -> SentFile:
        """Where a piece of a file is to be written.

        Args:
            upload_id: The upload's.
            reader: Who sends it.
            n: The file's number, of its sender.
            name: What its sender calls it.
            at: Where in the file the piece begins.
            length: Of the piece.
            size: Of the whole file.

        Raises:
            NotTaken: It is left out; the other files may be taken.
            Refused: Nothing more is taken, or nothing at this place.
        """
        with self._lock:
            upload = self.one(upload_id, reader, State.COMING)
            upload.touched = time.monotonic()
            if n in upload.refused:
                raise NotTaken(upload.refused[n].reason)
            file = upload.files.get(n) or self._new_file(upload, n, name, size)
            if at > file.there or at + length > file.size:
                said = _("The file did not come in one piece. Please send it again.")
                raise Refused(said, 409)
            return file

    def refuse(self, upload: Upload, n: int, name: str, reason: str) -> NotTaken:
        """Notes that a file is not taken, and why; what there is of it is deleted."""
        with self._lock:
            file = upload.files.pop(n, None)
            if file:
                file.path.unlink(missing_ok=True)
            upload.refused[n] = Rejected(name[:300], reason)
            return NotTaken(reason)

    def came(self, upload: Upload, file: SentFile, there: int) -> None:
        """Notes how much of a file is there."""
        with self._lock:
            file.there = max(file.there, there)
            upload.touched = time.monotonic()

    def end(self, upload_id: str, reader: str) -> None:
        """Has read what has come, once it is its turn; again, where the archive was busy."""
        with self._lock:
            upload = self.one(upload_id, reader, State.COMING, State.BUSY)
            for n, file in list(upload.files.items()):
                if not file.whole:
                    why = _("it did not arrive whole; send it again")
                    self.refuse(upload, n, file.name, why)
            self._wait(upload)

    # Looked at, stopped, forgotten

    def one(self, upload_id: str, reader: str, *states: State) -> Upload:
        """An upload of a reader.

        Raises:
            Refused: It is not there, or in none of the states, if any are given.
        """
        with self._lock:
            upload = self._uploads.get(upload_id)
            if upload is None or upload.reader != reader:
                raise Refused(_("This upload is no longer known. Please begin anew."), 404)
            if states and upload.state not in states:
                raise Refused(_("This upload has been ended already."), 409)
            return upload

    def of(self, reader: str) -> list[Upload]:
        """Those of a reader, the newest first."""
        with self._lock:
            self._put_away()
            own = [each for each in self._uploads.values() if each.reader == reader]
            return own[::-1]

    def before(self, upload: Upload) -> int:
        """How many are read before one that waits."""
        with self._lock:
            going = (State.WAITING, State.READING)
            queue = [each for each in self._uploads.values() if each.state in going]
            return sum(each.touched < upload.touched for each in queue if each is not upload)

    def stop(self, upload_id: str, reader: str) -> None:
        """Ends an upload; what was finished stays in the archive."""
        with self._lock:
            upload = self.one(upload_id, reader)
            upload.stop.set()
            if upload.state in (State.COMING, State.WAITING, State.BUSY):
                upload.to(State.STOPPED)
                self._clear(upload)

    def forget(self, upload_id: str, reader: str) -> None:
        """Shows an upload no more that has ended."""
        with self._lock:
            self.one(upload_id, reader, *ENDED)
            self._uploads.pop(upload_id).stop.set()

    def close(self) -> None:
        """Ends everything, and returns when nothing writes any more; all files are deleted."""
        with self._lock:
            self._closed = True
            for upload in self._uploads.values():
                upload.stop.set()
            threads = [self._thread, *self._asking]
        # A program cannot end in the midst of what the models do.
        for thread in filter(None, threads):
            thread.join(_SECONDS_TO_CLOSE)
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)

    # Read

    def _wait(self, upload: Upload) -> None:
        upload.to(State.WAITING)
        if self._thread is None and not self._closed:
            self._thread = Thread(target=self._work, name="uploads", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        """Reads what waits, one after the other, until nothing does."""
        while True:
            with self._lock:
                waiting = [e for e in self._uploads.values() if e.state is State.WAITING]
                if self._closed or not waiting:
                    self._thread = None
                    return
                upload = min(waiting, key=lambda each: each.touched)
                upload.to(State.READING)
                upload.began, upload.progress = time.monotonic(), None
            self._read(upload)

    def _read(self, upload: Upload) -> None:
        work = Work(
            self._engine.archive.path,
            upload.called,
            upload.folder,
            upload.address,
            self.bounds.fetching,
        )

        def tell(progress: Progress) -> None:
            upload.progress = progress

        try:
            outcome = self._ingested(upload, work, tell)
            result = result_of(
                outcome.report,
                upload.refused.values(),
                self._engine.archive,
                self._engine.filters,
            )
        except ArchiveBusy as error:
            with self._lock:
                upload.to(State.BUSY, sentence(error))
            return
        except Exception as error:
            with self._lock:
                upload.to(State.FAILED, sentence(error))
                self._clear(upload)
            return
        with self._lock:
            upload.result = result
            upload.questions = None if result.fresh and not upload.stop.is_set() else ()
            upload.to(State.STOPPED if outcome.stopped else State.DONE)
            self._clear(upload)
        if upload.questions is None:
            # Not in this thread: the next upload need not wait for them.
            asking = Thread(target=self._ask, args=(upload, result.fresh), daemon=True)
            asking.start()
            with self._lock:
                self._asking = [*(e for e in self._asking if e.is_alive()), asking]

    def _ingested(self, upload: Upload, work: Work, tell: Callable[[Progress], None]) -> Outcome:
        if upload.folder is not None and not upload.files:
            return Outcome(IngestReport())
        return self.bounds.ingest(work, tell, upload.stop)

    def _ask(self, upload: Upload, fresh: tuple[str, ...]) -> None:
        found: tuple[str, ...] = ()
        try:
            found = new_questions(self._engine, fresh, go_on=lambda: not upload.stop.is_set())
        except Exception:
            _log.exception("no questions to what was added could be made")
        upload.questions = found

    # Room

    def _check_room(self, reader: str, files: int, size: int) -> None:
        if self._closed:
            raise Refused(_("Dateline is being stopped."), 503)
        under_way = [e for e in self._uploads.values() if e.state not in ENDED]
        own = [each for each in under_way if each.reader == reader]
        if len(own) >= self.bounds.of_one or len(under_way) >= self.bounds.of_all:
            said = _("Too many uploads are under way. Wait until one has ended.")
            raise Refused(said, 429)
        if files > self.bounds.most_files:
            raise Refused(self._too_many(), 413)
        if size > self.bounds.most_bytes:
            raise Refused(self._too_large(), 413)
        if not os.access(self._engine.archive.path, os.W_OK):
            raise Refused(_(READ_ONLY), 503)
        coming = sum(each.announced_bytes - each.bytes_there for each in own)
        if shutil.disk_usage(tempfile.gettempdir()).free < size + coming + _ROOM_LEFT:
            said = _("There is not enough room on the server's disk for this.")
            raise Refused(said, 507)

    def _new_file(self, upload: Upload, n: int, name: str, size: int) -> SentFile:
        assert upload.folder is not None
        if len(upload.files) + len(upload.refused) >= self.bounds.most_files:
            raise Refused(self._too_many(), 413)
        if sum(each.size for each in upload.files.values()) + size > self.bounds.most_bytes:
            raise self.refuse(upload, n, name, self._too_large())
        if not size:
            raise self.refuse(upload, n, name, _("the file is empty"))
        try:
            safe = safe_name(name)
        except BadName as error:
            raise self.refuse(upload, n, name, str(error)) from None
        taken = frozenset(same_as(each.name) for each in upload.files.values())
        safe = told_apart(safe, taken)
        upload.files[n] = SentFile(safe, upload.folder / safe, size)
        return upload.files[n]

    def _too_large(self) -> str:
        most = number(self.bounds.most_bytes // 1_000_000)
        return _("At most %(most)s MB can be added at once. Send fewer files.", most=most)

    def _too_many(self) -> str:
        return ngettext(
            "At most %(num)s file can be added at once.",
            "At most %(num)s files can be added at once.",
            self.bounds.most_files,
        )

    def _folder(self) -> Path:
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix="dateline-uploads-"))
        return Path(tempfile.mkdtemp(dir=self._home)).resolve()

    def _clear(self, upload: Upload) -> None:
        """Deletes the files of an upload, of which the archive has what it took."""
        if upload.folder:
            shutil.rmtree(upload.folder, ignore_errors=True)

    def _put_away(self) -> None:
        """Gives up what nobody sends any more, and forgets what ended long ago."""
        now = time.monotonic()
        for upload in list(self._uploads.values()):
            still = now - upload.touched
            if upload.state is State.COMING and still > self.bounds.idle:
                said = _("Nothing more of it came, so it was given up. Please begin anew.")
                upload.to(State.FAILED, said)
                self._clear(upload)
            elif upload.state in _PUT_AWAY and still > self.bounds.kept:
                self._clear(upload)
                del self._uploads[upload.id]
        readers = {each.reader for each in self._uploads.values()}
        for reader in readers:
            ended = [e for e in self._uploads.values() if e.reader == reader and e.state in ENDED]
            for upload in ended[:-_MOST_SHOWN]:
                del self._uploads[upload.id]
