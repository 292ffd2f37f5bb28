"""Who passed and who is stuck: lists of people, for the first page of a report."""

from typing import NamedTuple

from course.grading.results import wording
from course.grading.results.listings import listing
from course.grading.scheme.words import pass_words, percent_words

NAMES = 60  # in a row
HALF, TWICE = 0.5, 2  # who has less than half of the points, in so many labs, may need help


class Outcome(NamedTuple):
    """Who passed by a scheme: students in the class's order, and what was needed."""

    needed: str
    passed: list
    failed: list
    open: list


def outcome(cohort):
    """Who passed, an Outcome, or None if nothing says what is needed."""
    if not (cohort.scheme and cohort.scheme.asks_to_pass and cohort.titles):
        return None
    found = {True: [], False: [], None: []}
    for student, standing in cohort.standings.items():
        found[standing.passed].append(student)
    needed = pass_words(cohort.scheme, cohort.titles)
    return Outcome(needed, found[True], found[False], found[None])


def not_passed(cohort):
    """Who did not pass, and what is lacking."""
    failed = outcome(cohort).failed if outcome(cohort) else []
    rows = []
    for student in failed:
        standing = cohort.standings[student]
        lacking = ", ".join(cohort.labels[lab] for lab in standing.lacking)
        rows.append((cohort.person(student), percent_words(standing.percent), lacking or "–"))
    rows.sort(key=lambda row: row[2] != "–")  # the total alone first; else in the class's order
    columns = ("Student", "Total", "Required labs that are lacking")
    return listing("not-passed", "Did not pass", "", columns, rows)


def stuck(cohort):
    """Who attempted an exercise and has no point of it, by name."""
    rows, count = [], 0
    for (lab, exercise), entries in cohort.exercises.items():
        who = [
            cohort.person(student)
            for student, entry in entries
            if entry.state not in ("not attempted", "missing")
            and entry.of
            and not (entry.final or entry.dropped)
        ]
        if who:
            count += len(who)
            count_first = f"{len(who):,}: " if len(who) > 1 else ""
            rows.append((cohort.labels[lab], exercise, count_first + wording.listed(who, NAMES)))
    about = "They wrote an answer and got nothing for it: they tried, so a word may help."
    columns = ("Lab", "Exercise", "Who")
    return listing("stuck", "Attempted, 0 points", about, columns, rows, count)


def below_half(cohort):
    """Who has less than half of the points in two labs or more that they handed in."""
    rows = []
    for student in cohort.names:
        low = [
            f"{cohort.labels[lab]} ({grade.points:g} of {round(cohort.of[lab], 2):g})"
            for lab, grade in cohort.of_student(student).items()
            if grade and grade.state != "fault" and grade.points < HALF * cohort.of[lab]
        ]
        if len(low) >= TWICE:
            rows.append((cohort.person(student), str(len(low)), ", ".join(low)))
    rows.sort(key=lambda row: -int(row[1]))
    about = "Of what they handed in; a lab that is missing is not counted here."
    columns = ("Student", "Labs", "Which")
    title = "Below half in two labs or more"
    return listing("below-half", title, about, columns, rows)
