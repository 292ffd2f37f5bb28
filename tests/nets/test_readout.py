import numpy as np

from course.nets.readout import all_units, best_unit


def states(rng, labels, units=6):
    return rng.normal(size=(len(labels), units))


def test_what_lies_in_one_unit_is_read_from_it_however_bent_it_is():
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 4, 2_000)
    hidden = states(rng, labels)
    hidden[:, 3] = np.array([2.0, -1.0, 5.0, 0.5])[labels] + rng.normal(0, 0.01, len(labels))
    assert best_unit(hidden, labels) > 0.9
    assert all_units(hidden, labels) < 0.8, "no straight line tells four labels in that order"


def test_what_is_spread_over_units_is_read_from_all_of_them_only():
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 4, 4_000)
    hidden = states(rng, labels, units=8)
    directions = rng.normal(size=(4, 8))
    hidden += directions[labels]
    assert all_units(hidden, labels) > best_unit(hidden, labels) + 0.1


def test_what_is_not_there_is_read_at_chance():
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 5, 4_000)
    hidden = states(rng, labels)
    assert 0.15 < all_units(hidden, labels) < 0.25
    assert 0.15 < best_unit(hidden, labels) < 0.25, (
        "the best of many units is judged on other states"
    )
