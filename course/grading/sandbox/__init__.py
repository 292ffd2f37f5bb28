"""A process that can do no harm: namespaces, limits, and nothing of the machine in sight (Linux).

`keeper` forks guests and watches them, `world` is what they see, `rights` what they may not do, `watch` counts
their memory, `kernel` calls Linux.
"""

from course.grading.sandbox.keeper import Limits, missing, start, tried

__all__ = ["Limits", "missing", "start", "tried"]
