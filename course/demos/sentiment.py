"""The lectures' sentiment demo for the terminal: a review in, a verdict out, word by word.

Lab 08 explains the network (many to one: words in, one number out). This one also learns from phrases, the
nodes of the reviews' trees, so that it can read what is no whole review, and what is no opinion.
"""

import hashlib
import os
import platform
import random
import re
import sys
import time
import unicodedata
from functools import lru_cache

import numpy as np

from course import runtime, weights
from course.data import reviews
from course.data.shared.trees import NEUTRAL
from course.data.shared.words import UNKNOWN
from course.data.shared.words import encode as encode_ids
from course.demos import training
from course.demos.prompt import converse
from course.errors import CourseError

REVIEWS, TEST, DATA_SEED = 20_000, 2_000, 8
SIZE, UNITS, BATCH, EPOCHS, RATE = 32, 64, 128, 6, 0.01
PHRASES = 2  # for each review as many phrases out of its tree
BLURRED, UNREADABLE = 0.5, 0.15  # share of reviews read once more with this share of unknown words
LONGEST = 50  # words that a person may type; the reviews have at most 25
UNDECIDED = 0.65  # a probability below this is no verdict
MARKS = (",", ".")
TERMINAL_CODE = re.compile("\033\\[[0-9;]*[A-Za-z]")
MOST_UNKNOWN = 0.5  # share of the words; with more of them the network would be guessing
NEVER_TRAINED = ("not bad at all", "it starts well but ends badly", "it starts badly but ends well")
SHIPPED = "sentiment"
VARIANTS = {SHIPPED: {"seed": 1}}
POSITIVE, NEGATIVE, PLAIN = (
    "\033[34m",
    "\033[33m",
    "\033[0m",
)  # blue, yellow: told apart by everybody


@lru_cache(maxsize=1)
def data():
    """The corpus of the demo, a `course.data.reviews.ReviewCorpus`."""
    return reviews.corpus(REVIEWS, TEST, seed=DATA_SEED)


def fingerprint(corpus):
    """A corpus' SHA-256: weights that were trained on another one may have seen its test reviews."""
    text = "\n".join(str(tree) for part in corpus for tree in part)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def examples(trees, *, seed):
    """What the demo's network learns from: reviews, phrases of them, and reviews with unknown words.

    Args:
        trees: list of Tree.
        seed: int.

    Returns:
        texts: list of lists of words; None stands for a word that cannot be read.
        targets: float array, one per text: 1 praise, 0 blame, 0.5 no opinion.
    """
    rng = random.Random(seed)
    texts, targets = [], []

    def add(words, label):
        if " ".join(word or "" for word in words).removesuffix(" .") not in NEVER_TRAINED:
            texts.append(words)
            targets.append(0.5 + np.sign(label - NEUTRAL) / 2)

    for tree in trees:
        add(tree.words, tree.label)
        nodes = list(tree.nodes())
        for node in rng.sample(nodes, PHRASES):
            add(node.words, node.label)
        if rng.random() < BLURRED:
            leaves = [node for node in nodes if node.word]
            read = [None if rng.random() < UNREADABLE else leaf.word for leaf in leaves]
            lost = all(
                word is None
                for word, leaf in zip(read, leaves, strict=True)
                if leaf.label != NEUTRAL
            )
            add(read, NEUTRAL if lost else tree.label)
    return texts, np.array(targets, "float32")


def encode(texts, words):
    """Words as ids, padded on the right; those of `words`, a list of str, have the ids from 2 on."""
    return encode_ids(texts, {word: place for place, word in enumerate(words, UNKNOWN + 1)})


def build_model(words):
    """Embedding, LSTM, one logit.

    Args:
        words: number of known words.

    Returns:
        keras.Model of ids (n, t), padded on the right -> logits (n, 1); above 0 is praise.
    """
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(words + UNKNOWN + 1, SIZE, mask_zero=True),
            layers.LSTM(UNITS),
            layers.Dense(1),
        ]
    )


def train(seed=1, epochs=None, progress=None):
    """Train the demo's network.

    Args:
        seed: int, of the weights and of the order of the reviews.
        epochs: int, by default EPOCHS.
        progress: called after each epoch with (epoch, share of unseen reviews right), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `weights.save`.
    """
    import keras

    from course.batches.pipeline import batches

    keras.utils.set_random_seed(seed)
    epochs = epochs or EPOCHS
    corpus = data()
    words = sorted({word for tree in corpus.train for word in tree.words})
    texts, targets = examples(corpus.train, seed=seed)
    model = build_model(len(words))
    steps = epochs * (len(texts) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - steps // 20, warmup_target=RATE, warmup_steps=max(steps // 20, 1)
    )
    model.compile(
        keras.optimizers.Nadam(rate, beta_2=0.98),
        keras.losses.BinaryCrossentropy(from_logits=True),
        steps_per_execution=max(len(texts) // BATCH, 1),
    )
    shares, started = [], time.perf_counter()

    def measure(epoch, logs):
        shares.append(_share_right(model, corpus.test, words))
        if progress:
            progress(epoch + 1, shares[-1])

    model.fit(
        batches(encode(texts, words), targets, BATCH), epochs=epochs, verbose=0,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=measure)],
    )  # fmt: skip
    facts = {
        "seed": seed,
        "reviews": len(corpus.train),
        "examples": len(texts),
        "corpus": fingerprint(corpus),
        "epochs": epochs,
        "right": shares,
        "twins_right": _share_right(model, corpus.twins, words),
        "seconds": round(time.perf_counter() - started),
        "made_with": f"Keras {keras.__version__} on {keras.backend.backend()}, {platform.machine()}",
        "words": words,
    }
    return model, facts


def _share_right(model, trees, words):
    logits = model.predict_on_batch(encode([tree.words for tree in trees], words))[:, 0]
    return float(np.mean((logits > 0) == [tree.label > NEUTRAL for tree in trees]))


def load(name=SHIPPED, folder=None):
    """A trained network.

    Args:
        name: a key of VARIANTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = weights.load(name, folder)
    model = build_model(len(facts["words"]))
    model.set_weights(arrays)
    return model, facts


def tidy(text):
    """What a person types, in words as the network knows them: "It ISN'T bad!" -> it, isn't, bad, .

    Args:
        text: str. Signs that are neither letters nor digits nor marks are left out.

    Returns:
        list of str, small letters; marks are words: a comma, or a full stop for all that end a sentence.
    """
    text = unicodedata.normalize("NFC", TERMINAL_CODE.sub("", text)).lower()
    text = re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text)  # apostrophes of all kinds
    text = re.sub(r"\b(it|that|this|there|he|she|what)'s\b", r"\1 is", text)
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*|[.!?\u2026]+|[,;:\u2013\u2014]", text)
    return [word if word[0].isalnum() else "." if word[0] in ".!?\u2026" else "," for word in words]


def read(model, facts, text):
    """The verdict on a text, as typed.

    Args:
        model, facts: from `load` or `train`.
        text: str.

    Returns:
        words, chances: the text's words, and a float array: the probability of praise after each.
        unknown: list of the words that the network has never read.

    Raises:
        CourseError: nothing to read, or nothing that the network knows, or a text that is too long.
    """
    words = _split(text)
    unknown = _unknown(words, facts["words"])
    beginnings = encode([words[: i + 1] for i in range(len(words))], facts["words"])
    logits = model.predict_on_batch(beginnings)[:, 0]
    return words, 1 / (1 + np.exp(-logits)), unknown


def _split(text):
    """The words of a text; a CourseError if there are none or too many."""
    words = tidy(text)
    if not set(words) - set(MARKS):
        what = f"no word is in {text.strip()[:40]!r}" if text.strip() else "got an empty line"
        raise CourseError(f'type what you think of a film, as in "not bad at all"; {what}')
    if len(words) > LONGEST:
        raise CourseError(
            f"it reads at most {LONGEST} words and marks; got {len(words)}: {text.strip()[:40]!r} ..."
        )
    return words


def _unknown(words, known):
    """Those words that are not known, each once; a CourseError if there are too many."""
    spoken = [word for word in words if word not in MARKS]
    unknown = list(dict.fromkeys(word for word in spoken if word not in set(known)))
    count = sum(word in unknown for word in spoken)
    if count > MOST_UNKNOWN * len(spoken):
        known_part = "it knows none of these words"
        if count < len(spoken):
            known_part = f"it knows {len(spoken) - count} of these {len(spoken)} words, and not"
        raise CourseError(
            f"{known_part}: {_some(unknown)}; it has read short reviews of films in English, such as "
            '"the story is dull but the cast is superb"'
        )
    return unknown


def _some(words):
    """Not more words, nor more of a word, than a line has room for."""
    shown = [word if len(word) <= 20 else f"{word[:20]}..." for word in words[:5]]
    return ", ".join(shown) + (f" and {len(words) - 5} more" if len(words) > 5 else "")


def verdict(chance):
    """A probability of praise in words."""
    if max(chance, 1 - chance) < UNDECIDED:
        return f"undecided ({_percent(chance)} positive)"
    return f"positive, {_percent(chance)}" if chance > 0.5 else f"negative, {_percent(1 - chance)}"


def _percent(chance):
    """No network is certain: more than 99 % is said to be just that."""
    return ">99%" if chance > 0.99 else "<1%" if chance < 0.01 else f"{chance:.0%}"


def picture(words, chances, unknown=(), colour=False, block="█"):
    """One line per word with a bar: to the left blame, to the right praise, after reading this far.

    Args:
        words: list of str.
        chances: float array, the probability of praise after each word.
        unknown: words to mark with "?".
        colour: whether to use the terminal's colours.
        block: the bar's character.

    Returns:
        str.
    """
    half = 20
    names = [f"{word[:20]}?" if word in unknown else word[:20] for word in words]
    width = max(map(len, names))
    lines = [f"{'':{width}}  {'negative':<{half}} {'positive':>{half}}"]
    for name, chance in zip(names, chances, strict=True):
        long = round(abs(chance - 0.5) * 2 * half)
        left, right = ("", block * long) if chance > 0.5 else (block * long, "")
        left, right = f"{left:>{half}}", f"{right:<{half}}"
        if colour:
            left, right = f"{NEGATIVE}{left}{PLAIN}", f"{POSITIVE}{right}{PLAIN}"
        lines.append(f"{name:>{width}}  {left}|{right} {_percent(chance):>4}")
    return "\n".join(lines)


def main(question=None, train_anew=False):
    """Judge one review, or prompt for them until the input ends.

    Args:
        question: str, or None for a prompt.
        train_anew: train instead of loading; the weights are kept in the cache and used from then on.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one review cannot be read.
    """
    if question is not None:
        _split(question)  # before the seconds that starting takes
    runtime.quiet()
    model, facts = _train_and_keep() if train_anew else training.own_or_shipped(SHIPPED, load)
    if question is not None:
        print(_answer(model, facts, question))
        return 0
    print(
        f"Reviews of films in English, at most {LONGEST} words, judged by a network; Ctrl-D ends."
    )
    print(
        f"It knows {len(facts['words'])} words, for example: not bad at all | it starts well but ends badly"
    )
    return converse("review: ", lambda line: _answer(model, facts, line))


def _answer(model, facts, question):
    words, chances, unknown = read(model, facts, question)
    lines = [picture(words, chances, unknown, _has_colours(), _block()), verdict(chances[-1])]
    if unknown:
        lines.append(f"(it has never read: {_some(unknown)}; it goes by the other words)")
    return "\n".join(lines)


def _has_colours():
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _block():
    """A full block, unless the terminal's encoding lacks it."""
    try:
        "█".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "#"
    return "█"


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(name, train, EPOCHS, "unseen reviews right", **settings)


def _train_and_keep():
    print(f"Training on {REVIEWS:,} reviews for {EPOCHS} epochs: about a minute.", file=sys.stderr)
    model, facts = train_with_bar("training", **VARIANTS[SHIPPED])
    training.keep(SHIPPED, model, facts)
    return model, facts
