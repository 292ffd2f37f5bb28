import numpy as np
import pytest

from course.data import spoken
from course.nets import hearing, listener, speller

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return speller.load()


@pytest.fixture(scope="module")
def some():
    strings = spoken.strings(5, seed=98, voices="new")
    return spoken.features(strings), strings.labels


def test_weights_that_ship_are_those_of_the_settings_and_sounds():
    """Sounds that change need other weights: train them again. The budget is the listener's."""
    sounds = hearing.fingerprint()
    for name, settings in speller.VARIANTS.items():
        facts = speller.record(name)
        assert facts["seed"] == settings["seed"]
        assert (facts["steps"], facts["strings"]) == (listener.STEPS, hearing.STRINGS)
        assert [digits for digits, _ in facts["lengths"]] == list(hearing.LENGTHS)
        np.testing.assert_allclose(facts["sounds"], sounds, atol=0.05)


def test_the_net_that_ships_writes_what_new_voices_say(shipped, some):
    wrong = speller.error_rate(shipped[0], *some)
    assert wrong <= 0.1 and shipped[1]["errors"]["new"] <= 0.05


def test_it_looks_at_the_sound_alone_and_further_on_for_each_digit(shipped, some):
    written, weights = speller.spell(shipped[0], some[0])
    for digits, looked, sound in zip(written, weights, some[0], strict=True):
        assert looked.shape == (len(digits), speller.outputs_of(len(sound)))
        np.testing.assert_allclose(looked.sum(axis=1), 1, atol=1e-5)
        assert (np.diff(looked @ np.arange(looked.shape[1])) > 0).all()


def test_a_string_is_written_alike_alone_and_in_a_batch(shipped, some):
    written, weights = speller.spell(shipped[0], some[0])
    alone, looked = speller.spell(shipped[0], some[0][:1])
    assert alone[0] == written[0]
    np.testing.assert_allclose(looked[0], weights[0], atol=1e-3)


def test_right_digits_as_input_and_its_own_words_agree_where_it_is_right(shipped, some):
    """What is trained (all digits at once) and what is measured (one by one) are the same net."""
    model = shipped[0]
    written, _ = speller.spell(model, some[0])
    right = [i for i, label in enumerate(some[1]) if written[i] == label.tolist()]
    assert len(right) >= 3
    features, labels = [some[0][i] for i in right], [some[1][i] for i in right]
    ((inputs, classes, counts),) = speller.batches(features, labels, size=len(right))
    before = np.pad(inputs[1], ((0, 0), (0, 6 - inputs[1].shape[1])))
    best = model.predict_on_batch([inputs[0], before]).argmax(axis=-1)[:, : classes.shape[1]]
    assert (best == classes)[counts > 0].all()


def test_batches_ask_for_each_digit_and_then_for_the_end():
    features = [np.ones((60, 40), "float32")] * 2
    (((_, written), classes, counts),) = speller.batches(
        features, [np.array([4, 0, 0]), np.array([9])], 2
    )
    rows = {
        tuple(row): (w.tolist(), c.tolist())
        for row, w, c in zip(classes, written, counts, strict=True)
    }
    assert rows == {
        (5, 1, 1, 0): ([0, 5, 1, 1], [1, 1, 1, 1]),
        (10, 0, 0, 0): ([0, 10, 0, 0], [1, 1, 0, 0]),
    }


def test_it_writes_a_bounded_number_of_digits(keras):
    keras.utils.set_random_seed(3)
    model = speller.build_model(units=8)
    head = model.get_layer("logits")
    head.set_weights([0 * head.get_weights()[0], np.eye(11)[3]])  # always a 2
    written, weights = speller.spell(model, [np.ones((20, 40), "float32")])
    assert written == [[2] * speller.LONGEST] and weights[0].shape == (speller.LONGEST, 5)


@pytest.mark.nightly
def test_a_net_is_trained_again(keras):
    _, facts = speller.train(seed=4)
    assert facts["errors"]["new"] <= 0.05 < facts["errors"]["long"]
