"""From the bytes of a notebook to its cells, or to a sentence that says what the file is instead."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from course.errors import Unreadable

BLANK = b"\0 \t\r\n"
PACKED = "a compressed file: unpack it and take the notebook that is in it"
PICTURE = "a picture: take the notebook (.ipynb) itself"
OTHER_FILES = {  # by how they begin
    b"PK\3\4": "a zip archive: unpack it and take the notebook that is in it",
    b"%PDF": "a PDF: take the notebook (.ipynb) itself",
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"\x1f\x8b": PACKED,
    b"Rar!": PACKED,
    b"7z\xbc\xaf": PACKED,
}
KINDS = {
    list: "a list",
    dict: "a table",
    str: "a text",
    bool: "a truth value",
    type(None): "nothing",
}
AGAIN = "open your notebook in Jupyter and save it"


class Notebook(NamedTuple):
    """What a file holds.

    Attributes:
        cells: list of dicts, whose values can be anything.
        metadata: dict of anything.
        notes: list of remarks.
    """

    cells: list
    metadata: Mapping
    notes: list


def parse(data):
    """A notebook of any format.

    Args:
        data: bytes or bytearray, the file.

    Returns:
        Notebook.

    Raises:
        Unreadable: it is no notebook, or a damaged one.
    """
    notebook, notes = _parsed(data)
    if not isinstance(notebook, dict):
        raise Unreadable(f"the file holds {_kind(notebook)} instead of a notebook: {AGAIN}")
    cells = notebook.get("cells")
    if cells is None and "worksheets" in notebook:
        cells = _cells_of_worksheets(notebook["worksheets"])
    if cells is None:
        raise Unreadable(f"the file has no list of cells, so it is not a notebook: {AGAIN}")
    if not isinstance(cells, list):
        raise Unreadable(f"the notebook's cells are {_kind(cells)} instead of a list: {AGAIN}")
    if not cells:
        raise Unreadable("the notebook has no cells: take the notebook that you worked in")
    sound = [cell for cell in cells if isinstance(cell, dict)]
    if not sound:
        raise Unreadable(f"all cells of the notebook are damaged: {AGAIN}")
    if len(sound) < len(cells):
        notes.append(f"damaged cells of the notebook were left out: {len(cells) - len(sound)}")
    metadata = notebook.get("metadata")
    return Notebook(sound, metadata if isinstance(metadata, Mapping) else {}, notes)


def _cells_of_worksheets(sheets):
    """Cells of format 3, whose code cells have an input instead of a source."""
    cells = []
    for sheet in sheets if isinstance(sheets, list) else ():
        below = sheet.get("cells") if isinstance(sheet, dict) else None
        for cell in below if isinstance(below, list) else ():
            if isinstance(cell, dict) and "input" in cell:
                cell = {**cell, "source": cell["input"]}
            cells.append(cell)
    return cells


def _parsed(data):
    """What the JSON of a file says, and notes; raises Unreadable."""
    if not data[:1000].strip(BLANK) and not data.strip(BLANK):
        raise Unreadable("the file is empty: save the notebook again")
    for start, what in OTHER_FILES.items():
        if data.startswith(start):
            raise Unreadable(f"a notebook was expected, but the file is {what}")
    notes = []
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        if b"\0" in data:
            raise Unreadable(f"the file is not text, so it is not a notebook: {AGAIN}") from None
        text = data.decode("latin-1")
        notes.append("the file is not in UTF-8, so special characters may be wrong")
    try:
        return _loaded(text), notes
    except json.JSONDecodeError as error:
        raise Unreadable(_not_json(text, error)) from None
    except RecursionError:
        raise Unreadable(f"the file has too many nested brackets: {AGAIN}") from None


def _loaded(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than Python turns into an int
        return json.loads(text, parse_int=lambda digits: 0)


def _not_json(text, error):
    start = text[:1000].lstrip().lower()
    if start.startswith("<") and not start.startswith("<<<<"):
        return (
            "a notebook was expected, but the file is a web page (HTML): "
            "use File > Download in Jupyter"
        )
    if re.search(r"^(<<<<<<<|>>>>>>>) ", text, re.MULTILINE):
        return (
            "the file holds conflict markers of git (<<<<<<<): keep one of the two versions, and see that "
            "the notebook opens in Jupyter"
        )
    if not start.startswith(("{", "[")):
        return f"a notebook was expected, but the file is a script or other text: {AGAIN}"
    near_end = len(text.rstrip()) - error.pos < 10 and not error.msg.startswith("Extra data")
    if near_end or error.msg.startswith("Unterminated string"):
        return (
            "the notebook ends in the middle, so it was not saved or uploaded completely: "
            "save it again"
        )
    return (
        f"the file is damaged in line {error.lineno}, so Jupyter cannot open it either: copy your "
        "answers into the notebook that you got"
    )


def _kind(value):
    return KINDS.get(type(value), "a number")
