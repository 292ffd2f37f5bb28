"""The term on one page, for the instructor: students first, then labs and exercises."""

import statistics
from typing import NamedTuple

from course.grading.results import people
from course.grading.results.rendering import render
from course.grading.results.term.behind import RULE, rated_labs, who_is_behind
from course.grading.results.term.tries import exercises_of

NAME = "term.html"
STEP, HEIGHT = 8, 20  # of the bars of a student, in units of the picture


class LabInTerm(NamedTuple):
    """How a lab went: from when it was handed in, or graded, how many, mean and median share of the points."""

    lab: str
    first: str
    is_handed_in: bool
    handed_in: int
    mean: float | None
    median: float | None
    rated: bool


def page(cohort, attempts, *, times=None, since="", links=None, made_at=""):
    """The page on a term.

    Args:
        cohort: Cohort.
        attempts: list of Attempt, in the order of grading.
        times: {(student, lab): datetime} of what was handed in, as Moodle's worksheets tell, or None.
        since: from when on attempts are counted, an ISO time.
        links: {student: path of the feedback page, relative to this page}, or None.
        made_at: when it was made, an ISO time.

    Returns:
        str, an HTML page that needs no other file.
    """
    first = first_seen(attempts, times)
    cohort = in_order(cohort, first)
    behind = who_is_behind(cohort)
    rated = rated_labs(cohort)
    exercises = exercises_of(cohort, attempts)
    rows = people.student_rows(cohort, links or {})
    return render(
        "term.html",
        ["style.css", "report.css", "term.css"],
        ["report.js"],
        made_at=made_at,
        since=since,
        cohort=cohort,
        students=[
            (row, bars(cohort, student), behind.get(student, ()))
            for row, student in zip(rows, cohort.names, strict=True)
        ],
        behind={cohort.person(student): reasons for student, reasons in behind.items()},
        rule=RULE,
        labs=[
            _lab(cohort, lab, first.get(lab, ("", False)), lab in rated) for lab in cohort.titles
        ],
        exercises=exercises,
        again=any(one.again for one in exercises),
        STEP=STEP,
        HEIGHT=HEIGHT,
    )


def first_seen(attempts, times=None):
    """From when on labs were handed in.

    Args:
        attempts: list of Attempt.
        times: {(student, lab): datetime} of what was handed in, as Moodle's worksheets tell, or None.

    Returns:
        {lab: (ISO time, whether it was handed in then)}; where no platform tells that, it was graded then.
    """
    handed_in, graded = {}, {}
    for one in attempts:
        graded[one.lab] = min(graded.get(one.lab, one.graded_at), one.graded_at)
        if one.handed_in:
            handed_in[one.lab] = min(handed_in.get(one.lab, one.handed_in), one.handed_in)
    for (_, lab), moment in (times or {}).items():
        handed_in[lab] = min(handed_in.get(lab, moment.isoformat()), moment.isoformat())
    return {
        lab: (handed_in.get(lab) or graded[lab], lab in handed_in) for lab in graded | handed_in
    }


def in_order(cohort, first):
    """The Cohort with its labs by the day of `first_seen`, those of one day as they were."""
    labs = sorted(cohort.titles, key=lambda lab: first.get(lab, ("~", False))[0][:10])
    return cohort._replace(
        titles={lab: cohort.titles[lab] for lab in labs},
        labels={lab: cohort.labels[lab] for lab in labs},
    )


def bars(cohort, student):
    """A bar for each lab, as high as its share of the points; none where nothing was handed in.

    Returns:
        str, the d of an SVG path whose lines are the bars.
    """
    lines = []
    for place, (lab, grade) in enumerate(cohort.of_student(student).items()):
        if grade and grade.state != "fault" and cohort.of[lab]:
            share = min(max(grade.points / cohort.of[lab], 0), 1)
            lines.append(f"M{STEP * place + STEP // 2} {HEIGHT}v-{1 + (HEIGHT - 1) * share:.0f}")
    return "".join(lines)


def _lab(cohort, lab, first, rated):
    grades = [grade for (_, of_lab), grade in cohort.grades.items() if of_lab == lab]
    of = cohort.of[lab]
    shares = [grade.points / of for grade in grades if grade.state != "fault" and of]
    mean, median = (statistics.fmean(shares), statistics.median(shares)) if shares else (None, None)
    return LabInTerm(lab, *first, len(grades), mean, median, rated)
