import itertools

import numpy as np
import pytest

from course.nets import decoding, seq2seq

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return seq2seq.load()


def net(keras, seed, depth=1):
    keras.utils.set_random_seed(seed)
    return seq2seq.build_model(6, units=5, depth=depth)


@pytest.mark.parametrize("depth", [1, 2])
def test_the_halves_step_by_step_are_the_whole_model(keras, depth):
    model = net(keras, 1, depth)
    source = np.array([[3, 4, 5], [5, 3, 0]])
    written = np.array([[1, 4, 4], [1, 5, 3]])
    whole = model.predict_on_batch([source, written])
    encoder, decoder = decoding.halves(model)
    states = encoder.predict_on_batch(source)
    for step in range(3):
        logits, *states = decoder.predict_on_batch([written[:, step : step + 1], *states])
        np.testing.assert_allclose(logits[:, 0], whole[:, step], atol=1e-5)


@pytest.mark.parametrize("width", [1, 2, 40])
def test_scores_are_the_log_probabilities_of_the_texts(keras, width):
    model = net(keras, 2)
    source = np.array([[3, 4, 5], [5, 3, 0]])
    ids, scores = decoding.decode(model, source, width, longest=4)
    for row, texts in enumerate(ids):
        for text, score in zip(texts, scores[row], strict=True):
            if not np.isfinite(score):
                continue
            read = np.array([[1, *text[:-1]]])
            logits = model.predict_on_batch([source[row : row + 1], np.where(read == 0, 3, read)])[
                0
            ]
            log = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
            kept = [log[i, symbol] for i, symbol in enumerate(text) if symbol]
            assert score == pytest.approx(sum(kept), abs=1e-4)
            ended = np.flatnonzero(text == decoding.END)
            assert len(ended) <= 1 and not (len(ended) and text[ended[0] + 1 :].any())


def test_a_wide_beam_finds_the_best_of_all_texts(keras):
    model = net(keras, 3)
    source = np.array([[4, 5, 3]])
    ids, scores = decoding.decode(model, source, width=400, longest=3)
    best = -np.inf
    for length in (0, 1, 2):
        for text in itertools.product([3, 4, 5], repeat=length):
            logits = model.predict_on_batch([source, np.array([[1, *text]])])[0]
            log = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
            best = max(best, sum(log[i, s] for i, s in enumerate([*text, decoding.END])))
    ended = [score for text, score in zip(ids[0], scores[0], strict=True) if decoding.END in text]
    assert max(ended) == pytest.approx(best, abs=1e-4)


def test_an_ensemble_averages_probabilities(keras):
    models = [net(keras, 4), net(keras, 5)]
    source = np.array([[3, 4, 5]])
    first = [decoding._softmax(m.predict_on_batch([source, np.array([[1]])])[0, 0]) for m in models]
    mean = np.mean(first, axis=0)
    mean[:2] = 0
    ids, _ = decoding.decode(models, source, longest=1)
    assert ids[0, 0, 0] == mean.argmax()
    alone = decoding.decode([models[0], models[0]], source)[0]
    assert alone.tolist() == decoding.decode(models[0], source)[0].tolist()


def test_beam_steps_lead_to_what_was_decoded(shipped):
    model, facts = shipped
    source = seq2seq.encode(["the cat sleeps ."], facts["alphabet"], reverse=True)
    steps = decoding.beam_steps(model, source[0], 3, facts["alphabet"])
    text, place = "", 0
    for step in reversed(steps):
        parent, symbol, _ = step[place]
        text, place = symbol + text, parent
    assert text == "le chat dort .■"


def test_one_text_steps_as_the_halves_do(keras):
    model = net(keras, 4)
    encoder, step = decoding.one_text(model)
    source, text, symbol = np.array([[3, 4]]), [], decoding.START
    state = encoder.predict_on_batch(source)
    for _ in range(3):
        chances, state = step(symbol, state)
        assert chances.shape == (6,) and chances.sum() == pytest.approx(1, abs=1e-5)
        chances[[0, decoding.START]] = 0
        symbol = int(chances.argmax())
        text.append(symbol)
    ids, _ = decoding.decode(model, source, longest=3)
    kept = ids[0, 0][ids[0, 0] > 0].tolist()
    assert text[: len(kept)] == kept
