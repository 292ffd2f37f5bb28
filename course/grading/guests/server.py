"""The process that guests are forked from: it imports TensorFlow once, and knows no answers and no cases.

It must have one thread when it forks, so it runs no operation of TensorFlow. What to run reaches a guest
directly, so nothing of one submission is left here for the next one to find.
"""

import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import types
import weakref

from course.errors import CourseError
from course.grading.guests.channel import Channel, pair
from course.grading.guests.readable import PACKAGE, readable_paths

ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS",
)  # fmt: skip
START_SECONDS = 300  # to import everything, on a slow disk
PRELOADED = (
    "tensorflow", "keras", "scipy.special", "scipy.spatial", "scipy.stats", "sklearn", "gensim.models",
    "matplotlib.pyplot", "IPython.core.inputtransformer2",
)  # fmt: skip


class InternalError(Exception):
    """Grading itself failed, not an answer; the text says what."""


class Server:
    """The judge's side: starts the process, opens guests in it, ends it.

    Args:
        isolated: False runs guests without namespaces.
    """

    def __init__(self, *, isolated=True):
        self.isolated = isolated
        self.lock = threading.Lock()
        self.guests = weakref.WeakSet()
        self.closed = False
        self.opened = 0
        self._start()

    def _start(self):
        self.control, theirs = pair()
        self.log = tempfile.TemporaryFile()
        code = "import sys; from course.grading.guests.server import main; main(*map(int, sys.argv[1:]))"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(theirs.fileno()), str(int(self.isolated))],
            env=_environment(),
            cwd="/",
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,  # Ctrl-C is for us alone
        )
        theirs.close()
        self.control.settimeout(START_SECONDS)
        try:
            ready = self.control.recv(1) == b"r"
        except OSError:
            ready = False
        if not ready:
            raise CourseError(
                f"the process that runs the answers did not start: {last_line(self.log)}"
            )

    def open(self):
        """A new guest.

        Returns:
            Guest.

        Raises:
            InternalError: the process is gone.
        """
        talk, guests_talk = pair()
        hold, guests_hold = pair()
        try:
            with self.lock:
                fds = [guests_talk.fileno(), guests_hold.fileno()]
                self.opened += 1  # tells apart guests that run at the same time
                socket.send_fds(self.control, [bytes([self.opened % 256])], fds)
        except OSError as error:
            talk.close()
            hold.close()
            raise InternalError(
                f"the process that runs the answers is gone: {last_line(self.log)}"
            ) from error
        finally:
            guests_talk.close()
            guests_hold.close()
        guest = Guest(Channel(talk), Channel(hold))
        self.guests.add(guest)
        return guest

    def restart(self):
        """Start again if the process is gone and nobody wanted it to be."""
        with self.lock:
            if not self.closed and self.process.poll() is not None:
                self._stop()
                self._start()

    def close(self):
        """End the process and all guests; whoever waits for one of them is told that it is gone."""
        with self.lock:
            self.closed = True
            for guest in list(self.guests):
                guest.talk.shut_down()
            self._stop()

    def _stop(self):
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def last_line(log):
    """The last line that a process wrote to a file of its own, for saying why it is gone."""
    log.seek(0)
    lines = log.read().decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "it said nothing"


class Guest:
    """The judge's end of one guest: `talk` to it, `end` it and be told what became of it."""

    def __init__(self, talk, hold):
        self.talk, self.hold = talk, hold

    def end(self, *, kill=False):
        """End the guest and all that it started.

        Args:
            kill: without waiting for it to notice that the talk is over.

        Returns:
            dict as in `sandbox.start`, or {} if the keeper did not tell.
        """
        self.talk.close()
        told = {}
        try:
            if kill:
                self.hold.talk.shutdown(socket.SHUT_WR)
            data = b""
            self.hold.talk.settimeout(300)  # a hundred large processes on a busy machine
            while part := self.hold.talk.recv(2**16):
                data += part
            told = json.loads(data)
        except (OSError, ValueError):
            pass
        self.hold.close()
        return told


def _environment():
    """What a guest may see of the environment: nothing of the instructor's."""
    kept = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "PYTHONPATH": str(PACKAGE.parent),
    }
    kept |= {"KERAS_BACKEND": "tensorflow", "MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3"}
    kept |= {"CUDA_VISIBLE_DEVICES": "", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | dict.fromkeys(ONE_THREAD, "1")


def main(control, isolated):
    """Serve until the judge is gone; runs in a process of its own.

    Args:
        control: file descriptor of a socket: a byte with two descriptors, talk and hold, asks for a guest.
        isolated: 1, or 0 for guests without namespaces.
    """
    from course.grading import sandbox

    control = socket.socket(fileno=control)
    _preload()
    from course.grading.guests import guest

    paths = readable_paths() if isolated else None
    if sys.platform.startswith("linux"):
        threads = os.listdir("/proc/self/task")
        assert len(threads) == 1, f"{len(threads)} threads: a forked guest would hang"
    gc.collect()
    gc.freeze()  # a guest's collection does not touch, and so not copy, what is shared
    control.send(b"r")
    while True:
        data, fds, *_ = socket.recv_fds(control, 1, 2)
        _reap()
        if not data:
            return
        talk, hold = (socket.socket(fileno=fd) for fd in fds)
        sandbox.start(guest.serve, talk=talk, hold=hold, paths=paths, number=data[0])


def _preload():
    """Import what the labs import, so that a guest finds it there."""
    import importlib
    import pkgutil

    from course import checks

    for name in PRELOADED:
        importlib.import_module(name)
    for room in (
        "batches",
        "checks.base",
        "data",
        "data.fetching",
        "data.shared",
        "layers",
        "plots",
    ):
        package = f"course.{room}"
        found = importlib.import_module(package)
        for module in pkgutil.iter_modules(found.__path__, f"{package}."):
            importlib.import_module(module.name)
    for module in pkgutil.iter_modules(checks.__path__):
        name = f"course.checks.{module.name}"
        if module.name != "base":
            sys.modules[name] = _StandIn(name)
            setattr(checks, module.name, sys.modules[name])
    from course import claims, embeddings, kernels, runtime  # noqa: F401
    from course.nets import addition, registry  # noqa: F401  # registry imports the others


class _StandIn(types.ModuleType):
    """Stands for a lab's checks, which know the answers; what a cell calls of them does nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def _reap():
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass
