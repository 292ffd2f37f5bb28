"""The kernel doctor against Keras itself.

No GPU is needed: `kernels.ask_keras` tells Keras that there is one and reports which kernel it reaches.
"""

import importlib
import itertools

import numpy as np
import pytest

from course import kernel_masks, kernels
from tests.reading import LEFT, reader

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
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_combinations_of_arguments_against_keras(keras, kind, every):
    sequence = np.zeros((1, 2, 1), "float32")
    outcomes = set()
    for options in list(combinations(kind))[::every]:
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
    assert html.count("<th scope='col'>") == 6
    assert html.count("<th scope='row'") == 1 and html.count("<td>") == 5
    assert kernels.explain(model)._repr_html_().count("<th scope='col'>") == 5


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


# The data of the labs


def padded():
    """name -> the int arrays, padded with 0, that the course's data and demos make."""
    from course.batches import pipeline
    from course.data import countries, household, melodies, reviews, sentences
    from course.data.shared import words
    from course.nets import sentiment, seq2seq

    corpus = reviews.corpus(60, 20, seed=1)
    texts = [tree.words for tree in corpus.train]
    ids = words.encode(texts, words.number(texts))
    reading, _ = sentiment.examples(corpus.train, seed=1)
    train = sentences.corpus("fr", 60, 20, 10, seed=1).train
    alphabet = seq2seq.alphabet_of(train)
    source = seq2seq.encode(train.source, alphabet, reverse=True)
    written = seq2seq.encode(train.target, alphabet, start=True)
    read = seq2seq.encode(train.target, alphabet, end=True)
    yield "words.encode", ids
    yield "countries.texts", countries.texts(20, seed=1).ids
    yield "melodies.encode", melodies.encode(melodies.draw(20, seed=1))
    yield "questions.encode", household.encode(household.draw(20, seed=1)).questions
    yield "sentiment.encode", sentiment.encode(reading, sorted(set(itertools.chain(*texts))))
    yield "seq2seq.encode, source", source
    yield "seq2seq.encode, target", written
    for inputs, targets in pipeline.batches_by_length((source, written), read, 8, seed=1):
        yield "batches_by_length", inputs[0].numpy()
        yield "batches_by_length", inputs[1].numpy()
        yield "batches_by_length", targets.numpy()
    for batch, _ in pipeline.batches_by_length(ids, np.arange(len(ids)), 8, seed=1):
        yield "batches_by_length, labels", batch.numpy()


def test_the_data_of_the_labs_is_padded_on_the_right(keras):
    seen, some_padding = set(), set()
    for name, ids in padded():
        assert kernel_masks.mask_problem(ids != 0) is None, name
        seen.add(name)
        some_padding |= {name} if (ids == 0).any() else set()
    assert len(seen) == 9 and some_padding == seen, "each has rows that are padded"
