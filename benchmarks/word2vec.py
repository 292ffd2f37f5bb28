"""Word vectors on one core: lab 07's training in Keras against a public tutorial's, and against gensim's.

The text is what gensim brings, Wikipedia and news; vectors of 100 numbers, windows of 5.

- Against the settings of the TensorFlow tutorial word2vec: pairs by `skipgrams` in a loop over sentences
  with its sampling table, 4 negatives drawn for each pair alone, two Embeddings, softmax over the 5
  products, Adam 0.001, batches of 1,024, `fit`. The cost of a pair is its share of making the pairs, which
  the tutorial does once for all epochs and the lab anew for each, and its training in every epoch. The
  tutorial's is measured on a part of the sentences and without its first epoch, which builds the graph;
  ours on all of them, with encoding and compiling. Memory is that of the arrays that hold the pairs, no
  lists and no copies counted.
- Against gensim (one worker, rate 0.05, 5 negatives), from sentences to vectors, with as many epochs. Ours
  has the same rate for skip-gram; for CBOW 0.2, as the mean divides the slope among the words of a window,
  which gensim does not do. The quality is Spearman's correlation with WordSim-353; its rows are 1 less
  that, so that less is better.

`--table` measures skip-gram and CBOW of both on a quarter, a half and the whole of the sentences instead.
Words that a part has too seldom have no vector; `known` is the share of WordSim-353 that can be asked.

    python benchmarks/word2vec.py [--sentences 0] [--epochs 10] [--seeds 3] [--tutorial 2000] [--table] [--json]

`--sentences` and `--tutorial` are numbers of sentences, 0 for all.
"""

import json
import os
import random
import sys
import time

import numpy as np
from report import arguments, row, show
from tqdm import tqdm

from course import runtime
from course.data import corpora, judgments

SIZE, WINDOW, LEAST = 100, 5, 5  # LEAST: occurrences of a word that gets a vector
MODELS = {"skip-gram": {}, "CBOW": {"rate": 0.2, "batch": 64}}  # settings of ours


def ours(texts, model, epochs, seed):
    """(seconds, Spearman, share of the pairs of words that are known) of the lab's training."""
    from gensim.models import KeyedVectors

    from course.nets import skipgram

    start = time.perf_counter()
    words, counts, ids = skipgram.encode(texts, LEAST)
    kind = skipgram.skipgram if model == "skip-gram" else skipgram.cbow
    settings = {"size": SIZE, "window": WINDOW, "epochs": epochs, "seed": seed} | MODELS[model]
    vectors = skipgram.train(kind, counts, ids, **settings)
    seconds = time.perf_counter() - start
    keyed = KeyedVectors(SIZE)
    keyed.add_vectors(words[1:], vectors[1:])
    return seconds, *agreement(keyed)


def gensims(texts, model, epochs, seed):
    """The same of gensim."""
    from gensim.models import Word2Vec

    from course.nets import skipgram

    start = time.perf_counter()
    trained = Word2Vec(
        texts,
        vector_size=SIZE,
        window=WINDOW,
        negative=skipgram.NEGATIVES,
        min_count=LEAST,
        alpha=0.05,
        sg=int(model == "skip-gram"),
        epochs=epochs,
        seed=seed,
        workers=1,
    )
    return time.perf_counter() - start, *agreement(trained.wv)


def agreement(keyed):
    """Spearman's correlation with WordSim-353, and the share of its pairs that have vectors."""
    _, spearman, unknown = keyed.evaluate_word_pairs(str(judgments.path("wordsim353")))
    return float(spearman[0]), 1 - unknown / 100


def tutorial(texts, part, epochs):
    """(seconds of making a pair, of training it once, bytes of it) with the tutorial's settings.

    Args:
        texts: all sentences; the vocabulary is theirs, and so the size of the tables.
        part: number of sentences that are made to pairs.
        epochs: that are timed.
    """
    import keras
    import tensorflow as tf

    from course.nets import skipgram

    words, _, ids = skipgram.encode(texts, LEAST)
    sentences = np.split(ids, np.flatnonzero(ids == 0) + 1)[:part]
    start = time.perf_counter()
    arrays = tutorial_pairs([sentence[:-1].tolist() for sentence in sentences], len(words))
    making = time.perf_counter() - start
    target, context, label = arrays
    data = tf.data.Dataset.from_tensor_slices(((target, context), label)).shuffle(10_000)
    data = data.batch(1_024, drop_remainder=True).cache().prefetch(tf.data.AUTOTUNE)
    model = tutorial_model(len(words))
    ends = []
    note = keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: ends.append(time.perf_counter()))
    model.fit(data, epochs=epochs + 1, verbose=0, callbacks=[note])
    trained = epochs * (len(label) // 1_024) * 1_024
    size = sum(array.nbytes for array in arrays) / len(label)
    return making / len(label), (ends[-1] - ends[0]) / trained, size


def tutorial_pairs(sentences, words):
    """Arrays target (pairs,), context and label (pairs, 5): the true word first, then 4 negatives."""
    import tensorflow as tf

    sequence = tf.keras.preprocessing.sequence
    table = sequence.make_sampling_table(words)
    target, context, label = [], [], []
    for sentence in tqdm(sentences, desc="the tutorial's pairs", leave=False):
        # without a seed Keras draws one with random.randint(0, 10e6), a float: an error from Python 3.12 on
        seed = random.randint(0, 10_000_000)
        pairs, _ = sequence.skipgrams(sentence, words, WINDOW, 0, sampling_table=table, seed=seed)
        for word, near in pairs:
            true = tf.constant([[near]], "int64")
            noise = tf.random.log_uniform_candidate_sampler(true, 1, 4, True, words)[0]
            target.append(word)
            context.append(tf.concat([tf.constant([near], "int64"), noise], 0))
            label.append(tf.constant([1, 0, 0, 0, 0], "int64"))
    return np.array(target), np.array(context), np.array(label)


def tutorial_model(words):
    import keras
    from keras import layers, ops

    target, context = keras.Input((), dtype="int64"), keras.Input((5,), dtype="int64")
    products = ops.einsum(
        "be,bce->bc", layers.Embedding(words, SIZE)(target), layers.Embedding(words, SIZE)(context)
    )
    model = keras.Model((target, context), products)
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


def pairs_of_an_epoch(texts):
    """Their number, and bytes of a pair in the arrays that the lab trains an epoch on."""
    from course.nets import skipgram

    _, counts, ids = skipgram.encode(texts, LEAST)
    rng = np.random.default_rng(0)
    kept = skipgram.subsample(ids, counts, 1e-3, rng)
    arrays = skipgram.skipgram(kept, skipgram.windows(kept, WINDOW, rng))
    return len(arrays[1]), sum(array.nbytes for array in arrays) / len(arrays[1])


def comparisons(texts, epochs, seeds, part):
    """Rows: seconds and quality of both models against gensim's, then pairs against the tutorial's."""
    rows, found, costs = [], {}, []
    for model in MODELS:
        runs = found[model] = []
        for seed in range(1, seeds + 1):
            for train in (ours, gensims):
                runs.append(train(texts, model, epochs, seed))
                print(
                    f"{model}, seed {seed}, {train.__name__}: {runs[-1][0]:.1f} s, "
                    f"WordSim-353 {runs[-1][1]:.3f}",
                    file=sys.stderr,
                )
            if model == "skip-gram":
                costs.append(tutorial(texts, part, epochs=3))
        seconds, quality, _ = zip(*runs, strict=True)
        worse = [1 - value for value in quality]
        rows.append(row(f"{model}, gensim, {epochs} epochs", seconds[::2], seconds[1::2], "s", 0.7))
        rows.append(row(f"{model}, gensim, 1 - WordSim-353", worse[::2], worse[1::2], "", 0.95))
    pairs, size = pairs_of_an_epoch(texts)
    mine = [run[0] / epochs / pairs * 1e6 for run in found["skip-gram"][::2]]
    making, training, sizes = zip(*costs, strict=True)
    for count, bar in ((epochs, 20), (2 * epochs, None)):
        theirs = [(m / count + t) * 1e6 for m, t in zip(making, training, strict=True)]
        rows.append(row(f"a pair, tutorial, {count} epochs", mine, theirs, "us", bar))
    what = "the arrays of a million pairs, tutorial"
    rows.append(row(what, [size] * seeds, list(sizes), "MB"))
    return rows


def table(texts, epochs, seeds):
    """A dict for each model, each library and a quarter, a half, all of the sentences."""
    parts = {"quarter": texts[::4], "half": texts[::2], "whole": texts}
    settings = [
        (part, model, train) for part in parts for model in MODELS for train in (gensims, ours)
    ]
    entries = []
    for part, model, train in tqdm(settings, unit="setting"):
        runs = [train(parts[part], model, epochs, seed) for seed in range(1, seeds + 1)]
        seconds, quality, known = zip(*runs, strict=True)
        entries.append(
            {
                "part": part,
                "words": sum(map(len, parts[part])),
                "model": model,
                "library": {"ours": "Keras", "gensims": "gensim"}[train.__name__],
                "wordsim": round(float(np.mean(quality)), 4),
                "lowest": round(min(quality), 4),
                "highest": round(max(quality), 4),
                "known": round(known[0], 3),
                "seconds": round(float(np.median(seconds)), 2),
            }
        )
    return entries


def show_table(entries, as_json):
    if as_json:
        print(json.dumps(entries, indent=1))
        return
    print(*(f"{name:>9}" for name in entries[0]))
    for entry in entries:
        print(*(f"{value:>9}" for value in entry.values()))


def one_core():
    """Stay on one core, where the system can be told so, before threads are started."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main():
    options = arguments(
        __doc__.splitlines()[0], sentences=0, epochs=10, seeds=3, tutorial=2_000, table=False
    )
    one_core()
    runtime.quiet()
    texts = (corpora.wikipedia() + corpora.news())[: options.sentences or None]
    if options.table:
        show_table(table(texts, options.epochs, options.seeds), options.json)
    else:
        part = options.tutorial or len(texts)
        show(comparisons(texts, options.epochs, options.seeds, part), options.json)


if __name__ == "__main__":
    main()
