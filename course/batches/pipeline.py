"""Arrays in, batches for `model.fit` out, without the waiting that TensorFlow's autotuner adds."""


def batches(inputs, targets, size):
    """Shuffled batches of two arrays, shuffled anew every epoch.

    `fit` on numpy arrays can idle at the end of an epoch for as long as it trained; this pipeline
    (indices first, rows gathered later, autotuner off) takes the time of the computation alone.

    Args:
        inputs: array (n, ...).
        targets: array (n, ...).
        size: rows per batch; left-over rows wait for another epoch's shuffle.

    Returns:
        tf.data.Dataset of (inputs, targets) batches.

    Raises:
        ValueError: lengths differ, or there are fewer rows than one batch.
    """
    import tensorflow as tf

    if len(inputs) != len(targets):
        raise ValueError(f"as many targets as inputs: got {len(targets)} for {len(inputs)}")
    if len(inputs) < size:
        raise ValueError(f"{len(inputs)} rows do not fill one batch of {size}: make it smaller")
    inputs, targets = tf.constant(inputs), tf.constant(targets)
    options = tf.data.Options()
    options.autotune.enabled = False
    return (
        tf.data.Dataset.range(len(inputs))
        .shuffle(len(inputs))
        .batch(size, drop_remainder=True)
        .map(lambda rows: (tf.gather(inputs, rows), tf.gather(targets, rows)))
        .with_options(options)
    )


def batches_by_length(inputs, targets, size, *, seed=0):
    """Batches of sequences that are about equally long, so that little of a batch is padding.

    Rows are sorted by length with a little noise, anew every epoch, so that a batch is never twice the
    same; each batch is cut to its own longest row, and batches come in random order.

    Args:
        inputs: tuple of int arrays (n, length), padded with 0 on the right; or one such array, if the net
            has a single input.
        targets: array (n, length), padded likewise, or array (n,), one label a row.
        size: rows per batch; left-over rows wait for another epoch.
        seed: int, for the order.

    Returns:
        tf.data.Dataset of (inputs, targets) batches.

    Raises:
        ValueError: lengths differ, or there are fewer rows than one batch.
    """
    import numpy as np
    import tensorflow as tf

    single = not isinstance(inputs, tuple)
    inputs, targets = (inputs,) if single else inputs, np.asarray(targets)
    arrays = (*inputs, targets)
    texts = inputs if targets.ndim == 1 else arrays  # what has a length: labels have none
    if len({len(array) for array in arrays}) > 1:
        raise ValueError(f"as many targets as inputs: got {[len(array) for array in arrays]} rows")
    count = len(targets) // size
    if not count:
        raise ValueError(f"{len(targets)} rows do not fill one batch of {size}: make it smaller")
    rng = np.random.default_rng(seed)
    lengths = sum((array != 0).sum(axis=1) for array in texts)

    def epoch():
        order = np.argsort(lengths + rng.uniform(0, 2, len(lengths)))
        for rows in rng.permutation(order[: count * size].reshape(count, size)):
            batch = [array[rows] for array in texts]
            cut = [array[:, : (array != 0).any(axis=0).sum()] for array in batch]
            read, write = (cut, targets[rows]) if targets.ndim == 1 else (cut[:-1], cut[-1])
            yield read[0] if single else tuple(read), write

    any_length = tf.TensorSpec((size, None), "int32")
    read_spec = any_length if single else (any_length,) * len(inputs)
    write_spec = tf.TensorSpec((size,), targets.dtype) if targets.ndim == 1 else any_length
    options = tf.data.Options()
    options.autotune.enabled = False
    return (
        tf.data.Dataset.from_generator(epoch, output_signature=(read_spec, write_spec))
        .apply(tf.data.experimental.assert_cardinality(count))
        .with_options(options)
    )


def forest_batches(forests):
    """Trees as batches for a net that composes them level by level: a batch is one forest.

    Args:
        forests: course.data.shared.trees.Forests.

    Returns:
        tf.data.Dataset of (inputs, labels, weights), shuffled anew every epoch: inputs are the words
        (1, words) and then, for height 1, 2, ..., the slots of the children (1, nodes, 2); labels and weights
        (1, slots).
    """
    import tensorflow as tf

    inputs = (forests.words, *forests.children)
    data = tf.data.Dataset.from_tensor_slices((inputs, forests.labels, forests.weights))
    return data.shuffle(len(forests.words)).batch(1)
