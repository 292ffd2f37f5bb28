"""Checks of lab 08: words into verdicts, along a chain and up a tree.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
"""

import numpy as np

from course.checks.base.core import Case, Check, judge_value

# bag of words: the counts come first, the reviews are shuffled from them


def _bag_cases(rng):
    return [
        _bag_case(rng, reviews=2, words=5, steps=8),
        _bag_case(rng, reviews=3, words=9, steps=6),
        _bag_case(rng, reviews=1, words=12, steps=5),
        _bag_case(rng, reviews=4, words=7, steps=10, last=True),
    ]


def _bag_case(rng, reviews, words, steps, last=False):
    """last: whether the last id comes; where it does not, a table made too small shows."""
    counts = np.zeros((reviews, words))
    ids = np.zeros((reviews, steps), "int64")
    for row, count in enumerate(counts):
        often = int(rng.integers(1, words - 2))
        count[often] = 2  # a word that comes twice tells counting from looking
        for word in rng.integers(1, words - 1, steps - 4 - row % 2):
            count[word] += 1
        count[-1 if last else 1] += 1  # id 1 stands for unknown words: words all the same
        text = np.repeat(np.arange(words), count.astype(int))
        ids[row, : len(text)] = rng.permutation(text)
    padding = counts.copy()
    padding[:, 0] = (ids == 0).sum(axis=1)
    once = np.minimum(counts, 1)
    lengths = counts.sum(axis=1, keepdims=True)
    mistakes = {
        "padding is no word: column 0 stays 0": padding,
        "count how often a word comes, not whether it does (numpy's += adds once for an index that "
        "is repeated)": once,
        "padding is no word, and count how often a word comes (numpy's += adds once for an index "
        "that is repeated)": np.minimum(padding, 1),
        "numbers of words, not shares": counts / lengths,
        "numbers of words, not shares, and padding is no word": padding / steps,
        "do not divide by the steps": counts / steps,
        "one column for every id up to words - 1, also for those that do not come": (
            counts[:, : ids.max() + 1]
        ),
        "padding is no word, and there is one column for every id up to words - 1": (
            padding[:, : ids.max() + 1]
        ),
        "one bag for each review, not one for all": counts.sum(axis=0),
        "one bag for each review, not only for the first": counts[0],
        "all reviews count, not only the first: a return inside the loop ends it": (
            counts * (np.arange(reviews) == 0)[:, None]
        ),
        "each review has a bag of its own: yours are one and the same": (
            np.tile(counts.sum(axis=0), (reviews, 1))
        ),
        "begin each review with an empty bag": counts.cumsum(axis=0),
        "id 1 is a word too, only 0 is padding": counts * (np.arange(words) != 1),
        "the last id, words - 1, is a word too": counts * (np.arange(words) != words - 1),
        "there are `words` columns: ids go from 0 to words - 1": counts if last else counts[:, :-1],
        "reviews are axis 0, words are axis 1": counts.T,
        "keep column 0, so that column i stands for id i": counts[:, 1:],
        "column i stands for id i: do not subtract 1": np.roll(counts, -1, axis=1),
        "add 1 for each word, not its id": counts * np.arange(words),
        "these are one-hot vectors: add them up over the steps": np.eye(words)[ids],
        "these are one-hot vectors: add them up over the steps, padding left out": (
            np.eye(words)[ids] * (ids != 0)[:, :, None]
        ),
        "a bag has no order: sorted ids are not counts": np.sort(ids, axis=1).astype(float),
    }
    asks = f"shape {counts.shape}, how often each id comes in each review"
    return Case((ids, words), counts, asks, mistakes)


def judge_numbers(case, outcome):
    """Judge numbers that may come as whole numbers or with a point.

    Args:
        case: Case whose expected value is a float array.
        outcome: Outcome of kind "value".

    Returns:
        Verdict.
    """
    try:
        value = np.asarray(outcome.value)
    except Exception:  # rows of different lengths and stranger things: judged as they are
        return judge_value(case, outcome)
    if value.dtype.kind in "biu":
        outcome = outcome._replace(value=value.astype(float))
    return judge_value(case, outcome)


bag_of_words = Check("bag-of-words", 1, _bag_cases, judge_numbers)


# last outputs: drawn first, then laid where each review ends


def _last_cases(rng):
    return [
        _last_case(rng, lengths=[3, 5, 2], steps=5, units=2),
        _last_case(rng, lengths=[4, 1, 6, 3], steps=7, units=3),
        _last_case(rng, lengths=[6, 6, 4], steps=6, units=4),
        _last_case(rng, lengths=[2, 4], steps=9, units=1),
    ]


def _last_case(rng, lengths, steps, units):
    count = len(lengths)
    lengths = np.array(lengths)
    right = rng.normal(size=(count, units)).astype("float32")
    outputs = rng.normal(size=(count, steps, units)).astype("float32")
    ids = np.zeros((count, steps), "int64")
    for row, length in enumerate(lengths):
        ids[row, :length] = rng.integers(2, 90, length)
        if row % 2 == 0:
            ids[row, length - 1] = 1  # an unknown word is a word
        if count % 2 == 0:  # what stands on padded steps is up to the kernel; cuDNN writes zeros
            outputs[row, length:] = 0
        outputs[row, length - 1] = right[row]
    rows = np.arange(count)
    words = (ids != 0)[:, :, None]
    flat = outputs.reshape(count, -1)
    mistakes = {
        "the last step of a row may be padding: take that of the last word": outputs[:, -1],
        "one step too early: the last of n words is at step n - 1": (
            outputs[rows, np.maximum(lengths - 2, 0)]
        ),
        "one step too early: the last of n words is at step n - 1, counted from 0": (
            outputs[rows, lengths - 2]
        ),
        "one step too late: the last of n words is at step n - 1": (
            outputs[rows, np.minimum(lengths, steps - 1)]
        ),
        "that is the output at the first word": outputs[:, 0],
        "each review has a length of its own, do not take the longest one's": (
            outputs[:, lengths.max() - 1]
        ),
        "each review has a length of its own, do not take the shortest one's": (
            outputs[:, lengths.min() - 1]
        ),
        "each review has a length of its own, do not take the first one's": (
            outputs[:, lengths[0] - 1]
        ),
        "a review that fills its row has no 0 in it: argmin finds its smallest id": (
            outputs[rows, ids.argmin(axis=1) - 1]
        ),
        "count the words, not the padding": (outputs[rows, np.minimum(steps - lengths, steps - 1)]),
        "take the output at the last word, not the mean over the words": (
            (outputs * words).sum(axis=1) / lengths[:, None]
        ),
        "take the output at the last word, not the mean over the steps": outputs.mean(axis=1),
        "take the output at the last word, not the sum": outputs.sum(axis=1),
        "take the output at the last word, not the largest": (
            np.where(words, outputs, -np.inf).max(axis=1)
        ),
        "take the output at the last word, not the largest of all steps": outputs.max(axis=1),
        "steps are axis 1, units are axis 2": outputs[:, :, -1],
        "drop the axis of the steps: one vector a review": right[:, None],
        "a row for each review, a column for each unit": right.T,
        "one vector for each review, not all in one row": right.ravel(),
        "one vector for each review, not their mean": right.mean(axis=0),
        "one vector for each review, not only for the first": right[0],
        "one vector for each review, not only for the last": right[-1],
        "only the last word of each review, not all words": outputs[ids != 0],
        "these are the places of the last words: take the outputs there": lengths - 1,
        "argmax finds the largest id, not the last word": outputs[rows, ids.argmax(axis=1)],
        "id 1 stands for unknown words and is a word, only 0 is padding": (
            outputs[rows, (ids > 1).sum(axis=1) - 1]
        ),
        "take the output at the last word, not the sum over the words": (
            (outputs * words).sum(axis=1)
        ),
        "all units, not only the last": right[:, -1],
        "the last numbers of a row may be padding: take the output at the last word": (
            flat[:, -units - 1 : -1] if steps > 1 else flat
        ),
    }
    asks = f"shape {right.shape}, the output at each review's last word"
    return Case((outputs, ids), right, asks, mistakes)


last_outputs = Check("last-outputs", 1, _last_cases)


# leave one out: the influences come first, the critic's verdicts follow from them


class TinyCritic:
    """A net small enough to be a table: `critic(ids)` gives a number in 0..1 for each row.

    It reads words in their order and stops at the padding, so it takes every review for what it is.

    Args:
        table: dict of reviews (tuples of ids) to verdicts; any other review gets a number of its own.
    """

    def __init__(self, table):
        self.table = table

    def __call__(self, ids):
        ids = np.asarray(ids)
        if ids.ndim != 2:
            raise ValueError(
                f"verdict reads reviews as rows, (reviews, steps); this has the shape {ids.shape}"
            )
        return np.array([self._read(row) for row in ids.tolist()])

    def _read(self, row):
        words = tuple(int(word) for word in row if word != 0)
        if any(row[len(words) :]):
            raise ValueError("a 0 inside a review: padding belongs at its right end")
        if words in self.table:
            return self.table[words]
        place = 0.31
        for step, word in enumerate(words, 1):  # any rule will do that tells reviews apart
            place = (place * 1.7 + 0.377 * word * step + 0.113 * word) % 1
        return place

    def __repr__(self):
        return "verdict"


def _leave_cases(rng):
    return [
        _leave_case(rng, [4, 9, 2]),
        _leave_case(rng, rng.permutation(np.arange(10, 16)).tolist()),
        _leave_case(rng, [7, 3, 8, 7, 5]),  # a word that comes twice
        _leave_case(rng, [21, 20]),
    ]


def _leave_case(rng, ids):
    ids = [int(word) for word in ids]
    whole = float(rng.uniform(0.3, 0.7))
    right = rng.uniform(0.05, 0.28, len(ids)) * rng.choice([-1, 1], len(ids))
    right[0] = -abs(right[0])  # signs that differ tell sizes from differences
    right[-1] = abs(right[-1])
    table = {tuple(ids): whole}
    for place, influence in enumerate(right):
        table[tuple(ids[:place] + ids[place + 1 :])] = whole - influence
    critic = TinyCritic(table)

    def read(*reviews):  # reviews of any lengths
        return np.array([critic([review])[0] for review in reviews])

    def removed(word):  # as list.remove does it
        place = ids.index(word)
        return ids[:place] + ids[place + 1 :]

    places = range(len(ids))
    but_last, but_first = right.copy(), right.copy()
    but_last[-1] = but_first[0] = 0
    without = whole - right
    prefixes = read(*(ids[: place + 1] for place in places))
    before = read(*(ids[:place] for place in places))
    alone = read(*([word] for word in ids))
    after = read(*(ids[place + 1 :] for place in places))
    mistakes = {
        "the other way round: a word that pulls the verdict up gets a number above 0": -right,
        "these are the verdicts without each word: subtract them from that of the whole": without,
        "keep the sign: it says whether a word pulls up or down": abs(right),
        "the difference, not its share of the whole verdict": right / whole,
        "the difference, not its share of the verdict without the word": right / without,
        "the difference, not the quotient": whole / without,
        "leave out one word and keep the rest: these are the verdicts after each prefix": prefixes,
        "leave out one word and keep the rest: this is what each word adds to the prefix before it": (
            prefixes - before
        ),
        "leave out one word and keep those behind it": whole - before,
        "leave out one word and keep those behind it: a slice up to the word's own place holds it": (
            whole - prefixes
        ),
        "leave out one word and keep those before it: a list that pops stays shorter": whole - after,
        "these are the verdicts on each word alone": alone,
        "leave out one word, do not read it alone": whole - alone,
        "leave out only the word at this place, not all that are equal to it": (
            whole - read(*([other for other in ids if other != word] for word in ids))
        ),
        "leave out the word at place i: remove() takes the first one that is equal to it": (
            whole - read(*(removed(word) for word in ids))
        ),
        "leave the word out, do not put id 1 (an unknown word) in its place": (
            whole - read(*(ids[:place] + [1] + ids[place + 1 :] for place in places))
        ),
        "leave out one word, not two": (
            whole - read(*(ids[:place] + ids[place + 2 :] for place in places))
        ),
        "leave out the word at place i: pop() without a place takes the last": (
            np.full(len(ids), right[-1])
        ),
        "leave out the word at place i, not always the first": np.full(len(ids), right[0]),
        "number i belongs to word i: yours are shifted": np.roll(right, -1),
        "number i belongs to word i: yours are shifted by one": np.roll(right, 1),
        "word 0 comes first": right[::-1],
        "compare with the verdict on the whole review, not with 0.5": 0.5 - without,
        "compare with the verdict on the whole review": without - 0.5,
        "one number for each word, not their sum": float(right.sum()),
        "one number for each word, not their mean": float(right.mean()),
        "one number for each word: the one at place 0 counts too": right[1:],
        "one number for each word: the last counts too": right[:-1],
        "the last word has an influence too": but_last,
        "the first word has an influence too": but_first,
        "one number for each word, in one row": right[:, None],
        "one number for each word: an array of one axis": right[None],
        "the differences as they are, not their shares of the sum": right / right.sum(),
        "the differences as they are, not their shares of the largest": right / abs(right).max(),
    }  # fmt: skip
    asks = f"{len(ids)} numbers, what each word adds to the verdict"
    return Case((critic, np.array(ids)), right, asks, mistakes)


leave_one_out = Check("leave-one-out", 2, _leave_cases)


# compose: words are joined at random until one tree is left; a Keras layer does the joining


def _compose_cases(rng):
    return [
        _compose_case(rng, words=2, size=2),
        _compose_case(rng, words=1, size=3),
        _compose_case(rng, words=4, size=3),
        _compose_case(rng, words=7, size=4),
        _compose_case(rng, words=12, size=2),
    ]


def _compose_case(rng, words, size):
    vocabulary = words + 3
    vectors = rng.normal(size=(vocabulary, size)).astype("float32")
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = rng.uniform(0.3, 0.7, size).astype("float32") * rng.choice([-1, 1], size)
    bias = bias.astype("float32")
    ways = _joins(weights, bias)
    ids = [int(word) for word in rng.permutation(vocabulary)[:words]]

    def leaf(word):
        found = {way: vectors[word] for way in ways}
        found |= {"tanh of words": np.tanh(vectors[word]), "row before": vectors[word - 1]}
        return word, found

    forest = [leaf(word) for word in ids]
    first = [vectors[word] for word in ids]
    while len(forest) > 1:
        place = int(rng.integers(len(forest) - 1))
        (left, by_left), (right, by_right) = forest[place : place + 2]
        joined = {way: join(by_left[way], by_right[way]) for way, join in ways.items()}
        forest[place : place + 2] = [((left, right), joined)]
    tree, found = forest[0]
    chain, backwards = first[0], first[-1]
    for vector in first[1:]:
        chain = ways["right"](chain, vector)
    for vector in first[-2::-1]:
        backwards = ways["right"](vector, backwards)
    ends = ways["right"](first[0], first[-1]) if words > 1 else first[0]
    inner = np.arctanh(np.clip(found["right"], -0.9999999, 0.9999999))
    mistakes = {
        "the left child comes first in [left; right]": found["children exchanged"],
        "tanh is missing": found["no tanh"],
        "tanh is missing at the root": inner if words > 1 else found["right"],
        "tanh belongs to every join, not only to the root": (
            np.tanh(found["no tanh"]) if words > 1 else found["right"]
        ),
        "tanh belongs to every join, not only to the root, and to no word": (
            np.tanh(found["no tanh"])
        ),
        "a word's vector is h as it is, without tanh": found["tanh of words"],
        "row i is the vector of word i: do not subtract 1": found["row before"],
        "join along the tree: this is the mean of the words, which has no order": (
            vectors[ids].mean(axis=0)
        ),
        "join along the tree: this is the sum of the words, which has no order": (
            vectors[ids].sum(axis=0)
        ),
        "the bias is missing": found["no bias"],
        "add the bias once, not once for each child": found["bias twice"],
        "add the bias inside tanh": found["bias outside"],
        "tanh, not the sigmoid": found["sigmoid"],
        "tanh, not relu": found["relu"],
        "put left and right behind each other: each has its own half of W": found["one half"],
        "each child has its own half of W: do not add the children first": found["sum"],
        "W has a row for each number of h: multiply W by [left; right], do not reshape it": (
            found["reshaped"]
        ),
        "the mean of the children forgets W": found["mean"],
        "join along the tree: this reads the words as a chain, from left to right": chain,
        "join along the tree: this reads the words as a chain, from right to left": backwards,
        "join along the tree: the words between the first and the last count too": ends,
        "only one of the children was followed down the tree: both may be trees": (
            found["left only"]
        ),
        "only one of the children was followed down: both may be trees": found["right only"],
        "one vector of shape (d,), not a matrix": found["right"][None],
        "one vector of shape (d,), not a column": found["right"][:, None],
        "the vector of the root, not its mean": float(found["right"].mean()),
        "h has d numbers, not those of both children": np.concatenate([found["right"]] * 2),
    }
    kind = "one word" if words == 1 else f"a tree of {words} words"
    asks = f"{size} numbers, the vector of {kind}"
    return Case((tree, vectors, weights, bias), found["right"], asks, mistakes)


def _joins(weights, bias):
    """{way: function of two vectors}: the right one is a Keras layer, the others are mistakes."""
    from keras import layers

    size = len(bias)
    dense = layers.Dense(size, activation="tanh")
    dense.build((1, 2 * size))
    dense.set_weights([weights.T, bias])

    def right(left, other):
        return np.asarray(dense(np.concatenate([left, other])[None]))[0]

    def plain(left, other):
        return weights @ np.concatenate([left, other]) + bias

    def half(vector):
        return weights[:, :size] @ vector

    zero = np.zeros(size, "float32")
    return {
        "right": right,
        "tanh of words": right,
        "row before": right,
        "children exchanged": lambda left, other: right(other, left),
        "no tanh": plain,
        "no bias": lambda left, other: np.tanh(plain(left, other) - bias),
        "bias twice": lambda left, other: np.tanh(plain(left, other) + bias),
        "bias outside": lambda left, other: np.tanh(plain(left, other) - bias) + bias,
        "sigmoid": lambda left, other: 1 / (1 + np.exp(-plain(left, other))),
        "relu": lambda left, other: np.maximum(plain(left, other), 0),
        "one half": lambda left, other: np.tanh(half(left) + half(other) + bias),
        "sum": lambda left, other: right(left + other, left + other),
        "reshaped": lambda left, other: np.tanh(
            np.concatenate([left, other]) @ weights.reshape(2 * size, size) + bias
        ),
        "mean": lambda left, other: (left + other) / 2,
        "left only": lambda left, other: right(left, zero),
        "right only": lambda left, other: right(zero, other),
    }


compose = Check("compose", 2, _compose_cases, seconds=20.0)


# levels: many trees at once, every node's vector known when the node is made


class Composition:
    """F(left, right) of many nodes at once, (n, d) and (n, d) -> (n, d), which counts its calls.

    Args:
        weights, bias: arrays (d, 2d) and (d,).
        calls: how often it may be called.
    """

    def __init__(self, weights, bias, calls):
        self.weights, self.bias, self.calls, self.left = weights, bias, calls, calls

    def __call__(self, left, right):
        left, right = np.asarray(left), np.asarray(right)
        size = len(self.bias)
        if left.ndim != 2 or left.shape != right.shape or left.shape[1] != size:
            raise ValueError(
                f"combine takes two arrays (nodes, {size}), got the shapes {left.shape} and {right.shape}"
            )
        if not len(left):
            raise ValueError("combine was called without nodes: stop when all are done")
        if not self.left:
            raise ValueError(
                f"combine was called more than {self.calls} times: join all nodes that are ready in one call"
            )
        self.left -= 1
        return np.tanh(np.concatenate([left, right], axis=1) @ self.weights.T + self.bias)

    def __repr__(self):
        return "combine"


def _level_cases(rng):
    return [
        _level_case(rng, words=[3], size=2),
        _level_case(rng, words=[5, 2, 8], size=3),
        _level_case(rng, words=[9, 1, 4, 6], size=2),
        _level_case(rng, words=[40, 30, 50], size=4),
    ]


def _level_case(rng, words, size):
    """words: of each tree. Nodes get their numbers at random, so parents can come before children."""
    weights = (rng.normal(size=(size, 2 * size)) * 0.8).astype("float32")
    bias = rng.uniform(-0.6, 0.6, size).astype("float32")
    count = sum(2 * number - 1 for number in words)
    numbers = iter(rng.permutation(count).tolist())
    left, right = np.full(count, -1), np.full(count, -1)
    leaves, vectors = np.zeros((2, count, size), "float32")
    once = np.zeros((count, size), "float32")  # every node joined at once, before its children were
    means = np.zeros((count, size), "float32")
    heights, roots = np.zeros(count, int), []
    free = Composition(weights, bias, calls=10**9)
    for number in words:
        forest = []
        for _ in range(number):
            node = next(numbers)
            leaves[node] = vectors[node] = means[node] = rng.normal(size=size)
            forest.append(node)
        while len(forest) > 1:
            place = int(rng.integers(len(forest) - 1))
            node, (one, other) = next(numbers), forest[place : place + 2]
            left[node], right[node] = one, other
            heights[node] = 1 + max(heights[one], heights[other])
            vectors[node] = free(vectors[[one]], vectors[[other]])[0]
            once[node] = free(leaves[[one]], leaves[[other]])[0]
            means[node] = (means[one] + means[other]) / 2
            forest[place : place + 2] = [node]
        roots += forest
    inner, tallest = left >= 0, int(heights.max())
    once[~inner] = leaves[~inner]

    def steps(
        times, first=left, second=right, words_stay=True
    ):  # all nodes joined, again and again
        h = leaves
        for _ in range(times):
            joined = free(h[first], h[second])
            h = np.where(inner[:, None], joined, leaves) if words_stay else joined
        return h

    def rounds(ready_when):  # nodes joined in rounds, chosen by another rule
        h, done = leaves.copy(), ~inner
        while not done.all():
            ready = ready_when(done)
            h[ready] = free(h[left[ready]], h[right[ready]])
            done = done | ready
        return h

    in_order = leaves.copy()
    for node in np.flatnonzero(inner):
        in_order[node] = free(in_order[[left[node]]], in_order[[right[node]]])[0]
    mistakes = {
        "left and right are exchanged": steps(tallest, right, left),
        "one call joins only the nodes whose children are words: go on until all are done": once,
        "a node can be joined only when both of its children are done": steps(max(tallest - 1, 1)),
        "a node can be joined only when both of its children are done, not one of them": rounds(
            lambda done: ~done & (done[left] | done[right])
        ),
        "words keep their vectors: join only what is not done (-1 finds the last node)": rounds(
            lambda done: done[left] & done[right]
        ),
        "a node may stand before its children: numbers are not the order": in_order,
        "the nodes that are not yet done still have no vector: one more level": np.where(
            (heights < tallest)[:, None], vectors, 0
        ),
        "only the nodes right above words are done": np.where((heights <= 1)[:, None], vectors, 0),
        "words keep their vectors: -1 means that there are no children": steps(
            tallest, words_stay=False
        ),
        "words keep their vectors, and one call does not join all": steps(1, words_stay=False),
        "words keep their vectors: do not set them to 0": vectors * inner[:, None],
        "the second argument of combine is the right child": steps(tallest, left, left),
        "the first argument of combine is the left child": steps(tallest, right, right),
        "nothing was joined: inner nodes need a vector": leaves,
        "join with combine, not by the mean": means,
        "the vectors of all nodes, not only of the roots": vectors[sorted(roots)],
        "the vectors of all nodes, not only of inner nodes": vectors[inner],
        "the vectors of all nodes, not only of node 0": vectors[0],
        "the vectors of all nodes, not only of the last": vectors[-1],
        "a row for each node": vectors.T,
        "row i is node i: yours are sorted by height": vectors[
            np.argsort(heights, kind="stable")
        ],
        "combine has tanh in it already": np.where(inner[:, None], np.tanh(vectors), leaves),
    }  # fmt: skip
    trees = "tree" if len(words) == 1 else "trees"
    asks = (
        f"{count} vectors of {size} numbers, for {len(words)} {trees} of at most {tallest} levels"
    )
    inputs = (left, right, leaves, Composition(weights, bias, tallest))
    return Case(inputs, vectors, asks, mistakes)


levels = Check("levels", 3, _level_cases)
