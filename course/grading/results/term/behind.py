"""Who falls behind, by two rules that the page says in words."""

import statistics

from course.grading.results.wording import counted

FEWER = 2  # labs, than the median of the class
RECENT, WEAK = 3, 2  # of so many last labs so many with less than half of the points
HALF = 0.5

RULE = (
    f"Behind is who handed in at least {FEWER} labs fewer than the median of the class, or has less than half "
    f"of the points in {WEAK} of the last {RECENT} labs; a lab that was not handed in gives none. Only labs "
    "count here that at least half of the class handed in: others may be for some alone, or still to come. "
    "Bonus labs and dropped ones do not."
)


def rated_labs(cohort):
    """The labs that the rules look at: at least half of those who handed in anything handed them in.

    Args:
        cohort: Cohort, its labs in the order of the term; bonus labs and dropped ones are never looked at.

    Returns:
        list of labs, in that order.
    """
    present = {student for student, _ in cohort.grades}
    return [
        lab
        for lab in cohort.titles
        if (cohort.scheme is None or cohort.scheme.is_counted(lab))
        and 2 * sum((student, lab) in cohort.grades for student in present) >= len(present)
    ]


def who_is_behind(cohort):
    """Why somebody falls behind, as sentences.

    Args:
        cohort: Cohort, its labs in the order of the term.

    Returns:
        {student: list of str}, of those who do; in the order of the class.
    """
    labs = rated_labs(cohort)
    counts = {
        student: sum((student, lab) in cohort.grades for lab in labs) for student in cohort.names
    }
    present = {student for student, _ in cohort.grades}
    usual = statistics.median(counts[student] for student in present) if present else 0
    found = {}
    for student in cohort.names:
        reasons = []
        if usual - counts[student] >= FEWER:
            has = counted(counts[student], "lab")
            reasons.append(f"handed in {has}, where the median is {usual:g}")
        if weak := _weak(cohort, student, labs[-RECENT:]):
            said = " and ".join(filter(None, (", ".join(weak[:-1]), weak[-1])))
            reasons.append(f"less than half of the points in labs {said}")
        if reasons:
            found[student] = reasons if student in present else ["handed in nothing"]
    return found


def _weak(cohort, student, labs):
    """The labels of the labs with less than half of the points, if they are enough to say so."""
    grades = {lab: cohort.grades.get((student, lab)) for lab in labs}
    weak = [
        lab
        for lab, grade in grades.items()
        if grade is None or (grade.state != "fault" and grade.points < HALF * cohort.of[lab])
    ]
    return [cohort.labels[lab] for lab in weak] if len(weak) >= WEAK else []
