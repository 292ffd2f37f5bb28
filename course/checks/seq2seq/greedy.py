"""greedy: write a text, the likeliest symbol at each step.

The decoders are tiny language models that can be searched to the end.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START, TinyDecoder, chosen_text, random_table


def _cases(rng):
    return [
        _case(rng, letters=3, longest=4),
        _case(rng, letters=2, longest=6, start=2, end=1),
        _case(rng, letters=4, longest=3),
        _case(rng, letters=3, longest=5, cut=2),
    ]


def _case(rng, letters, longest, cut=None, start=START, end=END):
    """`cut`: most symbols to write, fewer than the text would have."""
    for _ in range(200):  # a text of some length, in which mistakes show
        table = random_table(rng, letters, longest, 0.8, end)
        right = chosen_text(table, end, lambda chances, step: int(chances.argmax()))
        if len(right) >= min(3, longest) and (not cut or len(right) > cut):
            break
    else:
        raise AssertionError("no decoder was found that writes a text of this length")
    most = cut or longest + 1
    whole, right = right, right[:most]
    first = right[0]
    least = chosen_text(
        table, end, lambda chances, step: int(np.where(chances > 0, chances, 2).argmin())
    )
    stuck = [first] * most
    mistakes = {
        "END says that the text is over: it is not part of it": [*whole, end][:most],
        "START is only read, it is not part of the text": [start, *right],
        "START and END are not part of the text": [start, *whole, end],
        "take the likeliest symbol, not the least likely": least[:most],
        "stop at END": right + [0] * (most - len(right)),
        "one symbol is not enough: go on until END, and let each step read what the last one wrote": right[
            :1
        ],
        "the text lacks its last symbol: stop at END, not before it": right[:-1],
        "write at most as many symbols as asked for": whole,
        "write as many symbols as asked for, not one fewer": right[: most - 1],
        "the text is backwards": right[::-1],
        "return all symbols, not only the last": right[-1],
        "each step must read what the step before wrote": stuck,
    }
    asks = f"the likeliest symbol at each step, {most} at most"
    return Case((TinyDecoder(table, start, end), (), start, end, most), right, asks, mistakes)


greedy = Check("greedy", 2, _cases)
