import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.training import GrowingCurve, plot_curves, plot_spread


def test_curves_are_named_and_end_in_their_value():
    ax = plot_curves({"a": [1, 2], "b": [1]}, {"a": [0.1, 0.5], "b": [0.2]}, goal=0.9)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["a: 0.500", "b: 0.200", "goal: 0.9"]
    ax = plot_curves([1, 2], {"a": [0.1, 0.5]}, chance=0.25, ends=False)
    assert ax.get_legend().get_texts()[0].get_text() == "a"
    assert ax.get_legend().get_texts()[-1].get_text() == "guessing: 0.25"
    assert text_of(ax.figure).endswith("Guessing gives 0.25.")


def test_growing_curve_measures_after_every_execution(keras, monkeypatch):
    monkeypatch.setattr(
        "IPython.display.display", lambda *a, **k: type("H", (), {"update": print})()
    )
    seen = []

    def measure(model):
        seen.append(model)
        return {"share": len(seen) / 10}

    net = keras.Sequential([keras.layers.Dense(1)])
    net.compile(loss="mse", steps_per_execution=2)
    curve = GrowingCurve(measure, goal=0.9)
    net.fit(np.ones((8, 2)), np.ones((8, 1)), batch_size=2, epochs=2, verbose=0, callbacks=[curve])
    assert curve.shares == {"share": [0.1, 0.2, 0.3, 0.4]}
    assert curve.seconds == sorted(curve.seconds) and len(curve.seconds) == 4
    assert curve.epochs == [0.5, 1, 1.5, 2]
    assert not plt.get_fignums()


def test_growing_curve_counts_epochs_whose_last_call_is_short(keras, monkeypatch):
    shown = []
    handle = type("Handle", (), {"update": lambda self, figure: None})()
    monkeypatch.setattr(
        "IPython.display.display", lambda figure, **_: shown.append(figure) or handle
    )
    net = keras.Sequential([keras.layers.Dense(1)])
    net.compile(loss="mse", steps_per_execution=2)
    curve = GrowingCurve(lambda model: {"share": 0.5}, chance=0.5, over="epochs")
    net.fit(np.ones((6, 2)), np.ones((6, 1)), batch_size=2, epochs=2, verbose=0, callbacks=[curve])
    assert np.allclose(curve.epochs, [2 / 3, 1, 5 / 3, 2])
    [ax] = shown[0].axes
    assert ax.get_xlabel() == "epochs of training"
    assert np.allclose(ax.lines[0].get_xdata(), curve.epochs)


def test_spread_goes_from_the_worst_run_to_the_best():
    ax = plot_spread([2, 20], {"a": [[1.0, 0.0], [1.0, 0.5]]}, xlabel="delay")
    assert ax.lines[0].get_ydata().tolist() == [1.0, 0.25]
    assert ax.collections[0].get_paths()[0].get_extents().ymin == 0.0
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "20"]
    with pytest.raises(ValueError, match="expected \\(runs, 2\\) shares"):
        plot_spread([2, 20], {"a": [1.0, 0.5]})


def test_spread_over_names_is_even():
    ax = plot_spread(["3-5", "6-8"], {"net": np.array([[1, 0.5], [0.8, 0.1]])})
    assert ax.get_xscale() == "linear"
    assert [label.get_text() for label in ax.get_xticklabels()] == ["3-5", "6-8"]
    assert np.allclose(ax.lines[0].get_xydata(), [(0, 0.9), (1, 0.3)])
