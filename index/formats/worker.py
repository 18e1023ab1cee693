"""The program that reads files for `index.formats.apart`: jobs come and articles go by a socket."""

import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from index.articles import Rejected
from index.errors import DatelineError
from index.formats.files import read_all
from index.formats.folders import Begun

if TYPE_CHECKING:
    from index.formats.apart import Job

_LONGEST_SAID = 200
MOST_MEMORY = 4 * 1024**3  # bytes of address space


def main(descriptor: int) -> None:
    """Read what is asked for until nobody is there to ask."""
    # Ctrl-C is for who asked, who ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    connection = Connection(descriptor)
    with suppress(EOFError, BrokenPipeError, ConnectionError):
        while True:
            _read(connection, connection.recv())


def _read(connection: Connection, job: "Job") -> None:
    from index.formats.apart import Failed

    os.chdir(job.folder)
    begun: Begun | None = None
    after = job.after
    while True:
        try:
            for told in read_all(job.path, job.reading, after=after):
                begun = told if isinstance(told, Begun) else begun
                connection.send(told)
        except DatelineError as error:
            connection.send(Failed(error))
            return
        except MemoryError:
            if begun is None:
                raise
            connection.send(Rejected(begun.origin, "there is not enough memory to read it"))
            after = begun.name
            continue
        except Exception as error:
            if begun is None:
                raise
            connection.send(Rejected(begun.origin, _fault(error)))
            after = begun.name
            continue
        connection.send(None)
        return


def _fault(error: Exception) -> str:
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_SAID]
    return (
        f"Dateline's reader has a fault, which this file shows ({said}); what came before that "
        "was kept. Please report it, with the file"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
