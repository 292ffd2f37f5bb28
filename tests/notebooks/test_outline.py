"""What a cell defines, told from its text."""

import ast
import subprocess
import sys

import nbformat
import pytest

from course.cells import function_of, mark_of
from course.files import ROOT, labs_in
from course.notebooks import outline
from tests.answers import answers
from tests.classroom import cell as cell_of

STUB = '''def f(x):
    """What it does.

    Returns a number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
'''


def is_stub(source, function="f"):
    return outline.is_stub(outline.code_of(source), function)


def defined(source):
    """(whole, certain) of each definition of f."""
    found = outline.definitions(outline.code_of(source), "f")
    return [(definition.whole, definition.certain) for definition in found]


@pytest.mark.parametrize(
    "source",
    [
        STUB,
        STUB.replace("\n", "\r\n"),
        STUB.replace("    # YOUR CODE HERE\n", ""),
        STUB.replace("    raise NotImplementedError()\n", ""),  # only the comment was left
        STUB.replace("raise NotImplementedError()", "pass  # later"),
        STUB.replace("raise NotImplementedError()", "..."),
        STUB.replace("()\n", "('not yet')\n"),
        STUB.replace('"""', "'''"),
        STUB.replace("f(x)", "f(\n    x,\n    y=(1, 2),\n)"),
        STUB.replace("f(x)", "f(x: int, y: str = 'a:b') -> dict[str, int]"),
        "def f(x): raise NotImplementedError",
        "async def f(x):\n    ...",
        "",
        " \n\t\n",
        "# YOUR CODE HERE\n",
        "    # YOUR CODE HERE\n    raise NotImplementedError()\n",  # what is left of it after a split
        '"""def f(x):\n    return 1\n"""\n' + STUB,  # an old attempt as a text
    ],
)
def test_a_stub_does_nothing(source):
    assert is_stub(source)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return 1",
        "def f(x): return 1",
        "def f(x): return g(x)[1:2]",
        STUB.replace("    # YOUR", "    return 1\n    # YOUR"),  # filled in above the stub's lines
        STUB + "    return 2\n",
        STUB.replace("raise NotImplementedError()", "raise ValueError()"),
        "f = lambda x: 1",
        STUB.replace("f(", "g(") + "f = g",
        "import numpy",
        "def f(x):\n    if x:\n        pass\n    return 3",
        STUB + "\ndef f(x):\n    return 1\n",
        "class f:\n    def __call__(self, x):\n        return 1",
        "def f(\n    x\n):\n    return [\n1,\n]",
    ],
)
def test_what_is_no_stub(source):
    assert not is_stub(source)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("def f(x):\n    return 1", [(True, True)]),
        ("async  def f(x):\n    return 1", [(True, True)]),
        ("@cache\ndef f(x):\n    return 1", [(True, True)]),
        ("def f[T](x: T) -> T:\n    return x", [(True, True)]),
        ("f = lambda x: x", [(True, True)]),
        ("f: Callable = g", [(True, True)]),
        ("f = np.linalg.norm  # its name", [(True, True)]),
        ("f = vectorize(g)", [(True, False)]),
        ("f = 3", [(True, False)]),
        ("f = None", [(True, False)]),
        ("f = cached(f)", [(False, False)]),
        (STUB + "def f(x):\n    return 1", [(False, True), (True, True)]),
        ("if True:\n    def f(x):\n        return 1", []),
        ("def g(x):\n    def f(x):\n        return 1", []),
        ("def ff(x):\n    return f(x)", []),
        ("f == 3", []),
        ("f(3)", []),
        ("# def f(x):\nprint('''\ndef f(x):\n''')", []),
        ('x = "it\'s"\ny = """\ndef f(x):\n    return 1\n"""', []),
        ("y = '''\\'''\ndef f(x):\n    return 1\n'''", []),
        ("%%writefile f.py\ndef f(x):\n    return 1", []),
        ("%%time\ndef f(x):\n    return 1", [(True, True)]),
        ("!echo it's\ndef f(x):\n    return 1", [(True, True)]),
        ("def f(x:\ndef f(x):\n    return 1", [(True, True), (True, True)]),
    ],
)
def test_definitions(source, expected):
    assert defined(source) == expected


def test_lines_stay_where_they_are():
    source = 'a = """x\ny"""  # """\n' + STUB + "b = 'x\\\ny'\n"
    assert outline.code_of(source).count("\n") == source.count("\n")
    whole = "def f(x):\n    return 1\n\n"
    kept = outline.without_stubs(whole + STUB + "print(f(1))\n", "f")
    assert kept.count("\n") == (whole + STUB).count("\n") + 1
    assert kept.startswith(whole) and kept.endswith("\nprint(f(1))\n") and "raise" not in kept
    assert outline.without_stubs(STUB + whole, "f") == STUB + whole
    assert outline.without_stubs(STUB, "f") == STUB


@pytest.mark.parametrize("path", labs_in(ROOT / "labs"), ids=lambda path: path.stem)
def test_every_lab_s_cells_are_read_as_python_reads_them(path):
    solution = nbformat.read(ROOT / "solutions" / path.name, as_version=4)
    count = 0
    for lab_cell, solved in zip(nbformat.read(path, 4).cells, solution.cells, strict=True):
        if solved.cell_type != "code":
            continue
        tree = ast.parse(solved.source)
        names = [n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        assert outline.defined_names(outline.code_of(solved.source)) == names
        if mark_of(solved).get("solution"):
            function = function_of(mark_of(solved)["grade_id"])
            assert is_stub(lab_cell.source, function) and not is_stub(solved.source, function)
            count += 1
    assert count


@pytest.mark.parametrize("lab", ["recurrence", "addition_rnn", "sentiment", "seq2seq"])
def test_every_answer_of_the_banks_is_seen(lab):
    for entry in answers(lab):
        function = function_of(entry.exercise)
        source = cell_of(entry.function, function)
        found = outline.definitions(outline.code_of(source), function)
        assert found and found[-1].whole, source


HOSTILE = {
    "quotes": '"""' + '\\"""' * 40_000,
    "quotes that end in a backslash": "'''" + "\\'''" * 40_000 + "\\",
    "single quotes": "'" * 199_999,
    "backslashes": '"' + "\\" * 199_998,
    "headers": "def f(" * 33_000,
    "headers on lines": "def f(x\n" * 25_000,
    "functions": "def f(x):\n" * 20_000,
    "brackets": "def f(" + "(" * 199_990,
    "closed brackets": "def f(" + ")" * 199_990,
    "assignments": "f = f\n" * 33_000,
    "annotations": "f" + ":" * 199_990,
    "blanks": "def" + " " * 199_000 + "f",
    "comments": "#" * 199_999,
    "names": "def a():\n" * 22_000,
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time")
def test_hostile_cells_take_no_time_that_grows_with_their_square():
    """Each takes some milliseconds; one that is looked through again for each of its signs takes minutes."""
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (30, 30))\n"
        "from course.notebooks import outline\n"
        "from tests.notebooks.test_outline import HOSTILE\n"
        "for source in HOSTILE.values():\n"
        "    code = outline.code_of(source)\n"
        "    outline.is_stub(code, 'f'), outline.without_stubs(source, 'f')\n"
        "    outline.defined_names(code), outline.mentions(code, 'f'), outline.continues(code)\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "done\n", done.stderr[-500:]
