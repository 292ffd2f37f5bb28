import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course.plots.scenes import plot_answers, plot_scenes
from course.plots.style import COLOURS
from course.scenes import picture, things

IMAGES = picture.render([things.scene(seed) for seed in range(3)], 24)


def test_each_scene_has_its_words():
    axes = plot_scenes(
        IMAGES, above=["one", "two", "three"], below=["a", "b " * 40, "c"], columns=2
    )
    assert [ax.get_title() for ax in axes] == ["one", "two", "three"]
    assert axes[0].get_xlabel() == "a" and "\n" in axes[1].get_xlabel()
    for ax, image in zip(axes, IMAGES, strict=True):
        np.testing.assert_allclose(ax.images[0].get_array(), image)


def test_a_changed_answer_is_coloured_and_a_wrong_one_is_corrected():
    answers = [["red", "blue", "red"], ["2", "2", "3"]]
    true = [["red", "blue", "red"], ["2", "2", "2"]]
    table = plot_answers(
        IMAGES, ["before", "painted", "moved"], ["colour?", "how many?"], answers, true=true
    )
    words = [text.get_text() for text in table.texts]
    assert words == ["colour?", "red", "blue", "red", "how many?", "2", "2", "✗ 3 (2)"]
    assert [patch.get_facecolor()[:3] for patch in table.patches] == [to_rgb(COLOURS["orange"])] * 2
    tops = [round(1 - patch.get_y() - patch.get_height(), 2) for patch in table.patches]
    assert tops[0] < 0.5 <= tops[1], "one in each row"


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match=r"at least one, got shape \(0, 24, 24, 3\)"):
        plot_scenes(IMAGES[:0])
    with pytest.raises(ValueError, match="one text for each of 3 scenes, got 1"):
        plot_scenes(IMAGES, below=["one"])
    with pytest.raises(ValueError, match=r"3 scenes, and answers for \[2\] of them"):
        plot_answers(IMAGES, ["a", "b", "c"], ["?"], [["yes", "no"]])
    with pytest.raises(ValueError, match="2 questions with answers to 1"):
        plot_answers(IMAGES, ["a", "b", "c"], ["?", "?"], [["yes", "no", "no"]])
