"""`course check NOTEBOOK` on small notebooks; the labs are too slow for every mistake."""

import nbformat
import pytest

from course.cli import main

SETUP = "from course.checks import addition_rnn as checks"
MATCH = """def exact_match(written, right):
    return sum(a == b for a, b in zip(written, right)) / len(right)"""
CARRIES = """def count_carries(first, second):
    raise NotImplementedError()"""


def code(source, grade_id=None, points=None):
    metadata = {}
    if grade_id:
        metadata["nbgrader"] = {
            "grade_id": grade_id, "grade": points is not None, "solution": False, "points": points,
        }  # fmt: skip
        metadata["nbgrader"]["solution"] = points is None and grade_id != "setup"
    return nbformat.v4.new_code_cell(source, metadata=metadata)


def notebook(tmp_path, match=MATCH, carries=CARRIES):
    cells = [
        code(SETUP, "setup"),
        code("1 / 0  # a demo cell that check does not run"),
        code(match, "exact-match"),
        code("checks.exact_match(exact_match)", "check-exact-match", 1),
        code("checks.count_carries(count_carries)", "check-count-carries", 2),
        code(carries, "count-carries"),
    ]
    path = tmp_path / "my lab.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_points_hints_and_not_attempted(tmp_path, capsys):
    path = notebook(tmp_path)
    before = path.read_bytes()
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "exact-match: 1 of 1 points" in said
    assert "count-carries: 0 of 2 points\n  – not attempted" in said
    assert said.endswith("1 of 3 points\n")
    assert path.read_bytes() == before


def test_full_marks_end_with_0(tmp_path, capsys):
    right = "def count_carries(a, b):\n    return sum(a % 10**i + b % 10**i >= 10**i for i in range(1, 9))"
    assert main(["check", str(notebook(tmp_path, carries=right))]) == 0
    assert capsys.readouterr().out.endswith("3 of 3 points\n")


@pytest.mark.parametrize(
    "match, message",
    [
        ("def exact_match(written, right):\n    return 1 /", "SyntaxError: invalid syntax"),
        ("import numpy\nexact_match = numpy.nothing", "AttributeError"),
        ("helper = 3", "NameError: name 'exact_match' is not defined"),
        (
            "def exact_match(w, r):\n    x = 1\n    return x + demo",
            "(line 3 of your cell: return x",
        ),
    ],
)
def test_a_broken_answer_is_named_and_the_others_go_on(tmp_path, capsys, match, message):
    assert main(["check", str(notebook(tmp_path, match=match))]) == 1
    said = capsys.readouterr().out
    assert message in said and "0 of 3 points" in said and "not attempted" in said


@pytest.mark.parametrize(
    "content, message",
    [
        (None, "No such file"),
        ("{", "is not a notebook"),
        (b"\x00\xff", "is not a notebook"),
        ("[]", "is not a notebook"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "has no checks"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(tmp_path, capsys, content, message):
    path = tmp_path / "a.ipynb"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert message in said and len(said.strip().splitlines()) == 1


def test_a_folder_gets_a_sentence(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    assert "cannot read" in capsys.readouterr().err


def tampered(tmp_path, change):
    path = notebook(tmp_path)
    ours = nbformat.read(path, as_version=4)
    change(ours.cells)
    nbformat.write(ours, path)
    return str(path)


def no_setup(cells):
    del cells[0]


def broken_setup(cells):
    cells[0].source = "1 / 0"


def twice(cells):
    cells.append(code(cells[2].source, "exact-match"))


def no_points(cells):
    del cells[3].metadata["nbgrader"]["points"]


@pytest.mark.parametrize(
    "change, message",
    [
        (no_setup, "has no setup cell: copy the first code cell"),
        (broken_setup, "the setup cell raises ZeroDivisionError: division by zero (line 1)"),
        (twice, "two cells carry the id exact-match"),
        (no_points, "the check check-exact-match has no points"),
    ],
)
def test_damaged_notebooks_get_a_sentence(tmp_path, capsys, change, message):
    assert main(["check", tampered(tmp_path, change)]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_marks_of_others_are_no_matter(tmp_path):
    def foreign(cells):
        cells[1].metadata["nbgrader"] = None

    assert main(["check", tampered(tmp_path, foreign)]) == 1


def test_a_missing_check_is_named(tmp_path, capsys):
    def without_check(cells):
        del cells[4]

    assert main(["check", tampered(tmp_path, without_check)]) == 1
    assert "count-carries: its check cell is missing" in capsys.readouterr().out


def test_a_check_cell_without_result(tmp_path, capsys):
    def silent(cells):
        cells[3].source += ";"

    assert main(["check", tampered(tmp_path, silent)]) == 1
    assert "shows no result: copy it again" in capsys.readouterr().out


def test_a_cell_that_ends_python_is_named_and_what_came_before_is_shown(tmp_path, capsys):
    path = notebook(tmp_path, carries="import os\nos._exit(3)")
    assert main(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert "exact-match: 1 of 1 points" in out
    assert "the cell of count-carries never ended or ended Python itself" in err


@pytest.mark.slow
def test_an_endless_answer_in_a_kernel(tmp_path, capsys):
    endless = "def count_carries(a, b):\n    while a >= 0:\n        pass"
    assert main(["check", str(notebook(tmp_path, carries=endless))]) == 1
    said = capsys.readouterr().out
    assert "no answer after 10 seconds: is there a loop that never ends?" in said
    assert "1 of 3 points" in said
