"""A network that says what a picture shows: a vector of the picture starts an LSTM, which writes word by word.

Lab 13 explains it. The part that sees is that of `looking`, as the questions have trained it, or untrained.
"""

import math
import re
import time
from collections import Counter
from functools import lru_cache

import numpy as np

from course.nets import decoding, looking, storage, training
from course.scenes import COLOURS, PLACES, SHAPES, captions, picture, questions, things

UNITS, EMBEDDING = 128, 32  # of the LSTM; of a word
BATCH, EPOCHS, RATE, BEAM = 64, 12, 3e-3, 3
LEVELS, SEEDS = 127, (1, 2, 3)  # a byte a weight
SHIPPED = "captions-1"
WITH_WEIGHTS = {SHIPPED: {"seed": 1}}
FACT = re.compile(
    f"a (?P<colour>{'|'.join(COLOURS)}) (?P<shape>{'|'.join(SHAPES)}) (?P<place>{'|'.join(PLACES)})"
)
VARIANTS = {f"captions-{seed}": {"seed": seed} for seed in SEEDS}  # name -> settings of `train`


@lru_cache(maxsize=1)
def parts():
    """Scenes to learn from, to choose with and to measure with: three lists, no scene like another.

    They are those of `looking.examples`, so that a part that sees has met no scene of the test before.
    """
    split = looking.examples()
    return split.train.scenes, split.valid.scenes, split.test.scenes


def build_model(eyes=None):
    """A network that writes captions.

    Args:
        eyes: what sees, as `looking.encoder` makes it; by default a new one.

    Returns:
        keras.Model of [images (n, 36, 36, 3), written ids (n, t)] -> logits (n, t, words). Its layers
        "encoder" and "decoder" are models: images -> [h (n, 128), c (n, 128)], and [written ids, h, c] ->
        [logits, h, c], so that one can write word by word.

    Source: Vinyals et al. 2015, "Show and Tell".
    """
    import keras
    from keras import layers

    images = keras.Input((looking.SIZE, looking.SIZE, 3), name="images")
    flat = layers.Flatten()((eyes or looking.encoder())(images))
    start = [layers.Dense(UNITS, "tanh", name=f"start_{part}")(flat) for part in "hc"]
    encoder = keras.Model(images, start, name="encoder")

    written, *before = keras.Input((None,), dtype="int32"), *(keras.Input((UNITS,)) for _ in "hc")
    vectors = layers.Embedding(len(captions.WORDS), EMBEDDING)(written)
    lstm = layers.LSTM(UNITS, return_sequences=True, return_state=True, name="lstm")
    states, *after = lstm(vectors, initial_state=before)
    logits = layers.Dense(len(captions.WORDS), name="logits")(states)
    decoder = keras.Model([written, *before], [logits, *after], name="decoder")

    written = keras.Input((None,), dtype="int32", name="written")
    logits, *_ = decoder([written, *encoder(images)])
    return keras.Model([images, written], logits)


def learn(model, scenes, *, epochs=EPOCHS, rate=RATE, seed=1, each=None):
    """Train a model: it reads the true words and tells the next one (teacher forcing).

    Args:
        model: as `build_model` makes it.
        scenes: list of at least 64 scenes.
        epochs: int.
        rate: the learning rate at the start; it falls to 0 along a cosine.
        seed: int, of the order of the scenes.
        each: called after each epoch with its number, from 1 on, or None.
    """
    import keras

    images, ids = picture.render(scenes, looking.SIZE), captions.ids(scenes)
    steps = len(scenes) // BATCH

    def batches():
        rng = np.random.default_rng(seed)
        for _ in range(epochs):
            for rows in rng.permutation(len(scenes))[: steps * BATCH].reshape(steps, BATCH):
                yield (images[rows], ids[rows, :-1]), ids[rows, 1:]

    falling = keras.optimizers.schedules.CosineDecay(rate, epochs * steps)
    loss = keras.losses.SparseCategoricalCrossentropy(True, ignore_class=captions.PADDING)
    model.compile(keras.optimizers.Adam(falling, clipnorm=1.0), loss, jit_compile=False)
    note = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: each(epoch + 1) if each else None
    )
    model.fit(batches(), epochs=epochs, steps_per_epoch=steps, verbose=0, callbacks=[note])


def write(model, scenes, width=1):
    """Captions that a model writes from a picture and its own words.

    Args:
        model: as `build_model` makes it.
        scenes: sequence of scenes.
        width: int, captions kept by the beam search; 1 takes the likeliest word each time.

    Returns:
        int array (scenes, t), ids of `captions.WORDS`, as `captions.judge` takes them.
    """
    pair = model.get_layer("encoder"), model.get_layer("decoder")
    images = picture.render(scenes, looking.SIZE)
    ids, _ = decoding.search([pair], images, width, longest=captions.LONGEST - 1)
    return ids[:, 0]


def describe(model, scenes):
    """What a model says of scenes: list of str, such as "a red square top left , a blue circle top right"."""
    if not len(scenes):
        return []
    return [captions.text(ids) for ids in write(model, scenes)]


def imagined(text):
    """The scene that somebody pictures who has read a caption.

    Args:
        text: str, as `describe` gives it. What says no fact is skipped, and of two things at one place
            the first counts.

    Returns:
        tuple of Things in reading order, each in the centre of its cell.
    """
    found = {}
    for part in text.split(" , "):
        match = FACT.fullmatch(part)
        if match:
            x, y = things.centre_of(PLACES.index(match["place"]))
            thing = things.Thing(match["shape"], match["colour"], x, y, sum(things.SIZES) / 2)
            found.setdefault(thing.place, thing)
    return things.ordered(found.values())


def argue(looker, writer, part):
    """Ask one net, and whoever has only read what the other wrote.

    Args:
        looker: as `looking.build_model` makes it.
        writer: as `build_model` makes it.
        part: `balance.Examples`.

    Returns:
        dict of bool arrays (questions,): "looked", whether the net that looks is right; "read", whether the
        answer is right that follows from the caption; "agree", whether they say the same.
    """
    scenes = [part.scenes[i] for i in part.which]
    looked = [word for word, _ in looking.ask(looker, scenes, part.questions)]
    pictured = [imagined(text) for text in describe(writer, part.scenes)]
    read = [
        questions.answer(question, pictured[i])
        for question, i in zip(part.questions, part.which, strict=True)
    ]
    looked, read, right = (np.array(words, object) for words in (looked, read, part.answers))
    return {"looked": looked == right, "read": read == right, "agree": looked == read}


def measure(model, scenes, width=1):
    """How well a model describes scenes: a dict of shares.

    `facts`: facts that were said and are true, of those that are true. `false`: facts said that are not true,
    of those said. `all_right`: scenes of which all was said and nothing else. `bleu`: BLEU-4 of all captions
    together, with the scenes' own captions as references.
    """
    ids = write(model, scenes, width)
    judged = captions.judge(scenes, ids)
    return {
        "facts": round(float(judged.right.sum() / judged.true.sum()), 4),
        "false": round(float(1 - judged.right.sum() / max(1, judged.said.sum())), 4),
        "all_right": round(float(judged.all_right.mean()), 4),
        "bleu": round(bleu(scenes, ids), 4),
    }


def bleu(scenes, ids, longest=4):
    """BLEU of captions, which are counted as one long text; not smoothed.

    Args:
        scenes: sequence of scenes, whose own captions are the references.
        ids: int array (scenes, t), ids of `captions.WORDS`.
        longest: int, words of the longest phrases that are compared.

    Returns:
        float, 0 to 1.

    Source: Papineni et al. 2002.
    """
    said = [captions.text(row).split() for row in ids]
    true = [captions.caption(scene).split() for scene in scenes]
    logs = []
    for n in range(1, longest + 1):
        counts = [
            [Counter(zip(*(words[i:] for i in range(n)), strict=False)) for words in texts]
            for texts in (said, true)
        ]
        right = sum((one & other).total() for one, other in zip(*counts, strict=True))
        if not right:
            return 0.0
        logs.append(math.log(right / sum(one.total() for one in counts[0])))
    lengths = [sum(map(len, texts)) for texts in (said, true)]
    return math.exp(sum(logs) / longest + min(0, 1 - lengths[1] / lengths[0]))


def train(seed=1, eyes="questions", epochs=None, progress=None):
    """Train one net, and measure it with scenes that it has never seen.

    Args:
        seed: int, of the weights and of the order of the scenes.
        eyes: "questions": what sees is taken from the net of `looking` that ships, and is trained
            on; "frozen": it is taken and stays as it is; "new": it starts from nothing.
        epochs: int, by default EPOCHS.
        progress: called after each epoch with (epoch, share of unseen scenes told without a fault), or None.

    Returns:
        model, facts: the trained model, and a dict of settings and results for `storage.save`; `greedy` and
        `beam` are what `measure` finds.
    """
    import keras

    keras.utils.set_random_seed(seed)
    epochs, (lessons, valid, exam), curve, measuring = epochs or EPOCHS, parts(), [], 0.0
    sees = None
    if eyes != "new":
        sees = looking.load()[0].get_layer("encoder")
        sees.trainable = eyes != "frozen"
    model = build_model(sees)

    def each(epoch):
        nonlocal measuring
        began = time.perf_counter()
        curve.append(measure(model, valid)["all_right"])
        if progress:
            progress(epoch, curve[-1])
        measuring += time.perf_counter() - began

    started = time.perf_counter()
    learn(model, lessons, epochs=epochs, seed=seed, each=each)
    facts = {
        "seed": seed,
        "eyes": eyes,
        "epochs": epochs,
        "scenes": len(lessons),
        "parameters": model.count_params(),
        **training.made(started + measuring),
        "valid": curve,
        "greedy": measure(model, exam),
        "beam": measure(model, exam, BEAM),
        "seen": looking.fingerprint(),
    }
    return model, facts


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
    return storage.load_model(name, lambda facts: build_model(), folder)


def record(name=SHIPPED, folder=None):
    """What is known of a trained net, a key of VARIANTS: a dict, as `train` returns it."""
    return storage.load(name, folder)[1]


def make(name):
    """Train the net `name`, a key of VARIANTS, with a bar, and write the file that ships; returns its Path."""
    model, facts = training.with_bar(
        name, train, EPOCHS, "unseen scenes told without a fault", **VARIANTS[name]
    )
    kept = model.get_weights() if name in WITH_WEIGHTS else []
    return storage.save(name, kept, facts, levels=LEVELS)
