import numpy as np
import pytest

from course.series.intervals import _block_means, error_difference


def forecasts(days, rng, memory=0.0):
    """What came, and two forecasts that err by numbers with a memory from day to day; the second more."""
    errors = np.empty((2, days))
    state = np.zeros(2)
    for day in range(days):
        state = memory * state + rng.normal(size=2) * np.sqrt(1 - memory**2)
        errors[:, day] = state
    actual = rng.normal(size=days)
    return actual, actual + errors[0], actual + errors[1] * 1.25


def test_the_mean_is_the_difference_of_the_two_errors():
    actual, one, other = forecasts(200, np.random.default_rng(1))
    found = error_difference(actual, one, other)
    expected = np.abs(actual - one).mean() - np.abs(actual - other).mean()
    assert found.mean == pytest.approx(expected) and found.low < found.mean < found.high
    back = error_difference(actual, other, one)
    assert back.mean == pytest.approx(-expected)
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low), abs=0.02)


def test_it_is_seeded_and_scales_with_the_unit():
    actual, one, other = forecasts(100, np.random.default_rng(2))
    found = error_difference(actual, one, other, seed=3)
    assert found == error_difference(actual, one, other, seed=3)
    assert found != error_difference(actual, one, other, seed=4)
    scaled = error_difference(10 * actual, 10 * one, 10 * other, seed=3)
    assert scaled == pytest.approx([10 * number for number in found])
    assert error_difference(actual, one, one) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("days, block", [(12, 5), (10, 5), (7, 3), (6, 1)])
def test_blocks_as_a_loop_draws_them(days, block):
    numbers = np.random.default_rng(1).normal(size=days)
    means = _block_means(numbers, block, 40_000, np.random.default_rng(2))
    rng, slow = np.random.default_rng(3), []
    for _ in range(4_000):
        drawn = []
        while len(drawn) < days:
            length = min(block, days - len(drawn))
            start = rng.integers(days - length + 1)
            drawn.extend(numbers[start : start + length])
        slow.append(np.mean(drawn))
    assert means.std() == pytest.approx(np.std(slow), rel=0.06)
    assert means.mean() == pytest.approx(numbers.mean(), abs=0.02)


def covered(memory, block):
    """How often the 95 % interval holds the true difference."""
    rng = np.random.default_rng(8)
    true = (1 - 1.25) * np.sqrt(2 / np.pi)
    hits = 0
    for _ in range(150):
        low, high = error_difference(*forecasts(300, rng, memory), block=block, draws=300)[1:]
        hits += low <= true <= high
    return hits / 150


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    assert 0.89 <= covered(0.0, 10) <= 0.99


def test_single_days_would_promise_too_much_where_errors_have_a_memory():
    single, blocks = covered(0.95, 1), covered(0.95, 40)
    assert single < 0.6 < 0.7 < blocks


@pytest.mark.parametrize(
    "change, said",
    [
        ({"forecast": np.zeros(19)}, "three arrays of the same days, got .20,., .19,."),
        ({"forecast": np.zeros((20, 1))}, "three arrays of the same days"),
        ({"actual": np.full(20, np.nan)}, "some are nan or infinite"),
        ({"rival": np.full(20, np.inf)}, "some are nan or infinite"),
        ({"block": 11}, "1 to 10 days where 20 were forecast, got 11"),
        ({"block": 0}, "got 0"),
        ({"draws": 0}, "draws is at least 1"),
        ({"level": 1.0}, "level between 0 and 1"),
    ],
)
def test_what_cannot_be_compared(change, said):
    given = {name: np.zeros(20) for name in ("actual", "forecast", "rival")} | {"block": 5} | change
    with pytest.raises(ValueError, match=said):
        error_difference(**given)
