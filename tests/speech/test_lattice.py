from itertools import groupby, product

import numpy as np
import pytest

from course.speech import lattice


def table(rng, frames, symbols):
    logits = rng.normal(size=(frames, symbols)) * 2
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def test_states_have_a_blank_around_each_symbol():
    assert lattice.states([3, 1]).tolist() == [0, 3, 0, 1, 0]
    assert lattice.states([], blank=4).tolist() == [4]
    assert lattice.states([0, 0], blank=2).tolist() == [2, 0, 2, 0, 2]


@pytest.mark.parametrize(
    "label, blank", [([1, 2], 0), ([1, 1], 0), ([0], 2), ([], 0), ([2, 1, 2], 0)]
)
def test_heat_is_the_share_of_the_paths_that_pass_each_state(label, blank):
    """Brute force over all paths; which state a path is in follows from how many symbols it has begun."""
    logs = table(np.random.default_rng(len(label)), 5, 3)
    expected = np.zeros((5, 2 * len(label) + 1))
    for path in product(range(3), repeat=5):
        if [symbol for symbol, _ in groupby(path) if symbol != blank] == label:
            begun, before = 0, blank
            chance = np.exp(logs[np.arange(5), list(path)].sum())
            for frame, symbol in enumerate(path):
                begun += symbol not in (blank, before)
                before = symbol
                expected[frame, 2 * begun - (symbol != blank)] += chance
    found = lattice.heat(logs, label, blank)
    np.testing.assert_allclose(found, expected / expected.sum(axis=1, keepdims=True), atol=1e-12)


@pytest.mark.slow  # it takes the gradient of Keras' loss
@pytest.mark.parametrize("label, blank", [([1, 2, 2, 3], 0), ([0, 0], 4), ([3] * 6, 0)])
def test_the_gradient_of_the_loss_is_softmax_minus_what_the_heat_tells(keras, label, blank):
    import tensorflow as tf

    logits = np.random.default_rng(7).normal(size=(1, 50, 5)).astype("float32")
    watched = tf.Variable(logits)
    with tf.GradientTape() as tape:
        loss = keras.ops.ctc_loss(
            np.array([label]), watched, np.array([len(label)]), np.array([50]), mask_index=blank
        )
    softmax = keras.ops.convert_to_numpy(keras.ops.softmax(logits))[0]
    occupied = softmax - tape.gradient(loss, watched).numpy()[0]
    found = lattice.heat(np.log(softmax), label, blank)
    of_symbols = np.zeros_like(occupied)
    for state, symbol in enumerate(lattice.states(label, blank)):
        of_symbols[:, symbol] += found[:, state]
    np.testing.assert_allclose(of_symbols, occupied, atol=1e-4)


def test_long_utterances_do_not_underflow():
    heat = lattice.heat(table(np.random.default_rng(2), 2_000, 11), [1, 2, 3] * 10)
    assert np.isfinite(heat).all()
    np.testing.assert_allclose(heat.sum(axis=1), 1)


def test_probabilities_of_zero_are_no_trouble():
    with np.errstate(divide="ignore"):
        logs = np.log([[0, 1, 0], [0.5, 0.5, 0], [1, 0, 0.0]])
    assert lattice.heat(logs, [1])[:, 1].tolist() == [1, 0.5, 0]


def test_what_is_no_log_probability_is_refused():
    for wrong in (np.zeros((4, 3)), np.full((4, 3), 1 / 3), np.zeros(4)):
        with pytest.raises(ValueError, match="log_softmax"):
            lattice.heat(wrong, [1])


@pytest.mark.parametrize("frames, label", [(2, [1, 2, 1]), (2, [1, 1]), (3, [1, 1, 1])])
def test_a_label_that_does_not_fit_is_refused(frames, label):
    logs = table(np.random.default_rng(1), frames, 3)
    with pytest.raises(ValueError, match=f"{len(label)} symbols in {frames} frames"):
        lattice.heat(logs, label)


def test_a_label_with_a_blank_is_refused():
    with pytest.raises(ValueError, match="the blank 0 is no symbol"):
        lattice.heat(table(np.random.default_rng(1), 9, 3), [1, 0, 2])
