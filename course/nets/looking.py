"""A network that answers questions about pictures: convolutions, an LSTM over the words, and FiLM between them.

Lab 13 explains every line of the model; this module repeats them, trains the nets that the lab compares, and
keeps what they can do. Those that see the words alone, or the picture alone, show what is to be had without
looking.
"""

import time
from functools import lru_cache, partial

import numpy as np

from course.nets import consistency, storage, training
from course.scenes import balance, encoding, picture, questions

SIZE, WIDTH, UNITS, EMBEDDING = (
    36,
    48,
    64,
    32,
)  # pixels; channels of a FiLM block; of the LSTM; of a word
STRIDES = (2, 2, 3)  # so that the last features are 3 by 3, one for each place of a scene
SCENES, DATA_SEED = (12_000, 500, 1_000), 13  # to learn from, to choose with, to measure with
BATCH, STEPS, RATE, EVERY = 64, 3_000, 3e-3, 300  # questions; batches; between two measurements
MERGES = ("film", "product", "question", "picture")
CONSISTENT = 300  # scenes that are changed, to ask again
LEVELS, SEEDS = 127, (1, 2, 3)  # a byte a weight
SLOW = 5e-4  # as in the easy-VQA example
SHIPPED = "looking-1"
WITH_WEIGHTS = {SHIPPED: {"seed": 1}}
OTHERS = {  # settings, and seeds
    "question": ({"merge": "question"}, SEEDS),
    "picture": ({"merge": "picture"}, (1,)),
    "product": ({"merge": "product"}, (1,)),
    "slow": ({"merge": "product", "rate": SLOW}, (1,)),
}
VARIANTS = {f"looking-{seed}": {"seed": seed} for seed in SEEDS} | {
    f"looking-{name}-{seed}": {"seed": seed, **settings}
    for name, (settings, seeds) in OTHERS.items()
    for seed in seeds
}  # name -> settings of `train`


@lru_cache(maxsize=1)
def examples():
    """Scenes and questions that all nets learn from, are chosen with and measured with: `balance.Split`."""
    return balance.split(*SCENES, seed=DATA_SEED)


def build_model(merge="film"):
    """A network that answers questions.

    Args:
        merge: how picture and words come together. "film": each channel of the picture is scaled and shifted
            by what the words say, in two blocks. "product": picture and words become vectors, which are
            multiplied. "question" and "picture": one of them alone.

    Returns:
        keras.Model of [images (n, 36, 36, 3) from 0 to 1, words (n, 9)] -> logits (n, 26), one for each of
        `questions.ANSWERS`.

    Source: Perez et al. 2018 (FiLM); the product is that of the easy-VQA example and of Antol et al. 2015.
    """
    import keras
    from keras import layers

    images = keras.Input((SIZE, SIZE, 3), name="images")
    words = keras.Input((encoding.LONGEST,), dtype="int32", name="words")
    # Keras starts embeddings near 0, so that at first all questions would be nearly the same to the LSTM.
    start = keras.initializers.RandomNormal(stddev=1.0)
    vectors = layers.Embedding(len(encoding.WORDS), EMBEDDING, start, mask_zero=True)(words)
    said = layers.LSTM(UNITS, name="question")(vectors)
    if merge == "film":
        seen = film_blocks(encoder()(images), said)
    elif merge == "product":
        flat = layers.Flatten()(encoder()(images))
        seen = layers.Dense(UNITS, "tanh")(flat) * layers.Dense(UNITS, "tanh")(said)
    elif merge == "picture":
        seen = layers.Dense(UNITS, "relu")(layers.Flatten()(encoder()(images)))
    elif merge == "question":
        seen = said
    else:
        raise ValueError(f"merge is one of {', '.join(MERGES)}, got {merge!r}")
    hidden = layers.Dense(UNITS, "relu")(seen)
    return keras.Model([images, words], layers.Dense(len(questions.ANSWERS), name="logits")(hidden))


def encoder():
    """What sees: three convolutions, a keras.Model of images (n, 36, 36, 3) -> features (n, 3, 3, 48)."""
    import keras
    from keras import layers

    images = keras.Input((SIZE, SIZE, 3))
    seen = layers.Rescaling(2.0, -1.0)(images)
    for channels, stride in zip((24, 32, WIDTH), STRIDES, strict=True):
        seen = layers.Conv2D(channels, 3, stride, padding="same", use_bias=False)(seen)
        seen = layers.ReLU()(_normalised(scale=True)(seen))
    return keras.Model(images, seen, name="encoder")


def _normalised(scale):
    """The default momentum of 0.99 would lag far after the weights in so short a training."""
    from keras import layers

    return layers.BatchNormalization(momentum=0.9, scale=scale, center=scale)


def film_blocks(seen, said):
    """Two blocks that look for what the words ask, then the mean and the largest of each channel."""
    from keras import layers, ops

    from course.layers.coordinates import Coordinates

    for _ in range(2):
        seen = layers.Conv2D(WIDTH, 1, activation="relu")(Coordinates()(seen))
        found = _normalised(scale=False)(layers.Conv2D(WIDTH, 3, padding="same")(seen))
        scale, shift = ops.split(layers.Dense(2 * WIDTH)(said)[:, None, None, :], 2, axis=-1)
        seen = seen + ops.relu((1 + scale) * found + shift)
    means, largest = layers.GlobalAveragePooling2D()(seen), layers.GlobalMaxPooling2D()(seen)
    return layers.Concatenate()([means, largest, said])


def batches(arrays, steps, seed=1):
    """Batches for `fit`, in another order in every epoch; what does not fill a batch is left out of it.

    Args:
        arrays: `encoding.Arrays`.
        steps: int, batches in all.
        seed: int, of the order.

    Returns:
        iterator of ((images (64, 36, 36, 3), words (64, 9)), answers (64,)).
    """
    rng, rows = np.random.default_rng(seed), []
    for _ in range(steps):
        if len(rows) < BATCH:
            rows = rng.permutation(len(arrays.answers))
        batch, rows = rows[:BATCH], rows[BATCH:]
        yield (arrays.images[arrays.which[batch]], arrays.words[batch]), arrays.answers[batch]


def learn(model, arrays, *, steps=STEPS, stop=None, rate=RATE, seed=1, each=None):
    """Train a model with Adam, whose rate falls to 0 along a cosine.

    Args:
        model: as `build_model` makes it.
        arrays: `encoding.Arrays` of at least one batch.
        steps: int, batches of 64 questions, in which the rate falls to 0.
        stop: int, steps after which to end before that, or None.
        rate: the learning rate at the start.
        seed: int, of the order of the questions.
        each: called with the number of steps taken after each, or None.
    """
    import keras

    falling = keras.optimizers.schedules.CosineDecay(rate, steps)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(falling), loss, jit_compile=False)
    note = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: each(batch + 1) if each else None
    )
    drawn = batches(arrays, steps, seed)
    model.fit(drawn, steps_per_epoch=stop or steps, verbose=0, callbacks=[note])


def chances(model, arrays, chunk=1_000):
    """Probabilities of all answers: float array (questions, 26)."""
    found = []
    for start in range(0, len(arrays.words), chunk):
        rows = slice(start, start + chunk)
        images = arrays.images[arrays.which[rows]]
        found.append(model.predict_on_batch([images, arrays.words[rows]]))
    logits = np.concatenate(found).astype("float64")
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def accuracy(model, arrays):
    """Share of the questions that a model answers right, a float."""
    return float((chances(model, arrays).argmax(axis=1) == arrays.answers).mean())


def by_kind(model, part):
    """The accuracy for each kind of question, beside that of a rule that knows the words alone.

    Args:
        model: as `build_model` makes it.
        part: `balance.Examples`.

    Returns:
        dict of str to (accuracy, chance), floats.
    """
    arrays = encoding.arrays(part, SIZE)
    right = chances(model, arrays).argmax(axis=1) == arrays.answers
    kinds = np.array([question.kind for question in part.questions])
    chance = balance.chance_by_kind(part)
    return {
        kind: (float(right[kinds == kind].mean()), float(share)) for kind, share in chance.items()
    }


def ask(model, scenes, asked):
    """Ask a model one question about each scene.

    Args:
        model: as `build_model` makes it.
        scenes: sequence of scenes.
        asked: sequence of as many Questions.

    Returns:
        list of (answer, its probability), a str and a float each.

    Raises:
        ValueError: not as many scenes as questions.
    """
    if len(scenes) != len(asked):
        raise ValueError(
            f"one question for each scene, got {len(scenes)} scenes and {len(asked)} questions"
        )
    if not len(asked):
        return []
    images = picture.render(scenes, SIZE)
    arrays = encoding.Arrays(images, np.arange(len(scenes)), encoding.question_ids(asked), None)
    found = chances(model, arrays)
    best = found.argmax(axis=1)
    return [(questions.ANSWERS[i], float(row[i])) for i, row in zip(best, found, strict=True)]


def train(seed=1, merge="film", rate=RATE, steps=None, progress=None):
    """Train one net, and measure it with scenes that it has never seen.

    Args:
        seed: int, of the weights and of the order of the questions.
        merge: as for `build_model`.
        rate: the learning rate at the start.
        steps: int, by default STEPS.
        progress: called after every 300 steps with (how often, accuracy of `valid`), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`. `valid` is a
        list of [steps, accuracy], `kinds` has [accuracy, chance], `consistent` is what
        `consistency.measure` finds for a net that sees picture and words.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model, steps, split = build_model(merge), steps or STEPS, examples()
    lessons, valid, exam = (encoding.arrays(part, SIZE) for part in split)
    curve, measuring = [], 0.0

    def each(step):
        nonlocal measuring
        if step % EVERY and step != steps:
            return
        began = time.perf_counter()
        curve.append([step, round(accuracy(model, valid), 4)])
        if progress:
            progress(len(curve), curve[-1][1])
        measuring += time.perf_counter() - began

    started = time.perf_counter()
    learn(model, lessons, steps=steps, rate=rate, seed=seed, each=each)
    facts = {
        "seed": seed,
        "merge": merge,
        "rate": rate,
        "steps": steps,
        "questions": len(lessons.answers),
        "parameters": model.count_params(),
        **training.made(started + measuring),
        "valid": curve,
        "accuracy": round(accuracy(model, exam), 4),
        "chance": round(float(balance.chance(split.test)), 4),
        "kinds": {
            kind: [round(share, 4) for share in shares]
            for kind, shares in by_kind(model, split.test).items()
        },
        "scenes": fingerprint(),
    }
    if merge == "film":
        facts["consistent"] = consistency.measure(
            partial(ask, model), split.test.scenes[:CONSISTENT]
        )
    return model, facts


def fingerprint():
    """Of a few scenes with their questions, answers and pictures: where these change, weights have to, too."""
    part = balance.split(100, 0, 0, seed=DATA_SEED).train
    asked = zip(part.questions, part.which, part.answers, strict=True)
    text = "\n".join(f"{question} {scene} {answer}" for question, scene, answer in asked)
    seen = np.round(picture.render(part.scenes[:20], SIZE) * 100).astype("uint8")
    return training.fingerprint(text.encode() + seen.tobytes())


def load(name=SHIPPED, folder=None):
    """A trained net.

    Args:
        name: a key of WITH_WEIGHTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: as `train` returns them.

    Raises:
        CourseError: no such weights.
    """
    return storage.load_model(name, lambda facts: build_model(facts["merge"]), folder)


def record(name=SHIPPED, folder=None):
    """What is known of a trained net, a key of VARIANTS: a dict, as `train` returns it."""
    return storage.load(name, folder)[1]


def results():
    """How often the net that ships is right about unseen scenes: dict, "accuracy" and "chance"."""
    facts = record()
    return {name: facts[name] for name in ("accuracy", "chance")}


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    total, what = -(-STEPS // EVERY), "unseen questions right"
    unit = f"{EVERY} steps"
    model, facts = training.with_bar(name, train, total, what, unit=unit, **VARIANTS[name])
    kept = model.get_weights() if name in WITH_WEIGHTS else []
    return storage.save(name, kept, facts, levels=LEVELS)
