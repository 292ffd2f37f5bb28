"""Answers to last-outputs."""

import numpy as np

from tests.answers import Bank

bank = Bank("last-outputs")
right, mistake = bank.right, bank.mistake


@right
def last_by_index(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1) - 1]


@right
def last_by_loop(outputs, ids):
    vectors = []
    for steps, review in zip(outputs, ids):
        for step, word in zip(steps, review):
            if word != 0:
                last = step
        vectors.append(last)
    return np.array(vectors)


@right
def last_by_product(outputs, ids):
    words = np.count_nonzero(ids, axis=1)
    chosen = np.arange(ids.shape[1]) == words[:, None] - 1
    return (outputs * chosen[:, :, None]).sum(axis=1)


@right
def last_by_lists(outputs, ids):
    return [steps[review != 0][-1].tolist() for steps, review in zip(outputs, ids)]


@mistake("may be padding")
def last_of_row(outputs, ids):
    return outputs[:, -1]


@mistake("one step too early")
def last_but_one(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1) - 2]


@mistake("one step too early")
def last_but_one_or_first(outputs, ids):
    return outputs[np.arange(len(ids)), np.maximum((ids != 0).sum(axis=1) - 2, 0)]


@mistake("after a full row there is none")
def last_behind_the_end(outputs, ids):
    return outputs[np.arange(len(ids)), (ids != 0).sum(axis=1)]


@mistake("numbers are wrong")
def last_clipped(outputs, ids):
    place = np.minimum((ids != 0).sum(axis=1), ids.shape[1] - 1)
    return outputs[np.arange(len(ids)), place]


@mistake("first word")
def last_first(outputs, ids):
    return outputs[:, 0]


@mistake("the longest one's")
def last_of_longest(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1).max() - 1]


@mistake("the shortest one's")
def last_of_shortest(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1).min() - 1]


@mistake("the first one's")
def last_of_first(outputs, ids):
    return outputs[:, np.count_nonzero(ids[0]) - 1]


@mistake("has no 0 in it")
def last_by_argmin(outputs, ids):
    return outputs[np.arange(len(ids)), ids.argmin(axis=1) - 1]


@mistake("do you count padded steps")
def last_by_padding(outputs, ids):
    place = np.minimum((ids == 0).sum(axis=1), ids.shape[1] - 1)
    return outputs[np.arange(len(ids)), place]


@mistake("not the mean over the words")
def last_mean(outputs, ids):
    words = (ids != 0)[:, :, None]
    return (outputs * words).sum(axis=1) / words.sum(axis=1)


@mistake("not the mean over the steps")
def last_mean_of_all(outputs, ids):
    return outputs.mean(axis=1)


@mistake("not the sum")
def last_sum(outputs, ids):
    return outputs.sum(axis=1)


@mistake("not the largest of all steps")
def last_max(outputs, ids):
    return outputs.max(axis=1)


@mistake("units are axis 2")
def last_unit(outputs, ids):
    return outputs[:, :, -1]


@mistake("drop the axis")
def last_kept_axis(outputs, ids):
    return last_by_index(outputs, ids)[:, None]


@mistake("a column for each unit")
def last_transposed(outputs, ids):
    return last_by_index(outputs, ids).T


@mistake("all in one row")
def last_flat(outputs, ids):
    return last_by_index(outputs, ids).ravel()


@mistake("expected shape")
def last_crossed(outputs, ids):
    return outputs[:, (ids != 0).sum(axis=1) - 1]


@mistake("use return")
def last_printed(outputs, ids):
    print(last_by_index(outputs, ids))


@right
def last_by_take_along_axis(outputs, ids):
    places = (ids > 0).sum(axis=1) - 1
    return np.take_along_axis(outputs, places[:, None, None], axis=1).squeeze(1)


@right
def last_by_argmax_backwards(outputs, ids):
    places = ids.shape[1] - 1 - (ids[:, ::-1] != 0).argmax(axis=1)
    return outputs[range(len(ids)), places].astype("float64")


@right
def last_before_first_padding(outputs, ids):
    return outputs[np.arange(len(ids)), (ids == 0).argmax(axis=1) - 1]  # 0 - 1: a full row's last


@right
def last_by_one_hot(outputs, ids):
    chosen = np.eye(ids.shape[1])[np.count_nonzero(ids, axis=1) - 1]
    return np.einsum("rsu,rs->ru", outputs, chosen)


@mistake("id 1 stands for unknown words")
def last_known(outputs, ids):
    return outputs[np.arange(len(ids)), (ids > 1).sum(axis=1) - 1]


@mistake("only for the first")
def last_returned_too_early(outputs, ids):
    for steps, review in zip(outputs, ids):
        return steps[(review != 0).sum() - 1]


@mistake("only for the last")
def last_overwritten(outputs, ids):
    for steps, review in zip(outputs, ids):
        vector = steps[(review != 0).sum() - 1]
    return vector


@mistake("the places of the last words")
def last_places(outputs, ids):
    return (ids != 0).sum(axis=1) - 1


@mistake("not all words")
def last_all_words(outputs, ids):
    return outputs[ids != 0]


@mistake("the largest id")
def last_by_argmax(outputs, ids):
    return outputs[np.arange(len(ids)), ids.argmax(axis=1)]


@mistake("not the sum over the words")
def last_sum_of_words(outputs, ids):
    return (outputs * (ids != 0)[:, :, None]).sum(axis=1)


@right
def last_by_while(outputs, ids):
    vectors = np.zeros((outputs.shape[0], outputs.shape[2]), "float32")
    for row in range(len(ids)):
        step = ids.shape[1] - 1
        while ids[row, step] == 0:
            step -= 1
        vectors[row] = outputs[row, step]
    return vectors


@right
def last_with_keras(outputs, ids):
    from keras import ops

    places = ops.sum(ops.cast(ids != 0, "int32"), axis=1) - 1
    chosen = ops.one_hot(places, ids.shape[1])
    return ops.sum(outputs * chosen[:, :, None], axis=1)


@right
def last_of_all_words(outputs, ids):
    ends = np.cumsum(np.count_nonzero(ids, axis=1)) - 1
    return outputs[ids != 0][ends]


@mistake("not the padding")
def last_by_padding_minus_1(outputs, ids):
    return [steps[(review == 0).sum() - 1] for steps, review in zip(outputs, ids)]


@mistake("from the end?")
def last_from_the_end(outputs, ids):
    lengths = np.sum(ids > 0, axis=1)
    return np.stack([steps[-length] for steps, length in zip(outputs, lengths)])


@mistake("all from the first review")
def last_by_flat_index(outputs, ids):
    units = outputs.shape[2]
    return outputs.reshape(-1, units)[np.count_nonzero(ids, axis=1) - 1]


@mistake("takes all places of every review")
def last_all_pairs(outputs, ids):
    return np.take(outputs, np.count_nonzero(ids, axis=1) - 1, axis=1)


@mistake("need not be 0")
def last_output_not_zero(outputs, ids):
    vectors = []
    for steps in outputs:
        used = [step for step in steps if any(step != 0)]
        vectors.append(used[-1])
    return np.array(vectors)


@mistake("finds where it occurs first")
def last_by_index_of_word(outputs, ids):
    vectors = []
    for steps, review in zip(outputs, ids.tolist()):
        spoken = [word for word in review if word]
        vectors.append(steps[review.index(spoken[-1])])
    return np.array(vectors)


@mistake("the ids of the last words")
def last_ids(outputs, ids):
    return np.array([review[review != 0][-1] for review in ids])


@mistake("not only with the padding set to 0")
def last_masked(outputs, ids):
    return outputs * (ids != 0)[..., None]


@mistake("numbers are wrong")
def last_by_first_padding(outputs, ids):
    return outputs[np.arange(len(ids)), (ids == 0).argmax(axis=1)]


@mistake("ValueError")
def last_by_index_of_padding(outputs, ids):
    return [steps[review.index(0) - 1] for steps, review in zip(outputs, ids.tolist())]


@mistake("wrong, the first at index")
def last_nothing(outputs, ids):
    return np.zeros((outputs.shape[0], outputs.shape[2]))


@mistake("not only the first")
def last_first_unit(outputs, ids):
    return np.array([steps[review != 0][-1][0] for steps, review in zip(outputs, ids)])


@mistake("keep the fractions")
def last_in_whole_numbers(outputs, ids):
    vectors = np.zeros((len(ids), outputs.shape[2]), int)
    for row, review in enumerate(ids):
        vectors[row] = outputs[row, np.count_nonzero(review) - 1]
    return vectors


@mistake("fails in all others")
def last_of_all_words_counted(outputs, ids):
    return outputs[:, (ids != 0).sum() - 1]


@mistake("a review fills its row")
def last_before_padding_only(outputs, ids):
    vectors = []
    for row, review in enumerate(ids):
        for step, word in enumerate(review):
            if word == 0:
                vectors.append(outputs[row, step - 1])
                break
    return np.array(vectors)


@mistake("right only in reviews that fill their row")
def last_after_the_last_word_if_there_is_one(outputs, ids):
    lengths = np.count_nonzero(ids, axis=1)
    return outputs[np.arange(len(ids)), np.minimum(lengths, ids.shape[1] - 1)]
