"""Answers to ctc-forward."""

import functools
import math

import numpy as np

from tests.answers import Bank

bank = Bank("ctc-forward")
right, mistake = bank.right, bank.mistake


def spread(label, blank):
    states = [blank]
    for symbol in label:
        states += [symbol, blank]
    return states


def forward(y, label, blank, *, may_skip=None, starts=(0, 1), add=np.logaddexp):
    """alpha; may_skip: a function of the states and the number of one."""
    states = spread(label, blank)
    may_skip = may_skip or (lambda states, s: states[s] != blank and states[s] != states[s - 2])
    alpha = np.full((len(y), len(states)), -np.inf)
    for s in starts:
        if s < len(states):
            alpha[0, s] = y[0, states[s]]
    for t in range(1, len(y)):
        for s, symbol in enumerate(states):
            total = alpha[t - 1, s]
            if s > 0:
                total = add(total, alpha[t - 1, s - 1])
            if s > 1 and may_skip(states, s):
                total = add(total, alpha[t - 1, s - 2])
            alpha[t, s] = total + y[t, symbol]
    return alpha


def loss_of(alpha):
    if alpha.shape[1] == 1:
        return -alpha[-1, -1]
    return -np.logaddexp(alpha[-1, -1], alpha[-1, -2])


@right
def forward_by_loops(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, loss_of(alpha)


@right
def forward_by_slices(log_probabilities, label, blank):
    states = np.array(spread(label, blank))
    size = len(states)
    skips = np.zeros(size, bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    row = np.where(np.arange(size) < 2, log_probabilities[0][states], -np.inf)
    rows = [row]
    for scores in log_probabilities[1:]:
        padded = np.concatenate([[-np.inf, -np.inf], row])
        two = np.where(skips, padded[:size], -np.inf)
        row = np.logaddexp(np.logaddexp(row, padded[1:-1]), two) + scores[states]
        rows.append(row)
    return rows, float(-np.logaddexp.reduce(row[-2:]))


@right
def forward_by_python(log_probabilities, label, blank):
    def add(*numbers):
        top = max(numbers)
        if top == -math.inf:
            return top
        return top + math.log(sum(math.exp(number - top) for number in numbers))

    states = spread(label, blank)
    table = []
    for t, scores in enumerate(log_probabilities.tolist()):
        row = []
        for s, symbol in enumerate(states):
            if t == 0:
                row.append(scores[symbol] if s < 2 else -math.inf)
                continue
            came = [table[-1][s]]
            if s:
                came.append(table[-1][s - 1])
            if s % 2 and s > 1 and symbol != states[s - 2]:
                came.append(table[-1][s - 2])
            row.append(add(*came) + scores[symbol])
        table.append(row)
    return table, -add(*table[-1][-2:])


@right
def forward_by_scaling(log_probabilities, label, blank):
    states = spread(label, blank)
    size = len(states)
    moves = np.eye(size) + np.eye(size, k=1)
    for place in range(1, len(label)):
        moves[2 * place - 1, 2 * place + 1] = label[place] != label[place - 1]
    with np.errstate(divide="ignore"):
        moves = np.log(moves)
    alpha = [np.append(log_probabilities[0, states[:2]], [-np.inf] * size)[:size]]
    for scores in log_probabilities[1:]:
        alpha.append(np.logaddexp.reduce(alpha[-1][:, None] + moves, axis=0) + scores[states])
    return [np.array(alpha), -np.logaddexp.reduce(alpha[-1][-2:])]


@right
def forward_in_single_precision(log_probabilities, label, blank):
    y = log_probabilities.astype("float32")
    alpha = forward(y, label, blank).astype("float32")
    return alpha, np.float32(loss_of(alpha))


@right
def forward_backwards_in_time(log_probabilities, label, blank):
    states = spread(label, blank)
    known = {}
    for t in range(len(log_probabilities)):
        for s in range(len(states)):
            if t == 0:
                known[t, s] = log_probabilities[0, states[s]] if s < 2 else -np.inf
            else:
                came = [known[t - 1, s], known.get((t - 1, s - 1), -np.inf)]
                if s > 1 and states[s] != states[s - 2]:
                    came.append(known[t - 1, s - 2])
                known[t, s] = np.logaddexp.reduce(came) + log_probabilities[t, states[s]]
    alpha = np.array(
        [[known[t, s] for s in range(len(states))] for t in range(len(log_probabilities))]
    )
    return alpha, -np.logaddexp.reduce(alpha[-1][max(len(states) - 2, 0) :])


@mistake("compare a symbol with the one before it")
def forward_skips_twins(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, may_skip=lambda states, s: states[s] != blank)
    return alpha, loss_of(alpha)


@mistake("may go past the blank")
def forward_never_skips(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, may_skip=lambda states, s: False)
    return alpha, loss_of(alpha)


@mistake("not past the blank between equal ones")
def forward_always_skips(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, may_skip=lambda states, s: True)
    return alpha, loss_of(alpha)


@mistake("but not past a symbol")
def forward_skips_symbols(log_probabilities, label, blank):
    alpha = forward(
        log_probabilities,
        label,
        blank,
        may_skip=lambda states, s: s % 2 == 0 or states[s] != states[s - 2],
    )
    return alpha, loss_of(alpha)


@mistake("alpha")
def forward_compares_with_neighbour(log_probabilities, label, blank):
    alpha = forward(
        log_probabilities, label, blank, may_skip=lambda states, s: states[s] == states[s - 2]
    )
    return alpha, loss_of(alpha)


@mistake("begin with the first symbol as well")
def forward_from_blank(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, starts=(0,))
    return alpha, loss_of(alpha)


@mistake("alpha")
def forward_from_symbol(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, starts=(1,))
    return alpha, loss_of(alpha)


@mistake("one of the first two states, not in any")
def forward_from_anywhere(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, starts=range(2 * len(label) + 1))
    return alpha, loss_of(alpha)


@mistake("may end with the last symbol")
def forward_to_blank(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -alpha[-1, -1]


@mistake("IndexError")
def forward_to_symbol(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -alpha[-1, -2]


@mistake("last two states, not in any")
def forward_to_anywhere(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -np.logaddexp.reduce(alpha[-1])


@mistake("the label is empty")
def forward_counts_a_lone_state_twice(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -np.logaddexp(alpha[-1, -1], alpha[-1, len(label) * 2 - 1])


@mistake("IndexError")
def forward_needs_a_symbol(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    alpha[0, 1] = log_probabilities[0, label[0]]
    return alpha, -np.logaddexp(alpha[-1, -1], alpha[-1, -2])


@mistake("the best one alone")
def forward_best(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, add=max)
    return alpha, -max(alpha[-1, -2:])


@mistake("keep logarithms")
def forward_of_probabilities(log_probabilities, label, blank):
    y, states = np.exp(log_probabilities), spread(label, blank)
    alpha = np.zeros((len(y), len(states)))
    alpha[0, :2] = y[0, states[:2]]
    for t in range(1, len(y)):
        for s, symbol in enumerate(states):
            total = alpha[t - 1, s] + (alpha[t - 1, s - 1] if s else 0)
            if s > 1 and symbol != blank and symbol != states[s - 2]:
                total += alpha[t - 1, s - 2]
            alpha[t, s] = total * y[t, symbol]
    return np.log(alpha), -np.log(alpha[-1, -2:].sum())


@mistake("alpha in logarithms: probabilities become 0")
def forward_as_probabilities(log_probabilities, label, blank):
    alpha, loss = forward_of_probabilities(log_probabilities, label, blank)
    return np.exp(alpha), loss


@mistake("do not take exp of it at the end")
def forward_exp_at_end(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return np.exp(alpha), loss_of(alpha)


@mistake("probabilities of frame t")
def forward_a_frame_late(log_probabilities, label, blank):
    states = spread(label, blank)
    alpha = forward(log_probabilities, label, blank)
    scores = log_probabilities[:, states]
    late = np.where(np.isfinite(scores), alpha - scores, -np.inf)
    return late, loss_of(late)


@mistake("the first row")
def forward_starts_at_one(log_probabilities, label, blank):
    y = log_probabilities.copy()
    y[0] = 0
    alpha = forward(y, label, blank)
    return alpha, loss_of(alpha)


@mistake("the blank is symbol 0, and is wrong in all others")
def forward_blank_zero(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, 0)
    return alpha, loss_of(alpha)


@mistake("the blank is the last symbol, and is wrong in all others")
def forward_blank_last(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, log_probabilities.shape[1] - 1)
    return alpha, loss_of(alpha)


@mistake("the sign")
def forward_sign(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -loss_of(alpha)


@mistake("-ln p, not p")
def forward_probability(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, np.exp(-loss_of(alpha))


@mistake("not divided by the number of frames")
def forward_mean(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, loss_of(alpha) / len(alpha)


@mistake("not divided by the length of the label")
def forward_per_symbol(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, loss_of(alpha) / max(1, len(label))


@mistake("not in bits")
def forward_bits(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, loss_of(alpha) / math.log(2)


@mistake("NaN")
def forward_adds_logarithms(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank, add=lambda a, b: a - b)
    return alpha, loss_of(alpha)


@mistake("add probabilities, not logarithms")
def forward_adds_at_end(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -sum(alpha[-1, -2:])


@mistake("does not take the larger")
def forward_larger_end(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha, -max(alpha[-1, -2:])


@mistake("not a large negative number")
def forward_minus_much(log_probabilities, label, blank):
    alpha = forward(np.maximum(log_probabilities, -1e30), label, blank)
    return np.maximum(alpha, -1e30), min(loss_of(alpha), 1e30)


@mistake("alpha")
def forward_minus_a_billion(log_probabilities, label, blank):
    alpha = forward(np.maximum(log_probabilities, -1e9), label, blank)
    alpha = np.maximum(alpha, -1e9)
    return alpha, loss_of(alpha)


@mistake("-inf, not 0")
def forward_zero_for_nothing(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return np.where(np.isinf(alpha), 0, alpha), loss_of(alpha)


@mistake("the label is impossible")
def forward_impossible_is_zero(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    loss = loss_of(alpha)
    return alpha, loss if loss < np.inf else 0.0


@mistake("the label is impossible")
def forward_impossible_is_nothing(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    loss = loss_of(alpha)
    return alpha, loss if loss < np.inf else 1e9


@mistake("alpha looks back")
def forward_pruned(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    frames, states = alpha.shape
    for t in range(frames):
        for s in range(states):
            if s < states - 2 * (frames - t):
                alpha[t, s] = -np.inf
    return alpha, loss_of(alpha)


@mistake("do not divide the rows")
def forward_rescaled(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    with np.errstate(all="ignore"):
        return alpha - np.logaddexp.reduce(alpha, axis=1)[:, None], loss_of(alpha)


@mistake("a row for each frame")
def forward_transposed(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha.T, loss_of(alpha)


@mistake("alpha first")
def forward_swapped(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return loss_of(alpha), alpha


@mistake("not only the loss")
def forward_loss_only(log_probabilities, label, blank):
    return float(loss_of(forward(log_probabilities, label, blank)))


@mistake("not only alpha")
def forward_alpha_only(log_probabilities, label, blank):
    return forward(log_probabilities, label, blank)


@mistake("IndexError")
def forward_without_blanks(log_probabilities, label, blank):
    scores = log_probabilities[:, label]
    alpha = np.full(scores.shape, -np.inf)
    alpha[0, 0] = scores[0, 0]
    for t in range(1, len(scores)):
        for s in range(len(label)):
            before = alpha[t - 1, max(s - 1, 0) : s + 1]
            alpha[t, s] = np.logaddexp.reduce(before) + scores[t, s]
    return alpha, -alpha[-1, -1]


@mistake("shape")
def forward_blanks_between(log_probabilities, label, blank):
    alpha = forward(log_probabilities, label, blank)
    return alpha[:, 1:-1], loss_of(alpha)


@mistake("taken already")
def forward_log_again(log_probabilities, label, blank):
    alpha = forward(np.log(log_probabilities), label, blank)
    return alpha, loss_of(alpha)


@mistake("do not take exp")
def forward_adds_probabilities(log_probabilities, label, blank):
    alpha = forward(np.exp(log_probabilities), label, blank)
    return alpha, loss_of(alpha)


@mistake("may stay")
def forward_never_stays(log_probabilities, label, blank):
    states = spread(label, blank)
    alpha = np.full((len(log_probabilities), len(states)), -np.inf)
    alpha[0, :2] = log_probabilities[0, states[:2]]
    for t in range(1, len(alpha)):
        for s in range(1, len(states)):
            came = alpha[t - 1, s - 1]
            if s > 1 and states[s] != states[s - 2]:
                came = np.logaddexp(came, alpha[t - 1, s - 2])
            alpha[t, s] = came + log_probabilities[t, states[s]]
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])


@mistake("alpha")
def forward_probability_of_before(log_probabilities, label, blank):
    states = spread(label, blank)
    alpha = np.full((len(log_probabilities), len(states)), -np.inf)
    alpha[0, :2] = log_probabilities[0, states[:2]]
    for t in range(1, len(alpha)):
        for s in range(len(states)):
            skip = s > 1 and states[s] != states[s - 2]
            came = alpha[t - 1, max(s - 1 - skip, 0) : s + 1]
            alpha[t, s] = np.logaddexp.reduce(came) + log_probabilities[t - 1, states[s]]
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])


@mistake("alpha")
def forward_in_place(log_probabilities, label, blank):
    states = spread(label, blank)
    row = np.full(len(states), -np.inf)
    row[:2] = log_probabilities[0, states[:2]]
    rows = [row.copy()]
    for scores in log_probabilities[1:]:
        for s in range(
            len(states)
        ):  # from left to right: the state before is of this frame already
            skip = s > 1 and states[s] != states[s - 2]
            row[s] = np.logaddexp.reduce(row[max(s - 1 - skip, 0) : s + 1]) + scores[states[s]]
        rows.append(row.copy())
    return np.array(rows), -np.logaddexp.reduce(row[-2:])


@mistake("alpha")
def forward_one_array(log_probabilities, label, blank):
    states = spread(label, blank)
    row = np.full(len(states), -np.inf)
    row[:2] = log_probabilities[0, states[:2]]
    rows = [row]
    for scores in log_probabilities[1:]:
        for s in reversed(range(len(states))):
            skip = s > 1 and states[s] != states[s - 2]
            row[s] = np.logaddexp.reduce(row[max(s - 1 - skip, 0) : s + 1]) + scores[states[s]]
        rows.append(row)  # the same array again and again
    return np.array(rows), -np.logaddexp.reduce(row[-2:])


@right
def forward_by_recursion(log_probabilities, label, blank):
    states = [blank, *(s for symbol in label for s in (symbol, blank))]

    @functools.cache
    def log_sum(t, s):
        if s < 0 or (t == 0 and s > 1):
            return -np.inf
        here = log_probabilities[t][states[s]]
        if t == 0:
            return here
        ways = np.logaddexp(log_sum(t - 1, s), log_sum(t - 1, s - 1))
        if s > 1 and states[s] != states[s - 2]:
            ways = np.logaddexp(ways, log_sum(t - 1, s - 2))
        return ways + here

    alpha = [[log_sum(t, s) for s in range(len(states))] for t in range(len(log_probabilities))]
    return alpha, -np.logaddexp.reduce(alpha[-1][-2:])


@right
def forward_with_scales(log_probabilities, label, blank):
    states = np.array([blank, *(s for symbol in label for s in (symbol, blank))])
    sums, scale, rows = np.arange(len(states)) < 2, 0.0, []
    with np.errstate(divide="ignore"):
        for t, row in enumerate(log_probabilities):
            if t:
                stayed = sums
                sums = stayed + np.append(0, stayed[:-1])
                sums[2:] += np.where(states[2:] != states[:-2], stayed[:-2], 0)
            sums = sums * np.exp(row[states])
            rows.append(np.log(sums) + scale)
            total = sums.sum() or 1.0
            sums, scale = sums / total, scale + np.log(total)
    return np.array(rows), -np.logaddexp.reduce(rows[-1][-2:])


@mistake("index -1 is the last")
def forward_in_a_circle(log_probabilities, label, blank):
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    alpha = np.full((len(log_probabilities), len(states)), -np.inf)
    alpha[0, :2] = log_probabilities[0, states[:2]]
    for t in range(1, len(alpha)):
        for s, state in enumerate(states):
            ways = np.logaddexp(alpha[t - 1, s], alpha[t - 1, s - 1])
            if state != blank and state != states[s - 2]:
                ways = np.logaddexp(ways, alpha[t - 1, s - 2])
            alpha[t, s] = ways + log_probabilities[t, state]
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])


@mistake("index -1 is the last")
def forward_from_the_last_state(log_probabilities, label, blank):
    states = np.array([blank, *(s for symbol in label for s in (symbol, blank))])
    alpha = np.full((len(log_probabilities), len(states)), -np.inf)
    alpha[0, :2] = log_probabilities[0, states[:2]]
    for t in range(1, len(alpha)):
        alpha[t] = np.logaddexp(alpha[t - 1], np.roll(alpha[t - 1], 1))
        skips = states[2:] != states[:-2]
        skipped = np.where(skips, alpha[t - 1, :-2], -np.inf)
        alpha[t, 2:] = np.logaddexp(alpha[t, 2:], skipped)
        alpha[t] += log_probabilities[t, states]
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])


@mistake("the label is impossible")
def forward_zero_if_impossible(log_probabilities, label, blank):
    alpha, loss = forward_by_recursion(log_probabilities, label, blank)
    return alpha, loss if np.isfinite(loss) else 0.0


@mistake("without its last state")
def forward_without_last_blank(log_probabilities, label, blank):
    states = [s for symbol in label for s in (blank, symbol)] or [blank]
    alpha = np.full((len(log_probabilities), len(states)), -np.inf)
    alpha[0, :2] = log_probabilities[0, states[:2]]
    for t in range(1, len(alpha)):
        for s in range(len(states)):
            first = s - 2 if s > 1 and states[s] != states[s - 2] else max(s - 1, 0)
            ways = np.logaddexp.reduce(alpha[t - 1, first : s + 1])
            alpha[t, s] = ways + log_probabilities[t, states[s]]
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])


@mistake("too large")
def forward_with_a_small_number(log_probabilities, label, blank):
    return forward_by_recursion(np.log(np.exp(log_probabilities) + 1e-10), label, blank)


@mistake("Only your `loss` is wrong")
def forward_loss_of_the_frame_before(log_probabilities, label, blank):
    alpha, _ = forward_by_recursion(log_probabilities, label, blank)
    return alpha, -np.logaddexp.reduce(alpha[max(len(alpha) - 2, 0)][-2:])
