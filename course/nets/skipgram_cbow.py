"""Skip-gram against CBOW on little and on more text: equal epochs, equal time, eight seeds.

Both models learn vectors from a quarter, a half and the whole of the sentences of Wikipedia and news, with
Keras (`course.nets.skipgram`, which treats the mean of a window as its derivative asks), and from the quarter
with gensim (which does not divide the slope by the size of the window). CBOW learns twice: for as many epochs
as skip-gram, and for as many as take the same processor time. Each of these gets the best of four learning
rates, by the mean over the parts, chosen with a seed and with pairs of words that count nowhere else. (On the
quarter alone 46 pairs choose; there a rate won by luck at which other seeds diverge.) One training at a time.
Only the results are kept.

Source: Irsoy, Benton & Stratos 2020, Corrected CBOW Performs as well as Skip-gram, on the division.
"""

import itertools
import time
from functools import cache

import numpy as np

from course.data import corpora, judgments
from course.nets import storage, training

SIZE, WINDOW, LEAST, BATCH = 100, 5, 5, 256  # LEAST: occurrences of a word that gets a vector
EPOCHS = 5
PARTS = {"quarter": 4, "half": 2, "whole": 1}  # every how manyth sentence
SEEDS, TRIAL_SEED = (1, 2, 3, 4, 5, 6, 7, 8), 0
RATES = {
    "keras": {"skip-gram": (0.025, 0.05, 0.1, 0.2), "CBOW": (0.05, 0.1, 0.2, 0.4)},
    "gensim": {"skip-gram": (0.025, 0.05, 0.1, 0.2), "CBOW": (0.05, 0.1, 0.2, 0.4)},
}
MODELS = ("skip-gram", "CBOW", "CBOW, same time")
CHOOSING = (
    3  # of the pairs of WordSim-353 the first of every three choose a rate, the others measure
)
VARIANTS = {
    "skipgram-cbow-keras": {"library": "keras", "parts": tuple(PARTS)},
    "skipgram-cbow-gensim": {"library": "gensim", "parts": ("quarter",)},
}


def rank_correlation(words, table, name="wordsim353", *, choosing=False):
    """Spearman's correlation between people's scores and cosines, over the pairs whose words are both there.

    Args:
        words: list of str.
        table: array (words, size).
        name: "wordsim353" or "simlex999".
        choosing: of WordSim-353, take the pairs that choose instead of those that measure.

    Returns:
        correlation, pairs: float and int.
    """
    from scipy.stats import spearmanr

    people = judgments.word_similarity(name)
    row_of = {word: row for row, word in enumerate(words)}
    units = table / np.linalg.norm(table, axis=1, keepdims=True)
    pairs = [
        (score, units[row_of[first]] @ units[row_of[second]])
        for number, (first, second, score) in enumerate(zip(*people, strict=True))
        if first in row_of and second in row_of
        if name != "wordsim353" or (number % CHOOSING == 0) == choosing
    ]
    return float(spearmanr(*zip(*pairs, strict=True)).statistic), len(pairs)


def keras_vectors(part, model, rate, epochs, seed):
    """(words, table, seconds of processor time) of a training in Keras; the first of a kind also compiles."""
    from course.nets import skipgram

    words, counts, ids = _encoded(part)
    kind = skipgram.skipgram if model == "skip-gram" else skipgram.cbow
    into, steps = _tables(part, model)
    started = time.process_time()
    table = skipgram.train(
        kind, counts, ids, SIZE, WINDOW, epochs, rate, BATCH, seed=seed, into=into, steps=steps
    )
    return words[1:], table[1:], time.process_time() - started


def gensim_vectors(part, model, rate, epochs, seed):
    """The same of gensim."""
    from gensim.models import Word2Vec

    sizes = {"vector_size": SIZE, "window": WINDOW, "negative": 5, "min_count": LEAST}
    how = {"sample": 1e-3, "alpha": rate, "sg": int(model == "skip-gram"), "epochs": epochs}
    net = Word2Vec(**sizes, **how, seed=seed, workers=1)
    net.build_vocab(sentences(part))
    started = time.process_time()
    net.train(sentences(part), total_examples=net.corpus_count, epochs=epochs)
    return net.wv.index_to_key, net.wv.vectors, time.process_time() - started


LEARN = {"keras": keras_vectors, "gensim": gensim_vectors}


@cache
def sentences(part):
    """The sentences of a part, a list of lists of str."""
    return (corpora.wikipedia() + corpora.news())[:: PARTS[part]]


@cache
def _encoded(part):
    from course.nets import skipgram

    return skipgram.encode(sentences(part), LEAST)


@cache
def _tables(part, model):
    """Tables that all seeds share, and the steps of an epoch, so that nothing is compiled twice."""
    from course.nets import skipgram

    _, counts, ids = _encoded(part)
    kind = skipgram.skipgram if model == "skip-gram" else skipgram.cbow
    rng = np.random.default_rng(TRIAL_SEED)
    kept = skipgram.subsample(ids, counts, 1e-3, rng)
    steps = len(kind(kept, skipgram.windows(kept, WINDOW, rng))[1]) // BATCH
    return skipgram.tables(len(counts), SIZE, seed=TRIAL_SEED), steps


def train(library, parts, progress=None):
    """Choose the rates, then train and measure both models on all parts with all seeds.

    Args:
        library: "keras" or "gensim".
        parts: keys of PARTS, in their order.
        progress: called after each training with (how many there were, correlation), or None.

    Returns:
        dict of facts. `runs`: part -> model, one of MODELS -> dict of `epochs`, `rate` and, a number a seed,
        `wordsim`, `simlex` and `seconds` of processor time. `trials`: model -> rate -> for each part, the
        largest first, the correlation with the pairs that choose, NaN where the training diverged. `pairs`:
        part -> how many pairs of words measure, by the name of their list.
    """
    started, done, learn = time.perf_counter(), 0, LEARN[library]
    largest_first = parts[::-1]  # the largest tells how many epochs take the same time
    runs, trials, pairs = {part: {} for part in largest_first}, {}, {}

    def note(score):
        nonlocal done
        done += 1
        if progress:
            progress(done, score)
        return round(score, 4)

    def trial(part, model, rate, epochs):
        words, table, _ = learn(part, model, rate, epochs, TRIAL_SEED)
        return note(rank_correlation(words, table, choosing=True)[0])

    def measure(part, model, rate, epochs):
        run = {"epochs": epochs, "rate": rate, "wordsim": [], "simlex": [], "seconds": []}
        for seed in SEEDS:
            words, table, seconds = learn(part, model, rate, epochs, seed)
            found = {n: rank_correlation(words, table, n) for n in ("wordsim353", "simlex999")}
            pairs[part] = {n: count for n, (_, count) in found.items()}
            run["wordsim"].append(note(found["wordsim353"][0]))
            run["simlex"].append(round(found["simlex999"][0], 4))
            run["seconds"].append(round(seconds, 2))
        return run

    for name in MODELS:
        model, epochs = name.split(",")[0], EPOCHS
        if name not in MODELS[:2]:
            epochs = round(EPOCHS * times_slower(runs[largest_first[0]]))
        trials[name] = {
            rate: [trial(part, model, rate, epochs) for part in largest_first]
            for rate in RATES[library][model]
        }
        for part in largest_first:
            runs[part][name] = measure(part, model, best(trials[name]), epochs)
    facts = {"library": library, "runs": runs, "trials": trials, "pairs": pairs}
    return facts | {"data": fingerprint()} | training.made(started)


def best(tried):
    """The rate with the highest mean correlation; never one that diverged anywhere, which is NaN."""
    return max(tried, key=lambda rate: np.nan_to_num(np.mean(tried[rate]), nan=-2.0))


def times_slower(models):
    """How many times as much processor time skip-gram takes for as many epochs: a ratio of medians, a float."""
    seconds = [np.median(models[name]["seconds"]) for name in MODELS[:2]]
    return float(seconds[0] / seconds[1])


def _parts(record):
    return [part for part in PARTS if part in record["runs"]]


def lines(record):
    """What a picture shows: {"quarter, CBOW, 5 epochs": WordSim-353 of the seeds}, the smallest part first."""
    return {
        f"{part}, {model.split(',')[0]}, {run['epochs']} epochs": run["wordsim"]
        for part in _parts(record)
        for model, run in record["runs"][part].items()
    }


def table(record):
    """The means of a record as text, a line for each part and model."""
    rows = [f"{record['library']:26}WordSim-353  SimLex-999  seconds"]
    for part in _parts(record):
        for model, run in record["runs"][part].items():
            wordsim, simlex, seconds = (np.mean(run[n]) for n in ("wordsim", "simlex", "seconds"))
            rows.append(f"{part:9}{model:17}{wordsim:10.3f}{simlex:12.3f}{seconds:10.1f}")
    used = (f"{part} {record['pairs'][part]['wordsim353']}" for part in _parts(record))
    return "\n".join([*rows, f"pairs of words, WordSim-353: {', '.join(used)}"])


def verdicts(record):
    """What the three claims measure, quality at equal epochs, at equal time, and speed: three dicts."""
    skipgram, cbow, longer = (record["runs"]["quarter"][model] for model in MODELS)
    worst = {"skipgram_worst": min(skipgram["wordsim"])}

    def won(other):
        pairs = itertools.product(skipgram["wordsim"], other["wordsim"])
        return {"won": float(np.mean([one > another for one, another in pairs]))}

    def seconds(*both):
        medians = (float(np.median(run["seconds"])) for run in both)
        return dict(zip(("skipgram_seconds", "cbow_seconds"), medians, strict=True))

    whole = [record["runs"]["whole"][model] for model in MODELS[:2]]
    spent, slower = seconds(skipgram, longer), times_slower(record["runs"]["whole"])
    return (
        {**worst, "cbow_best": max(cbow["wordsim"]), **won(cbow)},
        {**worst, "cbow_best": max(longer["wordsim"]), **won(longer), **spent},
        {**seconds(*whole), "times_slower": slower},
    )


def fingerprint():
    """SHA-256 of the text: another one needs other trainings."""
    return training.fingerprint("\n".join(map(" ".join, sentences("whole"))).encode())


def record(name, folder=None):
    """The results of `name`, a key of VARIANTS: a dict as `train` returns it.

    Raises:
        CourseError: there are none.
    """
    return storage.load(name, folder)[1]


def make(name):
    """Train and measure with a bar, and write the file of the results; returns its Path."""
    trainings = len(VARIANTS[name]["parts"]) * len(MODELS) * (len(SEEDS) + 4)
    facts = training.with_bar(
        name, train, trainings, "of WordSim-353", unit="net", form="{:.3f}", **VARIANTS[name]
    )
    return storage.save(name, [], facts)
