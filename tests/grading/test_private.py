"""GRADES is its owner's alone: folder, database, tables, pages, gradebook, whatever the umask is."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from course.grading.judge.labs import load_labs
from course.grading.records.store import NAME, Store
from course.grading.results.writing import write_results
from tests.grading.results import made_up

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")


@pytest.fixture(params=[0o000, 0o022, 0o007, 0o077], ids=oct)
def umask(request):
    old = os.umask(request.param)
    yield
    os.umask(old)


def write(out, **more):
    """Write a class's results; some students came by Moodle, some by Canvas."""
    grades = made_up.a_class(6, made_up.TITLES, np.random.default_rng(0))
    with Store(out) as store:
        store.seed()
        for number, grade in enumerate(grades):
            platform = ("moodle", "canvas")[number % 2]
            told = {
                "platform": platform,
                "number": str(100 + number),
                "student": grade.submission.name,
            }
            store.put(replace(grade, submission=grade.submission._replace(**told)))
        journal = Path(f"{out / NAME}-journal")
        with store._transaction():
            store.base.execute("insert or replace into facts values ('a', 'b')")
            assert not journal.exists() or not journal.stat().st_mode & 0o077
        write_results(store, out, load_labs(["04_addition_rnn"]), **more)


def open_to_others(out):
    return [path for path in (out, *out.rglob("*")) if path.stat().st_mode & 0o077]


def test_all_that_is_written_is_the_owners_alone(tmp_path, umask):
    out = tmp_path / "grades"
    write(out)
    made = [path for path in out.rglob("*") if path.is_file()]
    assert {"grades.sqlite", "grades.csv", "report.html"} <= {path.name for path in made}
    assert list((out / "moodle").iterdir())
    assert len(made) > 8 and open_to_others(out) == []


@pytest.mark.slow
def test_what_was_open_before_is_closed(tmp_path, umask, capsys):
    out = tmp_path / "grades"
    write(out)
    for path in (out, *out.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    capsys.readouterr()
    write(out)
    folders = {out / "feedback", out / "moodle"}  # below a folder that is closed
    assert set(open_to_others(out)) <= folders
    assert "now only its owner can" in capsys.readouterr().err


@pytest.mark.slow
def test_a_gradebook_elsewhere_is_closed_too(tmp_path, umask):
    pytest.importorskip("nbgrader")
    from course.grading.judge.labs import FOLDER
    from course.grading.results.gradebook import write_gradebook

    write_gradebook(tmp_path / "gradebook.db", [], FOLDER)
    assert (tmp_path / "gradebook.db").stat().st_mode & 0o777 == 0o600


def test_a_shared_folder_stays_open_and_its_files_are_closed(tmp_path, umask, capsys):
    out = tmp_path / "grades"
    out.mkdir()
    out.chmod(0o1777)
    write(out)
    assert open_to_others(out) == [out] and out.stat().st_mode & 0o7777 == 0o1777
    assert "better name a folder" in capsys.readouterr().err
