import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.records.store import NAME, Store

ADA = Submission("ada", "04_addition_rnn", "/in/ada.ipynb", name="Ada Lovelace", notes=("late",))
ENCODE = ExerciseGrade(
    *("encode", 2.0, 1.0, 1.5, "partly right", ""),
    lines=(("✓", "encode(1)"), ("✗", "encode(2)")),
    hint="transpose it",
    shown=(3, 4),
    hidden=(2, 4),
    answer="def encode():\n    'ä'",
)
GRADE = LabGrade(ADA, notes=("a note",), exercises=(ENCODE, ExerciseGrade("decode", 1.0)), key="k")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def test_a_grade_comes_back_as_it_was(store):
    store.put(GRADE)
    assert store.grades() == [GRADE]
    assert store.grades("ada") == [GRADE] and store.grades("bob") == []
    assert store.keys() == {("ada", "04_addition_rnn"): "k"}


def test_a_second_grade_takes_the_place_of_the_first(store):
    store.put(GRADE)
    better = replace(GRADE, exercises=(replace(ENCODE, points=2.0),), key="other")
    store.put(better)
    assert store.grades() == [better]


def test_an_internal_error_is_tried_again(store):
    store.put(replace(GRADE, state="fault"))
    assert store.keys() == {}


def test_the_seed_is_decided_once(tmp_path):
    with Store(tmp_path) as store:
        seed = store.seed()
        assert len(seed) == 32
    with Store(tmp_path) as store:
        assert store.seed() == seed == store.seed(seed)
        with pytest.raises(CourseError, match="another seed"):
            store.seed("one that I made up")
    with Store(tmp_path / "other") as store:
        assert store.seed() != seed
    with Store(tmp_path / "given") as store:
        assert store.seed("one that I made up") == "one that I made up"


def test_a_correction_by_hand_survives_regrading(store):
    store.put(GRADE)
    store.override("ada", "04_addition_rnn", "encode", 2.0, "the check was too strict")
    store.put(replace(GRADE, key="regraded"))
    (grade,) = store.grades()
    assert grade.exercises[0].final == 2.0 and grade.exercises[0].points == 1.0
    assert grade.exercises[0].override.reason == "the check was too strict"
    assert grade.points == 2.0
    store.override("ada", "04_addition_rnn", "encode", None, "no")
    assert store.grades()[0].exercises[0].override is None


@pytest.mark.parametrize(
    "asked, said",
    [
        (("bob", "04_addition_rnn", "encode", 1.0), "no grade of bob"),
        (("ada", "05_stateful_lstm", "encode", 1.0), "no grade of ada for 05"),
        (("ada", "04_addition_rnn", "encod", 1.0), "it has: encode, decode"),
        (("ada", "04_addition_rnn", "encode", 3.0), "gives 0 to 2 points, not 3"),
        (("ada", "04_addition_rnn", "encode", -1.0), "gives 0 to 2 points, not -1"),
        (("ada", "04_addition_rnn", "encode", float("nan")), "gives 0 to 2 points, not nan"),
    ],
)
def test_corrections_of_what_is_not_there_are_refused(store, asked, said):
    store.put(GRADE)
    with pytest.raises(CourseError, match=said):
        store.override(*asked, "why")


def test_what_is_no_longer_handed_in_is_forgotten_but_only_of_labs_that_were_looked_at(store):
    store.put(GRADE)
    other = replace(GRADE, submission=ADA._replace(lab="05_stateful_lstm"))
    store.put(other)
    store.keep_only(set(), {"04_addition_rnn"})
    assert store.grades() == [other]


def test_problems_are_replaced(store):
    store.put_problems([("b", "two"), ("a", "one")])
    assert store.problems() == [("a", "one"), ("b", "two")]
    store.put_problems([])
    assert store.problems() == []


def test_a_damaged_database_is_a_sentence(tmp_path):
    (tmp_path / NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(CourseError, match="move it away"):
        Store(tmp_path)


def test_a_database_of_another_version_is_refused(tmp_path):
    with Store(tmp_path):
        pass
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("update facts set value = '0' where name = 'version'")
    base.commit()
    base.close()
    with pytest.raises(CourseError, match="another version"):
        Store(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_a_sentence(tmp_path):
    (tmp_path / "grades").write_text("")
    with pytest.raises(CourseError, match="name another folder"):
        Store(tmp_path / "grades")


FULL = """
import sys
from course.errors import CourseError
from course.grading.records.store import Store
from tests.grading.records.test_store import GRADE, replace, ADA
with Store(sys.argv[1]) as store:
    put = 0
    try:
        for number in range(10_000):
            store.put(replace(GRADE, submission=ADA._replace(student=f"student {number}")))
            put += 1
    except CourseError as error:
        print(put, error)
with Store(sys.argv[1]) as store:
    print(len(store.grades()))
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare of util-linux")
def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path):
    """On a disk of 300 kB that only this test has."""
    command = 'mount -t tmpfs -o size=300k tmpfs "$1" && exec "$2" -c "$3" "$1"'
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", command, "sh", tmp_path, sys.executable, FULL],
        capture_output=True,
        text=True,
    )
    if "unshare" in run.stderr or "mount" in run.stderr:
        pytest.skip(f"no disk of its own can be mounted here: {run.stderr}")
    said, kept = run.stdout.strip().splitlines()
    put = int(said.split()[0])
    assert 10 < put < 10_000
    assert "disk is full" in said and "run the same command again" in said
    assert int(kept) == put
