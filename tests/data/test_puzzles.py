import numpy as np
import pytest

from course.data import puzzles


@pytest.mark.parametrize("steps", [2, 7, 30])
def test_adding(steps):
    inputs, targets = puzzles.adding(300, steps, seed=1)
    assert inputs.shape == (300, steps, 2) and targets.shape == (300, 1, 1)
    marked = inputs[:, :, 1] == 1
    assert (marked[:, : steps // 2].sum(axis=1) == 1).all() and (marked.sum(axis=1) == 2).all()
    sums = [row[where].sum() for row, where in zip(inputs[:, :, 0], marked, strict=True)]
    np.testing.assert_allclose(targets[:, 0, 0], sums, rtol=1e-6)
    if steps == 30:
        assert marked.any(axis=0).all()  # every place is drawn


def test_timing():
    inputs, targets = puzzles.timing(600, 25, 6, seed=1)
    assert inputs.shape == targets.shape == (600, 25, 1)
    distances, answers = [], []
    for pulses, marks in zip(inputs[:, :, 0], targets[:, :, 0], strict=True):
        places = np.flatnonzero(pulses).tolist()
        right = [
            c for a, b, c in zip(places, places[1:], places[2:], strict=False) if c - b > b - a
        ]
        assert np.flatnonzero(marks).tolist() == right
        distances += np.diff(places).tolist()
        answers.append(len(right))
    assert set(distances) == set(range(1, 7)) and np.mean(answers) > 2
    assert len(np.unique(inputs, axis=0)) > 590  # so what is drawn later is unseen


def test_copying():
    inputs, targets = puzzles.copying(400, 3, 4, seed=1)
    assert inputs.shape == (400, 10, puzzles.SYMBOLS + 1) and targets.shape == (400, 3)
    assert (inputs[:, :3, :-1].argmax(axis=2) == targets).all()
    assert (inputs[:, :3].sum(axis=2) == 1).all() and not inputs[:, 3:7].any()
    assert (inputs[:, 7:, -1] == 1).all() and not inputs[:, 7:, :-1].any()
    assert set(targets.ravel()) == set(range(puzzles.SYMBOLS))


@pytest.mark.parametrize("make", [puzzles.adding, puzzles.timing, puzzles.copying])
def test_a_seed_gives_the_same_examples_again(make):
    for one, same, other in zip(make(50, seed=3), make(50, seed=3), make(50, seed=4), strict=True):
        assert (one == same).all() and (one != other).any()
    with pytest.raises(ValueError, match="count must be at least 1, got 0"):
        make(0, seed=1)


@pytest.mark.parametrize(
    "make, settings, said",
    [
        (puzzles.adding, {"steps": 1}, "steps must be at least 2, got 1"),
        (puzzles.timing, {"steps": 0}, "steps must be at least 1, got 0"),
        (puzzles.timing, {"longest": 1}, "longest must be at least 2, got 1"),
        (puzzles.copying, {"length": 0}, "length must be at least 1, got 0"),
        (puzzles.copying, {"wait": -1}, "wait must be at least 0, got -1"),
    ],
)
def test_impossible_sizes_are_refused(make, settings, said):
    with pytest.raises(ValueError, match=said):
        make(5, seed=1, **settings)
