import json

import numpy as np
import pytest

UNITS, ROWS, WIDTH, INPUTS = 5, 7, 4, 3


@pytest.fixture(scope="module")
def ntm(keras):
    from course.layers import ntm

    return ntm


def array(tensor):
    """numpy's, on every backend of Keras."""
    import keras

    return keras.ops.convert_to_numpy(tensor)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def softplus(a):
    return np.log1p(np.exp(a))


def softmax(a):
    return np.exp(a) / np.exp(a).sum()


def cell_and_states(ntm, batch=3, seed=0, scale=1.0, **settings):
    """A cell of float64 with random weights, an input, and states as they may be after some steps."""
    rng = np.random.default_rng(seed)
    settings = {"units": UNITS, "rows": ROWS, "width": WIDTH} | settings
    cell = ntm.NTMCell(dtype="float64", **settings)
    cell.build((batch, INPUTS))
    cell.set_weights([rng.normal(0, scale, weight.shape) for weight in cell.get_weights()])
    kept = [rng.normal(size=(batch, UNITS)) for _ in cell.state_size[4:]]
    heads = [rng.dirichlet(np.ones(ROWS), batch) for _ in range(2)]
    memory = rng.normal(size=(batch, ROWS * WIDTH))
    states = [*kept, rng.normal(size=(batch, WIDTH)), *heads, memory]
    return cell, rng.normal(size=(batch, INPUTS)), states


def controlled(cell, seen, kept):
    """h and the new states of the controller, for one row."""
    if cell.controller_kind == "dense":
        kernel, bias = cell.controller.get_weights()
        return np.tanh(seen @ kernel + bias), []
    kernel, recurrent, bias = cell.controller.get_weights()
    i, f, c, o = np.split(seen @ kernel + kept[0] @ recurrent + bias, 4)
    c = sigmoid(f) * kept[1] + sigmoid(i) * np.tanh(c)
    h = sigmoid(o) * np.tanh(c)
    return h, [h, c]


def placed(old, memory, raw, without):
    """New weights of one head by loops; raw: what the linear layer gives for it."""
    key, strength, gate = np.tanh(raw[:WIDTH]), softplus(raw[WIDTH]), sigmoid(raw[WIDTH + 1])
    shares, sharpness = softmax(raw[WIDTH + 2 : WIDTH + 5]), 1 + softplus(raw[WIDTH + 5])
    cosines = [
        sum(key * row) / (np.linalg.norm(key) * np.linalg.norm(row) + 1e-8) for row in memory
    ]
    gate = 1 if "interpolation" in without else 0 if "content" in without else gate
    found = gate * softmax(strength * np.array(cosines)) + (1 - gate) * old
    moved = np.zeros(ROWS)
    for i in range(ROWS):
        for share, j in zip(shares, (-1, 0, 1), strict=True):
            moved[i] += share * found[(i - j) % ROWS]
    moved = found if "shift" in without else moved
    sharp = moved if "sharpening" in without else moved**sharpness
    return sharp / sharp.sum()


def one_step(cell, inputs, states, write=None):
    """output with heads, new states: row by row in float64, by the formulas of the docstring."""
    outputs, new = [], []
    for row, x in enumerate(inputs):
        *kept, vector, read, write_old, memory = (state[row] for state in states)
        memory = memory.reshape(ROWS, WIDTH)
        h, kept = controlled(cell, np.concatenate([x, vector]), kept)
        kernel, bias = cell.heads.get_weights()
        raw = np.clip(h @ kernel + bias, -20, 20)
        size = WIDTH + 6
        read = placed(read, memory, raw[:size], cell.without)
        head = placed(write_old, memory, raw[size : 2 * size], cell.without)
        vector = sum(read[i] * memory[i] for i in range(ROWS))
        erase, add = sigmoid(raw[2 * size : -WIDTH]), np.tanh(raw[-WIDTH:])
        if write is None:
            after = [memory[i] * (1 - head[i] * erase) + head[i] * add for i in range(ROWS)]
        else:
            after = write(memory, head, add)
        outputs.append(np.concatenate([h, vector, read, head]))
        new.append([*kept, vector, read, head, np.concatenate(after)])
    return np.stack(outputs), [np.stack(state) for state in zip(*new, strict=True)]


def same(found, expected):
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(array(ours), theirs, atol=1e-9)


WITHOUTS = [(), ("content",), ("interpolation",), ("shift",), ("sharpening",), ("shift", "content")]


@pytest.mark.parametrize("controller", ["lstm", "dense"])
@pytest.mark.parametrize("without", WITHOUTS)
def test_a_step_is_what_loops_compute(ntm, controller, without):
    cell, inputs, states = cell_and_states(
        ntm, controller=controller, without=without, show_heads=True
    )
    output, new = cell(inputs, states)
    expected, after = one_step(cell, inputs, states)
    same([output, *new], [expected, *after])
    assert [state.shape[1] for state in after] == cell.state_size
    assert output.shape[1] == cell.output_size


def test_what_the_linear_layer_gives_is_kept_within_20(ntm):
    cell, inputs, states = cell_and_states(ntm, scale=30, seed=2, show_heads=True)
    output, new = cell(inputs, states)
    expected, after = one_step(cell, inputs, states)
    same([output, *new], [expected, *after])


def test_the_lecture_writes_with_an_erase_of_1(ntm):
    """M becomes (1 - b) M + b v."""
    cell, inputs, states = cell_and_states(ntm, controller="dense", show_heads=True)
    kernel, bias = cell.heads.get_weights()
    erase = slice(2 * (WIDTH + 6), 2 * (WIDTH + 6) + WIDTH)
    kernel[:, erase], bias[erase] = 0, 20  # sigmoid(20) is 1, but for 0.000000002
    cell.heads.set_weights([kernel, bias])

    def lecture(memory, b, v):
        return [(1 - b[i]) * memory[i] + b[i] * v for i in range(ROWS)]

    output, new = cell(inputs, states)
    expected, after = one_step(cell, inputs, states, write=lecture)
    np.testing.assert_allclose(array(new[-1]), after[-1], atol=1e-7)
    assert np.abs(after[-1] - states[-1]).max() > 0.1


def test_weights_are_shares(ntm):
    cell, inputs, states = cell_and_states(ntm, batch=9, scale=5, show_heads=True)
    output, _ = cell(inputs, states)
    heads = array(output)[:, UNITS + WIDTH :].reshape(9, 2, ROWS)
    assert (heads >= 0).all()
    np.testing.assert_allclose(heads.sum(-1), 1)


def test_heads_that_are_everywhere_can_be_sharpened(ntm):
    """In float32 the 21st power of 1/400 is 0."""
    cell = ntm.NTMCell(UNITS, 400, WIDTH, show_heads=True)
    cell.build((1, INPUTS))
    kernel, bias = cell.heads.get_weights()
    cell.heads.set_weights([0 * kernel, 0 * bias + 30])
    states = [np.full((1, size), 1 / 400, "float32") for size in cell.state_size]
    output, new = cell(np.ones((1, INPUTS), "float32"), states)
    np.testing.assert_allclose(array(output)[:, -400:].sum(), 1, atol=1e-5)
    assert all(np.isfinite(array(state)).all() for state in new)


def test_every_row_of_a_batch_has_its_own_memory(keras, ntm):
    keras.utils.set_random_seed(1)
    layer = keras.layers.RNN(
        ntm.NTMCell(UNITS, ROWS, WIDTH, show_heads=True), return_sequences=True
    )
    x = np.random.default_rng(1).normal(size=(4, 6, INPUTS)).astype("float32")
    together = array(layer(x))
    for row in range(4):
        np.testing.assert_allclose(
            array(layer(x[row : row + 1])), together[row : row + 1], atol=1e-6
        )


def test_a_sequence_starts_on_row_0_with_an_empty_memory(ntm):
    cell = ntm.NTMCell(UNITS, ROWS, WIDTH)
    cell.build((2, INPUTS))
    h, c, vector, read, write, memory = map(array, cell.get_initial_state(2))
    assert not h.any() and not c.any() and not vector.any()
    assert read.tolist() == write.tolist() == [[1] + [0] * (ROWS - 1)] * 2
    assert memory.shape == (2, ROWS * WIDTH) and (memory == np.float32(1e-6)).all()


def test_a_learned_start_is_learned(keras, ntm):
    """The first weights of the heads stay shares, whatever they have learned."""
    keras.utils.set_random_seed(1)
    layer = keras.layers.RNN(ntm.NTMCell(UNITS, ROWS, WIDTH, learned_start=True))
    model = keras.Sequential([keras.Input((None, INPUTS)), layer, keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.05), "mse", run_eagerly=True)
    before = [weight.copy() for weight in layer.get_weights()]
    x = np.random.default_rng(1).normal(size=(32, 5, INPUTS)).astype("float32")
    model.fit(x, x[:, 0, :1], epochs=1, batch_size=8, verbose=0)
    for old, new, weight in zip(before, layer.get_weights(), layer.weights, strict=True):
        assert np.abs(old - new).max() > 1e-4, weight.path
    assert np.isfinite(model.get_weights()[-1]).all()
    _, _, _, read, write, _ = map(array, layer.cell.get_initial_state(2))
    np.testing.assert_allclose([read.sum(1), write.sum(1)], 1, atol=1e-6)
    assert (read[0] == read[1]).all() and np.abs(read - write).max() > 1e-3


@pytest.mark.parametrize("settings", [{}, {"controller": "dense", "without": ["shift"]}])
def test_saved_and_loaded_it_answers_the_same(keras, ntm, tmp_path, settings):
    cell = ntm.NTMCell(UNITS, ROWS, WIDTH, learned_start=True, **settings)
    inputs = keras.Input((None, INPUTS))
    model = keras.Model(inputs, keras.layers.RNN(cell, return_sequences=True)(inputs))
    model.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")  # without custom_objects
    x = np.random.default_rng(1).normal(size=(2, 4, INPUTS)).astype("float32")
    np.testing.assert_array_equal(array(model(x)), array(loaded(x)))
    again = loaded.layers[-1].cell
    assert again.get_config() == cell.get_config() and again.without == cell.without
    json.dumps(again.get_config())


def test_parameters_are_counted(ntm):
    for controller, own in (("lstm", 4 * (19 * 64 + 64 * 64 + 64)), ("dense", 20 * 64)):
        cell = ntm.NTMCell(controller=controller)
        cell.build((None, 7))
        assert cell.count_params() == own + 65 * (2 * (12 + 6) + 2 * 12)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"rows": 0}, "rows is a whole number of 1 or more, got 0"),
        ({"units": 2.5}, "units is a whole number"),
        ({"controller": "gru"}, "controller is"),
        ({"without": "shift"}, "without is a list of some of content, interpolation, shift"),
        ({"without": ["sharpness"]}, "without is a list"),
        ({"without": ["content", "interpolation"]}, "nothing to interpolate with"),
        ({"dtype": "mixed_float16"}, "needs float32 or float64, got float16"),
    ],
)
def test_settings_that_mean_nothing_are_refused(ntm, settings, problem):
    with pytest.raises(ValueError, match=problem):
        ntm.NTMCell(**settings)
