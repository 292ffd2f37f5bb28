"""What CI's strict comparison notices, and what it forgives."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = (
    "from course.claims import claim\nclaim('addition-157', answer='157', exact_match=0.995)",
    "from course.checks.addition_rnn import exact_match\n"
    "exact_match(lambda written, right: sum(map(str.__eq__, written, right)) / len(right))",
    "print('course: seed 4, full budget, CPU with 2 cores')",
)


def plain(notebook, cell):
    return notebook.cells[cell].outputs[0].data


def other_number(notebook):
    plain(notebook, 0)["text/html"] = plain(notebook, 0)["text/html"].replace("0.995", "0.993")


def other_verdict(notebook):
    plain(notebook, 0)["text/plain"] = "does not hold" + plain(notebook, 0)["text/plain"][5:]


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "tamper, passes",
    [
        (None, True),
        (other_number, True),
        (other_hint, True),
        (other_machine, True),
        (other_verdict, False),
        (other_points, False),
        (other_seed, False),
    ],
)
def test_nbval(executed, tmp_path, tamper, passes):
    notebook = nbformat.from_dict(executed)
    if tamper:
        tamper(notebook)
        assert notebook != executed
    path = tmp_path / "tampered.ipynb"
    nbformat.write(notebook, path)
    (tmp_path / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("*.py"))
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", path]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode == 0) == passes, run.stdout[-2000:]
    assert "3 passed" in run.stdout or "1 failed, 2 passed" in run.stdout
