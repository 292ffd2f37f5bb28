import subprocess
import sys

import pytest

from course import cli


def test_the_old_form_of_a_correction_says_the_new_one(capsys):
    words = [
        "grade",
        "override",
        "ada",
        "04_addition_rnn",
        "encode",
        "1",
        "--reason",
        "seen by eye",
    ]
    with pytest.raises(SystemExit) as end:
        cli.main([*words, "--out", "grades"])
    assert end.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert "course override STUDENT LAB EXERCISE POINTS --reason TEXT --out GRADES" in said[-1]


def test_a_folder_of_that_name_can_be_graded(tmp_path, monkeypatch, capsys, keras):
    (tmp_path / "override").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.main(["grade", "override", "--out", "grades"]) == 2
    assert "there are no notebooks in override" in capsys.readouterr().err


def test_a_correction_needs_grades(tmp_path, capsys):
    words = ["override", "ada", "04_addition_rnn", "encode", "1", "--reason", "seen by eye"]
    assert cli.main([*words, "--out", str(tmp_path)]) == 2
    assert "grade first" in capsys.readouterr().err


def test_the_commands_take_nothing_heavy_to_import():
    code = "import sys; from course import cli; cli._parser(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(run.stdout.split())
    assert "course.grading.commands" in found
    assert not {"numpy", "tensorflow", "nbformat", "jinja2", "course.grading.sandbox"} & found
