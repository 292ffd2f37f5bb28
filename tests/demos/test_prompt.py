"""A demo's conversation goes on after a line that cannot be answered, and ends with the input."""

import os
import subprocess
import sys

import pytest

from course.cli import main
from course.demos import prompt
from course.demos.prompt import NOT_TEXT, converse
from course.errors import CourseError


def double(line):
    if not line.isdecimal():
        raise CourseError(f"a number, please; got {line!r}")
    return str(2 * int(line))


def test_answers_and_sentences_in_turn(typing, capsys):
    typing("2", "two", "21")
    assert converse("number: ", double) == 0
    assert capsys.readouterr().out == "4\na number, please; got 'two'\n42\n\n"


def test_in_a_notebook_an_empty_line_ends(typing, capsys, monkeypatch):
    monkeypatch.setattr(prompt, "in_notebook", lambda: True)
    typing("2", "  ", "21")
    assert prompt.ends() == "an empty line ends"
    assert converse("number: ", double) == 0
    assert capsys.readouterr().out == "4\n"


@pytest.mark.parametrize("wrong", ["1\udcff", "\udce92", "\ud800"])
def test_bytes_that_are_no_text_get_a_sentence(typing, capsys, wrong):
    typing(wrong, "21")
    assert converse("number: ", double) == 0
    assert capsys.readouterr().out == f"{NOT_TEXT}\n42\n\n"


TALK = """
from course import cli
from course.demos import prompt
cli._prepare_streams()
prompt.converse("", lambda line: line.upper())
"""


@pytest.mark.parametrize(
    "typed, said",
    [
        (b"good\n\xff\xfe\ngood\n", ["GOOD", NOT_TEXT, "GOOD", ""]),
        (b"caf\xe9\ncaf\xc3\xa9\n", [NOT_TEXT, "CAF\u00c9", ""]),
        (b"\xe4\xb8\nlast", [NOT_TEXT, "LAST", ""]),
        (b"\x00\x1b\n", ["\x00\x1b", ""]),
        (b"", [""]),
    ],
)
def test_a_conversation_by_bytes(typed, said):
    run = subprocess.run(
        [sys.executable, "-c", TALK],
        input=typed,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0 and run.stderr == b""
    assert run.stdout.decode().split("\n")[:-1] == said


@pytest.mark.parametrize("demo", ["addition", "translate", "sentiment"])
def test_a_question_that_is_no_text(capsys, demo):
    assert main(["demo", demo, "--ask", "1+\udcff"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err == f"course: {NOT_TEXT}\n"
