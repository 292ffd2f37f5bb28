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


@mistake("fails in every case in which a child is a pair")
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


@mistake("numbers are wrong")
def compose_tanh_at_the_root(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    return np.tanh(_compose_linear(tree, vectors, weights, bias))


@mistake("not only to the root")
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


@right
def compose_by_rewriting(tree, vectors, weights, bias):
    known = dict(
        enumerate(vectors.astype("float64"))
    )  # a subtree that is done gets a number of its own

    def number(node):
        if not isinstance(node, tuple):
            return node
        left, right = known[number(node[0])], known[number(node[1])]
        known[len(known)] = np.tanh(bias + weights.dot(np.r_[left, right]))
        return len(known) - 1

    return known[number(tree)]


@right
def compose_by_reading(tree, vectors, weights, bias):
    done = []
    for sign in repr(tree).replace("(", "").replace(")", " ) ").replace(",", " ").split():
        if sign == ")":
            right, left = done.pop(), done.pop()
            done.append(np.tanh(np.einsum("ij,j->i", weights, np.append(left, right)) + bias))
        else:
            done.append(vectors[int(sign)])
    return done.pop()


_mistaken(
    "compose_twice_tanh",
    "not twice",
    _composing(
        lambda left, right, weights, bias: np.tanh(
            np.tanh(bias + np.hstack((left, right)) @ weights.T)
        )
    ),
)
_mistaken(
    "compose_bias_subtracted",
    "do not subtract it",
    _composing(
        lambda left, right, weights, bias: np.tanh(np.dot(weights, _both(left, right)) - bias)
    ),
)
_mistaken(
    "compose_interleaved",
    "take turns",
    _composing(
        lambda left, right, weights, bias: np.tanh(
            weights @ np.stack([left, right], axis=1).reshape(-1) + bias
        )
    ),
)
_mistaken(
    "compose_two_tanhs",
    "a tanh for each child",
    _composing(
        lambda left, right, weights, bias: (
            np.tanh(weights[:, : len(bias)] @ left)
            + np.tanh(weights[:, len(bias) :] @ right + bias)
        )
    ),
)
_mistaken(
    "compose_second_half",
    "the second half both",
    _composing(
        lambda left, right, weights, bias: np.tanh(
            weights[:, len(bias) :] @ left + weights[:, len(bias) :] @ right + bias
        )
    ),
)
_mistaken(
    "compose_left_twice",
    "the left one twice",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(left, left) + bias)),
)
_mistaken(
    "compose_right_twice",
    "the right one twice",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(right, right) + bias)),
)
_mistaken(
    "compose_left_alone",
    "the left one alone",
    _composing(lambda left, right, weights, bias: np.tanh(weights[:, : len(left)] @ left + bias)),
)
_mistaken(
    "compose_without_w",
    "multiply by W",
    _composing(lambda left, right, weights, bias: np.tanh(left + right + bias)),
)
_mistaken(
    "compose_sine",
    "numbers are wrong",
    _composing(lambda left, right, weights, bias: np.sin(weights @ _both(left, right) + bias)),
)
_mistaken(
    "compose_clipped",
    "numbers are wrong",
    _composing(
        lambda left, right, weights, bias: np.clip(weights @ _both(left, right) + bias, -1, 1)
    ),
)
_mistaken(
    "compose_difference",
    "numbers are wrong",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ _both(left, -right) + bias)),
)
_mistaken(
    "compose_adding_children",
    "numbers are wrong",
    _composing(
        lambda left, right, weights, bias: (
            np.tanh(weights @ _both(left, right) + bias) + (left + right) / 2
        )
    ),
)
_mistaken(
    "compose_w_times_both",
    "ValueError",
    _composing(lambda left, right, weights, bias: np.tanh(weights @ left + weights @ right + bias)),
)
_mistaken(
    "compose_w_transposed",
    "ValueError",
    _composing(lambda left, right, weights, bias: np.tanh(weights.T @ _both(left, right) + bias)),
)
_mistaken(
    "compose_stacked",
    "ValueError",
    _composing(
        lambda left, right, weights, bias: np.tanh(weights @ np.stack([left, right]) + bias)
    ),
)


@mistake("the vector of the first word")
def compose_first_word(tree, vectors, weights, bias):
    while not isinstance(tree, int):
        tree = tree[0]
    return vectors[tree]


@mistake("cuts the words in halves")
def compose_halves(tree, vectors, weights, bias):
    def halves(words):
        if len(words) == 1:
            return vectors[words[0]]
        cut = -(-len(words) // 2)
        return np.tanh(weights @ _both(halves(words[:cut]), halves(words[cut:])) + bias)

    return halves(_words_of(tree))


@mistake("numbers are wrong")
def compose_changing_vectors(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    left, right = (compose_changing_vectors(child, vectors, weights, bias) for child in tree)
    left[:] = np.tanh(weights @ _both(left, right) + bias)  # a row of `vectors`
    return left


_KEPT = {}


@mistake("are wrong")
def compose_with_a_memory(tree, vectors, weights, bias):
    if tree not in _KEPT:
        _KEPT[tree] = compose_by_recursion(tree, vectors, weights, bias)
    return _KEPT[tree]


_mistaken(
    "compose_two_joins",
    "with the bias in each",
    _composing(
        lambda left, right, weights, bias: sum(
            np.tanh(half @ child + bias)
            for half, child in zip(np.split(weights, 2, axis=1), (left, right))
        )
    ),
)


@mistake("fails in every case in which a child is a pair")
def compose_words_only(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    left, right = tree
    return np.tanh(np.dot(weights, np.hstack([vectors[left], vectors[right]])) + bias)


@mistake("in which a right child is a pair")
def compose_leaning_left_only(tree, vectors, weights, bias):
    if isinstance(tree, int):
        return vectors[tree]
    h = compose_leaning_left_only(tree[0], vectors, weights, bias)
    return np.tanh(weights @ _both(h, vectors[tree[1]]) + bias)
