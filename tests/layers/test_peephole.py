import json

import numpy as np
import pytest

SHAPES = [(1, 1, 1), (3, 2, 5), (2, 7, 4), (5, 16, 33)]  # batch, n, m


@pytest.fixture(scope="module")
def cell_class(keras):
    from course.layers.peephole import PeepholeLSTMCell

    return PeepholeLSTMCell


@pytest.fixture
def pair(keras, cell_class):
    """A keras.layers.LSTM and the RNN of the cell with its weights, the peepholes being zero."""

    def make(batch, n, m, seed=0, cell_arguments=(), **arguments):
        rng = np.random.default_rng(seed)
        lstm = keras.layers.LSTM(m, **dict(cell_arguments), **arguments)
        rnn = keras.layers.RNN(cell_class(m, **dict(cell_arguments)), **arguments)
        for layer in (lstm, rnn):
            layer.build((batch, 50, n))
        weights = [rng.normal(0, 0.5, weight.shape) for weight in lstm.get_weights()]
        lstm.set_weights(weights)
        rnn.set_weights([*weights, np.zeros((3, m))])
        return lstm, rnn, rng.normal(size=(batch, 50, n)).astype("float32")

    return make


def array(tensor):
    """numpy's, on every backend of Keras."""
    import keras

    return keras.ops.convert_to_numpy(tensor)


def by_the_formulas(x, weights, activation=np.tanh):
    """h (batch, t, m) and the last C in numpy, gate by gate.

    x (batch, t, n); weights: kernel (n, 4m), recurrent_kernel (m, 4m), bias (4m,), peephole (3, m).
    """
    kernel, recurrent, bias, peephole = (np.asarray(weight, "float64") for weight in weights)
    m = len(recurrent)
    w = {gate: kernel[:, k * m : (k + 1) * m] for k, gate in enumerate("ifco")}
    u = {gate: recurrent[:, k * m : (k + 1) * m] for k, gate in enumerate("ifco")}
    b = {gate: bias[k * m : (k + 1) * m] for k, gate in enumerate("ifco")}
    peep = {gate: np.diag(peephole[k]) for k, gate in enumerate("ifo")}

    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    h, c, outputs = np.zeros((len(x), m)), np.zeros((len(x), m)), []
    for t in range(x.shape[1]):
        net = {gate: x[:, t] @ w[gate] + h @ u[gate] + b[gate] for gate in "ifco"}
        i, f = sigmoid(net["i"] + c @ peep["i"]), sigmoid(net["f"] + c @ peep["f"])
        c = f * c + i * activation(net["c"])
        h = sigmoid(net["o"] + c @ peep["o"]) * activation(c)
        outputs.append(h)
    return np.stack(outputs, 1), c


def random_weights(shapes, seed=1):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, 0.7, shape) for shape in shapes]


@pytest.mark.parametrize("shape", SHAPES)
def test_without_peepholes_it_is_the_lstm_of_keras(pair, shape):
    lstm, rnn, x = pair(*shape, return_sequences=True, return_state=True)
    for ours, theirs in zip(rnn(x), lstm(x), strict=True):
        assert np.abs(array(ours) - array(theirs)).max() <= 1e-5


@pytest.mark.parametrize(
    "arguments",
    [
        {"use_bias": False},
        {"activation": "relu", "recurrent_activation": "hard_sigmoid"},
        {"activation": None},
    ],
)
def test_the_other_arguments_are_those_of_keras(pair, arguments):
    lstm, rnn, x = pair(3, 4, 6, cell_arguments=arguments)
    x = x[:, :10]  # without a bound on C it may grow
    np.testing.assert_allclose(array(rnn(x)), array(lstm(x)), rtol=1e-5, atol=1e-5)


def test_it_starts_as_the_lstm_of_keras(keras, cell_class):
    x = np.random.default_rng(0).normal(size=(3, 50, 4)).astype("float32")
    outputs = []
    for make in (keras.layers.LSTM, lambda m: keras.layers.RNN(cell_class(m))):
        keras.utils.set_random_seed(5)
        layer = make(6)
        outputs.append(array(layer(x)))
        bias = layer.get_weights()[2]
    np.testing.assert_allclose(*outputs, atol=1e-5)
    assert bias.tolist() == [0] * 6 + [1] * 6 + [0] * 12  # unit_forget_bias
    assert not np.any(layer.get_weights()[3])


@pytest.mark.parametrize("dtype, tolerance", [("float32", 1e-5), ("float64", 1e-12)])
@pytest.mark.parametrize("batch, n, m", SHAPES)
def test_it_computes_the_formulas(keras, cell_class, batch, n, m, dtype, tolerance):
    if dtype == "float64" and keras.backend.backend() != "tensorflow":
        pytest.skip("elsewhere Keras itself rounds: LSTMCell is 3e-8 off in float64 too")
    rnn = keras.layers.RNN(
        cell_class(m, dtype=dtype), return_sequences=True, return_state=True, dtype=dtype
    )
    rnn.build((batch, 50, n))
    weights = random_weights([weight.shape for weight in rnn.weights])
    rnn.set_weights(weights)
    x = np.random.default_rng(2).normal(size=(batch, 50, n)).astype(dtype)
    outputs, h, c = (array(part) for part in rnn(keras.ops.convert_to_tensor(x, dtype)))
    weights = [weight.astype(dtype) for weight in weights]  # the numbers that the layer has
    expected, cell = by_the_formulas(x.astype("float64"), weights)
    assert outputs.dtype == dtype
    assert np.abs(outputs - expected).max() <= tolerance
    assert np.abs(h - expected[:, -1]).max() <= tolerance
    assert np.abs(c - cell).max() <= tolerance * max(1, np.abs(cell).max())


@pytest.mark.parametrize("row", range(3))
def test_every_peephole_reaches_the_output(keras, cell_class, row):
    rnn = keras.layers.RNN(cell_class(4))
    x = np.random.default_rng(3).normal(size=(2, 5, 3)).astype("float32")
    before = array(rnn(x))
    peephole = np.zeros((3, 4))
    peephole[row] = 2
    rnn.cell.peephole.assign(peephole)
    assert np.abs(array(rnn(x)) - before).max() > 1e-3


def test_weights_have_the_names_order_and_number_that_the_docstring_gives(keras, cell_class):
    for n, m in [(1, 1), (12, 128), (7, 3)]:
        rnn = keras.layers.RNN(cell_class(m))
        rnn.build((None, None, n))
        assert {weight.name: tuple(weight.shape) for weight in rnn.weights} == {
            "kernel": (n, 4 * m),
            "recurrent_kernel": (m, 4 * m),
            "bias": (4 * m,),
            "peephole": (3, m),
        }
        lstm = keras.layers.LSTM(m)
        lstm.build((None, None, n))
        names = [weight.name for weight in lstm.weights]
        assert [weight.name for weight in rnn.weights] == [*names, "peephole"]
        assert rnn.count_params() == 4 * (n * m + m**2 + m) + 3 * m


def test_masked_steps_change_nothing(keras, cell_class):
    lengths = np.array([7, 3, 1])
    x = np.random.default_rng(4).normal(size=(3, 7, 2)).astype("float32")
    mask = np.arange(7) < lengths[:, None]
    rnn = keras.layers.RNN(
        cell_class(4, peephole_initializer=keras.initializers.RandomNormal(stddev=1, seed=1)),
        return_state=True,
    )
    together = [array(part) for part in rnn(x, mask=mask)]
    for row, length in enumerate(lengths):
        alone = rnn(x[row : row + 1, :length])
        for ours, expected in zip(together, alone, strict=True):
            np.testing.assert_allclose(ours[row], array(expected)[0], atol=1e-6)
    unmasked = array(rnn(x)[0])
    assert np.abs(unmasked[1:] - together[0][1:]).max() > 1e-3


def test_embedding_passes_its_mask_on(keras, cell_class):
    keras.utils.set_random_seed(6)
    net = keras.Sequential(
        [keras.layers.Embedding(5, 3, mask_zero=True), keras.layers.RNN(cell_class(4))]
    )
    short, padded = np.array([[1, 2, 3]]), np.array([[1, 2, 3, 0, 0]])
    np.testing.assert_allclose(array(net(padded)), array(net(short)), atol=1e-6)


def test_go_backwards_reads_from_the_end(keras, cell_class):
    rnn = keras.layers.RNN(cell_class(4), go_backwards=True, return_sequences=True)
    rnn.build((None, None, 3))
    weights = random_weights([weight.shape for weight in rnn.weights])
    rnn.set_weights(weights)
    x = np.random.default_rng(5).normal(size=(2, 9, 3)).astype("float32")
    expected, _ = by_the_formulas(x[:, ::-1], weights)
    np.testing.assert_allclose(array(rnn(x)), expected, atol=1e-5)
    assert np.abs(by_the_formulas(x, weights)[0] - expected).max() > 1e-3


def test_stateful_keeps_its_state_until_it_is_reset(keras, cell_class):
    rnn = keras.layers.RNN(cell_class(4), stateful=True, return_sequences=True)
    rnn.build((2, 5, 3))
    weights = random_weights([weight.shape for weight in rnn.weights])
    rnn.set_weights(weights)
    x = np.random.default_rng(6).normal(size=(2, 10, 3)).astype("float32")
    expected, _ = by_the_formulas(x, weights)
    parts = [array(rnn(x[:, :5])), array(rnn(x[:, 5:]))]
    np.testing.assert_allclose(np.concatenate(parts, 1), expected, atol=1e-5)
    rnn.reset_state()
    np.testing.assert_allclose(array(rnn(x[:, :5])), expected[:, :5], atol=1e-5)


def test_a_given_state_continues(keras, cell_class):
    rnn = keras.layers.RNN(cell_class(4), return_state=True)
    x = np.random.default_rng(7).normal(size=(2, 10, 3)).astype("float32")
    whole = rnn(x)
    _, *states = rnn(x[:, :6])
    for ours, expected in zip(rnn(x[:, 6:], initial_state=states), whole, strict=True):
        np.testing.assert_allclose(array(ours), array(expected), atol=1e-6)


def test_unrolled_stacked_and_in_both_directions(keras, cell_class):
    layers = keras.layers
    x = np.random.default_rng(8).normal(size=(2, 6, 3)).astype("float32")
    loop, unrolled = (layers.RNN(cell_class(4), unroll=unroll) for unroll in (False, True))
    loop(x), unrolled(x)
    weights = random_weights([weight.shape for weight in loop.weights])
    loop.set_weights(weights)
    unrolled.set_weights(weights)
    np.testing.assert_allclose(array(loop(x)), array(unrolled(x)), atol=1e-6)

    two = layers.RNN([cell_class(4), cell_class(5)])
    assert two(x).shape == (2, 5) and two.compute_output_shape(x.shape) == (2, 5)
    first = random_weights([weight.shape for weight in two.cell.cells[0].weights], seed=1)
    second = random_weights([weight.shape for weight in two.cell.cells[1].weights], seed=2)
    two.set_weights(first + second)
    expected, _ = by_the_formulas(by_the_formulas(x, first)[0], second)
    np.testing.assert_allclose(array(two(x)), expected[:, -1], atol=1e-5)

    both = layers.Bidirectional(layers.RNN(cell_class(4)))
    both(x)
    both.set_weights(weights + weights)
    ends = [by_the_formulas(way, weights)[0][:, -1] for way in (x, x[:, ::-1])]
    np.testing.assert_allclose(array(both(x)), np.concatenate(ends, 1), atol=1e-5)


def test_saved_and_loaded_it_answers_the_same(keras, cell_class, tmp_path):
    keras.utils.set_random_seed(9)
    normal = keras.initializers.RandomNormal(stddev=0.5, seed=2)
    cell = cell_class(
        4,
        peephole_initializer=normal,
        activation="relu",
        kernel_regularizer=keras.regularizers.L2(0.1),
    )
    net = keras.Sequential([keras.Input((None, 3)), keras.layers.RNN(cell), keras.layers.Dense(1)])
    assert np.any(net.layers[0].get_weights()[3])
    net.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")  # without custom_objects
    x = np.random.default_rng(9).normal(size=(2, 6, 3)).astype("float32")
    np.testing.assert_array_equal(array(loaded(x)), array(net(x)))
    assert type(loaded.layers[0].cell) is cell_class
    assert loaded.layers[0].cell.get_config() == cell.get_config()
    assert loaded.layers[0].cell.peephole_initializer.stddev == 0.5
    json.dumps(cell.get_config())  # plain values only


def test_loading_needs_nothing_but_the_import(keras, cell_class):
    config = keras.saving.serialize_keras_object(cell_class(3))
    assert config["registered_name"] == "course>PeepholeLSTMCell"
    assert keras.saving.deserialize_keras_object(config).units == 3


def test_training_moves_every_weight_of_the_peepholes(keras, cell_class):
    keras.utils.set_random_seed(10)
    net = keras.Sequential(
        [keras.Input((None, 2)), keras.layers.RNN(cell_class(5)), keras.layers.Dense(1)]
    )
    rng = np.random.default_rng(10)
    x = rng.normal(size=(64, 8, 2)).astype("float32")
    y = x[:, :, :1].sum(1)
    net.compile(keras.optimizers.Adam(0.01), "mse")
    history = net.fit(x, y, epochs=5, batch_size=16, verbose=0).history["loss"]
    peephole = net.layers[0].cell.peephole
    assert np.abs(array(peephole)).min() > 1e-5  # they began at 0
    assert history[-1] < history[0]


@pytest.mark.parametrize("row", range(3))
def test_the_gradient_of_a_peephole_is_the_slope(keras, cell_class, row):
    """What one step of plain gradient descent takes off is compared with a difference of the oracle's."""
    net = keras.Sequential(
        [keras.Input((6, 2)), keras.layers.RNN(cell_class(3, dtype="float64"), dtype="float64")]
    )
    net.compile(keras.optimizers.SGD(1.0), "mse")
    weights = random_weights([weight.shape for weight in net.weights])
    net.set_weights(weights)
    rng = np.random.default_rng(11)
    x, y = rng.normal(size=(4, 6, 2)).astype("float32"), np.zeros((4, 3), "float32")

    def loss(change, cell):
        moved = weights[3].copy()
        moved[row, cell] += change
        return np.mean(by_the_formulas(x.astype("float64"), [*weights[:3], moved])[0][:, -1] ** 2)

    slopes = [(loss(1e-5, cell) - loss(-1e-5, cell)) / 2e-5 for cell in range(3)]
    net.train_on_batch(x, y)
    gradient = weights[3][row] - net.get_weights()[3][row]
    np.testing.assert_allclose(gradient, slopes, rtol=1e-3, atol=1e-6)
    assert np.abs(slopes).max() > 1e-4


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_mixed_precision_computes_in_halves_and_keeps_whole_weights(keras, cell_class, policy):
    rnn = keras.layers.RNN(cell_class(4, dtype=policy), dtype=policy, return_state=True)
    rnn.build((2, 6, 3))
    weights = random_weights([weight.shape for weight in rnn.weights])
    rnn.set_weights(weights)
    x = np.random.default_rng(12).normal(size=(2, 6, 3)).astype("float32")
    half = policy.removeprefix("mixed_")
    states = rnn.cell.get_initial_state(batch_size=2)
    step, carried = rnn.cell(keras.ops.cast(x[:, 0], half), states)
    outputs = rnn(x)
    assert {keras.backend.standardize_dtype(part.dtype) for part in (step, *carried, *outputs)} == {
        half
    }
    assert {keras.backend.standardize_dtype(weight.dtype) for weight in rnn.weights} == {"float32"}
    expected, _ = by_the_formulas(x, weights)
    found = array(keras.ops.cast(outputs[0], "float32"))
    assert 0 < np.abs(found - expected[:, -1]).max() < 0.05


def test_the_initial_state_is_zero(cell_class):
    cell = cell_class(4)
    assert cell.state_size == [4, 4] and cell.output_size == 4
    states = [array(state) for state in cell.get_initial_state(batch_size=3)]
    assert [state.shape for state in states] == [(3, 4), (3, 4)] and not np.any(states)


@pytest.mark.parametrize("units", [0, -3, 2.5, "4", None])
def test_units_must_be_a_whole_number_above_zero(cell_class, units):
    with pytest.raises(ValueError, match="units is a whole number of 1 or more, got "):
        cell_class(units)


def test_units_may_be_a_number_of_numpy(keras, cell_class):
    rnn = keras.layers.RNN(cell_class(np.int64(4)))
    assert rnn.compute_output_shape((2, 6, 3)) == (2, 4)
    json.dumps(rnn.cell.get_config())


@pytest.mark.parametrize("argument", ["dropout", "recurrent_dropout"])
def test_dropout_is_refused(cell_class, argument):
    with pytest.raises(ValueError, match="no dropout: put a keras.layers.Dropout"):
        cell_class(4, **{argument: 0.2})
    assert cell_class(4, **{argument: 0.0}).units == 4
