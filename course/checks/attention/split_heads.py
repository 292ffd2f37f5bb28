"""split-heads: split vectors into heads, let something work on them, merge.

Cases begin with the heads; the vectors are put together from them, and so is what comes back.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check


class Work:
    """Changes heads: `done = work(pieces)`, (sentences, heads, steps, size) to another size.

    Every step becomes a mixture of all steps of its own head, and every head has weights of its own. So
    whatever is not where it belongs is found out.

    Args:
        shape: (sentences, heads, steps, size), what it takes.
        over_steps: array (heads, steps, steps).
        over_entries: array (heads, size, new size).
    """

    def __init__(self, shape, over_steps, over_entries):
        self.shape, self.over_steps, self.over_entries = shape, over_steps, over_entries

    def __call__(self, pieces):
        pieces = np.asarray(pieces, float)
        if pieces.shape != self.shape:
            raise ValueError(f"`work` takes an array of shape {self.shape}, got {pieces.shape}")
        return np.einsum("hab,nhbi,hij->nhaj", self.over_steps, pieces, self.over_entries)

    def __repr__(self):
        return "work"


def _cases(rng):
    def drawn(low, high):
        return int(rng.integers(low, high))

    few, more = drawn(2, 4), drawn(4, 7)
    return [
        _case(rng, 2, heads=2, steps=3, size=2),
        _case(rng, 1, heads=few, steps=more, size=few + 1),
        _case(rng, few, heads=3, steps=4, size=2, new=5),
        _case(rng, 2, heads=more, steps=more, size=few),
        _case(rng, 2, heads=3, steps=3, size=3, new=drawn(4, 6)),
        _case(rng, 3, heads=3, steps=3, size=3),
        _case(rng, 2, heads=2, steps=2, size=2),
        _case(rng, few, heads=1, steps=more, size=4, new=2),
        _case(rng, few, heads=more, steps=3, size=1),
        _case(rng, 3, heads=4, steps=1, size=few),
        _case(rng, few, heads=4, steps=more + 1, size=4, new=1),
        _case(rng, 2, heads=4, steps=4, size=drawn(5, 8)),
    ]


def _case(rng, sentences, heads, steps, size, new=None):
    new = new or size
    shape = sentences, heads, steps, size
    pieces = rng.normal(0, 2, shape).round(2)
    over_steps = rng.normal(0, 1, (heads, steps, steps)).round(2)
    work = Work(shape, over_steps, rng.normal(0, 1, (heads, size, new)).round(2))
    right = _side_by_side(work(pieces))
    asks = f"shape {right.shape}: {heads} heads side by side, {new} numbers of each"
    return Case((_side_by_side(pieces), heads, work), right, asks)


def _side_by_side(pieces):
    return np.concatenate([pieces[:, number] for number in range(pieces.shape[1])], axis=-1)


def _split(vectors, heads):
    return np.stack(np.split(vectors, heads, axis=-1), axis=1)


def _by_reshape(vectors, heads):
    count, steps, width = vectors.shape
    return vectors.reshape(count, heads, steps, width // heads)


def _interleaved(vectors, heads):
    return np.stack([vectors[..., number::heads] for number in range(heads)], axis=1)


def _merged_by_reshape(done):
    sentences, heads, steps, size = done.shape
    return done.reshape(sentences, steps, heads * size)


def _merged_interleaved(done):
    sentences, heads, steps, size = done.shape
    return np.moveaxis(done, 1, -1).reshape(sentences, steps, heads * size)


def _with(split=_split, merge=_side_by_side):
    """The mistaken answer that splits or merges in another way."""
    return lambda vectors, heads, work: merge(work(split(vectors, heads)))


def _without_heads_first(vectors, heads):
    count, steps, width = vectors.shape
    return vectors.reshape(count, steps, heads, width // heads)


def _size_for_heads(vectors, heads):
    count, steps, width = vectors.shape
    return vectors.reshape(count, steps, width // heads, heads).swapaxes(1, 2)


def _steps_last(vectors, heads):
    return _split(vectors, heads).swapaxes(-1, -2)


def _like_before(vectors, heads, work):
    return work(_split(vectors, heads)).swapaxes(1, 2).reshape(vectors.shape)


split_heads = Check(
    "split-heads",
    2,
    _cases,
    # float32, in `work`'s arguments only: sums of up to 50 products of numbers up to 8, which cancel
    tolerance=Tolerance(1e-5, of_largest=2e-6, absolute=1e-5),
    mistakes={
        "a reshape alone does not split: it hands steps to other heads. Make an axis of heads out of the "
        "width, then change the order of the axes": _with(split=_by_reshape),
        "a reshape alone does not merge: bring the heads back beside their entries first, by changing the "
        "order of the axes": _with(merge=_merged_by_reshape),
        "a reshape alone neither splits nor merges: without `work` the two faults cancel, with it they "
        "do not. Change the order of the axes, too": _with(_by_reshape, _merged_by_reshape),
        "head 0 has the first entries of a vector, not every so many-th": _with(split=_interleaved),
        "the vector of head 0 comes first, then that of head 1: do not take turns entry by entry": _with(
            merge=_merged_interleaved
        ),
        "head 0 has the first entries of a vector, not every so many-th; in merging, too": _with(
            _interleaved, _merged_interleaved
        ),
        "the heads are in the opposite order": _with(
            lambda vectors, heads: _split(vectors, heads)[:, ::-1],
            lambda done: _side_by_side(done[:, ::-1]),
        ),
        "the heads are merged in the opposite order": _with(
            merge=lambda done: _side_by_side(done[:, ::-1])
        ),
        "the heads are split in the opposite order": _with(
            split=lambda vectors, heads: _split(vectors, heads)[:, ::-1]
        ),
        "`work` wants (sentences, heads, steps, entries): steps and entries are exchanged": _with(
            split=_steps_last
        ),
        "merge: what `work` returns still has an axis of heads": _with(merge=lambda done: done),
        "merge: the heads are beside their entries, now make one axis of the two": _with(
            merge=lambda done: done.swapaxes(1, 2)
        ),
        "put the heads side by side, do not add them": _with(merge=lambda done: done.sum(axis=1)),
        "put the heads side by side, do not take their mean": _with(
            merge=lambda done: done.mean(axis=1)
        ),
        "put the heads side by side, one after the other in the same step, not below each other": _with(
            merge=lambda done: done.reshape(done.shape[0], -1, done.shape[-1])
        ),
        "all heads are merged, not only the first": _with(merge=lambda done: done[:, 0]),
        "all heads are merged, not only the last": _with(merge=lambda done: done[:, -1]),
        "`work` is not called, or what it returns is not used": lambda vectors, heads, work: (
            vectors
        ),
        "`work` is called once": lambda vectors, heads, work: _side_by_side(
            work(work(_split(vectors, heads)))
        ),
        "return what `work` made of the vectors, without adding these": (
            lambda vectors, heads, work: vectors + _with()(vectors, heads, work)
        ),
        "merge the heads, not what stood before `work`": lambda vectors, heads, work: _split(
            vectors, heads
        ),
    },
    corners={
        "there is one head": lambda vectors, heads, work: heads == 1,
        "there are as many heads as entries": lambda vectors, heads, work: (
            heads == vectors.shape[-1]
        ),
        "there are as many heads as steps": lambda vectors, heads, work: heads == vectors.shape[1],
        "a head has as many entries as there are heads": lambda vectors, heads, work: (
            heads * heads == vectors.shape[-1]
        ),
        "`work` returns vectors of another size than it takes": lambda vectors, heads, work: (
            work.over_entries.shape[2] != work.over_entries.shape[1]
        ),
        "there is one sentence": lambda vectors, heads, work: len(vectors) == 1,
        "there is one step": lambda vectors, heads, work: vectors.shape[1] == 1,
        "there are as many sentences as steps": lambda vectors, heads, work: (
            vectors.shape[0] == vectors.shape[1]
        ),
    },
    axes=("sentence", "step", "entry"),
)
