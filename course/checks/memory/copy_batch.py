"""copy-batch: the copy task for tapes of different lengths.

The right arrays are put together step by step, each tape as a list of what is read, wanted and due.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.memory._shared import all_quiet

ROUNDING = Tolerance(relative=0.0, absolute=1e-6)  # of 0 and 1


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    few, more = size(2, 4), size(5, 8)

    def bits(length, width):
        """A tape whose reverse is another one, and in which no vector is all 0."""
        tape = rng.integers(0, 2, (length, width))
        tape[:, size(0, width)] = 1
        tape[0, :-1], tape[-1, 1:] = 1 - tape[-1, :-1], 1 - tape[0, 1:]
        return tape

    blank = bits(more, 5)
    blank[[0, 2]] = 0
    ends = bits(more - 1, 4)
    ends[-1] = 0
    return [
        _case([np.array([[1, 0, 1], [0, 1, 1]]), np.array([[1, 1, 0]])]),
        _case([bits(few, 4)]),
        _case([bits(more, 6), bits(few, 6), bits(1, 6)]),
        _case([bits(few + 1, 3), bits(more + 1, 3), bits(few, 3), bits(more, 3)]),
        _case([bits(4, few + 3) for _ in range(more)]),
        _case([bits(5, 3).astype(float), bits(2, 3).astype(float), bits(5, 3).astype(float)]),
        _case([blank, bits(few, 5)]),
        _case([bits(few, 4), ends, bits(few, 4) * 0]),
        _case([bits(1, 7), bits(1, 7)]),
        _case([rng.integers(0, 2, (length, 1)) for length in (more, 1, few)]),
        _case([bits(few, 8), bits(size(9, 14), 8)]),
        _case([bits(3, 3), bits(3, 3), bits(2, 3)]),
        _case([bits(3, 2), bits(2, 2), bits(more, 2), bits(4, 2)]),
        _case([np.ones((few, 5), int), bits(few + 2, 5), np.zeros((more, 5), int)]),
    ]


def _case(tapes):
    rows, bits = [], len(tapes[0][0])
    silence = [0] * bits
    for tape in tapes:
        vectors = tape.tolist()
        waits = len(vectors) + 1
        read = (
            [[*vector, 0] for vector in vectors] + [[*silence, 1]] + [[*silence, 0]] * (waits - 1)
        )
        rows.append((read, [silence] * waits + vectors, [0] * waits + [1] * (waits - 1)))
    longest = max(len(due) for _, _, due in rows)
    right = tuple(
        np.array([part + [0 * np.array(part[0])] * (longest - len(part)) for part in parts], float)
        for parts in zip(*rows, strict=True)
    )
    shapes = ", ".join(str(part.shape) for part in right)
    return Case((tapes,), right, f"arrays of the shapes {shapes}")


def _tapes(plan, steps=lambda lengths: 2 * max(lengths) + 1):
    """A mistaken answer by a plan of where things stand.

    Args:
        plan: takes the length of a tape and the largest one, returns the steps of the first vector, of the
            order and of the first answer.
        steps: takes all lengths, returns the number of steps.
    """

    def answer(tapes):
        lengths, bits = [len(tape) for tape in tapes], len(tapes[0][0])
        shape = len(tapes), steps(lengths)
        inputs, targets, due = (
            np.zeros((*shape, bits + 1)),
            np.zeros((*shape, bits)),
            np.zeros(shape),
        )
        for number, tape in enumerate(tapes):
            begin, order, first = plan(len(tape), max(lengths))
            for place, vector in enumerate(tape.tolist()):
                _put(inputs[number, :, :-1], begin + place, vector)
                _put(targets[number], first + place, vector)
                _put(due[number], first + place, 1)
            _put(inputs[number, :, -1], order, 1)
        return inputs, targets, due

    return answer


def _put(rows, step, value):
    """Write a step, if there is such a step."""
    if 0 <= step < len(rows):
        rows[step] = value


def _plan(length, longest):
    """Where the first vector, the order and the first answer stand."""
    return 0, length, length + 1


def _changed(change):
    """A change of the right arrays; takes (inputs, targets, answer) and the tapes, returns all three."""

    def answer(tapes):
        return change(*_tapes(_plan)(tapes), tapes)

    return answer


def _filled(array, tapes, span, value):
    """A copy with a value in some steps of each tape; span: takes its length, gives a slice."""
    array = array.copy()
    for row, tape in zip(array, tapes, strict=True):
        row[span(len(tape))] = value
    return array


def _reversed(array, tapes):
    array = array.copy()
    for row, tape in zip(array, tapes, strict=True):
        length = len(tape)
        row[length + 1 : 2 * length + 1] = tape[::-1]
    return array


def _with_order(inputs, tapes, span):
    inputs = inputs.copy()
    inputs[:, :, -1] = _filled(inputs[:, :, -1], tapes, span, 1)
    return inputs


def _echoed(inputs, targets, tapes):
    """What is read is wanted at once, too."""
    bits = targets.shape[-1]
    return targets + inputs[:, :, :bits]


def _shown(inputs, targets):
    """What is to be said stands in the inputs."""
    return inputs + np.pad(targets, ((0, 0), (0, 0), (0, 1)))


MISTAKES = {
    "each tape gets its order after its own last vector, not all of them at the same time": _tapes(
        lambda length, longest: (0, longest, longest + 1)
    ),
    "each tape answers in the step after its own order: do not wait for the longest tape": _tapes(
        lambda length, longest: (0, length, longest + 1)
    ),
    "each tape begins in the first step: the padding comes at the end": _tapes(
        lambda length, longest: (
            2 * (longest - length), 2 * longest - length, 2 * longest - length + 1
        )
    ),
    "each tape begins in the first step: it is not padded up to the order": _tapes(
        lambda length, longest: (longest - length, longest, longest + 1)
    ),
    "the order takes a step of its own, after the last vector": _tapes(
        lambda length, longest: (0, length - 1, length + 1)
    ),
    "the order takes a step of its own, between the last vector and the answer": _tapes(
        lambda length, longest: (0, length - 1, length)
    ),
    "the answer begins in the step after the order, not with it": _tapes(
        lambda length, longest: (0, length, length)
    ),
    "the answer begins in the step after the order, not one later": _tapes(
        lambda length, longest: (0, length, length + 2)
    ),
    "the order takes a step of its own and the answer begins after it: 2 * length + 1 steps": _tapes(
        lambda length, longest: (0, length - 1, length), lambda lengths: 2 * max(lengths)
    ),
    "there are 2 * (the largest length) + 1 steps: the one of the order is missing": _tapes(
        _plan, lambda lengths: 2 * max(lengths)
    ),
    "there are 2 * (the largest length) + 1 steps: this is one too many": _tapes(
        _plan, lambda lengths: 2 * max(lengths) + 2
    ),
    "the number of steps is that of the longest tape, not of the first": _tapes(
        _plan, lambda lengths: 2 * lengths[0] + 1
    ),
    "the number of steps is that of the longest tape, not of the last": _tapes(
        _plan, lambda lengths: 2 * lengths[-1] + 1
    ),
    "the number of steps is that of the longest tape, not of the shortest": _tapes(
        _plan, lambda lengths: 2 * min(lengths) + 1
    ),
    "the order comes after the vectors, not before them": _tapes(
        lambda length, longest: (1, 0, length + 1)
    ),
    "the order comes once, in one step: not until the end": _changed(
        lambda i, t, a, tapes: (_with_order(i, tapes, lambda n: slice(n, None)), t, a)
    ),
    "the order comes once, in one step: not during the whole answer": _changed(
        lambda i, t, a, tapes: (_with_order(i, tapes, lambda n: slice(n, 2 * n + 1)), t, a)
    ),
    "the order comes after the vectors: its channel is 0 while they are read": _changed(
        lambda i, t, a, tapes: (_with_order(i, tapes, lambda n: slice(0, n)), t, a)
    ),
    "the order is missing: a 1 in the last channel": _changed(
        lambda i, t, a, tapes: (_filled(i, tapes, lambda n: slice(n, n + 1), 0), t, a)
    ),
    "the order has a channel of its own: the bits are 0 in that step": _changed(
        lambda i, t, a, tapes: (_filled(i, tapes, lambda n: slice(n, n + 1), 1), t, a)
    ),
    "the order's channel comes last, after the bits": _changed(
        lambda i, t, a, tapes: (np.roll(i, 1, axis=-1), t, a)
    ),
    "while the answer is due nothing is read: the vectors stand in the inputs once": _changed(
        lambda i, t, a, tapes: (_shown(i, t), t, a)
    ),
    "the same order as read: the answer is not turned around": _changed(
        lambda i, t, a, tapes: (i, _reversed(t, tapes), a)
    ),
    "targets are 0 where no answer is due, also while the vectors are read": _changed(
        lambda i, t, a, tapes: (i, _echoed(i, t, tapes), a)
    ),
    "targets have no channel for the order": _changed(
        lambda i, t, a, tapes: (i, np.pad(t, ((0, 0), (0, 0), (0, 1))), a)
    ),
    "`answer` marks the steps of the answer, not all steps": _changed(
        lambda i, t, a, tapes: (i, t, np.ones_like(a))
    ),
    "`answer` marks the steps of the answer, not those in which something is read": _changed(
        lambda i, t, a, tapes: (i, t, _filled(0 * a, tapes, lambda n: slice(n), 1))
    ),
    "`answer` ends with a tape's last answer: in its padding nothing is due": _changed(
        lambda i, t, a, tapes: (i, t, _filled(a, tapes, lambda n: slice(n + 1, None), 1))
    ),
    "`answer` begins after the order: in that step nothing is due": _changed(
        lambda i, t, a, tapes: (i, t, _filled(a, tapes, lambda n: slice(n, n + 1), 1))
    ),
    "`answer` ends with a tape's last answer: in its padding nothing is due, nor with the order": (
        _changed(lambda i, t, a, tapes: (i, t, _filled(a, tapes, lambda n: slice(n, None), 1)))
    ),
    "`answer` is 1 where nothing is to be counted, and 0 where an answer is due": _changed(
        lambda i, t, a, tapes: (i, t, 1 - a)
    ),
    "a vector may be all 0, and is due all the same: `answer` follows from the lengths": _changed(
        lambda i, t, a, tapes: (i, t, t.any(axis=-1).astype(float))
    ),
    "`answer` has a number for each step, not for each bit": _changed(
        lambda i, t, a, tapes: (i, t, np.repeat(a[..., None], t.shape[-1], axis=-1))
    ),
    "`answer` has no axis of channels": _changed(lambda i, t, a, tapes: (i, t, a[..., None])),
    "`answer` has 1 for each step that is due, however many bits are 1": _changed(
        lambda i, t, a, tapes: (i, t, t.sum(axis=-1))
    ),
    "`answer` has 1 for each step that is due: it is no share": _changed(
        lambda i, t, a, tapes: (i, t, a / a.sum(axis=1, keepdims=True))
    ),
    "the steps come second, after the tapes": _changed(
        lambda i, t, a, tapes: (i.swapaxes(0, 1), t.swapaxes(0, 1), a.T)
    ),
    "inputs come first, then targets": _changed(lambda i, t, a, tapes: (t, i, a)),
    "targets come second, `answer` last": _changed(lambda i, t, a, tapes: (i, a, t)),
    "the last vector of a tape belongs to it, too": lambda tapes: _changed(
        lambda i, t, a, _: (
            _filled(i, tapes, lambda n: slice(n - 1, n), 0),
            _filled(t, tapes, lambda n: slice(2 * n, 2 * n + 1), 0),
            _filled(a, tapes, lambda n: slice(2 * n, 2 * n + 1), 0),
        )
    )(tapes),
    "all vectors are due, the first one, too": _changed(
        lambda i, t, a, tapes: (
            i,
            _filled(t, tapes, lambda n: slice(n + 1, n + 2), 0),
            _filled(a, tapes, lambda n: slice(n + 1, n + 2), 0),
        )
    ),
    "the last vector is due, too": _changed(
        lambda i, t, a, tapes: (
            i,
            _filled(t, tapes, lambda n: slice(2 * n, 2 * n + 1), 0),
            _filled(a, tapes, lambda n: slice(2 * n, 2 * n + 1), 0),
        )
    ),
    "`answer` covers the last vector, too": _changed(
        lambda i, t, a, tapes: (i, t, _filled(a, tapes, lambda n: slice(2 * n, 2 * n + 1), 0))
    ),
    "all tapes, not only the first": lambda tapes: _tapes(_plan)(tapes[:1]),
    "the tapes as they are: nothing is to be turned around": lambda tapes: _tapes(_plan)(
        [tape[::-1] for tape in tapes]
    ),
    "the tapes in their order: do not sort them by length": lambda tapes: _tapes(_plan)(
        sorted(tapes, key=len, reverse=True)
    ),
}  # fmt: skip


def _lengths(tapes):
    return [len(tape) for tape in tapes]


copy_batch = Check(
    "copy-batch",
    2,
    _cases,
    tolerance=ROUNDING,
    mistakes=all_quiet(MISTAKES),
    corners={
        "there is one tape": lambda tapes: len(tapes) == 1,
        "tapes have different lengths": lambda tapes: len(set(_lengths(tapes))) > 1,
        "all of several tapes have the same length": lambda tapes: (
            len(set(_lengths(tapes))) == 1 < len(tapes)
        ),
        "the first tape is the longest": lambda tapes: (
            len(tapes[0]) == max(_lengths(tapes)) > min(_lengths(tapes))
        ),
        "the first tape is not the longest": lambda tapes: len(tapes[0]) < max(_lengths(tapes)),
        "the last tape is not the longest": lambda tapes: len(tapes[-1]) < max(_lengths(tapes)),
        "a tape has one vector": lambda tapes: 1 in _lengths(tapes),
        "all tapes have one vector": lambda tapes: max(_lengths(tapes)) == 1,
        "a vector has one bit": lambda tapes: tapes[0].shape[1] == 1,
        "a vector is all 0": lambda tapes: any(not tape.any(axis=1).all() for tape in tapes),
        "the last vector of a tape is all 0": lambda tapes: any(not tape[-1].any() for tape in tapes),
        "a tape is all 0": lambda tapes: any(not tape.any() for tape in tapes),
        "a tape has as many vectors as a vector has bits": lambda tapes: any(
            len(tape) == tape.shape[1] > 1 for tape in tapes
        ),
        "there are as many tapes as bits": lambda tapes: len(tapes) == tapes[0].shape[1],
        "bits are floats": lambda tapes: tapes[0].dtype.kind == "f",
    },
    axes=("tape", "step", "channel"),
    parts=("inputs", "targets", "answer"),
)  # fmt: skip
