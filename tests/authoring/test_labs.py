"""The labs themselves: built, well-formed, and within the rules of a lab."""

import importlib
import re
import shutil
import statistics
from pathlib import Path

import nbformat
import pytest

from course.authoring import notebooks
from course.authoring.sources import find_sources, solved, unsolved
from course.cells import exercise_of, grade_id_of, is_check_id, mark_of
from course.checks import Check
from course.claims import ledger, report
from course.files import START
from tests import course_labs

ROOT = Path(__file__).resolve().parents[2]
SOURCES = find_sources(ROOT)
each_page = pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: path.stem
)  # and the start page
each_lab = pytest.mark.parametrize("source", course_labs.SOURCES, ids=lambda path: path.stem)
each_of_the_course = pytest.mark.parametrize(
    "source", course_labs.COURSE, ids=lambda path: path.stem
)


def read(folder, source):
    return nbformat.read(ROOT / folder / f"{source.stem}.ipynb", as_version=4)


def told(exercise, result):
    """What a check says of an answer, for the message of a test."""
    return "\n".join([f"{exercise}:", *(f"{mark} {text}" for mark, text in result.lines)])


@each_page
def test_built_notebooks_match_their_source(source):
    assert notebooks.stale(source, ROOT) == ""


@pytest.mark.slow
@pytest.mark.nightly  # on a push nbval runs all notebooks, and `stale` compares them with their sources
def test_a_fresh_build_gives_the_committed_notebooks(tmp_path):
    [source] = find_sources(ROOT, ["05_stateful_lstm"])  # a quick one; nbval runs them all
    fresh = tmp_path / "solutions" / source.name
    fresh.parent.mkdir()
    shutil.copy(source, fresh)
    assert notebooks.build(fresh, tmp_path) == "built"
    lab = Path("labs", f"{source.stem}.ipynb")
    assert (tmp_path / lab).read_bytes() == (ROOT / lab).read_bytes()
    solution = Path("solutions", f"{source.stem}.ipynb")
    without_outputs = unsolved(nbformat.read(tmp_path / solution, as_version=4))
    assert without_outputs == unsolved(nbformat.read(ROOT / solution, as_version=4))
    picture = Path("solutions", "pictures", f"{source.stem}.png")
    assert (tmp_path / picture).exists() == (ROOT / picture).exists()


@each_page
@pytest.mark.parametrize("folder", ["labs", "solutions"])
def test_notebooks_are_valid(source, folder):
    notebook = read(folder, source)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


@each_page
def test_labs_have_no_outputs_and_no_solutions(source):
    text = (ROOT / "labs" / f"{source.stem}.ipynb").read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in text and "END SOLUTION" not in text
    for cell in read("labs", source).cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@each_page
def test_commands_are_shown_as_they_can_be_typed_and_none_waits_for_typing(source):
    text = source.read_text(encoding="utf-8")
    assert not re.findall(r"`course [a-z]+[^`]*`", " ".join(text.split("\n# ")))
    for cell in read("labs", source).cells:
        if cell.cell_type == "code":
            assert not re.search(r"^\s*[%!]", cell.source, re.MULTILINE), cell.source


@each_of_the_course
def test_length_and_rhythm(source):
    cells = read("solutions", source).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    lines = [len(cell.source.splitlines()) for cell in code]
    exercises = [cell for cell in code if mark_of(cell).get("solution")]
    assert 40 <= len(cells) <= 70
    assert statistics.median(lines) <= 6
    assert max(lines) <= 25
    assert 4 <= len(exercises) <= 6
    assert 0.4 <= len(code) / len(cells) <= 0.65
    for cell in unsolved(solved(source)).cells:
        if mark_of(cell).get("solution"):
            assert len(cell.source.splitlines()) <= 15


@each_lab
def test_points_in_the_lab_are_those_of_the_checks(source):
    module = importlib.import_module(f"course.checks.{source.stem[3:]}")
    checks = {check.id: check.points for check in vars(module).values() if isinstance(check, Check)}
    marked = {
        exercise_of(mark["grade_id"]): mark["points"]
        for mark in map(mark_of, read("labs", source).cells)
        if mark.get("grade")
    }
    assert marked == checks


@each_lab
@pytest.mark.slow
def test_each_exercise_stands_on_the_setup_and_its_own_cell(source, keras, capsys):
    cells = {grade_id_of(cell): cell for cell in read("solutions", source).cells}
    stubs = {grade_id_of(cell): cell for cell in read("labs", source).cells}
    for grade_id, check in cells.items():
        if is_check_id(grade_id):
            exercise = exercise_of(grade_id)
            names = {}
            exec(cells["setup"].source, names)
            exec(cells[exercise].source, names)
            result = eval(check.source, names)
            assert result.points == mark_of(check)["points"], told(exercise, result)
            exec(stubs[exercise].source, names)
            assert not eval(check.source, names).attempted


@each_lab
def test_demos_use_the_student_s_functions_only_where_ours_can_take_their_place(source):
    import ast

    def names(node):  # all that a cell names, but for the first argument of `runtime.yours`
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "runtime.yours":
                if child is node.args[0]:
                    continue
            if isinstance(child, ast.Name):
                yield child.id
            yield from names(child)

    cells = [cell for cell in read("solutions", source).cells if cell.cell_type == "code"]
    kinds = [mark_of(cell) for cell in cells]
    own = {
        node.name
        for cell, kind in zip(cells, kinds, strict=True)
        if kind.get("solution")
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.FunctionDef)
    }
    for cell, kind in zip(cells, kinds, strict=True):
        if not kind.get("solution") and not kind.get("grade"):
            assert not set(names(ast.parse(cell.source))) & own, cell.source


@each_lab
def test_the_readme_has_a_row_and_a_picture(source):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if f"](labs/{source.stem}.ipynb)" in line]
    assert len(rows) == 1, f"README.md needs one row for {source.stem} in its table of labs"
    picture = f"solutions/pictures/{source.stem}.png"
    assert picture in rows[0] and (ROOT / picture).exists()


def test_every_row_of_the_readme_has_a_lab():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(labs/(\w+)\.ipynb\)", text))
    if course_labs.IS_COMPLETE:
        assert named - {START} == {source.stem for source in course_labs.SOURCES}


@each_lab
def test_every_claim_of_the_lab_is_measured(source):
    table = [entry for entry in report.status(ROOT) if entry["lab"] == source.stem]
    missing = [entry["id"] for entry in table if entry["measured"] is None]
    assert [name for name in missing if not ledger.row(name).needs] == []
    text = source.read_text(encoding="utf-8")
    assert all(f'"{entry["id"]}"' in text for entry in table)
