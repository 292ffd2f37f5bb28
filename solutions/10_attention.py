# %% [markdown]
# # Lab 10: attention and the Transformer

# %% setup=true
from course import runtime

runtime.start(seed=10)

import numpy as np

from course.checks import attention as checks

# %% [markdown]
# ### Exercise 1: attention weights (1 point)
#
# Sentences in a batch have different lengths, so some keys are padding. Turn scores into weights
# that leave the padding out.


# %% exercise="attention-weights"
def attention_weights(scores, mask):
    """Turn the scores of a batch into attention weights: a softmax over the keys that are words.

    scores: float array (sentences, queries, keys), how well each key fits each query. Scores can be as
    large as 10,000 or as low as -10,000, and the highest one can be that of padding.
    mask: bool array (sentences, keys). True: this key of this sentence is a word. False: it is padding.
    Returns a float array like `scores`. The weights of padding are 0; those of the words, each from 0 to
    1, add up to 1 for every query. In a sentence in which no key is a word, all weights are 0.
    """
    ### BEGIN SOLUTION
    words = mask[:, np.newaxis, :]  # the same keys for every query of a sentence
    scores = np.where(words, scores, -1e9)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True)) * words
    total = powers.sum(axis=-1, keepdims=True)  # the best word has exp(0) = 1
    return powers / np.maximum(total, 1)
    ### END SOLUTION


# %% check="attention-weights"
checks.attention_weights(attention_weights)

# %% [markdown]
# ### Exercise 2: scaled dot products (2 points)
#
# The scores of the Transformer are dot products, divided by the square root of the number of
# entries of a key. Here nothing is padding.


# %% exercise="scaled-dot-product"
def scaled_dot_product(queries, keys, values):
    """Attend: softmax(Q K^T / sqrt(d)) V.

    queries: float array (..., t, d), t vectors that ask.
    keys: float array (..., s, d), s vectors that are compared with each query.
    values: float array (..., s, e), what is read; value number j belongs to key number j.
    The axes "..." are the same in all three: there can be none, one (sentences), or two (sentences,
    heads). Each entry of them is a problem of its own. t, s, d and e are 1 or more. Scores can be as large
    as 1,000 or as low as -1,000.
    Returns two float arrays: output (..., t, e) and weights (..., t, s). A query's weights add up to 1.
    """
    ### BEGIN SOLUTION
    scores = queries @ keys.swapaxes(-1, -2) / np.sqrt(keys.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    return weights @ values, weights
    ### END SOLUTION


# %% check="scaled-dot-product"
checks.scaled_dot_product(scaled_dot_product)

# %% [markdown]
# ### Exercise 3: split into heads, and merge (2 points)
#
# Split each vector into as many pieces as there are heads. Something works on the heads (attention,
# for example); then merge what it returns.


# %% exercise="split-heads"
def split_heads(vectors, heads, work):
    """Split vectors into heads, let `work` change them, and merge them again.

    vectors: float array (sentences, steps, width). heads: int, 1 or more; it divides width.
    work: function. It takes a float array (sentences, heads, steps, width / heads): head 0 has the first
    width / heads entries of every vector, head 1 the next ones, and so on. It returns a float array
    (sentences, heads, steps, size); `size` need not be width / heads. Call it once.
    Returns a float array (sentences, steps, heads * size): at every step the vector that `work` gave for
    head 0, then that for head 1, and so on.
    """
    ### BEGIN SOLUTION
    sentences, steps, width = vectors.shape
    pieces = vectors.reshape(sentences, steps, heads, width // heads)
    done = work(pieces.swapaxes(1, 2))  # (sentences, heads, steps, size)
    return done.swapaxes(1, 2).reshape(sentences, steps, -1)
    ### END SOLUTION


# %% check="split-heads"
checks.split_heads(split_heads)

# %% [markdown]
# ### Exercise 4: sinusoids (2 points)
#
# Columns come in pairs. For $i = 0, 1, \dots, d/2 - 1$,
# $$PE(p, 2i) = \sin\frac{p}{10000^{2i/d}}, \qquad PE(p, 2i+1) = \cos\frac{p}{10000^{2i/d}}.$$


# %% exercise="sinusoids"
def sinusoids(positions, width):
    """The position vectors of the Transformer.

    positions: float array (steps,), the position of each step: any numbers from -100 to 100, in any
    order, fractions too. width: int d, even, 2 or more.
    Returns a float array (steps, width). Columns 0, 2, 4, ... are sines, columns 1, 3, 5, ... cosines;
    a sine and the cosine to the right of it have the same angle.
    """
    ### BEGIN SOLUTION
    rates = 10_000 ** (-np.arange(0, width, 2) / width)  # 2i / d, one for each pair
    angles = positions[:, np.newaxis] * rates
    table = np.empty((len(positions), width))
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return table
    ### END SOLUTION


# %% check="sinusoids"
checks.sinusoids(sinusoids)

# %% [markdown]
# ### Exercise 5: who may look at whom (1 point)
#
# A decoder that reads the right translation must not see the word that it is about to write. Padding
# is to be left out, too.


# %% exercise="causal-mask"
def causal_mask(lengths, steps):
    """The mask of a decoder's self-attention: causal, and without the padding.

    lengths: int array (sentences,), the number of words of each sentence, 0 to steps. The words come
    first, then the padding.
    steps: int, 1 or more, the number of steps of each row, words and padding together.
    Returns a bool array (sentences, steps, steps). Entry [n, a, b] says whether, in sentence n, step a
    may look at step b: True if both are words and b is a itself or comes before it, otherwise False.
    """
    ### BEGIN SOLUTION
    places = np.arange(steps)
    words = places < lengths[:, np.newaxis]  # (sentences, steps)
    earlier = places <= places[:, np.newaxis]  # (steps, steps): b in row a
    return earlier & words[:, np.newaxis, :] & words[:, :, np.newaxis]
    ### END SOLUTION


# %% check="causal-mask"
checks.causal_mask(causal_mask)

# %% [markdown]
# ### Exercise 6: does attention point at the right word? (2 points)
#
# The grammar knows which source words each target word translates. Compare the weights with it.


# %% exercise="alignment-agreement"
def alignment_agreement(weights, links):
    """The share of target words whose attention points at a source word that they translate.

    weights: float array (sentences, targets, sources): in sentence n, weights[n, t, s] is the weight that
    target word t gives to source word s. From 0 to 1; padding can have weight, too.
    links: bool array of the same shape: True where target word t translates source word s. A target word
    can have several links. One without any is not counted: it translates nothing, or it is padding.
    A target word agrees if one of its links has more weight than every source word (or padding) that is
    not linked to it. A tie between the two is no agreement. If all are linked, it agrees.
    Returns a float from 0 to 1: of all target words with a link, in all sentences together, the share that
    agrees. There is at least one.
    """
    ### BEGIN SOLUTION
    best_linked = np.where(links, weights, -1.0).max(axis=-1)  # (sentences, targets)
    best_other = np.where(links, -1.0, weights).max(axis=-1)
    return (best_linked > best_other)[links.any(axis=-1)].mean()
    ### END SOLUTION


# %% check="alignment-agreement"
checks.alignment_agreement(alignment_agreement)
