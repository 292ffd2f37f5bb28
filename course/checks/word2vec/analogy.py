"""analogy: the word d for which a is to b as c is to d.

The vectors are placed so that the answer is known and mistakes lead elsewhere; gensim has to agree.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    few, many = (int(rng.integers(*limits)) for limits in ((8, 14), (25, 41)))
    return [
        _case(rng, _with_near_inputs, few, 8),
        _case(rng, _with_near_inputs, many, 16, d=-1),
        _case(rng, lambda *draw: _with_near_inputs(*draw)[:4], 4, 3),
        _case(rng, _with_opposite_d, 4, 5),
        _case(rng, _with_near_c, few + 1, 6, d=-1),
        _case(rng, lambda *draw: _with_near_c(*draw)[[0, 2, 1, 3]], few + 3, 7),
        _case(rng, _with_decoys, many + 1, 14),
        _case(rng, _with_decoys, many + 2, 20, d=0),
        _case(rng, _with_long_b, few + 2, 16),
        _case(rng, _with_long_b, many + 3, 20),
        _case(rng, _with_long_b, 17, 17),  # rows and columns cannot be told by their number
        _case(rng, _at_random, few, 2, d=-1),
    ]


def _case(rng, draw, words, size, *, d=None):
    """draw: makes the vectors of a, b, c, d and some others; d: its row, drawn if None."""
    for _ in range(200):
        placed = draw(rng, size)
        lengths = rng.uniform(0.5, 2, (words - len(placed), 1))
        rest = _units(rng.normal(size=(words - len(placed), size))) * lengths
        order = rng.permutation(words)
        if d is not None:
            found = np.flatnonzero(order == d % words)[0]
            order[[3, found]] = order[[found, 3]]
        vectors = np.empty((words, size))
        vectors[order] = np.concatenate([placed, rest])
        *asked, right = (int(row) for row in order[:4])
        a, b, c = asked
        ranked = np.sort(np.delete(_units(vectors) @ _place(_units(vectors), a, b, c), asked))
        single = len(ranked) == 1 or ranked[-1] - ranked[-2] > 1e-3  # told apart in float32, too
        if single and _gensim_agrees(vectors, a, b, c, right):
            break
    else:
        raise AssertionError("no vectors were found for which gensim's answer is clear")
    asks = "the index of the word that gensim answers"
    return Case((vectors, a, b, c), right, asks, _mistakes(vectors, a, b, c, right))


def _with_near_inputs(rng, size):
    """c is the nearest, then b, then a, and d only then; a long word would win if length counted."""
    base, *aside = np.linalg.qr(rng.normal(size=(size, size)))[0].T[:3]
    a, b, c = _units(np.array([base, base + 0.3 * aside[0], base + 0.6 * aside[1]]))
    d, long = _near(rng, b - a + c, 0.75), _near(rng, b - a + c, 0.6)
    return np.array([a, b, c, d, 9 * long]) * rng.uniform(0.5, 2, (5, 1))


def _with_near_c(rng, size):
    """c is nearer than d, but neither a nor b is."""
    first, second, c = np.linalg.qr(rng.normal(size=(size, size)))[0].T[:3]
    a, b = first, 0.8 * first + 0.6 * second
    return np.array([a, b, c, _near(rng, b - a + c, 0.75)]) * rng.uniform(0.5, 2, (4, 1))


def _with_opposite_d(rng, size):
    """Its cosine is below 0, its product with b - a + c below -2: with four words it is the answer."""
    axis = _units(rng.normal(size=(1, size)))[0]
    a, b, c = (_near(rng, way, 0.93) for way in (-axis, axis, axis))
    return np.array([a, b, c, _near(rng, b - a + c, -0.9)])


def _with_decoys(rng, size):
    """For each mistake about the sum or the lengths there is a word that wins by it alone."""
    span = np.linalg.qr(rng.normal(size=(size, size)))[0].T[:3]
    a, b, c = span
    raw_a, raw_b, raw_c = rng.uniform([0.7, 1.5, 0.5], [0.9, 1.7, 0.7])
    place, raw = b - a + c, raw_b * b - raw_a * a + raw_c * c
    others = [a - b + c, a + b - c, b + c, b - a - c, b - a, c]
    return np.array(
        [
            raw_a * a,
            raw_b * b,
            raw_c * c,
            0.5 * _near(rng, place, 0.985, span),
            0.9 * _near(rng, place, 0.965, span),
            1.7 * _near(rng, place, 0.95, span),
            -place,
            3.2 * _near(rng, place, 0.75, span),
            3.4 * _near(rng, raw, 0.7, span),
            0.6 * _near(rng, raw, 0.999, span),
            np.linalg.norm(raw) * _near(rng, raw, 0.97, span),
            *(0.8 * _near(rng, other, 0.98, span) for other in others),
        ]
    )


def _with_long_b(rng, size):
    """b is so long that its length decides wherever it is not taken out."""
    span = np.linalg.qr(rng.normal(size=(size, size)))[0].T[:3]
    a, b, c = span
    place, raw = b - a + c, 6 * b - a + 0.25 * c
    vectors = [a, 6 * b, 0.25 * c, _near(rng, place, 0.97, span), _near(rng, b + c, 0.98, span)]
    vectors += [_near(rng, b - a + 0.3 * c, 0.98, span)]
    vectors += [0.5 * _near(rng, raw, 0.99, span), 2.5 * _near(rng, raw, 0.95, span)]
    vectors += [5 * _near(rng, raw, 0.6, span), 3.5 * _near(rng, place, 0.8, span)]
    return np.array(vectors)


def _at_random(rng, size):
    a, b, c = _units(rng.normal(size=(3, size)))
    return np.array([a, b, c, b - a + c])


def _near(rng, direction, cosine, span=()):
    """A vector of length 1 at an angle to a direction; what is aside of it is aside of `span`, too."""
    axis = direction / np.linalg.norm(direction)
    aside = rng.normal(size=len(axis))
    for vector in (*span, axis):  # each of length 1, and those of span at right angles
        aside -= (aside @ vector) * vector
    return cosine * axis + np.sqrt(1 - cosine**2) * aside / np.linalg.norm(aside)


def _units(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _place(vectors, a, b, c):
    return vectors[b] - vectors[a] + vectors[c]


def _gensim_agrees(vectors, a, b, c, d):
    from gensim.models import KeyedVectors

    keyed = KeyedVectors(vectors.shape[1])
    keyed.add_vectors([str(row) for row in range(len(vectors))], vectors.astype("float32"))
    return keyed.most_similar([str(b), str(c)], [str(a)])[0][0] == str(d)


def _mistakes(vectors, a, b, c, right):
    """{hint: the wrong answer} of a case."""
    units, rows = _units(vectors), np.arange(len(vectors))
    inputs, place, raw = [a, b, c], _place(units, a, b, c), _place(vectors, a, b, c)

    def best_word(scores, left_out=inputs):
        return int(np.where(np.isin(rows, left_out), -np.inf, scores).argmax())

    return {
        "a, b and c are not among the answers": best_word(units @ place, []),
        "leave out a and b as well as c": best_word(units @ place, [c]),
        "leave out a as well as b and c": best_word(units @ place, [b, c]),
        "with a, b and c taken out, fewer rows are left, and later ones move up": int(
            np.delete(units @ place, inputs).argmax()
        ),
        "go from a to b, not from b to a": best_word(units @ (units[a] - units[b] + units[c])),
        "start at c: b - a + c, not a + b - c": best_word(
            units @ (units[a] + units[b] - units[c])
        ),
        "the sum is of vectors of length 1: divide every vector before you add them": best_word(
            units @ raw
        ),
        "cosines: candidates count with their direction, not with their length": best_word(
            vectors @ place
        ),
        "divide each vector by its own length, the candidates and those in the sum": best_word(
            vectors @ raw
        ),
        "leave out a, b and c, and divide every vector by its length": best_word(vectors @ raw, []),
        "cosines, not distances": best_word(-np.linalg.norm(vectors - raw, axis=1)),
        "distances depend on the lengths: divide the candidates by theirs, too": best_word(
            -np.linalg.norm(vectors - place, axis=1)
        ),
        "subtract a: only the way from a to b counts": best_word(units @ (units[b] + units[c])),
        "the way from a to b starts at c: add c": best_word(
            units @ (units[b] - units[a] - units[c])
        ),
        "c is missing: the way from a to b starts there": best_word(units @ (units[b] - units[a])),
        "the nearest to c alone is not what is asked for: b - a is missing": best_word(
            units @ units[c]
        ),
        "the nearest word, not the farthest": best_word(-units @ place),
        "return the index of the word, not its cosine": float(
            units[right] @ place / np.linalg.norm(place)
        ),
        "return the index of the word, not its product with b - a + c": float(units[right] @ place),
        "return the index of the word, not its vector": vectors[right],
        "one answer, not a list of the best": [
            int(row) for row in np.argsort(-units @ place) if row not in inputs
        ][:10],
        "the first answer, not the second": best_word(units @ place, [*inputs, right]),
    }  # fmt: skip


def _beats(vectors, a, b, c, *, row):
    """Whether one of the three is nearer than all other words."""
    cosines = _units(vectors) @ _place(_units(vectors), a, b, c)
    return bool(cosines[row] > np.delete(cosines, [a, b, c]).max())


def _is_at(vectors, a, b, c, *, row):
    """Whether the answer is this row."""
    cosines = _units(vectors) @ _place(_units(vectors), a, b, c)
    return row not in (a, b, c) and bool(cosines[row] >= np.delete(cosines, [a, b, c]).max())


CORNERS = {
    "there are no words but a, b, c and d": lambda vectors, a, b, c: len(vectors) == 4,
    "c itself is nearer than d": lambda vectors, a, b, c: _beats(vectors, a, b, c, row=c),
    "b itself is nearer than d": lambda vectors, a, b, c: _beats(vectors, a, b, c, row=b),
    "a itself is nearer than d": lambda vectors, a, b, c: _beats(vectors, a, b, c, row=a),
    "d has a cosine below 0": lambda vectors, a, b, c: (
        _units(np.delete(vectors, [a, b, c], axis=0)) @ _place(_units(vectors), a, b, c) < 0
    ).all(),
    "d is the first row": lambda vectors, a, b, c: _is_at(vectors, a, b, c, row=0),
    "d is the last row": lambda vectors, a, b, c: _is_at(vectors, a, b, c, row=len(vectors) - 1),
    "a vector has two numbers": lambda vectors, a, b, c: vectors.shape[1] == 2,
    "there are as many words as numbers in a vector": (
        lambda vectors, a, b, c: vectors.shape[0] == vectors.shape[1]
    ),
}

analogy = Check("analogy", 2, _cases, corners=CORNERS, untouched=True)
