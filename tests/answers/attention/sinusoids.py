"""Answers to sinusoids."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("sinusoids")
right, mistake = bank.right, bank.mistake


@right
def table_in_loops(positions, width):
    table = np.zeros((len(positions), width))
    for row, p in enumerate(positions):
        for column in range(width):
            angle = p / 10000 ** (2 * (column // 2) / width)
            table[row, column] = math.cos(angle) if column % 2 else math.sin(angle)
    return table


@right
def table_by_slices(positions, width):
    i = np.arange(0, width, 2)
    angles = positions[:, None] / np.power(10000.0, i / width)
    table = np.zeros((len(positions), width))
    table[:, ::2] = np.sin(angles)
    table[:, 1::2] = np.cos(angles)
    return table


@right
def table_by_div_term(positions, width):
    div_term = np.exp(np.arange(0, width, 2) * (-math.log(10000.0) / width))
    angles = np.outer(positions, div_term)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(positions), width)


@right
def table_by_phase(positions, width):
    columns = np.arange(width)
    rates = 1 / 10000 ** ((columns - columns % 2) / width)
    return np.sin(positions.reshape(-1, 1) * rates + (columns % 2) * math.pi / 2)


@right
def table_in_lists(positions, width):
    rows = []
    for p in positions.tolist():
        row = []
        for i in range(width // 2):
            angle = p * 10000 ** -(2 * i / width)
            row += [math.sin(angle), math.cos(angle)]
        rows.append(row)
    return rows


@right
def table_by_complex_numbers(positions, width):
    rates = 1e4 ** (-2 * np.arange(width // 2) / width)
    turned = np.exp(1j * positions[:, None] * rates)
    return np.ascontiguousarray(np.stack([turned.imag, turned.real], -1)).reshape(-1, width)


@right
def table_in_float32(positions, width):
    i = np.arange(width, dtype="float32")
    rates = np.float32(10000) ** (-2 * (i // 2) / np.float32(width))
    angles = positions.astype("float32")[:, None] * rates
    return np.where(np.arange(width) % 2 == 0, np.sin(angles), np.cos(angles))


@right
def table_by_keras(positions, width):
    from keras import ops

    p = ops.convert_to_tensor(positions, "float32")
    i = ops.arange(0, width, 2, dtype="float32")
    angles = p[:, None] * ops.exp(i * (-math.log(10000.0) / width))
    return ops.reshape(ops.stack([ops.sin(angles), ops.cos(angles)], axis=-1), (-1, width))


def angles_of(positions, width):
    return positions[:, None] / 10000 ** (np.arange(0, width, 2) / width)


def interleaved(sines, cosines):
    table = np.zeros((sines.shape[0], 2 * sines.shape[1]))
    table[:, 0::2], table[:, 1::2] = sines, cosines
    return table


@mistake("a sine and its cosine have the same angle: the exponent is")
def table_column_as_pair(positions, width):
    angles = positions[:, None] / 10000 ** (2 * np.arange(width) / width)
    table = np.zeros((len(positions), width))
    table[:, 0::2] = np.sin(angles[:, 0::2])
    table[:, 1::2] = np.cos(angles[:, 1::2])
    return table


@mistake("a sine and its cosine have the same angle: columns 2i and")
def table_exponent_of_column(positions, width):
    table = np.zeros((len(positions), width))
    for t, p in enumerate(positions):
        for c in range(width):
            angle = p / 10000 ** (c / width)
            table[t, c] = np.sin(angle) if c % 2 == 0 else np.cos(angle)
    return table


@mistake("the exponent is 2i / d, not i / d")
def table_exponent_once(positions, width):
    angles = positions[:, None] / 10000 ** (np.arange(width // 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("the exponent is 2i / d, not 4i / d: i is the number of the")
def table_exponent_twice(positions, width):
    angles = positions[:, None] / 10000 ** (2 * np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("a sine and its cosine have the same angle: the exponent is")
def table_next_pair_for_cosines(positions, width):
    table = np.zeros((len(positions), width))
    for i in range(0, width, 2):
        table[:, i] = np.sin(positions / 10000 ** (2 * i / width))
        table[:, i + 1] = np.cos(positions / 10000 ** (2 * (i + 1) / width))
    return table


@mistake("the exponent is 2i / d, not 2i / (d - 2): the last rate is")
def table_to_the_end(positions, width):
    rates = np.logspace(0, -4, width // 2)
    angles = positions[:, None] * rates
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("sines and cosines take turns: they do not stand in two")
def table_halves(positions, width):
    angles = angles_of(positions, width)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=-1)


@mistake("sines and cosines take turns, sines first: they do not")
def table_halves_cosines_first(positions, width):
    angles = angles_of(positions, width)
    return np.hstack([np.cos(angles), np.sin(angles)])


@mistake("the sine comes first, then its cosine")
def table_cosine_first(positions, width):
    angles = angles_of(positions, width)
    return interleaved(np.cos(angles), np.sin(angles))


@mistake("odd columns are cosines, not sines")
def table_only_sines(positions, width):
    angles = angles_of(positions, width)
    return interleaved(np.sin(angles), np.sin(angles))


@mistake("even columns are sines, not cosines")
def table_only_cosines(positions, width):
    angles = angles_of(positions, width)
    return interleaved(np.cos(angles), np.cos(angles))


@mistake("use the positions themselves, not their places, counted")
def table_of_places(positions, width):
    return table_by_slices(np.arange(len(positions)), width)


@mistake("use the positions themselves, not their places, counted")
def table_of_places_from_one(positions, width):
    return table_by_slices(np.arange(1, len(positions) + 1), width)


@mistake("use the positions themselves, not how far they are from the")
def table_from_the_first(positions, width):
    return table_by_slices(positions - positions[0], width)


@mistake("use the positions themselves, not how far they are from the")
def table_from_the_smallest(positions, width):
    return table_by_slices(positions - positions.min(), width)


@mistake("positions are taken as they are, without adding 1")
def table_one_further(positions, width):
    return table_by_slices(positions + 1, width)


@mistake("positions can be fractions: do not cut them off")
def table_of_whole_positions(positions, width):
    return table_by_slices(positions.astype(int), width)


@mistake("positions can be fractions: do not round them down")
def table_of_floored_positions(positions, width):
    return table_by_slices(np.floor(positions), width)


@mistake("positions can be fractions: do not round them")
def table_of_rounded_positions(positions, width):
    return table_by_slices(np.round(positions), width)


@mistake("positions can be negative: keep their signs")
def table_of_sizes(positions, width):
    return table_by_slices(np.abs(positions), width)


@mistake("an angle is a fraction: do not round it down")
def table_with_whole_division(positions, width):
    i = np.arange(0, width, 2)
    return interleaved(
        np.sin(positions[:, None] // 10000 ** (i / width)),
        np.cos(positions[:, None] // 10000 ** (i / width)),
    )


@mistake("the rates differ from pair to pair: 2i / d is a fraction")
def table_with_whole_exponents(positions, width):
    i = np.arange(0, width, 2)
    angles = positions[:, None] / 10000.0 ** (i // width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("divide the position by 10000^(2i / d), do not multiply")
def table_multiplied(positions, width):
    angles = positions[:, None] * 10000 ** (np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("the base is 10000, not 1000")
def table_base_thousand(positions, width):
    angles = positions[:, None] / 1000 ** (np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("the base is 10000, not e")
def table_base_e(positions, width):
    angles = positions[:, None] / np.exp(np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("10000 is raised to the power of 2i / d")
def table_divided_by_base_times(positions, width):
    angles = positions[:, None] / (10000 * np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("put it in brackets")
def table_without_brackets(positions, width):
    i = np.arange(width // 2)
    angles = positions[:, None] / 10000**2 * i / width
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("put it in brackets")
def table_without_brackets_in_loops(positions, width):
    table = np.zeros((len(positions), width))
    for row, p in enumerate(positions):
        for i in range(0, width, 2):
            table[row, i] = np.sin(p / 10000**i / width)
            table[row, i + 1] = np.cos(p / 10000**i / width)
    return table


@mistake("i counts from 0: the first pair has the position itself as")
def table_from_pair_one(positions, width):
    angles = positions[:, None] / 10000 ** (np.arange(2, width + 1, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("the fastest pair comes first")
def table_slowest_first(positions, width):
    angles = angles_of(positions, width)[:, ::-1]
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("is the right one transposed")
def table_transposed(positions, width):
    return table_by_slices(positions, width).T


@mistake("there is nothing to normalise: a row has the length sqrt(d")
def table_normalised(positions, width):
    table = table_by_slices(positions, width)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


@mistake("return sines and cosines, not their angles")
def table_of_angles(positions, width):
    angles = angles_of(positions, width)
    return interleaved(angles, angles)


@mistake("return sines and cosines side by side, not only the sines")
def table_half_width(positions, width):
    return np.sin(angles_of(positions, width))


@mistake("angles are in radians: there is nothing to convert")
def table_of_degrees(positions, width):
    angles = np.radians(angles_of(positions, width))
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("the angle is p / 10000^(2i / d): there is no 2 pi in it")
def table_full_turns(positions, width):
    angles = 2 * np.pi * angles_of(positions, width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("rows stand in the order of the positions given: do not sort")
def table_sorted(positions, width):
    return table_by_slices(np.sort(positions), width)


@mistake("rows stand in the order of the positions given, one for")
def table_of_unique(positions, width):
    return table_by_slices(np.unique(positions), width)


@mistake("IndexError")
def table_lookup(positions, width):
    table = table_by_slices(np.arange(int(positions.max()) + 1), width)
    return table[positions.astype(int)]


@mistake("IndexError: arrays used as indices must be of integer (or bo")
def table_lookup_by_float(positions, width):
    table = table_by_slices(np.arange(200), width)
    return table[positions]


@mistake("expected shape")
def table_with_doubled_width(positions, width):
    angles = positions[:, None] / 10000 ** (2 * np.arange(width) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(positions), -1)


@mistake("is right but for the sign of some numbers")
def table_negative_cosine(positions, width):
    angles = angles_of(positions, width)
    return interleaved(np.sin(angles), -np.cos(angles))


@mistake("is right but for the sign of some numbers")
def table_minus_positions(positions, width):
    return table_by_slices(-positions, width)


@mistake("is right only where the first argument is 0")
def table_with_a_list_of_integers(positions, width):
    table = np.zeros((len(positions), width), int)
    angles = angles_of(positions, width)
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return table


@mistake("the rates fall too slowly")
def table_base_hundred(positions, width):
    angles = positions[:, None] / 100 ** (np.arange(0, width, 2) / width)
    return interleaved(np.sin(angles), np.cos(angles))


@mistake("right in its first column only")
def table_overwritten(positions, width):
    table = np.zeros((len(positions), width))
    for i in range(width // 2):
        angle = positions / 10000 ** (2 * i / width)
        table[:, i] = np.sin(angle)
        table[:, i + 1] = np.cos(angle)
    return table
