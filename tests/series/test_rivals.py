import numpy as np
import pytest

from course.data import seasons
from course.series import cycles, leaks, rivals

ROWS, BORDER = 1200, 1000


def made(values, dates=None):
    dates = (np.datetime64("2001-01-01") + np.arange(len(values))).astype("datetime64[s]")
    found = cycles.of_dates(dates, BORDER)
    return rivals.next_rows(values, found, BORDER, len(values), calendar=True)


def test_each_is_exact_where_it_should_be():
    rows = np.arange(ROWS)
    line, week = (
        3.0 + 2.0 * rows,
        np.tile([1.0, 5.0, 2.0, 8.0, 3.0, 9.0, 4.0], ROWS // 7 + 1)[:ROWS],
    )
    assert (made(np.full(ROWS, 7.0))["naive"] == 7).all()
    assert np.allclose(made(line)["drift"], line[BORDER:])
    assert (made(week)["seasonal naive"] == week[BORDER:]).all()
    assert np.allclose(made(line)["linear"], line[BORDER:])
    assert np.allclose(made(week)["linear"], week[BORDER:])


def test_as_loops_say_it():
    series = seasons.temperatures(4, seed=1)
    values = series.values[:ROWS]
    said = made(values)
    seen = {day: [] for day in range(365)}
    for row in range(BORDER):
        year = series.dates[row].astype("datetime64[Y]")
        day = (series.dates[row] - year.astype("datetime64[D]")).astype(int)
        seen[min(day, 364)].append(values[row])
    for row in range(BORDER, ROWS):
        place = row - BORDER
        assert said["naive"][place] == values[row - 1]
        assert said["drift"][place] == pytest.approx(
            values[row - 1] + np.mean([values[one] - values[one - 1] for one in range(1, row)])
        )
        assert said["seasonal naive"][place] in (values[row - 7], values[row - 365])
        year = series.dates[row].astype("datetime64[Y]")
        day = (series.dates[row] - year.astype("datetime64[D]")).astype(int)
        if year.astype(int) + 1970 != 2004:  # a leap year's days lie between those of others
            assert said["climatology"][place] == pytest.approx(np.mean(seen[day]))


def test_no_forecast_knows_its_row():
    """Our own leak detector on our own forecasts; the row of day t may use the days up to t - 1."""
    values = seasons.temperatures(4, seed=2).values[:ROWS]
    for border in (BORDER, BORDER + 50):
        report = leaks.find(
            lambda series, border: {
                name: (np.arange(BORDER, ROWS) - 1, row) for name, row in made(series).items()
            },
            values,
            border,
        )
        assert report.clean and len(report.compared) == 5


def test_without_a_cycle():
    values = np.random.default_rng(1).normal(size=200)
    said = rivals.next_rows(values, [], 150, 200, calendar=False)
    assert list(said) == ["naive", "drift", "linear"]
    assert all(row.shape == (50,) and np.isfinite(row).all() for row in said.values())
    (cycle,) = cycles.of_values(np.sin(np.arange(200) / 2), 150)
    said = rivals.next_rows(values, [cycle], 150, 200, calendar=False)
    assert "seasonal naive" in said and "climatology" not in said


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_the_unit_does_not_matter(scale):
    values = seasons.temperatures(4, seed=3).values[:ROWS]
    for name, row in made(values * scale).items():
        assert np.allclose(row / scale, made(values)[name], rtol=1e-6), name
