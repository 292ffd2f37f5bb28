"""A class: its grades, sorted by student, lab and exercise, and how points are counted."""

import re
import unicodedata
from dataclasses import replace
from typing import NamedTuple

from course.grading.results.wording import beyond
from course.grading.scheme import marks
from course.grading.scheme.rules import Scheme

# Letters whose stroke or second half Unicode does not take off.
BASE = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)


class Cohort(NamedTuple):
    """A class.

    Attributes:
        grades: {(student, lab): LabGrade}.
        titles: {lab: readable title} of the labs that somebody handed in, in order: those that count.
        nobody: {lab: short name} of those that nobody handed in.
        labels: {lab: what stands above its column}.
        of: {lab: points of a complete lab}.
        names: {student: name or ""} of all students, expected ones included, in alphabetical order.
        exercises: {(lab, exercise): [(student, ExerciseGrade)]} of the notebooks that were graded.
        expected: the students who should have handed in; empty if nobody said so.
        absent: (student, lab) whose grade was kept, though the submission is not in the latest download.
        dropped: {(lab, exercise): students} with grades of exercises that the lab no longer has.
        teams: {(lab, assignment, name of the group): students} who handed in together.
        scheme: the Scheme by which points become grades, or None: then points are added up.
        standings: {student: Standing} of all students, if there is a scheme.
        exemptions: {(student, lab): Exemption}.
        as_graded: list of LabGrades without a scheme: points as the checks give them.
    """

    grades: dict
    titles: dict
    nobody: dict
    labels: dict
    of: dict
    names: dict
    exercises: dict
    expected: frozenset
    absent: frozenset
    dropped: dict
    teams: dict
    scheme: Scheme | None = None
    standings: dict = {}
    exemptions: dict = {}
    as_graded: list | tuple = ()

    @property
    def all_points(self):
        """What all labs that count are worth together; a lab that was not handed in is 0 of its points."""
        return marks.maximum_of(self.scheme, self.of) if self.scheme else sum(self.of.values())

    def person(self, student):
        """A student as people read it: the name, and what the id says more, such as "Ada (502)"."""
        name = self.names.get(student) or student
        more = beyond(student, name)
        return f"{name} ({more})" if more else name

    def of_student(self, student):
        """{lab: LabGrade or None} of the labs that count."""
        return {lab: self.grades.get((student, lab)) for lab in self.titles}

    def in_state(self, state):
        return [grade for grade in self.grades.values() if grade.state == state]


def cohort_of(
    grades, titles, *, expected=(), absent=(), lab_exercises=None, scheme=None, exemptions=None
):
    """Sort the grades of a class.

    Args:
        grades: LabGrades, at most one for each student and lab.
        titles: {lab: readable title} of all labs, in order.
        expected: ids of those who should have handed in, or {id: name}.
        absent: (student, lab) that are not in the latest download.
        lab_exercises: {lab: ids of the exercises it has now}; grades of others do not count.
        scheme: Scheme, or None; exemptions: {(student, lab): Exemption} from it.

    Returns:
        Cohort, whose grades are those that the scheme makes.
    """
    grades, dropped = without_dropped(grades, lab_exercises or {})
    as_graded = grades
    if scheme:
        grades = marks.with_scheme(grades, scheme, exemptions)
    names = dict(expected) if isinstance(expected, dict) else dict.fromkeys(expected, "")
    found, of, exercises = {}, {}, {}
    for grade in grades:
        student, lab = grade.submission.student, grade.submission.lab
        found[student, lab] = grade
        names[student] = names.get(student) or grade.submission.name
        of[lab] = max(of.get(lab, 0), grade.of)
    labs = [lab for lab in titles if lab in of] + sorted(of.keys() - titles.keys())
    students = sorted(names, key=lambda student: (letters(names[student] or student), student))
    by_key = {
        (one, lab): found[one, lab] for one in students for lab in labs if (one, lab) in found
    }
    for (student, lab), grade in sorted(by_key.items(), key=lambda item: labs.index(item[0][1])):
        if grade.state == "graded":
            for entry in grade.exercises:
                exercises.setdefault((lab, entry.exercise), []).append((student, entry))
    cohort = Cohort(
        by_key,
        {lab: titles.get(lab, lab) for lab in labs},
        _labels([lab for lab in titles if lab not in of]),
        _labels(labs),
        {lab: of[lab] for lab in labs},
        {student: names[student] for student in students},
        exercises,
        frozenset(expected),
        frozenset(absent),
        dropped,
        _teams(by_key),
        scheme,
        exemptions=exemptions or {},
        as_graded=as_graded,
    )
    if scheme is None:
        return cohort
    standings = {one: marks.standing(cohort.of_student(one), scheme, cohort.of) for one in students}
    return cohort._replace(standings=standings)


def without_dropped(grades, lab_exercises):
    """Grades without the exercises that their lab no longer has.

    Args:
        grades: LabGrades.
        lab_exercises: {lab: ids of the exercises it has now}; a lab that is not in it stays as it is.

    Returns:
        list of LabGrade, {(lab, exercise): students} of what was left out.
    """
    kept, dropped = [], {}
    for grade in grades:
        lab = grade.submission.lab
        has = lab_exercises.get(lab)
        if has is not None:
            gone = [entry.exercise for entry in grade.exercises if entry.exercise not in has]
            for exercise in gone:
                dropped.setdefault((lab, exercise), []).append(grade.submission.student)
            if gone:
                still = tuple(entry for entry in grade.exercises if entry.exercise in has)
                grade = replace(grade, exercises=still)
        kept.append(grade)
    return kept, dropped


def _teams(grades):
    teams = {}
    for (student, lab), grade in grades.items():
        if grade.submission.group:
            key = (lab, grade.submission.assignment, grade.submission.group)
            teams.setdefault(key, []).append(student)
    return teams


def letters(name):
    """A name for sorting: Ärger stands beside Arger, and Łukasz beside Lukas, whatever its case."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(BASE))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _labels(labs):
    """{lab: short name}: their numbers, if all have one and no two the same."""
    numbers = [re.match(r"\d*", lab)[0] for lab in labs]
    short = all(numbers) and len(set(numbers)) == len(labs)
    return dict(zip(labs, numbers if short else labs, strict=True))


def complete_totals(cohort):
    """What each student reached in all labs, of `cohort.all_points`; a lab that was not handed in counts 0.

    Returns:
        {student: points} of those who handed in something and with no lab left to grade.
    """
    if cohort.scheme:
        present = {student for student, _ in cohort.grades}
        return {
            student: one.total
            for student, one in cohort.standings.items()
            if student in present and not one.waits
        }
    totals = {}
    for (student, _), grade in cohort.grades.items():
        totals[student] = totals.get(student, 0) + grade.points
    waiting = {grade.submission.student for grade in cohort.in_state("fault")}
    return {student: points for student, points in totals.items() if student not in waiting}
