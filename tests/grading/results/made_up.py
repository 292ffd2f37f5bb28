"""Grades, pages and a class that are made up, for the tests of the results."""

import collections
import re
from dataclasses import replace
from html.parser import HTMLParser

from course.grading.records.attempts import Attempt
from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results import feedback, report
from course.grading.results.cohort import cohort_of

TITLES = {"01_first": "Lab 01: the first", "02_second": "Lab 02: the second"}
HOSTILE = [
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "</pre></code></style></title></textarea><svg onload=window.pwned=1>",
    "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "left\u202eright\u2066\u200b\ufeff\u2028",
    "half \ud800 of a pair \udfff",
    "null \x00 bell \x07 escape \x1b[31m return \r end",
    "W" * 5000,
    "Z" + "\u0336" * 400,
    "<!-- ]]> --!> &lt;b&gt; &#x3c;b&#x3e;",
]


def submission(student="s1", lab="01_first", **fields):
    return Submission(student, lab, f"in/{student}/{lab}.ipynb", **fields)


def graded(*exercises, student="s1", lab="01_first", name="", **fields):
    return LabGrade(submission(student, lab, name=name), exercises=exercises, **fields)


def report_of(grades, problems=(), *, titles=TITLES, expected=(), absent=(), scheme=None, **about):
    """The report on a class, a page."""
    cohort = cohort_of(grades, titles, expected=expected, absent=absent, scheme=scheme)
    return report.page(cohort, problems, **about)


def page_of(*grades, titles=TITLES, others=()):
    """The page of the student whose grades these are; `others` are those of the rest of the class."""
    (student,) = {grade.submission.student for grade in grades}
    return feedback.page(student, cohort_of([*grades, *others], titles))


def wrong(hint="transpose it", answer="def f(x):\n    return x.T", **fields):
    return ExerciseGrade("encode", 2, 0, state="wrong", hint=hint, answer=answer, **fields)


def a_class(students, labs, rng, exercises=5):
    """LabGrades of a made-up class in which everything happens."""
    states = ["right"] * 12 + ["partly right", "wrong"] * 3
    states += ["not attempted", "missing", "crashed", "timeout", "memory"]
    grades = []
    for number in range(students):
        for lab in labs:
            kind = rng.choice(["graded"] * 30 + ["unreadable", "fault", "nothing"])
            if kind != "nothing":
                entries = [
                    an_exercise(f"exercise-{n}", str(rng.choice(states)), rng)
                    for n in range(exercises)
                ]
                if kind != "graded":
                    entries = [ExerciseGrade(entry.exercise, entry.of) for entry in entries]
                grades.append(
                    LabGrade(
                        submission(f"s{number:04}", lab, name=f"Anna Smith-{number}"),
                        str(kind),
                        "" if kind == "graded" else "It is no notebook.",
                        exercises=tuple(entries),
                        seconds=float(rng.random()),
                    )
                )
    return grades


def an_exercise(name, state, rng):
    share = {"right": 1.0, "partly right": 0.5}.get(state, 0.0)
    hint = f"mistake {rng.integers(9)}" if state in ("partly right", "wrong") else ""
    if rng.random() < 0.2:
        hint = ""
    override = Override(1.5, "a fair reading", "today") if rng.random() < 0.02 else None
    lines = (
        ("✓", "encode('1+1', 12)"),
        ("✗", "encode('2', 3) should give rows. Instead: columns."),
    )
    lines += (("→", f"Hint: {hint}."),) if hint else ()
    answer = f"def encode(text):\n    total = {rng.integers(99)}\n    return text + str(total)\n"
    return ExerciseGrade(
        name, 2, 2 * share, 2 * share, state, "", lines, hint, (1, 2), (3, 5), answer, override
    )


def attempts_of(grades, day="2026-10-05", answers=2):
    """Attempts with which the points of grades came about: nothing at first, then what they are."""
    return [
        Attempt(
            *(grade.submission.student, grade.submission.lab, entry.exercise),
            *(f"{day}T10:00:{number:02}+00:00", entry.points * (number == answers - 1), entry.of),
        )
        for grade in grades
        for entry in grade.exercises
        for number in range(answers)
    ]


class Page(HTMLParser):
    """What a browser sees of a page: its tags, its text, the texts of its details."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("td", "th", "dt", "dd", "br"):
            self.text += " "

    def handle_data(self, data):
        self.text += data

    def counts(self):
        return collections.Counter(tag for tag, _ in self.tags)

    def attributes(self):
        return {(tag, name) for tag, attributes in self.tags for name in attributes}


def words(source):
    """The text of a page in one line, without its style and script."""
    source = re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.S)
    return " ".join(Page(source).text.split())


def hostile_grades(text):
    exercises = (
        wrong(text, text, lines=(("✗", text), ("→", text), (text[:9], text))),
        ExerciseGrade(text, 1, state="crashed", reason=text, answer=text),
        replace(wrong(), override=Override(1, text, text)),
    )
    return [
        LabGrade(
            submission(text, "01_first", name=text, notes=(text,), group=text, late=text),
            notes=(text + "!",),
            exercises=exercises,
        ),
        LabGrade(Submission(text, text, text, text, text), "unreadable", text),
        LabGrade(submission(text, "02_second"), "fault", text),
    ]


def hostile_student(text, titles=None):
    """The page of a student everything of whom is hostile."""
    return feedback.page(text, cohort_of(hostile_grades(text), titles or {text: text}))


def hostile_report(text):
    return report_of(
        hostile_grades(text),
        [(text, text)],
        titles=TITLES | {text: text, "nobody": text},
        expected={text + "?": text},
        absent={(text, text)},
        links={text: text},
        made_at=text,
        facts=[(text, text)],
    )
