"""Calculations with numbers between -limit and limit: signed sums, and chains of + and - and their like.

In a chain the numbers come one by one, and an operation is a number, too: a special one that no operand
can be. It follows the two numbers that it joins, as on a calculator with the key after them: a b + c -
is (a + b) - c.
"""

import numpy as np

MARKS = {"+": 2.0, "-": -2.0, "*": 4.0}  # far from operands between -1 and 1, and from each other
_COMPUTE = {"+": np.add, "-": np.subtract, "*": np.multiply}


def signed_sums(count, signs, *, low=-1.0, high=1.0, seed):
    """Draw numbers and add or subtract them, such as a + b - c - d for signs "++--".

    Args:
        count: how many sums.
        signs: str of + and -, one a number.
        low, high: range of the numbers, all values in it alike.
        seed: int.

    Returns:
        numbers, results: float32 arrays (count, len(signs)) and (count, 1).

    Raises:
        ValueError: no sums, no signs or others than + and -, or an empty range.
    """
    if count < 1:
        raise ValueError(f"at least one sum, asked for {count}")
    if not signs or set(signs) - set("+-"):
        raise ValueError(f'signs are + and -, one per number, such as "++--"; got {signs!r}')
    if not low < high:
        raise ValueError(f"low must be below high, got {low} and {high}")
    numbers = np.random.default_rng(seed).uniform(low, high, (count, len(signs)))
    weights = np.array([1 if sign == "+" else -1 for sign in signs])
    return numbers.astype("float32"), (numbers @ weights)[:, None].astype("float32")


def chains(count, operands, operations="+-", *, seed):
    """Draw chains of operands between -1 and 1 and operations, each computed from left to right.

    The first operations of a chain are a shorter chain, so a chain of 5 operands holds the answers to
    those of 2, 3 and 4 that it begins with. An operation is read as its number in MARKS.

    Args:
        count: how many chains.
        operands: numbers to compute with in each of them, at least 2.
        operations: str of the operations to draw from, all alike: + - *.
        seed: int.

    Returns:
        sequences: float32 array (count, 2 * operands - 1, 1), read one by one: operand, operand, mark, ...
        answers: float32 array (count, operands - 1, 1), the result so far at each mark.

    Raises:
        ValueError: no chains, fewer than 2 operands, or an operation that is not in MARKS.
    """
    if count < 1:
        raise ValueError(f"at least one chain, asked for {count}")
    if operands < 2:
        raise ValueError(f"an operation joins two numbers: at least 2 operands, got {operands}")
    if not operations or set(operations) - set(MARKS):
        raise ValueError(f"operations are some of {' '.join(MARKS)}; got {operations!r}")
    rng = np.random.default_rng(seed)
    numbers = rng.uniform(-1, 1, (count, operands))
    chosen = rng.choice(list(operations), (count, operands - 1))
    answers = np.empty((count, operands - 1))
    so_far = numbers[:, 0]
    for place in range(operands - 1):
        for name in operations:
            rows = chosen[:, place] == name
            answers[rows, place] = _COMPUTE[name](so_far[rows], numbers[rows, place + 1])
        so_far = answers[:, place]
    sequences = np.empty((count, 2 * operands - 1))
    sequences[:, 0], sequences[:, 1::2] = numbers[:, 0], numbers[:, 1:]
    sequences[:, 2::2] = np.vectorize(MARKS.get, otypes=[float])(chosen)
    return sequences[..., None].astype("float32"), answers[..., None].astype("float32")


def chain_text(sequence):
    """A chain in the order in which it is read, an operation after the numbers that it joins.

    Args:
        sequence: array (steps, 1), such as a row of what `chains` returns.

    Returns:
        str, such as "0.31 -0.52 + 0.90 -".
    """
    names = {mark: name for name, mark in MARKS.items()}
    return " ".join(names.get(float(number), f"{number:.2f}") for number in np.ravel(sequence))
