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
        ("[]", "is not a notebook"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "has no checks"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(tmp_path, capsys, content, message):
    path = tmp_path / "a.ipynb"
    if content is not None:
        path.write_text(content)
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert message in said and len(said.strip().splitlines()) == 1


def test_a_folder_gets_a_sentence(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    assert "cannot read" in capsys.readouterr().err
