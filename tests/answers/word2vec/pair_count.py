"""Answers to pair-count."""

import numpy as np

from tests.answers import Bank

bank = Bank("pair-count")
right, mistake = bank.right, bank.mistake


@right
def pairs_by_loop(lengths, window):
    count = 0
    for length in lengths:
        for place in range(length):
            count += min(window, place) + min(window, length - 1 - place)
    return count


@right
def pairs_by_distance(lengths, window):
    return sum(2 * max(length - d, 0) for length in lengths for d in range(1, window + 1))


@right
def pairs_by_formula(lengths, window):
    total = 0
    for length in lengths:
        reach = min(window, length - 1)
        total += 2 * length * reach - reach * (reach + 1)
    return total


@right
def pairs_by_matrix(lengths, window):
    total = 0
    for length in lengths:
        distance = abs(np.arange(length)[:, None] - np.arange(length))
        total += ((distance > 0) & (distance <= window)).sum()
    return total


@right
def pairs_taken_off_a_copy(lengths, window):
    count, rest = 0, [*lengths]
    while rest:
        length = rest.pop()
        count += np.maximum(length - np.arange(1, window + 1), 0).sum() * 2
    return count


@mistake("it changed its argument `lengths`")
def pairs_taken_off_the_list(lengths, window):
    count = pairs_by_distance(lengths, window)
    lengths.clear()
    return count


@mistake("are two pairs")
def pairs_one_side(lengths, window):
    return sum(max(length - d, 0) for length in lengths for d in range(1, window + 1))


@mistake("have fewer neighbours")
def pairs_without_edges(lengths, window):
    return sum(2 * window * length for length in lengths)


@mistake("not its own neighbour")
def pairs_with_itself(lengths, window):
    return pairs_by_loop(lengths, window) + sum(lengths)


@mistake("into the next sentence")
def pairs_across_sentences(lengths, window):
    return pairs_by_loop([sum(lengths)], window)


@mistake("not to both together")
def pairs_half_window(lengths, window):
    return pairs_by_loop(lengths, window // 2)


@mistake("not only at the first")
def pairs_returned_early(lengths, window):
    for length in lengths:
        return pairs_by_loop([length], window)


@mistake("not only at the last")
def pairs_overwritten(lengths, window):
    for length in lengths:
        count = pairs_by_loop([length], window)
    return count


@mistake("add the sentences up")
def pairs_each(lengths, window):
    return [pairs_by_loop([length], window) for length in lengths]


@mistake("as large as the window")
def pairs_range_too_short(lengths, window):
    return sum(2 * max(length - d, 0) for length in lengths for d in range(1, window))


@mistake("longer than a sentence")
def pairs_formula_for_long_sentences(lengths, window):
    return sum(2 * window * length - window * (window + 1) for length in lengths)


@mistake("limits how far")
def pairs_of_all_words(lengths, window):
    return sum(length * (length - 1) for length in lengths)


@mistake("not only the window itself")
def pairs_at_window_only(lengths, window):
    return sum(2 * max(length - window, 0) for length in lengths)


@mistake("whose window sticks out")
def pairs_of_full_windows(lengths, window):
    return sum(2 * window * max(length - 2 * window, 0) for length in lengths)


@mistake("that the function is given")
def pairs_with_window_of_the_lab(lengths, window):
    return pairs_by_loop(lengths, 2)


@mistake("range(a, b) ends before b")
def pairs_range_ends_early(lengths, window):
    count = 0
    for length in lengths:
        for place in range(length):
            for other in range(max(0, place - window), min(length, place + window)):
                count += other != place
    return count


@mistake("start at 0 at the earliest")
def pairs_slice_from_below_0(lengths, window):
    count = 0
    for length in lengths:
        places = list(range(length))
        for place in places:
            count += len(places[place - window : place])
            count += len(places[place + 1 : place + 1 + window])
    return count


@mistake("shorter than the window")
def pairs_skip_short_sentences(lengths, window):
    return pairs_by_loop([length for length in lengths if length > window], window)


@mistake("not one less")
def pairs_window_one_too_large(lengths, window):
    return pairs_by_loop(lengths, window + 1)


@mistake("both of its ends")
def pairs_one_end(lengths, window):
    return sum(2 * window * length - window * (window + 1) // 2 for length in lengths)


@mistake("should give")
def pairs_always_30(lengths, window):
    return 30  # right for the first case


@mistake("got a value of type list")
def pairs_on_a_list(lengths, window):
    return [(i, j) for n in lengths for i in range(n) for j in range(n) if 0 < abs(i - j) <= window]
