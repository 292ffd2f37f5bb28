"""Time limits: how long a cell may take, and one for code that runs in this very process."""

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from types import FrameType

CELL_SECONDS = 60  # for a cell with an answer, in grading as in `course check`


class TimeLimit(BaseException):
    """Not an Exception, so that a student's `except Exception` inside a loop does not swallow it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimit inside the block once `seconds` of wall time are over, and again every second.

    In the main thread of Linux and macOS an alarm signal does it, which also ends `time.sleep`;
    elsewhere a second thread asks the interpreter to raise it between two bytecodes.
    """
    in_main = threading.current_thread() is threading.main_thread()
    limit = _by_signal if in_main and hasattr(signal, "setitimer") else _by_thread
    with limit(seconds):
        yield


@contextlib.contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    finished = threading.Event()
    target = ctypes.c_ulong(threading.get_ident())

    def watch() -> None:
        wait = seconds
        while not finished.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(TimeLimit))
            wait = 1.0

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        finished.set()
        watcher.join()
