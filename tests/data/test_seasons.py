import numpy as np
import pytest

from course.data import seasons


def test_a_temperature_for_every_day():
    made = seasons.temperatures(10, seed=1)
    assert made.values.shape == made.dates.shape == (3652,)
    assert (np.diff(made.dates).astype(int) == 1).all() and str(made.dates[0]) == "2001-01-01"
    assert (made.values == np.round(made.values, 1)).all() and np.isfinite(made.values).all()
    assert made.unit == "°C" and "2008-02-29" in made.dates.astype(str)


def test_the_seed_makes_the_series():
    first, again, other = (seasons.temperatures(2, seed=seed).values for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).mean() > 0.9
    with pytest.raises(ValueError, match="2 years at least, got 1"):
        seasons.temperatures(1, seed=1)


def test_the_season():
    dates = np.arange("2004-01-01", "2005-01-01", dtype="datetime64[D]")
    usual = seasons.usual(dates)
    assert usual.argmax() == seasons.WARMEST and usual.max() == pytest.approx(21)
    assert usual.min() == pytest.approx(7, abs=0.01) and usual.mean() == pytest.approx(14, abs=0.05)
    made = seasons.temperatures(30, seed=3)
    month = made.dates.astype("datetime64[M]").astype(int) % 12
    warm = [made.values[month == number].mean() for number in (0, 6)]
    assert warm[1] - warm[0] == pytest.approx(13.7, abs=0.7)  # July against January


def test_the_rule_has_two_regimes():
    """What the docstring says, read off the series: the change until the next day, on both sides of LIMIT."""
    made = seasons.temperatures(40, seed=2)
    distance = made.values - seasons.usual(made.dates)
    change, before = np.diff(distance), distance[:-1]
    calm = before < seasons.LIMIT - 0.1  # the decimals that were rounded away
    storm = before > seasons.LIMIT + 0.1
    assert change[calm].mean() == pytest.approx(seasons.RISE, abs=0.03)
    assert change[storm].mean() == pytest.approx(-seasons.DROP, abs=0.06)
    assert change[calm].std() == pytest.approx(seasons.NOISE, abs=0.03)
    assert change[storm].std() == pytest.approx(seasons.NOISE, abs=0.05)
    assert abs(np.corrcoef(before[calm], change[calm])[0, 1]) < 0.03  # no slope, but a step
    assert 0.1 < storm.mean() < 0.2
