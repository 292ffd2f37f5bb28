"""The tables of grades, read as a spreadsheet, Moodle and Canvas read them."""

import csv
import re
from dataclasses import replace

import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results import tables

ADDITION, MEMORY = "04_addition_rnn", "05_stateful_lstm"
EXERCISES = {ADDITION: {"encode": 1, "decode": 2}, MEMORY: {"windows": 3}}


def lab_grade(student, lab, *points, name="", number="", state="graded", problem=""):
    exercises = tuple(
        ExerciseGrade(exercise, of=of, points=reached, state="right" if reached == of else "wrong")
        for (exercise, of), reached in zip(EXERCISES[lab].items(), points, strict=True)
    )
    submission = Submission(student, lab, f"{student}.ipynb", name=name, number=number)
    return LabGrade(submission, state, problem, exercises=exercises)


def corrected(grade, points):
    first, *others = grade.exercises
    override = Override(points, "a second look", "2025-01-01T00:00:00")
    return replace(grade, exercises=(replace(first, override=override), *others))


def sheet(grades, lab=ADDITION):
    """The only worksheet of a lab."""
    [text] = tables.moodle(grades, lab).values()
    return text


def rows(text):
    return list(csv.reader(text.splitlines(keepends=True)))


def records(text):
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_all_points():
    grades = [
        lab_grade("zoe", ADDITION, 1, 0.5),
        lab_grade("adam", MEMORY, 2, name="Adam Ant"),
        lab_grade("adam", ADDITION, 1, 4 / 3),
    ]
    assert rows(tables.grades_csv(grades)) == [
        ["student", "name", "04_addition_rnn/encode", "04_addition_rnn/decode",
         "05_stateful_lstm/windows", ADDITION, MEMORY, "total", "remarks"],
        ["adam", "Adam Ant", "1", "1.33", "2", "2.33", "2", "4.33", ""],
        ["zoe", "", "1", "0.5", "", "1.5", "", "1.5", ""],
    ]  # fmt: skip


def test_the_order_of_grades_does_not_matter():
    grades = [lab_grade(who, lab, *EXERCISES[lab].values()) for who in "cab" for lab in EXERCISES]
    assert tables.grades_csv(grades) == tables.grades_csv(grades[::-1])


def test_corrections_by_hand_count_everywhere():
    moodle = corrected(lab_grade("Ada", ADDITION, 0, 2, name="Ada", number="7"), 0.75)
    canvas = corrected(lab_grade("8", ADDITION, 0, 2, number="8"), 0.75)
    [record] = records(tables.grades_csv([moodle]))
    assert record["04_addition_rnn/encode"] == "0.75"
    assert record[ADDITION] == record["total"] == "2.75"
    assert records(sheet([moodle]))[0]["Grade"] == "2.75"
    assert records(tables.canvas([canvas]))[1][ADDITION] == "2.75"


def test_what_could_not_be_graded():
    unreadable = lab_grade("ada", ADDITION, 0, 0, state="unreadable", problem="it is a picture")
    fault = lab_grade("bob", ADDITION, 0, 0, state="fault", problem="no disk")
    graded = lab_grade("bob", MEMORY, 3)
    ada, bob = records(tables.grades_csv([unreadable, fault, graded]))
    assert (ada[ADDITION], ada["total"]) == ("0", "0")
    assert ada["remarks"] == "04_addition_rnn unreadable: it is a picture"
    assert (bob[ADDITION], bob["04_addition_rnn/encode"], bob[MEMORY], bob["total"]) == (
        "",
        "",
        "3",
        "",
    )
    assert bob["remarks"] == "04_addition_rnn not graded yet: no disk"


def test_an_internal_error_gives_nobody_0_points_on_a_platform():
    for name, number in (("Ada", "7"), ("", "Ada")):
        fault = lab_grade("Ada", ADDITION, 0, 0, name=name, number=number, state="fault")
        assert tables.moodle([fault], ADDITION) == {}
        for record in records(tables.canvas([fault]))[1:]:
            assert record[ADDITION] == ""


# what platforms read


def read_by_moodle(text):
    """{participant: grade}, found as mod/assign/feedback/offline/importgradeslib.php finds it."""
    columns, *lines = rows(text)
    places = [columns.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")]
    cells = [[line[place] for place in places] for line in lines]
    return {int(number[len("Participant ") :]): float(grade) for number, grade, _ in cells}


def test_moodle_s_worksheet():
    grades = [
        lab_grade("Ada Lovelace", ADDITION, 1, 0.5, name="Ada Lovelace", number="12345"),
        lab_grade("Bob", ADDITION, 1, 2, name="Bob", number="12346"),
        lab_grade("Bob", MEMORY, 3, name="Bob", number="99"),
        lab_grade("77", ADDITION, 1, 2, name="Canvas", number="77"),
        lab_grade("plain", ADDITION, 1, 2),
    ]
    text = sheet(grades)
    assert read_by_moodle(text) == {12345: 1.5, 12346: 3}
    assert [record["Full name"] for record in records(text)] == ["Ada Lovelace", "Bob"]
    assert {record["Maximum grade"] for record in records(text)} == {"3"}
    assert read_by_moodle(sheet(grades, MEMORY)) == {99: 3}
    assert tables.moodle(grades[-2:], ADDITION) == {}


def test_students_of_the_same_name_are_all_in_moodle_s_worksheet():
    grades = [
        lab_grade(f"Anna Li_{number}", ADDITION, points, 2, name="Anna Li", number=number)
        for number, points in (("12345", 1), ("12346", 0))
    ]
    assert read_by_moodle(sheet(grades)) == {12345: 3, 12346: 2}


def read_by_canvas(text):
    """{assignment: (points possible, {number: grade})}, found as lib/gradebook_importer.rb finds it."""
    header, *lines = rows(text)
    assert "Student" in header[0] and "ID" in header[1] and header[4] == "Section"
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    [possible] = [line for line in lines if "Points Possible" in line[0]]
    lines.remove(possible)
    return {
        title: (float(possible[n]), {int(line[1]): float(line[n]) for line in lines if line[n]})
        for n, title in enumerate(header)
        if n > 4
    }


def test_canvas_gradebook():
    grades = [
        lab_grade("501", MEMORY, 2, name="antadam", number="501"),
        lab_grade("501", ADDITION, 1, 0.5, name="antadam", number="501"),
        lab_grade("502", ADDITION, 0, 0, name="beebob", number="502"),
        lab_grade("Ada", ADDITION, 1, 2, name="Ada", number="12345"),
        lab_grade("plain", ADDITION, 1, 2),
    ]
    text = tables.canvas(grades)
    assert read_by_canvas(text) == {ADDITION: (3, {501: 1.5, 502: 0}), MEMORY: (3, {501: 2})}
    assert [record["Student"].strip() for record in records(text)] == [
        "Points Possible", "antadam", "beebob"
    ]  # fmt: skip
    assert tables.canvas(grades[3:]) == ""


# cells


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=1;2,3\"'"]
)
def test_no_name_becomes_a_formula(name):
    moodle = lab_grade(name, ADDITION, 1, 2, name=name, number="7")
    canvas = lab_grade("8", ADDITION, 1, 2, name=name, number="8")
    texts = [
        tables.grades_csv([moodle]),
        sheet([moodle]),
        tables.canvas([canvas]),
    ]
    for text in texts:
        cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
        assert f"'{name}" in cells and name not in cells


@pytest.mark.parametrize(
    "name", ["O'Neill", "Müller, Anna", 'the "great"', "a=b", "李", "two\nlines"]
)
def test_other_names_stay_as_they_are(name):
    text = tables.grades_csv([lab_grade(name, ADDITION, 1, 2, name=name)])
    assert rows(text)[1][:2] == [name, name]


def test_a_correction_below_zero_stays_a_number():
    text = tables.grades_csv([corrected(lab_grade("ada", ADDITION, 1, 2), -1)])
    assert records(text)[0]["04_addition_rnn/encode"] == "-1"


# numbers of assignments


def handed_in(student, lab, number, **fields):
    made = lab_grade(student, lab, *EXERCISES[lab].values(), name=student, number=number)
    submission = made.submission._replace(platform="moodle", **fields)
    return replace(made, submission=submission)


def test_a_number_of_another_assignment_is_in_no_worksheet():
    """Bob handed in the whole folder to the assignment of lab 05; that of lab 04 has another number for him."""
    grades = [
        handed_in("Ada", ADDITION, "101", assignment="SEQ-Lab 04"),
        handed_in("Cid", ADDITION, "102", assignment="SEQ-Lab 04"),
        handed_in("Ada", MEMORY, "201", assignment="SEQ-Lab 05"),
        handed_in("Cid", MEMORY, "202", assignment="SEQ-Lab 05"),
        handed_in("Bob", MEMORY, "203", assignment="SEQ-Lab 05"),
        handed_in("Bob", ADDITION, "203", assignment="SEQ-Lab 05"),
    ]
    assert read_by_moodle(sheet(grades)) == {101: 3, 102: 3}
    assert read_by_moodle(sheet(grades, MEMORY)) == {201: 3, 202: 3, 203: 3}


def test_each_assignment_of_a_lab_has_its_own_worksheet():
    grades = [
        handed_in("Ada", ADDITION, "101", assignment="Lab 04 (Monday)"),
        handed_in("Bob", ADDITION, "301", assignment="Lab 04 (Friday)"),
    ]
    assert {
        name: read_by_moodle(text) for name, text in tables.moodle(grades, ADDITION).items()
    } == {
        "Lab 04 (Monday)": {101: 3},
        "Lab 04 (Friday)": {301: 3},
    }
    assert set(tables.make_tables(grades)) == {
        "grades.csv", "moodle/04_addition_rnn.csv", "moodle/04_addition_rnn-Lab-04-Monday.csv"
    }  # fmt: skip
    more = handed_in("Cid", ADDITION, "102", assignment="Lab 04 (Monday)")
    made = tables.make_tables([*grades, more])
    assert read_by_moodle(made["moodle/04_addition_rnn.csv"]) == {101: 3, 102: 3}
    assert read_by_moodle(made["moodle/04_addition_rnn-Lab-04-Friday.csv"]) == {301: 3}


@pytest.mark.parametrize("again", ["Lab 04-12 (1)", "Lab 04-12(2)", "Lab 04-12 (1) (1)"])
def test_what_a_browser_adds_to_a_download_s_name_makes_no_other_assignment(again):
    grades = [
        handed_in("Cid", ADDITION, "103", assignment="Lab 04-12"),  # not there any more
        handed_in("Ada", ADDITION, "101", assignment=again),
        handed_in("Ada", "05_stateful_lstm", "201", assignment="Lab 05-13 (1)"),
    ]
    made = tables.make_tables(grades)
    assert read_by_moodle(made["moodle/04_addition_rnn.csv"]) == {101: 3, 103: 3}
    assert len(made) == 3


@pytest.mark.parametrize(
    "left_out",
    [
        [handed_in("Team 1", ADDITION, "7", group="Team 1")],
        [handed_in("Bob", ADDITION, "7"), handed_in("Eve", ADDITION, "7")],
        [handed_in("Bob", ADDITION, "")],
        [replace(handed_in("Bob", ADDITION, "7"), state="fault")],
        [replace(lab_grade("7", ADDITION, 1, 2, number="7"))],
    ],
)
def test_groups_doubles_and_other_platforms_are_in_no_worksheet(left_out):
    assert read_by_moodle(sheet([handed_in("Ada", ADDITION, "101"), *left_out])) == {101: 3}


def test_a_student_of_the_roster_keeps_the_number():
    grade = handed_in("Anna Li (s1)", ADDITION, "101", handed_in_as="Anna Li_101")
    assert read_by_moodle(sheet([grade])) == {101: 3}
    canvas = lab_grade("Ada", ADDITION, 1, 2, name="Ada", number="501")
    canvas = replace(canvas, submission=canvas.submission._replace(platform="canvas"))
    assert tables.moodle([canvas], ADDITION) == {}
    assert read_by_canvas(tables.canvas([canvas])) == {ADDITION: (3, {501: 3})}


# Canvas' own columns


@pytest.mark.parametrize(
    "header",
    [
        "Lab 05 (12345)", "Lab 5 (12345)", "05_stateful_lstm (12345)", "lab 05: Stateful LSTM (12345)",
        "05 Stateful LSTM (1)", "Homework on 05-stateful-lstm (12345)", "5. Memory (12345)",
    ],
)  # fmt: skip
def test_canvas_columns_that_are_a_lab(header):
    others = ["Quiz 5 (1)", "Lab 15 (2)", "Lab 06 (3)", "Essay (5)"]
    assert tables.canvas_headers([*others, header], [ADDITION, MEMORY]) == {MEMORY: header}


@pytest.mark.parametrize(
    "headers",
    [["Quiz 5 (1)"], ["Essay (5)"], ["Lab 15 (2)"], ["Lab 05 (1)", "Lab 5 (2)"], ["Labor 05 (1)"],
     ["Lab 05 and 06 (3)"], ["15_stateful_lstm_2 (1)"]],
)  # fmt: skip
def test_canvas_columns_that_may_be_something_else_are_left(headers):
    assert tables.canvas_headers(headers, [ADDITION, MEMORY]) == {}


def test_canvas_finds_the_assignment_by_its_number():
    grades = [lab_grade("501", MEMORY, 2, number="501")]
    text = tables.canvas(grades, {MEMORY: "Lab 05 (12345)"})
    assert read_by_canvas(text) == {"Lab 05 (12345)": (3, {501: 2})}


# late ones


def test_late_is_a_remark():
    late = lab_grade("ada", ADDITION, 1, 2)
    late = replace(late, submission=late.submission._replace(late="late"))
    unreadable = replace(late, state="unreadable", problem="it is a picture")
    assert records(tables.grades_csv([late]))[0]["remarks"] == "04_addition_rnn late"
    assert records(tables.grades_csv([unreadable]))[0]["remarks"] == (
        "04_addition_rnn late; 04_addition_rnn unreadable: it is a picture"
    )


# files


def test_only_tables_of_platforms_that_were_used():
    assert set(tables.make_tables([lab_grade("ada", ADDITION, 1, 2)])) == {"grades.csv"}
    grades = [
        lab_grade("Ada", ADDITION, 1, 2, name="Ada", number="7"),
        lab_grade("8", MEMORY, 3, number="8"),
    ]
    assert set(tables.make_tables(grades)) == {
        "grades.csv",
        "moodle/04_addition_rnn.csv",
        "canvas.csv",
    }
    assert "moodle/04_addition_rnn.csv" not in tables.make_tables(grades, without=[ADDITION])


def test_only_the_spreadsheet_gets_a_byte_order_mark():
    grades = [
        lab_grade("Jürg\udcfc", ADDITION, 1, 2, name="Jürg\udcfc", number="7"),
        lab_grade("8", ADDITION, 1, 2, number="8"),
    ]
    for name, text in tables.make_tables(grades).items():
        data = text.encode("utf-8")
        assert data.startswith("\ufeff".encode()) == (name == "grades.csv")
        assert data.count(b"\r\n") == data.count(b"\n") > 1
        assert name == "canvas.csv" or "Jürg\\udcfc" in data.decode()
