"""The numbers of a class add up."""

import collections
import statistics

import numpy as np
import pytest

from course.grading.results import feedback, mistakes, summary
from course.grading.results.cohort import cohort_of, complete_totals
from course.grading.results.states import STATES as STATES_ON_PAGES
from tests.grading.results.made_up import (
    TITLES,
    a_class,
    report_of,
    words,
)


@pytest.fixture(scope="module")
def made_up():
    return a_class(80, list(TITLES), np.random.default_rng(1))


def test_every_state_has_words():
    from course.grading.records.grades import JUDGED, STATES

    assert STATES_ON_PAGES.keys() == set(STATES)
    assert feedback.NEXT.keys() == set(STATES) - set(JUDGED) - {"not handed in"}
    assert summary.KINDS[:-1] == JUDGED


def test_the_numbers_of_a_class_add_up(made_up):
    cohort = cohort_of(made_up, TITLES, expected=["nobody"])
    waiting = {one.submission.student for one in made_up if one.state == "fault"}
    totals = collections.defaultdict(float)
    for one in made_up:
        if one.submission.student not in waiting:
            for entry in one.exercises:
                totals[one.submission.student] += entry.final
    assert complete_totals(cohort) == pytest.approx(totals)
    text = words(report_of(made_up, expected=["nobody", "s0001"]))
    students = {one.submission.student for one in made_up}
    assert f"Students {len(students)} 1 of 2 in the roster" in text
    assert f"Notebooks {len(made_up)}" in text
    assert f"Mean {statistics.fmean(totals.values()):.1f} of 20 points" in text
    assert f"Median {statistics.median(totals.values()):.1f} of 20 points" in text
    for state, title in (("fault", "Internal errors"), ("unreadable", "Could not be read")):
        assert f"{title}: {sum(one.state == state for one in made_up)}" in text
    missing = (len(students) + 1) * len(TITLES) - len(made_up)
    assert text.count(" – ") >= missing
    corrected = [entry for one in made_up for entry in one.exercises if entry.override]
    assert f"Corrections by hand: {len(corrected)}" in text


def test_histograms_count_everyone_once():
    rng = np.random.default_rng(2)
    points = [float(number) for number in rng.integers(0, 21, 300) / 2]
    data = summary.histogram("Lab", points, 10)
    edges = [sum(n <= p < n + 1 for p in points) for n in range(9)]
    assert data.counts == (*edges, sum(9 <= p for p in points))
    assert sum(data.counts) == data.students == 300
    assert data.full == points.count(10.0)
    assert summary.histogram("Lab", [0.3, 0.6, 0.7], 1).counts == (0, 0, 0, 1, 0, 0, 1, 1, 0, 0)
    assert sum(summary.histogram("Lab", [12.0, -1.0], 10).counts) == 2
    assert sum(summary.histogram("Lab", [0.0], 0).counts) == 1


def test_difficulty_and_mistakes_add_up(made_up):
    cohort = cohort_of(made_up, TITLES)
    for (lab, exercise), entries in cohort.exercises.items():
        theirs = [
            entry
            for one in made_up
            if one.state == "graded" and one.submission.lab == lab
            for entry in one.exercises
            if entry.exercise == exercise
        ]
        assert sorted(map(repr, theirs)) == sorted(repr(entry) for _, entry in entries)
        data = summary.difficulty(exercise, theirs)
        states = collections.Counter(entry.state for entry in theirs)
        assert data.counts[:4] == tuple(states[kind] for kind in summary.KINDS[:4])
        assert sum(data.counts) == len(theirs)
        assert data.share == pytest.approx(sum(entry.final for entry in theirs) / 2 / len(theirs))
        found = mistakes.mistakes_of(cohort, lab, exercise, entries)
        assert found.attempted == len(theirs) - states["not attempted"] - states["missing"]
        hints = collections.Counter(entry.hint for entry in theirs if entry.hint)
        assert [one.count for one in found.mistakes] == sorted(hints.values())[::-1][:5]
        assert all(hints[one.hint] == one.count for one in found.mistakes)
        shown = sum(one.count for one in found.mistakes)
        assert shown + found.others == sum(hints.values())
        assert shown + found.others + found.unknown == states["wrong"] + states["partly right"]


def test_durations_are_for_people():
    said = [
        summary.duration(seconds).replace("\u00a0", " ")
        for seconds in (0, 8.26, 59.9, 119.7, 3600, 7384)
    ]
    assert said == ["0.0 s", "8.3 s", "59.9 s", "2 min 0 s", "1 h 0 min", "2 h 3 min"]
