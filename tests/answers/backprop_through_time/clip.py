"""Answers to clip."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank("clip")
right, mistake = bank.right, bank.mistake


@right
def clip_by_numpy(gradients, limit):
    size = np.sqrt(sum((array**2).sum() for array in gradients))
    return [array * (limit / size) if size > limit else array for array in gradients]


@right
def clip_by_flat_norm(gradients, limit):
    size = np.linalg.norm(np.concatenate([np.ravel(array) for array in gradients]))
    return [array * limit / max(size, limit) for array in gradients]


@right
def clip_in_place(gradients, limit):
    squares = 0.0
    for array in gradients:
        for number in array.flat:
            squares += number * number
    if squares > limit**2:
        for array in gradients:
            array *= limit / math.sqrt(squares)
    return gradients


@right
def clip_by_norm_of_norms(gradients, limit):
    size = np.linalg.norm([np.linalg.norm(array) for array in gradients])
    return tuple(np.asarray(array) * min(1.0, limit / (size + 1e-12)) for array in gradients)


def scaled_by(gradients, limit, size):
    return [array * (limit / size) if size > limit else array for array in gradients]


def size_of(gradients):
    return np.linalg.norm([np.linalg.norm(array) for array in gradients])


@mistake("the same factor")
def clip_each_array(gradients, limit):
    return [scaled_by([array], limit, np.linalg.norm(array))[0] for array in gradients]


@mistake("turns its direction")
def clip_each_number(gradients, limit):
    return [np.clip(array, -limit, limit) for array in gradients]


@mistake("stays as it is")
def clip_always(gradients, limit):
    size = size_of(gradients)
    with np.errstate(all="ignore"):
        return [array * limit / size for array in gradients]


@mistake("not too long, and not 0")
def clip_always_but_zero(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size else array for array in gradients]


@mistake("not 1")
def clip_to_one(gradients, limit):
    size = size_of(gradients)
    return [array / size if size > limit else array for array in gradients]


@mistake("root of the sum of squares")
def clip_without_root(gradients, limit):
    return scaled_by(gradients, limit, sum((array**2).sum() for array in gradients))


@mistake("add the squares, not the sizes")
def clip_sizes_added(gradients, limit):
    return scaled_by(gradients, limit, sum(np.linalg.norm(array) for array in gradients))


@mistake("not the sum of the absolute numbers")
def clip_numbers_added(gradients, limit):
    return scaled_by(gradients, limit, sum(abs(array).sum() for array in gradients))


@mistake("not its largest number")
def clip_by_largest(gradients, limit):
    return scaled_by(gradients, limit, max(abs(array).max() for array in gradients))


@mistake("not of its largest array")
def clip_by_largest_array(gradients, limit):
    return scaled_by(gradients, limit, max(np.linalg.norm(array) for array in gradients))


@mistake("do not average")
def clip_by_average(gradients, limit):
    flat = np.concatenate([array.ravel() for array in gradients])
    return scaled_by(gradients, limit, np.sqrt((flat**2).mean()))


@mistake("nothing was clipped")
def clip_nothing(gradients, limit):
    return gradients


@mistake("thrown away")
def clip_to_nothing(gradients, limit):
    return [array * (size_of(gradients) <= limit) for array in gradients]


@mistake("not size / limit")
def clip_upside_down(gradients, limit):
    size = size_of(gradients)
    return [array * size / limit if size > limit else array for array in gradients]


@mistake("an array for each array")
def clip_joined(gradients, limit):
    return np.concatenate([array.ravel() for array in clip_by_numpy(gradients, limit)])


@mistake("NaN")
def clip_divides_by_zero(gradients, limit):
    size = size_of(gradients)
    with np.errstate(all="ignore"):
        return [array / size * np.minimum(size, limit) for array in gradients]


@mistake("returned None")
def clip_returns_nothing(gradients, limit):
    clip_in_place(gradients, limit)


@mistake("compare the size with 1 is not")
def clip_if_above_one(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size > 1 else array for array in gradients]


@mistake("its size squared is above the limit")
def clip_if_square_above(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size if size**2 > limit else array for array in gradients]


@mistake("its arrays' sizes add up to more")
def clip_if_sum_of_sizes_above(gradients, limit):
    size, total = size_of(gradients), sum(np.linalg.norm(array) for array in gradients)
    return [array * limit / size if total > limit else array for array in gradients]


@mistake("not too long, and not 0")
def clip_if_sum_of_numbers_above(gradients, limit):
    size, total = size_of(gradients), sum(abs(array).sum() for array in gradients)
    return [array * limit / size if total > limit else array for array in gradients]


@mistake("none of its arrays is")
def clip_if_any_array_above(gradients, limit):
    size = size_of(gradients)
    too_long = any(np.linalg.norm(array) > limit for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("none of its arrays is")
def clip_if_any_number_above(gradients, limit):
    size = size_of(gradients)
    too_long = any((abs(array) > limit).any() for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("none of its arrays is")
def clip_if_first_array_above(gradients, limit):
    size = size_of(gradients)
    too_long = np.linalg.norm(gradients[0]) > limit
    return [array * limit / size if too_long else array for array in gradients]


@mistake("none of its arrays is")
def clip_if_all_arrays_above(gradients, limit):
    size = size_of(gradients)
    too_long = all(np.linalg.norm(array) > limit for array in gradients)
    return [array * limit / size if too_long else array for array in gradients]


@mistake("none of its arrays is")
def clip_if_mean_size_above(gradients, limit):
    size = size_of(gradients)
    too_long = np.mean([np.linalg.norm(array) for array in gradients]) > limit
    return [array * limit / size if too_long else array for array in gradients]


@right
def clip_by_keras(gradients, limit):
    import tensorflow as tf

    arrays = [tf.constant(array, tf.float32) for array in gradients]
    return tf.clip_by_global_norm(arrays, limit)[0]


@right
def clip_by_formula(gradients, limit):
    size = np.sqrt(np.sum([np.sum(np.square(array)) for array in gradients]))
    if size == 0:
        return gradients
    return [array * min(1, limit / size) for array in gradients]


@right
def clip_by_splitting(gradients, limit):
    flat = np.concatenate([array.ravel() for array in gradients])
    size = math.hypot(*flat)
    if size > limit:
        flat = flat / size * limit
    ends = np.cumsum([array.size for array in gradients])[:-1]
    return [part.reshape(array.shape) for part, array in zip(np.split(flat, ends), gradients)]


@right
def clip_step_by_step(gradients, limit):
    squares = 0
    for array in gradients:
        squares = squares + np.vdot(array, array)
    clipped = []
    for array in gradients:
        if squares > limit * limit:
            clipped.append((array / np.sqrt(squares) * limit).tolist())
        else:
            clipped.append(array.tolist())
    return clipped


@mistake("cut off its numbers above")
def clip_only_above(gradients, limit):
    return [np.where(array > limit, limit, array) for array in gradients]


@mistake("square the arrays' sizes")
def clip_root_of_sizes(gradients, limit):
    return scaled_by(gradients, limit, np.sqrt(sum(np.linalg.norm(array) for array in gradients)))


@mistake("take away from the others")
def clip_by_signed_sum(gradients, limit):
    return scaled_by(gradients, limit, abs(sum(array.sum() for array in gradients)))


@mistake("not of its first array")
def clip_by_first(gradients, limit):
    return scaled_by(gradients, limit, np.linalg.norm(gradients[0]))


@mistake("add the squares of all")
def clip_not_added_up(gradients, limit):
    for array in gradients:
        squares = (array**2).sum()
    return scaled_by(gradients, limit, np.sqrt(squares))


@mistake("not the mean of the arrays' sizes")
def clip_by_mean_size(gradients, limit):
    return scaled_by(gradients, limit, np.mean([np.linalg.norm(array) for array in gradients]))


@mistake("divide by the size, too")
def clip_times_limit(gradients, limit):
    return [array * limit if size_of(gradients) > limit else array for array in gradients]


@mistake("numbers below 0 stay")
def clip_without_signs(gradients, limit):
    return scaled_by([np.sqrt(array**2) for array in gradients], limit, size_of(gradients))


@mistake("do not subtract")
def clip_by_subtracting(gradients, limit):
    size = size_of(gradients)
    return [array - (size - limit) if size > limit else array for array in gradients]


@mistake("expected a list of")
def clip_last_only(gradients, limit):
    for array in gradients:
        clipped = [array * min(1, limit / size_of(gradients)) if size_of(gradients) else array]
    return clipped


@mistake("ZeroDivisionError")
def clip_by_formula_of_floats(gradients, limit):
    size = math.sqrt(sum(float((array**2).sum()) for array in gradients))
    return [array * min(1, limit / size) for array in gradients]


@mistake("the gradient is 0")
def clip_with_nan(gradients, limit):
    with np.errstate(all="ignore"):
        size = size_of(gradients)
        return [array / size * min(size, limit) for array in gradients]


@mistake("not longer than the limit")
def clip_the_first_array(gradients, limit):
    size = size_of(gradients)
    if size > limit:
        gradients[0] = gradients[0] * limit / size
    return gradients


@mistake("numbers are wrong")
def clip_by_square_of_size(gradients, limit):
    size = size_of(gradients)
    return [array * limit / size**2 if size > limit else array for array in gradients]


@mistake("wrong")
def clip_longer_only(gradients, limit):
    size = size_of(gradients)
    with np.errstate(all="ignore"):
        return [array * max(1, limit / size) for array in gradients]


@mistake("not longer than the limit")
def clip_in_a_loop_that_changes_the_size(gradients, limit):
    clipped = list(gradients)
    for place, array in enumerate(clipped):
        size = size_of(clipped)
        if size > limit:
            clipped[place] = array * limit / size
    return clipped


@mistake("UnboundLocalError")
def clip_if_too_long_only(gradients, limit):
    if size_of(gradients) > limit:
        clipped = [array * limit / size_of(gradients) for array in gradients]
    return clipped


@mistake("expected shape")
def clip_flat_arrays(gradients, limit):
    return [array.ravel() * limit / max(limit, size_of(gradients)) for array in gradients]
