"""Trees in brackets are read, walked and written again."""

import pytest

from course.data.trees import DEEPEST, Tree, parse
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
    with pytest.raises(CourseError, match="train.txt, line 7") as caught:
        parse(text, "train.txt, line 7")
    assert reason in str(caught.value)
