"""Answers to unknown-share."""

import numpy as np

from tests.answers import Bank

bank = Bank("unknown-share")
right, mistake = bank.right, bank.mistake


@right
def share_by_sums(weights, steps):
    squares = np.asarray(weights) ** 2
    unseen = [squares[position + 1 :].sum() for position in range(steps)]
    return np.array(unseen) / squares.sum()


@right
def share_by_cumsum(weights, steps):
    squares = np.zeros(max(steps, len(weights)))
    squares[: len(weights)] = np.square(weights)
    return (1 - squares.cumsum() / squares.sum())[:steps].round(12)


@right
def share_by_loops(weights, steps):
    total = sum(weight * weight for weight in weights)
    shares = []
    for position in range(steps):
        unknown = 0.0
        for ago, weight in enumerate(weights):
            if ago > position:
                unknown += weight * weight / total
        shares.append(unknown)
    return shares


@mistake("share that is known")
def share_known(weights, steps):
    return 1 - share_by_sums(weights, steps)


@mistake("there are p + 1")
def share_one_too_few(weights, steps):
    squares = weights**2
    return np.array([squares[position:].sum() for position in range(steps)]) / squares.sum()


@mistake("one input too many")
def share_one_too_many(weights, steps):
    squares = weights**2
    return np.array([squares[position + 2 :].sum() for position in range(steps)]) / squares.sum()


@mistake("do not take the root")
def share_as_error(weights, steps):
    return np.sqrt(share_by_sums(weights, steps))


@mistake("weights do not: square each weight")
def share_of_weights(weights, steps):
    return np.array([weights[p + 1 :].sum() for p in range(steps)]) / weights.sum()


@mistake("sizes of weights do not")
def share_of_sizes(weights, steps):
    return share_of_weights(abs(weights), steps)


@mistake("square each weight first")
def share_squared_late(weights, steps):
    return share_of_weights(weights, steps) ** 2


@mistake("square of the sum")
def share_of_squared_sum(weights, steps):
    return share_by_sums(weights, steps) * (weights**2).sum() / weights.sum() ** 2


@mistake("not of the weights")
def share_divided_by_sum(weights, steps):
    return share_by_sums(weights, steps) * (weights**2).sum() / weights.sum()


@mistake("divide by the variance of the whole target")
def share_undivided(weights, steps):
    return np.array([(weights[p + 1 :] ** 2).sum() for p in range(steps)])


@mistake("not by their number")
def share_divided_by_count(weights, steps):
    return share_undivided(weights, steps) / len(weights)


@mistake("not only the next older one")
def share_of_next(weights, steps):
    squares = np.append(weights**2, np.zeros(steps + 1))
    return squares[1 : steps + 1] / squares.sum()


@mistake("newest input")
def share_of_own(weights, steps):
    squares = np.append(weights**2, np.zeros(steps))
    return squares[:steps] / squares.sum()


@mistake("position 0 comes first")
def share_reversed(weights, steps):
    return share_by_sums(weights, steps)[::-1]


@mistake("not their average")
def share_averaged(weights, steps):
    return share_by_sums(weights, steps).mean()


@mistake("not only the last")
def share_last(weights, steps):
    return share_by_sums(weights, steps)[-1]


@mistake("expected shape")
def share_per_weight(weights, steps):
    return 1 - np.cumsum(weights**2) / np.sum(weights**2)


@mistake("IndexError")
def share_out_of_range(weights, steps):
    squares = weights**2
    return np.array([1 - sum(squares[k] for k in range(p + 1)) for p in range(steps)])


@mistake("fewer weights than positions")
def unknown_by_cumsum_cut(weights, steps):
    squares = np.asarray(weights) ** 2
    return (1 - np.cumsum(squares) / squares.sum())[:steps]


@right
def share_by_dot(weights, steps):
    weights = np.asarray(weights, "float32")
    total = weights @ weights
    return [float(weights[p + 1 :] @ weights[p + 1 :]) / float(total) for p in range(steps)]


@right
def share_by_subtraction(weights, steps):
    unknown, shares = np.sum(np.square(weights)), []
    total = unknown
    for position in range(steps):
        if position < len(weights):
            unknown = unknown - weights[position] ** 2
        shares.append(unknown / total)
    return np.array(shares)


@right
def share_by_triangle(weights, steps):
    later = np.arange(len(weights))[None] > np.arange(steps)[:, None]
    return later @ weights**2 / np.sum(weights**2)


@right
def share_with_whole_zeros(weights, steps):
    total = sum(w**2 for w in weights)
    return [
        sum(w**2 for w in weights[p + 1 :]) / total if p + 1 < len(weights) else 0
        for p in range(steps)
    ]


@right
def share_by_reversed_cumsum(weights, steps):
    squares = np.append(weights, [0.0] * (steps + 1)) ** 2
    unknown = squares[::-1].cumsum()[::-1]
    return unknown[1 : steps + 1] / unknown[0]


@mistake("sizes first, then add")
def share_of_sizes_squared(weights, steps):
    sizes = np.abs(weights)
    return np.array([sizes[p + 1 :].sum() / sizes.sum() for p in range(steps)]) ** 2


@mistake("not of the sizes")
def share_over_sizes(weights, steps):
    return np.array([np.sum(weights[p + 1 :] ** 2) for p in range(steps)]) / np.abs(weights).sum()


@mistake("not by their average")
def share_over_mean(weights, steps):
    squares = weights**2
    return np.array([squares[p + 1 :].sum() / squares.mean() for p in range(steps)])


@mistake("not by the largest")
def share_over_largest(weights, steps):
    squares = weights**2
    return np.array([squares[p + 1 :].sum() for p in range(steps)]) / squares.max()


@mistake("not only of those that are known")
def share_to_known(weights, steps):
    squares = weights**2
    return np.array([squares[p + 1 :].sum() / squares[: p + 1].sum() for p in range(steps)])


@mistake("older than the window is long")
def share_within_window(weights, steps):
    squares = weights**2
    return np.array([squares[p + 1 : steps].sum() for p in range(steps)]) / squares.sum()


@mistake("not only from the first ones")
def share_of_cut_weights(weights, steps):
    return share_by_sums(weights[:steps], steps)


@mistake("take no variance of them")
def share_of_variances(weights, steps):
    unseen = [np.var(weights[p + 1 :]) if p + 1 < len(weights) else 0.0 for p in range(steps)]
    return np.array(unseen) / np.var(weights)


@mistake("not to the oldest")
def share_oldest_first(weights, steps):
    return share_by_sums(weights[::-1], steps)


@mistake("not of all that are known")
def share_less_one_square(weights, steps):
    squares = weights**2
    return [1 - (squares[p] if p < len(weights) else 0) / squares.sum() for p in range(steps)]


@mistake("that is for the barrel: use")
def share_of_barrel(weights, steps):
    return 0.64 ** np.arange(1, steps + 1)


@mistake("and its root")
def share_of_barrel_as_error(weights, steps):
    return [0.8 ** (p + 1) for p in range(steps)]


@mistake("not in percent")
def share_in_percent(weights, steps):
    return 100 * share_by_sums(weights, steps)


@mistake("not their sum")
def share_summed(weights, steps):
    return share_by_sums(weights, steps).sum()


@mistake("not only the first")
def share_first(weights, steps):
    return share_by_sums(weights, steps)[0]


@mistake("square the weights once")
def share_of_fourth_powers(weights, steps):
    return share_by_sums(weights**2, steps)


@mistake("not their share")
def share_squared(weights, steps):
    return share_by_sums(weights, steps) ** 2


@mistake("by the same factor")
def share_falls_by_one_factor(weights, steps):
    factor = weights[1] / weights[0]
    return factor ** (2 * np.arange(1, steps + 1))


@mistake("right in the first positions")
def share_averaged_up_to_here(weights, steps):
    shares = share_by_sums(weights, steps)
    return shares.cumsum() / np.arange(1, steps + 1)


@mistake("is 0")
def share_nothing_after_position_0(weights, steps):
    shares = np.zeros(steps)
    shares[0] = share_by_sums(weights, steps)[0]
    return shares


@mistake("no standard deviation")
def share_of_standard_deviations(weights, steps):
    unseen = [np.std(weights[p + 1 :]) if p + 1 < len(weights) else 0 for p in range(steps)]
    return np.array(unseen) / np.std(weights)


@mistake("sign")
def share_negative(weights, steps):
    return -share_by_sums(weights, steps)


@mistake("an axis too many")
def share_as_column(weights, steps):
    return share_by_sums(weights, steps)[:, None]


@mistake("a weight is negative")
def share_of_positive_weights(weights, steps):
    return share_by_sums(np.maximum(weights, 0), steps)


@mistake("fewer weights than positions")
def share_ones_beyond(weights, steps):
    shares = share_by_sums(weights, steps)
    shares[len(weights) :] = 1
    return shares


@mistake("contains a 0")
def share_without_zeros(weights, steps):
    return share_by_sums(weights[weights != 0], steps)


@mistake("too small")
def share_sorted_weights(weights, steps):
    return share_by_sums(np.sort(np.abs(weights))[::-1], steps)


@mistake("rounded to two decimals")
def share_rounded(weights, steps):
    return share_by_sums(weights, steps).round(2)


@mistake("without its first position")
def share_from_position_1(weights, steps):
    squares = weights**2
    return [squares[p + 1 :].sum() / squares.sum() for p in range(1, steps)]


@mistake("do not take the root")
def share_norm_of_rest(weights, steps):
    rest = [np.linalg.norm(weights[p + 1 :]) for p in range(steps)]
    return np.array(rest) / np.linalg.norm(weights)


@mistake("only one weight")
def share_of_absolute_and_squares(weights, steps):
    return [np.abs(weights[p + 1 :]).sum() / (weights**2).sum() for p in range(steps)]


@mistake("of the unknown part before")
def share_squares_of_sums(weights, steps):
    return [weights[p + 1 :].sum() ** 2 / (weights**2).sum() for p in range(steps)]
