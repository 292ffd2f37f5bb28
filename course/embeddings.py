"""Word vectors: texts as ids, vectors with their words, and what people say about words as a measure."""

import numpy as np

from course.data import judgments


def encode(texts, min_count=5):
    """Number the words of some texts, frequent ones first, and write the texts as one row of numbers.

    Args:
        texts: list of list of str.
        min_count: words that occur less often are left out.

    Returns:
        words: list of str; words[0] is "", which is not a word: id 0 fills up windows that are cut short.
        counts: int array (len(words),); counts[0] is 0.
        ids, text_of: int32 arrays (tokens,): the word of each token, and the number of its text.

    Raises:
        ValueError: no word occurs that often.
    """
    flat = [word for text in texts for word in text]
    found, places = np.unique(np.array(flat, str), return_inverse=True)
    counts = np.bincount(places, minlength=len(found))
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] >= min_count]
    if not len(order):
        raise ValueError(f"no word occurs {min_count} times in {len(flat)} words: lower min_count")
    id_of = np.zeros(len(found), "int32")
    id_of[order] = np.arange(1, len(order) + 1)
    ids = id_of[places]
    text_of = np.repeat(np.arange(len(texts), dtype="int32"), [len(text) for text in texts])
    return ["", *found[order].tolist()], np.append(0, counts[order]), ids[ids > 0], text_of[ids > 0]


def keyed(words, table):
    """Vectors with their words, as gensim's KeyedVectors.

    Args:
        words: n different str.
        table: float array (n, size).

    Raises:
        ValueError: not one vector for every word, or a word that occurs twice.
    """
    from gensim.models import KeyedVectors

    if len(words) != len(table) or len(set(words)) != len(words):
        raise ValueError(
            f"one vector for every word: {len(set(words))} different words of {len(words)}, "
            f"{len(table)} vectors"
        )
    vectors = KeyedVectors(table.shape[1])
    vectors.add_vectors(words, table)
    return vectors


def agreement(vectors, name="wordsim353"):
    """How well cosines rank pairs of words as people do.

    Args:
        vectors: gensim KeyedVectors.
        name: "wordsim353" or "simlex999".

    Returns:
        float, Spearman's rank correlation over the pairs whose words are both there.
    """
    return float(vectors.evaluate_word_pairs(str(judgments.path(name)))[1].statistic)


def solved(vectors, questions):
    """Share of analogies whose first answer is right.

    Args:
        vectors: gensim KeyedVectors.
        questions: list of (section, a, b, c, d): a is to b as c is to d.

    Returns:
        share, count: float, and the number of questions whose words are all there.

    Raises:
        ValueError: there is no such question.
    """
    known = _known(vectors, questions)
    hits = [vectors.most_similar([b, c], [a], topn=1)[0][0] == d for a, b, c, d in known]
    return sum(hits) / len(known), len(known)


def solved_by_one(vectors, questions, place):
    """Share of analogies that the nearest neighbour of one of their words solves, without any arithmetic.

    Args:
        vectors: gensim KeyedVectors.
        questions: as for `solved`.
        place: 0, 1 or 2: whether the word is a, b or c. None of the three is an answer.

    Returns:
        float, of the questions that `solved` counts.

    Raises:
        ValueError: there is no such question.

    Source: Linzen 2016, Issues in evaluating semantic spaces using word analogies.
    """
    known = _known(vectors, questions)
    near = {words[place]: () for *words, _ in known}
    for word in near:
        near[word] = [other for other, _ in vectors.most_similar(word, topn=3)]
    firsts = [next(w for w in near[words[place]] if w not in words) for *words, _ in known]
    return sum(first == d for first, (*_, d) in zip(firsts, known, strict=True)) / len(known)


def _known(vectors, questions):
    """[a, b, c, d] of the questions whose words all have a vector."""
    known = [words for _, *words in questions if all(word in vectors for word in words)]
    if not known:
        raise ValueError(
            f"none of {len(questions)} analogies has all of its words among the vectors"
        )
    return known


def gensim_neighbours(vectors):
    """gensim's nearest words as a function (table, row, count) -> rows; it knows its table already.

    Args:
        vectors: gensim KeyedVectors.
    """
    names, row_of = vectors.index_to_key, vectors.key_to_index
    return lambda _, row, count: [
        row_of[word] for word, _ in vectors.most_similar(names[row], topn=count)
    ]


def gensim_analogy(vectors):
    """gensim's answer to an analogy as a function (table, a, b, c) -> row; it knows its table already.

    Args:
        vectors: gensim KeyedVectors.
    """
    names, row_of = vectors.index_to_key, vectors.key_to_index
    return lambda _, a, b, c: row_of[
        vectors.most_similar([names[b], names[c]], [names[a]], topn=1)[0][0]
    ]


def with_controls(vectors, questions):
    """Shares of analogies: solved by the arithmetic, and by one word's nearest neighbour alone.

    Args:
        vectors: gensim KeyedVectors.
        questions: as for `solved`.

    Returns:
        dict: `solved`; `king_alone`, by the neighbour of c, as of king in man : woman = king : queen; and
        `woman_alone`, by that of b.
    """
    alone = {"king_alone": 2, "woman_alone": 1}
    shares = {name: solved_by_one(vectors, questions, place) for name, place in alone.items()}
    return {"solved": solved(vectors, questions)[0], **shares}


def learn(texts, seed=7, **options):
    """Word vectors of a small text: gensim's skip-gram, unless the options say otherwise.

    Args:
        texts: list of lists of str.
        seed: int.
        options: of gensim's Word2Vec. By default 50 numbers a word, a rate of 0.05, words that occur 5 times,
            and one worker, so that the result is the same each time.

    Returns:
        gensim KeyedVectors.
    """
    from gensim.models import Word2Vec

    usual = {"sg": 1, "vector_size": 50, "alpha": 0.05, "min_count": 5, "workers": 1}
    return Word2Vec(texts, seed=seed, **{**usual, **options}).wv


def clustering(table, groups):
    """How well words cluster by group.

    Args:
        table: float array (words, size).
        groups: str array (words,).

    Returns:
        silhouette, share: by cosine in all dimensions, and the share of words whose nearest other word is of
        the same group; floats.
    """
    from sklearn.metrics import silhouette_score

    units = table / np.linalg.norm(table, axis=1, keepdims=True)
    nearest = (units @ units.T - 3 * np.eye(len(units))).argmax(axis=1)
    same = groups[nearest] == groups
    return float(silhouette_score(units, groups, metric="cosine")), float(same.mean())


def split_dictionary(source, target, dictionary, seed, *, known=0.6, shuffled=False):
    """Entries of a dictionary to learn from, and others to be tested with, as rows of vectors.

    Args:
        source, target: gensim KeyedVectors of two languages.
        dictionary: dict of str to str; entries without a vector on either side are left out.
        seed: int, of the split.
        known: share to learn from.
        shuffled: whether those to learn from get each other's translations: a control.

    Returns:
        known, unseen: int arrays (n, 2), the row of a word and of its translation.
    """
    rows = [
        (source.key_to_index[a], target.key_to_index[b])
        for a, b in dictionary.items()
        if a in source and b in target
    ]
    rng = np.random.default_rng(seed)
    to_learn, unseen = np.split(rng.permutation(rows), [int(known * len(rows))])
    if shuffled:
        to_learn = np.stack([to_learn[:, 0], rng.permutation(to_learn[:, 1])], axis=1)
    return to_learn, unseen


def share_translated(translate, source, target, dictionary, *, near=1, shuffled=False, splits=5):
    """Share of unseen words whose translation is among the nearest.

    Args:
        translate: function of (source, target, known, asked): vectors of both languages, int array (n, 2) of
            rows and (m,) of rows, that returns (m, words), rows of the target, nearest first.
        source, target, dictionary, shuffled: as for `split_dictionary`.
        near: how many of the nearest count.
        splits: of the dictionary, whose mean is taken.

    Returns:
        float.
    """
    shares = []
    for seed in range(splits):
        known, unseen = split_dictionary(source, target, dictionary, seed, shuffled=shuffled)
        found = translate(source, target, known, unseen[:, 0])[:, :near]
        shares.append((found == unseen[:, 1:]).any(axis=1).mean())
    return float(np.mean(shares))
