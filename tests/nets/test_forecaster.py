import numpy as np
import pytest

from course.data import seasons
from course.nets import forecaster
from course.series import cycles, leaks

pytestmark = pytest.mark.slow  # it runs networks

BORDERS = [240, 270, 300]


@pytest.fixture
def short(monkeypatch, keras):
    monkeypatch.setattr(forecaster, "EPOCHS", (2, 1))
    monkeypatch.setattr(forecaster, "WINDOW", 5)


def test_untrained_it_says_that_tomorrow_is_today(short, monkeypatch):
    monkeypatch.setattr(forecaster, "RATE", 0.0)
    values = np.random.default_rng(1).normal(size=300)
    said = forecaster.next_rows(values, np.zeros((300, 0)), BORDERS)
    assert np.allclose(said, values[239:299])


@pytest.mark.slow
def test_it_is_seeded_and_does_not_know_the_rows_that_it_forecasts(short):
    """The leak detector runs it three times: twice alike, then with another future."""
    values = 5 + np.random.default_rng(2).normal(size=300)
    known = np.sin(np.arange(300) / 3)[:, None]
    shares = []

    def pipeline(series, border):
        said = forecaster.next_rows(series, known, BORDERS, progress=shares.append)
        return np.arange(240, 300) - 1, said

    report = leaks.find(pipeline, values, 285)
    assert report.clean and report.compared["result"] == 46
    assert sum(shares) == pytest.approx(3)


@pytest.mark.nightly
@pytest.mark.slow
def test_it_finds_what_no_straight_line_finds(keras, monkeypatch):
    monkeypatch.setattr(forecaster, "EPOCHS", (12, 2))
    series = seasons.temperatures(6, seed=1)
    values = series.values
    borders = [1826, 2008, 2191]
    waves = cycles.waves(cycles.of_dates(series.dates.astype("datetime64[s]"), 1826), len(values))
    error = np.abs(forecaster.next_rows(values, waves, borders) - values[1826:]).mean()
    assert error < 1.4 < np.abs(np.diff(values[1825:])).mean()  # linear: 1.5
