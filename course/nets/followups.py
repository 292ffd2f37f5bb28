"""Two questions that the study of `course.nets.variants` leaves open, answered by more nets on its puzzles.

`variants-longer`: which layer is ahead if all train for twice as long? The kinds with gates, at the learning
rates that the study chose. `variants-starts`: why does a SimpleRNN copy so well? Copying with another start or
another size, each with a learning rate chosen as in the study. Only the results are
kept: lab 03 shows what was recorded on examples that no net has seen.
"""

import time

from course.nets import storage, training, variants

LONGER, STARTS = "variants-longer", "variants-starts"
VARIANTS = {LONGER: {}, STARTS: {}}
GATED, EPOCHS = variants.KINDS[1:], 2 * variants.EPOCHS
UNDECIDED = ("adding", "copying")  # at "timing" all of them are near 1 in the study
BIAS = 3.0  # the sigmoid of it is 0.95
CHANGES = {  # name: kind of layer, and what is changed; no two changes in one net
    "SimpleRNN, start times 0.5": ("SimpleRNN", "shrinking"),
    "SimpleRNN, 26 units": ("SimpleRNN", "small"),
    "LSTM, orthogonal start": ("LSTM", "orthogonal"),
    "LSTM, forget bias 3": ("LSTM", "open"),
    "GRU, z bias 3": ("GRU", "keeping"),
}


def options_of(change):
    """What the layer of a net gets that the study's has not.

    Args:
        change: "shrinking", "small", "orthogonal", "open" or "keeping".

    Returns:
        dict, arguments of the recurrent layer.
    """
    import keras

    return {
        "shrinking": {"recurrent_initializer": keras.initializers.Orthogonal(gain=0.5)},
        "small": {"units": 26},  # as many as the study's LSTM has
        "orthogonal": {"recurrent_initializer": orthogonal_gates},
        "open": {"unit_forget_bias": False, "bias_initializer": forget_open},
        "keeping": {"bias_initializer": z_keeps},
    }[change]


def orthogonal_gates(shape, dtype=None):
    """A recurrent matrix (m, gates * m) in which the block of each gate is orthogonal by itself."""
    import keras

    units, columns = shape
    starts = [keras.initializers.Orthogonal() for _ in range(columns // units)]  # each its own seed
    return keras.ops.concatenate([start((units, units), dtype) for start in starts], axis=1)


def forget_open(shape, dtype=None):
    """Biases (4m,) of an LSTM, in the order i, f, c, o: BIAS for the forget gate, else 0."""
    return _one_block(shape[0] // 4, place=1, blocks=4, dtype=dtype)


def z_keeps(shape, dtype=None):
    """Biases (2, 3m) of a GRU, in the order z, r, h: BIAS for z, with which Keras' z keeps, else 0."""
    import keras

    row = _one_block(shape[1] // 3, place=0, blocks=3, dtype=dtype)
    return keras.ops.stack([row, keras.ops.zeros_like(row)])  # those of x, those of h


def _one_block(units, *, place, blocks, dtype):
    import keras

    zeros = keras.ops.zeros((units,), dtype)
    return keras.ops.concatenate([zeros + BIAS * (at == place) for at in range(blocks)])


def train_longer(progress=None):
    """Train the kinds with gates for twice as long, on the puzzles UNDECIDED.

    Args:
        progress: called after each training with (how many there were, share right), or None.

    Returns:
        dict, settings and results: nets, a list of dicts with puzzle, name (the kind), seed, rate (the peak of
        the learning rate) and right, the share of unseen examples that are right from beginning to end.
    """
    started, nets = time.perf_counter(), []
    for told in storage.load(variants.SHIPPED)[1]["nets"]:
        if told["kind"] in GATED and told["puzzle"] in UNDECIDED:
            puzzle, kind, seed, rate = (told[key] for key in ("puzzle", "kind", "seed", "rate"))
            model = variants.train_one(puzzle, kind, seed, rate, EPOCHS)
            nets.append(_told(model, puzzle, kind, seed, rate))
            if progress:
                progress(len(nets), nets[-1]["right"])
    return {"nets": nets, "epochs": EPOCHS, **_facts(started)}


def train_starts(progress=None):
    """Choose the learning rates of CHANGES and train the nets on copying.

    Args:
        progress, and what it returns: as for `train_longer`.
    """
    started, nets, losses = time.perf_counter(), [], {}
    validation = variants.PUZZLES["copying"].make(variants.VALIDATION, seed=1_000)
    for name, (kind, change) in CHANGES.items():
        losses[name] = {}
        for rate in variants.RATES:
            model = variants.train_one(
                "copying", kind, variants.TRIAL_SEED, rate, **options_of(change)
            )
            losses[name][rate] = model.evaluate(*validation, batch_size=1_000, verbose=0)
            if progress:
                share = variants.share_right("copying", model, *validation)
                progress(len(nets), share)
        rate = min(losses[name], key=losses[name].get)
        for seed in variants.SEEDS:
            model = variants.train_one("copying", kind, seed, rate, **options_of(change))
            nets.append(_told(model, "copying", name, seed, rate))
            if progress:
                progress(len(nets), nets[-1]["right"])
    facts = {"nets": nets, "losses_of_rates": losses, "epochs": variants.EPOCHS}
    return facts | _facts(started)


def record(name, folder=None):
    """The results of `name`, a key of VARIANTS: a dict, as `train_longer` returns it."""
    return storage.load(name, folder)[1]


def shares(name):
    """The shares of unseen examples that were right: {puzzle: {name: list, one a seed}}.

    Args:
        name: a key of VARIANTS.
    """
    found = {}
    for net in record(name)["nets"]:
        found.setdefault(net["puzzle"], {}).setdefault(net["name"], []).append(net["right"])
    return found


def make(name):
    """Train the nets of `name`, a key of VARIANTS, with a bar, and write their results; the file's Path."""
    of_starts = len(CHANGES) * (len(variants.RATES) + len(variants.SEEDS))
    of_longer = len(UNDECIDED) * len(GATED) * len(variants.SEEDS)
    train, total = {LONGER: (train_longer, of_longer), STARTS: (train_starts, of_starts)}[name]
    facts = training.with_bar(name, train, total, "examples right", unit="net")
    return storage.save(name, [], facts)


def _told(model, puzzle, name, seed, rate):
    right = variants.share_right(puzzle, model, *variants.unseen(puzzle))
    return {"puzzle": puzzle, "name": name, "seed": seed, "rate": rate, "right": right}


def _facts(started):
    return {
        "examples": variants.EXAMPLES,
        "batch": variants.BATCH,
        "data": variants.fingerprint(),
        **training.made(started),
    }
