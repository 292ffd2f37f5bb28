import numpy as np
import pytest

from course.plots.alternative import text_of
from course.plots.scenarios import plot_answers, plot_scenarios


def scenario_nets(keras):
    net, layers = keras.Sequential, keras.layers
    step = {"return_sequences": True}
    return {
        "dense": net([keras.Input((7,)), layers.Dense(5), layers.Dense(2)]),
        "write": net(
            [keras.Input((7,)), layers.RepeatVector(4), layers.GRU(6, **step), layers.Dense(3)]
        ),
        "read": net([keras.Input((5, 8)), layers.Dense(4), layers.LSTM(6), layers.Dense(3)]),
        "translate": net(
            [
                keras.Input((3, 9)),
                layers.SimpleRNN(6),
                layers.RepeatVector(2),
                layers.SimpleRNN(5, **step),
                layers.Dense(4),
            ]
        ),
        "label": net([keras.Input((4, 2)), layers.SimpleRNN(6, **step), layers.Dense(3)]),
    }


def boxes_and_arrows(ax):
    """The numbers in boxes by role, and how many arrows there are."""
    role = {entry.get_text(): patch.get_facecolor() for entry, patch in zip(
        ax.get_legend().get_texts(), ax.get_legend().get_patches(), strict=True)}  # fmt: skip
    inside = {text.get_position(): text.get_text() for text in ax.texts}
    found = {}
    for name, colour in role.items():
        centres = [patch.get_center() for patch in ax.patches if patch.get_facecolor() == colour]
        found[name] = [
            next(text for at, text in inside.items() if np.allclose(at, centre))
            for centre in sorted(map(tuple, centres))
        ]
    return found, sum(text.get_text() == "" for text in ax.texts)


@pytest.mark.parametrize(
    "name, boxes, arrows",
    [
        ("dense", {"input": ["7"], "hidden layer": ["5"], "output": ["2"]}, 2),
        ("write", {"input": ["7"], "recurrent state": 4 * ["6"], "output": 4 * ["3"]}, 4 + 3 + 4),
        ("read", {"input": 5 * ["8"], "recurrent state": 5 * ["6"], "output": ["3"]}, 5 + 4 + 1),
        (
            "translate",
            {"input": 3 * ["9"], "recurrent state": [*"66655"], "output": 2 * ["4"]},
            3 + 2 + 2 + 1 + 2,
        ),
        ("label", {"input": 4 * ["2"], "recurrent state": 4 * ["6"], "output": 4 * ["3"]}, 11),
    ],
)
def test_scenarios_have_the_boxes_of_their_nets(keras, name, boxes, arrows):
    ax = plot_scenarios({name: scenario_nets(keras)[name]})
    assert boxes_and_arrows(ax) == (boxes, arrows)


def test_scenarios_stand_beside_each_other_with_their_strings(keras):
    nets = scenario_nets(keras)
    ax = plot_scenarios(nets, reads={"read": list("abcde")}, writes={"translate": ["x", "hundred"]})
    texts = [text.get_text() for text in ax.texts]
    assert all(texts.count(name) == 1 for name in (*nets, *"abcdex", "hundred"))
    said = text_of(ax.figure)
    assert "read reads 5 vectors of 8 (a b c d e) and writes 1 vector of 3" in said
    assert "translate reads 3 vectors of 9 and writes 2 vectors of 4 (x hundred)" in said
    places = [patch.get_bbox() for patch in ax.patches]
    for index, one in enumerate(places):
        for other in places[:index]:
            assert not one.overlaps(other)


def test_scenarios_refuse_what_they_cannot_draw(keras):
    nets, layers = scenario_nets(keras), keras.layers
    with pytest.raises(ValueError, match="no nets"):
        plot_scenarios({})
    with pytest.raises(ValueError, match="dense: one string for each of 1 outputs, got 2"):
        plot_scenarios(nets, writes={"dense": ["a", "b"]})
    stacked = [layers.LSTM(4, return_sequences=True), layers.LSTM(4)]
    with pytest.raises(ValueError, match="deep: no recurrent layer, one, or two"):
        plot_scenarios({"deep": keras.Sequential([keras.Input((3, 2)), *stacked])})


def test_answers_stand_below_their_images_and_wrong_ones_are_marked():
    images = np.random.default_rng(1).random((5, 3, 4))
    ax = plot_answers(images, list("abcde"), [True, True, False, True, True], columns=2)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c ✗", "d", "e"]
    drawn = [image.get_array().tolist() for image in ax.images]
    assert drawn == images.tolist()
    assert len({text.get_position() for text in ax.texts}) == 5
    assert "in order: a, b, c, d and e; 1 of them wrong: c." in text_of(ax.figure)
    plain = plot_answers(images, list("abcde"))
    assert "all of them right" in text_of(plain.figure)
    assert [text.get_text() for text in plain.texts] == list("abcde")
    with pytest.raises(ValueError, match="5 images need as many answers, got 4"):
        plot_answers(images, list("abcd"))
    for wrong in (images[0], images[:0]):
        with pytest.raises(ValueError, match="images need a shape"):
            plot_answers(wrong, [])
