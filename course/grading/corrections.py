"""Grades that a person gives: a correction of what grading found, or a grade where nothing was handed in."""

import difflib
from typing import NamedTuple

from course.errors import CourseError
from course.grading.plan import remembered_roster, who_is_meant
from course.grading.records.grades import BY_HAND, ExerciseGrade, LabGrade, Submission
from course.grading.results.wording import points as shown
from course.grading.scheme import read_scheme

ALL = "all"  # in place of an exercise: the whole lab


class Wanted(NamedTuple):
    """What an instructor writes: points None takes a correction back; `new` allows a student nobody knows."""

    student: str
    lab: str
    exercise: str
    points: float | None
    reason: str
    new: bool = False


def correct(store, out, labs, wanted):
    """Correct a grade by hand, or enter one where nothing was handed in; tables and pages are not written.

    Points are in the units of GRADES/grading.yaml, if it gives the exercise others than the check.

    Args:
        store: Store.
        out: GRADES.
        labs: {name: Lab} of all labs.
        wanted: Wanted.

    Returns:
        list of sentences for the instructor.

    Raises:
        CourseError: there is no such student, lab, exercise or correction, or no points of that size.
    """
    student, lab, name = who_is_meant(store, wanted.student, wanted.lab, labs, new=wanted.new)
    grade = next((one for one in store.grades(student) if one.submission.lab == lab), None)
    blank = grade is None
    if blank and wanted.points is None:
        raise CourseError(f"there is no grade of {student} for {lab} to take back")
    if blank:
        grade = _blank(store, labs[lab], student, name)
    scheme = read_scheme(out, labs)
    rule = scheme.of_lab(lab) if scheme else None
    worth = {
        entry.exercise: rule.points.get(entry.exercise, entry.of) if rule else entry.of
        for entry in grade.exercises
    }
    chosen = _chosen(wanted, grade, worth, rule)
    if blank:
        store.put(grade)
    for entry, points in chosen:
        raw = points
        if points is not None and worth[entry.exercise] != entry.of:
            raw = min(points * entry.of / worth[entry.exercise], entry.of)
        store.override(student, lab, entry.exercise, raw, wanted.reason)
    return _told(store, student, lab, wanted, blank)


def _blank(store, lab, student, name):
    """The LabGrade of somebody who handed in nothing."""
    exercises = tuple(
        ExerciseGrade(exercise.id, exercise.check.points, state="not handed in")
        for exercise in lab.exercises
    )
    number = _number_of_canvas(store, student)
    submission = Submission(
        student, lab.name, "", name=name, number=number, platform="canvas" if number else ""
    )
    return LabGrade(submission, BY_HAND, exercises=exercises, key=BY_HAND)


def _number_of_canvas(store, student):
    """Canvas' number of a student, so that the grade is in its table; "" if it is not known."""
    of_canvas = [one for one, _ in store.submissions() if one.platform == "canvas"]
    numbers = {one.student: one.number for one in of_canvas}
    roster = remembered_roster(store)
    if of_canvas and roster:
        numbers |= {person.id: person.canvas for person in roster.people if person.canvas}
    return numbers.get(student, "")


def _chosen(wanted, grade, worth, rule):
    """[(ExerciseGrade, points in the units of `worth`, or None)] that are meant."""
    lab = grade.submission.lab
    if wanted.exercise != ALL:
        found = {entry.exercise: entry for entry in grade.exercises}
        if wanted.exercise not in found:
            near = difflib.get_close_matches(wanted.exercise, found, 1, 0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise CourseError(
                f"{lab} has no exercise {wanted.exercise}; it has: {', '.join(found)}, or {ALL} for the whole "
                f"lab{hint}"
            )
        _check(wanted, worth[wanted.exercise])
        return [(found[wanted.exercise], wanted.points)]
    entries = [one for one in grade.exercises if not (rule and one.exercise in rule.dropped)]
    if wanted.points is None:
        entries = [one for one in grade.exercises if one.override]
        if not entries:
            raise CourseError(
                f"there is no correction of {lab} for {grade.submission.student} to take back"
            )
        return [(one, None) for one in entries]
    whole = sum(worth[one.exercise] for one in entries)
    _check(wanted, whole)
    share = wanted.points / whole  # 1 exactly, where all points are given
    return [(one, share * worth[one.exercise]) for one in entries]


def _check(wanted, of):
    if wanted.points is not None and not 0 <= wanted.points <= of:
        what = "the whole lab" if wanted.exercise == ALL else wanted.exercise
        raise CourseError(f"{what} gives 0 to {of:g} points, not {wanted.points:g}")


def _told(store, student, lab, wanted, blank):
    what = f"{student}, {lab}, {wanted.exercise}"
    if wanted.points is None:
        (left,) = [one for one in store.grades(student) if one.submission.lab == lab]
        if left.state == BY_HAND and not any(entry.override for entry in left.exercises):
            store.forget([(student, lab)])
            return [f"{what}: the correction is taken back, and with it the grade of the lab"]
        return [f"{what}: the correction is taken back"]
    told = [f"{what}: {shown(wanted.points)} points by hand"]
    if blank:
        told.append(
            f"{student} handed in nothing of {lab}: the grade stands without a notebook; if one comes, what "
            "was entered by hand stays"
        )
        if not any(of.lab == lab and of.student != student for of, _ in store.submissions()):
            told.append(
                f"nobody else has a grade of {lab}: from now on it counts for everybody, unless grading.yaml "
                "says  bonus: all  of it"
            )
    return told


def entered_by_hand(store):
    """{(student, lab)} of grades without a notebook."""
    return {who for who, key in store.keys().items() if key == BY_HAND}


def arrived(store, entered):
    """A sentence on grades entered by hand whose notebook came since, a list of one or none.

    Args:
        store: Store.
        entered: {(student, lab)} that had such a grade before.
    """
    came = sorted(entered - entered_by_hand(store))
    if not came:
        return []
    names = ", ".join(f"{student} ({lab})" for student, lab in came[:5])
    more = f" and {len(came) - 5} more" if len(came) > 5 else ""
    return [
        f"had a grade entered by hand, and handed in since: {names}{more}; what was entered stays, for its "
        "exercises: with  none  in place of POINTS, course override takes it back"
    ]
