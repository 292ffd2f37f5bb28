"""Answers to word-gradients."""

import numpy as np

from tests.answers import Bank

bank = Bank("word-gradients")
right, mistake = bank.right, bank.mistake


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(scores):
    return np.exp(scores) / np.exp(scores).sum()


@right
def gradients_by_hand(words, targets, start, U, W, V):
    s, dU, dW, dV = [start], np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    ds = np.zeros(len(start))
    for t in reversed(range(len(words))):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= 1
        dz = s[t + 1] * (1 - s[t + 1]) * (ds + V.T @ do)
        dU[:, words[t]] += dz
        dW += np.outer(dz, s[t])
        dV += np.outer(do, s[t + 1])
        ds = W.T @ dz
    return dU, dW, dV


@right
def gradients_in_one_product(words, targets, start, U, W, V):
    steps, hidden = len(words), len(start)
    x, y = np.eye(U.shape[1])[words], np.eye(V.shape[0])[targets]
    s = np.zeros((steps + 1, hidden))
    s[0] = start
    for t in range(steps):
        s[t + 1] = sigmoid(U @ x[t] + W @ s[t])
    do = np.array([softmax(V @ state) for state in s[1:]]) - y
    dz, later = np.zeros((steps, hidden)), np.zeros(hidden)
    for t in range(steps - 1, -1, -1):
        dz[t] = (do[t] @ V + later) * s[t + 1] * (1 - s[t + 1])
        later = dz[t] @ W
    return [dz.T @ x, dz.T @ s[:-1], do.T @ s[1:]]


@right
def gradients_loss_by_loss(words, targets, start, U, W, V):
    """The slow way: every loss goes back alone to the first step."""
    s, dU, dW, dV = [start], 0 * U, 0 * W, 0 * V
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    for last, target in enumerate(targets, start=1):
        do = softmax(V @ s[last]) - np.eye(len(V))[target]
        dV += np.outer(do, s[last])
        ds = V.T @ do
        for t in range(last, 0, -1):
            dz = ds * s[t] * (1 - s[t])
            dU[:, words[t - 1]] += dz
            dW += np.outer(dz, s[t - 1])
            ds = W.T @ dz
    return dU, dW, dV


@right
def gradients_by_differences(words, targets, start, U, W, V):
    def loss():
        state, total = start, 0.0
        for word, target in zip(words, targets):
            state = sigmoid(U[:, word] + W @ state)
            total -= np.log(softmax(V @ state)[target])
        return total

    gradients = []
    for weights in (U, W, V):
        gradient = np.zeros_like(weights)
        for place, weight in np.ndenumerate(weights):
            weights[place] = weight + 1e-5
            above = loss()
            weights[place] = weight - 1e-5
            gradient[place] = (above - loss()) / 2e-5
            weights[place] = weight
        gradients.append(gradient)
    return gradients


def walk(words, targets, start, U, W, V, **changed):
    """gradients_by_hand with places in which a mistake can be made."""
    steps = range(len(words))
    slope = changed.get("slope", lambda s, z: s * (1 - s))
    back = changed.get("back", W.T)
    s, z = [start], []
    for word in words:
        z.append(U[:, word] + W @ s[-1])
        s.append(changed.get("squash", sigmoid)(z[-1]))
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    ds = np.zeros(len(start))
    for t in reversed(steps):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= changed.get("subtract", 1)
        do *= t in changed.get("losses", steps)
        dz = slope(s[t + 1], z[t]) * (ds + V.T @ do)
        if t in changed.get("copies", steps):
            if changed.get("overwrite"):
                dU[:, words[t]] = 0
            dU[:, words[t]] += dz
            dW += np.outer(dz, s[t + changed.get("shift", 0)])
        dV += np.outer(do, s[t + 1])
        ds = back @ dz
    return dU, dW, dV


@mistake("not the loss of the last one")
def gradients_of_last_loss(words, *rest):
    return walk(words, *rest, losses=[len(words) - 1])


@mistake("not only the last")
def gradients_of_last_copy(words, *rest):
    return walk(words, *rest, copies=[len(words) - 1])


@mistake("add up what all steps give")
def gradients_overwritten_forwards(words, targets, start, U, W, V):
    last = len(words) - 1
    dU, dW, _ = walk(words, targets, start, U, W, V, copies=[last])
    return dU, dW, walk(words, targets, start, U, W, V, losses=[last])[2]


@mistake("that of the first step alone")
def gradients_not_accumulated(words, targets, start, U, W, V):
    """`=` for `+=` on the way back: the first step is the last one to be written."""
    s = [start]
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    ds = np.zeros(len(start))
    for t in reversed(range(len(words))):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= 1
        dz = s[t + 1] * (1 - s[t + 1]) * (ds + V.T @ do)
        dU, dW, dV = np.zeros_like(U), np.outer(dz, s[t]), np.outer(do, s[t + 1])
        dU[:, words[t]] = dz
        ds = W.T @ dz
    return dU, dW, dV


@mistake("comes back from there")
def gradients_of_one_step(words, targets, start, U, W, V):
    return walk(words, targets, start, U, W, V, back=0 * W)


@mistake("the sigmoid has a slope")
def gradients_without_slope(*inputs):
    return walk(*inputs, slope=lambda s, z: 1)


@mistake("slope of tanh")
def gradients_with_slope_of_tanh(*inputs):
    return walk(*inputs, slope=lambda s, z: 1 - s**2)


@mistake("not z (1 - z)")
def gradients_with_slope_of_z(*inputs):
    return walk(*inputs, slope=lambda s, z: z * (1 - z))


@mistake("not by s")
def gradients_with_value(*inputs):
    return walk(*inputs, slope=lambda s, z: s)


@mistake("W is transposed")
def gradients_not_transposed(words, targets, start, U, W, V):
    return walk(words, targets, start, U, W, V, back=W)


@mistake("not s(t)")
def gradients_of_own_state(*inputs):
    return walk(*inputs, shift=1)


@mistake("which is not zero")
def gradients_from_zero(words, targets, start, U, W, V):
    first = walk(words, targets, start, U, W, V, copies=[0])[1]
    dU, dW, dV = gradients_by_hand(words, targets, start, U, W, V)
    return dU, dW - first, dV


@mistake("do not divide")
def gradients_averaged(words, *rest):
    return [array / len(words) for array in walk(words, *rest)]


@mistake("subtract 1")
def gradients_of_probabilities(*inputs):
    return walk(*inputs, subtract=0)


@mistake("uphill")
def gradients_uphill(*inputs):
    return [-array for array in walk(*inputs)]


@mistake("occur twice")
def gradients_with_overwritten_columns(*inputs):
    return walk(*inputs, overwrite=True)


@mistake("a row of dW")
def gradients_outer_exchanged(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dW.T, dV


@mistake("a row for each word")
def gradients_v_transposed(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dW, dV.T


@mistake("a column for each word")
def gradients_u_transposed(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU.T, dW, dV


@mistake("the order is")
def gradients_in_another_order(*inputs):
    dU, dW, dV = walk(*inputs)
    return dU, dV, dW


@mistake("ValueError")
def gradients_v_not_transposed(words, targets, start, U, W, V):
    return gradients_by_hand(words, targets, start, U, W, V.T)


@mistake("the walk begins")
def gradients_all_from_zero(words, targets, start, U, W, V):
    return walk(words, targets, np.zeros_like(start), U, W, V)


@mistake("not tanh")
def gradients_of_tanh(words, targets, start, U, W, V):
    return walk(
        words, targets, start, U, W, V, squash=np.tanh, slope=lambda s, z: 1 - np.tanh(z) ** 2
    )


@mistake("only its slope")
def gradients_of_tanh_with_slope_of_sigmoid(*inputs):
    return walk(*inputs, squash=np.tanh)


@mistake("not s(t-1)")
def gradients_v_of_state_before(words, targets, start, U, W, V):
    dU, dW, dV = gradients_by_hand(words, targets, start, U, W, V)
    s, dV = [start], np.zeros_like(V)
    for word, target in zip(words, targets):
        s.append(sigmoid(U[:, word] + W @ s[-1]))
        dV += np.outer(softmax(V @ s[-1]) - np.eye(len(V))[target], s[-2])
    return dU, dW, dV


@mistake("were shifted")
def gradients_of_shifted_targets(words, targets, *rest):
    return walk(words, np.roll(targets, -1), *rest)
