"""A demo's conversation goes on after a line that cannot be answered, and ends with the input."""

from course.demos.prompt import converse
from course.errors import CourseError


def double(line):
    if not line.isdecimal():
        raise CourseError(f"a number, please; got {line!r}")
    return str(2 * int(line))


def test_answers_and_sentences_in_turn(typing, capsys):
    typing("2", "two", "21")
    assert converse("number: ", double) == 0
    assert capsys.readouterr().out == "4\na number, please; got 'two'\n42\n\n"
