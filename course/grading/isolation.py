"""Can answers be isolated on this machine? If not: why, and what to do instead."""

import json
import os

from course.advice import as_typed
from course.errors import CourseError

CONTAINER = """\
It works in a container that may make them, for example, from the folder of the repository:
  docker build --target grading -t sequence-grading .
  docker run --rm -it --cap-add SYS_ADMIN --security-opt seccomp=unconfined \\
    --security-opt apparmor=unconfined -v SUBMITTED:/in:ro -v GRADES:/out sequence-grading \\
    grade /in --out /out
--unsafe grades without isolation: the answers then run as you, with your files and your network."""


def refuse_windows():
    """Raise CourseError on Windows, where nothing here could even be imported."""
    if os.name != "posix":
        raise CourseError("answers run in forked processes, which Windows lacks: use WSL")


def missing():
    """What this machine lacks for a sandbox, a list of sentences; [] if it can be made."""
    from course.grading import sandbox
    from course.grading.guests.readable import readable_paths

    return sandbox.missing(readable_paths())


def attempted():
    """What an answer must not be able to do, tried in a sandbox here: list of Outcome, one for each wall.

    Raises:
        CourseError: it could not be tried.
    """
    from course.grading.guests.readable import readable_paths
    from course.grading.sandbox import attempts

    try:
        return attempts.attempted(readable_paths())
    except (OSError, ValueError) as error:
        raise _untried(error) from error


def check_sandbox(isolated, private=()):
    """Refuse to run answers without isolation unless that is wanted.

    Args:
        isolated: whether it is wanted.
        private: paths that no answer may see.

    Raises:
        CourseError: it is wanted and cannot be had, or an answer could get through one of its walls, or sees
            what it may not.
    """
    if not isolated:
        return
    if lacking := missing():
        raise CourseError(
            "students' answers are run only in a sandbox, and none can be made on this machine: "
            f"{'; '.join(lacking)}. `{as_typed('sandbox')}` shows what holds here.\n{CONTAINER}"
        )
    if through := [outcome for outcome in attempted() if not outcome.held]:
        told = "; ".join(f"{what} ({said})" for what, _, said in through)
        raise CourseError(
            "students' answers are run only in a sandbox that holds, and on this machine one could "
            f"{told}. `{as_typed('sandbox')}` shows all that was tried.\n{CONTAINER}"
        )
    for path, folder in _in_sight(private) if private else ():
        raise CourseError(
            f"answers could read {path}: they see all of {folder}, where Python looks for libraries; "
            "move one of the two to another place"
        )


def _in_sight(private):
    """Those of some paths that guests would see, and where: list of (path, folder)."""
    from course.grading.sandbox.keeper import own_process

    paths = [str(path) for path in private]
    try:
        return json.loads(own_process("course.grading.guests.readable", "in_sight", paths))
    except (OSError, ValueError) as error:
        raise _untried(error) from error


def _untried(error):
    return CourseError(f"the sandbox could not be tried: {error}")
