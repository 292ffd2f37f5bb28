import numpy as np
import pytest

from course.batches.pipeline import batches_by_length, forest_batches
from course.data.shared.trees import forests as trees_in_batches
from course.data.shared.trees import parse


def padded(lengths, width, rng):
    array = np.zeros((len(lengths), width), "int32")
    for row, length in zip(array, lengths, strict=True):
        row[:length] = rng.integers(1, 9, length)
    return array


def test_batches_are_cut_to_their_longest_row_and_hold_every_row_once(keras):
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, 30, 64)
    source, target = padded(lengths, 30, rng), padded(lengths[::-1], 31, rng)
    source[:, 0] = np.arange(64) + 100  # a mark on every row
    data = batches_by_length((source,), target, 16, seed=1)
    assert len(data) == 4
    epochs = []
    for _ in range(2):
        rows = []
        for (read,), write in data:
            read, write = read.numpy(), write.numpy()
            assert (read != 0).any(axis=0).all() and (write != 0).any(axis=0).all()
            for one, other in zip(read, write, strict=True):
                which = one[0] - 100
                assert one.tolist() == source[which, : len(one)].tolist()
                assert other.tolist() == target[which, : len(other)].tolist()
                rows.append(which)
        assert sorted(rows) == list(range(64))
        epochs.append(rows)
    assert epochs[0] != epochs[1]


def test_sorting_saves_padding(keras):
    rng = np.random.default_rng(0)
    source = padded(rng.integers(1, 40, 320), 40, rng)
    steps = sum(write.shape[1] for _, write in batches_by_length((source,), source, 32))
    assert steps < 0.75 * 10 * 40


def test_one_input_and_one_label_a_row(keras):
    rng = np.random.default_rng(0)
    texts = padded(rng.integers(1, 30, 64), 30, rng)
    texts[:, 0] = np.arange(64) + 100
    labels = rng.random(64).astype("float32")
    labels[:4] = 0  # a label of 0 is no padding
    found = {}
    for read, write in batches_by_length(texts, labels, 16):
        read, write = read.numpy(), write.numpy()
        assert read.shape[0] == 16 and write.shape == (16,) and (read != 0).any(axis=0).all()
        for one, label in zip(read, write, strict=True):
            which = one[0] - 100
            assert one.tolist() == texts[which, : len(one)].tolist()
            assert not texts[which, len(one) :].any()
            found[which] = label
    assert np.array_equal([found[which] for which in range(64)], labels)


def test_a_net_learns_from_batches_of_one_input(keras):
    texts = padded(np.full(32, 3), 5, np.random.default_rng(0))
    net = keras.Sequential([keras.layers.Embedding(9, 2, mask_zero=True), keras.layers.LSTM(2)])
    net.add(keras.layers.Dense(1))
    net.compile(loss="mse")
    history = net.fit(batches_by_length(texts, np.ones(32), 8), epochs=2, verbose=0)
    assert len(history.history["loss"]) == 2


def test_bad_arguments_get_a_sentence(keras):
    rows = np.ones((4, 2), "int32")
    with pytest.raises(ValueError, match="do not fill one batch of 5"):
        batches_by_length((rows,), rows, 5)
    with pytest.raises(ValueError, match="as many targets as inputs"):
        batches_by_length((rows,), rows[:3], 1)


def test_a_batch_of_trees_is_a_forest(keras):
    trees = [parse("(3 (3 (2 not) (1 bad)) (2 .))"), parse("(1 bad)"), parse("(2 (2 a) (1 bad))")]
    forests = trees_in_batches(trees, {"not": 1, "bad": 2, ".": 3}, 1)
    seen = {}
    for (words, *heights), labels, weights in forest_batches(forests):
        assert words.shape == (1, 3) and [height.shape for height in heights] == [(1, 1, 2)] * 2
        assert labels.shape == weights.shape == (1, 5)
        seen[int(weights.numpy().sum())] = words.numpy()[0].tolist()
    assert seen == {5: [1, 2, 3], 1: [2, 0, 0], 3: [4, 2, 0]}
