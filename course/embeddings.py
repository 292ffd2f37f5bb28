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
    known = [words for _, *words in questions if all(word in vectors for word in words)]
    if not known:
        raise ValueError(
            f"none of {len(questions)} analogies has all of its words among the vectors"
        )
    hits = [vectors.most_similar([b, c], [a], topn=1)[0][0] == d for a, b, c, d in known]
    return sum(hits) / len(known), len(known)
