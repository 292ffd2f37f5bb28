import builtins
import json
import os
import subprocess
import sys

import pytest

from course import runtime
from course.errors import CourseError

PROGRAM = """
from course import runtime
runtime.start(seed=7)
import keras, random
print(keras.random.uniform((1,)).shape, random.random())
net = keras.Sequential([keras.layers.LSTM(2)])
net.compile(loss="mse")
net.fit(keras.ops.ones((4, 3, 2)), keras.ops.ones((4, 2)), verbose=0)
"""


@pytest.fixture(autouse=True)
def loud(monkeypatch):
    """A program is quiet because of `runtime`, and not because the tests are."""
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL", raising=False)


@pytest.mark.slow
def test_start_seeds_prints_one_line_and_writes_nothing_to_stderr():
    runs = [
        subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    line, *rest = runs[0].stdout.splitlines()
    assert line.startswith("course: seed 7, full budget, ") and "Keras 3." in line
    assert len(rest) == 1
    assert runs[0].stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("stderr, begun", [(subprocess.DEVNULL, False), (subprocess.PIPE, True)])
def test_no_operation_is_run_to_silence_what_is_silent(stderr, begun):
    program = (
        "from course import runtime; runtime.quiet()\n"
        "from tensorflow.python.eager import context\n"
        "print(context.context()._context_handle is not None)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=stderr, text=True
    )
    assert run.stdout == f"{begun}\n"


def test_import_course_is_light():
    program = (
        "import sys, course; print(sorted({'tensorflow', 'keras', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_budget(monkeypatch):
    assert runtime.budget(full=4, quick=1) == 4
    monkeypatch.setenv("COURSE_BUDGET", "quick")
    assert runtime.budget(full=4, quick=1) == 1
    monkeypatch.setenv("COURSE_BUDGET", "quik")
    with pytest.raises(CourseError, match="'quik': set it to full or quick"):
        runtime.budget(full=4, quick=1)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Call it to write Keras' own settings."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    return lambda text: (tmp_path / "keras.json").write_text(
        text if isinstance(text, str) else json.dumps(text)
    )


@pytest.fixture
def only_tensorflow(monkeypatch):
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: object() if name == "tensorflow" else None
    )


@pytest.mark.parametrize("name", ["jax", "torch", "openvino"])
def test_a_backend_that_is_not_installed(settings, monkeypatch, only_tensorflow, name):
    settings({"backend": name})
    with pytest.raises(
        CourseError, match=f"keras.json names the backend {name}, which is not installed"
    ):
        runtime._see_to_backend()
    settings({"backend": "tensorflow"})
    monkeypatch.setenv("KERAS_BACKEND", name)
    with pytest.raises(
        CourseError, match=f"KERAS_BACKEND names the backend {name}, .*: unset it, or"
    ):
        runtime._see_to_backend()


@pytest.mark.parametrize("name", ["theano", "TensorFlow", " ", "mxnet", "os"])
def test_a_backend_that_does_not_exist(settings, monkeypatch, name):
    settings({"backend": name})
    with pytest.raises(
        CourseError, match='Keras has tensorflow.* write "backend": "tensorflow" there'
    ):
        runtime._see_to_backend()
    monkeypatch.setenv("KERAS_BACKEND", name)
    with pytest.raises(
        CourseError, match=f"names the backend '{name}'; Keras has tensorflow, torch"
    ):
        runtime._see_to_backend()


@pytest.mark.parametrize(
    "text, said",
    [
        ({"floatx": "float128"}, "floatx is 'float128', and Keras takes float16"),
        ({"image_data_format": "tf"}, "image_data_format is 'tf'"),
        ([1], "expected settings"),
        ({"epsilon": 1}, "epsilon is 1, and Keras takes a float"),
        ({"backend": 3}, "names the backend '3'"),
        ({"backend": None}, "names the backend 'None'; Keras has tensorflow"),
        ({"backend": ""}, "names the backend ''; Keras has tensorflow"),
    ],
)
def test_settings_that_keras_refuses(settings, text, said):
    settings(text)
    with pytest.raises(CourseError, match=said):
        runtime._see_to_backend()


@pytest.mark.parametrize(
    "home, place",
    [("~/mine", "mine"), (None, ".keras"), ("", "here"), ("{}/far", "far")],
)
def test_settings_are_looked_for_where_keras_does(monkeypatch, tmp_path, home, place):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.delenv("KERAS_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("KERAS_HOME", home.format(tmp_path))
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "keras.json").write_text('{"backend": "theano"}')
    with pytest.raises(CourseError, match="keras.json names the backend 'theano'"):
        runtime._see_to_backend()


@pytest.mark.parametrize(
    "text", [None, "", "{", {}, {"backend": "tensorflow"}, {"floatx": "float16"}]
)
def test_settings_with_which_keras_starts(settings, monkeypatch, only_tensorflow, text):
    if text is not None:
        settings(text)
    runtime._see_to_backend()
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    runtime._see_to_backend()
    monkeypatch.setenv("KERAS_BACKEND", "")
    runtime._see_to_backend()


def test_settings_that_cannot_be_read(settings, tmp_path):
    (tmp_path / "keras.json").mkdir()
    with pytest.raises(
        CourseError, match="keras.json, the settings of Keras, cannot be read: Is a dir"
    ):
        runtime._see_to_backend()


@pytest.mark.parametrize(
    "missing, said",
    [
        (
            ModuleNotFoundError("No module named 'jax'", name="jax"),
            "backend numpy: No module named 'jax'",
        ),
        (
            ImportError("libx.so: cannot open", name="tensorflow"),
            "backend numpy: libx.so: cannot open",
        ),
    ],
)
def test_a_backend_that_lacks_something(settings, monkeypatch, missing, said):
    def importing(name, *arguments, **options):
        if name == "keras":
            raise missing
        return own_import(name, *arguments, **options)

    own_import = builtins.__import__
    monkeypatch.setenv("KERAS_BACKEND", "numpy")
    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(CourseError, match=said):
        runtime.quiet()
    missing.name = "keras"
    with pytest.raises(ImportError):
        runtime.quiet()


def test_a_command_says_so_without_a_traceback(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "course", "demo", "addition", "--ask", "1+2"],
        capture_output=True,
        text=True,
        env={**os.environ, "KERAS_BACKEND": "theano", "COURSE_CACHE": str(tmp_path)},
    )
    assert run.returncode == 2 and run.stderr.startswith(
        "course: the environment variable KERAS_BACKEND"
    )
    assert run.stderr.count("\n") == 1 and not any(tmp_path.iterdir())


def test_yours_is_used_where_it_works_and_ours_where_it_does_not(capsys):
    def answer(number):
        if number > 2:
            raise NotImplementedError
        return number + 1

    either = runtime.yours(answer, lambda number: -number)
    assert either(1) == 2
    assert capsys.readouterr().out == ""
    assert [either(3), either(4)] == [-3, -4]
    told = capsys.readouterr().out
    assert told == "Your answer is not there yet: the lab uses a function of its own.\n"
    broken = runtime.yours(lambda number: number / 0, lambda number: "ours")
    assert broken(1) == "ours" and "raises" in capsys.readouterr().out


def test_what_is_wrong_with_an_input_is_said_in_a_sentence(capsys):
    with runtime.in_a_sentence():
        raise CourseError("there is no pink")
    assert capsys.readouterr().out == "there is no pink\n"
    with pytest.raises(ZeroDivisionError), runtime.in_a_sentence():
        raise ZeroDivisionError
