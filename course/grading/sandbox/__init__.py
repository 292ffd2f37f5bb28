"""A process that can do no harm: namespaces, limits, and nothing of the machine in sight (Linux).

`keeper` forks guests and watches them, `file_system` is what they see, `rights` and `calls` what they may not
do, `watch` counts their memory, `kernel` calls Linux, `attempts` tries whether all of it holds. Whoever
starts a guest says what it may read.
"""

from course.grading.sandbox.keeper import Limits, failure, missing, start

__all__ = ["Limits", "failure", "missing", "start"]
