"""Answers to collapse."""

import functools
import itertools

import numpy as np

from tests.answers import Bank

bank = Bank("collapse")
right, mistake = bank.right, bank.mistake


@right
def collapse_by_groups(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol != blank]


@right
def collapse_by_previous(path, blank):
    label, previous = [], None
    for symbol in path:
        if symbol != previous and symbol != blank:
            label.append(symbol)
        previous = symbol
    return label


@right
def collapse_by_numpy(path, blank):
    path = np.array(path, int)
    starts = np.diff(path, prepend=-1) != 0
    return path[starts & (path != blank)]


@right
def collapse_by_pairs(path, blank):
    return [b for a, b in zip([blank] + path, path) if b not in (a, blank)]


@right
def collapse_by_recursion_free_stack(path, blank):
    stack = []
    for symbol in path:
        if not stack or stack[-1] != symbol:
            stack.append(symbol)
    while blank in stack:
        stack.remove(blank)
    return tuple(stack)


@right
def collapse_by_while(path, blank):
    label, t = [], 0
    while t < len(path):
        end = t
        while end < len(path) and path[end] == path[t]:
            end += 1
        if path[t] != blank:
            label += [path[t]]
        t = end
    return label


@mistake("merge repetitions first")
def collapse_blanks_first(path, blank):
    path = [symbol for symbol in path if symbol != blank]
    return [symbol for symbol, _ in itertools.groupby(path)]


@mistake("merge repetitions first")
def collapse_previous_not_moved_by_blanks(path, blank):
    label, previous = [], None
    for symbol in path:
        if symbol == blank:
            continue
        if symbol != previous:
            label.append(symbol)
        previous = symbol
    return label


@mistake("merge repetitions first")
def collapse_last_of_label(path, blank):
    label = []
    for symbol in path:
        if symbol != blank and (not label or label[-1] != symbol):
            label.append(symbol)
    return label


@mistake("a symbol that lasts several frames is one")
def collapse_not_merged(path, blank):
    return [symbol for symbol in path if symbol != blank]


@mistake("leave out the blanks")
def collapse_with_blanks(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path)]


@mistake("not always 0")
def collapse_blank_is_zero(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol]


@mistake("0 is a symbol like any other")
def collapse_without_zeros(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol and symbol != blank]


@mistake("ValueError")
def collapse_blank_is_largest(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol != max(path + [])] or max(
        path
    )


@mistake("a symbol may come again later")
def collapse_as_dict(path, blank):
    return [symbol for symbol in dict.fromkeys(path) if symbol != blank]


@mistake("a set knows neither")
def collapse_as_set(path, blank):
    return sorted(set(path) - {blank})


@mistake("it still is one symbol")
def collapse_pairs(path, blank):
    label, t = [], 0
    while t < len(path):
        if path[t] != blank:
            label.append(path[t])
        t += 2 if path[t : t + 2] == [path[t]] * 2 else 1
    return label


@mistake("one symbol, not none")
def collapse_lonely(path, blank):
    return [s for s, run in itertools.groupby(path) if s != blank and len(list(run)) == 1]


@mistake("a single frame counts")
def collapse_long_only(path, blank):
    return [s for s, run in itertools.groupby(path) if s != blank and len(list(run)) > 1]


@mistake("the first symbol of the path")
def collapse_from_second(path, blank):
    return [path[t] for t in range(1, len(path)) if path[t] not in (path[t - 1], blank)]


@mistake("the last symbol of the path")
def collapse_without_last(path, blank):
    return [a for a, b in zip(path, path[1:]) if a not in (b, blank)]


@mistake("IndexError")
def collapse_beyond_end(path, blank):
    return [path[t] for t in range(len(path)) if path[t] not in (path[t + 1], blank)]


@mistake("without its first symbol")
def collapse_wraps_around(path, blank):
    return [path[t] for t in range(len(path)) if path[t] != path[t - 1] and path[t] != blank]


@mistake("begins with 0, which is not the blank")
def collapse_previous_zero(path, blank):
    label, previous = [], 0
    for symbol in path:
        if symbol != previous and symbol != blank:
            label.append(symbol)
        previous = symbol
    return label


@mistake("symbols are large numbers")
def collapse_by_identity(path, blank):
    label, previous = [], None
    for symbol in path:
        if symbol is not previous and symbol is not blank:
            label.append(symbol)
        previous = symbol
    return label


@mistake("several symbols")
def collapse_first_between_blanks(path, blank):
    label, new = [], True
    for symbol in path:
        if symbol == blank:
            new = True
        elif new:
            label.append(symbol)
            new = False
    return label


@mistake("not backwards")
def collapse_backwards(path, blank):
    return collapse_by_groups(path, blank)[::-1]


@mistake("do not lower them")
def collapse_shifted(path, blank):
    return [symbol - 1 for symbol in collapse_by_groups(path, blank)]


@mistake("not the frames")
def collapse_places(path, blank):
    return [t for t, s in enumerate(path) if s != blank and (t == 0 or s != path[t - 1])]


@mistake("without how long")
def collapse_with_lengths(path, blank):
    return [(s, len(list(run))) for s, run in itertools.groupby(path) if s != blank]


@mistake("not how many")
def collapse_counted(path, blank):
    return len(collapse_by_groups(path, blank))


@mistake("not a text")
def collapse_joined(path, blank):
    return "".join(map(str, collapse_by_groups(path, blank)))


@mistake("only up to its first blank")
def collapse_stops(path, blank):
    label = []
    for symbol, _ in itertools.groupby(path):
        if symbol == blank:
            if label:
                break
            continue
        label.append(symbol)
    return label


@mistake("symbols above it")
def collapse_below_blank(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol < blank]


@mistake("symbols below it")
def collapse_above_blank(path, blank):
    return [symbol for symbol, _ in itertools.groupby(path) if symbol > blank]


@mistake("IndexError")
def collapse_needs_a_frame(path, blank):
    label = [path[0]] if path[0] != blank else []
    return label + [b for a, b in zip(path, path[1:]) if b not in (a, blank)]


@mistake("expected a whole number")
def collapse_as_floats(path, blank):
    return np.array(collapse_by_groups(path, blank), float)


@mistake("returned None")
def collapse_forgets_return(path, blank):
    collapse_by_groups(path, blank)


@mistake("ValueError")
def collapse_removes_one_blank(path, blank):
    label = [symbol for symbol, _ in itertools.groupby(path)]
    label.remove(blank)
    return label


@right
def collapse_from_the_front(path, blank):
    def step(found, symbol):
        label, before = found
        return (label if symbol in (before, blank) else [*label, np.int64(symbol)]), symbol

    return functools.reduce(step, path, ([], None))[0]


@right
def collapse_by_removing(path, blank):
    # blanks are never neighbours here, so that none is passed over
    path = [symbol for symbol, _ in itertools.groupby(path)]
    for symbol in path:
        if symbol == blank:
            path.remove(symbol)
    return path


@mistake("begins with 0")
def collapse_before_is_zero(path, blank):
    label, before = [], 0
    for symbol in path:
        if symbol not in (before, blank):
            label.append(symbol)
        before = symbol
    return label


@mistake("without its first symbol")
def collapse_in_a_circle(path, blank):
    return [s for t, s in enumerate(path) if s != path[t - 1] and s != blank]


@mistake("the path is empty")
def collapse_first_apart(path, blank):
    label = [path[0]] if path[0] != blank else []
    for before, symbol in zip(path, path[1:]):
        if symbol not in (before, blank):
            label.append(symbol)
    return label
