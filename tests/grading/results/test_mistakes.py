"""The commonest mistakes, and examples that name nobody."""

import pytest

from course.grading.results import mistakes
from tests.grading.results.made_up import Page, graded, report_of, wrong


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
