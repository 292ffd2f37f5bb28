"""`course report`, where it writes more than tables and pages."""

import os
import stat
import sys

import pytest

from course import cli
from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.records.store import Store

LAB = "04_addition_rnn"


def fill(folder, **points):
    """Grades of the lab's first exercise: {student: points of 2}."""
    with Store(folder) as store:
        for student, reached in points.items():
            who = Submission(student, LAB, f"in/{student}.ipynb", name=f"{student.title()} Example")
            answer = "def encode(text):\n    return text"
            exercise = ExerciseGrade("encode", 2, reached, reached, "right", answer=answer)
            store.put(LabGrade(who, exercises=(exercise,)))
    return folder


@pytest.fixture
def report(tmp_path, monkeypatch, capsys):
    """A class in GRADES; call it with words for `course report`, gives (exit code, what was said)."""
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "GRADES", ada=2, bob=1)

    def call(*words):
        code = cli.main(["report", "--out", "GRADES", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return call


def test_an_anonymous_table_is_written_and_nothing_else(report, tmp_path):
    code, said = report("--anonymous", "shared/table.csv")
    assert code == 0 and "2 students under random names, which are kept nowhere" in said
    text = (tmp_path / "shared" / "table.csv").read_text()
    assert text.count(LAB) == 2 and "ada" not in text.lower() and "return text" not in text
    assert stat.S_IMODE(os.stat(tmp_path / "shared" / "table.csv").st_mode) == 0o600
    assert not (tmp_path / "GRADES" / "report.html").exists()


def test_answers_are_asked_for_and_spoken_of(report, tmp_path):
    code, said = report("--anonymous", "table.csv", "--with-answers")
    assert code == 0 and "read them before you share the file" in said
    assert "return text" in (tmp_path / "table.csv").read_text()


def test_a_file_that_is_there_is_kept(report, tmp_path):
    (tmp_path / "table.csv").write_text("mine")
    code, said = report("--anonymous", "table.csv")
    assert code == 2 and "there is table.csv already, and it is kept: name a new file" in said
    assert (tmp_path / "table.csv").read_text() == "mine"
    assert report("--anonymous", tmp_path)[0] == 2


def test_answers_without_a_table_are_refused(report):
    code, said = report("--with-answers")
    assert code == 2 and "--with-answers belongs to --anonymous FILE" in said


def test_a_further_table_is_remembered_until_it_is_taken_back(report, tmp_path):
    import openpyxl

    names = {"xlsx": "grades.xlsx", "semicolon": "grades-semicolon.csv"}
    assert report("--tables", "xlsx")[0] == 0 and report()[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "GRADES" / "grades.xlsx").active
    assert sheet["A2"].value == "ada" and sheet.cell(2, sheet.max_column - 1).value == 2
    assert stat.S_IMODE(os.stat(tmp_path / "GRADES" / "grades.xlsx").st_mode) == 0o600
    code, said = report("--tables", "semicolon")
    assert code == 0 and "grades.xlsx was removed" in said
    assert report("--tables", "comma")[0] == 0
    left = {path.name for path in (tmp_path / "GRADES").iterdir()}
    assert "grades.csv" in left and not left & set(names.values())


def test_a_table_that_is_not_known_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        cli.main(["report", "--out", "GRADES", "--tables", "ods"])
    assert refused.value.code == 2
    assert "choose from" in capsys.readouterr().err


def test_without_openpyxl_nothing_is_remembered_and_all_else_is_written(
    report, tmp_path, monkeypatch
):
    assert report("--tables", "xlsx")[0] == 0
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    code, said = report()  # as on a machine without it: the rest is written
    assert code == 0 and "needs openpyxl" in said
    assert not (tmp_path / "GRADES" / "grades.xlsx").exists()
    report("--tables", "comma")
    code, said = report("--tables", "xlsx")
    assert code == 2 and "needs openpyxl" in said
    with Store(tmp_path / "GRADES") as store:
        assert store.fact("tables") == "comma"


def test_two_classes_are_compared_and_the_other_one_stays_as_it_is(report, tmp_path):
    other = fill(tmp_path / "2025" / "GRADES", zoe=2, bob=2)
    before = {path.name: path.read_bytes() for path in other.iterdir()}
    code, said = report("--compare", "2025/GRADES")
    assert code == 0 and "see GRADES/compare.html" in said
    page = (tmp_path / "GRADES" / "compare.html").read_text()
    assert "2025/<wbr>GRADES" in page and "encode" in page
    assert not any(name in page.lower() for name in ("bob", "example"))
    assert {path.name: path.read_bytes() for path in other.iterdir()} == before
    assert stat.S_IMODE(os.stat(tmp_path / "GRADES" / "compare.html").st_mode) == 0o600


@pytest.mark.parametrize(
    "other, said",
    [
        ("nowhere", "there are no grades in nowhere: name a folder that course grade wrote"),
        ("GRADES", "GRADES is the class itself: name the folder of another one"),
        ("damaged", "is it damaged, or of another program?"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(report, tmp_path, other, said):
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "grades.sqlite").write_text("no database " * 1000)
    code, told = report("--compare", other)
    assert code == 2 and said in told
    assert not (tmp_path / "GRADES" / "compare.html").exists()
