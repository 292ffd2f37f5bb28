"""A grade's key changes with what an answer can feel, and with nothing else."""

import json
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from course.files import ROOT
from course.grading.guests.server import PRELOADED
from course.grading.judge import key
from course.grading.judge.labs import load_labs
from course.nets import registry

LABS = load_labs()
ADDITION, STATEFUL, WORDS = "04_addition_rnn", "05_stateful_lstm", "07_word2vec"
HARMLESS = {
    "matplotlib",
    "platformdirs",
    "pyyaml",
    "tqdm",
}  # they draw, find folders, read tables, count

FELT = {
    "a check of the lab": (ADDITION, "checks/addition_rnn/encode.py"),
    "what the lab's checks share": (ADDITION, "checks/addition_rnn/_shared.py"),
    "the base of checks": (ADDITION, "checks/base/compare.py"),
    "the room of checks": (ADDITION, "checks/__init__.py"),
    "data that a cell imports": (ADDITION, "data/addition.py"),
    "batches that a cell imports": (ADDITION, "batches/pipeline.py"),
    "what a cell's import imports": (WORDS, "data/shared/reading.py"),
    "a table that data read": (WORDS, "data/world.yaml"),
    "weights of a net that a cell imports": (ADDITION, "nets/weights/addition-trials.npz"),
    "a folder of tables that data read": (WORDS, "data/sentences/words/verbs.csv"),
    "what the setup cell imports": (ADDITION, "runtime.py"),
    "how answers are judged": (ADDITION, "grading/judge/runs.py"),
    "which hidden cases are drawn": (ADDITION, "grading/judge/cases.py"),
    "the guest": (ADDITION, "grading/guests/guest.py"),
    "what guests are forked from": (ADDITION, "grading/guests/server.py"),
    "the limits of a guest": (ADDITION, "grading/sandbox/keeper.py"),
    "the calls that a guest may not make": (ADDITION, "grading/sandbox/calls.py"),
}
NOT_FELT = {
    "a plot that a cell imports": (ADDITION, "plots/heatmap.py"),
    "another plot": (ADDITION, "plots/beam.py"),
    "a claim's text": (ADDITION, "claims/ledger.yaml"),
    "a check of another lab": (ADDITION, "checks/word2vec/__init__.py"),
    "data of another lab": (ADDITION, "data/reviews/grammar.py"),
    "a table of another lab beside its own data": (ADDITION, "data/world.yaml"),
    "a net of another lab": (ADDITION, "nets/seq2seq.py"),
    "weights of another lab": (ADDITION, "nets/weights/sentiment.npz"),
    "weights, where a lab loads none": (STATEFUL, "nets/weights/sentiment.npz"),
    "a page": (ADDITION, "grading/results/templates/report.html"),
    "how results are written": (ADDITION, "grading/results/tables.py"),
    "how submissions are found": (ADDITION, "grading/submissions/layouts.py"),
    "the command line": (ADDITION, "grading/commands.py"),
    "a demo": (ADDITION, "demos/__init__.py"),
    "authoring": (ADDITION, "authoring/__init__.py"),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "course"
    shutil.copytree(ROOT / "course", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def changed(lab, path, package):
    """Whether a change in a file changes the fingerprint of a lab."""
    before, file = key.fingerprint(LABS[lab], package), package / path
    old = file.read_bytes()
    try:
        file.write_bytes(old + b"\n# a change\n")
        return key.fingerprint(LABS[lab], package) != before
    finally:
        file.write_bytes(old)
        assert key.fingerprint(LABS[lab], package) == before


@pytest.mark.parametrize("what", FELT)
def test_what_an_answer_can_feel_changes_it(what, package):
    assert changed(*FELT[what], package)


@pytest.mark.parametrize("what", NOT_FELT)
def test_what_no_answer_can_feel_does_not(what, package):
    assert not changed(*NOT_FELT[what], package)


@pytest.mark.parametrize("lab", LABS)
def test_the_weights_are_those_of_the_nets_that_it_imports(lab):
    felt = set(key.files_felt(LABS[lab]))
    nets = [module for module in registry.MODULES if Path(module.__file__) in felt]
    names = {name for module in nets for name in module.VARIANTS}
    assert {path.stem for path in felt if path.suffix == ".npz"} == names


@pytest.mark.parametrize("library", key.LIBRARIES)
def test_another_version_of_a_library_of_guests_changes_it(library, package, monkeypatch):
    before, made = key.fingerprint(LABS[ADDITION], package), key.version
    monkeypatch.setattr(key, "version", lambda name: made(name) + ".1" * (name == library))
    assert key.fingerprint(LABS[ADDITION], package) != before


def test_other_cells_of_the_lab_and_another_python_change_it(package, monkeypatch):
    lab = LABS[ADDITION]
    exercise = lab.exercises[0]
    made = {
        key.fingerprint(other, package)
        for other in (
            lab,
            lab._replace(setup=lab.setup + "\nimport math"),
            lab._replace(exercises=(exercise._replace(stub="pass"), *lab.exercises[1:])),
            lab._replace(others=(*lab.others, (99, "def helper(): pass"))),
            lab._replace(name="other"),
        )
    }
    monkeypatch.setattr(key.platform, "python_version", lambda: "3.99.0")
    made.add(key.fingerprint(lab, package))
    assert len(made) == 6


@pytest.mark.slow
def test_it_is_the_same_in_another_folder_and_at_another_time(package):
    for lab in LABS.values():
        assert key.fingerprint(lab, package) == key.fingerprint(lab)


@pytest.mark.slow
def test_the_libraries_are_those_that_cells_and_modules_import():
    names = packages_distributions()
    third = {name.split(".")[0] for name in PRELOADED}
    for lab in LABS.values():
        sources = [path.read_text() for path in key.files_felt(lab) if path.suffix == ".py"]
        for source in (*sources, *key._cells(lab)):
            third |= {name.split(".")[0] for name in key.imported(source)}
    third -= set(sys.stdlib_module_names) | {"course"}
    found = {names[name][0].lower() for name in third}
    assert found - HARMLESS - {"nbformat", "tensorflow-cpu"} == set(key.LIBRARIES)


@pytest.mark.parametrize(
    "lab",
    [
        pytest.param(name, marks=pytest.mark.slow if name == WORDS else pytest.mark.nightly)
        for name in LABS
    ],
)
def test_the_modules_are_those_that_the_cells_load(lab):
    """Asked of Python itself, which loads what cells and checks import."""
    names = [name for cell in key._cells(LABS[lab]) for name in key.imported(cell)]
    code = (
        "import importlib, json, sys\n"
        f"for name in {sorted(n for n in set(names) if n.startswith('course'))}:\n"
        "    try:\n        importlib.import_module(name)\n    except ModuleNotFoundError:\n        pass\n"
        "modules = {n: m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'course'}\n"
        "print(json.dumps(modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {
        path
        for name, path in json.loads(run.stdout.splitlines()[-1]).items()
        if path and not name.startswith(key.NOT_FELT)
    }
    assert len(loaded) > 15
    assert loaded <= {str(path) for path in key.files_felt(LABS[lab])}
