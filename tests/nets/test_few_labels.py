import numpy as np
import pytest

from course.data import reviews
from course.data.shared import trees, words
from course.nets import few_labels


def test_vectors_are_moved_and_scaled_but_rows_of_zeros_stay():
    table = np.random.default_rng(0).normal(2, 1, (9, 4)).astype("float32")
    table[[0, 3]] = 0
    new = few_labels.scaled(table)
    there = table.any(axis=1)
    assert not new[~there].any() and new.dtype == "float32"
    np.testing.assert_allclose(new[there].mean(axis=0), 0, atol=1e-5)
    assert np.linalg.norm(new[there], axis=1).mean() == pytest.approx(few_labels.LENGTH, rel=1e-5)


def test_vectors_dealt_out_belong_to_other_words():
    table = np.arange(40.0).reshape(20, 2)
    table[[0, 5]] = 0
    wrong = few_labels.dealt_out(table, seed=1)
    assert not wrong[[0, 5]].any() and not np.array_equal(wrong, table)
    np.testing.assert_array_equal(np.sort(wrong, axis=0), np.sort(table, axis=0))
    assert table[1].tolist() == [2, 3]


@pytest.mark.slow
def test_vectors_that_know_the_answer_help(keras, monkeypatch):
    monkeypatch.setattr(few_labels, "EPOCHS", 4)
    parts = reviews.corpus(300, 200, seed=1)
    id_of = words.number([tree.words for tree in parts.train])
    table = np.zeros((len(id_of) + 2, 4), "float32")
    for tree in parts.train:  # praise minus blame, word by word
        for word in tree.words:
            table[id_of[word], 0] += np.sign(tree.label - trees.NEUTRAL)
    table = few_labels.scaled(table)
    knows = few_labels.share_right(table, id_of, parts, seed=1)
    knows_not = few_labels.share_right(few_labels.dealt_out(table, 1), id_of, parts, seed=1)
    assert knows > knows_not + 0.05
