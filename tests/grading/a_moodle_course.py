"""A made-up course in Moodle: students, two assignments, and oddities of the kind that real ones have."""

import copy
import csv
import io
import zipfile

import nbformat
import numpy as np

from course.cells import grade_id_of
from tests.classroom import ROOT, notebook

FIRST, SECOND = "03_lstm_gru", "05_stateful_lstm"
GIVEN = (
    "Ada Grace Emmy Sofia Maryam Hedy Rosalind Ida Jürgen Łukasz Øystein Zoë André Nguyễn Akira Wei Omar Leïla "
    "Priya Tomás"
).split()
FAMILY = "Lovelace Hopper Noether Müller Weiß Kowalski Ødegård O'Neill García-Márquez".split()
DAY = "Tuesday, 3 November 2026, 11:59 PM"


class Student:
    """One student: name, e-mail, the number that Moodle draws for each assignment."""

    def __init__(self, place, given, family):
        self.name, self.given, self.family = f"{given} {family}", given, family
        self.mail, self.id = f"s{place:03d}@example.org", f"{4000 + place}"
        self.numbers = {FIRST: 1_200_000 + 7 * place, SECOND: 1_310_000 + 7 * place}


def students(count):
    """That many students; the last two have the same name."""
    names = [(given, family) for family in FAMILY for given in GIVEN][: count - 2]
    names += [("Kim", "Lee")] * 2
    return [Student(place, *name) for place, name in enumerate(names)]


def solutions(lab):
    """{exercise: source of its solved cell}"""
    cells = nbformat.read(ROOT / "solutions" / f"{lab}.ipynb", as_version=4).cells
    solved = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {grade_id_of(cell): cell.source for cell in solved}


def answered(lab, rng):
    """A notebook in which most exercises are solved, and ids of those that are not."""
    sources = solutions(lab)
    left = [name for name in sources if rng.random() < 0.2]
    return notebook(lab, {name: source for name, source in sources.items() if name not in left})


def solved(lab):
    return notebook(lab, solutions(lab))


# the oddities: each makes of a solved notebook what is handed in, {file name: content}


def split_cell(made):
    """JupyterLab's "split cell" copies the mark: helper and function stand in two cells with one id."""
    place = _place(made, "unfold")
    second = copy.deepcopy(made["cells"][place])
    made["cells"][place]["source"] = "def rows_first(array):\n    return array.swapaxes(0, 1)\n"
    second["id"] = "copied"
    second["source"] = second["source"].replace("by_batch.swapaxes(0, 1)", "rows_first(by_batch)")
    made["cells"].insert(place + 1, second)
    return {f"{SECOND}.ipynb": made}


def metadata_lost(made):
    """An editor dropped the metadata of all cells."""
    for cell in made["cells"]:
        cell["metadata"] = {}
    return {f"{SECOND}.ipynb": made}


def from_colab(made):
    """A setup cell with a line that only runs elsewhere, then one that is needed."""
    cell = made["cells"][_place(made, "setup")]
    cell["source"] = f"from google.colab import drive\nimport math\n{cell['source']}"
    answer = made["cells"][_place(made, "state-numbers")]
    answer["source"] = answer["source"].replace("rows * sum", "math.prod([rows, 1]) * sum")
    return {f"{SECOND}.ipynb": made}


def magics(made):
    """Lines that Jupyter runs and Python does not."""
    cell = made["cells"][_place(made, "hand-down")]
    cell["source"] = f"%%capture\n!pip install numpy\n{cell['source']}"
    return {f"{SECOND}.ipynb": made}


def worked_in_a_copy(made):
    """The untouched original lies beside the copy that was worked in."""
    return {f"{SECOND}.ipynb": notebook(SECOND, {}), f"{SECOND}-Copy1.ipynb": made}


def other_ending(made):
    """A browser or a mail programme took the ending away."""
    return {f"{SECOND}.json": made}


def whole_folder(made):
    """A zip of both labs in the assignment of the second."""
    inner = zipped({f"labs/{FIRST}.ipynb": solved(FIRST), f"labs/{SECOND}.ipynb": made})
    return {"labs.zip": inner}


def helper_twice(made):
    """Two answers define a helper of the same name with different arguments."""
    first, later = (made["cells"][_place(made, name)] for name in ("state-numbers", "window-start"))
    first["source"] = "def helper(count):\n    return 2 * count\n\n\n" + first["source"].replace(
        "2 * count", "helper(count)"
    )
    later["source"] = "def helper(one, two):\n    return one * two\n\n\n" + later["source"].replace(
        "(rows * steps)", "helper(rows, steps)"
    )
    return {f"{SECOND}.ipynb": made}


def cell_without_mark(made):
    """The answer stands in a new cell; the marked one still holds the stub."""
    place = _place(made, "unknown-share")
    cell = made["cells"][place]
    new = {**copy.deepcopy(cell), "id": "mine", "metadata": {}}
    cell["source"] = notebook(SECOND, {})["cells"][place]["source"]
    made["cells"].insert(place + 1, new)
    return {f"{SECOND}.ipynb": made}


def in_markdown(made):
    """An answer's cell became text."""
    cell = made["cells"][_place(made, "hand-down")]
    cell["cell_type"] = "markdown"
    for key in ("outputs", "execution_count"):
        cell.pop(key, None)
    return {f"{SECOND}.ipynb": made}


def picture_instead(made):
    """Not a notebook at all."""
    return {"screenshot.png": b"\x89PNG\r\n\x1a\n" + bytes(50)}


ODDITIES = (  # what is odd: every second student has one
    split_cell,
    metadata_lost,
    from_colab,
    magics,
    worked_in_a_copy,
    other_ending,
    whole_folder,
    helper_twice,
    cell_without_mark,
    in_markdown,
    picture_instead,
)
ODD = dict(enumerate(ODDITIES, start=1))  # place among the students
MISSING = 12  # handed in nothing the second time


def write(folder, count):
    """Write what Moodle gives out: participants.csv, and for each week a download and a worksheet.

    Args:
        folder: Path.
        count: of students, 16 or more.

    Returns:
        list of Student.
    """
    rng, them = np.random.default_rng(60), students(count)
    head = ["First name", "Last name", "Email address", "ID number", "Groups"]
    rows = [[one.given, one.family, one.mail, one.id, "No groups"] for one in them]
    (folder / "participants.csv").write_text(_csv([head, *rows]), encoding="utf-8-sig")
    for lab, week in ((FIRST, "week1"), (SECOND, "week2")):
        files = {}
        for place, one in enumerate(them):
            if lab == SECOND and place == MISSING:
                continue
            odd = ODD.get(place) if lab == SECOND else None
            made = odd(solved(lab)) if odd else {f"{lab}.ipynb": answered(lab, rng)}
            around = f"{one.name}_{one.numbers[lab]}_assignsubmission_file"
            files |= {f"{around}/{name}": what for name, what in made.items()}
        (folder / f"{week}.zip").write_bytes(zipped(files))
        (folder / f"worksheet-{lab[:2]}.csv").write_text(
            worksheet(them, lab), encoding="utf-8-sig", newline=""
        )
    return them


def worksheet(them, lab):
    """Moodle's grading worksheet of an assignment, still without grades."""
    head = [
        *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"),
        *("Grade can be changed", "Last modified (submission)", "Last modified (grade)"),
        "Feedback comments",
    ]
    of = {FIRST: "9.00", SECOND: "11.00"}[lab]
    rows = [
        [
            *(
                f"Participant {one.numbers[lab]}",
                one.name,
                one.mail,
                "Submitted for grading - Not marked",
            ),
            *("", of, "Yes", DAY, "-", ""),
        ]
        for one in them
    ]
    return _csv([head, *rows])


def zipped(files):
    """{name: notebook as JSON has it, or bytes} as the bytes of a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, what in files.items():
            text = what if isinstance(what, bytes) else nbformat.writes(nbformat.from_dict(what))
            archive.writestr(name, text)
    return data.getvalue()


def _csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _place(made, grade_id):
    return next(i for i, cell in enumerate(made["cells"]) if grade_id_of(cell) == grade_id)
