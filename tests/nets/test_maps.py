from types import SimpleNamespace

import numpy as np

from course.data.sentences import Pairs
from course.nets import maps

PAIRS = Pairs(
    ["a b .", "b ."], ["x y .", "y ."], [[(0, 1), (1, 0), (2, 2)], [(0, 0), (1, 1)]], [(), ()],
    [["a", "b", "."], ["b", "."]], [["x", "y", "."], ["y", "."]],
)  # fmt: skip
FACTS = {"source_words": [".", "a", "b"], "target_words": [".", "x", "y"]}


def test_the_alignment_as_an_array():
    links = maps.linked(PAIRS, (2, 4, 3))
    assert {tuple(place) for place in np.argwhere(links).tolist()} == {
        (0, 1, 0), (0, 0, 1), (0, 2, 2), (1, 0, 0), (1, 1, 1),
    }  # fmt: skip


def test_the_map_of_a_layer_is_the_mean_of_its_heads():
    heads = np.random.default_rng(1).random((2, 8, 3, 4))
    second = {"runs": [{"map": "layer 2, mean"}]}
    assert np.allclose(maps.one_map(second, heads), heads[:, 4:].mean(axis=1))
    assert np.array_equal(maps.one_map({"runs": [{"map": "attention"}]}, heads), heads[:, 0])


def test_points_right_and_means_by_word():
    def decoder(inputs):
        written, may_look, states = inputs
        weights = np.zeros((2, 1, 3, 3))
        weights[:, 0, :, :] = np.eye(3)  # the diagonal, which is wrong for the crossing pair
        assert may_look.tolist() == [[True] * 3, [True, True, False]] and states == "states"
        return np.zeros((*written.shape, 5)), weights

    parts = {"encoder": lambda source: "states", "decoder": decoder}
    model = SimpleNamespace(
        get_layer=lambda name: SimpleNamespace(
            predict_on_batch=lambda x: ["states"] if name == "encoder" else parts[name](x)
        )
    )
    facts = FACTS | {"runs": [{"map": "attention"}]}
    right = maps.points_right(model, facts, PAIRS)
    assert right.tolist() == [[False, False, True], [True, True, False]]
    table = maps.by_word(PAIRS, right, ~right)
    assert table == {"x": (1, 0, 1), "y": (2, 0.5, 0.5), ".": (2, 1, 0)}
