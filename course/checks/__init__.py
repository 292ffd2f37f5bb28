"""Checks of the exercises, a folder per lab and a file per exercise; what they are made of is in `base`."""

from course.checks.base.core import Case, Check, Verdict

__all__ = ["Case", "Check", "Verdict"]
