"""SIGTERM and SIGHUP end a command as Ctrl-C does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHAT = [sys.executable, "-m", "ui.terminal.cli", "chat", "--port", "7961"]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_chat_ends_in_a_sentence(seeds_path, told):
    chat = subprocess.Popen(
        [*CHAT, "--archive", str(seeds_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert chat.stderr.readline().startswith("Dateline is at http://127.0.0.1:")
    time.sleep(0.5)
    chat.send_signal(told)
    _, said = chat.communicate(timeout=60)
    assert said.splitlines()[-1] == "Stopped."
    assert chat.returncode == 0
    assert "Traceback" not in said


def test_a_hangup_that_is_ignored_stays_ignored():
    program = (
        "import os, signal\n"
        "from ui.signals import ended_like_ctrl_c\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with ended_like_ctrl_c():\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        signal.pause()\n"
        "    except KeyboardInterrupt:\n"
        "        print('ended')\n"
        "print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.split() == ["ended", "True"]
