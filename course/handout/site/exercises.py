"""The page on all exercises, for instructors: what each asks, what is asked apart, which mistakes it knows."""

import ast
from html import escape
from typing import NamedTuple

import nbformat
import numpy as np

from course.cells import SETUP, check_call, exercise_of, grade_id_of, is_check_id
from course.files import labs_in
from course.start.labs import labs

HEAD = """\
# All exercises

For instructors: what each exercise asks for, which corners its cases contain in every draw, and which
mistakes it knows by name. A hint is shown only if its mistake explains every case; where none does, the
student reads where the answer is wrong. The guide says
[how cases and seeds work](INSTRUCTORS.md#how-hidden-cases-and-seeds-work). This page is made from the checks
themselves, in `course/checks`.

Students may read it, too: it says what goes wrong, in the words that they get when it does, and no answer.

| lab | exercises | points | mistakes known |
|---|---|---|---|
"""
BY_RUNNING = (
    "Many answers are right, so the check runs what is returned, and says what would mend it."
)


class Entry(NamedTuple):
    """What is said of an exercise.

    Attributes:
        title: such as "one step of a GRU".
        points: what it gives.
        call: such as "gru_step(x, h, wz, wr, w)".
        asks: first paragraph of the stub's docstring.
        cases: how many cases the notebook has.
        corners: what occurs in every draw of cases, in words.
        hints: what the check says of the mistakes it knows; None if it judges by running the answer.
    """

    title: str
    points: int
    call: str
    asks: str
    cases: int
    corners: tuple
    hints: tuple | None


def page(root):
    """The page as markdown.

    Args:
        root: the repository.
    """
    heads = {lab.name: lab for lab in labs(root / "labs")}
    rows, sections = [], []
    for path in labs_in(root / "labs"):
        lab = heads[path.stem]
        found = entries(path, lab)
        known = sum(len(entry.hints or ()) for entry in found)
        rows.append(
            f"| [{lab.number} {lab.title}](labs/{lab.name}.ipynb) | {len(found)} | {lab.points} | {known} |"
        )
        sections.append(f"\n## Lab {lab.number}: {lab.title}\n")
        sections += map(_section, found)
    return HEAD + "\n".join(rows) + "\n" + "\n".join(sections)


def entries(path, lab):
    """What is said of the exercises of a lab, a list of Entry in their order.

    Args:
        path: of its notebook, unsolved.
        lab: course.start.labs.Lab.
    """
    cells = nbformat.read(path, as_version=4).cells
    sources = {grade_id_of(cell): cell.source for cell in cells if grade_id_of(cell)}
    titles = {exercise.id: exercise.title for exercise in lab.exercises}
    found = []
    for grade_id, source in sources.items():
        if is_check_id(grade_id):
            call = check_call(source, sources[SETUP])
            exercise = exercise_of(grade_id)
            found.append(
                _entry(titles[exercise], call.check, _stub(sources[exercise], call.function))
            )
    return found


def _entry(title, check, stub):
    cases = check.cases(np.random.default_rng(0))
    hints = [hint for case in cases for hint in case.mistakes] + list(check.mistakes)
    return Entry(
        title=title,
        points=check.points,
        call=f"{stub.name}({', '.join(argument.arg for argument in stub.args.args)})",
        asks=" ".join((ast.get_docstring(stub) or "").partition("\n\n")[0].split()),
        cases=len(cases),
        corners=tuple(check.corners),
        hints=None if check.judge else tuple(dict.fromkeys(hints)),
    )


def _stub(source, name):
    """The function that a student completes."""
    return next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == name
    )


def _section(entry):
    points = "1 point" if entry.points == 1 else f"{entry.points} points"
    cases = "One case" if entry.cases == 1 else f"{entry.cases} cases"
    asked = f"{cases} in the notebook."
    if entry.corners:
        asked += f" In every draw: {'; '.join(map(_plain, entry.corners))}."
    knows = BY_RUNNING if entry.hints is None else _details(entry.hints)
    return f"### {entry.title} ({points})\n\n`{entry.call}`: {_plain(entry.asks)}\n\n{asked}\n\n{knows}\n"


def _details(hints):
    """The hints as one block of HTML, folded; Markdown would take their * and _ for marks."""
    items = "".join(f"<li>{escape(hint)}</li>" for hint in hints)
    return (
        f"<details><summary>{len(hints)} mistakes that it knows, as the student reads them</summary>"
        f"<ul>{items}</ul></details>"
    )


def _plain(text):
    """Words in which Markdown finds no marks, but code in backticks."""
    parts = text.split("`")
    for place in range(0, len(parts), 2):
        parts[place] = "".join(f"\\{sign}" if sign in "*_$<[|" else sign for sign in parts[place])
    return "`".join(parts)
