"""What was handed in: `find` the notebooks, in whatever layout, and `read` the answers in one.

The way of a file: `entries` and `archives` list it, `platforms` is the table of layouts, `layouts` votes which
of them it is, `downloaded` and `by_hand` tell whose it is, `which_lab` of which lab, `choosing` whether it is
the one that counts. `finding` puts them together, `reading` opens the notebook.
"""

from course.grading.submissions.entries import Unreadable
from course.grading.submissions.finding import find
from course.grading.submissions.reading import read

__all__ = ["Unreadable", "find", "read"]
