"""The conversation of a demo: a line in, an answer out, until the input ends."""

import os
import re

from course.advice import in_notebook
from course.errors import CourseError

NOT_TEXT = (
    "expected text in UTF-8, found bytes that are none: set the terminal to UTF-8 and type it again"
)
UNDECODED = re.compile("[\ud800-\udfff]")  # what Python makes of bytes that it cannot read


def readable(text):
    """The text as typed.

    Args:
        text: str, from a prompt or the command line.

    Raises:
        CourseError: bytes that are not UTF-8 were in it.
    """
    if UNDECODED.search(text):
        raise CourseError(NOT_TEXT)
    return text


def ends():
    """How a conversation is ended here, such as "Ctrl-D ends", to complete what a demo says at its start."""
    if in_notebook():  # which has no end of input
        return "an empty line ends"
    return "Ctrl-Z and Enter end" if os.name == "nt" else "Ctrl-D ends"


def converse(prompt, answer):
    """Answer the lines that are typed; a line that cannot be answered gets its sentence.

    Args:
        prompt: str, stands before each line.
        answer: function of a line that returns the str to print, or raises CourseError.

    Returns:
        int, the exit code, once the input ends; in a notebook an empty line ends it.
    """
    while True:
        try:
            line = readable(input(prompt))
            if not line.strip() and in_notebook():
                return 0
            print(answer(line))
        except UnicodeDecodeError:
            print(NOT_TEXT)
        except CourseError as error:
            print(error)
        except EOFError:
            print()
            return 0
