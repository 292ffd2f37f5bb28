"""Encoders with decoders that read and write words: one vector, attention, Transformers; and how to ask them.

Lab 10 explains the designs. All of them are an `encoder` (source ids -> what is known of the sentence) and a
`decoder` (what is written so far, which source words may be looked at, what the encoder gives -> logits and
attention weights), so that one can translate step by step, or hide a source word from the attention.
"""

from typing import NamedTuple

import numpy as np

from course.errors import CourseError

PADDING, START = 0, 1  # ids; the words follow
STOP = "."  # ends each sentence on both sides
LONGEST = 30  # words of a translation, the full stop included
WIDTH, HEADS = 64, 4  # numbers of a word's embedding; heads of a Transformer's layer


class Design(NamedTuple):
    """How a network is built.

    Attributes:
        kind: "vector", "states", "embeddings" or "transformer"; the middle two attend, and take the
            encoder's states or the source words' embeddings as values.
        units: of the decoder's LSTM; each of the encoder's two has half of them.
        layers: of a Transformer, on each side.
        positions: whether a Transformer is told them.
    """

    kind: str
    units: int = 96
    layers: int = 2
    positions: bool = True


class Translation(NamedTuple):
    """What a network writes.

    Attributes:
        words: per sentence a list of str, the full stop included if it was written.
        source_words: per sentence a list of str, likewise.
        weights: float array (n, maps, t, s); a row belongs to the word that is produced, and sums to 1
            over the source words. None for a network without attention.
    """

    words: list
    source_words: list
    weights: np.ndarray


def build_model(design, source_words, target_words):
    """A network of this design.

    Args:
        design: Design.
        source_words, target_words: number of different words on either side.

    Returns:
        keras.Model of (source ids (n, s), written ids (n, t)) -> logits (n, t, target ids). Its layers
        "encoder" and "decoder" are models: source ids -> [keys, values, ...], and [written ids, mask
        (n, s), keys, values, ...] -> [logits, weights (n, maps, t, s)]; only the "vector" has no weights.
        Maps are heads, first those of the first layer.

    Source: Sutskever et al. 2014; Bahdanau et al. 2015; Vaswani et al. 2017, with the norm before each
    part of a layer (Xiong et al. 2020).
    """
    import keras
    from keras import ops

    source = keras.Input((None,), dtype="int32", name="source")
    written = keras.Input((None,), dtype="int32", name="written")
    halves = _transformer if design.kind == "transformer" else _recurrent
    encoder, decoder = halves(design, source_words + START + 1, target_words + START + 1)
    known = encoder(source)
    logits, *_ = decoder([written, ops.not_equal(source, PADDING), *known])
    return keras.Model([source, written], logits)


def _recurrent(design, source_ids, target_ids):
    import keras
    from keras import layers, ops

    from course.layers.attention import AttentionDecoder

    source = keras.Input((None,), dtype="int32")
    embeddings = layers.Embedding(source_ids, WIDTH, mask_zero=True, name="source_vectors")(source)
    both = layers.Bidirectional(
        layers.LSTM(design.units // 2, return_sequences=True, return_state=True), name="states"
    )
    states, h, c, h_back, c_back = both(embeddings)
    thought = [ops.concatenate([h, h_back], -1), ops.concatenate([c, c_back], -1)]
    attends = design.kind != "vector"
    values = embeddings if design.kind == "embeddings" else states
    known = [states, values, *thought] if attends else thought
    encoder = keras.Model(source, known, name="encoder")

    written = keras.Input((None,), dtype="int32")
    mask = keras.Input((None,), dtype="bool")
    given = [keras.Input(part.shape[1:]) for part in known]
    vectors = layers.Embedding(target_ids, WIDTH, name="written_vectors")(written)
    logits = layers.Dense(target_ids, name="logits")
    if attends:
        keys, values, *thought = given
        decoded, weights = AttentionDecoder(design.units, name="attention")(
            vectors, keys, values, initial_state=thought, keys_mask=mask
        )
        outputs = [logits(decoded), weights[:, None]]
    else:
        lstm = layers.LSTM(design.units, return_sequences=True, name="lstm")
        outputs = [logits(lstm(vectors, initial_state=given))]
    return encoder, keras.Model([written, mask, *given], outputs, name="decoder")


def _transformer(design, source_ids, target_ids):
    import keras
    from keras import layers, ops

    from course.layers.positions import SinusoidalPositions
    from course.layers.transformer import TransformerDecoderBlock, TransformerEncoderBlock

    def embedded(ids, size, name):
        vectors = layers.Embedding(size, WIDTH, mask_zero=True, name=name)(ids)
        return (
            SinusoidalPositions()(vectors)
            if design.positions
            else layers.Rescaling(WIDTH**0.5)(vectors)
        )

    def norm(x):
        return layers.LayerNormalization(epsilon=1e-6)(x)

    source = keras.Input((None,), dtype="int32")
    x = embedded(source, source_ids, "source_vectors")
    for i in range(design.layers):
        x = TransformerEncoderBlock(HEADS, 2 * WIDTH, name=f"encoder_{i}")(
            x, mask=ops.not_equal(source, PADDING)
        )
    states = norm(x)
    encoder = keras.Model(source, [states], name="encoder")

    written = keras.Input((None,), dtype="int32")
    mask = keras.Input((None,), dtype="bool")
    given = keras.Input(states.shape[1:])
    y, maps = embedded(written, target_ids, "written_vectors"), []
    for i in range(design.layers):
        y, weights = TransformerDecoderBlock(HEADS, 2 * WIDTH, name=f"decoder_{i}")(
            y, given, source_mask=mask, return_attention_scores=True
        )
        maps.append(weights)
    logits = layers.Dense(target_ids, name="logits")(norm(y))
    outputs = [logits, ops.concatenate(maps, axis=1)]
    return encoder, keras.Model([written, mask, given], outputs, name="decoder")


def encode(sentences, words, start=False):
    """Sentences as ids, padded on the right.

    Args:
        sentences: n lists of str.
        words: list of str; its first has id 2.
        start: whether the ids begin with START.

    Returns:
        int array (n, length).

    Raises:
        CourseError: a word that is not in the list.
    """
    ids = {word: number for number, word in enumerate(words, START + 1)}
    strange = sorted({word for sentence in sentences for word in sentence} - set(ids))
    if strange:
        raise CourseError(
            f"the network has never read {', '.join(map(repr, strange[:5]))}; it knows these words: "
            f"{' '.join(words)}"
        )
    rows = [[START] * start + [ids[word] for word in sentence] for sentence in sentences]
    array = np.zeros((len(rows), max(map(len, rows), default=0)), "int32")
    for line, row in zip(array, rows, strict=True):
        line[: len(row)] = row
    return array


def translate(model, facts, texts, longest=LONGEST):
    """Translate, always writing the likeliest word.

    Args:
        model, facts: as `course.nets.attention.load` gives them.
        texts: str or list of str, words apart by spaces; a full stop that lacks is added.
        longest: most words written.

    Returns:
        Translation.

    Raises:
        CourseError: a word that the network has never read, or a text without words.
    """
    texts = [texts] if isinstance(texts, str) else texts
    split = [text.replace(STOP, f" {STOP} ").split() for text in texts]
    split = [words if words[-1:] == [STOP] else [*words, STOP] for words in split]
    if any(len(words) == 1 for words in split):
        raise CourseError("there is nothing to translate in a text without words")
    source = encode(split, facts["source_words"])
    encoder, decoder = model.get_layer("encoder"), model.get_layer("decoder")
    known = encoder.predict_on_batch(source)
    known = known if isinstance(known, list) else [known]
    ids = np.zeros((len(source), longest), "int32")  # always as long: Keras compiles once
    ids[:, 0] = START
    words = ["", "", *facts["target_words"]]
    written = [[] for _ in split]
    for step in range(longest):
        outputs = decoder.predict_on_batch([ids, source != PADDING, *known])
        logits, *weights = outputs if isinstance(outputs, list) else [outputs]
        chosen = logits[:, step, START + 1 :].argmax(axis=-1) + START + 1
        for sentence, number in zip(written, chosen, strict=True):
            if sentence[-1:] != [STOP]:
                sentence.append(words[number])
        if step + 1 == longest or all(sentence[-1:] == [STOP] for sentence in written):
            break
        ids[:, step + 1] = chosen
    maps = weights[0][:, :, : max(map(len, written))] if weights else None
    return Translation(written, split, maps)
