"""Answers to greedy-caption."""

import numpy as np

from tests.answers import Bank

bank = Bank("greedy-caption")
right, mistake = bank.right, bank.mistake


@right
def greedy_by_mask(decoder, states, words, longest):
    start, end, padding = (words.index(mark) for mark in ("<start>", "<end>", ""))
    captions, ended = [[] for _ in states], np.zeros(len(states), bool)
    ids = np.full(len(states), start)
    for _ in range(longest):
        scores, states = decoder(ids, states)
        scores[:, [padding, start]] = -np.inf
        ids = scores.argmax(axis=1)
        ended |= ids == end
        if ended.all():
            break
        for row in np.flatnonzero(~ended):
            captions[row].append(words[ids[row]])
    return [" ".join(caption) for caption in captions]


@right
def greedy_one_by_one(decoder, states, words, longest):
    found = []
    for state in states:
        state, ids, text = state[None], np.array([words.index("<start>")]), []
        while len(text) < longest:
            scores, state = decoder(ids, state)
            order = [n for n in np.argsort(-scores[0]) if words[n] not in ("", "<start>")]
            if words[order[0]] == "<end>":
                break
            text.append(words[order[0]])
            ids = np.array(order[:1])
        found.append(" ".join(text))
    return found


@right
def greedy_with_fewer_rows(decoder, states, words, longest):
    """Those that have ended leave the batch."""
    captions = {row: [] for row in range(len(states))}
    still, ids = np.arange(len(states)), [words.index("<start>")] * len(states)
    allowed = np.array([n for n, word in enumerate(words) if word not in ("", "<start>")])
    while len(still) and longest:
        scores, states = decoder(np.array(ids), states)
        best = allowed[np.array(scores)[:, allowed].argmax(axis=1)]
        goes_on = best != words.index("<end>")
        still, states, ids = still[goes_on], states[goes_on], best[goes_on]
        for row, word in zip(still, ids):
            captions[row] += [words[word]]
        longest -= 1
    return [" ".join(captions[row]) for row in sorted(captions)]


@right
def greedy_cut_afterwards(decoder, states, words, longest):
    end = words.index("<end>")
    bonus = np.array([-1e12 if word in ("", "<start>") else 0.0 for word in words])
    rows = [np.full(len(states), words.index("<start>"))]
    ended = np.zeros(len(states), bool)
    while len(rows) <= longest and not ended.all():
        scores, states = decoder(rows[-1], states)
        ids = np.argmax(scores + bonus, axis=-1)
        ids[ended] = end
        ended = ids == end
        rows.append(ids)
    texts = [[words[n] for n in row if n != end] for row in np.array(rows[1:]).T]
    return [" ".join(text) for text in texts]


@right
def greedy_with_padding_after_the_end(decoder, states, words, longest):
    padding, start, end = map(words.index, ("", "<start>", "<end>"))
    n = len(states)
    ids, texts, over = np.full(n, start), [""] * n, [False] * n
    steps = 0
    while steps < longest and not all(over):
        scores, states = decoder(ids, states)
        for row in range(n):
            best = max((s, i) for i, s in enumerate(scores[row]) if i not in (padding, start))[1]
            over[row] = over[row] or best == end
            ids[row] = padding if over[row] else best
            if not over[row]:
                texts[row] += " " + words[best]
        steps += 1
    return [text.strip() for text in texts]


@right
def greedy_in_lists(decoder, states, words, longest):
    captions = [[] for _ in states]
    last, open_rows = ["<start>"] * len(states), set(range(len(states)))
    for _ in range(longest):
        scores, states = decoder([words.index(word) for word in last], states)
        scores = scores.tolist()
        for row in range(len(last)):
            ranking = dict(zip(words, scores[row]))
            del ranking[""], ranking["<start>"]
            last[row] = max(ranking, key=ranking.get)
            if last[row] == "<end>":
                open_rows.discard(row)
            elif row in open_rows:
                captions[row].append(last[row])
        if not open_rows:
            break
    return np.array([" ".join(caption) for caption in captions])


def written(decoder, states, words, longest, choose=None, stop=True, feed=None):
    """Rows of ids, chosen by a rule, until all have ended."""
    start, end, padding = (words.index(mark) for mark in ("<start>", "<end>", ""))
    ended = np.zeros(len(states), bool)
    ids, rows = np.full(len(states), start), []
    for _ in range(longest):
        scores, states = decoder(ids, states)
        if choose is None:
            scores[:, [padding, start]] = -np.inf
            best = scores.argmax(axis=1)
        else:
            best = choose(scores)
        rows.append(best)
        ended |= best == end
        if stop and ended.all():
            break
        ids = best if feed is None else feed(best)
    return np.array(rows).T.tolist()


def cut(rows, words, *marks):
    texts = []
    for row in rows:
        text = [words[n] for n in row]
        for mark in marks:
            text = text[: text.index(mark)] if mark in text else text
        texts.append(" ".join(text))
    return texts


@mistake("never chosen, whatever their scores")
def greedy_any_word(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, lambda scores: scores.argmax(axis=1))
    return cut(rows, words, "<end>")


@mistake("padding is never chosen, whatever its score")
def greedy_writes_padding(decoder, states, words, longest):
    def choose(scores):
        scores[:, words.index("<start>")] = -np.inf
        return scores.argmax(axis=1)

    return cut(written(decoder, states, words, longest, choose), words, "<end>")


@mistake("<start> is never chosen, whatever its score")
def greedy_writes_start(decoder, states, words, longest):
    def choose(scores):
        scores[:, words.index("")] = -np.inf
        return scores.argmax(axis=1)

    return cut(written(decoder, states, words, longest, choose), words, "<end>")


@mistake("it ends no caption")
def greedy_ends_at_padding(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, lambda scores: scores.argmax(axis=1))
    return cut(rows, words, "<end>", "")


@mistake("too late")
def greedy_filters_afterwards(decoder, states, words, longest):
    texts = greedy_any_word(decoder, states, words, longest)
    return [" ".join(w for w in text.split() if w not in ("", "<start>")) for text in texts]


@mistake("0 is not low")
def greedy_masks_with_zero(decoder, states, words, longest):
    def choose(scores):
        scores[:, [words.index(""), words.index("<start>")]] = 0
        return scores.argmax(axis=1)

    return cut(written(decoder, states, words, longest, choose), words, "<end>")


@mistake("0 is not low")
def greedy_multiplies_with_mask(decoder, states, words, longest):
    mask = np.array([word not in ("", "<start>") for word in words])
    rows = written(decoder, states, words, longest, lambda scores: (scores * mask).argmax(axis=1))
    return cut(rows, words, "<end>")


@mistake("scores are far below -1,000")
def greedy_masks_with_a_thousand(decoder, states, words, longest):
    def choose(scores):
        scores[:, [words.index(""), words.index("<start>")]] = -1000
        return scores.argmax(axis=1)

    return cut(written(decoder, states, words, longest, choose), words, "<end>")


@mistake("are 0, 1 and 2")
def greedy_marks_are_fixed(decoder, states, words, longest):
    texts = []
    ids, ended = np.full(len(states), 1), np.zeros(len(states), bool)
    for _ in range(longest):
        scores, states = decoder(ids, states)
        ids = scores[:, 2:].argmax(axis=1) + 2
        ended |= ids == 2
        texts.append(np.where(ended, 0, ids))
        if ended.all():
            break
    return [" ".join(words[n] for n in row if n) for row in np.array(texts).T]


@mistake("what comes after it belongs to none")
def greedy_goes_on(decoder, states, words, longest):
    rows = written(decoder, states, words, longest)
    return [" ".join(words[n] for n in row) for row in rows]


@mistake("not enough to leave <end> itself out")
def greedy_leaves_end_out(decoder, states, words, longest):
    rows = written(decoder, states, words, longest)
    return [" ".join(words[n] for n in row if words[n] != "<end>") for row in rows]


@mistake("it is no word of it")
def greedy_keeps_end(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return [f"{t} <end>".strip() if len(t.split()) < longest else t for t in texts]


@mistake("<start> is read only")
def greedy_keeps_start(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return [f"<start> {text}".strip() for text in texts]


@mistake("all captions have ended")
def greedy_never_stops(decoder, states, words, longest):
    return cut(written(decoder, states, words, longest, stop=False), words, "<end>")


@mistake("<end> is one of the words that may win")
def greedy_never_ends(decoder, states, words, longest):
    marks = [words.index(mark) for mark in ("<start>", "<end>", "")]

    def choose(scores):
        scores[:, marks] = -np.inf
        return scores.argmax(axis=1)

    return cut(written(decoder, states, words, longest, choose), words)


@mistake("others still have words")
def greedy_stops_with_the_first(decoder, states, words, longest):
    end, ids = words.index("<end>"), np.full(len(states), words.index("<start>"))
    captions = [[] for _ in states]
    for _ in range(longest):
        scores, states = decoder(ids, states)
        scores[:, [words.index(""), words.index("<start>")]] = -np.inf
        ids = scores.argmax(axis=1)
        if end in ids:
            break
        for caption, n in zip(captions, ids):
            caption.append(words[n])
    return [" ".join(caption) for caption in captions]


@mistake("states are an array")
def greedy_stops_all_at_once(decoder, states, words, longest):
    scores, states = decoder(np.full(len(states), words.index("<start>")), states[0])
    return [words[n] for n in scores.argmax(axis=1)]


@mistake("are the new states lost?")
def greedy_loses_states(decoder, states, words, longest):
    ids, texts = np.full(len(states), words.index("<start>")), [""] * len(states)
    for _ in range(longest):
        scores, _ = decoder(ids, states)
        ids = scores.argmax(axis=1)
        texts = [f"{text} {words[n]}" for text, n in zip(texts, ids)]
    return texts


@mistake("so <start> comes first")
def greedy_starts_with_padding(decoder, states, words, longest):
    ids = np.full(len(states), words.index(""))
    scores, states = decoder(ids, states)
    return [words[n] for n in scores.argmax(axis=1)]


@mistake("one for each of the")
def greedy_starts_with_one_id(decoder, states, words, longest):
    scores, states = decoder([words.index("<start>")], states)
    return [words[n] for n in scores.argmax(axis=1)]


@mistake("ids are whole numbers")
def greedy_reads_words(decoder, states, words, longest):
    scores, states = decoder(np.array(["<start>"] * len(states)), states)
    return [words[n] for n in scores.argmax(axis=1)]


@mistake("not <start> each time")
def greedy_reads_start_again(decoder, states, words, longest):
    start = words.index("<start>")
    rows = written(
        decoder,
        states,
        words,
        longest,
        feed=lambda ids: np.full(len(ids), start),
    )
    return cut(rows, words, "<end>")


@mistake("that of the first one")
def greedy_reads_the_first(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, feed=lambda ids: np.full(len(ids), ids[0]))
    return cut(rows, words, "<end>")


@mistake("argmax along the words")
def greedy_argmax_of_first(decoder, states, words, longest):
    never = [words.index(""), words.index("<start>")]

    def choose(scores):
        scores[:, never] = -np.inf
        return np.full(len(scores), scores[0].argmax())

    return cut(written(decoder, states, words, longest, choose), words, "<end>")


@mistake("not the lowest")
def greedy_argmin(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, lambda scores: scores.argmin(axis=1))
    return cut(rows, words, "<end>")


@mistake("not the second")
def greedy_second(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, lambda scores: scores.argsort(axis=1)[:, -2])
    return cut(rows, words, "<end>")


@mistake("at most `longest` words, not one more")
def greedy_one_more(decoder, states, words, longest):
    return greedy_by_mask(decoder, states, words, longest + 1)


@mistake("yours have one less")
def greedy_one_less(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return [" ".join(text.split()[: longest - 1]) for text in texts]


@mistake("at most `longest` words")
def greedy_without_limit(decoder, states, words, longest):
    return greedy_by_mask(decoder, states, words, 100)


@mistake("not one")
def greedy_one_word(decoder, states, words, longest):
    return greedy_by_mask(decoder, states, words, 1)


@mistake("the last word of a caption is missing")
def greedy_without_last(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return [" ".join(text.split()[:-1]) for text in texts]


@mistake("an empty one, too")
def greedy_without_empty(decoder, states, words, longest):
    return [text for text in greedy_by_mask(decoder, states, words, longest) if text]


@mistake("a space between them")
def greedy_without_spaces(decoder, states, words, longest):
    return [text.replace(" ", "") for text in greedy_by_mask(decoder, states, words, longest)]


@mistake("no space at the beginning")
def greedy_space_in_front(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return ["".join(f" {word}" for word in text.split()) for text in texts]


@mistake("not a list of words")
def greedy_lists(decoder, states, words, longest):
    return [text.split() for text in greedy_by_mask(decoder, states, words, longest)]


@mistake("not their ids")
def greedy_ids(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return [[words.index(word) for word in text.split()] for text in texts]


@mistake("not only the first")
def greedy_first_caption(decoder, states, words, longest):
    return greedy_by_mask(decoder, states[:1], words, longest)


@mistake("not one for all")
def greedy_joined(decoder, states, words, longest):
    return " ".join(greedy_by_mask(decoder, states, words, longest))


@mistake("filled up with padding")
def greedy_padded(decoder, states, words, longest):
    texts = [text.split() for text in greedy_by_mask(decoder, states, words, longest)]
    most = max(map(len, texts))
    return [" ".join(text + [""] * (most - len(text))) for text in texts]


@mistake("those that end first")
def greedy_as_they_end(decoder, states, words, longest):
    texts = greedy_by_mask(decoder, states, words, longest)
    return sorted(texts, key=lambda text: len(text.split()))


@mistake("a word may come twice in a row")
def greedy_without_twins(decoder, states, words, longest):
    texts = [text.split() for text in greedy_by_mask(decoder, states, words, longest)]
    return [" ".join(b for a, b in zip([None, *text], text) if a != b) for text in texts]


@mistake("returned None")
def greedy_prints(decoder, states, words, longest):
    greedy_by_mask(decoder, states, words, longest)


@mistake("one for each of the")
def greedy_reads_columns(decoder, states, words, longest):
    scores, states = decoder(np.full((len(states), 1), words.index("<start>")), states)
    return [words[n] for n in scores.argmax(axis=1)]


@mistake("the caption goes on")
def greedy_breaks_at_marks(decoder, states, words, longest):
    rows = written(decoder, states, words, longest, lambda scores: scores.argmax(axis=1))
    return cut(rows, words, "<end>", "", "<start>")
