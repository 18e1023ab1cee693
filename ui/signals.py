"""SIGTERM and SIGHUP, which end a program as Ctrl-C does: what is under way comes to its end."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Raises KeyboardInterrupt in the block where the process is told to end.

    Nothing is changed in another thread than the main one, which alone may, nor for SIGHUP where
    it is ignored, as `nohup` has it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP)}
    for each, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
