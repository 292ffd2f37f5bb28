"""Tiny language models for greedy and beam-search, small enough to know all that they can write."""

START, END = 1, 2


class TinyDecoder:
    """A decoder with a table in place of a network: `probabilities, state = decoder(symbol, state)`.

    Its state is the one that the encoder passes on and all that it has read, so an answer that loses the
    state is found out. Like a network it answers anything, after `end` and after what it would never write.

    Args:
        table: dict of texts (tuples of ids) to arrays (symbols,), probabilities of the next id.
        state: tuple of one number, what the encoder passes on.
        start: int.
    """

    def __init__(self, table, state, start):
        self.table, self.state, self.start = table, state, start
        self.others = [row for row in table.values() if row.max() < 1]  # for texts not in the table

    def __call__(self, symbol, state):
        if tuple(state[:1]) != self.state:
            raise ValueError("this state comes neither from the encoder nor from a step before")
        if len(state) == 1 and symbol != self.start:
            raise ValueError(
                f"by this state nothing has been read yet, so start = {self.start} comes first, "
                f"got {symbol}: is the new state lost?"
            )
        read = (*state, int(symbol))
        text = read[2:]
        if text in self.table:
            return self.table[text].copy(), read
        number = (sum(text) + 7 * len(text)) % len(self.others)  # any, but always the same
        return self.others[number].copy(), read

    def __repr__(self):
        return "decoder"


def new_state(rng):
    """What an encoder passes on: a number that only its own decoder knows."""
    return (int(rng.integers(10, 1000)),)


def ids_for(rng, letters, usual):
    """start, end and the ids of the letters; 0 is padding. 1, 2 and those from 3 on, or mixed: `end` last."""
    if usual:
        return START, END, list(range(3, 3 + letters))
    end = letters + 2
    start = int(rng.integers(3, end))
    return start, end, [number for number in range(1, end) if number != start]
