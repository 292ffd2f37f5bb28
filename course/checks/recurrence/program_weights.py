"""program-weights: weights of a linear recurrent net that adds and subtracts.

The net is run; judged is what it multiplies each number by on its way to the last output.
"""

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict
from course.checks.recurrence._shared import weight_arrays


def _cases(rng):
    programs = ([1, 1, -1, -1], [1, -1], [1, -1, -1, 1, 1], [-1, 1, 1])
    return [_case(signs) for signs in (*programs, _uneven(rng, 8))]


def _uneven(rng, count):
    """Signs that are not the same read backwards."""
    signs = rng.choice([-1, 1], count)
    signs[[0, 1, 2, -1]] = 1, -1, 1, -1
    return signs.tolist()


def _case(signs):
    return Case((signs,), signs, f"weights of a net that computes {_formula(signs)}")


def _formula(factors):
    """Such as "a + b - c - d", or with factors "2 a + 0.5 b"."""
    terms = []
    for factor, name in zip(factors, "abcdefgh", strict=False):
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
    units = np.eye(len(w))
    ways = {
        "W[i, j] leads from unit i to unit j, since s stands to the left of W: yours is transposed": (
            _factors(u, w.T, v, count=len(signs))
        ),
        "let only one unit read the new number: set the others in U to 0": (
            _factors(units[:1], w, v, count=len(signs))
        ),
    }
    hints = [hint for hint, way in ways.items() if _same(way, signs)]
    shifted = np.append(signs[1:], 0)
    fixed = np.zeros(len(signs))
    lecture = [1.0, 1.0, -1.0, -1.0][-len(signs) :]
    fixed[-len(lecture) :] = lecture
    found = {
        "the oldest number has been passed on most often: V is the wrong way round": signs[::-1],
        "plus and minus are swapped": -signs,
        "nothing is passed on: W must move each number to the next unit": (
            np.append(np.zeros(len(signs) - 1), signs[-1])
        ),
        "the last number is not in the output yet: the unit that reads it needs a weight in V": (
            np.append(signs[:-1], 0)
        ),
        "the output comes one step late: the newest number is still in the first unit": shifted,
        "the first number is lost: each number needs a unit of its own": np.append(0, signs[1:]),
        "the net only adds: V needs the signs": abs(signs),
        "all numbers get the same sign: units must tell old numbers from new ones": (
            np.full(len(signs), said[-1])
        ),
        "the signs are an argument: they are not always those of a + b - c - d": fixed,
        "the signs in the order in which they are given, not all of one kind first": (
            np.sort(signs)[::-1]
        ),
        "add the numbers with the signs, not their average": signs / len(signs),
    }
    hints += [hint for hint, factors in found.items() if _same(said, factors)]
    if (np.sign(said) == signs).all():
        hints.append(
            "the signs are right, but a number is changed on its way: pass it on with weight 1"
        )
    passed = _same(said, signs)
    return Verdict(passed, f"it computes {_formula(said)}", tuple(hints))


def _same(factors, others):
    return not differs(np.asarray(factors, float), np.asarray(others, float))


def _factors(u, w, v, *, count):
    """What a linear net multiplies each of `count` numbers by, first number first."""
    factors = []
    for _ in range(count):
        factors.append((u @ v).item())
        with np.errstate(all="ignore"):
            u = u @ w  # one step later
    return np.array(factors[::-1])


program_weights = Check("program-weights", 2, _cases, judge=_judge)
