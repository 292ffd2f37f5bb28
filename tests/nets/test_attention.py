import numpy as np
import pytest

from course.data.sentences import Pairs
from course.errors import CourseError
from course.nets import attention, maps, translators

WORDS = [".", "a", "b"], [".", "x", "y"]


def test_sentences_become_ids_with_padding_on_the_right():
    assert translators.encode([["a", "."], ["b"]], WORDS[0]).tolist() == [[3, 2], [4, 0]]
    assert translators.encode([["a"]], WORDS[0], start=True).tolist() == [[1, 3]]
    with pytest.raises(CourseError, match="has never read 'c'; it knows these words: . a b"):
        translators.encode([["a", "c"]], WORDS[0])


def test_what_is_read_is_what_is_wanted_one_step_later():
    pairs = Pairs(["", ""], ["", ""], [], [], [["a", "."], ["b"]], [["x", "y", "."], ["y"]])
    (source, written), wanted = attention.arrays(pairs, WORDS)
    assert source.tolist() == [[3, 2], [4, 0]]
    assert written.tolist() == [[1, 3, 4], [1, 0, 0]] and wanted.tolist() == [[3, 4, 2], [4, 0, 0]]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["vector", "states", "embeddings", "transformer"])
def test_padding_and_covered_words_change_nothing(keras, kind):
    keras.utils.set_random_seed(1)
    model = translators.build_model(translators.Design(kind, units=4, layers=1), 5, 5)
    source, written = np.array([[2, 3, 4]]), np.array([[1, 2]])
    wide = np.pad(source, ((0, 0), (0, 3)))
    plain, padded = model([source, written]), model([wide, written])
    np.testing.assert_allclose(plain, padded, atol=1e-5)
    if kind != "vector":
        _, weights = maps.ask(model, source, written, np.array([[True, False, True]]))
        assert not weights[..., 1].any()
        np.testing.assert_allclose(weights.sum(axis=-1), 1, atol=1e-5)


@pytest.mark.slow
def test_every_network_belongs_to_the_data_of_today(keras):
    mark = attention.fingerprint(attention.data())
    assert {attention.record(name)["data"] for name in attention.VARIANTS} == {mark}
    words = [list(side) for side in attention.vocabularies()]
    for name in attention.VARIANTS:
        facts = attention.record(name)
        assert [facts["source_words"], facts["target_words"]] == words
        assert [run["seed"] for run in facts["runs"]] == list(attention.SEEDS)


@pytest.mark.slow
def test_weights_in_the_files_do_what_the_record_says(keras):
    test = attention.data().test
    few = Pairs(*(field[:100] for field in test))
    for name in attention.WITH_WEIGHTS:
        model, facts = attention.load(name)
        right = attention.right(model, *attention.arrays(few, attention.vocabularies())).mean()
        assert right == pytest.approx(facts["runs"][0]["exact_match"], abs=0.12)  # 100 sentences
    with pytest.raises(CourseError, match="only the facts are kept: `attention.record` has them"):
        attention.load("attention-vector-64")


@pytest.mark.slow
def test_a_translation_comes_with_a_map_for_each_word(keras):
    model, facts = attention.load("attention-transformer")
    said = translators.translate(
        model, facts, ["the king sleeps", "the rich boy does not see her."]
    )
    assert said.words[0] == ["le", "roi", "dort", "."]
    assert said.words[1] == ["le", "garçon", "riche", "ne", "la", "voit", "pas", "."]
    assert said.source_words[0] == ["the", "king", "sleeps", "."]
    assert said.weights.shape == (2, 8, 8, 8)
    with pytest.raises(CourseError, match="nothing to translate"):
        translators.translate(model, facts, " . ")


@pytest.mark.slow
def test_agreement_is_what_a_loop_over_words_counts(keras):
    model, facts = attention.load("attention-states")
    few = Pairs(*(field[:20] for field in attention.data().test))
    (source, written), _ = attention.arrays(few, attention.vocabularies())
    _, weights = maps.ask(model, source, written, source != translators.PADDING)
    hits, near, diagonal = [], [], []
    for n, links in enumerate(few.alignment):
        for j in range(len(few.target_words[n])):
            mine = [i for i, other in links if other == j]
            looks = max(range(len(few.source_words[n])), key=lambda i: weights[n, 0, j, i])
            hits.append(looks in mine)
            near.append(any(abs(looks - i) <= 1 for i in mine))
            diagonal.append(min(j, len(few.source_words[n]) - 1) in mine)
    found = attention.agreement(model, facts, few)
    assert found["attention"] == pytest.approx([np.mean(hits), np.mean(near)], abs=1e-4)
    assert found["diagonal"][0] == pytest.approx(np.mean(diagonal), abs=1e-4)
    assert np.mean(hits) > 0.85  # 0.95 on 500 sentences


@pytest.mark.slow
@pytest.mark.nightly
def test_a_network_with_attention_is_trained_again(keras):
    name = "attention-states"
    rate = attention.record(name)["runs"][0]["rate"]
    model, run = attention.train_one(attention.VARIANTS[name], 4, rate)
    facts = dict(zip(("source_words", "target_words"), attention.vocabularies(), strict=True))
    found = attention.results(model, facts | {"kind": "states"}, attention.data())
    assert run["loss"][-1] < run["loss"][0] / 100
    assert found["by_length"]["18-20"] >= 0.9, "seeds 1 to 3 reach 0.98"
