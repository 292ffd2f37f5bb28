"""Trees in brackets are read, walked and written again."""

import numpy as np
import pytest

from course.data.shared.trees import DEEPEST, Tree, forests, parse, plant
from course.errors import CourseError

NOT_BAD = "(3 (3 (2 not) (1 bad)) (2 .))"


def test_a_tree_is_read_and_written_again():
    tree = parse(NOT_BAD)
    assert tree == Tree(3, None, Tree(3, None, Tree(2, "not"), Tree(1, "bad")), Tree(2, "."))
    assert str(tree) == NOT_BAD


def test_words_nodes_and_depth():
    tree = parse(NOT_BAD)
    assert tree.words == ["not", "bad", "."]
    assert tree.depth == 2 and parse("(4 fine)").depth == 0
    assert [node.label for node in tree.nodes()] == [2, 1, 3, 2, 3]


def test_spaces_do_not_matter():
    assert parse(" ( 3(2 not)\t(1 bad) ) ") == parse("(3 (2 not) (1 bad))")
    assert parse("(2 8\u00a01/2)").words == ["8\u00a01/2"]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "found 0"),
        ("(3 (2 a) (2 b)", "1 brackets are not closed"),
        ("(3 a) (2 b)", "found 2"),
        ("(3 a))", "expected an opening bracket"),
        ("word", "expected an opening bracket"),
        ("(5 a)", "0 to 4, found '5'"),
        ("(x a)", "0 to 4"),
        ("((2 a) (2 b))", "without a label"),
        ("(3 a b)", "one word or two trees"),
        ("(3 (2 a))", "one word or two trees"),
        ("(3 (2 a) b)", "one word or two trees"),
        ("(3 (2 a) (2 b) (2 c))", "found 3 parts"),
        ("(3)", "found 0 parts"),
        ("(2 " * (DEEPEST + 1), "deeper"),
    ],
)
def test_what_is_wrong_is_named(text, reason):
    with pytest.raises(CourseError) as caught:
        parse(text)
    assert reason in str(caught.value)


def random_tree(rng, count):
    """A tree of `count` words, split anywhere."""
    label = int(rng.integers(5))
    if count == 1:
        return Tree(label, "abcdef"[rng.integers(6)])
    left = int(rng.integers(1, count))
    return Tree(label, None, random_tree(rng, left), random_tree(rng, count - left))


def test_forests_keep_every_tree():
    rng = np.random.default_rng(1)
    trees = [random_tree(rng, count) for count in (1, 5, 9, 2, 12, 30)]
    ids = {"a": 1, "b": 2, "c": 3, "d": 4}
    names = {**{number: word for word, number in ids.items()}, 5: "?"}
    batches = forests(trees, ids, 3)

    def tree(batch, slot):
        """The tree below a slot, read back from the arrays."""
        label, words = int(batches.labels[batch, slot]), batches.words.shape[1]
        if slot < words:
            return Tree(label, names[batches.words[batch, slot]])
        below = np.concatenate(batches.children, axis=1)[batch, slot - words]
        return Tree(label, None, *(tree(batch, child) for child in below))

    found = [tree(batch, slot) for batch, roots in enumerate(batches.roots) for slot in roots]
    expected = [parse(str(tree).replace(" e)", " ?)").replace(" f)", " ?)")) for tree in trees]
    assert found == expected


def test_children_come_before_their_parents():
    rng = np.random.default_rng(2)
    batches = forests([random_tree(rng, 20) for _ in range(8)], {}, 4)
    start = batches.words.shape[1]
    for children in batches.children:
        assert children.max() < start
        start += children.shape[1]
    assert batches.labels.shape == batches.weights.shape == (2, start)


def test_slots_left_over_weigh_nothing():
    rng = np.random.default_rng(3)
    trees = [random_tree(rng, count) for count in (3, 40, 7, 8)]
    batches = forests(trees, {"a": 1}, 2)
    nodes = [2 * (3 + 40) - 2, 2 * (7 + 8) - 2]
    assert batches.weights.sum(axis=1).tolist() == nodes
    assert not batches.labels[batches.weights == 0].any()


@pytest.mark.parametrize("count", [0, 3])
def test_forests_must_be_full(count):
    with pytest.raises(ValueError, match=f"{count} trees do not fill batches of 2"):
        forests([parse(NOT_BAD)] * count, {}, 2)


def test_trees_are_planted_from_nested_pairs():
    assert str(plant((("not", "bad"), "."))) == "(2 (2 (2 not) (2 bad)) (2 .))"
    assert str(plant("bad", label=1)) == "(1 bad)"
    for nested in (("a", "b", "c"), ("a",), 3):
        with pytest.raises(ValueError, match="a word or a pair"):
            plant(nested)
