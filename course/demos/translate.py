"""The lectures' seq2seq demo for the terminal: English in, French out, character by character.

Lab 09 explains every line of the model, its training and its decoding; this module holds the same
settings, and the variants that the lab compares.
"""

import hashlib
import json
import platform
import re
import sys
import time
from functools import lru_cache

import numpy as np

from course import runtime, weights
from course.data import sentences
from course.data.sentences.lexicon import lexicon
from course.demos import training
from course.demos.prompt import converse
from course.errors import CourseError

PAIRS, TEST, HELD_OUT, CHARACTERS, DATA_SEED = 40_000, 500, 200, 26, 5
UNITS, BATCH, EPOCHS, RATE = 192, 96, 10, 0.012
PADDING, START, END = 0, 1, 2  # ids; the alphabet's characters follow
NEVER_TRAINED = ("I drink water .",)  # the demo's own example stays unseen
VARIANTS = {  # what lab 09 compares: name -> settings of `train`
    **{f"seq2seq-reversed-{seed}": {"seed": seed} for seed in (1, 2, 3)},
    **{f"seq2seq-plain-{seed}": {"seed": seed, "reverse": False} for seed in (1, 2, 3)},
    "seq2seq-deep-1": {"seed": 1, "depth": 2},
}
SHIPPED = "seq2seq-reversed-1"


@lru_cache(maxsize=1)
def data(train=PAIRS):
    """The corpus of the demo and of lab 09, a `course.data.sentences.Corpus`.

    Args:
        train: pairs to learn from. What is unseen by a few of them is unseen by all 40,000.
    """
    corpus = sentences.corpus("fr", train, TEST, HELD_OUT, seed=DATA_SEED, characters=CHARACTERS)
    kept = [i for i, text in enumerate(corpus.train.source) if text not in NEVER_TRAINED]
    train = sentences.Pairs(*([field[i] for i in kept] for field in corpus.train))
    return corpus._replace(train=train)


def fingerprint(corpus):
    """A corpus' SHA-256: weights that were trained on another one may have seen its test sentences."""
    text = json.dumps([[pairs.source, pairs.target] for pairs in corpus], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def alphabet_of(pairs):
    """All characters of both sides, sorted: a string that every process makes alike."""
    return "".join(sorted(set("".join(pairs.source + pairs.target))))


def encode(texts, alphabet, reverse=False, start=False, end=False, length=None):
    """Texts as ids, padded on the right.

    Args:
        texts: n strings.
        alphabet: str; its first character has id 3.
        reverse: whether each text is read from its end.
        start, end: whether the ids begin with START, end with END.
        length: columns, by default as many as the longest text needs.

    Returns:
        int array (n, length).

    Raises:
        CourseError: a character that is not in the alphabet.
    """
    ids = {character: number for number, character in enumerate(alphabet, END + 1)}
    strange = sorted(set("".join(texts)) - set(ids))
    if strange:
        raise CourseError(
            f"the network has never seen {', '.join(map(repr, strange[:5]))}; it knows these characters: "
            f"{alphabet.strip()}"
        )
    rows = [[ids[character] for character in (text[::-1] if reverse else text)] for text in texts]
    rows = [[START] * start + row + [END] * end for row in rows]
    array = np.zeros((len(rows), length or max(map(len, rows))), "int32")
    for line, row in zip(array, rows, strict=True):
        line[: len(row)] = row
    return array


def build_model(symbols, units=UNITS, depth=1):
    """Encoder and decoder with a thought vector between them.

    Args:
        symbols: number of ids.
        units: of each LSTM.
        depth: LSTM layers on each side.

    Returns:
        keras.Model of (source ids (n, s), written ids (n, t)) -> logits (n, t, symbols).
    """
    import keras
    from keras import layers

    source = keras.Input((None,), dtype="int32", name="source")
    written = keras.Input((None,), dtype="int32", name="written")
    one_hot = layers.Embedding(
        symbols, symbols, embeddings_initializer="identity", trainable=False, mask_zero=True,
        name="one_hot",
    )  # fmt: skip
    options = {"kernel_initializer": "he_normal", "return_sequences": True, "return_state": True}
    read, states = one_hot(source), []
    for i in range(depth):
        read, *state = layers.LSTM(units, name=f"encoder_{i}", **options)(read)
        states.append(state)
    write = one_hot(written)
    for i, state in enumerate(states):
        write, *_ = layers.LSTM(units, name=f"decoder_{i}", **options)(write, initial_state=state)
    return keras.Model([source, written], layers.Dense(symbols, name="logits")(write))


def halves(model):
    """The two parts that decoding needs, taken by the layers' names.

    Args:
        model: as `build_model` makes it, or loaded from a file.

    Returns:
        encoder: source ids (n, s) -> states, two arrays (n, units) a layer.
        decoder: [last id (n, 1), *states] -> [logits (n, 1, symbols), *states].
    """
    import keras

    depth = sum(layer.name.startswith("encoder_") for layer in model.layers)
    states = [state for i in range(depth) for state in model.get_layer(f"encoder_{i}").output[1:]]
    encoder = keras.Model(model.get_layer("source").output, states)
    last = keras.Input((1,), dtype="int32")
    before = [keras.Input(state.shape[1:]) for state in states]
    write, after = model.get_layer("one_hot")(last), []
    for i in range(depth):
        layer = model.get_layer(f"decoder_{i}")
        write, *state = layer(write, initial_state=before[2 * i : 2 * i + 2])
        after += state
    decoder = keras.Model([last, *before], [model.get_layer("logits")(write), *after])
    return encoder, decoder


def decode(models, source, width=1, longest=CHARACTERS + 1, trace=None):
    """The likeliest texts that a beam search finds; width 1 is greedy decoding.

    Args:
        models: one model or a list of them, whose probabilities are averaged.
        source: int array (n, s), encoded texts.
        width: hypotheses kept for each text. A finished one keeps its place.
        longest: most symbols written, END included.
        trace: a list to which each step adds (parents, symbols, scores), arrays (n, width), or None.

    Returns:
        ids: int array (n, width, t), best first, END and padding included.
        scores: float array (n, width), log-probability of each.
    """
    parts = [halves(model) for model in (models if isinstance(models, list) else [models])]
    count = len(source)
    states = [
        [np.repeat(state, width, axis=0) for state in encoder.predict_on_batch(source)]
        for encoder, _ in parts
    ]
    scores = np.full((count, width), -np.inf)
    scores[:, 0] = 0  # all hypotheses start alike: only one of them counts
    ids = np.full((count, width, 1), START)
    rows = np.arange(count)[:, None]
    for _ in range(longest):
        step = [
            decoder.predict_on_batch([ids[:, :, -1].reshape(-1, 1), *state])
            for (_, decoder), state in zip(parts, states, strict=True)
        ]
        chances = np.mean([_softmax(logits[:, 0]) for logits, *_ in step], axis=0)
        gains = np.log(chances + 1e-30).reshape(count, width, -1)
        gains[:, :, [PADDING, START]] = -np.inf
        done = np.isin(ids[:, :, -1], (END, PADDING))
        gains[done] = -np.inf
        gains[done, PADDING] = 0  # what has ended goes on as it is
        totals = (scores[:, :, None] + gains).reshape(count, -1)
        best = np.argsort(-totals, axis=1, kind="stable")[:, :width]
        parents, symbols = np.divmod(best, gains.shape[-1])
        scores = totals[rows, best]
        if trace is not None:
            trace.append((parents, symbols, scores))
        ids = np.concatenate([ids[rows, parents], symbols[:, :, None]], axis=2)
        flat = (rows * width + parents).ravel()
        states = [[state[flat] for state in after] for _, *after in step]
        if np.isin(symbols, (END, PADDING)).all():
            break
    return ids[:, :, 1:], scores


def beam_steps(model, source, width, alphabet):
    """What a beam search keeps at each step, for `course.plots.beam.plot_beam`.

    Args:
        model: keras.Model.
        source: int array (s,), one encoded text.
        width: hypotheses kept.
        alphabet: str.

    Returns:
        list of steps, each a list of (parent, symbol as text, log-probability); END is "■".
    """
    trace = []
    decode(model, source[None], width, trace=trace)
    signs = ["", "", "■", *alphabet]
    return [
        [(int(p), signs[s], float(x)) for p, s, x in zip(*(part[0] for part in step), strict=True)]
        for step in trace
    ]


def text_of(ids, alphabet):
    """One row of ids as text, without START, END and padding."""
    return "".join(alphabet[number - END - 1] for number in ids if number > END)


def _softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def exact_match(models, source, target):
    """Share of texts that greedy decoding gets right in every character, without decoding.

    If each character is the likeliest one after the right ones before it, then greedy decoding writes
    just these; so one pass with the right text as input tells.

    Args:
        models: one model or a list of them, whose probabilities are averaged.
        source: int array (n, s).
        target: int array (n, t + 1), from START to END.

    Returns:
        bool array (n,).
    """
    models = models if isinstance(models, list) else [models]
    asked, right = target[:, :-1], target[:, 1:]
    chances = np.mean(
        [_softmax(model.predict_on_batch([source, asked])) for model in models], axis=0
    )
    return ((chances.argmax(axis=-1) == right) | (right == PADDING)).all(axis=1)


def train(seed=1, reverse=True, depth=1, epochs=EPOCHS, progress=None):
    """Train one variant.

    Args:
        seed: int, of the weights and of the order of the pairs.
        reverse: whether the source is read from its end.
        depth: LSTM layers on each side.
        epochs: int.
        progress: called after each epoch with (epoch, share of unseen sentences right), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `weights.save`.
    """
    import keras

    from course.batches.pipeline import batches_by_length

    keras.utils.set_random_seed(seed)
    corpus = data()
    alphabet = alphabet_of(corpus.train)
    model = build_model(len(alphabet) + END + 1, depth=depth)
    steps = epochs * (len(corpus.train.source) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - steps // 20, warmup_target=RATE, warmup_steps=steps // 20
    )
    model.compile(
        keras.optimizers.Nadam(rate, beta_2=0.98),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # the mask leaves padding out
    )
    target = encode(corpus.train.target, alphabet, start=True, end=True)
    pairs = batches_by_length(
        (encode(corpus.train.source, alphabet, reverse), target[:, :-1] * (target[:, 1:] != 0)),
        target[:, 1:],
        BATCH,
        seed=seed,
    )
    unseen = (
        encode(corpus.unseen.source, alphabet, reverse),
        encode(corpus.unseen.target, alphabet, start=True, end=True),
    )
    shares = []

    def measure(epoch, logs):
        shares.append(float(exact_match(model, *unseen).mean()))
        if progress:
            progress(epoch + 1, shares[-1])

    started = time.perf_counter()
    model.fit(
        pairs, epochs=epochs, verbose=0,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=measure)],
    )  # fmt: skip
    facts = {
        "alphabet": alphabet,
        "reverse": reverse,
        "depth": depth,
        "units": UNITS,
        "seed": seed,
        "pairs": len(corpus.train.source),
        "corpus": fingerprint(corpus),
        "epochs": epochs,
        "exact_match": shares,
        "seconds": round(time.perf_counter() - started),
        "made_with": f"Keras {keras.__version__} on {keras.backend.backend()}, {platform.machine()}",
        "words": sorted({word for words in corpus.train.source_words for word in words}),
    }
    return model, facts


def load(name=SHIPPED, folder=None):
    """A trained variant.

    Args:
        name: a key of VARIANTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    arrays, facts = weights.load(name, folder)
    model = build_model(len(facts["alphabet"]) + END + 1, facts["units"], facts["depth"])
    model.set_weights(arrays)
    return model, facts


def tidy(text):
    """What a person types, as the network knows sentences: "I drink water." -> "I drink water ."."""
    words = re.sub(r"\s*([.?])\s*$", r" \1", " ".join(text.split())).split()
    words = ["I" if word == "i" else word for word in words]
    names = {*lexicon().phrases["name"], "I"}
    if words and words[0] not in names:
        words[0] = words[0][0].lower() + words[0][1:]
    if words and words[-1] not in (".", "?"):
        words.append(".")
    return " ".join(words)


def ask(model, facts, text, width=3):
    """The translation of one sentence, as typed.

    Args:
        model, facts: from `load` or `train`.
        text: str.
        width: of the beam.

    Returns:
        translation, unknown: str, and the list of its words that the network has never read.

    Raises:
        CourseError: nothing to translate, unknown characters, or a text that is too long.
    """
    sentence = tidy(text)
    if not sentence:
        raise CourseError('type an English sentence, as in "I drink water ."; got an empty line')
    if len(sentence) > CHARACTERS:
        raise CourseError(
            f"sentences have at most {CHARACTERS} characters; got {len(sentence)}: {sentence[:40]!r}"
        )
    source = encode([sentence], facts["alphabet"], facts["reverse"])
    ids, _ = decode(model, source, width, longest=2 * CHARACTERS)  # French may be longer
    unknown = [word for word in sentence.split() if word not in facts["words"]]
    return text_of(ids[0, 0], facts["alphabet"]), unknown


def main(question=None, train_anew=False):
    """Translate one sentence, or prompt for them until the input ends.

    Args:
        question: str, or None for a prompt.
        train_anew: train instead of loading; the weights are kept in the cache and used from then on.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one sentence cannot be read.
    """
    runtime.quiet()
    model, facts = _train_and_keep() if train_anew else training.own_or_shipped(SHIPPED, load)
    if question is not None:
        print(_answer(model, facts, question))
        return 0
    print(
        f"English sentences of at most {CHARACTERS} characters, put into French by a network; Ctrl-D ends."
    )
    print("It knows about 250 words, for example: the old cat sleeps | she is not tired")
    return converse("English: ", lambda line: _answer(model, facts, line))


def _answer(model, facts, question):
    translation, unknown = ask(model, facts, question)
    return translation + (f"  (it has never read: {', '.join(unknown)})" if unknown else "")


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(name, train, EPOCHS, "unseen sentences right", **settings)


def _train_and_keep():
    print(f"Training on {PAIRS:,} pairs for {EPOCHS} epochs: some minutes.", file=sys.stderr)
    model, facts = train_with_bar("training", **VARIANTS[SHIPPED])
    training.keep(SHIPPED, model, facts)
    return model, facts
