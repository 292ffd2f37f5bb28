"""English in, French out, word by word: what attention is worth, measured on eight networks of lab 10.

All learn from the same pairs, in batches of equal size and in as many steps. The peak of the learning rate is
chosen for each of them, out of the same three, on the validation part, by a run whose seed counts nowhere
else; then three runs with other seeds are measured on the test part. The weights of the first one ship where
the lab draws its maps.
"""

import json
import time
from functools import lru_cache, partial

import numpy as np

from course.data import sentences
from course.nets import storage, training
from course.nets.translators import HEADS, PADDING, Design, build_model, encode

TRAIN, VALIDATION, TEST, DATA_SEED = 20_000, 1_000, 2_000, 10
BATCH, EPOCHS, PARTS, CLIP = 64, 5, 4, 1.0  # an epoch is looked at four times
SEEDS, TRIAL_SEED, RATES = (1, 2, 3), 0, (0.003, 0.006, 0.012)
GROUPS = ((3, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20))  # words, without the full stop
MEASURED = 500  # sentences whose attention is compared with the alignment
LEVELS = 100  # of the weights in the files

WITH_WEIGHTS = {
    "attention-states": Design("states"),
    "attention-embeddings": Design("embeddings"),
    "attention-transformer": Design("transformer"),
    "attention-transformer-1": Design("transformer", layers=1),
    "attention-no-positions": Design("transformer", positions=False),
}
RECORDED = {
    "attention-vector-64": Design("vector", 64),
    "attention-vector-128": Design("vector", 128),
    "attention-vector-256": Design("vector", 256),
}
VARIANTS = WITH_WEIGHTS | RECORDED  # name -> Design
SHIPPED = "attention-states"


@lru_cache(maxsize=1)
def data():
    """The pairs to learn from, to choose with and to be measured on: `course.data.sentences.Splits`."""
    return sentences.by_words(TRAIN, VALIDATION, TEST, seed=DATA_SEED)


def fingerprint(splits):
    """The SHA-256 of all pairs: weights trained on others may have seen these test sentences."""
    text = json.dumps([[part.source, part.target] for part in splits], ensure_ascii=False)
    return training.fingerprint(text.encode())


@lru_cache(maxsize=1)
def vocabularies():
    """The source's words and the target's, two sorted lists of str."""
    train = data().train
    return tuple(
        sorted({word for words in side for word in words})
        for side in (train.source_words, train.target_words)
    )


def arrays(pairs, words):
    """What `fit` takes.

    Args:
        pairs: `course.data.sentences.Pairs`.
        words: the source's and the target's, two lists of str in the order of their ids.

    Returns:
        (source, written), wanted: int arrays (n, s), (n, t), (n, t), padded with 0. `written` is what the
        decoder has written before each of the `wanted` words.
    """
    target = encode(pairs.target_words, words[1], start=True)
    source = encode(pairs.source_words, words[0])
    return (source, target[:, :-1] * (target[:, 1:] != PADDING)), target[:, 1:]


def train_one(design, seed, rate, epochs=EPOCHS):
    """Train one network.

    Args:
        design: Design.
        seed: int, of the weights and of the order of the pairs.
        rate: float, the learning rate at its highest.
        epochs: int.

    Returns:
        model, facts: facts has the seed, the mean loss of each quarter of an epoch, the share of validation
        sentences right after it, and seconds of the processor for an epoch (the first quarter left out,
        in which Keras builds the training).
    """
    import keras

    from course.batches.pipeline import batches_by_length

    keras.utils.set_random_seed(seed)
    splits, words = data(), vocabularies()
    inputs, targets = arrays(splits.train, words)
    validation = arrays(splits.validation, words)
    model = build_model(design, *map(len, words))
    part = len(targets) // BATCH // PARTS
    model.compile(
        training.optimizer(rate, epochs * PARTS * part, CLIP),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=PADDING),
    )
    losses, shares, clock = [], [], []

    def note(_, logs):
        clock.append(time.process_time())
        losses.append(round(float(logs["loss"]), 5))
        shares.append(float(right(model, *validation).mean()))
        clock.append(time.process_time())

    model.fit(
        batches_by_length(inputs, targets, BATCH, seed=seed).repeat(),
        epochs=epochs * PARTS,
        steps_per_epoch=part,
        shuffle=False,  # the pipeline has done it
        verbose=0,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=note)],
    )
    parts = [end - start for start, end in zip(clock[1::2], clock[2::2], strict=False)]
    return model, {
        "seed": seed,
        "rate": rate,
        "loss": losses,
        "validation": shares,
        "seconds_per_epoch": round(PARTS * float(np.mean(parts)), 2) if parts else None,
    }


def right(model, inputs, targets):
    """Which sentences a network translates without a fault, writing the likeliest word each time.

    If each word is the likeliest one after the right ones before it, greedy decoding writes just these:
    one pass tells.

    Args:
        model: as `build_model` makes it.
        inputs, targets: as `arrays` gives them.

    Returns:
        bool array (n,).
    """
    rows = range(0, len(targets), 250)
    logits = [model.predict_on_batch([part[i : i + 250] for part in inputs]) for i in rows]
    chosen = np.concatenate([part.argmax(axis=-1) for part in logits])
    return ((chosen == targets) | (targets == PADDING)).all(axis=1)


def agreement(model, facts, pairs):
    """How often an attention map points at a source word that the target word translates.

    The right words are written, and each is looked at when it is produced. A map agrees if one of the words
    linked with it has more weight than each of the others; it is near if the heaviest is linked, or next to
    one that is.

    Args:
        model, facts: as `load` gives them.
        pairs: `course.data.sentences.Pairs`.

    Returns:
        dict: name of a map -> (share that agrees, share that is near). Maps are "attention", or "layer 1,
        head 2" and "layer 1, mean". To compare: "diagonal", where the i-th word looks at the i-th;
        "proportional", where it looks as far along the source as it stands in the target; "chance", where
        it looks anywhere.
    """
    (source, written), _ = arrays(pairs, (facts["source_words"], facts["target_words"]))
    known = model.get_layer("encoder").predict_on_batch(source)
    known = known if isinstance(known, list) else [known]
    heads = model.get_layer("decoder").predict_on_batch([written, source != PADDING, *known])[1]
    heads = heads.transpose(1, 0, 2, 3)
    maps = {"attention": heads[0]}
    if len(heads) > 1:
        maps = {}
        for i in range(0, len(heads), HEADS):
            layer = f"layer {i // HEADS + 1}"
            maps |= {f"{layer}, head {h + 1}": heads[i + h] for h in range(HEADS)}
            maps[f"{layer}, mean"] = heads[i : i + HEADS].mean(axis=0)
    hits = {name: [] for name in (*maps, "diagonal", "proportional", "chance")}
    for n, (s, t) in enumerate(zip(pairs.source_words, pairs.target_words, strict=True)):
        linked = np.zeros((len(t), len(s)), bool)
        linked[tuple(np.transpose([(j, i) for i, j in pairs.alignment[n]]))] = True
        near = linked.copy()
        near[:, 1:] |= linked[:, :-1]
        near[:, :-1] |= linked[:, 1:]
        rows, place = np.arange(len(t)), np.arange(len(t)) / max(len(t) - 1, 1) * (len(s) - 1)
        looks = {name: array[n, : len(t), : len(s)].argmax(axis=1) for name, array in maps.items()}
        looks["diagonal"] = np.minimum(rows, len(s) - 1)
        looks["proportional"] = place.round().astype(int)
        for name, at in looks.items():
            hits[name].append(np.stack([linked[rows, at], near[rows, at]], 1)[linked.any(axis=1)])
        shares = np.stack([linked.mean(axis=1), near.mean(axis=1)], 1)
        hits["chance"].append(shares[linked.any(axis=1)])
    return {
        name: [round(float(x), 4) for x in np.concatenate(parts).mean(axis=0)]
        for name, parts in hits.items()
    }


def results(model, facts, splits):
    """What a network does on the test part, a dict.

    Args:
        model, facts: as `load` gives them.
        splits: as `data` gives them.
    """
    test = splits.test
    exact = right(model, *arrays(test, (facts["source_words"], facts["target_words"])))
    lengths = np.array([len(words) - 1 for words in test.source_words])
    groups = {f"{a}-{b}": exact[(lengths >= a) & (lengths <= b)] for a, b in GROUPS}
    found = {
        "exact_match": float(exact.mean()),
        "by_length": {name: round(float(part.mean()), 4) for name, part in groups.items()},
    }
    if facts["kind"] != "vector":
        few = [sentences.Pairs(*(field[:MEASURED] for field in part)) for part in splits[1:]]
        chosen, found["agreement"] = (agreement(model, facts, part) for part in few)
        names = [name for name in chosen if name == "attention" or "mean" in name]
        found["map"] = max(names, key=lambda name: chosen[name][0])  # chosen on the validation part
    return found


def train(name=SHIPPED, progress=None):
    """Choose the learning rate of one network, then train it with three seeds.

    Args:
        name: a key of VARIANTS.
        progress: called after each training with (how many there were, share of validation sentences right),
            or None.

    Returns:
        weights, facts: those of the first seed, and settings and results: "runs" has a dict for each seed.
    """
    import keras

    started, splits, words = time.perf_counter(), data(), vocabularies()
    design, tried, runs, weights = VARIANTS[name], {}, [], None
    facts = {"source_words": words[0], "target_words": words[1], **design._asdict()}
    for i, rate in enumerate(RATES):
        _, trial = train_one(design, TRIAL_SEED, rate)
        tried[str(rate)] = trial["validation"][-1], trial["loss"][-1]
        if progress:
            progress(i + 1, trial["validation"][-1])
    best = max(RATES, key=lambda rate: (tried[str(rate)][0], -tried[str(rate)][1]))
    for i, seed in enumerate(SEEDS):
        keras.backend.clear_session()
        model, run = train_one(design, seed, best)
        runs.append(run | results(model, facts, splits))
        weights = weights or model.get_weights()
        if progress:
            progress(len(RATES) + i + 1, run["validation"][-1])
    return weights, {
        **facts,
        "parameters": sum(array.size for array in weights),
        "pairs": len(splits.train.source),
        "steps": EPOCHS * PARTS * (len(splits.train.source) // BATCH // PARTS),
        "epochs": EPOCHS,
        "data": fingerprint(splits),
        "validation_of_rates": tried,
        "runs": runs,
        **training.made(started),
    }


def load(name=SHIPPED, folder=None):
    """A trained network, that of the first seed.

    Args:
        name: a key of WITH_WEIGHTS.
        folder: where its weights lie, by default where they ship.

    Returns:
        model, facts: keras.Model, and a dict as `train` returns it.

    Raises:
        CourseError: no such weights.
    """

    def build(facts):
        design = Design(*(facts[field] for field in Design._fields))
        return build_model(design, len(facts["source_words"]), len(facts["target_words"]))

    return storage.load_model(name, build, folder)


def record(name, folder=None):
    """What is known of a network, whether its weights ship or not.

    Args:
        name: a key of VARIANTS.
        folder: where its file lies, by default where it ships.

    Returns:
        dict, as `train` returns it.

    Raises:
        CourseError: no such file.
    """
    return storage.load(name, folder)[1]


def make(name):
    """Train the networks of `name`, a key of VARIANTS, with a bar, and write the file that ships; its Path."""
    total = len(RATES) + len(SEEDS)
    weights, facts = training.with_bar(
        name, partial(train, name), total, "validation sentences right", unit="net"
    )
    return storage.save(name, weights if name in WITH_WEIGHTS else [], facts, levels=LEVELS)
