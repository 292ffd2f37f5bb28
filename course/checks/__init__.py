"""Checks of the exercises, one module a lab; what they are made of is in `core`."""

from course.checks.base.core import Case, Check, Verdict

__all__ = ["Case", "Check", "Verdict"]
