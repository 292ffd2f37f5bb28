"""program-weights: weights of a linear recurrent net that adds and subtracts.

The net is run; judged is what it multiplies each number by on its way to the last output.
"""

from string import ascii_lowercase

import numpy as np

from course.checks.base.compare import Tolerance, close
from course.checks.base.core import Case, Check, Verdict
from course.checks.recurrence._shared import weight_arrays

LONGEST = 12
# a factor is 1 or -1, made of a dozen products of numbers of that size: float32 is good for 1e-6
TOLERANCE = Tolerance(relative=0.0, absolute=1e-5)


def _cases(rng):
    half = rng.choice([-1, 1], int(rng.integers(1, 4))).tolist()
    half = [*half, -half[0]]  # of both kinds
    programs = [[1, 1, -1, -1], [1] * 11, [-1] * 10, half + half[::-1]]
    programs += [[int(rng.choice([-1, 1]))], [1, -1] if rng.random() < 0.5 else [-1, 1]]
    programs += [_uneven(rng, LONGEST - 1, 1), _uneven(rng, LONGEST, -1)]
    return [_case(signs) for signs in programs]


def _uneven(rng, count, first):
    """Signs that are not the same read backwards, nor sorted, nor moved by a place."""
    signs = rng.choice([-1, 1], count)
    signs[[0, 1, 2, -1]] = np.array([1, -1, 1, -1]) * first
    return signs.tolist()


def _case(signs):
    return Case((signs,), signs, f"weights of a net that computes {_formula(signs)}")


def _formula(factors):
    """Such as "a + b - c - d", or with factors "2 a + 0.5 b"."""
    terms = []
    for factor, name in zip(factors, ascii_lowercase, strict=False):
        size = "" if abs(abs(factor) - 1) < 1e-9 else f"{abs(factor):.3g} "
        terms.append(f"{'-' if factor < 0 else '+'} {size}{name}")
    text = " ".join(terms)
    return text[2:] if text[0] == "+" else "-" + text[2:]


def _judge(case, outcome):
    arrays, message = weight_arrays(
        outcome.value, ("U", "W", "V"), ((1, None), (None, None), (None, 1))
    )
    if message:
        return Verdict(False, message)
    signs = np.array(case.expected, float)
    u, w, v = arrays
    said = _factors(u, w, v, count=len(signs))
    if not np.isfinite(said).all():
        return Verdict(False, "its state grows without bound", ())
    ways = {  # what would make it right
        "W[i, j] leads from unit i to unit j, since s stands to the left of W: yours is transposed": (
            u, w.T, v,
        ),
        "let only one unit read the new number: set the others in U to 0": (
            u * np.eye(1, len(w)), w, v,
        ),
        "U and W are right, V is the wrong way round: the first number is in the last unit": (
            u, w, v[::-1],
        ),
        "W and V are right: let the first unit read, with weight 1, and no other": (
            np.eye(1, len(w)), w, v,
        ),
    }  # fmt: skip
    hints = [hint for hint, net in ways.items() if _same(_factors(*net, count=len(signs)), signs)]
    hints += [hint for hint, factors in _patterns(signs).items() if _same(said, factors)]
    facts = {
        "only the last number is in the output: W has to keep those before it": not said[:-1].any(),
        "the last number is not in the output yet: the unit that reads it needs a weight in V": (
            not said[-1]
        ),
        "the signs are right, the sizes are not: every number has to count with weight 1 or -1": (
            (np.sign(said) == signs).all()
        ),
        "the first number does not reach the output": not said[0],
        "all numbers count alike, however old they are: units have to tell old ones from new ones": (
            _same(said, np.full(len(signs), said[-1]))
        ),
    }
    hints += [hint for hint, holds in facts.items() if holds]
    parts = {  # what is left of the net is right, or could be
        "U and V are right: let W hand each number on to the next unit, and nowhere else": (
            _same(_factors(u, np.eye(len(w), k=1), v, count=len(signs)), signs)
        ),
        "the signs are in U: then V has to read one unit only, the last one that numbers come to": (
            _same(_factors(u, w, np.eye(len(w))[:, -1:], count=len(signs)), signs)
        ),
        "the first numbers are lost: with a unit for each number, none has to leave": _same(
            said, signs * (np.arange(len(signs)) >= len(signs) - len(w))
        ),
        "U and W keep all numbers, V is wrong: which number is in which unit at the end, and its sign?": (
            _some_v_is_right(u, w, signs)
        ),
    }
    hints += [hint for hint, holds in parts.items() if holds]
    passed = _same(said, signs)
    return Verdict(passed, f"it computes {_formula(said)}", tuple(hints))


def _patterns(signs):
    """{hint: what a net that makes this mistake multiplies each number by, first number first}."""
    count = len(signs)
    fixed = np.zeros(count)
    lecture = [1.0, 1.0, -1.0, -1.0][-count:]
    fixed[-len(lecture) :] = lecture
    turned = np.resize([-1.0, -1.0, 1.0, 1.0], count)[::-1]  # -, -, +, +, ... from the newest on
    return {
        "no number is in the output": np.zeros(count),
        "the signs are the wrong way round: the first number has been passed on most often": signs[
            ::-1
        ],
        "plus and minus are swapped": -signs,
        "each number gets the sign of the number after it, the last one none: it comes a step late": (
            np.append(signs[1:], 0)
        ),
        "each number gets the sign of the number before it, the first one that of the last": (
            np.roll(signs, 1)
        ),
        "each number gets the sign of the number after it, the last one that of the first": (
            np.roll(signs, -1)
        ),
        "only the first number is in the output": np.append(signs[0], np.zeros(count - 1)),
        "the first number is lost: each number needs a unit of its own": np.append(0, signs[1:]),
        "all numbers are added: some of them have to be taken away": abs(signs),
        "the signs are an argument: they are not always those of a + b - c - d": fixed,
        "the quarter turn does + + - - only: other signs need other weights": turned,
        "the signs in the order in which they are given, not all of one kind first": (
            np.sort(signs)[::-1]
        ),
        "add the numbers with the signs, not their average": signs / count,
    }


def _same(factors, others):
    return bool(np.all(close(np.asarray(factors, float), np.asarray(others, float), TOLERANCE)))


def _some_v_is_right(u, w, signs):
    """Whether there is a V that reads the right result from the units."""
    held = []
    for _ in signs:
        held.append(u[0])
        with np.errstate(all="ignore"):
            u = u @ w
    held = np.array(held[::-1])  # (numbers, units), what is left of each number at the end
    if not np.isfinite(held).all():
        return False
    v, *_ = np.linalg.lstsq(held, signs, rcond=None)
    return _same(held @ v, signs)


def _factors(u, w, v, *, count):
    """What a linear net multiplies each of `count` numbers by, first number first."""
    factors = []
    for _ in range(count):
        factors.append((u @ v).item())
        with np.errstate(all="ignore"):
            u = u @ w  # one step later
    return np.array(factors[::-1])


program_weights = Check(
    "program-weights",
    2,
    _cases,
    judge=_judge,
    tolerance=TOLERANCE,
    corners={
        "there is one number": lambda signs: len(signs) == 1,
        "there are two numbers": lambda signs: len(signs) == 2,
        "there are twelve numbers": lambda signs: len(signs) == LONGEST,
        "several numbers are all added": lambda signs: len(signs) > 1 and min(signs) == 1,
        "several numbers are all taken away": lambda signs: len(signs) > 1 and max(signs) == -1,
        "the first number is taken away": lambda signs: signs[0] == -1,
        "the last number is taken away": lambda signs: signs[-1] == -1,
        "signs of both kinds are the same from behind": lambda signs: (
            len(set(signs)) == 2 and signs == signs[::-1]
        ),
        "the signs are others from behind": lambda signs: signs != signs[::-1],
    },
)
