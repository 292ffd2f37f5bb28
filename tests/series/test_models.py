"""Forecasts without a network, against loops and against series on which each of them is right."""

import numpy as np
import pytest

from course.data.shared.daily import Daily
from course.series import models

YEARS = 4
ORIGINS = np.array([900, 901, 1000])


def daily(values):
    dates = np.datetime64("2001-01-01") + np.arange(len(values))
    return Daily(dates, np.asarray(values, float), "°C", "ours")


DAYS = np.arange(YEARS * models.YEAR)
NOISE = daily(np.random.default_rng(1).normal(size=len(DAYS)))
WAVE = daily(models.waves(daily(DAYS).dates) @ [3.0, -2.0, 1.0, 0.5] + 10)


def test_what_came_and_what_is_known_meet_at_the_origin():
    for origin, known, came in zip(
        ORIGINS,
        models.recent(NOISE.values, ORIGINS, 5),
        models.ahead(NOISE.values, ORIGINS, 3),
        strict=True,
    ):
        np.testing.assert_array_equal(known, NOISE.values[origin - 4 : origin + 1])
        np.testing.assert_array_equal(came, NOISE.values[origin + 1 : origin + 4])


@pytest.mark.parametrize(
    ("model", "series"),
    [
        (models.naive, daily(np.full(len(DAYS), 7.0))),
        (models.drift, daily(3 + 0.25 * DAYS)),
        (models.seasonal_naive, daily(NOISE.values[DAYS % models.YEAR])),
        (models.climatology, WAVE),
        (models.linear, daily(0.97 ** (DAYS / 10))),
        (models.in_percent(models.drift), daily(np.exp(DAYS / 500))),
        (models.crystal_ball, NOISE),
    ],
)
def test_a_model_is_exact_on_a_series_of_its_own_kind(model, series):
    said = model(series, 800, ORIGINS, 6)
    np.testing.assert_allclose(said, models.ahead(series.values, ORIGINS, 6), atol=1e-8)


@pytest.mark.parametrize(
    "model", [models.naive, models.drift, models.seasonal_naive, models.climatology, models.linear]
)
def test_no_model_knows_the_future(model):
    origins = np.arange(850, 900)
    other = NOISE._replace(values=np.where(DAYS < 900, NOISE.values, 1e6))
    np.testing.assert_array_equal(model(NOISE, 850, origins, 5), model(other, 850, origins, 5))
    learned_later = NOISE._replace(values=np.where(DAYS < 850, NOISE.values, 1e6))
    first = np.array([849])  # what is learned ends at the border
    np.testing.assert_array_equal(model(NOISE, 850, first, 5), model(learned_later, 850, first, 5))


@pytest.mark.parametrize("horizon", [1, 7])
def test_a_walk_forecasts_every_day_of_the_last_years(horizon):
    came = models.walk(models.crystal_ball, NOISE, 2, horizon=horizon)
    assert came.shape == (2 * (models.YEAR - horizon + 1), horizon)
    np.testing.assert_array_equal(came[0], NOISE.values[len(DAYS) - 730 :][:horizon])
    np.testing.assert_array_equal(came[-1], NOISE.values[-horizon:])
    assert not models.errors(models.crystal_ball, NOISE, 2, horizon=horizon).any()


def test_each_year_of_a_walk_learns_from_all_before_it():
    asked = []

    def model(series, border, origins, horizon):
        asked.append((border, origins[0], origins[-1]))
        return np.zeros((len(origins), horizon))

    models.walk(model, NOISE, 2)
    assert asked == [(730, 729, 1093), (1095, 1094, 1458)]
    with pytest.raises(ValueError, match="a year to learn from"):
        models.walk(model, NOISE, 4)


def test_after_a_border_each_day_is_forecast_once():
    np.testing.assert_array_equal(
        models.after(models.crystal_ball, NOISE, 1000), NOISE.values[1000:]
    )
    np.testing.assert_array_equal(models.after(models.naive, NOISE, 1000), NOISE.values[999:-1])


@pytest.mark.parametrize("period", [1, 7])
def test_the_yardstick_of_an_error_is_that_of_a_loop(period):
    before = [abs(NOISE.values[i] - NOISE.values[i - period]) for i in range(period, 500)]
    found = models.scaled_error(NOISE, 500, period, np.array([2.0, 0.0]), np.array([0.0, 4.0]))
    assert found == pytest.approx(3.0 / np.mean(before))


def test_scaled_values_have_mean_0_before_the_border():
    found = models.scaled(WAVE.values, 700)
    assert found[:700].mean() == pytest.approx(0) and found[:700].std() == pytest.approx(1)
