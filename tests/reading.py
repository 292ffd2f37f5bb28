"""A small net that reads padded ids, for the tests of kernels."""


def reader(keras, kind="LSTM", **options):
    """Ids to one number: an embedding that masks 0, and a recurrent layer."""
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(9, 2, mask_zero=True),
            getattr(keras.layers, kind)(3, name="reads", **options),
            keras.layers.Dense(1),
        ]
    )


RIGHT, LEFT, EMPTY = [[1, 2, 0], [3, 4, 5]], [[0, 1, 2], [3, 4, 5]], [[1, 2, 0], [0, 0, 0]]
