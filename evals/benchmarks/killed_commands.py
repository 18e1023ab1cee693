"""The command `dateline` in processes that are killed: each begins with everything imported.

So a moment of its run is a moment of its work. Everything that it writes goes into a file.
"""

import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROBLEM = "Traceback (most recent call last)"
_IMPORTED = [
    "chromadb",
    "gradio",
    "llama_index.core.node_parser",
    "psycopg_pool",
    "sentence_transformers",
    "ui.terminal.commands",
    "ui.web.serving",
]
_LONGEST = 900.0
_processes = multiprocessing.get_context("forkserver")


class Command:
    """A command that runs.

    Attributes:
        pid: Its process.
    """

    def __init__(self, arguments: Sequence[str | Path], log: Path) -> None:
        """Starts it; `log` is the file that it writes to."""
        _processes.set_forkserver_preload(_IMPORTED)
        self._log = log
        self._log.write_text("")
        self._process = _processes.Process(
            target=_run, args=([str(each) for each in arguments], str(log)), daemon=True
        )
        self._process.start()
        self.pid = self._process.pid or 0

    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.is_alive()

    def kill(self) -> bool:
        """Kills it; gives whether it was still at work."""
        self._process.kill()
        self._process.join()
        return self._process.exitcode == -9

    def ended(self) -> int:
        """Its status, once it has ended by itself."""
        self._process.join(_LONGEST)
        if self._process.exitcode is None:
            self.kill()
            raise TimeoutError(f"A command did not end: {self.said()}")
        return self._process.exitcode

    def said(self) -> str:
        """What it has written so far."""
        return self._log.read_text(errors="replace")

    def address(self) -> str:
        """Where it serves, once it does."""
        last = time.monotonic() + _LONGEST
        while " is at " not in self.said():
            if not self.is_alive() or time.monotonic() > last:
                raise TimeoutError(f"A server did not start: {self.said()}")
            time.sleep(0.02)
        return self.said().split(" is at ")[1].split()[0]


def _run(arguments: Sequence[str], log: str) -> None:
    os.chdir(ROOT)
    os.setpgid(0, 0)
    file = os.open(log, os.O_WRONLY | os.O_APPEND)
    for each in (1, 2):
        os.dup2(file, each)
    sys.exit(importlib.import_module("ui.terminal.cli").main(arguments))
