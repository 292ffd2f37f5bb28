"""Students in names of files: words that nobody is called, and what all names share."""

import pytest

from course.grading.submissions.naming import Labs
from course.grading.submissions.student_names import (
    FlatNames,
    is_no_name,
    last_words,
    without_shared,
)
from tests.grading.submissions.handed_in import ADD, LABS, STATE


@pytest.mark.parametrize(
    "name", ["final", "my", "Week 05", "lab", "final_v2", "solution new", "Abgabe"]
)
def test_words_that_nobody_is_called(name):
    assert is_no_name(name)


@pytest.mark.parametrize("name", ["ada", "123", "17", "Anna Neumann", "Mai", "", "week5ada"])
def test_names_that_somebody_has(name):
    assert not is_no_name(name)


@pytest.mark.parametrize(
    "names, left",
    [
        (["SEQ24_ada", "SEQ24_bob"], ["ada", "bob"]),
        (["HW 5 - Ada L", "HW 5 - Bob K"], ["Ada L", "Bob K"]),
        (["ada_2024", "bob_2024", "eve_2024"], ["ada", "bob", "eve"]),
        (["X_ada_1", "X_bob_1", "X_c_1"], ["ada", "bob", "c"]),
        (["Li_Anna", "Li_Bo"], ["Li_Anna", "Li_Bo"]),
        (["ada", "ada_lovelace", "ada_king"], ["ada", "ada_lovelace", "ada_king"]),
        (["seq_ada", "SEQ_bob", "Seq_c"], ["ada", "bob", "c"]),
        (["ada_2024"], ["ada_2024"]),
        ([], []),
    ],
)
def test_what_all_names_share_is_no_name(names, left):
    assert without_shared(names) == dict(zip(names, left, strict=True))


def flat(*stems):
    names = FlatNames([f"{stem}.ipynb" for stem in stems], Labs(LABS))
    return [names.student(f"{stem}.ipynb")[0] for stem in stems]


@pytest.mark.parametrize(
    "stems, expected",
    [
        ([f"SEQ24_{STATE}_ada", f"SEQ24_{STATE}_bob"], ["ada", "bob"]),
        ([f"SEQ24-{STATE}-Ada King", f"SEQ24-{STATE}-Bob"], ["Ada King", "Bob"]),
        ([f"{STATE}_ada", f"{STATE}_bob"], ["ada", "bob"]),
        ([f"HW5_{STATE}_SEQ24_ada", f"HW5_{STATE}_SEQ24_bob"], ["ada", "bob"]),
        ([f"SEQ24_ada_{STATE}", f"SEQ24_bob_{STATE}"], ["ada", "bob"]),
        (
            [f"S_{STATE}_ada", f"S_{STATE}_bob", f"S_{ADD}_ada", f"carl_{STATE}"],
            ["ada", "bob", "ada", "carl"],
        ),
        (
            [f"W5_{STATE}_ada", f"W5_{STATE}_b", f"W4_{ADD}_ada", f"W4_{ADD}_b"],
            ["ada", "b", "ada", "b"],
        ),
        ([f"ada_{STATE}_final", f"ada_{STATE}_v2", f"bob_{STATE}"], ["ada", "ada", "bob"]),
        ([f"ada_{STATE}", f"ada_{ADD}"], ["ada", "ada"]),
        ([f"ada_{STATE}_2024-03-01"], ["ada"]),
        ([f"Copy of ada_{STATE}", f"{STATE}"], ["ada", ""]),
        ([f"17_{STATE}", f"18_{STATE}"], ["17", "18"]),
        (
            [f"Ada King - {STATE}", f"Bob - Copy of {STATE}", f"Eve - Kopie von {STATE}"],
            ["Ada King", "Bob", "Eve"],
        ),
        ([f"SEQ24_{STATE}_17", f"SEQ24_{STATE}_18"], ["", ""]),
        ([f"ada_{STATE}_1", f"ada_{STATE}"], ["ada", "ada"]),
        ([f"ada_{STATE}_1", f"ada_{STATE}_2", f"bob_{STATE}"], ["ada", "ada", "bob"]),
        ([f"SEQ24_{STATE}_1234567", f"SEQ24_{STATE}_1234568"], ["1234567", "1234568"]),
        ([f"template_{STATE}", f"{STATE}_solution", f"my {STATE}"], ["", "", ""]),
    ],
)
def test_whose_a_file_is(stems, expected):
    assert flat(*stems) == expected


@pytest.mark.parametrize(
    "stem, part",
    [
        (f"SEQ24_{STATE}_ada", "SEQ24 or of ada"),
        (f"2024-03-01 10.11.12 ada {STATE}", "a date"),
        (f"20240301_ada_{STATE}", "a date"),
    ],
)
def test_what_is_not_certain_is_said(stem, part):
    student, doubt = FlatNames([f"{stem}.ipynb"], Labs(LABS)).student(f"{stem}.ipynb")
    assert student == "" and part in doubt and "student_lab.ipynb" in doubt


@pytest.mark.parametrize(
    "names, ends",
    [
        (["Lab 05_s1", "Lab 05_s2"], ["s1", "s2"]),
        (["Lab_5_s1", "Lab_5_s2", "Lab_5_t"], ["s1", "s2", "t"]),
        (["Lab_ada_l", "Lab_eva_l"], ["ada_l", "eva_l"]),
        (["Lab_05_a", "Lab_05_b", "Lab_07_a", "Lab_07_b"], ["a", "b", "a", "b"]),
        (["Lab 05_a_l", "Lab 05_b_l", "Lab 07_a_l", "Lab 07_b_l"], ["a_l", "b_l", "a_l", "b_l"]),
        (["Lab 05_a", "Lab 07_a"], ["a", "a"]),
        (["Lab_05_s1"], ["s1"]),
        (["s1", "s2"], ["s1", "s2"]),
    ],
)
def test_where_an_id_begins_after_the_name_of_an_assignment(names, ends):
    assert last_words(names) == dict(zip(names, ends, strict=True))


@pytest.mark.parametrize("sign", ["a", " ", "-", " (1)", "copy of "])
def test_an_endless_name_is_nobodys(sign):
    assert flat(sign * 20_000 + STATE) == [""]
