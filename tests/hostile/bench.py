"""A bench for hostile submissions: what they may try to reach, who is graded beside them, what came of them."""

import concurrent.futures
import contextlib
import dataclasses
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import numpy as np
import pytest

from course.files import ROOT
from course.grading.guests import server
from course.grading.judge import runner, runs
from course.grading.judge.labs import load_labs
from course.grading.judge.runner import Runner
from course.grading.records.grades import STATES, Answers, Submission
from tests import hostile

SECONDS, PATIENCE = 2.0, 90.0  # time limits of a case, in the labs as they are here
HANGS = 600.0  # seconds; what takes longer hangs, also on a busy machine
HONEST = {name: hostile.RIGHT[name] for name in ("encode", "exact-match")}


class Bench:
    """Planted files, a process and servers outside, and a Runner; what it looks like is told by `state`."""

    def __init__(self, folder, *, isolated=True):
        self.mark, first, second = (uuid.uuid4().hex for _ in range(3))
        self.outside, self.secret = Path(folder), first + second
        self.known = {
            "first": first,
            "second": second,
            "mark": self.mark,
            "root": ROOT,
            "judge": os.getpid(),
        }
        self._plant()
        self._listen()
        self.victim = None
        self._closing = contextlib.ExitStack()
        patch = self._closing.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(runs, "CELL_SECONDS", 4)
        patch.setattr(runs, "GRACE", 0.5)
        patch.setattr(runner, "SubmissionRun", _Run)
        environment = server._environment()
        patch.setattr(server, "_environment", lambda: environment | {"BENCH": self.mark})
        self.runner = Runner(made_labs(), self.secret, isolated=isolated)
        cases = self.runner.cases[hostile.ADDITION]["count-carries"]
        self.known["shown"] = len(cases[0])
        self.known["notebook"] = [case.inputs for case in cases[0]]
        numbers = [number for case in cases[1] for number in case.inputs]
        shown = str(self.known["notebook"])  # a row of nines may be in both
        large = [str(number) for number in numbers if number > 10**5]
        self.canaries = [number for number in large if number not in shown]
        assert len(self.canaries) >= 2

    def _plant(self):
        for place, text in {
            "secret": self.secret,
            "grades/grades.sqlite": "SQLite of the class",
            f"grades/{self.mark}": "a name to be found",
            "in/bob/notebook.ipynb": "{}",
        }.items():
            path = self.outside / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.known |= {"outside": self.outside, "secret": self.outside / "secret"}
        self.known["gradebook"] = self.outside / "grades/grades.sqlite"

    def _listen(self):
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        self.known["port"] = self.sockets[0].getsockname()[1]
        self.known["port6"] = 0
        if socket.has_dualstack_ipv6():
            with contextlib.suppress(OSError):
                self.sockets.append(socket.create_server(("::1", 0), family=socket.AF_INET6))
                self.known["port6"] = self.sockets[-1].getsockname()[1]
        self.known["path"] = tempfile.mktemp(prefix="bench")  # a socket's path has to be short
        for path in (f"\0{self.mark}", self.known["path"]):
            self.sockets.append(socket.socket(socket.AF_UNIX))
            self.sockets[-1].bind(path)
            self.sockets[-1].listen()
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(("127.0.0.1", 0))
        self.known["datagrams"] = self.datagrams.getsockname()[1]
        threading.Thread(target=self._echo, daemon=True).start()

    def _echo(self):
        with contextlib.suppress(OSError):
            while True:
                data, sender = self.datagrams.recvfrom(100)
                self.datagrams.sendto(data, sender)

    def close(self):
        self.runner.close()
        self._closing.close()
        for sock in (*self.sockets, self.datagrams):
            sock.close()
        os.unlink(self.known["path"])
        if self.victim:
            self.victim.kill()
            self.victim.wait()

    def ready(self):
        """Start the process that attacks are made upon, if there is none."""
        if self.victim is None or self.victim.poll() is not None:
            code = "import time; time.sleep(100_000)"
            command = [sys.executable, "-S", "-c", code]
            self.victim = subprocess.Popen(command, env={"SECRET": self.secret})
            self.known["victim"] = self.victim.pid

    def filled(self, source):
        """A source with what stands for names put in."""
        for name, value in self.known.items():
            source = source.replace(f"@{name}@", str(value))
        return source

    def grade(self, cells, lab=hostile.PATIENT, setup=None, student="mallory"):
        return self.runner.grade(Submission(student, lab, "x"), Answers(cells, setup))

    def grade_attack(self, attack):
        """Grade an Attack; the process that it may be made upon has to be `ready`."""
        cells = {name: self.filled(source) for name, source in attack.cells.items()}
        setup = None if attack.setup is None else self.filled(attack.setup)
        return self.grade(cells, attack.lab, setup)

    def state(self):
        """What must be the same after an attack: files, System V objects."""
        files = {}
        for path in sorted(self.outside.rglob("*")):
            facts, content = path.stat(), path.read_bytes() if path.is_file() else b""
            files[path] = facts.st_mode, facts.st_mtime_ns, hashlib.sha256(content).hexdigest()
        places = {Path.home(), Path.cwd(), Path("/"), Path(tempfile.gettempdir()), Path("/dev/shm")}
        places |= {ROOT, ROOT / "course", ROOT / "course/checks", Path(np.__file__).parent}
        marked = {
            (place, name)
            for place in places
            if place.is_dir()
            for name in os.listdir(place)
            if self.mark in name
        }
        objects = {
            (kind, *line.split()[:2])
            for kind in ("shm", "sem", "msg")
            for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        }
        return files, marked, objects

    def left(self, seconds=HANGS):
        """Process ids of guests and keepers that do not end, {pid: command}; {} as soon as there are none."""
        end = time.monotonic() + seconds
        while (found := self._processes()) and time.monotonic() < end:
            time.sleep(0.02)
        return found

    def _processes(self):
        mark, found = f"BENCH={self.mark}".encode(), {}
        for name in os.listdir("/proc"):
            with contextlib.suppress(OSError):
                if name.isdigit() and mark in Path(f"/proc/{name}/environ").read_bytes():
                    found[int(name)] = Path(f"/proc/{name}/stat").read_text()
        found.pop(self.runner.started().process.pid, None)
        return found


class _Run(runs.SubmissionRun):
    """The patient lab's cells have as much time as its cases: an honest grade needs no idle machine."""

    def __init__(self, server, lab, *arguments):
        super().__init__(server, lab, *arguments)
        if lab.name == hostile.PATIENT:
            self.limits = self.limits._replace(cell=PATIENCE)


def made_labs():
    """Labs with a part of their exercises, none of which takes long, and short time limits."""
    found = {}
    loaded = load_labs([name for name in hostile.EXERCISES if name != hostile.PATIENT])
    for name, wanted in hostile.EXERCISES.items():
        lab = loaded[hostile.ADDITION if name == hostile.PATIENT else name]
        seconds = PATIENCE if name == hostile.PATIENT else SECONDS
        exercises = [
            entry._replace(check=dataclasses.replace(entry.check, seconds=seconds))
            for entry in lab.exercises
            if entry.id in wanted
        ]
        found[name] = lab._replace(name=name, exercises=tuple(exercises))
    return found


def outside():
    """A folder that lies not in /tmp, of which a guest has its own."""
    place = "/var/tmp" if os.access("/var/tmp", os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="bench", dir=place)


def named(name):
    (found,) = (attack for attack in hostile.BANK if attack.name == name)
    return found


def said_of(grade):
    """Everything that a student gets to read, but for what he wrote himself."""
    entries = tuple(dataclasses.replace(entry, answer="") for entry in grade.exercises)
    return repr(dataclasses.replace(grade, exercises=entries, key=""))


def lines_of(grade, exercise="count-carries"):
    (entry,) = (entry for entry in grade.exercises if entry.exercise == exercise)
    return "\n".join(text for _, text in entry.lines)


def assert_sound(grade, bench):
    """What holds of every grade, whatever was handed in."""
    assert grade.state == "graded", grade.problem
    texts = [*grade.notes]
    for entry in grade.exercises:
        assert (
            entry.state in STATES and 0 <= entry.points <= entry.of and type(entry.points) is float
        )
        assert entry.points <= entry.shown_points or not entry.lines
        texts += [entry.reason, entry.hint, *(text for _, text in entry.lines)]
    for text in texts:
        text.encode()
        assert text.isprintable() and len(text) < 3000
    assert not [canary for canary in bench.canaries if canary in said_of(grade)]


def try_attacks(attacks, bench):
    """Grade hostile submissions at the same time, and beside them an honest one again and again.

    Args:
        attacks: list of Attack.
        bench: Bench.

    Returns:
        harm, wrong: list of what happened to others; {name of an attack: what is wrong with its grade}.
    """
    bench.ready()
    before, others = bench.state(), []
    with concurrent.futures.ThreadPoolExecutor(len(attacks)) as pool:
        attacked = [pool.submit(bench.grade_attack, attack) for attack in attacks]
        while not others or len(others) < 2 and not all(grade.done() for grade in attacked):
            others.append(bench.grade(HONEST, student="alice"))
        grades = [grade.result() for grade in attacked]
    others.append(bench.grade(HONEST, student="alice"))
    harm = [said_of(other) for other in others if other.state != "graded" or other.points != 2]
    if left := bench.left():
        harm.append(f"processes are left behind: {left}")
    if bench.state() != before:
        harm.append(f"files or System V objects are others: {before} {bench.state()}")
    if bench.victim.poll() is not None:
        harm.append("a process outside was ended")
    wrong = {}
    for attack, grade in zip(attacks, grades, strict=True):
        try:
            assert_worth_nothing(attack, grade, bench)
        except AssertionError as error:
            wrong[attack.name] = str(error)
    return harm, wrong


def assert_worth_nothing(attack, grade, bench):
    """An attack ends as it must, and gets what its right answers are worth and no more."""
    assert_sound(grade, bench)
    for entry in grade.exercises:
        told = (entry.exercise, entry.state, entry.points, entry.reason, entry.lines)
        worth = attack.points.get(entry.exercise, 0)
        assert worth is None or entry.points == worth, told
        assert entry.state in attack.states.get(entry.exercise, ("missing",)), told
    if attack.probe:
        assert "held" in lines_of(grade) and "got through" not in lines_of(grade), lines_of(grade)
    assert grade.seconds < HANGS, grade.seconds
