import ast
import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture
def skipgram(keras):
    from course.nets import skipgram

    return skipgram


def test_windows_of_one_are_the_neighbours_of_each_word(skipgram):
    texts = [["a", "b", "c"], ["a"], ["c", "b", "a", "rare", "b"]]
    words, counts, ids = skipgram.encode(texts, min_count=2)
    assert counts.tolist() == [0] + [sum(text.count(word) for text in texts) for word in words[1:]]
    near = skipgram.windows(ids, 1, np.random.default_rng(0))
    known = [[word for word in text if word in words] for text in texts]
    neighbours = [pair for text in known for pair in itertools.pairwise(text)]
    expected = sorted(neighbours + [(b, a) for a, b in neighbours])
    for kind in (skipgram.skipgram, skipgram.cbow):
        rows = zip(*kind(ids, near), strict=True)
        assert sorted((words[i], words[t]) for row, t in rows for i in row if i) == expected


def test_wider_windows_see_near_words_more_often(skipgram):
    ids = np.r_[np.arange(1, 5_001), 0].astype(
        "int32"
    )  # each word once: a difference is a distance
    near = skipgram.windows(ids, 4, np.random.default_rng(0))
    inputs, targets = skipgram.skipgram(ids, near)
    distances = np.bincount(abs(inputs[:, 0] - targets)) / 10_000
    assert distances == pytest.approx([0, 1, 0.75, 0.5, 0.25], abs=0.03)


def steps(rng, count, shared):
    """Windows with gaps, targets, noise and a rate for some steps over 29 words."""
    inputs = rng.integers(1, 30, (count, 6, 4)) * (rng.random((count, 6, 4)) < 0.7)
    inputs[..., 0] = 3  # one word in all windows: its slopes add up
    targets, noise = rng.integers(1, 30, (count, 6)), rng.integers(1, 30, (count, shared))
    ids = (array.astype("int32") for array in (inputs, targets, noise))
    return *ids, np.full(count, 0.1, "float32")


def test_a_step_is_gradient_descent_on_negative_sampling(skipgram):
    rng = np.random.default_rng(0)
    inner, outer = skipgram.tables(30, 8, seed=0)
    v, u = (rng.normal(0, 0.3, (30, 8)).astype("float32") for _ in range(2))
    inner.embeddings.assign(v)
    outer.embeddings.assign(u)
    inputs, targets, noise, rates = steps(rng, 1, skipgram.SHARED)
    skipgram.train_epoch(inner, outer, inputs, targets, noise, rates)

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    new_v, new_u = v.copy(), u.copy()
    for window, target in zip(inputs[0], targets[0], strict=True):
        window = window[window > 0]
        mean = v[window].mean(axis=0)
        slope = -sigmoid(-mean @ u[target]) * u[target]
        new_u[target] += 0.1 * sigmoid(-mean @ u[target]) * mean
        for word in noise[0]:
            pull = skipgram.NEGATIVES / skipgram.SHARED * sigmoid(mean @ u[word])
            slope = slope + pull * u[word]
            new_u[word] -= 0.1 * pull * mean
        for word in window:
            new_v[word] -= 0.1 * slope / len(window)
    np.testing.assert_allclose(inner.embeddings.numpy(), new_v, atol=1e-6)
    np.testing.assert_allclose(outer.embeddings.numpy(), new_u, atol=1e-6)


LAB = Path(__file__).resolve().parents[2] / "solutions" / "07_word2vec.py"


@pytest.mark.skipif(not LAB.exists(), reason="lab 07 is not here")
def test_lab_07_trains_as_this_module_does(skipgram, tmp_path):
    functions = [
        ast.unparse(node)
        for node in ast.parse(LAB.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    imports = "import keras, numpy as np, tensorflow as tf\nfrom keras import layers, ops\n"
    path = tmp_path / "lab.py"  # a file, as TensorFlow reads the source of what it compiles
    path.write_text(imports + "\n".join(functions), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("lab", path)
    lab = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lab)
    arrays = steps(np.random.default_rng(1), 20, skipgram.SHARED)
    trained = []
    for train_epoch in (skipgram.train_epoch, lab.train_epoch):
        inner, outer = skipgram.tables(30, 8, seed=0)
        train_epoch(inner, outer, *arrays)
        trained.append((inner.embeddings.numpy(), outer.embeddings.numpy()))
    np.testing.assert_allclose(*trained, atol=1e-6)


def test_words_of_one_topic_become_neighbours(skipgram):
    rng = np.random.default_rng(0)
    topics = rng.integers(5, size=1_500)
    texts = [[f"{topic} {n}" for n in rng.integers(8, size=6)] for topic in topics]
    words, counts, ids = skipgram.encode(texts)
    for kind, rate in ((skipgram.skipgram, 0.05), (skipgram.cbow, 0.2)):
        settings = {"size": 20, "epochs": 8, "rate": rate, "batch": 32, "sample": 1}
        vectors = skipgram.train(kind, counts, ids, seed=1, **settings)[1:]
        np.testing.assert_array_equal(
            vectors, skipgram.train(kind, counts, ids, seed=1, **settings)[1:]
        )
        cosines = vectors @ vectors.T / np.outer(*[np.linalg.norm(vectors, axis=1)] * 2)
        np.fill_diagonal(cosines, -1)
        nearest = cosines.argmax(axis=1)
        topic = np.array([word[0] for word in words[1:]])
        assert (topic[nearest] == topic).mean() > 0.9


def test_tables_that_are_used_again_begin_anew(skipgram):
    rng = np.random.default_rng(0)
    texts = [[f"{n}" for n in rng.integers(8, size=6)] for _ in range(60)]
    _, counts, ids = skipgram.encode(texts)
    settings = {"size": 6, "epochs": 2, "rate": 0.05, "batch": 16, "sample": 1, "steps": 5}
    into = skipgram.tables(len(counts), 6, seed=9)
    runs = [
        skipgram.train(skipgram.cbow, counts, ids, seed=1, into=into, **settings) for _ in range(2)
    ]
    np.testing.assert_array_equal(*runs)
    fresh = skipgram.train(skipgram.cbow, counts, ids, seed=1, **settings)
    np.testing.assert_allclose(runs[0], fresh, atol=1e-6)
