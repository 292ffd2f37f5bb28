"""Answers to the exercises of lab 08_sentiment."""

import itertools
import math
from collections import Counter

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# bag-of-words


@right("bag-of-words")
def bag_by_loops(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review:
            if word != 0:
                bag[word] += 1
    return bags


@right("bag-of-words")
def bag_by_add_at(ids, words):
    bags = np.zeros((len(ids), words), "float32")
    np.add.at(bags, (np.arange(len(ids))[:, None], ids), 1)
    bags[:, 0] = 0
    return bags


@right("bag-of-words")
def bag_by_bincount(ids, words):
    bags = np.stack([np.bincount(review, minlength=words) for review in ids])
    bags[:, 0] = 0
    return bags


@right("bag-of-words")
def bag_by_one_hot(ids, words):
    return np.eye(words)[ids].sum(axis=1) * (np.arange(words) > 0)


@right("bag-of-words")
def bag_by_comparing(ids, words):
    return [[sum(review == word) if word else 0 for word in range(words)] for review in ids]


@mistake("bag-of-words", "column 0 stays 0")
def bag_with_padding(ids, words):
    return np.eye(words)[ids].sum(axis=1)


@mistake("bag-of-words", "not whether it does")
def bag_of_looking(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        bag[review[review != 0]] += 1
    return bags


@mistake("bag-of-words", "adds once for an index that is repeated")
def bag_by_fancy_index(ids, words):
    bags = np.zeros((len(ids), words))
    bags[np.arange(len(ids))[:, None], ids] += 1
    return bags


@mistake("bag-of-words", "not shares")
def bag_of_shares(ids, words):
    bags = bag_by_loops(ids, words)
    return bags / bags.sum(axis=1, keepdims=True)


@mistake("bag-of-words", "not shares, and padding")
def bag_of_means(ids, words):
    return np.eye(words)[ids].mean(axis=1)


@mistake("bag-of-words", "do not divide by the steps")
def bag_divided(ids, words):
    return bag_by_loops(ids, words) / ids.shape[1]


@mistake("bag-of-words", "up to words - 1")
def bag_without_last_words(ids, words):
    return bag_by_loops(ids, ids.max() + 1)


@mistake("bag-of-words", "one bag for each review")
def bag_of_all(ids, words):
    return np.bincount(ids[ids != 0], minlength=words)


@mistake("bag-of-words", "only for the first")
def bag_returned_too_early(ids, words):
    for review in ids:
        return np.bincount(review[review != 0], minlength=words)


@mistake("bag-of-words", "words are axis 1")
def bag_transposed(ids, words):
    return bag_by_loops(ids, words).T


@mistake("bag-of-words", "keep column 0")
def bag_without_column_0(ids, words):
    return bag_by_loops(ids, words)[:, 1:]


@mistake("bag-of-words", "do not subtract 1")
def bag_shifted(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review:
            if word:
                bag[word - 1] += 1
    return bags


@mistake("bag-of-words", "not its id")
def bag_of_ids(ids, words):
    return bag_by_loops(ids, words) * np.arange(words)


@mistake("bag-of-words", "add them up")
def bag_one_hot(ids, words):
    return np.eye(words)[ids]


@mistake("bag-of-words", "sorted ids are not counts")
def bag_sorted(ids, words):
    return np.sort(ids, axis=1)


@mistake("bag-of-words", "IndexError")
def bag_too_small(ids, words):
    bags = np.zeros((len(ids), ids.shape[1]))
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word + words] += 1
    return bags


@mistake("bag-of-words", "use return")
def bag_printed(ids, words):
    print(bag_by_loops(ids, words))


@right("bag-of-words")
def bag_of_small_integers(ids, words):
    bags = np.zeros((len(ids), words), "uint8")
    for row, review in enumerate(ids):
        for word in review:
            if word == 0:
                break
            bags[row, word] += 1
    return bags


@right("bag-of-words")
def bag_by_counter(ids, words):
    counters = [Counter(review[review > 0].tolist()) for review in ids]
    return tuple(tuple(counter[word] for word in range(words)) for counter in counters)


@right("bag-of-words")
def bag_by_flat_bincount(ids, words):
    places = ids + words * np.arange(len(ids))[:, None]
    return np.bincount(places[ids != 0], minlength=len(ids) * words).reshape(-1, words)


@right("bag-of-words")
def bag_by_broadcasting(ids, words):
    return (ids[:, :, None] == np.arange(words)).sum(axis=1) * (np.arange(words) != 0)


@mistake("bag-of-words", "one and the same")
def bag_of_shared_rows(ids, words):
    bags = [[0] * words] * len(ids)
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word] += 1
    return bags


@mistake("bag-of-words", "empty bag")
def bag_that_is_never_emptied(ids, words):
    bag, bags = np.zeros(words), []
    for review in ids:
        for word in review[review != 0]:
            bag[word] += 1
        bags.append(bag.copy())
    return np.array(bags)


@mistake("bag-of-words", "inside the loop")
def bag_of_first_row(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        bag += np.bincount(review[review != 0], minlength=words)
        return bags


@mistake("bag-of-words", "id 1 is a word")
def bag_without_unknown_words(ids, words):
    return bag_by_loops(np.where(ids > 1, ids, 0), words)


@mistake("bag-of-words", "the last id")
def bag_without_last_id(ids, words):
    bags = np.zeros((len(ids), words))
    for word in range(1, words - 1):
        bags[:, word] = (ids == word).sum(axis=1)
    return bags


@mistake("bag-of-words", "`words` columns")
def bag_one_too_short(ids, words):
    return np.stack([np.bincount(review[review != 0], minlength=words - 1) for review in ids])


@mistake("bag-of-words", "expected shape")
def bag_for_the_notebook(ids, words):
    return bag_by_loops(ids, 837)  # WORDS of the lab, whatever is asked


# last-outputs


@right("last-outputs")
def last_by_index(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1) - 1]


@right("last-outputs")
def last_by_loop(outputs, ids):
    vectors = []
    for steps, review in zip(outputs, ids):
        for step, word in zip(steps, review):
            if word != 0:
                last = step
        vectors.append(last)
    return np.array(vectors)


@right("last-outputs")
def last_by_product(outputs, ids):
    words = np.count_nonzero(ids, axis=1)
    chosen = np.arange(ids.shape[1]) == words[:, None] - 1
    return (outputs * chosen[:, :, None]).sum(axis=1)


@right("last-outputs")
def last_by_lists(outputs, ids):
    return [steps[review != 0][-1].tolist() for steps, review in zip(outputs, ids)]


@mistake("last-outputs", "may be padding")
def last_of_row(outputs, ids):
    return outputs[:, -1]


@mistake("last-outputs", "one step too early")
def last_but_one(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1) - 2]


@mistake("last-outputs", "one step too early")
def last_but_one_or_first(outputs, ids):
    return outputs[np.arange(len(ids)), np.maximum((ids != 0).sum(axis=1) - 2, 0)]


@mistake("last-outputs", "IndexError")
def last_behind_the_end(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1)]


@mistake("last-outputs", "one step too late")
def last_clipped(outputs, ids):
    place = np.minimum((ids != 0).sum(axis=1), ids.shape[1] - 1)
    return outputs[np.arange(len(ids)), place]


@mistake("last-outputs", "first word")
def last_first(outputs, ids):
    return outputs[:, 0]


@mistake("last-outputs", "the longest one's")
def last_of_longest(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1).max() - 1]


@mistake("last-outputs", "the shortest one's")
def last_of_shortest(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1).min() - 1]


@mistake("last-outputs", "the first one's")
def last_of_first(outputs, ids):
    return outputs[:, np.count_nonzero(ids[0]) - 1]


@mistake("last-outputs", "has no 0 in it")
def last_by_argmin(outputs, ids):
    return outputs[np.arange(len(ids)), ids.argmin(axis=1) - 1]


@mistake("last-outputs", "not the padding")
def last_by_padding(outputs, ids):
    place = np.minimum((ids == 0).sum(axis=1), ids.shape[1] - 1)
    return outputs[np.arange(len(ids)), place]


@mistake("last-outputs", "not the mean over the words")
def last_mean(outputs, ids):
    words = (ids != 0)[:, :, None]
    return (outputs * words).sum(axis=1) / words.sum(axis=1)


@mistake("last-outputs", "not the mean over the steps")
def last_mean_of_all(outputs, ids):
    return outputs.mean(axis=1)


@mistake("last-outputs", "not the sum")
def last_sum(outputs, ids):
    return outputs.sum(axis=1)


@mistake("last-outputs", "not the largest of all steps")
def last_max(outputs, ids):
    return outputs.max(axis=1)


@mistake("last-outputs", "units are axis 2")
def last_unit(outputs, ids):
    return outputs[:, :, -1]


@mistake("last-outputs", "drop the axis")
def last_kept_axis(outputs, ids):
    return last_by_index(outputs, ids)[:, None]


@mistake("last-outputs", "a column for each unit")
def last_transposed(outputs, ids):
    return last_by_index(outputs, ids).T


@mistake("last-outputs", "all in one row")
def last_flat(outputs, ids):
    return last_by_index(outputs, ids).ravel()


@mistake("last-outputs", "expected shape")
def last_crossed(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1) - 1]


@mistake("last-outputs", "use return")
def last_printed(outputs, ids):
    print(last_by_index(outputs, ids))


@right("last-outputs")
def last_by_take_along_axis(outputs, ids):
    places = (ids > 0).sum(axis=1) - 1
    return np.take_along_axis(outputs, places[:, None, None], axis=1).squeeze(1)


@right("last-outputs")
def last_by_argmax_backwards(outputs, ids):
    places = ids.shape[1] - 1 - (ids[:, ::-1] != 0).argmax(axis=1)
    return outputs[range(len(ids)), places].astype("float64")


@right("last-outputs")
def last_before_first_padding(outputs, ids):
    return outputs[np.arange(len(ids)), (ids == 0).argmax(axis=1) - 1]  # 0 - 1: a full row's last


@right("last-outputs")
def last_by_one_hot(outputs, ids):
    chosen = np.eye(ids.shape[1])[np.count_nonzero(ids, axis=1) - 1]
    return np.einsum("rsu,rs->ru", outputs, chosen)


@mistake("last-outputs", "id 1 stands for unknown words")
def last_known(outputs, ids):
    return outputs[np.arange(len(ids)), (ids > 1).sum(axis=1) - 1]


@mistake("last-outputs", "only for the first")
def last_returned_too_early(outputs, ids):
    for steps, review in zip(outputs, ids):
        return steps[(review != 0).sum() - 1]


@mistake("last-outputs", "only for the last")
def last_overwritten(outputs, ids):
    for steps, review in zip(outputs, ids):
        vector = steps[(review != 0).sum() - 1]
    return vector


@mistake("last-outputs", "the places of the last words")
def last_places(outputs, ids):
    return (ids != 0).sum(axis=1) - 1


@mistake("last-outputs", "not all words")
def last_all_words(outputs, ids):
    return outputs[ids != 0]


@mistake("last-outputs", "the largest id")
def last_by_argmax(outputs, ids):
    return outputs[np.arange(len(ids)), ids.argmax(axis=1)]


@mistake("last-outputs", "not the sum over the words")
def last_sum_of_words(outputs, ids):
    return (outputs * (ids != 0)[:, :, None]).sum(axis=1)


# leave-one-out


@right("leave-one-out")
def leave_by_delete(verdict, ids):
    rest = np.stack([np.delete(ids, place) for place in range(len(ids))])
    return verdict(ids[None])[0] - verdict(rest)


@right("leave-one-out")
def leave_one_by_one(verdict, ids):
    whole = verdict(np.array([ids]))[0]
    influences = []
    for place in range(len(ids)):
        without = np.concatenate([ids[:place], ids[place + 1 :]])
        influences.append(whole - verdict(without[None])[0])
    return np.array(influences)


@right("leave-one-out")
def leave_in_one_batch(verdict, ids):
    rows = [ids.tolist()]
    for place in range(len(ids)):
        rows.append([word for other, word in enumerate(ids.tolist()) if other != place] + [0])
    verdicts = verdict(np.array(rows))
    return verdicts[0] - verdicts[1:]


@right("leave-one-out")
def leave_as_list(verdict, ids):
    words = list(ids)
    (whole,) = verdict([words])
    influences = []
    for place in range(len(words)):
        word = words.pop(place)
        influences.append(float(whole - verdict([words])[0]))
        words.insert(place, word)
    return influences


@mistake("leave-one-out", "the other way round")
def leave_negative(verdict, ids):
    return -leave_by_delete(verdict, ids)


@mistake("leave-one-out", "subtract them from that of the whole")
def leave_verdicts(verdict, ids):
    return verdict(np.stack([np.delete(ids, place) for place in range(len(ids))]))


@mistake("leave-one-out", "keep the sign")
def leave_sizes(verdict, ids):
    return abs(leave_by_delete(verdict, ids))


@mistake("leave-one-out", "not its share of the whole")
def leave_shares(verdict, ids):
    return leave_by_delete(verdict, ids) / verdict(ids[None])


@mistake("leave-one-out", "not the quotient")
def leave_quotients(verdict, ids):
    return verdict(ids[None]) / leave_verdicts(verdict, ids)


@mistake("leave-one-out", "verdicts after each prefix")
def leave_prefixes(verdict, ids):
    return np.array([verdict(ids[None, : place + 1])[0] for place in range(len(ids))])


@mistake("leave-one-out", "what each word adds to the prefix before it")
def leave_steps(verdict, ids):
    read = [verdict(ids[None, :place])[0] for place in range(len(ids) + 1)]
    return np.diff(read)


@mistake("leave-one-out", "keep those behind it")
def leave_what_comes_before(verdict, ids):
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(ids[None, :place])[0] for place in range(len(ids))])


@mistake("leave-one-out", "keep those before it")
def leave_popping(verdict, ids):
    whole, words, influences = verdict(ids[None])[0], ids.tolist(), []
    while words:
        words.pop(0)
        influences.append(whole - verdict([words])[0])
    return np.array(influences)


@mistake("leave-one-out", "verdicts on each word alone")
def leave_all_others(verdict, ids):
    return verdict(ids[:, None])


@mistake("leave-one-out", "do not read it alone")
def leave_alone(verdict, ids):
    return verdict(ids[None]) - verdict(ids[:, None])


@mistake("leave-one-out", "not all that are equal")
def leave_equal_words(verdict, ids):
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(ids[ids != word][None])[0] for word in ids])


@mistake("leave-one-out", "pop() without a place")
def leave_last(verdict, ids):
    whole, influences = verdict(ids[None])[0], []
    for _ in ids:
        words = ids.tolist()
        words.pop()
        influences.append(whole - verdict([words])[0])
    return np.array(influences)


@mistake("leave-one-out", "a 0 inside a review")
def leave_zeros(verdict, ids):
    rows = np.repeat(ids[None], len(ids), axis=0) * (1 - np.eye(len(ids), dtype=int))
    return verdict(ids[None]) - verdict(rows)


@mistake("leave-one-out", "yours are shifted")
def leave_next(verdict, ids):
    places = [(place + 1) % len(ids) for place in range(len(ids))]
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(np.delete(ids, place)[None])[0] for place in places])


@mistake("leave-one-out", "not with 0.5")
def leave_from_half(verdict, ids):
    return 0.5 - leave_verdicts(verdict, ids)


@mistake("leave-one-out", "not their sum")
def leave_sum(verdict, ids):
    return leave_by_delete(verdict, ids).sum()


@mistake("leave-one-out", "reads reviews as rows")
def leave_without_batch(verdict, ids):
    return verdict(ids) - verdict(np.delete(ids, 0))


@mistake("leave-one-out", "in one row")
def leave_column(verdict, ids):
    return leave_by_delete(verdict, ids)[:, None]


@right("leave-one-out")
def leave_by_mask(verdict, ids):
    others = ~np.eye(len(ids), dtype=bool)
    rest = np.tile(ids, (len(ids), 1))[others].reshape(len(ids), -1)
    return (verdict(ids[None]) - verdict(rest)).astype("float32")


@right("leave-one-out")
def leave_by_combinations(verdict, ids):
    rest = list(itertools.combinations(ids.tolist(), len(ids) - 1))[::-1]
    return verdict(ids[None]) - verdict(np.array(rest))


@right("leave-one-out")
def leave_with_much_padding(verdict, ids):
    influences = []
    for place in range(len(ids)):
        row = np.zeros((1, 50), int)
        row[0, : len(ids) - 1] = np.delete(ids, place)
        influences.append((verdict(ids[None]) - verdict(row)).item())
    return tuple(influences)


@mistake("leave-one-out", "do not put id 1")
def leave_unknown(verdict, ids):
    rows = np.repeat(ids[None], len(ids), axis=0)
    np.fill_diagonal(rows, 1)
    return verdict(ids[None]) - verdict(rows)


@mistake("leave-one-out", "remove() takes the first")
def leave_by_remove(verdict, ids):
    whole, influences = verdict(ids[None])[0], []
    for word in ids.tolist():
        words = ids.tolist()
        words.remove(word)
        influences.append(whole - verdict([words])[0])
    return influences


@mistake("leave-one-out", "one word, not two")
def leave_two(verdict, ids):
    whole = verdict(ids[None])[0]
    rest = [np.concatenate([ids[:place], ids[place + 2 :]]) for place in range(len(ids))]
    return np.array([whole - verdict(row[None])[0] for row in rest])


@mistake("leave-one-out", "the last word has an influence")
def leave_last_at_zero(verdict, ids):
    influences = np.zeros(len(ids))
    for place in range(len(ids) - 1):
        influences[place] = (verdict(ids[None]) - verdict(np.delete(ids, place)[None]))[0]
    return influences


@mistake("leave-one-out", "the first word has an influence")
def leave_first_at_zero(verdict, ids):
    return leave_by_delete(verdict, ids) * (np.arange(len(ids)) > 0)


@mistake("leave-one-out", "an array of one axis")
def leave_row(verdict, ids):
    return leave_by_delete(verdict, ids)[None]


@mistake("leave-one-out", "shares of the sum")
def leave_shares_of_sum(verdict, ids):
    influences = leave_by_delete(verdict, ids)
    return influences / influences.sum()


@mistake("leave-one-out", "shares of the largest")
def leave_shares_of_largest(verdict, ids):
    influences = leave_by_delete(verdict, ids)
    return influences / abs(influences).max()


@mistake("leave-one-out", "wrong, the first at index")
def leave_nothing(verdict, ids):
    return np.zeros(len(ids))


# compose


@right("compose")
def compose_by_recursion(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    left, right = (compose_by_recursion(child, vectors, weights, bias) for child in tree)
    return np.tanh(weights @ np.concatenate([left, right]) + bias)


@right("compose")
def compose_by_halves(tree, vectors, weights, bias):
    if not isinstance(tree, tuple):
        return vectors[tree]
    size = len(bias)
    left = compose_by_halves(tree[0], vectors, weights, bias)
    right = compose_by_halves(tree[1], vectors, weights, bias)
    return np.tanh(weights[:, :size] @ left + weights[:, size:] @ right + bias)


@right("compose")
def compose_with_a_stack(tree, vectors, weights, bias):
    waiting, done = [tree], []
    while waiting:  # parents come off before their children; F is applied when both are done
        node = waiting.pop()
        if node is None:
            left, right = done.pop(), done.pop()
            done.append(np.tanh(np.hstack([left, right]) @ weights.T + bias))
        elif isinstance(node, tuple):
            waiting += [None, node[0], node[1]]
        else:
            done.append(vectors[node])
    return done[0]


@right("compose")
def compose_with_keras(tree, vectors, weights, bias):
    from keras import ops

    if not isinstance(tree, tuple):
        return ops.convert_to_tensor(vectors[tree])
    both = ops.concatenate([compose_with_keras(child, vectors, weights, bias) for child in tree])
    return ops.tanh(ops.matmul(weights, both) + bias)


def _composing(join, leaf=lambda vector: vector):
    """An answer that joins with `join(left, right, weights, bias)`."""

    def composed(tree, vectors, weights, bias):
        if isinstance(tree, int):
            return leaf(vectors[tree])
        left, right = (composed(child, vectors, weights, bias) for child in tree)
        return join(left, right, weights, bias)

    return composed


def _mistaken(name, hint, answer):
    answer.__name__ = name
    mistake("compose", hint)(answer)


def _both(left, right):
    return np.concatenate([left, right])


_mistaken(
    "compose_exchanged",
    "left child comes first",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(right, left) + bias)),
)
_mistaken(
    "compose_linear",
    "tanh is missing",
    _composing(lambda left, right, weights, bias: weights @ _both(left, right) + bias),
)
_mistaken(
    "compose_tanh_of_words",
    "without tanh",
    _composing(
        lambda left, right, weights, bias: np.tanh(weights @ _both(left, right) + bias), np.tanh
    ),
)
_mistaken(
    "compose_no_bias",
    "bias is missing",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(left, right))),
)
_mistaken(
    "compose_bias_outside",
    "inside tanh",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(left, right)) + bias),
)
_mistaken(
    "compose_bias_twice",
    "not once for each child",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(left, right) + 2 * bias)),
)
_mistaken(
    "compose_sigmoid",
    "not the sigmoid",
    _composing(
        lambda left, right, weights, bias: 1 / (1 + np.exp(-(weights @ _both(left, right) + bias)))
    ),
)
_mistaken(
    "compose_relu",
    "not relu",
    _composing(
        lambda left, right, weights, bias: np.maximum(0, weights @ _both(left, right) + bias)
    ),
)
_mistaken(
    "compose_one_half",
    "own half of W",
    _composing(
        lambda left, right, weights, bias: np.tanh(weights[:, : len(bias)] @ (left + right) + bias)
    ),
)
_mistaken(
    "compose_sum",
    "do not add the children",
    _composing(
        lambda left, right, weights, bias: np.tanh(weights @ np.tile(left + right, 2) + bias)
    ),
)
_mistaken(
    "compose_reshaped",
    "do not reshape",
    _composing(
        lambda left, right, weights, bias: np.tanh(
            _both(left, right) @ weights.reshape(2 * len(bias), -1) + bias
        )
    ),
)
_mistaken(
    "compose_mean", "forgets W", _composing(lambda left, right, weights, bias: (left + right) / 2)
)


def _words_of(tree):
    return [tree] if isinstance(tree, int) else _words_of(tree[0]) + _words_of(tree[1])


@mistake("compose", "as a chain, from left to right")
def compose_chain(tree, vectors, weights, bias):
    first, *rest = _words_of(tree)
    h = vectors[first]
    for word in rest:
        h = np.tanh(weights @ _both(h, vectors[word]) + bias)
    return h


@mistake("compose", "as a chain, from right to left")
def compose_chain_backwards(tree, vectors, weights, bias):
    *rest, last = _words_of(tree)
    h = vectors[last]
    for word in rest[::-1]:
        h = np.tanh(weights @ _both(vectors[word], h) + bias)
    return h


@mistake("compose", "between the first and the last")
def compose_ends(tree, vectors, weights, bias):
    words = _words_of(tree)
    if len(words) == 1:
        return vectors[words[0]]
    return np.tanh(weights @ _both(vectors[words[0]], vectors[words[-1]]) + bias)


@mistake("compose", "IndexError")
def compose_without_recursion(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return np.tanh(weights @ _both(vectors[tree[0]], vectors[tree[1]]) + bias)


@mistake("compose", "TypeError")
def compose_without_leaf(tree, vectors, weights, bias):
    left, right = tree
    return np.tanh(
        weights
        @ _both(
            compose_without_leaf(left, vectors, weights, bias),
            compose_without_leaf(right, vectors, weights, bias),
        )
        + bias
    )


@mistake("compose", "not a matrix")
def compose_with_a_batch_axis(tree, vectors, weights, bias):
    return compose_by_recursion(tree, vectors, weights, bias)[None]


@mistake("compose", "tanh is missing at the root")
def compose_root_without_tanh(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return (
        weights @ _both(*(compose_by_recursion(child, vectors, weights, bias) for child in tree))
        + bias
    )


@mistake("compose", "use return")
def compose_printed(tree, vectors, weights, bias):
    print(compose_by_recursion(tree, vectors, weights, bias))


@right("compose")
def compose_by_lists(tree, vectors, weights, bias):
    if not hasattr(tree, "__len__"):
        return vectors[tree].tolist()
    left, right = (compose_by_lists(child, vectors, weights, bias) for child in tree)
    return [
        math.tanh(sum(weight * number for weight, number in zip(row, left + right)) + add)
        for row, add in zip(weights, bias)
    ]


@right("compose")
def compose_until_type_error(tree, vectors, weights, bias):
    try:
        left, right = tree
    except TypeError:
        return vectors[tree].astype("float64")
    left = compose_until_type_error(left, vectors, weights, bias)
    right = compose_until_type_error(right, vectors, weights, bias)
    return np.tanh(np.append(left, right)[None] @ weights.T + bias)[0]


@mistake("compose", "not only to the root")
def compose_tanh_at_the_root(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return np.tanh(_compose_linear(tree, vectors, weights, bias))


@mistake("compose", "and to no word")
def compose_tanh_at_the_end(tree, vectors, weights, bias):
    return np.tanh(_compose_linear(tree, vectors, weights, bias))


_compose_linear = _composing(lambda left, right, weights, bias: weights @ _both(left, right) + bias)


@mistake("compose", "do not subtract 1")
def compose_row_before(tree, vectors, weights, bias):
    return compose_by_recursion(tree, np.roll(vectors, 1, axis=0), weights, bias)


@mistake("compose", "the mean of the words")
def compose_mean_of_words(tree, vectors, weights, bias):
    return vectors[_words_of(tree)].mean(axis=0)


@mistake("compose", "the sum of the words")
def compose_sum_of_words(tree, vectors, weights, bias):
    return vectors[_words_of(tree)].sum(axis=0)


@mistake("compose", "does every path end in return")
def compose_forgotten_return(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    compose_by_recursion(tree, vectors, weights, bias)


# levels


@right("levels")
def levels_when_ready(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@right("levels")
def levels_by_height(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in range(len(left)):
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves.copy()
    for height in range(1, heights.max() + 1):
        nodes = np.flatnonzero(heights == height)
        h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@right("levels")
def levels_from_the_root(left, right, leaves, combine):
    depths = {}
    level = [node for node in range(len(left)) if node not in {*left, *right}]
    depth = 0
    while level:
        depths[depth] = [node for node in level if left[node] >= 0]
        level = [child for node in depths[depth] for child in (left[node], right[node])]
        depth += 1
    h = np.array(leaves)
    for nodes in reversed(list(depths.values())):
        if nodes:
            h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@right("levels")
def levels_with_a_set(left, right, leaves, combine):
    h = leaves + 0
    done = {node for node in range(len(left)) if left[node] == -1}
    while len(done) < len(left):
        ready = [
            node
            for node in range(len(left))
            if node not in done and left[node] in done and right[node] in done
        ]
        for node, vector in zip(ready, combine(h[left[ready]], h[right[ready]])):
            h[node] = vector
        done.update(ready)
    return h


@right("levels")
def levels_all_again(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(heights.max()):
        h = np.where((left < 0)[:, None], leaves, combine(h[left], h[right]))
    return h


@mistake("levels", "left and right are exchanged")
def levels_exchanged(left, right, leaves, combine):
    return levels_when_ready(right, left, leaves, combine)


@mistake("levels", "go on until all are done")
def levels_in_one_call(left, right, leaves, combine):
    h, inner = leaves.copy(), left >= 0
    h[inner] = combine(h[left[inner]], h[right[inner]])
    return h


@mistake("levels", "in one call")
def levels_node_by_node(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        for node in np.flatnonzero(~done & done[left] & done[right]):
            h[[node]] = combine(h[left[[node]]], h[right[[node]]])
            done[node] = True
    return h


@mistake("levels", "takes two arrays")
def levels_vector_by_vector(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    for node in np.flatnonzero(~done & done[left] & done[right]):
        h[node] = combine(h[left[node]], h[right[node]])
    return h


@mistake("levels", "called without nodes")
def levels_endless(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while True:
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready


@mistake("levels", "only when both")
def levels_one_child(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(max(heights.max() - 1, 1)):
        h = np.where((left < 0)[:, None], leaves, combine(h[left], h[right]))
    return h


@mistake("levels", "one more level")
def levels_one_too_few(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves.copy()
    for height in range(1, heights.max()):
        nodes = heights == height
        h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@mistake("levels", "right above words")
def levels_first_only(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    ready = ~done & done[left] & done[right]
    h[ready] = combine(h[left[ready]], h[right[ready]])
    return h


@mistake("levels", "words keep their vectors: -1")
def levels_words_joined(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(heights.max()):
        h = combine(h[left], h[right])
    return h


@mistake("levels", "do not set them to 0")
def levels_words_lost(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine) * (left >= 0)[:, None]


@mistake("levels", "nothing was joined")
def levels_nothing(left, right, leaves, combine):
    return leaves


@mistake("levels", "not by the mean")
def levels_by_mean(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, lambda one, other: (one + other) / 2)


@mistake("levels", "not only of the roots")
def levels_only_roots(left, right, leaves, combine):
    roots = [node for node in range(len(left)) if node not in {*left, *right}]
    h = levels_when_ready(left, right, leaves, combine)
    return h[roots] if len(roots) > 1 else h[roots[0]][None]


@mistake("levels", "not only of inner nodes")
def levels_only_inner(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine)[left >= 0]


@mistake("levels", "tanh in it already")
def levels_tanh_of_all(left, right, leaves, combine):
    h = levels_when_ready(left, right, leaves, combine)
    return np.where((left < 0)[:, None], h, np.tanh(h))


@mistake("levels", "use return")
def levels_printed(left, right, leaves, combine):
    print(levels_when_ready(left, right, leaves, combine))


@right("levels")
def levels_in_place(left, right, leaves, combine):
    heights = np.where(left < 0, 0, -1)
    while (heights < 0).any():
        for node in np.flatnonzero(heights < 0):
            below = heights[left[node]], heights[right[node]]
            if min(below) >= 0:
                heights[node] = 1 + max(below)
    for height in range(1, heights.max() + 1):
        nodes = heights == height
        leaves[nodes] = combine(leaves[left[nodes]], leaves[right[nodes]])
    return leaves


@right("levels")
def levels_until_no_nan(left, right, leaves, combine):
    h = np.where((left < 0)[:, None], leaves, np.nan)
    while (open_ := np.isnan(h[:, 0])).any():
        ready = open_ & ~open_[left] & ~open_[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
    return h


@right("levels")
def levels_by_parents(left, right, leaves, combine):
    h, parents, waiting = leaves.tolist(), {}, {}
    for node in np.flatnonzero(left >= 0).tolist():
        parents[left[node]] = parents[right[node]] = node
        waiting[node] = 2
    new = np.flatnonzero(left < 0).tolist()
    while new:
        for node in new:
            if node in parents:
                waiting[parents[node]] -= 1
        new = [node for node, count in waiting.items() if count == 0]
        for node in new:
            del waiting[node]
        if new:
            both = [np.array([h[child[node]] for node in new]) for child in (left, right)]
            for node, vector in zip(new, combine(*both)):
                h[node] = vector.tolist()
    return h


@mistake("levels", "-1 finds the last node")
def levels_done_again(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("levels", "not one of them")
def levels_either_child(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & (done[left] | done[right])
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("levels", "one call does not join all")
def levels_one_call_for_all(left, right, leaves, combine):
    return combine(leaves[left], leaves[right])


@mistake("levels", "is the right child")
def levels_left_twice(left, right, leaves, combine):
    return levels_when_ready(left, left, leaves, combine)


@mistake("levels", "is the left child")
def levels_right_twice(left, right, leaves, combine):
    return levels_when_ready(right, right, leaves, combine)


@mistake("levels", "not only of the last")
def levels_last_node(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine)[-1]


@mistake("levels", "called without nodes")
def levels_with_done_forgotten(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done = ready
    return h


@mistake("levels", "called more than")
def levels_never_marked(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
    return h
