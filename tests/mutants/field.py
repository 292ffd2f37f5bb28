"""Faults in the code of this field: axes, transposes, masks, sigma for tanh, numpy's makers of arrays."""

import ast

from tests.mutants.tree import Change, called, copied, expression, is_loaded, number

AXES = {0: (1, -1), 1: (0,), -1: (0, 1), 2: (1,), -2: (-1,)}
FUNCTION = {
    "zeros": ["ones"], "ones": ["zeros"], "zeros_like": ["ones_like"], "ones_like": ["zeros_like"],
    "eye": ["ones"], "hstack": ["vstack"], "vstack": ["hstack"], "stack": ["concatenate"],
    "concatenate": ["stack"], "column_stack": ["hstack"], "repeat": ["tile"], "tile": ["repeat"],
    "nonzero": ["argsort"], "argsort": ["sort"], "log1p": ["log"], "cosh": ["sinh"], "exp": ["log"],
    "sqrt": ["square"], "norm": ["sum"], "median": ["mean"], "split": ["array_split"], "triu": ["tril"],
    "tril": ["triu"],
}  # fmt: skip
LOGISTIC = "1 / (1 + np.exp(-(a)))"


def axes(spot, facts):
    """axis=0 -> axis=1; swapaxes(0, 1) and transpose(...) are exchanged or left out by `operators`."""
    node = spot.node
    if isinstance(node, ast.keyword) and node.arg == "axis":
        value = ast.literal_eval(node.value) if _is_number(node.value) else None
        for other in AXES.get(value, ()):
            yield Change(copied(node, value=expression(str(other))))


def transposes(spot, facts):
    """x.T -> x; a @ b -> a.T @ b, a @ b.T, where the parameter is a matrix."""
    node = spot.node
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield Change(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            one = getattr(node, side)
            value = facts.inputs.get(getattr(one, "id", None))
            if getattr(value, "ndim", 0) > 1:
                yield Change(copied(node, **{side: expression("x.T", x=one)}))


def masks(spot, facts):
    """np.where(c, a, b) -> a, b, np.where(c, b, a); x.shape[0] -> x.shape[1]."""
    node = spot.node
    if called(node) == "where" and len(node.args) == 3:
        condition, chosen, other = node.args
        yield Change(chosen)
        yield Change(other)
        yield Change(copied(node, args=[condition, other, chosen]))


def functions(spot, facts):
    """np.zeros -> np.ones, np.hstack -> np.vstack, sigma -> tanh and back."""
    node = spot.node
    if not isinstance(node, ast.Call):
        return
    name = called(node)
    if isinstance(node.func, ast.Attribute):
        for other in FUNCTION.get(name, ()):
            yield Change(copied(node, func=copied(node.func, attr=other)))
    if name == "tanh" and node.args:
        yield Change(expression(LOGISTIC, a=node.args[0]))
    if name == "sigmoid" and node.args:
        yield Change(expression("np.tanh(a)", a=node.args[0]))


def logistics(spot, facts):
    """1 / (1 + np.exp(-a)) -> np.tanh(a), a."""
    node = spot.node
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return
    below = node.right
    if not isinstance(below, ast.BinOp) or not isinstance(below.op, ast.Add):
        return
    if called(below.right) == "exp" and number(below.left) == 1:
        (power,) = below.right.args
        inner = power.operand if isinstance(power, ast.UnaryOp) else expression("-a", a=power)
        whole = inner if number(node.left) == 1 else expression("n * a", n=node.left, a=inner)
        yield Change(expression("np.tanh(a)", a=whole))
        yield Change(whole)


def gates(spot, facts):
    """z -> 1 - z in a product, where the function has 1 - z, too."""
    node, parent = spot.node, spot.parent
    in_product = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult)
    if isinstance(node, ast.Name) and is_loaded(node) and in_product:
        other = expression("1 - z", z=node)
        if any(ast.dump(one) == ast.dump(other) for one in ast.walk(spot.function)):
            yield Change(other)


FIELD = (axes, transposes, masks, functions, logistics, gates)


def _is_number(node):
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return number(inner) is not None
