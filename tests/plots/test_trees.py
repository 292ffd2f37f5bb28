import pytest

from course.data.shared.trees import parse
from course.plots.alternative import text_of
from course.plots.trees import legend, plot_depths, plot_tree


def test_a_tree_has_its_words_in_order_and_each_parent_above_its_children():
    tree = parse("(3 (3 (2 not) (1 bad)) (2 (2 at) (2 all)))")
    ax = plot_tree(tree)
    texts = [text.get_text() for text in ax.texts]
    assert [text for text in texts if text.isalpha()] == ["not", "bad", "at", "all"]
    assert [text for text in texts if not text.isalpha()] == ["0", "−", "+", "0", "0", "0", "+"]
    assert len(ax.collections) == 7 and len(ax.lines) == 6
    assert all(line.get_ydata()[0] > line.get_ydata()[1] for line in ax.lines)
    shown = [text.get_text() for text in plot_tree(tree, [4.0] * 7).texts]
    assert shown.count("+\u2009+") == 7
    assert "not bad: positive; not bad at all: positive." in text_of(ax.figure)
    assert "very negative" in legend() and legend().endswith("very positive")
    for verdicts in ([1.0] * 6, [5.0] * 7, [float("nan")] * 7):
        with pytest.raises(ValueError, match="from 0 to 4 for each of 7 nodes"):
            plot_tree(tree, verdicts)


def test_a_single_word_is_a_tree_too():
    ax = plot_tree(parse("(1 bad)"))
    assert [text.get_text() for text in ax.texts] == ["bad", "−"] and not ax.lines


def test_depths_are_means_by_number_of_words():
    chain = parse("(2 (2 a) (2 (2 b) (2 (2 c) (2 d))))")
    balanced = parse("(2 (2 (2 a) (2 b)) (2 (2 c) (2 d)))")
    ax = plot_depths([chain, balanced, parse("(2 (2 a) (2 b))"), parse("(2 a)")])
    steps, bound, means = (line.get_ydata() for line in ax.lines)
    assert list(steps) == [1, 3] and list(bound) == [2, 4] and list(means) == [1, 2.5]
    assert ax.get_xscale() == "log" and "never above it" in text_of(ax.figure)
    chains = [chain, parse("(2 (2 a) (2 (2 b) (2 (2 c) (2 (2 d) (2 (2 e) (2 f))))))")]
    assert "6 words 5, a chain 5" in text_of(plot_depths(chains).figure)
    with pytest.raises(ValueError, match="two words or more"):
        plot_depths([parse("(2 a)")])


def test_a_large_tree_is_told_in_part():
    text = "(3 (3 good) (3 time))"
    for _ in range(20):
        text = f"(3 {text} (1 but))"
    said = text_of(plot_tree(parse(text)).figure)
    assert "31 more left out" in said and said.count(";") == 12
