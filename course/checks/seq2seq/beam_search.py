"""beam-search: the likeliest text that a beam search finds.

The decoders have a tiny alphabet, so that brute force over all texts knows the best one.
"""

import numpy as np

from course.checks.base.core import Case, Check
from course.checks.seq2seq._shared import END, START, TinyDecoder, chosen_text, random_table

# the first three are usual and right, the others are mistakes
FORMS = ("finished stay", "finished leave", "finished make room", "first to end", "each parent")


def _log(chance):
    return float(np.log(chance)) if chance > 0 else -np.inf


def _all_texts(table, end):
    """Every whole text with its log-probability, by brute force; likeliest first."""
    whole = {}
    for text in table:
        score = sum(_log(table[text[:i]][symbol]) for i, symbol in enumerate(text))
        whole[text] = score + _log(table[text][end])
    return sorted(whole.items(), key=lambda item: -item[1])


def _cases(rng):
    return [
        _case(rng, letters=2, longest=3, width=1),
        _case(rng, letters=2, longest=3, width=2),
        _case(rng, letters=3, longest=4, width=3, start=2, end=1),
        _case(rng, letters=3, longest=3, width=200),
        _case(rng, letters=2, longest=5, width=200),
        _case(rng, letters=3, longest=4, width=2, misses=True),
        _case(rng, letters=4, longest=4, width=3, misses=True),
    ]


def _case(rng, letters, longest, width, misses=False, start=START, end=END):
    """A decoder on which a beam of `width` finds another text than greedy decoding does.

    It finds the best of all texts, or with `misses` one that is neither the best nor the greedy one; and
    one that no wrong kind of beam search finds, where the width tells them apart.
    """
    for _ in range(20_000):
        table = random_table(rng, letters, longest, 0.9, end)
        texts = _all_texts(table, end)
        kept = {form: _beams(table, end, width, longest, form) for form in FORMS}
        found = kept["finished stay"][0]
        greedy_text = tuple(chosen_text(table, end, lambda chances, step: int(chances.argmax())))
        best = texts[0][0]
        if len({kept[form][0] for form in FORMS[:3]}) > 1 or greedy_text == best or len(best) < 2:
            continue
        if width == 1:
            break
        others = [greedy_text]
        if width < 100:
            others.append(_beams(table, end, width - 1, longest)[0])
        if misses:
            others += [best, kept["each parent"][0], _beams(table, end, 2 * width, longest)[0]]
        elif found != best:
            continue
        if found not in others:
            break
    else:
        raise AssertionError(f"no decoder was found that a beam of {width} suits")
    score = dict(texts)[found]
    greedy_score = dict(texts)[greedy_text]
    per_symbol = max(texts, key=lambda item: item[1] / (len(item[0]) + 1))
    first, each = kept["first to end"], kept["each parent"]
    forgotten = max(texts, key=lambda item: item[1] - _log(table[item[0]][end]))
    mistakes = {
        "that is greedy decoding: keep `width` texts at every step": (
            list(greedy_text), greedy_score,
        ),
        "END is not part of the text": ([*found, end], score),
        "START is not part of the text": ([start, *found], score),
        "START and END are not part of the text": ([start, *found, end], score),
        "END's own probability is part of the text's": (
            list(found), score - _log(table[found][end]),
        ),
        "return the logarithm of the probability": (list(found), float(np.exp(score))),
        "the logarithm of a probability is negative": (list(found), -score),
        "do not divide by the length": (list(found), score / (len(found) + 1)),
        "do not divide by the length when you compare either": (
            list(per_symbol[0]), per_symbol[1] / (len(per_symbol[0]) + 1),
        ),
        "do not divide by the length when you compare": (list(per_symbol[0]), per_symbol[1]),
        "a beam of this width does not find the best of all texts: keep only `width`": (
            list(best), texts[0][1],
        ),
        "keep the best `width` of all candidates together, not of each text's own": (
            list(each[0]), each[1],
        ),
        "the first text that ends need not be the best: let all of them end": (
            list(first[0]), first[1],
        ),
        "return the likeliest of the texts, not the least likely": (
            list(texts[-1][0]), texts[-1][1],
        ),
        "use the natural logarithm": (list(found), score / np.log(2)),
        "use the natural logarithm, not the one to base 10": (list(found), score / np.log(10)),
        "return two things: the text and its log-probability": list(found),
        "text first, log-probability second": (score, list(found)),
        "compare texts with END's probability in their sum": (list(forgotten[0]), forgotten[1]),
    }  # fmt: skip
    asks = f"the text that a beam of {width} finds, and its log-probability"
    inputs = (TinyDecoder(table, start, end), (), start, end, longest + 1, width)
    return Case(inputs, (list(found), score), asks, mistakes)


def _beams(table, end, width, longest, form="finished stay"):
    """(text, log-probability) that one form of beam search finds."""
    live, done = [((), 0.0)], []
    for _ in range(longest + 1):
        candidates = []
        for text, score in live:
            grown = [
                (text, symbol, score + _log(table[text][symbol]))
                for symbol in np.flatnonzero(table[text])
            ]
            grown.sort(key=lambda candidate: -candidate[2])
            candidates += grown[:width] if form == "each parent" else grown
        if form == "finished stay":
            candidates += [(text, None, score) for text, score in done]
        candidates.sort(key=lambda candidate: -candidate[2])
        if form == "finished make room":
            done += [(text, score) for text, symbol, score in candidates[:width] if symbol == end]
            candidates = [candidate for candidate in candidates if candidate[1] != end]
        room = {"finished leave": width - len(done), "each parent": len(candidates)}
        kept = candidates[: room.get(form, width)]
        ended = [(text, score) for text, symbol, score in kept if symbol in (end, None)]
        done = ended if form == "finished stay" else done + ended
        if form == "first to end" and ended:
            break
        live = [
            ((*text, int(symbol)), score)
            for text, symbol, score in kept
            if symbol not in (end, None)
        ]
    return max(done, key=lambda item: item[1])


beam_search = Check("beam-search", 3, _cases, seconds=30.0)
