"""Answers to copy-batch."""

import numpy as np

from tests.answers import Bank

bank = Bank("copy-batch")
right, mistake = bank.right, bank.mistake


@right
def batched_in_one_loop(tapes):
    longest, bits = max(len(tape) for tape in tapes), len(tapes[0][0])
    inputs = np.zeros((len(tapes), 2 * longest + 1, bits + 1), "float32")
    targets = np.zeros((len(tapes), 2 * longest + 1, bits), "float32")
    answer = np.zeros((len(tapes), 2 * longest + 1), "float32")
    for n, tape in enumerate(tapes):
        L = len(tape)
        inputs[n, 0:L, 0:bits] = tape
        inputs[n, L, -1] = 1
        targets[n, L + 1 : L + 1 + L] = tape
        answer[n, L + 1 : L + 1 + L] = 1
    return inputs, targets, answer


@right
def batched_by_lists(tapes):
    steps, bits = 2 * max(map(len, tapes)) + 1, len(tapes[0][0])
    inputs, targets, answer = [], [], []
    for tape in tapes:
        vectors = [list(vector) for vector in tape]
        waits = len(vectors) + 1
        rest = steps - len(vectors) - waits
        inputs.append([v + [0] for v in vectors] + [[0] * bits + [1]])
        inputs[-1] += [[0] * (bits + 1)] * (len(vectors) + rest)
        targets.append([[0] * bits] * waits + vectors + [[0] * bits] * rest)
        answer.append([0] * waits + [1] * len(vectors) + [0] * rest)
    return inputs, targets, answer


@right
def batched_by_padding(tapes):
    steps = 2 * max(map(len, tapes)) + 1
    inputs, targets, answer = [], [], []
    for tape in tapes:
        length, bits = tape.shape
        read = np.pad(tape, ((0, 1), (0, 1)))
        read[length, bits] = 1
        inputs.append(np.pad(read, ((0, steps - length - 1), (0, 0))))
        due = (length + 1, steps - 2 * length - 1)
        targets.append(np.pad(tape, (due, (0, 0))))
        answer.append(np.pad(np.ones(length), due))
    return np.stack(inputs), np.stack(targets), np.stack(answer)


@right
def batched_by_places(tapes):
    lengths = np.array([len(tape) for tape in tapes])[:, None]
    places = np.arange(2 * lengths.max() + 1)
    due = (places > lengths) & (places <= 2 * lengths)
    reads = places < lengths
    inputs = np.zeros((*reads.shape, tapes[0].shape[1] + 1))
    targets = np.zeros((*reads.shape, tapes[0].shape[1]))
    inputs[reads, :-1] = targets[due] = np.concatenate(tapes)
    inputs[..., -1] = places == lengths
    return inputs, targets, due.astype(float)


@right
def batched_step_by_step(tapes):
    bits = len(tapes[0][0])
    steps = 1 + 2 * max([len(tape) for tape in tapes])
    inputs = [[[0.0] * (bits + 1) for _ in range(steps)] for _ in tapes]
    targets = [[[0.0] * bits for _ in range(steps)] for _ in tapes]
    answer = [[0.0] * steps for _ in tapes]
    for n, tape in enumerate(tapes):
        for t in range(len(tape)):
            for b in range(bits):
                inputs[n][t][b] = float(tape[t][b])
                targets[n][t + len(tape) + 1][b] = float(tape[t][b])
            answer[n][t + len(tape) + 1] = 1.0
        inputs[n][len(tape)][bits] = 1.0
    return inputs, targets, answer


@right
def batched_from_the_answer(tapes):
    bits = np.asarray(tapes[0]).shape[-1]
    steps = 2 * max(map(len, tapes)) + 1
    answer = np.array([[len(x) < t < 2 * len(x) + 1 for t in range(steps)] for x in tapes], int)
    targets = np.zeros((len(tapes), steps, bits), int)
    targets[answer.astype(bool)] = np.vstack(tapes)
    inputs = np.zeros((len(tapes), steps, bits + 1), int)
    for row, tape in zip(inputs, tapes):
        row[: len(tape), :bits] = tape
        row[len(tape)] = [0] * bits + [1]
    return [inputs, targets, answer]


@right
def batched_by_concatenation(tapes):
    longest = max(len(tape) for tape in tapes)

    def filled(rows, width):
        return np.concatenate([rows, np.zeros((2 * longest + 1 - len(rows), width))])

    bits = len(tapes[0][0])
    order = np.eye(bits + 1)[-1:]
    inputs = [filled(np.vstack([np.pad(t, ((0, 0), (0, 1))), order]), bits + 1) for t in tapes]
    targets = [filled(np.vstack([np.zeros((len(t) + 1, bits)), t]), bits) for t in tapes]
    answer = [filled([[0]] * (len(t) + 1) + [[1]] * len(t), 1)[:, 0] for t in tapes]
    return tuple(np.array(part) for part in (inputs, targets, answer))


def empty(tapes, more=1, longest=None):
    """Three arrays of zeros."""
    steps = 2 * (longest or max(map(len, tapes))) + more
    bits = len(tapes[0][0])
    shape = len(tapes), steps
    return np.zeros((*shape, bits + 1)), np.zeros((*shape, bits)), np.zeros(shape)


def changed(tapes, change):
    """The right arrays after a change of each tape's rows; takes (inputs, targets, answer, length, tape)."""
    arrays = batched_in_one_loop(tapes)
    for inputs, targets, answer, tape in zip(*arrays, tapes):
        change(inputs, targets, answer, len(tape), tape)
    return arrays


@mistake("not all of them at the same time")
def same_order_for_all(tapes):
    inputs, targets, answer = empty(tapes)
    longest = max(map(len, tapes))
    for n, tape in enumerate(tapes):
        inputs[n, : len(tape), :-1] = tape
        inputs[n, longest, -1] = 1
        targets[n, longest + 1 : longest + 1 + len(tape)] = tape
        answer[n, longest + 1 : longest + 1 + len(tape)] = 1
    return inputs, targets, answer


@mistake("do not wait for the longest tape")
def answers_at_the_same_time(tapes):
    inputs, targets, answer = empty(tapes)
    longest = max(map(len, tapes))
    for n, tape in enumerate(tapes):
        inputs[n, : len(tape), :-1] = tape
        inputs[n, len(tape), -1] = 1
        targets[n, longest + 1 : longest + 1 + len(tape)] = tape
        answer[n, longest + 1 : longest + 1 + len(tape)] = 1
    return inputs, targets, answer


@mistake("the padding comes at the end")
def padded_in_front(tapes):
    inputs, targets, answer = empty(tapes)
    for n, tape in enumerate(tapes):
        length = len(tape)
        inputs[n, -2 * length - 1 : -length - 1, :-1] = tape
        inputs[n, -length - 1, -1] = 1
        targets[n, -length:] = tape
        answer[n, -length:] = 1
    return inputs, targets, answer


@mistake("the order takes a step of its own")
def order_with_the_last_vector(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[:, -1] = 0
        inputs[length - 1, -1] = 1

    return changed(tapes, change)


@mistake("between the last vector and the answer")
def order_with_the_last_vector_and_answer_after_it(tapes):
    inputs, targets, answer = empty(tapes)
    for n, tape in enumerate(tapes):
        length = len(tape)
        inputs[n, :length, :-1] = tape
        inputs[n, length - 1, -1] = 1
        targets[n, length : 2 * length] = tape
        answer[n, length : 2 * length] = 1
    return inputs, targets, answer


@mistake("not with it")
def answer_with_the_order(tapes):
    inputs, targets, answer = empty(tapes)
    for n, tape in enumerate(tapes):
        length = len(tape)
        inputs[n, :length, :-1] = tape
        inputs[n, length, -1] = 1
        targets[n, length : 2 * length] = tape
        answer[n, length : 2 * length] = 1
    return inputs, targets, answer


@mistake("2 * length + 1 steps")
def without_a_step_for_the_order(tapes):
    inputs, targets, answer = empty(tapes, more=0)
    for n, tape in enumerate(tapes):
        length = len(tape)
        inputs[n, :length, :-1] = tape
        inputs[n, length - 1, -1] = 1
        targets[n, length : 2 * length] = tape
        answer[n, length : 2 * length] = 1
    return inputs, targets, answer


@mistake("this is one too many")
def step_too_many(tapes):
    return tuple(
        np.concatenate([array, 0 * array[:, :1]], axis=1) for array in batched_in_one_loop(tapes)
    )


@mistake("in which the first tape is not the longest")
def steps_of_the_first(tapes):
    inputs, targets, answer = empty(tapes, longest=len(tapes[0]))
    for n, tape in enumerate(tapes):
        length = len(tape)
        inputs[n, :length, :-1] = tape
        inputs[n, length, -1] = 1
        targets[n, length + 1 : 2 * length + 1] = tape
        answer[n, length + 1 : 2 * length + 1] = 1
    return inputs, targets, answer


@mistake("not until the end")
def order_until_the_end(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[length:, -1] = 1

    return changed(tapes, change)


@mistake("not during the whole answer")
def order_during_the_answer(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[length : 2 * length + 1, -1] = 1

    return changed(tapes, change)


@mistake("the order is missing")
def without_order(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[:, -1] = 0

    return changed(tapes, change)


@mistake("the bits are 0 in that step")
def order_in_all_channels(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[length] = 1

    return changed(tapes, change)


@mistake("channel comes last")
def order_first(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return np.concatenate([inputs[..., -1:], inputs[..., :-1]], axis=-1), targets, answer


@mistake("the vectors stand in the inputs once")
def shown_again(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[length + 1 : 2 * length + 1, :-1] = tape

    return changed(tapes, change)


@mistake("not turned around")
def answered_backwards(tapes):
    def change(inputs, targets, answer, length, tape):
        targets[length + 1 : 2 * length + 1] = tape[::-1]

    return changed(tapes, change)


@mistake("also while the vectors are read")
def echoed(tapes):
    def change(inputs, targets, answer, length, tape):
        targets[:length] = tape

    return changed(tapes, change)


@mistake("no channel for the order")
def targets_too_wide(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, np.concatenate([targets, 0 * targets[..., :1]], axis=-1), answer


@mistake("not all steps")
def all_steps_due(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, np.ones(answer.shape)


@mistake("not those in which something is read")
def reading_due(tapes):
    def change(inputs, targets, answer, length, tape):
        answer[:] = 0
        answer[:length] = 1

    return changed(tapes, change)


@mistake("in its padding nothing is due")
def padding_due(tapes):
    def change(inputs, targets, answer, length, tape):
        answer[length + 1 :] = 1

    return changed(tapes, change)


@mistake("in that step nothing is due")
def order_due(tapes):
    def change(inputs, targets, answer, length, tape):
        answer[length] = 1

    return changed(tapes, change)


@mistake("and 0 where an answer is due")
def answer_turned_around(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, 1 - answer


@mistake("follows from the lengths")
def due_where_bits_are_1(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, targets.max(axis=-1)


@mistake("not for each bit")
def due_bit_by_bit(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, answer[..., None] * np.ones(targets.shape)


@mistake("has no axis of channels")
def answer_with_an_axis(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, answer[..., None]


@mistake("it is no share")
def answer_as_shares(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, answer / answer.sum(axis=-1, keepdims=True)


@mistake("the steps come second")
def steps_first(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs.transpose(1, 0, 2), targets.transpose(1, 0, 2), answer.T


@mistake("inputs come first")
def targets_before_inputs(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return targets, inputs, answer


@mistake("`answer` last")
def answer_before_targets(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, answer, targets


@mistake("not only the first")
def one_tape(tapes):
    return batched_in_one_loop(tapes[:1])


@mistake("nothing is to be turned around")
def tapes_backwards(tapes):
    return batched_in_one_loop([tape[::-1] for tape in tapes])


@mistake("do not sort them by length")
def sorted_tapes(tapes):
    return batched_in_one_loop(sorted(tapes, key=lambda tape: -len(tape)))


@mistake("the right tapes in another order")
def sorted_from_short_to_long(tapes):
    return batched_in_one_loop(sorted(tapes, key=len))


@mistake("in which tapes have different lengths")
def cut_to_the_shortest(tapes):
    shortest = min(map(len, tapes))
    return batched_in_one_loop([tape[:shortest] for tape in tapes])


@mistake("in which a vector is all 0")
def zero_vectors_left_out(tapes):
    kept = [tape[tape.any(axis=1)] for tape in tapes]
    return batched_in_one_loop([tape if len(tape) else np.zeros((1, 4)) for tape in kept])


@mistake("in which the last vector of a tape is all 0")
def lengths_by_bits(tapes):
    def change(inputs, targets, answer, length, tape):
        last = np.flatnonzero(tape.any(axis=1))
        seen = last[-1] + 1 if len(last) else 0
        inputs[:, -1] = 0
        inputs[seen, -1] = 1

    return changed(tapes, change)


@mistake("that is wrong is -1")
def minus_1_for_0(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[:length, :-1] = 2 * tape - 1

    return changed(tapes, change)


@mistake("Only your `inputs` is wrong")
def padded_with_minus_1(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[2 * length + 1 :] = -1

    return changed(tapes, change)


@mistake("without its last channel")
def inputs_without_a_channel(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs[..., :-1], targets, answer


@mistake("expected numbers, got bool")
def answers_as_bools(tapes):
    inputs, targets, answer = batched_in_one_loop(tapes)
    return inputs, targets, answer > 0


@mistake("expected a tuple of 3 entries")
def two_arrays(tapes):
    return batched_in_one_loop(tapes)[:2]


@mistake("in which tapes have different lengths")
def lists_of_arrays(tapes):
    pairs = [batched_in_one_loop([tape]) for tape in tapes]
    return [pair[0][0] for pair in pairs], [pair[1][0] for pair in pairs], [
        pair[2][0] for pair in pairs
    ]  # fmt: skip


@mistake("Only your `inputs` is wrong")
def order_at_the_end_of_reading_and_answer(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[2 * length, -1] = 1

    return changed(tapes, change)


@mistake("Only your `inputs` is wrong")
def order_half(tapes):
    def change(inputs, targets, answer, length, tape):
        inputs[length, -1] = 0.5

    return changed(tapes, change)


@mistake("Only your `answer` is wrong")
def last_answer_due_alone(tapes):
    def change(inputs, targets, answer, length, tape):
        answer[: 2 * length] = 0

    return changed(tapes, change)


@mistake("Only your `answer` is wrong")
def whole_tape_due(tapes):
    def change(inputs, targets, answer, length, tape):
        answer[: 2 * length + 1] = 1

    return changed(tapes, change)


@mistake("right in its first tape only")
def first_tape_for_all(tapes):
    def change(inputs, targets, answer, length, tape):
        count = min(len(tapes[0]), length)
        inputs[:length, :-1] = 0
        inputs[:count, :-1] = tapes[0][:count]

    return changed(tapes, change)
