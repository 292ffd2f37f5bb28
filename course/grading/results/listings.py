"""The lists of a report: what could not be graded, what is late, corrections, remarks.

What is alike stands in one row, with everyone whom it concerns.
"""

from typing import NamedTuple

from course.grading.results import wording
from course.grading.results.states import NOT_JUDGED, ended_on_a_further_case
from course.grading.scheme import marks
from course.grading.submissions.namesakes import as_decided

ROWS = 300  # of a list; the students' table is always whole
FURTHER = "on a further case, which is not shown"


class Listing(NamedTuple):
    """A section with a table of what happened `count` times; `more` rows are left out."""

    anchor: str
    title: str
    about: str
    columns: tuple
    rows: list
    more: int
    count: int


def listing(anchor, title, about, columns, rows, count=None):
    """A Listing whose table is not endless.

    Args:
        rows: list of tuples of str, one for each column.
        count: what stands beside the title, if rows stand for more than one each.
    """
    count = len(rows) if count is None else count
    return Listing(anchor, title, about, columns, rows[:ROWS], max(len(rows) - ROWS, 0), count)


def all_listings(cohort):
    """Every Listing, in the report's order; also those with nothing in them."""
    makers = (
        internal_errors,
        unreadable,
        not_judged,
        late,
        untimed,
        kept,
        groups,
        corrections,
        remarks,
    )
    return [*(make(cohort) for make in makers), unexpected(cohort)]


def internal_errors(cohort):
    """The notebooks that are still to be graded, because grading itself failed."""
    about = (
        "Grading itself failed here, not the student. Grade again: these are tried once more, all other "
        "grades stay. Until then these students are left out of the numbers."
    )
    rows = _by_student(cohort, "fault")
    columns = ("Student", "Lab", "What happened", "File")
    count = len(cohort.in_state("fault"))
    return listing("internal-errors", "Internal errors", about, columns, rows, count)


def unreadable(cohort):
    """The notebooks that could not be read."""
    about = "An unreadable notebook gives 0 points: its student has to hand in another one."
    rows = _by_student(cohort, "unreadable")
    columns = ("Student", "Lab", "What is wrong", "File")
    count = len(cohort.in_state("unreadable"))
    return listing("unreadable", "Could not be read", about, columns, rows, count)


def _by_student(cohort, state):
    """Rows of (student, labs, problem, files), one for each student and problem."""
    folder = wording.common_folder(grade.submission.path for grade in cohort.grades.values())
    alike = {}
    for grade in cohort.in_state(state):
        problem = grade.problem or grade.submission.problem
        alike.setdefault((grade.submission.student, problem), []).append(grade.submission)
    return [
        (
            cohort.person(student),
            ", ".join(cohort.labels[one.lab] for one in submissions),
            wording.sentence(problem),
            "; ".join(_place(one, folder) for one in submissions),
        )
        for (student, problem), submissions in alike.items()
    ]


def _place(submission, folder):
    """Where a notebook lies below the folder of all submissions, for people."""
    path = wording.relative(submission.path, folder)
    parts = (submission.member, path) if submission.member else (path,)
    return " in ".join(map(wording.short_path, parts))


def not_judged(cohort):
    """Answers that were stopped or are not there: a row for each student, or several, and reason."""
    ends = {}  # (student, what, reason) -> {lab: exercises}
    for (lab, exercise), entries in cohort.exercises.items():
        for student, grade in entries:
            if grade.state in NOT_JUDGED:
                reason = FURTHER if ended_on_a_further_case(grade) else grade.reason
                key = (student, NOT_JUDGED[grade.state], reason)
                ends.setdefault(key, {}).setdefault(lab, []).append(exercise)
    count = sum(len(exercises) for labs in ends.values() for exercises in labs.values())
    alike = {}  # those to whom the same happened in the same exercises
    for (student, what, reason), labs in ends.items():
        where = "; ".join(_exercises(cohort, lab, found) for lab, found in labs.items())
        alike.setdefault((what, reason, where), []).append(cohort.person(student))
    ordered = sorted(
        alike.items(), key=lambda row: (row[0][0] == NOT_JUDGED["missing"], -len(row[1]))
    )
    rows = [
        (what, wording.sentence(reason), where, _people(who))
        for (what, reason, where), who in ordered
    ]
    about = "They were stopped, or were not there. If many end in the same way, look at the exercise first."
    columns = ("What", "Reason", "Where", "Who")
    title = "Crashes, timeouts, memory, missing cells"
    return listing("not-judged", title, about, columns, rows, count)


def _exercises(cohort, lab, exercises):
    """Exercises of a lab in words: "04: encode, decode", or "04: all 5 exercises"."""
    all_of_it = [exercise for of, exercise in cohort.exercises if of == lab]
    if len(exercises) == len(all_of_it) > 1:
        return f"{cohort.labels[lab]}: all {len(all_of_it)} exercises"
    return f"{cohort.labels[lab]}: {', '.join(exercises)}"


def late(cohort):
    """What was handed in late, as the learning platform says."""
    labs = {}
    for (student, lab), grade in cohort.grades.items():
        if grade.submission.late:
            labs.setdefault((student, grade.submission.late), []).append(cohort.labels[lab])
    rows = [
        (cohort.person(student), ", ".join(late), said) for (student, said), late in labs.items()
    ]
    count = sum(map(len, labs.values()))
    about = (
        "Late submissions are graded like all others: whether points are taken off is up to you."
    )
    columns = ("Student", "Lab", "What the platform says")
    if cohort.scheme and cohort.scheme.late:
        about = "What is subtracted is in all points on this page."
        columns = ("Student", "Lab", "How late, and what it costs")
    return listing("late", "Late submissions", about, columns, rows, count)


def untimed(cohort):
    """Of whom nobody knows when they handed in, though the lab has a deadline."""
    labs, count = {}, 0
    for (student, lab), grade in cohort.grades.items():
        if cohort.scheme and marks.is_untimed(grade, cohort.scheme, cohort.exemptions):
            labs.setdefault(lab, []).append(cohort.person(student))
            count += 1
    rows = [(cohort.labels[lab], _people(who)) for lab, who in labs.items()]
    about = (
        "What was downloaded does not tell, so nothing is subtracted. Those with 0 points are left out. Where "
        "you know it, write it into grading.yaml: students, NAME, LAB, handed_in."
    )
    title = "When it was handed in is not known"
    return listing("untimed", title, about, ("Lab", "Who"), rows, count)


def kept(cohort):
    """Grades of submissions that are no longer in the latest download of their lab."""
    rows = [
        (cohort.person(student), cohort.labels[lab], f"{cohort.grades[student, lab].points:g}")
        for student, lab in cohort.grades
        if (student, lab) in cohort.absent
    ]
    about = (
        "These were graded before and are not in the latest download of that lab. Their grades are kept; "
        "grade with --forget to drop them."
    )
    columns = ("Student", "Lab", "Points")
    return listing("kept", "Kept, but not in the latest download", about, columns, rows)


def groups(cohort):
    """Who handed in together."""
    rows = []
    for (lab, _, team), students in cohort.teams.items():
        people = [cohort.person(student) for student in students if student != team]
        members = _people(people) or "not named in the download"
        rows.append((cohort.labels[lab], team, members))
    columns = ("Lab", "Group", "Members")
    about = "One notebook of several students: what is graded of it counts for each of them."
    return listing("groups", "Handed in as a group", about, columns, rows)


def corrections(cohort):
    """Grades that somebody corrected by hand."""
    rows = []
    for grade in cohort.grades.values():
        for entry in grade.exercises:
            if entry.override:
                before = "nothing" if grade.state == "by hand" else wording.points(entry.points)
                change = f"{before} → {wording.points(entry.final)} of {wording.points(entry.of)}"
                made = (
                    wording.sentence(entry.override.reason),
                    wording.when(entry.override.made_at),
                )
                who = (
                    cohort.person(grade.submission.student),
                    cohort.labels[grade.submission.lab],
                )
                rows.append((*who, entry.exercise, change, *made))
    columns = ("Student", "Lab", "Exercise", "Points", "Reason", "When")
    about = "They count in all the numbers on this page, and they survive regrading."
    return listing("corrections", "Corrections by hand", about, columns, rows)


def remarks(cohort):
    """Remarks about notebooks that were graded nevertheless, each once, with everyone whom it concerns."""
    who = {}  # remark -> {student: labs}
    count = 0
    for (student, lab), grade in cohort.grades.items():
        for text in notes_of(grade):
            count += 1
            who.setdefault(text, {}).setdefault(student, []).append(lab)
    rows = []
    for text, students in sorted(who.items(), key=lambda item: -len(item[1])):
        labs = {lab for theirs in students.values() for lab in theirs}
        in_order = [cohort.labels[lab] for lab in cohort.titles if lab in labs]
        people = [cohort.person(student) for student in students]
        rows.append((wording.sentence(text), ", ".join(in_order), _people(people)))
    about = (
        "These notebooks were graded. Each remark stands on its student's page, too, but for those on students "
        "of one name."
    )
    columns = ("Remark", "Lab", "Who")
    return listing("remarks", "Remarks", about, columns, rows, count)


def notes_of(grade):
    """What is remarked on a notebook, each remark once, without what stands as its problem anyway."""
    notes = as_decided(grade.submission, (*grade.submission.notes, *grade.notes))
    notes = dict.fromkeys(notes)
    return [text for text in notes if text and text != grade.problem]


def unexpected(cohort):
    """Who handed in without being in the roster."""
    rows = []
    if cohort.expected:
        for student in cohort.names:
            labs = [lab for lab, grade in cohort.of_student(student).items() if grade]
            if student not in cohort.expected:
                where = ", ".join(cohort.labels[lab] for lab in labs)
                rows.append((cohort.person(student), where))
    about = (
        "They handed in, and the roster does not have them: look for the same person under another "
        "name, and join the two with --same."
    )
    title = "Not in the roster"
    return listing("unexpected", title, about, ("Student", "Lab"), rows)


def _people(people):
    return f"{len(people):,}: {wording.listed(people)}" if len(people) > 1 else "".join(people)
