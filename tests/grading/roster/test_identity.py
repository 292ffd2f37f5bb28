import pytest

from course.grading.records.grades import Submission
from course.grading.roster.identity import identify, raw, strangers_told
from course.grading.roster.people import People, Person

ANNA = Person("Anna Müller", "Anna Müller", "s123", "anna@x")
ADA = Person("501", "Ada Lovelace", canvas="501", login="ada")


def submission(student, lab="04_addition_rnn", **fields):
    return Submission(student, lab, f"{student}.ipynb", **fields)


def students(found, people=None, **options):
    made = identify(found, options.pop("kept", ()), people and People(people), **options)
    return [entry.student for entry in made.found], dict(made.problems)


def test_without_a_roster_everybody_is_who_the_layout_says():
    assert students([submission("ada"), submission("bob")]) == (["ada", "bob"], {})


@pytest.mark.parametrize(
    "handed",
    [
        submission("anna"),
        submission("mueller_anna"),
        submission("S123"),
        submission("Anna Müller", name="Anna Müller", number="77", platform="moodle"),
        submission("Anna Müller_77", name="Anna Müller", number="77", platform="moodle"),
        submission("someone", name="someone", number="78", platform="moodle"),
        submission("9", name="muelleranna", number="9", platform="canvas"),
        submission("A. M.", name="A. M.", number="S123", platform="gradescope"),
    ],
)
def test_a_student_is_who_the_roster_says(handed):
    numbers = {"78": ("s123", "")}
    made = identify([handed], (), People([ANNA, ADA]), numbers=numbers)
    (found,) = made.found
    assert found.student == "Anna Müller" and not made.problems and not made.strangers
    assert raw(found).student == handed.student
    (again,) = identify([raw(found)], (), People([ANNA, ADA]), numbers=numbers).found
    assert again == found


def test_canvas_number_is_no_id_number():
    other = Person("Bob Ray", "Bob Ray", "501")
    found, _ = students(
        [submission("501", name="lovelaceada", number="501", platform="canvas")], [other]
    )
    assert found == ["501"]
    found, _ = students([submission("501", name="x", number="501", platform="canvas")], [ADA])
    assert found == ["501"]


@pytest.mark.parametrize(
    "names",
    [
        ("Anna Maria Müller", "Anna Lena Müller"),
        ("Anna Müller", "Anna Lena Müller"),
        ("Anna Lena Müller", "mueller_anna"),
        ("Müller Anna Z", "Anna Lena Mueller"),
    ],
)
def test_two_who_may_be_one_person_are_named_and_nobody_is_taken_for_her(names):
    one, two = submission(names[0]), submission(names[1], lab="05_stateful_lstm")
    found, problems = students([one, two], [ANNA])
    assert sorted(found) == sorted(names)
    assert any("perhaps Anna Müller on the roster" in text for text in problems.values())


def test_one_name_with_a_part_missing_is_a_match_in_every_lab():
    labs = ("04_addition_rnn", "05_stateful_lstm")
    found, problems = students([submission("Anna Lena Müller", lab=lab) for lab in labs], [ANNA])
    assert found == ["Anna Müller"] * 2 and problems == {}


def test_two_names_of_one_person_in_one_lab_stay_two():
    handed = [submission("anna"), submission("mueller_anna")]
    found, problems = students(handed, [ANNA])
    assert sorted(found) == ["Anna Müller", "mueller_anna"]
    assert "under two names, anna and mueller_anna" in problems["Anna Müller, 04_addition_rnn"]


def test_handed_in_again_under_another_name_counts_and_is_named():
    kept = [submission("anna")]
    made = identify([submission("mueller_anna")], kept, People([ANNA]))
    assert made.moves == [("anna", "04_addition_rnn", "Anna Müller")]
    assert (
        "handed in before as anna, and now as mueller_anna"
        in dict(made.problems)["Anna Müller, 04_addition_rnn"]
    )


def test_pairs_of_an_earlier_call_whose_names_are_gone_are_no_error():
    found, problems = students([submission("ada")], remembered=[("x", "y"), ("eva", "ada")])
    assert found == ["eva"] and problems == {}


def test_pairs_join_in_chains_and_prefer_who_is_on_the_roster():
    handed = [submission(name, lab=f"0{n}_x") for n, name in enumerate(("a", "b", "c", "muller"))]
    found, _ = students(handed, [ANNA], same=[("a", "b"), ("b", "c"), ("c", "Anna Müller")])
    assert sorted(found) == ["Anna Müller"] * 3 + ["muller"]


def test_groups_are_no_namesakes():
    handed = [
        submission(
            f"Team_{n}", lab=lab, name="Team", number=str(n), group="Team", platform="moodle"
        )
        for n, lab in enumerate(("04_addition_rnn", "04_addition_rnn", "05_stateful_lstm"))
    ]
    assert students(handed)[1] == {}
    handed = [submission("Team 1", group="Team 1", platform="moodle-teams")]
    assert identify(handed, (), People([ANNA])).strangers == []


def test_who_is_not_on_the_roster():
    people = People([ANNA, ADA])
    made = identify([submission("Anna Mulle"), submission("501", number="501")], (), people)
    assert made.strangers == ["Anna Mulle"]
    said = strangers_told(dict.fromkeys(made.strangers, "Anna Mulle"), 2, people)
    assert said == "1 of 2 who handed in are not on the roster: Anna Mulle (near: Anna Müller)"
    said = strangers_told({"77": "mullerann"}, 2, people)  # a number of Canvas says nothing alone
    assert said.endswith(": 77 (mullerann, near: Anna Müller)")
    assert "is it the roster of this class?" in strangers_told(dict.fromkeys("xyzu", ""), 5, people)
    assert strangers_told({}, 5, people) == ""


@pytest.mark.parametrize("other", ["Ada", "ADA ", "a-da", "Müller, Anna", "anna_mueller"])
def test_names_that_differ_in_spelling_alone_are_named_and_stay_two(other):
    one = "anna müller" if "nna" in other else "a da" if "-" in other else "ada"
    handed = [submission(one), submission(other, lab="05_stateful_lstm")]
    found, problems = students(handed)
    assert sorted(found) == sorted([one, other])
    assert "differ in spelling alone" in problems[", ".join(sorted([one, other]))]
    found, problems = students(handed, same=[(one, other)])
    assert found == [one, one] and problems == {}


def test_names_of_different_words_are_no_problem():
    handed = [submission(name) for name in ("ada", "ada lovelace", "adam", "李", "王")]
    assert students(handed)[1] == {}
