"""A student's page, and the files of all of them."""

import re
from dataclasses import replace

import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, Override
from course.grading.results import feedback, rendering
from tests.grading.results.made_up import TITLES, graded, words, wrong


def test_feedback_says_everything_that_a_student_needs():
    lines = (("✓", "encode('a')"), ("✗", "encode('b') should give rows. Instead: <b>."))
    exercises = (
        replace(wrong(hidden=(3, 5)), lines=lines),
        ExerciseGrade("decode", 1, 0.5, 1, "partly right", hidden=(1, 2), answer="def decode(): 1"),
        replace(wrong(), exercise="count", override=Override(1.5, "The text was unclear", "now")),
    )
    text = words(feedback.page([graded(*exercises, name="Ann Bee", notes=("Two files.",))], TITLES))
    for said in (
        "Feedback for Ann Bee",
        "2 of 5 points in 1 of 2 labs",
        "Lab 01: the first",
        "0 of 2 points",
        "✗ wrong",
        "encode('b') should give rows. Instead: <b>.",
        "Hint: transpose it.",
        "Passed 3 of 5 further cases that are not shown.",
        "return x.T",
        "0.5 of 1 point",
        "The lower of the two results counts: the cases shown here alone would give 1 of 1.",
        "Corrected by hand from 0 to 1.5 points: The text was unclear",
        "Two files.",
        "graded from 01_first.ipynb",
        "Lab 02: the second – Not handed in.",
    ):
        assert said in text, said
    assert "in/s1" not in text  # the instructor's folders are nobody's business


def test_a_hint_is_said_once():
    lines = (("✗", "f(1): the same"), ("→", "Hint: transpose it."))
    assert words(feedback.page([graded(wrong(lines=lines))], TITLES)).count("Hint:") == 1


@pytest.mark.parametrize("state", ["missing", "crashed", "timeout", "memory"])
def test_what_could_not_be_judged_gets_a_next_step(state):
    grade = graded(ExerciseGrade("encode", 2, state=state, reason="this is why", hidden=(0, 5)))
    text = words(feedback.page([grade], TITLES))
    assert "This is why." in text and f"What to do next. {feedback.NEXT[state]}" in text
    assert ("Passed 0 of 5 further cases" in text) == (state != "missing")


@pytest.mark.parametrize("state", ["unreadable", "fault"])
def test_what_could_not_be_read_gets_a_next_step(state):
    grade = replace(graded(ExerciseGrade("encode", 2)), state=state, problem="this is why")
    text = words(feedback.page([grade], TITLES))
    assert "This is why." in text and feedback.NEXT_LAB[state] in text
    assert ("0 of 2 points" in text) == (state == "unreadable")


def test_a_page_is_for_one_student():
    with pytest.raises(ValueError, match="grades of 0"):
        feedback.page([], TITLES)
    with pytest.raises(ValueError, match="grades of 2"):
        feedback.page([graded(student="a"), graded(student="b")], TITLES)


def test_a_feedback_page_is_small():
    grades = [graded(wrong(), lab=lab) for lab in TITLES]
    assert len((rendering.FOLDER / "style.css").read_bytes()) < 3000
    assert len(feedback.page(grades, TITLES).encode()) < 8000


# files


def test_only_what_changed_is_written_again(tmp_path):
    grades = [graded(wrong(), student="a"), graded(wrong(), student="b")]
    (tmp_path / "notes.txt").write_text("mine")
    names = feedback.write_pages(tmp_path, grades, TITLES)
    assert names == {"a": "a.html", "b": "b.html"}
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    grades[1] = replace(grades[1], notes=("New.",))
    assert feedback.write_pages(tmp_path, grades[::-1], TITLES) == names
    after = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"b.html"}
    assert before.keys() == after.keys()
    feedback.write_pages(tmp_path, [grades[1]], TITLES)
    assert (tmp_path / "a.html").exists() and (tmp_path / "notes.txt").read_text() == "mine"


def test_labs_that_nobody_handed_in_are_not_held_against_anyone(tmp_path):
    grades = [graded(wrong(), student="a"), graded(wrong(), student="b", lab="02_second")]
    feedback.write_pages(tmp_path, grades, TITLES | {"03_third": "Lab 03"})
    text = words((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "Lab 02: the second – Not handed in." in text and "Lab 03" not in text


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError, match="cannot write"):
        feedback.write_pages(tmp_path / "taken", [graded(wrong())], TITLES)


IDS = [
    "s123",
    "anna.mueller",
    "a@b.de",
    "Anna",
    "anna",
    "ANNA",
    "Anna Müller",
    "Anna Mueller",
    "müller",
]
IDS += [
    "mu\u0308ller",
    "../../etc/passwd",
    "..",
    ".",
    "",
    " ",
    "a/b",
    "a\\b",
    "a:b",
    "a\nb",
    "\x00",
    "con",
]
IDS += ["CON", "nul.x", "com1", "lpt9.tar.gz", "com¹", "index", "-rf", "~", "a.", "a ", "x" * 300]
IDS += [
    "X" * 300,
    "日本",
    "日木",
    "\ud800",
    "\ud801",
    "a%20b",
    "a?b",
    "anna-0123456789",
    "conin$",
    "ı",
    "I",
]


def test_file_names_are_safe_and_unique():
    ids = [*IDS, *[name.removesuffix(".html") for name in map(feedback.file_name, IDS)]]
    ids = list(dict.fromkeys(ids))
    names = [feedback.file_name(student) for student in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+@-]*\.html", name) or name.startswith("_")
        assert len(name) <= 80
        assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d|index)\.", name)
    assert feedback.file_name("s123") == "s123.html"
    assert feedback.file_name("Anna Müller").startswith("Anna-Muller-")


def test_a_page_is_written_for_every_id(tmp_path):
    names = feedback.write_pages(
        tmp_path / "new", [graded(wrong(), student=one) for one in IDS], TITLES
    )
    assert names.keys() == set(IDS)
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(names.values())
