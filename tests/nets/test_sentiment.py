import numpy as np
import pytest

from course.cli import main
from course.data import reviews
from course.data.shared.trees import parse
from course.nets import sentiment, storage, training
from tests.nets.lab_code import function_of, run_cells, same_settings

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return sentiment.load()


def test_padding_changes_nothing(shipped):
    model, facts = shipped
    ids = sentiment.encode([["a", "dull", "film"]], facts["words"])
    short, long = (model.predict_on_batch(np.pad(ids, [(0, 0), (0, n)])) for n in (0, 27))
    np.testing.assert_allclose(short, long, atol=1e-5)


def test_single_words_without_an_opinion_are_undecided(shipped):
    chances = sentiment.chances([["."], ["film"], ["superb"], ["dull"]])
    assert np.allclose(chances[:2], 0.5, atol=0.02) and chances[2] > 0.9 > 0.1 > chances[3]


def test_encode():
    ids = sentiment.encode([["b", "what", "a"], ["a"], [None]], ["a", "b"])
    assert ids.tolist() == [[3, 1, 2], [2, 0, 0], [1, 0, 0]]


def test_examples_are_reviews_phrases_and_blurred_reviews(monkeypatch):
    tree = parse("(4 (3 (2 not) (1 bad)) (2 (2 at) (2 all)))")
    texts, targets = sentiment.examples([tree] * 40, seed=1)
    found = {tuple(text): float(target) for text, target in zip(texts, targets, strict=True)}
    assert found[("not", "bad")] == 1 and found[("bad",)] == 0 and found[("at", "all")] == 0.5
    assert ("not", "bad", "at", "all") not in found  # the demo's own example stays unseen
    assert found[("not", None, "at", "all")] == 0.5  # nobody can tell
    assert found[("not", "bad", None, "all")] == 1


@pytest.fixture
def small(monkeypatch, keras):
    """The net with so little training that it is wrong, but quick."""
    corpus = reviews.corpus(300, 40, seed=sentiment.DATA_SEED)
    monkeypatch.setattr(sentiment, "data", lambda: corpus)
    monkeypatch.setattr(sentiment, "EPOCHS", 1)
    monkeypatch.setattr(sentiment, "RATE", 1e-6)


def test_course_train_writes_weights_that_load(small, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    assert main(["train", "sentiment"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "sentiment.npz")
    model, facts = sentiment.load()
    assert facts["epochs"] == 1 and len(facts["right"]) == 1


def test_facts_of_the_weights_that_ship(shipped):
    _, facts = shipped
    assert facts["seed"] == sentiment.VARIANTS[sentiment.SHIPPED]["seed"]
    assert (facts["epochs"], facts["reviews"]) == (sentiment.EPOCHS, sentiment.REVIEWS)


def test_unseen_reviews_and_twins_are_judged(shipped):
    model, facts = shipped
    corpus = reviews.corpus(1, 400, seed=sentiment.DATA_SEED)
    for part in (corpus.test, corpus.twins):
        assert sentiment.share_right(model, part, facts["words"]) >= 0.97


def test_weights_that_ship_were_trained_on_this_grammar(shipped):
    """Else their test reviews may have been among those they were trained on: train them again."""
    assert shipped[1]["sample"] == sentiment.fingerprint(sentiment.sample())


@pytest.mark.slow
@pytest.mark.nightly  # the whole corpus takes a minute, and its sample tells nearly as much
def test_weights_that_ship_were_trained_on_this_corpus(shipped):
    assert shipped[1]["corpus"] == sentiment.fingerprint(sentiment.data())


def test_the_net_is_the_lab_s(keras):
    """Lab 08 explains it, with fewer units, and a sigmoid where this one gives a logit."""
    names = {"keras": keras, "layers": keras.layers, "WORDS": 100}
    lab = run_cells("08_sentiment", ["UNITS = 32"], names)["model"]
    for one, own in zip(lab.layers, sentiment.build_model(98).layers, strict=True):
        same = one.get_config() | {"name": ""}
        changed = {"units": own.units} if isinstance(one, keras.layers.LSTM) else {}
        changed |= {"activation": "linear"} if isinstance(one, keras.layers.Dense) else {}
        assert type(one) is type(own) and same | changed == own.get_config() | {"name": ""}


def test_the_training_is_the_lab_s(keras):
    """Its optimizer, its rate; lab 08 sorts reviews by length and has other sizes and epochs."""

    class Net:
        def compile(self, optimizer, loss, steps_per_execution):
            self.optimizer, self.loss = optimizer, loss

        def fit(self, data, epochs, verbose, callbacks):
            pass

    names = {"training": training}
    fit, net = function_of("08_sentiment", "fit", names), Net()
    fit(net, range(100), epochs=3)
    assert same_settings(net.optimizer, training.optimizer(sentiment.RATE, 300))
    assert net.loss == "binary_crossentropy"
