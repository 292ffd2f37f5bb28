"""Places in a syntax tree, and how to change one of them."""

import ast
import copy
from typing import NamedTuple

SKIPPED = {"annotation", "returns", "decorator_list", "ctx", "type_comment", "type_params"}


class Spot(NamedTuple):
    """A node and where it stands.

    Attributes:
        path: fields and indices from the root to the node.
        node: ast.AST.
        above: the nodes around it, outermost first.
    """

    path: tuple
    node: ast.AST
    above: tuple

    @property
    def parent(self):
        return self.above[-1] if self.above else None

    @property
    def field(self):
        """The name of the parent's field that holds the node, "" for the root."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def function(self):
        """The innermost function around the node, or itself."""
        around = (*self.above, self.node)
        return next(node for node in reversed(around) if isinstance(node, ast.FunctionDef))


class Change(NamedTuple):
    """What may stand in place of a node.

    Attributes:
        new: a node, or a list of statements.
        told: what changes, in a line, or None for "old -> new".
    """

    new: object
    told: str | None = None


def spots(root):
    """All Spots of a tree in the order of the text; not docstrings, annotations and decorators."""
    yield from _below(root, (), ())


def _below(node, path, above):
    yield Spot(path, node, above)
    for name, value in ast.iter_fields(node):
        if name in SKIPPED:
            continue
        if isinstance(value, ast.AST):
            yield from _below(value, (*path, name), (*above, node))
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, ast.AST) and not is_docstring(entry):
                    yield from _below(entry, (*path, name, index), (*above, node))


def is_docstring(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def changed(root, path, new):
    """A copy of a tree with `new` (a node or a list of statements) at `path`."""
    root = copy.deepcopy(root)
    new = copy.deepcopy(new)
    parent = root
    for step in path[:-1]:
        parent = parent[step] if isinstance(step, int) else getattr(parent, step)
    last = path[-1]
    if isinstance(last, str):
        setattr(parent, last, new)
    elif isinstance(new, list):
        parent[last : last + 1] = new or [ast.Pass()]
    else:
        parent[last] = new
    return ast.fix_missing_locations(root)


def copied(node, **fields):
    """A copy of a node with other values in some fields."""
    node = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(node, name, copy.deepcopy(value))
    return node


def expression(template, **parts):
    """An expression from text in which names stand for nodes: expression("a + 1", a=node)."""
    return _Fill(parts).visit(ast.parse(template, mode="eval").body)


def statements(template, **parts):
    """The same for statements."""
    return [_Fill(parts).visit(node) for node in ast.parse(template).body]


class _Fill(ast.NodeTransformer):
    def __init__(self, parts):
        self.parts = parts

    def visit_Name(self, node):
        part = self.parts.get(node.id, node)
        return copy.deepcopy(part) if isinstance(part, ast.AST) else ast.Name(part, node.ctx)


def is_loaded(node):
    """Whether an expression's value is used (not assigned or deleted)."""
    return isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def number(node):
    """The int or float that a Constant holds, else None."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if type(value) in (int, float) else None


def called(node):
    """The last name of what a Call calls, such as "sum" of np.sum(x) and x.sum(), or ""."""
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", None) or getattr(function, "id", None) or ""


def names_stored(node):
    """Names that a statement or an expression binds."""
    return {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


def parameters(function):
    """Names of a function's parameters, in order."""
    given = function.args
    return [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
