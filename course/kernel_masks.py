"""Which masks reach the recurrent layers of a model, and what in them makes cuDNN fail."""

import numpy as np

_SHOWN_ROWS = 3  # of a batch with a wrong mask


def mask_problem(mask):
    """What in a mask makes cuDNN fail.

    Args:
        mask: bool array (rows, steps), True where there is something to read.

    Returns:
        str that names the rows, or None if every row begins with a True and has no True after a False.

    Raises:
        ValueError: the mask has another shape.
    """
    mask = np.asarray(mask, bool)
    if mask.ndim != 2:
        raise ValueError(f"expected a mask of shape (rows, steps), got {mask.shape}")
    empty = np.flatnonzero(~mask.any(axis=1))
    gaps = np.flatnonzero((mask[:, 1:] & ~mask[:, :-1]).any(axis=1))
    problems = []
    if len(gaps):
        problems.append(f"{_row_numbers(gaps)} padded on the left or in between")
    if len(empty):
        problems.append(f"{_row_numbers(empty)} empty")
    return " and ".join(problems) or None


def arriving(model, layers, batch):
    """The masks of a batch that reach recurrent layers; the model is left as it is.

    Args:
        model: keras.Model that is built, or one recurrent layer.
        layers: list of the recurrent layers in it.
        batch: what the model is called with, or for one layer its mask, a bool array (rows, steps).

    Returns:
        {id of the layer: list with a bool array (rows, steps) or None for each call of the layer}.

    Raises:
        ValueError: the model is not built.
    """
    import keras

    arrived = {id(layer): [] for layer in layers}
    stock_loops = (keras.layers.LSTM.inner_loop, keras.layers.GRU.inner_loop)
    if layers == [model] and np.asarray(batch).dtype == bool:
        arrived[id(model)].append(np.asarray(batch))
        return arrived
    if not model.built:
        raise ValueError(
            f"{model.name} is not built, so it cannot read a batch: begin it with keras.Input, or "
            "call it once"
        )

    def listener(layer):
        own = layer.inner_loop
        if own.__func__ in stock_loops:  # use_cudnn=True would refuse to run here

            def own(sequences, initial_state, mask, training=False):
                return keras.layers.RNN.inner_loop(layer, sequences, initial_state, mask, training)

        def inner_loop(sequences, initial_state, mask, training=False):
            first = mask[0] if isinstance(mask, (list, tuple)) else mask
            first = first if first is None else keras.ops.convert_to_numpy(first).astype(bool)
            arrived[id(layer)].append(first)
            return own(sequences, initial_state, mask, training=training)

        return inner_loop

    try:
        for layer in layers:
            vars(layer)["inner_loop"] = listener(layer)
        with keras.StatelessScope():  # whatever the call assigns, states and seeds, is forgotten
            model(batch, training=False)
    finally:
        for layer in layers:
            vars(layer).pop("inner_loop", None)
    return arrived


def verdict(masks):
    """What cuDNN makes of the masks of one layer.

    Args:
        masks: list with a bool array or None for each call of the layer.

    Returns:
        str, bool: in words, and whether cuDNN fails on one of them.
    """
    for call, mask in enumerate(masks, 1):
        if mask is not None and mask.ndim != 2:
            return f"not known: its shape is {mask.shape}, not (rows, steps)", False
        problem = None if mask is None else mask_problem(mask)
        if problem:
            where = f"in call {call} of {len(masks)}, " if len(masks) > 1 else ""
            return (
                f"{where}{problem}: on a GPU fit, evaluate and predict end with an error; "
                "pad on the right, keep no empty row, or set use_cudnn=False",
                True,
            )
    return "padded on the right, as cuDNN needs it", False


def _row_numbers(rows):
    shown = ", ".join(map(str, rows[:_SHOWN_ROWS]))
    more = f" and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
    return f"row {shown} is" if len(rows) == 1 else f"rows {shown}{more} are"
