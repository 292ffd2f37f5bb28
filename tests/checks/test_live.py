"""The check in a notebook says at once which names grading will lack: in a kernel, and nowhere else."""

import linecache
import sys
import types

import IPython
import nbformat
import pytest

from course.checks.base import live
from course.checks.base.core import METADATA_KEY, Case, Check
from course.notebooks.execution import execute

SETUP = "import numpy as np\nfrom course.checks import made_up as checks"
MODEL = "model = open('/dev/null').read()"


@pytest.fixture
def called(monkeypatch):
    """A function that runs cells as a kernel would, then the check of `answer`; its Result."""
    check = Check("answer", 1, lambda rng: [Case((1,), 1, "the same")])
    module = types.ModuleType("course.checks.made_up")
    module.answer, module.other = check, Check("other", 1, check.cases)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr("course.checks.made_up", module, raising=False)

    def call(*cells, function="answer"):
        cells = ["", SETUP, *cells]  # In[0] is empty
        names = {"In": cells}
        for number, cell in enumerate(cells):
            filename = f"<cell {number} of {id(names)}>"
            linecache.cache[filename] = (len(cell), None, cell.splitlines(keepends=True), filename)
            exec(compile(cell, filename, "exec"), names)
        cells.append(f"checks.answer({function})")
        shell = types.SimpleNamespace(user_ns=names)
        monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
        result = check(names[function])
        assert (result.points, repr(result)) == (1.0, "1.0")
        return [text for mark, text in result.lines if mark == "!"]

    return call


@pytest.mark.parametrize(
    "cells",
    [
        [MODEL, "def answer(x):\n    return x if model is not None else 0"],
        [MODEL, "def inner():\n    return model", "def answer(x):\n    inner()\n    return x"],
        [MODEL, "def answer(x):\n    inner()\n    return x\ndef inner():\n    return model"],
        [MODEL, "class Net:\n    m = model", "def answer(x):\n    Net()\n    return x"],
        [MODEL, "loss = [model, 1]", "model = 3", "def answer(x):\n    return x if loss else 0"],
        [MODEL, "def answer(x, m=model):\n    return x"],
        [MODEL, "def answer(x):\n    return (lambda: (model, x))()[1]"],
        [MODEL, "import functools\ndef answer(x):\n    model\n    return x",
         "answer = functools.lru_cache(answer)"],
        ["def answer(x):\n    return x if model is not None else 0", MODEL],  # below, as in grading
        [MODEL, "MINE = model\ndef answer(x):\n    return x if MINE is not None else 0"],
    ],
    ids=["itself", "a helper", "a helper below", "a class", "made from it", "default", "lambda", "wrapped",
         "below", "its own cell"],
)  # fmt: skip
def test_a_name_that_only_a_training_gives_is_named(called, cells):
    (text,) = called(*cells)
    name = "`loss`" if "loss" in str(cells) else "`model`"
    assert text == f"in grading {name} will be missing: make it inside your function or pass it"


@pytest.mark.parametrize(
    "cells",
    [
        ["exec('name = 3')", "def answer(x):\n    return x if name else 0"],
        ["globals()['name'] = 3", "def answer(x):\n    return x if name else 0"],
        ["import builtins\nvars().update(name=3)", "def answer(x, n=name):\n    return x"],
    ],
)
def test_a_name_that_no_cell_gives_is_named_if_the_kernel_knows_it(called, cells):
    (text,) = called(*cells)
    assert text == "in grading `name` will be missing: make it inside your function or pass it"


@pytest.mark.parametrize(
    "cells",
    [
        ["from helper import one", "def answer(x):\n    return one(x)"],
        ["import helper", "def answer(x):\n    return helper.one(x)"],
        ["def answer(x):\n    import helper as h\n    return h.one(x)"],
        [
            "from course.checks import made_up\nimport helper",
            "def answer(x):\n    return helper.one(x)",
        ],
    ],
)
def test_a_module_beside_the_notebook_is_named(called, cells, tmp_path, monkeypatch):
    (tmp_path / "helper.py").write_text("def one(x):\n    return x")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "helper", raising=False)
    (text,) = called(*cells)
    assert text.startswith(
        "in grading `helper.py` will be missing, which lies beside your notebook"
    )


def test_several_names_are_one_sentence(called):
    (text,) = called(MODEL, "data = input", "data = open('/dev/null').read()",
                     "def answer(x):\n    model, data\n    return x")  # fmt: skip
    assert text == (
        "in grading `data` and `model` will be missing: make them inside your function or pass them"
    )


@pytest.mark.parametrize(
    "cells",
    [
        ["def answer(x):\n    return x"],
        ["def answer(x):\n    return int(np.sum([x]))"],
        ["K = 1", "import math", "def f(x):\n    return math.floor(K * x)", "def answer(x):\n    return f(x)"],
        [MODEL, "def answer(model):\n    return model"],
        [MODEL, "def answer(x):\n    model = 1\n    return x * model"],
        [MODEL, "def answer(x):\n    return [x for model in [1]][0]"],
        [MODEL, "def answer(x):\n    return x\nprint(model)"],  # a try-out
        [MODEL, "model = 3", "def answer(x):\n    return x if model else 0"],
        ["model = open('/dev/null').read()\ndef answer(x):\n    model\n    return x"],  # its own cell
        ["table = sorted(open('/dev/null'))\ndef other(x):\n    return x",
         "def answer(x):\n    table\n    return x"],  # another answer's cell
        ["def answer(x):\n    global seen, calls\n    seen = calls = x\n    return calls"],
        ["answer = lambda x: x"],
        ["import operator\nanswer = operator.pos"],
        ["class Twice:\n    def __call__(self, x):\n        return x\nanswer = Twice()"],
        ["import functools\nanswer = functools.partial(lambda y, x: x, 1)"],
        [MODEL, "exec('def answer(x):\\n    model\\n    return x')"],  # no cell of it: nothing is said
    ],
)  # fmt: skip
def test_nothing_is_said_where_all_is_well(called, cells):
    assert called(*cells) == []


def test_an_older_cell_of_the_same_name_does_not_count(called):
    old = "def answer(x):\n    model\n    return x"
    assert called(MODEL, old, "def answer(x):\n    return x") == []
    assert called(MODEL, "def answer(x):\n    return x", old)


@pytest.mark.parametrize(
    "shell",
    [None, types.SimpleNamespace(), types.SimpleNamespace(user_ns={}), types.SimpleNamespace(user_ns={"In": 3}),
     types.SimpleNamespace(user_ns={"In": [None, "def f(:", 7]})],
)  # fmt: skip
def test_it_never_raises(monkeypatch, shell):
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    for function in (None, 3, len, lambda x: x, type, object()):
        assert live.remarks_on(None, function) == ()


def test_nothing_is_said_outside_of_a_notebook(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert live.remarks_on(None, lambda x: model) == ()  # noqa: F821


@pytest.mark.slow
def test_in_a_real_kernel(tmp_path):
    new = nbformat.v4.new_code_cell
    right = (
        "    rows = np.zeros((length, len(alphabet)))\n"
        "    for row, character in zip(rows, text.ljust(length)):\n"
        "        row[alphabet.index(character)] = 1\n    return rows"
    )
    cells = [
        "import numpy as np\nfrom course.checks import addition_rnn as checks",
        f"{MODEL}\nSIZE = 3",
        f"%%time\ndef encode(text, alphabet, length):\n    model\n{right}",
        "checks.encode(encode)",
        f"def encode(text, alphabet, length):\n    SIZE\n{right}",
        "checks.encode(encode)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[new(source) for source in cells])
    execute(notebook, tmp_path, seconds=120)
    said = [notebook.cells[place].outputs[-1] for place in (3, 5)]
    assert [output.data["text/plain"] for output in said] == ["1.0", "1.0"]
    lines = [output.metadata[METADATA_KEY]["lines"] for output in said]
    assert lines[0][-1] == [
        "!",
        "in grading `model` will be missing: make it inside your function or pass it",
    ]
    assert "`model`" in said[0].data["text/html"]
    assert not [line for line in lines[1] if line[0] == "!"]
