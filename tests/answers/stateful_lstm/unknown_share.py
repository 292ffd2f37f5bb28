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


@mistake("beyond the last weight")
def unknown_by_cumsum_cut(weights, steps):
    squares = np.asarray(weights) ** 2
    return (1 - np.cumsum(squares) / squares.sum())[:steps]
