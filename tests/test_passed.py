"""A lab runs again when anything changed that its cells can feel, and its record is made by a run."""

import ast
import json
import runpy
import shutil
from types import SimpleNamespace

import pytest

from course.files import ROOT, labs_in
from tests import passed

LAB = "05_stateful_lstm"
FELT = {
    "a module that it imports": "course/batches/stateful.py",
    "a plot": "course/plots/fold.py",
    "what a module imports": "course/errors.py",
    "a check": "course/checks/stateful_lstm/unfold.py",
}
NOT_FELT = {
    "another lab": "labs/07_word2vec.ipynb",
    "a plot of another lab": "course/plots/beam.py",
    "weights of another lab": "course/nets/weights/sentiment.npz",
    "grading": "course/grading/plan.py",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package and of two labs."""
    folder = tmp_path_factory.mktemp("copy")
    unread = shutil.ignore_patterns("__pycache__", "handout", "authoring")
    shutil.copytree(ROOT / "course", folder / "course", ignore=unread)
    (folder / "labs").mkdir()
    for path in (ROOT / "labs").glob("0[57]_*"):
        shutil.copy(path, folder / "labs")
    return folder


def fingerprint(copy, lab=LAB):
    return passed.fingerprint(copy / f"labs/{lab}.ipynb", copy / "course")


def changed(copy, name, old="", new=""):
    before, file = fingerprint(copy), copy / name
    kept = file.read_bytes()
    try:
        file.write_bytes(kept.replace(old.encode(), new.encode(), 1) if old else kept + b"\n")
        assert file.read_bytes() != kept
        return fingerprint(copy) != before
    finally:
        file.write_bytes(kept)


@pytest.mark.parametrize("what", FELT)
def test_what_its_outputs_depend_on_changes_it(what, copy):
    assert changed(copy, FELT[what])


@pytest.mark.parametrize("what", NOT_FELT)
def test_what_they_do_not_depend_on_does_not(what, copy):
    assert not changed(copy, NOT_FELT[what])


def test_what_runs_changes_it_and_a_text_does_not(copy):
    file = f"labs/{LAB}.ipynb"
    assert changed(copy, file, "runtime.start(", "runtime.start (")
    assert not changed(copy, file, "## ", "### ")


def test_python_and_the_libraries_count(copy, monkeypatch):
    before = fingerprint(copy)
    monkeypatch.setattr(passed, "version", lambda name: "99" if name == "keras" else "1")
    other = fingerprint(copy)
    monkeypatch.setattr(passed.platform, "python_version_tuple", lambda: ("3", "99", "0"))
    assert len({before, other, fingerprint(copy)}) == 3


def test_of_the_ledger_its_own_rows_count(copy):
    ledger = f"course/{passed.LEDGER}"
    assert changed(copy, ledger, "lab: 05_stateful_lstm", "lab: 99_other")
    assert not changed(copy, ledger, "lab: 07_word2vec", "lab: 99_other")


def test_weights_of_its_nets_count():
    names = passed.files_behind(["course.nets.sentiment"])
    assert passed.PACKAGE / "nets/weights/sentiment.npz" in names


def test_it_is_the_same_in_another_folder(copy):
    assert fingerprint(copy) == passed.fingerprint(ROOT / f"labs/{LAB}.ipynb")


def test_a_record_of_what_there_was_before_does_not_count(copy, tmp_path):
    record = tmp_path / "passed.json"
    places = copy / "labs", copy / "course", record
    assert passed.unchanged(*places) == set()
    record.write_text(json.dumps({LAB: fingerprint(copy), "07_word2vec": fingerprint(copy)}))
    assert passed.unchanged(*places) == {LAB}


def reports(name, passing, failing=0):
    for n in range(passing + failing):
        for when in ("setup", "call", "teardown"):
            good = when != "call" or n < passing
            yield SimpleNamespace(nodeid=f"{name}::Cell {n}", when=when, passed=good)


@pytest.mark.parametrize(
    "name, missing, failing, kept",
    [
        (f"labs/{LAB}.ipynb", 0, 0, True),
        (f"labs/{LAB}.ipynb", 1, 1, False),
        (f"labs/{LAB}.ipynb", 1, 0, False),  # a run that was stopped
        (f"solutions/{LAB}.ipynb", 0, 0, False),
    ],
)
def test_only_a_run_in_which_all_cells_passed_is_recorded(
    copy, tmp_path, name, missing, failing, kept
):
    record = tmp_path / "passed.json"
    places = copy / "labs", copy / "course", record
    record.write_text(json.dumps({"07_word2vec": "as before", "98_gone": "x"}))
    recorder = passed.Recorder(*places)
    count = len(passed.code_of(copy / f"labs/{LAB}.ipynb"))
    for report in reports(name, count - missing, failing):
        recorder.pytest_runtest_logreport(report)
    recorder.pytest_sessionfinish()
    assert passed.unchanged(*places) == ({LAB} if kept else set())
    assert json.loads(record.read_text())["07_word2vec"] == "as before"
    assert "98_gone" not in json.loads(record.read_text())


def test_only_cells_of_unchanged_labs_are_left_to_the_night():
    hooks = runpy.run_path(str(ROOT / "conftest.py"))
    config = SimpleNamespace(stash={hooks["UNCHANGED"]: {LAB}})
    names = (f"labs/{LAB}.ipynb", "labs/07_word2vec.ipynb", f"solutions/{LAB}.ipynb")
    items = [SimpleNamespace(path=ROOT / name, marks=[]) for name in (*names, f"tests/{LAB}.py")]
    for item in items:
        item.add_marker = item.marks.append
    hooks["pytest_collection_modifyitems"](config, items)
    assert [item.marks for item in items] == [[pytest.mark.nightly], [], [], []]


@pytest.mark.parametrize("path", labs_in(passed.LABS), ids=lambda path: path.stem)
def test_every_cell_s_imports_can_be_read(path):
    """A cell that Python cannot read would hide what it imports."""
    for source in passed.code_of(path):
        ast.parse(passed._python(source))
