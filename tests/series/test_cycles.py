import numpy as np
import pytest

from course.data import prices
from course.series import cycles


def days(count, start="2001-01-01", step="D"):
    first = np.datetime64(start, step)
    return (first + np.arange(count)).astype("datetime64[s]")


def names(dates, border):
    return [(cycle.name, cycle.rows) for cycle in cycles.of_dates(dates, border)]


@pytest.mark.parametrize(
    "dates, found",
    [
        (days(2000), [("week", 7), ("year", 365)]),
        (days(500), [("week", 7)]),  # not two years
        (days(12), []),
        (days(400, step="h"), [("day", 24), ("week", 168)]),
        (days(40, step="h"), []),
        (days(200, "2001-01", "M"), [("year", 12)]),
        (days(200, "2001", "Y"), []),
        (
            days(2000)[np.is_busday(days(2000).astype("datetime64[D]"))],
            [("week", 5), ("year", 261)],
        ),
        (days(2000)[::7], [("year", 52)]),
    ],
)
def test_cycles_of_the_calendar(dates, found):
    assert names(dates, len(dates)) == found


def test_the_border_is_not_passed():
    dates = days(2000)
    assert names(dates, 700) == [("week", 7)] and len(names(dates, 731)) == 2
    late = dates.copy()
    late[731:] += np.timedelta64(10_000, "D")
    assert names(late, 731) == names(dates, 731)


def test_phases():
    week, year = cycles.of_dates(days(1500), 1500)
    assert (week.phase[:8] * 7).round(9).tolist() == [
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        0,
    ]  # 2001 began on a Monday
    assert year.phase[0] == year.phase[365] == 0 and year.phase[364] == pytest.approx(364 / 365)
    assert ((year.phase >= 0) & (year.phase < 1)).all()


@pytest.mark.parametrize("rows", [2, 4, 7, 12, 24, 90])
def test_a_cycle_of_the_numbers(rows):
    rng = np.random.default_rng(rows)
    values = (
        np.sin(2 * np.pi * np.arange(400) / rows + 1)
        + 0.02 * np.arange(400)
        + rng.normal(0, 0.2, 400)
    )
    (found,) = cycles.of_values(values, 320)
    assert abs(found.rows - rows) <= rows // 20
    assert found.phase[0] == 0 and found.phase.max() < 1 and len(found.phase) == 400
    changed = np.append(values[:320], rng.normal(0, 99, 80))
    assert cycles.of_values(changed, 320)[0].rows == found.rows


def test_no_cycle_where_there_is_none():
    noise = [np.random.default_rng(seed).normal(size=300) for seed in range(30)]
    assert not any(cycles.of_values(values, 240) for values in noise)
    assert cycles.of_values(np.arange(100.0), 80) == []
    assert cycles.of_values(np.append(np.zeros(80), np.arange(20.0)), 80) == []
    walks = [prices.random_walk(1000, seed=seed).values for seed in range(30)]
    assert sum(bool(cycles.of_values(values, 800)) for values in walks) <= 6


def test_waves():
    made = cycles.of_dates(days(1500), 1500)
    waves = cycles.waves(made, 1500)
    assert waves.shape == (1500, 8) and np.abs(waves).max() <= 1
    assert np.allclose(waves[:, 0] ** 2 + waves[:, 1] ** 2, 1)
    assert np.allclose(waves[:7, :4], waves[7:14, :4])
    assert cycles.waves([], 5).shape == (5, 0)
    few = [cycles.Cycle("x", rows, np.arange(12) % rows / rows) for rows in (2, 3, 4, 5)]
    assert [cycles.waves([one], 12).shape[1] for one in few] == [0, 2, 2, 4]
