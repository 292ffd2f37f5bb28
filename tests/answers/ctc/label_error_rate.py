"""Answers to label-error-rate."""

import difflib
import functools

import numpy as np

from tests.answers import Bank

bank = Bank("label-error-rate")
right, mistake = bank.right, bank.mistake


def distance(one, other, *, insert=1, delete=1, substitute=1, swap=None):
    """Edit distance by a whole table."""
    table = np.zeros((len(one) + 1, len(other) + 1))
    table[:, 0] = delete * np.arange(len(one) + 1)
    table[0] = insert * np.arange(len(other) + 1)
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + delete,
                table[i, j - 1] + insert,
                table[i - 1, j - 1] + substitute * (one[i - 1] != other[j - 1]),
            )
            if swap and i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + swap)
    return int(table[-1, -1])


def total(spoken, written, errors=distance):
    return sum(errors(one, other) for one, other in zip(spoken, written))


def size(labels):
    return sum(len(label) for label in labels)


@right
def rate_by_table(spoken, written):
    errors = symbols = 0
    for one, other in zip(spoken, written):
        table = np.zeros((len(one) + 1, len(other) + 1), int)
        table[:, 0] = range(len(one) + 1)
        table[0] = range(len(other) + 1)
        for i in range(1, len(one) + 1):
            for j in range(1, len(other) + 1):
                wrong = one[i - 1] != other[j - 1]
                near = min(table[i - 1, j], table[i, j - 1])
                table[i, j] = min(near + 1, table[i - 1, j - 1] + wrong)
        errors += table[-1, -1]
        symbols += len(one)
    return errors / symbols


@right
def rate_by_recursion(spoken, written):
    @functools.cache
    def errors(one, other):
        if not one or not other:
            return len(one) + len(other)
        if one[-1] == other[-1]:
            return errors(one[:-1], other[:-1])
        return 1 + min(
            errors(one[:-1], other), errors(one, other[:-1]), errors(one[:-1], other[:-1])
        )

    return sum(errors(tuple(a), tuple(b)) for a, b in zip(spoken, written)) / size(spoken)


@right
def rate_by_columns(spoken, written):
    errors = symbols = 0
    for one, other in zip(spoken, written):
        row = np.arange(len(one) + 1)
        for symbol in other:
            best = np.minimum(row[1:] + 1, row[:-1] + (np.array(one) != symbol))
            after = [row[0] + 1]
            for number in best:
                after.append(min(number, after[-1] + 1))
            row = np.array(after)
        errors, symbols = errors + row[-1], symbols + len(one)
    return errors / symbols


@right
def rate_by_places(spoken, written):
    def errors(one, other):
        @functools.cache
        def from_here(i, j):
            if i == len(one) or j == len(other):
                return len(one) - i + len(other) - j
            if one[i] == other[j]:
                return from_here(i + 1, j + 1)
            return 1 + min(from_here(i + 1, j), from_here(i, j + 1), from_here(i + 1, j + 1))

        return from_here(0, 0)

    return sum(map(errors, spoken, written)) / sum(map(len, spoken))


@mistake("not the average of each utterance")
def rate_averaged(spoken, written):
    return np.mean([distance(a, b) / len(a) for a, b in zip(spoken, written)])


@mistake("not of utterances")
def rate_per_utterance(spoken, written):
    return total(spoken, written) / len(spoken)


@mistake("ZeroDivisionError")
def rate_of_written(spoken, written):
    return total(spoken, written) / size(written)


@mistake("whether or not more is written")
def rate_of_longer(spoken, written):
    return total(spoken, written) / sum(max(len(a), len(b)) for a, b in zip(spoken, written))


@mistake("not by both together")
def rate_of_both(spoken, written):
    return total(spoken, written) / (size(spoken) + size(written))


@mistake("not the number of errors")
def rate_not_divided(spoken, written):
    return total(spoken, written)


@mistake("not one for each utterance")
def rate_of_each(spoken, written):
    return [distance(a, b) / len(a) for a, b in zip(spoken, written)]


@mistake("do not compare place by place")
def rate_by_place(spoken, written):
    wrong = sum(a != b for one, other in zip(spoken, written) for a, b in zip(one, other))
    return wrong / size(spoken)


@mistake("difference in length is added")
def rate_by_place_and_length(spoken, written):
    wrong = 0
    for one, other in zip(spoken, written):
        wrong += sum(a != b for a, b in zip(one, other)) + abs(len(one) - len(other))
    return wrong / size(spoken)


@mistake("IndexError")
def rate_by_index(spoken, written):
    wrong = 0
    for one, other in zip(spoken, written):
        for place in range(len(one)):
            wrong += one[place] != other[place]
    return wrong / size(spoken)


@mistake("a substitution is one error")
def rate_of_common_order(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, substitute=2)) / size(spoken)


@mistake("an insertion is an error")
def rate_insertions_free(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, insert=0)) / size(spoken)


@mistake("a deletion is an error")
def rate_deletions_free(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, delete=0)) / size(spoken)


@mistake("a substitution is an error")
def rate_of_lengths(spoken, written):
    return sum(abs(len(a) - len(b)) for a, b in zip(spoken, written)) / size(spoken)


@mistake("an insertion is one error, not two")
def rate_insertions_twice(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, insert=2)) / size(spoken)


@mistake("a deletion is one error, not two")
def rate_deletions_twice(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, delete=2)) / size(spoken)


@mistake("two errors, not one")
def rate_with_swaps(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, swap=1)) / size(spoken)


@mistake("the order of the symbols counts")
def rate_of_bags(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        left = list(other)
        for symbol in one:
            if symbol in left:
                left.remove(symbol)
        errors += max(len(one), len(other)) - (len(other) - len(left))
    return errors / size(spoken)


@mistake("`difflib` begins with")
def rate_by_difflib(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        steps = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        errors += sum(max(b - a, d - c) for kind, a, b, c, d in steps if kind != "equal")
    return errors / size(spoken)


@mistake("returned")
def rate_by_ratio(spoken, written):
    ratios = [difflib.SequenceMatcher(None, a, b).ratio() for a, b in zip(spoken, written)]
    return 1 - np.mean(ratios)


@mistake("counts as insertions")
def rate_of_best_part(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = [0] * (len(other) + 1)
        for i, symbol in enumerate(one):
            after = [i + 1]
            for j, found in enumerate(other):
                after.append(min(row[j + 1] + 1, after[j] + 1, row[j] + (symbol != found)))
            row = after
        errors += min(row)
    return errors / size(spoken)


@mistake("not whether there are any")
def rate_of_utterances(spoken, written):
    return np.mean([a != b for a, b in zip(spoken, written)])


@mistake("the symbols that are right")
def rate_right(spoken, written):
    return 1 - total(spoken, written) / size(spoken)


@mistake("do not cut it off")
def rate_cut(spoken, written):
    return min(1.0, total(spoken, written) / size(spoken))


@mistake("more errors than symbols")
def rate_cut_each(spoken, written):
    return total(spoken, written, lambda a, b: min(len(a), distance(a, b))) / size(spoken)


@mistake("not percent")
def rate_in_percent(spoken, written):
    return 100 * total(spoken, written) / size(spoken)


@mistake("not with //")
def rate_whole(spoken, written):
    return total(spoken, written) // size(spoken)


@mistake("nothing is written")
def rate_skips_empty(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        if not other:
            continue
        errors += distance(one, other)
    return errors / size(spoken)


@mistake("nothing moves to the next one")
def rate_joined(spoken, written):
    one = [symbol for label in spoken for symbol in label]
    return distance(one, [symbol for label in written for symbol in label]) / len(one)


@mistake("not the digits")
def rate_of_texts(spoken, written):
    def text(label):
        return "".join(str(symbol) for symbol in label)

    return total(spoken, written, lambda a, b: distance(text(a), text(b))) / size(spoken)


@mistake("not the digits")
def rate_of_all_digits(spoken, written):
    texts = [["".join(map(str, label)) for label in labels] for labels in (spoken, written)]
    return total(*texts) / size(spoken)


@mistake("not only the first")
def rate_of_first(spoken, written):
    for one, other in zip(spoken, written):
        return distance(one, other) / len(one)


@mistake("not only the last")
def rate_of_last(spoken, written):
    for one, other in zip(spoken, written):
        rate = distance(one, other) / len(one)
    return rate


@mistake("errors of all utterances")
def rate_overwrites(spoken, written):
    for one, other in zip(spoken, written):
        errors = distance(one, other)
    return errors / size(spoken)


@mistake("symbols of all utterances")
def rate_of_last_size(spoken, written):
    for one in spoken:
        symbols = len(one)
    return total(spoken, written) / symbols


@mistake("do not round")
def rate_rounded(spoken, written):
    return round(total(spoken, written) / size(spoken), 2)


@mistake("large numbers")
def rate_by_identity(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = list(range(len(other) + 1))
        for i, a in enumerate(one, 1):
            after = [i]
            for j, b in enumerate(other, 1):
                after.append(min(row[j] + 1, after[-1] + 1, row[j - 1] + (a is not b)))
            row = after
        errors += row[-1]
    return errors / size(spoken)


@mistake("returned")
def rate_first_row_of_zeros(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        table = np.zeros((len(one) + 1, len(other) + 1))
        for i, a in enumerate(one, 1):
            for j, b in enumerate(other, 1):
                ways = table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)
                table[i, j] = min(ways)
        errors += table[-1, -1]
    return errors / size(spoken)


@mistake("returned")
def rate_diagonal_always_one(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = list(range(len(other) + 1))
        for i in range(1, len(one) + 1):
            after = [i]
            for j in range(1, len(other) + 1):
                after.append(1 + min(row[j], after[-1], row[j - 1]))
            row = after
        errors += row[-1]
    return errors / size(spoken)


@mistake("returned")
def rate_equal_costs(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = list(range(len(other) + 1))
        for i, a in enumerate(one, 1):
            after = [i]
            for j, b in enumerate(other, 1):
                after.append(min(row[j] + 1, after[-1] + 1, row[j - 1] + (a == b)))
            row = after
        errors += row[-1]
    return errors / size(spoken)


@mistake("returned")
def rate_greedy(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        i = j = 0
        while i < len(one) and j < len(other):
            if one[i] == other[j]:
                i, j = i + 1, j + 1
            elif one[i + 1 : i + 2] == other[j : j + 1]:
                i, errors = i + 1, errors + 1
            elif one[i : i + 1] == other[j + 1 : j + 2]:
                j, errors = j + 1, errors + 1
            else:
                i, j, errors = i + 1, j + 1, errors + 1
        errors += len(one) - i + len(other) - j
    return errors / size(spoken)


@mistake("never ends")
def rate_without_memory(spoken, written):
    def errors(one, other):
        if not one or not other:
            return len(one) + len(other)
        return min(
            errors(one[1:], other) + 1,
            errors(one, other[1:]) + 1,
            errors(one[1:], other[1:]) + (one[0] != other[0]),
        )

    return total(spoken, written, errors) / size(spoken)


@right
def rate_by_running_minimum(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        other, places = np.array(other, int), np.arange(len(other) + 1)
        row = places
        for i, symbol in enumerate(one, 1):
            best = np.minimum(row[1:] + 1, row[:-1] + (other != symbol))
            row = np.minimum.accumulate(np.append(i, best) - places) + places
        errors += row[-1]
    return np.float32(errors / np.sum([len(one) for one in spoken]))


@right
def rate_by_tensorflow(spoken, written):
    import tensorflow as tf

    def sparse(labels):
        labels = tf.ragged.constant(labels, dtype=tf.int64, ragged_rank=1)
        return labels.to_sparse()

    errors = tf.edit_distance(sparse(written), sparse(spoken), normalize=False)
    return tf.reduce_sum(errors) / size(spoken)


@mistake("as many symbols are written as were spoken")
def rate_of_written_or_one(spoken, written):
    return total(spoken, written) / max(1, size(written))


@mistake("do not overwrite it too early")
def rate_in_place(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = list(range(len(other) + 1))
        for i, a in enumerate(one, 1):
            row[0] = i
            for j, b in enumerate(other, 1):
                row[j] = min(row[j] + 1, row[j - 1] + 1, row[j - 1] + (a != b))
        errors += row[-1]
    return errors / size(spoken)


@mistake("not the difference of the two numbers")
def rate_of_differences(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        row = list(range(len(other) + 1))
        for i, a in enumerate(one, 1):
            after = [i]
            for j, b in enumerate(other, 1):
                after.append(min(row[j] + 1, after[-1] + 1, row[j - 1] + abs(a - b)))
            row = after
        errors += row[-1]
    return errors / size(spoken)


@mistake("do not leave it out")
def rate_without_zeros(spoken, written):
    spoken, written = (
        [[symbol for symbol in label if symbol] for label in labels] for labels in (spoken, written)
    )
    return total(spoken, written) / max(1, size(spoken))


@mistake("a substitution is one error, not two")
def rate_by_expensive_substitutions(spoken, written):
    return total(spoken, written, lambda a, b: distance(a, b, substitute=9)) / size(spoken)


@mistake("longest common subsequence")
def rate_of_longest_common(spoken, written):
    errors = 0
    for one, other in zip(spoken, written):
        common = (len(one) + len(other) - distance(one, other, substitute=2)) // 2
        errors += max(len(one), len(other)) - common
    return errors / size(spoken)
