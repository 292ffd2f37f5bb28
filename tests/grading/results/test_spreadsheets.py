"""The table of all points for spreadsheets."""

import csv
import io
import sys

import openpyxl
import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade
from course.grading.results import spreadsheets, tables
from tests.grading.results.made_up import HOSTILE, graded


def a_table(*students):
    """The text of grades.csv; everybody has 1.25 of 2 points."""
    exercise = ExerciseGrade("encode", 2, 1.25)
    grades = [graded(exercise, student=student, name=student) for student in students]
    return tables.BOM + tables.grades_csv(grades)


def sheet_of(text):
    (content,) = spreadsheets.tables(text, "xlsx").values()
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_workbook_has_real_numbers_and_a_head_that_stays():
    sheet = sheet_of(a_table("1234567", "Zoë Ångström"))
    head = [cell.value for cell in sheet[1]]
    assert head == ["student", "name", "01_first/encode", "01_first", "total", "remarks"]
    assert [cell.value for cell in sheet[2]] == ["1234567", "1234567", 1.25, 1.25, 1.25, None]
    assert [cell.data_type for cell in sheet[2]] == [
        "s",
        "s",
        "n",
        "n",
        "n",
        "n",
    ]  # the last is empty
    assert sheet["B3"].value == "Zoë Ångström" and sheet.max_row == 3
    assert sheet.freeze_panes == "C2" and sheet["A1"].font.bold


@pytest.mark.parametrize(
    "name", ["=1+1", "+49 30 1", "-x", "@SUM(A1)", "=HYPERLINK(A1)", "#N/A", "'x"]
)
def test_nothing_in_a_workbook_is_a_formula(name):
    cell = sheet_of(a_table(name))["B2"]
    assert cell.value == name and cell.data_type == "s"
    assert cell.quotePrefix == name.startswith(tables.FORMULA)  # it stays text when it is edited


def test_a_grade_is_called_as_the_scale_calls_it():
    content = spreadsheets.workbook(["student", "percent", "grade"], [["ada", "71", "3.0"]])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[2]] == ["ada", 71, "3.0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_of_hostile_names_opens(text):
    sheet = sheet_of(a_table(text))
    assert sheet.max_row == 2 and sheet["C2"].value == 1.25


def test_semicolons_and_decimal_commas():
    made = spreadsheets.tables(a_table("1.5", "Li; Anna", "=1+1"), "semicolon")
    text = made["grades-semicolon.csv"]
    assert text.startswith(tables.BOM + "student;name;")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert rows[1][:3] == ["1.5", "1.5", "1,25"]  # a name is no number
    assert rows[2] == ["'=1+1", "'=1+1", "1,25", "1,25", "1,25", ""]
    assert rows[3][0] == "Li; Anna"


@pytest.mark.parametrize("kind", [None, "comma"])
def test_commas_are_grades_csv_alone(kind):
    assert spreadsheets.tables(a_table("a"), kind) == {}


def test_without_openpyxl_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(CourseError, match=r"needs openpyxl.*--tables semicolon"):
        spreadsheets.tables(a_table("a"), "xlsx")
