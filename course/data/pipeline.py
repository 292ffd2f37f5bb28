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
