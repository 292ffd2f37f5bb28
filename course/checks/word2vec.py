"""Checks of lab 07: pairs, subsampling, neighbours, analogies, and the loss of negative sampling.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
"""

import numpy as np

from course.checks.base.core import Case, Check

# pair count: every pair is put on a list, then the list is counted


def _pair_cases(rng):
    drawn = [int(number) for number in rng.integers(4, 12, 3)]
    return [
        _pair_case([9], 2),  # the lecture's sentence
        _pair_case([6, 4], 1),
        _pair_case([2, 7, 3, 1], 4),  # a window longer than some sentences
        _pair_case(drawn, int(rng.integers(2, 4))),
    ]


def _pair_case(lengths, window):
    def listed(allowed, sizes=lengths):
        places = [(i, j) for size in sizes for i in range(size) for j in range(size)]
        return len([1 for i, j in places if allowed(i, j)])

    def near(i, j):
        return 0 < abs(i - j) <= window

    right, total = listed(near), sum(lengths)
    mistakes = {
        "neighbours lie on both sides: (the, quick) and (quick, the) are two pairs": right // 2,
        "the first and the last words of a sentence have fewer neighbours": 2 * window * total,
        "a word is not its own neighbour": right + total,
        "a pair never reaches into the next sentence": listed(near, [total]),
        "the window is the reach to each side, not to both together": listed(
            lambda i, j: 0 < abs(i - j) <= window / 2
        ),
        "look at all sentences, not only at the first": listed(near, lengths[:1]),
        "look at all sentences, not only at the last": listed(near, lengths[-1:]),
        "add the sentences up: one number": [listed(near, [size]) for size in lengths],
        "every distance up to the window counts, not only the window itself": listed(
            lambda i, j: abs(i - j) == window
        ),
        "the distance may be as large as the window": listed(lambda i, j: 0 < abs(i - j) < window),
        "a window can be longer than a sentence: no sentence has fewer than 0 pairs, and no word "
        "more neighbours than the sentence has other words": sum(
            2 * window * size - window * (window + 1) for size in lengths
        ),
        "a window limits how far a pair may reach": sum(size * (size - 1) for size in lengths),
        "count pairs, not words": total,
        "count the words at an edge only once": sum(
            2 * window * size - 2 * window * (window + 1) for size in lengths
        ),
        "words whose window sticks out have neighbours too, only fewer": sum(
            2 * window * max(size - 2 * window, 0) for size in lengths
        ),
        "the window reaches as far to the right as to the left, and range(a, b) ends before b": (
            listed(lambda i, j: i != j and -window <= j - i < window)
        ),
        "a slice such as words[-1:1] counts from the end: start at 0 at the earliest": sum(
            len(range(size)[i - window : i]) + len(range(size)[i + 1 : i + 1 + window])
            for size in lengths
            for i in range(size)
        ),
        "use the window that the function is given": listed(lambda i, j: 0 < abs(i - j) <= 2),
        "sentences shorter than the window have pairs, too": listed(
            near, [size for size in lengths if size > window]
        ),
        "the window is the largest distance, not one less": listed(
            lambda i, j: 0 < abs(i - j) <= window + 1
        ),
        "each sentence loses pairs at both of its ends": sum(
            2 * window * size - window * (window + 1) // 2 for size in lengths
        ),
    }
    return Case((lengths, window), right, "a whole number, the number of pairs", mistakes)


pair_count = Check("pair-count", 1, _pair_cases)


# keep probability: shares first, then counts that have them


def _keep_cases(rng):
    return [
        _keep_case([400, 50, 30, 15, 5], 0.1),
        _keep_case([9, 1], 0.25),
        _keep_case(rng.integers(1, 2_000, 8).tolist(), 0.01),
        _keep_case(rng.permutation([7, 60, 800, 9_000, 90_133]).tolist(), 1e-3),
    ]


def _keep_case(counts, threshold):
    counts = np.array(counts)
    shares = counts / counts.sum()
    ratio = threshold / shares
    right = np.minimum(1.0, np.sqrt(ratio))
    mistakes = {
        "that is the probability to drop a word: keep is 1 minus it": 1 - right,
        "that is the probability to drop a word, and below 0 for rare ones": 1 - np.sqrt(ratio),
        "a probability is never above 1": np.sqrt(ratio),
        "the share of a word is its count divided by all counts together": np.minimum(
            1.0, np.sqrt(threshold / counts)
        ),
        "take the square root": np.minimum(1.0, ratio),
        "the threshold stands above, the share below: frequent words are kept less often": (
            np.minimum(1.0, np.sqrt(1 / ratio))
        ),
        "the share is 1 divided by all counts, not by the number of different words": np.minimum(
            1.0, np.sqrt(threshold / (counts / len(counts)))
        ),
        "the share is of all words, not of the most frequent one": np.minimum(
            1.0, np.sqrt(threshold / (counts / counts.max()))
        ),
        "that is the formula of the published program, which adds t / f; here it is the paper's": (
            np.minimum(1.0, np.sqrt(ratio) + ratio)
        ),
        "a probability is never above 1, and the paper does not add t / f as the program does": (
            np.sqrt(ratio) + ratio
        ),
        "the square root, not the square": np.minimum(1.0, ratio**2),
        "the smaller of 1 and the root, not the larger": np.maximum(1.0, np.sqrt(ratio)),
        "return probabilities, not how many of each word are left": counts * right,
        "return the probability itself, not whether it is 1": (ratio >= 1).astype("float64"),
        "the root is of both, threshold and share": np.minimum(1.0, threshold / np.sqrt(shares)),
        "the root is of both, share and threshold": np.minimum(1.0, np.sqrt(threshold) / shares),
        "a share is between 0 and 1, not in percent": np.minimum(1.0, np.sqrt(ratio / 100)),
        "each word has a probability of its own: return an array": float(right.mean()),
        "probabilities to keep a word do not sum to 1: do not divide them by their sum": (
            right / right.sum()
        ),
        "use the threshold that the function is given": np.minimum(1.0, np.sqrt(1e-3 / shares)),
    }
    asks = f"{len(counts)} probabilities, one a word"
    return Case((counts, threshold), right, asks, mistakes)


keep_probability = Check("keep-probability", 1, _keep_cases)


# neighbours: first the order, then vectors at angles that make it so


def _neighbour_cases(rng):
    shapes = [(8, 3, 1), (12, 5, 4), (30, 10, 6), (6, 2, 4)]  # words, numbers a vector, asked for
    return [_neighbour_case(rng, *shape) for shape in shapes]


def _neighbour_case(rng, words, size, count):
    for _ in range(1_000):
        order = rng.permutation(words)  # order[0] is the word itself, then its neighbours
        cosines = np.concatenate([[1.0], -np.sort(-rng.uniform(-0.98, 0.98, words - 1))])
        cosines[-1] = -0.99  # an opposite: far, though its cosine is large without its sign
        axis, *rest = np.linalg.qr(rng.normal(size=(size, size)))[0].T
        aside = rng.normal(size=(words, size - 1)) @ np.array(rest)
        aside /= np.linalg.norm(aside, axis=1, keepdims=True)
        lengths = rng.uniform(0.3, 3, (words, 1))
        placed = lengths * (cosines[:, None] * axis + np.sqrt(1 - cosines**2)[:, None] * aside)
        vectors = np.empty_like(placed)
        vectors[order] = placed
        word, right = int(order[0]), order[1 : count + 1]
        scores = vectors @ vectors[word]
        distances = np.linalg.norm(vectors - vectors[word], axis=1)
        centred = vectors - vectors.mean(axis=0)
        centred = centred @ centred[word] / np.linalg.norm(centred, axis=1)
        others = np.arange(words) != word

        def best(values, others=others, count=count):
            ranked = np.argsort(-np.asarray(values, "float64"), kind="stable")
            return ranked[others[ranked]][:count]

        by_place = vectors @ axis / np.linalg.norm(vectors, axis=1)
        by_column = vectors / np.linalg.norm(vectors, axis=0)
        mistakes = {
            "divide by the lengths of the vectors: a dot product favours long ones": best(scores),
            "cosines, not distances: two vectors may point the same way and differ in length": (
                best(-distances)
            ),
            "a word is not its own neighbour": order[:count],
            "nearest first: the largest cosine, not the smallest": best(-by_place),
            "nearest first, not last": right[::-1],
            "a cosine of -1 is as far as can be: do not drop the sign": best(abs(by_place)),
            "return indices, not cosines": cosines[1 : count + 1],
            "return indices, not vectors": vectors[right],
            "return as many as are asked for": order[1 : count + 2],
            "the nearest one is missing: drop the word itself, not one more": (
                order[2 : count + 2]
            ),
            "keep the order of nearness: do not sort the indices": np.sort(right),
            "the vectors as they are: do not subtract their mean": best(centred),
            "divide by the length, the root of the sum of squares": best(
                scores / (vectors**2).sum(axis=1)
            ),
            "the neighbours of the word that was asked for, not of word 0": best(
                vectors @ vectors[0] / np.linalg.norm(vectors, axis=1)
            ),
            "indices count from 0": right + 1,
            "with the word's own row taken out, all later rows move up by one": (
                right - (right > word)
            ),
            "a vector is a row: divide by the lengths of the rows, not of the columns": best(
                by_column @ by_column[word]
            ),
            "a dot product favours long vectors, even over the word itself": (
                np.argsort(-scores)[1 : count + 1]
            ),
            "argsort puts the smallest first, and the nearest have the largest cosine": (
                np.argsort(by_place)[1 : count + 1]
            ),
        }
        wrong = [value for value in mistakes.values() if np.shape(value) == right.shape]
        mistakes["cosines can be below 0: 0 does not put the word itself last"] = best(
            np.where(others, by_place, 0), others=np.full(words, True)
        )
        if count > words / 2:  # where so many are asked for, some have a cosine below 0
            wrong += [list(mistakes.values())[-1]]
        if count == 1 or not any(np.array_equal(value, right) for value in wrong):
            break
    else:
        raise AssertionError(f"no vectors were found in which {count} neighbours are distinct")
    asks = f"the indices of the {count} nearest words, nearest first"
    return Case((vectors, word, count), right, asks, mistakes)


neighbours = Check("neighbours", 2, _neighbour_cases)


# analogy: what gensim answers


def _analogy_cases(rng):
    return [
        _analogy_case(rng, 9, 3, ["not among", "leave out a and b as"]),
        _analogy_case(rng, 8, 2, ["not among", "leave out a as", "fewer rows"]),
        _analogy_case(rng, 20, 6, ["divide every vector before", "direction", "leave out c as"]),
        _analogy_case(rng, 40, 8, ["divide every vector before", "of length 1", "not distances"]),
        _analogy_case(rng, 60, 20, ["not among", "leave out c as", "subtract a"]),
        _analogy_case(rng, 20, 10, ["c is missing", "c alone"]),
    ]


def _analogy_case(rng, words, size, shown):
    """shown: parts of the hints whose mistakes must lead to different wrong answers in this case."""
    from gensim.models import KeyedVectors

    names = [str(place) for place in range(words)]
    for _ in range(2_000):
        vectors = rng.normal(size=(words, size)) * rng.uniform(0.4, 2.5, (words, 1))
        a, b, c = (int(place) for place in rng.choice(words, 3, replace=False))
        units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        d = int(rng.choice([place for place in range(words) if place not in (a, b, c)]))
        units[d] += 0.5 * (units[b] - units[a] + units[c])
        vectors[d] = units[d] * np.linalg.norm(vectors[d]) / np.linalg.norm(units[d])
        units[d] /= np.linalg.norm(units[d])
        keyed = KeyedVectors(size)
        keyed.add_vectors(names, vectors.astype("float32"))

        def solved(plus, minus, keyed=keyed):
            found = keyed.most_similar(
                positive=list(map(str, plus)), negative=list(map(str, minus))
            )
            return int(found[0][0]), float(found[0][1])

        def first(scores, left_out=()):
            scores = np.array(scores)
            scores[list(left_out)] = -np.inf
            return int(scores.argmax())

        right, cosine = solved([b, c], [a])
        place, asked = units[b] - units[a] + units[c], (a, b, c)
        raw = vectors[b] - vectors[a] + vectors[c]
        mistakes = {
            "a, b and c are not among the answers": first(units @ place),
            "leave out a and b as well as c": first(units @ place, [c]),
            "leave out a as well as b and c": first(units @ place, [b, c]),
            "leave out c as well as a and b": first(units @ place, [a, b]),
            "with a, b and c taken out, fewer rows are left, and later ones move up": int(
                np.delete(units @ place, asked).argmax()
            ),
            "go from a to b, not from b to a": solved([a, c], [b])[0],
            "start at c: b - a + c, not a + b - c": solved([a, b], [c])[0],
            "divide every vector before you add them, each by its length": first(
                units @ raw, asked
            ),
            "cosines: candidates count with their direction, not with their length": first(
                vectors @ place, asked
            ),
            "cosines, and vectors of length 1 in the sum": first(vectors @ raw, asked),
            "leave out a, b and c, and divide every vector by its length": first(vectors @ raw),
            "leave out a, b and c, and divide by the lengths before you add": first(units @ raw),
            "cosines, not distances": first(-np.linalg.norm(vectors - raw, axis=1), asked),
            "subtract a: only the way from a to b counts": solved([b, c], [])[0],
            "the way from a to b starts at c: add c": solved([b], [a, c])[0],
            "c is missing: the way from a to b starts there": first(
                units @ (units[b] - units[a]), asked
            ),
            "the nearest word, not the farthest": int(
                max(set(range(words)) - set(asked), key=lambda word: -units[word] @ place)
            ),
            "return the index of the word, not its cosine": cosine,
            "return the index of the word, not its vector": vectors[right],
            "one answer, not a list of the best": keyed.index_to_key[:10],
            "the first answer, not the second": first(units @ place, [*asked, right]),
            "the nearest of c alone is not what is asked: b - a is missing": first(
                units @ units[c], asked
            ),
        }  # fmt: skip
        ranked = np.sort(np.delete(units @ place, asked))
        if ranked[-1] - ranked[-2] < 1e-3:  # single precision may not tell them apart
            continue
        wrong = [mistakes[hint] for hint in mistakes if any(part in hint for part in shown)]
        if len({right, *wrong}) == 1 + len(shown):
            break
    else:
        raise AssertionError(f"no vectors were found that tell these mistakes apart: {shown}")
    asks = "the index of the word that gensim answers"
    return Case((vectors, a, b, c), right, asks, mistakes)


analogy = Check("analogy", 2, _analogy_cases)


# negative sampling: the loss from a formula, its gradients from automatic differentiation


def _loss_cases(rng):
    return [_loss_case(rng, size, count) for size, count in ((1, 1), (3, 2), (10, 5), (4, 8))]


def _loss_case(rng, size, count):
    import tensorflow as tf

    word, context = rng.normal(size=size), rng.normal(size=size)
    negatives = rng.normal(size=(count, size))
    arrays = [tf.Variable(array) for array in (word, context, negatives)]
    with tf.GradientTape() as tape:
        scores = (
            tf.linalg.tensordot(arrays[1], arrays[0], 1),
            tf.linalg.matvec(arrays[2], arrays[0]),
        )
        oracle = -tf.math.log_sigmoid(scores[0]) - tf.reduce_sum(tf.math.log_sigmoid(-scores[1]))
    to_word, to_context, to_negatives = (
        gradient.numpy() for gradient in tape.gradient(oracle, arrays)
    )
    score, noise = context @ word, negatives @ word
    attract, repel = np.logaddexp(0, -score), np.logaddexp(0, noise)
    loss = float(attract + repel.sum())
    if not np.isclose(loss, float(oracle)):
        raise AssertionError(f"the formula gives {loss}, automatic differentiation {float(oracle)}")
    sigma, sigmas = 1 / (1 + np.exp(-score)), 1 / (1 + np.exp(-noise))
    right = (loss, to_word, to_context, to_negatives)
    pull, push = (sigma - 1) * context, sigmas @ negatives
    slope, slopes = sigma * (1 - sigma), sigmas * (1 - sigmas)
    chances = np.exp(np.append(score, noise))
    chances /= chances.sum()
    mistakes = {
        "that is where to go, downhill: the gradient points uphill": (
            loss, -to_word, -to_context, -to_negatives,
        ),
        "negatives should score low: the logarithm of sigmoid of MINUS the score": (
            float(attract + np.logaddexp(0, -noise).sum()),
            pull + (sigmas - 1) @ negatives, to_context, np.outer(sigmas - 1, word),
        ),
        "in the loss, negatives count with sigmoid of minus their score": (
            float(attract + np.logaddexp(0, -noise).sum()), *right[1:],
        ),
        "sum over the negatives, not their mean": (
            float(attract + repel.mean()), pull + push / count, to_context, to_negatives / count,
        ),
        "in the loss too, sum over the negatives, not their mean": (
            float(attract + repel.mean()), *right[1:],
        ),
        "the loss is minus the logarithm: it is never below 0": (
            -loss, -to_word, -to_context, -to_negatives,
        ),
        "the loss is minus the logarithm, so it is never below 0": (-loss, *right[1:]),
        "the negatives act on the word as well": (loss, pull, to_context, to_negatives),
        "the context acts on the word as well": (loss, push, to_context, to_negatives),
        "the negatives count in the loss": (float(attract), *right[1:]),
        "the slope of -log sigmoid(s) is sigmoid(s) - 1": (
            loss, sigma * context + push, sigma * word, to_negatives,
        ),
        "the slope of -log sigmoid(-s) is sigmoid(s), not sigmoid(s) - 1": (
            loss, pull + (sigmas - 1) @ negatives, to_context, np.outer(sigmas - 1, word),
        ),
        "use the natural logarithm": (loss / np.log(2), *right[1:]),
        "return four things: the loss and three gradients": loss,
        "return the loss too: it comes first": right[1:],
        "the loss comes first, then word, context, negatives": (*right[1:], loss),
        "the gradient of the word comes before that of the context": (
            loss, to_context, to_word, to_negatives,
        ),
        "each negative has a gradient of its own": (
            loss, to_word, to_context, to_negatives.sum(axis=0),
        ),
        "each negative has a gradient of its own: the word times its sigmoid": (
            loss, to_word, to_context, np.outer(sigmas, np.ones(size)),
        ),
        "that is a softmax over all of them: here each is a yes-or-no question": (
            float(-np.log(chances[0])),
            chances[1:] @ negatives + (chances[0] - 1) * context,
            (chances[0] - 1) * word, np.outer(chances[1:], word),
        ),
        "the logarithm of the sigmoid, not the sigmoid itself": (
            float((1 - sigma) + sigmas.sum()), *right[1:],
        ),
        "the gradient of a negative is its sigmoid times the WORD": (
            loss, to_word, to_context, sigmas[:, None] * negatives,
        ),
        "the gradient of the context is a number times the WORD": (
            loss, to_word, (sigma - 1) * context, to_negatives,
        ),
        "use the natural logarithm, not that to base 10": (loss / np.log(10), *right[1:]),
        "the terms of the negatives are added up: the loss is one number": (
            attract + repel, *right[1:],
        ),
        "the loss is a sum of 1 + k terms: do not divide by their number": tuple(
            part / (1 + count) for part in right
        ),
        "all negatives count, not only the first": (
            float(attract + repel[0]), pull + sigmas[0] * negatives[0], to_context,
            to_negatives[:1],
        ),
        "the word's gradient is a sum over the negatives, not their mean": (
            loss, pull + push / count, to_context, to_negatives,
        ),
        "the loss rises with the score of a negative: its slope is above 0": (
            loss, to_word, to_context, -to_negatives,
        ),
        "the loss rises with the score of a negative: add this part to the word's gradient": (
            loss, pull - push, to_context, to_negatives,
        ),
        "the loss rises with the scores of the negatives: their slopes are above 0": (
            loss, pull - push, to_context, -to_negatives,
        ),
        "the loss falls with the score of the pair: sigmoid(s) - 1, not 1 - sigmoid(s)": (
            loss, push - pull, -to_context, to_negatives,
        ),
        "the slope of -log sigmoid(-s) is sigmoid(s), not sigmoid(-s)": (
            loss, pull + (1 - sigmas) @ negatives, to_context, np.outer(1 - sigmas, word),
        ),
        "return gradients, not the vectors after a step": (
            loss, word - to_word, context - to_context, negatives - to_negatives,
        ),
        "the slope of the logarithm is there already: no further sigmoid * (1 - sigmoid)": (
            loss, slope * pull + (slopes * sigmas) @ negatives,
            slope * to_context, np.outer(slopes * sigmas, word),
        ),
    }  # fmt: skip
    asks = f"the loss, and gradients of shapes ({size},), ({size},) and ({count}, {size})"
    return Case((word, context, negatives), right, asks, mistakes)


negative_sampling = Check("negative-sampling", 3, _loss_cases, seconds=20.0)
