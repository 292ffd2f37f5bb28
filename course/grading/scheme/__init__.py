"""How points become grades: an instructor's GRADES/grading.yaml, read, applied and put into words."""

from course.grading.scheme.reading import NAME, read_scheme

__all__ = ["NAME", "read_scheme"]
