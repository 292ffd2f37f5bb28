"""A student's page, and the files of all of them."""

import re
from dataclasses import replace

import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, Override
from course.grading.results import feedback, rendering
from course.grading.results.cohort import cohort_of
from tests.grading.results.made_up import TITLES, graded, page_of, words, wrong

FURTHER = "Further cases, which are not shown, failed"
HIDDEN_ALONE = "Your answer was tried on data other than the notebook's"


def test_feedback_says_everything_that_a_student_needs():
    lines = (("✓", "encode('a')"), ("✗", "encode('b') should give rows. Instead: <b>."))
    exercises = (
        replace(wrong(shown=(1, 2)), lines=(*lines, ("→", "Hint: transpose it."))),
        ExerciseGrade(
            *("decode", 1, 0.5, 1, "partly right"),
            shown=(2, 2),
            hidden=(1, 2),
            answer="def decode(): 1",
        ),
        replace(wrong(), exercise="count", override=Override(1.5, "The text was unclear", "now")),
    )
    other = graded(ExerciseGrade("more", 3), student="s2", lab="02_second")
    ann = graded(*exercises, name="Ann Bee", notes=("Two files.",))
    text = words(page_of(ann, others=[other]))
    for said in (
        "Feedback for Ann Bee s1",
        "2 of 8 points You handed in 1 of 2 labs, worth 5 of the 8 points.",
        "A lab that was not handed in gives 0 points.",
        "Lab 01: the first",
        "0 of 2 points",
        "✗ wrong",
        "encode('b') should give rows. Instead: <b>.",
        "Hint: transpose it.",
        "return x.T",
        "0.5 of 1 point",
        f"{FURTHER}: an answer has to hold for every input of its kind",
        "The check in the notebook gives 1 of 1 point; the lower result counts.",
        "Corrected by hand from 0 to 1.5 points: The text was unclear.",
        "Two files.",
        "graded from 01_first.ipynb",
        "Lab 02: the second not handed in: 0 of 3",
        "Lab 02: the second – Not handed in: 0 of 3 points.",
    ):
        assert said in text, said
    assert "in/s1" not in text  # the instructor's folders are nobody's business


@pytest.mark.parametrize(
    "lines",
    [
        (("✗", "f(1): the same"), ("→", "Hint: is it a film?.")),
        (("→", "Hint: is it a film?"),),
        (("→", "is it a film?."), ("✓", "f(1)")),
    ],
)
def test_a_hint_is_said_once_with_one_stop(lines):
    text = words(page_of(graded(wrong("is it a film?", lines=lines))))
    assert text.casefold().count("is it a film") == 1 and "?." not in text


# what may not be shown


def hidden_too(**fields):
    """An exercise in which the notebook's cases pass and hidden ones do not."""
    about = {"points": 0, "shown_points": 2, "shown": (3, 3), "hidden": (17, 19), "state": "wrong"}
    return ExerciseGrade("encode", 2, answer="def f(): 1", **(about | fields))


@pytest.mark.parametrize(
    "grade",
    [
        hidden_too(),
        hidden_too(points=1.79, state="partly right"),
        hidden_too(hint="SECRET hint"),
        hidden_too(state="timeout", reason="SECRET: on a further case no answer came"),
        hidden_too(state="memory", reason="SECRET"),
        hidden_too(state="crashed", reason="SECRET"),
        hidden_too(state="not attempted"),
        hidden_too(shown=(2, 3), shown_points=1.33, points=0.5, state="partly right"),
        # a costly check asks hidden cases only
        hidden_too(shown=(0, 0), shown_points=0, hidden=(1, 19), state="timeout", reason="SECRET"),
        hidden_too(shown=(0, 0), shown_points=1, points=1, hint="SECRET", state="partly right"),
    ],
)
def test_of_hidden_cases_a_page_says_only_that_they_failed(grade):
    page = page_of(graded(grade))
    text = words(page)
    asked = bool(grade.shown[1])
    assert (text.count(FURTHER), text.count(HIDDEN_ALONE)) == (asked, not asked)
    assert "SECRET" not in page
    assert not re.search(r"\b1[79]\b", text)  # no count of hidden cases
    for word in ("too long", "memory", "ended Python", "not attempted", "What to do next"):
        assert word not in text
    assert ("wrong" in text) == (grade.points == 0) and ("partly right" in text) == (
        grade.points > 0
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"points": 2, "state": "right"},
        {"shown_points": 0, "shown": (0, 3), "hidden": (0, 0)},
        {"shown_points": 1, "points": 1, "shown": (1, 2), "state": "partly right"},
        {"shown": (0, 0), "shown_points": 2, "points": 2, "state": "right"},
        {"shown_points": 0, "shown": (0, 0), "hidden": (0, 0), "state": "missing"},
    ],
)
def test_further_cases_are_blamed_only_where_they_took_points(fields):
    text = words(page_of(graded(hidden_too(**fields))))
    assert FURTHER not in text and HIDDEN_ALONE not in text


def test_what_the_cell_itself_said_is_kept_beside_further_cases():
    page = page_of(graded(hidden_too(reason="line 3 of the cell failed")))
    assert "Line 3 of the cell failed." in words(page) and FURTHER in page


@pytest.mark.parametrize("state", ["missing", "crashed", "timeout", "memory"])
def test_what_could_not_be_judged_gets_a_next_step(state):
    grade = graded(ExerciseGrade("encode", 2, state=state, reason="this is why", shown=(0, 5)))
    text = words(page_of(grade))
    assert "This is why." in text and f"What to do next. {feedback.NEXT[state]}" in text


def test_a_next_step_is_said_once_in_a_lab():
    crashed = [ExerciseGrade(name, 2, state="crashed", shown=(0, 1)) for name in ("a", "b", "c")]
    text = words(page_of(graded(*crashed)))
    assert text.count(feedback.NEXT["crashed"]) == 1
    assert text.count("What to do next. The same as for a, above.") == 2


@pytest.mark.parametrize("state", ["unreadable", "fault"])
def test_what_could_not_be_read_gets_a_next_step(state):
    grade = replace(graded(ExerciseGrade("encode", 2)), state=state, problem="this is why")
    text = words(page_of(grade))
    assert "This is why." in text and feedback.NEXT_LAB[state] in text
    assert ("Lab 01: the first 0 of 2 points" in text) == (state == "unreadable")
    assert ("Not graded yet, and not in these points: Lab 01: the first." in text) == (
        state == "fault"
    )


# remarks


@pytest.mark.parametrize(
    "remark, where",
    [
        ("there are 2 cells of encode; they were joined", "encode"),
        ("the cell of encode is no longer a code cell, so it does not count", "encode"),
        ("encode stands in a cell without its mark: it was found by its function's name", "encode"),
        ("the answer to 'decode-twice' was found by its cell's id", "decode-twice"),
        ("a line of decode was left out: !pip install x", "decode"),
        ("cells 4 and 7 define decode_twice; the last one counts", "decode-twice"),
        ("no cell defines decode_twice, and cell 5 defines decode_two", "decode-twice"),
        ("encode and decode stand in one cell", "lab"),
        (
            "answers stand in cells that have lost their marks: encode in cell 3, decode in cell 5",
            "lab",
        ),
        ("a line of the setup cell was left out: from google.colab import drive", "lab"),
        ("a cell has the unknown id 'encode-2'", "lab"),
        ("the file is not in UTF-8, so special characters may be wrong", "lab"),
        ("it re-encodes and decoded", "lab"),
    ],
)
def test_a_remark_stands_where_it_belongs(remark, where):
    names = ("encode", "decode", "decode-twice")
    exercises = [ExerciseGrade(name, 2, state="not attempted") for name in names]
    page = page_of(graded(*exercises, notes=(remark,)))
    before, *boxes = page.split("<article")
    shown = [words(part).count(remark[1:]) for part in (before, *boxes)]
    expected = {"lab": before, **dict(zip(names, boxes, strict=True))}
    assert shown == [part is expected[where] for part in (before, *boxes)]


def test_a_remark_that_was_made_twice_stands_once():
    grade = graded(wrong(), notes=("two files were joined",))
    grade = replace(grade, submission=grade.submission._replace(notes=("two files were joined",)))
    assert words(page_of(grade)).count("Two files were joined.") == 1


# how it was handed in


@pytest.mark.parametrize(
    "late, said",
    [
        ("", None),
        ("late", "Handed in late."),
        ("LATE", "Handed in late."),
        ("2 days 3 hours late", "Handed in late. 2 days 3 hours late."),
        ("submitted after the deadline", "Handed in late. Submitted after the deadline."),
    ],
)
def test_a_late_submission_says_so(late, said):
    grade = graded(wrong())
    grade = replace(grade, submission=grade.submission._replace(late=late))
    other = graded(wrong(), student="s2", lab="02_second")
    text = words(page_of(grade, others=[other]))
    assert (said or "of 2 points") in text
    assert ("late" in text) == bool(late)
    assert ("late: 0 of 2" in text) == bool(late)


def test_a_group_names_its_members():
    team = [
        replace(one, submission=one.submission._replace(group=group, assignment=assignment))
        for one, group, assignment in (
            (graded(wrong(), student="s1", name="Ann"), "Team 3", "A"),
            (graded(wrong(), student="s2", name="Bob"), "Team 3", "A"),
            (graded(wrong(), student="s3", name="Cid"), "Team 3", "B"),
            (graded(wrong(), student="s4", name="Dan"), "Team 4", "A"),
        )
    ]
    text = words(page_of(team[0], others=team[1:]))
    assert "Handed in as a group: Team 3, together with Bob." in text
    assert "Cid" not in text and "Dan" not in text
    assert "Handed in as a group: Team 4." in words(page_of(team[3], others=team[:3]))
    assert "group" not in words(page_of(graded(wrong()), others=team[1:]))


def test_a_page_is_of_somebody_who_handed_in():
    cohort = cohort_of([graded(student="a")], TITLES, expected=["b"])
    with pytest.raises(ValueError, match="no grades of b"):
        feedback.page("b", cohort)


def test_a_page_knows_nothing_of_others():
    ann = graded(wrong(), student="ann")
    bob = graded(wrong("bob's own"), student="bob", name="Bob", notes=("Bob's.",))
    better = replace(bob, exercises=(ExerciseGrade("encode", 2, 2, 2, "right"),))
    assert page_of(ann, others=[bob]) == page_of(ann, others=[better])
    assert "ob" not in words(page_of(ann, others=[bob])).replace("Problem", "")


def test_a_feedback_page_is_small():
    grades = [graded(wrong(), lab=lab) for lab in TITLES]
    assert len((rendering.FOLDER / "style.css").read_bytes()) < 3000
    assert len(page_of(*grades).encode()) < 8000


# files


def test_only_what_changed_is_written_again(tmp_path):
    def write(*grades):
        return feedback.write_pages(tmp_path, cohort_of(grades, TITLES))

    grades = [graded(wrong(), student="a"), graded(wrong(), student="b")]
    (tmp_path / "notes.txt").write_text("mine")
    names = write(*grades)
    assert names == {"a": "a.html", "b": "b.html"}
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    grades[1] = replace(grades[1], notes=("New.",))
    assert write(*grades[::-1]) == names
    after = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"b.html"}
    assert before.keys() == after.keys()
    write(grades[1])
    assert (tmp_path / "a.html").exists() and (tmp_path / "notes.txt").read_text() == "mine"


def test_labs_that_nobody_handed_in_are_not_held_against_anyone(tmp_path):
    grades = [graded(wrong(), student="a"), graded(wrong(), student="b", lab="02_second")]
    feedback.write_pages(tmp_path, cohort_of(grades, TITLES | {"03_third": "Lab 03"}))
    text = words((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "Lab 02: the second – Not handed in: 0 of 2 points." in text and "Lab 03" not in text


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError, match="cannot write"):
        feedback.write_pages(tmp_path / "taken", cohort_of([graded(wrong())], TITLES))


IDS = ["s123", "Anna", "anna", "Anna Weiß", "../../etc/passwd", "..", "", "a/b", "\x00", "con"]
IDS += ["x" * 300, "日本", "\ud800", "\ud801", "-rf", "محمد", "👻", "index"]


def test_a_page_is_written_for_every_id(tmp_path):
    grades = [graded(wrong(), student=one) for one in IDS]
    names = feedback.write_pages(tmp_path / "new", cohort_of(grades, TITLES, expected=["absent"]))
    assert names.keys() == set(IDS)
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(names.values())
    for student, name in names.items():
        text = (tmp_path / "new" / name).read_text(encoding="utf-8")
        assert rendering.visible(student)[:50] in text.replace("&#39;", "'")
