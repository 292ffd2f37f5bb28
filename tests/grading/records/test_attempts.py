import sqlite3
from dataclasses import replace

import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.records.store import NAME, Store

ADA = Submission("ada", "01_first", "/in/ada.ipynb")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def graded(answer, points=1.0, state="partly right", **fields):
    exercise = ExerciseGrade("encode", 2.0, points, points, state, answer=answer)
    return replace(LabGrade(ADA, exercises=(exercise,)), **fields)


def points(store):
    return [attempt.points for attempt in store.attempts()]


def test_another_answer_is_another_attempt(store):
    for answer, reached in (("a", 0.5), ("b", 1.0), ("a", 2.0)):
        store.put(graded(answer, reached))
    assert points(store) == [0.5, 1.0, 2.0]
    first = store.attempts()[0]
    assert first[:3] == ("ada", "01_first", "encode") and first.of == 2.0
    assert first.graded_at >= store.fact("attempts since")


def test_the_same_answer_judged_again_is_none(store):
    store.put(graded("a", 0.5))
    store.put(graded("a\n", 1.5))
    assert points(store) == [1.5]


@pytest.mark.parametrize(
    "between",
    [
        graded("", state="not attempted"),
        graded("", state="missing"),
        replace(graded("b"), state="unreadable"),
        replace(graded("b"), state="fault"),
    ],
)
def test_what_holds_no_answer_is_none(store, between):
    store.put(graded("a"))
    store.put(between)
    store.put(graded("a"))
    assert len(points(store)) == 1


def test_attempts_follow_their_student_and_go_with_her(store):
    store.put(graded("a"))
    store.put(graded("b"))
    store.rename([("ada", "01_first", "Ada Lovelace")])
    assert {attempt.student for attempt in store.attempts()} == {"Ada Lovelace"}
    store.forget(iter([("Ada Lovelace", "01_first")]))
    assert store.attempts() == [] == store.grades()


def test_a_database_of_version_2_knows_its_answers_as_the_first(tmp_path):
    with Store(tmp_path) as store:
        store.put(graded("a", 0.5))
        store.put(replace(graded("x"), submission=ADA._replace(student="bob"), state="unreadable"))
    base = sqlite3.connect(tmp_path / NAME)
    base.executescript(
        "drop table attempts; update facts set value = '2' where name = 'version';"
        "delete from facts where name = 'attempts since';"
    )
    base.close()
    for answer in ("a", "b"):
        with Store(tmp_path) as store:
            store.put(graded(answer, 1.0))
    with Store(tmp_path) as store:
        assert [attempt.student for attempt in store.attempts()] == ["ada", "ada"]
        assert store.fact("version") == "4"


def test_the_time_of_a_submission_is_kept_where_it_is_known(store):
    at = ADA._replace(time="2026-10-05T10:11:12")
    store.put(replace(graded("a"), submission=at))
    store.put(graded("b"))
    assert [attempt.handed_in for attempt in store.attempts()] == ["2026-10-05T10:11:12", ""]


def test_a_database_of_version_3_is_gone_on_with(tmp_path):
    with Store(tmp_path) as store:
        store.put(graded("a", 0.5))
    base = sqlite3.connect(tmp_path / NAME)
    base.executescript(
        "alter table attempts drop column handed_in;"
        "update facts set value = '3' where name = 'version';"
    )
    base.close()
    for _ in range(2):
        with Store(tmp_path) as store:
            store.put(graded("b", 1.0))
            assert points(store) == [0.5, 1.0] and store.fact("version") == "4"
