"""Which definitions of other cells an answer needs: by what it names, and by what grading will not run."""

import textwrap

import pytest

from course.cells import check_call, grade_id_of, mark_of
from course.checks.base.definitions import Needed, Others, needed
from course.checks.base.live import missing_later
from course.checks.base.names import names_of
from course.checks.base.syntax import parsed
from course.files import ROOT, labs_in

SETUP = {"np": -1, "keras": -1, "layers": -1, "runtime": -1}


def found(answer, *cells, known=SETUP, at=None, lab=()):
    """Needed of an answer that stands after `cells`, or in front of cell number `at`."""
    place = len(cells) if at is None else at
    own = [(number + (number >= place), textwrap.dedent(cell)) for number, cell in enumerate(cells)]
    notebooks = [Others(place, own), Others(len(lab), [*enumerate(lab)])]
    return needed(textwrap.dedent(answer), notebooks, known)


def texts(answer, *cells, **more):
    return [source.text for source in found(answer, *cells, **more).sources]


def value_of(name, answer, *cells, **more):
    """What a name is after the definitions ran."""
    import numpy as np

    space = {"np": np}
    for text in texts(answer, *cells, **more):
        exec(text, space)
    return space[name]


# what is needed


@pytest.mark.parametrize(
    "cell",
    [
        "def helper(x):\n    return x",
        "async def helper(x):\n    return x",
        "class helper:\n    pass",
        "import math as helper",
        "from math import sqrt as helper",
        "helper = 3",
        "helper: int = 3",
        "a, (helper, *b) = 1, (2, 3)",
        "helper = other = [1, 2]",
        "helper = {'a': (1, -2.5), 'b': {3}}",
        "helper = 2 ** 8 - 1 if True else None",
        "helper = [n * n for n in range(3)]",
        "helper = [word.lower() for word in ['A', 'B']]",
        "helper = np.arange(3) + np.array([1, 2, 3])",
        "helper = np.random.default_rng(0)",
        "helper = np.zeros((2, 3), dtype='float32').reshape(-1)",
        "helper = dict(zip('abc', range(3)))",
        "helper = sorted('cab', key=lambda c: c.lower())",
        "helper = 'a b'.split()",
        "helper = f'{3:>4}'",
        "helper = lambda x: x.fit(x) if x else 0",
        "(helper := 3)",
        "try:\n    import helper\nexcept ImportError:\n    helper = None",
        "if True:\n    helper = 1\nelse:\n    helper = 2",
        "for helper in range(3):\n    pass",
        "with np.errstate(all='ignore'):\n    helper = np.log(np.ones(2))",
        "%%time\nhelper = 3",
        "%matplotlib inline\nhelper = 3\nhelper?",
        "helper = runtime.budget(full=9, quick=1)",
        "helper = layers.LSTM",
        "%time helper = 3",
        "helper = dict.fromkeys('ab', 0)",
        "helper = str.maketrans('ab', 'ba')",
        "import logging\nhelper = logging.getLogger('mine')",
        "import copy, json\nhelper = copy.deepcopy(json.loads('[1]'))",
        "def slow(x):\n    return x\nhelper = np.vectorize(slow)",
        "import functools\ndef slow(x):\n    return x\nhelper = functools.lru_cache(maxsize=None)(slow)",
        "from functools import cache\ndef slow(x):\n    return x\nhelper = cache(slow)",
    ],
)
def test_functions_classes_imports_and_constants_are_given(cell):
    result = found("def answer(x):\n    return helper", cell)
    assert [names for _, names in result.sources if "helper" in names]
    assert not result.missing


@pytest.mark.parametrize(
    "cell",
    [
        "helper = keras.Sequential([layers.Dense(1)])",
        "helper = model.fit(x, y)",
        "helper = open('file').read()",
        "helper = np.load('file.npy')",
        "helper = np.loadtxt('file')",
        "helper = data.load_imdb()",
        "def train():\n    ...\nhelper = train()",
        "def train(n):\n    ...\nhelper = list(map(train, range(9)))",
        "train = lambda n: n\nhelper = sorted([3], key=train)",
        "def train(n):\n    ...\nhelper = [train(n) for n in range(9)]",
        "def train(n):\n    ...\nhelper = max([1], key=lambda n: train(n))",
        "helper = await load()",
        "helper = !ls",
        "helper = %time train()",
        "%time helper = train()",
        "import json\nhelper = json.load(open('file'))",
        "helper = np.vectorize(train())",
        "def train(x):\n    ...\nhelper = np.vectorize(train)(3)",
        "import functools\ndef train(x):\n    ...\nhelper = functools.partial(train, 3)()",
        "import functools\ndef train(x):\n    ...\nhelper = functools.cache(train)(3)",
        "with open('file') as file:\n    helper = file.read()",
        "for helper in load():\n    pass",
        "model = load()\nhelper = model.history['loss'][-1]",
        "model = load()\nhelper = [1, model]",
        "helper = []\nhelper.append(load())",
        "helper = {}\nfor n in range(3):\n    helper[n] = load(n)",
        "helper = 0\nhelper += load()",
        "helper = input()",
        "helper = eval('3')",
        "helper = __import__('os')",
        "helper = getattr(np, 'load')('x')",
        "import os\nhelper = os.listdir()",
        "import subprocess\nhelper = subprocess.run(['ls'])",
    ],
)
def test_trainings_and_data_are_missing(cell):
    result = found("def answer(x):\n    return helper", cell)
    assert result.missing["helper"] is True
    assert not any("helper" in names for _, names in result.sources)


def test_a_name_that_nothing_gives_is_missing_and_made_nowhere():
    assert found("def answer(x):\n    return nothing", "x = 3").missing == {"nothing": False}


def test_definitions_bring_what_they_need_themselves_in_order():
    cells = [
        "import math",
        "SCALE = 2\nUNUSED = 3",
        "def root(x):\n    return SCALE * math.sqrt(x)",
        "class Table(Base):\n    size = SCALE\n    def get(self):\n        return root(late)",
        "class Base:\n    pass",
        "late = [SCALE]",
    ]
    result = found("def answer(x):\n    return Table().get()", *cells)
    assert not result.missing
    order = [names[0] for _, names in result.sources]
    assert sorted(order) == ["Base", "SCALE", "Table", "late", "math", "root"]
    assert order.index("Base") < order.index("Table") > order.index("SCALE")


@pytest.mark.parametrize(
    "answer, takes",
    [
        ("def answer(x, y=helper): return x", True),
        ("@helper\ndef answer(x): return x", True),
        ("def answer(x: helper): return x", True),
        ("def answer(x) -> helper: return x", True),
        ("answer = lambda x: helper", True),
        ("def answer(x):\n    def inner():\n        return helper\n    return inner()", True),
        ("def answer(x):\n    return [helper for _ in x]", True),
        ("def answer(x):\n    return [x for x in helper]", True),
        ("class A:\n    y = helper\ndef answer(x): return A", True),
        ("class A:\n    helper = 1\n    def f(self): return helper\ndef answer(x): return A", True),
        ("def answer(x):\n    global helper\n    helper += 1\n    return helper", True),
        ("def answer(x):\n    return helper.attribute[helper]", True),
        ("helper = helper + 1\ndef answer(x): return helper", True),
        ("def answer(x):\n    if x:\n        return helper\n    return 0", True),
        ("def answer(x):\n    del helper.entry\n    return 1", True),
        ("def answer(helper): return helper", False),
        ("def answer(*helper, **more): return helper", False),
        ("def answer(x):\n    helper = 1\n    return helper", False),
        ("def answer(x):\n    for helper in x:\n        pass\n    return helper", False),
        ("def answer(x):\n    return [helper for helper in x]", False),
        ("def answer(x):\n    return {helper: v for helper, v in x}", False),
        ("def answer(x):\n    return (lambda helper: helper)(x)", False),
        ("def answer(x):\n    import helper\n    return helper", False),
        ("def answer(x):\n    with x as helper:\n        return helper", False),
        ("def answer(x):\n    try:\n        pass\n    except E as helper:\n        return helper", False),
        ("def answer(x):\n    if (helper := x):\n        return helper", False),
        ("def answer(x):\n    return any((helper := y) for y in x) and helper", False),
        ("def answer(x):\n    match x:\n        case [helper, *_]:\n            return helper", False),
        ("def answer(x):\n    def helper(): return 1\n    return helper()", False),
        ("def answer(x):\n    helper = 1\n    def inner():\n        return helper\n    return inner", False),
        ("def answer(x):\n    helper = 1\n    def inner():\n        nonlocal helper\n        helper = 2\n"
         "    return helper", False),
        ("def helper(): return 1\ndef answer(x): return helper()", False),
        ("def answer(x): return helper()\ndef helper(): return 1", False),
        ("def answer(x):\n    return x.helper", False),
        ("def answer(x):\n    return x(helper=1)", False),
        ("def answer(x):\n    return 'helper'", False),
    ],
)  # fmt: skip
def test_free_names_are_found_as_the_compiler_finds_them(answer, takes):
    taken = [text for text in texts(answer, "helper = 3") if text == "helper = 3"]
    assert bool(taken) == takes


def test_ipython_syntax_in_an_answer_does_not_hide_its_names():
    for first in ("%%time", "%matplotlib inline", "!pip install x", "?len", "%%capture out"):
        assert texts(f"{first}\ndef answer(x):\n    return K", "K = 3") == ["K = 3"]


def test_await_at_the_top_is_read():
    assert "K = 3" in texts("import asyncio\nawait asyncio.sleep(K)", "K = 3")


# which definition


def test_the_last_one_above_the_answer_counts_else_the_first_below():
    assert value_of("K", "K", "K = 1", "K = 2", "K = 3", at=2) == 2
    assert value_of("K", "K", "x = 1", "K = 2", "K = 3", at=1) == 2


def test_an_assignment_takes_the_values_of_its_own_place():
    assert value_of("y", "y, x", "x = 1", "y = x + 1", "x = 5") == 2
    assert value_of("x", "y, x", "x = 1", "y = x + 1", "x = 5") == 5
    assert value_of("x", "x", "x = 1", "x += 2", "x = x * 2") == 6


def test_what_changes_a_constant_belongs_to_it():
    assert value_of("t", "t", "t = {}", "for n in range(3):\n    t[n] = n", "t['a'] = 1") == {
        0: 0, 1: 1, 2: 2, "a": 1}  # fmt: skip
    assert value_of("t", "t", "t = [3, 1]", "t.append(2)\nt.sort()") == [1, 2, 3]
    assert value_of("t", "t", "t = [1]", "t.append(2)", "t.append(3)", at=2) == [1, 2]
    assert value_of("t", "t", "t = np.zeros(3)", "t[1] += 4").tolist() == [0, 4, 0]
    assert value_of("C", "C", "class C:\n    n = 1", "C.n = 2").n == 2


@pytest.mark.parametrize(
    "use",
    ["t.index(model)", "t.format(model)", "print(t, model)", "model.fit(t)", "t", "t[model]", "t == model",
     "model.append(t)", "len(t) + model", "ax.plot(t, model)"],
)  # fmt: skip
def test_what_only_uses_a_constant_does_not_change_it(use):
    result = found("t", "t = 'abc'", "model = load()", use)
    assert [text for text, _ in result.sources] == ["t = 'abc'"] and not result.missing


@pytest.mark.parametrize(
    "use",
    ["t.append(model)", "t.extend(model)", "t[0] = model", "t += model", "t.update(model)", "del t[model]",
     "model.shuffle(t)", "heapq.heapify(t, model)",
     "t.inner.sort(key=model)", "for t[0] in model: pass", "t.name = model"],
)  # fmt: skip
def test_what_a_training_changes_is_missing(use):
    assert found("t", "t = [1]", "model = load()", use).missing == {"t": True}


def test_imports_of_two_parts_of_a_package_are_both_there():
    assert texts("os", "import os.path", "import os.path as p\nimport os.nothing") == [
        "import os.path",
        "import os.nothing",
    ]


def test_the_students_own_cell_beats_the_labs_and_a_deleted_one_is_the_labs():
    lab = ["def f():\n    return 'lab'", "K = 'lab'"]
    assert value_of("K", "f(), K", "K = 'own'", lab=lab) == "own"
    assert value_of("f", "f(), K", "K = 'own'", lab=lab)() == "lab"
    assert value_of("K", "f(), K", "x = 1", "K = 'own'", at=0, lab=lab) == "own"


def test_a_training_of_the_student_hides_the_labs_constant():
    assert found("K", "K = load()", lab=["K = 3"]).missing == {"K": True}


def test_known_names_stay_unless_a_cell_between_gives_them_again():
    assert texts("np.zeros(n)", "n = 3") == ["n = 3"]
    known = SETUP | {"helper": 5}  # of the answer in cell 5
    other = [Others(9, [(3, "helper = 3"), (7, "x = 1"), (11, "helper = 11")])]
    assert needed("helper", other, known) == Needed()
    other = [Others(9, [(3, "helper = 3"), (7, "def helper(): return 7")])]
    assert [source.text for source in needed("helper", other, known).sources] == [
        "def helper():\n    return 7"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "def np(): pass",
        "class np: pass",
        "np = 3",
        "import math as np",
        "import np",
        "from math import (\n    sqrt, np)",
        "for np in [1]: pass",
        "a, np = 1, 2",
        "if True:\n    np = 3",
        "np: int = 3",
        "(np := 3)",
        "x = 1; np = 2",
    ],
)
def test_a_cell_that_gives_a_known_name_again_is_not_overlooked(cell):
    assert texts("def answer():\n    return np", cell)


@pytest.mark.parametrize(
    "cell", ["x = np.zeros(3)", "x = np.array([1], dtype=int)", "np.zeros(3)", "if np == 3: pass",
             "# np = 3", "print(np.ones(3).sum(axis=0))", "y = [np for np in x]"]
)  # fmt: skip
def test_a_cell_that_only_uses_a_known_name_gives_nothing(cell):
    assert texts("def answer():\n    return np", cell) == []


def test_builtins_are_known_until_a_cell_gives_them_another_value():
    assert texts("def answer(x):\n    return max(len(x), int(x), get_ipython())", "y = 1") == []
    assert texts("def answer(x):\n    return max(x)", "def max(x):\n    return 3")
    assert texts("def answer(x):\n    return max(x)", "max(3, 4)") == []


def test_a_star_import_is_tried_where_nothing_else_gives_a_name():
    assert texts("sqrt(3)", "from math import *") == ["from math import *"]
    assert texts("np.sqrt(3)", "from math import *") == []


@pytest.mark.parametrize(
    "cell", ["def f(:", "x = = 3", "this is prose", "<<<<<<< HEAD\nK = 3\n", "print 'K'", "\0", ""]
)
def test_cells_that_are_no_python_are_left_out(cell):
    assert texts("K", cell, "K = 3") == ["K = 3"]
    assert needed(cell, [Others(0, [])], SETUP).sources == ()


def test_circles_and_long_chains_end():
    assert found("f()", "def f(): return g()", "def g(): return f()").missing == {}
    assert found("a", "a = b", "b = a").missing == {"a": True}
    chain = [f"x{n} = x{n + 1}" for n in range(3_000)] + ["x3000 = 1"]
    needed("x0", [Others(0, [*enumerate(chain, 1)])], SETUP)


# the labs


def lab_cells():
    import nbformat

    for path in labs_in(ROOT / "solutions"):
        cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
        setup = next(cell.source for cell in cells if grade_id_of(cell) == "setup")
        calls = [
            check_call(cell.source, setup).function for cell in cells if mark_of(cell).get("grade")
        ]
        for place, cell in enumerate(cells):
            if mark_of(cell).get("solution"):
                yield path.stem, cells, place, calls


@pytest.mark.parametrize(
    "lab, cells, place, calls", [pytest.param(*one, id=f"{one[0]} {one[2]}") for one in lab_cells()]
)
def test_no_solution_needs_another_cell(lab, cells, place, calls, keras):
    setup = next(cell.source for cell in cells if grade_id_of(cell) == "setup")
    known = dict.fromkeys(names_of(parsed(setup).body).binds, -1)
    for number, cell in enumerate(cells[:place]):
        if mark_of(cell).get("solution"):
            known |= dict.fromkeys(names_of(parsed(cell.source).body).binds, number)
    others = [(number, cell.source) for number, cell in enumerate(cells) if not mark_of(cell)]
    result = needed(cells[place].source, [Others(place, others)], known)
    assert result == Needed()
    sources = [cell.source for cell in cells]
    functions = names_of(parsed(cells[place].source).body).binds & set(calls)
    assert functions
    for function in functions:
        assert missing_later(function, sources, place, calls) == []
