"""All mutants of a right answer, each with one change and a text that names it."""

import ast
import difflib
import re
import warnings
from typing import NamedTuple

import numpy as np

from tests.mutants.field import FIELD
from tests.mutants.operators import OPERATORS, Facts
from tests.mutants.tree import changed, parameters, spots
from tests.mutants.whole import WHOLE


class Mutant(NamedTuple):
    """A right answer with one change.

    Attributes:
        source: the name of its Source.
        key: the change and the line it is made in, as `equal/` names it: "n -> n + 1 | for t in range(n):".
        tree: ast.Module of all the functions that it needs.
        diff: the change in the text that `ast.unparse` writes, lines with - and +.
    """

    source: str
    key: str
    tree: ast.Module
    diff: tuple[str, ...]


def mutants(source, inputs=(), expected=None, seen=None):
    """The Mutants of a Source, in a fixed order, as a list.

    Args:
        source: Source.
        inputs: of the notebook's first case.
        expected: what that case asks for.
        seen: set of texts of mutants that are not made again; those made here are added.
    """
    seen = set() if seen is None else seen
    seen.add(_normal(whole(source), source.answer))
    found, keys = [], {}
    for name in source.mutated:
        function, lines = source.functions[name]
        facts = _facts(function, inputs if name == source.answer else (), expected)
        for spot in spots(function):
            for operator in (*OPERATORS, *FIELD, *WHOLE):
                for change in operator(spot, facts):
                    new = _function(function, spot.path, change.new)
                    tree = whole(source, name, new)
                    text = _normal(tree, source.answer)
                    if text in seen or not _compiles(tree):
                        continue
                    seen.add(text)
                    key = _key(spot, change, lines)
                    if name != source.answer:
                        key = f"{name}: {key}"
                    keys[key] = keys.get(key, 0) + 1
                    if keys[key] > 1:  # the same change elsewhere in the line
                        key = f"{key} #{keys[key]}"
                    found.append(Mutant(source.name, key, tree, _diff(function, new)))
    return found


def whole(source, name=None, new=None):
    """ast.Module of a Source's functions, that of `name` replaced by `new`."""
    functions = {one: tree for one, (tree, _) in source.functions.items()}
    if name is not None:
        functions[name] = new
    return ast.Module(list(functions.values()), [])


def _function(function, path, new):
    return changed(function, path, new) if path else ast.fix_missing_locations(new)


def _facts(function, inputs, expected):
    strings = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = dict(zip(parameters(function), inputs, strict=False))
    is_number = isinstance(expected, (int, float, np.number))
    return Facts(named, is_number, tuple(dict.fromkeys(strings)))


def _key(spot, change, lines):
    told = change.told or f"{_text(spot.node)} -> {_text(change.new)}"
    around = [node for node in (*spot.above, spot.node) if hasattr(node, "lineno")]
    return f"{told} | {lines[around[-1].lineno - 1].strip()}"


def _text(new):
    if isinstance(new, list):
        return "; ".join(map(_text, new))
    text = " ".join(_unparsed(new).split())
    return re.sub(r"\bfor \((.*?)\) in ", r"for \1 in ", text)  # as Python 3.11 and later write it


def _unparsed(node):
    return ast.unparse(ast.fix_missing_locations(node))


def _normal(tree, answer):
    """The text of a mutant, whatever its answer is called."""
    return re.sub(rf"\b{answer}\b", "answer", ast.unparse(tree))


def _compiles(tree):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<mutant>", "exec")
        return True
    except (SyntaxError, ValueError):
        return False


def _diff(old, new):
    before, after = (ast.unparse(tree).splitlines() for tree in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    return tuple(line for line in lines if not line.startswith("@@"))
