import math

import numpy as np
import pytest


@pytest.fixture(scope="module")
def hops_class(keras):
    from course.layers.hops import MemoryHops

    return MemoryHops


def some(count=3, lines=5, words=4, vocabulary=9, seed=0):
    """Stories of 0 to 5 lines of 1 to 4 words, and questions."""
    rng = np.random.default_rng(seed)
    stories = rng.integers(1, vocabulary, (count, lines, words))
    questions = rng.integers(1, vocabulary, (count, words))
    stories[np.arange(words) >= rng.integers(1, words + 1, (count, lines, 1))] = 0
    questions[np.arange(words) >= rng.integers(1, words + 1, (count, 1))] = 0
    stories[np.arange(lines) >= np.linspace(lines, 0, count).astype(int)[:, None]] = 0
    return stories.astype("int32"), questions.astype("int32")


def layer_of(hops_class, seed=1, **settings):
    """A layer whose weights are large enough that it looks at some lines more than at others."""
    layer = hops_class(9, **{"width": 6, "hops": 2, "slots": 4} | settings)
    layer.build((None, 5, 4), (None, 4))
    rng = np.random.default_rng(seed)
    layer.words.assign(rng.normal(size=layer.words.shape))
    layer.ages.assign(rng.normal(size=layer.ages.shape))
    return layer


def arrays(outputs):
    import keras

    return [keras.ops.convert_to_numpy(output) for output in outputs]


def by_loops(layer, stories, questions):
    """The formulas of the docstring, number by number in float64."""
    d, hops = layer.width, layer.hops
    tables = np.split(layer.words.numpy().astype("float64"), hops + 1, axis=1)
    times = np.split(layer.ages.numpy().astype("float64"), hops + 1, axis=1)

    def read(sentence, table):
        words, vector = [word for word in sentence if word], np.zeros(d)
        middle = (len(words) + 1) / 2
        for j, word in enumerate(words, 1):
            for k in range(1, d + 1):
                encoding = 1 + 4 * (k - (d + 1) / 2) * (j - middle) / (d * len(words))
                vector[k - 1] += encoding * table[word, k - 1]
        return vector

    answers, looked = [], np.zeros((len(stories), hops, stories.shape[1]))
    for n, (story, question) in enumerate(zip(stories, questions, strict=True)):
        u = read(question, tables[0])
        last = max((i for i, line in enumerate(story) if line.any()), default=-1)
        for h in range(hops):
            scores, found = {}, {}
            for i, line in enumerate(story):
                if line.any():
                    age = min(last - i + 1, layer.slots)
                    scores[i] = u @ (read(line, tables[h]) + times[h][age])
                    found[i] = read(line, tables[h + 1]) + times[h + 1][age]
            highest = max(scores.values(), default=0)
            total = sum(math.exp(score - highest) for score in scores.values())
            for i, score in scores.items():
                softmax = math.exp(score - highest) / total
                looked[n, h, i] = score if layer.linear.numpy() else softmax
                u = u + looked[n, h, i] * found[i]
        answers.append(tables[-1] @ u)
    return np.array(answers), looked


@pytest.mark.parametrize("linear", [0.0, 1.0])
@pytest.mark.parametrize("sizes", [{}, {"hops": 3, "width": 1}, {"hops": 1, "slots": 1}])
def test_it_computes_the_formulas(hops_class, sizes, linear):
    layer = layer_of(hops_class, **sizes)
    layer.linear.assign(linear)
    stories, questions = some()
    for got, wanted in zip(
        arrays(layer(stories, questions)), by_loops(layer, stories, questions), strict=True
    ):
        np.testing.assert_allclose(got, wanted, rtol=1e-3, atol=1e-3)


def test_weights_sum_to_1_and_empty_slots_get_none(hops_class):
    stories, questions = some()
    _, weights = arrays(layer_of(hops_class)(stories, questions))
    filled = stories.any(axis=-1)
    assert weights.shape == (3, 2, 5) and not filled[-1].any()
    np.testing.assert_allclose(weights.sum(axis=-1)[:2], 1, atol=1e-6)
    assert (weights[~np.broadcast_to(filled[:, None], weights.shape)] == 0).all()


def test_room_on_the_right_changes_nothing(hops_class):
    """Neither empty slots nor padded places of words: a story answers alike in every batch."""
    layer, (stories, questions) = layer_of(hops_class), some()
    wide = np.pad(stories, ((0, 0), (0, 3), (0, 2))), np.pad(questions, ((0, 0), (0, 1)))
    (logits, weights), (again, more) = arrays(layer(stories, questions)), arrays(layer(*wide))
    np.testing.assert_allclose(again, logits, atol=1e-4)
    np.testing.assert_allclose(more[:, :, :5], weights, atol=1e-5)


def test_an_empty_slot_within_a_story_counts_in_the_ages(hops_class):
    layer, (stories, questions) = layer_of(hops_class, slots=9), some()
    later = stories.copy()
    later[0, 1] = 0
    logits, weights = arrays(layer(later, questions))
    wanted, looked = by_loops(layer, later, questions)
    np.testing.assert_allclose(logits, wanted, rtol=1e-3, atol=1e-3)
    assert weights[0, 0, 1] == looked[0, 0, 1] == 0 and weights[0, 0, 0] > 0


def test_the_order_of_lines_and_of_words_matters(hops_class):
    layer, (stories, questions) = layer_of(hops_class), some(1)
    logits, _ = arrays(layer(stories, questions))
    for other in (stories[:, ::-1], np.sort(stories, axis=-1)[..., ::-1]):
        assert np.abs(arrays(layer(other.copy(), questions))[0] - logits).max() > 0.01


def test_saved_and_loaded_it_answers_the_same(keras, hops_class, tmp_path):
    stories, questions = (keras.Input(shape, dtype="int32") for shape in ((None, None), (None,)))
    layer = layer_of(hops_class)
    model = keras.Model([stories, questions], layer(stories, questions))
    layer.linear.assign(1.0)
    model.save(tmp_path / "net.keras")
    again = keras.saving.load_model(tmp_path / "net.keras")
    assert again.output_shape == [(None, 9), (None, 2, None)]
    for new, old in zip(arrays(again(list(some()))), arrays(model(list(some()))), strict=True):
        np.testing.assert_array_equal(new, old)


def test_training_moves_all_but_padding_and_the_switch(keras, hops_class):
    stories, questions = (keras.Input(shape, dtype="int32") for shape in ((5, 4), (4,)))
    layer = layer_of(hops_class)
    model = keras.Model([stories, questions], layer(stories, questions)[0])
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    before = layer.get_weights()
    data = some(64)
    model.fit(list(data), data[0][:, 0, 0], batch_size=64, epochs=1, verbose=0)
    words, ages, linear = (
        np.abs(new - old) for new, old in zip(layer.get_weights(), before, strict=True)
    )
    assert (words[1:].max(axis=1) > 0).all() and (ages[1:].max(axis=1) > 0).all()
    assert ages[0].max() == 0 and linear == 0


def test_halves_give_whole_weights(hops_class):
    layer = layer_of(hops_class, dtype="mixed_float16")
    logits, weights = arrays(layer(*some()))
    assert (logits.dtype, weights.dtype) == ("float16", "float32")
    assert np.isfinite(logits).all() and np.isfinite(weights).all()


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"width": 2.5}, {"slots": -1}, {"vocabulary": "9"}])
def test_sizes_are_whole_numbers_above_zero(hops_class, wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} is a whole number of 1 or more"):
        hops_class(**{"vocabulary": 9} | wrong)
