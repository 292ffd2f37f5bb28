import statistics

import pytest

from course.data import babi
from course.data.shared.questions import Question
from course.errors import CourseError
from course.nets import memory_babi
from course.nets.memory_babi import Task


def test_the_record_is_that_of_the_settings():
    facts = memory_babi.record()
    assert list(facts["tasks"]) == [str(task) for task in memory_babi.TASKS]
    for task, settings in memory_babi.TASKS.items():
        found = facts["tasks"][str(task)]
        assert found["size"] == settings.size and found["slots"] == memory_babi.SLOTS
        assert found["test"] == 1_000 and 0 < found["majority"] < 0.6
        runs = memory_babi.runs_of(task)
        assert len(found["runs"]) == len(runs)
        usual = {"linear": settings.linear, "epochs": settings.epochs}
        for run, wanted in zip(found["runs"], runs, strict=True):
            assert usual | wanted == {name: run[name] for name in usual | wanted}
            assert [len(entry) for entry in run["curve"]] == [3] * len(run["curve"]) and run[
                "curve"
            ]


def accuracies(task, hops, linear):
    runs = memory_babi.record()["tasks"][task]["runs"]
    return [run["test"] for run in runs if (run["hops"], run["linear"] > 0) == (hops, linear)]


def test_what_lab_12_says_of_the_record():
    assert min(accuracies("1", 3, False) + accuracies("15", 2, False)) >= 0.95
    assert statistics.median(accuracies("2", 3, True)) >= 0.95
    one_hop = statistics.median(accuracies("2", 1, True))
    assert statistics.median(accuracies("2", 3, True)) >= one_hop + 0.1


def test_without_the_questions_a_sentence_says_what_to_get(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    memory_babi.arrays.cache_clear()
    with pytest.raises(CourseError, match="course data fetch babi"):
        memory_babi.train()


def made_up(count, first=0):
    """Questions after the first task, whose answer is the second place: two of three are `hall`."""
    found = []
    for i in range(first, first + count):
        place = "attic" if i % 3 == 0 else "hall"
        lines = [f"Ann went to the room{i % 7}.", f"Ann went to the {place}."]
        found.append(Question(lines, "Where is Ann?", place, (1,), "qa1"))
    return found


@pytest.fixture
def some_tasks(monkeypatch):
    monkeypatch.setattr(
        babi,
        "load",
        lambda task, part, size="1k": made_up(40 if part == "train" else 9, first=task),
    )
    monkeypatch.setattr(
        memory_babi,
        "TASKS",
        {
            1: Task("1k", epochs=1, seeds=(1,), batch=8),
            2: Task(
                "10k", epochs=1, linear=1, hops=(2, 1), seeds=(1,), plateau=2, held_out=12, batch=8
            ),
        },
    )
    memory_babi.arrays.cache_clear()
    yield
    memory_babi.arrays.cache_clear()


def test_parts_are_disjoint_and_the_test_part_is_last(some_tasks):
    one, two = memory_babi.arrays(1), memory_babi.arrays(2)
    assert [len(part.answers) for part in one[:3]] == [36, 4, 9]
    assert [len(part.answers) for part in two[:3]] == [26, 2, 12]
    assert one.majority == pytest.approx(2 / 3, abs=0.001)
    assert {part.stories.shape[1:] for part in one[:3]} == {(memory_babi.SLOTS, 5)}


@pytest.mark.slow
@pytest.mark.nightly
def test_training_measures_all_tasks(some_tasks, keras):
    told = []
    facts = memory_babi.train(progress=lambda done, right: told.append(done))
    assert told == [1, 2, 3, 4]
    runs = facts["tasks"]["2"]["runs"]
    assert [(run["hops"], run["linear"], run["epochs"]) for run in runs] == [
        (2, 1, 1),
        (1, 1, 1),
        (2, 0, 2),
    ]
    assert runs[0]["parameters"] > runs[1]["parameters"] > 0 and "seconds" in facts
