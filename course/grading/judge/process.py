"""A process that judges: a Runner with guests of its own, on the other side of a pipe.

Judging is Python work, so two judges in one process would wait for each other. The process needs no Keras: it
gets the cases prepared. What comes through the pipe is pickled; only the two of us hold its ends, and of what a
guest sends nothing is ever unpickled.
"""

import contextlib
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
from multiprocessing.connection import Connection

from course.errors import CourseError
from course.files import ROOT
from course.grading.guests.server import Server, last_line
from course.grading.judge.runner import TRIES, Runner, empty_grades
from course.grading.records.grades import LabGrade

CODE = "import sys; from course.grading.judge.process import main; main(*map(int, sys.argv[1:]))"
END_SECONDS = 20  # for a judge to end its guests


class JudgeProcess:
    """One judge, started when it is first needed, and again if it dies; one thread at a time asks it.

    Args:
        runner: Runner; its labs, cases, seed and isolation are those of the judge.
    """

    def __init__(self, runner):
        self.runner = runner
        self.process = None
        self.closed = False

    def grade(self, submission, answers):
        """Grade one submission, as `Runner.grade` does.

        Returns:
            LabGrade; a judge that died was tried again before that is reported as an internal error.

        Raises:
            CourseError: the process that runs the answers does not start.
        """
        for _ in range(TRIES):
            try:
                if self.process is None:
                    self._start()
                self.talk.send((submission, answers))
                reply = self.talk.recv()
            except (EOFError, OSError):
                problem = f"the process that judges is gone: {last_line(self.log)}"
                self._stop()
                if self.closed:
                    break
                continue
            if isinstance(reply, CourseError):
                self._stop()
                raise reply
            return reply
        exercises = empty_grades(self.runner.labs[submission.lab])
        return LabGrade(submission, "fault", problem, exercises=exercises)

    def _start(self):
        self.socket, theirs = socket.socketpair()
        self.talk = Connection(os.dup(self.socket.fileno()))
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, str(theirs.fileno()), str(int(self.runner.isolated))],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,  # Ctrl-C is for us alone
        )
        theirs.close()
        if self.closed:
            self.interrupt()
        runner = self.runner  # its cases are prepared while the other process imports
        self.talk.send((runner.labs, runner.seed, runner.cases))

    def _stop(self):
        if self.process is None:
            return
        self.talk.close()
        self.socket.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its server and all guests see that it is gone
            self.process.wait()
        self.log.close()
        self.process = None

    def interrupt(self):
        """End the judge and its guests, also while another thread waits for a grade."""
        self.closed = True
        if self.process is not None:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)

    def close(self):
        """The same, and wait until they are gone; no other thread may be asking."""
        self.interrupt()
        self._stop()


def main(control, isolated):
    """Judge until nobody is left who asks; runs in a process of its own.

    Args:
        control: file descriptor of a socket. Labs, seed and cases come first, then pairs of Submission and
            Answers, for each of which a LabGrade or a CourseError goes back.
        isolated: 1, or 0 for guests without namespaces.
    """
    talk, asked, servers = Connection(control), queue.SimpleQueue(), []
    threading.Thread(target=_listen, args=(talk, asked, servers), daemon=True).start()
    try:
        servers.append(Server(isolated=bool(isolated)))
    except CourseError as error:
        talk.send(error)
        threading.Event().wait()  # until `_listen` ends this process
    labs, seed, cases = asked.get()
    runner = Runner(labs, seed, isolated=bool(isolated), cases=cases, server=servers[0])
    while True:
        talk.send(runner.grade(*asked.get()))


def _listen(talk, asked, servers):
    """Take what comes at once, so that it is noticed when nobody is left: then all ends, whatever runs."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked.put(talk.recv())
    for server in servers:
        server.close()
    os._exit(0)
