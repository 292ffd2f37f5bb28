"""Answers to beam-search."""

import heapq
import math

import numpy as np

from tests.answers import Bank

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


@mistake("wrong in every case in which a text that has ended is lost to others")
def beam_finished_has_its_place(step, state, start, end, longest, width):
    live, finished = [(0.0, (), start, state)], []
    for _ in range(longest):
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
    score, text = max(finished + [entry[:2] for entry in live])
    return list(text), float(score)


@mistake("wrong in every case in which a text that has ended is lost to others")
def beam_finished_aside(step, state, start, end, longest, width):
    live, finished = [(0.0, (), start, state)], []
    for _ in range(longest):
        grown = []
        for score, text, symbol, before in live:
            probabilities, after = step(symbol, before)
            for i in np.flatnonzero(probabilities):
                grown.append((score + np.log(probabilities[i]), (*text, int(i)), int(i), after))
        grown.sort(key=lambda entry: entry[0], reverse=True)
        finished += [entry for entry in grown[:width] if entry[2] == end]
        live = [entry for entry in grown[:width] if entry[2] != end]
    score, text, symbol, _ = max(finished + live, key=lambda entry: entry[0])
    return text[:-1] if symbol == end else text, score


@right
def beam_stops_when_the_best_has_ended(step, state, start, end, longest, width):
    beam, steps = [(0.0, [start], state)], 0
    while steps < longest and beam[0][1][-1] != end:
        pool = []
        for score, text, before in beam:
            if text[-1] == end:
                pool.append((score, text, before))
                continue
            chances, after = step(text[-1], before)
            pool += [
                (score + math.log(p), [*text, i], after) for i, p in enumerate(chances) if p > 0
            ]
        beam = sorted(pool, key=lambda entry: entry[0], reverse=True)[:width]
        steps += 1
    score, text, _ = beam[0]
    return [symbol for symbol in text[1:] if symbol != end], score


@mistake("wrong in every case in which the likeliest text of the last beam has not ended")
def beam_of_ended_texts(*inputs):
    ended = [entry for entry in searched(*inputs) if entry[2] == "ended"]
    return best_of(ended) if ended else ([], -np.inf)


@mistake("wrong in every case in which the likeliest text of the last beam has not ended")
def beam_always_cuts_the_end(*inputs):
    score, text, _ = searched(*inputs)[0]
    return text[1:-1], score


@mistake("wrong in every case in which a text that has ended is lost to others")
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
    else:
        done += zip(scores, texts)
    score, text = max(done)
    return np.array(text), score


@mistake("that is greedy decoding")
def beam_greedy(step, state, start, end, longest, width):
    text, score, symbol = [], 0.0, start
    while len(text) < longest and symbol != end:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text, score = [*text, symbol], score + np.log(probabilities[symbol])
    return [symbol for symbol in text if symbol != end], score


@mistake("END is not part of")
def beam_with_end(*inputs):
    score, text, _ = searched(*inputs)[0]
    return text[1:], score


@mistake("START is not part of")
def beam_with_start(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return [start, *text], score


@mistake("lacks END's own")
def beam_end_not_counted(step, state, start, end, longest, width):
    score, text, last = searched(step, state, start, end, longest, width)[0]
    if last != "ended":
        return text[1:], score
    for symbol in text[:-2]:
        _, state = step(symbol, state)
    return text[1:-1], score - np.log(step(text[-2], state)[0][end])


@mistake("return the logarithm")
def beam_probability(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, np.exp(score)


@mistake("is negative")
def beam_positive(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, -score


@mistake("do not divide it by the length")
def beam_mean_score(*inputs):
    score, text, _ = searched(*inputs)[0]
    return best_of(searched(*inputs))[0], score / (len(text) - 1)


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


@mistake("does not grow any more")
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
    score, text, _ = beam[0]
    return text[1 : -1 if text[-1] == end else None], score


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
    score, text, _ = max(done + live, key=lambda entry: entry[0])
    return [symbol for symbol in text[1:] if symbol != end], score


@mistake("should give")
def beam_twice_as_wide(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, 2 * width)


@mistake("base 10")
def beam_log10(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / np.log(10)


@mistake("should give")
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
    return [symbol for symbol in beam[0][1][1:] if symbol != end], beam[0][0]


@right
def beam_by_dict(step, state, start, end, longest, width):
    scores, states = {(): 0.0}, {(): state}
    for _ in range(longest):
        pool = {text: score for text, score in scores.items() if text[-1:] == (end,)}
        after = {}
        for text in [text for text in scores if text not in pool]:
            chances, after[text] = step(text[-1] if text else start, states[text])
            pool |= {(*text, i): scores[text] + math.log(p) for i, p in enumerate(chances) if p > 0}
        scores = {text: pool[text] for text in heapq.nlargest(width, pool, key=pool.get)}
        states = {text: after.get(text[:-1]) for text in scores}
    best = max(scores, key=scores.get)
    return [symbol for symbol in best if symbol != end], scores[best]


@right
def beam_by_products(step, state, start, end, longest, width):
    beam = [(1.0, [], start, state)]
    for _ in range(longest):
        pool = []
        for chance, text, symbol, before in beam:
            if symbol == end:
                pool.append((chance, text, symbol, before))
            else:
                chances, after = step(symbol, before)
                pool += [(chance * p, [*text, i], i, after) for i, p in enumerate(chances)]
        beam = sorted(pool, key=lambda entry: entry[0])[-width:]
    chance, text, symbol, _ = beam[-1]
    return tuple(text[:-1] if symbol == end else text), np.float32(np.log(chance))


@right
def beam_steps_all_texts(step, state, start, end, longest, width):
    texts, scores, states = [[start]], [0.0], [state]
    for _ in range(longest):
        rows, after = zip(*(step(text[-1], before) for text, before in zip(texts, states)))
        candidates = []
        for number, (text, score) in enumerate(zip(texts, scores)):
            row = np.eye(len(rows[0]))[end] if text[-1] == end else rows[number]
            with np.errstate(divide="ignore"):
                total = score + np.log(row)
            candidates += [(total[i], number, i) for i in range(len(row))]
        candidates = sorted(candidates, reverse=True)[:width]
        scores = [score for score, _, _ in candidates]
        states = [after[number] for _, number, _ in candidates]
        texts = [[*texts[number], i] for _, number, i in candidates]
    text = texts[0][1:]
    return text[: text.index(end)] if end in text else text, scores[0]


def searched(step, state, start, end, longest, width, *, add=None, order=None, ended=None):
    """A beam search whose parts can be exchanged; the last beam, best first."""
    add = add or (lambda score, chance, symbol: score + np.log(chance))
    order = order or (lambda score, text: score)
    beam = [(0.0, [start], state)]
    for _ in range(longest):
        pool = []
        for score, text, before in beam:
            if text[-1] == end and ended != "grow":
                pool.append((score, text, before))
                continue
            chances, after = step(text[-1], before)
            for symbol in np.flatnonzero(chances):
                new, its = add(score, chances[symbol], symbol), after
                if symbol == end and ended != "grow":
                    its = "ended"
                pool.append((new, [*text, int(symbol)], its))
        beam = sorted(pool, key=lambda entry: order(entry[0], entry[1][1:]), reverse=True)[:width]
    return beam


def best_of(beam, place=0):
    score, text, state = beam[place]
    return text[1 : -1 if state == "ended" else None], score


@mistake("not the last one's")
def beam_keeps_last_log(*inputs):
    return best_of(searched(*inputs, add=lambda score, chance, symbol: np.log(chance)))


@mistake("not the probabilities")
def beam_adds_probabilities(*inputs):
    return best_of(searched(*inputs, add=lambda score, chance, symbol: score + chance))


@mistake("before you sort")
def beam_end_is_free(step, state, start, end, longest, width):
    def add(score, chance, symbol):
        return score if symbol == end else score + np.log(chance)

    return best_of(searched(step, state, start, end, longest, width, add=add))


@mistake("not the least likely")
def beam_sorted_upwards(*inputs):
    return best_of(searched(*inputs, order=lambda score, text: -score))


@mistake("not the last")
def beam_last_place(*inputs):
    return best_of(searched(*inputs), place=-1)


@mistake("when you compare texts")
def beam_sorted_by_mean(*inputs):
    return best_of(searched(*inputs, order=lambda score, text: score / len(text)))


@mistake("neither when you compare texts nor in the end")
def beam_mean_throughout(*inputs):
    beam = searched(*inputs, order=lambda score, text: score / len(text))
    return best_of(beam)[0], beam[0][0] / (len(beam[0][1]) - 1)


@mistake("too late to cut")
def beam_cut_afterwards(step, state, start, end, longest, width):
    score, text, _ = searched(step, state, start, end, longest, width, ended="grow")[0]
    text = text[1:]
    return text[: text.index(end)] if end in text else text, score


@mistake("START and END are not part")
def beam_with_both(*inputs):
    score, text, _ = searched(*inputs)[0]
    return text, score


@mistake("not before it")
def beam_backwards(*inputs):
    text, score = best_of(searched(*inputs))
    return text[::-1], score


@mistake("lacks its last symbol")
def beam_cut_short(*inputs):
    text, score = best_of(searched(*inputs))
    return text[:-1], score


@mistake("is the new state lost?")
def beam_keeps_the_first_state(step, state, start, end, longest, width):
    return best_of(
        searched(lambda symbol, _: step(symbol, state), state, start, end, longest, width)
    )


@mistake("should give")
def beam_one_wider(step, state, start, end, longest, width):
    return best_of(searched(step, state, start, end, longest, width + 1))


@mistake("should give")
def beam_one_narrower(step, state, start, end, longest, width):
    return best_of(searched(step, state, start, end, longest, max(width - 1, 1)))


@mistake("start and end are not 1 and 2")
def beam_with_ids_of_the_lab(step, state, start, end, longest, width):
    return best_of(searched(step, state, 1, 2, longest, width))


@mistake("expected a tuple of 2 entries")
def beam_all_of_them(*inputs):
    return [best_of([entry]) for entry in searched(*inputs)] + [None]


@mistake("Error")
def beam_too_few_steps(step, state, start, end, longest, width):
    score, text, _ = searched(step, state, start, end, longest - 2, width)[0]
    return text[1 : text.index(end)], score
