"""The exceptions that are meant for a person to read."""

from course.advice import as_typed


class CourseError(Exception):
    """Something a person can fix; its text says what was expected, what was found and what to do.

    The command `course` prints the text without a traceback and ends with exit code 2.
    """


class Unreadable(CourseError):
    """A notebook that cannot be read or graded; the text says to its student why, and what to do."""


class DataError(CourseError):
    """A data file that cannot be used; its text ends with what to do. Nothing was done to the file.

    Attributes:
        where: str, the file, and the place in it.
        problem: str, what was expected there and what was found.
    """

    def __init__(self, where, problem):
        super().__init__(where, problem)
        self.where, self.problem = str(where), str(problem)

    def __str__(self):
        return f"{self.bare}. {self.advice()}"

    @staticmethod
    def advice():
        """What to do; never to delete: it may be the user's own file. Fetching replaces what it fetched."""
        fetch = as_typed("data fetch NAME")
        listing = fetch.removesuffix(" fetch NAME")
        return f"Put a good file in its place or name another one; `{fetch}` gets those that `{listing}` lists"

    @property
    def bare(self):
        """The text without the advice, for a file that is thrown away by whoever fetched it."""
        return f"{self.where}: {self.problem}"
