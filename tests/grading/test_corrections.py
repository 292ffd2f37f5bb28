"""A grade without a notebook: entered by hand, shown as such, kept when a notebook comes."""

import csv

import pytest

from course import cli
from course.grading.records.store import Store
from tests.grading.results.made_up import words
from tests.grading.submissions.handed_in import ADD, STATE, write

GRADE = ["grade", "class", "--out", "out", "--students", "roster.csv"]


@pytest.fixture
def override(tmp_path, monkeypatch, by_heart, capsys):
    """A graded class in out, of which Ida and Eva handed in nothing; gives (exit code, what was said)."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class", {f"Ada Lovelace/{ADD}/{ADD}.ipynb": ADD})
    roster = "Name;E-Mail\nAda Lovelace;ada@x\nIda Noddack;ida@x\nEva Crane;eva@x\n"
    (tmp_path / "roster.csv").write_text(roster)
    assert cli.main(GRADE) == 0

    def call(*words_, reason="oral examination"):
        capsys.readouterr()
        code = cli.main(["override", *words_, "--reason", reason, "--out", "out"])
        told = capsys.readouterr()
        return code, told.err + told.out

    return call


def grade_of(student, lab=ADD):
    with Store("out") as store:
        found = [one for one in store.grades(student) if one.submission.lab == lab]
    return found[0] if found else None


def rows():
    with open("out/grades.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def page(student, tmp_path):
    (found,) = (tmp_path / "out" / "feedback").glob(f"{student}*")
    return words(found.read_text(encoding="utf-8"))


def test_a_grade_is_entered_for_who_is_on_the_roster_alone(override, tmp_path):
    assert override("ida@x", "4", "encode", "0.5") == (
        0,
        f"Ida Noddack, {ADD}, encode: 0.5 points by hand\n"
        f"Ida Noddack handed in nothing of {ADD}: the grade stands without a notebook; if one comes, what was "
        "entered by hand stays\n",
    )
    assert rows()["Ida Noddack"][ADD] == "0.5"
    text = page("Ida", tmp_path)
    assert "Nothing was handed in: these points were entered by hand." in text
    assert "Entered by hand, 0.5 points: Oral examination." in text and "not found" not in text
    report = words((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert "Ida Noddack 04 encode nothing → 0.5 of 1 Oral examination." in report
    assert "0.5 by hand" in report and "Notebooks 1 " in report
    assert "1 student in the roster handed in nothing: Eva Crane" in report


def test_a_whole_lab_is_shared_out(override):
    assert override("Ida Noddack", "04", "all", "7")[0] == 0
    made = grade_of("Ida Noddack")
    assert made.points == 7 and made.of == 10 and all(one.override for one in made.exercises)
    assert override("Ida Noddack", "04", "all", "10")[0] == 0
    assert all(one.final == one.of for one in grade_of("Ida Noddack").exercises)
    assert "and with it the grade of the lab" in override("Ida Noddack", "04", "all", "none")[1]
    assert grade_of("Ida Noddack") is None and "Ida Noddack" not in rows()


def test_a_lab_that_nobody_handed_in(override):
    code, told = override("Ida Noddack", "05", "all", "11")
    assert (
        code == 0
        and f"nobody else has a grade of {STATE}: from now on it counts for everybody" in told
    )
    assert grade_of("Ida Noddack", STATE).points == 11
    assert rows()["Ida Noddack"]["total"] == "11"


def test_what_was_entered_is_taken_back_exercise_by_exercise(override):
    override("Ida Noddack", "04", "encode", "1")
    override("Ida Noddack", "04", "decode", "1")
    assert override("Ida Noddack", "04", "encode", "none")[1].endswith("is taken back\n")
    assert grade_of("Ida Noddack").points == 1
    assert override("Ida Noddack", "04", "decode", "none")[0] == 0
    assert grade_of("Ida Noddack") is None
    assert override("Ida Noddack", "04", "decode", "none")[0] == 2


def test_nothing_is_entered_by_words_that_are_wrong(override):
    for words_ in (
        ("Ida Noddack", "04", "encod", "1"),
        ("Ida Noddack", "04", "encode", "2"),
        ("Ida Noddack", "04", "all", "11"),
        ("Ida Noddack", "04", "all", "-1"),
        ("Ida Nodak", "04", "all", "1"),
    ):
        assert override(*words_)[0] == 2
    assert grade_of("Ida Noddack") is None


def test_somebody_new_has_to_be_said(override):
    code, told = override("Ida Nodack", "04", "all", "10")
    assert code == 2 and "near it: Ida Noddack" in told and "add --new" in told
    assert override("Tim Berg", "04", "all", "10")[0] == 2
    assert override("Tim Berg", "04", "all", "10", "--new")[0] == 0
    assert grade_of("Tim Berg").points == 10
    assert override("tim berg", "05", "all", "1")[0] == 0  # from now on he is known
    assert override("ida@x", "04", "all", "10", "--new")[0] == 0
    assert grade_of("Ida Noddack").points == 10 and grade_of("ida@x") is None


def test_what_was_entered_survives_grading_and_is_never_gone(override, capsys):
    override("Ida Noddack", "04", "all", "7")
    for more in ([], ["--forget"], ["--lab", "04", "--forget"]):
        assert cli.main([*GRADE, *more]) == 0
        told = capsys.readouterr()
        assert "Ida" not in told.err + told.out
        assert grade_of("Ida Noddack").points == 7
    with Store("out") as store:
        assert store.absent() == set()


def test_a_notebook_that_comes_later_leaves_what_was_entered(override, tmp_path, capsys):
    override("Ida Noddack", "04", "encode", "1")
    write(tmp_path / "class", {f"Ida Noddack/{ADD}/{ADD}.ipynb": ADD})
    capsys.readouterr()
    assert cli.main(GRADE) == 0
    told = capsys.readouterr().err
    assert (
        f"had a grade entered by hand, and handed in since: Ida Noddack ({ADD}); what was entered"
        in told
    )
    made = grade_of("Ida Noddack")
    assert (made.state, made.points) == ("graded", 1)
    assert "Corrected by hand from 0 to 1 points" in page("Ida", tmp_path)
    assert cli.main(GRADE) == 0
    assert "handed in since" not in capsys.readouterr().err


def test_problems_of_names_survive_a_notebook_that_comes(override, tmp_path):
    write(tmp_path / "class", {f"Eva  Maria Crane/{ADD}/{ADD}.ipynb": ADD})
    override("Ida Noddack", "04", "all", "7")
    write(
        tmp_path / "class",
        {f"Ida Noddack/{ADD}/{ADD}.ipynb": ADD, f"Eva Crane/{ADD}/{ADD}.ipynb": ADD},
    )
    assert cli.main(GRADE) == 0
    with Store("out") as store:
        kept = store.problems()
    assert kept
    override("Ida Noddack", "05", "all", "7")
    assert cli.main(GRADE) == 0
    with Store("out") as store:
        assert store.problems() == kept


def test_points_are_those_of_the_rules(override, tmp_path):
    (tmp_path / "out" / "grading.yaml").write_text(
        "labs: {04: {points: {encode: 4}, drop: [decode], bonus: [learn]}}"
    )
    code, told = override("Ida Noddack", "04", "encode", "5")
    assert code == 2 and "encode gives 0 to 4 points, not 5" in told
    assert override("Ida Noddack", "04", "encode", "3")[0] == 0
    assert grade_of("Ida Noddack").exercises[0].final == 0.75  # of the check's 1
    assert rows()["Ida Noddack"][f"{ADD}/encode"] == "3"
    assert override("Ada Lovelace", "04", "all", "6")[0] == 0
    assert rows()["Ada Lovelace"][ADD] == "6"


def test_canvas_gets_what_was_entered(tmp_path, monkeypatch, by_heart, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class", {f"lovelaceada_12345_67890_{ADD}.ipynb": ADD})
    (tmp_path / "roster.csv").write_text(
        f"Student,ID,SIS User ID,SIS Login ID,Section,{ADD} (77)\n    Points Possible,,,,,10\n"
        '"Lovelace, Ada",12345,,ada,1,\n"Noddack, Ida",12346,,ida,1,\n'
    )
    assert cli.main(GRADE) == 0
    words_ = ["override", "Ida Noddack", "04", "all", "7", "--reason", "oral", "--out", "out"]
    assert cli.main(words_) == 0
    table = (tmp_path / "out" / "canvas.csv").read_text(encoding="utf-8")
    assert ",12346,,,,7" in table and ",12345,,,,0" in table
