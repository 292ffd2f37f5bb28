"""A judge in a process of its own: gives what a Runner gives, is replaced if it dies, leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course.errors import CourseError
from course.files import ROOT
from course.grading.judge.labs import load_labs
from course.grading.judge.process import JudgeProcess
from course.grading.judge.runner import Runner
from course.grading.records.grades import Answers, Submission
from tests import classroom

pytestmark = [pytest.mark.needs("sandbox"), pytest.mark.slow]
LAB = "07_word2vec"
ENDLESS = "import time\ntime.sleep(25)"


@pytest.fixture(scope="module")
def runner(keras):
    return Runner(load_labs([LAB]), "the seed of the tests")


@pytest.fixture(scope="module")
def judge(runner):
    made = JudgeProcess(runner)
    yield made
    made.close()


@pytest.fixture(scope="module")
def right(runner):
    """Right answers to all exercises of the lab."""
    return {
        exercise.id: classroom.options(LAB, exercise)["right"][0].source
        for exercise in runner.labs[LAB].exercises
    }


def graded(judge, cells):
    return judge.grade(Submission("ada", LAB, "x"), Answers(dict(cells)))


def there(pid):
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid):
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def wait_until(said, seconds=60):
    end = time.monotonic() + seconds
    while not said() and time.monotonic() < end:
        time.sleep(0.05)
    return said()


def test_its_grades_are_those_of_a_runner_in_this_process(judge, runner, right):
    first = next(iter(right))
    for cells in (right, {}, {**right, first: "def broken(:"}):
        judged, here = graded(judge, cells), graded(runner, cells)
        assert judged.state == "graded"
        assert judged.exercises == here.exercises and judged.key == here.key
    runner.close()
    runner.server = None


def test_a_judge_that_was_killed_is_replaced(judge, right):
    assert graded(judge, right).state == "graded"
    pid = judge.process.pid
    serving = children(pid)
    os.kill(pid, signal.SIGKILL)
    assert graded(judge, right).points > 0
    assert judge.process.pid != pid
    assert serving and wait_until(lambda: not any(map(there, serving)))


def test_a_judge_that_dies_while_it_judges_is_tried_again(judge, right):
    assert graded(judge, right).state == "graded"
    pid = judge.process.pid

    def end_it():
        time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=end_it)
    thread.start()
    assert graded(judge, {**right, "x": "pass"}).points > 0
    thread.join()


def test_one_that_dies_each_time_is_an_internal_error(runner, right, monkeypatch):
    code = "import sys; sys.exit('no judge today')"
    monkeypatch.setattr("course.grading.judge.process.CODE", code)
    judge = JudgeProcess(runner)
    grade = graded(judge, right)
    judge.close()
    assert grade.state == "fault" and "no judge today" in grade.problem
    assert [entry.exercise for entry in grade.exercises] == list(runner.labs[LAB].exercise_ids)
    assert grade.points == 0


def test_guests_that_cannot_be_had_are_said_in_a_sentence(runner, right, monkeypatch):
    code = (
        "import sys; from course.grading.guests import server; from course.grading.judge import process; "
        f"server._environment = lambda: {{'KERAS_BACKEND': 'abacus', 'PYTHONPATH': {str(ROOT)!r}}}; "
        "process.main(*map(int, sys.argv[1:]))"
    )
    monkeypatch.setattr("course.grading.judge.process.CODE", code)
    judge = JudgeProcess(runner)
    for _ in range(2):
        with pytest.raises(CourseError, match="did not start: .*abacus"):
            graded(judge, right)
    judge.close()


def test_one_that_is_interrupted_ends_at_once_with_all_that_it_started(runner, right):
    judge = JudgeProcess(runner)
    name = next(iter(right))
    thread = threading.Thread(target=graded, args=(judge, {name: ENDLESS}))
    thread.start()
    assert wait_until(lambda: judge.process is not None and children(judge.process.pid))
    process = judge.process
    serving = children(process.pid)
    assert wait_until(lambda: children(serving[0]))  # a guest is there
    keepers = children(serving[0])
    judge.interrupt()
    thread.join(20)
    assert not thread.is_alive()
    judge.close()
    assert process.poll() is not None
    assert wait_until(lambda: not any(map(there, [*serving, *keepers])))


def test_nothing_is_left_where_the_one_who_asked_is_killed():
    code = (
        "from course.grading.judge.labs import load_labs\n"
        "from course.grading.judge.process import JudgeProcess\n"
        "from course.grading.judge.runner import Runner\n"
        "from course.grading.records.grades import Answers, Submission\n"
        f"judge = JudgeProcess(Runner(load_labs([{LAB!r}]), 'a seed of tests', cases={{{LAB!r}: {{}}}}))\n"
        "judge._start()\n"
        "print(judge.process.pid, flush=True)\n"
        "judge.talk.recv()\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    judging = int(run.stdout.readline())
    assert wait_until(lambda: children(judging))
    serving = children(judging)
    run.kill()
    run.communicate()
    assert wait_until(lambda: not any(map(there, [judging, *serving])))
