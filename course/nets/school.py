"""How a net is taught to keep one letter: a delay at a time, in rounds, until it can or its time is over.

The rows and the question are those of `course.data.recall`.
"""

from course.data import recall

BATCH = 64
ENOUGH, IN_A_ROW = 0.995, 3  # so many rounds in a row with such a share end a delay early
UNSEEN = 1_000


def share(model, rows):
    """Share of `recall.Rows` whose first letter a model of logits (n, letters) names, a float."""
    return float((model.predict_on_batch(rows.ids).argmax(axis=-1) == rows.first).mean())


def enough(shares, goal=ENOUGH):
    """Whether the last rounds of a delay were so good that it can end before its budget does."""
    return len(shares) >= IN_A_ROW and min(shares[-IN_A_ROW:]) >= goal


def at_every_step(model):
    """A net that answers after every letter, where its model answers after the last one.

    Args:
        model: keras.Sequential of ids (n, steps) -> logits (n, letters), with one recurrent layer.

    Returns:
        keras.Sequential of ids (n, steps) -> logits (n, steps, letters), with the same weights.
    """
    import keras

    layers = [keras.Input((None,), dtype="int32")]
    for layer in model.layers:
        settings = layer.get_config()
        if "return_sequences" in settings:
            settings["return_sequences"] = True
        layers.append(type(layer).from_config(settings))
    every = keras.Sequential(layers)
    every.set_weights(model.get_weights())
    return every


def lessons(model, delay, *, first_seed, updates, rounds, goal=ENOUGH):
    """Teach a net one delay.

    Args:
        model: compiled keras.Model of ids (n, steps) -> logits (n, letters).
        delay: int, letters after the first.
        first_seed: int, of the rows of the first round; each further round has the next one. `delay` itself is
            the seed of the rows that measure, so it must not be among them.
        updates: int, of a round, with BATCH rows each.
        rounds: int, how many there are at most.
        goal: share that is good enough, if IN_A_ROW rounds reach it.

    Yields:
        float, after each round: the share of UNSEEN other rows that the net has right.
    """
    from course.batches.pipeline import batches

    shares, unseen = [], recall.rows(UNSEEN, delay, seed=delay)
    while len(shares) < rounds and not enough(shares, goal):
        rows = recall.rows(BATCH * updates, delay, seed=first_seed + len(shares))
        model.fit(batches(*rows, BATCH), verbose=0)
        shares.append(share(model, unseen))
        yield shares[-1]
