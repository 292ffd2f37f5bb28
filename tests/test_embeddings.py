import os

import numpy as np
import pytest

from course import embeddings
from course.data import judgments, vectors
from course.errors import CourseError


def test_encode_numbers_frequent_words_first():
    texts = [["b", "a", "rare", "b"], [], ["a", "b"]]
    words, counts, ids, text_of = embeddings.encode(texts, min_count=2)
    assert words == ["", "b", "a"] and counts.tolist() == [0, 3, 2]
    assert ids.tolist() == [1, 2, 1, 2, 1]  # "rare" is gone
    assert text_of.tolist() == [0, 0, 0, 2, 2]


def test_encode_keeps_every_token_of_a_frequent_word():
    rng = np.random.default_rng(1)
    texts = [[f"w{i}" for i in rng.zipf(1.5, 30) if i < 50] for _ in range(200)]
    words, counts, ids, text_of = embeddings.encode(texts, min_count=5)
    assert (np.bincount(ids, minlength=len(words)) == counts).all()
    assert (np.diff(counts[1:]) <= 0).all() and counts[1:].min() >= 5
    for number in (0, 7, 199):
        kept = [word for word in texts[number] if word in words]
        assert [words[i] for i in ids[text_of == number]] == kept


def test_gensim_answers_in_rows():
    table = np.random.default_rng(5).normal(size=(20, 4)).astype("float32")
    space = embeddings.keyed([f"w{row}" for row in range(20)], table)
    units = table / np.linalg.norm(table, axis=1, keepdims=True)
    order = np.argsort(-(units @ units[3]))[1:5].tolist()
    assert embeddings.gensim_neighbours(space)(table, 3, 4) == order
    scores = units @ (units[1] - units[7] + units[2])
    scores[[7, 1, 2]] = -9
    assert embeddings.gensim_analogy(space)(table, 7, 1, 2) == scores.argmax()


def test_encode_says_that_no_word_is_left():
    with pytest.raises(ValueError, match="no word occurs 5 times in 2 words: lower min_count"):
        embeddings.encode([["a", "b"]])


def test_keyed_vectors_hold_what_they_were_given():
    table = np.eye(3, 4, dtype="float32")
    space = embeddings.keyed(["x", "y", "z"], table)
    assert space["y"].tolist() == table[1].tolist() and len(space) == 3
    for words in (["x", "y"], ["x", "y", "x"]):
        with pytest.raises(ValueError, match="one vector for every word"):
            embeddings.keyed(words, table)


def test_agreement_is_one_for_vectors_that_follow_people():
    """Words on a circle at angles that the scores of a star of pairs ask for."""
    pairs = judgments.word_similarity("wordsim353")
    star = [  # all pairs with one word, so that one angle each says it all
        (other, score) for one, other, score in zip(*pairs, strict=True) if one == "stock"
    ]
    assert len(star) > 5
    angles = [0.0] + [np.pi / 20 * (10 - score) for _, score in star]
    table = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype("float32")
    names = ["stock"] + [other for other, _ in star]
    assert embeddings.agreement(embeddings.keyed(names, table)) == pytest.approx(1)
    turned = np.stack([np.cos(angles[:1] + [2 - a for a in angles[1:]]),
                       np.sin(angles[:1] + [2 - a for a in angles[1:]])], axis=1)  # fmt: skip
    assert embeddings.agreement(embeddings.keyed(names, turned.astype("float32"))) == pytest.approx(
        -1
    )


def test_analogies_are_counted_where_all_words_are_known():
    table = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [-1, 0, 0]], "float32")
    space = embeddings.keyed(["man", "woman", "king", "queen", "car"], table)
    right, wrong = ("s", "man", "woman", "king", "queen"), ("s", "man", "woman", "king", "car")
    unknown = ("s", "man", "woman", "king", "zebra")
    assert embeddings.solved(space, [right]) == (1.0, 1)
    assert embeddings.solved(space, [right, wrong, unknown]) == (0.5, 2)
    with pytest.raises(ValueError, match="none of 1 analogies"):
        embeddings.solved(space, [unknown])


def test_one_word_alone_solves_an_analogy_if_the_answer_is_its_neighbour():
    table = np.array([[1, 0, 0], [1, 0.2, 0], [0, 0, 1], [0, 0.3, 1], [0, 0.4, 1]], "float32")
    space = embeddings.keyed(["man", "woman", "king", "queen", "duke"], table)
    of_king, of_duke = ("s", "man", "woman", "king", "queen"), ("s", "man", "woman", "duke", "king")
    assert embeddings.solved_by_one(space, [of_king, of_duke], 2) == 0.5
    assert embeddings.solved_by_one(space, [("s", "man", "king", "queen", "duke")], 2) == 1.0
    assert embeddings.solved_by_one(space, [("s", "king", "queen", "man", "duke")], 1) == 1.0
    with pytest.raises(ValueError, match="none of 1 analogies"):
        embeddings.solved_by_one(space, [("s", "man", "woman", "king", "zebra")], 2)


def test_controls_stand_beside_what_is_solved():
    table = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [-1, 0, 0]], "float32")
    space = embeddings.keyed(["man", "woman", "king", "queen", "car"], table)
    measured = embeddings.with_controls(space, [("s", "man", "woman", "king", "queen")])
    assert measured == {"solved": 1.0, "king_alone": 1.0, "woman_alone": 1.0}
    measured = embeddings.with_controls(space, [("s", "king", "queen", "man", "woman")])
    assert measured["solved"] == 1.0


def test_learn_is_gensims_skipgram():
    from gensim.models import Word2Vec

    texts = [list(text) for text in ("abcab", "cabba", "bcaac") * 8]
    ours = embeddings.learn(texts, seed=3, epochs=2, vector_size=6)
    theirs = Word2Vec(texts, sg=1, vector_size=6, alpha=0.05, workers=1, seed=3, epochs=2).wv
    np.testing.assert_array_equal(ours.vectors, theirs.vectors)


def test_clusters_have_a_high_silhouette_and_neighbours_of_their_own():
    rng, groups = np.random.default_rng(0), np.repeat(["a", "b", "c"], 20)
    table = np.eye(3)[np.arange(60) // 20] + rng.normal(0, 0.05, (60, 3))
    silhouette, same = embeddings.clustering(table, groups)
    assert silhouette > 0.9 and same == 1
    silhouette, same = embeddings.clustering(table, rng.permutation(groups))
    assert silhouette < 0.1 and same < 0.6


def test_a_dictionary_is_split_into_known_and_unseen_entries():
    words = [f"w{n}" for n in range(10)]
    source, target = (embeddings.keyed(words[n:], np.eye(10 - n, 12)) for n in (0, 2))
    entries = {word: word for word in words}  # two have no vector on one side
    known, unseen = embeddings.split_dictionary(source, target, entries, seed=1, known=0.5)
    assert known.shape == unseen.shape == (4, 2)
    assert sorted([*known.tolist(), *unseen.tolist()]) == [[n + 2, n] for n in range(8)]
    wrong, same = embeddings.split_dictionary(
        source, target, entries, seed=1, known=0.5, shuffled=True
    )
    assert same.tolist() == unseen.tolist() and wrong[:, 0].tolist() == known[:, 0].tolist()
    assert sorted(wrong[:, 1]) == sorted(known[:, 1]) and wrong.tolist() != known.tolist()


def test_the_share_translated_counts_the_nearest():
    words = [f"w{n}" for n in range(10)]
    space, entries = embeddings.keyed(words, np.eye(10)), {word: word for word in words}

    def second(source, target, known, asked):  # the right word always comes second
        rows = np.tile(np.arange(len(target)), (len(asked), 1))
        return np.stack([np.r_[(row + 1) % 10, row, rows[0]] for row in asked])

    assert embeddings.share_translated(second, space, space, entries) == 0
    assert embeddings.share_translated(second, space, space, entries, near=2) == 1


@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)
def test_pretrained_vectors_solve_googles_analogies():
    """The bar of the claim king-queen-google."""
    try:
        glove = vectors.load()
    except CourseError as problem:
        pytest.skip(str(problem))
    share, _ = glove.evaluate_word_analogies(str(judgments.path("analogies")))
    assert share >= 0.55
