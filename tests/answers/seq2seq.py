"""Answers to the exercises of lab 09_seq2seq."""

import itertools

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# character-ids


@right("character-ids")
def ids_by_enumerate(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))), 3)}


@right("character-ids")
def ids_by_loop(texts):
    table = {}
    for character in sorted(itertools.chain.from_iterable(texts)):
        table.setdefault(character, len(table) + 3)
    return table


@right("character-ids")
def ids_by_numpy(texts):
    characters = np.unique(list("".join(texts)))
    return dict(zip(characters.tolist(), range(3, 3 + len(characters))))


@mistake("character-ids", "sort the characters")
def ids_as_met(texts):
    return {character: i for i, character in enumerate(dict.fromkeys("".join(texts)), 3)}


@mistake("character-ids", "begin with 3")
def ids_from_zero(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))))}


@mistake("character-ids", "begin with 3")
def ids_from_one(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))), 1)}


@mistake("character-ids", "not only at the first")
def ids_of_first_text(texts):
    return ids_by_enumerate(texts[:1])


@mistake("character-ids", "not only at the last")
def ids_of_last_text(texts):
    for text in texts:
        characters = sorted(set(text))
    return {character: i for i, character in enumerate(characters, 3)}


@mistake("character-ids", "do not lower them")
def ids_lowered(texts):
    return ids_by_enumerate([text.lower() for text in texts])


@mistake("character-ids", "the space is a character too")
def ids_without_space(texts):
    return ids_by_enumerate([text.replace(" ", "") for text in texts])


@mistake("character-ids", "to the character, not the character to the id")
def ids_inverted(texts):
    return {i: character for character, i in ids_by_enumerate(texts).items()}


@mistake("character-ids", "not by how frequent")
def ids_by_count(texts):
    joined = "".join(texts)
    order = sorted(set(joined), key=lambda character: (-joined.count(character), character))
    return {character: i for i, character in enumerate(order, 3)}


@mistake("character-ids", "return a dictionary")
def ids_as_list(texts):
    return sorted(dict.fromkeys("".join(texts)))


@mistake("character-ids", "must not have gaps")
def ids_with_gaps(texts):
    return {character: i for i, character in enumerate(sorted("".join(texts)), 3)}


@mistake("character-ids", "whole words")
def ids_of_texts(texts):
    return {text: i for i, text in enumerate(sorted(set(texts)), 3)}


# teacher-forcing


@right("teacher-forcing")
def forcing_by_slices(ids, start, end, length):
    read, write = np.zeros(length, int), np.zeros(length, int)
    read[: len(ids) + 1] = [start] + ids
    write[: len(ids) + 1] = ids + [end]
    return read, write


@right("teacher-forcing")
def forcing_by_lists(ids, start, end, length):
    room = [0] * (length - len(ids) - 1)
    return [start, *ids, *room], [*ids, end, *room]


@right("teacher-forcing")
def forcing_by_pad(ids, start, end, length):
    whole = np.array([start, *ids, end])
    return [np.pad(part, (0, length - len(part))) for part in (whole[:-1], whole[1:])]


@right("teacher-forcing")
def forcing_by_keras(ids, start, end, length):
    import keras

    rows = [[start, *ids], [*ids, end]]
    return tuple(keras.utils.pad_sequences(rows, maxlen=length, padding="post"))


@mistake("teacher-forcing", "comes first")
def forcing_exchanged(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[::-1]


@mistake("teacher-forcing", "begins with START")
def forcing_without_start(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[1] * 0 + np.pad(
        ids, (0, length - len(ids))
    ), forcing_by_slices(ids, start, end, length)[1]


@mistake("teacher-forcing", "never learns to stop")
def forcing_without_end(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[0], np.pad(ids, (0, length - len(ids)))


@mistake("teacher-forcing", "never written")
def forcing_start_written(ids, start, end, length):
    read = forcing_by_slices(ids, start, end, length)[0]
    return read, read.copy()


@mistake("teacher-forcing", "never read")
def forcing_end_read(ids, start, end, length):
    read, write = forcing_by_slices(ids, start, end, length)
    both = np.array([start, *ids, end] + [0] * length)[:length]
    return both, write


@mistake("teacher-forcing", "only copies")
def forcing_not_shifted(ids, start, end, length):
    both = np.array([start, *ids, end] + [0] * length)[:length]
    return both, both.copy()


@mistake("teacher-forcing", "shift by one")
def forcing_same_rows(ids, start, end, length):
    write = forcing_by_slices(ids, start, end, length)[1]
    return write, write.copy()


@mistake("teacher-forcing", "pad on the right")
def forcing_padded_left(ids, start, end, length):
    rows = ([start, *ids], [*ids, end])
    return tuple(np.pad(row, (length - len(row), 0)) for row in rows)


@mistake("teacher-forcing", "not with END")
def forcing_padded_with_end(ids, start, end, length):
    rows = ([start, *ids], [*ids, end])
    return tuple(np.array(row + [end] * (length - len(row))) for row in rows)


@mistake("teacher-forcing", "are exchanged")
def forcing_marks_exchanged(ids, start, end, length):
    return forcing_by_slices(ids, end, start, length)


@mistake("teacher-forcing", "pad to the length")
def forcing_not_padded(ids, start, end, length):
    return np.array([start, *ids]), np.array([*ids, end])


@mistake("teacher-forcing", "only the source is read backwards")
def forcing_backwards(ids, start, end, length):
    return forcing_by_slices(ids[::-1], start, end, length)


@mistake("teacher-forcing", "it leads to END")
def forcing_lacks_last(ids, start, end, length):
    read, write = forcing_by_slices(ids, start, end, length)
    read[len(ids)] = 0
    return read, write


# masked-scores


@right("masked-scores")
def scores_by_index(probabilities, target):
    rows, steps = np.nonzero(target)
    chances = probabilities[rows, steps, target[rows, steps]]
    hits = probabilities[rows, steps].argmax(-1) == target[rows, steps]
    return -np.log(chances).mean(), hits.mean()


@right("masked-scores")
def scores_by_loop(probabilities, target):
    loss, hits, count = 0.0, 0, 0
    for row, ids in zip(probabilities, target):
        for chances, right_id in zip(row, ids):
            if right_id:
                loss -= np.log(chances[right_id])
                hits += int(np.argmax(chances) == right_id)
                count += 1
    return loss / count, hits / count


@right("masked-scores")
def scores_by_weights(probabilities, target):
    mask = (target > 0).astype("float64")
    chances = np.take_along_axis(probabilities, target[..., None], axis=-1)[..., 0]
    hits = (probabilities.argmax(-1) == target) * mask
    return [float((-np.log(chances) * mask).sum() / mask.sum()), float(hits.sum() / mask.sum())]


@right("masked-scores")
def scores_by_keras(probabilities, target):
    import keras

    mask = target != 0
    loss = keras.losses.SparseCategoricalCrossentropy()(target[mask], probabilities[mask])
    hits = keras.metrics.sparse_categorical_accuracy(target[mask], probabilities[mask])
    return float(loss), float(keras.ops.mean(hits))


def by_character(probabilities, target):
    chances = np.take_along_axis(probabilities, target[..., None], axis=-1)[..., 0]
    return -np.log(chances), probabilities.argmax(-1) == target, target != 0


@mistake("masked-scores", "padding must not count")
def scores_with_padding(probabilities, target):
    loss, hits, _ = by_character(probabilities, target)
    return loss.mean(), hits.mean()


@mistake("masked-scores", "not from the number you divide by")
def scores_divided_by_all(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return (loss * mask).mean(), (hits & mask).mean()


@mistake("masked-scores", "accuracy still counts padding")
def accuracy_with_padding(probabilities, target):
    return scores_by_index(probabilities, target)[0], (probabilities.argmax(-1) == target).mean()


@mistake("masked-scores", "loss still counts padding")
def loss_with_padding(probabilities, target):
    loss, _, _ = by_character(probabilities, target)
    return loss.mean(), scores_by_index(probabilities, target)[1]


@mistake("masked-scores", "not a sum")
def scores_summed(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return loss[mask].sum(), hits[mask].sum()


@mistake("masked-scores", "short texts must not weigh more")
def scores_by_text(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    each = [(a[m].mean(), b[m].mean()) for a, b, m in zip(loss, hits, mask)]
    return tuple(np.mean(each, axis=0))


@mistake("masked-scores", "minus the logarithm")
def scores_without_minus(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return -loss, accuracy


@mistake("masked-scores", "natural logarithm")
def scores_in_bits(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return loss / np.log(2), accuracy


@mistake("masked-scores", "yours counts whole texts")
def scores_exact_match(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits | ~mask).all(axis=1).mean()


@mistake("masked-scores", "decided by the target")
def scores_masked_by_prediction(probabilities, target):
    loss, hits, _ = by_character(probabilities, target)
    mask = probabilities.argmax(-1) != 0
    return loss[mask].mean(), hits[mask].mean()


@mistake("masked-scores", "that is the probability itself")
def scores_without_logarithm(probabilities, target):
    loss, hits, mask = by_character(probabilities, target)
    return np.exp(-loss[mask]).mean(), hits[mask].mean()


@mistake("masked-scores", "loss first")
def scores_exchanged(probabilities, target):
    return scores_by_index(probabilities, target)[::-1]


@mistake("masked-scores", "share of hits")
def scores_of_errors(probabilities, target):
    loss, accuracy = scores_by_index(probabilities, target)
    return loss, 1 - accuracy


# greedy


@right("greedy")
def greedy_by_loop(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.argmax(probabilities))
        if symbol == end:
            break
        text.append(symbol)
    return text


@right("greedy")
def greedy_by_recursion(step, state, start, end, longest):
    if longest == 0:
        return []
    probabilities, state = step(start, state)
    symbol = max(range(len(probabilities)), key=lambda i: probabilities[i])
    return (
        []
        if symbol == end
        else [symbol, *greedy_by_recursion(step, state, symbol, end, longest - 1)]
    )


@right("greedy")
def greedy_cut_later(step, state, start, end, longest):
    text = [start]
    for _ in range(longest):
        if text[-1] != end:
            probabilities, state = step(text[-1], state)
            text.append(probabilities.argmax())
    return np.array([symbol for symbol in text[1:] if symbol != end])


@mistake("greedy", "it does not belong to it")
def greedy_with_end(step, state, start, end, longest):
    text, symbol = [], start
    while symbol != end and len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("greedy", "START is only read")
def greedy_with_start(step, state, start, end, longest):
    return [start, *greedy_by_loop(step, state, start, end, longest)]


@mistake("greedy", "END says that the text is over")
def greedy_goes_on(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("greedy", "the first symbol to read is start")
def greedy_without_start(step, state, start, end, longest):
    return greedy_by_loop(step, state, 0, end, longest)


@mistake("greedy", "the step before wrote")
def greedy_forgets_state(step, state, start, end, longest):
    text = []
    for _ in range(longest):
        probabilities, _ = step(start, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("greedy", "read what the last one wrote")
def greedy_reads_start_again(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(start, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("greedy", "not the least likely")
def greedy_least_likely(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.where(probabilities > 0, probabilities, 2).argmin())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("greedy", "one symbol is not enough")
def greedy_returns_in_loop(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[:1]


@mistake("greedy", "lacks its last symbol")
def greedy_lacks_last(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[:-1]


@mistake("greedy", "at most as many symbols")
def greedy_without_limit(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, 1000)


@mistake("greedy", "backwards")
def greedy_backwards(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[::-1]


@mistake("greedy", "return all symbols")
def greedy_last_only(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[-1]


@mistake("greedy", "stop at END")
def greedy_padded(step, state, start, end, longest):
    text = greedy_by_loop(step, state, start, end, longest)
    return text + [0] * (longest - len(text))


# beam-search


@right("beam-search")
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


@right("beam-search")
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


@right("beam-search")
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


@mistake("beam-search", "that is greedy decoding")
def beam_greedy(step, state, start, end, longest, width):
    text = greedy_by_loop(step, state, start, end, longest)
    return text, with_score(step, state, start, end, text)


@mistake("beam-search", "END does not belong")
def beam_with_end(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return [*text, end], score


@mistake("beam-search", "START does not belong")
def beam_with_start(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return [start, *text], score


@mistake("beam-search", "END's own probability")
def beam_end_not_counted(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    symbol = start
    for following in text:
        _, state = step(symbol, state)
        symbol = following
    return text, score - np.log(step(symbol, state)[0][end])


@mistake("beam-search", "return the logarithm")
def beam_probability(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, np.exp(score)


@mistake("beam-search", "is negative")
def beam_positive(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, -score


@mistake("beam-search", "do not divide by the length")
def beam_mean_score(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / (len(text) + 1)


@mistake("beam-search", "keep only `width`")
def beam_exhaustive(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, 10**6)


@mistake("beam-search", "natural logarithm")
def beam_in_bits(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / np.log(2)


@mistake("beam-search", "return two things")
def beam_text_only(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, width)[0]


@mistake("beam-search", "text first")
def beam_exchanged(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, width)[::-1]


@mistake("beam-search", "has this text already ended")
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


@mistake("beam-search", "need not be the best")
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


@right("beam-search")
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


@mistake("beam-search", "not of each text's own")
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


@mistake("beam-search", "should give")
def beam_twice_as_wide(step, state, start, end, longest, width):
    return beam_finished_stay(step, state, start, end, longest, 2 * width)


@mistake("beam-search", "base 10")
def beam_log10(step, state, start, end, longest, width):
    text, score = beam_finished_stay(step, state, start, end, longest, width)
    return text, score / np.log(10)


@mistake("beam-search", "has this text already ended")
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


@mistake("greedy", "should give")
def greedy_with_ids_of_the_lab(step, state, start, end, longest):
    return greedy_by_loop(step, state, 1, 2, longest)


@mistake("teacher-forcing", "should give")
def forcing_with_ids_of_the_lab(ids, start, end, length):
    return forcing_by_slices(ids, 1, 2, length)


@mistake("masked-scores", "counting it as right")
def scores_padding_right(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits | ~mask).mean()


@mistake("masked-scores", "the accuracy is to be divided")
def scores_accuracy_by_all(probabilities, target):
    _, hits, mask = by_character(probabilities, target)
    return scores_by_index(probabilities, target)[0], (hits & mask).mean()
