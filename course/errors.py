"""The one exception that is meant for a person to read."""


class CourseError(Exception):
    """Something a person can mend; its text says what was expected, what was found and what to do.

    The command `course` prints the text without a traceback and ends with exit code 2.
    """
