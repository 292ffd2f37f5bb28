"""The doctor: what is fine, what is missing, and the command that mends it."""

import subprocess
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from course import files
from course.cli import main
from course.errors import CourseError
from course.start.machine import FINE, MISSING, NOTE, Finding, Machine

module = sys.modules["course.start.machine"]  # the package's `machine` is the function
STARTS = '{"versions": "TensorFlow 2.21.0, Keras 3.15.1", "gpus": 0, "kernel": "generic"}\n'


@pytest.fixture
def probe(monkeypatch):
    """Call it with what the process that starts Keras gives; by default all is well."""

    def give(code=0, out=STARTS, err="", raises=None):
        def run(*_, **__):
            if raises:
                raise raises
            return SimpleNamespace(returncode=code, stdout=out, stderr=err)

        monkeypatch.setattr(subprocess, "run", run)

    give()
    return give


def finding(what):
    return next(one for one in module.machine().findings if one.what == what)


def test_this_machine_runs_all_labs(probe, capsys):
    found = module.machine()
    assert found.runs and found.verdict == "All labs can run on this machine."
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "✓ Keras" in said and "TensorFlow 2.21.0" in said and "cores" in said
    assert "<table>" in found._repr_html_() and "<b>fine:</b>" in found._repr_html_()


@pytest.mark.slow
def test_keras_starts_in_a_process_of_its_own():
    keras, gpu = module._keras()
    assert keras.state == gpu.state == FINE
    assert keras.found.startswith("TensorFlow 2.") and "Keras 3." in keras.found


@pytest.mark.parametrize(
    "code, err, said",
    [
        (-4, "", "AVX"),
        (-9, "", "close other programs"),
        (1, "Traceback\nModuleNotFoundError: No module named 'keras'\n", "No module named 'keras'"),
        (1, "course.errors.CourseError: KERAS_BACKEND names x\n\n", "KERAS_BACKEND names x"),
        (3, "", "code 3"),
    ],
)
def test_why_keras_does_not_start(probe, capsys, code, err, said):
    probe(code=code, err=err, out="")
    row = finding("TensorFlow")
    assert row.state == MISSING and said in row.advice
    assert main(["doctor"]) == 1
    assert "to be mended: TensorFlow" in capsys.readouterr().out


def test_a_keras_that_never_starts(probe):
    probe(raises=subprocess.TimeoutExpired("python", 1))
    assert finding("TensorFlow").state == MISSING


def test_a_gpu_is_told_with_its_kernel(probe):
    probe(out=STARTS.replace('"gpus": 0', '"gpus": 2').replace("generic", "cuDNN"))
    assert finding("GPU").found == "2; recurrent layers run on the kernel of cuDNN"


def test_packages_that_are_missing_or_of_another_version(probe, monkeypatch):
    wanted = ["numpy>=1.26,<2.5", "no-such-thing>=1", "matplotlib<1", 'jinja2; extra == "grading"']
    monkeypatch.setattr(metadata, "requires", lambda name: wanted)
    assert finding("packages").found == "1 of 3 in the tested versions"
    gone = finding("no-such-thing")
    assert gone.state == MISSING and gone.advice.endswith("-m pip install 'no-such-thing>=1'")
    assert finding("matplotlib").state == NOTE
    with pytest.raises(StopIteration):
        finding("jinja2")


def test_a_course_that_was_not_installed(probe, monkeypatch):
    def gone(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", gone)
    monkeypatch.setattr(metadata, "metadata", gone)
    assert finding("packages").advice.endswith(files.install_command())
    assert finding("Python").state == FINE


def test_a_python_that_tensorflow_has_no_builds_for(probe, monkeypatch):
    monkeypatch.setattr(module, "_metadata", lambda field: "<3")
    assert finding("Python").state == MISSING


@pytest.mark.parametrize(
    "total, free, state", [(8e9, 5e9, FINE), (8e9, 1e9, NOTE), (1e9, 0.5e9, MISSING)]
)
def test_memory(probe, monkeypatch, total, free, state):
    psutil = pytest.importorskip("psutil")
    monkeypatch.setattr(
        psutil, "virtual_memory", lambda: SimpleNamespace(total=total, available=free)
    )
    assert finding("memory").state == state


def test_networks_that_are_gone(probe, monkeypatch, tmp_path):
    monkeypatch.setattr("course.nets.storage.FOLDER", tmp_path)
    row = finding("networks")
    assert row.state == MISSING and "train calculators" in row.advice


def test_a_cache_that_cannot_be_written(probe, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "below"))
    row = finding("cache")
    assert row.state == NOTE and "COURSE_CACHE" in row.advice


def test_a_folder_of_data(probe, monkeypatch, tmp_path):
    (tmp_path / "imdb").mkdir()
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert finding("public data").found == f"{tmp_path}: imdb"
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "gone"))
    row = finding("public data")
    assert row.state == MISSING and "which is not there" in row.found


@pytest.mark.parametrize("budget, state", [("quick", NOTE), ("huge", MISSING)])
def test_a_budget(probe, monkeypatch, budget, state):
    monkeypatch.setenv("COURSE_BUDGET", budget)
    assert finding("budget").state == state


def test_what_a_page_shows_is_text():
    page = Machine((Finding("a<b", "<script>", MISSING, "x & y"),))._repr_html_()
    assert "<script>" not in page and "x &amp; y" in page


def test_one_core_is_told(probe, monkeypatch):
    monkeypatch.setattr("course.runtime.cores", lambda: 1)
    assert finding("processor").state == NOTE


def test_a_bundle_without_labs_is_a_sentence(monkeypatch, tmp_path):
    from course.start.labs import labs

    with pytest.raises(CourseError, match="there are no labs"):
        labs(tmp_path)


def test_packages_of_another_folder_are_named(probe, monkeypatch, tmp_path):
    (tmp_path / "keras.py").write_text("")
    monkeypatch.setattr(module.importlib.util, "find_spec", spec_in(tmp_path, "keras"))
    row = finding("keras")
    assert row.state == NOTE and str(tmp_path) in row.found and "PYTHONPATH" in row.advice


def spec_in(folder, other):
    """find_spec of a Python in which one package lies in another folder."""
    find = module.importlib.util.find_spec

    def found(name):
        return SimpleNamespace(origin=str(folder / f"{name}.py")) if name == other else find(name)

    return found


def test_without_keras_it_is_not_started(probe):
    probe(raises=AssertionError("it was started"))
    (row,) = module._keras(["keras"])
    assert row.state == MISSING and row.found == "does not start without keras"


def test_an_installation_that_breaks_the_doctor_itself(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "course.start", None)  # an import of it raises
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "✗ the installation is not whole" in said and files.install_command(force=True) in said


def test_the_command_works_in_any_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "ROOT", tmp_path / "my labs")
    assert files.install_command().endswith(f"-r '{tmp_path}/my labs/requirements.txt'")
