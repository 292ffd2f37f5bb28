"""Cells as Jupyter reads them: IPython's own syntax becomes Python, and what %time and %%time run is code."""

import ast
import contextlib
import re
import sys

# Cell magics that run what stands below them.
RUNNING_MAGICS = ("capture", "time", "timeit", "prun")


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

    lines = source.splitlines()
    above = next(
        (number for number, line in enumerate(lines) if line.strip()), 0
    )  # IPython drops them
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
        body = _body_of_magic(tree)
        if body is not None:
            above += 1
            return ast.increment_lineno(parsed(body), above)
    except SyntaxError as error:
        error.lineno = error.lineno and error.lineno + above
        raise
    except (ValueError, RecursionError, MemoryError, SystemError) as error:  # nested deeply; null
        text = "source code cannot contain null bytes" if "\0" in source else str(error)
        raise SyntaxError(text) from error
    tree.body = [inner for statement in tree.body for inner in _timed(statement)]
    return ast.increment_lineno(tree, above)


def _timed(statement: ast.stmt) -> list[ast.stmt]:
    """What a statement such as `%time x = 3` runs; any other statement itself."""
    match statement:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(attr="run_line_magic"),
                args=[ast.Constant(value="time"), ast.Constant(value=str(line)), *_],
            )
        ):
            with contextlib.suppress(SyntaxError):
                timed = ast.parse(line)
                return ast.increment_lineno(timed, statement.lineno - 1).body
    return [statement]


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


# What came with which Python; only to say so where a line cannot be read.
NEWER = {
    (3, 11): r"except\s*\*",
    (3, 12): r"^\s*type\s+\w+\s*[\[=]|\b(def|class)\s+\w+\s*\[|\b[fF][rR]?['\"]|\b[rR][fF]['\"]",
    (3, 13): r"\b(def|class|type)\s+\w+\s*\[[^]]*=",
    (3, 14): r"\b[tT][rR]?['\"]|\b[rR][tT]['\"]|^\s*except\s+\w+\s*,",
}


def newer_syntax(source: str, line: int | None, python: str) -> str:
    """A clause that names both Pythons, where a line that cannot be read is of the notebook's newer one.

    Args:
        source: of the cell.
        line: number, from 1, of what cannot be read.
        python: version that the notebook was written with, such as "3.13.1", or "".

    Returns:
        str that goes behind the SyntaxError's own message, or "".
    """
    written = tuple(int(part) for part in re.findall(r"\d+", python)[:2])
    here = sys.version_info[:2]
    if written <= here:
        return ""
    lines = source.splitlines()
    near = lines[max((line or 1) - 2, 0) : line or 1]  # the parser may stop on the next line
    for version, pattern in NEWER.items():
        if here < version <= written and any(re.search(pattern, text) for text in near):
            return (
                f"; the notebook was written with Python {python}, this is "
                f"{here[0]}.{here[1]}, which does not know this syntax yet"
            )
    return ""
