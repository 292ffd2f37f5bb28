"""Names that code gives and takes, found as Python's compiler finds them."""

# ruff: noqa: N815 (ast.NodeVisitor calls methods by the names of its nodes)

import ast
from collections.abc import Sequence
from typing import NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
CHANGE_THEMSELVES = frozenset(  # methods of lists, dicts, sets, deques and arrays
    "append appendleft extend extendleft insert remove pop popleft popitem clear sort reverse rotate update"
    " setdefault add discard difference_update intersection_update symmetric_difference_update fill put resize"
    " itemset partition subtract move_to_end".split()
)
# Functions that change their first argument.
CHANGE_ARGUMENTS = ("shuffle", "heapify", "heappush", "copyto", "put", "fill_diagonal")


class Names(NamedTuple):
    """The names of a piece of code that stands at the top of a cell.

    Attributes:
        binds: names that it gives a value.
        changes: names of values that it changes: an entry set, a method such as `append` called.
        eager: global names that it uses when it runs, before it gives them a value itself.
        lazy: global names that functions in it use when they are called.
    """

    binds: frozenset[str]
    changes: frozenset[str]
    eager: frozenset[str]
    lazy: frozenset[str]


def names_of(statements: Sequence[ast.stmt]) -> Names:
    """The Names of top-level statements, one after the other."""
    scope = _Scope()
    for statement in statements:
        scope.visit(statement)
    lazy = (scope.lazy - scope.binds) | scope.module
    return Names(
        frozenset(scope.binds), frozenset(scope.changes), frozenset(scope.eager), frozenset(lazy)
    )


class _Scope(ast.NodeVisitor):
    """Walks through one scope in the order in which it runs.

    `eager` are names that are used and not yet given here, `lazy` those that inner functions use, `module`
    those that an inner `global` declares.
    """

    def __init__(self, binds: Sequence[str] = ()):
        self.binds, self.changes = set(binds), set[str]()
        self.eager, self.lazy, self.module = set[str](), set[str](), set[str]()
        self.declared = set[str]()  # global here

    def free(self) -> set[str]:
        """Names that a function with this body takes from outside; in it, order does not matter."""
        return ((self.eager | self.lazy) - self.binds) | (self.eager & self.declared)

    def bind(self, name: str) -> None:
        if name in self.declared:
            self.module.add(name)
        else:
            self.binds.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id)
        elif node.id not in self.binds:
            self.eager.add(node.id)

    def visit_Global(self, node: ast.Global) -> None:
        self.declared |= set(node.names)

    # Order of evaluation, where it is not that of the fields

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_order(node.value, *node.targets)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.visit(ast.Name(node.target.id, ast.Load()))
        self._in_order(node.value, node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._in_order(node.annotation, node.value)
        if node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    visit_AsyncFor = visit_For

    # Names that are no ast.Name

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for entry in node.names:
            if entry.name != "*":
                self.bind(entry.asname or entry.name.split(".")[0])

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._in_order(node.type)
        if node.name:
            self.bind(node.name)
        self._in_order(*node.body)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self.generic_visit(node)
        if node.name:
            self.bind(node.name)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest:
            self.bind(node.rest)

    # What is changed rather than given

    def visit_Subscript(self, node: ast.Subscript | ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(node)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            if call.func.attr in CHANGE_THEMSELVES:
                self._change(call.func.value)
            if call.func.attr in CHANGE_ARGUMENTS:
                self._change(next(iter(call.args), call))
        self.generic_visit(node)

    def _change(self, node: ast.AST) -> None:
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        if isinstance(node, ast.Name):
            self.changes.add(node.id)

    # Inner scopes

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._in_order(*node.decorator_list)
        self._function(node, node.body)
        self.bind(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node, [node.body])

    def _function(self, node: Function, body: Sequence[ast.AST]) -> None:
        a = node.args
        every = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]
        types = [parameter.name for parameter in getattr(node, "type_params", ())]
        outside = _Scope(types)  # annotations see the type parameters
        outside._in_order(
            *(argument.annotation for argument in every), getattr(node, "returns", None)
        )
        self.eager |= outside.eager - self.binds
        self._in_order(*a.defaults, *a.kw_defaults)
        inner = _Scope([*types, *(argument.arg for argument in every)])
        inner._in_order(*body)
        self.lazy |= inner.free()
        self.module |= inner.module | (inner.eager & inner.declared)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._in_order(*node.decorator_list)
        types = [parameter.name for parameter in getattr(node, "type_params", ())]
        inner = _Scope(types)
        inner._in_order(*node.bases, *node.keywords, *node.body)
        self.eager |= inner.eager - self.binds
        self.lazy |= inner.lazy - {*types}  # methods do not see the names of the class
        self.module |= inner.module
        self.bind(node.name)

    def _comprehension(self, node: Comprehension) -> None:
        first, *others = node.generators
        self.visit(first.iter)  # outside
        inner = _Scope()
        inner._in_order(first.target, *first.ifs)
        for generator in others:
            inner._in_order(generator.iter, generator.target, *generator.ifs)
        if isinstance(node, ast.DictComp):
            inner._in_order(node.key, node.value)
        else:
            inner._in_order(node.elt)
        self.eager |= inner.eager - self.binds
        self.lazy |= inner.lazy - inner.binds
        self.module |= inner.module
        given = (part for part in ast.walk(node) if isinstance(part, ast.NamedExpr))
        for part in given:  # := gives its name to the scope around
            self.bind(part.target.id)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)
