"""Text out of an encoder and a decoder: greedily, by a beam search, by several models together.

Lab 09 explains greedy decoding and beam search; a test holds the lab's loop and this one together.
"""

import numpy as np

PADDING, START, END = 0, 1, 2  # ids; the alphabet's characters follow
LONGEST = 27  # symbols of a text, END included


def halves(model):
    """The two parts that decoding needs, taken by the layers' names.

    Args:
        model: as `build_model` makes it, or loaded from a file.

    Returns:
        encoder: source ids (n, s) -> states, two arrays (n, units) a layer.
        decoder: [last id (n, 1), *states] -> [logits (n, 1, symbols), *states].
    """
    import keras

    depth = sum(layer.name.startswith("encoder_") for layer in model.layers)
    states = [state for i in range(depth) for state in model.get_layer(f"encoder_{i}").output[1:]]
    encoder = keras.Model(model.get_layer("source").output, states)
    last = keras.Input((1,), dtype="int32")
    before = [keras.Input(state.shape[1:]) for state in states]
    write, after = model.get_layer("one_hot")(last), []
    for i in range(depth):
        layer = model.get_layer(f"decoder_{i}")
        write, *state = layer(write, initial_state=before[2 * i : 2 * i + 2])
        after += state
    decoder = keras.Model([last, *before], [model.get_layer("logits")(write), *after])
    return encoder, decoder


def decode(models, source, width=1, longest=LONGEST, trace=None):
    """The likeliest texts that a beam search finds; width 1 is greedy decoding.

    Args:
        models: one model or a list of them, whose probabilities are averaged.
        source: int array (n, s), encoded texts.
        width: hypotheses kept for each text. A finished one keeps its place.
        longest: most symbols written, END included.
        trace: a list to which each step adds (parents, symbols, scores), arrays (n, width), or None.

    Returns:
        ids: int array (n, width, t), best first, END and padding included.
        scores: float array (n, width), log-probability of each.
    """
    parts = [halves(model) for model in (models if isinstance(models, list) else [models])]
    return search(parts, source, width, longest, trace)


def search(parts, source, width=1, longest=LONGEST, trace=None):
    """The search of `decode`, for anything that has an encoder and a decoder as `halves` gives them.

    Args:
        parts: list of (encoder, decoder), whose probabilities are averaged.
        source: array (n, ...), what the encoders take.
        width, longest, trace: as for `decode`.

    Returns:
        ids, scores: as `decode` returns them.
    """
    count = len(source)
    states = [
        [np.repeat(state, width, axis=0) for state in encoder.predict_on_batch(source)]
        for encoder, _ in parts
    ]
    scores = np.full((count, width), -np.inf)
    scores[:, 0] = 0  # all hypotheses start alike: only one of them counts
    ids = np.full((count, width, 1), START)
    rows = np.arange(count)[:, None]
    for _ in range(longest):
        step = [
            decoder.predict_on_batch([ids[:, :, -1].reshape(-1, 1), *state])
            for (_, decoder), state in zip(parts, states, strict=True)
        ]
        chances = np.mean([_softmax(logits[:, 0]) for logits, *_ in step], axis=0)
        gains = np.log(chances + 1e-30).reshape(count, width, -1)
        gains[:, :, [PADDING, START]] = -np.inf
        done = np.isin(ids[:, :, -1], (END, PADDING))
        gains[done] = -np.inf
        gains[done, PADDING] = 0  # what has ended goes on as it is
        totals = (scores[:, :, None] + gains).reshape(count, -1)
        best = np.argsort(-totals, axis=1, kind="stable")[:, :width]
        parents, symbols = np.divmod(best, gains.shape[-1])
        scores = totals[rows, best]
        if trace is not None:
            trace.append((parents, symbols, scores))
        ids = np.concatenate([ids[rows, parents], symbols[:, :, None]], axis=2)
        flat = (rows * width + parents).ravel()
        states = [[state[flat] for state in after] for _, *after in step]
        if np.isin(symbols, (END, PADDING)).all():
            break
    return ids[:, :, 1:], scores


def beam_steps(model, source, width, alphabet):
    """What a beam search keeps at each step, for `course.plots.beam.plot_beam`.

    Args:
        model: keras.Model.
        source: int array (s,), one encoded text.
        width: hypotheses kept.
        alphabet: str.

    Returns:
        list of steps, each a list of (parent, symbol as text, log-probability); END is "■".
    """
    trace = []
    decode(model, source[None], width, trace=trace)
    signs = ["", "", "■", *alphabet]
    return [
        [(int(p), signs[s], float(x)) for p, s, x in zip(*(part[0] for part in step), strict=True)]
        for step in trace
    ]


def text_of(ids, alphabet):
    """One row of ids as text, without START, END and padding."""
    return "".join(alphabet[number - END - 1] for number in ids if number > END)


def _softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def exact_match(models, source, target):
    """Share of texts that greedy decoding gets right in every character, without decoding.

    If each character is the likeliest one after the right ones before it, then greedy decoding writes
    just these; so one pass with the right text as input tells.

    Args:
        models: one model or a list of them, whose probabilities are averaged.
        source: int array (n, s).
        target: int array (n, t + 1), from START to END.

    Returns:
        bool array (n,).
    """
    models = models if isinstance(models, list) else [models]
    asked, right = target[:, :-1], target[:, 1:]
    chances = np.mean(
        [_softmax(model.predict_on_batch([source, asked])) for model in models], axis=0
    )
    return ((chances.argmax(axis=-1) == right) | (right == PADDING)).all(axis=1)


def one_text(model):
    """A model for loops that write one text after the other.

    Args:
        model: as `build_model` makes it.

    Returns:
        encoder, step: source ids (1, s) -> states; and a function (symbol, states) -> (probabilities
        (symbols,), states).
    """
    encoder, decoder = halves(model)

    def step(symbol, state):
        logits, *state = decoder.predict_on_batch([np.array([[symbol]]), *state])
        return _softmax(logits[0, 0]), state

    return encoder, step
