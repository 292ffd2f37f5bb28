"""A cell without a kernel: what can run of it has run, IPython's syntax is understood, await works."""

import asyncio
import sys
import textwrap
import types

import pytest

from course.checks.base.running import PipeLoops, run_cell
from course.checks.base.syntax import NEWER, newer_syntax, parsed


def ran(source, *, seconds=20, **more):
    """(namespace, problems as text) of a cell."""
    names = {"get_ipython": None}
    problems = run_cell(textwrap.dedent(source), names, "<a cell>", seconds, **more)
    return names, [str(problem) for problem in problems]


def test_a_cell_runs():
    names, problems = ran("x = 3\ndef f():\n    return x")
    assert names["f"]() == 3 and problems == []


@pytest.mark.parametrize(
    "failing, problem",
    [
        ("from google.colab import drive", "ModuleNotFoundError: No module named 'google.colab'"),
        ("drive.mount('/content')", "NameError: name 'drive' is not defined"),
        ("open('/nothing/here')", "FileNotFoundError"),
        ("raise SystemExit(1)", "SystemExit: 1"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import re; re.compile('(')", "missing ), unterminated subpattern"),
        ("print('a'", None),
    ],
)
def test_what_can_run_of_a_setup_cell_has_run(failing, problem):
    names, problems = ran(f"a = 1\n{failing}\nimport math\nprint(math.pi)\nb = 2", whole=True)
    if problem is None:  # the whole cell is no Python
        assert "SyntaxError" in problems[0] and "b" not in names
        return
    assert names["a"] == 1 and names["b"] == 2 and names["math"]
    assert len(problems) == 1 and problem.replace("google.colab", "google") in problems[0].replace(
        "google.colab", "google"
    )
    assert problems[0].endswith("(line 2)")


def test_below_a_failure_an_answers_definitions_run_and_nothing_else():
    names, problems = ran(
        """
        kept = 1
        def f(): return 1
        1 / 0
        kept = 2
        def f(): return 2
        def g(): return 3
        from math import pi
        class C: pass
        new = 5
        kept += 1
        print(1 / 0)
        for new in (): pass
        """
    )
    assert names["kept"] == 1 and names["f"]() == 1  # as they are in the notebook
    assert names["g"]() == 3 and names["pi"] and names["C"] and names["new"] == 5
    assert problems == ["ZeroDivisionError: division by zero (line 4)"]


def test_below_a_statement_that_takes_too_long_definitions_run_too():
    names, problems = ran(
        "import time\nx = 1\ntime.sleep(60)\ndef f(): return x\nwhile True: pass", seconds=0.3
    )
    assert names["f"]() == 1
    assert problems == ["it did not end within 0.3 seconds (line 3)"]
    names, problems = ran("while True: pass\nx = [1 for _ in iter(int, 1)]\ny = 1", seconds=0.3)
    assert "x" not in names and len(problems) == 1


@pytest.mark.parametrize(
    "source, line",
    [("\n\n1/0", 3), ("%%time\n1/0", 2), ("\n%%time\n\n1/0", 4), ("%%time\n%%capture\nx = 1\n1/0", 4),
     ("!ls\n%cd x\n1/0", 3), ("def f():\n  return 1/0\nf()", 2)],
)  # fmt: skip
def test_problems_name_the_line_of_the_cell(source, line):
    names = {"get_ipython": lambda: types.SimpleNamespace(system=print, run_line_magic=print)}
    (problem,) = run_cell(source, names, "<a cell>", 9)
    assert problem.line == line and problem.text == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "source, line",
    [
        ("\nx = = 3", 2),
        ("%%time\n\nx = = 3", 3),
        ("x = 1\n  y = 2", 2),
        ("\0", 0),
        ("def f():\n    return 1\n\0", 0),
    ],
)
def test_syntax_errors_name_the_line_of_the_cell(source, line):
    (problem,) = run_cell(source, {}, "<a cell>", 9)
    assert problem.line == line and "Error" in problem.text


@pytest.mark.parametrize(
    "source",
    [
        "import asyncio\nx = 1\nawait asyncio.sleep(0)\nx = 3",
        "import asyncio\nx = await asyncio.sleep(0.01, 3)",
        "async def numbers():\n    yield 3\nasync for x in numbers():\n    pass",
        "async def numbers():\n    yield 3\nx, = [n async for n in numbers()]",
        "import contextlib\n@contextlib.asynccontextmanager\nasync def c():\n    yield 3\n"
        "async with c() as x:\n    pass",
        "import asyncio\nx = sum(await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2)))",
        "import asyncio\ntask = asyncio.ensure_future(asyncio.sleep(0, 3))\nx = await task",
        "import asyncio\nx = await asyncio.to_thread(lambda: 3)",
        "import asyncio\nx = await asyncio.wait_for(asyncio.sleep(0, 3), 5)",
        "%%time\nimport asyncio\nx = await asyncio.sleep(0, 3)",
    ],
)
def test_await_at_the_top_works(source):
    names, problems = ran(source)
    assert problems == [] and names["x"] == 3


def test_a_task_belongs_to_the_loop_that_runs_it_whoever_ran_one_before():
    asyncio.run(asyncio.sleep(0))  # leaves this thread without a loop
    names, problems = ran("import asyncio\ntask = asyncio.ensure_future(asyncio.sleep(0, 3))")
    more, others = ran(
        "import asyncio\nasyncio.get_event_loop().run_until_complete(asyncio.sleep(0))\nx = 3"
    )
    assert problems == others == [] and more["x"] == 3


def test_await_works_where_a_loop_is_running_already():
    async def kernel():
        return ran("import asyncio\nx = await asyncio.sleep(0, 3)")

    names, problems = asyncio.run(kernel())
    assert problems == [] and names["x"] == 3


def test_an_await_that_never_ends_is_ended():
    names, problems = ran("import asyncio\nawait asyncio.sleep(60)\nx = 3", seconds=0.3)
    assert problems == ["it did not end within 0.3 seconds (line 2)"] and names["x"] == 3
    assert ran("import asyncio\ny = await asyncio.sleep(0, 4)")[0]["y"] == 4  # the loop still works


def test_asyncio_run_works_without_sockets(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("socket.socketpair", refuse)
    monkeypatch.setattr("socket.socket", refuse)
    asyncio.set_event_loop_policy(PipeLoops())
    try:
        names, problems = ran(
            "import asyncio\nasync def f():\n    return await asyncio.to_thread(lambda: 3)\n"
            "x = asyncio.run(f())"
        )
    finally:
        asyncio.set_event_loop_policy(None)
    assert problems == [] and names["x"] == 3


def test_futures_hold_for_the_whole_cell():
    names, problems = ran(
        "from __future__ import annotations\ndef f(x: nothing) -> nobody:\n    return 3"
    )
    assert problems == [] and names["f"](1) == 3


def test_futures_hold_for_later_cells():
    names, problems = ran("from __future__ import annotations, division")
    assert problems == []
    assert run_cell("def f(x: nothing) -> nobody:\n    return 3", names, "<a cell>", 9) == []


@pytest.mark.parametrize(
    "cell",
    ["%time x = 3", "x = 1\n%time x += 2", "%time x, y = 3, 4", "for x in (1, 3):\n    %time x"],
)
def test_what_a_time_magic_runs_is_code(cell):
    magics = types.SimpleNamespace(run_line_magic=lambda *_: None)
    names = {"get_ipython": lambda: magics}
    assert run_cell(cell, names, "<a cell>", 9) == [] and names["x"] == 3


def test_nothing_of_this_modules_own_syntax_leaks_in():
    assert ran("x = compile('1', '', 'eval').co_flags")[1] == []


# newer syntax


@pytest.mark.parametrize(
    "line, version",
    [
        ("try:\n    pass\nexcept* E:\n    pass", (3, 11)),
        ("type Row = list[int]", (3, 12)),
        ("def first[T](row: list[T]) -> T:", (3, 12)),
        ("class Box[T]:", (3, 12)),
        ("x = f'{f'{1}'}'", (3, 12)),
        ("def f[T = int](x): pass", (3, 13)),
        ("x = t'{1}'", (3, 14)),
        ("except ValueError, KeyError:", (3, 14)),
    ],
)
def test_newer_syntax_names_both_versions(line, version, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, version[1] - 1, 0))
    number = line.count("\n") and 3 or 1
    clause = newer_syntax(line, number, f"3.{version[1]}.2")
    assert f"Python 3.{version[1]}.2" in clause and f"this is 3.{version[1] - 1}" in clause
    # no newer notebook, no newer syntax
    assert newer_syntax(line, number, f"3.{version[1] - 1}.9") == ""
    assert newer_syntax(line, number, "") == ""
    monkeypatch.setattr(sys, "version_info", (3, version[1], 0))
    assert newer_syntax(line, number, f"3.{version[1]}.2") == ""


@pytest.mark.parametrize(
    "line", ["def f(x)", "x = = 3", "return", "print 'x'", "type(x) = 3", "x = 'a"]
)
def test_ordinary_mistakes_are_not_blamed_on_the_version(line, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert newer_syntax(line, 1, "3.14.0") == ""
    assert len(NEWER) == 4


def test_a_problem_says_so(monkeypatch):
    if sys.version_info >= (3, 14):
        pytest.skip("this Python knows all of it")
    (problem,) = run_cell("def f():\n    return t'{1}'", {}, "<a cell>", 9, python="3.14.1")
    assert "the notebook was written with Python 3.14.1, this is 3." in problem.text


def test_magic_bodies_are_read():
    assert [node.lineno for node in parsed("%%capture out\nx = 1\n\ny = 2").body] == [2, 4]
    assert len(parsed("%%bash\nls\nx = 1").body) == 1
