import numpy as np
import pytest

from course.plots.stories import plot_hops, plot_kinds, plot_plateaus

LINES = ["Sam walks into the kitchen.", "Sam picks up an apple."]


def test_weights_stand_beside_the_lines_and_facts_are_bold():
    ax = plot_hops(LINES, [[0.96, 0.04, 0.0], [0.3, 0.7, 0.0]], facts=(1,), title="Where?")
    assert ax.images[0].get_array().tolist() == [[0.96, 0.3], [0.04, 0.7]]
    assert [text.get_text() for text in ax.texts] == ["96%", "30%", "70%"]
    labels = ax.get_yticklabels()
    assert [label.get_text() for label in labels] == [f"1  {LINES[0]}", f"→ 2  {LINES[1]}"]
    assert [label.get_fontweight() for label in labels] == ["normal", "bold"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["hop 1", "hop 2"]
    assert ax.figure.get_suptitle() == "Where?"
    for lines in ([], LINES):
        with pytest.raises(ValueError, match=r"lines, and weights of shape \(1, 1\)"):
            plot_hops(lines, np.ones((1, 1)))


def test_a_dot_per_run_and_a_line_for_the_most_frequent_answer():
    shares = {"1 hop": [{"a": 0.5, "b": 0.2}, {"a": 0.6, "b": 0.3}], "3 hops": [{"a": 1, "b": 0.9}]}
    names = {"b": "second", "a": "first"}
    ax = plot_kinds(shares, names=names, majority={"a": 0.1, "b": 0.2})
    assert [line.get_ydata().tolist() for line in ax.lines[:3]] == [
        [0.2, 0.5],
        [0.3, 0.6],
        [0.9, 1],
    ]
    assert [list(line.get_ydata()) for line in ax.lines[3:]] == [[0.2, 0.2], [0.1, 0.1]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["second", "first"]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["1 hop", "3 hops", "most frequent\nanswer"]
    with pytest.raises(ValueError, match="3 hops: nothing was measured for c"):
        plot_kinds({"3 hops": [{"a": 1}]}, names={"c": "third"})


def test_panels_have_a_line_per_sort_of_question():
    points = [(250, {"a": 0.2, "b": 0.3}), (500, {"a": 0.2, "b": 0.9})]
    axes = plot_plateaus({"one": points, "other": points}, guessing=0.2, title="Both")
    assert [ax.get_title() for ax in axes] == ["one", "other"]
    assert [line.get_ydata()[-1] for line in axes[1].lines] == [0.2, 0.9, 0.2]
    labels = [text.get_text() for text in axes[1].get_legend().get_texts()]
    assert labels == ["a", "b", "guessing"]
    with pytest.raises(ValueError, match="one: expected points that have the same names"):
        plot_plateaus({"one": [(1, {"a": 1}), (2, {"b": 1})]})
