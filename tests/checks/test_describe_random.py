"""Whatever is said of random answers is checked again, by other means than it was found by."""

import re

import numpy as np
import pytest

from course.checks.base.compare import differs
from course.checks.base.describe import Asked, describe

AXES = ("row", "step", "unit")


def _agree(value, other):
    value, other = np.asarray(value), np.asarray(other)
    return value.shape == other.shape and np.allclose(value, other, 3e-5, 3e-6, equal_nan=True)


def _entries(value):
    return [repr(entry) for entry in (value.tolist() if isinstance(value, np.ndarray) else value)]


def _numbered(word):
    return {None: 0, "first": 0, "second": 1, "third": 2, "fourth": 3}[word]


def _flat(value):
    return list(value) if isinstance(value, (str, list)) else np.ravel(value).tolist()


def _tied(entry, value):
    return _flat(value).count(entry) > 1


def _axis(words):
    return {"row": 0, "step": 1, "unit": 2, "column": 1, "entry": 0, "entrie": 0, "character": 0}[
        words.rstrip("s") if not words.endswith("ies") else "entry"
    ]


def _taken(value, axis, part):
    if isinstance(value, (str, list)):
        return value[part]
    return np.asarray(value)[(slice(None),) * axis + (part,)]


def _same(value, other):
    if isinstance(value, str) or isinstance(other, str):
        return value == other
    try:
        return _agree(value, other)
    except (TypeError, ValueError):
        return _entries(value) == _entries(other)


def _over(function):
    return lambda v, r, name: _agree(v, function(np.asarray(r), _axis(name)))


def _by(function):
    return lambda v, r: _agree(np.asarray(v, float), function(np.asarray(r, float)))


def _proportional(v, r):
    v, r = np.ravel(v), np.ravel(r)
    place = np.argmax(abs(r))
    return _agree(v * r[place], r * v[place])


def _wrong(v, r):
    return (
        np.array([bool(differs(a, b)) for a, b in zip(v, r, strict=True)])
        if isinstance(r, (str, list))
        else ~np.isclose(v, r, 1e-5, 1e-6)
    )


def _inside(v, r, axis, index, of=_wrong):
    bad = of(v, r)
    return bad.any() and not np.delete(bad, index, axis).any()


def _right(v, r):
    return ~_wrong(v, r)


def _block(v, r, number, noun, of):
    parts = {"half": 2, "third": 3, "quarter": 4}[noun]
    number = ("first", "second", "third", "fourth").index(number)
    bad = of(v, r)
    size = bad.shape[-1] // parts
    return not np.delete(bad, np.arange(number * size, (number + 1) * size), -1).any()


NUMBER_TRUTHS = {
    "is right but for its sign": _by(np.negative),
    "is twice the right one": _by(lambda r: r * 2),
    "is half of the right one": _by(lambda r: r * 0.5),
    "is three times the right one": _by(lambda r: r + r + r),
    "is four times the right one": _by(lambda r: r + r + r + r),
    "is ten times the right one": _by(lambda r: r * 10),
    "is a tenth of the right one": _by(lambda r: r * 0.1),
    "is a hundred times the right one": _by(lambda r: r * 100),
    "is a hundredth of the right one": _by(lambda r: r * 0.01),
    "is one minus the right one": _by(lambda r: -r + 1),
    "is one divided by the right one": _by(np.reciprocal),
    "is the square of the right one": _by(np.square),
    "is the square root of the right one": _by(np.sqrt),
    "is np.exp of the right one": _by(np.exp),
    "is np.log of the right one": _by(np.log),
    "is minus np.log of the right one": _by(lambda r: np.log(1 / r)),
    "is np.exp of minus the right one": _by(lambda r: 1 / np.exp(r)),
    r"is the right one divided by np.log\(2\)": _by(lambda r: r / 0.69314718),
    r"is the right one times np.log\(2\)": _by(lambda r: r * 0.69314718),
    r"is the right one divided by np.log\(10\)": _by(lambda r: r / 2.30258509),
    r"is the right one times np.log\(10\)": _by(lambda r: r * 2.30258509),
    "is right but for a tanh: .*": lambda v, r: _agree(np.tanh(v), r),
    "is np.tanh of the right one": _by(np.tanh),
    "is right but for a sigmoid: .*": lambda v, r: _agree(1 / (1 + np.exp(-v)), r),
    "is the sigmoid of the right one": _by(lambda r: np.exp(r) / (1 + np.exp(r))),
    "is the right one with 0 for its negative numbers": _by(lambda r: r * (r > 0)),
    "is right but for some negative numbers": lambda v, r: _agree(v * (np.asarray(v) > 0), r),
    "is the right one without its minus signs": _by(np.fabs),
    "is right but for the sign of some numbers": lambda v, r: _agree(np.fabs(v), np.fabs(r)),
    "is the right one rounded down": _by(np.floor),
    "is the right one rounded up": _by(np.ceil),
    "is the right one rounded to a whole number": _by(np.rint),
    "is the right one rounded to one decimal": _by(lambda r: np.rint(r * 10) / 10),
    "is the right one rounded to two decimals": _by(lambda r: np.rint(r * 100) / 100),
    "is the right one rounded to three decimals": _by(lambda r: np.rint(r * 1000) / 1000),
    r"is NaN \(not a number\)( everywhere)?": lambda v, r, *_: bool(np.isnan(v).all()),
    "is 0( everywhere)?": lambda v, r, *_: np.count_nonzero(v) == 0,
    "is one and the same number": lambda v, r: np.ptp(v) == 0,
    r"is (-?[\d.e+-]+)": lambda v, r, number: bool(np.all(np.asarray(v) == float(number))),
    "has the wrong sign": lambda v, r: bool(np.all(np.sign(v) == -np.sign(r))),
    "is off by less than one percent(: is something .*)?": lambda v, r, _: np.allclose(
        v, r, 0.01, 0
    ),
    "is off by very little, less than a thousandth of the largest right number": lambda v, r: bool(
        np.all(np.abs(np.subtract(v, r)) < 1e-3 * np.max(np.abs(r)))
    ),
    "is too large": lambda v, r: bool(np.all(np.asarray(v) > r)),
    "is too small": lambda v, r: bool(np.all(np.asarray(v) < r)),
}
TRUTHS = NUMBER_TRUTHS | {
    "is the same number everywhere": lambda v, r: len(set(_flat(v))) == 1,
    "is the opposite of the right one: .*": lambda v, r: bool(np.all(np.asarray(v) != r)),
    "is too (large|small) by one( everywhere)?": lambda v, r, side, _: bool(
        np.all(np.subtract(v, r) == (1 if side == "large" else -1))
    ),
    "is too (large|small) by the same number everywhere": lambda v, r, side: (
        _agree(np.subtract(v, r), np.full(np.shape(r), np.subtract(v, r).flat[0]))
        and (np.subtract(v, r).flat[0] > 0) == (side == "large")
    ),
    "is right up to a factor, .*": _proportional,
    r"is right in each row(?: of (?:units|numbers))? up to a factor of its own": lambda v, r: all(
        _proportional(*rows)
        for rows in zip(v.reshape(-1, v.shape[-1]), r.reshape(-1, r.shape[-1]), strict=True)
    ),
    r"is right in each row(?: of (?:units|numbers))? but for a number that .*": lambda v, r: _agree(
        v - v[..., :1], r - r[..., :1]
    ),
    "is the right one transposed": lambda v, r: _agree(v, np.asarray(r).T),
    "is the right one with its axes in another order": lambda v, r: (
        sorted(v.shape) == sorted(r.shape) and _agree(np.sort(v, None), np.sort(r, None))
    ),
    r"is the right one with its (\w+) in the opposite order": lambda v, r, name: _same(
        v, _taken(r, _axis(name), slice(None, None, -1))
    ),
    r"is the right one without its (last|first) (\w+)": lambda v, r, end, name: _same(
        v, _taken(r, _axis(name), slice(None, -1) if end == "last" else slice(1, None))
    ),
    r"is only the (last|first) (\w+) of the right one": lambda v, r, end, name: _same(
        v, _taken(r, _axis(name), -1 if end == "last" else 0)
    ),
    r"is the running total of the right one over its (\w+)": _over(np.cumsum),
    r"is the sum of the right one over its (\w+)": _over(np.sum),
    r"is the mean of the right one over its (\w+)": _over(np.mean),
    r"is the largest of the right one over its (\w+)": _over(np.max),
    r"is the right one with its (\w+) moved (on|back) by one in a circle": lambda v, r, name, way: (
        _entries(
            np.roll(list(r) if isinstance(r, str) else r, 1 if way == "on" else -1, _axis(name))
        )
        == _entries(np.array(v) if not isinstance(v, str) else v)
    ),
    "is the right one, flattened": lambda v, r: _agree(v, np.concatenate([np.ravel(r)])),
    "is the right one, sorted": lambda v, r: _agree(v, sorted(r)),
    r"is the right one, but with equal \w+ side by side only once": lambda v, r: (
        list(v) == [b for a, b in zip([None, *r], r, strict=False) if a != b]
    ),
    r"is the right one and one \w+ more at the end": lambda v, r: _same(v[: len(r)], r),
    "has the right numbers.* in another shape|has the right numbers, but an axis .*": lambda v, r: (
        _agree(np.ravel(v), np.ravel(r))
    ),
    r"is the right one, but one (\w+) too (late|early)": lambda v, r, name, way: _same(
        _taken(v, _axis(name), slice(1, None) if way == "late" else slice(None, -1)),
        _taken(r, _axis(name), slice(None, -1) if way == "late" else slice(1, None)),
    ),
    r"is the right one as far as it goes, .*": lambda v, r: _same(v, r[: len(v)]),
    r"is the right one but for its beginning.*": lambda v, r: _same(v, r[-len(v) :]),
    r"is the right one, but goes on .*": lambda v, r: _same(r, v[: len(r)]),
    r"is the right one with \w+ too many at its beginning|is the right one and one \w+ more at the beginning": (
        lambda v, r: _same(r, v[-len(r) :])
    ),
    "has the right (?:numbers|entries|characters) in another order": lambda v, r: (
        sorted(_flat(v)) == sorted(_flat(r))
    ),
    r"has the right (\w+) in another order": lambda v, r, name: (
        sorted(np.moveaxis(v, _axis(name), 0).tolist())
        == sorted(np.moveaxis(r, _axis(name), 0).tolist())
    ),
    r"has each of the right \w+ only once, .*": lambda v, r: (
        set(_entries(v)) == set(_entries(r)) and len(set(_entries(v))) == len(v)
    ),
    r"has \w+ several times that are right once": lambda v, r: set(_entries(v)) == set(_entries(r)),
    r"has only right \w+, .*": lambda v, r: set(_entries(v)) <= set(_entries(r)),
    r"has all of the right \w+, .*": lambda v, r: set(_entries(v)) >= set(_entries(r)),
    r"has to be added up: its running total over the (\w+) is right": lambda v, r, name: _agree(
        np.cumsum(v, _axis(name)), r
    ),
    r"is right once (it is summed|its mean is taken)(?: along its (\w+) axis)?: .*": (
        lambda v, r, what, which: _agree(
            (np.sum if "sum" in what else np.mean)(v, _numbered(which)), r
        )
    ),
    r"is right in its (last|first) entry(?: along its (\w+) axis)?: .*": (
        lambda v, r, end, which: _agree(np.take(v, -(end == "last"), _numbered(which)), r)
    ),
    "is the right text but for upper and lower case": lambda v, r: v.upper() == r.upper(),
    "is the right text but for its spaces": lambda v, r: v.replace(" ", "") == r.replace(" ", ""),
    r"has other \w+ in place of some right ones, .*": lambda v, r: (
        len(set(zip(_flat(v), _flat(r), strict=True))) == len(set(_flat(v))) == len(set(_flat(r)))
    ),
    "is an empty text": lambda v, r: v == "",
    "is too (short|long)": lambda v, r, way: len(v) < len(r) if way == "short" else len(v) > len(r),
    "is the right text, twice": lambda v, r: v == r + r,
    r"is (wrong|right) only in the (last|first) (\w+)": lambda v, r, what, end, name: _inside(
        v, r, _axis(name), -1 if end == "last" else 0, _wrong if what == "wrong" else _right
    ),
    r"is (wrong|right) only in (\w+) (\d+), counted from 0": lambda v, r, what, name, index: (
        _inside(v, r, _axis(name), int(index), _wrong if what == "wrong" else _right)
    ),
    r"is (wrong|right) only in the (\w+) (half|third|quarter) of the \w+": (
        lambda v, r, what, number, noun: _block(
            v, r, number, noun, _wrong if what == "wrong" else _right
        )
    ),
    r"is (wrong|right) only where the right number is (0|positive|negative)": (
        lambda v, r, what, sign: bool(
            np.array_equal(
                np.sign(r) == {"0": 0, "positive": 1, "negative": -1}[sign],
                _wrong(v, r) if what == "wrong" else _right(v, r),
            )
        )
    ),
    "is (wrong|right) only where the right entry occurs more than once": lambda v, r, what: all(
        _tied(entry, r)
        for entry, bad in zip(_flat(r), np.ravel(_wrong(v, r)), strict=True)
        if bad == (what == "wrong")
    ),
    r"is (right|wrong) in its first (\d+) (\w+), and \w+ in all later ones": (
        lambda v, r, what, index, name: _switches(v, r, what, name) == int(index)
    ),
    r"is right in its first (\w+) only": lambda v, r, name: _switches(v, r, "right", name) == 1,
    r"is wrong in its first (\w+), and right in all later ones": lambda v, r, name: (
        _switches(v, r, "wrong", name) == 1
    ),
    "has whole numbers only: .*": lambda v, r: (
        np.array_equal(v, np.rint(v)) and not np.array_equal(r, np.rint(r))
    ),
    r"is right in the first (\w+) and wrong from some \w+ on": lambda v, r, name: (
        _switches(v, r, "right", name) > 0
    ),
}


def _switches(v, r, what, name):
    """The first index that is wrong (or wholly right), if all later ones are so, too."""
    bad = _wrong(v, r)
    marks = np.moveaxis(bad, _axis(name), 0).reshape(bad.shape[_axis(name)], -1).any(1)
    marks = marks if what == "right" else ~marks
    start = marks.tolist().index(True)
    return start if marks[start:].all() else -1


def _holds(sentence, asked):
    wrong = [(case.value, case.expected) for case in asked if not case.passed]
    pairs = [(case.value, case.expected) for case in asked]
    if match := re.fullmatch(r"(?:In every case y|Y)our answer (.*)", sentence):
        truths = TRUTHS
    elif match := re.fullmatch(r"Wherever your answer is wrong, it (.*)", sentence):
        pairs, truths = wrong, TRUTHS
    elif match := re.fullmatch(r"Every (?:number|answer) that is wrong (.*)", sentence):
        marks = [_wrong(np.asarray(v), np.asarray(r)) for v, r in wrong]
        pairs = [
            (np.asarray(v)[m], np.asarray(r)[m]) for (v, r), m in zip(wrong, marks, strict=True)
        ]
        truths = NUMBER_TRUTHS
    elif found := re.fullmatch(
        r"It is right in every case in which the right answer has the shape (.*), and is .*",
        sentence,
    ):
        return sum(case.passed for case in asked) > 1 and all(
            case.passed == (str(np.shape(case.expected)) == found[1]) for case in asked
        )
    elif sentence.startswith("Your function gives the same in every case"):
        return len({repr(case.value) for case in asked}) == 1
    else:
        return False
    for pattern, holds in truths.items():
        if found := re.fullmatch(pattern, match[1]):
            with np.errstate(all="ignore"):
                return all(holds(v, r, *found.groups()) for v, r in pairs)
    return False


def _random_right(r, kind):
    shape = tuple(r.integers(1, 5, kind)) if isinstance(kind, int) else ()
    if kind == "text":
        return "".join(r.choice(list("ab cD"), r.integers(1, 7)))
    if kind == "list":
        return [str(entry) for entry in r.choice(list("abcde"), r.integers(1, 6))]
    if kind == "number":
        return float(r.normal())
    if kind == "whole":
        return int(r.integers(0, 6))
    choice = r.integers(4)
    if choice == 0:
        return r.integers(0, 3, shape)
    if choice == 1:
        return r.integers(-9, 9, shape).astype("float32")
    return r.normal(size=shape).astype("float32") * (r.random(shape) < 0.9 if choice == 2 else 1)


ARRAY_CHANGES = [
    lambda x, r: 2 * x,
    lambda x, r: -x,
    lambda x, r: 1 - x,
    lambda x, r: x + 1,
    lambda x, r: x - 1,
    lambda x, r: x * x,
    lambda x, r: np.exp(x),
    lambda x, r: np.tanh(x),
    lambda x, r: np.log(abs(x)),
    lambda x, r: x / 10,
    lambda x, r: abs(x),
    lambda x, r: np.sqrt(abs(x)),
    lambda x, r: np.floor(x),
    lambda x, r: 3.7 * x,
    lambda x, r: r.normal() * x,
    lambda x, r: x + 0.4,
    lambda x, r: x.T,
    lambda x, r: x[::-1],
    lambda x, r: x[..., ::-1],
    lambda x, r: x[1:],
    lambda x, r: x[:-1],
    lambda x, r: x[..., :-1],
    lambda x, r: x[-1],
    lambda x, r: x.sum(0),
    lambda x, r: x.sum(-1),
    lambda x, r: x.mean(0),
    lambda x, r: x.max(0),
    lambda x, r: x.cumsum(-1),
    lambda x, r: np.roll(x, 1, 0),
    lambda x, r: np.roll(x, -1, -1),
    lambda x, r: x.ravel(),
    lambda x, r: x[None],
    lambda x, r: x[..., None],
    lambda x, r: 0 * x,
    lambda x, r: np.sort(x),
    lambda x, r: np.diff(x, axis=0, prepend=0),
    lambda x, r: np.stack([x, 0 * x]),
    lambda x, r: np.stack([x, x]),
    lambda x, r: np.concatenate([x, x[:1]]),
    lambda x, r: np.concatenate([x[:1], x[:-1]]),
    lambda x, r: r.permutation(x),
    lambda x, r: np.where(x > 0, x, 0),
    lambda x, r: np.where(x > 0, np.nan, x),
    lambda x, r: np.where(x < 0, 2 * x, x),
    lambda x, r: x + (r.random(x.shape) < 0.3),
    lambda x, r: np.where(np.arange(x.shape[-1]) == 1, 5, x),
    lambda x, r: np.where(np.arange(x.shape[-1]) > 0, x + 1.5, x),
    lambda x, r: np.where(np.arange(len(x)).reshape(-1, *[1] * (x.ndim - 1)) > 0, x, 7),
    lambda x, r: x * r.normal(size=(*x.shape[:-1], 1)),
    lambda x, r: x + r.normal(size=(*x.shape[:-1], 1)),
    lambda x, r: r.normal(size=x.shape),
    lambda x, r: r.integers(0, 3, x.shape),
]
LIST_CHANGES = [
    lambda x, r: x[::-1],
    lambda x, r: x[1:],
    lambda x, r: x[:-1],
    lambda x, r: x + x[:1],
    lambda x, r: x[:1] + x,
    lambda x, r: x[:2],
    lambda x, r: x[1:] + x[:1],
    lambda x, r: x + x,
    lambda x, r: x[-2:],
    lambda x, r: x[:1] + x[:-1],
    lambda x, r: x[::2],
    lambda x, r: x[:-1] + x[:1],
    lambda x, r: x[:0],
    lambda x, r: x + x[::-1],
]
TEXT_CHANGES = [
    *LIST_CHANGES,
    lambda x, r: x.upper(),
    lambda x, r: x.replace(" ", ""),
    lambda x, r: "".join(sorted(x)),
    lambda x, r: "".join(r.permutation(list(x))),
]
NUMBER_CHANGES = [*ARRAY_CHANGES[:16], lambda x, r: 5, lambda x, r: x + r.random()]


def _random_answer(r):
    kind = [1, 2, 3, "text", "list", "number", "whole"][r.integers(7)]
    changes = {
        "text": TEXT_CHANGES,
        "list": [*LIST_CHANGES, lambda x, r: sorted(x), lambda x, r: list(dict.fromkeys(x))],
    }.get(kind, ARRAY_CHANGES if isinstance(kind, int) else NUMBER_CHANGES)
    chosen = [changes[r.integers(len(changes))] for _ in range(1 + (r.random() < 0.2))]
    spared = r.random() < 0.3  # some cases are right, for whatever reason
    asked = []
    for _ in range(r.integers(1, 5)):
        right = _random_right(r, kind)
        value = right
        with np.errstate(all="ignore"):
            if not spared or r.random() < 0.6:
                try:
                    for change in chosen:
                        value = change(value, r)
                except (ValueError, IndexError, TypeError):  # not possible for this shape
                    value = right
        if kind == "number":
            value = float(value)
        elif kind == "whole" and value == value and float(value).is_integer():
            value = int(value)
        asked.append(Asked((right,), right, "value", value, not differs(value, right)))
    return asked


@pytest.mark.parametrize("seed", range(10))
def test_no_false_word_is_said_of_random_answers(seed):
    r = np.random.default_rng(seed)
    said = 0
    for _ in range(100):
        asked = _random_answer(r)
        axes = (
            AXES[: np.ndim(asked[0].expected)]
            if r.random() < 0.5 and np.ndim(asked[0].expected) > 1
            else ()
        )
        for sentence in describe([case._replace(inputs=()) for case in asked], axes=axes):
            said += 1
            assert _holds(sentence, asked), (
                sentence,
                [(case.value, case.expected) for case in asked],
            )
    assert said > 20


ARGUMENTS = ("first", "second", "third")
ARGUMENT_TRUTHS = {
    r"is the right one (times|divided by|plus|minus) (the length of )?the (\w+) argument": (
        lambda v, r, given, what, length, which: _agree(
            v, _arithmetic(np.asarray(r, float), what, _argument(given, which, length))
        )
    ),
    r"is (the length of )?the (\w+) argument minus the right one": (
        lambda v, r, given, length, which: _agree(v, _argument(given, which, length) - r)
    ),
    r"is the (\w+) argument, unchanged": lambda v, r, given, which: _agree(
        v, given[ARGUMENTS.index(which)]
    ),
    r"is (wrong|right) only where the (\w+) argument is (0|not 0|negative|largest|smallest)": (
        lambda v, r, given, what, which, how: _only(v, r, what, _where(given, which, how, r))
    ),
    r"is (wrong|right) only in rows in which the (\w+) argument holds (a|no) 0": (
        lambda v, r, given, what, which, how: _only(
            v,
            r,
            what,
            np.array(
                [(0 in row.tolist()) == (how == "a") for row in given[ARGUMENTS.index(which)]]
            ),
        )
    ),
}


def _argument(given, which, length):
    value = given[ARGUMENTS.index(which)]
    return len(value) if length else np.asarray(value, float)


def _arithmetic(r, what, a):
    return {"times": r * a, "divided by": r / a, "plus": r + a, "minus": r - a}[what]


def _where(given, which, how, r):
    a = np.asarray(given[ARGUMENTS.index(which)])
    return {
        "0": a == 0,
        "not 0": a != 0,
        "negative": a < 0,
        "largest": a == max(a.ravel()),
        "smallest": a == min(a.ravel()),
    }[how]


def _only(v, r, what, inside):
    marked = _wrong(v, r) if what == "wrong" else ~_wrong(v, r)
    inside = inside.reshape(inside.shape + (1,) * (marked.ndim - inside.ndim))
    return not (marked & ~inside).any()


CORNERS = {"n is even": lambda n, lengths, mask: n % 2 == 0}
PART_CHANGES = [
    lambda x, n, a, m, r: x * n,
    lambda x, n, a, m, r: x / n,
    lambda x, n, a, m, r: x + n,
    lambda x, n, a, m, r: n - x,
    lambda x, n, a, m, r: x - len(a),
    lambda x, n, a, m, r: np.where(m == 0, 0, x),
    lambda x, n, a, m, r: np.where(m > 0, x + r.normal(size=x.shape), x),
    lambda x, n, a, m, r: np.where((a == a.max())[:, None], x, x + 1.5),
    lambda x, n, a, m, r: np.where((m == 0).any(1)[:, None], x, np.sin(x)),
    lambda x, n, a, m, r: np.where((m == 0).any(1)[:, None], np.sin(x), x),
    lambda x, n, a, m, r: m * 1.0,
    lambda x, n, a, m, r: x if n % 2 else x + r.normal(size=x.shape),
    lambda x, n, a, m, r: x if len(a) > 1 else x * 2,
    lambda x, n, a, m, r: x * 2,
    lambda x, n, a, m, r: x,
    lambda x, n, a, m, r: r.normal(size=x.shape),
]


def _random_parts(r):
    whole = r.random() < 0.5
    first, second = (PART_CHANGES[r.integers(len(PART_CHANGES))] for _ in range(2))
    exchanged, columns = r.random() < 0.2, r.integers(1, 5)
    asked = []
    for _ in range(r.integers(1, 7)):
        rows, n = int(r.integers(1, 5)), int(r.integers(1, 6))
        given = (n, r.integers(0, 4, rows), r.integers(-1, 3, (rows, columns)))
        h, c = r.normal(size=(2, rows, columns))
        value, right = first(h, *given, r), h
        if not whole:
            value, right = (value, second(c, *given, r)), (h, c)
            value = value[::-1] if exchanged else value
        asked.append(Asked(given, right, "value", value, not differs(value, right)))
    return asked, () if whole else ("h", "C")


def _is_wrong(value, right):
    return bool(differs(value, right))


def _part_holds(sentence, asked):
    wrong = [case for case in asked if not case.passed]
    if "the right answer has the shape" in sentence:
        return _holds(sentence, asked)
    if found := re.fullmatch(
        r"It (?:is (right|wrong)) in every case in which (.*), and is .*", sentence
    ) or re.fullmatch(
        "It is (right|wrong) in one case only, in which (.*?)(?:, and .*)?", sentence
    ):
        if "one case only" in sentence:
            assert sum(case.passed == (found[1] == "right") for case in asked) == 1
        holds = {
            "n is even": lambda n, a, m: n % 2 == 0,
            "the second argument has length 1": lambda n, a, m: len(a) == 1,
            "the third argument has length 1": lambda n, a, m: len(m) == 1,
            "the third argument has as many rows as columns": lambda n, a, m: (
                m.shape[0] == m.shape[1]
            ),
            "the first argument is 1": lambda n, a, m: n == 1,
            "the second argument contains a 0": lambda n, a, m: 0 in a.tolist(),
            "the third argument contains a 0": lambda n, a, m: 0 in m.ravel().tolist(),
            "the second argument holds an entry several times": lambda n, a, m: (
                len(set(a.tolist())) < a.size
            ),
            "the third argument holds an entry several times": lambda n, a, m: (
                len(set(m.ravel().tolist())) < m.size
            ),
        }[found[2]]
        return all((case.passed == (found[1] == "right")) == holds(*case.inputs) for case in asked)
    if found := re.fullmatch(
        r"Only your `(\w)` is wrong: your `(\w)` is right in every case", sentence
    ):
        place = "hC".index(found[1])
        return all(
            _is_wrong(case.value[place], case.expected[place]) for case in wrong
        ) and not any(_is_wrong(case.value[1 - place], case.expected[1 - place]) for case in asked)
    if sentence == "Your `h` and `C` are exchanged":
        return not any(_is_wrong(case.value[::-1], case.expected) for case in wrong)
    if found := re.fullmatch(r"Your `(\w)` is what should be your `(\w)`", sentence):
        a, b = "hC".index(found[1]), "hC".index(found[2])
        return not any(
            _is_wrong(case.value[a], case.expected[b])
            for case in asked
            if _is_wrong(case.value[a], case.expected[a])
        )
    if "`h`" in sentence and "`C`" in sentence:
        for text, singular in (
            (" `h` and `C` are both", " {} is"),
            (" `h` and `C` both have", " {} has"),
            (" `h` or your `C` is", " {} is"),
            (" `h` and your `C` that", " {} that"),
        ):
            if text in sentence:
                one = sentence.replace("for their sign", "for its sign")
                alone = [one.replace(text, singular.format(name)) for name in ("`h`", "`C`")]
                return all(_part_holds(one, asked) for one in alone)
        return False
    if found := re.search(r"our `(\w)`", sentence):
        place = "hC".index(found[1])
        sentence = sentence.replace(f"our `{found[1]}`", "our answer").replace(
            " in your answer", ""
        )
        asked = [
            case._replace(
                value=case.value[place],
                expected=case.expected[place],
                passed=not _is_wrong(case.value[place], case.expected[place]),
            )
            for case in asked
        ]
        wrong = [case for case in asked if not case.passed]
    for pattern, holds in ARGUMENT_TRUTHS.items():
        for start in (
            "In every case your answer ",
            "Your answer ",
            "Wherever your answer is wrong, it ",
        ):
            if found := re.fullmatch(start + pattern, sentence):
                cases = wrong if start.startswith("Wherever") else asked
                return all(holds(c.value, c.expected, c.inputs, *found.groups()) for c in cases)
    return _holds(sentence, asked)


@pytest.mark.parametrize("seed", range(10))
def test_no_false_word_is_said_of_parts_arguments_and_corners(seed):
    r = np.random.default_rng(seed)
    said = 0
    for _ in range(60):
        asked, parts = _random_parts(r)
        axes = ("row", "unit") if r.random() < 0.5 else ()
        for sentence in describe(
            asked, axes=axes, parts=parts, corners=CORNERS if r.random() < 0.5 else {}
        ):
            said += 1
            sentence = sentence.replace("unit", "column")
            assert _part_holds(sentence, asked), (sentence, asked)
    assert said > 20
