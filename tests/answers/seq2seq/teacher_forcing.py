"""Answers to teacher-forcing."""

import numpy as np

from tests.answers import Bank

bank = Bank("teacher-forcing")
right, mistake = bank.right, bank.mistake


@right
def forcing_by_slices(ids, start, end, length):
    read, write = np.zeros(length, int), np.zeros(length, int)
    read[: len(ids) + 1] = [start] + ids
    write[: len(ids) + 1] = ids + [end]
    return read, write


@right
def forcing_by_lists(ids, start, end, length):
    room = [0] * (length - len(ids) - 1)
    return [start, *ids, *room], [*ids, end, *room]


@right
def forcing_by_pad(ids, start, end, length):
    whole = np.array([start, *ids, end])
    return [np.pad(part, (0, length - len(part))) for part in (whole[:-1], whole[1:])]


@right
def forcing_by_keras(ids, start, end, length):
    import keras

    rows = [[start, *ids], [*ids, end]]
    return tuple(keras.utils.pad_sequences(rows, maxlen=length, padding="post"))


@mistake("comes first")
def forcing_exchanged(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[::-1]


@mistake("begins with START")
def forcing_without_start(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[1] * 0 + np.pad(
        ids, (0, length - len(ids))
    ), forcing_by_slices(ids, start, end, length)[1]


@mistake("never learns to stop")
def forcing_without_end(ids, start, end, length):
    return forcing_by_slices(ids, start, end, length)[0], np.pad(ids, (0, length - len(ids)))


@mistake("never written")
def forcing_start_written(ids, start, end, length):
    read = forcing_by_slices(ids, start, end, length)[0]
    return read, read.copy()


@mistake("never read")
def forcing_end_read(ids, start, end, length):
    read, write = forcing_by_slices(ids, start, end, length)
    both = np.array([start, *ids, end] + [0] * length)[:length]
    return both, write


@mistake("only copies")
def forcing_not_shifted(ids, start, end, length):
    both = np.array([start, *ids, end] + [0] * length)[:length]
    return both, both.copy()


@mistake("shift by one")
def forcing_same_rows(ids, start, end, length):
    write = forcing_by_slices(ids, start, end, length)[1]
    return write, write.copy()


@mistake("pad on the right")
def forcing_padded_left(ids, start, end, length):
    rows = ([start, *ids], [*ids, end])
    return tuple(np.pad(row, (length - len(row), 0)) for row in rows)


@mistake("not with END")
def forcing_padded_with_end(ids, start, end, length):
    rows = ([start, *ids], [*ids, end])
    return tuple(np.array(row + [end] * (length - len(row))) for row in rows)


@mistake("are swapped")
def forcing_marks_exchanged(ids, start, end, length):
    return forcing_by_slices(ids, end, start, length)


@mistake("pad to the length")
def forcing_not_padded(ids, start, end, length):
    return np.array([start, *ids]), np.array([*ids, end])


@mistake("only the source is read backwards")
def forcing_backwards(ids, start, end, length):
    return forcing_by_slices(ids[::-1], start, end, length)


@mistake("it leads to END")
def forcing_lacks_last(ids, start, end, length):
    read, write = forcing_by_slices(ids, start, end, length)
    read[len(ids)] = 0
    return read, write


@mistake("should give")
def forcing_with_ids_of_the_lab(ids, start, end, length):
    return forcing_by_slices(ids, 1, 2, length)


@right
def forcing_by_loop(ids, start, end, length):
    read, write = [], []
    last = start
    for step in range(length):
        following = ids[step] if step < len(ids) else end if step == len(ids) else 0
        read.append(last if step <= len(ids) else 0)
        write.append(following)
        last = following
    return np.array(read), np.array(write)


@right
def forcing_by_one_array(ids, start, end, length):
    rows = np.zeros((2, length), dtype=np.int64)
    rows[0, 0], rows[1, len(ids)] = start, end
    rows[0, 1 : len(ids) + 1] = rows[1, : len(ids)] = ids
    return rows


def row_of(numbers, length):
    return np.array(numbers + [0] * (length - len(numbers)))


@mistake("what it should write ends with END")
def forcing_nothing_added(ids, start, end, length):
    row = row_of(ids, length)
    return row, row


@mistake("START is not written")
def forcing_writes_all(ids, start, end, length):
    whole = [start] + ids + [end]
    return row_of(whole[:-1], length), row_of(whole, length)[:length]


@mistake("not the one after that")
def forcing_shifted_twice(ids, start, end, length):
    whole = [start, *ids, end]
    return row_of(whole[:-1], length), row_of(whole[2:], length)


@mistake("it is one step less")
def forcing_one_step_more(ids, start, end, length):
    return row_of([start, *ids], length + 1), row_of([*ids, end], length + 1)


@mistake("padding comes after it")
def forcing_end_in_the_last_step(ids, start, end, length):
    read, write = np.zeros(length, int), np.zeros(length, int)
    read[0] = start
    read[1 : 1 + len(ids)] = ids
    write[: len(ids)] = ids
    write[-1] = end
    return read, write


@mistake("END is written once")
def forcing_filled_with_end(ids, start, end, length):
    read, write = np.zeros(length, int), np.full(length, end)
    read[: len(ids) + 1] = [start, *ids]
    write[: len(ids)] = ids
    return read, write


@mistake("not with START")
def forcing_start_in_place_of_end(ids, start, end, length):
    return row_of([start] + ids, length), row_of(ids + [start], length)


@mistake("in which an id is greater than 255")
def forcing_in_bytes(ids, start, end, length):
    read, write = forcing_by_slices(ids, start, end, length)
    return read.astype("uint8"), write.astype("uint8")


@mistake("expected whole numbers")
def forcing_in_floats(ids, start, end, length):
    read, write = np.zeros(length), np.zeros(length)
    read[: len(ids) + 1] = [start, *ids]
    write[: len(ids) + 1] = [*ids, end]
    return read, write


@mistake("Error")
def forcing_one_step_short(ids, start, end, length):
    read, write = np.zeros(length, int), np.zeros(length, int)
    read[: len(ids)] = [start, *ids]
    write[: len(ids)] = [*ids, end]
    return read, write


@mistake("should give")
def forcing_without_repeats(ids, start, end, length):
    return forcing_by_slices(list(dict.fromkeys(ids)), start, end, length)
