"""The program that reads one upload for `ui.web.uploading.apart`, which talks to it by a socket."""

import logging
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Event, Thread

from index import Archive, DatelineError
from index.errors import ArchiveBusy
from ui.web.uploading.apart import Failed
from ui.web.uploading.reading import read_into
from ui.web.uploading.work import Outcome, Work

_NICE = 10  # Who asks goes before.


def main(descriptor: int) -> None:
    """Reads what comes first, tells how far it is and what became of it, and ends."""
    # Ctrl-C is for the page, which then tells us to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.nice(_NICE)
    connection = Connection(descriptor)
    with suppress(EOFError, BrokenPipeError, ConnectionError):
        work: Work = connection.recv()
        stopped = Event()
        Thread(target=_listen, args=(connection, stopped), daemon=True).start()
        connection.send(_done(work, connection, stopped))


def _listen(connection: Connection, stopped: Event) -> None:
    """Sets the event when one more word comes, or when nobody is there any more."""
    with suppress(EOFError, OSError):
        connection.recv()
    stopped.set()


def _done(work: Work, connection: Connection, stopped: Event) -> Outcome | Failed:
    try:
        with Archive.open(work.archive, writing=True) as archive:
            return read_into(archive, work, connection.send, stopped)
    except DatelineError as error:
        return Failed(str(error), isinstance(error, ArchiveBusy))
    except OSError as error:
        return Failed(f"{os.strerror(error.errno or 0)}: {error}", busy=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
