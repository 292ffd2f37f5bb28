"""Answers to narrow-interval."""

import bisect
import itertools
from fractions import Fraction
from math import floor

import numpy as np

from tests.answers import Bank

bank = Bank("narrow-interval")
right, mistake = bank.right, bank.mistake


@right
def part_by_accumulate(low, high, counts, symbol):
    sums = [0, *itertools.accumulate(counts)]
    width = high - low + 1
    return low + width * sums[symbol] // sums[-1], low + width * sums[symbol + 1] // sums[-1] - 1


@right
def part_by_fractions(low, high, counts, symbol):
    step = Fraction(high + 1 - low, sum(counts))
    before = sum(counts[:symbol])
    return low + floor(step * before), low + floor(step * (before + counts[symbol])) - 1


@right
def part_by_numpy(low, high, counts, symbol):
    borders = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    borders = low + (high - low + 1) * borders // borders[-1]
    return borders[symbol], borders[symbol + 1] - 1


@right
def part_by_loop(low, high, counts, symbol):
    total = 0
    for count in counts:
        total += count
    before = 0
    for number in range(symbol):
        before += counts[number]
    end = high if symbol == len(counts) - 1 else None
    size = high - low + 1
    if end is None:
        end = low + (size * (before + counts[symbol])) // total - 1
    return [low + (size * before) // total, end]


@right
def part_by_floats_that_are_exact(low, high, counts, symbol):
    width, total = high - low + 1, sum(counts)
    before = sum(counts[:symbol])
    return (
        low + int(width * before / total),
        low + int(width * sum(counts[: symbol + 1]) / total) - 1,
    )


@right
def part_by_next_border(low, high, counts, symbol):
    def begins(number):
        whole, rest = divmod(high - low + 1, sum(counts))
        before = sum(counts[:number])
        return low + whole * before + rest * before // sum(counts)

    return begins(symbol), begins(symbol + 1) - 1


def borders(low, width, counts, symbol):
    before = sum(counts[:symbol])
    return (
        low + width * before // sum(counts),
        low + width * (before + counts[symbol]) // sum(counts) - 1,
    )


@mistake("it holds high - low + 1 numbers")
def part_of_high_minus_low(low, high, counts, symbol):
    return borders(low, high - low, counts, symbol)


@mistake("one less")
def part_with_open_end(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return first, last + 1


@mistake("and the part ends right before")
def part_as_if_half_open(low, high, counts, symbol):
    first, last = borders(low, high - low, counts, symbol)
    return first, last + 1


@mistake("that is the part of the next one")
def part_of_next_symbol(low, high, counts, symbol):
    width, total = high - low + 1, sum(counts)
    before = sum(counts[: symbol + 1])
    after = sum(counts[: symbol + 2])
    return low + width * before // total, low + width * after // total - 1


@mistake("multiply first")
def part_divided_first(low, high, counts, symbol):
    step = (high - low + 1) // sum(counts)
    before = sum(counts[:symbol])
    return low + step * before, low + step * (before + counts[symbol]) - 1


@mistake("not to the nearest")
def part_rounded(low, high, counts, symbol):
    width, total = high - low + 1, sum(counts)
    before = sum(counts[:symbol])
    return (
        low + round(width * before / total),
        low + round(width * (before + counts[symbol]) / total) - 1,
    )


@mistake("that is not exact")
def part_by_shares(low, high, counts, symbol):
    shares = np.array(counts) / sum(counts)
    width = high - low + 1
    start = sum(counts[:symbol]) / sum(counts)
    end = (sum(counts[:symbol]) + counts[symbol]) / sum(counts)
    assert len(shares) == len(counts)
    return low + int(width * start), low + int(width * end) - 1


@mistake("add it")
def part_from_zero(low, high, counts, symbol):
    return borders(0, high - low + 1, counts, symbol)


@mistake("with the old width")
def part_with_changed_low(low, high, counts, symbol):
    total, before = sum(counts), sum(counts[:symbol])
    low = low + (high - low + 1) * before // total
    high = low + (high - low + 1) * (before + counts[symbol]) // total - 1
    return low, high


@mistake("from the old low")
def part_with_low_changed_first(low, high, counts, symbol):
    width, total, before = high - low + 1, sum(counts), sum(counts[:symbol])
    low += width * before // total
    high = low + width * (before + counts[symbol]) // total - 1
    return low, high


@mistake("leaves gaps")
def part_of_own_size(low, high, counts, symbol):
    width, total = high - low + 1, sum(counts)
    first = low + width * sum(counts[:symbol]) // total
    return first, first + width * counts[symbol] // total - 1


@mistake("lowest part")
def part_from_the_top(low, high, counts, symbol):
    return borders(low, high - low + 1, counts[::-1], len(counts) - 1 - symbol)


@mistake("not all alike")
def part_all_alike(low, high, counts, symbol):
    return borders(low, high - low + 1, [1] * len(counts), symbol)


@mistake("not added up already")
def part_of_cumulative_counts(low, high, counts, symbol):
    width, total = high - low + 1, counts[-1]
    before = counts[symbol - 1] if symbol > 0 else 0
    return low + width * before // total, low + width * counts[symbol] // total - 1


@mistake("not always 2**16")
def part_of_fixed_total(low, high, counts, symbol):
    width, before = high - low + 1, sum(counts[:symbol])
    return low + (width * before >> 16), low + (width * (before + counts[symbol]) >> 16) - 1


@mistake("not the counts themselves")
def part_of_bare_counts(low, high, counts, symbol):
    before = sum(counts[:symbol])
    return low + before, low + before + counts[symbol] - 1


@mistake("not the first and how many")
def part_with_size(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return first, last - first + 1


@mistake("exchanged")
def part_exchanged(low, high, counts, symbol):
    return borders(low, high - low + 1, counts, symbol)[::-1]


@mistake("expected a whole number")
def part_as_floats(low, high, counts, symbol):
    width, total, before = high - low + 1, sum(counts), sum(counts[:symbol])
    return low + width * before / total, low + width * (before + counts[symbol]) / total - 1


@mistake("expected a tuple of 2 entries")
def part_low_only(low, high, counts, symbol):
    return borders(low, high - low + 1, counts, symbol)[0]


@mistake("does not reach up to high")
def part_up_to_high(low, high, counts, symbol):
    return borders(low, high - low + 1, counts, symbol)[0], high


@mistake("does not reach back to low")
def part_from_low(low, high, counts, symbol):
    return low, borders(low, high - low + 1, counts, symbol)[1]


@mistake("32 bits")
def part_in_32_bits(low, high, counts, symbol):
    width = np.uint32(high) - np.uint32(low) + np.uint32(1)
    return borders(low, int(width), counts, symbol)


@mistake("not up")
def part_rounded_up(low, high, counts, symbol):
    width, total, before = high - low + 1, sum(counts), sum(counts[:symbol])
    return (
        low - (-width * before // total),
        low - (-width * (before + counts[symbol]) // total) - 1,
    )


@mistake("not its upper end")
def part_of_high(low, high, counts, symbol):
    return borders(low, high, counts, symbol)


@mistake("your `low`")
def part_with_next_low(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return first + 1, last


@mistake("your `high`")
def part_two_less(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return first, last - 1


@mistake("IndexError")
def part_by_out_of_range(low, high, counts, symbol):
    sums = list(itertools.accumulate(counts))
    width = high - low + 1
    return low + width * sums[symbol] // sums[-1], low + width * sums[symbol + 1] // sums[-1] - 1


@mistake("first symbol")
def part_by_negative_index(low, high, counts, symbol):
    sums = np.cumsum(counts)
    width, total = high - low + 1, int(sums[-1])
    return low + width * int(sums[symbol - 1]) // total, low + width * int(
        sums[symbol]
    ) // total - 1


@mistake("how many there are")
def part_of_number_of_symbols(low, high, counts, symbol):
    width, before = high - low + 1, sum(counts[:symbol])
    total = len(counts)
    return low + width * before // total, low + width * (before + counts[symbol]) // total - 1


@mistake("last symbol")
def part_last_is_short(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return first, min(last, high - 1)


@mistake("last symbol")
def part_last_without_minus_one(low, high, counts, symbol):
    if symbol == len(counts) - 1:
        return borders(low, high - low + 1, counts, symbol)[0], high + 1
    return borders(low, high - low + 1, counts, symbol)


@mistake("all 2**32")
def part_in_signed_numbers(low, high, counts, symbol):
    width = (high - low + 1) & 0xFFFFFFFF
    if width == 0:
        width = 0xFFFFFFFF
    return borders(low, width, counts, symbol)


@mistake("of the one before")
def part_of_symbol_before(low, high, counts, symbol):
    width, total, before = high - low + 1, sum(counts), sum(counts[: symbol - 1])
    return (
        low + width * before // total,
        low + width * (before + counts[symbol - 1]) // total - 1,
    )


@mistake("it is the first symbol")
def part_of_symbol_before_but_for_the_first(low, high, counts, symbol):
    return borders(low, high - low + 1, counts, max(symbol - 1, 0))


@mistake("expected")
def part_as_range(low, high, counts, symbol):
    first, last = borders(low, high - low + 1, counts, symbol)
    return range(first, last + 1)


@mistake("your `low`")
def part_by_search(low, high, counts, symbol):
    sums = list(itertools.accumulate(counts))
    place = bisect.bisect_left(sums, sum(counts[:symbol]))
    first, last = borders(low, high - low + 1, counts, symbol)
    return first - place, last


@mistake("too small")
def part_of_range_coder(low, high, counts, symbol):
    step = (high - low + 1) // sum(counts)
    first = low + step * sum(counts[:symbol])
    return first, high if symbol == len(counts) - 1 else first + step * counts[symbol] - 1


@mistake("Only your `high` is wrong")
def part_counted_down_from_high(low, high, counts, symbol):
    width, total = high - low + 1, sum(counts)
    first = low + width * sum(counts[:symbol]) // total
    return first, high - width * sum(counts[symbol + 1 :]) // total


@mistake("a sum of shares is a float")
def part_by_added_shares(low, high, counts, symbol):
    shares = np.concatenate([[0], np.cumsum(np.array(counts) / sum(counts))])
    width = high - low + 1
    return low + int(width * shares[symbol]), low + int(width * shares[symbol + 1]) - 1


@mistake("width / total is a float")
def part_by_a_step_of_floats(low, high, counts, symbol):
    step, before = (high - low + 1) / sum(counts), sum(counts[:symbol])
    first, after = (int(low + step * count) for count in (before, before + counts[symbol]))
    return first, after - 1
