"""exact-match: the share of answers that are right in every character.

Cases are lists with a known number of hits.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    def texts(count):
        return [str(number) for number in rng.choice(np.arange(112, 988), count, replace=False)]

    spoil = [
        lambda text: text[:-1] + str((int(text[-1]) + 1) % 10),
        lambda text: "0" + text,
        lambda text: text[:-1],
        lambda text: text + "0",
    ]
    some, none, all_right, exchanged, shorter = (texts(count) for count in (6, 3, 5, 4, 3))
    written = [change(text) for change, text in zip(spoil, some, strict=False)] + some[4:]
    return [
        _case(written, some, hits=2),
        _case([spoil[0](text) for text in none], none, hits=0),
        _case(list(all_right), all_right, hits=5),
        _case([exchanged[1], exchanged[0], *exchanged[2:]], exchanged, hits=2),
        _case([shorter[0], shorter[1][:-1], shorter[2]], shorter, hits=2),
    ]


def _case(written, right, hits):
    count = len(right)
    pairs = list(zip(written, right, strict=True))
    characters = [a == b for x, y in pairs for a, b in zip(x, y, strict=False)]
    first = written[0] == right[0]
    mistakes = {
        "divide the number of hits by the number of sums": float(hits),
        "a share lies between 0 and 1: it is not a percentage": 100 * hits / count,
        "that is the share of wrong answers": 1 - hits / count,
        "that is per-character accuracy: a sum counts only if all of it is right": (
            sum(characters) / len(characters)
        ),
        "compare as text: '0157' is not the right way to write 157": (
            sum(int(a) == int(b) for a, b in pairs) / count
        ),
        "compare each answer with its own sum's, not with all of them": (
            sum(a in right for a in written) / count
        ),
        "an answer that is only a part of the right one is wrong": (
            sum(a in b for a, b in pairs) / count
        ),
        "an answer that only begins like the right one is wrong: lengths count": (
            sum(all(x == y for x, y in zip(a, b, strict=False)) for a, b in pairs) / count
        ),
        "one wrong sum does not make all of them wrong: use / and not //": float(hits // count),
        "look at all sums before you return: is return inside the loop?": float(first),
        "look at all sums before you return: it ends at the first one": first / count,
        "do not leave out the last one": sum(a == b for a, b in pairs[:-1]) / count,
        "do not round": round(hits / count, 1),
        "return one share for all sums, not one entry for each": [a == b for a, b in pairs],
    }
    asks = f"a share in 0..1 over {count} sums"
    return Case((written, right), hits / count, asks, mistakes)


exact_match = Check("exact-match", 1, _cases)
