"""beam-search: the likeliest text that a beam search finds.

The decoders have a tiny alphabet, so that brute force over all texts knows the best one. Each case is drawn
until the beam finds another text than the wrong kinds of search that the case is there to tell apart.
"""

import itertools
from math import exp, inf, log

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START, TinyDecoder, ids_for, new_state

WIDE = 200  # more than any of the decoders has texts at one step
TRIES = 20_000
# What becomes of a finished text. The exercise says that it stays in the beam and competes: it can lose its
# place to others, even if those fall below it later on. The mistakes: it is put aside and compared at the end,
# or it has its place for good (in all cases these two find the same), it ends the search, or it has a place of
# its own beside all others, so that more than `width` texts are kept.
STAYS, ASIDE, RESERVED, FIRST, ADDS = "stays", "aside", "reserved", "first", "adds"


def _cases(rng):
    return [
        _case(rng, letters=3, depth=2, width=1, room=1),
        _case(
            rng, letters=3, depth=3, width=3, tells=("mean", "lowest", "greedy"), room=1, ends=1.0
        ),
        _case(rng, letters=4, depth=3, width=3, tells=("each", "all"), usual=False),
        _case(rng, letters=2, depth=5, width=WIDE, tells=("greedy",), full=True),
        _case(rng, letters=2, depth=5, width=WIDE, tells=("mean", "greedy"), room=2, usual=False),
        _case(rng, letters=3, depth=4, width=2, tells=("wider", "all"), room=1, full=True),
        _case(rng, letters=5, depth=3, width=2, tells=("twice", "all")),
        _case(rng, letters=3, depth=3, width=3, tells=("narrower", "greedy", "lowest")),
        _case(
            rng, letters=4, depth=2, width=3, tells=("mean", "lowest"), room=1, ends=1.0, empty=True
        ),
        _case(rng, letters=3, depth=3, width=2, tells=("first",)),
        _case(rng, letters=3, depth=2, width=2, tells=("chances",), ends=1.0, empty=True),
        _case(rng, letters=3, depth=3, width=2, tells=("adds",), usual=False, ends=0.5, even=0.45),
        _case(rng, letters=3, depth=3, width=3, tells=("narrower",), full=True, even=2.0),
        _case(rng, letters=3, depth=4, width=3, tells=("aside", "greedy")),
        _case(rng, letters=3, depth=4, width=3, tells=("aside",), room=1, usual=False),
        _case(rng, letters=3, depth=4, width=3, tells=("ended", "narrower"), room=-2),
        _case(rng, letters=3, depth=3, width=2, tells=("ended",), room=-1, usual=False),
    ]


def _case(
    rng,
    letters,
    depth,
    width,
    tells=(),
    room=0,
    usual=True,
    ends=0.4,
    even=4.0,
    empty=False,
    full=False,
):
    """A decoder whose texts have up to `depth` letters.

    Args:
        tells: names of the wrong searches (`_searches`) that find another text than a beam of `width`.
        room: steps more than any text needs; below 0, the text that is found has not ended, another one has.
        usual: ids of start and end are 1 and 2.
        ends: how likely `end` is, as against a letter.
        even: how much alike the probabilities of a step are.
        empty: the text that is found has no letters.
        full: the text that is found has `depth` letters.
    """
    start, end, ids = ids_for(rng, letters, usual)
    longest = depth + 1 + room
    for _ in range(TRIES):
        table = _random_table(rng, end, ids, depth, ends, even)
        logs = {
            text: [(symbol, log(chance)) for symbol, chance in row.items()]
            for text, row in table.items()
        }
        last = _beam(logs, end, width, longest)
        found = last[0]
        if (len(found[1]) == 0) != empty or (full and len(found[1]) < depth):
            continue
        if room < 0 and (found[2] or not any(ended for *_, ended in last)):
            continue
        aside, reserved = (
            _beam(logs, end, width, longest, finished=how)[0] for how in (ASIDE, RESERVED)
        )
        if aside != reserved or (aside != found) != ("aside" in tells):
            continue
        others = {found[1]}
        for name in tells:
            text = _searches(logs, end, width, longest, name)[0][1]
            if text in others:
                break
            others.add(text)
        else:
            break
    else:
        raise AssertionError(f"no decoder was found that a beam of {width} suits")
    state = new_state(rng)
    decoder = TinyDecoder(_rows(table, 3 + letters), state, start)
    mistakes = _mistakes(decoder, logs, state, start, end, longest, width)
    asks = f"the text that a beam of {width} finds, and its log-probability"
    right = (list(found[1]), found[0])
    return Case((decoder, state, start, end, longest, width), right, asks, mistakes)


def _random_table(rng, end, ids, depth, ends, even):
    """Every text of up to `depth` letters with {next id: its probability}, if it is not 0.

    The longest texts must end.
    """
    texts = [text for n in range(depth) for text in itertools.product(ids, repeat=n)]
    chances = rng.dirichlet(np.full(len(ids) + 1, even), len(texts)) + 0.01
    chances[:, 0] *= ends
    chances[1 :: rng.integers(4, 7), -1] = 0
    chances /= chances.sum(-1, keepdims=True)
    table = {
        text: {symbol: chance for symbol, chance in zip((end, *ids), row, strict=True) if chance}
        for text, row in zip(texts, chances.tolist(), strict=True)
    }
    return table | dict.fromkeys(itertools.product(ids, repeat=depth), {end: 1.0})


def _rows(table, symbols):
    """A table with arrays (symbols,) of probabilities."""
    rows = {text: np.zeros(symbols) for text in table}
    for text, chances in table.items():
        rows[text][list(chances)] = list(chances.values())
    return rows


def _logs(rows):
    """{text: list of (symbol, log-probability)} of arrays of probabilities."""
    return {
        text: [(symbol, log(row[symbol])) for symbol in np.flatnonzero(row).tolist()]
        for text, row in rows.items()
    }


def _beam(
    logs,
    end,
    width,
    longest,
    *,
    finished=STAYS,
    grade=None,
    joined=True,
    each=False,
    counts_end=True,
):
    """The last beam, best first: a list of (log-probability, text, whether it has ended).

    Args:
        logs: dict of texts to lists of (symbol, log-probability).
        longest: the most steps.
        finished: what becomes of a finished text.
        grade: takes (score, symbols in it), by which candidates are sorted; None for the score.
        joined: whether the score is the sum over all steps, not the last one's.
        each: the best `width` of each text's own are kept, not of all.
        counts_end: whether END's probability counts.
    """

    def by(entry):
        return grade(entry[0], len(entry[1]) + entry[2]) if grade else entry[0]

    live, done = [(0.0, (), False)], []
    for _ in range(longest):
        candidates = []
        for score, text, _ in live:
            grown = []
            for symbol, number in logs[text]:
                is_end = symbol == end
                new = (score if joined else 0.0) + (number if counts_end or not is_end else 0.0)
                grown.append((new, text if is_end else (*text, symbol), is_end))
            grown.sort(key=by, reverse=True)
            candidates += grown[:width] if each else grown
        if finished == STAYS:
            candidates += done
            done = []
        candidates.sort(key=by, reverse=True)
        places = width + {RESERVED: -1, ADDS: 1}.get(finished, 0) * len(done)
        kept = candidates if each else candidates[: max(places, 0)]
        done += [entry for entry in kept if entry[2]]
        live = [entry for entry in kept if not entry[2]]
        if finished == FIRST and done:
            return sorted(done, key=by, reverse=True)
    return sorted(done + live, key=by, reverse=True)


def _searches(logs, end, width, longest, name):
    """The last beam of one wrong kind of search."""
    widths = {
        "narrower": max(width - 1, 1),
        "wider": width + 1,
        "twice": 2 * width,
        "greedy": 1,
        "all": 10**6,
    }
    if name in widths:
        return _beam(logs, end, widths[name], longest)
    if name == "lowest":
        return _beam(logs, end, width, longest)[-1:]
    if name == "ended":
        beam = _beam(logs, end, width, longest)
        return [entry for entry in beam if entry[2]] or [(-inf, (), True)]
    if name == "chances":
        sums = {
            text: [(symbol, exp(number)) for symbol, number in row] for text, row in logs.items()
        }
        return _beam(sums, end, width, longest)
    return _beam(
        logs,
        end,
        width,
        longest,
        **{
            "aside": {"finished": ASIDE},
            "first": {"finished": FIRST},
            "adds": {"finished": ADDS},
            "each": {"each": True},
            "mean": {"grade": lambda score, symbols: score / symbols},
            "least": {"grade": lambda score, symbols: -score},
            "last": {"joined": False},
            "no end": {"counts_end": False},
        }[name],
    )


def _grown_after_end(decoder, state, start, end, longest, width):
    """(log-probability, symbols written) of a beam whose texts go on after END."""
    beam = [(0.0, (), state)]
    for _ in range(longest):
        candidates = []
        for score, text, before in beam:
            chances, after = decoder(text[-1] if text else start, before)
            for symbol in np.flatnonzero(chances).tolist():
                candidates.append((score + log(chances[symbol]), (*text, symbol), after))
        beam = sorted(candidates, reverse=True, key=lambda entry: entry[0])[:width]
    return beam[0][:2]


def _mistakes(decoder, logs, state, start, end, longest, width):
    """{hint: (text, number) that this mistake leads to}."""
    score, text, ended = _beam(logs, end, width, longest)[0]
    found, tail = list(text), [end] * ended
    steps = len(found) + ended
    log_end = dict(logs[text])[end] if ended else 0.0

    def of(name):
        score, text, _ = _searches(logs, end, width, longest, name)[0]
        return list(text), score

    def divided(name):
        score, text, ended = _searches(logs, end, width, longest, name)[0]
        return list(text), score / (len(text) + ended)

    grown_score, grown = _grown_after_end(decoder, state, start, end, longest, width)
    cut = grown[: grown.index(end)] if end in grown else grown
    return {
        "that is greedy decoding: keep `width` texts at every step": of("greedy"),
        "END is not part of the text": ([*found, *tail], score),
        "START is not part of the text": ([start, *found], score),
        "START and END are not part of the text": ([start, *found, *tail], score),
        "the number that you return lacks END's own log-probability": (found, score - log_end),
        "add END's own log-probability, too, before you sort": of("no end"),
        "return the logarithm of the probability": (found, exp(score)),
        "the logarithm of a probability is negative": (found, -score),
        "use the natural logarithm": (found, score / np.log(2)),
        "use the natural logarithm, not the one to base 10": (found, score / np.log(10)),
        "return the sum of the logarithms: do not divide it by the length": (found, score / steps),
        "do not divide by the length when you compare texts": of("mean"),
        "do not divide by the length: neither when you compare texts nor in the end":
            divided("mean"),
        "a beam of this width does not find the best of all texts: keep only `width`": of("all"),
        "keep the best `width` of all candidates together, not of each text's own": of("each"),
        "the first text that ends need not be the best: let all of them end": of("first"),
        "keep the likeliest candidates, not the least likely": of("least"),
        "return the best text of the beam, not the last": of("lowest"),
        "a text's log-probability is the sum over all of its steps, not the last one's": of("last"),
        "add up the logarithms of the probabilities, not the probabilities": of("chances"),
        "a text that has ended does not grow any more": (list(grown), grown_score),
        "a text that has ended does not grow any more: it is too late to cut it afterwards":
            (list(cut), grown_score),
        "return two things: the text and its log-probability": found,
        "text first, log-probability second": (score, found),
        "write each symbol at the end of the text, not before it": (found[::-1], score),
        "the text lacks its last symbol": (found[:-1], score),
    }  # fmt: skip


beam_search = Check(
    "beam-search",
    3,
    _cases,
    # a sum of a few logarithms, perhaps of products of probabilities in float32
    tolerance=Tolerance(1e-5, absolute=1e-6),
    parts=("text", "log-probability"),
    corners={
        "`width` is 1": lambda step, state, start, end, longest, width: width == 1,
        "`width` is larger than the number of all texts": (
            lambda step, state, start, end, longest, width: width >= WIDE
        ),
        "start and end are not 1 and 2": lambda step, state, start, end, longest, width: (
            (start, end) != (START, END)
        ),
        "`longest` is more than any text needs": lambda step, state, start, end, longest, width: (
            longest > max(map(len, step.table)) + 1
        ),
        "a text that has ended is lost to others, which fall below it later on": (
            lambda step, state, start, end, longest, width: (
                _beam(_logs(step.table), end, width, longest, finished=ASIDE)[0][0]
                > _beam(_logs(step.table), end, width, longest)[0][0]
            )
        ),
        "the likeliest text of the last beam has not ended": (
            lambda step, state, start, end, longest, width: (
                not _beam(_logs(step.table), end, width, longest)[0][2]
            )
        ),
    },
    seconds=30.0,
)
