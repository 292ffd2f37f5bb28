"""A class is graded as an instructor does it: found, run, kept, gone on with, corrected, explained."""

import ctypes
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from course import cli
from course.errors import CourseError
from course.grading import isolation
from course.grading.cluster import Cluster
from course.grading.grade import check_solutions, grade_class
from course.grading.guests.server import Server
from course.grading.judge.labs import load_labs
from course.grading.records.store import NAME, Store
from course.grading.request import GradingRequest
from tests import broken, classroom

needs_sandbox = pytest.mark.needs("sandbox")
LAB, OTHER = "09_seq2seq", "07_word2vec"
SEED = "the seed of the tests"
OURS = re.compile(
    rb"course\.grading\.(judge\.process|guests\.server)"
)  # in the command of what judges,
# serves guests, or is one
PR_SET_CHILD_SUBREAPER = 36
KILLS = int(os.environ.get("COURSE_KILLS", 1))  # 30 take some six minutes


def state_of(folder):
    """{path: (bytes' hash, time)} of all files in a folder; of one that may not be read, the time alone."""

    def digest(path):
        readable = path.is_file() and os.access(path, os.R_OK)
        return hashlib.sha256(path.read_bytes()).hexdigest() if readable else ""

    return {
        str(path.relative_to(folder)): (digest(path), path.lstat().st_mtime_ns)
        for path in sorted(Path(folder).rglob("*"))
        if not path.is_symlink()
    }


def points_of(out):
    """{(student, lab, exercise): (points, state)}"""
    with Store(out) as store:
        return {
            (made.submission.student, made.submission.lab, entry.exercise): (
                entry.points,
                entry.state,
            )
            for made in store.grades()
            for entry in made.exercises
        }


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    """A class of eight in two labs, and what each did."""
    folder = tmp_path_factory.mktemp("class")
    shares = {"right": 0.6, "mistake": 0.3, "crash": 0.0, "loop": 0.0}
    made = classroom.make(folder, 8, np.random.default_rng(3), labs=[OTHER, LAB], shares=shares)
    return folder, made


@pytest.fixture(scope="module")
def first(handed, tmp_path_factory, keras):
    """The class graded once: folder of submissions, of grades, the counts, the files as they were before."""
    folder, _ = handed
    before = state_of(folder)
    out = tmp_path_factory.mktemp("grades")
    return folder, out, grade_class(GradingRequest(folder, out, seed=SEED, workers=2)), before


@pytest.fixture(scope="module")
def cluster(first):
    """Two workers of a cluster; their imports are paid once."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


class LentServer:
    """A Server that more than one call of `course grade` uses: it is not ended with a call."""

    def __init__(self, server):
        self.server = server

    def __getattr__(self, name):
        return getattr(self.server, name)

    def close(self):
        for guest in list(self.server.guests):
            guest.talk.shut_down()


@pytest.fixture(scope="module")
def server():
    with Server() as made:
        yield made


class JudgeHere:
    """A JudgeProcess that is none: it judges in this process."""

    def __init__(self, runner):
        self.grade, self.interrupt = runner.grade, runner.close

    def close(self):
        pass


@pytest.fixture
def lent_server(server, monkeypatch):
    """Grade in this process without starting TensorFlow once more."""
    monkeypatch.setattr("course.grading.judge.runner.Server", lambda **_: LentServer(server))
    monkeypatch.setattr("course.grading.engines.JudgeProcess", JudgeHere)


@pytest.fixture
def left_behind():
    """Call it for what serves guests, was started in this test, and does not end.

    Orphans become children of this process: so they are told from those of other tests.
    """
    libc = ctypes.CDLL(None)
    before = servers_below(os.getpid())

    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield lambda: left_of(lambda: servers_below(os.getpid()) - before)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def left_of(processes, seconds=60):
    """What `processes` still gives after some seconds, or an empty set as soon as that is all."""
    end = time.monotonic() + seconds
    while (found := processes()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


@pytest.fixture
def again(first, tmp_path):
    """A copy of the graded class, to be changed."""
    folder, out, *_ = first
    shutil.copytree(folder, tmp_path / "class", copy_function=shutil.copy2)
    shutil.copytree(out, tmp_path / "grades")
    return tmp_path / "class", tmp_path / "grades"


@needs_sandbox
@pytest.mark.slow
class TestOneClass:
    def test_everything_is_there_and_nothing_was_changed(self, first, handed):
        folder, out, counts, before = first
        assert counts == {
            **{"graded": 8, "unchanged": 0, "unreadable": 0, "fault": 0},
            **{"problems": [], "untouched": 0, "told": []},
        }
        assert state_of(folder) == before
        assert {path.name for path in out.iterdir()} == {
            NAME,
            "grades.csv",
            "report.html",
            "term.html",
            "feedback",
        }
        assert len(list((out / "feedback").iterdir())) == 4
        found = points_of(out)
        for student, lab, picks, _ in handed[1]:
            for exercise, pick in picks.items():
                points, state = found[student, lab, exercise]
                assert (state == "right") == (pick.kind == "right")
                assert points > 0 or pick.kind != "right"

    def test_a_second_call_does_nothing_and_a_change_is_all_that_is_done(
        self, again, handed, lent_server
    ):
        folder, out = again
        assert grade_class(GradingRequest(folder, out, workers=2))["unchanged"] == 8
        changed = handed[1][0]
        path = folder / changed.path.relative_to(handed[0])
        notebook = json.loads(path.read_text())
        notebook["cells"][0]["source"] = "only a title"
        path.write_text(json.dumps(notebook))
        assert grade_class(GradingRequest(folder, out))["unchanged"] == 8  # no answer is another
        path.write_text((classroom.ROOT / "labs" / f"{changed.lab}.ipynb").read_text())
        counts = grade_class(GradingRequest(folder, out))
        assert (counts["graded"], counts["unchanged"]) == (1, 7)
        assert {
            state for (student, lab, _), (_, state) in points_of(out).items()
            if (student, lab) == (changed.student, changed.lab)
        } == {"not attempted"}  # fmt: skip

    def test_who_takes_a_notebook_back_is_forgotten_if_that_is_asked_for(self, again, handed):
        folder, out = again
        before = points_of(out)
        shutil.rmtree(folder / handed[1][0].student)
        grade_class(GradingRequest(folder, out))
        assert points_of(out) == before
        grade_class(GradingRequest(folder, out, forget=True))
        assert handed[1][0].student not in {student for student, _, _ in points_of(out)}

    def test_one_lab_alone_leaves_the_other_as_it_was(self, again):
        folder, out = again
        before = points_of(out)
        for student in folder.iterdir():
            shutil.rmtree(student / OTHER)
        assert grade_class(GradingRequest(folder, out, lab=LAB))["unchanged"] == 4
        assert points_of(out) == before

    def test_corrections_by_hand(self, again, capsys):
        folder, out = again
        (student, lab, exercise), _ = next(iter(points_of(out).items()))
        words = ["override", student, lab, exercise]
        assert cli.main([*words, "0.5", "--reason", "seen by eye", "--out", str(out)]) == 0
        assert "0.5 points by hand" in capsys.readouterr().out
        assert "seen by eye" in (out / "report.html").read_text().lower()
        assert "seen by eye" in (out / "feedback" / f"{student}.html").read_text().lower()
        grade_class(GradingRequest(folder, out))
        with Store(out) as store:
            made = next(g for g in store.grades(student) if g.submission.lab == lab)
        assert {e.exercise: e.final for e in made.exercises}[exercise] == 0.5
        assert cli.main([*words, "none", "--reason", "no", "--out", str(out)]) == 0
        assert cli.main([*words, "many", "--reason", "no", "--out", str(out)]) == 2
        assert cli.main([*words, "1", "--reason", " ", "--out", str(out)]) == 2
        assert cli.main([*words, "1", "--reason", "x", "--out", str(out / "nowhere")]) == 2
        assert not (out / "nowhere").exists()

    def test_explain_shows_all_cases_and_writes_nothing(self, again, handed, capsys):
        folder, out = again
        student = handed[1][0].student
        before = state_of(out)
        words = ["grade", str(folder), "--out", str(out), "--explain", student, LAB]
        assert cli.main(words) == 0
        said = capsys.readouterr().out
        assert "hidden cases" in said and "should give" in said and "came back" in said
        assert "recorded:" not in said
        assert state_of(out) == before
        assert cli.main([*words[:-2], "nobody", LAB]) == 2
        assert f"nobody handed in no {LAB}" in capsys.readouterr().err

    def test_who_is_missing(self, again, tmp_path):
        folder, out = again
        (tmp_path / "students.csv").write_text('id,name\n"zoe",Zoe\nstudent0000,One\n')
        grade_class(GradingRequest(folder, out, students=tmp_path / "students.csv"))
        assert "handed in nothing: Zoe" in (out / "report.html").read_text()

    def test_a_gradebook_of_nbgrader(self, again, tmp_path):
        folder, out = again
        grade_class(GradingRequest(folder, out, gradebook=tmp_path / "gradebook.db"))
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
            found = {
                (entry.student.id, entry.assignment.name): entry.score
                for entry in book.assignments for entry in entry.submissions
            }  # fmt: skip
        with Store(out) as store:
            wanted = {(g.submission.student, g.submission.lab): g.points for g in store.grades()}
        assert found == pytest.approx(wanted)

    @pytest.mark.nightly  # the next test asks it as well, of a cluster that loses a worker
    def test_a_cluster_gives_the_same_grades(self, first, cluster, tmp_path):
        folder, out, *_ = first
        address = cluster.scheduler_address
        request = GradingRequest(folder, tmp_path / "out", lab=LAB, seed=SEED, cluster=address)
        assert grade_class(request)["graded"] == 4
        wanted = {key: value for key, value in points_of(out).items() if key[1] == LAB}
        assert points_of(tmp_path / "out") == wanted

    @pytest.mark.nightly  # a minute and a half; on a push a cluster grades, and processes are killed
    def test_a_worker_of_a_cluster_that_dies_costs_nothing_but_time(self, first, cluster, tmp_path):
        folder, out, *_ = first
        dying, serving = cluster.workers[0], set()

        def end_one():
            wait_for_a_grade(tmp_path / "out")
            pid = dying.process.pid
            dying.close_gracefully()  # as if its machine were gone: no other one is started
            serving.update(servers_below(pid))
            os.kill(pid, signal.SIGKILL)

        thread = threading.Thread(target=end_one)
        thread.start()
        address = cluster.scheduler_address
        counts = grade_class(GradingRequest(folder, tmp_path / "out", seed=SEED, cluster=address))
        thread.join()
        assert counts["graded"] == 8
        assert points_of(tmp_path / "out") == points_of(out)
        assert serving and not left_of(lambda: serving & servers())

    def test_ctrl_c_stops_cleanly_and_the_same_call_goes_on(self, first, tmp_path, lent_server):
        folder, out, *_ = first
        run = started(folder, tmp_path / "out")
        wait_for_a_grade(tmp_path / "out")
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=120)[1]
        assert (
            run.returncode == 130 and "the same call continues" in said and "Traceback" not in said
        )
        assert grade_class(GradingRequest(folder, tmp_path / "out", seed=SEED))["unchanged"] >= 1
        assert points_of(tmp_path / "out") == points_of(out)

    def test_kill_9_at_random_moments_loses_and_doubles_nothing(
        self, first, tmp_path, left_behind, monkeypatch
    ):
        folder, out, *_ = first
        monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
        (tmp_path / "temporary").mkdir()
        rng = random.Random(5)
        for _ in range(KILLS):
            run = started(folder, tmp_path / "out")
            time.sleep(rng.uniform(0.5, 14))
            run.kill()
            run.communicate()
        run = started(folder, tmp_path / "out")
        assert run.wait(600) == 0
        assert points_of(tmp_path / "out") == points_of(out)
        assert (tmp_path / "out" / "grades.csv").read_text() == (out / "grades.csv").read_text()
        assert not left_behind()
        assert not [*(tmp_path / "out").rglob(".*"), *(tmp_path / "out").glob(f"{NAME}-*")]
        assert list((tmp_path / "temporary").iterdir()) == []

    def test_broken_submissions_get_their_lines_and_nothing_else_suffers(
        self, handed, first, tmp_path, lent_server
    ):
        folder = tmp_path / "class"
        expected = broken.make(folder)
        assert len(expected) >= 30
        for student in handed[0].iterdir():
            shutil.copytree(student, folder / student.name)
        before = state_of(folder)
        counts = grade_class(GradingRequest(folder, tmp_path / "out", seed=SEED, workers=2))
        assert counts["graded"] == 8 and counts["fault"] == 0
        assert state_of(folder) == before
        good = {
            key: value for key, value in points_of(tmp_path / "out").items() if "student0" in key[0]
        }
        assert good == points_of(first[1])
        with Store(tmp_path / "out") as store:
            told = {g.submission.student: g.problem for g in store.grades() if g.problem}
            told_elsewhere = " ".join(f"{path} {text}" for path, text in store.problems())
        for student, part in expected.items():
            assert part in told.get(student, told_elsewhere), student
        report = (tmp_path / "out" / "report.html").read_text()
        assert f"{counts['unreadable']}" in report and "Traceback" not in report


def started(folder, out):
    """`course grade` in a process of its own."""
    words = [sys.executable, "-m", "course", "grade", folder, "--out", out, "--seed", SEED]
    return subprocess.Popen(
        [*words, "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=classroom.ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def wait_for_a_grade(out):
    end = time.monotonic() + 300
    while time.monotonic() < end:
        if (out / NAME).exists() and points_of(out):
            return
        time.sleep(0.05)
    raise AssertionError("nothing was graded")


def servers():
    """Processes that judge, serve guests or are some: {(process id, when it was started)}."""
    return servers_below(0)


def servers_below(pid):
    """Those that a process has started, and those that they have."""
    facts, found, below = {}, set(), {pid}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            facts[int(name)] = (
                int(fields[1]),
                fields[19],
                Path(f"/proc/{name}/cmdline").read_bytes(),
            )
        except OSError:
            continue
    while new := {child for child, (parent, *_) in facts.items() if parent in below} - below:
        below |= new
        found |= {(child, facts[child][1]) for child in new if OURS.search(facts[child][2])}
    return found


@pytest.mark.parametrize(
    "words, said",
    [
        (["nowhere", "--out", "out"], "nowhere"),
        (["empty", "--out", "out"], "there are no notebooks in"),
        (["class", "--out", "class/grades"], "name another folder for the grades"),
        (["class", "--out", "class"], "name another folder for the grades"),
        (["class", "--out", "out", "--lab", "99_none"], "there is no lab 99_none; there are: 01_"),
        (["class", "--out", "out", "--workers", "0"], "--workers takes 1 to 256"),
        (["class", "--out", "out", "--seed", "short"], "at least 8 characters"),
        (["class", "--out", "out", "--students", "none.csv"], "there is no file none.csv"),
        (["class", "--out", "file"], "file"),
        (["class", "--out", "out", "--explain", "ada", LAB], "grade first"),
        (["class", "--out", "out", "--cluster", "tcp://127.0.0.1:9"], "no dask scheduler answers"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(words, said, tmp_path, monkeypatch, capsys, keras):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course.grading.cluster.CONNECT_SECONDS", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    place = tmp_path / "class" / "ada" / LAB / f"{LAB}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(classroom.notebook(LAB, {})))
    assert cli.main(["grade", *words]) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told
    assert not (tmp_path / "out" / "report.html").exists()


def test_without_a_sandbox_nothing_is_run(tmp_path, monkeypatch, capsys, keras):
    monkeypatch.setattr(isolation, "missing", lambda: ["a user namespace: forbidden"])
    place = tmp_path / "class" / f"ada_{LAB}.ipynb"
    place.parent.mkdir()
    place.write_text(json.dumps(classroom.notebook(LAB, {})))
    assert cli.main(["grade", str(place.parent), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "a user namespace: forbidden" in told and "docker run" in told and "--unsafe" in told


def test_hidden_cases_that_the_solution_fails_are_refused(tmp_path, monkeypatch, keras):
    from course.grading.records.grades import ExerciseGrade, LabGrade

    class Engine:
        runner = type("Runner", (), {"fingerprints": {LAB: "p" * 64}})

        def submit(self, submission, answers):
            return [
                LabGrade(submission, exercises=(ExerciseGrade("greedy", 2.0, 1.0, state="wrong"),))
            ]

        def finish(self):
            return []

    labs = {LAB: load_labs([LAB])[LAB]}
    with (
        Store(tmp_path) as store,
        pytest.raises(CourseError, match="itself gets 1 of 2 points for greedy"),
    ):
        check_solutions(store, Engine(), labs)


@pytest.mark.slow
def test_a_cluster_on_this_machine_starts_and_ends():
    engine = Cluster("local", None, 2)
    workers = [nanny.process.pid for nanny in engine.cluster.workers.values()]
    assert len(workers) == len(engine.client.nthreads()) == 2
    engine.close()
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_a_cluster_without_dask_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"pip install -e .*\[cluster\]"):
        Cluster("local", None, 1)
