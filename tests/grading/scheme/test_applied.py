"""From a grading.yaml to what is written: tables and pages change, and nothing is graded again."""

import csv
from types import SimpleNamespace

import pytest

from course import cli
from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.records.store import Store
from course.grading.results.writing import write_results
from course.grading.roster.people import Person
from course.grading.roster.reading import Roster
from tests.grading.results.made_up import words
from tests.grading.submissions.handed_in import ADD, STATE, write

LABS = {
    "01_first": SimpleNamespace(
        name="01_first", title="Lab 01: the first", exercise_ids=["encode", "decode"]
    ),
    "02_second": SimpleNamespace(name="02_second", title="Lab 02", exercise_ids=["unfold"]),
}
RULES = """
timezone: UTC
labs:
  01: {due: 2026-11-03 12:00, points: {encode: 4}, required: 50 %}
  02: {bonus: all}
late: {per_day: 10 %}
pass: 50 %
grades: {A: 90 %, B: 50 %, F: 0 %}
students: {Bea: {01: {due: 2026-11-09}}, Zoe: {01: {due: 2026-11-09}}}
"""


def handed_in(student, lab, *points, **fields):
    names = LABS[lab].exercise_ids
    entries = [
        ExerciseGrade(name, 2, own, own, "right" if own == 2 else "wrong", answer="def f(): 0")
        for name, own in zip(names, points, strict=True)
    ]
    return LabGrade(
        Submission(student, lab, "x", name=student, **fields), exercises=tuple(entries), key="k"
    )


def text_of(path):
    return words(path.read_text(encoding="utf-8"))


@pytest.fixture
def made(tmp_path):
    """A function that writes all of a class by some rules, and gives (folder, told, rows of grades.csv)."""
    with Store(tmp_path) as store:
        store.put(handed_in("Ada", "01_first", 2, 2, time="2026-11-03T18:00:00"))
        store.put(handed_in("Ada", "02_second", 2))
        store.put(handed_in("Bea", "01_first", 2, 0, time="2026-11-05T10:00:00"))
        store.put(handed_in("Cid", "01_first", 0, 1))
        store.put(
            handed_in("Dee", "01_first", 2, 1, platform="moodle", number="7", assignment="week 1")
        )
        names = ("Ada", "Bea", "Cid", "Dee", "Eve")
        store.set_fact("roster", Roster(tuple(Person(name, name) for name in names)).to_text())

    def make(rules=None):
        if rules:
            (tmp_path / "grading.yaml").write_text(rules)
        with Store(tmp_path) as store:
            before = store.grades()
            told = write_results(store, tmp_path, LABS, looked_at=set(LABS))
            assert store.grades() == before  # what was graded stays as it is
        with open(tmp_path / "grades.csv", encoding="utf-8-sig", newline="") as file:
            return tmp_path, told, {row["student"]: row for row in csv.DictReader(file)}

    return make


def test_the_table_has_what_the_rules_make(made):
    _, _, rows = made(RULES)
    columns = ("01_first/encode", "01_first", "02_second", "total", "percent", "passed", "grade")
    found = {student: tuple(row[column] for column in columns) for student, row in rows.items()}
    assert found == {
        "Ada": ("4", "5.4", "2", "7.4", "123.33", "yes", "A"),  # a day late, with bonus
        "Bea": ("4", "4", "", "4", "66.66", "yes", "B"),  # she had more time
        "Cid": ("0", "1", "", "1", "16.66", "no", "F"),
        "Dee": ("4", "5", "", "5", "83.33", "yes", "B"),
        "Eve": ("", "", "", "0", "0", "no", "F"),
    }
    assert (
        "6 h after the deadline, 3 November 2026, 12:00: of 6 points 0.6 are"
        in rows["Ada"]["remarks"]
    )


def test_what_is_not_known_is_said_by_name(made):
    out, told, _ = made(RULES)
    assert (
        "when it was handed in is not known, so nothing is subtracted: 01_first (2 with points); the report "
        "has the names" in told
    )
    (zoe,) = [one for one in told if one.startswith("Zoe: ")]
    assert "line 9 of grading.yaml names nobody who handed in or is on the roster" in zoe
    text = text_of(out / "report.html")
    assert "When it was handed in is not known: 2" in text and "2: Cid; Dee" in text
    assert "Zoe Line 9 of grading.yaml names nobody" in text


def test_a_pass_mark_beside_the_scale_is_told_on_terminal_and_report(made):
    out, told, rows = made("pass: 10 %\ngrades: {1.0: 90 %, 4.0: 50 %, 5.0: 0 %}")
    assert (rows["Cid"]["passed"], rows["Cid"]["grade"]) == ("yes", "5.0")
    (said,) = [one for one in told if one.startswith("grading.yaml: pass mark and grades disagree")]
    assert "who is between them passes with 5.0; if it is meant so, leave it" in said
    assert "Pass mark and grades disagree: one passes from 10 % of the total on" in text_of(
        out / "report.html"
    )


def test_moodle_gets_the_points_of_the_lab_with_their_maximum(made):
    out, _, _ = made(RULES)
    assert "Participant 7,Dee,5,6," in (out / "moodle" / "01_first.csv").read_text()
    _, told, _ = made("labs: {01: {bonus: encode}}")
    assert "Participant 7,Dee,3,4," in (out / "moodle" / "01_first.csv").read_text()
    assert (
        "moodle/01_first.csv: 1 above 2 points, and Moodle skips what is above the assignment's maximum: set "
        "it to 4, since with bonus 01_first gives up to 4 points, 2 without"
    ) in told


@pytest.mark.parametrize("points, said", [("2", ""), ("4.00", ""), ("10", "to 4, or to 2, as ")])
def test_canvas_may_have_the_points_with_bonus_or_without(made, tmp_path, points, said):
    with Store(tmp_path) as store:
        store.put(handed_in("Fay", "01_first", 2, 1, platform="canvas", number="9"))
        roster = Roster((Person("Fay", "Fay"),), {"Lab 01 (7)": points})
        store.set_fact("roster", roster.to_text())
    _, told, _ = made("labs: {01: {bonus: encode}}")
    asked = [one for one in told if "set the assignment's points" in one]
    assert len(asked) == bool(said) and all(said in one for one in asked)


def test_the_report_says_the_rules_and_who_passed(made):
    text = text_of(made(RULES)[0] / "report.html")
    for said in (
        "Passed 3 and 2 did not",
        "Passed: 3 of 5 Needed: 50 % of the total, and 50 % of Lab 01.",
        "Did not pass: 2 Did not pass Student",
        "Cid 16.66 % 01",
        "Attempted, 0 points: 2",
        "01 encode Cid",
        "01 decode Bea",
        "How points become grades As grading.yaml says.",
        "The points of all labs are added up.",
        "Each day begun after the deadline costs 10 % of the points reached.",
        "A from 90 %; B from 50 %; F below, of the total.",
        "Lab 01: the first 6 – 3 November 2026, 12:00 to pass, 50 % of it are needed; encode gives 4",
        "Total of 6 Percent Passed Grade 01 of 6 02 of 2",
    ):
        assert said in text, said


def test_a_page_says_what_concerns_its_student(made):
    pages = made(RULES)[0] / "feedback"
    (ada,) = pages.glob("Ada*")
    text = text_of(ada)
    for said in (
        "7.4 of 6 points, 123.33 % Grade A ✓ Passed, as it stands",
        "Deadline: 3 November 2026, 12:00.",
        "Handed in late. 6 h after the deadline, 3 November 2026, 12:00: of 6 points 0.6 are subtracted",
        "encode4 of 4 points",
        "How points become your grade",
    ):
        assert said in text, said
    text = text_of(next(pages.glob("Bea*")))
    assert "Deadline: 9 November 2026, 24:00." in text and "late" not in text.split("How points")[0]
    text = text_of(next(pages.glob("Cid*")))
    assert "Not passed, as it stands To pass, what is lacking: 50 % of Lab 01." in text


def test_what_is_not_among_the_best_is_named(made):
    out, _, rows = made("best: 1")
    assert (rows["Ada"]["total"], rows["Ada"]["percent"], "passed" in rows["Ada"]) == (
        "1",
        "100",
        False,
    )
    text = text_of(next((out / "feedback").glob("Ada*")))
    assert "1 of 1, 100 %" in text
    assert text.count("Not among your best 1, so it does not count.") == 1
    report = text_of(out / "report.html")
    assert "not counted" in report and "mean 0.6, median 0.6 of 1; all points" in report
    text = text_of(next((out / "feedback").glob("Bea*")))
    assert "not handed in" in text and "among your best" not in text


def test_rules_that_are_gone_leave_everything_as_it_was(made):
    out, _, before = made()
    plain = {
        path.name: path.read_bytes() for path in out.rglob("*") if path.suffix in (".html", ".csv")
    }
    assert "percent" not in before["Ada"] and "Eve" not in before
    made(RULES)
    (out / "grading.yaml").unlink()
    made()
    after = {
        path.name: path.read_bytes() for path in out.rglob("*") if path.suffix in (".html", ".csv")
    }
    for name in ("report.html", "term.html"):  # they tell when they were made
        del plain[name], after[name]
    assert after == plain


def test_corrections_count_by_the_rules(made, tmp_path):
    with Store(tmp_path) as store:
        store.override("Cid", "01_first", "encode", 2, "told me")
    _, _, rows = made(RULES)
    assert rows["Cid"]["01_first"] == "5"
    text = text_of(tmp_path / "report.html")
    assert "Cid 01 encode 0 → 4 of 4 Told me." in text


def test_hostile_names_and_grades_stay_text(made, tmp_path):
    bad = "<script>window.pwned=1</script>"
    out, _, rows = made(
        f'pass: 50 %\ngrades: {{"{bad}": 10 %, "=1+1": 0 %}}\nstudents: {{"{bad}": {{1: {{due: 2026-11-03}}}}}}'
    )
    assert rows["Eve"]["grade"] == "'=1+1"
    for path in out.rglob("*.html"):
        assert bad not in path.read_text(encoding="utf-8")


# at the command line


def test_a_change_recomputes_without_grading_and_a_slip_stops_everything(
    tmp_path, monkeypatch, capsys, by_heart, kept
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class" / "ada", {f"{lab}/{lab}.ipynb": lab for lab in (ADD, STATE)})
    (tmp_path / "out").mkdir(mode=0o700)
    rules = tmp_path / "out" / "grading.yaml"
    rules.write_text("best: 1\npass: 50\n")
    for words_ in (
        ["grade", "class", "--out", "out"],
        ["grade", "class", "--out", "out", "--dry-run"],
    ):
        assert cli.main(words_) == 2
        told = capsys.readouterr().err
        assert "grading.yaml, line 2: pass takes a share such as 50 %" in told
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["grading.yaml"]
    rules.write_text("best: 1\npass: 50 %\n")
    assert cli.main(["grade", "class", "--out", "out"]) == 0
    graded = kept("out")
    monkeypatch.setattr("course.grading.grade.open_engine", lambda *_: pytest.fail("graded again"))
    rules.write_text("pass: 0 %\ngrades: {A: 10 %, F: 0 %}\n")
    assert cli.main(["report", "--out", "out"]) == 0
    with open("out/grades.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["total"], row["percent"], row["passed"], row["grade"]) == ("0", "0", "yes", "F")
    assert kept("out") == graded
    rules.write_text("pass 0 %")
    with pytest.raises(CourseError, match="takes rules such as"), Store("out") as store:
        write_results(store, tmp_path / "out", LABS)
    assert cli.main(["report", "--out", "out"]) == 2


def test_moodles_worksheet_says_what_its_download_does_not(made, tmp_path):
    sheet = (
        "Identifier,Full name,Grade,Maximum grade,Last modified (submission),Last modified (grade)\r\n"
        'Participant 7,Dee,,6.00,"Wednesday, 4 November 2026, 10:00 AM",-\r\n'
        'Participant 8,Bea,,6.00,"Monday, 9 November 2026, 10:00 AM",-\r\n'
    )
    with Store(tmp_path) as store:
        store.put_worksheet("week 1.csv", "01_first", sheet.encode())
    _, told, rows = made(RULES)
    assert rows["Dee"]["01_first"] == "4.5"  # of 5, a day late
    assert rows["Bea"]["01_first"] == "4"  # she had more time
    assert any(one.endswith("01_first (1 with points); the report has the names") for one in told)
    filled = (tmp_path / "moodle" / "week 1.csv").read_text()
    assert "Participant 7,Dee,4.5,6.00" in filled and "Participant 8,Bea,4,6.00" in filled


def test_the_term_begins_when_the_worksheet_says_so_without_rules_too(made, tmp_path):
    sheet = (
        "Identifier,Full name,Grade,Maximum grade,Last modified (submission),Last modified (grade)\r\n"
        'Participant 7,Dee,,6.00,"Sunday, 1 November 2026, 10:00 AM",-\r\n'
    )
    with Store(tmp_path) as store:
        store.put_worksheet("week 1.csv", "01_first", sheet.encode())
    out, _, _ = made()
    assert "Lab 01: the first 1 November 2026 handed in" in text_of(out / "term.html")
