"""Answers to windows."""

import numpy as np

from tests.answers import Bank

bank = Bank("windows")
right, mistake = bank.right, bank.mistake


@right
def windows_by_appending(series, length, horizon):
    inputs, targets = [], []
    for start in range(len(series)):
        target = start + length - 1 + horizon
        if target < len(series):
            inputs.append(series[start : start + length])
            targets.append(series[target])
    return np.array(inputs), np.array(targets)


@right
def windows_by_index_grid(series, length, horizon):
    starts = np.arange(len(series) - length - horizon + 1)
    places = starts[:, np.newaxis] + np.arange(length)
    return series[places], series[places[:, -1] + horizon]


@right
def windows_by_sliding_view(series, length, horizon):
    view = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    return view[:, :length], view[:, -1]


@right
def windows_by_columns(series, length, horizon):
    count = len(series) - (length - 1) - horizon
    columns = [series[shift : shift + count] for shift in range(length)]
    return np.stack(columns, axis=1), series[-count:]


@right
def windows_in_plain_lists(series, length, horizon):
    values = list(series)
    ends = range(length - 1, len(values) - horizon)
    inputs = [values[end - length + 1 : end + 1] for end in ends]
    return inputs, [values[end + horizon] for end in ends]


@right
def windows_filled_in_backwards(series, length, horizon):
    targets = series[length + horizon - 1 :]
    inputs = np.empty((len(targets), length))
    for row in range(len(targets) - 1, -1, -1):
        for step in range(length):
            inputs[row, step] = series[row + step]
    return [inputs, targets]


@right
def windows_while_there_is_a_target(series, length, horizon):
    rest, inputs, targets = list(series), [], []
    while len(rest) >= length + horizon:
        inputs.append(rest[:length])
        targets.append(rest[length:][horizon - 1])
        rest.pop(0)
    return np.array(inputs), np.array(targets)


@mistake("not from its first")
def windows_target_from_first_value(series, length, horizon):
    count = len(series) - length - horizon + 1
    inputs = np.array([series[i : i + length] for i in range(count)])
    return inputs, np.array([series[i + horizon] for i in range(count)])


@mistake("one step too late")
def windows_target_too_late(series, length, horizon):
    inputs, targets = [], []
    for i in range(len(series) - length - horizon):
        inputs.append(series[i : i + length])
        targets.append(series[i + length + horizon])
    return np.array(inputs), np.array(targets)


@mistake("one step too late")
def windows_target_too_late_until_it_ends(series, length, horizon):
    inputs = np.array([series[i : i + length] for i in range(len(series) - length - horizon)])
    return inputs, series[length + horizon :]


@mistake("there is a window too many")
def windows_target_too_early(series, length, horizon):
    inputs, targets = [], []
    for i in range(len(series) - length - horizon + 2):
        inputs.append(series[i : i + length])
        targets.append(series[i + length + horizon - 2])
    return np.array(inputs), np.array(targets)


@mistake("the last window that has a target is missing")
def windows_without_last(series, length, horizon):
    inputs, targets = [], []
    for i in range(len(series) - length - horizon):
        inputs.append(series[i : i + length])
        targets.append(series[i + length + horizon - 1])
    return np.array(inputs), np.array(targets)


@mistake("is the horizon used")
def windows_without_horizon(series, length, horizon):
    count = len(series) - length
    return np.array([series[i : i + length] for i in range(count)]), series[length:]


@mistake("not its last value")
def windows_target_in_window(series, length, horizon):
    count = len(series) - length - horizon + 1
    inputs = np.array([series[i : i + length] for i in range(count)])
    return inputs, inputs[:, -1]


@mistake("windows overlap")
def windows_one_after_the_other(series, length, horizon):
    starts = range(0, len(series) - length - horizon + 1, length)
    inputs = [series[start : start + length] for start in starts]
    targets = [series[start + length + horizon - 1] for start in starts]
    return np.array(inputs), np.array(targets)


@mistake("from the earliest value to the latest")
def windows_newest_first(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return inputs[:, ::-1], targets


@mistake("not a column")
def windows_in_columns(series, length, horizon):
    count = len(series) - length - horizon + 1
    inputs = np.array([series[k : k + count] for k in range(length)])
    return inputs, series[length + horizon - 1 :]


@mistake("not all of those from the window")
def windows_all_days_ahead(series, length, horizon):
    inputs, targets = [], []
    for i in range(len(series) - length - horizon + 1):
        inputs.append(series[i : i + length])
        targets.append(series[i + length : i + length + horizon])
    return np.array(inputs), np.array(targets)


@mistake("exchanged")
def windows_exchanged(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return targets, inputs


@mistake("an axis too many")
def windows_targets_in_a_column(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return inputs, targets[:, None]


@mistake("not a pair for each window")
def windows_as_pairs(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return [(window, target) for window, target in zip(inputs, targets, strict=True)]


@mistake("a series is no circle")
def windows_rolled(series, length, horizon):
    count = len(series) - length + 1
    inputs = np.array([series[i : i + length] for i in range(count)])
    return inputs, np.roll(series, -(length + horizon - 1))[:count]


@mistake("only windows that have a target")
def windows_without_targets(series, length, horizon):
    inputs = np.lib.stride_tricks.sliding_window_view(series, length)
    return inputs, series[length + horizon - 1 :]


@mistake("the target is not in it")
def windows_with_target_inside(series, length, horizon):
    view = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    return view, view[:, -1]


@mistake("inputs")
def windows_only_inputs(series, length, horizon):
    return windows_by_columns(series, length, horizon)[0]


@mistake("expected shape")
def windows_cut_off_at_the_end(series, length, horizon):
    inputs, targets = [], []
    for i in range(len(series)):
        if i + horizon < len(series):
            inputs.append(series[i : i + length])
            targets.append(series[i + horizon])
    return [np.resize(window, length) for window in inputs], targets


@mistake("ValueError")
def windows_of_all_lengths(series, length, horizon):
    inputs = np.array([series[i : i + length] for i in range(len(series) - horizon)])
    return inputs, series[horizon:]


@mistake("IndexError")
def windows_beyond_the_end(series, length, horizon):
    count = len(series) - length
    inputs = np.array([series[i : i + length] for i in range(count)])
    return inputs, np.array([series[i + length + horizon - 1] for i in range(count)])


@mistake("the earliest window comes first")
def windows_from_the_end(series, length, horizon):
    inputs, targets = [], []
    for end in range(len(series) - horizon, length - 1, -1):
        inputs.append(series[end - length : end])
        targets.append(series[end + horizon - 1])
    return np.array(inputs), np.array(targets)


@mistake("how far it lies from")
def windows_of_differences(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return inputs, targets - inputs[:, -1]


@mistake("values occur several times")
def windows_looked_up(series, length, horizon):
    inputs = windows_by_columns(series, length, horizon)[0]
    values = series.tolist()
    return inputs, [values[values.index(window[-1]) + horizon] for window in inputs.tolist()]


@mistake("it is not its first value")
def windows_as_keras_pairs_them(series, length, horizon):
    """The target array is not moved: target i belongs to the window that starts at i."""
    inputs = windows_by_columns(series, length, horizon)[0]
    return inputs, series[: len(inputs)]


@right
def windows_in_float32(series, length, horizon):
    view = np.lib.stride_tricks.sliding_window_view(series, length)[:-horizon]
    return view.astype("float32"), series[length + horizon - 1 :].astype("float32")


@mistake("the horizon is 1")
def windows_repeat_the_last_target(series, length, horizon):
    count, last = len(series) - length, len(series) - 1
    inputs = np.array([series[i : i + length] for i in range(count)])
    return inputs, np.array([series[min(i + length + horizon - 1, last)] for i in range(count)])


@mistake("one step too late")
def windows_from_their_ends_too_late(series, length, horizon):
    inputs, targets = [], []
    for end in range(length, len(series) - horizon):
        inputs.append(series[end - length : end])
        targets.append(series[end + horizon])
    return np.array(inputs), np.array(targets)


@mistake("the last window that has a target is missing")
def windows_from_their_ends_without_last(series, length, horizon):
    inputs, targets = [], []
    for end in range(length, len(series) - horizon):
        inputs.append(series[end - length : end])
        targets.append(series[end + horizon - 1])
    return np.array(inputs), np.array(targets)


@mistake("whole numbers only")
def windows_of_whole_numbers(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return inputs.astype(int), targets.astype(int)


@mistake("length and horizon are equal")
def windows_arguments_exchanged(series, length, horizon):
    return windows_by_columns(series, horizon, length)


@mistake("there is only one window")
def windows_shuffled(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    order = np.random.default_rng(1).permutation(len(inputs))
    return inputs[order], targets[order]


@mistake("expected a tuple of 2 entries")
def windows_in_one_table(series, length, horizon):
    return np.column_stack(windows_by_columns(series, length, horizon))


@mistake("Only your `inputs` is wrong")
def windows_seen_from_their_last_value(series, length, horizon):
    inputs, targets = windows_by_columns(series, length, horizon)
    return inputs - inputs[:, -1:], targets
