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


@mistake("that is a reset")
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


@mistake("copy before you overwrite")
def hand_down_in_place(h, c):
    for array in (h, c):
        for row in range(1, len(array)):
            array[row] = array[row - 1]
    return h, c


@mistake("the other rows continue from the row above them")
def hand_down_only_row_0(h, c):
    h[0] = c[0] = 0
    return h, c
