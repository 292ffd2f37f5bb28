"""Checks of lab 01_recurrence."""

import itertools

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

# feed back: the sums of a linear adder in closed form


class RoughAdder:
    """An adder of two numbers that is a little off, so that it matters how often it was used.

    It takes an array (rows, 2) and returns one (rows, 1), as a net with two inputs and one output does.
    """

    def __init__(self, first, second, offset):
        self.factors, self.offset = np.array([first, second]), offset

    def __call__(self, pairs):
        pairs = np.asarray(pairs, float)
        if pairs.ndim != 2 or pairs.shape[1] != 2:
            raise ValueError(f"adder takes an array of shape (rows, 2), got shape {pairs.shape}")
        return (pairs @ self.factors + self.offset)[:, None]

    def __repr__(self):
        return "adder"


def _feed_cases(rng):
    return [_feed_case(rng, rows, count) for rows, count in ((3, 2), (4, 3), (2, 5), (3, 8))]


def _feed_case(rng, rows, count):
    first, second = rng.uniform(0.9, 1.1, 2)
    offset = rng.uniform(0.2, 0.5)
    adder = RoughAdder(first, second, offset)
    numbers = rng.uniform(1, 9, (rows, count)).round(1)
    uses = np.arange(count - 1)[::-1]  # how often a number is fed back after it came in
    weights = second * first**uses  # of numbers 1, 2, ...; number 0 goes in as a first operand
    offsets = offset * (first**uses).sum()
    right = numbers[:, 0] * first ** (count - 1) + numbers[:, 1:] @ weights + offsets
    backwards = numbers[:, ::-1]
    fed_second = first * second**uses
    pairs = numbers[:, :-1] * first + numbers[:, 1:] * second + offset  # of neighbours
    first_three = numbers[:, 0] * first**2 + numbers[:, 1] * first * second + offset * (1 + first)
    plain = numbers.sum(axis=1)
    mistakes = {
        "every sum is to be made by the adder, not by + or np.sum": plain,
        "only the first sum was made by the adder: feed its output back for the others": (
            pairs[:, 0] + numbers[:, 2:].sum(axis=1)
        ),
        "all numbers have to go in, not only the first two": pairs[:, 0],
        "do not forget the last number": (right - numbers[:, -1] * second - offset) / first,
        "as many numbers as there are, not always three": (
            first_three + second * numbers[:, 2] if count > 2 else pairs[:, 0]
        ),
        "begin with the first two numbers: a 0 before them is one use of the adder too many": (
            right + first ** (count - 1) * (numbers[:, 0] * (second - 1) + offset)
        ),
        "the sum so far is the adder's first input, the new number its second": (
            numbers[:, 0] * second ** (count - 1)
            + numbers[:, 1:] @ fed_second
            + offset * (second**uses).sum()
        ),
        "go through the numbers from the first to the last": (
            backwards[:, 0] * first ** (count - 1) + backwards[:, 1:] @ weights + offsets
        ),
        "one sum for each row: shape (rows,), not (rows, 1)": right[:, None],
        "feed the output back, do not add the sums of neighbours": pairs.sum(axis=1),
        "one sum for each row, not the sum of all rows": float(right.sum()),
        "only the sum of all numbers, not the sums on the way": np.tile(right[:, None], count - 1),
        "what goes in next is the adder's output, not the plain sum so far": (
            first * numbers[:, :-1].sum(axis=1) + second * numbers[:, -1] + offset
        ),
    }  # fmt: skip
    asks = f"{rows} sums of {count} numbers, made by the adder alone"
    return Case((adder, numbers), right, asks, mistakes)


feed_back = Check("feed-back", 1, _feed_cases)


# count weights: Keras counts


def _count_cases(rng):
    random = (int(number) for number in rng.permutation([4, 6, 9, 13]))
    return [_count_case(*sizes) for sizes in ((4, 2, 7, 1), (30, 3, 5, 2), tuple(random))]


def _count_case(steps, inputs, units, outputs):
    from keras import layers

    recurrent, dense = layers.SimpleRNN(units), layers.Dense(outputs)
    recurrent.build((None, steps, inputs))
    dense.build((None, units))
    right = recurrent.count_params() + dense.count_params()
    u, w, v = inputs * units, units * units, units * outputs
    mistakes = {
        "the weights are shared by all steps: their number does not grow with the steps": (
            steps * right
        ),
        "U, W and their bias are shared by all steps": steps * (right - v - outputs) + v + outputs,
        "b and the output's bias are weights, too": u + w + v,
        "the output has a bias, too": right - outputs,
        "the recurrent layer has a bias b, too": right - units,
        "each unit has one number in b, and each output one more": u + w + v + 2,
        "W leads from every unit to every unit: units times units": right - w + units,
        "W, the recurrent weights, are missing": right - w,
        "V, the output's weights, are missing": right - v - outputs,
        "U, the input's weights, are missing": right - u,
        "V leads from the units to the outputs, not from the inputs": right - v + inputs * outputs,
        "each output has its own weights in V": right - v + units,
        "one bias for each unit: U and W have no bias of their own": right + units,
        "add the weights of the layers, do not multiply them": (u + w + units) * (v + outputs),
        "inputs times units, not inputs plus units": right - u + inputs + units,
        "return their sum": [u, w, v, units, outputs],
    }
    asks = "the number of trainable weights"
    return Case((steps, inputs, units, outputs), right, asks, mistakes)


count_weights = Check("count-weights", 1, _count_cases)


# read batch: Keras reads it with a mask that leaves out the padding


def _read_cases(rng):
    return [
        _read_case(rng, [2, 5, 3, 1], inputs=1, units=2),
        _read_case(rng, [1, 7], inputs=3, units=4),
        _read_case(rng, [6, 3, 5], inputs=2, units=2, padding=2),
    ]


def _read_case(rng, lengths, inputs, units, padding=0):
    """padding: steps that no row uses."""
    from keras import layers

    lengths = np.array(lengths)
    steps = lengths.max() + padding
    x = rng.uniform(-1, 1, (len(lengths), steps, inputs)).astype("float32")
    for row, length in zip(x, lengths, strict=True):
        row[0, 0] = 0  # zeros that are read are no padding
        row[length // 2, :] = 0
        row[length:] = 0
    scale = rng.choice([-1, 1], (inputs + units + 1, units)) * rng.uniform(
        0.3, 0.9, (inputs + units + 1, units)
    )
    u, w, b = np.split(scale.astype("float32"), [inputs, inputs + units])
    b = b[0]
    layer = layers.SimpleRNN(units, unroll=True)
    layer.build((1, None, inputs))
    layer.set_weights([u, w, b])
    right = np.asarray(layer(x, mask=np.arange(steps) < lengths[:, None]))
    as_asked = {"x": x, "u": u, "w": w, "b": b, "f": np.tanh}
    every = _states(**as_asked)  # (steps + 1, rows, units): every[n] is the state after n steps

    def after(states, counts):
        return states[counts, np.arange(len(lengths))]

    def but(**changed):
        return after(_states(**{**as_asked, **changed}), lengths)

    def without(zero):  # as if steps with a zero were padding
        counts = (~zero).sum(axis=1)
        kept = np.zeros_like(x)
        for new, old, dropped, count in zip(kept, x, zero, counts, strict=True):
            new[:count] = old[~dropped]
        return after(_states(**{**as_asked, "x": kept}), counts)

    def carried():  # from the end of a row into the next one
        s, states = np.zeros(units), []
        for row, length in zip(x, lengths, strict=True):
            for step in row[:length]:
                s = np.tanh(step @ u + s @ w + b)
            states.append(s)
        return np.array(states)

    longest = np.full(len(lengths), steps)
    mistakes = {
        "padding was read: the state of a row must stop changing after its last step": (
            after(every, longest)
        ),
        "one step too few: a row of length n has n steps": after(every, lengths - 1),
        "one step of padding was read: a row of length n has n steps": (
            after(every, np.minimum(lengths + 1, steps))
        ),
        "each row has a length of its own, not that of the shortest row": (
            after(every, np.full(len(lengths), lengths.min()))
        ),
        "each row has a length of its own, not that of the first row": (
            after(every, np.full(len(lengths), lengths[0]))
        ),
        "after a row's last step its state must be kept, not set to 0": (
            right * (lengths == steps)[:, None]
        ),
        "a zero that is read is not padding: where a row ends, lengths says": without(
            (x == 0).all(axis=2)
        ),
        "a row ends where lengths says, whatever numbers are read": without(x[:, :, 0] == 0),
        "every row begins with a state of zeros": carried(),
        "W is missing: the new state depends on the old one": but(w=np.zeros_like(w)),
        "the bias b is missing": but(b=np.zeros_like(b)),
        "it is tanh, not the sigmoid": but(f=lambda z: 1 / (1 + np.exp(-z))),
        "it is tanh, not relu": but(f=lambda z: np.maximum(z, 0)),
        "tanh is missing": but(f=lambda z: z),
        "the old state stands left of W, not right of it: s @ W": but(w=w.T),
        "tanh is the last thing to do: W s(t-1) belongs into it": (
            after(_states(**as_asked, outside=True), lengths)
        ),
        "the bias goes into tanh with the rest": (
            after(_states(**{**as_asked, "b": 0 * b}, later=b), lengths)
        ),
        "read from the first step to the last": but(
            x=np.stack([np.roll(row[::-1], n, axis=0) for row, n in zip(x, lengths, strict=True)])
        ),
        "only the state after the last step, not those on the way": every[1:].swapaxes(0, 1),
        "shape (rows, units): a state has one number for each unit": right.T,
        "the state of every row, not only that of the last": right[-1],
    }  # fmt: skip
    asks = f"shape {right.shape}, each row as if read alone and without its padding"
    return Case((x, lengths, u, w, b), right, asks, mistakes)


def _states(*, x, u, w, b, f, outside=False, later=0.0):
    """The states after 0, 1, ... steps, padding included: (steps + 1, rows, units).

    Only for the values that mistakes lead to: where a row ends is for the caller to say.
    """
    s = np.zeros((len(x), len(b)), "float32")
    states = [s]
    for step in range(x.shape[1]):
        new = x[:, step] @ u + b
        s = f(new) + s @ w if outside else f(new + s @ w) + later
        states.append(s)
    return np.stack(states)


read_batch = Check("read-batch", 2, _read_cases, seconds=20.0)


# weights by hand: the net is run, and what it says is judged


def _arrays(value, names, shapes):
    """The weights that came back as arrays, and what is wrong with them in words, or ""."""
    count = len(names)
    if not isinstance(value, (list, tuple)) or len(value) != count:
        got = f"{len(value)} things" if isinstance(value, (list, tuple)) else type(value).__name__
        return None, f"expected {count} arrays, {', '.join(names)}; got {got}"
    try:
        arrays = [np.asarray(array, float) for array in value]
    except (TypeError, ValueError, OverflowError):
        return None, "expected arrays of numbers, got something else"
    if arrays[1].ndim != 2 or not 1 <= len(arrays[1]) <= MOST_UNITS:
        got = arrays[1].shape
        return None, f"expected W of shape (units, units), 1 to {MOST_UNITS} units; got {got}"
    units = len(arrays[1])
    for name, array, shape in zip(names, arrays, shapes, strict=True):
        wanted = tuple(units if size is None else size for size in shape)
        if array.shape != wanted:
            return (
                None,
                f"W has {units} rows, so {name} should have shape {wanted}; it has shape {array.shape}",
            )
        if not np.isfinite(array).all():
            return None, f"{name} holds a number that is infinite or not a number"
    return arrays, ""


MOST_UNITS = 200


# program weights: what each number is multiplied by on its way to the last output


def _program_cases(rng):
    programs = ([1, 1, -1, -1], [1, -1], [1, -1, -1, 1, 1], [-1, 1, 1])
    return [_program_case(signs) for signs in (*programs, _uneven(rng, 8))]


def _uneven(rng, count):
    """Signs that are not the same read backwards."""
    signs = rng.choice([-1, 1], count)
    signs[[0, 1, 2, -1]] = 1, -1, 1, -1
    return signs.tolist()


def _program_case(signs):
    return Case((signs,), signs, f"weights of a net that computes {_formula(signs)}")


def _formula(factors):
    """Such as "a + b - c - d", or with factors "2 a + 0.5 b"."""
    terms = []
    for factor, name in zip(factors, "abcdefgh", strict=False):
        size = "" if abs(abs(factor) - 1) < 1e-9 else f"{abs(factor):.3g} "
        terms.append(f"{'-' if factor < 0 else '+'} {size}{name}")
    text = " ".join(terms)
    return text[2:] if text[0] == "+" else "-" + text[2:]


def _judge_program(case, outcome):
    arrays, message = _arrays(outcome.value, ("U", "W", "V"), ((1, None), (None, None), (None, 1)))
    if message:
        return Verdict(False, message)
    signs = np.array(case.expected, float)
    u, w, v = arrays
    said = _factors(u, w, v, count=len(signs))
    if not np.isfinite(said).all():
        return Verdict(False, "its state grows beyond all numbers", ())
    units = np.eye(len(w))
    ways = {
        "W[i, j] leads from unit i to unit j, since s stands left of W: yours is transposed": (
            _factors(u, w.T, v, count=len(signs))
        ),
        "let one unit only read the new number: set the others in U to 0": (
            _factors(units[:1], w, v, count=len(signs))
        ),
    }
    hints = [hint for hint, way in ways.items() if _same(way, signs)]
    shifted = np.append(signs[1:], 0)
    fixed = np.zeros(len(signs))
    lecture = [1.0, 1.0, -1.0, -1.0][-len(signs) :]
    fixed[-len(lecture) :] = lecture
    found = {
        "the oldest number has been handed on most often: V is the wrong way round": signs[::-1],
        "plus and minus are exchanged": -signs,
        "nothing is handed on: W must move each number to the next unit": (
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
            "the signs are right, but a number is changed on its way: hand on with weight 1"
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


program_weights = Check("program-weights", 2, _program_cases, judge=_judge_program)


# output shape: Keras says


def _shape_cases(rng):
    first, second, third, fourth, fifth = (int(n) for n in rng.permutation([3, 4, 6, 9, 11]))
    return [
        _shape_case((first, second), [("SimpleRNN", third, True)]),
        _shape_case((first, second), [("SimpleRNN", third, False), ("Dense", fourth)]),
        _shape_case((first, second), [("SimpleRNN", third, True), ("Dense", fourth)]),
        _shape_case((first,), [("Dense", second), ("RepeatVector", third)]),
        _shape_case(
            (first, second),
            [
                ("SimpleRNN", third, True),
                ("SimpleRNN", fourth, False),
                ("RepeatVector", fifth),
                ("SimpleRNN", first + 10, True),
                ("Dense", second + 10),
            ],
        ),
    ]


def _shape_case(input_shape, stack):
    from keras import layers

    shape = (None, *input_shape)
    for kind, size, *sequences in stack:
        made = getattr(layers, kind)(
            size, **({"return_sequences": sequences[0]} if sequences else {})
        )
        shape = made.compute_output_shape(shape)
    right = tuple(shape[1:])
    steps = input_shape[0]
    rules = {
        "return_sequences=True gives the outputs of all steps, False only the last": {
            "every": lambda shape, size: (size,),
            "last": lambda shape, size: (*shape[:-1], size),
        },
        "a recurrent layer gives only its last output, unless return_sequences is True": {
            "last": lambda shape, size: (*shape[:-1], size)
        },
        "with return_sequences=False only the last output is left, without an axis of steps": {
            "last": lambda shape, size: (*shape[:-1], size),
            "RepeatVector": lambda shape, size: (size, *shape),
        },
        "a single vector has no axis of steps: (n,), not (1, n)": {
            "last": lambda shape, size: (1, size)
        },
        "with return_sequences=True a recurrent layer keeps the steps": {
            "every": lambda shape, size: (size,)
        },
        "Dense works on every step alone: it keeps the steps": {
            "Dense": lambda shape, size: (size,)
        },
        "RepeatVector(n) puts n copies one after the other: n comes first": {
            "RepeatVector": lambda shape, size: (*shape, size)
        },
        "RepeatVector(n) makes n steps, it keeps the length of the vector": {
            "RepeatVector": lambda shape, size: (size,)
        },
        "RepeatVector(n) makes n steps, it does not make the vector longer": {
            "RepeatVector": lambda shape, size: (*shape[:-1], shape[-1] * size)
        },
        "a recurrent layer gives one number for each unit": {
            "every": lambda shape, size: shape,
            "last": lambda shape, size: shape[-1:],
        },
        "a recurrent layer gives as many numbers a step as it has units, not as there are steps": {
            "every": lambda shape, size: (size, shape[-1]),
        },
        "Dense changes the size of the vector": {"Dense": lambda shape, size: shape},
        "RepeatVector adds an axis of steps": {"RepeatVector": lambda shape, size: shape},
        "the steps come first, then the vector's size": {
            "every": lambda shape, size: (size, *shape[:-1]),
        },
    }  # fmt: skip
    mistakes = {hint: _walk(input_shape, stack, rules=rule) for hint, rule in rules.items()}
    mistakes |= {
        "the whole shape, not only its last number": right[-1],
        "go through all layers": _walk(input_shape, stack[:1], rules={}),
        "all layers count, not only the last one": _walk(input_shape, stack[-1:], rules={}),
        "a vector has a shape with one number, such as (5,)": (
            right[0] if len(right) == 1 else right
        ),
        "the number of steps may change on the way": (steps, *right[1:])
        if len(right) > 1
        else right,
    }  # fmt: skip
    asks = "the shape of what comes out of the last layer for one example"
    return Case((input_shape, stack), right, asks, mistakes)


def _walk(shape, stack, *, rules):
    """The shape that a stack leads to if some of its layers followed other rules.

    Only for the values that mistakes lead to.
    """
    usual = {
        "Dense": lambda shape, size: (*shape[:-1], size),
        "RepeatVector": lambda shape, size: (size, *shape[-1:]),
        "every": lambda shape, size: (*shape[:-1], size),
        "last": lambda shape, size: (size,),
    }
    for kind, size, *sequences in stack:
        rule = kind if not sequences else "every" if sequences[0] else "last"
        shape = {**usual, **rules}[rule](shape, size)
    return shape


output_shape = Check("output-shape", 1, _shape_cases)


# clock weights: a net of threshold units that counts ones and begins again at 0


def _clock_cases(rng):
    larger = int(rng.choice([6, 7, 9]))
    return [_clock_case(rng, n) for n in (2, 3, larger, 12)]


def _clock_case(rng, n):
    readings = [[1] * (3 * n + 1), [1] * (n - 1) + [0, 0, 1, 0, 1], [0, 0, 0, 1, 0]]
    readings += [rng.integers(0, 2, length).tolist() for length in (8, 40, 500)]
    asks = f"weights of a net that counts the ones and begins again at 0 after {n - 1}"
    return Case((n,), (n, readings), asks)


def _judge_clock(case, outcome):
    names, shapes = ("U", "W", "V", "b"), ((1, None), (None, None), (None, 1), (None,))
    arrays, message = _arrays(outcome.value, names, shapes)
    if message:
        return Verdict(False, message)
    n, readings = case.expected
    u, w, v, b = arrays
    said = [_count(bits, u, w, v, b) for bits in readings]
    counts = [list(itertools.accumulate(bits)) for bits in readings]
    right = [[count % n for count in ones] for ones in counts]
    ways = {
        "b is added, so a threshold of 0.5 is a bias of -0.5": (u, w, v, -b),
        "a sum that is just 0 does not switch a unit on: put the threshold between two counts": (
            u, w, v, b + 0.5,
        ),
        "every unit comes on one count too early: lower b by 1": (u, w, v, b - 1),
        "every unit comes on one count too late: raise b by 1": (u, w, v, b + 1),
        "V gives the complement: V is to be turned round": (u, w, -v, b),
        "U is 0 for some unit: every unit has to read the input": (np.ones_like(u), w, v, b),
        "W[i, j] leads from unit i to unit j, since s stands left of W: yours is transposed": (
            u, w.T, v, b,
        ),
    }  # fmt: skip
    if np.array_equal(w, w.T):
        ways.popitem()  # the transposed one, the last
    short = readings[:-1]  # enough to tell what the mistake was
    hints = [
        hint
        for hint, weights in ways.items()
        if _agree([_count(bits, *weights) for bits in short], right[:-1])
    ]
    passed = _agree(said, right)
    before = [
        [(value, count) for value, count in zip(row, ones, strict=True) if count < n]
        for row, ones in zip(said, counts, strict=True)
    ]
    found = {
        "y(t) must count x(t), too: it comes one step late": _agree(
            said, [[0, *row[:-1]] for row in right]
        ),
        "that tells odd from even, whatever n is": _agree(
            said, [[count % 2 for count in ones] for ones in counts]
        ),
        "it begins again one too early: the highest count is n - 1": _agree(
            said, [[count % max(n - 1, 1) for count in ones] for ones in counts]
        ),
        "it begins again one too late: the highest count is n - 1": _agree(
            said, [[count % (n + 1) for count in ones] for ones in counts]
        ),
        "it counts all steps: a 0 must not be counted": _agree(
            said, [[(step + 1) % n for step in range(len(ones))] for ones in counts]
        ),
        "it forgets: W must feed the count back": _agree(said, readings),
        "once on, always on: W must switch a unit off again": _agree(
            said, [[min(count, 1) for count in ones] for ones in counts]
        ),
        "it counts down, not up": _agree(said, [[-count % n for count in ones] for ones in counts]),
        "no unit is ever switched on": not any(_units(bits, u, w, b).any() for bits in short),
        "all units have the same threshold: let them switch on at 1, at 2, and so on": (
            len(b) > 1 and np.ptp(b) == 0
        ),
        "the units are right, but V reads them wrongly": _readable(short, right[:-1], u, w, b),
        "up to n - 1 it is right; at n the output must be 0 again: look at the last entry of V, and at "
        "the last row of W": all(
            abs(value - count) < 1e-6 for row in before for value, count in row
        ),
    }
    hints += [hint for hint, explains in found.items() if explains]
    return Verdict(passed, _first_wrong(readings, said, right), tuple(hints))


def _count(bits, u, w, v, b):
    """What a net of threshold units says after each bit."""
    return (_units(bits, u, w, b) @ v)[:, 0]


def _units(bits, u, w, b):
    """Which units are on after each bit: (steps, units)."""
    s = np.zeros(len(w))
    states = []
    for bit in bits:
        s = (bit * u[0] + s @ w + b > 0).astype(float)
        states.append(s)
    return np.array(states)


def _agree(said, right):
    return all(np.allclose(row, others, atol=1e-6) for row, others in zip(said, right, strict=True))


def _readable(readings, right, u, w, b):
    """Whether some V would read the right counts from the units."""
    states = np.concatenate([_units(bits, u, w, b) for bits in readings])
    counts = np.concatenate(right)
    v, *_ = np.linalg.lstsq(states, counts, rcond=None)
    return bool(np.allclose(states @ v, counts, atol=1e-6))


def _first_wrong(readings, said, right):
    """The first place at which the net is wrong, in words, shortest input first."""
    for bits, values, truth in sorted(
        zip(readings, said, right, strict=True), key=lambda entry: len(entry[0])
    ):
        for step, (value, count) in enumerate(zip(values, truth, strict=True)):
            if abs(value - count) > 1e-6:
                read = " ".join(str(bit) for bit in bits[: step + 1][-20:])
                dots = "... " if step >= 20 else ""
                return f"after {dots}{read} it says {value:.3g}"
    return ""


clock_weights = Check("clock-weights", 3, _clock_cases, judge=_judge_clock)
