"""memory-hop: a memory network looks at the lines of a story, and takes away what it has seen.

The right answer is made story by story and line by line, of the filled slots alone.
"""

import math
import operator

import numpy as np

from course.checks.base.compare import ENTRY, Tolerance, differs
from course.checks.base.core import Case, Check
from course.checks.memory._mistaken_hops import MISTAKES
from course.checks.memory._shared import all_quiet, weights_differ

# float32: a score of up to 50 in the cases with drawn numbers is wrong by up to 3e-5; larger ones are whole
ROUNDING = Tolerance(relative=1e-4, of_largest=2e-6, absolute=1e-6)
FAR = 99.0  # numbers of memories are within 100 of 0


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    few, more = size(2, 4), size(5, 8)
    some = rng.permutation(np.arange(1, more))[:3]
    return [
        _case(rng, 3, 2, [2]),
        _case(rng, more + 1, few, [more, 2, size(3, more)]),
        _case(rng, more, 4, [*some, more]),
        _case(rng, 4, few, [0, 3, 1, 4]),
        _case(rng, more, more, [1, 1]),
        _case(rng, few, few + 1, [few] * 3),
        _case(rng, 3, 3, [2, 1, 3]),
        _case(rng, 5, 5, [3, 4, 5, 2, 1], empty=0.0),
        _case(rng, more, 4, [2, more - 1, 3], empty=0.0),
        _case(rng, 6, few, [4, 2], empty=FAR),
        _case(rng, 6, 3, [2, 5, 0], empty=-FAR),
        _case(rng, more, 2, [0, 0]),
        _case(rng, 1, size(3, 6), [1, 0, 1]),
        _case(rng, 6, 1, [size(2, 6), 6]),
        _case(rng, more + 2, few, [few, more + 2], same=True),
        _case(rng, more + 1, 4, [more, 3, more + 1], zeros=True),
        _case(rng, more + 1, few + 1, [3, more], zeros=True),
        _case(rng, more + 2, 3, [4, 3], zeros=True),
        _far(rng, [4, 6, 2], 6, 4),
        _far(rng, [more + 1, few], more + 1, 3),
        _far(rng, [3, 5, 0], 5, 5, size=4000),
        _far(rng, [more, few - 1], more + 2, few, size=4000),
        _far(rng, [3, more, 2], more, 3, wide=True),
        _case(rng, 3, 7, [2]),
    ]


def _drawn(rng, *shape):
    return (rng.uniform(0.3, 1.8, shape) * rng.choice([-1, 1], shape)).round(2)


def _case(rng, slots, width, filled, empty=None, same=False, zeros=False):
    """A case with drawn numbers.

    Args:
        slots, width: ints.
        filled: lines of each story.
        empty: what stands in the empty slots; None for more drawn numbers.
        same: whether two lines of each story are the same.
        zeros: whether some lines have vectors of zeros, to be found by or to be taken away.
    """
    shape = len(filled), slots, width
    state, inputs, outputs = (
        _drawn(rng, len(filled), width),
        _drawn(rng, *shape),
        _drawn(rng, *shape),
    )
    if empty is not None:
        is_empty = np.arange(slots) >= np.array(filled)[:, None]
        inputs[is_empty] = empty * np.where(rng.random(is_empty.sum()) < 0.5, -1, 1)[:, None]
        outputs[is_empty] = empty
    if same:
        inputs[:, 1], outputs[:, 1] = inputs[:, 0], outputs[:, 0]
    if zeros:
        inputs[:, 0], outputs[:, 2] = 0, 0
    return _answered(state, inputs, outputs, np.array(filled))


def _far(rng, filled, slots, width, size=40, wide=False):
    """Scores about 80 * size above 0 in some stories, as far below in others; in an empty slot lies the best.

    wide: both in one story.

    All numbers that make scores are whole, so that scores are exact in float32, too.
    """
    stories = len(filled)
    state = np.zeros((stories, width))
    state[:, 0] = size * np.resize([1, -1], stories)
    state[:, 1] = 1
    inputs = rng.integers(-40, 40, (stories, slots, width)).astype(float)  # met by zeros
    inputs[..., 0] = 80
    if wide:
        inputs[:, 1::2, 0] = -80
    inputs[..., 1] = rng.permuted(np.tile(np.resize([0, 1, 3, 2], slots), (stories, 1)), axis=1)
    for story, lines in enumerate(filled):
        inputs[story, lines:, 0] = FAR * np.sign(state[story, 0])
    return _answered(state, inputs, _drawn(rng, stories, slots, width), np.array(filled))


def _answered(state, inputs, outputs, filled):
    following, weights = state.copy(), np.zeros(inputs.shape[:2])
    for story, lines in enumerate(filled.tolist()):
        known, taken = inputs[story, :lines].tolist(), outputs[story, :lines].tolist()
        asked = state[story].tolist()
        scores = [math.fsum(map(operator.mul, asked, line)) for line in known]
        heights = [math.exp(score - max(scores)) for score in scores]
        for slot, height in enumerate(heights):
            weights[story, slot] = height / math.fsum(heights)
        for number in range(len(asked)):
            parts = (
                p * line[number] for p, line in zip(weights[story].tolist(), taken, strict=False)
            )
            following[story, number] = math.fsum([asked[number], *parts])
    asks = f"a state of shape {following.shape} and weights of shape {weights.shape}"
    return Case((state, inputs, outputs, filled), (following, weights), asks)


def _scores(u, m, filled):
    """All scores of lines, and those of empty slots."""
    products, is_line = np.einsum("nw,nsw->ns", u, m), np.arange(m.shape[1]) < filled[:, None]
    return products[is_line], products[~is_line]


def _is_wide(u, m, c, filled):
    """Whether lines of one story have scores far apart."""
    return any(
        count and np.ptp(lines[:count] @ state) > 1_000
        for state, lines, count in zip(u, m, filled, strict=True)
    )


def _is_hidden(u, m, c, filled):
    """Whether an empty slot has a score far above those of all lines of its story."""
    for state, lines, count in zip(u, m, filled, strict=True):
        scores = lines @ state
        if 0 < count < len(scores) and scores[count:].max() > scores[:count].max() + 750:
            return True
    return False


def _differs(value, expected, tolerance):
    """As `differs`; the weights come first, since the next state follows from them."""
    text = differs(value, expected, tolerance)
    if not all(isinstance(one, (list, tuple)) and len(one) == 2 for one in (value, expected)):
        return text
    if not text:
        is_zero = np.asarray(expected[1]) == 0
        more = "a weight is expected to be exactly 0, and is a little more"
        return f"{ENTRY.format(1)}: {more}" if np.asarray(value[1])[is_zero].any() else ""
    of_weights = weights_differ(value[1], expected[1], tolerance)
    return f"{ENTRY.format(1)}: {of_weights}" if of_weights else text


memory_hop = Check(
    "memory-hop",
    3,
    _cases,
    compare=_differs,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "a story has no line": lambda u, m, c, filled: 0 in filled,
        "no story has a line": lambda u, m, c, filled: not filled.any(),
        "a story has one line": lambda u, m, c, filled: 1 in filled,
        "all slots of all stories are filled": lambda u, m, c, filled: filled.min() == m.shape[1],
        "stories have different numbers of lines": lambda u, m, c, filled: len(set(filled)) > 1,
        "the first story is shorter than another one": lambda u, m, c, filled: (
            filled[0] < filled.max()
        ),
        "no story fills all slots": lambda u, m, c, filled: filled.max() < m.shape[1],
        "there is one story": lambda u, m, c, filled: len(u) == 1,
        "there is one slot": lambda u, m, c, filled: m.shape[1] == 1,
        "a vector has one number": lambda u, m, c, filled: m.shape[2] == 1,
        "there are as many stories as slots": lambda u, m, c, filled: len(m) == m.shape[1],
        "there are as many slots as numbers in a vector": lambda u, m, c, filled: (
            m.shape[1] == m.shape[2]
        ),
        "empty slots hold zeros": lambda u, m, c, filled: any(
            not line[count:].any() and count < len(line)
            for line, count in zip(m, filled, strict=True)
        ),
        "a line's vector in `inputs` is all 0": lambda u, m, c, filled: any(
            not line[:count].any(axis=1).all() for line, count in zip(m, filled, strict=True)
        ),
        "two lines are the same": lambda u, m, c, filled: (m[:, :1] == m[:, 1:2]).all(-1).any(),
        "scores are more than 100,000 away from 0": lambda u, m, c, filled: (
            abs(_scores(u, m, filled)[0]).max(initial=0) > 100_000
        ),
        "scores of one story are more than 1,000 apart": _is_wide,
        "scores of lines are above 1,000": lambda u, m, c, filled: (
            _scores(u, m, filled)[0].max(initial=0) > 1_000
        ),
        "scores of lines are below -1,000": lambda u, m, c, filled: (
            _scores(u, m, filled)[0].min(initial=0) < -1_000
        ),
        "an empty slot has a far higher score than the lines of its story": _is_hidden,
    },
    axes=("story", "slot"),
    parts=("next state", "weights"),
)
