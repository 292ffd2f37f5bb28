"""What was handed in: `find` the notebooks, in whatever layout, and `read` the answers in one."""

from course.grading.submissions.entries import Unreadable
from course.grading.submissions.finding import find
from course.grading.submissions.reading import read

__all__ = ["Unreadable", "find", "read"]
