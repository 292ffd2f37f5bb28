# %% [markdown]
# # Lab 13: captions and questions
#
# | exercise | points |
# |---|---|
# | 1. what do the words alone know? | 1 |
# | 2. words that tune a picture | 2 |
# | 3. captions, one word late | 1 |
# | 4. a caption writes with its own words | 3 |
# | 5. which facts are true? | 2 |
# | 6. BLEU of a whole test set | 2 |
# | **in all** | **11** |

# %% setup=true
from course import runtime

runtime.start(seed=13)

import numpy as np

from course.checks import captions_questions as checks

# %% [markdown]
# ### Exercise 1: what do the words alone know? (1 point)
#
# Before you praise a network that looks at pictures, ask what somebody would reach who **never**
# looks. The simplest such player notes, for each question of the training part, which answer it had
# most often, and gives that one whenever the question comes again, whatever the picture. A question
# that it has never met gets the answer that is the most frequent one in the whole training part.


# %% exercise="question-only-baseline"
def question_only_baseline(questions, answers, asked):
    """Answer questions without any picture: with what was most often right in the training part.

    questions: list of str, those of the training part, one or more; the same text comes many times.
    answers: list of str, as long: the right answer to each, for its own picture.
    asked: list of str, the questions to answer; some may be new. May be empty.
    Returns a list of str, an answer to each that is asked: the most frequent one to the same text in
        the training part; to a text that is not there, the most frequent one of the whole part. Where
        several are as frequent, any of them will do (the check has no such case).
    """
    ### BEGIN SOLUTION
    from collections import Counter, defaultdict

    everywhere, by_question = Counter(answers), defaultdict(Counter)
    for question, answer in zip(questions, answers):
        by_question[question][answer] += 1
    counts = [by_question.get(question, everywhere) for question in asked]
    return [count.most_common(1)[0][0] for count in counts]
    ### END SOLUTION


# %% check="question-only-baseline"
checks.question_only_baseline(question_only_baseline)

# %% [markdown]
# ### Exercise 2: words that tune a picture (2 points)
#
# **FiLM** (feature-wise linear modulation) lets the words turn two knobs for each channel of a
# picture's features. A dense layer makes of the question's vector $q$ twice as many numbers as there
# are channels: first all **scales** $\gamma$, then all **shifts** $\beta$. Each channel $c$ becomes
#
# $$(1 + \gamma_c) \, x_c + \beta_c,$$
#
# at all places of the picture alike. The 1 is there because weights start near 0: then nothing
# happens at first, and every picture passes.


# %% exercise="film"
def film(features, questions, weights, bias):
    """Scale and shift each channel of some pictures by what their questions say.

    features: float array (pictures, rows, columns, channels), any numbers.
    questions: float array (pictures, units), a vector for the question to each picture.
    weights: float array (units, 2 * channels), bias: float array (2 * channels,), of the dense layer,
        which has no activation. The scales are the first half of what it gives, the shifts the second.
    Returns a float array (pictures, rows, columns, channels): (1 + scale) * features + shift.
    """
    ### BEGIN SOLUTION
    knobs = questions @ weights + bias
    scale, shift = np.split(knobs[:, None, None, :], 2, axis=-1)
    return (1 + scale) * features + shift
    ### END SOLUTION


# %% check="film"
checks.film(film)

# %% [markdown]
# ### Exercise 3: captions, one word late (1 point)
#
# While it learns, the network that writes captions reads the *true* words and tells at each step the
# next one. Captions come as one array of ids: *start*, the words, *end*, then padding. Make three
# arrays of it, one column shorter: what is read, what is to be told, and where there is anything to
# tell. *End* is told and never read: after it nothing follows. So in its place the row of what is
# read has padding, and both rows end in the same column.


# %% exercise="shift-captions"
def shift_captions(ids, padding):
    """What the network reads at each step, what it has to tell, and where.

    ids: int array (captions, steps); a row is start, words (none or more), end, then paddings (none or
        more). The ids of start and end may be any, so do not rely on them.
    padding: int, the id that is padding; not always 0. It is nowhere else.
    Returns three arrays (captions, steps - 1):
        read: int, start and the words, then padding.
        told: int, at each step what follows on the id that is read: words and end, then padding.
        counts: bool, True where something is told that is not padding, end included.
    """
    ### BEGIN SOLUTION
    told = ids[:, 1:]
    counts = told != padding
    return np.where(counts, ids[:, :-1], padding), told, counts
    ### END SOLUTION


# %% check="shift-captions"
checks.shift_captions(shift_captions)

# %% [markdown]
# ### Exercise 4: a caption writes with its own words (3 points)
#
# When it describes a picture that nobody has described, no true words are there. What the network
# reads is the word that it has written itself. Do it for many pictures at once: one call of the
# decoder takes all captions one word further. Some of them end earlier than others. Two things are
# easily forgotten. The network has scores for *padding* and for *start*, too, but they mean nothing:
# it was never told to write these. And a caption that has ended goes through the decoder with the
# others, but whatever comes out there belongs to no caption.


# %% exercise="greedy-caption"
def greedy_caption(decoder, states, words, longest):
    """Write captions, the word with the highest score at each step.

    decoder: function (ids, states) -> (scores, states). It takes the last word of each caption, an int
        array (captions,), and the states, as they came; it returns scores, a float array (captions,
        words), any numbers, no two alike in a row, and the next states. Its rows know nothing of each other.
    states: float array (captions, units), one or more captions: what the pictures were turned into.
    words: list of str, the word of each id. "" (padding), "<start>" and "<end>" are among them, at any
        place. Each caption begins with the decoder reading "<start>".
    longest: int, 1 or more: a caption has at most so many words, "<end>" not counted. May be far more
        than needed: when all captions have ended, the decoder is not asked again.
    Returns a list of str, one per caption: its words with a space between two, those before "<end>".
        "" and "<start>" are never chosen, whatever their scores. A caption may be empty.
    """
    ### BEGIN SOLUTION
    start, end = words.index("<start>"), words.index("<end>")
    never = [words.index(""), start]
    captions, ended = [[] for _ in states], np.zeros(len(states), bool)
    ids = np.full(len(states), start)
    for _ in range(longest):
        scores, states = decoder(ids, states)
        scores = np.array(scores, float)
        scores[:, never] = -np.inf
        ids = scores.argmax(axis=1)
        ended |= ids == end
        if ended.all():
            break
        for row in np.flatnonzero(~ended):
            captions[row].append(words[ids[row]])
    return [" ".join(caption) for caption in captions]
    ### END SOLUTION


# %% check="greedy-caption"
checks.greedy_caption(greedy_caption)

# %% [markdown]
# ### Exercise 5: which facts are true? (2 points)
#
# A caption is good if what it says is true, and if it says all that is there. So take it apart at its
# commas, and hold each **part** against the facts of the picture. A part is right if it says
# a fact, word for word: *a*, colour, shape, place. Order does not matter. Two numbers tell how
# good a whole test set is: of all parts that were *said*, the share that is right (the precision),
# and of all facts that are *true*, the share that was said (the recall).


# %% exercise="caption-facts"
def caption_facts(captions, facts):
    """How much of what captions say is true, and how much of what is true they say.

    captions: list of str, one per picture, such as "a red square top left , a blue circle middle right".
        Words and commas have one space between them. A network wrote them, so a part between commas may
        be anything, even empty; a caption that is "" has no part at all.
    facts: list of lists of (colour, shape, place), three str, such as ("red", "square", "top left"): what
        is true of each picture, one fact or more, none of them twice.
    Returns two floats, over all pictures together: right parts / all parts (0.0 if there are no parts),
        right parts / all facts. A fact that a caption says twice is right once: the second part is wrong.
    """
    ### BEGIN SOLUTION
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = [part.strip() for part in caption.split(",")] if caption else []
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))
    ### END SOLUTION


# %% check="caption-facts"
checks.caption_facts(caption_facts)

# %% [markdown]
# ### Exercise 6: BLEU of a whole test set (2 points)
#
# **BLEU** compares without understanding: it counts runs of $n$ words, the *n-grams*, that a caption
# has in common with its reference. An n-gram of a caption is right as often as it is in the
# reference, and not more often. The precision $p_n$ is the number of all right n-grams of **all**
# captions, divided by the number of all their n-grams. BLEU up to $N$ is the geometric mean of $p_1
# \dots p_N$ (the $N$-th root of their product), and is lowered if the captions are short: with $c$
# words in all captions and $r$ in all references, it is multiplied by $e^{1 - r/c}$ if $c < r$.


# %% exercise="corpus-bleu"
def corpus_bleu(captions, references, longest):
    """BLEU of a whole test set, not smoothed.

    captions: list of lists of str, the words of each caption; some may be empty.
    references: list of lists of str, as long: the words of the true caption of each, one or more.
    longest: int in 1..4, the longest n-grams that count, N above.
    Returns a float in 0..1; 0 if for some n no n-gram is right, or if there is none.
    """
    ### BEGIN SOLUTION
    from collections import Counter

    def grams(words, n):
        return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    bleu = 1.0
    for n in range(1, longest + 1):
        counts = [(grams(a, n), grams(b, n)) for a, b in zip(captions, references)]
        right = sum(sum((a & b).values()) for a, b in counts)
        bleu *= (right / max(1, sum(sum(a.values()) for a, _ in counts))) ** (1 / longest)
    written, true = sum(map(len, captions)), sum(map(len, references))
    return bleu * np.exp(min(0, 1 - true / max(1, written)))
    ### END SOLUTION


# %% check="corpus-bleu"
checks.corpus_bleu(corpus_bleu)
