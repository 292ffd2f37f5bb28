"""How far nets of the scenes' language get on people's words: NLVR's statements, drawn by our renderer.

People wrote what is true of some of three boxes. The grammar of the scenes reads few of their sentences, if
any; and a net that learns from some hundreds of statements has to beat a rule that always says "true". Only
results are kept. The data have to be there to make them again.
"""

import re
import time
from collections import Counter

import numpy as np

from course.data import nlvr
from course.errors import CourseError
from course.nets import looking, storage, training
from course.scenes import captions, encoding, picture, typed

LENGTH, UNITS, EMBEDDING = 20, 32, 32  # words read; of the LSTM; of a word
TESTED, BATCH, EPOCHS, RATE = 0.2, 32, 15, 1e-3  # set before the first run, and not tuned
SEEDS = (1, 2, 3)
SHIPPED = "statements"
VARIANTS = {SHIPPED: {}}


def understood(sentence):
    """A statement as a Question of the scenes' grammar, "There is ..." turned into "is there ...", or None."""
    text = re.sub(r"^there (is|are)\b", r"\1 there", sentence.strip().rstrip(".").lower())
    try:
        found = typed.parse(text)
    except CourseError:
        return None
    return found if found.kind in ("exists", "more") else None


def by_grammar(sentences):
    """How many sentences the scenes' language covers.

    Args:
        sentences: list of str.

    Returns:
        dict: "read", how many are questions of the grammar, turned round; "familiar", in how many the scenes'
        language has each word, in some form; "words", the share of all their words that it has.
    """
    known = {word.rstrip("s") for word in (*encoding.WORDS, *captions.WORDS)}
    split_up = [_words(sentence) for sentence in sentences]
    ours = [[word.rstrip("s") in known for word in words] for words in split_up]
    return {
        "read": sum(understood(sentence) is not None for sentence in sentences),
        "familiar": sum(map(all, ours)),
        "words": round(sum(map(sum, ours)) / sum(map(len, ours)), 4),
    }


def build_model(words, sees=True):
    """A net that judges statements: the boxes side by side, and FiLM as for the questions.

    Args:
        words: int, ids of words.
        sees: bool, whether it is shown the boxes.

    Returns:
        keras.Model of [boxes (n, 3, 36, 36, 3), words (n, 20)] -> logit (n, 1) that the statement is true.
    """
    import keras
    from keras import layers, ops

    boxes = keras.Input((nlvr.BOXES, looking.SIZE, looking.SIZE, 3))
    ids = keras.Input((LENGTH,), dtype="int32")
    said = layers.LSTM(UNITS)(layers.Embedding(words, EMBEDDING, mask_zero=True)(ids))
    if sees:
        seen = layers.TimeDistributed(looking.encoder())(boxes)  # (n, 3, rows, columns, channels)
        row, column, channels = seen.shape[2:]
        wide = layers.Reshape((row, nlvr.BOXES * column, channels))(
            ops.transpose(seen, (0, 2, 1, 3, 4))
        )
        said = looking.film_blocks(wide, said)
    return keras.Model([boxes, ids], layers.Dense(1)(layers.Dense(UNITS, "relu")(said)))


def arrays(statements, known):
    """Statements for a net: boxes (n, 3, 36, 36, 3), word ids (n, 20), labels (n,).

    Args:
        statements: `nlvr.Statements`.
        known: dict of str to int, the ids of the words that were read in training; others have id 1.
    """
    ids = np.zeros((len(statements.sentences), LENGTH), "int32")
    for row, sentence in zip(ids, statements.sentences, strict=True):
        numbers = [known.get(word, 1) for word in _words(sentence)][:LENGTH]
        row[: len(numbers)] = numbers
    drawn = picture.render([box for boxes in statements.boxes for box in boxes], looking.SIZE)
    boxes = drawn.reshape(-1, nlvr.BOXES, *drawn.shape[1:])
    return boxes, ids, np.asarray(statements.labels, "float32")


def train(progress=None):
    """Train nets on statements of some groups, and measure them with statements of others.

    Args:
        progress: called after each net with (how many there were, accuracy), or None.

    Returns:
        dict of facts: "statements", "grammar" as `by_grammar` counts; and for each seed, which draws the groups
        too, the accuracy of "both" (picture and words), of "words" alone, and of "majority", the commoner label
        of the statements to learn from; "tested" is how many were judged.

    Raises:
        CourseError: there are no statements.
    """
    import keras

    started, done = time.perf_counter(), 0
    statements = nlvr.load()
    facts = {
        "statements": len(statements.sentences),
        "grammar": by_grammar(statements.sentences),
        "epochs": EPOCHS,
        "seeds": {},
    }
    for seed in SEEDS:
        tested = split(statements.groups, seed)
        learned = Counter(
            word
            for sentence, test in zip(statements.sentences, tested, strict=True)
            if not test
            for word in _words(sentence)
        )
        known = {word: number for number, word in enumerate(sorted(learned), 2)}
        boxes, ids, labels = arrays(statements, known)
        majority = round(float(labels[~tested].mean()))
        found = {"tested": int(tested.sum()), "majority": _right(labels[tested], majority)}
        for name, sees in (("both", True), ("words", False)):
            keras.utils.set_random_seed(seed)
            net = build_model(len(known) + 2, sees)
            net.compile(
                keras.optimizers.Adam(RATE),
                keras.losses.BinaryCrossentropy(from_logits=True),
                jit_compile=False,
            )
            lessons = [boxes[~tested], ids[~tested]]
            net.fit(lessons, labels[~tested, None], batch_size=BATCH, epochs=EPOCHS, verbose=0)
            logits = net.predict_on_batch([boxes[tested], ids[tested]])[:, 0]
            found[name] = _right(labels[tested], logits > 0)
            done += 1
            if progress:
                progress(done, found[name])
        facts["seeds"][str(seed)] = found
    return facts | training.made(started)


def split(groups, seed):
    """Which statements are to measure with: bool array (statements,). A group is whole on one side.

    Args:
        groups: int array (statements,).
        seed: int.
    """
    different = np.unique(groups)
    chosen = np.random.default_rng(seed).permutation(different)[: round(TESTED * len(different))]
    return np.isin(groups, chosen)


def _words(sentence):
    return re.findall(r"[a-z0-9]+", sentence.lower())


def _right(labels, said):
    return round(float(np.mean(labels == said)), 4)


def record(folder=None):
    """The results, a dict as `train` returns it."""
    return storage.load(SHIPPED, folder)[1]


def make(name):
    """Train the nets with a bar, and write the file of their results; returns its Path."""
    facts = training.with_bar(
        name, train, 2 * len(SEEDS), "statements right", unit="net", **VARIANTS[name]
    )
    return storage.save(name, [], facts)
