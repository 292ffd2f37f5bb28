"""An LSTM that reads stories character by character, guesses what comes next, and so can write and compress.

Lab 06 explains the network and its training; this one has read more, and its weights ship. It learns from one
long text in stateful batches: every row goes on where it stopped in the batch before.
"""

import math
import time

import numpy as np

from course.data import stories
from course.errors import CourseError
from course.nets import storage, training

SENTENCES, UNSEEN = 20_000, 2_000  # of stories to learn from, and of others to measure with
DATA_SEED, UNSEEN_SEED = 1, 2
SIZE, UNITS = 32, 256
ROWS, STEPS, EPOCHS, RATE = 32, 64, 6, 0.012
READERS = 50  # rows of the unseen text that are read side by side
END = "\n"  # of a story; an empty line comes after it
BEFORE = 120  # characters of another story that are read before a text
LONGEST = 1_000  # characters of a prompt
LEVELS = 127  # a byte a weight
SHIPPED = "characters"
VARIANTS = {SHIPPED: {"seed": 1}}


def data():
    """Text to learn from and text to measure with, two str."""
    return stories.text(SENTENCES, seed=DATA_SEED), stories.text(UNSEEN, seed=UNSEEN_SEED)


def fingerprint():
    """Of the first stories: text that changes needs other weights."""
    return training.fingerprint(stories.text(1_000, seed=DATA_SEED).encode())


def encode(text, alphabet):
    """A text as ids.

    Args:
        text: str.
        alphabet: str, the characters that have an id, in the order of their ids.

    Returns:
        int32 array (characters,).

    Raises:
        CourseError: there are others in it.
    """
    if unknown := sorted(set(text) - set(alphabet)):
        raise CourseError(
            f"the network has never read {' '.join(map(repr, unknown[:8]))}; it knows "
            f"{alphabet.replace(END, '').strip()} and the space"
        )
    places = {character: place for place, character in enumerate(alphabet)}
    return np.array([places[character] for character in text], "int32")


def build_model(symbols, rows=None, steps=None, units=UNITS):
    """Embedding, LSTM, one logit a character.

    Args:
        symbols: int, characters of the alphabet.
        rows: int, rows of a batch: the LSTM then keeps its state from batch to batch. None: it does not.
        steps: int, characters in a row, or None for any number.
        units: int, of the LSTM.

    Returns:
        keras.Model of ids (rows, steps) -> logits (rows, steps, symbols), not compiled.
    """
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(batch_shape=(rows, steps), dtype="int32"),
            layers.Embedding(symbols, SIZE),
            layers.LSTM(units, return_sequences=True, stateful=rows is not None),
            layers.Dense(symbols),
        ]
    )


def train(seed=1, epochs=None, progress=None):
    """Train the network.

    Args:
        seed: int, of the weights.
        epochs: int, by default EPOCHS.
        progress: called after each epoch with (epoch, bits a character of unseen text), or None.

    Returns:
        model, facts: the trained model, which reads any number of rows, and a dict of settings and
        results for `storage.save`.
    """
    import keras

    from course.batches.stateful import stateful_batches

    keras.utils.set_random_seed(seed)
    epochs = epochs or EPOCHS
    text, unseen = data()
    alphabet = "".join(sorted(set(text)))
    ids, unseen_ids = encode(text, alphabet), encode(unseen, alphabet)
    learner, reader = build_model(len(alphabet), ROWS, STEPS), build_model(len(alphabet))
    batches = stateful_batches(ids[:-1], ids[1:], ROWS, STEPS, drop_remainder=True)
    count = len(batches)
    learner.compile(
        training.optimizer(RATE, epochs * count, clip=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=count,
    )

    def measure():
        learner.layers[1].reset_state()  # the next epoch begins at the beginning
        reader.set_weights(learner.get_weights())
        return bits(reader, unseen_ids)

    started = time.perf_counter()
    reached = training.fit(learner, batches, epochs, measure=measure, progress=progress)
    facts = {
        "alphabet": alphabet,
        "seed": seed,
        "sentences": SENTENCES,
        "text": len(text),
        "stories": fingerprint(),
        "epochs": epochs,
        "bits": reached,
        **training.made(started),
    }
    return reader, facts


def bits(model, ids, rows=None):
    """How many bits a character costs if this model guesses them.

    Args:
        model: from `build_model`.
        ids: int array (characters,). It is read in pieces side by side; what is left over is dropped, and so
            is the first character of each piece.
        rows: int, the pieces, by default READERS. Fewer are slower and more exact: each begins in an empty
            state.

    Returns:
        float, the mean of -log2 of the probability that each character had.
    """
    import keras

    rows = min(rows or READERS, len(ids) // 2)
    pieces = ids[: len(ids) // rows * rows].reshape(rows, -1)
    logits = model.predict_on_batch(pieces[:, :-1])
    losses = keras.ops.sparse_categorical_crossentropy(pieces[:, 1:], logits, from_logits=True)
    return float(np.mean(keras.ops.convert_to_numpy(losses), dtype="float64")) / math.log(2)


def read(model, ids, state):
    """Read one more character in each of several texts, from where they stopped.

    Args:
        model: from `build_model`.
        ids: int array (rows,).
        state: list of two, h and c (rows, units); zeros are an empty one.

    Returns:
        logits, state: float array (rows, symbols) for the next character, and h and c after this one.
    """
    import keras

    embedding, lstm, dense = model.layers
    outputs, state = lstm.cell(embedding(np.asarray(ids, "int32")), state)
    return keras.ops.convert_to_numpy(dense(outputs)), state


def ending():
    """The end of a story, BEFORE characters with the empty line after it."""
    return stories.text(20, seed=DATA_SEED)[-BEFORE:]


def start(model, alphabet, rows, before=None):
    """What the network is like before a text: it has read the end of another one.

    In training its state was hardly ever empty, so that it guesses badly when it is.

    Args:
        model: from `load` or `train`.
        alphabet: str.
        rows: int, texts that are read side by side.
        before: str of at least one character, what it reads; by default the `ending` of a story.

    Returns:
        logits, state: as `read` returns them.
    """
    state = [np.zeros((rows, model.layers[1].units), "float32")] * 2
    for place in encode(before or ending(), alphabet):
        logits, state = read(model, np.full(rows, place), state)
    return logits, state


def steps(model, alphabet, rows, before=None):
    """The network as the coder wants it: a step function, which encoder and decoder both call.

    Args:
        model: from `load` or `train`.
        alphabet: str.
        rows, before: as for `start`.

    Returns:
        step, state: function (state, ids (rows,) or None) -> (probabilities (rows, symbols), state), and
        what it takes as the first state, for `coder.encode_rows` and `coder.decode_rows`.
    """
    first = start(model, alphabet, rows, before)

    def step(state, ids):
        logits, state = first if ids is None else read(model, ids, state)
        logits = logits.astype("float64")  # so that a row adds up to 1
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True), state

    return step, None


def write(model, alphabet, prompt="", *, length=400, temperature=1.0, seed=None):
    """Go on with a text, character by character.

    Args:
        model: from `load` or `train`.
        alphabet: str.
        prompt: str, what stands there already, after the end of another story.
        length: int, characters to write.
        temperature: above 0; below 1 the likely becomes likelier, above 1 all become more alike.
        seed: int, or None for another text each time.

    Returns:
        iterator of str, one character after the other, each as soon as it is written.

    Raises:
        CourseError: the prompt is too long or has unknown characters; or the temperature is not a number
            above 0.
    """
    if not 0 < temperature < math.inf:
        raise CourseError(
            f"the temperature is a number above 0, such as 0.7; got {temperature}: nearly 0 takes the "
            "likeliest character, 1 draws as the network guesses"
        )
    if len(prompt) > LONGEST:
        raise CourseError(f"a prompt has at most {LONGEST:,} characters, got {len(prompt):,}")
    return _written(model, encode(prompt, alphabet), alphabet, length, temperature, seed)


def _written(model, ids, alphabet, length, temperature, seed):
    rng = np.random.default_rng(seed)
    logits, state = start(model, alphabet, 1)
    unread = ids
    for _ in range(length):
        for place in unread:
            logits, state = read(model, [place], state)
        # The largest of logits / temperature with Gumbel noise is a draw from their softmax.
        with np.errstate(over="ignore"):  # a temperature of nearly 0
            scaled = (logits[0].astype("float64") - logits.max()) / temperature
        place = int(np.argmax(scaled + rng.gumbel(size=len(alphabet))))
        yield alphabet[place]
        unread = [place]


def load(name=SHIPPED, folder=None):
    """The trained network.

    Args:
        name: a key of VARIANTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(len(facts["alphabet"])), folder)


def train_with_bar(name, **settings):
    """`train` with a progress bar on stderr; `name` stands before it."""
    return training.with_bar(
        name, train, EPOCHS, "bits a character of unseen stories", form="{:.2f}", **settings
    )


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = train_with_bar(name, **VARIANTS[name])
    return storage.save(name, model.get_weights(), facts, levels=LEVELS)
