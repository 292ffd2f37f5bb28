import numpy as np
import pytest

from course.data import tapes


@pytest.mark.parametrize("length", [1, 4, 10])
def test_a_tape_is_read_and_then_due(length):
    inputs, targets, answer = tapes.copy(200, length, seed=1)
    assert inputs.shape == (200, 2 * length + 1, 7) and targets.shape == (200, 2 * length + 1, 6)
    assert {array.dtype.name for array in (inputs, targets, answer)} == {"float32"}
    for read, wanted, due in zip(inputs, targets, answer, strict=True):
        marks = np.flatnonzero(read[:, 6])
        assert marks.tolist() == [length] and not read[length, :6].any()
        assert not read[length + 1 :].any() and not wanted[: length + 1].any()
        assert due.tolist() == [0] * (length + 1) + [1] * length
        assert (wanted[due == 1] == read[:length, :6]).all()
    assert set(np.unique(targets)) == {0, 1} and abs(inputs[:, :length, :6].mean() - 32 / 63) < 0.05


@pytest.mark.parametrize("length, times", [(1, 1), (3, 4), (5, 2)])
def test_a_tape_is_due_several_times_and_then_its_end(length, times):
    inputs, targets, answer = tapes.repeats(50, length, times, seed=2)
    steps = length + 1 + length * times + 1
    assert inputs.shape == targets.shape == (50, steps, 7) and answer.shape == (50, steps)
    for read, wanted, due in zip(inputs, targets, answer, strict=True):
        assert np.flatnonzero(read[:, 6]).tolist() == [length]
        assert read[length, 6] == pytest.approx(times / tapes.MOST_REPEATS)
        assert not read[length + 1 :].any()
        said = wanted[due == 1]
        for time in range(times):
            assert (said[time * length : (time + 1) * length, :6] == read[:length, :6]).all()
        assert said[-1].tolist() == [0] * 6 + [1] and said[:-1, 6].sum() == 0
        assert len(said) == length * times + 1 and not wanted[due == 0].any()


@pytest.mark.parametrize(
    "make", [tapes.copy, lambda count, length, **how: tapes.repeats(count, length, 3, **how)]
)
def test_a_seed_gives_the_same_tapes_again(make):
    for one, same in zip(make(9, 5, seed=3), make(9, 5, seed=3), strict=True):
        assert (one == same).all()
    assert (make(9, 5, seed=3).inputs != make(9, 5, seed=4).inputs).any()
    rng = np.random.default_rng(3)  # a generator goes on
    assert (make(9, 5, seed=rng).inputs != make(9, 5, seed=rng).inputs).any()
    assert make(9, 5, seed=3, bits=2).inputs.shape[-1] == 3


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: tapes.copy(0, 5, seed=1), "count must be at least 1, got 0"),
        (lambda: tapes.copy(5, 0, seed=1), "length must be at least 1, got 0"),
        (lambda: tapes.copy(5, 5, seed=1, bits=0), "bits must be at least 1, got 0"),
        (lambda: tapes.copy(5, 5, seed=1, bits=31), "bits must be at most 30, got 31"),
        (lambda: tapes.repeats(5, 5, 0, seed=1), "times must be at least 1, got 0"),
    ],
)
def test_no_tape_is_too_short(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_no_vector_is_all_0_unless_asked_for():
    """A controller without memory could not tell one from the time to answer."""

    def blank(**how):
        return (tapes.copy(500, 6, seed=1, bits=3, **how).inputs[:, :6, :3].sum(axis=2) == 0).mean()

    assert blank() == 0 and abs(blank(blanks=True) - 1 / 8) < 0.03
    vectors = tapes.copy(500, 6, seed=1, bits=2).inputs[:, :6, :2].reshape(-1, 2)
    kinds, counts = np.unique(vectors, axis=0, return_counts=True)
    assert kinds.tolist() == [[0, 1], [1, 0], [1, 1]] and (abs(counts / 3_000 - 1 / 3) < 0.05).all()
