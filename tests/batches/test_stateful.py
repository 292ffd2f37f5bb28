import numpy as np
import pytest

from course.batches.stateful import fold, noting, stateful_batches


@pytest.mark.parametrize("rows, steps, batches", [(1, 1, 1), (1, 4, 5), (3, 1, 2), (4, 3, 5)])
def test_every_row_goes_on_in_the_next_batch(rows, steps, batches):
    folded = fold(np.arange(rows * steps * batches), rows, steps)
    assert folded.shape == (batches, rows, steps)
    for row in range(rows):
        first = row * steps * batches
        assert folded[:, row].ravel().tolist() == list(range(first, first + steps * batches))


def test_vectors_and_ids_keep_their_kind():
    series = np.arange(24, dtype="float32").reshape(12, 2)
    assert fold(series, 2, 3).shape == (2, 2, 3, 2)
    assert fold(series, 2, 3).dtype == "float32"
    assert fold([1, 2, 3, 4], 2, 1).dtype.kind == "i"


def test_left_over_points_are_refused_with_what_would_fit():
    with pytest.raises(ValueError) as error:
        fold(np.zeros(1000), 8, 3)
    assert "16 are left over" in str(error.value)
    assert "the first 984 points; 8 rows of 1 or 5 steps." in str(error.value)
    assert fold(np.zeros(1000), 8, 3, drop_remainder=True).shape == (41, 8, 3)


@pytest.mark.parametrize("length, rows, steps", [(1000, 8, 3), (90, 4, 5), (97, 5, 4), (36, 7, 3)])
def test_the_numbers_that_the_message_names_do_fit(length, rows, steps):
    with pytest.raises(ValueError) as error:
        fold(np.zeros(length), rows, steps)
    ways = str(error.value).split("What fits: ")[1].split(". drop_remainder")[0].split("; ")
    points = int(ways[0].split()[2])
    assert length - rows * steps < points < length
    fold(np.zeros(points), rows, steps)
    for way in ways[1:]:
        some_rows, some_steps = way.removesuffix(" steps").split(" rows of ")
        for r in some_rows.split(" or "):
            for s in some_steps.split(" or "):
                assert fold(np.zeros(length), int(r), int(s)).size == length


@pytest.mark.parametrize(
    "length, rows, steps, message",
    [
        (11, 4, 3, "need at least 12 points, got 11"),
        (0, 1, 1, "need at least 1 points, got 0"),
        (10, 0, 3, "rows must be a whole number of at least 1, got 0"),
        (10, 2, -1, "steps must be"),
        (10, 2.0, 1, "rows must be a whole number of at least 1, got 2.0"),
        (10, True, 1, "rows must be"),
    ],
)
def test_impossible_wishes_are_refused(length, rows, steps, message):
    with pytest.raises(ValueError, match=message):
        fold(np.zeros(length), rows, steps)


def test_a_single_number_is_no_series():
    with pytest.raises(ValueError, match="got 0"):
        fold(3.0, 1, 1)


def test_batches_come_in_order_every_epoch(keras):
    inputs, targets = np.arange(24.0), np.arange(24) + 100
    pipeline = stateful_batches(inputs, targets, 2, 3)
    for _ in range(2):
        got = [(x.numpy(), y.numpy()) for x, y in pipeline]
        assert len(got) == 4
        assert np.concatenate([x[1] for x, _ in got]).tolist() == list(range(12, 24))
        assert all((y == x + 100).all() for x, y in got)
    with pytest.raises(ValueError, match="as many targets as inputs: got 23 for 24"):
        stateful_batches(inputs, targets[:-1], 2, 3)
    with pytest.raises(ValueError, match="1 are left over"):
        stateful_batches(inputs[1:20], targets[1:20], 2, 3)
    assert len(list(stateful_batches(inputs[1:], targets[1:], 2, 3, drop_remainder=True))) == 3


def test_a_stateful_net_reads_a_folded_series_as_one(keras):
    """The oracle: the same weights, no state kept, each row in one piece."""
    series = np.random.default_rng(0).normal(size=(2 * 3 * 4, 1)).astype("float32")
    layers = keras.layers
    stateful = keras.Sequential(
        [keras.Input(batch_shape=(2, 3, 1)), layers.LSTM(5, stateful=True, return_sequences=True)]
    )
    whole = keras.Sequential([keras.Input((12, 1)), layers.LSTM(5, return_sequences=True)])
    whole.set_weights(stateful.get_weights())
    outputs = stateful.predict(stateful_batches(series, series, 2, 3), verbose=0)
    expected = whole.predict_on_batch(series.reshape(2, 12, 1))
    for row in range(2):
        assert abs(outputs[row::2].reshape(12, 5) - expected[row]).max() < 1e-5


def test_noting_writes_down_what_the_state_counts(keras):
    net = keras.Sequential([keras.Input(batch_shape=(1, 2, 1))])
    net.add(keras.layers.LSTM(1, stateful=True))
    net.layers[0].set_weights([np.zeros((1, 4)), np.zeros((1, 4)), np.full(4, 20.0)])
    net.compile(keras.optimizers.SGD(0.0), "mse")
    phases, x, y = [], np.zeros((1, 2, 1)), np.zeros((1, 1))
    call = {"verbose": 0, "callbacks": [noting(net.layers[0], phases, test="validation")]}
    net.fit(x, y, batch_size=1, validation_data=(x, y), validation_batch_size=1, **call)
    net.predict(x, batch_size=1, **call)
    assert [(name, round(count)) for name, count in phases] == [
        ("fit", 2),
        ("validation", 4),
        ("predict", 6),
    ]
