"""Answers to bag-of-words."""

from collections import Counter

import numpy as np

from tests.answers import Bank

bank = Bank("bag-of-words")
right, mistake = bank.right, bank.mistake


@right
def bag_by_loops(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review:
            if word != 0:
                bag[word] += 1
    return bags


@right
def bag_by_add_at(ids, words):
    bags = np.zeros((len(ids), words), "float32")
    np.add.at(bags, (np.arange(len(ids))[:, None], ids), 1)
    bags[:, 0] = 0
    return bags


@right
def bag_by_bincount(ids, words):
    bags = np.stack([np.bincount(review, minlength=words) for review in ids])
    bags[:, 0] = 0
    return bags


@right
def bag_by_one_hot(ids, words):
    return np.eye(words)[ids].sum(axis=1) * (np.arange(words) > 0)


@right
def bag_by_comparing(ids, words):
    return [[sum(review == word) if word else 0 for word in range(words)] for review in ids]


@mistake("column 0 stays 0")
def bag_with_padding(ids, words):
    return np.eye(words)[ids].sum(axis=1)


@mistake("not whether it does")
def bag_of_looking(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        bag[review[review != 0]] += 1
    return bags


@mistake("adds once for an index that is repeated")
def bag_by_fancy_index(ids, words):
    bags = np.zeros((len(ids), words))
    bags[np.arange(len(ids))[:, None], ids] += 1
    return bags


@mistake("not shares")
def bag_of_shares(ids, words):
    bags = bag_by_loops(ids, words)
    return bags / bags.sum(axis=1, keepdims=True)


@mistake("not shares, and padding")
def bag_of_means(ids, words):
    return np.eye(words)[ids].mean(axis=1)


@mistake("do not divide by the steps")
def bag_divided(ids, words):
    return bag_by_loops(ids, words) / ids.shape[1]


@mistake("up to words - 1")
def bag_without_last_words(ids, words):
    return bag_by_loops(ids, ids.max() + 1)


@mistake("one bag for each review")
def bag_of_all(ids, words):
    return np.bincount(ids[ids != 0], minlength=words)


@mistake("only for the first")
def bag_returned_too_early(ids, words):
    for review in ids:
        return np.bincount(review[review != 0], minlength=words)


@mistake("words are axis 1")
def bag_transposed(ids, words):
    return bag_by_loops(ids, words).T


@mistake("keep column 0")
def bag_without_column_0(ids, words):
    return bag_by_loops(ids, words)[:, 1:]


@mistake("do not subtract 1")
def bag_shifted(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review:
            if word:
                bag[word - 1] += 1
    return bags


@mistake("not its id")
def bag_of_ids(ids, words):
    return bag_by_loops(ids, words) * np.arange(words)


@mistake("add them up")
def bag_one_hot(ids, words):
    return np.eye(words)[ids]


@mistake("sorted ids are not counts")
def bag_sorted(ids, words):
    return np.sort(ids, axis=1)


@mistake("IndexError")
def bag_too_small(ids, words):
    bags = np.zeros((len(ids), ids.shape[1]))
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word + words] += 1
    return bags


@mistake("use return")
def bag_printed(ids, words):
    print(bag_by_loops(ids, words))


@right
def bag_of_small_integers(ids, words):
    bags = np.zeros((len(ids), words), "uint8")
    for row, review in enumerate(ids):
        for word in review:
            if word == 0:
                break
            bags[row, word] += 1
    return bags


@right
def bag_by_counter(ids, words):
    counters = [Counter(review[review > 0].tolist()) for review in ids]
    return tuple(tuple(counter[word] for word in range(words)) for counter in counters)


@right
def bag_by_flat_bincount(ids, words):
    places = ids + words * np.arange(len(ids))[:, None]
    return np.bincount(places[ids != 0], minlength=len(ids) * words).reshape(-1, words)


@right
def bag_by_broadcasting(ids, words):
    return (ids[:, :, None] == np.arange(words)).sum(axis=1) * (np.arange(words) != 0)


@mistake("one and the same")
def bag_of_shared_rows(ids, words):
    bags = [[0] * words] * len(ids)
    for bag, review in zip(bags, ids):
        for word in review[review != 0]:
            bag[word] += 1
    return bags


@mistake("empty bag")
def bag_that_is_never_emptied(ids, words):
    bag, bags = np.zeros(words), []
    for review in ids:
        for word in review[review != 0]:
            bag[word] += 1
        bags.append(bag.copy())
    return np.array(bags)


@mistake("inside the loop")
def bag_of_first_row(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        bag += np.bincount(review[review != 0], minlength=words)
        return bags


@mistake("id 1 is a word")
def bag_without_unknown_words(ids, words):
    return bag_by_loops(np.where(ids > 1, ids, 0), words)


@mistake("the last id")
def bag_without_last_id(ids, words):
    bags = np.zeros((len(ids), words))
    for word in range(1, words - 1):
        bags[:, word] = (ids == word).sum(axis=1)
    return bags


@mistake("got shape")
def bag_one_too_short(ids, words):
    return np.stack([np.bincount(review[review != 0], minlength=words - 1) for review in ids])


@mistake("expected shape")
def bag_for_the_notebook(ids, words):
    return bag_by_loops(ids, 837)  # WORDS of the lab, whatever is asked


@right
def bag_by_unique(ids, words):
    bags = np.zeros((ids.shape[0], words), "int32")
    for row in range(ids.shape[0]):
        found, times = np.unique(ids[row], return_counts=True)
        bags[row, found] = times
    bags[:, 0] = 0
    return bags


@right
def bag_with_keras(ids, words):
    from keras import ops

    return ops.sum(ops.one_hot(ids, words), axis=1) * ops.cast(ops.arange(words) > 0, "float32")


@mistake("not row 0")
def bag_with_row_0_emptied(ids, words):
    bags = np.eye(words)[ids].sum(axis=1)
    bags[0] = 0
    return bags


@mistake("the last step of a row counts too")
def bag_without_last_step(ids, words):
    bags = np.zeros((len(ids), words))
    for row in range(len(ids)):
        for step in range(ids.shape[1] - 1):
            if ids[row, step] != 0:
                bags[row, ids[row, step]] += 1
    return bags


@mistake("the first word of a review counts too")
def bag_without_first_step(ids, words):
    bags = np.zeros((len(ids), words))
    for row in range(len(ids)):
        for step in range(1, ids.shape[1]):
            if ids[row, step] > 0:
                bags[row, ids[row, step]] += 1
    return bags


@mistake("has no 0 in it")
def bag_up_to_first_zero(ids, words):
    bags = []
    for review in ids:
        end = np.argmax(review == 0)
        bags.append(np.bincount(review[:end], minlength=words))
    return np.array(bags)


@mistake("ValueError")
def bag_up_to_index_of_zero(ids, words):
    bags = []
    for review in ids.tolist():
        bags.append(np.bincount(review[: review.index(0)], minlength=words))
    return np.array(bags)


@mistake("StopIteration")
def bag_up_to_next_zero(ids, words):
    ends = [next(place for place, word in enumerate(review) if word == 0) for review in ids]
    return np.stack([np.bincount(row[:end], minlength=words) for row, end in zip(ids, ends)])


@mistake("not the number of different words")
def bag_of_vocabulary(ids, words):
    return np.array([len(set(review.tolist()) - {0}) for review in ids])


@mistake("not the number of words")
def bag_of_lengths(ids, words):
    return np.count_nonzero(ids, axis=1)


@mistake("not for each step")
def bag_at_each_step(ids, words):
    return [[row.tolist().count(word) if word else 0 for word in row] for row in ids]


@mistake("only for the last")
def bag_overwritten(ids, words):
    for review in ids:
        bag = np.zeros(words)
        for word in review[review != 0]:
            bag[word] += 1
    return bag


@mistake("words are axis 1, and padding")
def bag_transposed_with_padding(ids, words):
    return np.eye(words)[ids].sum(axis=1).T


@mistake("numbers are wrong")
def bag_with_reviews_mixed_up(ids, words):
    return np.bincount(ids.ravel(), minlength=len(ids) * words).reshape(len(ids), -1)


@mistake("numbers are wrong")
def bag_in_steps_of_two(ids, words):
    bags = np.zeros((len(ids), words))
    for bag, review in zip(bags, ids):
        for word in review[::2]:
            bag[word] += word > 0
    return bags


@mistake("numbers are wrong")
def bag_of_sorted_counts(ids, words):
    return np.sort(bag_by_loops(ids, words), axis=1)


@mistake("numbers are wrong")
def bag_counted_from_1(ids, words):
    return bag_by_loops(ids, words) + (np.arange(words) > 0)
