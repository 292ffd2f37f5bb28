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


@mistake("which need not be zero")
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


@right
def gradients_by_tape(words, targets, start, U, W, V):
    import tensorflow as tf

    U, W, V = (tf.Variable(array) for array in (U, W, V))
    with tf.GradientTape() as tape:
        s, losses = tf.constant(start)[:, None], []
        for word, target in zip(words, targets):
            s = tf.sigmoid(U[:, word : word + 1] + W @ s)
            losses.append(
                tf.nn.sparse_softmax_cross_entropy_with_logits([int(target)], tf.transpose(V @ s))
            )
        loss = tf.add_n(losses)
    return [tf.convert_to_tensor(gradient) for gradient in tape.gradient(loss, [U, W, V])]


@right
def gradients_by_recursion(words, targets, start, U, W, V):
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)

    def walk_from(t, before):
        if t == len(words):
            return 0
        s = sigmoid(U[:, words[t]] + W.dot(before))
        do = softmax(V.dot(s))
        do[targets[t]] -= 1
        dz = (V.T.dot(do) + walk_from(t + 1, s)) * s * (1 - s)
        dU[:, words[t]] += dz
        dW[...] += dz[:, None] * before
        dV[...] += do[:, None] * s
        return W.T.dot(dz)

    walk_from(0, start)
    return dU, dW, dV


@right
def gradients_forward_in_time(words, targets, start, U, W, V):
    """Real-time recurrent learning: the derivatives of the state are carried forward."""
    units, symbols = U.shape
    s, by_u, by_w = start, np.zeros((units, *U.shape)), np.zeros((units, *W.shape))
    dU, dW, dV = 0 * U, 0 * W, 0 * V
    for word, target in zip(words, targets):
        now = sigmoid(U[:, word] + W @ s)
        by_u, by_w = np.tensordot(W, by_u, 1), np.tensordot(W, by_w, 1)
        for i in range(units):
            by_u[i, i, word] += 1
            by_w[i, i] += s
        slope = now * (1 - now)
        by_u, by_w, s = by_u * slope[:, None, None], by_w * slope[:, None, None], now
        do = softmax(V @ s) - np.eye(symbols)[target]
        ds = V.T @ do
        dU, dW = dU + np.tensordot(ds, by_u, 1), dW + np.tensordot(ds, by_w, 1)
        dV = dV + np.outer(do, s)
    return dU, dW, dV


@right
def gradients_with_lists(words, targets, start, U, W, V):
    units, symbols = len(U), len(V)
    s = [list(start)]
    for word in words:
        z = [U[i][word] + sum(W[i][j] * s[-1][j] for j in range(units)) for i in range(units)]
        s.append([1 / (1 + float(np.exp(-one))) for one in z])
    dU = [[0.0] * symbols for _ in range(units)]
    dW = [[0.0] * units for _ in range(units)]
    dV = [[0.0] * units for _ in range(symbols)]
    later = [0.0] * units
    for t in range(len(words) - 1, -1, -1):
        now, before = s[t + 1], s[t]
        e = [float(np.exp(sum(V[k][i] * now[i] for i in range(units)))) for k in range(symbols)]
        do = [e[k] / sum(e) - (k == targets[t]) for k in range(symbols)]
        ds = [later[i] + sum(V[k][i] * do[k] for k in range(symbols)) for i in range(units)]
        dz = [ds[i] * now[i] * (1 - now[i]) for i in range(units)]
        for i in range(units):
            dU[i][words[t]] += dz[i]
            for j in range(units):
                dW[i][j] += dz[i] * before[j]
            for k in range(symbols):
                dV[k][i] += do[k] * now[i]
        later = [sum(W[i][j] * dz[i] for i in range(units)) for j in range(units)]
    return dU, dW, dV


def student(words, targets, start, U, W, V, **changed):
    """A second walk, in which other places can be changed."""
    s = [start]
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    dU, dW, dV, ds = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V), np.zeros(len(W))
    steps = list(range(len(words)))
    for t in steps if changed.get("forwards") else steps[::-1]:
        do = changed.get("softmax", softmax)(V @ s[t + 1])
        do[(words if changed.get("own") else targets)[t]] -= 1
        dh = V.T @ do * changed.get("times", 1)
        if t == steps[-1] or not changed.get("last_only"):
            dh = dh + ds
        else:
            dh = ds
        dz = dh * s[t + 1] * (1 - s[t + 1])
        dU[:, (targets if changed.get("columns") else words)[t]] += dz
        if changed.get("w") == "=":
            dW = np.outer(dz, s[t])
        else:
            dW += np.outer(dz, s[t])
        if changed.get("v") == "=":
            dV = np.outer(do, s[t + 1])
        else:
            dV += np.outer(do, s[t + 1])
        ds = W.T @ dz + (ds if changed.get("gather") else 0)
    return dU, dW, dV


@mistake("only the last state")
def gradients_of_losses_at_the_end(*inputs):
    return student(*inputs, last_only=True)


@mistake("once, not twice")
def gradients_of_losses_twice(*inputs):
    return student(*inputs, times=2)


@mistake("this dW is that of the first step")
def gradients_w_not_added(*inputs):
    return student(*inputs, w="=")


@mistake("this dV is that of the first step")
def gradients_v_not_added(*inputs):
    return student(*inputs, v="=")


@mistake("it is not added")
def gradients_gathered(*inputs):
    return student(*inputs, gather=True)


@mistake("begin with the last step")
def gradients_forwards(*inputs):
    return student(*inputs, forwards=True)


@mistake("applied once")
def gradients_softmax_twice(*inputs):
    return student(*inputs, softmax=lambda scores: softmax(softmax(scores)))


@mistake("go through softmax")
def gradients_without_softmax(*inputs):
    return student(*inputs, softmax=np.copy)


@mistake("divides by the sum")
def gradients_of_exp(*inputs):
    return student(*inputs, softmax=np.exp)


@mistake("not through the sigmoid")
def gradients_of_sigmoid_outputs(*inputs):
    return student(*inputs, softmax=sigmoid)


@mistake("not for the word that is read")
def gradients_of_own_words(*inputs):
    return student(*inputs, own=True)


@mistake("not to the word that should follow")
def gradients_columns_of_targets(*inputs):
    return student(*inputs, columns=True)


@mistake("not by 1 - s")
def gradients_with_one_minus_s(*inputs):
    return walk(*inputs, slope=lambda s, z: 1 - s)


@mistake("once, not twice")
def gradients_with_slope_twice(*inputs):
    return walk(*inputs, slope=lambda s, z: s**2 * (1 - s) ** 2)


@mistake("f is not applied to s again")
def gradients_with_sigmoid_of_s(*inputs):
    return walk(*inputs, slope=lambda s, z: sigmoid(s) * (1 - sigmoid(s)))


@mistake("these are dW, dU, dV")
def gradients_w_first(*inputs):
    dU, dW, dV = walk(*inputs)
    return dW, dU, dV


@mistake("these are dV, dW, dU")
def gradients_v_first(*inputs):
    return student(*inputs)[::-1]


@mistake("not the next one alone")
def gradients_of_two_steps(words, targets, start, U, W, V):
    """Each loss walks back a single step."""
    s, dU, dW, dV = [start], 0 * U, 0 * W, 0 * V
    for t, word in enumerate(words):
        s.append(sigmoid(U[:, word] + W @ s[-1]))
        do = softmax(V @ s[-1])
        do[targets[t]] -= 1
        dV += np.outer(do, s[-1])
        dz = V.T @ do * s[-1] * (1 - s[-1])
        for back in range(min(2, t + 1)):
            dU[:, words[t - back]] += dz
            dW += np.outer(dz, s[t - back])
            dz = W.T @ dz * s[t - back] * (1 - s[t - back])
    return dU, dW, dV


@mistake("this dU is that of the first")
def gradients_u_not_added(*inputs):
    dU, dW, dV = student(*inputs)
    return walk(*inputs, copies=[0])[0], dW, dV


@mistake("`dW` is half")
def gradients_w_halved(*inputs):
    dU, dW, dV = student(*inputs)
    return dU, dW / 2, dV


@mistake("Only your `dV` is wrong")
def gradients_v_of_targets(words, targets, start, U, W, V):
    dU, dW, dV = student(words, targets, start, U, W, V)
    dV = np.zeros_like(V)
    s = start
    for word, target in zip(words, targets):
        s = sigmoid(U[:, word] + W @ s)
        dV[target] += (softmax(V @ s)[target] - 1) * s
    return dU, dW, dV


@mistake("Only your `dU`")
def gradients_u_of_last_word(words, targets, start, U, W, V):
    dU, dW, dV = student(words, targets, start, U, W, V)
    return dU[:, words[-1]], dW, dV


@mistake("expected a")
def gradients_without_v(*inputs):
    return student(*inputs)[:2]


@mistake("`dU` that is wrong")
def gradients_clipped(*inputs):
    return [np.clip(array, -0.5, 0.5) for array in student(*inputs)]


@mistake("through W transposed, too")
def gradients_back_without_w(words, targets, start, U, W, V):
    return walk(words, targets, start, U, W, V, back=np.identity(len(start)))


@mistake("W.T @ dz")
def gradients_back_without_slope(words, targets, start, U, W, V):
    s, dU, dW, dV = [start], np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    for word in words:
        s.append(sigmoid(U[:, word] + W @ s[-1]))
    ds = np.zeros(len(start))
    for t in reversed(range(len(words))):
        do = softmax(V @ s[t + 1])
        do[targets[t]] -= 1
        ds = V.T @ do + ds
        dz = ds * s[t + 1] * (1 - s[t + 1])
        dU[:, words[t]] += dz
        dW += np.outer(dz, s[t])
        dV += np.outer(do, s[t + 1])
        ds = W.T @ ds
    return dU, dW, dV


@mistake("the first one is missing")
def gradients_without_first_loss(words, *rest):
    return walk(words, *rest, losses=range(1, len(words)))


@mistake("the last one is missing")
def gradients_without_last_loss(words, *rest):
    return walk(words, *rest, losses=range(len(words) - 1))
