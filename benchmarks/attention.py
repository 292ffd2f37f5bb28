"""Translating by words: seconds of training until 95 % of the longest unseen sentences are without a fault.

Against the settings of the public Keras example of a Transformer (keras.io, "English-to-Spanish translation
with a sequence-to-sequence Transformer"): one layer on each side with 8 heads of 256 numbers, 2,048 numbers
inside, the norm after each part, learned positions, dropout 0.5 before the last layer, RMSprop with rate
0.001, batches of 64 sentences that are all padded to the longest. Its vocabulary and its length are those of
the task here, and its decoder is told which source words are padding. Ours are two nets of
`course.nets.attention`, with the rates that were chosen for them on the validation part: the LSTM with
attention and the Transformer. All learn from the same 20,000 pairs and are measured on the test sentences of
18 to 20 words.

Time is what training takes, building the graph included; measuring is not counted. Theirs is given up when
it has had `--patience` times the seconds of our slower one: then the ratio is a lower bound, and the share
that it had reached is told.

    python benchmarks/attention.py [--seeds 1] [--patience 4] [--json]

A last row computes self-attention with 4 heads in numpy and with keras.layers.MultiHeadAttention, from the
same weights: both must give the same, to 0.00001, and the largest difference is told.
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.batches.pipeline import batches_by_length
from course.data.sentences import Pairs
from course.nets import attention, training
from course.nets.translators import PADDING, START, build_model

NETS = {"LSTM with attention": "attention-states", "Transformer": "attention-transformer"}
EVERY = 26  # steps between two measurements, a twelfth of an epoch
WIDTH, INNER, HEADS = 256, 2_048, 8  # theirs


def ours(name, words, train, test, seed, goal):
    """Seconds to the goal (or of the whole training), and the share that is right at the end."""
    import keras

    keras.utils.set_random_seed(seed)
    model = build_model(attention.VARIANTS[name], *map(len, words))
    steps = attention.EPOCHS * (len(train[1]) // attention.BATCH)
    rate = attention.record(name)["runs"][0]["rate"]
    model.compile(
        training.optimizer(rate, steps, attention.CLIP),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=PADDING),
    )
    pairs = batches_by_length(*train, attention.BATCH, seed=seed)
    return timed(name, model, pairs, test, goal, most=steps)


def theirs(words, train, test, seed, goal, limit):
    """The same for the published settings, until `limit` seconds."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    model = published(*(len(side) + START + 1 for side in words), train[1].shape[1])
    model.compile("rmsprop", keras.losses.SparseCategoricalCrossentropy(ignore_class=PADDING))
    pairs = tf.data.Dataset.from_tensor_slices(train).batch(attention.BATCH, drop_remainder=True)
    pairs = pairs.cache().shuffle(2_048, seed=seed).prefetch(16)
    return timed("published settings", model, pairs, test, goal, limit=limit)


def published(source_ids, target_ids, length):
    """The example's model, of (source ids, written ids) -> probabilities."""
    import keras
    from keras import layers, ops

    def embedded(ids, size):
        places = layers.Embedding(length, WIDTH)(ops.cumsum(ops.ones_like(ids), axis=1) - 1)
        return layers.Embedding(size, WIDTH)(ids) + places

    def added(x, part):
        return layers.LayerNormalization()(x + part)

    def dense(x):
        return added(x, layers.Dense(WIDTH)(layers.Dense(INNER, activation="relu")(x)))

    def attend(x, y, **mask):
        return added(x, layers.MultiHeadAttention(HEADS, WIDTH)(x, y, **mask))

    source, written = (keras.Input((None,), dtype="int32") for _ in range(2))
    is_word = ops.not_equal(source, PADDING)[:, None]
    x = embedded(source, source_ids)
    x = dense(attend(x, x, attention_mask=is_word))
    y = embedded(written, target_ids)
    y = attend(y, y, use_causal_mask=True)
    y = dense(attend(y, x, attention_mask=is_word))
    outputs = layers.Dense(target_ids, activation="softmax")(layers.Dropout(0.5)(y))
    return keras.Model([source, written], outputs)


def timed(name, model, pairs, test, goal, most=None, limit=np.inf):
    """Train until the goal, `most` steps or `limit` seconds: the seconds, and the share right at the end."""
    import keras

    shares, seconds, since = [], 0.0, time.perf_counter()

    def note(epoch, _):
        nonlocal seconds, since
        seconds += time.perf_counter() - since
        shares.append(float(attention.right(model, *test).mean()))
        print(f"{name}: {seconds:.1f} s, {shares[-1]:.3f}", file=sys.stderr, flush=True)
        done = most is not None and (epoch + 1) * EVERY >= most
        model.stop_training = done or shares[-1] >= goal or seconds >= limit
        since = time.perf_counter()

    model.fit(
        pairs.repeat(),
        epochs=1_000_000,
        steps_per_epoch=EVERY,
        verbose=0,
        shuffle=False,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=note)],
    )
    return seconds, shares[-1]


def numpy_and_keras(repeats=20):
    """Seconds of self-attention of 64 sentences of 20 words, in numpy and in Keras, and how far they differ."""
    import keras

    keras.utils.set_random_seed(1)
    layer = keras.layers.MultiHeadAttention(4, 16)
    x = np.random.default_rng(1).normal(size=(64, 20, 64)).astype("float32")
    layer(x, x)
    weights = layer.get_weights()  # kernel and bias of queries, keys, values, and of the output

    def in_numpy():
        query, key, value = (
            np.tensordot(x, kernel, 1) + bias  # (sentences, words, heads, 16)
            for kernel, bias in zip(weights[:6:2], weights[1:6:2], strict=True)
        )
        query, key, value = (part.swapaxes(1, 2) for part in (query, key, value))
        scores = query @ key.swapaxes(2, 3) / np.sqrt(np.float32(16))
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        found = powers / powers.sum(axis=-1, keepdims=True) @ value
        return np.tensordot(found.swapaxes(1, 2), weights[6], 2) + weights[7]

    def in_keras():
        return np.asarray(layer(x, x))

    seconds = []
    for compute in (in_numpy, in_keras):
        compute()
        started = time.perf_counter()
        for _ in range(repeats):
            compute()
        seconds.append((time.perf_counter() - started) / repeats)
    return *seconds, float(abs(in_numpy() - in_keras()).max())


def main():
    options = arguments(__doc__.splitlines()[0], seeds=1, goal=0.95, patience=4.0)
    runtime.quiet()
    splits, words = attention.data(), attention.vocabularies()
    shortest = attention.GROUPS[-1][0]
    pairs = splits.test
    long = [i for i, side in enumerate(pairs.source_words) if len(side) - 1 >= shortest]
    train = attention.arrays(splits.train, words)
    test = attention.arrays(Pairs(*([field[i] for i in long] for field in pairs)), words)
    fast, slow, shares = {net: [] for net in NETS}, [], []
    for seed in range(1, options.seeds + 1):
        for net, name in NETS.items():
            seconds, share = ours(name, words, train, test, seed, options.goal)
            if share < options.goal:
                sys.exit(f"ours, {net}, reached {share:.3f}, seed {seed}")
            fast[net].append(seconds)
        limit = options.patience * max(times[-1] for times in fast.values())
        seconds, share = theirs(words, train, test, seed, options.goal, limit)
        slow.append(seconds)
        shares.append(share)
    given_up = any(share < options.goal for share in shares)
    bound = "at least: theirs given up" if given_up else "theirs gets there"
    rows = [row(f"{net}, {options.goal:g} ({bound})", fast[net], slow, "s", bar=3) for net in NETS]
    in_numpy, in_keras, apart = numpy_and_keras()
    if not apart <= 1e-5:
        sys.exit(f"numpy and Keras differ by {apart:.1e}")
    what = f"self-attention in numpy / Keras ({apart:.0e} apart)"
    rows.append(row(what, [1_000 * in_numpy], [1_000 * in_keras], "ms"))
    show(rows, options.json)
    print(f"theirs had reached {', '.join(f'{share:.3f}' for share in shares)}", file=sys.stderr)


if __name__ == "__main__":
    main()
