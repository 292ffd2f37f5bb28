"""greedy: write a text, the likeliest symbol at each step.

Built backwards: the text comes first, then a decoder in whose tables each of its symbols is the likeliest.
"""

import numpy as np

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START, TinyDecoder, ids_for, new_state

HALF = 0.5
TRIES = 1_000


def _cases(rng):
    return [
        _case(rng, letters=3, length=4, room=2),
        _case(rng, letters=4, length=4, room=5, usual=False, faint=True),
        _case(rng, letters=4, length=5, room=-2),
        _case(rng, letters=3, length=3, room=1),
        _case(rng, letters=5, length=3, room=0),
        _case(rng, letters=3, length=0, room=3),
        _case(rng, letters=3, length=4, room=-3),
        _case(rng, letters=3, length=4, room=6, usual=False, faint=True),
        _case(rng, letters=5, length=2, room=6, faint=True),
        _case(rng, letters=4, length=6, room=-1),
    ]


def _case(rng, letters, length, room, usual=True, faint=False):
    """A text of `length` symbols before `end`; `room`: how many more may be written.

    `faint`: wherever one symbol wins, `end` included, it has less than half of the probability.
    """
    start, end, ids = ids_for(rng, letters, usual)
    most = length + room
    state = new_state(rng)
    for _ in range(TRIES):
        whole = _text(rng, ids, length)
        # the longest text of the table must not be the answer
        texts = [whole, *(_text(rng, ids, length + 2) for _ in range(3))]
        table = _table(rng, texts, end, ids, faint)
        decoder = TinyDecoder(table, state, start)
        on = _walk(decoder, state, most, np.argmax)
        by_half = _by_half(decoder, state, on, start, end)
        if not faint or by_half not in (on, whole):
            break
    else:
        raise AssertionError("no decoder was found in which END wins and later has more than half")
    right = whole[:most]
    asks = f"the likeliest symbol at each step, {most} at most"
    mistakes = _mistakes(decoder, state, whole, on, by_half, end, most)
    return Case((decoder, state, start, end, most), right, asks, mistakes)


def _table(rng, texts, end, ids, faint):
    """Arrays of probabilities for all beginnings of some texts; those of the first are its own."""
    table = {}
    for number, text in enumerate(texts):
        for written, symbol in enumerate([*text, end]):
            row = _row(rng, [end, *ids], symbol, max(end, *ids) + 1, faint and number == 0)
            table.setdefault(tuple(text[:written]), row)
    return table


def _text(rng, ids, length):
    """Ids, different ones at first; in a text of three or more, one stands twice in a row."""
    text = rng.choice(ids, length).tolist()
    new = rng.permutation(ids).tolist()
    if length > 2:
        text[:4] = [new[0], new[1], new[1], new[2]][:length]
    elif length == 2:
        text = new[:2]
    return text


def _row(rng, possible, likeliest, symbols, faint):
    """Probabilities (symbols,) of the next id; those of ids that are not `possible` are 0."""
    shares = np.sort(rng.dirichlet(np.ones(len(possible) - 1)))[::-1]
    win = rng.uniform(0.55, 0.8)
    if faint:  # less than half, and more than any of the others, of which there are three or more
        shares = 0.5 * shares + 0.5 / len(shares)  # 0.67 at most, of 0.58
        win = rng.uniform(0.42, 0.48)
    row = np.zeros(symbols)
    others = [number for number in possible if number != likeliest]
    row[rng.permutation(others)] = shares * (1 - win)
    row[likeliest] = win
    return row


def _walk(decoder, state, most, choose, reads=lambda symbol: symbol):
    """`most` symbols, each chosen from its probabilities, whatever comes after `end`."""
    text, symbol = [], decoder.start
    for _ in range(most):
        chances, state = decoder(reads(symbol), state)
        symbol = int(choose(chances))
        text.append(symbol)
    return text


def _until(text, end):
    return text[: text.index(end)] if end in text else text


def _by_half(decoder, state, on, start, end):
    """What is written if only more than half of the probability lets END win; `on`: without any end."""
    written = []
    for symbol in [start, *on][: len(on)]:
        chances, state = decoder(symbol, state)
        if chances[end] > HALF:
            break
        written.append(on[len(written)])
    return written


def _mistakes(decoder, state, whole, on, by_half, end, most):
    """{hint: the text that this mistake leads to}."""
    right, start = whole[:most], decoder.start
    again = _walk(decoder, state, most, np.argmax, reads=lambda symbol: start)
    least = _walk(decoder, state, most, lambda row: np.where(row > 0, row, 2).argmin())
    lowest = _walk(decoder, state, most, np.argmin)
    second = _walk(decoder, state, most, lambda row: np.argsort(row)[-2])
    letters = _walk(
        decoder, state, most, lambda row: np.where(np.arange(len(row)) == end, 0, row).argmax()
    )
    first = [int(decoder(start, state)[0].argmax())] * most
    chances = [float(decoder.table[tuple(right[:i])].max()) for i in range(len(right))]
    return {
        "END says that the text is over: it is not part of it": [*whole, end][:most],
        "stop at END: what the decoder writes after it is not part of the text": on,
        "stop at END: it is not enough to leave END itself out": [s for s in on if s != end],
        "START is only read, it is not part of the text": [start, *right],
        "START and END are not part of the text": [start, *[*whole, end][:most]],
        "take the likeliest symbol, not the least likely of those that are possible": _until(
            least, end
        ),
        "take the likeliest symbol: argmax, not argmin": _until(lowest, end),
        "take the likeliest symbol, not the second likeliest": _until(second, end),
        "END is one of the symbols: it ends the text where it is the likeliest": letters,
        "END need not have more than half of the probability: it is enough that it is the likeliest": by_half,
        "do not fill up the text after END": right + [0] * (most - len(right)),
        "one symbol is not enough: go on until END": right[:1],
        "the text lacks its last symbol": right[:-1],
        "write at most `longest` symbols": whole,
        "write at most `longest` symbols, not one more": whole[: most + 1],
        "write the next symbol at the end of the text, not before it": right[::-1],
        "return all symbols, not only the last": end if len(whole) < most else right[-1],
        "each step must read the symbol that the step before wrote, not START again": _until(
            again, end
        ),
        "each step must read what the step before wrote and take its state": _until(first, end),
        "a symbol can be written several times": list(dict.fromkeys(right)),
        "two equal symbols in a row do not end the text": _until_repeated(right),
        "return the symbols, not their probabilities": chances,
    }


def _until_repeated(text):
    for place in range(1, len(text)):
        if text[place] == text[place - 1]:
            return text[:place]
    return text


def _end_of(step, end):
    """How many symbols come before `end`, and the probability with which it wins."""
    text = ()
    while (symbol := int(step.table[text].argmax())) != end:
        text += (symbol,)
    return len(text), step.table[text][end]


greedy = Check(
    "greedy",
    2,
    _cases,
    tolerance=EXACT,
    axes=("step",),
    corners={
        "END is the likeliest symbol at once": lambda step, state, start, end, longest: (
            step.table[()].argmax() == end
        ),
        "END wins with less than half of the probability": lambda step, state, start, end, longest: (
            _end_of(step, end)[0] < longest and _end_of(step, end)[1] < HALF
        ),
        "END comes before `longest` symbols are written": lambda step, state, start, end, longest: (
            _end_of(step, end)[0] < longest
        ),
        "exactly `longest` symbols come before END": lambda step, state, start, end, longest: (
            _end_of(step, end)[0] == longest
        ),
        "END does not come within `longest` symbols": lambda step, state, start, end, longest: (
            _end_of(step, end)[0] > longest
        ),
        "`longest` is 1": lambda step, state, start, end, longest: longest == 1,
        "start and end are not 1 and 2": lambda step, state, start, end, longest: (
            (start, end) != (START, END)
        ),
    },
)
