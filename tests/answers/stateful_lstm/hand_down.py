"""Answers to hand-down."""

import numpy as np

from tests.answers import Bank

bank = Bank("hand-down")
right, mistake = bank.right, bank.mistake


@right
def hand_by_concatenate(h, c):
    nothing = np.zeros_like(h[:1])
    return np.concatenate([nothing, h[:-1]]), np.concatenate([nothing, c[:-1]])


@right
def hand_by_roll(h, c):
    states = np.roll([h, c], 1, axis=1)
    states[:, 0] = 0
    return states


@right
def hand_by_loop(h, c):
    started = []
    for state in (h, c):
        start = np.zeros(state.shape)
        for row in range(1, len(state)):
            start[row] = state[row - 1]
        started.append(start)
    return started


@right
def hand_by_matrix(h, c):
    below = np.eye(len(h), k=-1, dtype=h.dtype)
    return below @ h, below @ c


@mistake("nothing was passed on")
def hand_unchanged(h, c):
    return h, c


@mistake("all rows start from zeros")
def hand_reset(h, c):
    return np.zeros_like(h), np.zeros_like(c)


@mistake("it starts from zeros")
def hand_rolled(h, c):
    return np.roll(h, 1, axis=0), np.roll(c, 1, axis=0)


@mistake("not from r + 1")
def hand_upwards(h, c):
    nothing = np.zeros_like(h[:1])
    return np.concatenate([h[1:], nothing]), np.concatenate([c[1:], nothing])


@mistake("from the row above it, and row 0")
def hand_rolled_upwards(h, c):
    return np.roll(h, -1, axis=0), np.roll(c, -1, axis=0)


@mistake("units are axis 1")
def hand_rolled_along_units(h, c):
    return np.roll(h, 1, axis=1), np.roll(c, 1, axis=1)


@mistake("C is passed on as h is")
def hand_only_h(h, c):
    return hand_by_concatenate(h, c)[0], c


@mistake("it is not reset")
def hand_c_reset(h, c):
    return hand_by_concatenate(h, c)[0], np.zeros_like(c)


@mistake("h is passed on as C is")
def hand_only_c(h, c):
    return h, hand_by_concatenate(h, c)[1]


@mistake("first h, then C")
def hand_exchanged(h, c):
    return hand_by_concatenate(c, h)


@mistake("not all from the last one")
def hand_last_to_all(h, c):
    return np.repeat(h[-1:], len(h), axis=0), np.repeat(c[-1:], len(c), axis=0)


@mistake("passed to no row")
def hand_one_row_more(h, c):
    return np.pad(h, ((1, 0), (0, 0))), np.pad(c, ((1, 0), (0, 0)))


@mistake("row 0 needs a state too")
def hand_one_row_less(h, c):
    return h[:-1], c[:-1]


@mistake("not from its own last state")
def hand_row_0_stays(h, c):
    for state in (h, c):
        state[1:] = state[:-1].copy()
    return h, c


@mistake("tuple of 2 entries")
def hand_one_array(h, c):
    return hand_by_concatenate(h, c)[0].sum()


@mistake("every path end in return")
def hand_in_place(h, c):
    h[1:], c[1:] = h[:-1].copy(), c[:-1].copy()
    h[0] = c[0] = 0


@mistake("not what row 0 had")
def hand_down_in_place(h, c):
    for array in (h, c):
        for row in range(1, len(array)):
            array[row] = array[row - 1]
    return h, c


@mistake("the other rows continue from the row above them")
def hand_down_only_row_0(h, c):
    h[0] = c[0] = 0
    return h, c


@right
def hand_by_lists(h, c):
    def moved(state):
        return [[0.0] * state.shape[1]] + [list(row) for row in state[:-1]]

    return moved(h), moved(c)


@right
def hand_from_the_last_row_up(h, c):
    for state in (h, c):
        for row in range(len(state) - 1, 0, -1):
            state[row] = state[row - 1]
        state[0] = 0
    return h, c


@right
def hand_by_pad(h, c):
    return [np.pad(state, ((1, 0), (0, 0)))[:-1] for state in (h, c)]


@right
def hand_by_index(h, c):
    above = np.arange(len(h)) - 1
    return tuple(np.where(above[:, None] < 0, 0, state[above]) for state in (h, c))


@mistake("moved on by one place")
def hand_rolled_without_axis(h, c):
    return np.roll(h, 1), np.roll(c, 1)


@mistake("row 0 is right, but then single numbers")
def hand_rolled_without_axis_from_zeros(h, c):
    h, c = np.roll(h, 1), np.roll(c, 1)
    h[0], c[0] = 0, 0
    return h, c


@mistake("made from h again")
def hand_copied_line(h, c):
    zeros = np.zeros((1, h.shape[1]))
    new_h = np.vstack([zeros, h[:-1]])
    new_c = np.vstack([zeros, h[:-1]])
    return new_h, new_c


@mistake("is made from C")
def hand_from_c_twice(h, c):
    c = hand_by_concatenate(h, c)[1]
    return c, c


@mistake("in C, too")
def hand_c_rolled(h, c):
    return hand_by_concatenate(h, c)[0], np.roll(c, 1, 0)


@mistake("in h, too")
def hand_h_rolled(h, c):
    return np.roll(h, 1, 0), hand_by_concatenate(h, c)[1]


@mistake("from row r - 2")
def hand_two_rows_down(h, c):
    return hand_by_concatenate(*hand_by_concatenate(h, c))


@mistake("overwritten before it was read")
def hand_zeroed_first(h, c):
    for state in (h, c):
        state[0] = 0
        for row in range(1, len(state)):
            state[row] = state[row - 1]
    return h, c


@mistake("average of all")
def hand_average(h, c):
    return np.ones((len(h), 1)) * h.mean(0), np.ones((len(c), 1)) * c.mean(0)


@mistake("opposite order")
def hand_reversed(h, c):
    return h[::-1], c[::-1]


@mistake("not only row 1")
def hand_to_row_1(h, c):
    new_h, new_c = np.zeros_like(h), np.zeros_like(c)
    if len(h) > 1:
        new_h[1], new_c[1] = h[0], c[0]
    return new_h, new_c


@mistake("the last row continues")
def hand_last_row_left_out(h, c):
    starts = [np.zeros_like(h), np.zeros_like(c)]
    for start, state in zip(starts, (h, c)):
        for row in range(1, len(state) - 1):
            start[row] = state[row - 1]
    return starts


@mistake("does not keep its own state")
def hand_last_row_unchanged(h, c):
    starts = [h.copy(), c.copy()]
    for start, state in zip(starts, (h, c)):
        for row in range(1, len(state) - 1):
            start[row] = state[row - 1]
        if len(state) > 1:
            start[0] = 0
    if len(h) == 1:
        return h, c
    return starts


@mistake("passed to row 1")
def hand_first_row_dropped(h, c):
    return h[1:], c[1:]


@mistake("plus the first argument")
def hand_added(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    return new_h + h, new_c + c


@mistake("not from ones")
def hand_ones(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    new_h[0] = new_c[0] = 1
    return new_h, new_c


@mistake("in another shape")
def hand_stacked_rows(h, c):
    return np.concatenate(hand_by_concatenate(h, c))


@mistake("not to unit 0")
def hand_units_shifted_from_zeros(h, c):
    nothing = np.zeros_like(h[:, :1])
    return np.concatenate([nothing, h[:, :-1]], 1), np.concatenate([nothing, c[:, :-1]], 1)


@mistake("numbers are wrong")
def hand_last_row_first_else_same(h, c):
    h[0], c[0] = h[-1], c[-1]
    return h, c


@mistake("only row 0 has none before it")
def hand_upwards_keeping_last(h, c):
    return np.concatenate([h[1:], h[-1:]]), np.concatenate([c[1:], c[-1:]])


@mistake("expected a tuple")
def hand_as_dictionary(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    return {"h": new_h, "c": new_c}


@mistake("not through tanh")
def hand_c_through_tanh(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    return new_h, np.tanh(new_c)


@mistake("Only your `C` is wrong")
def hand_c_clipped(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    return new_h, np.clip(new_c, -1, 1)


@mistake("is 0")
def hand_only_first_unit(h, c):
    new_h, new_c = np.zeros_like(h), np.zeros_like(c)
    new_h[1:, 0], new_c[1:, 0] = h[:-1, 0], c[:-1, 0]
    return new_h, new_c


@mistake("is 0")
def hand_as_integers(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    return new_h.astype(int), new_c.astype(int)


@mistake("ValueError")
def hand_fixed_zero_row(h, c):
    nothing = np.zeros((1, 16))
    return np.concatenate([nothing, h[:-1]]), np.concatenate([nothing, c[:-1]])


@mistake("not only row 0 of it")
def hand_h_only_first_row_reset(h, c):
    new_h, new_c = hand_by_concatenate(h, c)
    c[0] = 0
    return new_h, c
