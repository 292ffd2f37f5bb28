"""Counts of n-grams, smoothed after Kneser and Ney: a strong model of text without a network."""

import numpy as np

from course.errors import CourseError

FALLBACK = (0.5, 1.0, 1.5)  # KenLM's --discount_fallback


class KneserNey:
    """Interpolated Kneser-Ney smoothing.

    The share that a context of k - 1 symbols has seen of the next symbol, a little taken off each count,
    and what was taken off is given to the model of k - 2 symbols; the last one gives every symbol the same.
    Below the highest order an n-gram counts by how many different symbols stand in front of it, not by how
    often it occurs. One that begins a sequence has none in front, and keeps its plain count.

    Tables are sorted arrays: an n-gram is a row, found by the row of its first n - 1 symbols and its last
    symbol. Equal input gives equal bits: the order of all operations is fixed, and nothing is summed over a
    distribution.

    Args:
        sequences: list of integer arrays, sentences or whole texts, with ids from 0 to symbols - 1. If a
            text has ends of sentences, an id of its own ends each of them. A start is put in front of each;
            it is never predicted.
        order: int of at least 1, the longest n-grams: a context has order - 1 symbols.
        symbols: int, how many different symbols there are.
        discounts: "modified" takes three discounts for each order, for the counts 1, 2, and 3 or more (Chen
            and Goodman); "single" takes one (Ney, Essen and Kneser). Both follow from the counts. An array
            (order, 3) sets them: at most 1, 2 and 3.

    Attributes:
        order, symbols: as above.
        counts: list of arrays, for n = 1, ..., order the number that each n-gram counts with; 0 for the
        start.
        discounts: array (order, 3), what is taken off for the counts 1, 2, and 3 or more.
        fallback: list of int, the orders whose counts of counts give no such discounts, as happens with
            little or generated text; they take 0.5, 1 and 1.5, as KenLM offers.

    Raises:
        CourseError: there is no symbol, an id is out of range, or an argument is.

    Source: Kneser and Ney, Improved Backing-off for M-gram Language Modeling, ICASSP 1995; Chen and
    Goodman, An Empirical Study of Smoothing Techniques for Language Modeling, 1998; n-grams at the start as
    in KenLM (Heafield et al., ACL 2013).
    """

    def __init__(self, sequences, order, symbols, *, discounts="modified"):
        if order < 1:
            raise CourseError(f"the order of an n-gram model is at least 1, not {order}")
        self.order, self.symbols, self.fallback = order, symbols, []
        given = None if isinstance(discounts, str) else np.asarray(discounts, float)
        if given is None and discounts not in ("modified", "single"):
            raise CourseError(f'discounts are "modified" or "single", not {discounts!r}')
        if given is not None and (
            given.shape != (order, 3) or not ((given >= 0) & (given <= [1, 2, 3])).all()
        ):
            raise CourseError(
                f"discounts that are set need the shape ({order}, 3), for {order} orders and the counts "
                f"1, 2, and 3 or more, each from 0 to its count; got {given.tolist()}"
            )
        tokens, places = _joined(sequences, symbols)
        if (tokens == symbols).all():
            raise CourseError("there is no symbol to count in these sequences")
        keys, suffixes, plain = _rows(tokens, places, order, symbols)
        self.counts = _counts(keys, suffixes, plain, symbols)
        self.discounts = (
            np.array(
                [self._discounts(n, counts, discounts) for n, counts in enumerate(self.counts, 1)]
            )
            if given is None
            else given
        )
        contexts = [1, *map(len, keys)]
        self._tables = [
            _Table(*parts, symbols + 1)
            for parts in zip(keys, self.counts, contexts, self.discounts, strict=False)
        ]

    def _discounts(self, n, counts, kind):
        """Discounts that follow from how many n-grams count once, twice, three and four times."""
        ones, twos, threes, fours = (int((counts == count).sum()) for count in (1, 2, 3, 4))
        if ones and twos:
            share = ones / (ones + 2 * twos)
            if kind == "single":
                return np.full(3, share)
            if threes and fours:
                found = np.array(
                    [
                        1 - 2 * share * twos / ones,
                        2 - 3 * share * threes / twos,
                        3 - 4 * share * fours / threes,
                    ]
                )
                if (found > 0).all() and (found <= [1, 2, 3]).all():
                    return found
        self.fallback.append(n)
        return np.full(3, FALLBACK[0]) if kind == "single" else np.array(FALLBACK)

    def log_probabilities(self, sequences):
        """What the model thought of every symbol before it saw it.

        Args:
            sequences: list of integer arrays, as for the model.

        Returns:
            list of float64 arrays, one number per symbol: its natural logarithm given what is in front of
            it.
        """
        tokens, places = _joined(sequences, self.symbols)
        rows = np.full(len(tokens), -1)  # of the n-gram that ends here; -1 if it was never seen
        probabilities = np.full(len(tokens), 1 / self.symbols)
        for n, table in enumerate(self._tables, 1):
            before = np.roll(rows, 1) if n > 1 else np.zeros(len(tokens), int)
            contexts = np.where(places >= n - 1, before, -1)
            rows = table.find(contexts, tokens)
            known = contexts >= 0
            told = np.where(known, table.left[contexts], 1.0) * probabilities
            probabilities = told + np.where(rows >= 0, table.mass[rows], 0.0)
        with np.errstate(
            divide="ignore"
        ):  # discounts of 0, if somebody sets them, leave 0 to the unseen
            logs = np.log(probabilities)
        starts = np.flatnonzero(places == 0)
        return [part[1:] for part in np.split(logs, starts[1:])]

    def perplexity(self, sequences):
        """Perplexity per symbol, a float: 1 if every symbol was sure, `symbols` if all were equally likely."""
        return float(np.exp(-np.concatenate(self.log_probabilities(sequences)).mean()))

    def start(self, context=()):
        """The state after the symbols that a sequence began with, to go on from with `step`."""
        state = self._follow([0], self.symbols)
        for symbol in context:
            state = self.step(state, int(symbol))
        return state

    def step(self, state, symbol):
        """The state after one more symbol, which is an int from 0 to symbols - 1."""
        return self._follow(state, symbol)

    def _follow(self, state, symbol):
        """Rows of the contexts of 0, 1, ... symbols; a longer one exists only if all shorter ones do."""
        after = [0]
        for row, table in zip(state, self._tables[: self.order - 1], strict=False):
            row = table.row(row, symbol)
            if row < 0:
                break
            after.append(row)
        return after

    def distribution(self, state):
        """Probabilities of the next symbol in a state: float64 (symbols,), adding up to 1 within 1e-9."""
        found = np.full(self.symbols + 1, 1 / self.symbols)
        for row, table in zip(state, self._tables, strict=False):
            found *= table.left[row]
            here = slice(table.first[row], table.first[row + 1])
            found[table.symbol[here]] += table.mass[here]
        return found[: self.symbols]

    def probabilities(self, context=()):
        """Probabilities of the symbol after a context.

        Args:
            context: integers, what a sequence began with; only the last order - 1 count.

        Returns:
            float64 (symbols,), adding up to 1 within 1e-9.
        """
        return self.distribution(self.start(context))


class _Table:
    """The n-grams of one order, by the row of their context and their last symbol.

    key: sorted int64 (n-grams,), context * width + symbol. mass: float64 (n-grams,), the count less its
    discount, as a share of its context. first: (contexts + 1,), where the n-grams of a context begin. left:
    float64 (contexts,), the share that goes to the next lower order; 1 for a context that nothing follows.
    """

    def __init__(self, key, counts, contexts, discounts, width):
        self.key, self.width = key, width
        self.symbol = key % width
        context = key // width
        self.first = np.searchsorted(context, np.arange(contexts + 1))
        taken = np.concatenate([[0.0], discounts])[np.minimum(counts, 3)]
        total = np.bincount(context, counts, contexts)
        off = np.bincount(context, taken, contexts)
        self.mass = (counts - taken) / np.maximum(total, 1)[context]
        self.left = np.where(total > 0, off / np.maximum(total, 1), 1.0)

    def find(self, contexts, symbols):
        """Rows of n-grams, -1 where there is none or the context is -1."""
        wanted = np.where(contexts >= 0, contexts * self.width + symbols, -1)
        places = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[places] == wanted, places, -1)

    def row(self, context, symbol):
        wanted = context * self.width + symbol
        place = int(self.key.searchsorted(wanted))
        return place if place < len(self.key) and self.key[place] == wanted else -1


def _joined(sequences, symbols):
    """All sequences in one array, each with the start in front; and the place of each token in its sequence."""
    parts, places = [], []
    for sequence in sequences:
        ids = np.asarray(sequence)
        if ids.size and (
            ids.ndim != 1
            or not np.issubdtype(ids.dtype, np.integer)
            or ids.min() < 0
            or ids.max() >= symbols
        ):
            raise CourseError(
                f"a sequence has to be integers from 0 to {symbols - 1} in one row; got {ids.dtype} of "
                f"shape {ids.shape}" + (f", {ids.min()} to {ids.max()}" if ids.size else "")
            )
        parts += [[symbols], ids]
        places.append(np.arange(ids.size + 1))
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(parts).astype(np.int64), np.concatenate(places)


def _rows(tokens, places, order, symbols):
    """N-grams of all orders: sorted keys, the rows of their last n - 1 symbols, their plain counts."""
    keys, suffixes, plain = [], [], []
    rows = np.zeros(len(tokens), np.int64)  # of the n-gram that ends at each token
    for n in range(1, order + 1):
        ends = np.flatnonzero(places >= n - 1)
        context = rows[ends - 1] if n > 1 else 0
        key, first, inverse, count = np.unique(
            context * (symbols + 1) + tokens[ends],
            return_index=True,
            return_inverse=True,
            return_counts=True,
        )
        suffixes.append(rows[ends[first]])
        rows = np.full(len(tokens), -1)
        rows[ends] = inverse
        keys.append(key)
        plain.append(count)
    return keys, suffixes, plain


def _counts(keys, suffixes, plain, symbols):
    """What n-grams count with: left neighbours below the highest order, where something can be in front."""
    counts = [*plain]
    for n, longer in enumerate(suffixes[1:]):
        beside = np.bincount(longer, minlength=len(plain[n]))
        counts[n] = np.where(beside > 0, beside, plain[n])
    counts[0] = np.where(keys[0] == symbols, 0, counts[0])  # the start is not predicted
    return counts
