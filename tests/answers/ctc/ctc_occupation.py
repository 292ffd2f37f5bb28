"""Answers to ctc-occupation."""

import math

import numpy as np
from scipy import special

from tests.answers import Bank

bank = Bank("ctc-occupation")
right, mistake = bank.right, bank.mistake


def spread(label, blank):
    states = [blank]
    for symbol in label:
        states += [symbol, blank]
    return states


def shares_of(both):
    """softmax over the states."""
    powers = np.exp(both - both.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def gathered(shares, states, symbols):
    result = np.zeros((len(shares), symbols))
    np.add.at(result, (slice(None), states), shares)
    return result


@right
def occupation_by_softmax(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, blank), symbols)


@right
def occupation_by_matrix(alpha, beta, label, blank, symbols):
    log_p = np.logaddexp.reduce(alpha[-1, -2:])
    states = np.array(spread(label, blank))
    return np.exp(alpha + beta - log_p) @ (states[:, None] == np.arange(symbols))


@right
def occupation_by_loops(alpha, beta, label, blank, symbols):
    rows = []
    for a, b in zip(alpha.tolist(), beta.tolist()):
        both = [x + y for x, y in zip(a, b)]
        top = max(both)
        powers = [math.exp(number - top) for number in both]
        row = [0.0] * symbols
        for symbol, power in zip(spread(label, blank), powers):
            row[symbol] += power / sum(powers)
        rows.append(row)
    return rows


@right
def occupation_in_logarithms(alpha, beta, label, blank, symbols):
    both, states = alpha + beta, np.array(spread(label, blank))
    result = np.full((len(alpha), symbols), -np.inf)
    for symbol in set(states.tolist()):
        result[:, symbol] = np.logaddexp.reduce(both[:, states == symbol], axis=1)
    return np.exp(result - np.logaddexp.reduce(result, axis=1)[:, None])


@right
def occupation_in_single_precision(alpha, beta, label, blank, symbols):
    both = alpha.astype("float32") + beta.astype("float32")
    return gathered(shares_of(both), spread(label, blank), symbols).astype("float32")


@right
def occupation_by_bincount(alpha, beta, label, blank, symbols):
    states = spread(label, blank)
    return np.array([np.bincount(states, row, symbols) for row in shares_of(alpha + beta)])


@right
def occupation_by_slices(alpha, beta, label, blank, symbols):
    shares = shares_of(beta + alpha)
    result = np.zeros((len(shares), symbols))
    result[:, blank] = shares[:, 0::2].sum(axis=1)
    for place, symbol in enumerate(label):
        result[:, symbol] += shares[:, 2 * place + 1]
    return result


@mistake("keeps the last of them only")
def occupation_by_fancy_index(alpha, beta, label, blank, symbols):
    result = np.zeros((len(alpha), symbols))
    result[:, spread(label, blank)] += shares_of(alpha + beta)
    return result


@mistake("keeps the last of them only")
def occupation_assigned(alpha, beta, label, blank, symbols):
    result, shares = np.zeros((len(alpha), symbols)), shares_of(alpha + beta)
    for s, symbol in enumerate(spread(label, blank)):
        result[:, symbol] = shares[:, s]
    return result


@mistake("not only that of the first one")
def occupation_of_first_state(alpha, beta, label, blank, symbols):
    result, shares = np.zeros((len(alpha), symbols)), shares_of(alpha + beta)
    for s, symbol in reversed(list(enumerate(spread(label, blank)))):
        result[:, symbol] = shares[:, s]
    return result


@mistake("do not take the largest")
def occupation_of_largest_state(alpha, beta, label, blank, symbols):
    result, shares = np.zeros((len(alpha), symbols)), shares_of(alpha + beta)
    for s, symbol in enumerate(spread(label, blank)):
        result[:, symbol] = np.maximum(result[:, symbol], shares[:, s])
    return result


@mistake("do not average")
def occupation_averaged(alpha, beta, label, blank, symbols):
    states = spread(label, blank)
    counts = np.maximum(np.bincount(states, minlength=symbols), 1)
    return gathered(shares_of(alpha + beta), states, symbols) / counts


@mistake("those are the states")
def occupation_of_states(alpha, beta, label, blank, symbols):
    return shares_of(alpha + beta)


@mistake("divide by p")
def occupation_not_normal(alpha, beta, label, blank, symbols):
    return gathered(np.exp(alpha + beta), spread(label, blank), symbols)


@mistake("not over the frames")
def occupation_along_time(alpha, beta, label, blank, symbols):
    return gathered(shares_of((alpha + beta).T).T, spread(label, blank), symbols)


@mistake("not over the whole table")
def occupation_of_all(alpha, beta, label, blank, symbols):
    powers = np.exp(alpha + beta - (alpha + beta).max())
    return gathered(powers / powers.sum(), spread(label, blank), symbols)


@mistake("not by the largest")
def occupation_by_largest(alpha, beta, label, blank, symbols):
    both = alpha + beta
    return gathered(np.exp(both - both.max(axis=1)[:, None]), spread(label, blank), symbols)


@mistake("0 / 0")
def occupation_without_logarithms(alpha, beta, label, blank, symbols):
    powers = np.exp(alpha) * np.exp(beta)
    return gathered(powers / powers.sum(axis=1)[:, None], spread(label, blank), symbols)


@mistake("0 / 0")
def occupation_too_late(alpha, beta, label, blank, symbols):
    powers = np.exp(alpha + beta)
    return gathered(powers / powers.sum(axis=1, keepdims=True), spread(label, blank), symbols)


@mistake("all of the tables' sums are below -1,000")
def occupation_with_a_little(alpha, beta, label, blank, symbols):
    powers = np.exp(alpha + beta) + 1e-300
    return gathered(powers / powers.sum(axis=1, keepdims=True), spread(label, blank), symbols)


@mistake("numbers are wrong")
def occupation_of_products(alpha, beta, label, blank, symbols):
    both = np.where(np.isfinite(alpha + beta), -alpha * beta, -np.inf)
    return gathered(shares_of(both), spread(label, blank), symbols)


@mistake("beta is missing")
def occupation_of_past(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha), spread(label, blank), symbols)


@mistake("alpha is missing")
def occupation_of_future(alpha, beta, label, blank, symbols):
    return gathered(shares_of(beta), spread(label, blank), symbols)


@mistake("do not subtract")
def occupation_of_differences(alpha, beta, label, blank, symbols):
    both = np.where(np.isinf(alpha) | np.isinf(beta), -np.inf, alpha - beta)
    return gathered(shares_of(both), spread(label, blank), symbols)


@mistake("their sum is another thing")
def occupation_of_sums(alpha, beta, label, blank, symbols):
    return gathered(shares_of(np.logaddexp(alpha, beta)), spread(label, blank), symbols)


@mistake("not over all of them")
def occupation_p_of_all_states(alpha, beta, label, blank, symbols):
    both = alpha + beta - np.logaddexp.reduce(alpha[-1])
    return gathered(np.exp(both), spread(label, blank), symbols)


@mistake("the symbol's is missing")
def occupation_p_of_blank(alpha, beta, label, blank, symbols):
    return gathered(np.exp(alpha + beta - alpha[-1, -1]), spread(label, blank), symbols)


@mistake("that lacks the frame itself")
def occupation_p_of_beta(alpha, beta, label, blank, symbols):
    log_p = np.logaddexp.reduce(beta[0, :2])
    return gathered(np.exp(alpha + beta - log_p), spread(label, blank), symbols)


@mistake("take exp")
def occupation_as_logarithms(alpha, beta, label, blank, symbols):
    with np.errstate(divide="ignore"):
        return np.log(gathered(shares_of(alpha + beta), spread(label, blank), symbols))


@mistake("the blank has a column, too")
def occupation_without_blank(alpha, beta, label, blank, symbols):
    shares = shares_of(alpha + beta)
    return gathered(shares[:, 1::2], label, symbols) if label else np.zeros((len(alpha), symbols))


@mistake("not always symbol 0")
def occupation_blank_zero(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, 0), symbols)


@mistake("not always the last")
def occupation_blank_last(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, symbols - 1), symbols)


@mistake("not 1 for the most likely")
def occupation_hard(alpha, beta, label, blank, symbols):
    soft = gathered(shares_of(alpha + beta), spread(label, blank), symbols)
    hard = np.zeros_like(soft)
    hard[np.arange(len(soft)), soft.argmax(axis=1)] = 1
    return hard


@mistake("a row for each frame, a column")
def occupation_transposed(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, blank), symbols).T


@mistake("no column is left out")
def occupation_blank_cut(alpha, beta, label, blank, symbols):
    soft = gathered(shares_of(alpha + beta), spread(label, blank), symbols)
    return soft[:, [symbol for symbol in range(symbols) if symbol != blank]]


@mistake("not backwards")
def occupation_backwards(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, blank), symbols)[::-1]


@mistake("a row for each")
def occupation_summed(alpha, beta, label, blank, symbols):
    return gathered(shares_of(alpha + beta), spread(label, blank), symbols).sum(axis=0)


@mistake("softmax makes others of 0")
def occupation_softmax_twice(alpha, beta, label, blank, symbols):
    return shares_of(gathered(shares_of(alpha + beta), spread(label, blank), symbols))


@mistake("yours are moved by one")
def occupation_moved(alpha, beta, label, blank, symbols):
    shares = np.roll(shares_of(alpha + beta), 1, axis=1)
    return gathered(shares, spread(label, blank), symbols)


@mistake("shape")
def occupation_too_few_columns(alpha, beta, label, blank, symbols):
    states = spread(label, blank)
    return gathered(shares_of(alpha + beta), states, max(states) + 1)


@mistake("only the last frame of the right one")
def occupation_of_the_last_frame(alpha, beta, label, blank, symbols):
    soft = gathered(shares_of(alpha + beta), spread(label, blank), symbols)
    for row in soft:
        result = row
    return result


@mistake("NaN")
def occupation_beta_turned(alpha, beta, label, blank, symbols):
    with np.errstate(all="ignore"):
        return gathered(shares_of(alpha + beta[::-1]), spread(label, blank), symbols)


@mistake("holds an entry several times")
def occupation_once_per_symbol(alpha, beta, label, blank, symbols):
    states, shares = spread(label, blank), shares_of(alpha + beta)
    result = np.zeros((len(alpha), symbols))
    result[:, blank] = shares[:, 0::2].sum(axis=1)
    for symbol in set(label):
        result[:, symbol] = shares[:, states.index(symbol)]
    return result


@mistake("in the column of the blank")
def occupation_blank_of_first(alpha, beta, label, blank, symbols):
    soft = gathered(shares_of(alpha + beta), spread(label, blank), symbols)
    soft[:, blank] = shares_of(alpha + beta)[:, 0]
    return soft


@right
def occupation_by_counting(alpha, beta, label, blank, symbols):
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    both = special.softmax(alpha + beta, axis=1).astype("float32")
    return [np.bincount(states, row, minlength=symbols) for row in both]


@mistake("an average is no share")
def occupation_averaged_to_one(alpha, beta, label, blank, symbols):
    states = np.array([blank, *(s for symbol in label for s in (symbol, blank))])
    shares = special.softmax(alpha + beta, axis=1)
    found = np.zeros((len(shares), symbols))
    for k in set(states.tolist()):
        found[:, k] = shares[:, states == k].mean(axis=1)
    return found / found.sum(axis=1, keepdims=True)


@mistake("not each column")
def occupation_of_columns(alpha, beta, label, blank, symbols):
    found = np.array(occupation_by_counting(alpha, beta, label, blank, symbols))
    with np.errstate(invalid="ignore"):
        return found / found.sum(axis=0)


@mistake("a product of logarithms")
def occupation_without_exp(alpha, beta, label, blank, symbols):
    with np.errstate(invalid="ignore"):
        both = alpha * beta
        both = both / both.sum(axis=1, keepdims=True)
    found = np.zeros((len(both), symbols))
    for s, k in enumerate([blank, *(s for symbol in label for s in (symbol, blank))]):
        found[:, k] += both[:, s]
    return found


@mistake("the last symbol is not in the label")
def occupation_up_to_largest(alpha, beta, label, blank, symbols):
    return occupation_in_logarithms(alpha, beta, label, blank, max([blank, *label]) + 1)


@mistake("the label is empty")
def occupation_of_next_symbols(alpha, beta, label, blank, symbols):
    return occupation_in_logarithms(alpha, beta, [(k + 1) % symbols for k in label], blank, symbols)


@mistake("the label is empty")
def occupation_of_mirrored_states(alpha, beta, label, blank, symbols):
    mirrored = beta[:, ::-1]
    both = np.where(np.isfinite(alpha + mirrored), alpha + mirrored, -1e9)
    return occupation_in_logarithms(both, 0 * both, label, blank, symbols)
