"""The coder gives back what it was given, and takes no more bits than the model asks for."""

import math
from fractions import Fraction

import numpy as np
import pytest

from course.language import coder


def tables(rng, length, symbols, concentration):
    """A table a symbol, from nearly even to nearly certain."""
    counts = coder.frequencies(rng.dirichlet(np.full(symbols, concentration), length))
    return coder.borders(counts)


def written(marks, message):
    encoder = coder.Encoder()
    for row, symbol in zip(marks, message, strict=True):
        encoder.write(row, symbol)
    return encoder.finish()


def read(marks, code):
    decoder = coder.Decoder(code)
    return [decoder.read(row) for row in marks]


def cost(marks, message):
    shares = np.diff(marks)[np.arange(len(message)), message]
    return float(-np.log2(shares / marks[:, -1]).sum())


@pytest.mark.parametrize("symbols", [1, 2, 3, 65, 256])
@pytest.mark.parametrize("concentration", [0.003, 0.1, 1, 100])
def test_a_round_trip_is_exact_and_costs_what_the_model_says(symbols, concentration):
    rng = np.random.default_rng([symbols, int(1_000 * concentration)])
    for length in (0, 1, 2, 7, 1_000):
        marks = tables(rng, length, symbols, concentration)
        message = [int(rng.integers(symbols)) for _ in range(length)]  # likely or not
        code = written(marks, message)
        assert read(marks, code) == message
        assert 8 * len(code) < cost(marks, message) + 2 + 8 + 0.001 * length


def test_what_was_likely_costs_nearly_the_entropy():
    rng = np.random.default_rng(1)
    probabilities = rng.dirichlet(np.ones(65) * 0.1)
    message = rng.choice(65, 12_000, p=probabilities)
    code = coder.encode(message, lambda state, symbol: (probabilities, state))
    likely = probabilities[probabilities > 0]
    entropy = -float((likely * np.log2(likely)).sum())
    model = -float(np.log2(probabilities[message]).sum())
    assert 8 * len(code) < 1.001 * model and 0.98 < model / (entropy * 12_000) < 1.02
    assert coder.decode(code, 12_000, lambda state, symbol: (probabilities, state)).tolist() == (
        message.tolist()
    )


@pytest.mark.parametrize("certain", [0, 127, 255])
def test_one_symbol_that_is_nearly_certain(certain):
    probabilities = np.zeros(256)
    probabilities[certain] = 1
    marks = coder.borders(coder.frequencies(probabilities))
    assert marks[-1] == coder.TOTAL and (np.diff(marks) >= 1).all()
    for message in (
        [certain] * 20_000,
        [0, 255, 128] * 50,
        [*[certain] * 300, 5, *[certain] * 300],
    ):
        code = written([marks] * len(message), message)
        assert read([marks] * len(message), code) == message
    assert len(written([marks] * 20_000, [certain] * 20_000)) < 20


def test_an_interval_that_stays_in_the_middle():
    """Bits wait for as long as the interval contains the middle: 0111... or 1000..."""
    marks = coder.borders([21_845, 21_846, 21_845])
    for end in ([0], [2], [1], []):
        message = [1] * 400 + end
        assert read([marks] * len(message), written([marks] * len(message), message)) == message


def test_the_code_lies_in_the_exact_interval():
    rng = np.random.default_rng(3)
    for _ in range(50):
        marks = tables(rng, 6, 4, 1)
        message = rng.integers(4, size=6).tolist()
        low, width = Fraction(0), Fraction(1)
        for row, symbol in zip(marks, message, strict=True):
            low += width * Fraction(int(row[symbol]), int(row[-1]))
            width *= Fraction(int(row[symbol + 1] - row[symbol]), int(row[-1]))
        code = written(marks, message)
        number = Fraction(int.from_bytes(code, "big"), 256 ** len(code))
        slack = width * Fraction(1, 1_000)  # whole numbers round the borders
        assert low - slack <= number < low + width + slack


def test_frequencies_leave_room_for_all():
    rng = np.random.default_rng(4)
    for dtype in ("float32", "float64"):
        for symbols in (1, 2, 65, 10_000):
            rows = rng.dirichlet(np.full(symbols, 0.05), 20).astype(dtype)
            counts = coder.frequencies(rows)
            assert counts.dtype == "int64" and counts.shape == rows.shape and counts.min() >= 1
            sums = counts.sum(axis=-1)
            assert (sums <= coder.TOTAL).all() and (sums >= coder.TOTAL - symbols).all()
            np.testing.assert_allclose(counts / sums[:, None], rows, atol=2 * symbols / coder.TOTAL)
    too_much = np.full(3, np.float32(1 / 3)) * np.float32(1.000009)
    assert coder.frequencies(too_much).sum() <= coder.TOTAL
    assert coder.frequencies([0.25, 0.75]).tolist() == [
        1 + math.floor(0.25 * 65_534),
        1 + math.floor(0.75 * 65_534),
    ]


@pytest.mark.parametrize(
    "wrong, said",
    [
        ([0.5, 0.6], "sums from 1.1"),
        ([1.5, -0.5], "smallest one of -0.5"),
        ([math.nan, 1], "expected probabilities"),
        ([], "1 to 32768 symbols, got 0"),
        (np.full(40_000, 1 / 40_000), "got 40000"),
    ],
)
def test_what_is_no_distribution_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        coder.frequencies(wrong)


def test_symbols_without_a_share_are_refused():
    encoder = coder.Encoder()
    for marks, symbol in (([0, 5, 9], 2), ([0, 5, 9], -1), ([0, 5, 5, 9], 1), ([0, 70_000], 0)):
        with pytest.raises(ValueError, match="symbol"):
            encoder.write(np.array(marks), symbol)


def counting(symbols):
    """A model that has seen what came before; its state is a tuple, so that no call changes another's."""

    def step(state, symbol):
        counts = (
            state
            if symbol is None
            else tuple(count + 30 * (place == symbol) for place, count in enumerate(state))
        )
        return np.array(counts) / sum(counts), counts

    return step, (1,) * symbols


def test_encoder_and_decoder_call_one_step_function():
    step, start = counting(5)
    message = np.array([3, 3, 3, 0, 3, 4] * 20)
    code = coder.encode(message, step, start)
    assert len(code) < len(message) * math.log2(5) / 8
    np.testing.assert_array_equal(coder.decode(code, len(message), step, start), message)
    assert coder.decode(coder.encode([], step, start), 0, step, start).tolist() == []


def test_the_first_symbol_has_none_before_it():
    seen = []

    def step(state, symbol):
        seen.append((state, symbol))
        return [0.5, 0.5], state + 1

    coder.encode([1, 0, 1], step, 7)
    assert seen == [(7, None), (8, 1), (9, 0)]


def test_rows_have_codes_of_their_own():
    rng = np.random.default_rng(5)
    rows = rng.integers(5, size=(4, 50))
    step, start = counting(5)

    def step_rows(states, symbols):
        symbols = [None] * 4 if symbols is None else symbols
        pairs = [step(state, symbol) for state, symbol in zip(states, symbols, strict=True)]
        return np.array([row for row, _ in pairs]), [state for _, state in pairs]

    codes = coder.encode_rows(rows, step_rows, [start] * 4)
    assert codes == [coder.encode(row, step, start) for row in rows]
    np.testing.assert_array_equal(coder.decode_rows(codes, 50, step_rows, [start] * 4), rows)


def test_one_count_that_is_off_ruins_what_follows():
    """The reason why both sides have to compute the same table to the last digit."""
    rng = np.random.default_rng(6)
    marks = tables(rng, 400, 40, 0.5)
    message = [int(rng.choice(40, p=np.diff(row) / row[-1])) for row in marks]
    other = marks.copy()
    other[100, 1:-1] += 1
    found = np.array(read(other, written(marks, message)))
    assert (found[:100] == message[:100]).all()
    assert (found[150:] == message[150:]).mean() < 0.5


def test_zeros_are_read_beyond_the_end():
    marks = np.array([0, 1, 2])
    assert read([marks] * 40, b"") == [0] * 40
