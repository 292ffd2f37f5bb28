"""`course new-lab`: all or nothing, never over what is there; and what it writes passes all tests of a lab."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.authoring import commands, new_lab
from course.authoring.new_lab import writing
from course.authoring.new_lab.plan import CATALOGUE, LEDGER, free_number
from course.claims.reading import read_ledger
from course.cli import main
from course.data.fetching import catalogue
from course.errors import CourseError
from course.files import ROOT

OTHER = {"data": "murmurs", "claim": "murmur-learned", "lecture": "L98=Our own"}  # in no clone
ALL = {"data": "echo_rows", "claim": "echo-learned", "lecture": "L6=Our own"}


CLAIM = """
- id: {}
  lab: {}
  lectures: [L1]
  statement: it is so
  experiment: look
  plan: it is
"""
SMALL = {
    LEDGER: "lectures:\n  L1: a lecture\n  L2: another\n\nclaims:\n"
    + CLAIM.format("addition-157", "04_addition")
    + CLAIM.format("later", "14_time_series"),
    CATALOGUE: "- name: recall\n  what: rows\n  licence: ours\n",
    Path(
        "README.md"
    ): "# Labs\n\n| lab | |\n|---|---|\n| [05 stateful](labs/05_stateful.ipynb) | x |\n",
    Path(
        "datasets", "README.md"
    ): "| set | by |\n|---|---|\n| [r](recall.md) | `course/data/recall.py` | lab 02 |\n",
}
TABLES = tuple(SMALL)


@pytest.fixture
def root(tmp_path):
    """A repository as far as a new lab changes it, with a lab 05 of its own."""
    for path, text in SMALL.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "course" / "checks").mkdir()
    for package in ("course", "course/checks"):
        (tmp_path / package / "__init__.py").touch()
    for folder in ("course/checks/stateful", "tests/answers", "solutions", "labs"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / "solutions" / "05_stateful.py").write_text("# %%\n")
    (tmp_path / "course" / "checks" / "stateful" / "my_net_later.py").write_text("")
    return tmp_path


def everything(root):
    """{path: bytes, or None for a folder} below a root."""
    return {path: path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def test_a_lab_with_all_that_it_can_have(root):
    for path in TABLES:
        shutil.copy(ROOT / path, root / path)
    wanted = new_lab.plan(root, "98_murmur", exercises=3, **OTHER)
    new, changed, remarks = new_lab.write(wanted, root)
    assert remarks == [] and set(changed) == set(TABLES)
    assert {path.name for path in new} >= {"98_murmur.py", "murmur_later.py", "murmur_error.py"}
    assert {path.name for path in new} >= {"murmur_later_3.py", "murmurs.py", "murmurs.md"}
    for path in new:
        text = (root / path).read_text(encoding="utf-8")
        assert "<<" not in text and "[]" not in text
        if path.suffix == ".py":
            ast.parse(text)
    ledger = read_ledger(root / LEDGER)
    assert ledger["lectures"]["L98"] == "Our own" and ledger["claims"][-1]["id"] == "murmur-learned"
    assert list(catalogue.read(root / CATALOGUE))[-1] == "murmurs"
    for path in TABLES:  # rows are added, and nothing else is touched
        before, after = (ROOT / path).read_text("utf-8"), (root / path).read_text("utf-8")
        left = iter(after.splitlines())
        assert all(line in left for line in before.splitlines())
    assert "](labs/98_murmur.ipynb)" in (root / "README.md").read_text(encoding="utf-8")
    with pytest.raises(CourseError, match="98 is used by .*: the next free one is 99, as in 99_"):
        new_lab.plan(root, "98_murmur")


def test_what_is_written_is_in_the_house_s_style(root):
    new, _, _ = new_lab.write(new_lab.plan(root, "15_a_longer_name", exercises=6, **ALL), root)
    sources = [str(path) for path in new if path.suffix == ".py"]
    shutil.copy(ROOT / "pyproject.toml", root)
    for command in (["check", "-q"], ["format", "--check", "-q"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", *sources],
            cwd=root,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    "name, more, said",
    [
        ("15", {}, "a lab is called NN_name.*; the next free number is 15"),
        ("15_Echo", {}, "small letters"),
        ("15-echo", {}, "a lab is called NN_name"),
        ("../15_echo", {}, "a lab is called NN_name"),
        ("05_echo", {}, "number 05 is used by solutions/05_stateful.py.* as in 15_echo"),
        ("14_echo", {}, "number 14 is used by 14_time_series in the ledger"),
        ("15_class", {}, "cannot be called class"),
        ("15_base", {}, "cannot be called base"),
        ("15_echo", {"exercises": 0}, "1 to 6 exercises, got 0"),
        ("15_my_net", {}, "there is an exercise my-net-later already: .*my_net_later.py"),
        ("15_echo", {"claim": "echo"}, "add --lecture, one of L1, "),
        ("15_echo", {"claim": "addition-157", "lecture": "L1"}, "has a claim addition-157 already"),
        ("15_echo", {"claim": "Echo", "lecture": "L1"}, "a claim is called in small letters"),
        ("15_echo", {"lecture": "L6"}, "no lecture of the ledger.*--lecture 'L6=My lecture'"),
        ("15_echo", {"lecture": "six=Mine"}, "a lecture's key is L and its number"),
        ("15_echo", {"lecture": "L1=Mine"}, "take another key for 'Mine'"),
        ("15_echo", {"data": "recall"}, "a data set recall already"),
        ("15_echo", {"data": "shared"}, "already: call the data set otherwise"),
        ("15_echo", {"data": "Echo rows"}, "in small letters"),
    ],
)
def test_what_is_refused_and_nothing_written(root, name, more, said):
    before = everything(root)
    with pytest.raises(CourseError, match=said):
        (root / "course" / "data" / "shared").mkdir()
        before = everything(root)
        new_lab.write(new_lab.plan(root, name, **more), root)
    assert everything(root) == before


@pytest.mark.parametrize("which", range(12))
def test_all_or_nothing(root, monkeypatch, which):
    wanted = new_lab.plan(root, "15_echo", **ALL)
    before, real, calls = everything(root), writing.write_text, []

    def full(path, text):
        calls.append(path)
        if len(calls) > which:
            raise CourseError("the disk is full")
        real(path, text)

    monkeypatch.setattr(writing, "write_text", full)
    with pytest.raises(CourseError, match="the disk is full"):
        new_lab.write(wanted, root)
    assert everything(root) == before


def test_nothing_is_written_over(root):
    wanted = new_lab.plan(root, "15_echo")
    mine = root / "tests" / "answers" / "echo" / "echo_error.py"
    mine.parent.mkdir()
    mine.write_text("mine")
    before = everything(root)
    with pytest.raises(CourseError, match="echo_error.py is there already, so nothing was written"):
        new_lab.write(wanted, root)
    assert everything(root) == before


def test_without_tables_the_rows_are_told(root):
    (root / "README.md").write_text("# Ours\n")
    _, changed, remarks = new_lab.write(new_lab.plan(root, "15_echo"), root)
    assert changed == [] and len(remarks) == 1 and "labs/15_echo.ipynb" in remarks[0]


@pytest.mark.parametrize(
    "used, free",
    [
        ([], "01"),
        (["01", "14"], "15"),
        (["00", "99"], "01"),
        (["1_", "03"], "04"),
        ([f"{n:02}" for n in range(100) if n != 7], "07"),
    ],
)
def test_the_next_free_number(used, free):
    assert free_number(used) == free


def test_no_number_is_left():
    with pytest.raises(CourseError, match="from 01 to 99 are used"):
        free_number([f"{n:02}" for n in range(100)])


def test_the_command(root, monkeypatch, capsys):
    monkeypatch.setattr(commands, "ROOT", root)
    assert main(["new-lab", "15_echo", "--exercises", "1"]) == 0
    said = capsys.readouterr().out
    assert "solutions/15_echo.py" in said and "build 15_echo" in said
    assert "make test LAB=15_echo" in said
    assert main(["new-lab", "15_echo"]) == 2
    assert "as in 16_echo" in capsys.readouterr().err
    shutil.rmtree(root / "tests")
    assert main(["new-lab", "16_echo"]) == 2
    assert "has no tests/answers/" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.nightly  # builds a lab and tests it
def test_a_new_lab_passes_from_the_first_build_where_there_are_no_others(tmp_path):
    for name in ("course", "tests", "datasets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "CLAIMS.md", "pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, tmp_path)
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    arguments = ["--data", ALL["data"], "--claim", ALL["claim"], "--lecture", ALL["lecture"]]
    for command in (
        ["course", "new-lab", "15_echo", *arguments],
        ["course", "build", "15_echo"],
        ["tests.mutants", "15_echo"],
        ["tests.one_lab", "15_echo"],
    ):
        run = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    assert int(re.search(r"(\d+) passed", run.stdout)[1]) > 50
