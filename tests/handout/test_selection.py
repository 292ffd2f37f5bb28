"""A release of some labs has what they need, and says what it has not."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from course.cli import main
from course.errors import CourseError
from course.files import ROOT, START, labs_in
from course.handout import bundle, hosted, selection
from course.nets import storage

WEIGHTS = "course/nets/weights"
STARTS = """
import sys
from course.start import lecture_map, machine, standing
found = sys.modules["course.start.machine"]._networks()
print(found.state, found.found)
print(lecture_map())
print(standing())
"""


def test_all_labs_or_those_that_are_named():
    everything = selection.chosen(ROOT)
    assert [source.stem for source in everything] == [
        START, *(path.stem for path in labs_in(ROOT / "labs"))
    ]  # fmt: skip
    some = selection.chosen(ROOT, ["word2vec", "4", "07"])
    assert [source.stem for source in some] == [START, "04_addition_rnn", "07_word2vec"]


def test_an_unknown_lab_is_a_sentence(tmp_path, capsys):
    assert main(["release", str(tmp_path / "out"), "--labs", "04", "99"]) == 2
    assert "there is no lab 99; there are: 01_recurrence" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_labs_need():
    found = selection.needed(ROOT, [START, "04_addition_rnn"])
    assert {name for name in found if name.endswith(".npz")} == {f"{WEIGHTS}/addition-trials.npz"}
    assert {
        "course/runtime.py",
        "course/checks/addition_rnn/encode.py",
        "course/demos/addition.py",
    } <= found
    found = selection.needed(ROOT, ["07_word2vec"])
    assert f"{WEIGHTS}/skipgram-cbow-keras.npz" in found and "course/data/world.yaml" in found
    assert selection.needed(ROOT, [START]) == set()


def test_weights_that_nobody_needs_are_named_in_their_place():
    contents = {f"{WEIGHTS}/a.npz": b"1", f"{WEIGHTS}/b.npz": b"2", "course/files.py": b"3"}
    kept = selection.without_weights(contents, {f"{WEIGHTS}/a.npz"})
    listed = kept.pop(f"{WEIGHTS}/{storage.LEFT_OUT}")
    assert listed == b"- b\n" and set(kept) == set(contents) - {f"{WEIGHTS}/b.npz"}
    assert selection.without_weights(contents, set(contents)) == contents


def test_what_git_does_not_track_would_be_missing():
    selection.refuse_untracked({"course/files.py"}, ["course/files.py", "LICENSE"])
    with pytest.raises(CourseError, match="need course/checks/echo/__init__.py, which.*git add"):
        selection.refuse_untracked(
            {"course/checks/echo/__init__.py", "course/files.py"}, ["course/files.py"]
        )


def test_links_to_labs_that_are_not_there_become_words():
    text = "See [lab 04](04_addition_rnn.ipynb#1) and [the *map*](./00_start.ipynb), or [x](https://a/04.ipynb)."
    code = "f[0](x.ipynb)"
    cells = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(code)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    assert selection.without_links(notebook, [START, "04_addition_rnn"]) is notebook
    made = selection.without_links(notebook, [START])
    assert made.cells[0].source == text.replace("[lab 04](04_addition_rnn.ipynb#1)", "lab 04")
    assert made.cells[1].source == code and notebook.cells[0].source == text


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    folder = tmp_path_factory.mktemp("some") / "bundle"
    return bundle.release(ROOT, folder, labs=["04"], url="https://github.com/ada/labs")


@pytest.mark.slow
def test_a_bundle_of_one_lab(some):
    assert sorted(path.stem for path in (some / "labs").iterdir()) == [START, "04_addition_rnn"]
    assert [path.name for path in (some / WEIGHTS).glob("*.npz")] == ["addition-trials.npz"]
    readme = (some / "README.md").read_text(encoding="utf-8")
    assert "04_addition_rnn" in readme and "05_stateful_lstm" not in readme
    assert (some / hosted.DEVCONTAINER).is_file()
    sums = json.loads((some / bundle.MARKER).read_text())
    assert f"{WEIGHTS}/{storage.LEFT_OUT}" in sums


@pytest.mark.slow
def test_its_start_page_and_its_commands_know_what_is_there(some):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=some,
            env=os.environ | {"PYTHONPATH": str(some)},
            capture_output=True,
            text=True,
        )

    said = run("-c", STARTS).stdout
    assert said.startswith("fine all ")
    assert "04_addition_rnn: a network reads" in said and "05_" not in said
    assert "lecture 1, " in said and "lecture 2, " not in said, "no lecture without a lab"
    assert "In all 0 of 10 points." in said and "Next: 04_addition_rnn.ipynb, exercise 1" in said
    claims = run("-m", "course", "claims").stdout
    assert "addition-157" in claims and "to come" not in claims and "05_stateful_lstm" not in claims


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("name", ["04_addition_rnn", "12_memory"])
def test_a_lab_runs_with_its_own_weights_alone(tmp_path, name):
    folder = bundle.release(ROOT, tmp_path / "bundle", labs=[name])
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbval", "labs"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COURSE_BUDGET": "quick"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-2000:]
