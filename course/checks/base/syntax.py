"""Cells as Jupyter reads them: IPython's own syntax becomes Python, and the body of %%time is code."""

import ast

RUNNING_MAGICS = (
    "capture",
    "time",
    "timeit",
    "prun",
)  # cell magics that run what stands below them


def parsed(source: str) -> ast.Module:
    """A cell's syntax tree; magics and shell commands are calls of `get_ipython()` in it.

    Args:
        source: of a code cell, as a student wrote it.

    Returns:
        ast.Module. Line numbers are those of the cell.

    Raises:
        SyntaxError: it is none that Jupyter would run with this Python.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, very deep nesting
        raise SyntaxError(str(error)) from error
    body = _body_of_magic(tree)
    if body is None:
        return tree
    inner = parsed(body)
    ast.increment_lineno(inner, 1)
    return inner


def _body_of_magic(tree: ast.Module) -> str | None:
    """What stands below a cell magic that runs it; None for any other cell."""
    match tree.body:
        case [
            ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(attr="run_cell_magic"),
                    args=[ast.Constant(value=name), _, ast.Constant(value=str(body))],
                )
            )
        ] if name in RUNNING_MAGICS:
            return body
    return None
