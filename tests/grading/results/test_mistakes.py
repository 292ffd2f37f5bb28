"""The commonest mistakes, and examples that name nobody."""

import pytest

from course.grading.results import mistakes
from course.grading.results.cohort import cohort_of
from tests.grading.results.made_up import TITLES, Page, graded, report_of, words, wrong


@pytest.mark.parametrize(
    "answer, shown",
    [
        ("def f(x):\n    # by Anna\n    return x.T", "def f(x):\n    return x.T"),
        (
            '"""Anna"""\ndef f(x):\n    """By Anna."""\n    return 1  # Anna',
            "def f(x):\n    return 1",
        ),
        ("def f():\n    'Anna'", "def f():\n    pass"),
        ("class A:\n    f'Anna'\nelse_ = 1", "class A:\n    pass\nelse_ = 1"),
        ("if 1:\n    f()\nelse:\n    'Anna'", "if 1:\n    f()"),
        ("'Anna'", ""),
        ("def f(x):\n    return 'ANNA'", ""),
        ("anna_smith = 1", ""),
        ("def f(x):\n    return 's99'", ""),
        ("def f(x) return x  # does not parse", ""),
        ("x = 1" + " + 1" * 2000, ""),
        ("x = '\x00'", ""),
        ("x = '\ud800'", ""),
        ("-" * 1999 + "1", ""),
        ("(" * 1000 + ")" * 1000, ""),
        ("x = 0x" + "f" * 1900, ""),
        (r"x = '\d'", r"x = '\\d'"),
        ("", ""),
    ],
)
def test_an_example_is_anonymous(answer, shown, recwarn):
    code = mistakes.anonymous(answer, ("s99", "Anna Smith"))
    assert code == shown or (shown == "" and "nna" not in code)
    assert not recwarn


def test_names_with_umlauts_are_found_as_people_type_them():
    for written in ("Jürgen", "juergen", "JURGEN", "by_jürgen_w"):
        assert mistakes.anonymous(f"x = {written!r}", ("s1", "Jürgen W.")) == ""


def test_the_shortest_answer_that_names_nobody_is_the_example():
    def handed_in(student, answer):
        return graded(wrong(answer=answer), student=student, name=f"{student} Smith")

    grades = [
        handed_in("anna", "anna=1"),
        handed_in("berta", "return return"),
        handed_in("carla", "def f(x):\n    return x.T  # carla"),
        handed_in("dora", "def longer(x):\n    return x.T.T.T"),
    ]
    page = Page(report_of(grades))
    assert "4 of 4: Transpose it." in " ".join(page.text.split())
    assert "def f(x):\n    return x.T" in page.text
    assert "return return" not in page.text and "# carla" not in page.text


def made_by(counts, attempted, lab="01_first"):
    """Grades of an exercise that `attempted` students tried, `counts` of whom made mistake 0, 1, ..."""
    hints = [f"mistake {n}" for n, count in enumerate(counts) for _ in range(count)]
    hints += [""] * (attempted - len(hints))
    return [graded(wrong(hint), student=f"s{number}", lab=lab) for number, hint in enumerate(hints)]


@pytest.mark.parametrize(
    "counts, attempted, common",
    [
        ([2], 50, []),  # two of fifty are no pattern
        ([4], 50, []),
        ([5], 50, [5]),
        ([2], 2, []),
        ([3], 3, [3]),
        ([3], 30, [3]),
        ([3], 31, []),
        ([99], 1000, []),
        ([100, 9], 1000, [100]),
        ([6, 7, 2], 40, [7, 6]),
        ([], 50, []),
    ],
)
def test_a_mistake_is_common_if_enough_made_it(counts, attempted, common):
    grades = made_by(counts, attempted)
    found = mistakes.mistakes_by_lab(cohort_of(grades, TITLES))
    assert [one.count for _, one in mistakes.commonest(found)] == common
    text = words(report_of(grades))
    assert "at least 3 students and 10 % of those who attempted" in text
    assert ("here there is nothing of that kind" in text) == (not common)
    for count in common:
        assert f"{count} of {attempted} {100 * count / attempted:.0f} % Mistake" in text
    for count in counts:  # by exercise all of them are named, with how many attempted it
        assert f"{count} of {attempted}: Mistake" in text


def test_hints_end_with_one_stop():
    grades = [graded(wrong("is it a film?"), student=f"s{number}") for number in range(3)]
    text = words(report_of(grades))
    assert "3 of 3: Is it a film?" in text and "film?." not in text
