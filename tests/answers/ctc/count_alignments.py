"""Answers to count-alignments."""

import itertools
import math

import numpy as np
from scipy import special

from tests.answers import Bank

bank = Bank("count-alignments")
right, mistake = bank.right, bank.mistake


def repeats_of(label):
    return sum(label[place] == label[place - 1] for place in range(1, len(label)))


def walk(frames, label, *, first=(0, 1), last=(-1, -2), number=int):
    """Paths to each state, frame by frame."""
    states = [None]
    for symbol in label:
        states += [symbol, None]
    counts = [number(s in first) for s in range(len(states))]
    for _ in range(frames - 1):
        after = list(counts)
        for s in range(1, len(states)):
            after[s] += counts[s - 1]
            if s > 1 and states[s] is not None and states[s] != states[s - 2]:
                after[s] += counts[s - 2]
        counts = after
    return sum(counts[s] for s in last if -s <= len(counts))


@right
def count_by_walking(frames, label):
    return walk(frames, label)


@right
def count_by_factorials(frames, label):
    top, size = frames + len(label) - repeats_of(label), 2 * len(label)
    if top < size:
        return 0
    return math.factorial(top) // (math.factorial(size) * math.factorial(top - size))


@right
def count_by_objects(frames, label):
    size = 2 * len(label) + 1
    moves = np.eye(size, dtype=object) + np.eye(size, k=1, dtype=object)
    for place in range(1, len(label)):
        moves[2 * place - 1, 2 * place + 1] = int(label[place] != label[place - 1])
    counts = np.array([int(place < 2) for place in range(size)], dtype=object)
    for _ in range(frames - 1):
        counts = counts @ moves
    return counts[-2:].sum()


@right
def count_by_pascal(frames, label):
    top = frames + len(label) - len([1 for a, b in zip(label, label[1:]) if a == b])
    row = [1]
    for _ in range(top):
        row = [a + b for a, b in zip([0, *row], [*row, 0])]
    return row[2 * len(label)] if 2 * len(label) < len(row) else 0


@right
def count_by_a_dictionary(frames, label):
    counts = {(0, None): 1}  # so many symbols are written, and the last frame said this
    for _ in range(frames):
        after = {}
        for (written, last), ways in counts.items():
            steps = [(written, None)]
            if last is not None:
                steps.append((written, last))
            if written < len(label) and label[written] != last:
                steps.append((written + 1, label[written]))
            for step in steps:
                after[step] = after.get(step, 0) + ways
        counts = after
    return sum(ways for (written, _), ways in counts.items() if written == len(label))


@mistake("need a blank between them")
def count_without_repeats(frames, label):
    return math.comb(frames + len(label), 2 * len(label))


@mistake("not a symbol that comes again later")
def count_with_all_duplicates(frames, label):
    duplicates = len(label) - len(set(label))
    return math.comb(max(frames + len(label) - duplicates, 0), 2 * len(label))


@mistake("two equal symbols")
def count_with_any_skip(frames, label):
    counts = [1, 1] + [0] * (2 * len(label) - 1) if label else [1]
    for _ in range(frames - 1):
        after = list(counts)
        for s in range(1, len(counts)):
            after[s] += counts[s - 1] + (counts[s - 2] if s > 1 and s % 2 else 0)
        counts = after
    return sum(counts[-2:])


@mistake("two different symbols need no blank")
def count_without_skips(frames, label):
    counts = [1, 1] + [0] * (2 * len(label) - 1) if label else [1]
    for _ in range(frames - 1):
        counts = [a + b for a, b in zip(counts, [0, *counts])]
    return sum(counts[-2:])


@mistake("three equal symbols in a row")
def count_runs(frames, label):
    runs = sum(len(list(run)) > 1 for _, run in itertools.groupby(label))
    return math.comb(max(frames + len(label) - runs, 0), 2 * len(label))


@mistake("there may be blanks")
def count_segmentations(frames, label):
    return math.comb(frames - 1, len(label) - 1)


@mistake("only where each of them stands")
def count_places(frames, label):
    return math.comb(frames, len(label))


@mistake("the paths of one frame less")
def count_from_blank(frames, label):
    return walk(frames, label, first=(0,))


@mistake("the paths of one frame less")
def count_to_blank(frames, label):
    return walk(frames, label, last=(-1,))


@mistake("the paths of two frames less")
def count_between_blanks(frames, label):
    return walk(frames, label, first=(0,), last=(-1,))


@mistake("IndexError")
def count_to_symbol(frames, label):
    label[0]
    return walk(frames, label, last=(-2,))


@mistake("it returned 0")
def count_from_symbol(frames, label):
    return walk(frames, label, first=(1,))


@mistake("of all paths")
def count_all_paths(frames, label):
    return (len(set(label)) + 1) ** frames


@mistake("one frame too many")
def count_a_frame_more(frames, label):
    return walk(frames + 1, label)


@mistake("not of fewer as well")
def count_up_to(frames, label):
    return sum(walk(t, label) for t in range(1, frames + 1))


@mistake("an empty label has a path")
def count_no_empty_label(frames, label):
    return walk(frames, label) if label else 0


@mistake("does not fit has no path")
def count_at_least_one(frames, label):
    return max(1, walk(frames, label))


@mistake("not -1")
def count_minus_one(frames, label):
    if frames < len(label) + repeats_of(label):
        return -1
    return walk(frames, label)


@mistake("OverflowError")
def count_by_gamma(frames, label):
    top, size = frames + len(label) - repeats_of(label), 2 * len(label)
    if top < size:
        return 0
    log = math.lgamma(top + 1) - math.lgamma(size + 1) - math.lgamma(top - size + 1)
    return round(math.exp(log * 4) ** 0.25)


@mistake("it returned")
def count_by_floats(frames, label):
    return int(walk(frames, label, number=float))


@mistake("expected a whole number")
def count_as_float(frames, label):
    return walk(frames, label, number=float)


@mistake("64 bits are too few")
def count_by_numpy(frames, label):
    return int(walk(frames, label, number=np.int64))


@mistake("it does not add one")
def count_repeats_added(frames, label):
    return math.comb(frames + len(label) + repeats_of(label), 2 * len(label))


@mistake("each symbol has two borders")
def count_one_border(frames, label):
    return math.comb(max(frames + len(label) - repeats_of(label), 0), len(label))


@mistake("frames that are left over")
def count_left_over(frames, label):
    return max(0, frames - len(label) - repeats_of(label))


@mistake("not whether there is one")
def count_possible(frames, label):
    return 1 if frames >= len(label) + repeats_of(label) else 0


@mistake("may last one frame")
def count_two_of_frames(frames, label):
    return math.comb(frames, 2 * len(label))


@mistake("never ends")
def count_by_trying(frames, label):
    symbols = [None, *sorted(set(label))]
    return sum(
        [s for s, _ in itertools.groupby(path) if s is not None] == label
        for path in itertools.product(symbols, repeat=frames)
    )


@right
def count_of_left_over(frames, label):
    left = frames - len(label) - repeats_of(label)
    return math.comb(left + 2 * len(label), 2 * len(label))


@mistake("ZeroDivisionError")
def count_by_division(frames, label):
    top = frames + len(label) - repeats_of(label)
    number = 1
    for k in range(2 * len(label)):
        number = number * (top - k) // (k + 1)
    return number // (1 if label else 0)


@mistake("the label is empty")
def count_listed(frames, label):
    return None if not label else walk(frames, label)


@mistake("two equal large numbers follow on each other")
def count_by_identity(frames, label):
    repeats = sum(a is b for a, b in zip(label, label[1:]))
    return math.comb(frames + len(label) - repeats, 2 * len(label))


@mistake("a float has room for 16 digits only")
def count_rounded(frames, label):
    number = float(walk(frames, label))
    return int(number)


@right
def count_by_scipy(frames, label):
    label = np.array(label, int)
    top = frames + len(label) - np.count_nonzero(label[1:] == label[:-1])
    return special.comb(int(top), 2 * len(label), exact=True)


@mistake("beyond 2**53")
def count_by_inexact_scipy(frames, label):
    return int(special.comb(frames + len(label) - repeats_of(label), 2 * len(label)))


@mistake("but not past a symbol")
def count_with_every_skip(frames, label):
    counts = [1, 1] + [0] * (2 * len(label) - 1) if label else [1]
    for _ in range(frames - 1):
        counts = [sum(counts[max(s - 2, 0) : s + 1]) for s in range(len(counts))]
    return sum(counts[-2:])


@mistake("index -1 is the last one")
def count_in_a_circle(frames, label):
    states = [None, *(s for symbol in label for s in (symbol, None))]
    counts = [int(s < 2) for s in range(len(states))]
    for _ in range(frames - 1):
        after = []
        for s, state in enumerate(states):
            ways = counts[s] + counts[s - 1]
            if state is not None and state != states[s - 2]:
                ways += counts[s - 2]
            after.append(ways)
        counts = after
    return sum(counts[-2:])


@mistake("do not overwrite")
def count_in_place(frames, label):
    states = [None, *(s for symbol in label for s in (symbol, None))]
    counts = [int(s < 2) for s in range(len(states))]
    for _ in range(frames - 1):
        for s in range(1, len(states)):
            counts[s] += counts[s - 1]
            if s > 1 and states[s] is not None and states[s] != states[s - 2]:
                counts[s] += counts[s - 2]
    return sum(counts[-2:])


@mistake("one frame away, not two")
def count_repeats_twice(frames, label):
    return math.comb(max(0, frames + len(label) - 2 * repeats_of(label)), 2 * len(label))


@mistake("the label is empty")
def count_last_two_of_one(frames, label):
    size = 2 * len(label) + 1
    if size == 1:
        return 2
    return walk(frames, label)
