"""Shares of bytes: whole numbers that add up, and that say what was counted."""

import random

import pytest

from course.language import coder, counting


def reading(model, text):
    """Read bytes, and give for each the list of (symbols, marks, place) that were asked."""
    asked = []
    for byte in text:
        asked.append([])

        def choose(symbols, marks, byte=byte):
            place = symbols.index(byte) if byte in symbols else len(symbols)
            asked[-1].append((list(symbols), list(marks), place))
            return place

        assert model.read_byte(choose) == byte
    return asked


def random_text(kind, length=3_000):
    rng = random.Random(kind)
    if kind == "one":
        return b"a" * length
    if kind == "all":
        return bytes(range(256)) * (length // 256)
    letters = {"few": b"ab", "many": bytes(range(256))}[kind]
    return bytes(rng.choice(letters) for _ in range(length))


@pytest.mark.parametrize("order", [0, 1, 4])
@pytest.mark.parametrize("kind", ["one", "few", "many", "all"])
def test_shares_fill_the_interval_and_no_symbol_is_asked_twice(kind, order):
    for asked in reading(counting.ByteCounts(order), random_text(kind)):
        known = [symbol for symbols, _, _ in asked for symbol in symbols]
        assert len(known) == len(set(known)) and len(asked) <= order + 2
        for _, marks, place in asked:
            shares = [end - start for start, end in zip(marks, marks[1:], strict=False)]
            assert marks[0] == 0 and min(shares) >= 1 and marks[-1] <= coder.TOTAL
            assert 0 <= place < len(shares)
        last = asked[-1]
        assert last[2] < len(last[0])


def test_where_all_256_bytes_are_known_there_is_no_escape():
    """Bits that nobody wrote may ask for one, and then no byte is left."""
    model = counting.ByteCounts(0)
    reading(model, bytes(range(256)))
    (symbols, marks, place), *others = reading(model, b"a")[0]
    assert len(symbols) == 256 and len(marks) == 257 and symbols[place] == 97 and not others


def test_what_was_counted():
    """After abra, order 1: "a" was followed by b once and by nothing else, r by a."""
    asked = reading(counting.ByteCounts(1), b"abrab")
    assert asked[0] == [(list(range(256)), list(range(257)), 97)]
    assert asked[4] == [([98], [0, 1, 2], 0)]
    assert asked[3] == [([97, 98, 114], [0, 1, 2, 3, 6], 0)]  # "r" had no follower yet


def test_a_byte_that_a_longer_context_knows_is_no_choice_of_a_shorter_one():
    asked = reading(counting.ByteCounts(1), b"abacac" + b"ad")
    symbols = [[chr(symbol) for symbol in choice[0]] for choice in asked[-1][:2]]
    assert symbols == [["b", "c"], ["a"]] and len(asked[-1]) == 3


def test_large_counts_are_halved():
    model = counting.ByteCounts(0)
    reading(model, b"a" * 5_000 + b"b" * 500)
    asked = reading(model, b"b")[0]
    shares = dict(zip(asked[0][0], asked[0][1][1:], strict=False))
    assert shares[97] < 2 * counting.MOST  # it has nearly forgotten its 5,000
