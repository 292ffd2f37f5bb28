"""Answers to split-heads."""

import numpy as np

from tests.answers import Bank

bank = Bank("split-heads")
right, mistake = bank.right, bank.mistake


def split(vectors, heads):
    n, steps, width = vectors.shape
    return vectors.reshape(n, steps, heads, width // heads).transpose(0, 2, 1, 3)


def merge(done):
    n, heads, steps, size = done.shape
    return done.transpose(0, 2, 1, 3).reshape(n, steps, heads * size)


@right
def heads_by_transpose(vectors, heads, work):
    return merge(work(split(vectors, heads)))


@right
def heads_by_slices(vectors, heads, work):
    size = vectors.shape[-1] // heads
    pieces = [vectors[:, :, h * size : (h + 1) * size] for h in range(heads)]
    done = work(np.stack(pieces, axis=1))
    return np.concatenate([done[:, h] for h in range(heads)], axis=2)


@right
def heads_by_split(vectors, heads, work):
    done = work(np.array(np.split(vectors, heads, axis=2)).swapaxes(0, 1))
    return np.concatenate(list(np.moveaxis(done, 1, 0)), axis=-1)


@right
def heads_in_loops(vectors, heads, work):
    n, steps, width = vectors.shape
    size = width // heads
    pieces = np.zeros((n, heads, steps, size))
    for i in range(n):
        for h in range(heads):
            for t in range(steps):
                for j in range(size):
                    pieces[i, h, t, j] = vectors[i, t, h * size + j]
    done = work(pieces)
    merged = np.zeros((n, steps, heads * done.shape[3]))
    for h in range(heads):
        for j in range(done.shape[3]):
            merged[:, :, h * done.shape[3] + j] = done[:, h, :, j]
    return merged


@right
def heads_by_einsum(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = np.einsum("nthd->nhtd", vectors.reshape(n, steps, heads, -1))
    return np.einsum("nhtd->nthd", work(pieces)).reshape(n, steps, -1).tolist()


@right
def heads_by_keras(vectors, heads, work):
    from keras import ops

    pieces = ops.transpose(ops.reshape(vectors, (*vectors.shape[:2], heads, -1)), (0, 2, 1, 3))
    done = ops.convert_to_tensor(work(ops.convert_to_numpy(pieces)))
    return ops.reshape(ops.transpose(done, (0, 2, 1, 3)), (*vectors.shape[:2], -1))


@right
def heads_in_float32(vectors, heads, work):
    return merge(work(split(vectors.astype("float32"), heads))).astype("float32")


@right
def heads_in_lists(vectors, heads, work):
    size = vectors.shape[2] // heads
    pieces = [
        [[[*row[h * size : h * size + size]] for row in sentence] for h in range(heads)]
        for sentence in vectors.tolist()
    ]
    done = np.asarray(work(pieces)).tolist()
    return [
        [[x for head in sentence for x in head[t]] for t in range(len(sentence[0]))]
        for sentence in done
    ]


@mistake("a reshape alone does not split: it hands steps to other")
def heads_split_by_reshape(vectors, heads, work):
    n, steps, width = vectors.shape
    return merge(work(vectors.reshape(n, heads, steps, width // heads)))


@mistake("a reshape alone does not merge: bring the heads back beside")
def heads_merged_by_reshape(vectors, heads, work):
    n, steps, _ = vectors.shape
    return work(split(vectors, heads)).reshape(n, steps, -1)


@mistake("a reshape alone neither splits nor merges: without `work`")
def heads_by_reshape_alone(vectors, heads, work):
    n, steps, width = vectors.shape
    done = work(vectors.reshape(n, heads, steps, width // heads))
    return done.reshape(n, steps, -1)


@mistake("there is one step")
def heads_by_reshape_to_the_old_shape(vectors, heads, work):
    n, steps, width = vectors.shape
    done = work(vectors.reshape(n, heads, steps, width // heads))
    return done.reshape(n, steps, width)


@mistake("`work` returns vectors of another size than it takes")
def heads_merged_to_the_old_shape(vectors, heads, work):
    return work(split(vectors, heads)).transpose(0, 2, 1, 3).reshape(vectors.shape)


@mistake("`work` returns vectors of another size than it takes")
def heads_merged_to_the_old_size(vectors, heads, work):
    n, steps, width = vectors.shape
    done = work(split(vectors, heads)).transpose(0, 2, 1, 3)
    return done[..., : width // heads].reshape(n, steps, width)


@mistake("head 0 has the first entries of a vector, not every so")
def heads_interleaved(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = vectors.reshape(n, steps, width // heads, heads).transpose(0, 3, 1, 2)
    return merge(work(pieces))


@mistake("head 0 has the first entries of a vector, not every so")
def heads_interleaved_both_ways(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = vectors.reshape(n, steps, width // heads, heads).transpose(0, 3, 1, 2)
    return work(pieces).transpose(0, 2, 3, 1).reshape(n, steps, -1)


@mistake("the vector of head 0 comes first, then that of head 1: do")
def heads_merged_interleaved(vectors, heads, work):
    n, steps, _ = vectors.shape
    return work(split(vectors, heads)).transpose(0, 2, 3, 1).reshape(n, steps, -1)


@mistake("merge: what `work` returns still has an axis of heads")
def heads_not_merged(vectors, heads, work):
    return work(split(vectors, heads))


@mistake("merge: the heads are beside their entries, now make one")
def heads_not_flattened(vectors, heads, work):
    return work(split(vectors, heads)).transpose(0, 2, 1, 3)


@mistake("`work` takes an array of shape")
def heads_after_steps(vectors, heads, work):
    n, steps, width = vectors.shape
    return work(vectors.reshape(n, steps, heads, width // heads)).reshape(n, steps, -1)


@mistake("`work` wants (sentences, heads, steps, entries): steps and")
def heads_steps_and_entries_exchanged(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = vectors.reshape(n, steps, heads, width // heads).transpose(0, 2, 3, 1)
    return merge(work(pieces))


@mistake("a head has as many entries as there are heads")
def heads_wrong_sizes(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = vectors.reshape(n, steps, width // heads, heads).transpose(0, 2, 1, 3)
    return merge(work(pieces))


@mistake("there is one head")
def heads_first_axis(vectors, heads, work):
    n, steps, width = vectors.shape
    pieces = vectors.reshape(heads, n, steps, width // heads).transpose(1, 0, 2, 3)
    return merge(work(pieces))


@mistake("there is one head")
def heads_one_at_a_time(vectors, heads, work):
    pieces = split(vectors, heads)
    done = [work(pieces[:, h : h + 1])[:, 0] for h in range(heads)]
    return np.concatenate(done, axis=-1)


@mistake("`work` takes an array of shape")
def heads_one_at_a_time_without_axis(vectors, heads, work):
    return np.concatenate([work(part) for part in np.split(vectors, heads, axis=-1)], axis=-1)


@mistake("`work` takes an array of shape")
def heads_not_split(vectors, heads, work):
    return work(vectors)


@mistake("`work` is not called, or what it returns is not used")
def heads_without_work(vectors, heads, work):
    return merge(split(vectors, heads))


@mistake("`work` is not called, or what it returns is not used")
def heads_with_work_in_vain(vectors, heads, work):
    pieces = split(vectors, heads)
    work(pieces)
    return merge(pieces)


@mistake("merge the heads, not what stood before `work`")
def heads_split_only(vectors, heads, work):
    return split(vectors, heads)


@mistake("put the heads side by side, do not add them")
def heads_summed(vectors, heads, work):
    return work(split(vectors, heads)).sum(axis=1)


@mistake("put the heads side by side, do not take their mean")
def heads_averaged(vectors, heads, work):
    return work(split(vectors, heads)).mean(1)


@mistake("put the heads side by side, one after the other in the same")
def heads_below_each_other(vectors, heads, work):
    return np.concatenate(list(np.moveaxis(work(split(vectors, heads)), 1, 0)), axis=1)


@mistake("all heads are merged, not only the first")
def heads_first_only(vectors, heads, work):
    return work(split(vectors, heads))[:, 0]


@mistake("`work` is called once")
def heads_work_twice(vectors, heads, work):
    return merge(work(work(split(vectors, heads))))


@mistake("the heads are in the opposite order")
def heads_backwards(vectors, heads, work):
    return merge(work(split(vectors, heads)[:, ::-1])[:, ::-1])


@mistake("the heads are merged in the opposite order")
def heads_merged_backwards(vectors, heads, work):
    return merge(work(split(vectors, heads))[:, ::-1])


@mistake("return what `work` made of the vectors, without adding these")
def heads_added_to_the_old(vectors, heads, work):
    return vectors + merge(work(split(vectors, heads)))


@mistake("has the right numbers in another order")
def heads_concatenated_on_the_wrong_axis(vectors, heads, work):
    done = work(split(vectors, heads))
    return np.concatenate([done[:, h] for h in range(heads)], axis=0)


@mistake("there are as many sentences as steps")
def heads_wrong_transposition_back(vectors, heads, work):
    n, steps, _ = vectors.shape
    return work(split(vectors, heads)).transpose(0, 2, 1, 3).reshape(steps, n, -1)


@mistake("has the right numbers in another order")
def heads_transposed_to_the_front(vectors, heads, work):
    n, steps, width = vectors.shape
    done = work(split(vectors, heads))
    return done.transpose(1, 0, 2, 3).reshape(n, steps, -1)


@mistake("TypeError: 'float' object cannot be interpreted as an intege")
def heads_of_float_size(vectors, heads, work):
    n, steps, width = vectors.shape
    return merge(work(vectors.reshape(n, steps, heads, width / heads).transpose(0, 2, 1, 3)))


@mistake("has the right numbers in another order")
def heads_merged_by_swapping_wrongly(vectors, heads, work):
    n, steps, _ = vectors.shape
    return work(split(vectors, heads)).swapaxes(2, 3).reshape(n, steps, -1)


@mistake("there is one step")
def heads_step_by_step(vectors, heads, work):
    n, steps, width = vectors.shape
    rows = [merge(work(split(vectors[:, t : t + 1], heads))) for t in range(steps)]
    return np.concatenate(rows, axis=1)


@mistake("divided by the second argument")
def heads_divided(vectors, heads, work):
    return merge(work(split(vectors, heads))) / heads


@mistake("its axes in another order")
def heads_with_steps_first(vectors, heads, work):
    return merge(work(split(vectors, heads))).swapaxes(0, 1)


@mistake("whole numbers only")
def heads_as_integers(vectors, heads, work):
    return merge(work(split(vectors, heads))).astype(int)


@mistake("there is one step")
def heads_from_the_last_step(vectors, heads, work):
    return merge(work(split(vectors[:, ::-1], heads)))[:, ::-1]
