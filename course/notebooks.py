"""For authors: one source solutions/NN_name.py becomes two notebooks.

The source is a script in jupytext's percent format. Marks on a cell's first line:

    # %% setup=true                      the one cell that every exercise may rely on
    # %% exercise="encode"               an answer, between ### BEGIN SOLUTION and ### END SOLUTION
    # %% check="encode" points=1         one call of the exercise's check
    # %% tags=["picture"]                its picture goes to solutions/pictures/ for the README

Built are solutions/NN_name.ipynb, executed, and labs/NN_name.ipynb, unsolved and without outputs. Both
carry nbgrader's metadata (schema 3) and stable cell ids, so a rebuild without changes changes nothing.
"""

import ast
import base64
import hashlib
import re
from pathlib import Path

import jupytext
import nbformat

from course.errors import CourseError
from course.files import replacing, write_text

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")  # what nbgrader itself would put there
NBGRADER = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
CELL_SECONDS = 600


def sources(root, names=()):
    """Paths of the sources, all of them or the named ones.

    Raises:
        CourseError: a name without a source, or none at all.
    """
    found = {path.stem: path for path in sorted((Path(root) / "solutions").glob("[0-9]*.py"))}
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
    text = Path(source).read_text(encoding="utf-8")
    cells = jupytext.reads(text, fmt="py:percent").cells
    starts = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"# %%( |$)", line)]
    if len(starts) != len(cells):
        raise CourseError(
            f"{source}:1: the file must begin with a line '# %%' and nothing before it"
        )
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    marked = {}  # grade id -> line
    for cell, line in zip(cells, starts, strict=True):
        notebook.cells.append(_cell(cell, Path(source), line, marked))
    _check_pairs(marked, source)
    _give_ids(notebook)
    nbformat.validate(notebook)
    return notebook


def unsolved(notebook):
    """A solved notebook as a student gets it: stubs for answers, no outputs."""
    lab = nbformat.from_dict(notebook)  # a deep copy
    for cell in lab.cells:
        if cell.cell_type == "code":
            cell.source, cell.outputs, cell.execution_count = _stubbed(cell.source), [], None
    return lab


def build(source, root, *, force=False, show=lambda text: None):
    """Build both notebooks of a source; nothing is written unless everything went well.

    Args:
        source: path of solutions/NN_name.py.
        root: the folder that holds solutions/ and labs/.
        force: execute the solution even if its source has not changed.
        show: called with a short text as the work goes on.

    Returns:
        "built", or "up to date" if nothing had to be done.

    Raises:
        CourseError: a broken mark or a cell that raises, named with file and line.
    """
    solution_path, lab_path = _paths(source, root)
    notebook = solved(source)
    lab = unsolved(notebook)
    fresh = force or _without_outputs(solution_path) != notebook or not _executed(solution_path)
    if not fresh and _read(lab_path) == lab:
        return "up to date"
    if fresh:
        notebook = _execute(notebook, Path(source), show)
        write_text(solution_path, nbformat.writes(notebook) + "\n")
        _save_picture(notebook, solution_path)
    write_text(lab_path, nbformat.writes(lab) + "\n")
    return "built"


def stale(source, root):
    """What is wrong with the built notebooks of a source, in words, or "" if they match it."""
    solution_path, lab_path = _paths(source, root)
    notebook = solved(source)
    if _without_outputs(solution_path) != notebook:
        return f"{solution_path} does not match {source}"
    if not _executed(solution_path):
        return f"{solution_path} was not executed to its end"
    if _read(lab_path) != unsolved(notebook):
        return f"{lab_path} does not match {source}"
    return ""


def _paths(source, root):
    name = Path(source).stem + ".ipynb"
    return Path(root) / "solutions" / name, Path(root) / "labs" / name


def _cell(cell, source, line, marked):
    """One cell with its marks checked and turned into nbgrader's metadata."""

    def refuse(reason, at=0):
        raise CourseError(f"{source}:{line + at}: {reason}")

    marks = dict(cell.metadata)
    setup, exercise = marks.pop("setup", False), marks.pop("exercise", None)
    check, points = marks.pop("check", None), marks.pop("points", None)
    tags = marks.pop("tags", [])
    marks.pop("lines_to_next_cell", None)
    if marks:
        refuse(
            f"unknown mark {next(iter(marks))!r}; there are setup, exercise, check, points, tags"
        )
    solution_lines = _solution_lines(cell.source, refuse)
    if cell.cell_type != "code":
        if setup or exercise or check or solution_lines:
            refuse("a mark of code on a text cell")
        return nbformat.v4.new_markdown_cell(cell.source, metadata={"tags": tags} if tags else {})
    if bool(setup) + bool(exercise) + bool(check) > 1:
        refuse("a cell is the setup, an exercise or a check, not two of them")
    if bool(check) != (points is not None):
        refuse("check and points belong together, as in  check='encode' points=1")
    if points is not None and not (isinstance(points, int) and points > 0):
        refuse(f"points must be a positive whole number, got {points!r}")
    if exercise and not solution_lines:
        refuse(f"exercise {exercise} has no {BEGIN}")
    if solution_lines and not exercise:
        refuse(f"{BEGIN} in a cell that is not marked as an exercise", solution_lines[0])
    metadata = {"tags": tags} if tags else {}
    if setup or exercise or check:
        grade_id = "setup" if setup else exercise or f"check-{check}"
        if grade_id in marked:
            refuse(f"a second {grade_id}: the first is in line {marked[grade_id]}")
        marked[grade_id] = line
        own = {"grade_id": grade_id, "locked": not exercise, "solution": bool(exercise)}
        if check:
            own |= {"grade": True, "points": points}
        metadata["nbgrader"] = NBGRADER | own
    try:
        ast.parse(_stubbed(cell.source))
    except SyntaxError as error:
        refuse(f"the cell as a student gets it does not parse: {error.msg}", error.lineno or 0)
    return nbformat.v4.new_code_cell(cell.source, metadata=metadata)


def _solution_lines(text, refuse):
    """Offsets (from the cell's mark) of its BEGIN lines; broken pairs are refused."""
    begins, inside = [], False
    for offset, line in enumerate(text.splitlines(), 1):
        if line.strip() not in (BEGIN, END):
            if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
                refuse(f"write the mark as {BEGIN} or {END} on a line of its own", offset)
        elif (line.strip() == BEGIN) == inside:
            refuse(f"{line.strip()} {'inside a solution' if inside else 'without a begin'}", offset)
        else:
            inside = not inside
            begins += [offset] if inside else []
    if inside:
        refuse(f"{BEGIN} is not followed by {END}", begins[-1])
    return begins


def _check_pairs(marked, source):
    """Every exercise has a check and every check an exercise."""
    for grade_id, line in marked.items():
        exercise = grade_id.removeprefix("check-")
        other = exercise if grade_id != exercise else f"check-{exercise}"
        if grade_id != "setup" and other not in marked:
            missing = "exercise" if grade_id != exercise else "check"
            raise CourseError(f"{source}:{line}: {exercise} has no {missing}")
    if "setup" not in marked:
        raise CourseError(f"{source}:1: no cell is marked setup=true")


def _give_ids(notebook):
    """Ids that follow from a cell's mark or content, so that editing one cell changes one id."""
    taken = set()
    for cell in notebook.cells:
        digest = hashlib.sha1(cell.source.encode()).hexdigest()[:8]
        wanted = cell.metadata.get("nbgrader", {}).get("grade_id", digest)
        number = 1
        while (new := wanted if number == 1 else f"{wanted}-{number}") in taken:
            number += 1
        taken.add(new)
        cell.id = new


def _stubbed(text):
    """The code with each solution replaced by a stub at the solution's indentation."""
    lines, inside = [], False
    for line in text.splitlines():
        if line.strip() == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + stub for stub in STUB]
        elif line.strip() == END:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def _read(path):
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        return None
    except Exception:  # damaged in whatever way: it will be built again
        return None


def _without_outputs(path):
    notebook = _read(path)
    for cell in notebook.cells if notebook else ():
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _executed(path):
    cells = [cell for cell in _read(path).cells if cell.cell_type == "code"]
    return all(cell.execution_count for cell in cells)


def _execute(notebook, source, show):
    """Run a notebook in a new kernel, in the folder of its source."""
    from nbclient.exceptions import CellExecutionError

    from course.execution import KernelStopped, execute, failing_line

    notebook = nbformat.from_dict(notebook)
    current = 0

    def started(index):
        nonlocal current
        current = index
        show(f"cell {index + 1} of {len(notebook.cells)}")

    try:
        execute(notebook, source.parent, seconds=CELL_SECONDS, started=started)
    except CellExecutionError as error:
        outputs = notebook.cells[current].outputs
        errors = [output for output in outputs if output.output_type == "error"]
        line = _line(source, current) + (failing_line(errors[0]) if errors else 0)
        raise CourseError(f"{source}:{line}: {error.ename}: {error.evalue}") from error
    except KernelStopped as error:
        raise CourseError(f"{source}:{_line(source, current)}: {error}") from error
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            problem = _unrepeatable(output)
            if problem:
                raise CourseError(f"{source}:{_line(source, index)}: {problem}")
    notebook.metadata["language_info"] = {"name": "python"}  # the kernel adds its exact version
    return notebook


def _unrepeatable(output):
    """Why an output cannot be the same in every run, in words, or ""."""
    if output.get("name") == "stderr":
        return f"the cell wrote to stderr: {output['text'].strip().splitlines()[-1]}"
    shown = output.get("text", "") + output.get("data", {}).get("text/plain", "")
    if re.search(r" at 0x[0-9a-f]{6,}", shown):
        return f"the cell shows a memory address, assign its value: {shown.strip()[:80]}"
    return ""


def _line(source, index):
    """The line on which cell number `index` of a source starts."""
    lines = source.read_text(encoding="utf-8").splitlines()
    return [n for n, line in enumerate(lines, 1) if re.match(r"# %%( |$)", line)][index]


def _save_picture(notebook, solution_path):
    """Save the last picture of the cell tagged `picture` as solutions/pictures/NN_name.png."""
    pictures = [
        output["data"]["image/png"]
        for cell in notebook.cells
        if "picture" in cell.metadata.get("tags", ())
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    if pictures:
        with replacing(solution_path.parent / "pictures" / f"{solution_path.stem}.png") as part:
            part.write_bytes(base64.b64decode(pictures[-1]))
