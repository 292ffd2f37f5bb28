"""The table of all points for spreadsheets: as .xlsx, or with semicolons and decimal commas.

Both are made of grades.csv, which is written in any case.
"""

import csv
import io
import re

from course.errors import CourseError
from course.grading.results.rendering import visible
from course.grading.results.tables import BOM, FORMULA

KINDS = ("comma", "semicolon", "xlsx")  # what `--tables` takes; the first is grades.csv alone
TEXT = ("student", "name", "remarks")  # columns that hold no numbers, whatever they look like
NAMED = ("grade",)  # a grade is called as the scale calls it: 3.0 is not to become 3
NUMBER = re.compile(r"-?\d+(\.\d+)?")
WIDTHS = {
    "student": 16,
    "name": 26,
    "remarks": 40,
}  # in characters; of the others that of their head


def tables(text, kind):
    """The further tables.

    Args:
        text: that of grades.csv.
        kind: one of KINDS, or None.

    Returns:
        {path below GRADES: text or bytes}.

    Raises:
        CourseError: openpyxl is missing.
    """
    head, *rows = csv.reader(io.StringIO(text.removeprefix(BOM)))
    if kind == "xlsx":
        return {"grades.xlsx": workbook(head, rows)}
    if kind == "semicolon":
        return {"grades-semicolon.csv": with_semicolons(head, rows)}
    return {}


def with_semicolons(head, rows):
    """A table for spreadsheets that take a comma for the decimal point, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(head)
    for row in rows:
        writer.writerow(
            cell.replace(".", ",") if is_number(column, cell) else cell
            for column, cell in zip(head, row, strict=True)
        )
    return BOM + text.getvalue()


def workbook(head, rows):
    """A workbook with one sheet: numbers are numbers, all else and grades are text, nothing is a formula.

    Args:
        head: names of the columns.
        rows: list of rows of str.

    Returns:
        bytes of an .xlsx file.

    Raises:
        CourseError: openpyxl is missing.
    """
    openpyxl = library()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("grades")
    sheet.freeze_panes = "C2"
    for place, column in enumerate(head, 1):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, max(8, len(column) + 2))

    def text_cell(words, bold=False):
        escaped = words.startswith("'") and words[1:].lstrip(" ").startswith(FORMULA)
        words = visible(words[1:] if escaped else words)
        cell = openpyxl.cell.WriteOnlyCell(sheet, words)
        cell.data_type = "s"  # else "=1+1" would be a formula
        cell.quotePrefix = escaped  # and become one when somebody edits it
        if bold:
            cell.font = openpyxl.styles.Font(bold=True)
        return cell

    sheet.append([text_cell(column, bold=True) for column in head])
    for row in rows:
        cells = zip(head, row, strict=True)
        sheet.append(
            [
                float(cell)
                if is_number(column, cell) and column not in NAMED
                else (text_cell(cell) if cell else None)
                for column, cell in cells
            ]
        )
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def is_number(column, cell):
    """Whether a cell of a table is a number rather than text that looks like one."""
    return column not in TEXT and NUMBER.fullmatch(cell) is not None


def library():
    """The module openpyxl.

    Raises:
        CourseError: it is not installed.
    """
    try:
        import openpyxl
        import openpyxl.cell
        import openpyxl.styles
        import openpyxl.utils
    except ImportError as error:
        raise CourseError(
            "a table as .xlsx needs openpyxl, which is not installed here: run  .venv/bin/pip install "
            "-e '.[grading]'  in the repository, or take --tables semicolon"
        ) from error
    return openpyxl
