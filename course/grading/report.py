"""What an instructor reads: the class at a glance, one page."""

import ast
import re
import statistics
import unicodedata
import warnings
from typing import NamedTuple

from course.grading.templates import render

# How answers are counted, in the order of the stacked bars.
KINDS = ("right", "partly right", "wrong", "not attempted", "not judged")
BINS = 10
MISTAKES = 5  # hints shown of one exercise
COMMONEST = 10  # hints shown of all exercises
ROWS = 300  # of a list; the students' table is always whole
NAMES = 20  # of one row
LONGEST_EXAMPLE = 2000  # characters


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


class Histogram(NamedTuple):
    """How points are distributed: `counts` of students by tenths of the points."""

    title: str
    of: float
    counts: tuple
    mean: float
    median: float
    full: int
    students: int


class Difficulty(NamedTuple):
    """How an exercise went: `counts` of answers, one for each of KINDS; `share` is None if there are none."""

    exercise: str
    share: float | None
    counts: tuple

    @property
    def words(self):
        named = zip(self.counts, KINDS, strict=True)
        parts = [f"{count:,} {kind}" for count, kind in named if count]
        return ", ".join(parts).replace("partly right", "partly")


class Mistake(NamedTuple):
    """A planted mistake, how many made it, and the code of one of them, without what names a person."""

    hint: str
    count: int
    example: str


class Mistakes(NamedTuple):
    """The commonest mistakes of one exercise; `unknown` answers were wrong in other ways."""

    lab: str
    exercise: str
    attempted: int
    mistakes: list
    others: int
    unknown: int


class Listing(NamedTuple):
    """A section with a table of what happened `count` times; `more` rows are left out."""

    anchor: str
    title: str
    about: str
    columns: tuple
    rows: list
    more: int
    count: int


def page(grades, problems, *, titles, expected_students=(), links=None, made_at="", facts=()):
    """The report on a class.

    Args:
        grades: LabGrades, one a student and lab.
        problems: list of (path, sentence) of what could not be taken for a submission.
        titles: {lab: readable title}; labs that nobody handed in are left out.
        expected_students: ids of those who should have handed in.
        links: {student: path of the feedback page, relative to this page}, or None.
        made_at: when it was made, for people.
        facts: list of (name, value) shown at the end.

    Returns:
        str, an HTML page that needs no other file.
    """
    group = group_of(grades, titles, expected_students)
    totals = complete_totals(group)
    mistakes = _all_mistakes(group)
    return render(
        "report.html",
        ["style.css", "report.css"],
        ["report.js"],
        made_at=made_at,
        numbers=_numbers(group, totals, expected_students),
        histograms=_histograms(group, totals),
        difficulties={lab: _difficulties(group, lab) for lab in group.titles},
        mistakes=mistakes,
        commonest=_commonest(mistakes),
        listings=[
            _faults(group),
            _unreadable(group, problems),
            _not_judged(group),
            _corrections(group),
            _remarks(group),
        ],
        missing=_missing(group),
        unexpected=_unexpected(group, expected_students),
        left_out=[title for lab, title in titles.items() if lab not in group.titles],
        students=_student_rows(group, links or {}),
        titles=group.titles,
        labels=group.labels,
        of=group.of,
        facts=facts,
        KINDS=KINDS,
    )


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


# numbers first


def _numbers(group, totals, expected_students):
    """The most important numbers, a list of (name, value, remark)."""
    handed_in = {student for student, _ in group.grades}
    expected = set(expected_students)
    states = [grade.state for grade in group.grades.values()]
    remarks = [
        f"{states.count(state):,} {words}"
        for state, words in (("unreadable", "unreadable"), ("fault", "not graded yet"))
        if state in states
    ]
    of = sum(group.of.values())
    seconds = [grade.seconds for grade in group.grades.values()]
    each = f"; {statistics.median(seconds):.1f} s each in the median" if seconds else ""
    return [
        (
            "Students",
            f"{len(handed_in):,}",
            f"{len(handed_in & expected):,} of {len(expected):,} expected"
            if expected
            else "handed in something",
        ),
        ("Notebooks", f"{len(states):,}", ", ".join(remarks) or "all could be graded"),
        ("Mean", *_of_total(statistics.fmean(totals.values()) if totals else None, of)),
        ("Median", *_of_total(statistics.median(totals.values()) if totals else None, of)),
        ("Grading took", duration(sum(seconds)), f"added up{each}"),
    ]


def _of_total(points, of):
    if points is None or not of:
        return "–", "nothing to count"
    return f"{points:.1f}", f"of {of:g} points, {100 * points / of:.0f} %"


def duration(seconds):
    """Seconds for people: "8.3 s", "12 min 5 s", "1 h 2 min"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


# the distribution of points


def _histograms(group, totals):
    labs = [_lab_histogram(group, lab) for lab in group.titles]
    if len(labs) == 1:
        return labs
    return [histogram("All labs together", list(totals.values()), sum(group.of.values())), *labs]


def _lab_histogram(group, lab):
    points = [
        grade.points
        for (_, of_lab), grade in group.grades.items()
        if of_lab == lab and grade.state != "fault"
    ]
    return histogram(group.titles[lab], points, group.of[lab])


def histogram(title, points, of):
    """Count students by tenths of the points; the last tenth includes all points.

    Args:
        title: what the points are of.
        points: list of numbers in 0..of.
        of: points that can be reached.

    Returns:
        Histogram.
    """
    counts = [0] * BINS
    for reached in points:
        share = reached / of if of else 0
        counts[min(max(int(share * BINS + 1e-9), 0), BINS - 1)] += 1
    mean = statistics.fmean(points) if points else 0.0
    median = statistics.median(points) if points else 0.0
    full = sum(reached > of - 1e-6 for reached in points)
    return Histogram(title, of, tuple(counts), mean, median, full, len(points))


# the difficulty of each exercise, and what went wrong


def _difficulties(group, lab):
    return [
        difficulty(exercise, [grade for _, grade in entries])
        for (of_lab, exercise), entries in group.exercises.items()
        if of_lab == lab
    ]


def difficulty(exercise, grades):
    """How an exercise went.

    Args:
        exercise: its id.
        grades: its ExerciseGrades in all notebooks that could be read.

    Returns:
        Difficulty.
    """
    states = [grade.state if grade.state in KINDS else "not judged" for grade in grades]
    shares = [grade.final / grade.of for grade in grades if grade.of]
    mean = statistics.fmean(shares) if shares else None
    return Difficulty(exercise, mean, tuple(states.count(kind) for kind in KINDS))


def _all_mistakes(group):
    """{lab: list of Mistakes} where there are any, in the labs' order."""
    found = {lab: [] for lab in group.titles}
    for (lab, exercise), entries in group.exercises.items():
        mistakes = mistakes_of(group, lab, exercise, entries)
        if mistakes.mistakes or mistakes.unknown:
            found[lab].append(mistakes)
    return {lab: mistakes for lab, mistakes in found.items() if mistakes}


def _commonest(mistakes):
    """The commonest of all, of those that more than one made: list of (Mistakes, Mistake)."""
    every = [(data, one) for lab in mistakes.values() for data in lab for one in data.mistakes]
    every = [(data, one) for data, one in every if one.count > 1]
    return sorted(every, key=lambda pair: -pair[1].count)[:COMMONEST]


def mistakes_of(group, lab, exercise, entries):
    """The commonest mistakes in one exercise.

    Args:
        group: Group.
        lab, exercise: which one.
        entries: list of (student, ExerciseGrade).

    Returns:
        Mistakes.
    """
    attempted = [
        (student, grade)
        for student, grade in entries
        if grade.state not in ("not attempted", "missing")
    ]
    by_hint, unknown = {}, 0
    for student, grade in attempted:
        if grade.hint:
            by_hint.setdefault(grade.hint, []).append((student, grade.answer))
        else:
            unknown += grade.state in ("wrong", "partly right")
    hints = sorted(by_hint, key=lambda hint: (-len(by_hint[hint]), hint))
    commonest = [
        Mistake(hint, len(by_hint[hint]), _example(group, by_hint[hint]))
        for hint in hints[:MISTAKES]
    ]
    others = sum(len(by_hint[hint]) for hint in hints[MISTAKES:])
    return Mistakes(lab, exercise, len(attempted), commonest, others, unknown)


def _example(group, answers):
    """The shortest answer that can be shown without a name, or ""."""
    for student, answer in sorted(answers, key=lambda entry: (len(entry[1]), entry[1])):
        code = anonymous(answer, (student, group.names.get(student, "")))
        if code:
            return code
    return ""


def anonymous(answer, names):
    """The code of an answer without what could name who wrote it: comments, docstrings, loose strings.

    Args:
        answer: source.
        names: what the student is called; if a word of it is still in the code, nothing is shown.

    Returns:
        str, or "" if the answer does not parse, is too long to be an example, or names the student.
    """
    if len(answer) > LONGEST_EXAMPLE:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as that of "\d"
            code = ast.unparse(_without_strings(ast.parse(answer)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    written = code.casefold()
    words = {word for name in names for word in _words(name)}
    named = words & _words(code) or any(len(word) > 3 and word in written for word in words)
    return "" if named or len(code) > LONGEST_EXAMPLE else code


def _without_strings(tree):
    """Drop every statement that is only a value, docstrings among them."""
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if isinstance(statements, list):
                kept = [statement for statement in statements if not _loose(statement)]
                needed = part == "body" and not isinstance(node, ast.Module)
                setattr(node, part, kept or [ast.Pass()] * needed)
    return tree


def _loose(statement):
    return isinstance(statement, ast.Expr) and isinstance(
        statement.value, (ast.Constant, ast.JoinedStr)
    )


def _words(text):
    """The words in a text of two letters or more, those with umlauts also as people type them."""
    text = text.casefold()
    typed = text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return set(re.findall(r"[^\W_]{2,}", f"{text} {typed} {bare}"))


# lists


def _listing(anchor, title, about, columns, rows, count=None):
    count = len(rows) if count is None else count
    return Listing(anchor, title, about, columns, rows[:ROWS], max(len(rows) - ROWS, 0), count)


def _faults(group):
    rows = [(*_who_and_lab(group, grade), grade.problem) for grade in group.in_state("fault")]
    about = (
        "Grading itself failed here, not the student. Grade again: these are tried once more, all other "
        "grades stay. Until then they are left out of the numbers."
    )
    return _listing("faults", "Faults of ours", about, ("Student", "Lab", "What happened"), rows)


def _who_and_lab(group, grade):
    return group.person(grade.submission.student), group.labels[grade.submission.lab]


def _unreadable(group, problems):
    rows = [
        (
            *_who_and_lab(group, grade),
            grade.problem or grade.submission.problem,
            _place(grade.submission),
        )
        for grade in group.in_state("unreadable")
    ]
    rows += [("–", "–", sentence, str(path)) for path, sentence in problems]
    about = "An unreadable notebook gives 0 points. A file without a student is not graded at all."
    columns = ("Student", "Lab", "What is wrong", "File")
    return _listing("unreadable", "Could not be read", about, columns, rows)


def _place(submission):
    return " in ".join(part for part in (submission.member, str(submission.path)) if part)


def _not_judged(group):
    words = {
        "crashed": "crash",
        "timeout": "timeout",
        "memory": "too much memory",
        "missing": "cell is missing",
    }
    who = {}  # those that ended alike
    for (lab, exercise), entries in group.exercises.items():
        for student, grade in entries:
            if grade.state in words:
                key = (group.labels[lab], exercise, words[grade.state], grade.reason)
                who.setdefault(key, []).append(group.person(student))
    alike = sorted(who.items(), key=lambda entry: (entry[0][2] == words["missing"], -len(entry[1])))
    rows = [(*key, _names(students)) for key, students in alike]
    about = "They were stopped, or not there. If many end alike, look at the exercise first."
    columns = ("Lab", "Exercise", "What", "Reason", "Who")
    count = sum(map(len, who.values()))
    return _listing(
        "not-judged", "Crashes, timeouts, memory, missing cells", about, columns, rows, count
    )


def _names(students):
    shown = "; ".join(students[:NAMES])
    more = len(students) - NAMES
    return f"{len(students):,}: {shown}" + (f"; and {more:,} more" if more > 0 else "")


def _corrections(group):
    rows = []
    for grade in group.grades.values():
        for entry in grade.exercises:
            if entry.override:
                change = f"{entry.points:g} → {entry.override.points:g} of {entry.of:g}"
                made = (entry.override.reason, entry.override.made_at)
                rows.append((*_who_and_lab(group, grade), entry.exercise, change, *made))
    columns = ("Student", "Lab", "Exercise", "Points", "Reason", "When")
    about = "They count in all numbers of this page, and they survive grading again."
    return _listing("corrections", "Corrections by hand", about, columns, rows)


def _remarks(group):
    rows = []
    for grade in group.grades.values():
        for text in dict.fromkeys((*grade.submission.notes, *grade.notes)):
            rows.append((*_who_and_lab(group, grade), text))
    return _listing("remarks", "Remarks", "", ("Student", "Lab", "Remark"), rows)


def _missing(group):
    """Rows of (student, [whether the lab is missing]) of everyone who misses one."""
    rows = []
    for student in group.names:
        missing = [(student, lab) not in group.grades for lab in group.titles]
        if any(missing):
            rows.append((group.person(student), missing))
    return rows


def _unexpected(group, expected_students):
    """Who handed in without being expected."""
    expected = set(expected_students)
    extra = [group.person(student) for student in group.names if student not in expected]
    return extra if expected else []


# the table of all students


def _student_rows(group, links):
    rows = []
    for student, name in group.names.items():
        grades = [group.grades.get((student, lab)) for lab in group.titles]
        total = f"{sum(grade.points for grade in grades if grade):g}"
        waits = any(grade and grade.state == "fault" for grade in grades)
        cells = [total + " …" * waits, *map(_cell, grades)]
        rows.append((student, name, links.get(student), cells))
    return rows


def _cell(grade):
    """A lab in the table: points, or a sign that the table's caption explains."""
    if grade is None:
        return "–"
    if grade.state == "fault":
        return "…"
    return f"{grade.points:g}" + (" ✗" if grade.state == "unreadable" else "")
