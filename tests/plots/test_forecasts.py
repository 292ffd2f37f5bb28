import numpy as np
import pytest

from course.plots.forecasts import plot_error_differences, plot_forecast


def test_forecasts_beside_what_came():
    times = np.datetime64("2001-01-01") + np.arange(30)
    ax = plot_forecast(
        times, np.arange(30), {"naive": np.ones(30), "LSTM": np.zeros(30)}, ylabel="°C"
    )
    assert [line.get_label() for line in ax.lines] == ["what came", "naive", "LSTM"]
    assert ax.get_ylabel() == "°C"
    with pytest.raises(ValueError, match="naive: shape .29,., the times have .30,."):
        plot_forecast(times, np.arange(30), {"naive": np.ones(29)})


def test_error_bars_against_a_rival():
    given = {"good": (-1, -2, -0.5), "open": (0.1, -0.2, 0.3), "bad": (1, 0.5, 2)}
    ax = plot_error_differences(given, "naive", unit="°C")
    assert [label.get_text() for label in ax.get_yticklabels()] == list(given)
    bars = ax.lines[1::2]
    assert [tuple(bar.get_xdata()) for bar in bars] == [(-2, -0.5), (-0.2, 0.3), (0.5, 2)]
    assert len({bar.get_color() for bar in bars}) == 3
    left, right = ax.get_xlim()
    assert left < -2 and right > 2 and "naive, °C" in ax.get_xlabel()


def test_what_is_far_off_is_told_in_a_number():
    ax = plot_error_differences({"good": (-1, -2, -0.5), "bad": (150, 100, 200)}, "naive", worst=3)
    assert ax.get_xlim()[1] < 4 and [text.get_text() for text in ax.texts] == ["+150 →"]
    assert plot_error_differences({"same": (0.0, 0.0, 0.0)}, "naive").get_xlim() == (-1, 1)
    near = plot_error_differences({"near": (2, 1, 5), "bad": (4, 3.5, 6)}, "naive", worst=3)
    assert near.get_xlim()[1] > 5 and len(near.texts) == 1  # a bar that is drawn is drawn whole
    with pytest.raises(ValueError, match="intervals is empty"):
        plot_error_differences({}, "naive")
