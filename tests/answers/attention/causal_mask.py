"""Answers to causal-mask."""

import numpy as np

from tests.answers import Bank

bank = Bank("causal-mask")
right, mistake = bank.right, bank.mistake


@right
def mask_in_loops(lengths, steps):
    mask = np.zeros((len(lengths), steps, steps), bool)
    for n, length in enumerate(lengths):
        for a in range(length):
            for b in range(a + 1):
                mask[n, a, b] = True
    return mask


@right
def mask_by_blocks(lengths, steps):
    masks = []
    for length in lengths:
        mask = np.zeros((steps, steps), bool)
        mask[:length, :length] = np.tri(length, dtype=bool)
        masks.append(mask)
    return np.stack(masks)


@right
def mask_by_tril(lengths, steps):
    words = np.arange(steps)[None] < np.asarray(lengths)[:, None]
    return np.tril(words[:, None, :] & words[:, :, None])


@right
def mask_of_rows(lengths, steps):
    """A key that does not come after its query is a word if the query is."""
    a = np.arange(steps)
    return (a[:, None] >= a) & (a[:, None] < lengths[:, None, None])


@right
def mask_in_lists(lengths, steps):
    return [
        [[b <= a and a < length for b in range(steps)] for a in range(steps)]
        for length in lengths.tolist()
    ]


@right
def mask_by_multiplying(lengths, steps):
    causal = np.tri(steps)
    words = (np.arange(steps) < lengths.reshape(-1, 1)).astype(float)
    return np.einsum("ab,na,nb->nab", causal, words, words) > 0.5


@right
def mask_by_keras(lengths, steps):
    from keras import ops

    places = ops.arange(steps)
    words = places[None] < ops.cast(lengths, "int32")[:, None]
    causal = places[:, None] >= places[None]
    return ops.logical_and(causal[None], ops.logical_and(words[:, None], words[:, :, None]))


@right
def mask_by_counting(lengths, steps):
    mask = np.tile(np.tri(steps, dtype=bool), (len(lengths), 1, 1))
    for n, length in enumerate(lengths):
        mask[n, length:] = False
        mask[n, :, length:] = False
    return mask


def words_of(lengths, steps):
    return np.arange(steps) < np.asarray(lengths)[:, None]


@mistake("a step may look at itself: without that the first word sees")
def mask_without_itself(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, k=-1, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("a step may not look at the next one, which it is about to")
def mask_with_next(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, k=1, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("the row is the step that looks, the column the one it looks")
def mask_upper(lengths, steps):
    w = words_of(lengths, steps)
    return np.triu(np.ones((steps, steps), bool)) & w[:, None] & w[:, :, None]


@mistake("True means that a step may look; the future is what it must")
def mask_upper_without_itself(lengths, steps):
    w = words_of(lengths, steps)
    return np.triu(np.ones((steps, steps), bool), k=1) & w[:, None] & w[:, :, None]


@mistake("True means that a step may look, not that it must not")
def mask_of_the_forbidden(lengths, steps):
    w = words_of(lengths, steps)
    return ~(np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None])


@mistake("True means that a step may look; the future and the padding")
def mask_of_the_future_or_padding(lengths, steps):
    w = words_of(lengths, steps)
    return np.triu(np.ones((steps, steps), bool), k=1) | ~w[:, None, :]


@mistake("the steps of the padding look at nothing: their rows are")
def mask_of_keys_only(lengths, steps):
    return np.tri(steps, dtype=bool) & words_of(lengths, steps)[:, None, :]


@mistake("the padding is not left out: only the future is")
def mask_causal_only(lengths, steps):
    return np.broadcast_to(np.tri(steps, dtype=bool), (len(lengths), steps, steps))


@mistake("expected shape")
def mask_one_for_all(lengths, steps):
    return np.tri(steps, dtype=bool)


@mistake("nothing is causal: a step may not look at words that come")
def mask_padding_only(lengths, steps):
    w = words_of(lengths, steps)
    return w[:, None, :] & w[:, :, None]


@mistake("is the largest of the right one over its rows")
def mask_of_words(lengths, steps):
    return words_of(lengths, steps)


@mistake("both must hold, causal and no padding: `and`, not `or`")
def mask_or(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, dtype=bool) | (w[:, None] & w[:, :, None])


@mistake("the steps of the padding look at nothing: their rows are")
def mask_keys_or_queries(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, dtype=bool) & (w[:, None] | w[:, :, None])


@mistake("a sentence of so many words ends one step earlier: counting")
def mask_one_step_too_long(lengths, steps):
    w = np.arange(steps) <= lengths[:, None]
    return np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("the last word is a word, too")
def mask_one_step_too_short(lengths, steps):
    w = np.arange(steps) < lengths[:, None] - 1
    return np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("the words come first, then the padding")
def mask_padding_first(lengths, steps):
    w = np.arange(steps) >= steps - lengths[:, None]
    return np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("a step of the padding does not even look at itself")
def mask_padding_sees_itself(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None] | np.eye(steps, dtype=bool)


@mistake("a step may look at all that come before it, not only at")
def mask_itself_only(lengths, steps):
    return np.eye(steps, dtype=bool) & words_of(lengths, steps)[:, None]


@mistake("each sentence has its own length, not that of the first")
def mask_first_length(lengths, steps):
    mask = np.zeros((len(lengths), steps, steps), bool)
    mask[:, : lengths[0], : lengths[0]] = np.tri(lengths[0], dtype=bool)
    return mask


@mistake("each sentence has its own length, not that of the longest")
def mask_longest(lengths, steps):
    longest = lengths.max()
    mask = np.zeros((len(lengths), steps, steps), bool)
    mask[:, :longest, :longest] = np.tri(longest, dtype=bool)
    return mask


@mistake("a sentence fills its row")
def mask_smaller_than_asked(lengths, steps):
    longest = lengths.max()
    w = words_of(lengths, longest)
    return np.tri(longest, dtype=bool) & w[:, None] & w[:, :, None]


@mistake("is the largest of the right one over its sentences")
def mask_in_one_array(lengths, steps):
    mask = np.zeros((steps, steps), bool)
    for length in lengths:
        mask[:length, :length] |= np.tri(length, dtype=bool)
    return mask


@mistake("is only the first sentence of the right one")
def mask_returned_too_early(lengths, steps):
    for length in lengths:
        mask = np.zeros((steps, steps), bool)
        mask[:length, :length] = np.tri(length, dtype=bool)
        return mask


@mistake("give back True and False, not a large negative number that")
def mask_additive(lengths, steps):
    w = words_of(lengths, steps)
    allowed = np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]
    return np.where(allowed, 0, -1e9)


@mistake("give back True and False, not what is added to scores")
def mask_additive_infinite(lengths, steps):
    w = words_of(lengths, steps)
    allowed = np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]
    return np.where(allowed, 0.0, -np.inf)


@mistake("has the right numbers, but an axis too many")
def mask_with_axis_of_heads(lengths, steps):
    w = words_of(lengths, steps)
    return (np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None])[:, None]


@mistake("is the right one with its axes in another order")
def mask_with_steps_exchanged(lengths, steps):
    w = words_of(lengths, steps)
    return (np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]).swapaxes(0, 1)


@mistake("ValueError: operands could not be broadcast together")
def mask_broadcast_wrong(lengths, steps):
    return np.tri(steps, dtype=bool) & words_of(lengths, steps)


@mistake("there is one step")
def mask_by_python_and(lengths, steps):
    w = words_of(lengths, steps)
    return np.tri(steps, dtype=bool) and w[:, None]


@mistake("give back True and False, not weights that add up to 1")
def mask_of_weights(lengths, steps):
    w = words_of(lengths, steps)
    m = (np.tri(steps, dtype=bool) & w[:, None] & w[:, :, None]).astype(float)
    return m / np.maximum(m.sum(-1, keepdims=True), 1)


@mistake("the last step of a row is a word where the sentence fills it")
def mask_without_last_step(lengths, steps):
    mask = mask_in_loops(lengths, steps)
    mask[:, -1] = False
    return mask


@mistake("a step may look at all that come before it, not only at")
def mask_window(lengths, steps):
    a = np.arange(steps)
    near = (a[:, None] - a >= 0) & (a[:, None] - a <= 1)
    return near & words_of(lengths, steps)[:, :, None]


@mistake("nothing is causal, and nobody looks at the padding")
def mask_columns_of_queries(lengths, steps):
    """Padding is left out of the queries twice, the keys are not looked at."""
    w = words_of(lengths, steps)[:, :, None]
    return (np.triu(np.ones((steps, steps), bool)) & w) | (np.tri(steps, dtype=bool) & w)


@mistake("a sentence has no word")
def mask_at_least_one_word(lengths, steps):
    return mask_in_loops(np.maximum(lengths, 1), steps)


@mistake("expected an array of numbers, got characters")
def mask_of_strings(lengths, steps):
    return np.where(mask_in_loops(lengths, steps), "True", "False")


@mistake("all sentences fill their rows")
def mask_of_words_alone(lengths, steps):
    return [np.tril(np.ones((length, length), bool)) for length in lengths]


@mistake("not that of the shortest")
def mask_changed_for_all(lengths, steps):
    mask = np.tri(steps, dtype=bool)
    for length in lengths:
        mask[length:] = False
    return np.stack([mask] * len(lengths))


@mistake("only in the first column")
def mask_padding_sees_the_first_step(lengths, steps):
    mask = mask_in_loops(lengths, steps)
    mask[:, :, 0] = True
    return mask


@mistake("with its rows in the opposite order")
def mask_upside_down(lengths, steps):
    return mask_in_loops(lengths, steps)[:, ::-1]
