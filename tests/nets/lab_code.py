"""What a lab teaches and a module of course.nets repeats is held together by tests: the lab's side."""

import ast
from pathlib import Path

import nbformat

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


def run_cells(lab, marks, names):
    """Run some cells of a solution.

    Args:
        lab: str, such as "04_addition_rnn".
        marks: list of str; a code cell that has one of them is run, and each must be in exactly one cell.
        names: dict, what the cells find, and where they leave what they define.

    Returns:
        names.
    """
    cells = nbformat.read(SOLUTIONS / f"{lab}.ipynb", as_version=4).cells
    codes = [cell.source for cell in cells if cell.cell_type == "code"]
    for mark in marks:
        assert sum(mark in code for code in codes) == 1, mark
    for code in codes:
        if any(mark in code for mark in marks):
            exec(code.replace("model.summary()", ""), names)
    return names


def function_of(lab, name, names):
    """A function that a solution defines, without the rest of its cell.

    Args:
        lab: str, such as "08_sentiment".
        name: of the function.
        names: dict, the names that it finds when it is called.
    """
    cells = nbformat.read(SOLUTIONS / f"{lab}.ipynb", as_version=4).cells
    nodes = [
        node
        for cell in cells
        if cell.cell_type == "code" and f"def {name}(" in cell.source
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    assert len(nodes) == 1, name
    exec(ast.unparse(nodes[0]), names)
    return names[name]


def same_settings(one, other):
    """Whether two layers, losses or optimizers have the same configuration, whatever they are called."""
    return type(one) is type(other) and (
        one.get_config() | {"name": ""} == other.get_config() | {"name": ""}
    )
