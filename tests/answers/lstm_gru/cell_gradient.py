"""Answers to cell-gradient."""

import numpy as np

from tests.answers import Bank

bank = Bank("cell-gradient")
right, mistake = bank.right, bank.mistake


@right
def gradient_by_recursion(dh, f, o, c):
    gradient = dh * o * (1 - np.tanh(c) ** 2)
    for step in reversed(range(len(c) - 1)):
        gradient[step] += f[step + 1] * gradient[step + 1]
    return gradient


@right
def gradient_by_paths(dh, f, o, c):
    """Sum over all later steps of the product of the forget gates on the way."""
    steps = len(c)
    own = dh * o / np.cosh(c) ** 2
    return np.array(
        [
            sum(np.prod(f[start + 1 : end + 1], axis=0) * own[end] for end in range(start, steps))
            for start in range(steps)
        ]
    )


@right
def gradient_by_differences(dh, f, o, c):
    """Move every cell a little; what is added at each step stays as it was."""
    steps, units = c.shape
    added = c - f * np.concatenate([0 * c[:1], c[:-1]])

    def loss(bump):
        cell, total = np.zeros(units), 0
        for step in range(steps):
            cell = f[step] * cell + added[step] + bump[step]
            total += (dh[step] * o[step] * np.tanh(cell)).sum()
        return total

    gradient = np.zeros_like(c)
    for place in np.ndindex(steps, units):
        bump = np.zeros_like(c)
        bump[place] = 1e-6
        gradient[place] = (loss(bump) - loss(-bump)) / 2e-6
    return gradient


@right
def gradient_by_tensorflow(dh, f, o, c):
    import tensorflow as tf

    added = tf.constant(c - f * np.concatenate([0 * c[:1], c[:-1]]))
    cell, cells = tf.zeros_like(added[0]), []
    with tf.GradientTape() as tape:
        for step in range(len(c)):
            cell = f[step] * cell + added[step]
            tape.watch(cell)
            cells.append(cell)
        loss = tf.add_n([tf.reduce_sum(dh[k] * o[k] * tf.tanh(cells[k])) for k in range(len(c))])
    return np.array([np.asarray(gradient) for gradient in tape.gradient(loss, cells)])


def gradient(own, kept):
    """From the last step to the first: own + kept * what comes after."""
    result, later = np.zeros_like(own), 0
    for step in reversed(range(len(own))):
        result[step] = later = own[step] + kept[step] * later
    return result


def next_step(f):
    return np.concatenate([f[1:], 0 * f[:1]])


@mistake("of step t+1, not of step t")
def gradient_with_f_of_this_step(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), f)


@mistake("their gradients are missing")
def gradient_of_its_own_step_only(dh, f, o, c):
    return dh * o * (1 - np.tanh(c) ** 2)


@mistake("multiplied by the forget gate")
def gradient_without_f(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    return own[::-1].cumsum(axis=0)[::-1]


@mistake("not by 1 - f")
def gradient_with_one_minus_f(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), 1 - next_step(f))


@mistake("derivative of tanh(C) is missing")
def gradient_without_tanh(dh, f, o, c):
    return gradient(dh * o, next_step(f))


@mistake("not 1 - C²")
def gradient_with_c_squared(dh, f, o, c):
    return gradient(dh * o * (1 - c**2), next_step(f))


@mistake("not its derivative")
def gradient_with_tanh_itself(dh, f, o, c):
    return gradient(dh * o * np.tanh(c), next_step(f))


@mistake("the square is missing")
def gradient_without_square(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c)), next_step(f))


@mistake("the output gate is missing")
def gradient_without_o(dh, f, o, c):
    return gradient(dh * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("o and tanh belong to h")
def gradient_through_everything(dh, f, o, c):
    slope = o * (1 - np.tanh(c) ** 2)
    return gradient(dh * slope, next_step(f) * slope)


@mistake("go backwards")
def gradient_forwards(dh, f, o, c):
    result = dh * o * (1 - np.tanh(c) ** 2)
    for step in range(1, len(c)):
        result[step] += f[step] * result[step - 1]
    return result


@mistake("every step has a dh of its own")
def gradient_of_the_last_loss(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    own[:-1] = 0
    return gradient(own, next_step(f))


@mistake("not only the next one")
def gradient_of_the_next_step_only(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    return own + next_step(f) * next_step(own)


@mistake("the result is backwards")
def gradient_in_the_order_of_work(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c)[::-1]


@mistake("no sum over them")
def gradient_summed(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c).sum(axis=1)


@mistake("not only for the first")
def gradient_of_the_first_cell(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c)[0]


@mistake("dh is missing")
def gradient_without_dh(dh, f, o, c):
    return gradient(o * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("go back to step 0")
def gradient_without_the_first_step(dh, f, o, c):
    own, result = dh * o * (1 - np.tanh(c) ** 2), np.zeros_like(c)
    result[-1] = own[-1]
    for step in range(len(c) - 2, 0, -1):
        result[step] = own[step] + f[step + 1] * result[step + 1]
    return result


@mistake("the last step has a dh of its own")
def gradient_without_the_last_dh(dh, f, o, c):
    own, result = dh * o * (1 - np.tanh(c) ** 2), np.zeros_like(c)
    for step in range(len(c) - 2, -1, -1):
        result[step] = own[step] + f[step + 1] * result[step + 1]
    return result


@mistake("not dh of the next step")
def gradient_with_the_next_dh(dh, f, o, c):
    return dh * o * (1 - np.tanh(c) ** 2) + next_step(f) * next_step(dh)


@mistake("of the same step is not multiplied by f")
def gradient_all_through_f(dh, f, o, c):
    return gradient(f * dh * o * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("o belongs to h")
def gradient_through_the_next_o(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), next_step(f * o))


@right
def gradient_in_float32(dh, f, o, c):
    dh, f, o, c = (np.float32(part) for part in (dh, f, o, c))
    own = dh * o * (np.float32(1) - np.tanh(c) ** 2)
    rows = [own[-1]]
    for own_t, f_next in zip(own[-2::-1], f[:0:-1], strict=True):
        rows.insert(0, own_t + f_next * rows[0])
    return rows


@right
def gradient_by_a_matrix(dh, f, o, c):
    """Unit by unit: entry (t, s) of a matrix says how much of step s comes back to step t."""
    steps, units = c.shape
    result = np.empty((steps, units))
    for unit in range(units):
        back = np.eye(steps)
        for t in range(steps):
            for s in range(t + 1, steps):
                back[t, s] = back[t, s - 1] * f[s, unit]
        result[:, unit] = back @ (dh[:, unit] * o[:, unit] * (1 - np.tanh(c[:, unit]) ** 2))
    return result


@right
def gradient_step_by_step_in_words(dh, f, o, c):
    def at(t):
        through_h = dh[t] * o[t] / np.cosh(c[t]) ** 2
        if t == len(c) - 1:
            return through_h
        return through_h + f[t + 1] * at(t + 1)

    return np.vstack([at(t) for t in range(len(c))])


@mistake("every step has a dh of its own")
def gradient_assigned_for_added(dh, f, o, c):
    grad = dh * o * (1 - np.tanh(c) ** 2)
    for t in range(len(c) - 2, -1, -1):
        grad[t] = f[t + 1] * grad[t + 1]
    return grad


@mistake("along the steps, the first axis")
def gradient_along_the_units(dh, f, o, c):
    grad = dh * o * (1 - np.tanh(c) ** 2)
    for unit in range(c.shape[1] - 2, -1, -1):
        grad[:, unit] += f[:, unit + 1] * grad[:, unit + 1]
    return grad


@mistake("only tanh is squared")
def gradient_bracket_in_the_wrong_place(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c)) ** 2, next_step(f))


@mistake("the 1 - is missing")
def gradient_tanh_squared(dh, f, o, c):
    return gradient(dh * o * np.tanh(c) ** 2, next_step(f))


@mistake("o and the derivative of tanh are missing")
def gradient_of_h_for_c(dh, f, o, c):
    return gradient(dh, next_step(f))


@mistake("o and the derivative of tanh come first")
def gradient_slope_at_the_end(dh, f, o, c):
    later = np.zeros(c.shape[1])
    result = []
    for t in range(len(c))[::-1]:
        carried = dh[t] + later
        result.append(carried * o[t] * (1 - np.tanh(c[t]) ** 2))
        later = f[t] * carried
    return result[::-1]


@mistake("the derivative of sigma")
def gradient_with_the_slope_of_o(dh, f, o, c):
    return gradient(dh * o * (1 - o) * (1 - np.tanh(c) ** 2), next_step(f))


@mistake("multiply by o, not by f")
def gradient_f_in_place_of_o(dh, f, o, c):
    own = dh * f * (1 - np.tanh(c) ** 2)
    for t in range(len(c) - 2, -1, -1):
        own[t] += f[t + 1] * own[t + 1]
    return own


@mistake("f and o are swapped")
def gradient_f_and_o_swapped(dh, f, o, c):
    return gradient_by_recursion(dh, o, f, c)


@mistake("added, not subtracted")
def gradient_minus_later(dh, f, o, c):
    return gradient(dh * o * (1 - np.tanh(c) ** 2), -next_step(f))


@mistake("the loss is not a mean")
def gradient_of_a_mean(dh, f, o, c):
    return gradient_by_recursion(dh, f, o, c) / len(c)


@mistake("the last step is left out")
def gradient_loop_that_begins_late(dh, f, o, c):
    result = np.zeros_like(c)
    right = gradient_by_recursion(dh, f, o, c)
    for t in range(len(c) - 1):
        result[t] = right[t]
    return result


@mistake("IndexError")
def gradient_looks_behind_the_end(dh, f, o, c):
    own = dh * o * (1 - np.tanh(c) ** 2)
    for t in reversed(range(len(c))):
        own[t] += f[t + 1] * own[t + 1]
    return own
