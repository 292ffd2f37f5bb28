"""What a grade depends on beside the answers: what an answer can feel, no more and no less.

That is the lab and its checks, the modules of `course` that its cells import, and those that run and judge
answers, each with what it imports in turn and the tables that it reads, or the weights of its own nets; and the
libraries that answers use. A drawing and a claim's text change no answer.
"""

import hashlib
import json
import platform
from importlib.metadata import version

from course.notebooks.reads import PACKAGE, files_behind, imported

JUDGE = ("judge.runner", "judge.cases", "guests.server", "guests.guest")  # in course.grading
OF_JUDGE = ("course.grading", "course.checks.base", "course.cells")
NOT_FELT = ("course.plots", "course.claims")
LIBRARIES = ("numpy", "scipy", "scikit-learn", "gensim", "tensorflow", "keras", "ipython")


def fingerprint(lab, package=PACKAGE):
    """A hash of all that grades of a lab depend on beside the answers and the seed.

    Args:
        lab: Lab.
        package: the folder of `course`.

    Returns:
        str.
    """
    digest = hashlib.sha256()
    for path in files_felt(lab, package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    versions = [platform.python_version(), *map(version, LIBRARIES)]
    digest.update(json.dumps([lab.name, _cells(lab), versions]).encode())
    return digest.hexdigest()


def files_felt(lab, package=PACKAGE):
    """The files of `course` on which grades of a lab depend: modules, and the tables beside them; sorted."""

    def follow(module, names):
        if module.startswith(
            "course.grading."
        ):  # it loads other rooms for cells that may want them
            return [name for name in names if name.startswith(OF_JUDGE)]
        return names

    wanted = [f"course.grading.{name}" for name in JUDGE]
    for source in _cells(lab):
        wanted += imported(source)
    return files_behind(wanted, package, NOT_FELT, follow)


def _cells(lab):
    stubs = [exercise.stub for exercise in lab.exercises]
    return [lab.setup, *stubs, *(source for _, source in lab.others)]
