import json
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
        with pytest.raises(
            CourseError, match="another seed.*leave --seed out.*new folder"
        ) as refused:
            store.seed("one that I made up")
        assert "facts" not in str(refused.value) and seed not in str(refused.value)
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
        (("ada", "04_addition_rnn", "encode", float("inf")), "gives 0 to 2 points, not inf"),
        (("ada", "04_addition_rnn", "encod", 1.0), "did you mean encode"),
        (("ada", "04_addition_rnn", "encode", None), "no correction of encode for ada"),
    ],
)
def test_corrections_of_what_is_not_there_are_refused(store, asked, said):
    store.put(GRADE)
    with pytest.raises(CourseError, match=said):
        store.override(*asked, "why")


def test_only_what_is_named_is_forgotten_and_its_correction_waits(store):
    other = replace(GRADE, submission=ADA._replace(lab="05_stateful_lstm"))
    store.put(GRADE)
    store.put(other)
    store.override("ada", "04_addition_rnn", "encode", 2.0, "seen by eye")
    store.forget([("ada", "04_addition_rnn"), ("nobody", "05_stateful_lstm")])
    assert store.grades() == [other]
    store.put(GRADE)
    assert store.grades()[0].exercises[0].final == 2.0


def test_problems_are_replaced_source_by_source(store):
    store.put_problems([("b", "two"), ("a", "one")], "/in/first.zip")
    store.put_problems([("c", "three"), ("a", "one")], "/in/second.zip")
    store.put_problems([("Ada", "may be two people")])
    assert store.problems() == [
        ("Ada", "may be two people"), ("first.zip/a", "one"), ("first.zip/b", "two"),
        ("second.zip/a", "one"), ("second.zip/c", "three"),
    ]  # fmt: skip
    store.put_problems([], "/in/first.zip")
    store.put_problems([])
    assert store.problems() == [("a", "one"), ("c", "three")]


def test_where_a_grade_came_from_and_lies_now(store):
    store.put(GRADE, "/in/first.zip")
    assert store.submissions() == [(ADA, "/in/first.zip")]
    moved = ADA._replace(path="/in/second.zip", member="ada.ipynb")
    store.put_submissions([moved], "/in/second.zip")
    assert store.submissions() == [(moved, "/in/second.zip")]
    assert store.grades() == [replace(GRADE, submission=moved)]


def test_a_grade_moves_to_another_student_with_its_correction(store):
    store.put(GRADE, "/in")
    store.override("ada", "04_addition_rnn", "encode", 2.0, "seen by eye")
    store.rename([("ada", "04_addition_rnn", "Ada Lovelace")])
    (grade,) = store.grades("Ada Lovelace")
    assert grade.submission == ADA._replace(student="Ada Lovelace", handed_in_as="ada")
    assert grade.exercises[0].override.points == 2.0 and grade.exercises[1] == GRADE.exercises[1]
    assert store.grades("ada") == [] and store.submissions()[0][1] == "/in"


def test_no_grade_is_moved_over_another(store):
    bob = replace(GRADE, submission=ADA._replace(student="bob"), key="b")
    store.put(GRADE)
    store.put(bob)
    store.rename([("ada", "04_addition_rnn", "bob")])
    assert store.grades() == [GRADE, bob]


def test_what_is_absent_is_noted_until_it_is_there_again(store):
    other = replace(GRADE, submission=ADA._replace(lab="05_stateful_lstm"))
    store.put(GRADE)
    store.put(other)
    store.put_absent([("ada", "04_addition_rnn")], ["04_addition_rnn"])
    store.put_absent([], ["05_stateful_lstm"])
    assert store.absent() == {("ada", "04_addition_rnn")}
    store.rename([("ada", "04_addition_rnn", "Ada")])
    assert store.absent() == {("Ada", "04_addition_rnn")}
    store.put_absent([], ["04_addition_rnn"])
    assert store.absent() == set()


def test_facts_that_may_change(store):
    store.set_fact("roster", "a")
    store.set_fact("roster", "b")
    assert store.fact("roster") == "b"


def test_a_worksheet_is_kept_byte_for_byte(store):
    content = b"\xef\xbb\xbfIdentifier,Grade\r\n"
    store.put_worksheet("w.csv", "04_addition_rnn", b"older")
    store.put_worksheet("w.csv", "04_addition_rnn", content)
    assert store.worksheets() == [("w.csv", "04_addition_rnn", content)]


def test_a_damaged_database_is_a_sentence(tmp_path):
    (tmp_path / NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(CourseError, match="move it away"):
        Store(tmp_path)


def test_a_database_of_another_version_is_refused(tmp_path):
    with Store(tmp_path):
        pass
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("update facts set value = '99' where name = 'version'")
    base.commit()
    base.close()
    with pytest.raises(
        CourseError, match="another version of grading .99; this one knows 4.: update"
    ):
        Store(tmp_path)


VERSION_1 = """
create table facts (name text primary key, value text not null);
create table labs (
    student text, lab text, submission text not null, state text not null, problem text not null,
    notes text not null, key text not null, seconds real not null, graded_at text not null,
    primary key (student, lab));
create table exercises (
    student text, lab text, place integer, exercise text, points_of real not null, points real not null,
    shown_points real not null, state text not null, reason text not null, hint text not null,
    lines text not null, shown text not null, hidden text not null, answer text not null,
    primary key (student, lab, exercise),
    foreign key (student, lab) references labs (student, lab) on delete cascade);
create table overrides (
    student text, lab text, exercise text, points real not null, reason text not null, made_at text not null,
    primary key (student, lab, exercise));
create table problems (path text, problem text);
insert into facts values ('version', '1'), ('seed', 'the seed of old');
insert into problems values ('x.ipynb', 'names no student');
insert into overrides values ('ada', '04_addition_rnn', 'encode', 2.0, 'seen by eye', 'today');
"""
EXERCISE_1 = (
    *("ada", "04_addition_rnn", 0, "encode", 2.0, 1.0, 1.5, "partly right", "", "transpose it"),
    *('[["✓", "encode(1)"]]', "[3, 4]", "[2, 4]", "def encode(): 0"),
)
AS_LIST = ["ada", "04_addition_rnn", "/in/ada.ipynb", "", "Ada Lovelace", "77", "", ["late"]]
AS_DICT = dict(zip(Submission._fields, AS_LIST, strict=False))


@pytest.mark.parametrize("as_written", [AS_LIST, AS_DICT])
def test_grades_of_the_version_before_are_read_and_gone_on_with(tmp_path, as_written):
    base = sqlite3.connect(tmp_path / NAME)
    base.executescript(VERSION_1)
    row = ("ada", "04_addition_rnn", json.dumps(as_written), "graded", "", "[]", "k", 1.0, "then")
    base.execute(f"insert into labs values ({', '.join('?' * len(row))})", row)
    base.execute(f"insert into exercises values ({', '.join('?' * len(EXERCISE_1))})", EXERCISE_1)
    base.commit()
    base.close()
    for _ in range(2):
        with Store(tmp_path) as store:
            (grade,) = store.grades()
            assert grade.submission == ADA._replace(number="77")
            assert grade.exercises[0].final == 2.0 and grade.exercises[0].hint == "transpose it"
            assert store.keys() == {("ada", "04_addition_rnn"): "k"}
            assert store.submissions() == [(grade.submission, "")]
            assert store.problems() == [("x.ipynb", "names no student")]
            assert store.seed() == "the seed of old" and store.worksheets() == []
            (attempt,) = store.attempts()  # what was graded then is the first that is known
            assert attempt == ("ada", "04_addition_rnn", "encode", "then", 1.0, 2.0, "")
    with Store(tmp_path) as store:
        store.put(GRADE, "/in")
        store.put_problems([], "/in")
        assert store.submissions() == [(ADA, "/in")] and len(store.problems()) == 1


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
