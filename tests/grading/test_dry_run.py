"""`course grade --dry-run` and `--layout`: who would be graded for what; nothing is run or written."""

import subprocess
import sys

import pytest

from course import cli
from course.grading import dry_run
from course.grading.judge.labs import load_labs
from course.grading.records.grades import Submission
from tests.grading.submissions.handed_in import (
    ADD,
    BYTES,
    LABS,
    MOODLE,
    STATE,
    pack,
    snapshot,
    write,
)

CLASS = {
    f"lovelaceada_12345_6_{ADD}.ipynb": ADD,
    f"bob_LATE_12346_7_{ADD}.ipynb": ADD,
    "eve_12347_text.html": b"<p>",
    "dan_12348_9_hw.ipynb": b"{",
    "notes.ipynb": ADD,
}


def run(capsys, *words):
    code = cli.main(["grade", *map(str, words), "--dry-run"])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("zipped", [False, True])
def test_the_table_says_who_would_be_graded_for_what(tmp_path, capsys, zipped):
    path = pack(tmp_path / "c.zip", CLASS) if zipped else write(tmp_path / "c", CLASS)
    before = snapshot(tmp_path)
    code, out, err = run(capsys, path, "--out", tmp_path / "grades")
    assert (code, err) == (0, "") and snapshot(tmp_path) == before
    heading, *rows = out.split("\n\n")[0].splitlines()
    assert heading.split() == ["student", "lab", "file", "remarks"]
    assert [row.split()[:3] for row in rows] == [
        ["12346", "(bob)", ADD],
        ["12348", "(dan)", ADD],
        ["12347", "(eve)", ADD],
        ["12345", "(lovelaceada)", ADD],
    ]
    assert f"lovelaceada_12345_6_{ADD}.ipynb" in rows[3] and rows[0].endswith("late")
    assert "no notebook was handed in" in rows[2] and "ends in the middle" in rows[1]
    assert "4 submissions of 4 students in 1 lab; nothing was run or written" in out
    assert (
        "not recognised as submissions: 1" in out and "notes.ipynb: the file is not named as" in out
    )


def test_it_starts_no_tensorflow_and_makes_no_folder(tmp_path):
    write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD})
    code = (
        "import sys; from course import cli; "
        "code = cli.main(sys.argv[1:]); print(code, 'tensorflow' in sys.modules, 'keras' in sys.modules)"
    )
    words = ["grade", str(tmp_path / "c"), "--out", str(tmp_path / "g"), "--dry-run"]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "0 False False", done.stderr
    assert not (tmp_path / "g").exists()


def test_it_sorts_as_the_report_does_and_says_who_is_missing(tmp_path, capsys):
    files = {f"{name}/{ADD}/x.ipynb": ADD for name in ("Zoe", "Émile", "Eva", "ada")}
    write(tmp_path / "c", files)
    place = tmp_path / "c", "--out", tmp_path / "g"
    _, out, _ = run(capsys, *place)
    assert [row.split()[0] for row in out.splitlines()[1:5]] == ["ada", "Émile", "Eva", "Zoe"]
    assert "roster" not in out
    (tmp_path / "roster.csv").write_text("Name\nZoe\nÉmile\nEva\nAda\n", encoding="utf-8")
    _, out, _ = run(capsys, *place, "--students", tmp_path / "roster.csv")
    assert "all 4 students on the roster handed in something" in out
    more = "Name\nZoe\nÉmile\nEva\nAda\n" + "\n".join("Ödön Bea Cid Fay Gus Hal".split())
    (tmp_path / "roster.csv").write_text(more, encoding="utf-8")
    _, out, _ = run(capsys, *place, "--students", tmp_path / "roster.csv")
    said = "6 of 10 students on the roster handed in nothing: Bea, Cid, Fay, Gus, Hal and 1 more"
    assert said in out


@pytest.mark.parametrize("words", [["--dry-run"], []])
def test_an_unknown_layout_is_one_sentence(tmp_path, capsys, words):
    write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD})
    place = [str(tmp_path / "c"), "--out", str(tmp_path / "g")]
    assert cli.main(["grade", *place, "--layout", "ilias", *words]) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "there is no layout ilias; there are: moodle, " in said
    assert not (tmp_path / "g").exists()


def test_a_layout_overrules_the_guess(tmp_path, capsys):
    files = {
        f"{name}_{number}_{MOODLE}/x.ipynb": STATE for number, name in enumerate(("Lions", "Foxes"))
    }
    place = write(tmp_path / "c", files), "--out", tmp_path / "g"
    assert "of the group Lions" not in run(capsys, *place)[1]
    assert "of the group Lions" in run(capsys, *place, "--layout", "moodle-teams")[1]


def test_only_one_lab(tmp_path, capsys):
    write(tmp_path / "c", {f"ada/{lab}/x.ipynb": lab for lab in (ADD, STATE)})
    _, out, _ = run(capsys, tmp_path / "c", "--out", tmp_path / "g", "--lab", ADD)
    assert "1 submission of 1 student in 1 lab" in out and STATE not in out


@pytest.mark.parametrize("name", ["x" * 300, "山田" * 30, "a\x1b[31m", "🙂"])
def test_long_and_strange_names_fit_in_a_table(tmp_path, capsys, name):
    (tmp_path / "n.ipynb").write_bytes(BYTES[ADD])
    found = [
        Submission(name, ADD, str(tmp_path / "n.ipynb")),
        Submission("bob", ADD, str(tmp_path / "n.ipynb")),
    ]
    assert dry_run.show(tmp_path, found, [(name, "is odd")], load_labs()) == 0
    out = capsys.readouterr().out
    assert out.replace("\n", "").isprintable()
    rows = out.split("\n\n")[0].splitlines()
    assert len({dry_run._width(row[: row.index("n.ipynb")]) for row in rows[1:]}) == 1


def test_the_labs_of_the_tests_are_those_that_are_graded():
    assert {name: lab.exercise_ids for name, lab in load_labs().items()} == LABS
