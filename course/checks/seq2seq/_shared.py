"""Tiny language models that can be searched to the end, for greedy and beam-search; ids of start and end."""

import itertools

import numpy as np

START, END = 1, 2


class TinyDecoder:
    """A decoder small enough to try every text: `probabilities, state = decoder(symbol, state)`.

    Its state is what it has read so far, so an answer that loses the state is found out.

    Args:
        table: dict of texts (tuples of ids) to arrays of probabilities for the next id.
        start, end: ids.
    """

    def __init__(self, table, start=START, end=END):
        self.table, self.start, self.end = table, start, end

    def __call__(self, symbol, state):
        if len(state) == 0 and symbol != self.start:
            raise ValueError(f"the first symbol to read is start = {self.start}, got {symbol}")
        text = (*state, int(symbol))
        if self.end in text:
            raise ValueError(f"asked to go on from {text[1:]}: has this text already ended?")
        if text[1:] in self.table:
            return self.table[text[1:]].copy(), text
        chances = np.zeros_like(self.table[()])  # after a symbol of probability 0: only the end
        chances[self.end] = 1
        return chances, text

    def __repr__(self):
        return "decoder"


def random_table(rng, letters, longest, sharp, end):
    """Probabilities for every text of up to `longest` letters; the last one must end."""
    symbols = 3 + letters
    table = {}
    for length in range(longest + 1):
        for text in itertools.product(range(3, symbols), repeat=length):
            chances = np.zeros(symbols)
            if length == longest:
                chances[end] = 1
            else:
                chances[[end, *range(3, symbols)]] = rng.dirichlet(np.full(symbols - 2, sharp))
                if length == 0:  # no empty text
                    chances[3:] += chances[end] / letters
                    chances[end] = 0
            table[text] = chances
    return table


def chosen_text(table, end, choose):
    """The text that results from one choice per step; `choose` gets the probabilities and the step."""
    text = ()
    while (symbol := choose(table[text], len(text))) != end:
        text += (symbol,)
    return list(text)
