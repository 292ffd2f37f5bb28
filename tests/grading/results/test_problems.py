"""What belongs to nobody stands at the top, counted, with what to do."""

import pytest

from course.grading.records.grades import LabGrade
from course.grading.results.cohort import cohort_of
from course.grading.results.problems import problems_of
from tests.grading.results.made_up import TITLES, graded, report_of, submission, words, wrong

NO_LAB = "the file does not say which lab it is: name it after its lab"
GRADES = [graded(wrong(), student="a")]


@pytest.mark.parametrize(
    "problems, number, said",
    [
        ([], 0, "nothing is left over"),
        (
            [("x/notes.ipynb", NO_LAB)],
            1,
            "x/notes.ipynb The file does not say which lab it is: name it after its lab.",
        ),
        (
            [(f"f{n}/x.ipynb", NO_LAB) for n in range(62)],
            62,
            "f0/x.ipynb; f1/x.ipynb; f2/x.ipynb",
        ),
        (
            [("a.docx", "no notebook: hand in the notebook"), ("b.ipynb", NO_LAB)],
            2,
            "a.docx No notebook: hand in the notebook.",
        ),
        (
            [("05_lab", "is not in SUBMITTED for a, b: their grades stay; --forget drops them")],
            1,
            "05_lab Is not in SUBMITTED for a, b: their grades stay; --forget drops them.",
        ),
        ([("", "the roster names Ann twice: join the two")], 1, "Ann twice: join the two."),
    ],
)
def test_problems_are_counted_and_named_at_the_top(problems, number, said):
    page = report_of(GRADES, problems)
    text = words(page)
    assert f"Problems {number} " in text and said in text
    assert ("Problems: " in text) == bool(number)
    if number:
        assert "below the students: look there first" in text
        assert page.index('note"><a href="#problems"') < page.index('id="students"')
        assert page.index('id="students"') < page.index('id="problems"') < page.index('id="points"')


def test_the_same_problem_is_said_once():
    page = words(report_of(GRADES, [(f"f{n}/x.ipynb", NO_LAB) for n in range(62)]))
    assert page.count("name it after its lab") == 1 and "and 42 more" in page


@pytest.mark.parametrize(
    "states, notebooks, problem",
    [
        (["graded"], "it could be graded", ""),
        (["graded"] * 2, "all could be graded", ""),
        (["unreadable"] * 9 + ["graded"], "9 unreadable", ""),
        (["unreadable"], "1 unreadable", ""),
        (["fault"], "1 not graded yet", "Grading itself failed for 1 notebook: grade again."),
        (["fault"] * 3, "3 not graded yet", "Grading itself failed for 3 notebooks: grade again."),
        (["unreadable", "fault"], "1 unreadable, 1 not graded yet", "for 1 notebook: grade again."),
        ([], "nothing was handed in", ""),
    ],
)
def test_the_headline_counts_what_is_there_now(states, notebooks, problem):
    """Whichever call graded it: a call that grades nothing leaves nine unreadable ones unreadable."""
    grades = [
        LabGrade(submission(f"s{number}"), state, "it is no notebook" * (state != "graded"))
        for number, state in enumerate(states)
    ]
    text = words(report_of(grades))
    assert f"Notebooks {len(states)} {notebooks} Mean" in text
    assert problem in text
    failed = states.count("fault")
    assert f"Problems {failed} {'named below' if failed else 'nothing is left over'}" in text


@pytest.mark.parametrize(
    "expected, said",
    [
        ([], None),
        (["a"], None),
        (["b"], "Handed in and not in the roster: 1 student."),
        (["b", "c"], "Handed in and not in the roster: 1 student."),
    ],
)
def test_who_is_not_in_the_roster_is_a_problem(expected, said):
    found = problems_of(cohort_of(GRADES, TITLES, expected=expected), [])
    assert [problem.count for problem in found] == ([1] if said else [])
    assert said is None or (said in found[0].sentence and found[0].where == "a")


def test_a_long_path_keeps_its_file():
    path = "Anna Müller_1234606_assignsubmission_file/Lab report (final, corrected, with pictures).docx"
    text = words(report_of(GRADES, [(f"{path[:20]}/{path}", "no notebook")]))
    assert "with pictures).docx" in text
    path = "/".join(["a folder with a long name"] * 6) + "/homework.ipynb"
    assert "…/homework.ipynb" in words(report_of(GRADES, [(path, "no lab")])).replace(
        "a folder with a long name/homework", "…/homework"
    )
