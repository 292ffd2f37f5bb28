import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.batches.stateful import fold
from course.data.shared.trees import parse
from course.plots.arithmetic import plot_effects, plot_results
from course.plots.backprop import plot_contributions, plot_sizes, plot_way_back
from course.plots.bars import plot_share_by_group, plot_shares
from course.plots.beam import plot_beam
from course.plots.dots import plot_dots
from course.plots.fold import plot_fold
from course.plots.gates import plot_gate_weights, plot_gates
from course.plots.heatmap import plot_heatmap
from course.plots.maps import plot_map, principal_axes
from course.plots.reading import plot_influence, plot_reading
from course.plots.recurrence import plot_folded_and_unrolled
from course.plots.scenarios import plot_answers, plot_scenarios
from course.plots.signal import plot_phases, plot_tracking
from course.plots.training import GrowingCurve, plot_curves, plot_spread
from course.plots.trees import legend, plot_depths, plot_tree
from course.plots.unrolled import plot_encoder_decoder, plot_many_to_one
from course.plots.words import plot_words


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def test_heatmap():
    ax = plot_heatmap(np.eye(2, 3), rows=["a", " "], columns="xyz", xlabel="x", label="what")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "␣"]
    assert ax.images[0].get_array().tolist() == np.eye(2, 3).tolist()
    with pytest.raises(ValueError, match="needs a matrix"):
        plot_heatmap(np.zeros(3))
    with pytest.raises(ValueError, match="3 columns need as many labels, got 2"):
        plot_heatmap(np.zeros((2, 3)), columns="ab")


def test_share_by_group():
    ax = plot_share_by_group([1, 1, 2, 2], [True, False, True, True])
    assert [bar.get_height() for bar in ax.patches] == [50, 100]
    assert [text.get_text() for text in ax.texts] == ["1 of 2", "2 of 2"]
    with pytest.raises(ValueError, match="one hit for every group"):
        plot_share_by_group([1, 2], [True])
    with pytest.raises(ValueError, match="one hit for every group"):
        plot_share_by_group([], [])


def test_curves_are_named_and_end_in_their_value():
    ax = plot_curves({"a": [1, 2], "b": [1]}, {"a": [0.1, 0.5], "b": [0.2]}, goal=0.9)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["a: 0.500", "b: 0.200", "goal: 0.9"]


def test_encoder_decoder():
    ax = plot_encoder_decoder("␣43", "7 ", summary="all of it")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("LSTM") == 5 and "␣" in texts and "all of it" in texts
    with pytest.raises(ValueError, match="at least one step"):
        plot_encoder_decoder("", "7")


def test_a_decoder_that_reads_gets_the_thought_once():
    ax = plot_encoder_decoder("ba", "xy", reads=["<", "x"], summary="thought")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("x") == 2 and texts.count("thought") == 1 and texts.count("LSTM") == 4
    with pytest.raises(ValueError, match="2 symbols to write need as many to read, got 1"):
        plot_encoder_decoder("ba", "xy", reads=["<"])


def test_dots_show_every_run_and_the_mean():
    ax = plot_dots({"one": [0.2, 0.4], "two": [0.5]})
    assert [text.get_text() for text in ax.texts] == ["0.300", "0.500"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "two"]
    assert ax.lines[0].get_xdata().tolist() == [0.2, 0.4]
    with pytest.raises(ValueError, match="nothing was measured for two"):
        plot_dots({"one": [1], "two": []})


def test_map_has_a_colour_a_group_and_rings():
    points = np.array([[0, 0], [1, 1], [2, 0.5]])
    ax = plot_map(points, ["b", "a", "b"], labels={1: "here"})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["b", "a"]
    assert ax.collections[0].get_offsets().tolist() == [[0, 0], [2, 0.5]]
    assert [text.get_text() for text in ax.texts] == ["1", "1: here"]
    with pytest.raises(ValueError, match="n groups"):
        plot_map(points, ["a"])


def test_principal_axes_find_the_direction_of_most_variance():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(200, 5)) * [0.1, 5, 0.1, 1, 0.1]
    points, shares = principal_axes(vectors)
    assert abs(np.corrcoef(points[:, 0], vectors[:, 1])[0, 1]) > 0.999
    assert shares[0] > 0.9 > shares[1]
    assert np.allclose(principal_axes(-vectors)[0], points)


def test_beam_follows_the_best_path_back():
    steps = [[(0, "a", -0.1), (0, "b", -0.9)], [(1, "c", -1.0), (0, " ", -1.2)]]
    ax = plot_beam(steps)
    signs = {text.get_text(): text.get_bbox_patch() for text in ax.texts if text.get_bbox_patch()}
    blue = {sign for sign, box in signs.items() if box.get_facecolor()[2] > 0.6}
    assert blue == {"b", "c"} and "␣" in signs
    assert "-1.00" in [text.get_text() for text in ax.texts]
    with pytest.raises(ValueError, match="a parent is missing"):
        plot_beam([[(0, "a", -0.1)], [(1, "b", -0.2)]])
    with pytest.raises(ValueError, match="at least one"):
        plot_beam([])


def test_growing_curve_measures_after_every_execution(keras, monkeypatch):
    monkeypatch.setattr(
        "IPython.display.display", lambda *a, **k: type("H", (), {"update": print})()
    )
    seen = []

    def measure(model):
        seen.append(model)
        return {"share": len(seen) / 10}

    net = keras.Sequential([keras.layers.Dense(1)])
    net.compile(loss="mse", steps_per_execution=2)
    curve = GrowingCurve(measure, goal=0.9)
    net.fit(np.ones((8, 2)), np.ones((8, 1)), batch_size=2, epochs=2, verbose=0, callbacks=[curve])
    assert curve.shares == {"share": [0.1, 0.2, 0.3, 0.4]}
    assert curve.seconds == sorted(curve.seconds) and len(curve.seconds) == 4
    assert not plt.get_fignums()


def arrows_and_crosses(ax):
    crosses = [line for line in ax.lines if line.get_marker() == "x"]
    return sum(text.get_text() == "" for text in ax.texts), len(crosses)


def test_fold_shows_which_window_follows_which():
    places = fold(np.arange(24), 2, 3)  # 4 batches
    ax = plot_fold(places)
    spans = [text.get_text() for text in ax.texts if text.get_text()]
    assert sorted(spans) == sorted(f"{start}–{start + 2}" for start in range(0, 24, 3))
    assert arrows_and_crosses(ax) == (6, 0)
    assert arrows_and_crosses(plot_fold(places[::-1])) == (0, 6)
    assert arrows_and_crosses(plot_fold(places[[0, 1, 3]])) == (2, 2)
    single = plot_fold(fold(np.arange(2), 2, 1))
    assert [text.get_text() for text in single.texts] == ["0", "1"]


def test_fold_refuses_what_is_no_fold():
    with pytest.raises(ValueError, match="must follow each other"):
        plot_fold(np.zeros((2, 2, 2), int))
    for places in (np.arange(6), np.zeros((0, 2, 2), int)):
        with pytest.raises(ValueError, match="need a shape"):
            plot_fold(places)


def test_tracking_draws_each_output_on_the_same_target():
    target = np.arange(8.0)
    axes = plot_tracking(target, {"a": target + 1, "b": target - 1}, steps=4)
    assert [ax.get_title(loc="left") for ax in axes] == ["a", "b"]
    for ax, shift in zip(axes, (1, -1), strict=True):
        curves = [line.get_ydata() for line in ax.lines if len(line.get_ydata()) == 8]
        assert [list(curve) for curve in curves] == [list(target), list(target + shift)]
        assert len(ax.lines) - len(curves) == 3  # where windows begin, and the end
    with pytest.raises(ValueError, match="a: shape \\(7,\\), the target has \\(8,\\)"):
        plot_tracking(target, {"a": target[1:]}, steps=4)
    with pytest.raises(ValueError, match="outputs is empty"):
        plot_tracking(target, {}, steps=4)


def test_phases_follow_each_other_and_are_named_once():
    ax = plot_phases([("fit", [1, 2]), ("predict", 3), ("fit", [4])])
    assert [bar.get_height() for bar in ax.patches] == [1, 2, 3, 4]
    assert [round(bar.get_x() + 0.4, 6) for bar in ax.patches] == [0, 1, 2, 3]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["fit", "predict"]
    colours = [bar.get_facecolor() for bar in ax.patches]
    assert colours[0] == colours[1] == colours[3] != colours[2]
    for phases in ([], [("fit", [])]):
        with pytest.raises(ValueError, match="at least one value"):
            plot_phases(phases)


def test_many_to_one_has_a_box_a_word_and_one_verdict():
    ax = plot_many_to_one(["not", "bad"], "positive")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts == ["LSTM", "not", "LSTM", "bad", "positive"]
    with pytest.raises(ValueError, match="at least one word"):
        plot_many_to_one([], "positive")


def test_reading_starts_from_undecided():
    ax = plot_reading(["not", "bad"], [0.2, 0.9], alone=[0.2, 0.1])
    assert [round(bar.get_height(), 6) for bar in ax.patches] == [-0.3, 0.4]
    assert ax.patches[0].get_facecolor() != ax.patches[1].get_facecolor()
    assert [label.get_text() for label in ax.get_xticklabels()] == ["not", "bad"]
    assert ax.lines[0].get_ydata().tolist() == [0.2, 0.1]
    for words, verdicts in ((["a"], [0.1, 0.2]), ([], []), (["a"], [[0.5]])):
        with pytest.raises(ValueError, match="one number for each word"):
            plot_reading(words, verdicts)
    for bad in (1.2, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            plot_reading(["a"], [bad])


def test_influence_goes_up_and_down_from_0():
    ax = plot_influence(["not", "bad"], [-0.2, 0.4])
    assert [bar.get_height() for bar in ax.patches] == [-0.2, 0.4]
    low, high = ax.get_ylim()
    assert low == -high and high > 0.4
    with pytest.raises(ValueError, match="between -1 and 1"):
        plot_influence(["a"], [2])


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
    with pytest.raises(ValueError, match="two words or more"):
        plot_depths([parse("(2 a)")])


def test_shares_stand_side_by_side_in_their_groups():
    ax = plot_shares({"one": [0.5, 1], "two": [0.25, 0]}, ["a", "b"], guessing=0.5)
    assert [bar.get_height() for bar in ax.patches] == [0.5, 1, 0.25, 0]
    assert [text.get_text() for text in ax.texts] == ["0.50", "1.00", "0.25", "0.00"]
    left, right = ax.patches[0], ax.patches[2]
    assert left.get_x() + left.get_width() <= right.get_x()
    with pytest.raises(ValueError, match="one: 1 shares for 2 groups"):
        plot_shares({"one": [0.5]}, ["a", "b"])


def test_names_of_words_never_cover_each_other_or_a_point():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(60, 2))
    words = [f"ingredient {i}" for i in range(60)]
    ax = plot_words(points, words, ["x", "y"] * 30)
    boxes = [text.get_window_extent() for text in ax.texts]
    assert 10 < len(boxes) < 60  # some find no room here, and most of the first do
    ax.figure.draw_without_rendering()
    for text, box in zip(ax.texts, boxes, strict=True):
        now = text.get_window_extent()
        assert np.allclose(now.extents, box.extents)  # nothing moves when it is drawn
        assert not any(
            now.overlaps(other.get_window_extent()) for other in ax.texts if other != text
        )
        own = words.index(text.get_text())
        on_screen = np.delete(ax.transData.transform(points), own, axis=0)
        assert not any(now.contains(*point) for point in on_screen)


def test_words_far_apart_all_have_their_names():
    points = [[0, 0], [1, 1], [0, 1]]
    ax = plot_words(points, ["one", "two", "three"], links=[(0, 1)])
    assert [text.get_text() for text in ax.texts] == ["one", "two", "three"]
    assert ax.get_legend() is None and len(ax.lines) == 1
    assert [text.get_text() for text in plot_words(points, "abc", "xyx").get_legend().texts] == [
        "x",
        "y",
    ]


def test_words_and_groups_must_fit_the_points():
    with pytest.raises(ValueError, match=r"got \(2, 2\) and 1 words"):
        plot_words(np.eye(2), ["a"])
    with pytest.raises(ValueError, match="2 words, 3 groups"):
        plot_words(np.eye(2), ["a", "b"], "xyz")


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
    plain = plot_answers(images, list("abcde"))
    assert [text.get_text() for text in plain.texts] == list("abcde")
    with pytest.raises(ValueError, match="5 images need as many answers, got 4"):
        plot_answers(images, list("abcd"))
    for wrong in (images[0], images[:0]):
        with pytest.raises(ValueError, match="images need a shape"):
            plot_answers(wrong, [])


def small_recurrence(steps=3):
    rng = np.random.default_rng(steps)
    weights = {
        "input_weights": rng.normal(size=(1, 2)),
        "recurrent_weights": rng.normal(size=(2, 2)),
        "output_weights": rng.normal(size=(2, 1)),
    }
    series = rng.normal(size=(steps, 1)), rng.normal(size=(steps, 2)), rng.normal(size=(steps, 1))
    return series, weights


def test_folded_and_unrolled_show_the_numbers_given():
    series, weights = small_recurrence()
    ax = plot_folded_and_unrolled(*series, **weights, start=[0.25, -0.001])
    texts = [text.get_text().replace("−", "-").split() for text in ax.texts]
    for vectors in series:
        for vector in vectors:
            assert texts.count([f"{value:.2f}" for value in vector]) == 1
    for matrix in weights.values():  # the same weights at every step
        assert texts.count([f"{value:.2f}" for value in matrix.ravel()]) == 3
    assert ["0.25", "0.00"] in texts
    assert all(texts.count([name]) == 1 for name in ("x(t)", "U", "W", "V", "s(0)", "s(3)", "y(1)"))
    whole = plot_folded_and_unrolled([[3], [1]], [[3, 0], [1, 3]], [[-3], [-4]], [[1, 0]],
        [[0, 1], [-1, 0]], [[-1], [-1]])  # fmt: skip
    assert "−1 0" in "".join(f"{text.get_text()} " for text in whole.texts).replace("\u2007", " ")
    assert "." not in "".join(text.get_text() for text in whole.texts)
    assert ["x(4)"] not in texts and ["s(4)"] not in texts


def test_folded_and_unrolled_refuse_shapes_that_do_not_fit():
    (x, s, y), weights = small_recurrence()
    with pytest.raises(ValueError, match="U needs a shape .1, 2., got .2, 1.: from and to"):
        plot_folded_and_unrolled(
            x, s, y, **{**weights, "input_weights": weights["input_weights"].T}
        )
    with pytest.raises(ValueError, match="3 states need as many vectors y, got 2"):
        plot_folded_and_unrolled(x, s, y[:2], **weights)
    with pytest.raises(ValueError, match="s needs a shape"):
        plot_folded_and_unrolled(x, np.zeros((3, 3)), y, **weights)
    with pytest.raises(ValueError, match="start needs a shape"):
        plot_folded_and_unrolled(x, s, y, **weights, start=[0.0])
    series, weights = small_recurrence(steps=6)
    with pytest.raises(ValueError, match="1 to 5 time steps are legible, got 6"):
        plot_folded_and_unrolled(*series, **weights)


def test_effects_are_means_with_the_middle_half_and_what_is_wanted():
    slopes = np.array([[1.0, -2.0], [2.0, -2.0], [6.0, -2.0]])
    ax = plot_effects({"one": slopes, "two": slopes + 1}, ["a", "b"], [1, -1])
    assert [bar.get_height() for bar in ax.patches] == [3, -2, 4, -1]
    middle = ax.collections[0].get_segments()[0]
    assert middle[:, 1].tolist() == [1.5, 4]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert set(labels) == {"one", "two", "wanted"}
    with pytest.raises(ValueError, match=r"two: shape \(3, 1\) for 2 numbers"):
        plot_effects({"one": slopes, "two": slopes[:, :1]}, ["a", "b"], [1, -1])
    with pytest.raises(ValueError, match=r"wanted: shape \(1, 1\) for 2 numbers"):
        plot_effects({"one": slopes}, ["a", "b"], [1])
    with pytest.raises(ValueError, match="no nets"):
        plot_effects({}, ["a", "b"], [1, -1])


def test_results_are_drawn_against_the_right_ones():
    right = np.array([[0.0], [1.0], [2.0]])
    axes = plot_results({"exact": (right, right), "mean": (right, np.ones((3, 1)))})
    assert [ax.get_title() for ax in axes] == ["exact\nR² = 1.000", "mean\nR² = 0.000"]
    assert axes[1].lines[0].get_ydata().tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="results is empty"):
        plot_results({})
    with pytest.raises(ValueError, match=r"short: \(2,\) results for \(3,\) right ones"):
        plot_results({"short": ([1, 2, 3], [1, 2])})


def gates_of(steps=3, units=2, value=0.5):
    return {"forget gate": np.full((steps, units), value), "input gate": np.ones((steps, units))}


def test_gates_have_a_panel_each_and_a_colour_for_each_unit():
    labels = ["store A 1", "", "release A"]
    axes = plot_gates(
        gates_of(), np.ones((3, 2)), labels, names=["A", "B"], output=[0, 0, 1], target=[0, 0, 1]
    )
    assert [ax.get_ylabel() for ax in axes] == ["forget gate", "input gate", "cell C", "output"]
    heights = [bar.get_height() for bar in axes[0].patches[:6]]
    assert heights == [0.5] * 6 and len({bar.get_facecolor() for bar in axes[0].patches[:6]}) == 2
    assert [text.get_text() for text in axes[-1].get_xticklabels()] == labels
    assert [text.get_text() for text in axes[0].get_legend().texts] == ["A", "B"]
    assert len(plot_gates(gates_of(), np.ones((3, 2)), labels)) == 3


@pytest.mark.parametrize(
    "change, said",
    [
        ({"cells": np.ones(3)}, r"shape \(steps, units\), got \(3,\)"),
        ({"cells": np.ones((3, 1))}, "forget gate: shape"),
        ({"gates": gates_of(value=1.5)}, "a gate lies in 0..1, got 1.5"),
        ({"labels": ["", ""]}, "labels: shape"),
        ({"output": [1, 2]}, "output: shape"),
        ({"target": [0, 0, 0]}, "give output, too"),
        ({"names": ["A"]}, "names: shape"),
        ({"cells": np.ones((3, 9)), "gates": {}}, "at most 6 units"),
    ],
)
def test_gates_that_do_not_fit_are_refused(change, said):
    fitting = {"gates": gates_of(), "cells": np.ones((3, 2)), "labels": ["", "", ""]}
    with pytest.raises(ValueError, match=said):
        plot_gates(**{**fitting, **change})


def test_way_back_shows_losses_and_what_states_hand_back():
    ax = plot_way_back("ab", "bc", np.array([1.5, 0.25]), [0.75])
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("a") == 1 and "0.75" in texts
    assert any("1.50" in text for text in texts) and any("0.25" in text for text in texts)
    with pytest.raises(ValueError, match="3 steps need 3 targets and losses and 2 gradients"):
        plot_way_back("abc", "bc", [1, 2, 3], [1, 2])


def test_contributions_of_later_steps_are_left_out():
    ax = plot_contributions([[1.0, 9.0], [2.0, 3.0]])
    assert [text.get_text() for text in ax.texts] == ["1.00", "2.00", "3.00"]
    with pytest.raises(ValueError, match="one row and one column for each step"):
        plot_contributions(np.ones((2, 3)))


def test_sizes_have_a_logarithmic_axis_and_dashed_companions():
    ax = plot_sizes({"a": [1, 0.1], "b": [1, 2]}, dashed={"b": [1, 4]}, dashed_label="thin")
    assert ax.get_yscale() == "log"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b", "thin"]
    assert ax.lines[1].get_color() == ax.lines[2].get_color() != ax.lines[0].get_color()
    with pytest.raises(ValueError, match="there is none for"):
        plot_sizes({"a": [1]}, dashed={"b": [1]})


def test_spread_goes_from_the_worst_run_to_the_best():
    ax = plot_spread([2, 20], {"a": [[1.0, 0.0], [1.0, 0.5]]}, xlabel="delay")
    assert ax.lines[0].get_ydata().tolist() == [1.0, 0.25]
    assert ax.collections[0].get_paths()[0].get_extents().ymin == 0.0
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "20"]
    with pytest.raises(ValueError, match="expected \\(runs, 2\\) shares"):
        plot_spread([2, 20], {"a": [1.0, 0.5]})


def test_gate_weights_stand_in_one_block_a_gate():
    weights = [np.ones((2, 12)), np.zeros((3, 12)), -np.ones(12)]  # 2 inputs, 3 units
    ax = plot_gate_weights(weights, "ifco")
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == ["x 1", "x 2", "h 1", "h 2", "h 3", "bias"]
    assert ax.get_xticks().tolist() == [1, 4, 7, 10]
    assert ax.images[0].get_array()[:, 0].tolist() == [1, 1, 0, 0, 0, -1]
    gru = [np.ones((1, 6)), np.ones((2, 6)), np.ones((2, 6))]  # reset_after: two rows of biases
    rows = [label.get_text() for label in plot_gate_weights(gru, "zrh").get_yticklabels()]
    assert rows[-2:] == ["bias 1", "bias 2"]
    with pytest.raises(ValueError, match="4 gates of 2 units need 8 columns, got 6"):
        plot_gate_weights(gru, "ifco")
    with pytest.raises(ValueError, match="two or three arrays of weights, got 1"):
        plot_gate_weights(gru[:1], "zrh")
