import numpy as np
import pytest

from course.data.shared.tree_arrays import (
    Joining,
    as_pairs,
    joined_one_by_one,
    numbered,
    random_trees,
)
from course.data.shared.trees import parse

IDS = {"not": 5, "bad": 3, ".": 2}
TREE = parse("(3 (3 (2 not) (1 bad)) (2 .))")


def test_a_tree_is_nested_pairs_of_ids():
    assert as_pairs(TREE, IDS) == ((5, 3), 2)
    assert as_pairs(parse("(1 bad)"), IDS) == 3
    with pytest.raises(KeyError):
        as_pairs(parse("(1 good)"), IDS)


def test_nodes_of_several_trees_stand_in_one_row():
    left, right, words, roots = numbered([TREE, parse("(1 bad)"), TREE], IDS)
    assert left.tolist() == [-1, -1, 0, -1, 2, -1, -1, -1, 6, -1, 8]
    assert right.tolist() == [-1, -1, 1, -1, 3, -1, -1, -1, 7, -1, 9]
    assert words.tolist() == [5, 3, 0, 2, 0, 3, 5, 3, 0, 2, 0]
    assert roots.tolist() == [4, 5, 10]


def test_nodes_are_joined_one_by_one_and_calls_are_counted():
    left, right, _, roots = numbered([TREE, parse("(1 bad)")], IDS)
    leaves = np.array([[0.5], [0.25], [0], [1], [0], [2]])
    join = Joining(np.array([[1.0], [-1.0]]), np.array([0.5]))
    h = joined_one_by_one(left, right, leaves, join)
    first = np.tanh(0.5 - 0.25 + 0.5)
    assert np.allclose(h[:, 0], [0.5, 0.25, first, 1, np.tanh(first - 1 + 0.5), 2])
    assert join.calls == 2 and leaves[2, 0] == 0


def test_random_trees_keep_the_words_and_the_verdict():
    words = " ".join("abcdefgh")
    chain = parse("(3 (2 a) (2 (2 b) (2 (2 c) (2 (2 d) (2 (2 e) (2 (2 f) (2 (2 g) (2 h))))))))")
    drawn = random_trees([chain, TREE] * 20, seed=1)
    assert {" ".join(tree.words) for tree in drawn} == {words, "not bad ."}
    assert {tree.label for tree in drawn} == {3}
    assert (
        len({str(tree) for tree in drawn[::2]}) > 10
        and len({str(tree) for tree in drawn[1::2]}) == 2
    )
    assert drawn == random_trees([chain, TREE] * 20, seed=1)
