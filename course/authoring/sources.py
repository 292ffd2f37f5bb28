"""A lab's source becomes the cells of its notebooks.

The source is a script in jupytext's percent format. Marks on a cell's first line:

    # %% setup=true                      the one cell that every exercise may rely on
    # %% exercise="encode"               an answer, between ### BEGIN SOLUTION and ### END SOLUTION
    # %% check="encode"                  one call of the exercise's check, which knows its points
    # %% tags=["picture"]                its picture goes to solutions/pictures/ for the README

In a text cell, ⟨0.93⟩ marks a number that the section has to show (`numbers`); the notebooks have 0.93.
"""

import ast
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import jupytext
import nbformat

from course import cells as marked_cells
from course.authoring import numbers, rules
from course.errors import CourseError

MARKS = {"setup": bool, "exercise": str, "check": str, "tags": list}
# A line `# %run ...` is for a student to take the # away: it stays a comment.
FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
NO_MARK = "incorrectly_encoded_metadata"  # where jupytext puts what it cannot read
_FIRST_LINE = re.compile(r"# %%( |$)")
_HEADING_POINTS = re.compile(r"^#+ .*\((\d+) points?\)\s*$", re.MULTILINE)


def find_sources(root, names=()):
    """Paths of the sources, all of them or the named ones.

    Raises:
        CourseError: a name without a source, none at all, or a source whose name cannot be a lab's.
    """
    found = rules.names_of_labs(sorted((Path(root) / "solutions").glob("[0-9]*.py")))
    if not found:
        raise CourseError(f"there are no labs to build in {Path(root) / 'solutions'}")
    unknown = [name for name in names if name not in found]
    if unknown:
        raise CourseError(f"there is no lab {unknown[0]}; there are: {', '.join(found)}")
    return [found[name] for name in names or found]


def solved(source):
    """The notebook of a source: solved, not executed, marks turned into metadata.

    Args:
        source: path of solutions/NN_name.py.

    Returns:
        NotebookNode, valid as nbformat 4.5.

    Raises:
        CourseError: a broken mark, named with file and line.
    """
    try:
        text = Path(source).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CourseError(f"{source}:{line}: this is not UTF-8: save it as UTF-8") from error
    try:
        cells = jupytext.reads(text, fmt=FORMAT).cells
    except nbformat.ValidationError as error:
        reason = f'{error.message}; tags stand in brackets, as in tags=["picture"]'
        raise CourseError(f"{source}: {reason}") from error
    starts = first_lines(text)
    if len(starts) != len(cells):
        raise CourseError(
            f"{source}:1: the file must begin with a line '# %%' and nothing before it"
        )
    places = [_Place(Path(source), line, cell) for line, cell in zip(starts, cells, strict=True)]
    setup = next((place.cell.source for place in places if place.marks.get("setup")), None)
    if setup is None:
        raise CourseError(f"{source}:1: no cell is marked setup=true")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    lines = {}  # {grade id: line}, to notice a second cell with that id
    heading = None  # the last one that names points
    for place in places:
        if place.cell.cell_type == "markdown":
            heading = next(_HEADING_POINTS.finditer(place.cell.source), None) or heading
        notebook.cells.append(_cell(place, setup, lines, heading and int(heading[1])))
    _check_pairs(lines, source)
    _check_once(places)
    _check_answers(places, setup)
    _give_ids(notebook)
    nbformat.validate(notebook)
    return notebook


def unsolved(notebook):
    """A solved notebook as a student gets it: stubs for answers, no outputs."""
    lab = nbformat.from_dict(notebook)  # a deep copy
    for cell in lab.cells:
        if cell.cell_type == "code":
            cell.source = marked_cells.stubbed(cell.source)
            cell.outputs, cell.execution_count = [], None
    return lab


def first_lines(text):
    """Numbers of the lines on which the cells of a source start."""
    return [n for n, line in enumerate(text.splitlines(), 1) if _FIRST_LINE.match(line)]


class _Place(NamedTuple):
    """One cell of a source, and where it stands."""

    source: Path
    line: int
    cell: nbformat.NotebookNode

    @property
    def marks(self):
        return dict(self.cell.metadata)

    def refuse(self, reason, at=0):
        """Raise CourseError with file and line; `at` counts lines from the cell's mark."""
        raise CourseError(f"{self.source}:{self.line + at}: {reason}")


def _cell(place, setup, lines, announced):
    """One cell with its marks checked and turned into nbgrader's metadata.

    Args:
        place: _Place.
        setup: source of the setup cell.
        lines: {grade id: line} of the cells so far; this one is added.
        announced: points that the heading above announces, or None.
    """
    cell, refuse, marks = place.cell, place.refuse, place.marks
    marks.pop("lines_to_next_cell", None)
    if "points" in marks or "points=" in str(marks.get(NO_MARK, "")):
        refuse("points stand in the Check alone: leave out points= here")
    if NO_MARK in marks:
        refuse(f"cannot read the marks {marks[NO_MARK]!r}: names stand in quotes, tags in brackets")
    for name, value in marks.items():
        if not isinstance(value, MARKS.get(name, object)):
            refuse(
                f'{name} cannot be {value!r}; marks are such as exercise="encode", tags=["picture"]'
            )
    unknown = [name for name in marks if name not in MARKS]
    if unknown:
        refuse(f"unknown mark {unknown[0]!r}; there are {', '.join(MARKS)}")
    if problem := rules.wrong_tag(marks.get("tags", ())):
        refuse(problem)
    kinds = [name for name in MARKS if name != "tags" and marks.get(name)]
    tags = {"tags": marks["tags"]} if marks.get("tags") else {}
    answers = marked_cells.solution_lines(cell.source, refuse)
    if problem := numbers.wrong_mark(cell.source, is_code=cell.cell_type == "code"):
        refuse(problem[1], problem[0])
    if cell.cell_type != "code":
        if kinds or answers:
            refuse("a mark for code on a text cell")
        return nbformat.v4.new_markdown_cell(numbers.without_marks(cell.source), metadata=tags)
    if len(kinds) > 1:
        refuse("a cell is the setup, an exercise or a check, not two of them")
    kind = kinds[0] if kinds else None
    if kind == "exercise" and not answers:
        refuse(f"exercise {marks[kind]} has no {marked_cells.BEGIN}")
    if answers and kind != "exercise":
        refuse(f"{marked_cells.BEGIN} in a cell that is not marked as an exercise", answers[0])
    metadata = dict(tags)
    if kind:
        metadata["nbgrader"] = mark = _mark(place, kind, setup, announced)
        grade_id = mark["grade_id"]
        if grade_id in lines:
            refuse(f"a second {grade_id}: the first is in line {lines[grade_id]}")
        lines[grade_id] = place.line
    try:
        ast.parse(marked_cells.stubbed(cell.source))
    except SyntaxError as error:
        refuse(f"the cell as a student gets it does not parse: {error.msg}", error.lineno or 0)
    return nbformat.v4.new_code_cell(cell.source, metadata=metadata)


def _mark(place, kind, setup, announced):
    """nbgrader's metadata of a marked cell; the points of a check are those of its Check."""
    if kind == "setup":
        return marked_cells.setup_metadata()
    exercise = place.marks[kind]
    if problem := rules.wrong_exercise(exercise):
        place.refuse(problem)
    if kind == "exercise":
        if other := rules.exercise_elsewhere(place.source, exercise):
            place.refuse(f"{other} has an exercise {exercise} already: call this one otherwise")
        return marked_cells.exercise_metadata(exercise)
    try:
        check, function = marked_cells.check_call(place.cell.source, setup)
    except CourseError as error:
        place.refuse(str(error), at=1)
    if check.id != exercise:
        place.refuse(f"this is the check of {exercise}, and it calls that of {check.id}")
    if function != (wanted := marked_cells.function_of(exercise)):
        place.refuse(f"the function of {exercise} is called {wanted}, not {function}", at=1)
    if announced is not None and announced != check.points:
        place.refuse(
            f"the heading of {exercise} says {announced} points, its Check says {check.points}"
        )
    return marked_cells.check_metadata(exercise, check.points)


def _check_pairs(lines, source):
    """Every exercise has a check and every check an exercise; where both lack one, a name may be misspelt."""
    alone = []  # (line, what is said of it)
    for grade_id, line in lines.items():
        exercise = marked_cells.exercise_of(grade_id)
        is_check = marked_cells.is_check_id(grade_id)
        other = exercise if is_check else marked_cells.check_id(exercise)
        if grade_id != marked_cells.SETUP and other not in lines:
            alone.append((line, f"{exercise} has no {'exercise' if is_check else 'check'}"))
    if alone:
        (line, said), *more = alone
        also = "".join(f"; and in line {at} {told}" for at, told in more)
        raise CourseError(f"{source}:{line}: {said}{also}")


def _check_once(places):
    """Of the pictures one goes into the README, and the exercises have different numbers."""
    tagged = [place for place in places if "picture" in place.marks.get("tags", ())]
    if len(tagged) > 1:
        first, second = tagged[:2]
        second.refuse(f"a second picture for the README: the first is in line {first.line}")
    known = {}  # {number of an exercise: its line}
    for place in places:
        if place.cell.cell_type == "markdown":
            for line, number in rules.numbers_of_exercises(place.cell.source):
                if number in known:
                    place.refuse(
                        f"a second exercise {number}: the first is in line {known[number]}", line
                    )
                known[number] = place.line + line


def _check_answers(places, setup):
    """An answer is graded with the setup cell and its own alone, so that is what it may use."""
    for place in places:
        if place.marks.get("exercise"):
            others = [
                (other.line, other.cell.source)
                for other in places
                if other.cell.cell_type == "code" and other is not place
            ]
            if problem := rules.not_its_own(place.cell.source, setup, others):
                place.refuse(problem[1], problem[0])


def _give_ids(notebook):
    """Ids that follow from a cell's mark or content, so that editing one cell changes one id."""
    taken = set()
    for cell in notebook.cells:
        digest = hashlib.sha1(cell.source.encode()).hexdigest()[:8]
        wanted = marked_cells.grade_id_of(cell) or digest
        number = 1
        while (new := wanted if number == 1 else f"{wanted}-{number}") in taken:
            number += 1
        taken.add(new)
        cell.id = new
