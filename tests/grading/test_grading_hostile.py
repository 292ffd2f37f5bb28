"""Hostile submissions in a real sandbox: no point for them, no harm to others, nothing left behind."""

import concurrent.futures
import contextlib
import dataclasses
import hashlib
import inspect
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import uuid
from pathlib import Path

import numpy as np
import pytest

from course.checks import addition_rnn
from course.checks.base.plain import NotPlain, plain
from course.grading import labs as instructor
from course.grading import runner as judge
from course.grading import sandbox, server, submissions
from course.grading.channel import MOST_BYTES, Broken, Channel
from course.grading.grades import STATES, Answers, Submission
from course.grading.sandbox import rights
from tests import hostile

pytestmark = pytest.mark.needs("sandbox")
ROOT = Path(__file__).resolve().parents[2]
SECONDS, PATIENCE = 1.0, 8.0  # time limits of a case, in the labs as they are here
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
        patch.setattr(judge, "CELL_SECONDS", 4)
        patch.setattr(judge, "GRACE", 0.5)
        environment = server._environment()
        patch.setattr(server, "_environment", lambda: environment | {"BENCH": self.mark})
        self.runner = judge.Runner(made_labs(), self.secret, isolated=isolated)
        cases = self.runner.cases[hostile.ADDITION]["count-carries"]
        self.known["shown"] = len(cases[0])
        numbers = [number for case in cases[1] for number in case.inputs]
        self.canaries = [str(number) for number in numbers if number > 10**5]
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
        self.ready()
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

    def left(self, seconds=20.0):
        """Process ids of guests and keepers that are still there after some seconds, {pid: command}."""
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


def made_labs():
    """Labs with a part of their exercises, none of which takes long, and short time limits."""
    found = {}
    loaded = instructor.load([name for name in hostile.EXERCISES if name != hostile.PATIENT])
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


@pytest.fixture(scope="module")
def bench():
    with outside() as folder, contextlib.closing(Bench(folder)) as made:
        yield made


@pytest.fixture(scope="module")
def bare():
    """The same without a sandbox, to see that an attack works where nothing holds it."""
    with outside() as folder, contextlib.closing(Bench(folder, isolated=False)) as made:
        yield made


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


# All of them take five minutes. So every second one runs by itself, and COURSE_HOSTILE=all runs the rest, too.
CHOSEN = [
    attack
    for place, attack in enumerate(hostile.BANK)
    if attack.quick or place % 2 == 0 or os.environ.get("COURSE_HOSTILE") == "all"
]
PARAMS = [
    pytest.param(attack, id=attack.name, marks=() if attack.quick else pytest.mark.slow)
    for attack in CHOSEN
]


def test_the_bank_is_large_and_every_name_is_there_once():
    names = [attack.name for attack in hostile.BANK]
    assert len(names) == len(set(names)) >= 250
    assert len(CHOSEN) >= 130


@pytest.mark.parametrize("attack", PARAMS)
def test_an_attack_gets_nothing_and_harms_nobody(attack, bench):
    bench.ready()
    before = bench.state()
    others = []
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        attacked = pool.submit(bench.grade_attack, attack)
        while not others or len(others) < 2 and not attacked.done():
            others.append(bench.grade(HONEST, student="alice"))
        grade = attacked.result()
    others.append(bench.grade(HONEST, student="alice"))
    assert_sound(grade, bench)
    for entry in grade.exercises:
        told = (entry.exercise, entry.state, entry.points, entry.reason, entry.lines)
        worth = attack.points.get(entry.exercise, 0)
        assert worth is None or entry.points == worth, told
        assert entry.state in attack.states.get(entry.exercise, ("missing",)), told
    if attack.probe:
        assert "held" in lines_of(grade) and "got through" not in lines_of(grade), lines_of(grade)
    assert grade.seconds < attack.seconds
    for other in others:
        assert other.state == "graded" and other.points == 2, said_of(other)
    assert not bench.left()
    assert bench.state() == before
    assert bench.victim.poll() is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack",
    [pytest.param(attack, id=attack.name) for attack in hostile.BANK if attack.control],
)
def test_without_a_sandbox_the_attack_gets_through(attack, bare):
    if attack.name == "a connection by IPv6" and not bare.known["port6"]:
        pytest.skip("there is no IPv6 on this machine")
    grade = bare.grade_attack(attack)
    assert "got through" in lines_of(grade), lines_of(grade)
    assert not bare.left()


@pytest.mark.slow
def test_a_scan_finds_what_is_in_its_own_memory(bench):
    """The control of the attack that looks for the judge's secret there."""
    attack = named("a secret of the judge in its own memory")
    planted = 'kept = bytearray(b"@first@@second@"[::-1])[::-1]\n'
    cells = {"count-carries": planted + attack.cells["count-carries"]}
    assert "got through: True" in lines_of(bench.grade_attack(attack._replace(cells=cells)))


def test_what_an_answer_looks_for_is_in_the_judge(bench):
    """The control of attacks that look for cases among all objects."""
    attack = named("cases and checks among all objects")
    known = {}
    exec(bench.filled(attack.cells["count-carries"]), known)
    assert {"Case", "Check"} <= set(known["attempt"]())


# hidden cases


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, told",
    [
        ("an exception", "[(51, 49), (999, 1), (1, 999)]"),
        ("the name of a class", "of type 1x999"),
        ("a forged message", "1 999"),
    ],
)
def test_the_leaks_of_the_bank_do_tell_what_is_shown(name, told, bench):
    """Their control: what keeps silent of hidden cases is the judge."""
    attack = named(f"hidden cases told by {name}")
    early = attack.cells["count-carries"].replace("@shown@", "2")
    grade = bench.grade_attack(attack._replace(cells={"count-carries": early}))
    assert told in lines_of(grade), lines_of(grade)


@pytest.mark.slow
def test_nothing_is_kept_of_what_is_said_after_the_first_hidden_case(bench):
    """A second guest is opened; its setup cell, which sees what files the first one read, fails anew."""
    before = bench.runner.started().opened
    grade = bench.grade_attack(named("hidden cases told by which files are cached"))
    assert bench.runner.started().opened >= before + 2
    assert len(grade.notes) == 1 and "setup cell" in grade.notes[0]


SEEDS = {"encode": 1, "count-carries": 3000}  # what can be tried in the time of a cell


@pytest.mark.parametrize("exercise", hostile.EXERCISES[hostile.ADDITION])
def test_the_shown_cases_by_heart_get_no_points(exercise, bench):
    """The student's own copy of the checks makes the notebook's cases, of seed 0, and those of many more."""
    lab = bench.runner.labs[hostile.ADDITION]
    (entry,) = (entry for entry in lab.exercises if entry.id == exercise)
    make = entry.check.cases.__name__
    source = inspect.getsource(addition_rnn) + textwrap.dedent(f"""
        import numpy as np
        SEEDS = {SEEDS.get(exercise, 100)}
        known = {{
            repr(case.inputs): case.expected
            for seed in range(SEEDS)
            for case in {make}(np.random.default_rng(seed))
        }}
        def {entry.function}(*inputs):
            return known[repr(inputs)]
    """)
    grade = bench.grade({exercise: source}, hostile.ADDITION)
    (found,) = (found for found in grade.exercises if found.exercise == exercise)
    assert found.shown_points == found.of and found.shown[0] == found.shown[1] > 0, found
    assert found.points == 0 and found.hidden[0] == 0 < found.hidden[1], found
    assert_sound(grade, bench)


# notebooks that lie


def nbgrader(cell):
    return cell["metadata"].get("nbgrader", {})


def of_id(notebook, grade_id):
    return next(cell for cell in notebook["cells"] if nbgrader(cell).get("grade_id") == grade_id)


def points_rewritten(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell):
            nbgrader(cell).update(points=1000, points_per_case=1000)
    notebook["metadata"]["points"] = 1000


def flags_turned(notebook):
    for cell in notebook["cells"]:
        for flag in ("grade", "solution", "locked", "task"):
            if nbgrader(cell) and nbgrader(cell)["grade_id"] not in ("encode", "exact-match"):
                nbgrader(cell)[flag] = not nbgrader(cell).get(flag)


def checks_rewritten(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell).get("grade_id", "").startswith("check-"):
            cell["source"] = "print(1000.0)\n1000.0"
            entry = {"id": nbgrader(cell)["grade_id"], "points": 1000.0, "of": 1, "lines": []}
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "data": {"text/plain": "1000.0"},
                    "metadata": {"course_check": entry},
                }
            ]


def ids_exchanged(notebook):
    first, second = of_id(notebook, "count-carries"), of_id(notebook, "exact-match")
    first["source"], second["source"] = second["source"], "def exact_match(*a): return 0"
    first["metadata"], second["metadata"] = second["metadata"], first["metadata"]


def ids_doubled(notebook):
    cell = json.loads(json.dumps(of_id(notebook, "exact-match")))
    notebook["cells"] += [cell, json.loads(json.dumps(cell))]


def ids_of_other_labs(notebook):
    for grade_id in (
        "word-gradients",
        "learn-more",
        "../../grades",
        "setup",
        "check-",
        "\0",
        "x" * 10**5,
    ):
        cell = json.loads(json.dumps(of_id(notebook, "exact-match")))
        nbgrader(cell).update(grade_id=grade_id, points=1000)
        cell["source"] = "raise SystemExit"
        notebook["cells"].append(cell)


def schema_changed(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell):
            nbgrader(cell).update(schema_version=99, cell_type="markdown", checksum="0" * 32)
    notebook.update(nbformat=4, nbformat_minor=99)
    notebook["metadata"]["kernelspec"] = {"name": "../../bin/sh", "language": "sh"}


def odd_characters(notebook):
    of_id(notebook, "count-carries")["source"] = (
        "'\ud800\x1b[2J' + 1\ndef count_carries(a, b): return '\ud800'"
    )


def marks_that_are_no_marks(notebook):
    for number, cell in enumerate(notebook["cells"]):
        if not nbgrader(cell):
            cell["metadata"] = [
                {"nbgrader": 5},
                None,
                [],
                "x",
                {"nbgrader": {"grade_id": ["encode"]}},
            ][number % 5]


def a_cell_of_many_lines(notebook):
    of_id(notebook, "count-carries")["source"] = ["x = 1\n"] * 10**5


LIES = {
    points_rewritten: 2, flags_turned: 2, checks_rewritten: 2, ids_exchanged: 2, ids_doubled: 2,
    ids_of_other_labs: 2, schema_changed: 2, odd_characters: 2, marks_that_are_no_marks: 2,
    a_cell_of_many_lines: 2,
}  # fmt: skip


@pytest.mark.parametrize("lie", [pytest.param(lie, id=lie.__name__) for lie in LIES])
def test_a_notebook_that_lies_gets_what_its_answers_are_worth(lie, bench, tmp_path):
    notebook = json.loads((ROOT / "labs" / f"{hostile.ADDITION}.ipynb").read_text())
    for grade_id, source in HONEST.items():
        of_id(notebook, grade_id)["source"] = source
    lie(notebook)
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps(notebook))
    submission = Submission("mallory", hostile.ADDITION, str(path))
    answers = submissions.read(submission, list(hostile.EXERCISES[hostile.ADDITION]))
    grade = bench.runner.grade(submission, answers)
    assert_sound(grade, bench)
    assert grade.points == LIES[lie], said_of(grade)
    assert grade.of == 5
    assert not bench.left()


# what the sandbox itself is asked to hold


def guest_says(code, limits=None, seconds=20):
    """What `code`, whose last name is `said`, tells of itself in a guest, and what its keeper says."""
    talk, guests_talk = socket.socketpair()
    hold, guests_hold = socket.socketpair()

    def main(sock):
        known = {}
        exec(textwrap.dedent(code), known)
        sock.sendall(json.dumps(known["said"]).encode())

    keeper = sandbox.start(main, talk=guests_talk, hold=guests_hold, limits=limits)
    with talk, hold:
        talk.settimeout(seconds)
        said = b"".join(iter(lambda: talk.recv(2**16), b""))
        told = b"".join(iter(lambda: hold.recv(2**16), b""))
    os.waitpid(keeper, 0)
    return json.loads(said or b"null"), json.loads(told)


def test_system_calls_that_no_answer_needs_are_refused():
    """All of them fail for the filter's reason; without arguments they would fail for others outside."""
    column = list(rights.MACHINES).index(os.uname().machine)
    numbers = {
        name: pair[column] for name, pair in rights.REFUSED.items() if pair[column] is not None
    }
    code = f"""
    import ctypes, errno, resource
    libc = ctypes.CDLL(None, use_errno=True)
    said = {{}}
    for name, number in {numbers}.items():
        result = libc.syscall(number, *[ctypes.c_long(-1)] * 5)
        said[name] = [result, ctypes.get_errno()]
    said["look"] = resource.getrlimit(resource.RLIMIT_CORE)
    """
    said, told = guest_says(code)
    assert said.pop("look") == [1, 1]
    assert told["ended"] == 0
    assert set(map(tuple, said.values())) == {(-1, 1)} and len(said) == len(numbers)  # EPERM
    known = {}
    harmless = {name: numbers[name] for name in ("socket", "memfd_create", "vmsplice", "setrlimit")}
    exec(textwrap.dedent(code.replace(str(numbers), str(harmless))), known)
    assert all(error != 1 for _, error in list(known["said"].values())[:-1])


def test_a_limit_can_be_looked_at_and_not_be_set():
    said, _ = guest_says("""
    import resource
    said = []
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        for limit in ((0, 0), (1, 1), (128, 128)):
            try:
                resource.setrlimit(kind, limit)
                said.append(limit)
            except (OSError, ValueError):
                pass
            try:
                resource.prlimit(0, kind, limit)
                said.append(limit)
            except (OSError, ValueError):
                pass
    """)
    assert said == []


@pytest.mark.slow
def test_the_memory_of_all_children_counts_and_what_they_share_counts_once():
    code = """
    import os, time
    kept = bytearray(b"x") * (60 * 2**20)
    for _ in range(10):
        if os.fork() == 0:
            more = bytearray(b"x") * ({each} * 2**20)
            time.sleep(100)
    time.sleep(1.5)
    said = "still there"
    """
    limits = sandbox.Limits(memory=400 * 2**20)
    said, told = guest_says(code.format(each=1), limits)
    assert (said, told["killed"]) == ("still there", "") and told["peak"] < limits.memory
    said, told = guest_says(code.format(each=60), limits)
    assert (said, told["killed"]) == (None, "memory") and told["peak"] > limits.memory


def test_page_tables_count_as_memory():
    code = """
    import ctypes
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_size_t
    libc.mmap.argtypes = [ctypes.c_size_t] * 6
    place = libc.mmap(0, 2**38, 1, 0x4022, 2**64 - 1, 0)
    for step in range(40_000):
        ctypes.string_at(place + step * 2**21, 1)
    import time
    time.sleep(1)
    said = "still there"
    """
    said, told = guest_says(code, sandbox.Limits(memory=100 * 2**20))
    assert (said, told["killed"]) == (None, "memory")


def test_a_guest_is_the_first_to_go_when_memory_is_short():
    said, _ = guest_says("""
    said = [int(open("/proc/self/oom_score_adj").read())]
    try:
        open("/proc/self/oom_score_adj", "w").write("0")
        said.append("lowered")
    except OSError:
        pass
    """)
    assert said == [1000]


@pytest.mark.slow
def test_a_fork_bomb_leaves_others_their_share_of_the_processor(bench):
    """Each guest is a session, to which the kernel gives its share: 100 processes have that of one."""
    shares = Path("/proc/sys/kernel/sched_autogroup_enabled")
    if not shares.exists() or shares.read_text().strip() != "1" or len(os.sched_getaffinity(0)) > 8:
        pytest.skip(
            "this kernel shares its processors out in another way, or there are enough of them"
        )
    spin = """
    import os
    def count_carries(a, b):
        for _ in range(110):
            if os.fork() == 0:
                try:
                    os.setsid()
                except OSError:
                    pass
                break
        while True:
            pass
    """
    works = """
    import time
    def count_carries(a, b):
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        return -1
    """
    bench.grade(HONEST)  # the server is up
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        bomb = pool.submit(bench.grade, {"count-carries": textwrap.dedent(spin)})
        time.sleep(1.5)
        begun = time.monotonic()
        case = bench.runner.cases[hostile.PATIENT]["count-carries"][0][:1]
        cases = {**bench.runner.cases[hostile.PATIENT], "count-carries": (case, case)}
        lab, answers = (
            bench.runner.labs[hostile.PATIENT],
            Answers({"count-carries": textwrap.dedent(works)}),
        )
        grades, _ = judge.Sitting(bench.runner.started(), lab, cases, answers).grade()
        took, was_over = time.monotonic() - begun, bomb.done()
        assert bomb.result().points == 0
    assert not was_over and took < 5, (took, grades)
    assert {entry.state for entry in grades} == {"missing", "wrong"}


# what the judge itself is asked to hold


def frame(data):
    return struct.pack("!I", len(data)) + data


@pytest.mark.parametrize(
    "data",
    [
        b"[" + b"[]," * 5_000_000 + b"[]]",
        b'{"a":' * 4_000_000,
        b'{"value": "' + b",[]" * 4_000_000 + b'"}',
    ],
    ids=["lists", "objects", "in a text"],
)
def test_a_message_of_too_many_parts_is_refused_before_it_is_read(data, monkeypatch):
    monkeypatch.setattr(json, "loads", None)  # what is refused is not even tried
    ours, theirs = socket.socketpair()
    with ours, theirs:
        threading.Thread(
            target=lambda: contextlib.suppress(OSError) and theirs.sendall(frame(data))
        ).start()
        with pytest.raises(Broken, match="too many parts"):
            Channel(ours).receive(20)
    assert len(data) < MOST_BYTES


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(2_000_000, "int8"),
        ["a" * 10**5] + [""] * 10_000,
        "a" * 2**26,
        {n: 0 for n in range(999)},
    ],
    ids=["an array", "texts", "a text", "keys"],
)
def test_what_no_function_can_have_returned_is_no_answer(value):
    with pytest.raises(NotPlain):
        plain(value)
    with pytest.raises(Broken):
        judge._outcome(
            {"kind": "value", "value": judge.dumps(value), "message": ""}, judge.KINDS["ask"]
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", instructor.load())
def test_no_judge_stumbles_over_a_forged_value_or_takes_long(name, keras):
    lab = instructor.load([name])[name]
    cases = judge.prepared(lab, "seed")
    count = 0
    for exercise in lab.exercises:
        check = dataclasses.replace(exercise.check, judge=judge._careful(exercise.check.judge))
        for text in hostile.PACKED.values():
            reply = {"kind": "value", "value": text, "message": ""}
            try:
                outcome = judge._outcome(reply, judge.KINDS["ask"])
            except Broken:
                continue
            begun = time.monotonic()
            verdict = check.verdict(cases[exercise.id][0][0], outcome)
            assert time.monotonic() - begun < 5
            verdict.message.encode()
            count += 1
    assert count > 50 * len(lab.exercises)


@pytest.mark.slow
def test_large_networks_as_an_answer_do_not_keep_the_judge_busy(keras):
    """A judge that runs the matrices of an answer is given the largest that come through."""
    lab = instructor.load(["01_recurrence"])["01_recurrence"]
    cases = judge.prepared(lab, "seed")
    checks = {exercise.id: exercise.check for exercise in lab.exercises}
    size = 990
    matrices = np.ones((1, size)), np.full((size, size), 1e-3), np.ones((size, 1)), np.zeros(size)
    for name, count in {"program-weights": 3, "clock-weights": 4}.items():
        reply = {"kind": "value", "value": judge.dumps(matrices[:count]), "message": ""}
        outcome = judge._outcome(reply, judge.KINDS["ask"])
        begun = time.monotonic()
        verdict = checks[name].verdict(cases[name][0][0], outcome)
        assert not verdict.passed
        assert time.monotonic() - begun < 10


def test_arguments_of_functions_that_were_handed_in_are_small():
    called = []
    text = judge.dumps([[np.zeros(10**6, "uint8")], {}])
    reply = judge._called({"call": 0, "arguments": text}, [called.append])
    assert reply["error"][0] == "ValueError" and not called
    text = judge.dumps([[np.zeros(10**4, "uint8")], {}])
    judge._called({"call": 0, "arguments": text}, [called.append])
    assert len(called) == 1
