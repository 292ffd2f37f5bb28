import base64
import collections
import json

import numpy as np
import pytest

from course.checks.base.plain import NotPlain, Other, dumps, loads, to_plain


class Liar(int):
    """Equal to everything, and says that it is another number."""

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__

    def __int__(self):
        return 99

    def __index__(self):
        return 99


class LiarList(list):
    def __iter__(self):
        return iter([1, 2, 3])

    def __len__(self):
        return 3


def same(value, other):
    """Equal in kind and content, arrays and NaN included."""
    if isinstance(value, np.ndarray):
        alike = isinstance(other, np.ndarray) and value.dtype == other.dtype
        if alike and value.dtype == object:
            return value.shape == other.shape and same(
                value.ravel().tolist(), other.ravel().tolist()
            )
        exact = value.dtype.kind in "fc"
        return (
            alike and value.shape == other.shape and np.array_equal(value, other, equal_nan=exact)
        )
    if isinstance(value, (list, tuple)):
        alike = type(value) is type(other) and len(value) == len(other)
        return alike and all(same(a, b) for a, b in zip(value, other, strict=True))
    if isinstance(value, dict):
        return list(value) == list(other) and all(same(value[key], other[key]) for key in value)
    return type(value) is type(other) and repr(value) == repr(other)


PLAIN = [
    None, True, 0, -3, 2**63 - 1, 2**64, -(10**3000), 0.1, float("inf"), float("nan"), 1 + 2j, "",
    "été\n\x00", b"\x00\xff", [], (), [1, (2, [3.5])], {}, {"a": 1, 2: [3], (1, "b"): None, None: True},
    np.zeros((0, 3)), np.array(3.5), np.arange(6, dtype="int16").reshape(2, 3), np.array([True, False]),
    np.array([1.5, np.nan], "float16"), np.array([1j]), np.array(["ab", "c"]), np.array([b"ab"]),
    np.array([1, "a", [2]], dtype=object), np.arange(12).reshape(3, 4).T, Other("set"),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:30])
def test_plain_data_stay_as_they_are_and_come_back(value):
    assert same(to_plain(value), value)
    assert same(loads(dumps(value)), value)


@pytest.mark.parametrize(
    "value, expected",
    [
        (Liar(5), 5),
        (LiarList([7]), [7]),
        (np.float32(0.5), 0.5),
        (np.int64(4), 4),
        (np.bool_(True), True),
        (np.longdouble(2), 2.0),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.namedtuple("Pair", "a b")(1, 2), (1, 2)),
        ({1, 2}, Other("set")),
        (range(3), Other("range")),
        (open, Other("builtin_function_or_method")),
        (np.datetime64("2020-01-01"), Other("datetime64")),
        (np.zeros(2, "M8[s]"), Other("array of datetime64[s]")),
        (np.zeros(2, [("a", int)]), Other("array of [('a', '<i8')]")),
        ({"a": {1}}, {"a": Other("set")}),
        ("\ud800", "\\ud800"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_everything_else_becomes_plain(value, expected):
    assert same(to_plain(value), expected)


def test_tensors_become_arrays(keras):
    tensor = keras.ops.convert_to_tensor([[1.0, 2.0]])
    assert same(to_plain(tensor), np.array([[1.0, 2.0]], "float32"))
    assert to_plain(keras.Sequential()) == Other("Sequential")


def test_an_array_that_raises_is_no_plain_data():
    class Broken:
        def __array__(self, *_, **__):
            raise RuntimeError

    assert to_plain(Broken()) == Other("Broken")


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def endless():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "make",
    [
        lambda: nested(150),
        endless,
        lambda: [0] * 2_000_000,
        lambda: "x" * 2**26,
        lambda: np.zeros(2**24),
        lambda: 10**5000,
        lambda: [["x" * 2**20]] * 40,
        lambda: np.empty((1000, 1001), object),
    ],
)
def test_what_is_too_much_is_refused(make):
    with pytest.raises(NotPlain):
        to_plain(make())


def packed(*value):
    return json.dumps(list(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{}",
        "[[]]",
        packed("q", 1),
        packed("a", "<f8", [3], ""),
        packed("a", "O", [1], base64.b64encode(bytes(8)).decode()),
        packed("a", "<f8", [-1], ""),
        packed("a", "<f8", [2**40], ""),
        packed("a", "<f8", ["1"], base64.b64encode(bytes(8)).decode()),
        packed("a", "M8[s]", [1], base64.b64encode(bytes(8)).decode()),
        packed("o", "O", [2], [1]),
        packed("o", "V", [1], [1]),
        packed("o", "U", [40_000], ["x"] * 39_999 + ["x" * 2**20]),
        packed("d", [1]),
        packed("d", [["l", 1], 2]),
        packed("i", "0x" + "f" * 10_000),
        packed("i", 5),
        packed("c", "a", None),
        packed("b", "***"),
        packed("f", [0, "handed"]),
        "[" * 100_000,
        '["l",' * 3_000 + "1" + "]" * 3_000,
        "1" * 10_000,
    ],
    ids=lambda text: text[:30],
)
def test_forged_text_is_a_value_error(text):
    with pytest.raises(ValueError):
        loads(text)


def test_functions_are_referred_to():
    known = {"0": len}
    text = dumps((1, len), refer=lambda function: "0")
    assert loads(text, refer=known.get) == (1, len)
    with pytest.raises(TypeError):
        dumps((1, len))


def test_numpy_scalars_that_a_check_hands_in_keep_their_kind():
    value = loads(dumps((np.int16(3), np.float64(0.5), np.bool_(True))))
    assert [type(entry) for entry in value] == [np.int16, np.float64, np.bool_]
