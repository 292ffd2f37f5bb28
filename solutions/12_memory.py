# %% [markdown]
# # Lab 12: memory
#
# | exercise | points |
# |---|---|
# | 1. erase and add | 1 |
# | 2. look for what is like a key | 2 |
# | 3. move, and sharpen | 2 |
# | 4. a batch of tapes | 2 |
# | 5. where a word stands | 1 |
# | 6. a hop | 3 |
# | **in all** | **11** |

# %% setup=true
from course import runtime

runtime.start(seed=12)

import numpy as np

from course.checks import memory as checks

# %% [markdown]
# ### Exercise 1: erase and add (1 point)
#
# A write head has a weight $w(i)$ for each row of the memory, and two vectors as wide as a row: what
# to *erase*, $e$, with numbers between 0 (keep) and 1 (wipe out), and what to *add*, $a$. First it
# erases, then it adds; each row takes part as far as the head looks at it:
#
# $$M(i) \leftarrow M(i) \odot (1 - w(i) \, e) + w(i) \, a.$$
#
# The lecture's write, $M(i) \leftarrow (1 - \beta(i)) M(i) + \beta(i) \, v$, is the same with
# $e = 1$: everything is erased, by the same weights.


# %% exercise="erase-and-add"
def erase_and_add(memory, weights, erase, add):
    """A memory after a head has written to it.

    memory: float array (rows, width).
    weights: float array (rows,), from 0 to 1; they sum to 1 or less.
    erase: float array (width,), from 0 to 1. add: float array (width,).
    Returns the new memory, a float array (rows, width).
    """
    ### BEGIN SOLUTION
    return memory * (1 - np.outer(weights, erase)) + np.outer(weights, add)
    ### END SOLUTION


# %% check="erase-and-add"
checks.erase_and_add(erase_and_add)

# %% [markdown]
# ### Exercise 2: look for what is like a key (2 points)
#
# A head that looks by *content* has a key $k$ and a strength $\beta$. It compares the key with every
# row by their cosine, $\cos(k, M(i)) = k \cdot M(i) / (|k| \, |M(i)|)$, which does not depend on how
# long the two are. A softmax over the **rows** turns the similarities into weights:
#
# $$w(i) = \frac{e^{\beta \cos(k, M(i))}}{\sum_j e^{\beta \cos(k, M(j))}}.$$
#
# With $\beta = 0$ the head looks everywhere, and the larger $\beta$ is, the more it sees of the best
# row alone. Two traps: a vector of zeros has no direction, so let its cosine be 0 with everything;
# and $e^{1000}$ is more than a computer can hold, although the weights are ordinary numbers.


# %% exercise="content-addressing"
def content_addressing(memory, key, strength):
    """How much a head that looks for a key looks at each row.

    memory: float array (rows, width). key: float array (width,).
        A row, and the key, are all 0 or have a length from 0.5 to 50. If you add something to what
        you divide by, keep it at 1e-8 or below.
    strength: number from 0 to 1000.
    Returns the weights, a float array (rows,) that sums to 1.
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    cosines = memory @ key / np.where(lengths > 0, lengths, 1)
    powers = np.exp(strength * (cosines - cosines.max()))
    return powers / powers.sum()
    ### END SOLUTION


# %% check="content-addressing"
checks.content_addressing(content_addressing)

# %% [markdown]
# ### Exercise 3: move, and sharpen (2 points)
#
# A head can also go on from where it was. It has a share $s(j)$ for each *shift* $j$ that it may
# make, such as $-1$, 0 and 1. A shift of 1 takes the weight of each row to the **next** row, and the
# rows form a circle: after the last one comes the first. Soft shares make a mixture,
#
# $$u(i) = \sum_j s(j) \, w(i - j), \qquad w'(i) = \frac{u(i)^\gamma}{\sum_k u(k)^\gamma},$$
#
# and a mixture blurs, a little more at each step. So the head *sharpens* what comes out: a
# power $\gamma$ of at least 1 favours large weights, and the division makes them sum to 1 again.


# %% exercise="shift-and-sharpen"
def shift_and_sharpen(weights, shift, sharpness):
    """Weights that were moved along a circle of rows and sharpened after that.

    weights: float array (rows,), from 0 on, that sums to 1; from 1 to 50 rows.
    shift: float array of odd length 2 r + 1, at most as long as weights, from 0 on, that sums to 1:
        the shares of the shifts -r, ..., -1, 0, 1, ..., r, in this order.
    sharpness: number from 1 to 20.
    Returns a float array (rows,) that sums to 1.
    """
    ### BEGIN SOLUTION
    reach = len(shift) // 2
    moved = sum(share * np.roll(weights, j - reach) for j, share in enumerate(shift))
    powers = moved**sharpness
    return powers / powers.sum()
    ### END SOLUTION


# %% check="shift-and-sharpen"
checks.shift_and_sharpen(shift_and_sharpen)

# %% [markdown]
# ### Exercise 4: a batch of tapes (2 points)
#
# The copy task: read some vectors of bits, one a step, then say them from memory in the same order.
# A tape of $L$ vectors takes $2 L + 1$ steps. In the first $L$ it is read. In the next one the
# network reads the order to answer, a 1 in a channel of its own, after the bits. In the last $L$
# steps the input is nothing but zeros, and the targets are the vectors. The loss counts only steps
# in which an *answer* is due: what the network says while it reads does not matter. In a batch
# each tape does this at its own pace, from the first step on; then it waits for the longest one.


# %% exercise="copy-batch"
def copy_batch(tapes):
    """The copy task for tapes of different lengths, padded with zeros at the end.

    tapes: list of one or more arrays (length, bits) of 0 and 1; the lengths differ, from 1 on, the
        number of bits does not. A vector may be all 0.
    Returns three float arrays, where steps is 2 * (the largest length) + 1:
        inputs (tapes, steps, bits + 1), the last channel is 1 when the order comes, else 0,
        targets (tapes, steps, bits), 0 where no answer is due,
        answer (tapes, steps), 1 where an answer is due, else 0.
    """
    ### BEGIN SOLUTION
    steps = 2 * max(map(len, tapes)) + 1
    bits = np.shape(tapes[0])[1]
    inputs = np.zeros((len(tapes), steps, bits + 1))
    targets = np.zeros((len(tapes), steps, bits))
    answer = np.zeros((len(tapes), steps))
    for n, tape in enumerate(tapes):
        length = len(tape)
        due = slice(length + 1, 2 * length + 1)
        inputs[n, :length, :bits] = tape
        inputs[n, length, bits] = 1
        targets[n, due] = tape
        answer[n, due] = 1
    return inputs, targets, answer
    ### END SOLUTION


# %% check="copy-batch"
checks.copy_batch(copy_batch)

# %% [markdown]
# ### Exercise 5: where a word stands (1 point)
#
# A memory network makes one vector of a sentence: the sum of the vectors of its words. But then
# "the cat chases the dog" and "the dog chases the cat" are the same. So each number of a word's
# vector is multiplied by a factor that depends on where the word stands. For word $j$ of $J$ and
# number $k$ of $d$, both counted from **1**,
#
# $$l_{jk} = 1 + \frac{4}{d J} \left(k - \frac{d + 1}{2}\right) \left(j - \frac{J + 1}{2}\right).$$
#
# The first numbers of a sentence's vector hear more of its first words, the last ones more of its last
# words.


# %% exercise="position-encoding"
def position_encoding(words, width):
    """The factors by which the vectors of a sentence's words are multiplied before they are added up.

    words: int of at least 1, the words J of the sentence. width: int of at least 1, the numbers d.
    Returns a float array (words, width).
    """
    ### BEGIN SOLUTION
    j = np.arange(1, words + 1)[:, None]
    k = np.arange(1, width + 1)
    return 1 + 4 * (k - (width + 1) / 2) * (j - (words + 1) / 2) / (width * words)
    ### END SOLUTION


# %% check="position-encoding"
checks.position_encoding(position_encoding)

# %% [markdown]
# ### Exercise 6: a hop (3 points)
#
# A memory network keeps two vectors of each line of a story: $m_i$, by which the line is *found*, and
# $c_i$, what is then *taken away*. The network begins with the vector of the question, $u$. A hop
# looks at all lines by $p_i = \mathrm{softmax}_i(u \cdot m_i)$ and goes on with
#
# $$u' = u + \sum_i p_i \, c_i.$$
#
# The next hop looks with $u'$, so it can ask for what the first one has found: the apple, then the
# one who has it, then the room. In a batch the stories have different lengths. Their
# lines stand in the first slots, and what is in the slots after them must not count.


# %% exercise="memory-hop"
def memory_hop(state, inputs, outputs, filled):
    """One hop of a memory network, for a batch of stories.

    state: float array (stories, width), the vectors u; numbers within 5000 of 0.
    inputs, outputs: float arrays (stories, slots, width), the vectors m and c; numbers within 100 of 0.
    filled: int array (stories,), the lines of each story, from 0 to slots. They are in its first
        slots; the other slots are empty, whatever numbers stand in them.
    Returns the next state (stories, width) and the weights p (stories, slots), float arrays.
        The weights of a story sum to 1 and are exactly 0 in empty slots. A story without any line has
        weights of 0, and its state stays as it is.
    """
    ### BEGIN SOLUTION
    is_line = np.arange(inputs.shape[1]) < np.asarray(filled)[:, None]  # (stories, slots)
    scores = np.einsum("nw,nsw->ns", state, inputs)
    scores = scores - np.where(is_line, scores, -np.inf).max(axis=1, keepdims=True)
    powers = np.exp(np.where(is_line, scores, -np.inf))
    # the best line has a power of 1; only where there is none do the powers sum to less
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1)
    return state + np.einsum("ns,nsw->nw", weights, outputs), weights
    ### END SOLUTION


# %% check="memory-hop"
checks.memory_hop(memory_hop)
