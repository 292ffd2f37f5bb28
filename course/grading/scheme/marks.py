"""From points to grades: what a Scheme makes of a class. Pure functions; what was graded is never changed."""

import math
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from course.grading.records.grades import BY_HAND, LabGrade
from course.grading.scheme.words import NOT_KNOWN, late_words

NEARLY = 1e-9  # sums of shares are not exact
DAY = timedelta(days=1)
MARK_LATE = ("canvas",)  # platforms that say which submissions are late, if not when they came


class Part(NamedTuple):
    """What a lab gives to a student's total: so much of `of`, and whether it counts."""

    reached: float
    of: float
    counts: bool


class Standing(NamedTuple):
    """Where a student stands.

    Attributes:
        total: what was reached, of `of`, in points or, if labs count by shares, in weights.
        percent: 100 * total / of, or None if nothing counts yet.
        passed: bool; None if nothing says what is needed, nothing counts yet, or a lab is still to be graded.
        grade: of the scale, or "".
        parts: {lab: Part} of all labs.
        lacking: required labs of which too little was reached.
        waits: whether a lab is still to be graded.
    """

    total: float
    of: float
    percent: float | None
    passed: bool | None
    grade: str
    parts: dict
    lacking: tuple
    waits: bool


def with_scheme(grades, scheme, exemptions=None):
    """LabGrades as the scheme counts them: points and bonus of exercises, lateness.

    Args:
        grades: LabGrades.
        scheme: Scheme.
        exemptions: {(student, lab): Exemption}.

    Returns:
        list of LabGrade, whose `submission.late` says in words what was subtracted, if anything.
    """
    return [_with_scheme(grade, scheme, exemptions or {}) for grade in grades]


def _with_scheme(grade, scheme, exemptions):
    rule = scheme.of_lab(grade.submission.lab)
    exercises = tuple(_exercise(entry, rule) for entry in grade.exercises)
    grade = replace(grade, exercises=exercises)
    due, moment = times_of(grade, scheme, exemptions)
    if not (due and scheme.late) or grade.state in ("fault", BY_HAND):
        return grade
    if not moment:
        late = NOT_KNOWN if grade.submission.late else ""
        return replace(grade, submission=grade.submission._replace(late=late))
    subtracted = penalty(grade.points, moment - due, scheme.late)
    is_late = moment - due > scheme.late.grace
    words = late_words(moment - due, due, subtracted, grade.points, scheme) if is_late else ""
    return replace(grade, submission=grade.submission._replace(late=words), subtracted=subtracted)


def _exercise(entry, rule):
    of = rule.points.get(entry.exercise, entry.of)

    def scaled(points):
        return of if points == entry.of else points * of / entry.of if entry.of else 0.0

    override = entry.override and entry.override._replace(points=scaled(entry.override.points))
    return replace(
        entry,
        of=of,
        points=scaled(entry.points),
        shown_points=scaled(entry.shown_points),
        override=override,
        bonus=entry.exercise in rule.extra,
        dropped=entry.exercise in rule.dropped,
    )


def times_of(grade, scheme, exemptions):
    """(deadline, when it was handed in) of a LabGrade, each None if it is not there or not known."""
    of = grade.submission
    own = exemptions.get((of.student, of.lab))
    due = (own and own.due) or scheme.of_lab(of.lab).due
    moment = own and own.handed_in
    if not moment and of.time:
        moment = scheme.at(datetime.fromisoformat(of.time))
    return due, moment


def is_untimed(grade, scheme, exemptions):
    """Whether a deadline holds for a LabGrade with points, and nothing tells by how much it was missed."""
    of = grade.submission
    if not scheme.late or grade.state != "graded" or not grade.points:
        return False
    if of.platform in MARK_LATE and not of.late:
        return False
    due, moment = times_of(grade, scheme, exemptions)
    return bool(due and not moment)


def penalty(points, late_by, rule):
    """The points that lateness costs.

    Args:
        points: reached.
        late_by: timedelta after the deadline, negative before it.
        rule: LateRule.

    Returns:
        float in 0..points; it never falls as `late_by` grows.
    """
    if late_by <= rule.grace or points <= 0:
        return 0.0
    if rule.cutoff is not None and late_by > rule.cutoff:
        return points
    if rule.per_day is None:
        return 0.0
    lost = rule.per_day.of(points) * math.ceil(late_by / DAY)
    if rule.at_most is not None:
        lost = min(lost, rule.at_most.of(points))
    return round(min(lost, points), 2)


def standing(grades, scheme, of):
    """Where a student stands.

    Args:
        grades: {lab: LabGrade as `with_scheme` gives it, or None} of one student.
        scheme: Scheme.
        of: {lab: points of a complete lab} of the labs that somebody handed in.

    Returns:
        Standing; labs that nobody handed in do not count yet.
    """
    waits = any(grade and grade.state == "fault" for grade in grades.values())
    reached = {lab: _reached(grades.get(lab), scheme, lab, of[lab]) for lab in of}
    chosen = best(reached, scheme)
    parts = {
        lab: Part(reached[lab], _worth(scheme, lab, of[lab]), lab in chosen or _always(scheme, lab))
        for lab in of
    }
    total = math.fsum(part.reached for part in parts.values() if part.counts)
    maximum = maximum_of(scheme, of)
    percent = 100 * total / maximum if maximum else None
    lacking = tuple(
        lab
        for lab in of
        if (needed := scheme.of_lab(lab).required)
        and not _reaches(grades[lab].points if grades.get(lab) else 0.0, needed, of[lab])
    )
    passed = None
    if scheme.asks_to_pass and percent is not None and not waits:
        enough = scheme.pass_mark is None or _reaches(total, scheme.pass_mark, maximum)
        passed = bool(enough and not lacking)
    grade = ""
    if scheme.grades and percent is not None and not waits:
        given = [name for name, mark in scheme.grades if _reaches(total, mark, maximum)]
        grade = scheme.grades[-1][0] if lacking else given[0]
    return Standing(total, maximum, percent, passed, grade, parts, lacking, waits)


def maximum_of(scheme, of):
    """What all labs that count are worth together, of those that somebody handed in; the same for everybody."""
    worth = {lab: _worth(scheme, lab, of[lab]) for lab in of if scheme.is_counted(lab)}
    choice = [worth[lab] for lab in worth if scheme.in_choice(lab)]
    always = math.fsum(worth[lab] for lab in worth if not scheme.in_choice(lab))
    return always + math.fsum(choice[: scheme.best])  # all in the choice are worth the same


def best(reached, scheme):
    """The labs of the choice that count: those of which most was reached, of equal ones the first."""
    choice = [lab for lab in reached if scheme.in_choice(lab)]
    return set(sorted(choice, key=lambda lab: -reached[lab])[: scheme.best])


def _always(scheme, lab):
    return not scheme.of_lab(lab).drop and not scheme.in_choice(lab)


def _worth(scheme, lab, of):
    return scheme.weight(lab) if scheme.by_share else of


def _reached(grade: LabGrade | None, scheme, lab, of):
    if grade is None or grade.state == "fault":
        return 0.0
    if not scheme.by_share:
        return grade.points
    return scheme.weight(lab) * grade.points / of if of else 0.0


def _reaches(points, amount, whole):
    return points >= amount.of(whole) - NEARLY * max(1.0, whole)
