"""Checks of lab 09: characters in, characters out."""

import itertools

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

START, END = 1, 2


# character ids: a table that every process makes alike


def _id_cases(rng):
    return [
        _id_case(["je bois de l'eau .", "il dort ."]),
        _id_case(["Zoé voit Anna ?", "ça va .", "été"]),
        _id_case(["baba", "cab", "abba", "d"]),
        _id_case(["".join(rng.permutation(list("xyzXYZ .!")))]),
    ]


def _id_case(texts):
    characters = "".join(texts)
    right = {character: 3 + place for place, character in enumerate(sorted(set(characters)))}
    found = list(dict.fromkeys(characters))

    def numbered(order, first=3):
        return {character: first + place for place, character in enumerate(order)}

    by_count = sorted(found, key=lambda character: (-characters.count(character), character))
    mistakes = {
        "sort the characters: the order in which they are met changes with the texts": numbered(found),
        "0, 1 and 2 are taken (padding, start, end): begin with 3": numbered(sorted(found), 0),
        "1 and 2 are taken by start and end: begin with 3": numbered(sorted(found), 1),
        "start and end take two ids, padding a third: begin with 3": numbered(sorted(found), 2),
        "0, 1 and 2 are three ids: the first one free is 3": numbered(sorted(found), 4),
        "look at all texts, not only at the first": numbered(sorted(set(texts[0]))),
        "look at all texts, not only at the last": numbered(sorted(set(texts[-1]))),
        "capitals are characters of their own: do not lower them": numbered(
            sorted(set(characters.lower()))
        ),
        "the space is a character too": numbered(sorted(set(characters) - {" "})),
        "give the id to the character, not the character to the id": {
            number: character for character, number in right.items()
        },
        "sort by the character itself, not by how frequent it is": numbered(by_count),
        "return a dictionary, not a list": sorted(found),
        "ids must not have gaps: number the different characters, not all of them": {
            character: 3 + place for place, character in enumerate(sorted(characters))
        },
        "whole words are not characters: join the texts first": numbered(sorted(set(texts))),
        "ids go up along the alphabet": numbered(sorted(found, reverse=True)),
    }  # fmt: skip
    asks = f"a dictionary with {len(right)} characters, numbered from 3 in sorted order"
    return Case((texts,), right, asks, mistakes)


def judge_dictionary(case, outcome):
    """Judge a dictionary entry by entry.

    Args:
        case: Case whose expected value is a dict of str to int.
        outcome: Outcome of kind "value".

    Returns:
        Verdict.
    """
    value, right = outcome.value, case.expected
    hints = tuple(hint for hint, wrong in case.mistakes.items() if _same(value, wrong))
    if not isinstance(value, dict):
        return Verdict(False, f"expected a dictionary, got a {type(value).__name__}", hints)
    missing, extra = set(right) - set(value), set(value) - set(right)
    if missing or extra:
        parts = [f"characters missing: {len(missing)}"] if missing else []
        parts += [f"keys that should not be there: {len(extra)}"] if extra else []
        return Verdict(False, ", ".join(parts), hints)
    wrong = [key for key in right if differs(value[key], right[key])]
    if wrong:
        return Verdict(False, f"{len(wrong)} of {len(right)} ids are others", hints)
    return Verdict(True, "", hints)


def _same(value, wrong):
    try:
        return type(value) is type(wrong) and bool(value == wrong)
    except Exception:  # arrays and other strange things
        return False


character_ids = Check("character-ids", 1, _id_cases, judge_dictionary)


# teacher forcing: what the decoder reads and what it should write


def _forcing_cases(rng):
    shapes = [(3, 6, START, END), (5, 6, 50, 51), (1, 4, START, END), (8, 12, 2, 1)]
    return [_forcing_case(rng.integers(3, 40, count).tolist(), *rest) for count, *rest in shapes]


def _forcing_case(ids, length, start, end):
    def row(numbers, right=True):
        numbers = list(numbers)[:length]
        room = [0] * (length - len(numbers))
        return np.array(numbers + room if right else room + numbers)

    reads, writes = [start, *ids], [*ids, end]
    right = (row(reads), row(writes))
    mistakes = {
        "what the decoder reads comes first, what it should write second": right[::-1],
        "what it reads begins with START": (row(ids), right[1]),
        "what it should write ends with END, or it never learns to stop": (right[0], row(ids)),
        "START is read, never written: what it should write begins with the first character": (
            right[0], row([start, *ids]),
        ),
        "END is written, never read": (row([start, *ids, end]), right[1]),
        "both begin with START: then the decoder only copies what it reads": (
            row([start, *ids, end]), row([start, *ids, end]),
        ),
        "it reads the character before the one it should write: shift by one": (
            row(ids + [end]), row(ids + [end]),
        ),
        "pad on the right": (row(reads, right=False), row(writes, right=False)),
        "pad with 0, not with END": (
            np.array(reads + [end] * (length - len(reads))),
            np.array(writes + [end] * (length - len(writes))),
        ),
        "START and END are exchanged": (row([end, *ids]), row([*ids, start])),
        "pad to the length that is asked for": (np.array(reads), np.array(writes)),
        "only the source is read backwards, not the target": (
            row([start, *ids[::-1]]), row([*ids[::-1], end]),
        ),
        "return the two rows as arrays of numbers, not one after the other in one": np.concatenate(right),
        "the last character is read too: it leads to END": (row([start, *ids[:-1]]), right[1]),
    }  # fmt: skip
    asks = f"two rows of {length} ids: what the decoder reads, what it should write"
    return Case((ids, start, end, length), right, asks, mistakes)


teacher_forcing = Check("teacher-forcing", 1, _forcing_cases)


# masked scores: Keras' loss with the padding left out


def _score_cases(rng):
    shapes = [((4, 2), 5, 4), ((6, 1, 3), 6, 5), ((7,), 12, 8)]
    return [_score_case(rng, *shape) for shape in shapes]


def _score_case(rng, lengths, steps, symbols):
    import keras

    lengths = np.array(lengths)
    target = np.zeros((len(lengths), steps), "int32")
    for row, length in zip(target, lengths, strict=True):
        row[:length] = rng.integers(1, symbols, length)
    weights = rng.gamma(0.7, size=(*target.shape, symbols)) + 0.02
    rows, columns = np.indices(target.shape)
    weights[rows, columns, target] *= rng.choice([0.5, 6.0], target.shape)
    probabilities = (weights / weights.sum(-1, keepdims=True)).astype("float32")
    mask = target != 0
    costs = keras.ops.convert_to_numpy(
        keras.losses.sparse_categorical_crossentropy(target, probabilities)
    )
    hits = probabilities.argmax(-1) == target
    if not hits[mask].any() or hits[mask].all():  # an accuracy of 0 or 1 would hide mistakes
        return _score_case(rng, lengths.tolist(), steps, symbols)
    loss, accuracy = float(costs[mask].mean()), float(hits[mask].mean())
    said = probabilities.argmax(-1) != 0
    by_text = [(costs[i, :n].mean(), hits[i, :n].mean()) for i, n in enumerate(lengths)]
    whole = float((hits | ~mask).all(axis=1).mean())
    squares = (1 - probabilities[rows, columns, target]) ** 2
    mistakes = {
        "padding must not count: divide by the characters that are there": (
            float(costs.mean()), float(hits.mean()),
        ),
        "the padding's share is gone from the sum but not from the number you divide by": (
            float(costs[mask].sum() / mask.size), float(hits[mask].sum() / mask.size),
        ),
        "padding is not a hit: leave it out instead of counting it as right": (
            loss, float((hits | ~mask).mean()),
        ),
        "the accuracy is to be divided by the characters that are there": (
            loss, float(hits[mask].sum() / mask.size),
        ),
        "the loss is to be divided by the characters that are there": (
            float(costs[mask].sum() / mask.size), accuracy,
        ),
        "the accuracy still counts padding": (loss, float(hits.mean())),
        "the loss still counts padding": (float(costs.mean()), accuracy),
        "a mean, not a sum": (float(costs[mask].sum()), float(hits[mask].sum())),
        "the loss is a mean too": (float(costs[mask].sum()), accuracy),
        "take the mean over all characters at once: short texts must not weigh more": tuple(
            float(value) for value in np.mean(by_text, axis=0)
        ),
        "the loss is minus the logarithm": (-loss, accuracy),
        "use the natural logarithm": (loss / np.log(2), accuracy),
        "use the natural logarithm, not the one to base 10": (loss / np.log(10), accuracy),
        "the accuracy is that of characters; yours counts whole texts": (loss, whole),
        "what is padding is decided by the target, not by what the net says": (
            float(costs[said].mean()) if said.any() else 0.0,
            float(hits[said].mean()) if said.any() else 0.0,
        ),
        "the loss is the logarithm of the right character's probability, not its square error": (
            float(squares[mask].mean()), accuracy,
        ),
        "that is the probability itself: the loss is minus its logarithm": (
            float(probabilities[rows, columns, target][mask].mean()), accuracy,
        ),
        "loss first, accuracy second": (accuracy, loss),
        "that is the share of errors: the accuracy is the share of hits": (loss, 1 - accuracy),
    }  # fmt: skip
    asks = f"(loss, accuracy) over {int(mask.sum())} characters; {int((~mask).sum())} are padding"
    return Case((probabilities, target), (loss, accuracy), asks, mistakes)


masked_scores = Check("masked-scores", 2, _score_cases, seconds=20.0)


# decoders: tiny language models that can be searched to the end


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


def _table(rng, letters, longest, sharp, end):
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


def _log(chance):
    return float(np.log(chance)) if chance > 0 else -np.inf


def _all_texts(table, end):
    """Every whole text with its log-probability, by brute force; likeliest first."""
    whole = {}
    for text in table:
        score = sum(_log(table[text[:i]][symbol]) for i, symbol in enumerate(text))
        whole[text] = score + _log(table[text][end])
    return sorted(whole.items(), key=lambda item: -item[1])


def _walk(table, end, choose):
    """The text that comes of one choice a step; `choose` gets the probabilities and the step."""
    text = ()
    while (symbol := choose(table[text], len(text))) != end:
        text += (symbol,)
    return list(text)


def _greedy_cases(rng):
    return [
        _greedy_case(rng, letters=3, longest=4),
        _greedy_case(rng, letters=2, longest=6, start=2, end=1),
        _greedy_case(rng, letters=4, longest=3),
        _greedy_case(rng, letters=3, longest=5, cut=2),
    ]


def _greedy_case(rng, letters, longest, cut=None, start=START, end=END):
    """`cut`: most symbols to write, fewer than the text would have."""
    for _ in range(200):  # a text of some length, in which mistakes show
        table = _table(rng, letters, longest, 0.8, end)
        right = _walk(table, end, lambda chances, step: int(chances.argmax()))
        if len(right) >= min(3, longest) and (not cut or len(right) > cut):
            break
    else:
        raise AssertionError("no decoder was found that writes a text of this length")
    most = cut or longest + 1
    whole, right = right, right[:most]
    first = right[0]
    least = _walk(table, end, lambda chances, step: int(np.where(chances > 0, chances, 2).argmin()))
    stuck = [first] * most
    mistakes = {
        "END says that the text is over: it does not belong to it": [*whole, end][:most],
        "START is only read, it does not belong to the text": [start, *right],
        "START and END do not belong to the text": [start, *whole, end],
        "take the likeliest symbol, not the least likely": least[:most],
        "stop at END": right + [0] * (most - len(right)),
        "one symbol is not enough: go on until END, and let each step read what the last one wrote": right[
            :1
        ],
        "the text lacks its last symbol: stop at END, not before it": right[:-1],
        "write at most as many symbols as asked for": whole,
        "write as many symbols as asked for, not one fewer": right[: most - 1],
        "the text is backwards": right[::-1],
        "return all symbols, not only the last": right[-1],
        "each step must read what the step before wrote": stuck,
    }
    asks = f"the likeliest symbol at each step, {most} at most"
    return Case((TinyDecoder(table, start, end), (), start, end, most), right, asks, mistakes)


greedy = Check("greedy", 2, _greedy_cases)


# beam search: brute force over all texts of a tiny alphabet


def _beam_cases(rng):
    return [
        _beam_case(rng, letters=2, longest=3, width=1),
        _beam_case(rng, letters=2, longest=3, width=2),
        _beam_case(rng, letters=3, longest=4, width=3, start=2, end=1),
        _beam_case(rng, letters=3, longest=3, width=200),
        _beam_case(rng, letters=2, longest=5, width=200),
        _beam_case(rng, letters=3, longest=4, width=2, misses=True),
        _beam_case(rng, letters=4, longest=4, width=3, misses=True),
    ]


def _beam_case(rng, letters, longest, width, misses=False, start=START, end=END):
    """A decoder on which a beam of `width` finds another text than greedy decoding does.

    It finds the best of all texts, or with `misses` one that is neither the best nor the greedy one; and
    one that no wrong kind of beam search finds, where the width tells them apart.
    """
    for _ in range(20_000):
        table = _table(rng, letters, longest, 0.9, end)
        texts = _all_texts(table, end)
        kept = {form: _beams(table, end, width, longest, form) for form in FORMS}
        found = kept["finished stay"][0]
        greedy_text = tuple(_walk(table, end, lambda chances, step: int(chances.argmax())))
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
        "END does not belong to the text": ([*found, end], score),
        "START does not belong to the text": ([start, *found], score),
        "START and END do not belong to the text": ([start, *found, end], score),
        "END's own probability belongs to the text's": (
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


# the first three are usual and right, the others are mistakes
FORMS = ("finished stay", "finished leave", "finished make room", "first to end", "each parent")


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


beam_search = Check("beam-search", 3, _beam_cases, seconds=30.0)
