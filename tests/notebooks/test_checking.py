"""`course check NOTEBOOK` on small notebooks; the labs are too slow for every mistake."""

import json
import warnings

import nbformat
import pytest

from course.cli import main
from course.notebooks import checking, inside
from course.notebooks.answers import find_answers

pytestmark = pytest.mark.slow

SETUP = "from course.checks import addition_rnn as checks"
MATCH = """def exact_match(written, right):
    return sum(a == b for a, b in zip(written, right)) / len(right)"""
CARRIES = """def count_carries(first, second):
    raise NotImplementedError()"""
RIGHT = (
    "def count_carries(a, b):\n    return sum(a % 10**i + b % 10**i >= 10**i for i in range(1, 40))"
)
COUNT = "count-carries: 2 of 2 points"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """The lab as it was handed out is not there: its setup cell loads TensorFlow."""
    monkeypatch.setattr("course.notebooks.labs.ROOT", tmp_path)


def code(source, grade_id=None, **more):
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return nbformat.v4.new_code_cell(source, metadata=metadata) | more


def cells_of(match=MATCH, carries=CARRIES):
    return [
        code(SETUP, "setup"),
        code("1 / 0  # a demo cell that check does not run"),
        code(match, "exact-match"),
        code("checks.exact_match(exact_match)", "check-exact-match"),
        code("checks.count_carries(count_carries)", "check-count-carries"),
        code(carries, "count-carries"),
    ]


def notebook(tmp_path, match=MATCH, carries=CARRIES, change=lambda cells: None, **metadata):
    cells = cells_of(match, carries)
    change(cells)
    path = tmp_path / "my lab.ipynb"
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def said_of(capsys, path, code=1):
    """What `course check` prints of a notebook; nothing but the bar goes to stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert main(["check", str(path)]) == code
    out, err = capsys.readouterr()
    assert "Warning" not in err and "warn" not in err
    return out


def test_points_hints_and_not_attempted(tmp_path, capsys):
    path = notebook(tmp_path)
    before = path.read_bytes()
    said = said_of(capsys, path)
    assert "exact-match: 1 of 1 points" in said
    assert "count-carries: 0 of 2 points\n  – not attempted" in said
    assert "learn: 0 of 3 points\n  ✗ the notebook has no cell for this exercise" in said
    assert said.endswith("1 of 10 points\n")
    assert path.read_bytes() == before


def test_full_marks_end_with_0(tmp_path, capsys, monkeypatch):
    two = {"exact-match", "count-carries"}
    all_checks = checking.lab_of

    def only_two(*arguments):
        lab = all_checks(*arguments)
        return lab._replace(checks={name: lab.checks[name] for name in lab.checks if name in two})

    monkeypatch.setattr(checking, "lab_of", only_two)
    assert said_of(capsys, notebook(tmp_path, carries=RIGHT), 0).endswith("3 of 3 points\n")


@pytest.mark.parametrize(
    "match, message",
    [
        ("def exact_match(written, right):\n    return 1 /", "SyntaxError: invalid syntax"),
        ("import numpy\nexact_match = numpy.nothing", "AttributeError"),
        ("helper = 3", "there is no function exact_match: was it renamed"),
        (
            "def exact_match(w, r):\n    x = 1\n    return x + demo",
            "(line 3 of your cell: return x",
        ),
        ("import sys\nsys.exit(3)", "the cell raises SystemExit: 3"),
    ],
)
def test_a_broken_answer_is_named_and_the_others_go_on(tmp_path, capsys, match, message):
    said = said_of(capsys, notebook(tmp_path, match, RIGHT))
    assert message in said and "exact-match: 0 of 1 points" in said and COUNT in said


# Files

LAB = {"cells": cells_of(), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize(
    "content, message",
    [
        (None, "there is no file"),
        ("{", "ends in the middle"),
        ("", "the file is empty"),
        (b"\x00\xff", "a notebook was expected"),
        (bytes(range(256)), "the file is not text"),
        ("[]", "holds a list instead of a notebook"),
        ("# Lab\n\nread me", "is a script or other text"),
        ("<!DOCTYPE html><p>", "is a web page"),
        (b"PK\x03\x04", "is a zip archive"),
        (json.dumps(LAB)[:-50], "ends in the middle"),
        (
            json.dumps(LAB, indent=1).replace("\n", "\n<<<<<<< HEAD\n", 1),
            "conflict markers of git",
        ),
        ('{"metadata": {}, "cells": []}', "has no cells"),
        (json.dumps(LAB | {"cells": [code("print(3)")]}), "is none of the labs"),
        (
            json.dumps(LAB | {"cells": cells_of()[1:]}),
            "has no setup cell: copy the first code cell",
        ),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(tmp_path, capsys, content, message):
    path = tmp_path / "a.ipynb"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert message in said and len(said.strip().splitlines()) == 1 and "a.ipynb" in said


@pytest.mark.parametrize("name", [".", "04_adition_rnn.ipynb", "lab.ipynb/x.ipynb"])
def test_a_path_without_a_notebook_names_one(tmp_path, capsys, name):
    for lab in ("03_lstm_gru", "04_addition_rnn"):
        (tmp_path / f"{lab}.ipynb").write_text("{}")
    assert main(["check", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert "name a notebook, such as" in said
    assert name != "04_adition_rnn.ipynb" or "04_addition_rnn.ipynb" in said


def test_a_wrong_budget_is_not_blamed_on_the_notebook(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "fast")
    assert main(["check", str(notebook(tmp_path))]) == 2
    assert "COURSE_BUDGET is 'fast': set it to full or quick" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["utf-8-sig", "utf-16", "nbformat 3", "no ids", "latin-1"])
def test_other_ways_to_write_a_notebook(tmp_path, form):
    path = notebook(tmp_path, "# für alle\n" + MATCH)
    ours = nbformat.read(path, 4)
    if form == "nbformat 3":
        nbformat.write(nbformat.convert(ours, 3), path, version=nbformat.NO_CONVERT)
    else:
        for cell in ours.cells if form == "no ids" else ():
            del cell["id"]
        path.write_bytes(
            json.dumps(ours, ensure_ascii=False).encode(form.replace("no ids", "utf-8"))
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = find_answers(checking.read(path), ["exact-match", "count-carries"])
    assert found.cells["exact-match"].endswith(MATCH) and found.setup == SETUP
    assert len(found.cells) == 2


@pytest.mark.parametrize(
    "metadata",
    [
        {
            "colab": {"provenance": []},
            "kernelspec": {"name": "conda-env-x", "display_name": "x"},
            "vscode": {"interpreter": 3},
        },
        {
            "kernelspec": {"name": "deepnote", "language": "R"},
            "language_info": {"name": "R"},
            "widgets": [],
        },
        {"kernelspec": "python3", "language_info": ["python"], "deepnote": None},
    ],
)
def test_metadata_of_others_is_no_matter(tmp_path, capfd, metadata):
    def foreign(cells):
        for cell in cells:
            cell["metadata"] |= {"id": "x", "colab": {"base_uri": 3}, "tags": "none", "scrolled": 5}
            cell["outputs"] = [{"output_type": "nonsense"}]
            cell["execution_count"] = "three"
        del cells[1]["id"], cells[1]["outputs"]

    said = said_of(capfd, notebook(tmp_path, change=foreign, **metadata))
    assert "exact-match: 1 of 1 points" in said and "note:" not in said


# Cells


def no_check(cells):
    del cells[4]


def all_checks_gone(cells):
    del cells[3:5]


def edited_check(cells):
    cells[4]["source"] = "checks.exact_match(exact_match)"


def silent_check(cells):
    cells[4]["source"] += ";"


def check_without_points(cells):
    cells[4]["metadata"]["nbgrader"] = {"grade_id": "check-count-carries", "points": "two"}


def check_as_text(cells):
    cells[4]["cell_type"] = "markdown"


def names_taken(cells):
    cells[2]["source"] += "\nchecks = None"


def marks_of_nobody(cells):
    cells[1]["metadata"]["nbgrader"] = None


@pytest.mark.parametrize(
    "change",
    [
        no_check, all_checks_gone, edited_check, silent_check, check_without_points, check_as_text,
        names_taken, marks_of_nobody,
    ],
)  # fmt: skip
def test_the_checks_are_the_course_s_whatever_the_cells_say(tmp_path, capsys, change):
    said = said_of(capsys, notebook(tmp_path, carries=RIGHT, change=change))
    assert "exact-match: 1 of 1 points" in said and COUNT in said


def test_two_cells_of_one_answer_are_joined_with_a_note(tmp_path, capsys):
    def split(cells):
        cells.insert(5, code("from itertools import count as places\ncarry = 10", "count-carries"))

    uses = RIGHT.replace("10**i for i", "carry**i for i")
    said = said_of(capsys, notebook(tmp_path, carries=uses, change=split))
    assert COUNT in said
    assert "note: the answer of count-carries is joined from cells 6 and 7" in said


def test_an_answer_without_its_mark_is_found_with_a_note(tmp_path, capsys):
    said = said_of(capsys, notebook(tmp_path, change=lambda cells: cells.append(code(RIGHT))))
    assert COUNT in said
    assert "note: the answer of count-carries stands in cell 7, which has lost its mark" in said


def test_what_can_run_of_the_setup_cell_has_run(tmp_path, capsys):
    def on_colab(cells):
        cells[0]["source"] = (
            f"from google.colab import drive\nimport math\n1 / 0\n{SETUP}\nten = 10"
        )

    uses = RIGHT.replace("10**i for i", "ten**int(math.sqrt(i * i)) for i")
    said = said_of(capsys, notebook(tmp_path, carries=uses, change=on_colab))
    assert COUNT in said
    assert "note: line 1 of your setup cell could not run here: ModuleNotFoundError" in said
    assert "note: line 3 of your setup cell could not run here: ZeroDivisionError" in said


def test_what_an_answer_needs_of_other_cells_is_there_and_nothing_else(tmp_path, capsys):
    def demo(cells):
        cells[1]["source"] = (
            "TEN = 10\ndef power(i):\n    return TEN**i\nfitted = sorted(open('x'))"
        )

    uses = RIGHT.replace("10**i for i", "power(i) for i")
    trained = "def exact_match(w, r):\n    return fitted"
    said = said_of(capsys, notebook(tmp_path, trained, uses, change=demo))
    assert COUNT in said
    assert "`fitted` is defined in another cell, which grading does not run" in said


def test_a_module_beside_the_notebook_is_not_there_and_named(tmp_path, capsys):
    (tmp_path / "helper.py").write_text("TEN = 10")
    uses = RIGHT.replace("10**i for i", "TEN**i for i")
    path = notebook(tmp_path, carries=f"from helper import TEN\n{uses}")
    said = said_of(capsys, path)
    assert "note: in grading `helper.py` will be missing, which lies beside your notebook" in said
    assert "count-carries: 0 of 2 points" in said and "No module named 'helper'" in said


def test_magics_and_await_run_as_in_jupyter(tmp_path, capsys):
    first = f"%%capture\n%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)\n{MATCH}"
    said = said_of(capsys, notebook(tmp_path, first, f"%%time\n{RIGHT}"))
    assert "exact-match: 1 of 1 points" in said and COUNT in said


def test_newer_syntax_names_both_pythons(tmp_path, capsys):
    newer = "type Text = str\n" + MATCH  # Python 3.12 reads this
    info = {"name": "python", "version": "3.99.1"}
    said = said_of(capsys, notebook(tmp_path, newer + "\nx = t'{3}' t'", language_info=info))
    assert "written with Python 3.99.1" in said


@pytest.mark.parametrize("tail", ["import os\nos._exit(3)", "import ctypes\nctypes.string_at(0)"])
def test_a_cell_that_ends_python_is_named_and_the_others_go_on(tmp_path, capsys, tail):
    said = said_of(capsys, notebook(tmp_path, f"{MATCH}\n{tail}", RIGHT))
    assert (
        "exact-match: 0 of 1 points\n  ✗ its cell: it never ended, or ended Python itself" in said
    )
    assert COUNT in said


def test_a_function_that_ends_python_is_named_and_the_others_go_on(tmp_path, capsys):
    ends = "def exact_match(w, r):\n    import os\n    os._exit(3)"
    said = said_of(capsys, notebook(tmp_path, ends, RIGHT))
    assert "✗ its function: it never ended, or ended Python itself" in said and COUNT in said


def test_a_setup_cell_that_ends_python_gets_a_sentence(tmp_path, capsys):
    def ends(cells):
        cells[0]["source"] += "\nimport os\nos._exit(3)"

    assert main(["check", str(notebook(tmp_path, change=ends))]) == 2
    assert "the setup cell: it never ended, or ended Python itself" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("loop", ["while True: pass", "import time\ntime.sleep(10**6)"])
def test_a_slow_try_out_below_a_sound_function(tmp_path, capsys, monkeypatch, loop):
    # Long enough for the setup cell on a busy machine; a case's limit is 10, and the higher one holds.
    monkeypatch.setattr(checking, "CELL_SECONDS", 25)
    said = said_of(capsys, notebook(tmp_path, f"{MATCH}\n{loop}", RIGHT))
    assert "exact-match: 1 of 1 points" in said and COUNT in said
    assert "! the cell did not end within 25 seconds" in said


@pytest.mark.slow
def test_an_endless_answer_in_a_kernel(tmp_path, capsys):
    endless = "def count_carries(a, b):\n    while a >= 0:\n        pass"
    said = said_of(capsys, notebook(tmp_path, carries=endless))
    assert "no answer after 10 seconds: is there a loop that never ends?" in said
    assert "1 of 10 points" in said


def test_every_step_is_known_to_the_kernel():
    assert all(callable(getattr(inside, do)) for do in ("setup", "others", "run", "check"))
