"""Describers: each says what is so, says nothing where it is only nearly so, and never stumbles."""

from functools import partial

import numpy as np
import pytest

from course.checks.base.compare import EXACT, close, differs
from course.checks.base.describe import Asked, describe, is_weak
from course.checks.base.plain import Other

AXES = ("row", "step", "unit")


def rng():
    return np.random.default_rng(0)


def ask(expected, function, *, inputs=None, passed=None, places=None):
    """The cases of an answer that is `function` of what is expected."""
    asked = []
    for number, right in enumerate(expected):
        value = function(right)
        good = not differs(value, right) if passed is None else passed[number]
        given = inputs[number] if inputs else ()
        regions = places[number] if places else {}
        asked.append(Asked(given, right, "value", value, good, places=regions))
    return asked


def said(expected, function, *, axes=(), parts=(), corners=None, **options):
    sentences = describe(
        ask(expected, function, **options), axes=axes, parts=parts, corners=corners or {}
    )
    assert len(sentences) <= 2
    assert all(sentence[0].isupper() and not sentence.endswith(".") for sentence in sentences)
    return " | ".join(sentences)


NUMBERS = [3, 8, 12, 17]
SHARES = [0.21, 0.34, 0.83]
ARRAYS = [rng().normal(size=(rows, 5, 4)) for rows in (2, 3, 4)]
MATRICES = [rng().normal(size=(rows, rows + 1)) for rows in (3, 4)]
LENGTHS = [np.array([5, 9, 2, 7]), np.array([1, 8, 3])]
TEXTS = ["hello world", "abcdef", "walk"]
LISTS = [["a", "b", "c", "b"], ["x", "y", "x", "z"]]


@pytest.mark.parametrize(
    ("expected", "right", "nearly", "sentence"),
    [
        (NUMBERS, lambda n: 2 * n, lambda n: 2 * n + (n == 8), "is twice the right one"),
        (ARRAYS, lambda x: x / 2, lambda x: x / 2.001, "is half of the right one"),
        (ARRAYS, lambda x: -x, lambda x: -x * 1.001, "is right but for its sign"),
        (NUMBERS, lambda n: n + 1, lambda n: n + 1 + (n == 8), "is too large by one"),
        (NUMBERS, lambda n: n - 1, lambda n: n - 1 - (n == 8), "is too small by one"),
        (SHARES, lambda p: 1 - p, lambda p: 1.001 - p, "is one minus the right one"),
        (SHARES, lambda p: 1 / p, lambda p: 1.01 / p, "is one divided by the right one"),
        (SHARES, lambda p: p * p, lambda p: p**2.01, "is the square of the right one"),
        (SHARES, np.sqrt, lambda p: p**0.51, "is the square root of the right one"),
        (SHARES, np.exp, lambda p: 2.71**p, "is np.exp of the right one"),
        (SHARES, np.log, lambda p: np.log(p + 0.01), "is np.log of the right one"),
        (SHARES, np.log2, lambda p: np.log2(p + 0.01), ""),
        (SHARES, lambda p: p / np.log(2), lambda p: p / 0.69, "divided by np.log(2)"),
        (ARRAYS, np.tanh, lambda x: np.tanh(1.01 * x), "is np.tanh of the right one"),
        (ARRAYS, abs, lambda x: abs(x) + (x < 0) * 0.1, "without its minus signs"),
        (ARRAYS, np.floor, lambda x: np.floor(x * 1.3), "is the right one rounded down"),
        (ARRAYS, lambda x: 7 * x, lambda x: 7 * x + 0.1, "up to a factor, the same everywhere"),
        (ARRAYS, lambda x: x / x.sum(), lambda x: x / (1 + abs(x)), "differs from case to case"),
        (
            MATRICES,
            lambda x: x / abs(x).sum(1, keepdims=True),
            lambda x: x / abs(x).sum(0, keepdims=True),
            "is right in each row up to a factor of its own",
        ),
        (ARRAYS, lambda x: x + 0.3, lambda x: x + 0.3 * (x > 0), "too large by the same number"),
        (MATRICES, np.transpose, lambda x: x.T * 1.01, "is the right one transposed"),
        (ARRAYS, lambda x: x.swapaxes(0, 2), lambda x: x.swapaxes(0, 2) + 1, "in another order"),
        (ARRAYS, lambda x: x[:, ::-1], lambda x: x[:, ::-1] + 0.01, "its steps in the opposite"),
        (ARRAYS, lambda x: x[:, :-1], lambda x: x[:, :-1] + 0.01, "without its last step"),
        (ARRAYS, lambda x: x[:, -1], lambda x: x[:, -2], "is only the last step"),
        (ARRAYS, lambda x: x.sum(1), lambda x: x[:, 1:].sum(1), "is the sum of the right one over"),
        (ARRAYS, lambda x: x.mean(2), lambda x: x[..., 1:].mean(2), "is the mean of the right one"),
        (ARRAYS, lambda x: x.cumsum(1), lambda x: x.cumsum(1) + 1, "is the running total"),
        (ARRAYS, lambda x: np.roll(x, 1, 1), lambda x: np.roll(x, 2, 1), "moved on by one"),
        (
            ARRAYS,
            lambda x: np.concatenate([x[:, :1] * 0, x[:, :-1]], 1),
            lambda x: np.concatenate([x[:, :1] * 0, x[:, :-1] * 1.1], 1),
            "but one step too late",
        ),
        (ARRAYS, np.ravel, lambda x: np.ravel(x) + 1, "is the right one, flattened"),
        (ARRAYS, lambda x: x[..., None], lambda x: x[..., None] + 1, "an axis too many"),
        (ARRAYS, lambda x: 0 * x, lambda x: 0 * x + (x > 1), "is 0 everywhere"),
        (LENGTHS, np.sort, lambda x: np.sort(x) + 3 * (x > 8), "is the right one, sorted"),
        (LENGTHS, lambda x: list(x)[::-1], lambda x: [*x[::-1][1:], 0], "opposite order"),
        (LENGTHS, lambda x: [*x, 4], lambda x: [*x, 4, 3], "one entry more at the end"),
        (TEXTS, lambda s: s[::-1], lambda s: s[::-1][1:] + "?", "characters in the opposite order"),
        (TEXTS, str.upper, lambda s: s.upper()[1:], "but for upper and lower case"),
        (TEXTS, lambda s: s[:-1], lambda s: s[:-1] + "?", "without its last character"),
        (TEXTS, lambda s: s + "!", lambda s: "?" + s[1:] + "!", "one character more at the end"),
        (TEXTS, lambda s: s[:2], lambda s: s[0] + "?", "as far as it goes"),
        (TEXTS, lambda s: " ".join(s), lambda s: "-".join(s), "but for its spaces"),
        (
            ["abbcacb", "bcaa"],
            lambda s: s.translate(str.maketrans("abc", "bca")),
            lambda s: s[-1] + s[:-1].translate(str.maketrans("abc", "bca")),
            "in place of some right ones, the same every time",
        ),
        (TEXTS, lambda s: "?" * (len(s) + 1), lambda s: "?" * len(s), "is too long"),
        (
            [[np.ones(2), np.arange(3.0)], [np.ones((1, 2)), np.arange(5.0)]],
            lambda arrays: [2 * a for a in arrays],
            lambda arrays: [2.01 * a for a in arrays],
            "is twice the right one",
        ),
        (LISTS, lambda x: x[::-1], lambda x: [*x[::-1], "a", "a"], "in the opposite order"),
        (LISTS, sorted, lambda x: [*sorted(x)[1:], "q"], "in another order"),
        (LISTS, lambda x: list(dict.fromkeys(x)), lambda x: list("abq"), "only once"),
        (LISTS, lambda x: [*x[:-1], "q"], lambda x: ["q"] * 4, "wrong only in the last entry"),
        (LISTS, lambda x: ["q", *x, "q"], lambda x: ["q"] * 6, "and others as well"),
        (
            [{"a": 1, "b": 2, "c": 9}, {"a": 5, "b": 7, "c": 8}],
            lambda d: {v: k for k, v in d.items()},
            lambda d: {v + 1: k for k, v in d.items()},
            "keys and values exchanged",
        ),
        (
            [{"a": 1, "b": 2, "c": 9}, {"a": 5, "b": 7, "c": 8}],
            lambda d: {k: 2 * v for k, v in d.items()},
            lambda d: {k + "!": 2 * v for k, v in d.items()},
            "is twice the right one",
        ),
        (
            [np.array([True, False, False]), np.array([False, True, True])],
            np.logical_not,
            np.zeros_like,
            "True for False",
        ),
    ],
)  # fmt: skip
def test_a_relation_is_named_and_a_near_miss_is_not(expected, right, nearly, sentence):
    axes = AXES if getattr(expected[0], "ndim", 0) == 3 else ()
    wrong = [False] * len(expected)
    assert sentence in said(expected, right, axes=axes, passed=wrong)
    assert not sentence or sentence not in said(expected, nearly, axes=axes, passed=wrong)


@pytest.mark.parametrize("value", [5, 0.3, 4, "abc", [1], -0.5, np.array([0.7])])
def test_one_number_says_nothing(value):
    for right in (0.5, 2, 8, -3.0):
        assert describe([Asked((), right, "value", value, False)]) == []


def test_small_whole_numbers_that_agree_by_accident_say_nothing():
    assert said([1, 4], lambda n: 1 if n == 4 else 4, passed=[False, False]) == ""


def test_the_same_value_everywhere_is_named():
    assert "the same in every case" in said(NUMBERS, lambda n: 5)
    assert "the same in every case" not in said(NUMBERS[:2], lambda n: 5)


def test_an_argument_that_comes_back_is_named():
    inputs = [(1, x + 1) for x in ARRAYS]
    given = iter(inputs)
    assert "is the second argument, unchanged" in said(
        ARRAYS, lambda x: next(given)[1] * 1, inputs=inputs
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda x, n, s: x * n, "is the right one times the first argument"),
        (lambda x, n, s: x / n, "is the right one divided by the first argument"),
        (lambda x, n, s: x + n, "is the right one plus the first argument"),
        (lambda x, n, s: x - len(s), "is the right one minus the length of the second argument"),
        (lambda x, n, s: n - x, "is the first argument minus the right one"),
        (lambda x, n, s: x * n * 1.01, ""),
    ],
)
def test_arithmetic_with_an_argument_is_named(change, sentence):
    inputs = [(0.3, "abc"), (1.7, "ab"), (-4.0, "abcdefg")]
    given = iter(inputs)
    said_of = said(SHARES, lambda x: change(x, *next(given)), inputs=inputs)
    assert sentence in said_of
    assert sentence or "argument" not in said_of


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: (t[1], t[0]), "Your `h` and `C` are exchanged"),
        (lambda t: (t[0], t[0]), "Your `C` is what should be your `h`"),
        (lambda t: (t[0], 2 * t[1]), "Only your `C` is wrong: your `h` is right in every case"),
        (lambda t: (t[0], 2 * t[1]), "your `C` is twice the right one"),
        (lambda t: (t[0] + 1, -t[1]), "your `h` is too large by the same number everywhere"),
    ],
)
def test_parts_of_a_tuple_are_named(change, sentence):
    pairs = [(x, x[:, ::-1] ** 2) for x in MATRICES]
    assert sentence in said(pairs, change, parts=("h", "C"))


def _changed(where):
    def change(x):
        x = x.copy()
        x[where] += rng().uniform(1, 2, x[where].shape) * rng().choice([-1, 1], x[where].shape)
        return x

    return change


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        (np.s_[:, -1], "is wrong only in the last step"),
        (np.s_[0], "is wrong only in the first row"),
        (np.s_[1:], "is right only in the first row"),
        (np.s_[:, :, 2], "is wrong only in unit 2, counted from 0"),
        (np.s_[:, 3:], "is right in its first 3 steps, and wrong in all later ones"),
        (np.s_[:, :2], "is wrong in its first 2 steps, and right in all later ones"),
        (np.s_[..., 4:], "is wrong only in the second half of the units"),
    ],
)
def test_a_place_is_named(where, sentence):
    arrays = [rng().normal(size=(rows, 5, 8)) for rows in (2, 3, 4)]
    assert sentence in said(arrays, _changed(where), axes=AXES)


def test_a_gate_is_named_whatever_the_units():
    arrays = [rng().normal(size=(3, 4 * units)) for units in (2, 3)]

    def change(x):
        third = np.s_[:, x.shape[1] // 2 : x.shape[1] * 3 // 4]
        return _changed(third)(x)

    assert "only in the third quarter of the units" in said(arrays, change, axes=("row", "unit"))


def test_a_named_region_is_used():
    padded = [np.broadcast_to(np.arange(5)[:, None] >= 3, x.shape) for x in ARRAYS]
    sentence = said(
        ARRAYS, _changed(np.s_[:, 3:]), axes=AXES, places=[{"in padded steps": p} for p in padded]
    )
    assert "is wrong only in padded steps" in sentence


def test_places_where_an_argument_is_0_are_named():
    masks = [rng().integers(0, 2, x.shape[:2]) for x in ARRAYS]
    rest = iter(masks)
    sentence = said(
        ARRAYS,
        lambda x: np.where(next(rest)[..., None] == 0, 0, x),
        axes=AXES,
        inputs=[(1, mask) for mask in masks],
    )
    assert "only where the second argument is 0" in sentence
    assert "Every number that is wrong is 0" in sentence


def test_rows_are_named_by_an_argument():
    arrays = [rng().normal(size=(rows, 3)) for rows in (4, 5)]
    lengths = [np.array([2, 7, 7, 3]), np.array([5, 1, 5, 5, 2])]
    texts = [np.arange(7) < counts[:, None] for counts in lengths]
    for inputs, sentence in (
        ([(7, counts) for counts in lengths], "is right only where the second argument is largest"),
        (
            [(7, text[:, : text.sum(1).max()]) for text in texts],
            "is wrong only in rows in which the second argument holds a 0",
        ),
    ):
        rest = iter(lengths)

        def change(x, rest=rest):
            counts = next(rest)
            return np.where((counts == counts.max())[:, None], x, np.sin(3 * x) + 0.2)

        assert sentence in said(arrays, change, inputs=inputs)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda x: np.where(x > 1, np.nan, x), "Every number that is wrong is NaN"),
        (lambda x: np.where(x > 0.5, -x * x, x), "Every number that is wrong has the wrong sign"),
        (
            lambda x: x * (1 + 0.008 * np.sin(9 * x)),
            "that is wrong is off by less than one percent",
        ),
        (lambda x: x + abs(np.sin(9 * x)), "Every number that is wrong is too large"),
        (lambda x: x - abs(np.sin(9 * x)), "Every number that is wrong is too small"),
    ],
)
def test_what_wrong_numbers_have_in_common(change, sentence):
    assert sentence in said(ARRAYS, change)


def test_numbers_that_are_off_by_a_little_are_no_multiple():
    exactly = partial(close, tolerance=EXACT)
    asked = ask(ARRAYS, lambda x: x + 1e-6, passed=[False] * 3)
    (sentence,) = describe(asked, close=exactly)
    assert sentence.startswith("Every number that is wrong is off by less than one percent")
    asked = ask([x * (x > 0) for x in ARRAYS], lambda x: x + 1e-6, passed=[False] * 3)
    (sentence,) = describe(asked, close=exactly)
    assert sentence.startswith("Every number that is wrong is off by very little")
    asked = ask(ARRAYS, lambda x: 1.0005 * x)
    (sentence,) = describe(asked)
    assert "less than one percent: is something rounded" in sentence
    asked = ask(ARRAYS, lambda x: 2 * x, passed=[False] * 3)
    assert "is twice the right one" in describe(asked, close=exactly)[0]
    asked = ask(ARRAYS, lambda x: 2 * x + 1e-6 * x, passed=[False] * 3)
    assert not any("twice" in sentence for sentence in describe(asked, close=exactly))


def test_whole_numbers_in_place_of_fractions_are_named():
    def change(x):
        return np.int64(3 * x + 1)

    assert "has whole numbers only: is something rounded" in said(ARRAYS, change)
    assert "whole numbers" not in said(ARRAYS, lambda x: np.where(x > 1, x, change(x)))
    assert "whole numbers" not in said(LENGTHS, lambda x: x * x % 7)


def test_one_row_among_several_does_not_hide_a_place():
    arrays = [rng().normal(size=(rows, 5, 4)) for rows in (1, 3, 4)]
    assert "is wrong only in the first row" in said(arrays, _changed(np.s_[0]), axes=AXES)
    arrays = [rng().normal(size=(rows, 5, 4)) for rows in (1, 1, 4)]
    assert "first row" not in said(arrays, _changed(np.s_[0]), axes=AXES)


def test_one_sentence_for_parts_with_the_same_fault():
    pairs = [(x, x[:, ::-1] ** 2) for x in MATRICES]
    double = [(2 * h, 2 * c) for h, c in pairs]
    given = iter(double)
    assert said(pairs, lambda pair: next(given), parts=("h", "C")) == (
        "In every case your `h` and `C` are both twice the right one"
    )
    given = iter([(-h, -c) for h, c in pairs])
    assert said(pairs, lambda pair: next(given), parts=("h", "C")) == (
        "In every case your `h` and `C` are both right but for their sign"
    )
    given = iter([(2 * pairs[0][0], pairs[0][1]), (pairs[1][0], 2 * pairs[1][1])])
    assert said(pairs, lambda pair: next(given), parts=("h", "C")) == (
        "Wherever your `h` or your `C` is wrong, it is twice the right one"
    )


def test_weak_words_come_last():
    (weak,) = describe(ask(ARRAYS, lambda x: x + abs(np.sin(9 * x))))
    assert is_weak(weak)
    assert not is_weak("In every case your answer is too large by one")
    change = _changed(np.s_[:, -1])
    asked = ask(ARRAYS, lambda x: np.maximum(x, change(x)), passed=[False] * 3)
    assert not any(map(is_weak, describe(asked, axes=AXES)))


def test_the_only_right_shape_is_named():
    arrays = [np.arange(1.0, 1 + size) for size in (3, 3, 4, 5)]
    sentence = said(arrays, lambda x: x if len(x) == 3 else np.sin(9 * x))
    assert "It is right in every case in which the right answer has the shape (3,)" in sentence
    assert "shape" not in said(arrays[1:], lambda x: x if len(x) == 3 else np.sin(9 * x))


def test_two_corners_that_fit_are_both_named_and_three_are_not():
    inputs = [(0,), (0,), (1,), (2,)]
    corners = {"n is 0": lambda n: n == 0, "n is below 1": lambda n: n < 1}
    asked = ask(NUMBERS, lambda n: n, inputs=inputs, passed=[False, False, True, True])
    assert "in which n is 0 and n is below 1, and is" in describe(asked, corners=corners)[0]
    corners["2 n is 0"] = lambda n: 2 * n == 0
    assert describe(asked, corners=corners) == []


def test_what_sets_a_single_case_apart_comes_after_what_relates_the_values():
    inputs = [(0,), (5,), (7,), (9,)]
    corners = {"n is 0": lambda n: n == 0}
    sentences = describe(
        ask(NUMBERS, lambda n: 2 * n if n != NUMBERS[0] else n, inputs=inputs), corners=corners
    )
    assert sentences == [
        "Wherever your answer is wrong, it is twice the right one",
        "It is right in one case only, in which n is 0, and is wrong in all others",
    ]


def test_corners_are_named():
    inputs = [("GRU", 2), ("LSTM", 2), ("GRU", 3), ("LSTM", 5)]
    corners = {"the layer is a GRU": lambda layer, units: layer == "GRU"}
    for passed, sentence in (
        ([False, True, False, True], "is wrong in every case in which the layer is a GRU, and is"),
        ([True, False, True, False], "is right in every case in which the layer is a GRU, and is"),
    ):
        asked = ask(NUMBERS, lambda n: n, inputs=inputs, passed=passed)
        assert sentence in describe(asked, corners=corners)[0]
    asked = ask(NUMBERS, lambda n: n, inputs=inputs, passed=[False, True, True, True])
    assert describe(asked, corners=corners) == []
    asked = [
        Asked(given, 1, "failed", None, False)
        if given[0] == "GRU"
        else Asked(given, 1, "value", 1, True)
        for given in inputs
    ]
    assert (
        "It fails in every case in which the layer is a GRU" in describe(asked, corners=corners)[0]
    )


def test_corners_that_nobody_named():
    def of(inputs, passed):
        return describe(ask([3, 8, 12, 17, 23], lambda n: n, inputs=inputs, passed=passed))

    passed = [False, True, False, True, True]
    inputs = [([1],), ([1, 2],), ([4],), ([2, 3, 4],), ([5, 6],)]
    assert of(inputs, passed) == [
        "It is wrong in every case in which the first argument has length 1, and is right in all others"
    ]
    assert of(inputs, [False, True, True, True, True]) == []  # one case has many properties
    inputs = [([0],), ([1, 2],), ([0],), ([2, 3, 4],), ([5, 6],)]
    assert of(inputs, passed) == []  # of length 1, and with a 0: which of them is it?


def test_a_second_call_that_differs_is_named():
    first = Asked((1,), 5, "value", 5, True)
    assert "A second call" in describe([first, Asked((1,), 5, "value", 6, False, again=True)])[0]
    assert (
        "A second call" in describe([first, Asked((1,), 5, "failed", None, False, again=True)])[0]
    )
    wrong = first._replace(value=6, passed=False)
    assert describe([wrong, wrong._replace(again=True)]) == []


def test_cases_that_raised_are_not_spoken_for():
    asked = ask(ARRAYS, lambda x: 2 * x)
    asked.append(Asked((), ARRAYS[0], "failed", None, False, "ValueError: no"))
    assert describe(asked) == []


def test_numbers_of_the_wrong_kind_are_not_called_wrong():
    assert said(LENGTHS, lambda x: x.astype(float)) == ""
    assert said([{"a": 1.5}, {"a": 2.5}], dict, passed=[False, False]) == ""


def test_a_right_answer_is_not_described():
    assert describe(ask(ARRAYS, lambda x: x)) == []
    assert describe([]) == []


def test_what_the_check_takes_for_right_is_right():
    def close(value, expected):
        return abs(value - expected) < 0.1

    def change(x):
        last = np.arange(x.shape[1])[:, None] == x.shape[1] - 1
        return x + np.where(last, 0.5, 0.05) * np.cos(x)

    asked = ask(ARRAYS, change)
    assert "only in the last step" in describe(asked, axes=AXES, close=close)[0]
    assert "only in the last step" not in "".join(describe(asked, axes=AXES))
    asked.append(Asked((), ARRAYS[0], "value", ARRAYS[0] + 0.2, True))  # close says otherwise
    assert not any("only" in sentence for sentence in describe(asked, axes=AXES, close=close))


def test_right_cases_are_not_called_wrong():
    sentence = said([*ARRAYS, np.zeros((2, 5, 4))], lambda x: 2 * x, axes=AXES)
    assert sentence == "Wherever your answer is wrong, it is twice the right one"
    mixed = iter([1, 2, 2])
    sentence = said(ARRAYS, lambda x: next(mixed) * x, axes=AXES)
    assert sentence == "Wherever your answer is wrong, it is twice the right one"


ODD = [
    None,
    True,
    0,
    3,
    10**40,
    -(10**400),
    0.5,
    float("nan"),
    float("inf"),
    1j,
    "",
    "12",
    "abc",
    b"x",
    [],
    (),
    {},
    [1, [2, 3]],
    [None, 1],
    ["a", 1],
    [[]],
    {"a": 1},
    {1: [2]},
    Other("set"),
    [Other("set")],
    np.array(3.5),
    np.array([]),
    np.zeros((0, 3)),
    np.array([1, "a", None], object),
    np.array(["a", "b"]),
    np.array([np.nan, np.inf, 1.0]),
    np.array([1e308, -1e308]),
    np.arange(6).reshape(2, 3),
    np.ones((2, 1)) * 1j,
    (np.ones(2), np.ones(3)),
    ("a", np.ones(3)),
    [{"a": 1}],
    np.array([True, False]),
    np.ones((1,) * 5),
]


@pytest.mark.filterwarnings("error")
def test_whatever_comes_back_nothing_is_raised():
    for value in ODD:
        for right in ODD:
            asked = [Asked((value, right), right, "value", value, False)] * 2
            for parts in ((), ("h", "C")):
                describe(asked, axes=AXES, parts=parts)
                describe([*asked, Asked((right, value), 3, "value", 3, True)], axes=("entry",))
