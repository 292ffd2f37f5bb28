"""Answers to the exercises of lab 07_word2vec."""

import math

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# pair-count


@right("pair-count")
def pairs_by_loop(lengths, window):
    count = 0
    for length in lengths:
        for place in range(length):
            count += min(window, place) + min(window, length - 1 - place)
    return count


@right("pair-count")
def pairs_by_distance(lengths, window):
    return sum(2 * max(length - d, 0) for length in lengths for d in range(1, window + 1))


@right("pair-count")
def pairs_by_formula(lengths, window):
    total = 0
    for length in lengths:
        reach = min(window, length - 1)
        total += 2 * length * reach - reach * (reach + 1)
    return total


@right("pair-count")
def pairs_by_matrix(lengths, window):
    total = 0
    for length in lengths:
        distance = abs(np.arange(length)[:, None] - np.arange(length))
        total += ((distance > 0) & (distance <= window)).sum()
    return total


@right("pair-count")
def pairs_taken_off_the_list(lengths, window):
    count = 0
    while lengths:
        length = lengths.pop()
        count += np.maximum(length - np.arange(1, window + 1), 0).sum() * 2
    return count


@mistake("pair-count", "are two pairs")
def pairs_one_side(lengths, window):
    return sum(max(length - d, 0) for length in lengths for d in range(1, window + 1))


@mistake("pair-count", "have fewer neighbours")
def pairs_without_edges(lengths, window):
    return sum(2 * window * length for length in lengths)


@mistake("pair-count", "not its own neighbour")
def pairs_with_itself(lengths, window):
    return pairs_by_loop(lengths, window) + sum(lengths)


@mistake("pair-count", "into the next sentence")
def pairs_across_sentences(lengths, window):
    return pairs_by_loop([sum(lengths)], window)


@mistake("pair-count", "not to both together")
def pairs_half_window(lengths, window):
    return pairs_by_loop(lengths, window // 2)


@mistake("pair-count", "not only at the first")
def pairs_returned_early(lengths, window):
    for length in lengths:
        return pairs_by_loop([length], window)


@mistake("pair-count", "not only at the last")
def pairs_overwritten(lengths, window):
    for length in lengths:
        count = pairs_by_loop([length], window)
    return count


@mistake("pair-count", "add the sentences up")
def pairs_each(lengths, window):
    return [pairs_by_loop([length], window) for length in lengths]


@mistake("pair-count", "as large as the window")
def pairs_range_too_short(lengths, window):
    return sum(2 * max(length - d, 0) for length in lengths for d in range(1, window))


@mistake("pair-count", "longer than a sentence")
def pairs_formula_for_long_sentences(lengths, window):
    return sum(2 * window * length - window * (window + 1) for length in lengths)


@mistake("pair-count", "limits how far")
def pairs_of_all_words(lengths, window):
    return sum(length * (length - 1) for length in lengths)


@mistake("pair-count", "not only the window itself")
def pairs_at_window_only(lengths, window):
    return sum(2 * max(length - window, 0) for length in lengths)


@mistake("pair-count", "whose window sticks out")
def pairs_of_full_windows(lengths, window):
    return sum(2 * window * max(length - 2 * window, 0) for length in lengths)


@mistake("pair-count", "that the function is given")
def pairs_with_window_of_the_lab(lengths, window):
    return pairs_by_loop(lengths, 2)


@mistake("pair-count", "range(a, b) ends before b")
def pairs_range_ends_early(lengths, window):
    count = 0
    for length in lengths:
        for place in range(length):
            for other in range(max(0, place - window), min(length, place + window)):
                count += other != place
    return count


@mistake("pair-count", "start at 0 at the earliest")
def pairs_slice_from_below_0(lengths, window):
    count = 0
    for length in lengths:
        places = list(range(length))
        for place in places:
            count += len(places[place - window : place])
            count += len(places[place + 1 : place + 1 + window])
    return count


@mistake("pair-count", "shorter than the window")
def pairs_skip_short_sentences(lengths, window):
    return pairs_by_loop([length for length in lengths if length > window], window)


@mistake("pair-count", "not one less")
def pairs_window_one_too_large(lengths, window):
    return pairs_by_loop(lengths, window + 1)


@mistake("pair-count", "both of its ends")
def pairs_one_end(lengths, window):
    return sum(2 * window * length - window * (window + 1) // 2 for length in lengths)


@mistake("pair-count", "should give")
def pairs_always_30(lengths, window):
    return 30  # right for the first case


@mistake("pair-count", "got a value of type list")
def pairs_on_a_list(lengths, window):
    return [(i, j) for n in lengths for i in range(n) for j in range(n) if 0 < abs(i - j) <= window]


# keep-probability


@right("keep-probability")
def keep_by_minimum(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / counts.sum())))


@right("keep-probability")
def keep_by_loop(counts, threshold):
    total = sum(counts)
    return [min(1.0, math.sqrt(threshold * total / count)) for count in counts]


@right("keep-probability")
def keep_by_clip(counts, threshold):
    return ((threshold * np.sum(counts) / counts) ** 0.5).clip(max=1)


@right("keep-probability")
def keep_by_dropping(counts, threshold):
    drop = np.maximum(0, 1 - np.sqrt(threshold / (counts / counts.sum())))
    return 1 - drop


@right("keep-probability")
def keep_by_where_in_single_precision(counts, threshold):
    shares = (counts / counts.sum()).astype("float32")
    return np.where(shares > threshold, np.sqrt(np.float32(threshold) / shares), np.float32(1))


@right("keep-probability")
def keep_by_logarithms(counts, threshold):
    half = (np.log(threshold) - np.log(counts) + np.log(sum(counts))) / 2
    return tuple(np.exp(np.minimum(half, 0)))


@mistake("keep-probability", "keep is 1 minus it")
def keep_is_drop(counts, threshold):
    return 1 - keep_by_minimum(counts, threshold)


@mistake("keep-probability", "below 0 for rare ones")
def keep_is_drop_without_limit(counts, threshold):
    return 1 - np.sqrt(threshold / (counts / counts.sum()))


@mistake("keep-probability", "never above 1")
def keep_without_limit(counts, threshold):
    return np.sqrt(threshold / (counts / counts.sum()))


@mistake("keep-probability", "divided by all counts together")
def keep_by_counts(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / counts))


@mistake("keep-probability", "take the square root")
def keep_without_root(counts, threshold):
    return np.minimum(1, threshold / (counts / counts.sum()))


@mistake("keep-probability", "the threshold stands above")
def keep_upside_down(counts, threshold):
    return np.minimum(1, np.sqrt(counts / counts.sum() / threshold))


@mistake("keep-probability", "number of different words")
def keep_by_mean(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / len(counts))))


@mistake("keep-probability", "not of the most frequent one")
def keep_by_largest(counts, threshold):
    return np.minimum(1, np.sqrt(threshold / (counts / counts.max())))


@mistake("keep-probability", "published program")
def keep_as_programmed(counts, threshold):
    ratio = threshold * counts.sum() / counts
    return np.minimum(1, np.sqrt(ratio) + ratio)


@mistake("keep-probability", "not the larger")
def keep_by_maximum(counts, threshold):
    return np.maximum(1, np.sqrt(threshold / (counts / counts.sum())))


@mistake("keep-probability", "not how many of each")
def keep_as_counts(counts, threshold):
    return counts * keep_by_minimum(counts, threshold)


@mistake("keep-probability", "threshold and share")
def keep_root_of_share_only(counts, threshold):
    return np.minimum(1, threshold / np.sqrt(counts / counts.sum()))


@mistake("keep-probability", "has a probability of its own")
def keep_mean(counts, threshold):
    return keep_by_minimum(counts, threshold).mean()


@mistake("keep-probability", "the function is given")
def keep_with_threshold_of_the_lab(counts, threshold):
    return keep_by_minimum(counts, 1e-3)


@mistake("keep-probability", "as the program does")
def keep_as_programmed_without_limit(counts, threshold):
    ratio = threshold * counts.sum() / counts
    return np.sqrt(ratio) + ratio


@mistake("keep-probability", "not the square")
def keep_squared(counts, threshold):
    return np.minimum(1, (threshold * counts.sum() / counts) ** 2)


@mistake("keep-probability", "expected floating-point numbers")
def keep_in_whole_numbers(counts, threshold):
    kept = np.zeros_like(counts)
    for place, count in enumerate(counts):
        kept[place] = min(1, math.sqrt(threshold * counts.sum() / count))
    return kept


@mistake("keep-probability", "ValueError")
def keep_by_the_minimum_of_python(counts, threshold):
    return min(1, np.sqrt(threshold * counts.sum() / counts))


# neighbours


@right("neighbours")
def near_by_units(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-(units @ units[word]))
    return order[order != word][:count]


@right("neighbours")
def near_by_loop(vectors, word, count):
    asked = vectors[word]
    cosines = []
    for other, vector in enumerate(vectors):
        if other != word:
            length = math.sqrt((vector**2).sum() * (asked**2).sum())
            cosines.append((float(vector @ asked) / length, other))
    return [other for _, other in sorted(cosines, reverse=True)[:count]]


@right("neighbours")
def near_by_minus_infinity(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    cosines[word] = -np.inf
    return cosines.argsort()[::-1][:count]


@right("neighbours")
def near_by_scipy(vectors, word, count):
    from scipy.spatial.distance import cdist

    return cdist(vectors[[word]], vectors, "cosine")[0].argsort()[1 : count + 1]


@right("neighbours")
def near_by_distance_of_units(vectors, word, count):
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    return np.argsort(((vectors - vectors[word]) ** 2).sum(axis=1))[1 : count + 1]


@right("neighbours")
def near_without_the_row(vectors, word, count):
    rest = np.delete(np.arange(len(vectors)), word)
    cosines = vectors[rest] @ vectors[word] / np.linalg.norm(vectors[rest], axis=1)
    return tuple(rest[np.argsort(-cosines)[:count]])


@mistake("neighbours", "favours long ones")
def near_by_dot(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[word]))
    return order[order != word][:count]


@mistake("neighbours", "not distances")
def near_by_distance(vectors, word, count):
    order = np.argsort(np.linalg.norm(vectors - vectors[word], axis=1))
    return order[order != word][:count]


@mistake("neighbours", "not its own neighbour")
def near_with_itself(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(-(units @ units[word]))[:count]


@mistake("neighbours", "not the smallest")
def near_farthest(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(units @ units[word])[:count]


@mistake("neighbours", "nearest first, not last")
def near_last(vectors, word, count):
    return near_by_units(vectors, word, count)[::-1]


@mistake("neighbours", "do not drop the sign")
def near_absolute(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-abs(units @ units[word]))
    return order[order != word][:count]


@mistake("neighbours", "not cosines")
def near_cosines(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.sort(units @ units[word])[::-1][1 : count + 1]


@mistake("neighbours", "not vectors")
def near_vectors(vectors, word, count):
    return vectors[near_by_units(vectors, word, count)]


@mistake("neighbours", "as many as are asked for")
def near_one_more(vectors, word, count):
    return near_by_units(vectors, word, count + 1)


@mistake("neighbours", "not one more")
def near_drops_two(vectors, word, count):
    return near_by_units(vectors, word, count + 1)[1:]


@mistake("neighbours", "do not sort the indices")
def near_sorted(vectors, word, count):
    return np.sort(near_by_units(vectors, word, count))


@mistake("neighbours", "do not subtract their mean")
def near_centred(vectors, word, count):
    return near_by_units(vectors - vectors.mean(axis=0), word, count)


@mistake("neighbours", "the root of the sum of squares")
def near_squared_length(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[word]) / (vectors**2).sum(axis=1))
    return order[order != word][:count]


@mistake("neighbours", "not of word 0")
def near_word_0(vectors, word, count):
    order = np.argsort(-(vectors @ vectors[0]) / np.linalg.norm(vectors, axis=1))
    return order[order != word][:count]


@mistake("neighbours", "later rows move up by one")
def near_row_deleted(vectors, word, count):
    rest = np.delete(vectors, word, axis=0)
    return np.argsort(-(rest @ vectors[word]) / np.linalg.norm(rest, axis=1))[:count]


@mistake("neighbours", "not of the columns")
def near_by_columns(vectors, word, count):
    return near_by_dot(vectors / np.linalg.norm(vectors, axis=0), word, count)


@mistake("neighbours", "even over the word itself")
def near_by_dot_from_the_second(vectors, word, count):
    return np.argsort(-(vectors @ vectors[word]))[1 : count + 1]


@mistake("neighbours", "argsort puts the smallest first")
def near_smallest_from_the_second(vectors, word, count):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.argsort(units @ units[word])[1 : count + 1]


@mistake("neighbours", "cosines can be below 0")
def near_with_0_for_itself(vectors, word, count):
    cosines = vectors @ vectors[word] / np.linalg.norm(vectors, axis=1)
    cosines[word] = 0
    return np.argsort(-cosines)[:count]


@mistake("neighbours", "expected shape")
def near_all(vectors, word, count):
    return near_by_units(vectors, word, len(vectors))


# analogy


@right("analogy")
def analogy_by_units(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@right("analogy")
def analogy_by_loop(vectors, a, b, c):
    units = [vector / math.sqrt(sum(vector**2)) for vector in vectors]
    place = units[b] - units[a] + units[c]
    others = [word for word in range(len(vectors)) if word not in (a, b, c)]
    return max(others, key=lambda word: float(units[word] @ place))


@right("analogy")
def analogy_by_order(vectors, a, b, c):
    units = vectors / np.sqrt((vectors**2).sum(axis=1))[:, np.newaxis]
    order = (units @ (units[b] - units[a] + units[c])).argsort()[::-1]
    return next(int(word) for word in order if word not in {a, b, c})


@right("analogy")
def analogy_by_three_cosines(vectors, a, b, c):
    lengths = np.linalg.norm(vectors, axis=1)
    cosines = vectors @ vectors[[a, b, c]].T / np.outer(lengths, lengths[[a, b, c]])
    scores = cosines[:, 1] - cosines[:, 0] + cosines[:, 2]
    scores[[a, b, c]] = -10
    return int(np.argmax(scores))


@right("analogy")
def analogy_by_distance_of_units(vectors, a, b, c):
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    distances = np.linalg.norm(vectors - (vectors[b] - vectors[a] + vectors[c]), axis=1)
    distances[[a, b, c]] = np.inf
    return distances.argmin()


@right("analogy")
def analogy_in_single_precision(vectors, a, b, c):
    units = vectors.astype("float32")
    units = units / np.linalg.norm(units, axis=1, keepdims=True)
    left = np.setdiff1d(np.arange(len(units)), [a, b, c])
    return left[(units[left] @ (units[b] - units[a] + units[c])).argmax()]


@mistake("analogy", "not among the answers")
def analogy_with_inputs(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (units @ (units[b] - units[a] + units[c])).argmax()


@mistake("analogy", "as well as c")
def analogy_leaves_out_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[c] = -np.inf
    return cosines.argmax()


@mistake("analogy", "leave out a as well as b and c")
def analogy_leaves_out_b_and_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[b, c]] = -np.inf
    return cosines.argmax()


@mistake("analogy", "leave out c as well as a and b")
def analogy_leaves_out_a_and_b(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b]] = -np.inf
    return cosines.argmax()


@mistake("analogy", "later ones move up")
def analogy_rows_deleted(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.delete(units @ (units[b] - units[a] + units[c]), [a, b, c]).argmax()


@mistake("analogy", "divide by the lengths before you add")
def analogy_raw_sum_with_inputs(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (units @ (vectors[b] - vectors[a] + vectors[c])).argmax()


@mistake("analogy", "and divide every vector")
def analogy_nothing_divided(vectors, a, b, c):
    return (vectors @ (vectors[b] - vectors[a] + vectors[c])).argmax()


@mistake("analogy", "got a value of type list")
def analogy_on_a_list(vectors, a, b, c):
    return [analogy_by_units(vectors, a, b, c)]


@mistake("analogy", "from a to b, not from b to a")
def analogy_backwards(vectors, a, b, c):
    return analogy_by_units(vectors, b, a, c)


@mistake("analogy", "not a + b - c")
def analogy_other_sign(vectors, a, b, c):
    return analogy_by_units(vectors, c, a, b)


@mistake("analogy", "before you add them")
def analogy_raw_sum(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (vectors[b] - vectors[a] + vectors[c])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("analogy", "not with their length")
def analogy_long_candidates(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = vectors @ (units[b] - units[a] + units[c])
    scores[[a, b, c]] = -np.inf
    return scores.argmax()


@mistake("analogy", "vectors of length 1 in the sum")
def analogy_all_raw(vectors, a, b, c):
    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])
    scores[[a, b, c]] = -np.inf
    return scores.argmax()


@mistake("analogy", "not distances")
def analogy_by_distance(vectors, a, b, c):
    place = vectors[b] - vectors[a] + vectors[c]
    distances = np.linalg.norm(vectors - place, axis=1)
    distances[[a, b, c]] = np.inf
    return distances.argmin()


@mistake("analogy", "subtract a")
def analogy_without_a(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] + units[c])
    cosines[[b, c]] = -np.inf
    return cosines.argmax()


@mistake("analogy", "c is missing")
def analogy_without_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a])
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


@mistake("analogy", "not the farthest")
def analogy_farthest(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ (units[b] - units[a] + units[c])
    cosines[[a, b, c]] = np.inf
    return cosines.argmin()


@mistake("analogy", "not its cosine")
def analogy_cosine(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    place = units[b] - units[a] + units[c]
    return float(units[analogy_by_units(vectors, a, b, c)] @ place / np.linalg.norm(place))


@mistake("analogy", "not its vector")
def analogy_vector(vectors, a, b, c):
    return vectors[analogy_by_units(vectors, a, b, c)]


@mistake("analogy", "b - a is missing")
def analogy_nearest_of_c(vectors, a, b, c):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ units[c]
    cosines[[a, b, c]] = -np.inf
    return cosines.argmax()


# negative-sampling


def sigmoid(score):
    return 1 / (1 + np.exp(-score))


@right("negative-sampling")
def loss_by_formula(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word)
    loss = -np.log(1 + pull) - np.log(1 - push).sum()
    return loss, pull * context + push @ negatives, pull * word, push[:, None] * word


@right("negative-sampling")
def loss_by_loop(word, context, negatives):
    error = sigmoid(np.dot(word, context)) - 1
    loss, to_word, to_context = -np.log(error + 1), error * context, error * word
    to_negatives = []
    for negative in negatives:
        error = sigmoid(np.dot(word, negative))
        loss -= np.log(1 - error)
        to_word = to_word + error * negative
        to_negatives.append(error * word)
    return loss, to_word, to_context, np.array(to_negatives)


@right("negative-sampling")
def loss_by_logaddexp(word, context, negatives):
    rows = np.vstack([context, negatives])
    signs = np.array([1] + [-1] * len(negatives))
    scores = signs * (rows @ word)
    slopes = -signs * sigmoid(-scores)
    gradients = np.outer(slopes, word)
    return float(np.logaddexp(0, -scores).sum()), slopes @ rows, gradients[0], gradients[1:]


@right("negative-sampling")
def loss_by_tape(word, context, negatives):
    import tensorflow as tf

    arrays = [tf.Variable(array) for array in (word, context, negatives)]
    with tf.GradientTape() as tape:
        score = tf.reduce_sum(arrays[0] * arrays[1])
        noise = tf.reduce_sum(arrays[2] * arrays[0], axis=1)
        loss = tf.nn.softplus(-score) + tf.reduce_sum(tf.nn.softplus(noise))
    return (loss, *tape.gradient(loss, arrays))


@right("negative-sampling")
def loss_in_single_precision(word, context, negatives):
    return loss_by_formula(*(array.astype("float32") for array in (word, context, negatives)))


@right("negative-sampling")
def loss_in_place(word, context, negatives):
    push = sigmoid(negatives @ word)
    loss = np.log1p(np.exp(-context @ word)) + np.log1p(np.exp(negatives @ word)).sum()
    pull = -sigmoid(-context @ word)
    to_word = pull * context + (push[:, None] * negatives).sum(axis=0)
    negatives[:] = push[:, None] * word
    return [loss, to_word, pull * word, negatives.tolist()]


@right("negative-sampling")
def loss_by_differences(word, context, negatives):
    flat = np.concatenate([word, context, negatives.ravel()])

    def loss(flat):
        word, *rows = flat.reshape(-1, len(context))
        scores = np.array(rows) @ word
        return np.logaddexp(0, np.append(-scores[0], scores[1:])).sum()

    steps = 1e-5 * np.eye(len(flat))
    slopes = np.array([(loss(flat + step) - loss(flat - step)) / 2e-5 for step in steps])
    to_word, to_context, *to_negatives = slopes.reshape(-1, len(context))
    return loss(flat), to_word, to_context, to_negatives


@mistake("negative-sampling", "points uphill")
def loss_downhill(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss, *(-gradient for gradient in gradients))


@mistake("negative-sampling", "MINUS the score")
def loss_negatives_attract(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word) - 1
    loss = -np.log(1 + pull) - np.log(1 + push).sum()
    return loss, pull * context + push @ negatives, pull * word, np.outer(push, word)


@mistake("negative-sampling", "sigmoid of minus their score")
def loss_only_wrong_sign(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(negatives @ word)).sum()
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("negative-sampling", "sum over the negatives, not their mean")
def loss_mean(word, context, negatives):
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word)
    loss = -np.log(1 + pull) - np.log(1 - push).mean()
    count = len(negatives)
    to_word = pull * context + push @ negatives / count
    return loss, to_word, pull * word, np.outer(push, word) / count


@mistake("negative-sampling", "in the loss too")
def loss_mean_in_loss(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(-negatives @ word)).mean()
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("negative-sampling", "never below 0")
def loss_without_minus(word, context, negatives):
    return tuple(-part for part in loss_by_formula(word, context, negatives))


@mistake("negative-sampling", "so it is never below 0")
def loss_sign_of_loss(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (-loss, *gradients)


@mistake("negative-sampling", "negatives act on the word")
def loss_word_without_negatives(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, (sigmoid(context @ word) - 1) * context, to_context, to_negatives


@mistake("negative-sampling", "context acts on the word")
def loss_word_without_context(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, sigmoid(negatives @ word) @ negatives, to_context, to_negatives


@mistake("negative-sampling", "is sigmoid(s) - 1")
def loss_forgets_minus_1(word, context, negatives):
    loss, _, _, to_negatives = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word), sigmoid(negatives @ word)
    return loss, pull * context + push @ negatives, pull * word, to_negatives


@mistake("negative-sampling", "is sigmoid(s), not sigmoid(s) - 1")
def loss_minus_1_everywhere(word, context, negatives):
    loss, _, to_context, _ = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word) - 1, sigmoid(negatives @ word) - 1
    return loss, pull * context + push @ negatives, to_context, np.outer(push, word)


@mistake("negative-sampling", "natural logarithm")
def loss_in_bits(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss / np.log(2), *gradients)


@mistake("negative-sampling", "return four things")
def loss_alone(word, context, negatives):
    return loss_by_formula(word, context, negatives)[0]


@mistake("negative-sampling", "return the loss too")
def loss_missing(word, context, negatives):
    return loss_by_formula(word, context, negatives)[1:]


@mistake("negative-sampling", "of its own")
def loss_negatives_summed(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, to_word, to_context, to_negatives.sum(axis=0)


@mistake("negative-sampling", "yes-or-no question")
def loss_softmax(word, context, negatives):
    rows = np.vstack([context, negatives])
    chances = np.exp(rows @ word)
    chances /= chances.sum()
    errors = chances - np.eye(len(rows))[0]
    return -np.log(chances[0]), errors @ rows, errors[0] * word, np.outer(errors[1:], word)


@mistake("negative-sampling", "base 10")
def loss_in_digits(word, context, negatives):
    loss, *gradients = loss_by_formula(word, context, negatives)
    return (loss / np.log(10), *gradients)


@mistake("negative-sampling", "the loss is one number")
def loss_each(word, context, negatives):
    loss = -np.log(sigmoid(context @ word)) - np.log(sigmoid(-negatives @ word))
    return (loss, *loss_by_formula(word, context, negatives)[1:])


@mistake("negative-sampling", "do not divide by their number")
def loss_mean_of_all(word, context, negatives):
    return tuple(part / (1 + len(negatives)) for part in loss_by_formula(word, context, negatives))


@mistake("negative-sampling", "not only the first")
def loss_of_first_negative(word, context, negatives):
    return loss_by_formula(word, context, negatives[:1])


@mistake("negative-sampling", "the word's gradient is a sum")
def loss_word_with_mean(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    mean = (sigmoid(negatives @ word)[:, None] * negatives).mean(axis=0)
    return loss, (sigmoid(context @ word) - 1) * context + mean, to_context, to_negatives


@mistake("negative-sampling", "its slope is above 0")
def loss_sign_of_negatives(word, context, negatives):
    *rest, to_negatives = loss_by_formula(word, context, negatives)
    return (*rest, -to_negatives)


@mistake("negative-sampling", "add this part")
def loss_word_subtracts(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context - sigmoid(negatives @ word) @ negatives
    return loss, to_word, to_context, to_negatives


@mistake("negative-sampling", "their slopes are above 0")
def loss_negatives_fall(word, context, negatives):
    loss, _, to_context, to_negatives = loss_by_formula(word, context, negatives)
    to_word = (sigmoid(context @ word) - 1) * context - sigmoid(negatives @ word) @ negatives
    return loss, to_word, to_context, -to_negatives


@mistake("negative-sampling", "not 1 - sigmoid(s)")
def loss_pair_rises(word, context, negatives):
    loss, _, _, to_negatives = loss_by_formula(word, context, negatives)
    pull, push = 1 - sigmoid(context @ word), sigmoid(negatives @ word)
    return loss, pull * context + push @ negatives, pull * word, to_negatives


@mistake("negative-sampling", "not sigmoid(-s)")
def loss_slope_of_minus_score(word, context, negatives):
    loss, _, to_context, _ = loss_by_formula(word, context, negatives)
    pull, push = sigmoid(context @ word) - 1, sigmoid(-negatives @ word)
    return loss, pull * context + push @ negatives, to_context, np.outer(push, word)


@mistake("negative-sampling", "not the vectors after a step")
def loss_after_a_step(word, context, negatives):
    loss, to_word, to_context, to_negatives = loss_by_formula(word, context, negatives)
    return loss, word - to_word, context - to_context, negatives - to_negatives


@mistake("negative-sampling", "no further sigmoid")
def loss_with_slope_of_sigmoid(word, context, negatives):
    s, p = sigmoid(context @ word), sigmoid(negatives @ word)
    loss = loss_by_formula(word, context, negatives)[0]
    pull, push = (s - 1) * s * (1 - s), p * p * (1 - p)
    return loss, pull * context + push @ negatives, pull * word, np.outer(push, word)


@mistake("negative-sampling", "times the WORD")
def loss_negatives_by_negatives(word, context, negatives):
    loss, to_word, to_context, _ = loss_by_formula(word, context, negatives)
    return loss, to_word, to_context, sigmoid(negatives @ word)[:, None] * negatives
