"""What lab 04 says would break its network: the same training with one thing changed.

Not a comparison of speed: the costs are shares of unseen sums that are wrong, so a ratio above 1 means
that the change hurts. Every variant trains for the same number of steps.

    python benchmarks/addition_variants.py [--seed 4] [--json]
"""

from unittest import mock

import numpy as np
from report import arguments, row, show
from tqdm import tqdm

from course import runtime
from course.batches.pipeline import batches
from course.data import addition
from course.nets import addition as lab

STEPS = lab.EPOCHS * (lab.TRAIN // lab.BATCH)


def wrong(seed, examples=lab.TRAIN, units=lab.UNITS, initializer="he_normal"):
    """Shares of known and of unseen sums that are wrong after the lab's number of steps."""
    import keras

    keras.utils.set_random_seed(seed)
    data = addition.sums(lab.TRAIN + lab.TEST, seed=seed)
    x, y = lab.encode(data.questions, lab.READ)[:, ::-1], lab.encode(data.answers, lab.WRITE)
    with mock.patch.object(lab, "UNITS", units):
        model = lab.build_model(STEPS)
    if initializer != "he_normal":
        for layer in (model.layers[0], model.layers[2]):
            kernel = layer.cell.kernel
            kernel.assign(keras.initializers.get(initializer)(kernel.shape))
    epochs = STEPS // (examples // lab.BATCH)
    model.fit(batches(x[:examples], y[:examples], lab.BATCH), epochs=epochs, verbose=0)

    def share(part):
        written = model.predict_on_batch(x[part]).argmax(-1)
        return 1 - np.mean((written == y[part].argmax(-1)).all(axis=1))

    return share(slice(0, min(examples, 5_000))), share(slice(lab.TRAIN, None))


def main():
    options = arguments(__doc__.splitlines()[0], seed=4)
    runtime.quiet()
    variants = {
        "as in the lab": {},
        "96 units": {"units": 96},
        "64 units": {"units": 64},
        "20,000 examples": {"examples": 20_000},
        "5,000 examples": {"examples": 5_000},
        "Keras' own first weights": {"initializer": "glorot_uniform"},
    }
    costs = {name: wrong(options.seed, **change) for name, change in tqdm(variants.items())}
    ours = max(costs["as in the lab"][1], 1e-4)
    rows = []
    for name, (known, unseen) in costs.items():
        rows.append(row(f"{name}: unseen sums wrong", [ours], [unseen], ""))
        rows.append(row(f"{name}: known sums wrong", [ours], [known], ""))
    show(rows, options.json)


if __name__ == "__main__":
    main()
