"""One layer or two: small translators of words with as many weights, compared on new combinations of words.

They are built and trained as those of `thoughts`, which learn so fast that three seeds of each can be paid for.
"""

import sys
import time

from course.nets import storage, thoughts, training

SHIPPED = "depths"
VARIANTS = {SHIPPED: {}}
RATES = (0.006, 0.012)  # the better one on unseen sentences is taken; the exam has other sentences
KINDS = {  # the last two have as many weights, within a percent
    "one layer of 62": {"units": 62, "depth": 1},
    "one layer of 96": {"units": 96, "depth": 1},
    "two layers of 62": {"units": 62, "depth": 2},
}


def load(folder=None):
    """What the networks got right, as `train` returns it; `folder` is where the file lies."""
    return storage.load(SHIPPED, folder)[1]["kinds"]


def train():
    """Train every kind of KINDS with every seed; the rate is chosen on unseen sentences with the first seed.

    Those that the trios have trained already, the English sides with their rate, are not trained again.

    Returns:
        dict: kind -> {"weights", "rate", "unseen": by rate, "right": share of the exam right by seed}.
    """
    import keras

    words, kinds = thoughts.vocabularies(), {}

    def run(seed, rate, settings):
        if settings == {"units": thoughts.UNITS, "depth": 1} and rate == thoughts.RATE:
            facts = storage.load(f"thoughts-{seed}")[1]
            return facts["unseen"]["en"], facts["exam"]
        keras.utils.set_random_seed(seed)
        encoder = thoughts.build_encoder(len(words["en"]), **settings)
        decoder = thoughts.build_decoder(len(words["fr"]), **settings)
        model = thoughts.fit(encoder, decoder, "en", seed=seed, rate=rate)
        return [
            float(thoughts.right(model, part, "en").mean()) for part in ("unseen", "combinations")
        ]

    for kind, settings in KINDS.items():
        first = {rate: run(thoughts.SEEDS[0], rate, settings) for rate in RATES}
        rate = max(RATES, key=lambda rate: first[rate][0])
        runs = [first[rate], *(run(seed, rate, settings) for seed in thoughts.SEEDS[1:])]
        sides = (
            thoughts.build_encoder(len(words["en"]), **settings),
            thoughts.build_decoder(len(words["fr"]), **settings),
        )
        kinds[kind] = {
            "weights": sum(side.count_params() for side in sides),
            "rate": rate,
            "unseen": {str(rate): found[0] for rate, found in first.items()},
            "right": [found[1] for found in runs],
        }
        print(kind, kinds[kind], file=sys.stderr)
    return kinds


def make(name=SHIPPED):
    """Train all of them and keep their marks; returns the Path of the file."""
    started = time.perf_counter()
    return storage.save(name, [], {"kinds": train()} | training.made(started))
