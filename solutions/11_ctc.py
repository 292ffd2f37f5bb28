# %% [markdown]
# # Lab 11: from sounds to symbols

# %% setup=true
from course import runtime

runtime.start(seed=11)

import numpy as np

from course.checks import ctc as checks

# %% [markdown]
# ### Exercise 1: from a path to its label (1 point)
#
# A network says one symbol for each frame, and the *blank* is one of its symbols. Such a row of
# symbols is a **path**. The function $\mathcal B$ of the lecture makes the label of it: symbols
# that are repeated in frames next to each other are one, and blanks are left out. So a blank
# between two equal symbols keeps them apart: with 0 as the blank, `[3, 0, 3, 3, 7, 0]` gives
# `[3, 3, 7]`. In this lab a symbol is a number, and so is the blank. Which one it is differs from
# program to program, so your function is told.


# %% exercise="collapse"
def collapse(path, blank):
    """What remains of a path when repetitions are merged and blanks left out.

    path: list of ints from 0 on, a symbol per frame; may be empty.
    blank: int, the symbol that is the blank; not always 0, and it need not be in the path.
    Returns a list of ints, the label; it may be empty.
    """
    ### BEGIN SOLUTION
    starts = [t for t in range(len(path)) if t == 0 or path[t] != path[t - 1]]
    return [path[t] for t in starts if path[t] != blank]
    ### END SOLUTION


# %% check="collapse"
checks.collapse(collapse)

# %% [markdown]
# ### Exercise 2: how many paths make one label? (1 point)
#
# Each path that collapses to a label is an *alignment* of it: it says in which frames the symbols
# lie. With 3 frames, the label `[4]` has six: 4 in one frame and blanks in the others (3 ways), in
# the first two or the last two (2), or in all three (1). Write down those of `[4, 4]` and of
# `[4, 5]`, too, before you begin. A loop over all paths is right for a few frames, but then it
# never ends. Either find a formula, or go through the frames one by one and keep only numbers of
# paths.


# %% exercise="count-alignments"
def count_alignments(frames, label):
    """How many paths of so many frames collapse to a label.

    frames: int in 1..500. label: list of ints, symbols that are not the blank; may be empty.
    Returns an int, exact however large it is; 0 if the label does not fit into so few frames.
    """
    ### BEGIN SOLUTION
    from math import comb

    repeats = sum(symbol == following for symbol, following in zip(label, label[1:]))
    # every symbol has a first frame and a last one; a repeat needs a blank before it
    return comb(frames + len(label) - repeats, 2 * len(label))
    ### END SOLUTION


# %% check="count-alignments"
checks.count_alignments(count_alignments)

# %% [markdown]
# ### Exercise 3: the sum over all alignments (3 points)
#
# The probability of a path is the product of those of its symbols, $p(\pi|x) = \prod_t
# y^t_{\pi_t}$, and the probability of a label is the sum over all paths that collapse to it. Figure
# 7.2 of the lecture does it without listing them. Put blanks around and between the symbols of the
# label: blank, $\ell_1$, blank, $\ell_2$, ..., blank. These are $2U + 1$ *states*, numbered from 0.
# A path goes through them from left to right. It begins in state 0 or 1 and ends in one of the
# last two. From one frame to the next it stays in its state, or moves on by one, or by two: from a
# symbol to the next, past the blank, but only if the two symbols **differ**. The table $\alpha_t(s)$
# has the sum of the probabilities of all beginnings of paths, from the first frame up to frame $t$
# with that one included, that are in state $s$ at frame $t$, whatever may come after it.
#
# Such sums of products soon are smaller than any number that a computer knows, so keep their
# logarithms: a product is then a sum, and `np.logaddexp(a, b)` is the logarithm of $e^a + e^b$,
# for $a = -\infty$, too.


# %% exercise="ctc-forward"
def ctc_forward(log_probabilities, label, blank):
    """Go forward through all alignments of a label, in natural logarithms.

    log_probabilities: float array (frames, symbols), -inf where a probability is 0; a frame or more.
    label: list of ints, symbols that are not the blank; may be empty. blank: int, any of the symbols.
    Returns alpha, a float array (frames, 2 * len(label) + 1) of logarithms, -inf where no path leads,
        and the loss -ln p(label), a number, not divided by anything; inf if p is 0.
    """
    ### BEGIN SOLUTION
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    alpha = log_probabilities[:, states]  # a copy, (frames, states)
    alpha[0, 2:] = -np.inf
    for t in range(1, len(alpha)):
        for s in range(len(states)):
            skips = s > 1 and states[s] != states[s - 2]  # two blanks are equal, too
            before = alpha[t - 1, max(s - 1 - skips, 0) : s + 1]
            alpha[t, s] += np.logaddexp.reduce(before)
    return alpha, -np.logaddexp.reduce(alpha[-1, -2:])
    ### END SOLUTION


# %% check="ctc-forward"
checks.ctc_forward(ctc_forward)

# %% [markdown]
# ### Exercise 4: where is each symbol? (2 points)
#
# The backward table $\beta_t(s)$ looks the other way: it has the sum of the probabilities of all
# ends of paths, from frame $t + 1$ to the last one, if the path is in state $s$ at frame $t$. So
# $\alpha$ has frame $t$ in it and $\beta$ does not, and $\alpha_t(s) \, \beta_t(s)$ is the
# probability of all alignments that are in state $s$ at frame $t$. (Some papers include frame $t$ in
# both tables, and divide by it here.) Divide by $p(\ell|x)$, and it becomes the share of them. Then
# add the shares of all states that stand for the same symbol: the blank has many states, and a
# symbol that is twice in the label has two. That is how much each symbol *occupies* each frame.


# %% exercise="ctc-occupation"
def ctc_occupation(alpha, beta, label, blank, symbols):
    """The probability of each symbol at each frame, if the label is known.

    alpha, beta: float arrays (frames, 2 * len(label) + 1), natural logarithms of the tables above,
        -inf where no path leads; in hundreds of frames, all of them may be far below -1000.
    label: list of ints, may be empty; it has one alignment at least. blank: int, the blank's symbol.
    symbols: int, how many symbols there are, numbered from 0, the blank among them.
    Returns a float array (frames, symbols): probabilities, no logarithms; each row sums to 1.
    """
    ### BEGIN SOLUTION
    states = [blank, *(s for symbol in label for s in (symbol, blank))]
    both = alpha + beta
    shares = np.exp(both - np.logaddexp.reduce(both, axis=1, keepdims=True))
    occupation = np.zeros((len(both), symbols))
    for s, symbol in enumerate(states):
        occupation[:, symbol] += shares[:, s]
    return occupation
    ### END SOLUTION


# %% check="ctc-occupation"
checks.ctc_occupation(ctc_occupation)

# %% [markdown]
# ### Exercise 5: the label error rate (2 points)
#
# What was spoken and what the network has written may have different lengths, so they cannot be
# compared place by place. Count the **errors** instead: the smallest number of symbols to
# substitute, insert and delete that turns the one into the other (the *edit distance*). To find it,
# fill a table row by row: the errors between the first $i$ symbols of the one and the first $j$ of
# the other follow from three neighbours. The rate of a whole test set is *all* errors divided by
# *all* symbols that were spoken, so a long utterance counts more than a short one.


# %% exercise="label-error-rate"
def label_error_rate(spoken, written):
    """Label error rate of a whole test set.

    spoken: list of labels, one per utterance, each a list of at least one int; at least one label.
    written: list of as many labels, what the network has written; any of them may be empty.
    Returns a number: 0 if all is right; it can be above 1, where too much is written.
    """
    ### BEGIN SOLUTION
    errors = 0
    for right, found in zip(spoken, written):
        row = list(range(len(found) + 1))  # errors between no symbol and the first j
        for i, symbol in enumerate(right, 1):
            above, row = row, [i]
            for j, other in enumerate(found, 1):
                row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (symbol != other)))
        errors += row[-1]
    return errors / sum(map(len, spoken))
    ### END SOLUTION


# %% check="label-error-rate"
checks.label_error_rate(label_error_rate)

# %% [markdown]
# ### Exercise 6: mel filters (2 points)
#
# The ear tells low pitches apart better than high ones. The *mel* scale says by how much:
# $\mathrm{mel}(f) = 2595 \log_{10}(1 + f / 700)$, with $f$ in hertz. A filter bank has one triangle
# per band. Take `bands + 2` points, at equal distances **in mel**, the first at `lowest` and the
# last at `highest`, and turn them back into hertz. Filter number $b$ is 0 up to point $b$, rises in
# a straight line to 1 at point $b + 1$, falls in a straight line to 0 at point $b + 2$, and stays
# 0. The lines are straight over the frequency in **hertz**. The Fourier transform of `size` samples
# gives the frequencies $0, r/n, 2r/n, \dots, r/2$ (rate $r$, size $n$). Read the triangles at these
# frequencies and do not round the points to them: with many bands, rounding leaves some filters
# empty.


# %% exercise="mel-filters"
def mel_filters(bands, lowest, highest, rate, size):
    """Triangles that sum the frequencies of a sound into bands of equal width in mel.

    bands: int of at least 1. lowest, highest: numbers in hertz, 0 <= lowest < highest <= rate / 2.
    rate: int, samples per second. size: even int, samples of a Fourier transform.
    Returns a float array (bands, size // 2 + 1), the height of each filter at each frequency, in 0..1.
    """
    ### BEGIN SOLUTION
    frequencies = np.arange(size // 2 + 1) * rate / size  # (size // 2 + 1,)
    ends = 2595 * np.log10(1 + np.array([lowest, highest]) / 700)
    points = 700 * (10 ** (np.linspace(*ends, bands + 2) / 2595) - 1)
    left, centre, right = points[:-2, None], points[1:-1, None], points[2:, None]  # (bands, 1)
    rising, falling = (
        (frequencies - left) / (centre - left),
        (right - frequencies) / (right - centre),
    )
    return np.maximum(np.minimum(rising, falling), 0)
    ### END SOLUTION


# %% check="mel-filters"
checks.mel_filters(mel_filters)
