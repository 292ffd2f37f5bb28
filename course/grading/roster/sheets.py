"""A table that a learning platform or a spreadsheet exported, read cell by cell as it can be given back."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from course.errors import CourseError

DELIMITERS = ("\t", ";", ",")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods, and how .xls begin
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Cell(NamedTuple):
    """A cell: its value, where it stands in the text, whether it stands in quotes."""

    value: str
    start: int
    end: int
    quoted: bool


class Sheet(NamedTuple):
    """A table as text.

    Attributes:
        text: all of it, without a byte order mark.
        bom: the byte order mark, or b"".
        encoding: of the text.
        delimiter: between cells.
        cells: list of rows, each a list of Cell; rows without any text are left out.
    """

    text: str
    bom: bytes
    encoding: str
    delimiter: str
    cells: list

    @property
    def rows(self):
        """The values, a list of lists of str, without spaces around them."""
        return [[cell.value.strip() for cell in row] for row in self.cells]

    def with_values(self, values):
        """The table with other values in some cells, every other byte as it was.

        Args:
            values: {Cell: str}.

        Returns:
            bytes.
        """
        text = self.text
        for cell, value in sorted(values.items(), key=lambda entry: entry[0].start, reverse=True):
            if cell.quoted or any(sign in value for sign in (self.delimiter, '"', "\r", "\n")):
                value = '"' + value.replace('"', '""') + '"'
            text = text[: cell.start] + value + text[cell.end :]
        return self.bom + text.encode(self.encoding)


def read_file(path, what):
    """The bytes of a file that an instructor names.

    Args:
        path: of the file.
        what: what was expected, such as "a list of students".

    Raises:
        CourseError: it is not there, is a folder, or may not be read.
    """
    path = Path(path)
    if path.is_dir():
        raise CourseError(f"{path} is a folder: name a file, {what}")
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if not path.exists():
            raise CourseError(f"there is no file {path}: name {what}") from None
        raise CourseError(f"cannot read {path}: {error.strerror or error}") from error


def sheet_of(data, name, what):
    """Read a table: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows' Western code page.

    Args:
        data: bytes.
        name: of the file, for errors.
        what: what was expected.

    Returns:
        Sheet.

    Raises:
        CourseError: it holds no text, or no table.
    """
    if data.startswith(OFFICE):
        raise CourseError(f"{name} is a spreadsheet, not CSV: save it as CSV and name {what}")
    bom, told = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", ""))
    body = data[len(bom) :]
    text = None
    for encoding in [told] if told else _guesses(body):
        try:
            text = body.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or CONTROL.search(text):
        raise CourseError(f"{name} is not a text file: name {what}, exported as CSV")
    if not text.strip():
        raise CourseError(f"{name} is empty: name {what}")
    if text.lstrip().startswith(("<", "{", "[")):
        raise CourseError(f"{name} is a web page or JSON, not CSV: export it anew and name {what}")
    delimiter = _delimiter(text)
    return Sheet(text, bom, encoding, delimiter, _cells(text, delimiter))


def _guesses(body):
    zeros = body[:200].count(0) * 3 > len(body[:200])
    wide = ("utf-16-le", "utf-16-be") if body[1:2] == b"\0" else ("utf-16-be", "utf-16-le")
    return wide if zeros else ("utf-8", "cp1252", "latin-1")


def _delimiter(text):
    """The sign that the first line has most often outside of quotes."""
    if told := re.match(r"\s*sep=(.)\r?\n", text):  # Excel's own way to say it
        return told[1]
    first = re.sub(r'"[^"]*"', "", text.lstrip().splitlines()[0])
    return max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _cells(text, delimiter):
    sign = re.escape(delimiter)
    pattern = re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|([^{sign}\r\n]*))({sign}|\r\n|\n|\r|\Z)')
    told = re.match(r"\s*sep=.\r?\n", text)
    place = told.end() if told else 0
    rows, row = [], []
    while place < len(text) or row:
        found = pattern.match(text, place)
        quoted = found[1] is not None
        value = found[1].replace('""', '"') if quoted else found[2]
        row.append(Cell(value, found.start(), found.start(3), quoted))
        place = found.end()
        if found[3] != delimiter:
            rows.append(row)
            row = []
            if not found[3]:
                break
    return [row for row in rows if any(cell.value.strip() for cell in row)]
