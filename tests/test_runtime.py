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
