"""exact-match: the share of answers that are right in every character.

Cases are lists of texts that agree in known places.
"""

import numpy as np

from course.checks.base.core import Case, Check

NUMBERS = [
    str(n) for n in range(123, 988) if len({*str(n), "0"}) == 4
]  # no digit twice, and no zero


def _pairs(written, right):
    return list(zip(written, right, strict=True))


def _hits(written, right):
    return [answer == truth for answer, truth in _pairs(written, right)]


def _any(holds):
    """A corner: whether a pair of answer and right answer is so."""
    return lambda written, right: any(holds(*pair) for pair in _pairs(written, right))


CORNERS = {
    "there is one sum": lambda written, right: len(right) == 1,
    "every answer is right": lambda written, right: written == right,
    "no answer is right": lambda written, right: not any(_hits(written, right)),
    "two sums have the same answer": lambda written, right: len(set(right)) < len(right),
    "the same is written twice": lambda written, right: len(set(written)) < len(written),
    "an answer is longer than the right one": _any(lambda answer, truth: len(answer) > len(truth)),
    "an answer is shorter than the right one": _any(lambda answer, truth: len(answer) < len(truth)),
    "a wrong answer has the right length": _any(
        lambda answer, truth: len(answer) == len(truth) and answer != truth
    ),
    "an answer has zeros in front": _any(
        lambda answer, truth: answer != truth == answer.lstrip("0")
    ),
    "an answer has spaces around it": _any(lambda answer, truth: answer != truth == answer.strip()),
    "an answer is no number": _any(lambda answer, truth: not answer.strip().isdigit()),
    "an answer has other capital letters": _any(
        lambda answer, truth: answer != truth == answer.lower()
    ),
    "an answer is empty": lambda written, right: "" in written,
    "an answer would be right for another sum": lambda written, right: any(
        answer != truth and answer in right for answer, truth in _pairs(written, right)
    ),
    "the first answer is wrong": lambda written, right: not _hits(written, right)[0],
    "the last answer is wrong": lambda written, right: not _hits(written, right)[-1],
}


# how often a kind of wrong answer is in a mixed list: the shares of those who let it pass are all different
WRONG = {
    "0{0}": 1,
    "{0} ": 5,
    "{0[0]}{0[1]}": 2,
    "{0[1]}{0[2]}": 1,
    "{0}0": 1,
    "{0[2]}{0[1]}{0[0]}": 1,
    "{0[1]}{0[1]}{0[2]}": 1,
}


def _cases(rng):
    def texts(count):
        return [str(text) for text in rng.choice(NUMBERS, count, replace=False)]

    def mixed(hits):
        """A list that begins with two right answers and a wrong one, and ends with a wrong one."""
        kinds = [kind for kind, count in WRONG.items() for _ in range(count)]
        right = texts(hits + len(kinds) + 2)
        written = [*right[:hits], *right[:2]]  # answers that would be right for other sums
        written += [kind.format(text) for kind, text in zip(kinds, right[hits + 2 :], strict=True)]
        *others, third, last = range(2, len(right))
        order = [0, 1, third, *rng.permutation(others), last]
        return [written[place] for place in order], [right[place] for place in order]

    (x, y, z), some, strange = texts(3), texts(int(rng.integers(4, 7))), texts(7)
    a, b, c, d = texts(4)
    other = [
        "",
        f" {strange[1]}",
        f"+{strange[2]}",
        f"{strange[3][0]} {strange[3][1:]}",
        *strange[4:],
    ]
    lists = [
        mixed(hits=4),
        mixed(hits=5),
        ([x[1] + x[1:], y[0] + y[0] + y[2], z[:2] + z[0]], [x, y, z]),
        (some, some),
        ([a, a, b, c, c, d, d, d], [a, a, b, c, c, c, d, d]),
        ([b, a, c, c, b, d, d, d, d, a], [a, b, c, c, b, d, d, d, d, a]),
        (other, strange),
    ]
    long, other_long = (str(number) for number in rng.integers(10**8, 10**9, 2))
    lists += [([long, long],) * 2, ([other_long],) * 2]
    word = "".join(rng.choice(list("aeiou"), 3))
    lists.append(([a, word.upper(), b], [a, word, c]))
    return [_case(*pair) for pair in lists]


def _case(written, right):
    written = ["".join(list(text)) for text in written]  # equal texts, but not the same objects
    asks = f"a share in 0..1 over {len(right)} sum{'s' * (len(right) > 1)}"
    return Case((written, right), float(np.mean(_hits(written, right))), asks)


def _share(agree):
    """A mistaken answer: the share of pairs that agree in a way that is not exact."""
    return lambda written, right: float(np.mean([agree(*pair) for pair in _pairs(written, right)]))


def _of_hits(result):
    """A mistaken answer that makes something else of the list of hits than their share."""
    return lambda written, right: float(result(_hits(written, right)))


def _characters(answer, truth):
    return [a == b for a, b in zip(answer, truth, strict=False)]


def _of_different(written, right):
    return sum(answer == truth for answer, truth in {*_pairs(written, right)}) / len(
        {*_pairs(written, right)}
    )


MISTAKES = {
    "divide the number of hits by the number of sums": _of_hits(sum),
    "a share lies between 0 and 1: it is not a percentage": _of_hits(
        lambda hits: 100 * sum(hits) / len(hits)
    ),
    "that is the share of wrong answers": _of_hits(lambda hits: 1 - sum(hits) / len(hits)),
    "do not round to one digit": _of_hits(lambda hits: round(sum(hits) / len(hits), 1)),
    "do not round to two digits": _of_hits(lambda hits: round(sum(hits) / len(hits), 2)),
    "one wrong sum does not make all of them wrong: are the lists compared as a whole, or is it // for /?": (
        _of_hits(all)
    ),
    "look at all sums before you return: is return inside the loop?": _of_hits(
        lambda hits: hits[0]
    ),
    "the loop ends at the first wrong sum: those after it count, too": _of_hits(
        lambda hits: [*hits, False].index(False) / len(hits)
    ),
    "look at all sums: this is what the first one gives alone, divided by the number of sums": _of_hits(
        lambda hits: hits[0] / len(hits)
    ),
    "the last sum is left out": _of_hits(lambda hits: sum(hits[:-1]) / len(hits)),
    "the first sum is left out": _of_hits(lambda hits: sum(hits[1:]) / len(hits)),
    "divide by the number of sums, not by one more": _of_hits(
        lambda hits: sum(hits) / (len(hits) + 1)
    ),
    "divide by the number of sums, not of characters": lambda written, right: (
        sum(_hits(written, right)) / sum(map(len, right))
    ),
    "that is per-character accuracy: a sum counts only if all of it is right": lambda written, right: (
        float(np.mean([same for pair in _pairs(written, right) for same in _characters(*pair)]))
    ),
    "these are the right characters among all of them: a sum counts only if all of it is right": (
        lambda written, right: float(
            np.sum([same for pair in _pairs(written, right) for same in _characters(*pair)])
            / sum(map(len, right))
        )
    ),
    "equal length is not enough: the characters count": _share(
        lambda answer, truth: len(answer) == len(truth)
    ),
    "the same characters are not enough: their order counts": _share(
        lambda answer, truth: sorted(answer) == sorted(truth)
    ),
    "compare as text, not as numbers: '0157' is not the right way to write 157": _share(
        lambda answer, truth: int(answer) == int(truth)
    ),
    "compare the texts as they are: spaces around an answer count": _share(
        lambda answer, truth: answer.strip() == truth
    ),
    "an answer that is only a part of the right one is wrong": _share(
        lambda answer, truth: answer in truth
    ),
    "an answer that has more than the right one in it is wrong": _share(
        lambda answer, truth: truth in answer
    ),
    "zip() ends with the shorter text: lengths count, too": _share(
        lambda answer, truth: all(_characters(answer, truth))
    ),
    "compare each answer with its own sum's, not with all of them": lambda written, right: float(
        np.mean([answer in right for answer in written])
    ),
    "a set knows no order and has nothing twice: compare each answer with its own sum's": (
        lambda written, right: len({*written} & {*right}) / len(right)
    ),
    "equal answers count as often as they occur: no set or dict of them": _of_different,
    "return one share for all sums, not one entry for each": _hits,
}

# shares of a few sums differ by a tenth and more; float32 holds them within a millionth
exact_match = Check("exact-match", 1, _cases, mistakes=MISTAKES, corners=CORNERS)
