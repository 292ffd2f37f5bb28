import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course.plots.alternative import text_of
from course.plots.scenes import PIXELS, plot_answers, plot_scenes
from course.plots.style import COLOURS
from course.scenes import picture, things

SCENES = [things.scene(seed) for seed in range(3)]


def test_each_scene_has_its_words():
    axes = plot_scenes(
        SCENES, above=["one", "two", "three"], below=["a", "b " * 40, "c"], columns=2
    )
    assert [ax.get_title() for ax in axes] == ["one", "two", "three"]
    assert axes[0].get_xlabel() == "a" and "\n" in axes[1].get_xlabel()
    thing = SCENES[1][0]
    told = text_of(axes[0].figure)
    assert f"a {thing.colour} {thing.shape}" in told and thing.place not in told
    assert f"at the {thing.place}" in text_of(plot_scenes(SCENES[1:2])[0].figure)
    assert f"A scene with {len(SCENES[0])} things" in text_of(plot_scenes(SCENES * 2)[0].figure)
    assert "Below it: a." in told
    for ax, image in zip(axes, picture.render(SCENES, PIXELS), strict=True):
        np.testing.assert_allclose(ax.images[0].get_array(), image)


def test_a_changed_answer_is_coloured_and_a_wrong_one_is_corrected():
    answers = [["red", "blue", "red"], ["2", "2", "3"]]
    true = [["red", "blue", "red"], ["2", "2", "2"]]
    table = plot_answers(
        SCENES, ["before", "painted", "moved"], ["colour?", "how many?"], answers, true=true
    )
    words = [text.get_text() for text in table.texts]
    assert words == ["colour?", "red", "blue", "red", "how many?", "2", "2", "✗ 3 (2)"]
    assert [patch.get_facecolor()[:3] for patch in table.patches] == [to_rgb(COLOURS["orange"])] * 2
    told = text_of(table.figure)
    assert "how many? before: 2, moved: 3 (wrong, 2 is true)" in told
    tops = [round(1 - patch.get_y() - patch.get_height(), 2) for patch in table.patches]
    assert tops[0] < 0.5 <= tops[1], "one in each row"


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="there is no scene"):
        plot_scenes(SCENES[:0])
    with pytest.raises(ValueError, match="one text for each of 3 scenes, got 1"):
        plot_scenes(SCENES, below=["one"])
    with pytest.raises(ValueError, match=r"3 scenes, and answers for \[2\] of them"):
        plot_answers(SCENES, ["a", "b", "c"], ["?"], [["yes", "no"]])
    with pytest.raises(ValueError, match="2 questions with answers to 1"):
        plot_answers(SCENES, ["a", "b", "c"], ["?", "?"], [["yes", "no", "no"]])
