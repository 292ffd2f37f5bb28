"""The loops that students write instead of the right one, for greedy-caption."""

import numpy as np

MARKS = ("", "<start>", "<end>")


def before(row, *marks):
    """A list up to the first of some entries, without it."""
    return row[: min([row.index(mark) for mark in marks if mark in row], default=len(row))]


def _best_but(*marks, low=-np.inf):
    """The highest score, where those of some marks are replaced by a low number."""

    def choose(scores, words):
        scores[:, [words.index(mark) for mark in marks]] = low
        return scores.argmax(axis=1)

    return choose


_usual = _best_but("", "<start>")


def _until_end(rows):
    return [" ".join(before(row, "<end>")) for row in rows]


def _loop(choose=_usual, *, reads=None, ends=("<end>",), told=_until_end, first=False):
    """A loop that goes on until all captions have ended.

    Args:
        choose: takes scores (captions, words) and the words, returns ids (captions,).
        reads: takes ids and words, returns what is read next.
        ends: words that end a caption.
        told: takes a list of words per caption, all that was chosen, and returns the captions.
        first: whether the first caption that ends stops all.
    """

    def answer(decoder, states, words, longest):
        ids, steps = np.full(len(states), words.index("<start>")), []
        ended = np.zeros(len(states), bool)
        stops = [words.index(mark) for mark in ends]
        for _ in range(longest):
            scores, states = decoder(ids, states)
            ids = choose(np.array(scores, float), words)
            steps.append([words[number] for number in ids])
            ended |= np.isin(ids, stops)
            if ended.any() if first else ended.all():
                break
            ids = reads(ids, words) if reads else ids
        return told(list(map(list, zip(*steps, strict=True))))

    return answer


def _without(*marks, until=("<end>",)):
    """Texts without some words, up to others."""
    return lambda rows: [
        " ".join(word for word in before(row, *until) if word not in marks) for row in rows
    ]


def _before_first_end(rows):
    """All rows up to the step at which one of them ends."""
    return [row[: min(len(before(other, "<end>")) for other in rows)] for row in rows]


LOOPS = {
    "padding and <start> are never chosen, whatever their scores": _loop(_best_but()),
    "padding is never chosen, whatever its score": _loop(_best_but("<start>")),
    "<start> is never chosen, whatever its score": _loop(_best_but("")),
    "padding is never chosen, and so it ends no caption: look at the best of the others": _loop(
        _best_but(), ends=("<end>", ""), told=_without(until=("<end>", ""))
    ),
    "where padding or <start> has the highest score, the best of the others comes: the caption goes on": (
        _loop(_best_but(), ends=MARKS, told=_without(until=MARKS))
    ),
    "leaving padding and <start> out afterwards is too late: the decoder has read them by then": (
        _loop(_best_but(), told=_without("", "<start>"))
    ),
    "0 is not low: scores may all be below it, so give padding and <start> minus infinity": _loop(
        _best_but("", "<start>", low=0.0)
    ),
    "stop each caption at its <end>: what comes after it belongs to none": _loop(
        told=_without(until=())
    ),
    "stop each caption at its <end>: it is not enough to leave <end> itself out": _loop(
        told=_without("<end>", until=())
    ),
    "<end> is one of the words that may win: it ends the caption": _loop(_best_but(*MARKS)),
    "go on until all captions have ended, not only the first one that does": _loop(first=True),
    "go on until all captions have ended: where the first one ends, others still have words": _loop(
        first=True, told=lambda rows: _until_end(_before_first_end(rows))
    ),
    "the word with the highest score, not the lowest": _loop(
        lambda scores, words: scores.argmin(axis=1)
    ),
    "the word with the highest score, not the lowest of those that may be chosen": _loop(
        lambda scores, words: _usual(-scores, words)
    ),
    "the word with the highest score, not the second": _loop(
        lambda scores, words: scores.argsort(axis=1)[:, -2]
    ),
    "largest means largest, not farthest from 0": _loop(
        lambda scores, words: _usual(abs(scores), words)
    ),
    "each caption reads its own last word: all of yours read that of the first one": _loop(
        reads=lambda ids, words: np.full(len(ids), ids[0])
    ),
    "each caption reads its own last word: all of yours read that of the last one": _loop(
        reads=lambda ids, words: np.full(len(ids), ids[-1])
    ),
    "each caption reads its own last word, not <start> each time": _loop(
        reads=lambda ids, words: np.full(len(ids), words.index("<start>"))
    ),
    "each caption reads its own last word, not padding": _loop(
        reads=lambda ids, words: np.zeros(len(ids), int) + words.index("")
    ),
    "each caption has a word of its own: argmax along the words": _loop(
        lambda scores, words: np.full(len(scores), _usual(scores, words)[0])
    ),
    "each caption has scores of its own: do not add them up": _loop(
        lambda scores, words: np.full(
            len(scores), _usual(scores.sum(axis=0, keepdims=True), words)[0]
        )
    ),
}
