"""Feedback for Canvas to hand back: an archive for *Upload Submissions*, which attaches files to submissions.

Canvas takes each file as a comment on the submission whose file has the same two numbers in its name, as in
its own download, and shows it under the name of what the student handed in. So feedback on a notebook is a
notebook, and on a zip a zip. Other files are ignored, and a second upload makes a second comment.
"""

import re

from course.grading.results import feedback_notebook
from course.grading.results.archives import packed

INSIDE = "feedback.ipynb"  # what the notebook is called in a zip


def archives(grades, cohort):
    """An archive for each lab with a file for each student who handed in by Canvas.

    Args:
        grades: LabGrades of all labs.
        cohort: Cohort.

    Returns:
        {path below GRADES: bytes}; the same grades give the same bytes. Grades that are still to be made are
        left out, as is what was handed in as neither notebook nor zip.
    """
    found = {}
    for grade in grades:
        who = grade.submission
        name = file_name(who)
        if not name or grade.state == "fault":
            continue
        content = feedback_notebook.notebook(who.student, who.lab, cohort)
        if name.lower().endswith(".zip"):
            content = packed({INSIDE: content})
        found.setdefault(f"canvas/{who.lab}-feedback.zip", {})[name] = content
    return {path: packed(files) for path, files in found.items()}


def file_name(submission):
    """The name by which Canvas finds a submission, that of the file in its download.

    Args:
        submission: Submission.

    Returns:
        str, or "" if it did not come from Canvas, or Canvas would take it for another one.
    """
    if not submission.platform.startswith("canvas"):
        return ""
    places = f"{submission.path}/{submission.member}".replace("\\", "/").rstrip("/").split("/")
    for name in map(lambda place: place.removesuffix("!"), reversed(places)):
        parts = [part for part in name.split("_") if part != "LATE"]
        student = submission.handed_in_as or submission.student
        numbers = [part for part in parts if re.fullmatch("[0-9]+", part)]
        if parts[0] == "anon":
            whole = len(parts) > 3 and f"anon_{parts[1]}" == student and parts[2].isdecimal()
        else:  # the first two numbers are what Canvas looks at
            whole = len(numbers) > 1 and numbers[0] == submission.number
        if whole and name.lower().endswith((".ipynb", ".zip")):
            return name
    return ""
