"""The world in which an answer is asked: that of the notebook, cell by cell, for hidden cases too."""

import textwrap

import numpy as np
import pytest

from course.checks import Case, Check
from course.grading.judge.cases import prepare_cases
from course.grading.judge.labs import Exercise, Lab
from course.grading.judge.runner import Runner
from course.grading.judge.runs import SubmissionRun
from course.grading.records.grades import Answers, Submission

pytestmark = [pytest.mark.needs("sandbox"), pytest.mark.slow]
SETUP = "import numpy as np\n"


def times(factor):
    def cases(rng):
        mistakes = {"add no 7": factor * 7}
        return [
            Case((int(n),), factor * int(n), f"{factor} times that", mistakes)
            for n in rng.integers(3, 10**6, 3)
        ]

    return cases


CHECKS = (
    Check("double", 2, times(2), seconds=2.0),
    Check("triple", 3, times(3), seconds=2.0),
    Check("trained", 1, times(2), seconds=2.0, costly=True),
)
STUB = "def {}(x):\n    raise NotImplementedError()"
LAB_CELLS = (
    (1, "LAB_CONSTANT = 2"),
    (3, "import math\n\ndef lab_helper(x):\n    return math.floor(LAB_CONSTANT * x)"),
    (5, "lab_model = open('/dev/null').read()"),
)
LAB = Lab(
    "99_made_up", "Made up", SETUP,
    tuple(Exercise(check.id, check, check.id, STUB.format(check.id)) for check in CHECKS),
    None, LAB_CELLS, {"double": 4, "triple": 6, "trained": 8},
)  # fmt: skip
PLACES = {"double": 10, "triple": 20, "trained": 30}


@pytest.fixture(scope="module")
def runner():
    made = Runner({LAB.name: LAB}, "the seed of the tests")
    yield made
    made.close()


def graded(runner, *, setup=None, others=(), python="", **cells):
    """{exercise: ExerciseGrade} and the LabGrade; other cells are (place, source)."""
    cells = {name: textwrap.dedent(source) for name, source in cells.items()}
    others = tuple((place, textwrap.dedent(source)) for place, source in others)
    places = {name: PLACES[name] for name in cells}
    answers = Answers(cells, setup, others=others, places=places, python=python)
    grade = runner.grade(Submission("ada", LAB.name, "x"), answers)
    assert grade.state == "graded", grade.problem
    return {entry.exercise: entry for entry in grade.exercises}, grade


RIGHT = {"double": "def double(x):\n    return 2 * x", "triple": "def triple(x):\n    return 3 * x"}


# hidden cases see the world of the notebook's


@pytest.mark.parametrize(
    "double, triple",
    [
        ("def helper(x): return 2 * x\ndef double(x): return helper(x)",
         "def helper(x, y): return x * y\ndef triple(x): return helper(x, 3)"),
        ("FACTOR = 2\ndef double(x): return FACTOR * x", "FACTOR = 3\ndef triple(x): return FACTOR * x"),
        ("sizes = {'n': 2}\ndef double(x): return sizes['n'] * x",
         "sizes['n'] = 3\ndef triple(x): return sizes['n'] * x"),
        ("factors = [2]\ndef double(x): return factors[-1] * x",
         "factors.append(3)\ndef triple(x): return factors[-1] * x"),
        ("def double(x): return int(np.sum([x, x]))",
         "import math as np\ndef triple(x): return int(np.fsum([x] * 3))"),
        ("np.random.seed(0)\nDRAWN = np.random.get_state()[1][0]\n"
         "def double(x): return 2 * x if np.random.get_state()[1][0] == DRAWN else 0",
         "np.random.seed(1)\ndef triple(x): return 3 * x"),
        ("class Factor:\n    n = 2\ndef double(x): return Factor.n * x",
         "class Factor:\n    n = 3\n    def __init__(self, y): pass\ndef triple(x): return Factor(1).n * x"),
        ("class Factor:\n    n = 2\ndef double(x): return Factor.n * x",
         "Factor.n = 3\ndef triple(x): return Factor.n * x"),
        ("def helper(x): return 2 * x\ndef double(x): return helper(x)",
         "del helper\ndef triple(x): return 3 * x"),
        ("def double(x): return 2 * x", "def double(x): return 4 * x\ndef triple(x): return 3 * x"),
        ("def double(x): return sum([x, x])", "sum = 3\ndef triple(x): return sum * x"),
        ("import builtins\ndef double(x): return abs(2 * x)",
         "builtins.abs = lambda x: 0\ndef triple(x): return 3 * x"),
        ("def double(x): return 2 * x", "import os\ndef triple(x): os._exit(0)"),
    ],
    ids=["arguments", "constant", "entry", "list", "import", "seed", "class", "patch", "del", "function",
         "builtin", "library", "end of Python"],
)  # fmt: skip
def test_a_later_cell_changes_nothing_for_an_earlier_answer(runner, double, triple):
    found, _ = graded(runner, double=double, triple=triple)
    assert found["double"].state == "right" and found["double"].hidden == (3, 3)
    assert found["triple"].state == ("crashed" if "_exit" in triple else "right")


def test_a_check_may_refuse_an_answer_that_changes_its_argument():
    def cases(rng):
        return [Case(([5, 1, int(n)],), int(n), "the largest") for n in rng.integers(6, 99, 3)]

    check = Check("largest", 1, cases, seconds=2.0, untouched=True)
    exercise = Exercise("largest", check, "largest", STUB.format("largest"))
    lab = Lab("98_untouched", "Untouched", SETUP, (exercise,), None, (), {"largest": 4})
    runner = Runner({lab.name: lab}, "the seed of the tests")
    states = []
    for body in ("x.sort(); return x[-1]", "return sorted(x)[-1]"):
        cell = {"largest": f"def largest(x):\n    {body}"}
        answers = Answers(cell, None, others=(), places={"largest": 4}, python="")
        states.append(runner.grade(Submission("ada", lab.name, "x"), answers).exercises[0].state)
    runner.close()
    assert states == ["wrong", "right"]


def test_cells_run_in_the_order_of_the_notebook_in_both_worlds(runner):
    cells = {
        "triple": "def triple(x): return 3 * x",
        "double": "def double(x): return triple(x) - x",
    }
    assert graded(runner, **cells)[1].points == 5
    found, grade = graded(runner, double=cells["double"], triple=cells["triple"])
    assert grade.points == 3 and "triple" in found["double"].lines[0][1]


def test_an_answer_that_got_nothing_still_gives_its_helper(runner):
    found, grade = graded(
        runner,
        double="def helper(x): return 3 * x\ndef double(x): return 0",
        triple="def triple(x): return helper(x)",
    )
    assert [found[name].points for name in ("double", "triple")] == [0, 3]


def test_a_costly_check_asks_hidden_cases_once_in_its_world(runner):
    found, _ = graded(
        runner,
        double="FACTOR = 3\ndef double(x): return 2 * x",
        trained="FACTOR = 2\ncalls = []\ndef trained(x):\n    calls.append(x)\n"
        "    return FACTOR * x if len(calls) < 4 else 0",
    )
    assert found["trained"].state == "right"
    assert (found["trained"].shown, found["trained"].hidden) == ((0, 0), (3, 3))


def test_no_second_guest_where_nothing_got_points(runner):
    before = runner.started().opened
    graded(runner, double="def double(x): return 0", triple="def triple(x): return 0")
    assert runner.started().opened == before + 1
    graded(runner, **RIGHT)
    assert runner.started().opened == before + 3


# what a page shows comes from the first world


def page(grade):
    """All of a grade that a page may show of an exercise."""
    return repr([(entry.reason, entry.hint, entry.lines, entry.shown) for entry in grade.exercises])


def test_a_hint_comes_from_the_notebooks_cases(runner):
    shown = {case.inputs[0] for case in CHECKS[0].cases(np.random.default_rng(0))}
    known = f"def double(x): return 2 * x if x in {shown} else 14"
    found, _ = graded(runner, double=known)
    assert found["double"].points == 0 and found["double"].hint == ""
    assert graded(runner, double="def double(x): return 14")[0]["double"].hint == "add no 7"


@pytest.mark.parametrize(
    "end",
    ["raise ValueError(x)", "print(x)", "return 14", "return [x] * x", "exit(x % 9)", "1 / (x - x)",
     "import os; os._exit(x % 200)", "globals()['told'] = x; return 0", "raise KeyError(told)"],
)  # fmt: skip
def test_nothing_of_a_hidden_case_reaches_a_page(runner, end):
    _, hidden = prepare_cases(LAB, "the seed of the tests")["double"]
    shown = {case.inputs[0] for case in CHECKS[0].cases(np.random.default_rng(0))}
    source = f"told = 0\ndef double(x):\n    if x in {shown}: return 2 * x\n    {end}"
    others = "def triple(x):\n    raise KeyError(str(told))"
    found, grade = graded(runner, double=source, triple=others)
    assert found["double"].points == 0 and found["double"].shown_points == 2
    assert not any(str(case.inputs[0]) in page(grade) for case in hidden)
    right, _ = graded(runner, **RIGHT)
    assert found["double"].lines == right["double"].lines
    assert found["double"].reason in ("", "on a further case, which is not shown, it ended Python")


# what an answer may use of other cells


@pytest.mark.parametrize(
    "others, cell",
    [
        ([(1, "def twice(x): return 2 * x")], "def double(x): return twice(x)"),
        ([(1, "FACTOR = 2")], "def double(x): return FACTOR * x"),
        ([(1, "import operator")], "def double(x): return operator.mul(x, 2)"),
        ([(1, "class Factor:\n    n = 2")], "def double(x): return Factor.n * x"),
        ([(15, "FACTOR = 2")], "def double(x): return FACTOR * x"),  # below it
        ([(1, "FACTOR = 3"), (2, "FACTOR = 2"), (15, "FACTOR = 4")], "def double(x): return FACTOR * x"),
        ([(1, "try:\n    from gone import n\nexcept ImportError:\n    n = 2")], "def double(x): return n * x"),
        ([(1, "%matplotlib inline\n!ls\nFACTOR = 2")], "def double(x): return FACTOR * x"),
        ([], "def double(x): return lab_helper(x)"),  # deleted by the student
        ([(1, "LAB_CONSTANT = 4"), (2, "def lab_helper(x): return LAB_CONSTANT * x // 2")],
         "def double(x): return lab_helper(x)"),
        ([(1, "np = None\nFACTOR = 2")],
         "import numpy as np\ndef double(x): return int(np.multiply(FACTOR, x))"),
    ],
)  # fmt: skip
def test_an_answer_may_use_definitions_of_other_cells(runner, others, cell):
    found, _ = graded(runner, double=cell, others=others)
    assert (found["double"].state, found["double"].reason) == ("right", "")


@pytest.mark.parametrize(
    "cell",
    ["def double(x): return 2 * x if model else 0", "def double(x): return helper(x)",
     "def double(x):\n    return [model for _ in range(2)][0]", "FACTOR = model\ndef double(x): return FACTOR",
     "def double(x, m=model): return m"],
)  # fmt: skip
def test_a_name_that_a_cell_makes_which_does_not_run_has_its_own_sentence(runner, cell):
    others = [(1, "model = open('/dev/null').read()"), (2, "def helper(x): return model")]
    entry = graded(runner, double=cell, others=others)[0]["double"]
    said = "`model` is defined in another cell, which grading does not run"
    assert entry.points == 0 and said in entry.reason + entry.lines[0][1]


def test_a_name_of_the_labs_own_training_has_it_too(runner):
    entry = graded(runner, double="def double(x): return lab_model")[0]["double"]
    assert "`lab_model` is defined in another cell" in entry.lines[0][1]


def test_a_name_that_no_cell_makes_has_the_plain_error(runner):
    entry = graded(runner, double="def double(x): return nothing")[0]["double"]
    assert "NameError" in entry.lines[0][1] and "another cell" not in entry.lines[0][1]


def test_a_definition_that_fails_is_named_where_the_answer_fails_of_it(runner):
    others = [(1, "FACTOR = int('two')"), (2, "OTHER = 1 / 0")]
    right = "def double(x):\n    try:\n        return FACTOR * x\n    except NameError:\n        return 2 * x"
    assert graded(runner, double=right, others=others)[0]["double"].reason == ""
    entry = graded(runner, double="def double(x): return FACTOR * x", others=others)[0]["double"]
    assert "`FACTOR` of another cell could not be made here: ValueError" in entry.lines[0][1]


def test_a_training_never_runs(runner):
    others = [(1, "import os\nmodel = os._exit(0)"), (2, "def f(): os._exit(0)\nn = f()")]
    found, _ = graded(
        runner, double="def double(x):\n    model, n\n    return 2 * x", triple=RIGHT["triple"], others=others
    )  # fmt: skip
    assert found["double"].state == "wrong" and found["triple"].state == "right"


def test_definitions_are_there_again_after_the_end_of_a_guest(runner):
    found, _ = graded(
        runner,
        double="import os\ndef double(x): os._exit(0)",
        triple="def triple(x): return FACTOR * x",
        others=[(1, "FACTOR = 3")],
    )
    assert (found["double"].state, found["triple"].state) == ("crashed", "right")


def test_a_definition_between_two_answers_holds_for_the_second(runner):
    found, grade = graded(
        runner,
        double="def helper(x): return 2 * x\ndef double(x): return helper(x)",
        triple="def triple(x): return helper(x, 3)",
        others=[(15, "def helper(x, y): return x * y")],
    )
    assert grade.points == 5


def test_explain_is_told_what_other_cells_gave(runner):
    answers = Answers({"double": "def double(x): return lab_helper(x) + 0 * len(lab_model)"}, None)
    run = SubmissionRun(runner.started(), LAB, runner.cases[LAB.name], answers)
    run.grade()
    told = run.told["double"]
    assert told.made == ("LAB_CONSTANT", "lab_helper", "math") and told.missing == ("lab_model",)


# the setup cell


@pytest.mark.parametrize(
    "first, why",
    [
        ("from google.colab import drive", "ModuleNotFoundError: No module named 'google"),
        ("drive.mount('/content/drive')", "NameError: name 'drive' is not defined"),
        ("open('/content/data.csv')", "FileNotFoundError"),
        ("import tensorflow_addons as tfa", "ModuleNotFoundError"),
        ("assert False, 'no GPU'", "AssertionError: no GPU"),
        ("raise SystemExit", "SystemExit"),
    ],
)
def test_what_can_run_of_the_own_setup_cell_has_run(runner, first, why):
    setup = f"{first}\nimport math\n{SETUP}FACTOR = 2"
    found, grade = graded(
        runner, setup=setup, double="def double(x): return math.floor(FACTOR * x)"
    )
    assert found["double"].state == "right"
    (note,) = grade.notes
    assert note.startswith(f"line 1 of your setup cell could not run here: {why}")


@pytest.mark.parametrize(
    "setup",
    ["checks = None", "from os import _exit as checks", "get_ipython = display = print = None", "del np",
     "import sys\nsys.modules.pop('numpy')", "__builtins__ = {}", "__name__ = 'x'"],
)  # fmt: skip
def test_a_setup_cell_that_redefines_things_does_not_matter(runner, setup):
    assert graded(runner, setup=SETUP + setup, double="def double(x): return 2 * x")[1].points == 2


def test_commands_of_a_setup_cell_do_nothing(runner):
    setup = (
        "!pip install x\n%load_ext autoreload\n%autoreload 2\n%matplotlib inline\n"
        + SETUP
        + "F = 2"
    )
    found, grade = graded(runner, setup=setup, double="def double(x): return F * x")
    assert found["double"].state == "right" and grade.notes == ()


def test_pylab_in_a_setup_cell_gives_its_names(runner):
    setup = f"%pylab inline\n{SETUP}"
    found, _ = graded(runner, setup=setup, double="def double(x): return int(array([x, x]).sum())")
    assert found["double"].state == "right"


@pytest.mark.parametrize("helper", ["", "%time K = 2", "from __future__ import annotations"])
def test_other_cells_are_read_as_jupyter_reads_them(runner, helper):
    others = [(2, f"{helper}\ndef times(x: {'Nobody' if 'future' in helper else 'int'}): return 2 * x"),
              (3, "double_once = np.vectorize(times)")]  # fmt: skip
    found, _ = graded(
        runner, others=others, double="def double(x): return int(double_once([x])[0])"
    )
    assert found["double"].state == "right", found["double"].lines


# syntax that Jupyter runs


@pytest.mark.parametrize(
    "first, left_out",
    [
        ("%%capture", ""), ("%%capture out", ""), ("%%time", ""), ("%%timeit -n 1 -r 1", ""),
        ("\n%%capture\n%%time", ""), ("%matplotlib inline", ""), ("?len", ""), ("len??", ""),
        ("%load_ext autoreload", ""), ("%time y = 3\nassert y == 3", ""), ("%timeit -n 1 sum([1])", ""),
        ("!pip install x", "!pip install x"), ("!ls", "!ls"), ("files = !ls\nassert files == []", "!ls"),
        ("%pip install x", "%pip install x"), ("%cd /content", "%cd /content"), ("%env A=1", "%env A=1"),
        ("get_ipython().system('ls')", "!ls"), ("get_ipython().run_line_magic('cd', 'x')", "%cd x"),
        ("import asyncio\nawait asyncio.sleep(0)", ""),
        ("async def n():\n    yield 1\nasync for m in n():\n    pass", ""),
        ("import asyncio\nasync def f():\n    await asyncio.sleep(0)\nasyncio.run(f())", ""),
        ("display(3); get_ipython().ast_node_interactivity = 'all'", ""),
    ],
)  # fmt: skip
def test_syntax_that_jupyter_runs_costs_nothing(runner, first, left_out):
    found, grade = graded(runner, double=f"{first}\ndef double(x):\n    return 2 * x")
    assert (found["double"].state, found["double"].reason) == ("right", "")
    expected = f"double: `{left_out}` was left out, grading runs no such commands"
    assert grade.notes == ((expected,) if left_out else ())


@pytest.mark.parametrize(
    "magic", ["%%bash", "%%writefile x.py", "%%html", "%%script python", "%%no_such"]
)
def test_a_cell_for_something_else_makes_no_function(runner, magic):
    found, grade = graded(runner, double=f"{magic}\ndef double(x):\n    return 2 * x")
    assert (
        found["double"].points == 0 and "there is no function double" in found["double"].lines[0][1]
    )
    assert bool(grade.notes) == (magic != "%%html")


def test_functions_that_wait_work_as_in_the_notebook(runner):
    source = """
        import asyncio
        async def later(x):
            await asyncio.sleep(0)
            return 2 * x
        def double(x):
            return asyncio.run(later(x))
    """
    assert graded(runner, double=source)[0]["double"].state == "right"


# cells that do not run to their end


@pytest.mark.parametrize(
    "slow",
    ["import time\ntime.sleep(60)", "while True:\n    pass", "import asyncio\nawait asyncio.sleep(60)",
     "[1 for _ in iter(int, 1)]", "import threading\nthreading.Event().wait()"],
)  # fmt: skip
@pytest.mark.slow
def test_a_slow_try_out_costs_no_point(runner, slow, monkeypatch):
    monkeypatch.setattr("course.grading.judge.runs.CELL_SECONDS", 1)
    monkeypatch.setattr("course.grading.judge.runs.GRACE", 20.0)  # on a busy machine
    below, above = f"{RIGHT['double']}\n{slow}", f"{slow}\n{RIGHT['triple']}"
    found, grade = graded(runner, double=below, triple=above)
    assert grade.points == 5
    said = "the cell did not end within 2 seconds"  # the check's own limit is longer than a cell's
    assert said in found["double"].reason and said in found["triple"].reason


def test_a_cell_that_takes_all_its_time_and_makes_no_function_is_a_timeout(runner, monkeypatch):
    monkeypatch.setattr("course.grading.judge.runs.CELL_SECONDS", 1)
    monkeypatch.setattr("course.grading.judge.runs.GRACE", 20.0)
    cells = {"double": "FACTOR = 3\nwhile True: pass", "triple": "def triple(x): return FACTOR * x"}
    found, _ = graded(runner, **cells)
    assert found["double"].state == "timeout" and "did not end within" in found["double"].reason
    assert found["triple"].state == "right"


@pytest.mark.parametrize(
    "first",
    ["drive.mount('/content')", "from google.colab import drive", "x = undefined", "assert False",
     "open('/content/data')", "exit()"],
)  # fmt: skip
def test_a_statement_that_fails_above_the_function_costs_no_point(runner, first):
    found, _ = graded(
        runner, double=f"{first}\nimport math\ndef double(x):\n    return math.floor(2 * x)"
    )
    assert found["double"].state == "right" and "(line 1)" in found["double"].reason


def test_newer_syntax_names_both_versions(runner):
    entry = graded(runner, double="def double(x):\n    return t'{x}'", python="3.99.1")[0]["double"]
    assert "written with Python 3.99.1, this is 3." in entry.reason
    entry = graded(runner, double="def double(x)\n    return x", python="3.99.1")[0]["double"]
    assert "SyntaxError" in entry.reason and "Python 3" not in entry.reason


# the key


def test_the_key_holds_what_an_answer_can_feel_of_other_cells(runner):
    answers = Answers(
        {"double": "x"}, SETUP, others=((1, "K = 3"), (15, "L = 4")), places={"double": 10}
    )

    def key(**changes):
        return runner.key(LAB.name, answers._replace(**changes))

    assert key() == key(notes=("a note",)) == key(places={"double": 12})
    assert key() == key(others=((1, "\nK = 3  \n"), (12, ""), (19, "L = 4")))
    assert key() != key(others=((1, "K = 4"), (15, "L = 4")))
    assert key() != key(others=((1, "K = 3"), (5, "L = 4")))  # above the answer now
    assert key() != key(others=((1, "K = 3"),))
    other = Runner({LAB.name: LAB._replace(others=((1, "M = 3"),))}, runner.seed)
    assert key() != other.key(LAB.name, answers)
