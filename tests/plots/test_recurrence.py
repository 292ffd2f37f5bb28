import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.recurrence import plot_folded_and_unrolled


def small_recurrence(steps=3):
    rng = np.random.default_rng(steps)
    weights = {
        "input_weights": rng.normal(size=(1, 2)),
        "recurrent_weights": rng.normal(size=(2, 2)),
        "output_weights": rng.normal(size=(2, 1)),
    }
    series = rng.normal(size=(steps, 1)), rng.normal(size=(steps, 2)), rng.normal(size=(steps, 1))
    return series, weights


def test_folded_and_unrolled_show_the_numbers_given():
    series, weights = small_recurrence()
    ax = plot_folded_and_unrolled(*series, **weights, start=[0.25, -0.001])
    texts = [text.get_text().replace("−", "-").split() for text in ax.texts]
    for vectors in series:
        for vector in vectors:
            assert texts.count([f"{value:.2f}" for value in vector]) == 1
    for matrix in weights.values():  # the same weights at every step
        assert texts.count([f"{value:.2f}" for value in matrix.ravel()]) == 3
    assert ["0.25", "0.00"] in texts
    assert all(texts.count([name]) == 1 for name in ("x(t)", "U", "W", "V", "s(0)", "s(3)", "y(1)"))
    whole = plot_folded_and_unrolled([[3], [1]], [[3, 0], [1, 3]], [[-3], [-4]], [[1, 0]],
        [[0, 1], [-1, 0]], [[-1], [-1]])  # fmt: skip
    assert "−1 0" in "".join(f"{text.get_text()} " for text in whole.texts).replace("\u2007", " ")
    assert "." not in "".join(text.get_text() for text in whole.texts)
    assert "Inputs (3) and (1); states (3 0) and (1 3); outputs (−3) and (−4)." in text_of(
        whole.figure
    )
    assert ["x(4)"] not in texts and ["s(4)"] not in texts


def test_folded_and_unrolled_refuse_shapes_that_do_not_fit():
    (x, s, y), weights = small_recurrence()
    with pytest.raises(ValueError, match="U needs a shape .1, 2., got .2, 1.: from and to"):
        plot_folded_and_unrolled(
            x, s, y, **{**weights, "input_weights": weights["input_weights"].T}
        )
    with pytest.raises(ValueError, match="3 states need as many vectors y, got 2"):
        plot_folded_and_unrolled(x, s, y[:2], **weights)
    with pytest.raises(ValueError, match="s needs a shape"):
        plot_folded_and_unrolled(x, np.zeros((3, 3)), y, **weights)
    with pytest.raises(ValueError, match="start needs a shape"):
        plot_folded_and_unrolled(x, s, y, **weights, start=[0.0])
    series, weights = small_recurrence(steps=6)
    with pytest.raises(ValueError, match="1 to 5 time steps are legible, got 6"):
        plot_folded_and_unrolled(*series, **weights)
