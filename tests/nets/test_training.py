import numpy as np

from course.batches.pipeline import batches, batches_by_length
from course.nets import training


def test_the_bar_shows_every_epoch_and_passes_settings_on(capsys):
    def train(seed, progress):
        for epoch, share in ((1, 0.25), (2, 0.5)):
            progress(epoch, share)
        return seed

    assert training.with_bar("net", train, 2, "texts right", seed=7) == 7
    shown = capsys.readouterr().err
    assert "net: 100%" in shown and "2/2" in shown and "50.0% of texts right" in shown


def test_the_rate_rises_for_a_twentieth_and_falls_to_nothing(keras):
    rate = training.optimizer(0.5, 1_000)._learning_rate
    rates = [float(rate(step)) for step in (0, 25, 50, 525, 1_000)]
    np.testing.assert_allclose(rates, [0, 0.25, 0.5, 0.25, 0], atol=1e-6)


def test_few_steps_have_a_rate_too(keras):
    rate = training.optimizer(0.5, 3)._learning_rate
    assert max(float(rate(step)) for step in range(3)) > 0.1


def test_fit_measures_after_each_epoch(keras):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    values, told = iter((0.25, 0.5)), []
    data = batches(np.ones((4, 1), "float32"), np.ones((4, 1), "float32"), 2)
    shares = training.fit(
        model, data, 2, measure=lambda: next(values), progress=lambda *args: told.append(args)
    )  # fmt: skip
    assert shares == [0.25, 0.5] and told == [(1, 0.25), (2, 0.5)]


def test_facts_tell_time_and_versions(keras, monkeypatch):
    monkeypatch.setattr(training.time, "perf_counter", lambda: 99.6)
    facts = training.made(started=40)
    assert facts["seconds"] == 60 and f"Keras {keras.__version__} on " in facts["made_with"]


def test_other_data_have_another_fingerprint():
    one, other = training.fingerprint(b"one"), training.fingerprint(b"other")
    assert one == training.fingerprint(b"one") != other and len(one) == 16


def test_a_net_that_starts_again_learns_as_a_new_one_does(keras):
    ids, labels = np.arange(12).reshape(6, 2) % 5, np.array([0, 1] * 3, "float32")

    def learned(model):
        data = batches_by_length(ids.astype("int32") + 1, labels, 3)
        model.fit(data, epochs=2, verbose=0)
        return [*model.get_weights(), *(np.array(one) for one in model.optimizer.variables)]

    def fresh():
        keras.utils.set_random_seed(5)
        model = keras.Sequential(
            [keras.Input((None,), dtype="int32"), keras.layers.Embedding(9, 3)]
        )
        model.add(keras.layers.LSTM(2))
        model.add(keras.layers.Dense(1, activation="sigmoid"))
        model.compile(training.optimizer(0.05, 4), "binary_crossentropy")
        return model

    model = fresh()
    training.start_again(model, 7)  # before it has ever learned, too
    first = learned(model)
    other = learned(model)
    training.start_again(model, 7)
    for one, again, on in zip(first, learned(model), other, strict=True):
        np.testing.assert_array_equal(one, again)
        assert (one != on).any() or not one.any()
