import csv
import json
import sqlite3
import subprocess
import sys

import pytest

from course import cli
from course.grading.records.store import NAME, Store
from tests.grading.submissions.handed_in import ADD, BYTES, MOODLE, ROOT, STATE, pack, write

WORDS = ["override", "ada", ADD, "encode", "1", "--reason", "seen by eye"]


def test_the_old_form_of_a_correction_says_the_new_one(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["grade", *WORDS, "--out", "grades"])
    assert end.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert "course override STUDENT LAB EXERCISE POINTS --reason TEXT --out GRADES" in said[-1]


@pytest.mark.parametrize("files", [{}, {f"ada/{ADD}/{ADD}.ipynb": ADD}])
def test_a_folder_of_that_name_can_be_graded(tmp_path, monkeypatch, capsys, by_heart, files):
    (tmp_path / "override").mkdir()
    write(tmp_path / "override", files)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["grade", "override", "--out", "grades"]) == (0 if files else 2)
    told = capsys.readouterr()
    assert ("1 graded" in told.out) if files else ("no notebooks in override" in told.err)


def test_the_commands_take_nothing_heavy_to_import():
    code = "import sys; from course import cli; cli._parser(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(run.stdout.split())
    assert "course.grading.commands" in found
    assert not {"numpy", "tensorflow", "nbformat", "jinja2", "course.grading.sandbox"} & found


@pytest.mark.parametrize(
    "words, missing",
    [
        (["grade", "class"], "--out"),
        (["grade", "--out", "x"], "SUBMITTED"),
        (["grade", "class", "--out"], "--out"),
        (["grade", "class", "--out", "x", "--workers", "many"], "many"),
        (["grade", "class", "--out", "x", "--same", "one"], "--same"),
        (["grade", "class", "more", "--out", "x"], "more"),
        (["override", "ada", ADD, "encode", "1", "--out", "x"], "--reason"),
        (["override", "ada", "--reason", "x", "--out", "x"], "LAB, EXERCISE, POINTS"),
        (["report"], "--out"),
    ],
)
def test_words_that_are_missing_or_wrong_end_with_what_to_do(words, missing, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert missing in last
    if "more" not in words:
        form = {"report": "--out GRADES"}.get(words[0], "S")
        assert f"Call  course {words[0]} {form}" in last and "--help" in last


def test_the_guide_names_every_option():
    guide = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
    (commands,) = (a for a in cli._parser()._actions if isinstance(a.choices, dict))
    for name in ("grade", "override"):
        options = [o for a in commands.choices[name]._actions for o in a.option_strings]
        assert len(options) > 3
        for option in options:
            assert (
                option in ("-h", "--help", "--unsafe")
                or f"{option} " in guide
                or f"{option}`" in guide
            )


# before anything is started or made


@pytest.fixture
def no_start(monkeypatch):
    def refuse():
        raise AssertionError("TensorFlow was started")

    monkeypatch.setattr("course.runtime.quiet", refuse)


GRADE = ["grade", "class", "--out", "out"]


@pytest.mark.parametrize(
    "words, said",
    [
        (["grade", "nowhere", "--out", "out"], "nowhere"),
        (["grade", "README.md", "--out", "out"], "neither a folder nor a zip"),
        (["grade", f"class/ada/{ADD}/{ADD}.ipynb", "--out", "out"], "single notebook: put it into a folder"),
        (["grade", "single.json", "--out", "out"], "is a single notebook"),
        (["grade", "own.zip", "--out", "out"], "could be recognised as a student's submission"),
        (["grade", "graded", "--out", "out"], "graded is a folder of grades: name the folder of submissions"),
        (["grade", "stray", "--out", "out"], "nothing in stray could be recognised"),
        (["grade", "class", "--out", "README.md"], "README.md is a file: name another folder"),
        (["grade", "class", "--out", "class/grades"], "name another folder for the grades"),
        ([*GRADE, "--lab", ""], "there is no lab"),
        ([*GRADE, "--lab", "99_none"], "there is no lab 99_none; there are: 01_"),
        ([*GRADE, "--lab", STATE], f"nothing of {STATE} was handed in with class; there is: {ADD} (1)"),
        ([*GRADE, "--lab", "5"], f"nothing of {STATE} was handed in"),
        ([*GRADE, "--workers", "0"], "--workers takes 1 to 256"),
        ([*GRADE, "--seed", "short"], "at least 8 characters"),
        ([*GRADE, "--students", "none.csv"], "there is no file none.csv"),
        ([*GRADE, "--students", "class"], "class is a folder: name a file"),
        ([*GRADE, "--students", "picture.png"], "not a text file"),
        ([*GRADE, "--students", "numbers.csv"], "no column of numbers.csv says who somebody is"),
        ([*GRADE, "--worksheet", "none.csv"], "there is no file none.csv"),
        ([*GRADE, "--worksheet", "README.md"], "README.md is no grading worksheet"),
        ([*GRADE, "--gradebook", "README.md"], "README.md is not an nbgrader gradebook"),
        ([*GRADE, "--gradebook", "nowhere/gradebook.db"], "there is no folder nowhere"),
        ([*GRADE, "--gradebook", "class"], "class is a folder"),
        ([*GRADE, "--same", "ada", "bob"], "--same: there is no student 'bob'"),
        ([*GRADE, "--explain", "ada", ADD], "grade first"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_is_started_or_made(
    words, said, tmp_path, monkeypatch, capsys, no_start
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class" / "ada", {f"{ADD}/{ADD}.ipynb": ADD})
    (tmp_path / "README.md").write_text("# A title, with a comma\ntext\n")
    (tmp_path / "single.json").write_bytes(BYTES[ADD])
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    (tmp_path / "numbers.csv").write_text("a,b,c,d\n1,2,3,4\n")
    pack(tmp_path / "own.zip", {"stray.ipynb": b"{}"})
    write(tmp_path / "stray", {"stray.ipynb": b"{}"})
    write(tmp_path / "graded", {"grades.sqlite": b"", f"moodle/{ADD}.csv": b"Identifier,Grade"})
    if "--explain" in words:
        monkeypatch.setattr(
            "course.runtime.quiet", lambda: None
        )  # JSON of the labs needs none either
    assert cli.main(words) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and "Errno" not in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "address", ["nowhere.invalid:1", "tcp://127.0.0.1:9", "127.0.0.1:9", "what is this"]
)
def test_a_cluster_that_does_not_answer_makes_no_grades(
    address, tmp_path, monkeypatch, capsys, by_heart
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course.grading.cluster.CONNECT_SECONDS", 1)
    write(tmp_path / "class" / "ada", {f"{ADD}/{ADD}.ipynb": ADD})
    assert cli.main([*GRADE, "--cluster", address]) == 2
    assert f"no dask scheduler answers at {address}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_another_seed_is_refused_before_anything_is_started(
    tmp_path, monkeypatch, capsys, by_heart
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class" / "ada", {f"{ADD}/{ADD}.ipynb": ADD})
    assert cli.main([*GRADE, "--seed", "the first seed"]) == 0
    monkeypatch.setattr("course.runtime.quiet", lambda: pytest.fail("TensorFlow was started"))
    assert cli.main([*GRADE, "--seed", "another seed"]) == 2
    told = capsys.readouterr().err
    assert "leave --seed out" in told and "facts" not in told and "the first seed" not in told
    words = ["grade", "class", "--out", "out", "--lab", "04"]
    monkeypatch.setattr("course.runtime.quiet", lambda: None)
    assert cli.main([*words, "--seed", "the first seed"]) == 0


# the last lines


def test_the_last_lines_are_true(tmp_path, monkeypatch, capsys, by_heart):
    monkeypatch.chdir(tmp_path)
    worked = json.loads(BYTES[ADD])
    for cell in worked["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "encode":
            cell["source"] = "def encode(text):\n    return text"
    files = {f"bad{n}_{n}_{MOODLE}/notes.txt": b"x" for n in range(1, 10)}
    files |= {
        f"ada_20_{MOODLE}/{ADD}.ipynb": json.dumps(worked).encode(),
        f"bob_21_{MOODLE}/{ADD}.ipynb": ADD,
        "stray.ipynb": b"{}",
    }
    write(tmp_path / "class", files)
    for line in ("2 graded, 0 unchanged, 9 unreadable", "0 graded, 2 unchanged, 9 unreadable"):
        assert cli.main(GRADE) == 0
        said = capsys.readouterr().out
        assert line in said and "1 could not be recognised" in said and "attempted" not in said


def test_a_class_that_did_nothing_is_said(tmp_path, monkeypatch, capsys, by_heart):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class", {f"{who}/{ADD}/{ADD}.ipynb": ADD for who in ("ada", "bob")})
    for _ in range(2):
        assert cli.main(GRADE) == 0
        assert "no exercise was attempted in any of them" in capsys.readouterr().out


def test_an_internal_error_is_exit_code_1(tmp_path, monkeypatch, capsys, by_heart):
    from course.grading.records.grades import LabGrade

    def broken(self, submission, answers):
        return [LabGrade(submission, "fault", "no memory")]

    monkeypatch.chdir(tmp_path)
    engine = cli.import_module("course.grading.grade").open_engine(None, {}, "").enter_result
    monkeypatch.setattr(type(engine), "submit", broken)
    write(tmp_path / "class", {f"ada/{ADD}/{ADD}.ipynb": ADD})
    assert cli.main(GRADE) == 1
    told = capsys.readouterr()
    assert "1 could not be graded because of internal errors" in told.err
    assert "0 graded, 0 unchanged, 0 unreadable" in told.out and "attempted" not in told.out


# all tables and pages anew


def test_the_report_is_written_anew_without_what_was_handed_in(
    tmp_path, monkeypatch, capsys, by_heart
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "class" / "ada", {f"{ADD}/{ADD}.ipynb": ADD})
    assert cli.main(GRADE) == 0
    (page,) = (tmp_path / "out" / "feedback").iterdir()
    before = page.read_text(), (tmp_path / "out" / "grades.csv").read_text()
    for path in (page, tmp_path / "out" / "report.html", tmp_path / "out" / "grades.csv"):
        path.unlink()
    (tmp_path / "class").rename(tmp_path / "elsewhere")
    capsys.readouterr()
    assert cli.main(["report", "--out", "out"]) == 0
    assert "written anew: see out/report.html" in capsys.readouterr().out
    assert (page.read_text(), (tmp_path / "out" / "grades.csv").read_text()) == before
    assert "ada" in (tmp_path / "out" / "report.html").read_text()


def test_a_report_needs_grades(tmp_path, capsys):
    assert cli.main(["report", "--out", str(tmp_path / "nowhere")]) == 2
    assert f"there are no grades in {tmp_path / 'nowhere'}: grade first" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_rules_are_checked_before_there_are_grades(tmp_path, capsys):
    rules, words = tmp_path / "grading.yaml", ["report", "--out", str(tmp_path)]
    rules.write_text("pass: 50 %\nbest: many")
    assert cli.main(words) == 2
    assert f"{rules}, line 2: best takes a whole number" in capsys.readouterr().err
    rules.write_text("pass: 30 %\ngrades: {4.0: 50 %, 5.0: 0 %}")
    assert cli.main(words) == 0
    said = capsys.readouterr()
    assert said.out == "grading.yaml is understood; there are no grades yet\n"
    assert said.err.startswith("course: grading.yaml: pass mark and grades disagree: ")
    assert cli.main([*words, "--tables", "xlsx"]) == 2  # that needs grades
    assert "there are no grades in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [rules]


# corrections


@pytest.fixture
def graded(tmp_path, monkeypatch, by_heart, capsys):
    """A graded class in out; call it with words for `course override`, gives (exit code, what was said)."""
    monkeypatch.chdir(tmp_path)
    students = ("Ada Lovelace", "Anna Müller", "David Schmidt_1234606", "David Schmid_1234607")
    write(tmp_path / "class", {f"{who}/{ADD}/{ADD}.ipynb": ADD for who in students})
    write(tmp_path / "class", {f"Ada Lovelace/{STATE}/{STATE}.ipynb": STATE})
    (tmp_path / "roster.csv").write_text("Name;E-Mail\nAnna Müller;am@x\nAda Lovelace;ada@x\n")
    assert cli.main([*GRADE, "--students", "roster.csv"]) == 0

    def override(*words):
        capsys.readouterr()
        code = cli.main(["override", *words, "--reason", "seen by eye", "--out", "out"])
        told = capsys.readouterr()
        return code, told.err + told.out

    return override


def test_a_correction_needs_grades(tmp_path, capsys):
    assert cli.main([*WORDS, "--out", str(tmp_path)]) == 2
    assert "grade first" in capsys.readouterr().err
    assert cli.main([*WORDS, "--out", str(tmp_path / "nowhere")]) == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "student",
    ["Anna Müller", "anna müller", "Müller, Anna", "mueller_anna", "AM@x", "Anna  Muller"],
)
@pytest.mark.parametrize("lab", [ADD, "04", "4"])
def test_a_correction_takes_any_spelling(graded, student, lab):
    code, told = graded(student, lab, "encode", "0,5")
    assert (code, told) == (0, f"Anna Müller, {ADD}, encode: 0.5 points by hand\n")
    with Store("out") as store:
        (grade,) = store.grades("Anna Müller")
    assert grade.points == 0.5
    with open("out/grades.csv", encoding="utf-8-sig", newline="") as file:
        points = {row["student"]: row[ADD] for row in csv.DictReader(file)}
    assert points["Anna Müller"] == "0.5"


@pytest.mark.parametrize(
    "words, said",
    [
        (("David Schmidt", "04", "encode", "1"), "near it: David Schmidt_1234606, David Schmid_1234607"),
        (("Ada Lovelase", "04", "encode", "1"), "near it: Ada Lovelace"),
        (("nobody", "04", "encode", "1"), f"no grade of nobody for {ADD}; nobody who handed in or is on the"),
        (("Anna Müller", "05", "encode", "1"), f"{STATE} has no exercise encode; it has: "),
        (("Anna Müller", "05", "unfold", "none"), f"no grade of Anna Müller for {STATE} to take back"),
        (("Anna Müller", "07", "encode", "1"), "07_word2vec has no exercise encode; it has: "),
        (("", "04", "encode", "1"), "nobody who handed in or is on the roster is called so"),
        (("Anna Müller", "04", "all", "99"), "the whole lab gives 0 to 10 points, not 99"),
        (("Anna Müller", "04", "all", "none"), f"no correction of {ADD} for Anna Müller to take back"),
        (("Anna Müller", "04_adition", "encode", "1"), "there is no lab 04_adition"),
        (("Anna Müller", "04", "encod", "1"), "did you mean encode?"),
        (("Anna Müller", "04", "encode", "many"), "POINTS is a number such as 1.5, or none"),
        (("Anna Müller", "04", "encode", "nan"), "encode gives 0 to 1 points, not nan"),
        (("Anna Müller", "04", "encode", "inf"), "encode gives 0 to 1 points, not inf"),
        (("Anna Müller", "04", "encode", "-1"), "encode gives 0 to 1 points, not -1"),
        (("Anna Müller", "04", "encode", "1,5"), "encode gives 0 to 1 points, not 1.5"),
        (("Anna Müller", "04", "encode", "none"), "no correction of encode for Anna Müller to take back"),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_names_what_is_near(graded, words, said):
    code, told = graded(*words)
    assert code == 2 and said in told and "Traceback" not in told


def test_a_correction_is_taken_back_once(graded):
    assert graded("Anna Müller", "04", "encode", "1")[0] == 0
    assert "taken back" in graded("Anna Müller", "04", "encode", "none")[1]
    assert graded("Anna Müller", "04", "encode", "none")[0] == 2


def test_who_is_no_longer_in_the_download_can_still_be_corrected(graded, tmp_path):
    (tmp_path / "class" / "Anna Müller" / ADD / f"{ADD}.ipynb").unlink()
    (tmp_path / "class" / "Anna Müller" / ADD).rmdir()
    assert cli.main(GRADE) == 0
    assert graded("Anna Müller", "04", "encode", "1")[0] == 0


def test_two_who_may_be_meant_are_named(graded, tmp_path):
    write(tmp_path / "class", {f"{who}/{ADD}/{ADD}.ipynb": ADD for who in ("Bo Li", "Li Bo")})
    assert cli.main(GRADE) == 0
    code, told = graded("li, bo", "04", "encode", "1")
    assert code == 2 and "may be Bo Li, Li Bo: name one of these" in told


def test_grades_without_a_seed_do_no_harm(graded):
    base = sqlite3.connect(f"out/{NAME}")
    base.execute("delete from facts where name = 'seed'")
    base.commit()
    base.close()
    assert graded("Anna Müller", "04", "encode", "1")[0] == 0
