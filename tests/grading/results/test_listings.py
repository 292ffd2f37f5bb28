"""The lists of a report: what is alike stands in one row, and rows say what people need."""

from dataclasses import replace

import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results import listings, people
from course.grading.results.cohort import cohort_of
from tests.grading.results.made_up import TITLES, graded, report_of, submission, words, wrong


def rows(make, grades, **about):
    return make(cohort_of(grades, TITLES, **about)).rows


# remarks


@pytest.mark.parametrize("students", [1, 2, 6, 21, 62])
def test_a_remark_is_said_once_with_everyone_whom_it_concerns(students):
    grades = [
        graded(wrong(), student=f"s{number:02}", lab=lab, notes=("the file is not in UTF-8",))
        for number in range(students)
        for lab in TITLES
    ]
    cohort = cohort_of(grades, TITLES)
    data = listings.remarks(cohort)
    [(text, labs, who)] = data.rows
    assert (text, labs, data.count) == ("The file is not in UTF-8.", "01, 02", 2 * students)
    assert who.startswith("s00" if students == 1 else f"{students}: s00; s01")
    assert ("and" in who) == (students > 20)
    assert words(report_of(grades)).count("not in UTF-8") == 1


def test_remarks_that_most_share_come_first_and_others_stay_apart():
    notes = {"a": ("rare",), "b": ("common", "rare twice"), "c": ("common", "common")}
    grades = [graded(wrong(), student=one, notes=texts) for one, texts in notes.items()]
    assert rows(listings.remarks, grades) == [
        ("Common.", "01", "2: b; c"), ("Rare.", "01", "a"), ("Rare twice.", "01", "b")
    ]  # fmt: skip


# what could not be judged


def stopped(student, states, lab="01_first", reason="exit code 3"):
    exercises = [
        ExerciseGrade(f"e{number}", 2, state=state, reason=reason if state != "right" else "")
        for number, state in enumerate(states)
    ]
    return graded(*exercises, student=student, lab=lab)


@pytest.mark.parametrize(
    "grades, expected",
    [
        (
            [stopped("a", ["crashed"] * 6), stopped("b", ["right"] * 6)],
            [("crash", "01: all 6 exercises", "a")],
        ),
        (
            [stopped("a", ["crashed"] * 3), stopped("a", ["crashed", "right"], "02_second")],
            [("crash", "01: all 3 exercises; 02: e0", "a")],
        ),
        (
            [stopped(student, ["right", "crashed", "right"]) for student in "abc"],
            [("crash", "01: e1", "3: a; b; c")],
        ),
        (
            [
                stopped("a", ["crashed", "right", "crashed"]),
                stopped("b", ["crashed", "right", "right"]),
            ],
            [("crash", "01: e0, e2", "a"), ("crash", "01: e0", "b")],
        ),
        (
            [stopped("a", ["missing", "timeout", "memory", "timeout"])],
            [
                ("timeout", "01: e1, e3", "a"),
                ("too much memory", "01: e2", "a"),
                ("cell is missing", "01: e0", "a"),
            ],
        ),
        ([stopped("a", ["crashed"])], [("crash", "01: e0", "a")]),
        ([stopped("a", ["right", "wrong", "not attempted"])], []),
    ],
)
def test_a_student_who_crashes_everywhere_fills_one_row(grades, expected):
    found = [(what, where, who) for what, _, where, who in rows(listings.not_judged, grades)]
    assert found == expected


def test_another_reason_is_another_row():
    grades = [stopped("a", ["crashed"]), stopped("b", ["crashed"], reason="signal SIGSEGV")]
    assert [row[1] for row in rows(listings.not_judged, grades)] == [
        "Exit code 3.",
        "Signal SIGSEGV.",
    ]


@pytest.mark.parametrize("state", ["crashed", "timeout", "memory"])
@pytest.mark.parametrize("shown, shown_points", [((3, 3), 2), ((2, 3), 1.33), ((0, 0), 0)])
def test_the_report_says_nothing_of_a_hidden_case_either(state, shown, shown_points):
    about = {"reason": "SECRET", "shown": shown, "shown_points": shown_points, "hidden": (17, 19)}
    entry = ExerciseGrade("encode", 2, state=state, **about)
    page = report_of([graded(entry, student="a")])
    assert "On a further case, which is not shown. 01: encode a" in words(page)
    assert "SECRET" not in page and "17" not in words(page) and "19" not in words(page)


# files

FOLDER = "/home/instructor/winter 2026/downloads/SEQ24-Assignment-1234567"


@pytest.mark.parametrize(
    "submissions, shown",
    [
        (
            [("a", f"{FOLDER}/Anna_1/x.ipynb", ""), ("b", f"{FOLDER}/Bea_2/y.ipynb", "")],
            ["Anna_1/x.ipynb", "Bea_2/y.ipynb"],
        ),
        (
            [
                ("a", f"{FOLDER}/all.zip", "Anna_1/x.ipynb"),
                ("b", f"{FOLDER}/all.zip", "Bea_2/y.ipynb"),
            ],
            ["Anna_1/x.ipynb in all.zip", "Bea_2/y.ipynb in all.zip"],
        ),
        (
            [("a", f"{FOLDER}/04/a/x.ipynb", ""), ("b", "/home/instructor/other/b/y.ipynb", "")],
            ["winter 2026/downloads/SEQ24-Assignment-1234567/04/a/x.ipynb", "other/b/y.ipynb"],
        ),
        ([("a", f"{FOLDER}/a/x.ipynb", "")], ["x.ipynb"]),
        (
            [
                ("a", f"{FOLDER}/a/{'final version ' * 9}.ipynb", ""),
                ("b", f"{FOLDER}/b/y.ipynb", ""),
            ],
            ["a/final version final version final version…version .ipynb", "b/y.ipynb"],
        ),
    ],
)
def test_files_are_named_as_seen_from_the_folder_of_all(submissions, shown):
    grades = [
        LabGrade(Submission(student, "01_first", path, member), "unreadable", "it is no notebook")
        for student, path, member in submissions
    ]
    assert [row[3] for row in rows(listings.unreadable, grades)] == shown
    page = report_of(grades)
    assert "/home/instructor" not in page


def test_a_student_with_the_same_fault_in_all_labs_fills_one_row():
    grades = [
        LabGrade(submission("a", lab), "unreadable", "the file is a PDF: hand in the notebook")
        for lab in TITLES
    ]
    grades.append(LabGrade(submission("b", "01_first"), "unreadable", "the file is empty"))
    data = listings.unreadable(cohort_of(grades, TITLES))
    assert data.rows == [
        ("a", "01, 02", "The file is a PDF: hand in the notebook.", "a/01_first.ipynb; a/02_second.ipynb"),
        ("b", "01", "The file is empty.", "b/01_first.ipynb"),
    ]  # fmt: skip
    assert data.count == 3


# how it was handed in


def handed_in(student, lab="01_first", name="", **fields):
    return LabGrade(submission(student, lab, name=name, **fields), exercises=(wrong(),))


@pytest.mark.parametrize(
    "grades, expected",
    [
        ([handed_in("a", late="late")], [("a", "01", "late")]),
        ([handed_in("a", lab, late="late") for lab in TITLES], [("a", "01, 02", "late")]),
        ([handed_in("a", late="2 days late")], [("a", "01", "2 days late")]),
        ([handed_in("a"), handed_in("b", late="late")], [("b", "01", "late")]),
        ([handed_in("a")], []),
    ],
)
def test_what_was_late_is_listed_and_marked(grades, expected):
    assert rows(listings.late, grades) == expected
    text = words(report_of(grades))
    late = sum(bool(grade.submission.late) for grade in grades)
    assert (f"{late} late" in text) == bool(late)
    assert text.count("0 late") == late  # in the students' table


@pytest.mark.parametrize(
    "grades, expected",
    [
        ([handed_in("a", group="T1"), handed_in("b", group="T1")], [("01", "T1", "2: a; b")]),
        ([handed_in("Team 3", group="Team 3")], [("01", "Team 3", "not named in the download")]),
        (
            [
                handed_in("a", group="T1", assignment="x"),
                handed_in("b", group="T1", assignment="y"),
            ],
            [("01", "T1", "a"), ("01", "T1", "b")],
        ),
        (
            [handed_in("a", lab, group="T1") for lab in TITLES],
            [("01", "T1", "a"), ("02", "T1", "a")],
        ),
        ([handed_in("a")], []),
    ],
)
def test_groups_are_listed_with_their_members(grades, expected):
    assert rows(listings.groups, grades) == expected


def test_grades_that_were_kept_are_marked_and_listed():
    grades = [handed_in(student, lab) for student in "ab" for lab in TITLES]
    absent = {("a", "02_second"), ("c", "01_first")}  # of c there is no grade to keep
    assert rows(listings.kept, grades, absent=absent) == [("a", "02", "0")]
    text = words(report_of(grades, absent=absent))
    assert "1 kept from before" in text and "a 0 0 0 kept" in text and "b 0 0 0 " in text
    assert "--forget" in text and "graded before, and not in the latest download" in text
    assert "kept" not in words(report_of(grades)).replace("kept, but not", "")


@pytest.mark.parametrize(
    "expected, strangers, absentees, missing",
    [
        ([], [], [], ["a", "b"]),
        (["a", "b"], [], [], ["a", "b"]),
        (["a"], ["b"], [], ["a", "b"]),
        (["c"], ["a", "b"], ["c"], ["a", "b", "c"]),
        ({"a": "Ann", "c": "Cid Dee"}, ["b"], ["Cid Dee (c)"], ["Ann (a)", "b", "Cid Dee (c)"]),
    ],
)
def test_the_roster_is_held_against_what_came(expected, strangers, absentees, missing):
    cohort = cohort_of([handed_in("a"), handed_in("b", "02_second")], TITLES, expected=expected)
    assert [row[0] for row in listings.unexpected(cohort).rows] == strangers
    assert people.handed_in_nothing(cohort) == absentees
    assert [row[0] for row in people.missing(cohort)] == missing


def test_a_correction_says_when_in_words():
    override = Override(1.5, "the text was unclear", "2026-11-28T17:01:02.123456+00:00")
    grades = [graded(replace(wrong(), override=override), student="a")]
    [(who, lab, exercise, change, reason, made)] = rows(listings.corrections, grades)
    assert (who, lab, exercise, change) == ("a", "01", "encode", "0 → 1.5 of 2")
    assert reason == "The text was unclear." and made.endswith(":01")
    assert "2026," in made and "+00" not in made and ".12" not in made


# the students' table


@pytest.mark.parametrize(
    "student, name, shown",
    [
        ("Anna Weiß", "Anna Weiß", ("Anna Weiß", "")),
        ("anna weiß", "Anna Weiß", ("Anna Weiß", "")),
        ("s1", "", ("s1", "")),
        ("s1", "Anna", ("Anna", "s1")),
        ("Anna_1234", "Anna", ("Anna", "Anna_1234")),
    ],
)
def test_an_id_stands_where_it_says_something_new(student, name, shown):
    untouched = replace(wrong(), state="not attempted")
    cohort = cohort_of([graded(untouched, student=student, name=name)], TITLES)
    [row] = people.student_rows(cohort, {})
    assert (row.name, row.id) == shown
    text = words(report_of(cohort.grades.values()))
    assert text.count(student) == (1 if shown[1] or not name or student == name else 0)
