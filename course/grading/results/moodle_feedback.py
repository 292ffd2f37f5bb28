"""Feedback for Moodle to hand back: an archive of pages that it gives out by the number of a submission.

In the assignment's *Grading action*, *Upload multiple feedback files in a zip* takes it. Moodle finds a
participant by the number in the name of a folder or file, the rest of which is as in its own download.
"""

import re

from course.grading.results import feedback, tables
from course.grading.results.archives import packed

NAME = "feedback.html"


def archives(grades, cohort):
    """An archive for each of Moodle's assignments, with the page of one lab for each of its students.

    Args:
        grades: LabGrades of all labs.
        cohort: Cohort.

    Returns:
        {path below GRADES: bytes}; the same grades give the same bytes. Groups and grades that are still to
        be made are left out, as of Moodle's worksheets.
    """
    found = {}
    for lab in sorted({grade.submission.lab for grade in grades}):
        names = tables.moodle_names(grades, lab)
        for assignment, theirs in tables.in_moodle(grades, lab).items():
            pages = {
                member(grade.submission): feedback.page(grade.submission.student, cohort, only=lab)
                for grade in theirs
            }
            found[f"moodle/{names[assignment]}-feedback.zip"] = packed(pages)
    return found


def member(submission):
    """The name of a student's page in the archive, after that of the submission in Moodle's download.

    Args:
        submission: Submission with Moodle's number.
    """
    place = (submission.member or submission.path).replace("\\", "/")
    pattern = rf"(?:^|/)([^/]*_{re.escape(submission.number)}_assignsubmission_file_?)(/?)"
    if not (found := re.search(pattern, place)):
        who = re.sub(r"[/\\:*?\"<>|\x00-\x1f]", "-", submission.name or "student")
        return f"{who}_{submission.number}_assignsubmission_file_/{NAME}"
    if found[2]:
        return f"{found[1]}/{NAME}"
    return f"{found[1].rstrip('_')}_{NAME}"
