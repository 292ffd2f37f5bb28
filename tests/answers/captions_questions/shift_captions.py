"""Answers to shift-captions."""

import numpy as np

from tests.answers import Bank

bank = Bank("shift-captions")
right, mistake = bank.right, bank.mistake


@right
def shift_by_where(ids, padding):
    told = ids[:, 1:]
    counts = told != padding
    return np.where(counts, ids[:, :-1], padding), told, counts


@right
def shift_by_loops(ids, padding):
    read, told, counts = [], [], []
    for row in ids.tolist():
        row = [number for number in row if number != padding]
        room = ids.shape[1] - len(row)
        read.append(row[:-1] + [padding] * room)
        told.append(row[1:] + [padding] * room)
        counts.append([True] * (len(row) - 1) + [False] * room)
    return read, told, counts


@right
def shift_by_copies(ids, padding):
    read = ids.copy()
    ends = (ids != padding).sum(axis=1) - 1
    read[np.arange(len(ids)), ends] = padding
    told = np.array(ids[:, 1:])
    return read[:, :-1], told, np.arange(ids.shape[1] - 1) < ends[:, None]


@right
def shift_by_stack(ids, padding):
    told = ids[:, 1:]
    read = ids[:, :-1] * (told != padding) + padding * (told == padding)
    return [read, told, (told != padding).astype(int)]


@right
def shift_by_argmax(ids, padding):
    read, steps = ids[:, :-1].copy(), ids.shape[1]
    for line, row in zip(read, ids):
        ends = np.flatnonzero(row == padding)
        end = ends[0] - 1 if len(ends) else steps - 1
        line[end:] = padding
    told = np.roll(ids, -1, axis=1)[:, :-1]
    return read.astype("int64"), told.astype("int64"), ~(told == padding)


@right
def shift_by_keras(ids, padding):
    from keras import ops

    told = ops.convert_to_tensor(ids)[:, 1:]
    counts = ops.not_equal(told, padding)
    return ops.where(counts, ids[:, :-1], padding), told, counts


@mistake("end is never read: padding stands in its place")
def shift_reads_end(ids, padding):
    return ids[:, :-1], ids[:, 1:], ids[:, 1:] != padding


@mistake("yours are the same, and end is read")
def shift_not_at_all(ids, padding):
    return ids[:, :-1], ids[:, :-1], ids[:, :-1] != padding


@mistake("yours are the same")
def shift_same(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, read, counts


@mistake("changed places")
def shift_swapped(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return told, read, counts


@mistake("changed places, and end is never read")
def shift_swapped_and_end(ids, padding):
    return ids[:, 1:], ids[:, :-1], ids[:, 1:] != padding


@mistake("not two")
def shift_by_two(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    told = np.concatenate([told[:, 1:], np.full((len(ids), 1), padding)], axis=1)
    return read, told, counts


@mistake("padding does not count")
def shift_counts_all(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, np.ones(told.shape, bool)


@mistake("padding does not count, and end is never read")
def shift_counts_all_and_end(ids, padding):
    return ids[:, :-1], ids[:, 1:], np.ones_like(ids[:, 1:])


@mistake("the other way round")
def shift_mask_of_padding(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, told == padding


@mistake("end counts, too")
def shift_without_end(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, np.concatenate([counts[:, 1:], np.zeros((len(ids), 1), bool)], axis=1)


@mistake("end counts, too, and is never read")
def shift_without_end_and_read(ids, padding):
    counts = ids[:, 1:] != padding
    counts = np.concatenate([counts[:, 1:], np.zeros((len(ids), 1), bool)], axis=1)
    return ids[:, :-1], ids[:, 1:], counts


@mistake("end is told and counts, too")
def shift_end_not_told(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    counts = np.concatenate([counts[:, 1:], np.zeros((len(ids), 1), bool)], axis=1)
    return read, np.where(counts, told, padding), counts


@mistake("not with the ids before they are shifted; and end")
def shift_mask_of_read(ids, padding):
    return ids[:, :-1], ids[:, 1:], ids[:, :-1] != padding


@mistake("not with the ids before they are shifted")
def shift_mask_of_ids(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, (ids != padding)[:, :-1]


@mistake("not always 0")
def shift_padding_is_zero(ids, padding):
    return shift_by_where(ids, 0)


@mistake("not always 0: so counts is wrong, and end is read")
def shift_padding_is_zero_end(ids, padding):
    return ids[:, :-1], ids[:, 1:], ids[:, 1:] != 0


@mistake("not always 0: so counts is wrong, and end is read")
def shift_bool_of_told(ids, padding):
    return ids[:, :-1], ids[:, 1:], ids[:, 1:].astype(bool)


@mistake("put the padding in end's place, which is not always 0")
def shift_times_mask(ids, padding):
    told = ids[:, 1:]
    counts = told != padding
    return ids[:, :-1] * counts, told, counts


@mistake("need not be the smallest")
def shift_greater(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, told > padding


@mistake("end is not always 2")
def shift_end_is_two(ids, padding):
    told = ids[:, 1:]
    return np.where(ids == 2, padding, ids)[:, :-1], told, told != padding


@mistake("one column shorter")
def shift_keeps_columns(ids, padding):
    told = np.concatenate([ids[:, 1:], np.full((len(ids), 1), padding)], axis=1)
    counts = told != padding
    return np.where(counts, ids, padding), told, counts


@mistake("one column shorter")
def shift_keeps_columns_end(ids, padding):
    told = np.concatenate([ids[:, 1:], np.full((len(ids), 1), padding)], axis=1)
    return ids, told, told != padding


@mistake("begin anew with start")
def shift_rolled(ids, padding):
    told = np.roll(ids, -1, axis=1)
    counts = told != padding
    return np.where(counts, ids, padding), told, counts


@mistake("start is read")
def shift_drops_start(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return np.concatenate([read[:, 1:], np.full((len(ids), 1), padding)], axis=1), told, counts


@mistake("from caption to caption")
def shift_rows(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, np.roll(ids, -1, axis=0)[:, :-1], counts


@mistake("not all are as long as the longest")
def shift_all_alike(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, np.repeat(counts.any(axis=0)[None], len(ids), axis=0)


@mistake("not how many there are")
def shift_lengths(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, counts.sum(axis=1)


@mistake("not how many there are in all")
def shift_total(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, counts.sum()


@mistake("a tuple of 3 entries, got 2")
def shift_two_only(ids, padding):
    return shift_by_where(ids, padding)[:2]


@mistake("one column shorter than ids, not two")
def shift_cuts_both(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read[:, :-1], told[:, :-1], counts[:, :-1]


@mistake("a word stands twice in a row")
def shift_compares(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    return read, told, counts & (read != told)


@mistake("the last word is read, too")
def shift_last_column(ids, padding):
    read, told, counts = shift_by_where(ids, padding)
    read[np.arange(len(ids)), counts.sum(axis=1) - 1] = padding
    return read, told, counts


@mistake("returned None")
def shift_prints(ids, padding):
    shift_by_where(ids, padding)


@mistake("a slice of an array shares its memory")
def shift_writes_into_a_slice(ids, padding):
    read, told = ids[:, :-1], ids[:, 1:]
    counts = told != padding
    read[~counts] = padding
    return read, told, counts


@mistake("in told and in counts, too")
def shift_writes_before_it_counts(ids, padding):
    read, told = ids[:, :-1], ids[:, 1:]
    read[told == padding] = padding
    return read, told, told != padding
