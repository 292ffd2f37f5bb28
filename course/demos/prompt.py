"""The conversation of a demo: a line in, an answer out, until the input ends."""

from course.errors import CourseError


def converse(prompt, answer):
    """Answer the lines that are typed; a line that cannot be answered gets its sentence.

    Args:
        prompt: str, stands before each line.
        answer: function of a line that returns the str to print, or raises CourseError.

    Returns:
        int, the exit code, once the input ends.
    """
    while True:
        try:
            print(answer(input(prompt)))
        except CourseError as error:
            print(error)
        except EOFError:
            print()
            return 0
