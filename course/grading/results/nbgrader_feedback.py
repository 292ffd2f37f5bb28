"""Feedback as nbgrader hands it back: the folder that `nbgrader release_feedback` gives out.

nbgrader finds whose a page is by a secret that its own submit wrote beside the notebook, so there are pages for
submissions that came with one: a folder `submitted` of a course, or `inbound` of its exchange.
"""

import re
import zipfile
from pathlib import Path, PurePosixPath

from course.grading.results import feedback

FOLDER = "nbgrader/feedback"
SECRETS = ("timestamp.txt", "submission_secret.txt")  # what release_feedback reads beside a page
LIMIT = 4096  # bytes of one
NAME = re.compile(r"[^/\\\x00-\x1f]+")


def files(grades, cohort, out):
    """The folder STUDENT/ASSIGNMENT with NOTEBOOK.html, named as in nbgrader, and what it reads beside it.

    Args:
        grades: LabGrades of all labs.
        cohort: Cohort.
        out: GRADES, where an earlier call may have kept the secrets of what is not there any more.

    Returns:
        {path below GRADES: text or bytes}. Groups, grades that are still to be made, and submissions
        without a secret are left out.
    """
    found, archives = {}, {}
    try:
        for grade in grades:
            who = grade.submission
            place = _place(who)
            if grade.state == "fault" or who.group or not place:
                continue
            folder = f"{FOLDER}/{'/'.join(place[:2])}"
            secrets = _beside(who, archives) or _kept(Path(out) / folder)
            if secrets:
                page = feedback.page(who.student, cohort, only=who.lab)
                found[f"{folder}/{place[2]}.html"] = page
                found |= {f"{folder}/{name}": content for name, content in secrets.items()}
    finally:
        for archive in archives.values():
            if archive:
                archive.close()
    return found


def _place(submission):
    """(student, assignment, notebook) as nbgrader calls them, or None if it came in another way."""
    if submission.platform not in ("nbgrader", "nbgrader-inbound"):
        return None
    parts = PurePosixPath(f"{submission.path}/{submission.member}".replace("\\", "/")).parts
    student = submission.handed_in_as or submission.student
    if submission.platform == "nbgrader-inbound":
        called = [part.split("+") for part in parts if part.startswith(f"{student}+")]
        assignment = called[-1][1] if called else ""
    else:
        assignment = parts[-2] if len(parts) > 1 else ""
    place = (student, assignment, PurePosixPath(parts[-1]).stem)
    sound = all(NAME.fullmatch(name) and name.strip(". ") for name in place)
    return place if sound else None


def _beside(submission, archives):
    """{name: bytes} of SECRETS beside a notebook, or {} unless both are there."""
    if not submission.member:
        return _kept(Path(submission.path).parent)
    if submission.path not in archives:
        try:
            archives[submission.path] = zipfile.ZipFile(submission.path)
        except (OSError, zipfile.BadZipFile):
            archives[submission.path] = None
    archive, contents = archives[submission.path], {}
    folder = submission.member.rpartition("/")[0]
    for name in SECRETS if archive else ():
        try:
            with archive.open(f"{folder}/{name}" if folder else name) as file:
                contents[name] = file.read(LIMIT)
        except (KeyError, OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
            return {}  # none, or one of a zip within this one
    return contents


def _kept(folder):
    """{name: bytes} of SECRETS in a folder, or {} unless both are there."""
    contents = {}
    for name in SECRETS:
        try:
            if (folder / name).is_symlink():
                return {}
            with open(folder / name, "rb") as file:
                contents[name] = file.read(LIMIT)
        except OSError:
            return {}
    return contents
