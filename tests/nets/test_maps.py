from types import SimpleNamespace

import numpy as np
import pytest

from course.data.sentences import Pairs
from course.errors import CourseError
from course.nets import maps
from course.nets.translators import Translation

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


def test_words_beside_the_right_one_count_where_they_are_asked_for():
    right, near = (maps.agreements("attention-states", near=near) for near in (False, True))
    assert len(right) == len(near) == 3 and all(a < b for a, b in zip(right, near, strict=True))


def test_a_design_that_is_not_there_is_named_with_those_that_are():
    assert maps.choose({"a": 1, "b": 2}, "b") == 2
    with pytest.raises(CourseError, match="no design 'c': choose one of 'a', 'b'"):
        maps.choose({"a": 1, "b": 2}, "c")


def test_a_long_sentence_is_translated_to_its_end_and_one_too_long_is_refused(monkeypatch):
    asked = []

    def translated(model, facts, text, longest):
        asked.append(longest)
        return Translation([["x"]], [text.split()], np.ones((1, 1, 1, len(text.split()))))

    monkeypatch.setattr(maps, "translate", translated)
    facts = {"runs": [{"map": "attention"}]}
    for words in (3, maps.MOST):
        weights, source, written = maps.drawn(None, facts, "a " * words)
        assert weights.shape == (1, words) and len(source) == words and written == ["x"]
    assert asked == [30, maps.MOST + 10]
    with pytest.raises(CourseError, match="a map of 61 words cannot be read: take at most 60"):
        maps.drawn(None, facts, "a " * 61)
