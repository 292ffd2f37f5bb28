"""The kernel doctor against Keras itself.

No GPU is needed: `kernels.ask_keras` tells Keras that there is one and reports which kernel it reaches.
"""

import importlib
import itertools
import json
import zipfile

import numpy as np
import pytest

from course import cli, kernels
from course.errors import CourseError

OPTIONS = {
    "unroll": (False, True),
    "use_bias": (True, False),
    "recurrent_dropout": (0.0, 0.2),
    "use_cudnn": ("auto", True, False),
}


@pytest.fixture
def backend(keras):
    """The module in which Keras decides, on TensorFlow."""
    return importlib.import_module("keras.src.backend.tensorflow.rnn")


def combinations(kind):
    """Every combination of the arguments that can keep a layer from cuDNN."""
    import keras
    import tensorflow as tf

    options = dict(OPTIONS)
    options["activation"] = ("tanh", keras.ops.tanh, tf.tanh, "relu", np.tanh)
    options["recurrent_activation"] = ("sigmoid", keras.ops.sigmoid, tf.sigmoid, "hard_sigmoid")
    if kind == "GRU":
        options["reset_after"] = (True, False)
    for values in itertools.product(*options.values()):
        yield dict(zip(options, values, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_every_combination_of_arguments_against_keras(keras, kind):
    sequence = np.zeros((1, 2, 1), "float32")
    outcomes = set()
    for options in combinations(kind):
        layer = getattr(keras.layers, kind)(1, **options)
        (row,) = kernels.explain(layer).rows
        assert row.gpu == kernels.ask_keras(layer, sequence), options
        assert bool(row.reasons) == (row.gpu != kernels.CUDNN or options["use_cudnn"] is True)
        outcomes.add(row.gpu)
    assert outcomes == {kernels.CUDNN, kernels.GENERIC, kernels.REFUSED}


WRONG = {
    "activation": "relu",
    "recurrent_activation": "hard_sigmoid",
    "unroll": True,
    "use_bias": False,
    "recurrent_dropout": 0.2,
    "reset_after": False,
    "use_cudnn": False,
}


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_one_wrong_argument_is_the_one_reason(keras, kind):
    sequence = np.zeros((1, 2, 1), "float32")
    for argument, value in WRONG.items():
        if (kind, argument) == ("LSTM", "reset_after"):
            continue
        layer = getattr(keras.layers, kind)(1, **{argument: value})
        (row,) = kernels.explain(layer).rows
        assert row.gpu == kernels.ask_keras(layer, sequence) == kernels.GENERIC
        (reason,) = row.reasons
        assert reason.startswith(argument), "the reason names the argument"
        # What the reason says to set makes it cuDNN, by Keras' own decision.
        name, value = reason.split(": set ")[1].split(" (")[0].split("=")
        mended = getattr(keras.layers, kind)(1, **{name: eval(value)})
        assert name == argument and kernels.ask_keras(mended, sequence) == kernels.CUDNN


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
@pytest.mark.parametrize("options", [{}, {"dropout": 0.3}, {"go_backwards": True}])
def test_arguments_that_do_not_matter(keras, kind, options):
    layer = getattr(keras.layers, kind)(2, return_sequences=True, return_state=True, **options)
    (row,) = kernels.explain(layer).rows
    assert row.gpu == kernels.ask_keras(layer, np.zeros((1, 2, 1), "float32")) == kernels.CUDNN


def test_what_has_no_cudnn_kernel(keras):
    layers, sequence = keras.layers, np.zeros((1, 2, 1), "float32")
    for layer, text in [
        (layers.SimpleRNN(1), "no cuDNN kernel for SimpleRNN"),
        (layers.RNN(layers.LSTMCell(1)), "write keras.layers.LSTM(units)"),
        (layers.RNN(layers.GRUCell(1)), "write keras.layers.GRU(units)"),
        (layers.RNN(layers.SimpleRNNCell(1)), "only LSTM and GRU have a cuDNN kernel"),
        (layers.RNN([layers.LSTMCell(1), layers.LSTMCell(1)]), "RNN(StackedRNNCells)"),
    ]:
        (row,) = kernels.explain(layer).rows
        assert row.gpu == kernels.ask_keras(layer, sequence) == kernels.GENERIC
        assert text in row.reasons[0]


def test_a_layer_with_its_own_loop_is_not_judged(keras):
    class Own(keras.layers.LSTM):
        def inner_loop(self, *args, **kwargs):
            raise AssertionError("explain runs nothing without a batch")

    class Renamed(keras.layers.LSTM):
        pass

    (row,) = kernels.explain(Own(1)).rows
    assert (row.here, row.gpu) == (kernels.UNKNOWN, kernels.UNKNOWN)
    assert "Own has its own inner_loop()" in row.reasons[0]
    assert kernels.explain(Renamed(1)).rows[0].gpu == kernels.CUDNN


ANY_TIME = "time distributed over any number of steps"


def nested(keras, kind, **options):
    """name -> a model with one recurrent layer in a wrapper or another model, and a batch for it."""
    layers = keras.layers

    def recurrent(sequences=False):
        return getattr(layers, kind)(1, return_sequences=sequences, name="deep", **options)

    flat, tall = np.zeros((1, 2, 1), "float32"), np.zeros((1, 3, 2, 1), "float32")
    steps = keras.Input((2, 1))
    functional = keras.Model(steps, recurrent()(steps), name="inside")
    sequential = keras.Sequential([keras.Input((2, 1)), recurrent()], name="inside")
    outer = keras.Input((2, 1))
    wrapped = layers.TimeDistributed(layers.Bidirectional(recurrent(), name="two_ways"))
    any_time = keras.Sequential(
        [keras.Input((None, 2, 1)), layers.TimeDistributed(recurrent(), name="outside")]
    )
    return {
        "bidirectional": (layers.Bidirectional(recurrent()), flat),
        "time distributed": (layers.TimeDistributed(recurrent()), tall),
        ANY_TIME: (any_time, tall),
        "both": (wrapped, tall),
        "model in functional": (keras.Model(outer, functional(outer)), flat),
        "model in sequential": (keras.Sequential([keras.Input((2, 1)), sequential]), flat),
        "not built": (keras.Sequential([recurrent()]), flat),
        "deeper": (layers.TimeDistributed(functional), tall),
    }


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
@pytest.mark.parametrize("options", [{}, {"use_cudnn": False}, {"recurrent_dropout": 0.5}])
def test_wrapped_and_nested(keras, kind, options):
    import tensorflow as tf

    models = nested(keras, kind, **options)
    expected = kernels.GENERIC if options else kernels.CUDNN
    for name, (model, batch) in models.items():
        rows = kernels.explain(model).rows
        assert [row.gpu for row in rows] == [expected] * len(rows), name
        assert len(rows) == (2 if name in ("bidirectional", "both") else 1), name
        assert kernels.ask_keras(model, batch) == expected, name
        shape = [None, *batch.shape[1:]] if name != ANY_TIME else [None, None, *batch.shape[2:]]
        traced = tf.function(model, input_signature=[tf.TensorSpec(shape)], autograph=False)
        assert kernels.ask_keras(traced, batch) == expected, f"{name}, in a graph as in fit"

    def names(model):
        return [row.name for row in kernels.explain(models[model][0]).rows]

    assert names("model in functional") == names("model in sequential") == ["inside / deep"]
    assert names("bidirectional") == ["forward_deep", "backward_deep"]
    assert names("both") == ["two_ways / forward_deep", "two_ways / backward_deep"]


def test_asking_keras_leaves_no_trace_and_says_what_went_wrong(keras, backend, monkeypatch):
    names = ("_is_gpu_available", "_cudnn_lstm", "_cudnn_gru")
    before = [getattr(backend, name) for name in names] + [keras.layers.RNN.inner_loop]
    sequence = np.zeros((1, 2, 1), "float32")
    assert kernels.ask_keras(keras.layers.LSTM(1), sequence) == kernels.CUDNN
    with pytest.raises(ValueError, match="called no recurrent layer"):
        kernels.ask_keras(keras.layers.Dense(1), sequence)
    with pytest.raises(ValueError, match="ndim=3"):
        kernels.ask_keras(keras.layers.LSTM(1), sequence[0])
    assert before == [getattr(backend, name) for name in names] + [keras.layers.RNN.inner_loop]
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(ValueError, match="backend tensorflow only, not jax"):
        kernels.ask_keras(keras.layers.LSTM(1), sequence)


def test_a_function_of_the_same_name_is_another_one(keras):
    (row,) = kernels.explain(keras.layers.LSTM(1, activation=np.tanh)).rows
    assert row.reasons == ('activation is another function called tanh: set activation="tanh"',)


def test_on_a_machine_without_a_gpu_nothing_is_cudnn(keras, monkeypatch):
    from course import runtime

    sequence = np.zeros((1, 2, 1), "float32")
    monkeypatch.setattr(runtime, "gpus", lambda: 0)
    rows = {
        choice: kernels.explain(keras.layers.LSTM(1, use_cudnn=choice)).rows[0]
        for choice in ("auto", True, False)
    }
    assert {choice: row.here for choice, row in rows.items()} == {
        "auto": kernels.GENERIC, True: kernels.REFUSED, False: kernels.GENERIC,
    }  # fmt: skip
    assert "needs a GPU" in rows[True].reasons[0] and not rows["auto"].reasons
    with pytest.raises(ValueError, match="use_cudnn=True was specified"):
        keras.layers.LSTM(1, use_cudnn=True)(sequence)
    monkeypatch.setattr(runtime, "gpus", lambda: 2)
    report = kernels.explain(keras.layers.LSTM(1, use_cudnn=True))
    assert report.rows[0].here == kernels.CUDNN
    assert "finds 2 GPUs" in str(report)


def masks(seed, count=400):
    """Random masks, about half of them as cuDNN needs them."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        rows, steps = rng.integers(1, 5), rng.integers(1, 7)
        right = np.arange(steps) < rng.integers(1, steps + 1, (rows, 1))
        if rng.random() < 0.5:
            right ^= rng.random((rows, steps)) < 0.1
        yield right


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rule_for_masks_against_keras(backend, seed):
    import tensorflow as tf

    verdicts = []
    for mask in masks(seed):
        right = bool(backend._is_sequence_right_padded(mask))
        empty = bool(backend._has_fully_masked_sequence(mask))
        problem = kernels.mask_problem(mask)
        assert (problem is None) == (right and not empty), mask
        if problem is None:
            backend._assert_valid_mask(mask)
        else:
            with pytest.raises(tf.errors.InvalidArgumentError):
                backend._assert_valid_mask(mask)
            assert ("empty" in problem) == empty and ("padded on the left" in problem) == (
                not right
            )
        verdicts.append(problem is None)
    assert 0.2 < np.mean(verdicts) < 0.8, "both kinds of mask were tried"


def test_a_wrong_mask_is_described():
    left = np.array([[0, 1]], bool)
    assert kernels.mask_problem(left) == "row 0 is padded on the left or in between"
    many = np.repeat(left, 5, axis=0)
    assert "rows 0, 1, 2 and 2 more are padded" in kernels.mask_problem(many)
    assert kernels.mask_problem([[1, 0], [0, 0]]) == "row 1 is empty"
    with pytest.raises(ValueError, match=r"\(rows, steps\), got \(2,\)"):
        kernels.mask_problem([1, 0])


def reader(keras, kind="LSTM", **options):
    """Ids to one number: an embedding that masks 0, and a recurrent layer."""
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(9, 2, mask_zero=True),
            getattr(keras.layers, kind)(3, name="reads", **options),
            keras.layers.Dense(1),
        ]
    )


RIGHT, LEFT, EMPTY = [[1, 2, 0], [3, 4, 5]], [[0, 1, 2], [3, 4, 5]], [[1, 2, 0], [0, 0, 0]]


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
@pytest.mark.parametrize("ids, fails", [(RIGHT, False), (LEFT, True), (EMPTY, True)])
def test_a_mask_said_to_fail_ends_fit(keras, backend, monkeypatch, kind, ids, fails):
    """All of Keras but the operation of cuDNN itself, which needs a GPU and is replaced by zeros."""
    import tensorflow as tf

    def operation(input, input_h, params, **others):
        linked = tf.reduce_sum(params) + tf.reduce_sum(input)  # there are gradients
        state = tf.zeros_like(input_h) * linked
        rows, steps, _ = tf.unstack(tf.shape(input))
        return tf.zeros([rows, steps, 3]), state, state, None, None

    model, ids = reader(keras, kind), np.array(ids)
    (row,) = kernels.explain(model, ids).rows
    assert (row.gpu, row.mask_fails) == (kernels.CUDNN, fails)
    assert fails == (("on a GPU fit, evaluate and predict end with an error") in row.mask)

    monkeypatch.setattr(backend, "_is_gpu_available", lambda: True)
    monkeypatch.setattr(tf.raw_ops, "CudnnRNNV3", operation)
    model.compile("sgd", "mse", jit_compile=False)
    for call in (
        lambda: model.fit(ids, np.zeros(2), verbose=0),
        lambda: model.predict(ids, verbose=0),
    ):
        if fails:
            with pytest.raises(tf.errors.InvalidArgumentError, match="right-padded"):
                call()
        else:
            call()


def test_where_no_mask_can_fail(keras):
    ids = np.array(LEFT)
    (row,) = kernels.explain(reader(keras, use_cudnn=False), ids).rows
    assert not row.mask_fails and row.mask.startswith("any will do")
    no_mask = keras.Sequential([keras.Input((3, 1)), keras.layers.LSTM(2)])
    assert kernels.explain(no_mask, np.zeros((2, 3, 1))).rows[0].mask == "none"
    assert kernels.explain(no_mask).rows[0].mask == ""


def test_masks_through_wrappers_and_several_calls(keras):
    layers = keras.layers
    texts = keras.Input((None, 4), dtype="int32")  # rows of sentences of words
    embedded = layers.Embedding(9, 2, mask_zero=True)(texts)
    tall = keras.Model(texts, layers.TimeDistributed(layers.LSTM(2))(embedded))
    ids = np.array([[[1, 2, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]]])
    (row,) = kernels.explain(tall, ids).rows
    assert row.mask_fails and row.mask.startswith("in call 3 of 3, row 0 is empty")
    assert not kernels.explain(tall, ids[:, :2]).rows[0].mask_fails

    masked = keras.Input((3, 1))
    both = layers.Bidirectional(layers.GRU(2))(layers.Masking()(masked))
    rows = kernels.explain(keras.Model(masked, both), np.array([[[0.0], [1], [1]]])).rows
    assert [row.mask_fails for row in rows] == [True, True]

    shared = layers.LSTM(2)
    embedding = layers.Embedding(9, 2, mask_zero=True)
    first, second = keras.Input((3,), dtype="int32"), keras.Input((3,), dtype="int32")
    twice = keras.Model(
        [first, second], layers.Add()([shared(embedding(i)) for i in (first, second)])
    )
    (row,) = kernels.explain(twice, [np.array(RIGHT), np.array(LEFT)]).rows
    assert row.mask.startswith("in call 2 of 2, row 0 is padded on the left")

    halves = []
    for name in ("first", "second"):
        vectors = keras.Input((3, 2))
        halves.append(keras.Model(vectors, shared(vectors), name=name))
    vectors = keras.Input((3, 2))
    whole = keras.Model(vectors, layers.Add()([half(vectors) for half in halves]))
    names = [row.name for row in kernels.explain(whole).rows]
    assert names == [f"first / {shared.name}"], "a layer in two places is one layer"


@pytest.mark.parametrize("use_cudnn", ["auto", True])
def test_a_mask_may_be_given_to_a_layer(keras, use_cudnn):
    layer = keras.layers.LSTM(1, use_cudnn=use_cudnn)
    assert kernels.explain(layer, np.array([[False, True]])).rows[0].mask_fails
    assert not kernels.explain(layer, np.array([[True, False]])).rows[0].mask_fails


def test_use_cudnn_true_does_not_hinder_the_look_at_masks(keras):
    layers = keras.layers
    read = layers.LSTM(2)
    model = keras.Sequential(
        [keras.Input((None,), dtype="int32"), layers.Embedding(9, 2, mask_zero=True), read]
    )
    read.use_cudnn = True  # here, building with it would be refused
    assert kernels.explain(model, np.array(LEFT)).rows[0].mask_fails


def test_a_look_leaves_no_trace(keras):
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input(batch_shape=(2, 3, 1)), layers.LSTM(2, stateful=True, dropout=0.5)]
    )
    batch = np.ones((2, 3, 1), "float32")
    before = model.predict(batch, verbose=0)
    layer = model.layers[0]
    variables = [variable.numpy() for variable in model.variables]
    kernels.explain(model, batch)
    for variable, value in zip(model.variables, variables, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value)
    assert "inner_loop" not in vars(layer)
    layer.reset_state()
    np.testing.assert_array_equal(model.predict(batch, verbose=0), before)


def test_what_cannot_be_explained(keras):
    with pytest.raises(ValueError, match="expected a Keras model or layer, got int"):
        kernels.explain(3)
    with pytest.raises(ValueError, match="is not built"):
        kernels.explain(keras.Sequential([keras.layers.LSTM(1)]), np.zeros((1, 2, 1)))
    report = kernels.explain(keras.layers.Dense(1))
    assert report.rows == () and str(report) == "There is no recurrent layer in it."
    assert "<table>" not in report._repr_html_()


def test_the_report_as_text_and_table(keras):
    model = reader(keras, activation="relu")
    model.layers[1].name = "<b>"
    report = kernels.explain(model, np.array(LEFT))
    for text in (
        "<b> (LSTM)",
        "on a GPU  generic",
        'why       activation is relu: set activation="tanh"',
    ):
        assert text in str(report)
    assert repr(report) == str(report)
    html = report._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert html.count("<th>") == html.count("<td>") == 6
    assert kernels.explain(model)._repr_html_().count("<th>") == 5


@pytest.mark.parametrize(
    "backend, kind, version, gpu",
    [
        ("torch", "LSTM", "3.15.1", kernels.CUDNN),
        ("torch", "GRU", "3.15.1", kernels.CUDNN),
        ("jax", "LSTM", "3.15.1", kernels.CUDNN),
        ("jax", "GRU", "3.15.1", kernels.GENERIC),
        ("torch", "LSTM", "3.12.4", kernels.UNKNOWN),
        ("jax", "LSTM", "3.12.4", kernels.UNKNOWN),
        ("numpy", "LSTM", "3.15.1", kernels.UNKNOWN),
    ],
)
def test_other_backends_as_their_source_has_it(keras, monkeypatch, backend, kind, version, gpu):
    monkeypatch.setattr(keras, "__version__", version)
    monkeypatch.setattr(kernels, "_backend_functions", lambda *_: [])  # torch is not installed
    make = getattr(keras.layers, kind)
    here, found, _ = kernels._kernels(make(1), backend, gpus=0)
    assert (here, found) == (kernels.GENERIC, gpu)
    if backend != "numpy":
        assert kernels._kernels(make(1, unroll=True), backend, 1)[1] == kernels.GENERIC
        forced = kernels._kernels(make(1, unroll=True, use_cudnn=True), backend, 1)
        assert forced[1] == kernels.UNKNOWN


# The command


def test_the_command_reads_a_saved_net(keras, capsys, tmp_path):
    path = tmp_path / "net.keras"
    model = reader(keras, "GRU", reset_after=False)
    model.compile("sgd", "mse")
    model.save(path)
    assert cli.main(["kernels", str(path)]) == 0
    assert capsys.readouterr().out == str(kernels.explain(model)) + "\n"


def test_a_file_does_not_keep_use_cudnn(keras, tmp_path):
    model = reader(keras, use_cudnn=False)
    model.save(tmp_path / "net.keras")
    (layer,) = [
        layer for layer in kernels.load(tmp_path / "net.keras").layers if layer.name == "reads"
    ]
    assert layer.use_cudnn == "auto"


def archive(path, config):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("config.json", config if isinstance(config, str) else json.dumps(config))
    return path


def test_files_that_cannot_be_read(keras, capsys, tmp_path):
    (tmp_path / "text.keras").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as file:
        file.writestr("something", "else")
    archive(tmp_path / "broken.keras", "{")
    archive(tmp_path / "number.keras", 3)
    lstm = {"module": "keras.layers", "class_name": "LSTM", "config": {"units": -1}}
    archive(tmp_path / "wrong.keras", lstm)
    system = {
        "module": "os",
        "class_name": "function",
        "config": "system",
        "registered_name": "system",
    }
    archive(tmp_path / "system.keras", system)
    for name, text in [
        ("none.keras", "no such file"),
        (".", "a folder, not a file"),
        ("text.keras", "is not a Keras file"),
        ("other.keras", "is not a Keras file"),
        ("broken.keras", "is not a Keras file"),
        ("number.keras", "holds no model"),
        ("wrong.keras", "Keras cannot read"),
        ("system.keras", "uses system, which Keras does not know"),
    ]:
        assert cli.main(["kernels", str(tmp_path / name)]) == 2, name
        error = capsys.readouterr().err
        assert error.startswith("course: ") and text in error and error.count("\n") == 1, error


def test_a_file_that_may_not_be_opened(keras, monkeypatch, tmp_path):
    def closed(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(zipfile, "ZipFile", closed)
    (tmp_path / "net.keras").touch()
    with pytest.raises(CourseError, match="net.keras cannot be read: Permission denied"):
        kernels.load(tmp_path / "net.keras")


def test_a_layer_of_somebody_else(keras, capsys, tmp_path):
    class Mine(keras.layers.Layer):
        def call(self, inputs):
            return inputs

    keras.Sequential([keras.Input((2, 1)), Mine(), keras.layers.LSTM(1)]).save(tmp_path / "a.keras")
    assert cli.main(["kernels", str(tmp_path / "a.keras")]) == 2
    assert "uses Mine, which Keras does not know" in capsys.readouterr().err


def test_no_code_of_a_file_is_run(keras, monkeypatch, tmp_path):
    ran = tmp_path / "ran"
    write = str(ran)
    model = keras.Sequential(
        [keras.Input((2, 1)), keras.layers.Lambda(lambda x: (open(write, "w").close(), x)[1])]
    )
    model.save(tmp_path / "net.keras")
    ran.unlink()  # building the model above ran it
    with pytest.raises(CourseError, match="has a Lambda layer.*not run here"):
        kernels.load(tmp_path / "net.keras")
    monkeypatch.setattr(
        kernels, "_classes", lambda config: set()
    )  # Keras' own refusal is behind it
    with pytest.raises(CourseError, match="Keras cannot read"):
        kernels.load(tmp_path / "net.keras")
    assert not ran.exists()


# The data of the labs


def padded():
    """name -> the int arrays, padded with 0, that the course's data and demos make."""
    from course.batches import pipeline
    from course.data import reviews, sentences
    from course.data.shared import words
    from course.demos import sentiment, translate

    corpus = reviews.corpus(60, 20, seed=1)
    texts = [tree.words for tree in corpus.train]
    ids = words.encode(texts, words.number(texts))
    reading, _ = sentiment.examples(corpus.train, seed=1)
    train = sentences.corpus("fr", 60, 20, 10, seed=1).train
    alphabet = translate.alphabet_of(train)
    source = translate.encode(train.source, alphabet, reverse=True)
    written = translate.encode(train.target, alphabet, start=True)
    read = translate.encode(train.target, alphabet, end=True)
    yield "words.encode", ids
    yield "sentiment.encode", sentiment.encode(reading, sorted(set(itertools.chain(*texts))))
    yield "translate.encode, source", source
    yield "translate.encode, target", written
    for inputs, targets in pipeline.batches_by_length((source, written), read, 8, seed=1):
        yield "batches_by_length", inputs[0].numpy()
        yield "batches_by_length", inputs[1].numpy()
        yield "batches_by_length", targets.numpy()
    for batch, _ in pipeline.batches_by_length(ids, np.arange(len(ids)), 8, seed=1):
        yield "batches_by_length, labels", batch.numpy()


def test_the_data_of_the_labs_is_padded_on_the_right(keras):
    seen, some_padding = set(), set()
    for name, ids in padded():
        assert kernels.mask_problem(ids != 0) is None, name
        seen.add(name)
        some_padding |= {name} if (ids == 0).any() else set()
    assert len(seen) == 6 and some_padding == seen, "each has rows that are padded"
