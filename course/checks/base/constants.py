"""What counts as a constant of a notebook: what can be made again in no time, without a file.

A constant is a value that is made of literals and of other constants: by operators, containers, comprehensions,
attributes and indices, by calls of plain builtins and of numpy (but what reads or writes files) and of a few
modules of the standard library, and by methods of constants. Loops, conditions and `try` made of such things
count, and so does what changes a constant, such as `table["a"] = 1`. A call of anything else (a layer, a
loader, a function of the notebook) may take minutes, so its result is no constant and the name is missing.
"""

import ast
from collections.abc import Sequence
from typing import NamedTuple

PLAIN_BUILTINS = frozenset(
    "abs all any ascii bin bool bytearray bytes chr complex dict divmod enumerate filter float format frozenset"
    " hash hex int isinstance iter len list map max min next oct ord pow print range repr reversed round set"
    " slice sorted str sum tuple type zip".split()
)
PLAIN_MODULES = frozenset(
    "abc bisect cmath collections copy dataclasses datetime decimal enum fractions functools heapq itertools"
    " json logging math numpy operator random re statistics string textwrap types typing unicodedata".split()
)
FILES = frozenset(
    "load loadtxt genfromtxt fromfile fromregex memmap DataSource save savez savetxt".split()
)
# What makes a function of the one that it is handed, and calls it later.
WRAPPERS = frozenset("partial vectorize frompyfunc cache lru_cache".split())
# What the labs' setup cells import, under the name that they give it.
USUAL = {"np": "numpy", "runtime": "course.runtime"}
BUDGET = ["course", "runtime", "budget"]  # chooses one of two numbers


def modules_of(nodes: Sequence[ast.AST]) -> dict[str, str]:
    """{name: what it stands for, such as "numpy" or "math.sqrt"} of the imports among some statements."""
    found = {}
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Import):
            for entry in node.names:
                found[entry.asname or entry.name.split(".")[0]] = (
                    entry.name if entry.asname else entry.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for entry in node.names:
                found[entry.asname or entry.name] = f"{node.module}.{entry.name}"
    return found


def is_plain_call(module: str, path: Sequence[str]) -> bool:
    """Whether a call of `module.path...` only computes: it is quick, reads nothing and writes nothing."""
    whole = [*module.split("."), *path]
    if whole == BUDGET:
        return True
    return whole[0] in PLAIN_MODULES and len(whole) > 1 and not FILES & set(whole)


class Calls(NamedTuple):
    """What a statement calls when it runs.

    Attributes:
        names: of what it calls, as ("np", "random", "default_rng").
        handed: names that it hands to what it calls, which may call them.
    """

    names: list[tuple[str, ...]]
    handed: list[str]


def calls_of(statement: ast.stmt) -> Calls | None:
    """The Calls of a statement; None if it does what no constant does, such as to wait."""
    calls = Calls([], [])
    waiting: list[tuple[ast.AST, bool]] = [(statement, False)]
    while waiting:
        node, is_handed = waiting.pop()
        if isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith)):
            return None
        if isinstance(node, ast.Call):
            called = _called(node.func)
            calls.names.extend(called)
            is_handed = not any(_wraps(path) for path in called)
            if is_handed and isinstance(node.func, ast.Call):  # what `vectorize(f)(3)` calls is f
                inside = ast.walk(node.func)
                calls.handed.extend(part.id for part in inside if isinstance(part, ast.Name))
        if isinstance(node, ast.Name) and is_handed:
            calls.handed.append(node.id)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
        elif isinstance(node, ast.Lambda) and not is_handed:
            inner = [*node.args.defaults]  # its body runs later
        else:
            inner = [*ast.iter_child_nodes(node)]
        waiting += [(part, is_handed) for part in inner]
    return calls


def makes_function(statement: ast.stmt) -> bool:
    """Whether a statement gives a name to something that runs a student's code when it is called."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return True
    return any(isinstance(node, ast.Lambda) for node in ast.walk(statement))


def _wraps(path: tuple[str, ...]) -> bool:
    """Whether a call makes a function of the one that it is handed, as `lru_cache(maxsize=9)(f)` does."""
    return path[-1] in WRAPPERS or path[-2:] == ("lru_cache", "()")


def _called(function: ast.expr) -> list[tuple[str, ...]]:
    """The call of a name and of its attributes; nothing for a method of a literal or of a call's value."""
    path: list[str] = []
    node = function
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        if isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        elif isinstance(node, ast.Subscript):
            path.insert(0, "[]")
            node = node.value
        else:
            node, path = node.func, []
            path = ["()"]
    if isinstance(node, ast.Name):
        return [(node.id, *path)]
    return []
