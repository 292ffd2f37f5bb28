"""The class: its grades, sorted by student, lab and exercise."""

import re
from typing import NamedTuple


class Group(NamedTuple):
    """The class.

    Attributes:
        grades: {(student, lab): LabGrade}.
        titles: {lab: readable title} of the labs that somebody handed in, in order.
        labels: {lab: what stands above its column}.
        of: {lab: points of a complete lab}.
        names: {student: name or ""} of all students, expected ones included, in alphabetical order.
        exercises: {(lab, exercise): [(student, ExerciseGrade)]} of the notebooks that were graded.
    """

    grades: dict
    titles: dict
    labels: dict
    of: dict
    names: dict
    exercises: dict

    def person(self, student):
        """A student as people read it: name and id."""
        name = self.names.get(student)
        return f"{name} ({student})" if name and name != student else student

    def in_state(self, state):
        return [grade for grade in self.grades.values() if grade.state == state]


def group_of(grades, titles, expected_students=()):
    """Sort a class; arguments as those of `page`.

    Returns:
        Group.
    """
    grades = {(grade.submission.student, grade.submission.lab): grade for grade in grades}
    names = dict.fromkeys(expected_students, "") | {student: "" for student, _ in grades}
    of, exercises = {}, {}
    for (student, lab), grade in grades.items():
        names[student] = names[student] or grade.submission.name
        of[lab] = max(of.get(lab, 0), grade.of)
        if grade.state == "graded":
            for entry in grade.exercises:
                exercises.setdefault((lab, entry.exercise), []).append((student, entry))
    labs = [lab for lab in titles if lab in of] + sorted(of.keys() - titles.keys())
    in_order = sorted(names, key=lambda student: ((names[student] or student).casefold(), student))
    return Group(
        grades,
        {lab: titles.get(lab, lab) for lab in labs},
        _labels(labs),
        of,
        {student: names[student] for student in in_order},
        exercises,
    )


def _labels(labs):
    """{lab: short name}: their numbers, if all have one and no two the same."""
    numbers = [re.match(r"\d*", lab)[0] for lab in labs]
    short = all(numbers) and len(set(numbers)) == len(labs)
    return dict(zip(labs, numbers if short else labs, strict=True))


def complete_totals(group):
    """The points of each student in all labs; a lab that was not handed in counts 0.

    Returns:
        {student: points} of those who handed in something and with no lab left to grade.
    """
    totals = {}
    for (student, _), grade in group.grades.items():
        totals[student] = totals.get(student, 0) + grade.points
    waiting = {grade.submission.student for grade in group.in_state("fault")}
    return {student: points for student, points in totals.items() if student not in waiting}
