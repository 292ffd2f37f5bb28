"""Faults of a whole function: an argument that does not count, a state that is kept between calls."""

import ast

import numpy as np

from tests.mutants.tree import (
    Change,
    copied,
    is_docstring,
    names_stored,
    parameters,
    statements,
)

KEPT = "kept_"  # the name of what a mutant keeps between calls, a set in its namespace
LONGEST = 60  # characters of a value that stands in for an argument
CHANGES_A_LIST = {"append", "extend", "add", "update", "insert", "pop", "setdefault"}


def arguments(spot, facts):
    """A parameter is always what it is in the notebook's first case; an array is 0 everywhere."""
    node = spot.node
    if not isinstance(node, ast.FunctionDef) or spot.above:
        return
    for name in parameters(node):
        if name not in facts.inputs:
            continue
        value = facts.inputs[name]
        if _is_short(value):
            text = repr(value)
            told = f"{name} is always as in the notebook's first case"
            yield Change(_beginning(node, f"{name} = {text}"), told)
        if isinstance(value, np.ndarray) and value.dtype.kind in "if":
            yield Change(_beginning(node, f"{name} = 0 * {name}"), f"{name} is 0 everywhere")
        elif isinstance(value, np.ndarray) and value.dtype.kind == "b":
            yield Change(_beginning(node, f"{name} = ~{name}"), f"{name} is turned round")


def sizes(spot, facts):
    """len(x) and x.shape[i] are always what they are in the notebook's first case."""
    node = spot.node
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len" and node.args:
        value = facts.inputs.get(getattr(node.args[0], "id", None))
        if isinstance(value, (list, str, tuple, np.ndarray)):
            told = f"{ast.unparse(node)} -> what it is in the notebook's first case"
            yield Change(ast.Constant(len(value)), told)
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "shape":
        value = facts.inputs.get(getattr(node.value.value, "id", None))
        place = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(value, np.ndarray) and type(place) is int and place < value.ndim:
            told = f"{ast.unparse(node)} -> what it is in the notebook's first case"
            yield Change(ast.Constant(value.shape[place]), told)
            other = (place + 1) % value.ndim
            if other != place:
                yield Change(copied(node, slice=ast.Constant(other)))


def state(spot, facts):
    """total = 0 happens once, in the first call: what it counts is kept between calls."""
    node = spot.node
    if not isinstance(node, ast.FunctionDef) or spot.above:
        return
    given = set(parameters(node))
    for place, one in enumerate(node.body):
        if not isinstance(one, ast.Assign):
            continue
        kept = sorted(
            set().union(*map(names_stored, one.targets)) & _updated(node.body[place + 1 :])
        )
        if not kept or given & set().union(*map(names_stored, one.targets)):
            continue
        made = sorted(set().union(*map(names_stored, one.targets)))
        once = statements(f"if {place} not in {KEPT}:\n    {KEPT}.add({place})")
        once[0].body.append(one)
        rest = [ast.Global(made), *node.body[:place], *once, *node.body[place + 1 :]]
        yield Change(copied(node, body=rest), f"{', '.join(kept)} of the first call is kept")


def defaults(spot, facts):
    """A parameter with a default value begins with another one."""
    node = spot.node
    if isinstance(node, ast.FunctionDef) and spot.above:
        for name in parameters(node):
            if sum(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node)) > 0:
                new = _beginning(node, f"{name} = 0 * {name}")
                yield Change(new, f"{name} of {node.name} is 0")


WHOLE = (arguments, sizes, state, defaults)


def _beginning(function, line):
    """A function with one more line at its beginning, after its docstring."""
    after = int(bool(function.body) and is_docstring(function.body[0]))
    body = [*function.body[:after], *statements(line), *function.body[after:]]
    return copied(function, body=body)


def _is_short(value):
    """Whether a value can be written down: numbers, texts, and short lists and tuples of them."""
    if isinstance(value, (list, tuple)):
        return len(repr(value)) <= LONGEST and all(map(_is_short, value))
    return type(value) in (int, float, bool, str) and len(repr(value)) <= LONGEST


def _updated(body):
    """Names whose values a later statement changes."""
    found = set()
    for one in (node for statement in body for node in ast.walk(statement)):
        if isinstance(one, ast.AugAssign):
            target = one.target
            found |= {_base(target)}
        elif isinstance(one, ast.Assign):
            for target in one.targets:
                found |= names_stored(target)
                found |= {_base(t) for t in ast.walk(target) if isinstance(t, ast.Subscript)}
        elif isinstance(one, ast.Call) and getattr(one.func, "attr", "") in CHANGES_A_LIST:
            found |= {_base(one.func.value)}
    return found - {None}


def _base(node):
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return getattr(node, "id", None)
