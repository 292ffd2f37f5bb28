"""Faults in any Python: off by one, one operator for another, something left out.

An operator takes a Spot and Facts and yields Changes of the spot's node. OPERATORS has them all, in order.
"""

import ast
from typing import Any, NamedTuple

from tests.mutants.tree import (
    Change,
    called,
    copied,
    expression,
    is_docstring,
    is_loaded,
    names_stored,
    number,
    parameters,
)


class Facts(NamedTuple):
    """What is known of an answer beside its text.

    Attributes:
        inputs: {parameter: value} of the notebook's first case; {} for a helper.
        gives_number: whether the first case asks for a number.
        strings: texts that the answer compares with or looks up, in order.
    """

    inputs: dict[str, Any] = {}
    gives_number: bool = False
    strings: tuple[str, ...] = ()


UNCHANGING = (int, float, str, tuple)
SMALL = 100  # integers up to here are changed by one, greater ones are bounds: a tenth
TINY = 1e-9  # floats below stand for "nearly 0": twice of it is no fault
OPERATOR = {
    ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div, ast.Add], ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div, ast.Mult], ast.Mod: [ast.FloorDiv], ast.Pow: [ast.Mult], ast.MatMult: [ast.Mult],
    ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd],
}  # fmt: skip
COMPARISON = {
    ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt, ast.GtE], ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE], ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.In: [ast.NotIn],
    ast.NotIn: [ast.In], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is],
}  # fmt: skip
NO_ORDER = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Mod, ast.Pow)  # a - b is not b - a
DROPS_LEFT = (ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr)
DROPS_RIGHT = (*DROPS_LEFT, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
FUNCTION = {
    "sum": ["mean", "max", "prod"], "mean": ["sum"], "prod": ["sum"], "max": ["min", "sum"], "min": ["max"],
    "argmax": ["argmin", "max"], "argmin": ["argmax"], "maximum": ["minimum"], "minimum": ["maximum"],
    "floor": ["ceil", "round"], "ceil": ["floor"], "round": ["floor", "ceil"], "cumsum": ["cumprod"],
    "cumprod": ["cumsum"], "any": ["all"], "all": ["any"], "append": ["extend"], "extend": ["append"],
    "strip": ["rstrip", "lstrip"], "rstrip": ["lstrip", "strip"], "lstrip": ["rstrip"], "ljust": ["rjust"],
    "rjust": ["ljust"], "tanh": ["sin"], "isqrt": ["sqrt"], "add": ["discard"], "pop": ["copy"],
}  # fmt: skip
SAME = {
    "tolist",
    "item",
    "copy",
    "numpy",
}  # methods whose results a check judges as it does x itself
TOGETHER = {"sum", "max", "min", "any", "all", "set", "sorted", "prod"}  # no order counts in them
MODULES = {"np", "numpy", "math", "ops", "tf", "layers", "keras", "itertools", "functools"}
BUILTINS = {
    "sum",
    "max",
    "min",
    "any",
    "all",
    "round",
}  # of FUNCTION that are called without a module
IDENTITY = {
    "exp", "log", "sqrt", "abs", "tanh", "sigmoid", "softmax", "floor", "ceil", "round", "sorted", "reversed",
    "set", "square", "log1p", "isqrt", "cosh", "negative", "cumsum", "cumprod", "flip",
    "expand_dims", "ravel", "diag", "unique",
}  # fmt: skip
ANY_ORDER = {
    "max",
    "min",
    "maximum",
    "minimum",
    "logaddexp",
    "isinstance",
    "getattr",
    "hasattr",
    "map",
    "swapaxes",
}


def constants(spot, facts):
    """1 -> 2, 1 -> 0; 10_000 -> 1_000; 0.5 -> 1.0, 0.0; True -> False."""
    node = spot.node
    value = number(node)
    if isinstance(spot.parent, ast.UnaryOp) and called(spot.above[-2]) == "reshape":
        return  # numpy takes any negative size for "whatever is left"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield Change(ast.Constant(not node.value))
    elif isinstance(value, int):
        for other in (value + 1, value - 1) if value <= SMALL else (value // 10,):
            yield Change(ast.Constant(other) if other >= 0 else expression(str(other)))
    elif isinstance(value, float):
        others = (0.0,) if abs(value) < TINY else (2 * value, 0.0)
        for other in others if value else (1.0,):
            yield Change(ast.Constant(other))


def texts(spot, facts):
    """A text for another text of the answer; two of its characters exchanged, one of them left out."""
    node = spot.node
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    if isinstance(spot.parent, (ast.keyword, ast.Attribute)) or called(spot.parent) in MODULES:
        return
    if node.value in facts.strings and spot.field in ("slice", "comparators", "left", "args"):
        others = [other for other in facts.strings if other != node.value]
        for other in others[:3]:
            yield Change(ast.Constant(other))
    if spot.field == "iter":
        text = node.value
        for place in range(len(text) - 1):
            swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            yield Change(ast.Constant(swapped))
    elif node.value.isspace():
        yield Change(ast.Constant(""))


def ranges(spot, facts):
    """range(n) -> range(n + 1); x[:n] -> x[: n - 1]; len(x) -> len(x) + 1; x[i] -> x[i + 1]."""
    node, parent = spot.node, spot.parent
    if not is_loaded(node) or isinstance(node, (ast.Constant, ast.UnaryOp, ast.Starred)):
        return
    bounds = spot.field == "args" and called(parent) in ("range", "arange")
    bounds = bounds or spot.field in ("lower", "upper", "step") or called(node) == "len"
    index = spot.field == "slice" and isinstance(node, ast.Name)
    inside = isinstance(parent, ast.Tuple) and isinstance(spot.above[-2], ast.Subscript)
    index = index or inside and isinstance(node, ast.Name)
    count = isinstance(node, ast.Name) and isinstance(facts.inputs.get(node.id), int)
    count = count and not isinstance(facts.inputs[node.id], bool) and spot.field != "func"
    if bounds or index or count:
        yield Change(expression("e + 1", e=node))
        yield Change(expression("e - 1", e=node))


def slices(spot, facts):
    """x[a:b] -> x[a:], x[:b]; x[a:] -> x[a:-1]; x[:b] -> x[1:b]; x[::-1] -> x[::1]."""
    node = spot.node
    if not isinstance(node, ast.Slice):
        return
    for field in ("lower", "upper", "step"):
        if getattr(node, field):
            yield Change(copied(node, **{field: None}))
    if not node.step and (node.lower or node.upper):  # a bare colon is a whole axis
        if not node.lower:
            yield Change(copied(node, lower=ast.Constant(1)))
        if not node.upper:
            yield Change(copied(node, upper=expression("-1")))


def subscripts(spot, facts):
    """x[i] -> x: an index, a mask or a slice left out."""
    node = spot.node
    if isinstance(node, ast.Subscript) and is_loaded(node) and not _is_of_module(node.value):
        yield Change(node.value)


def arithmetic(spot, facts):
    """a + b -> a - b, a, b, and so on for all operators."""
    node = spot.node
    if isinstance(node, ast.BinOp):
        for other in OPERATOR.get(type(node.op), ()):
            yield Change(copied(node, op=other()))
        if isinstance(node.op, NO_ORDER):
            yield Change(copied(node, left=node.right, right=node.left))
        if isinstance(node.op, DROPS_RIGHT):
            yield Change(node.left)
        if isinstance(node.op, DROPS_LEFT):
            yield Change(node.right)
    elif isinstance(node, ast.UnaryOp) and number(node.operand) is None:
        yield Change(node.operand)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Change(node.operand)


def comparisons(spot, facts):
    """a < b -> a <= b, a > b; == -> !=; in -> not in."""
    node = spot.node
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARISON[type(operator)]:
                new = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield Change(copied(node, ops=new))


def logic(spot, facts):
    """a and b -> a or b, a, b."""
    node = spot.node
    if isinstance(node, ast.BoolOp):
        yield Change(copied(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And()))
        for place in range(len(node.values)):
            left = [*node.values[:place], *node.values[place + 1 :]]
            yield Change(left[0] if len(left) == 1 else copied(node, values=left))


def conditions(spot, facts):
    """if c -> always, never, not c; the same for while, a if c else b, and for x in xs if c."""
    node = spot.node
    tested = spot.field == "test" and isinstance(spot.parent, (ast.If, ast.IfExp, ast.While))
    if tested or spot.field == "ifs":
        for new in (ast.Constant(True), ast.Constant(False), expression("not c", c=node)):
            yield Change(new)


def assignments(spot, facts):
    """a += b -> a = b, a -= b; a = b -> a += b where a had a value."""
    node = spot.node
    if isinstance(node, ast.AugAssign):
        yield Change(_assigned(_store(node.target), node.value))
        for other in OPERATOR.get(type(node.op), ()):
            yield Change(copied(node, op=other()))
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        (target,) = node.targets
        had_value = isinstance(target, ast.Subscript) or (
            isinstance(target, ast.Name) and target.id in _bound_before(spot)
        )
        if had_value:
            yield Change(ast.AugAssign(target, ast.Add(), node.value))


def in_place(spot, facts):
    """y = x * 2 -> x *= 2; y = x, where x is needed again; x.copy() -> x; sorted(x) sorts x itself."""
    node = spot.node
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        changed_name = node.value.left
        is_name = isinstance(changed_name, ast.Name) and _uses(spot, changed_name.id)
        is_name = is_name and not isinstance(facts.inputs.get(changed_name.id), UNCHANGING)
        if is_name and isinstance(node.targets[0], (ast.Name, ast.Subscript)):
            target = _store(changed_name)
            update = ast.AugAssign(target, node.value.op, node.value.right)
            same = ast.unparse(node.targets[0]) == changed_name.id
            yield Change([update] if same else [update, copied(node, value=changed_name)])
    name = called(node)
    if name in ("copy", "deepcopy"):
        yield Change(node.args[0] if node.args else node.func.value)
    if name == "sorted" and isinstance(node.args[0], ast.Name) and _uses(spot, node.args[0].id):
        parts = {"x": node.args[0]}
        yield Change(expression("(x.sort(), x)[1]", **parts))
    if name == "reversed" and isinstance(node.args[0], ast.Name):
        if _uses(spot, node.args[0].id):
            yield Change(expression("(x.reverse(), x)[1]", x=node.args[0]))


def deleted(spot, facts):
    """A statement left out, unless a name would be missing."""
    node = spot.node
    if not isinstance(node, ast.stmt) or is_docstring(node):
        return
    if isinstance(node, (ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Return, ast.Pass)):
        return
    if isinstance(node, ast.Assign):
        missing = set().union(*(names_stored(target) for target in node.targets))
        if missing and not missing <= _bound_before(spot):
            return
    yield Change([], "left out")


def loops(spot, facts):
    """A loop over less, backwards, that ends early, or of one turn."""
    node, parent = spot.node, spot.parent
    if spot.field == "iter" and isinstance(parent, (ast.For, ast.comprehension)):
        yield Change(expression("list(xs)[1:]", xs=node))
        if called(node) != "range":
            yield Change(expression("list(xs)[:-1]", xs=node))
        if called(node) == "reversed":
            yield Change(node.args[0])
        elif not _is_any_order(spot):
            yield Change(expression("list(xs)[::-1]", xs=node))
        if called(node) == "enumerate":
            start = node.args[1] if len(node.args) > 1 else ast.Constant(0)
            if number(start) is not None:
                first = ast.Constant(start.value + 1)
                yield Change(copied(node, args=[node.args[0], first]))
    if isinstance(node, (ast.For, ast.While)):
        loop = type(node).__name__.lower()
        once = copied(node, body=[*node.body, ast.Break()])
        yield Change(once, f"the {loop} loop ends after its first turn")
        body = spot.above[-1].body if hasattr(spot.above[-1], "body") else []
        after = body[body.index(node) + 1 :] if node in body else []
        if after and isinstance(after[0], ast.Return):
            inside = copied(node, body=[*node.body, after[0]])
            yield Change(inside, f"the return stands in the {loop} loop")
    if isinstance(node, ast.Break):
        yield Change(ast.Continue())
    if isinstance(node, ast.Continue):
        yield Change(ast.Break())


def calls(spot, facts):
    """f(a, b) -> f(b, a); a keyword left out; another function; the call left out."""
    node = spot.node
    if not isinstance(node, ast.Call):
        return
    name, function = called(node), node.func
    if name not in ANY_ORDER:
        yield from (Change(copied(node, args=new)) for new in _exchanged(node.args))
    for place in range(len(node.keywords)):
        left = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield Change(copied(node, keywords=left))
    for other in FUNCTION.get(name, ()):
        if isinstance(function, ast.Attribute):
            yield Change(copied(node, func=copied(function, attr=other)))
        elif name in BUILTINS and other in BUILTINS:
            yield Change(copied(node, func=ast.Name(other, ast.Load())))
    if name in IDENTITY and len(node.args) == 1 and not isinstance(node.args[0], ast.GeneratorExp):
        yield Change(node.args[0])
    if isinstance(function, ast.Attribute) and not isinstance(spot.parent, ast.Expr):
        if not _is_of_module(function) and not _is_text(function.value) and name not in SAME:
            yield Change(function.value)  # x.strip() -> x


def displays(spot, facts):
    """(a, b) -> (b, a), also as targets; [a, b] -> [a]; {1: a, 2: b} -> {1: b, 2: a}."""
    node, parent = spot.node, spot.parent
    if isinstance(node, ast.Dict):
        yield from (Change(copied(node, values=new)) for new in _exchanged(node.values))
    if not isinstance(node, (ast.Tuple, ast.List)):
        return
    if isinstance(parent, ast.Compare) or called(parent) == "isinstance":
        return
    if not _is_of_equals(spot):
        yield from (Change(copied(node, elts=new)) for new in _exchanged(node.elts))
    if is_loaded(node) and len(node.elts) > 1 and not isinstance(parent, ast.Subscript):
        yield Change(copied(node, elts=node.elts[1:]))
        yield Change(copied(node, elts=node.elts[:-1]))


def choices(spot, facts):
    """a if c else b -> b if c else a."""
    node = spot.node
    if isinstance(node, ast.IfExp):
        yield Change(copied(node, body=node.orelse, orelse=node.body))


def returned(spot, facts):
    """return x -> return x[1:], x[:-1]; a return of a function that ends the loop too early."""
    node = spot.node
    if not isinstance(node, ast.Return) or node.value is None or len(spot.above) != 1:
        return
    if facts.gives_number or isinstance(node.value, (ast.Tuple, ast.Constant, ast.Compare)):
        return
    for template in ("e[1:]", "e[:-1]"):
        yield Change(copied(node, value=expression(template, e=node.value)))


def names(spot, facts):
    """A parameter for the one beside it; a name for another of its own unpacking: copied gates."""
    node = spot.node
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    if called(spot.parent) == "len":  # most have the same length
        return
    groups = [parameters(spot.function)]
    for one in ast.walk(spot.function):
        if isinstance(one, ast.Tuple) and isinstance(one.ctx, ast.Store):
            groups.append([entry.id for entry in one.elts if isinstance(entry, ast.Name)])
    found = []
    for group in groups:
        if node.id in group:
            place = group.index(node.id)
            found += [*group[max(place - 1, 0) : place], *group[place + 1 : place + 2]]
    for other in dict.fromkeys(found):
        if other != node.id:
            yield Change(ast.Name(other, ast.Load()))


OPERATORS = (
    constants, texts, ranges, slices, subscripts, arithmetic, comparisons, logic, conditions, assignments,
    in_place, deleted, loops, calls, displays, choices, returned, names,
)  # fmt: skip


def _is_any_order(spot):
    """Whether a loop plainly gives the same backwards: nothing is handed from one turn to the next."""
    parent = spot.parent
    if isinstance(parent, ast.For):
        hands_on = any(
            isinstance(one, ast.Assign)
            and any(isinstance(to, ast.Name) for to in one.targets)
            or called(one) in ("append", "extend")
            for statement in parent.body
            for one in ast.walk(statement)
        )
        return getattr(parent.target, "id", "") == "_" or not hands_on
    made = spot.above[-2]
    around = spot.above[-3] if len(spot.above) > 2 else None
    return isinstance(made, (ast.DictComp, ast.SetComp)) or called(around) in TOGETHER


def _exchanged(entries):
    """Lists with two neighbours exchanged."""
    for place in range(len(entries) - 1):
        first, second = entries[place : place + 2]
        if not isinstance(first, ast.Starred) and not _is_equal(first, second):
            yield [*entries[:place], second, first, *entries[place + 2 :]]


def _is_equal(first, second):
    """Whether two expressions say the same; 0 and 0.0 do."""
    if isinstance(first, ast.Constant) and isinstance(second, ast.Constant):
        return first.value == second.value
    return ast.dump(first) == ast.dump(second)


def _is_of_equals(spot):
    """Whether a tuple is the target of values that are all the same, as in a, b = 0, 0."""
    assigned = isinstance(spot.parent, ast.Assign) and spot.field == "targets"
    values = getattr(spot.parent.value, "elts", None) if assigned else None
    return bool(values) and all(_is_equal(values[0], other) for other in values)


def _is_of_module(node):
    """Whether an expression is such as np.sum or np.linalg.norm."""
    while isinstance(node, ast.Attribute):
        node = node.value
        if isinstance(node, ast.Name) and node.id in MODULES:
            return True
    return False


def _assigned(target, value):
    return ast.Assign([target], value)


def _store(target):
    return copied(target, ctx=ast.Store())


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _bound_before(spot):
    """Names that have a value before a statement: parameters, and what stands above it."""
    before = set(parameters(spot.function))
    for one in ast.walk(spot.function):
        if isinstance(one, ast.stmt) and one.lineno < spot.node.lineno:
            if isinstance(one, (ast.Assign, ast.AugAssign)):
                before |= names_stored(one)
            elif isinstance(one, ast.For):
                before |= names_stored(one.target)
    return before


def _uses(spot, name):
    """How often a name's value is used in the function around a spot, but for the spot itself."""
    counts = [
        sum(
            isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Load)
            for one in ast.walk(root)
        )
        for root in (spot.function, spot.node)
    ]
    return counts[0] - counts[1]
