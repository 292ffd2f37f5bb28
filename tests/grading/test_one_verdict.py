"""The notebook's word counts: what `course check` gives for a notebook, grading gives, hidden cases aside."""

import json

import pytest

from course.grading.judge import runs
from course.grading.judge.labs import load_labs
from course.grading.judge.runner import Runner
from course.grading.records.grades import Submission
from course.grading.submissions import read
from course.notebooks import checking
from tests import broken

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]
LAB = "04_addition_rnn"
LIGHT = "from course.checks import addition_rnn as checks\nimport numpy as np"  # without TensorFlow
SOLVED = {
    cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
    for cell in json.loads((broken.ROOT / "solutions" / f"{LAB}.ipynb").read_text())["cells"]
    if cell["metadata"].get("nbgrader", {}).get("solution")
}
CARRIES, MATCH = SOLVED["count-carries"], SOLVED["exact-match"]
ALL = {"encode": 1, "layer-parameters": 2, "exact-match": 1, "decode": 1, "count-carries": 2}


class Lab:
    """The lab with all answers but that of `learn`, which trains; to be spoilt."""

    def __init__(self):
        self.made = broken.notebook(LAB)
        for exercise in ALL:
            self.cell(exercise)["source"] = SOLVED[exercise]
        self.cell("setup")["source"] = LIGHT

    def cell(self, grade_id):
        return next(cell for cell in self.made["cells"] if cell["id"] == grade_id)

    def add(self, grade_id, source, mark=None, below=False):
        """Put a new cell above (or below) another, with the mark of a third."""
        metadata = {"nbgrader": {"grade_id": mark}} if mark else {}
        new = {"cell_type": "code", "id": f"new{len(self.made['cells'])}", "outputs": []}
        place = self.made["cells"].index(self.cell(grade_id)) + below
        self.made["cells"].insert(place, new | {"metadata": metadata, "source": source})

    def set(self, exercise, source):
        self.cell(exercise)["source"] = source


def split_above(lab):
    lab.set("count-carries", CARRIES.replace("10", "TEN"))
    lab.add("count-carries", "TEN = 1\nfor _ in range(1):\n    TEN *= 10", "count-carries")


def split_within(lab):
    lines = CARRIES.split("\n")
    lab.set("count-carries", "\n".join(lines[:-1]))
    lab.add("count-carries", lines[-1], "count-carries", below=True)


def two_copies(lab):
    lab.add("count-carries", "def count_carries(a, b):\n    return 0", "count-carries")
    lab.add("exact-match", "def exact_match(a, b):\n    return 0.5", "exact-match", below=True)


def no_marks(lab):
    for cell in lab.made["cells"]:
        cell["metadata"] = {}


def no_marks_and_no_ids(lab):
    for cell in lab.made["cells"]:
        cell.pop("metadata"), cell.pop("id")


def in_a_cell_of_its_own(lab):
    lab.set("count-carries", broken_stub("count_carries"))
    lab.add("count-carries", CARRIES, below=True)
    lab.set("exact-match", broken_stub("exact_match"))
    lab.add("exact-match", MATCH)


def broken_stub(function):
    return f"def {function}(a, b):\n    # YOUR CODE HERE\n    raise NotImplementedError()"


def a_stub_below_the_answer(lab):
    lab.set("count-carries", f"{CARRIES}\n\n{broken_stub('count_carries')}")


def a_try_out_with_the_mark(lab):
    lab.add("count-carries", "print(count_carries(5, 5))\n1 / 0", "count-carries")


def setup_of_colab(lab):
    lab.set("setup", f"from google.colab import drive\ndrive.mount('/d')\n{LIGHT}\nTEN = 10")
    lab.set("count-carries", CARRIES.replace("10", "TEN"))


def needs_of_other_cells(lab):
    lab.add("encode", "import math\nTEN = int(math.log10(10**10))\ndef ten():\n    return TEN")
    lab.set("count-carries", CARRIES.replace("10", "ten()"))
    lab.add("encode", "trained = sorted(open('/etc/hostname'))")
    lab.set("exact-match", "def exact_match(a, b):\n    return len(trained)")


def a_name_that_changes(lab):
    lab.set("exact-match", f"BASE = 1.0\n{MATCH.replace('return ', 'return BASE * ')}")
    lab.set("count-carries", f"BASE = 10\n{CARRIES.replace('10', 'BASE')}")


def a_helper_of_one_name(lab):
    lab.set(
        "exact-match", f"def helper(x):\n    return x\n{MATCH.replace('return ', 'return 1 * ')}"
    )
    lab.set("count-carries", f"def helper():\n    return 10\n{CARRIES.replace('10', 'helper()')}")


def no_longer_code(lab):
    lab.cell("exact-match")["cell_type"] = "markdown"
    lab.cell("decode")["cell_type"] = "raw"
    lab.add("decode", SOLVED["decode"])


def conflict(lab):
    lab.set("exact-match", f"<<<<<<< HEAD\n{MATCH}\n=======\n{MATCH}\n>>>>>>> theirs")


def newer_syntax(lab):
    lab.set("exact-match", f"{MATCH}\nx = t'a' t'b' ?!")


def magics_and_await(lab):
    lab.set("exact-match", f"%%capture\n%matplotlib inline\n{MATCH}")
    lab.set("count-carries", f"import asyncio\nawait asyncio.sleep(0)\n%time TEN = 10\n{CARRIES}")
    lab.set("decode", f"%%time\n{SOLVED['decode']}")


def ends_python(lab):
    lab.set("exact-match", f"{MATCH}\nimport os\nos._exit(3)")
    lab.set("decode", "def decode(a, b):\n    import os\n    os._exit(3)")


def exits(lab):
    lab.set("exact-match", f"{MATCH}\nraise SystemExit(3)")
    lab.set("decode", f"raise SystemExit(3)\n{SOLVED['decode']}")


def renamed(lab):
    lab.set("exact-match", MATCH.replace("exact_match", "exact_matches"))


def edited_checks(lab):
    lab.set("check-exact-match", "checks.exact_match(lambda a, b: 1.0)")
    lab.made["cells"].remove(lab.cell("check-decode"))
    lab.cell("check-count-carries")["cell_type"] = "markdown"


def slow_try_out(lab):
    lab.set("exact-match", f"{MATCH}\nwhile True:\n    pass")
    lab.set("decode", f"import time\ntime.sleep(1000)\n{SOLVED['decode']}")


def partly_right(lab):
    lab.set("exact-match", "def exact_match(a, b):\n    return 1.0")
    lab.set("count-carries", "def count_carries(a, b):\n    return 1")


def pasted_twice(lab):
    lab.made["cells"] += [json.loads(json.dumps(cell)) for cell in broken.notebook(LAB)["cells"]]


def prints(lab):
    lab.set("exact-match", MATCH.replace("return ", "print(").rstrip() + ")")
    lab.set("count-carries", CARRIES.replace("return ", "print('here')\n    return "))


def nothing_odd(lab):
    lab.set("setup", "".join(next(
        cell["source"] for cell in broken.notebook(LAB)["cells"] if cell["id"] == "setup"
    )))  # fmt: skip


# what is spoilt: the points that are lost, "some" where it is no matter how many
ODD = {
    nothing_odd: {}, split_above: {}, split_within: {}, two_copies: {"exact-match"}, no_marks: {},
    no_marks_and_no_ids: {}, in_a_cell_of_its_own: {}, a_stub_below_the_answer: {},
    a_try_out_with_the_mark: {}, setup_of_colab: {}, needs_of_other_cells: {"exact-match"},
    a_name_that_changes: {}, a_helper_of_one_name: {}, no_longer_code: {"exact-match"},
    conflict: {"exact-match"}, newer_syntax: {"exact-match"}, magics_and_await: {},
    ends_python: {"exact-match", "decode"}, exits: {}, renamed: {"exact-match"},
    edited_checks: {}, slow_try_out: {}, partly_right: {"exact-match", "count-carries"},
    pasted_twice: {}, prints: {"exact-match"},
}  # fmt: skip


@pytest.fixture(scope="module")
def runner():
    made = Runner(load_labs([LAB]), "the seed of the tests")
    yield made
    made.close()


OFTEN = {  # the others tell nearly as much, and take as long
    nothing_odd, split_within, setup_of_colab, needs_of_other_cells, magics_and_await, partly_right,
}  # fmt: skip
CHANGES = [
    pytest.param(change, id=change.__name__, marks=() if change in OFTEN else pytest.mark.nightly)
    for change in ODD
]


@pytest.mark.parametrize("change", CHANGES)
def test_check_and_grading_agree(change, runner, tmp_path, monkeypatch):
    lab = Lab()
    change(lab)
    path = tmp_path / f"{LAB}.ipynb"
    path.write_text(json.dumps(lab.made), encoding="utf-8")
    for room in (checking, runs):
        monkeypatch.setattr(room, "CELL_SECONDS", 12)
    if change is not nothing_odd:  # there, TensorFlow is not loaded
        monkeypatch.setattr("course.notebooks.labs.ROOT", tmp_path)
    results, _ = checking.checked(path)
    submission = Submission("ada", LAB, str(path))
    grade = runner.grade(submission, read(submission, runner.labs[LAB].exercise_ids))
    assert grade.state == "graded", grade.problem
    in_notebook = {result.exercise: result.points for result in results}
    assert in_notebook == {entry.exercise: entry.shown_points for entry in grade.exercises}
    lost = {name for name in ALL if in_notebook[name] < ALL[name]}
    assert lost == set(ODD[change])
    if not lost:
        assert [entry.points for entry in grade.exercises if entry.exercise in ALL] == [
            *ALL.values()
        ]
