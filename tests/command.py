"""The command `dateline`, run by tests: in their own process, or in one of its own.

A process of its own imports and loads everything anew, which takes seconds. It is for what shows
only there: what is logged to stderr, the exit code, what an import costs.
"""

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from ui.terminal.cli import main

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def dateline(*arguments: str | Path) -> Done:
    """Runs the command in this process, from the project's folder."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(ROOT), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as stopped:  # by argparse: wrong usage, or help
            code = int(stopped.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def dateline_process(*arguments: str | Path) -> Done:
    """Runs the command as a person does."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.terminal.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)
