"""Answers to beam-search."""

import numpy as np

from tests.answers import Bank
from tests.answers.seq2seq.greedy import greedy_by_loop

bank = Bank("beam-search")
right, mistake = bank.right, bank.mistake


@right
def beam_finished_stay(step, state, start, end, longest, width):
    beam = [(0.0, [start], state)]
    for _ in range(longest):
        candidates = []
        for score, text, state in beam:
            if text[-1] == end:
                candidates.append((score, text, state))
                continue
            probabilities, after = step(text[-1], state)
            for symbol, chance in enumerate(probabilities):
                if chance > 0:
                    candidates.append((score + np.log(chance), [*text, symbol], after))
        beam = sorted(candidates, key=lambda candidate: -candidate[0])[:width]
    score, text, _ = max(beam, key=lambda candidate: candidate[0])
    return [symbol for symbol in text if symbol not in (start, end)], score


@right
def beam_finished_aside(step, state, start, end, longest, width):
    live, finished = [(0.0, (), start, state)], []
    while live and len(finished) < width:
        grown = []
        for score, text, symbol, state in live:
            probabilities, after = step(symbol, state)
            with np.errstate(divide="ignore"):
                scores = score + np.log(probabilities)
            grown += [(s, text, i, after) for i, s in enumerate(scores) if np.isfinite(s)]
        grown.sort(key=lambda entry: entry[0], reverse=True)
        live = []
        for score, text, symbol, after in grown[: width - len(finished)]:
            if symbol == end:
                finished.append((score, text))
            else:
                live.append((score, (*text, symbol), symbol, after))
    score, text = max(finished)
    return list(text), float(score)


@right
def beam_by_arrays(step, state, start, end, longest, width):
    texts, scores, states, done = [[]], np.zeros(1), [state], []
    last = [start]
    for _ in range(longest):
        rows = [step(symbol, each) for symbol, each in zip(last, states)]
        table = scores[:, None] + np.log(np.maximum([row for row, _ in rows], 1e-300))
        order = np.argsort(-table, axis=None)[:width]
        parents, symbols = np.unravel_index(order, table.shape)
        kept = [(p, s) for p, s in zip(parents, symbols) if table[p, s] > -600]
        done += [(table[p, s], texts[p]) for p, s in kept if s == end]
        kept = [(p, s) for p, s in kept if s != end]
        if not kept:
            break
        scores = np.array([table[p, s] for p, s in kept])
        texts = [[*texts[p], int(s)] for p, s in kept]
        states, last = [rows[p][1] for p, _ in kept], [int(s) for _, s in kept]
    score, text = max(done)
    return np.array(text), score


def with_score(step, state, start, end, text):
    """Log-probability of a text, END included."""
    score, symbol = 0.0, start
    for following in [*text, end]:
        probabilities, state = step(symbol, state)
        score += np.log(probabilities[following])
        symbol = following
    return score


@mistake("that is greedy decoding")
def beam_greedy(step, state, start, end, longest, width):
    text = greedy_by_loop(step, state, start, end, longest)
    return text, with_score(step, state, start, end, text)


@mistake("END is not part of")
def beam_with_end(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return [*text, end], score


@mistake("START is not part of")
def beam_with_start(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return [start, *text], score


@mistake("END's own probability")
def beam_end_not_counted(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    symbol = start
    for following in text:
        _, state = step(symbol, state)
        symbol = following
    return text, score - np.log(step(symbol, state)[0][end])


@mistake("return the logarithm")
def beam_probability(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, np.exp(score)


@mistake("is negative")
def beam_positive(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, -score


@mistake("do not divide by the length")
def beam_mean_score(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / (len(text) + 1)


@mistake("keep only `width`")
def beam_exhaustive(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, 10**6)


@mistake("natural logarithm")
def beam_in_bits(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / np.log(2)


@mistake("return two things")
def beam_text_only(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, width)[0]


@mistake("text first")
def beam_exchanged(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, width)[::-1]


@mistake("has this text already ended")
def beam_goes_on_after_end(step, state, start, end, longest, width):
    beam = [(0.0, [start], state)]
    for _ in range(longest):
        candidates = []
        for score, text, state in beam:
            probabilities, after = step(text[-1], state)
            for symbol in np.flatnonzero(probabilities):
                chance = probabilities[symbol]
                candidates.append((score + np.log(chance), [*text, int(symbol)], after))
        beam = sorted(candidates, key=lambda candidate: -candidate[0])[:width]
    return beam[0][1][1:], beam[0][0]


@mistake("need not be the best")
def beam_first_to_end(step, state, start, end, longest, width):
    beam = [(0.0, [start], state)]
    for _ in range(longest):
        candidates = []
        for score, text, state in beam:
            probabilities, after = step(text[-1], state)
            for symbol in np.flatnonzero(probabilities):
                candidates.append(
                    (score + np.log(probabilities[symbol]), [*text, int(symbol)], after)
                )
        beam = sorted(candidates, key=lambda candidate: -candidate[0])[:width]
        for score, text, _ in beam:
            if text[-1] == end:
                return text[1:-1], score
    return beam[0][1][1:], beam[0][0]


@right
def beam_keeps_impossible_symbols(step, state, start, end, longest, width):
    beam = [(0.0, [start], state)]
    for _ in range(longest):
        candidates = [entry for entry in beam if entry[1][-1] == end]
        for score, text, before in beam:
            if text[-1] != end:
                probabilities, after = step(text[-1], before)
                for symbol in range(len(probabilities)):
                    chance = np.log(probabilities[symbol] + 1e-30)
                    candidates.append((score + chance, [*text, symbol], after))
        candidates.sort(key=lambda entry: -entry[0])
        beam = candidates[:width]
    return beam[0][1][1:-1], beam[0][0]


@mistake("not of each text's own")
def beam_of_each_parent(step, state, start, end, longest, width):
    live, done = [(0.0, [start], state)], []
    for _ in range(longest):
        grown = []
        for score, text, before in live:
            probabilities, after = step(text[-1], before)
            for symbol in np.argsort(-probabilities)[:width]:
                if probabilities[symbol] > 0:
                    grown.append(
                        (score + np.log(probabilities[symbol]), [*text, int(symbol)], after)
                    )
        done += [entry for entry in grown if entry[1][-1] == end]
        live = [entry for entry in grown if entry[1][-1] != end]
    score, text, _ = max(done, key=lambda entry: entry[0])
    return text[1:-1], score


@mistake("should give")
def beam_twice_as_wide(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, 2 * width)


@mistake("base 10")
def beam_log10(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / np.log(10)


@mistake("has this text already ended")
def beam_shares_the_state(step, state, start, end, longest, width):
    beam = [(0.0, [start])]
    for _ in range(longest):
        candidates = [entry for entry in beam if entry[1][-1] == end]
        for score, text in beam:
            if text[-1] != end:
                probabilities, state = step(text[-1], state)
                for symbol in np.flatnonzero(probabilities):
                    grown = [*text, int(symbol)]
                    candidates.append((score + np.log(probabilities[symbol]), grown))
        beam = sorted(candidates, key=lambda entry: -entry[0])[:width]
        _, state = step(end, state)
    return beam[0][1][1:-1], beam[0][0]
