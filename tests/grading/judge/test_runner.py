"""The judge and its guests, with answers of the banks; equality with the notebook's checks above all."""

import dataclasses
import os
import pickle
import signal
import textwrap
import threading
import time

import numpy as np
import pytest

from course.checks import Case, Check
from course.errors import CourseError
from course.files import ROOT
from course.grading.guests.server import Server
from course.grading.judge.cases import prepare_cases
from course.grading.judge.labs import Exercise, Lab, load_labs
from course.grading.judge.runner import Runner
from course.grading.records.grades import Answers, Submission
from tests import classroom

pytestmark = [pytest.mark.needs("sandbox"), pytest.mark.slow]
SEED = "the seed of the tests"
SETUP = "import numpy as np\n"


def told_case(number):
    return Case((number,), 2 * number, "an even number", {"do not square": number**2})


def drawn_cases(rng):
    return [told_case(int(number)) for number in rng.integers(3, 10**6, 4)]


class Counter:
    """A function that is handed in: it adds 1, and may be called twice."""

    def __init__(self):
        self.left = 2

    def __call__(self, number, *, by=1):
        if not self.left:
            raise ValueError("called more than twice")
        self.left -= 1
        return number + by

    def __repr__(self):
        return "counter"


double = Check("double", 2, drawn_cases, seconds=2.0)
count = Check(
    "count", 1, lambda rng: [Case((Counter(), int(n)), int(n) + 2, "2 more") for n in rng.integers(9, size=3)]
)  # fmt: skip
slow = Check("slow", 3, drawn_cases, seconds=2.0, costly=True)
EXERCISES = tuple(
    Exercise(check.id, check, check.id, f"def {check.id}(*a):\n    raise NotImplementedError()")
    for check in (double, count, slow)
)
LAB = Lab("99_made_up", "Made up", SETUP, EXERCISES, None)


@pytest.fixture(scope="module")
def runner():
    made = Runner({LAB.name: LAB}, SEED)
    yield made
    made.close()


def graded(runner, *, setup=SETUP, **cells):
    """{exercise: ExerciseGrade} and the LabGrade of cells that are given as indented text."""
    cells = {name: textwrap.dedent(source) for name, source in cells.items()}
    grade = runner.grade(Submission("ada", LAB.name, "x"), Answers(cells, setup))
    assert grade.state == "graded", grade.problem
    return {entry.exercise: entry for entry in grade.exercises}, grade


KNOWN = {case.inputs[0] for case in drawn_cases(np.random.default_rng(0))}  # by the notebook
RIGHT = {
    "double": "def double(x):\n    return x + x",
    "count": "def count(counter, x):\n    return counter(counter(x))",
    "slow": "def slow(x):\n    return 2 * x",
}


def test_right_answers_get_all_points(runner):
    found, grade = graded(runner, **RIGHT)
    assert grade.points == grade.of == 6
    assert {entry.state for entry in found.values()} == {"right"}
    assert (found["double"].shown, found["double"].hidden) == ((4, 4), (4, 4))
    assert (found["slow"].shown, found["slow"].hidden) == ((0, 0), (4, 4))  # costly
    assert grade.key and grade.seconds > 0


def test_stubs_and_missing_cells_start_no_guest(runner):
    before = runner.started().opened
    found, grade = graded(runner, double=EXERCISES[0].stub, count=EXERCISES[1].stub + "\n\n")
    assert [entry.state for entry in found.values()] == [
        "not attempted",
        "not attempted",
        "missing",
    ]
    assert grade.points == 0 and runner.started().opened == before
    assert "no cell for this exercise, and none that defines slow" in found["slow"].reason


def test_a_raised_stub_below_other_code_is_not_attempted(runner):
    found, _ = graded(runner, double="def double(x):\n    # ideas\n    raise NotImplementedError()")
    assert found["double"].state == "not attempted"


def test_a_mistake_gets_the_hint_and_lines_of_the_notebook(runner):
    found, _ = graded(runner, double="def double(x):\n    return x * x")
    entry = found["double"]
    assert (entry.state, entry.points, entry.hint) == ("wrong", 0, "do not square")
    in_notebook = double(lambda x: x * x)
    said = tuple(tuple(line) for line in in_notebook.lines)
    assert [text.replace("<lambda>", "double") for _, text in said] == [
        text for _, text in entry.lines
    ]
    assert entry.hidden == (0, 0)  # nothing is asked of an answer that has no points


def test_answers_that_know_only_the_cases_of_the_notebook_get_nothing(runner):
    shown = {case.inputs[0]: case.expected for case in drawn_cases(np.random.default_rng(0))}
    found, _ = graded(runner, double=f"def double(x):\n    return {shown}.get(x)")
    entry = found["double"]
    assert (entry.shown_points, entry.points, entry.state) == (2.0, 0.0, "wrong")
    assert (entry.shown, entry.hidden) == ((4, 4), (0, 4))


@pytest.mark.parametrize("name", load_labs())
def test_hidden_cases_are_none_of_the_notebook(name, keras):
    """So an answer that knows those by heart gets no point, whatever share of them is fixed."""
    lab = load_labs([name])[name]
    for shown, hidden in prepare_cases(lab, SEED).values():
        asked = {pickle.dumps(case.inputs) for case in shown}
        assert len(hidden) >= min(2, len(shown))
        assert not asked & {pickle.dumps(case.inputs) for case in hidden}


def test_a_check_without_chance_is_refused():
    fixed = dataclasses.replace(
        double, cases=lambda rng: [told_case(number) for number in (1, 2, 3)]
    )
    lab = LAB._replace(exercises=(LAB.exercises[0]._replace(check=fixed),))
    with pytest.raises(CourseError, match="double draws no cases"):
        prepare_cases(lab, SEED)


def test_nothing_of_a_hidden_case_is_in_a_grade(runner):
    _, hidden = prepare_cases(LAB, SEED)["double"]
    source = f"""
        seen = []

        def double(x):
            seen.append(x)
            if x not in {KNOWN}:
                raise ValueError(f"it was {{x}}, and before {{seen}}")
            return 2 * x
    """
    found, grade = graded(
        runner, double=source, count="def count(c, x):\n    raise KeyError(str(seen))"
    )
    assert found["double"].points == 0 and found["double"].hidden == (0, 5)
    text = repr(dataclasses.replace(grade, exercises=tuple(
        dataclasses.replace(entry, answer="") for entry in grade.exercises)))  # fmt: skip
    assert not any(str(case.inputs[0]) in text for case in hidden)


def test_functions_that_are_handed_in_stay_outside(runner):
    """Three calls fail wherever they are counted, and nothing in the guest can be reset."""
    found, _ = graded(runner, count="def count(c, x):\n    return c(c(c(x) - 1))")
    assert found["count"].points == 0
    assert "ValueError: called more than twice" in found["count"].lines[0][1]
    reset = "def count(c, x):\n    c.left = 9\n    return c(c(c(x) - 1))"
    assert graded(runner, count=reset)[0]["count"].points == 0
    named = "def count(c, x):\n    return c(x, by=2)"
    assert graded(runner, count=named)[0]["count"].state == "right"
    strange = "def count(c, x):\n    return c({1, 2}, open)"
    assert graded(runner, count=strange)[0]["count"].state == "wrong"


def test_an_answer_that_trains_is_asked_the_hidden_cases_once(runner):
    twice = (
        "calls = []\ndef slow(x):\n    calls.append(x)\n    return 2 * x if len(calls) < 5 else 0"
    )
    assert graded(runner, slow=twice)[0]["slow"].state == "right"
    never = "def slow(x):\n    return 0"
    assert graded(runner, slow=never)[0]["slow"].state == "wrong"


def test_a_loop_costs_its_own_points_only(runner):
    found, grade = graded(
        runner, **RIGHT | {"double": "def double(x):\n    while True:\n        pass"}
    )
    assert found["double"].state == "timeout" and "never ends" in found["double"].reason
    assert grade.points == 4


@pytest.mark.parametrize(
    "source, state",
    [
        ("import os\ndef double(x):\n    os._exit(0)", "crashed"),
        ("import os\nos._exit(0)\ndef double(x):\n    return 2 * x", "crashed"),
        ("import ctypes\ndef double(x):\n    ctypes.string_at(0)", "crashed"),
        (
            "import signal\ndef double(x):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
            "    while True:\n        pass",
            "timeout",
        ),
        (
            "def double(x):\n    try:\n        while True: pass\n    except BaseException:\n"
            "        return double(x)",
            "timeout",
        ),
    ],
    ids=["exit", "exit at once", "segfault", "no signals", "catches all"],
)  # fmt: skip
def test_the_others_go_on_after_the_end_of_a_guest(runner, source, state):
    found, grade = graded(runner, **RIGHT | {"double": source})
    assert found["double"].state == state and found["double"].points == 0 and found["double"].reason
    assert grade.points == 4


def test_a_guest_that_dies_in_a_hidden_case_is_judged_so(runner):
    source = f"""
        import os

        def double(x):
            if x not in {KNOWN}:
                os._exit(1)
            return 2 * x
    """
    found, grade = graded(runner, **RIGHT | {"double": source})
    assert (found["double"].state, found["double"].shown_points) == ("crashed", 2.0)
    assert found["double"].reason == "on a further case, which is not shown, it ended Python"
    assert grade.points == 4


def test_answers_may_use_each_other_and_notebook_commands(runner):
    cells = RIGHT | {
        "double": "%matplotlib inline\n!ls\ndef twice(x):\n    return 2 * x\ndouble = twice",
        "slow": "%%time\ndef slow(x):\n    return double(x)",
    }
    found, grade = graded(runner, **cells)
    assert grade.points == 6, [entry.reason for entry in found.values()]
    # also where an earlier answer has ended the guest
    cells = {"slow": cells["slow"], "double": "def double(x):\n    return 2 * x"}
    cells = {
        "double": cells["double"],
        "count": "import os\ndef count(*a):\n    os._exit(1)",
        **cells,
    }
    assert graded(runner, **cells)[1].points == 5


def test_a_submission_has_so_much_time_and_no_more(runner, monkeypatch):
    monkeypatch.setattr("course.grading.judge.runs.SUBMISSION_SECONDS", 1)
    cells = RIGHT | {"double": "import time\ntime.sleep(2)\ndouble = lambda x: 2 * x"}
    found, grade = graded(runner, **cells)
    assert [entry.state for entry in found.values()] == ["timeout"] * 3
    assert "all answers together" in found["count"].reason


@pytest.mark.parametrize(
    "source, reason",
    [
        ("def double(x):\nreturn", "IndentationError"),
        ("def double(x)\n    return", "SyntaxError: expected ':' (line 1)"),
        ("1 / 0", "ZeroDivisionError: division by zero (line 1)"),
        ("import numpi", "ModuleNotFoundError: No module named 'numpi' (line 1)"),
    ],
)
def test_a_cell_that_raises_says_where(runner, source, reason):
    entry = graded(runner, double=source)[0]["double"]
    assert entry.state == "wrong" and reason in entry.reason
    assert "there is no function double" in entry.lines[0][1]


def test_a_cell_that_raises_below_its_function_counts_as_in_the_notebook(runner):
    entry = graded(runner, double="def double(x):\n    return 2 * x\nassert double(2) == 5")[0][
        "double"
    ]
    assert entry.state == "right" and "AssertionError" in entry.reason


def test_the_own_setup_cell_runs_if_it_can(runner):
    uses = {"double": "def double(x):\n    return math.floor(2 * x)"}
    assert graded(runner, setup=SETUP + "import math", **uses)[1].points == 2
    assert graded(runner, setup=None, **RIGHT)[1].points == 6
    found, grade = graded(runner, setup="import os\nos._exit(0)", **RIGHT)
    assert grade.points == 6 and "setup cell was left out" in grade.notes[0]
    found, grade = graded(runner, setup="1 / 0", **RIGHT)
    assert grade.points == 6 and "ZeroDivisionError" in grade.notes[0]


def test_the_key_changes_with_answers_and_seed_only(runner):
    answers = Answers({"double": "x"}, SETUP)
    key = runner.key(LAB.name, answers)
    assert key == runner.key(LAB.name, answers._replace(notes=("a note",)))
    assert key != runner.key(LAB.name, answers._replace(cells={"double": "y"}))
    assert key != runner.key(LAB.name, answers._replace(setup=None))
    other = Runner({LAB.name: LAB}, "another seed")
    assert key != other.key(LAB.name, answers)


def test_a_server_that_was_killed_is_started_again():
    runner = Runner({LAB.name: LAB}, SEED)
    try:
        os.kill(runner.started().process.pid, signal.SIGKILL)
        runner.started().process.wait()
        assert graded(runner, **RIGHT)[1].points == 6
    finally:
        runner.close()


def test_a_setup_cell_of_the_lab_that_fails_is_an_internal_error():
    broken = LAB._replace(setup="import nothing_of_that_name")
    runner = Runner({LAB.name: broken}, SEED)
    try:
        grade = runner.grade(Submission("ada", LAB.name, "x"), Answers(RIGHT, None))
    finally:
        runner.close()
    assert grade.state == "fault" and "setup cell" in grade.problem
    assert [entry.points for entry in grade.exercises] == [0, 0, 0]


def test_a_server_that_cannot_start_says_why(monkeypatch):
    environment = {"KERAS_BACKEND": "abacus", "PYTHONPATH": str(ROOT)}
    monkeypatch.setattr("course.grading.guests.server._environment", lambda: environment)
    with pytest.raises(CourseError, match="did not start: .*abacus"):
        Server()


def test_closing_ends_what_runs(monkeypatch):
    monkeypatch.setattr("course.grading.judge.runs.CELL_SECONDS", 500)
    made = Runner({LAB.name: LAB}, SEED)
    made.started()
    cells = {"slow": "import time\ntime.sleep(400)"}
    arguments = Submission("a", LAB.name, "x"), Answers(cells, None)
    thread = threading.Thread(target=made.grade, args=arguments)
    thread.start()
    time.sleep(1)
    made.close()
    thread.join(120)
    assert not thread.is_alive()  # well before the cell ends


@pytest.mark.slow
@pytest.mark.parametrize(
    "students", [14, pytest.param(96, marks=pytest.mark.nightly)]
)  # one of each lab
def test_every_score_is_the_one_that_the_check_gives_in_the_notebook(tmp_path, keras, students):
    rng = np.random.default_rng(20)
    shares = {"right": 0.6, "mistake": 0.36, "crash": 0.01, "loop": 0.003}
    handed = classroom.make(tmp_path, students, rng, shares=shares, costly=0.0)
    names = {entry.lab for entry in handed}
    runner = Runner(load_labs(sorted(names)), SEED)
    try:
        grades = {
            (entry.student, entry.lab): runner.grade(
                Submission(entry.student, entry.lab, "x"),
                Answers(
                    {
                        name: pick.source or _stub(entry.lab, name)
                        for name, pick in entry.picks.items()
                    }
                ),
            )
            for entry in handed
        }
        wanted = classroom.points_in_notebook(handed, runner.cases)
    finally:
        runner.close()
    found = {
        (*who, entry.exercise): (entry.shown_points, entry.points)
        for who, grade in grades.items()
        for entry in grade.exercises
    }
    assert found == {key: (shown, min(shown, hidden)) for key, (shown, hidden) in wanted.items()}
    assert sum(points > 0 for _, points in found.values()) > 2.5 * students
    assert sum(points == 0 for _, points in found.values()) > 0.4 * students


def _stub(lab, name):
    return next(e.stub for e in load_labs([lab])[lab].exercises if e.id == name)
