"""An end to endless loops that does not depend on how busy the machine is: turns are counted."""

import ast
import copy

TURN, TURNS = "turn_", "turns_"  # names of Counter's methods in a mutant's namespace


class TooManyTurns(BaseException):
    """Not an Exception, so that `except Exception` inside a loop does not swallow it."""


class Counter:
    """Counts the turns of loops and the calls of functions, and raises above a limit.

    Attributes:
        turns: int, so far.
        limit: int.
    """

    def __init__(self):
        self.turns, self.limit = 0, 0

    def start(self, limit):
        """Begin at 0."""
        self.turns, self.limit = 0, limit

    def turn(self):
        self.turns += 1
        if self.turns > self.limit:
            raise TooManyTurns

    def counted(self, entries):
        """The same entries, each of them a turn."""
        for entry in entries:
            self.turn()
            yield entry

    @property
    def names(self):
        """What a counted tree needs in its namespace."""
        return {TURN: self.turn, TURNS: self.counted}


def counting(tree):
    """A copy of a tree in which every loop, comprehension and function counts its turns."""
    return ast.fix_missing_locations(_Counted().visit(copy.deepcopy(tree)))


class _Counted(ast.NodeTransformer):
    def _with_turn(self, node):
        self.generic_visit(node)
        call = ast.Call(ast.Name(TURN, ast.Load()), [], [])
        node.body.insert(0, ast.Expr(call))
        return node

    visit_FunctionDef = visit_For = visit_While = _with_turn  # noqa: N815

    def visit_comprehension(self, node):
        self.generic_visit(node)
        node.iter = ast.Call(ast.Name(TURNS, ast.Load()), [node.iter], [])
        return node
