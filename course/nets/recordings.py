"""How well the listener hears people: the Free Spoken Digit Dataset, four speakers of a small part of it.

Nets learn from strings made of some recordings and are measured with strings made of others: of the speakers
whom they know, and of one whom they have never heard. Only the results are kept. The data have to be there to
make them again.
"""

import time

from course.data import fsdd, spoken
from course.nets import hearing, listener, storage, training

STEPS, TRAIN_SEED, TEST_SEED, LONG_SEED = 600, 21, 22, 23
SHIPPED = "recordings"
VARIANTS = {SHIPPED: {}}


def features_and_labels(recordings, count, seed, digits=(3, 5)):
    """Strings made of recordings, as `hearing.batches` takes them."""
    strings = fsdd.strings(recordings, count, digits, seed=seed)
    return spoken.features(strings), strings.labels


def train(progress=None):
    """Train nets on all speakers, one a seed, and one on all speakers but each.

    Args:
        progress: called after each net with (how many there were, its error rate), or None.

    Returns:
        dict of facts. `known`: seed -> error rates of new recordings, in strings as long as those to learn
        from, and in `long` ones. `left_out`: speaker -> error rates of that speaker, `unheard`, and of new
        recordings of the others, `known`. `synthesised`: name of a net that has heard no person -> its error
        rate of the same strings as `known`.

    Raises:
        CourseError: there are no recordings.
    """
    started = time.perf_counter()
    recordings = fsdd.load()
    train_part, test_part = fsdd.split(recordings)
    speakers = sorted(set(recordings.speakers))
    facts = {"known": {}, "left_out": {}, "synthesised": {}}
    new = features_and_labels(test_part, hearing.TEST, TEST_SEED)
    long = features_and_labels(test_part, hearing.TEST // 2, LONG_SEED, hearing.LONG)
    done = 0

    def note(rates):
        nonlocal done
        done += 1
        if progress:
            progress(done, next(iter(rates.values())))
        return rates

    for seed in listener.SEEDS:
        net = _trained(train_part, seed)
        rates = {"new": _rate(net, new), "long": _rate(net, long)}
        facts["known"][str(seed)] = note(rates)
    for speaker in speakers:
        _, unheard = fsdd.split(recordings, left_out=speaker)
        others, others_new = (
            fsdd.split(part, left_out=speaker)[0] for part in (train_part, test_part)
        )
        net = _trained(others, seed=1)
        rates = {
            "unheard": _rate(net, features_and_labels(unheard, hearing.TEST, TEST_SEED)),
            "known": _rate(net, features_and_labels(others_new, hearing.TEST, TEST_SEED)),
        }
        facts["left_out"][speaker] = note(rates)
    for name in listener.WITH_WEIGHTS:
        net, _ = listener.load(name)
        facts["synthesised"][name] = _rate(net, new)
    facts |= {"steps": STEPS, "strings": hearing.STRINGS, "recordings": len(recordings.sounds)}
    return facts | training.made(started)


def _trained(recordings, seed):
    import keras

    keras.utils.set_random_seed(seed)
    net = listener.build_model()
    lessons = hearing.batches(*features_and_labels(recordings, hearing.STRINGS, TRAIN_SEED))
    listener.learn(net, lessons, steps=STEPS, seed=seed)
    return net


def _rate(net, exam):
    return round(listener.error_rate(net, *exam), 4)


def record(folder=None):
    """The results, a dict as `train` returns it."""
    return storage.load(SHIPPED, folder)[1]


def make(name):
    """Train the nets with a bar, and write the file of their results; returns its Path."""
    facts = training.with_bar(name, train, 7, "digits wrong", unit="net", **VARIANTS[name])
    return storage.save(name, [], facts)
