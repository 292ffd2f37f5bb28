"""Feedback on one lab as a notebook."""

import json
from dataclasses import replace
from datetime import datetime, timezone

import nbformat
import pytest

from course.grading.records.grades import ExerciseGrade, Override
from course.grading.results import feedback_notebook
from course.grading.results.cohort import cohort_of
from course.grading.scheme.rules import Amount, LabRule, LateRule, Scheme
from tests.grading.results.made_up import HOSTILE, TITLES, Page, graded, hostile_grades, wrong

LAB = "01_first"


def text_of(*exercises, **fields):
    grades = [graded(*exercises, name="Ada *L*", **fields)]
    made = nbformat.reads(
        feedback_notebook.notebook("s1", LAB, cohort_of(grades, TITLES)), as_version=4
    )
    nbformat.validate(made)
    return "\n".join(cell.source for cell in made.cells)


def test_it_says_what_the_page_says():
    entry = wrong(lines=(("✓", "encode('1')"), ("✗", "encode('2')")), shown=(1, 2), shown_points=1)
    entry = replace(entry, override=Override(0.5, "explained at the board", "today"))
    text = text_of(entry, notes=("the answer of encode is joined from two cells",))
    assert "# Feedback for Ada \\*L\\*\n\n## Lab 01\\: the first\n\n**0.5** of 2 points" in text
    assert "### encode: ✗ wrong" in text and "✓ encode('1')\n✗ encode('2')" in text
    assert (
        "**Corrected by hand** from 0 to 0.5 points:" in text and "explained at the board" in text
    )
    assert "Further cases, which are not shown, failed" in text and "gives 1 of 2 points" in text
    assert "The answer of encode is joined from two cells." in text
    assert text.rstrip().endswith("return x.T")


def test_a_lab_that_could_not_be_read_says_what_to_do():
    text = text_of(ExerciseGrade("encode", 2), state="unreadable", problem="it is no notebook")
    assert "could not be read" in text and "It is no notebook." in text and "### " not in text


@pytest.mark.parametrize("late, said", [("LATE", ""), ("by 2 days", " By 2 days\\.")])
def test_late_is_said_once(late, said):
    grades = [graded(ExerciseGrade("encode", 2), name="Ada")]
    grades[0] = replace(grades[0], submission=grades[0].submission._replace(late=late))
    made = json.loads(feedback_notebook.notebook("s1", LAB, cohort_of(grades, TITLES)))
    assert made["cells"][0]["source"].endswith(f"**Handed in late.**{said}")


def test_of_hidden_cases_it_says_nothing():
    crashed = ExerciseGrade(
        *("encode", 2, 0, 2, "crashed", "Exit code 3 in case 7."), shown=(2, 2), hidden=(3, 9)
    )
    text = text_of(crashed)
    assert "Exit code" not in text and "stopped" not in text and "Further cases" in text
    assert "9" not in text


def test_where_no_case_of_the_notebook_was_asked_none_is_called_further():
    entry = ExerciseGrade("learn", 3, 0, 0, "wrong", hidden=(0, 1))
    text = text_of(entry)
    assert "tried on data other than the notebook's" in text and "urther" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    from nbconvert.filters import markdown2html

    grades = hostile_grades(text)
    made = feedback_notebook.notebook(text, LAB, cohort_of(grades, {LAB: text}))
    cells = json.loads(made.encode("utf-8"))["cells"]
    seen = Page("".join(markdown2html(c["source"]) for c in cells if c["cell_type"] == "markdown"))
    assert set(seen.counts()) <= {
        "h1",
        "h2",
        "h3",
        "p",
        "strong",
        "pre",
        "code",
        "div",
        "span",
        "a",
    }
    assert {name for _, name in seen.attributes()} <= {"id", "class", "href"}
    assert {about["href"][:1] for tag, about in seen.tags if "href" in about} <= {"#"}


def test_a_box_is_not_closed_by_its_text():
    assert feedback_notebook.block("a ```` b").startswith("`````text\n")


def test_what_the_scheme_says_of_the_lab_is_in_it():
    scheme = Scheme(
        labs={LAB: LabRule(bonus=True, due=datetime(2026, 10, 5, tzinfo=timezone.utc))},
        late=LateRule(per_day=Amount(10, True)),
    )
    grades = [graded(ExerciseGrade("encode", 2, 1, 1, "partly right"))]
    made = feedback_notebook.notebook("s1", LAB, cohort_of(grades, TITLES, scheme=scheme))
    text = json.loads(made)["cells"][0]["source"].replace("\\", "")
    assert "onus" in text and "Deadline: " in text and "2026" in text
