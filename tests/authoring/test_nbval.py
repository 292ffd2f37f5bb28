"""What CI's strict comparison notices, and what it forgives."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = (
    "from course.claims import claim\nclaim('addition-157', answer='157', exact_match=0.995)",
    "from course.checks.addition_rnn import exact_match\n"
    "exact_match(lambda written, right: sum(map(str.__eq__, written, right)) / len(right))",
    "print('course: seed 4, full budget, CPU with 2 cores')",
    "claim('sentiment-many-to-one-imdb')",
)


def plain(notebook, cell):
    return notebook.cells[cell].outputs[0].data


def other_number(notebook):
    plain(notebook, 0)["text/html"] = plain(notebook, 0)["text/html"].replace("0.995", "0.993")


def other_verdict(notebook):
    plain(notebook, 0)["text/plain"] = "does not hold" + plain(notebook, 0)["text/plain"][5:]


def measured_with_real_data(notebook):
    plain(notebook, 3)["text/plain"] = "holds" + plain(notebook, 3)["text/plain"][12:]


def failing_with_real_data(notebook):
    plain(notebook, 3)["text/plain"] = "does not hold" + plain(notebook, 3)["text/plain"][12:]


def other_points(notebook):
    plain(notebook, 1)["text/plain"] = "0.5"


def other_hint(notebook):
    plain(notebook, 1)["text/html"] = "<div class='course-check'>other cases</div>"


def other_machine(notebook):
    notebook.cells[2].outputs[0].text = "course: seed 4, full budget, 1 GPU\n"


def other_seed(notebook):
    notebook.cells[2].outputs[0].text = "course: seed 5, full budget, CPU with 2 cores\n"


@pytest.fixture(scope="module")
def executed():
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CODE])
    return NotebookClient(notebook, kernel_name="python3", record_timing=False).execute()


TAMPERED = {
    "untouched": (None, True),
    "other number": (other_number, True),
    "other hint": (other_hint, True),
    "other machine": (other_machine, True),
    "measured with real data": (measured_with_real_data, True),
    "other verdict": (other_verdict, False),
    "failing with real data": (failing_with_real_data, False),
    "other points": (other_points, False),
    "other seed": (other_seed, False),
}


@pytest.fixture(scope="module")
def failures(executed, tmp_path_factory):
    """{name: cells that nbval says failed}, of all tampered notebooks in one run."""
    folder = tmp_path_factory.mktemp("nbval")
    for name, (tamper, _) in TAMPERED.items():
        notebook = nbformat.from_dict(executed)
        if tamper:
            tamper(notebook)
            assert notebook != executed
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("*.py"))
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", f"--junitxml={report}", "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert run.returncode == 1, run.stdout[-2000:]
    cells = list(ElementTree.parse(report).iter("testcase"))
    assert len(cells) == len(CODE) * len(TAMPERED), run.stdout[-2000:]
    return {
        name: sum(
            case.find("failure") is not None for case in cells if name in case.get("classname")
        )
        for name in TAMPERED
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", TAMPERED)
def test_nbval(failures, name):
    assert failures[name] == (0 if TAMPERED[name][1] else 1)


def test_a_kernel_that_dies_at_its_start_is_started_again():
    patient = runpy.run_path(str(ROOT / "conftest.py"))["patient"]
    outcomes = []

    def start(name):
        outcomes.append(name)
        if len(outcomes) < 3:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return "a kernel"

    assert patient(start)("python3") == "a kernel" and outcomes == ["python3"] * 3

    def never(name):
        outcomes.append(name)
        raise RuntimeError("Kernel died before replying to kernel_info")

    outcomes.clear()
    with pytest.raises(RuntimeError, match="died"):
        patient(never)("python3")
    assert len(outcomes) == 3


def test_a_kernel_gets_the_environment_of_the_call_and_a_lab_its_budget(monkeypatch):
    monkeypatch.setenv("COURSE_LABS_BUDGET", "quick")
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "3")  # somebody's choice counts
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    as_called = runpy.run_path(str(ROOT / "conftest.py"))["as_called"]
    start = as_called(lambda name, **options: options)
    monkeypatch.setenv("KERAS_BACKEND", "abacus")  # a test that ran before in this process
    lab, solution = (start("python3", cwd=f"/here/{place}") for place in ("labs", "solutions"))
    assert lab["env"]["COURSE_BUDGET"] == "quick" and lab["cwd"] == "/here/labs"
    assert "COURSE_BUDGET" not in solution["env"]
    assert lab["env"]["TF_NUM_INTRAOP_THREADS"] == solution["env"]["TF_NUM_INTRAOP_THREADS"] == "3"
    assert solution["env"]["OMP_NUM_THREADS"] == "1"
    assert lab["env"]["KERAS_BACKEND"] == solution["env"]["KERAS_BACKEND"] == "tensorflow"
