"""An arithmetic coder: any model that says how probable each next symbol is becomes a compressor.

A message is a number in an interval, which every symbol narrows in proportion to its probability. All of it
is computed in whole numbers, so that the decoder finds exactly the intervals of the encoder. It must also get
exactly the tables of the encoder: both call one step function of the model, with inputs of one shape.

Source: Witten, Neal & Cleary 1987, Arithmetic Coding for Data Compression.
"""

from bisect import bisect_right

import numpy as np

TOTAL = 2**16  # the counts of a table add up to at most this
BITS = 32
TOP, HALF, QUARTER = 2**BITS - 1, 2 ** (BITS - 1), 2 ** (BITS - 2)


def frequencies(probabilities):
    """Probabilities as whole numbers, at least 1 each: what has no share of an interval cannot be coded.

    Args:
        probabilities: float array (..., symbols), each row at least 0 and with the sum 1.

    Returns:
        int64 array of the same shape; a row adds up to TOTAL or a little less, at most `symbols` less.

    Raises:
        ValueError: a number is negative or not a number, a row does not add up to 1, or there are more than
            TOTAL / 2 symbols.
    """
    probabilities = np.asarray(probabilities, "float64")
    symbols = probabilities.shape[-1] if probabilities.ndim else 0
    if not 1 <= symbols <= TOTAL // 2:
        raise ValueError(f"expected probabilities of 1 to {TOTAL // 2} symbols, got {symbols}")
    sums = probabilities.sum(axis=-1)
    # A sum that is too large by less than 1 / TOTAL cannot fill more than TOTAL, since parts are cut off.
    if not ((abs(sums - 1) < 1e-5).all() and (probabilities >= 0).all()):
        raise ValueError(
            "expected probabilities, at least 0 and with the sum 1; got a smallest one of "
            f"{probabilities.min():g} and sums from {sums.min():g} to {sums.max():g}"
        )
    # Each for itself, cut off: a sum of floats, or rounding to even, may differ on another machine.
    return 1 + np.floor(probabilities * (TOTAL - symbols)).astype("int64")


def borders(counts):
    """Where the share of each symbol begins and ends on a line from 0.

    Args:
        counts: int array (..., symbols), as `frequencies` makes them.

    Returns:
        int64 array (..., symbols + 1), the first is 0 and the last the sum of the counts.
    """
    counts = np.asarray(counts)
    start = np.zeros((*counts.shape[:-1], 1), "int64")
    return np.concatenate([start, counts.cumsum(axis=-1, dtype="int64")], axis=-1)


class Encoder:
    """Turns symbols into bytes.

    `_low` and `_high` are the first and the last number of the interval; bits that are settled have left it.
    """

    def __init__(self):
        self._low, self._high = 0, TOP
        self._waiting = 0  # bits that are the opposite of the next one
        self._bits = bytearray()

    def write(self, marks, symbol):
        """Add one symbol.

        Args:
            marks: list or array of int (symbols + 1,), as `borders` makes them.
            symbol: int, 0 to symbols - 1.

        Raises:
            ValueError: there is no such symbol, or it has no share.
        """
        if not 0 <= symbol < len(marks) - 1:
            raise ValueError(f"expected a symbol from 0 to {len(marks) - 2}, got {symbol}")
        start, end, total = int(marks[symbol]), int(marks[symbol + 1]), int(marks[-1])
        if not 0 <= start < end <= total <= TOTAL:
            raise ValueError(f"symbol {symbol} has {start} to {end} of {total}, at most {TOTAL}")
        low, width = self._low, self._high - self._low + 1
        high = low + width * end // total - 1
        low = low + width * start // total
        while True:
            if high < HALF:
                self._put(0)
            elif low >= HALF:
                self._put(1)
                low, high = low - HALF, high - HALF
            elif low >= QUARTER and high < HALF + QUARTER:
                self._waiting += 1  # near the middle: the next bit will tell on which side
                low, high = low - QUARTER, high - QUARTER
            else:
                break
            low, high = 2 * low, 2 * high + 1
        self._low, self._high = low, high

    def _put(self, bit):
        self._bits.append(bit)
        self._bits += bytes([1 - bit]) * self._waiting
        self._waiting = 0

    def finish(self):
        """The code of all symbols, bytes; nothing can be added after it."""
        self._waiting += 1
        self._put(
            int(self._low >= QUARTER)
        )  # a quarter that lies in the interval, whatever follows
        return np.packbits(np.frombuffer(self._bits, "uint8")).tobytes()


class Decoder:
    """Turns the bytes of an Encoder into symbols again, given the same tables in the same order.

    Any bytes can be decoded, to whatever symbols; how many there are must be known from elsewhere.

    Args:
        code: bytes. Beyond its end it reads zeros.
    """

    def __init__(self, code):
        self._bits = np.unpackbits(np.frombuffer(code, "uint8")).tobytes()
        self._place = 0
        self._low, self._high, self._value = 0, TOP, 0
        for _ in range(BITS):
            self._value = 2 * self._value + self._next()

    def _next(self):
        self._place += 1
        return self._bits[self._place - 1] if self._place <= len(self._bits) else 0

    def read(self, marks):
        """The next symbol.

        Args:
            marks: list or array of int (symbols + 1,), as they were when the symbol was written.

        Returns:
            int, 0 to symbols - 1.
        """
        low, width, total = self._low, self._high - self._low + 1, int(marks[-1])
        # The largest share whose beginning is not beyond the value: the encoder's own steps, backwards.
        place = ((self._value - low + 1) * total - 1) // width
        symbol = bisect_right(marks, place) - 1
        high = low + width * int(marks[symbol + 1]) // total - 1
        low = low + width * int(marks[symbol]) // total
        value = self._value
        while True:
            if low >= HALF:
                taken = HALF
            elif high < HALF:
                taken = 0
            elif low >= QUARTER and high < HALF + QUARTER:
                taken = QUARTER
            else:
                break
            low, high = 2 * (low - taken), 2 * (high - taken) + 1
            value = 2 * (value - taken) + self._next()
        self._low, self._high, self._value = low, high, value
        return symbol


def encode(symbols, step, state=None):
    """Code a message with a model.

    Args:
        symbols: int array (length,).
        step: function (state, symbol) -> (probabilities of the next symbol, state). The first call gets
            None as the symbol.
        state: what the first call gets.

    Returns:
        bytes.
    """
    return encode_rows(np.asarray(symbols, "int64")[None], _of_one_row(step), state)[0]


def decode(code, length, step, state=None):
    """The message that `encode` has coded with the same model.

    Args:
        code: bytes.
        length: int, symbols of the message.
        step, state: as for `encode`.

    Returns:
        int64 array (length,).
    """
    return decode_rows([code], length, _of_one_row(step), state)[0]


def _of_one_row(step):
    def step_row(state, symbols):
        probabilities, state = step(state, None if symbols is None else int(symbols[0]))
        return np.asarray(probabilities)[None], state

    return step_row


def encode_rows(rows, step, state=None):
    """Code several messages side by side, so that a net reads a batch; each has a code of its own.

    Args:
        rows: int array (messages, length).
        step: function (state, symbols) -> (probabilities (messages, symbols), state), where symbols are
            an int array (messages,), and None at first.
        state: what the first call gets.

    Returns:
        list of bytes. The same messages have to be decoded together: in a batch of another size a net may
        compute other last digits, and then another message comes out.
    """
    rows = np.asarray(rows)
    encoders, last = [Encoder() for _ in rows], None
    for symbols in rows.T:
        probabilities, state = step(state, last)
        for encoder, marks, symbol in zip(
            encoders, borders(frequencies(probabilities)), symbols, strict=True
        ):
            encoder.write(marks, symbol)
        last = symbols
    return [encoder.finish() for encoder in encoders]


def decode_rows(codes, length, step, state=None):
    """The messages that `encode_rows` has coded with the same model.

    Args:
        codes: list of bytes.
        length: int, symbols of each message.
        step, state: as for `encode_rows`.

    Returns:
        int64 array (messages, length).
    """
    decoders, last = [Decoder(code) for code in codes], None
    rows = np.empty((len(codes), length), "int64")
    for place in range(length):
        probabilities, state = step(state, last)
        tables = borders(frequencies(probabilities))
        last = [decoder.read(marks) for decoder, marks in zip(decoders, tables, strict=True)]
        rows[:, place] = last
        last = rows[:, place]
    return rows
