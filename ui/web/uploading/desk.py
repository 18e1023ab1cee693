"""All uploads of a server: taken in within bounds, and read one after the other."""

import os
import secrets
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path
from threading import RLock, Thread

from index import Rejected
from index.ingesting.upload_ingestion import CALLED
from qa import QueryEngine
from ui.language import _
from ui.people.audit import Audit
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.names import BadName, safe_name, same_as, told_apart
from ui.web.uploading.noting import note
from ui.web.uploading.refusing import READ_ONLY, NotTaken, Refused
from ui.web.uploading.room import check_room, too_large, too_many
from ui.web.uploading.running import ask, read
from ui.web.uploading.upload import ENDED, SentFile, State, Upload

_MOST_SHOWN = 10
_SECONDS_TO_CLOSE = 15.0
_PUT_AWAY = frozenset({*ENDED, State.BUSY})


class Desk:
    """Takes uploads of readers, each of whom knows of their own alone; safe between threads."""

    def __init__(self, engine: QueryEngine, bounds: Uploads, audit: Audit | None = None) -> None:
        """Takes what answers, whose archive grows, the bounds, and where uploads are noted."""
        self._audit = audit
        self.bounds = bounds
        self._engine = engine
        self._lock = RLock()
        self._uploads: dict[str, Upload] = {}
        self._home: Path | None = None
        self._thread: Thread | None = None
        self._asking: list[Thread] = []
        self._closed = False

    # Taken in

    def begin(
        self,
        reader: str,
        *,
        files: int = 0,
        size: int = 0,
        address: str = "",
        engine: QueryEngine | None = None,
        who: str = "",
        place: str = "",
    ) -> Upload:
        """A new upload of files that are announced, or of an address.

        Args:
            reader: Who sends it.
            files: How many are announced.
            size: How many bytes they have together.
            address: Of a page or a feed; empty for files.
            engine: What of the archive the reader may see; None for all that is served.
            who: What they are called in the audit log.
            place: The address that they send from.

        Raises:
            Refused: It is too large, there are too many, or the archive cannot be written to.
        """
        with self._lock:
            self._put_away()
            if self._closed:
                raise Refused(_("Dateline is being stopped."), 503)
            check_room(self.bounds, self._uploads.values(), reader, files, size)
            path = self._engine.archive.path
            if isinstance(path, Path) and not os.access(path, os.W_OK):
                raise Refused(_(READ_ONLY), 503)
            name = f"{date.today():%Y%m%d}-{secrets.token_hex(3)}"
            upload = Upload(
                secrets.token_hex(8),
                reader,
                f"{CALLED}{name}",
                None if address else self._folder(),
                address,
                files,
                size,
                engine=engine,
                who=who,
                place=place,
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
                raise Refused(said, 400)
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
                upload.clear()

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
                upload.progress, upload.embedding = None, 0.0
            to_ask = read(upload, upload.engine or self._engine, self.bounds, self._lock)
            note(self._audit, upload)
            if to_ask:
                self._ask(upload)

    def _ask(self, upload: Upload) -> None:
        """Looks for new questions, beside the next upload, which need not wait for them."""
        asking = Thread(target=ask, args=(upload, upload.engine or self._engine), daemon=True)
        asking.start()
        with self._lock:
            self._asking = [*(each for each in self._asking if each.is_alive()), asking]

    # Room

    def _new_file(self, upload: Upload, n: int, name: str, size: int) -> SentFile:
        assert upload.folder is not None
        if len(upload.files) + len(upload.refused) >= self.bounds.most_files:
            raise Refused(too_many(self.bounds), 413)
        if sum(each.size for each in upload.files.values()) + size > self.bounds.most_bytes:
            raise self.refuse(upload, n, name, too_large(self.bounds))
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

    def _folder(self) -> Path:
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix="dateline-uploads-"))
        return Path(tempfile.mkdtemp(dir=self._home)).resolve()

    def _put_away(self) -> None:
        """Gives up what nobody sends any more, and forgets what ended long ago."""
        now = time.monotonic()
        for upload in list(self._uploads.values()):
            still = now - upload.touched
            if upload.state is State.COMING and still > self.bounds.idle:
                said = _("Nothing more of it came, so it was given up. Please begin anew.")
                upload.to(State.FAILED, said)
                upload.clear()
            elif upload.state in _PUT_AWAY and still > self.bounds.kept:
                upload.clear()
                del self._uploads[upload.id]
        readers = {each.reader for each in self._uploads.values()}
        for reader in readers:
            ended = [e for e in self._uploads.values() if e.reader == reader and e.state in ENDED]
            for upload in ended[:-_MOST_SHOWN]:
                del self._uploads[upload.id]
