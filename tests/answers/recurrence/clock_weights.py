"""Answers to clock-weights: s(t) = step(x(t) U + s(t-1) W + b), y(t) = s(t) V."""

import numpy as np

from tests.answers import Bank

bank = Bank("clock-weights")
right, mistake = bank.right, bank.mistake


def clock(n):
    """Unit k is on if the count has reached k + 1; the last one switches all others off."""
    V = np.ones((n, 1))
    V[-1] = 1 - n
    return np.ones((1, n)), V @ np.ones((1, n)), V, -(np.arange(n) + 0.5)


@right
def clock_by_thresholds(n):
    U = np.ones((1, n))
    V = np.array([[1.0]] * (n - 1) + [[-(n - 1.0)]])
    W = np.repeat(V, n, axis=1)
    b = np.array([-(unit + 0.5) for unit in range(n)])
    return U, W, V, b


@right
def clock_scaled(n):
    U, W, V, b = clock(n)
    return (10 * U).tolist(), (10 * W).tolist(), V.tolist(), (10 * b).tolist()


@right
def clock_backwards(n):
    U, W, V, b = clock(n)
    return U, W[::-1, ::-1], V[::-1], b[::-1]


@right
def clock_with_spare_units(n):
    U, W, V, b = clock(n)
    W = np.pad(W, (0, 3))
    return np.pad(U, ((0, 0), (0, 3))), W, np.pad(V, ((0, 3), (0, 0))), np.pad(b, (0, 3)) - 0.1


@right
def clock_one_unit_a_count(n):
    """Two units for each count but 0: it has just been reached, or it stays; 0 is all units off."""
    new = np.arange(n - 1)
    kept = new + n - 1
    U, W, b = np.zeros((1, 2 * n - 2)), np.zeros((2 * n - 2,) * 2), np.zeros(2 * n - 2)
    U[0, new], b[new] = 1, -1.5
    U[0, kept], b[kept] = -1, -0.5
    for count in range(n - 1):  # place of count + 1
        for unit in (new[count], kept[count]):
            W[unit, kept[count]] = 1
            if count + 1 < n - 1:
                W[unit, new[count + 1]] = 1
    W[:, new[0]] = -1  # from 0 to 1: no unit is on
    b[new[0]] = -0.5
    return U, W, np.tile(np.arange(1, n), 2)[:, None], b


@right
def clock_by_distances(n):
    """Every unit k gives 1 from count k + 1 on, and V is written as differences."""
    k = np.arange(1, n + 1)
    V = np.where(k < n, 1, -(n - 1)).reshape(n, 1)
    return np.ones((1, n), dtype=int), np.tile(V, n), V, 0.5 - k


@right
def clock_with_doubled_output(n):
    """Units that stand for half a one each: twice as many of them."""
    U, W, V, b = clock(n)
    W = np.vstack([np.hstack([W, W]), np.hstack([W, W])]) / 2
    return np.hstack([U, U]), W, np.vstack([V, V]) / 2, np.hstack([b, b])


@right
def clock_in_float32(n):
    return tuple(array.astype(np.float32) for array in clock(n))


@mistake("yours is transposed")
def clock_transposed(n):
    U, W, V, b = clock(n)
    return U, W.T, V, b


@mistake("a bias of -0.5")
def clock_positive_bias(n):
    U, W, V, b = clock(n)
    return U, W, V, -b


@mistake("a sum of exactly 0")
def clock_whole_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b - 0.5


@right
def clock_of_whole_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b + 0.5


@mistake("one count too early")
def clock_low_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b + 1


@mistake("one count too late")
def clock_high_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b - 1


@mistake("at n the output has to be 0 again")
def clock_never_resets(n):
    U, W, V, b = clock(n)
    return U, np.ones((n, n)), np.ones((n, 1)), b


@mistake("it stays at n - 1")
def clock_takes_away_too_little(n):
    U, W, V, b = clock(n)
    W[-1] = 0
    V[-1] = 0
    return U, W, V, b


@mistake("V reads them wrongly")
def clock_v_of_ones(n):
    U, W, V, b = clock(n)
    return U, W, np.ones((n, 1)), b


@mistake("V reads them wrongly")
def clock_last_unit_only(n):
    U, W, V, b = clock(n)
    return U, W, np.eye(n)[:, :1], b


@mistake("whatever n is")
def clock_of_two(n):
    return clock(2)


@mistake("one too late")
def clock_one_more(n):
    return clock(n + 1)


@mistake("it forgets")
def clock_without_w(n):
    U, W, V, b = clock(n)
    return U, 0 * W, V, b


@mistake("once on, always on")
def clock_one_latch(n):
    return np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), np.array([-0.5])


@mistake("no unit is ever switched on")
def clock_of_zeros(n):
    return np.zeros((1, n)), np.zeros((n, n)), np.zeros((n, 1)), np.zeros(n)


@mistake("flip the sign of V")
def clock_negative_v(n):
    U, W, V, b = clock(n)
    return U, W, -V, b


@mistake("a 0 must not be counted")
def clock_of_steps(n):
    U, W, V, b = clock(n)
    return 0 * U, W, V, b + 1


@mistake("it counts down")
def clock_down(n):
    U, W, V, b = clock(n)
    up = [(U, W, V, b)]
    counts = np.tril(np.ones((n, n)))[:-1]  # the units after 1, ..., n - 1
    V = np.linalg.lstsq(counts, n - np.arange(1.0, n), rcond=None)[0]
    V[-1] = -V[:-1].sum()
    return *up[0][:2], V[:, None], b


@mistake("expected b of shape")
def clock_b_as_row(n):
    U, W, V, b = clock(n)
    return U, W, V, b[None]


@mistake("expected 4 arrays")
def clock_without_b(n):
    U, W, V, b = clock(n)
    return U, W, V


@mistake("use return")
def clock_printed(n):
    print(clock(n))


@mistake("let the units switch on at 1")
def clock_without_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, 0 * b


@mistake("let the units switch on at 1")
def clock_one_threshold(n):
    U, W, V, b = clock(n)
    return U, W, V, 0 * b - 0.5


@mistake("V reads them wrongly")
def clock_v_takes_one(n):
    U, W, V, b = clock(n)
    V[-1] = -1
    return U, W, V, b


@mistake("at n the output has to be 0 again")
def clock_takes_n(n):
    U, W, V, b = clock(n)
    W[-1] = V[-1] = -n
    return U, W, V, b


@mistake("it says")
def clock_of_many_units(n):
    return clock(200)[:2] + (np.ones((200, 1)), clock(200)[3])


@mistake("it counts the zeros")
def clock_of_zeros_read(n):
    U, W, V, b = clock(n)
    return -U, W, V, b + 1


@mistake("must not set the count back")
def clock_of_runs(n):
    """At a 0 the input no longer outweighs a bias that is too low for everything else."""
    U, W, V, b = clock(n)
    return 2 * n * U, W, V, b - 2 * n + 1


@mistake("each has to look at what is read")
def clock_first_unit_reads(n):
    U, W, V, b = clock(n)
    U[0, 1:] = 0
    return U, W, V, b


@mistake("every unit has to look at the count so far")
def clock_w_as_chain(n):
    U, W, V, b = clock(n)
    return U, np.eye(n, k=1), V, b


@mistake("once on, always on")
def clock_w_of_identity(n):
    U, W, V, b = clock(n)
    return U, np.eye(n), V, b


@mistake("every unit has to look at the count so far")
def clock_w_without_reset(n):
    U, W, V, b = clock(n)
    return U, np.ones((n, n)), V, b


@mistake("begins again one too early")
def clock_one_less(n):
    return clock(max(n - 1, 1))


@mistake("the output is always 0")
def clock_v_of_zeros(n):
    U, W, V, b = clock(n)
    return U, W, 0 * V, b


@mistake("a bias of -0.5")
def clock_arange_plus_half(n):
    U, W, V, b = clock(n)
    return U, W, V, np.arange(n) + 0.5


@mistake("let the units switch on at 1")
def clock_halved_thresholds(n):
    U, W, V, b = clock(n)
    return U, W, V, b / 2


@mistake("let the units switch on at 1")
def clock_thresholds_backwards(n):
    U, W, V, b = clock(n)
    return U, W, V, b[::-1]


@mistake("V reads them wrongly")
def clock_v_by_place(n):
    U, W, V, b = clock(n)
    return U, W, np.arange(1.0, n + 1)[:, None], b


@mistake("W has the wrong sign")
def clock_negative_w(n):
    U, W, V, b = clock(n)
    return U, -W, V, b


@mistake("it says")
def clock_of_random_weights(n):
    rng = np.random.default_rng(1)
    return rng.normal(size=(1, n)), rng.normal(size=(n, n)), rng.normal(size=(n, 1)), np.zeros(n)


@mistake("expected V of shape")
def clock_v_as_vector(n):
    U, W, V, b = clock(n)
    return U, W, V[:, 0], b


@mistake("expected U of shape")
def clock_u_as_vector(n):
    U, W, V, b = clock(n)
    return U[0], W, V, b


@mistake("V has to read 2, so each counts 1")
def clock_v_and_w_by_place(n):
    U, W, V, b = clock(n)
    V = np.append(np.arange(1.0, n), 0)[:, None]
    return U, V @ U, V, b


@mistake("it says")
def clock_as_a_delay_line(n):
    return np.eye(1, n), np.eye(n, k=1), np.ones((n, 1)), -0.5 * np.ones(n)
