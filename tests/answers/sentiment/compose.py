"""Answers to compose."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("compose")
right, mistake = bank.right, bank.mistake


@right
def compose_by_recursion(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    left, right = (compose_by_recursion(child, vectors, weights, bias) for child in tree)
    return np.tanh(weights @ np.concatenate([left, right]) + bias)


@right
def compose_by_halves(tree, vectors, weights, bias):
    if not isinstance(tree, tuple):
        return vectors[tree]
    size = len(bias)
    left = compose_by_halves(tree[0], vectors, weights, bias)
    right = compose_by_halves(tree[1], vectors, weights, bias)
    return np.tanh(weights[:, :size] @ left + weights[:, size:] @ right + bias)


@right
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


@right
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
    mistake(hint)(answer)


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


@mistake("as a chain, from left to right")
def compose_chain(tree, vectors, weights, bias):
    first, *rest = _words_of(tree)
    h = vectors[first]
    for word in rest:
        h = np.tanh(weights @ _both(h, vectors[word]) + bias)
    return h


@mistake("as a chain, from right to left")
def compose_chain_backwards(tree, vectors, weights, bias):
    *rest, last = _words_of(tree)
    h = vectors[last]
    for word in rest[::-1]:
        h = np.tanh(weights @ _both(vectors[word], h) + bias)
    return h


@mistake("between the first and the last")
def compose_ends(tree, vectors, weights, bias):
    words = _words_of(tree)
    if len(words) == 1:
        return vectors[words[0]]
    return np.tanh(weights @ _both(vectors[words[0]], vectors[words[-1]]) + bias)


@mistake("IndexError")
def compose_without_recursion(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return np.tanh(weights @ _both(vectors[tree[0]], vectors[tree[1]]) + bias)


@mistake("TypeError")
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


@mistake("not a matrix")
def compose_with_a_batch_axis(tree, vectors, weights, bias):
    return compose_by_recursion(tree, vectors, weights, bias)[None]


@mistake("tanh is missing at the root")
def compose_root_without_tanh(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return (
        weights @ _both(*(compose_by_recursion(child, vectors, weights, bias) for child in tree))
        + bias
    )


@mistake("use return")
def compose_printed(tree, vectors, weights, bias):
    print(compose_by_recursion(tree, vectors, weights, bias))


@right
def compose_by_lists(tree, vectors, weights, bias):
    if not hasattr(tree, "__len__"):
        return vectors[tree].tolist()
    left, right = (compose_by_lists(child, vectors, weights, bias) for child in tree)
    return [
        math.tanh(sum(weight * number for weight, number in zip(row, left + right)) + add)
        for row, add in zip(weights, bias)
    ]


@right
def compose_until_type_error(tree, vectors, weights, bias):
    try:
        left, right = tree
    except TypeError:
        return vectors[tree].astype("float64")
    left = compose_until_type_error(left, vectors, weights, bias)
    right = compose_until_type_error(right, vectors, weights, bias)
    return np.tanh(np.append(left, right)[None] @ weights.T + bias)[0]


@mistake("not only to the root")
def compose_tanh_at_the_root(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return np.tanh(_compose_linear(tree, vectors, weights, bias))


@mistake("and to no word")
def compose_tanh_at_the_end(tree, vectors, weights, bias):
    return np.tanh(_compose_linear(tree, vectors, weights, bias))


_compose_linear = _composing(lambda left, right, weights, bias: weights @ _both(left, right) + bias)


@mistake("do not subtract 1")
def compose_row_before(tree, vectors, weights, bias):
    return compose_by_recursion(tree, np.roll(vectors, 1, axis=0), weights, bias)


@mistake("the mean of the words")
def compose_mean_of_words(tree, vectors, weights, bias):
    return vectors[_words_of(tree)].mean(axis=0)


@mistake("the sum of the words")
def compose_sum_of_words(tree, vectors, weights, bias):
    return vectors[_words_of(tree)].sum(axis=0)


@mistake("does every path end in return")
def compose_forgotten_return(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    compose_by_recursion(tree, vectors, weights, bias)
