"""Both notebooks of a lab: the executed solution, and the lab as students get it, without outputs.

Both carry nbgrader's metadata (schema 3) and stable cell ids, so a rebuild without changes changes nothing.
"""

import base64
import re
from pathlib import Path

import nbformat

from course.authoring import checked, numbers
from course.authoring.sources import first_lines, solved, unsolved
from course.claims.report import changed_bars
from course.errors import CourseError
from course.files import replacing, update_text, write_text
from course.notebooks.execution import KernelStopped, execute, failing_line
from course.runtime import budget_name

CELL_SECONDS = 600
_PLOTS = re.compile(r"\b(?:plot_\w+|GrowingCurve|plt\.\w+)")


def build(source, root, *, force=False, show=lambda text: None):
    """Build both notebooks of a source; nothing is written unless everything went well.

    Args:
        source: path of solutions/NN_name.py.
        root: the folder that holds solutions/ and labs/.
        force: execute the solution even if its source has not changed.
        show: called with a short text as the work goes on.

    Returns:
        "built"; "up to date" if nothing had to be done; "checks asked again" if only they had changed.

    Raises:
        CourseError: a broken mark, a cell that raises, a solution without all points, a picture without an
            alternative text or a marked number that its section does not show, named with file and line; a
            quick run, in which no claim is measured.
    """
    if budget_name() != "full":
        raise CourseError(
            f"COURSE_BUDGET is {budget_name()}: in a quick run no claim is measured, so nothing was built. "
            "Unset it and build again"
        )
    solution_path, lab_path = _paths(source, root)
    notebook = solved(source)
    lab = unsolved(notebook)
    fresh = (
        force
        or _without_outputs(solution_path) != notebook
        or not _executed(solution_path)
        or changed_bars(_read(solution_path).cells)
        or _undescribed(_read(solution_path).cells)
    )
    done = "built"
    if not fresh:
        known = _read(solution_path)
        _refuse_faults(Path(source), known.cells)
        if checked.changed(known.cells):
            show("asking its checks again")
            fresh = not checked.ask_again(solution_path, known)
            if not fresh:
                checked.note(known)
                write_text(solution_path, nbformat.writes(known) + "\n")
                done = "checks asked again"
        elif _read(lab_path) == lab:
            return "up to date"
    if fresh:
        notebook = _execute(notebook, Path(source), show)
        write_text(solution_path, nbformat.writes(notebook) + "\n")
        _save_picture(notebook, solution_path)
    update_text(lab_path, nbformat.writes(lab) + "\n")
    return "built" if fresh else done


def stale(source, root):
    """What is wrong with the built notebooks of a source, in words, or "" if they match it."""
    solution_path, lab_path = _paths(source, root)
    notebook = solved(source)
    if _without_outputs(solution_path) != notebook:
        return f"{solution_path} does not match {source}"
    if not _executed(solution_path):
        return f"{solution_path} was not executed to the end"
    if names := changed_bars(_read(solution_path).cells):
        return f"{solution_path} shows another bar than the ledger has: {', '.join(names)}"
    if names := checked.changed(_read(solution_path).cells):
        return f"{solution_path} was built with other checks: {', '.join(names)}"
    if _read(lab_path) != unsolved(notebook):
        return f"{lab_path} does not match {source}"
    return "\n".join(_faults(Path(source), _read(solution_path).cells))


def _paths(source, root):
    name = Path(source).stem + ".ipynb"
    return Path(root) / "solutions" / name, Path(root) / "labs" / name


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
                line = _line(source, index) + _line_in_cell(output)
                raise CourseError(f"{source}:{line}: {problem}")
    checked.note(notebook)
    _refuse_faults(source, notebook.cells)
    notebook.metadata["language_info"] = {"name": "python"}  # the kernel adds its exact version
    return notebook


def _unrepeatable(output):
    """Why an output cannot be the same in every run, in words, or ""."""
    if output.get("name") == "stderr":
        return f"the cell wrote to stderr: {output['text'].strip()}"
    shown = output.get("text", "") + output.get("data", {}).get("text/plain", "")
    if re.search(r" at 0x[0-9a-f]{6,}", shown):
        return f"the cell shows a memory address, assign its value: {shown.strip()[:80]}"
    return ""


def _line_in_cell(output):
    """The line of its cell that a warning on stderr names, 0 if there is none."""
    found = re.search(r"ipykernel_\d+[/\\]\d+\.py:(\d+): ", output.get("text", ""))
    return int(found[1]) if found else 0


def _refuse_faults(source, cells):
    if faults := _faults(source, cells):
        raise CourseError("\n".join(faults))


def _faults(source, cells):
    """What a reader of the executed cells would miss, each with file and line: list of str."""
    text = source.read_text(encoding="utf-8")
    starts = first_lines(text)
    faults = [
        (
            starts[index],
            f"no alternative text for {plot}: say with course.plots.alternative.describe",
        )
        for index, plot in _undescribed(cells)
    ]
    faults += [(starts[index], told) for index, told in checked.not_full(cells)]
    faults += [
        (starts[index], "the cell is tagged as the picture for the README, and shows none")
        for index, cell in enumerate(cells)
        if "picture" in cell.metadata.get("tags", ()) and not _pictures(cell)
    ]
    faults += numbers.not_shown(text, starts, cells)
    return [f"{source}:{line}: {told}" for line, told in faults]


def _undescribed(cells):
    """Pictures that say nothing to a reader who cannot see them: list of (index of the cell, its plots)."""
    return [
        (
            index,
            "the picture of "
            + (", ".join(dict.fromkeys(_PLOTS.findall(cell.source))) or "the cell"),
        )
        for index, cell in enumerate(cells)
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
        and not output.metadata.get("image/png", {}).get("alt")
    ]


def _line(source, index):
    """The line on which cell number `index` of a source starts."""
    return first_lines(source.read_text(encoding="utf-8"))[index]


def _save_picture(notebook, solution_path):
    """Save the last picture of the cell tagged `picture` as solutions/pictures/NN_name.png."""
    pictures = [
        picture
        for cell in notebook.cells
        if "picture" in cell.metadata.get("tags", ())
        for picture in _pictures(cell)
    ]
    if pictures:
        with replacing(solution_path.parent / "pictures" / f"{solution_path.stem}.png") as part:
            part.write_bytes(base64.b64decode(pictures[-1]))


def _pictures(cell):
    """The pictures that a cell shows, as text in base64."""
    shown = [output.get("data", {}) for output in cell.get("outputs", ())]
    return [data["image/png"] for data in shown if "image/png" in data]
