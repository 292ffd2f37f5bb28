"""Tiny Shakespeare: a million characters of plays, on which models of characters are compared."""

from course.data.fetching import local
from course.data.shared import reading

CONTENT = "tinyshakespeare.txt"
TRAIN, TEST = (
    0.9,
    100_000,
)  # share of the characters to learn from, and how many after it to measure with


def load(path=None):
    """The whole text.

    Args:
        path: the file to read, text or .gz. By default it is looked for in COURSE_DATA/text and where
            `course data fetch` puts it.

    Returns:
        str; every line ends with a line feed.

    Raises:
        CourseError: there is no such file; it is damaged, empty or not UTF-8.

    Source: plays of William Shakespeare, put together by Andrej Karpathy for char-rnn, 2015.
    """
    if path is None:
        path = local.required("shakespeare")
    return "".join(f"{line}\n" for line in reading.lines(path, CONTENT))


def split(text):
    """A part to learn from, and one to measure with: the first nine tenths, and what comes after them.

    Args:
        text: str.

    Returns:
        train, test: two str; `test` has at most TEST characters.
    """
    border = int(TRAIN * len(text))
    return text[:border], text[border : border + TEST]
