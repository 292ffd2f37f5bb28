"""All that is made from the database at once."""

import hashlib
from types import SimpleNamespace

import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade
from course.grading.records.store import Store
from course.grading.results.writing import _remove_stale, write_results
from course.grading.roster.people import Person
from course.grading.roster.reading import Roster
from tests.grading.results.made_up import graded, words, wrong

SEED = "a seed of the class"


@pytest.fixture
def made(tmp_path):
    """A function that grades two students and returns the texts of what was written, by file name."""

    def make(exercises=("encode", "decode"), absent=(), people=()):
        labs = {
            "01_first": SimpleNamespace(title="Lab 01", exercise_ids=list(exercises)),
            "02_second": SimpleNamespace(title="Lab 02", exercise_ids=["other"]),
        }
        with Store(tmp_path) as store:
            store.seed(SEED)
            store.put(graded(wrong(), student="Anna Weiß", name="Anna Weiß"))
            store.put(graded(wrong(), ExerciseGrade("decode", 3, 3, 3, "right"), student="s2"))
            store.put_problems([("x.docx", "no notebook: hand in the notebook")])
            store.put_absent(absent, ["01_first"])
            store.set_fact("roster", Roster(people).to_text())
            write_results(store, tmp_path, labs)
        return {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.[hc]*")}

    return make


def test_the_report_leads_to_the_pages(made):
    files = made()
    [page] = [name for name in files if name.startswith("Anna-Weiß-")]
    assert "feedback/Anna-Wei%C3%9F-" in files["report.html"] and "s2.html" in files
    assert "Feedback for Anna Weiß" in words(files[page])
    assert "Problems: 1" in words(files["report.html"])


def test_tables_and_pages_leave_out_the_same_exercise(made):
    files = made(exercises=["encode"])
    assert "decode" not in files["grades.csv"] and "encode" in files["grades.csv"]
    assert "of 2 points" in words(files["s2.html"]) and "decode" not in words(files["s2.html"])
    text = words(files["report.html"])
    assert "Lab 01 no longer has the exercise decode, in which 1 student was graded before." in text


def test_the_roster_and_what_was_kept_reach_the_report(made):
    files = made(absent={("s2", "01_first")}, people=(Person("s2", "Bea"), Person("s3", "Cid")))
    text = words(files["report.html"])
    assert "Not counted, as nobody handed them in: lab 02." in text
    assert "Kept, but not in the latest download: 1" in text
    assert "1 student in the roster handed in nothing: Cid (s3)." in text


def test_nobody_can_try_seeds_against_a_page(made):
    digest = hashlib.sha256(SEED.encode()).hexdigest()
    for name, text in made().items():
        assert SEED not in text and digest[:6] not in text, name


def test_what_was_written_before_and_is_of_nothing_now_is_removed(made, tmp_path):
    made()
    (tmp_path / "feedback" / "mine.html").write_text("mine")
    with Store(tmp_path) as store:
        store.forget([("s2", "01_first")])
        assert write_results(store, tmp_path, {}) == []
    assert sorted(path.name[:4] for path in (tmp_path / "feedback").iterdir()) == ["Anna", "mine"]


def test_a_table_that_cannot_be_removed_is_a_sentence(made, tmp_path, monkeypatch):
    made()

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.unlink", lambda path, missing_ok=False: refuse(path))
    with Store(tmp_path) as store, pytest.raises(CourseError, match="whose grades are gone: Perm"):
        store.set_fact("files", '["grades.csv"]')
        _remove_stale(store, tmp_path, [], {})
