"""Kneser-Ney against the formula in fractions and sets, and against properties that it must have."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from course.errors import CourseError
from course.language.kneser_ney import KneserNey
from course.language.vocabulary import Vocabulary


def text(rng, sentences=60, symbols=6):
    """Sentences whose words depend on the one in front; the last symbol ends each."""
    follow = rng.dirichlet(np.full(symbols - 1, 0.4), symbols)
    made = []
    for _ in range(sentences):
        ids = [int(rng.integers(symbols - 1))]
        while rng.random() < 0.85:
            ids.append(int(rng.choice(symbols - 1, p=follow[ids[-1]])))
        made.append(np.array([*ids, symbols - 1]))
    return made


class ByFormula:
    """The probabilities as Chen and Goodman write them, from sets and exact fractions."""

    def __init__(self, sequences, order, symbols, discounts):
        padded = [("<s>", *map(int, sequence)) for sequence in sequences]
        plain = [
            Counter(row[i : i + n] for row in padded for i in range(len(row) - n + 1))
            for n in range(1, order + 1)
        ]
        self.counts = [*plain]
        for n in range(order - 1):
            left = {}
            for longer in plain[n + 1]:
                left.setdefault(longer[1:], set()).add(longer[0])
            self.counts[n] = {
                gram: plain[n][gram] if gram[0] == "<s>" else len(left[gram]) for gram in plain[n]
            }
        del self.counts[0][("<s>",)]
        self.symbols, self.order, self.discounts = symbols, order, discounts

    def probability(self, context, word):
        context = ("<s>", *context)[-(self.order - 1) :] if self.order > 1 else ()
        found = Fraction(1, self.symbols)
        for n in range(1, len(context) + 2):
            h = context[len(context) - n + 1 :]
            after = {gram[-1]: c for gram, c in self.counts[n - 1].items() if gram[:-1] == h}
            if not after:
                break
            off = [Fraction(0), *map(Fraction, self.discounts[n - 1])]
            total = sum(after.values())
            gamma = sum(off[min(c, 3)] for c in after.values()) / total
            count = after.get(word, 0)
            found = (count - off[min(count, 3)]) / total + gamma * found
        return found


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_probabilities_are_those_of_the_formula(order, seed):
    rng = np.random.default_rng(seed)
    sequences, symbols = text(rng), 6
    model = KneserNey(sequences, order, symbols)
    oracle = ByFormula(sequences, order, symbols, model.discounts)
    for held_out in text(rng, sentences=4):
        logs = model.log_probabilities([held_out])[0]
        exact = [oracle.probability(map(int, held_out[:i]), int(w)) for i, w in enumerate(held_out)]
        np.testing.assert_allclose(np.exp(logs), np.array(exact, float), rtol=1e-12)


def test_discounts_are_chen_and_goodmans():
    sequences = text(np.random.default_rng(0), sentences=300, symbols=80)
    for kind in ("modified", "single"):
        model = KneserNey(sequences, 3, 80, discounts=kind)
        n = [0, *(int((model.counts[2] == count).sum()) for count in (1, 2, 3, 4))]
        share = n[1] / (n[1] + 2 * n[2])
        three = [
            1 - 2 * share * n[2] / n[1],
            2 - 3 * share * n[3] / n[2],
            3 - 4 * share * n[4] / n[3],
        ]
        expected = three if kind == "modified" else [share] * 3
        assert 3 not in model.fallback
        np.testing.assert_allclose(model.discounts[2], expected)


@pytest.mark.parametrize("order", [1, 2, 4])
def test_all_contexts_add_up_to_one(order):
    rng = np.random.default_rng(1)
    model = KneserNey(text(rng), order, 6)
    contexts = [(), (0,), (5,), (5, 5, 5), *rng.integers(0, 6, (100, 5))]
    for context in contexts:
        found = model.probabilities(context)
        assert found.shape == (6,) and (found > 0).all()
        assert abs(found.sum() - 1) < 1e-12


def test_a_word_that_was_never_seen_has_a_probability():
    model = KneserNey([np.array([0, 1, 0, 1, 2])], 2, 10)
    assert model.probabilities([7]).min() > 0 and model.perplexity([np.array([7, 8, 9])]) < np.inf


def test_francisco_follows_few_words_and_so_is_rare_elsewhere():
    words = ["san francisco"] * 20 + [
        f"{word} glasses" for word in "my your his her our their".split()
    ]
    vocabulary = Vocabulary.of([sentence.split() for sentence in words], least=1)
    model = KneserNey([vocabulary.ids(sentence.split()) for sentence in words], 2, len(vocabulary))
    new = model.probabilities(vocabulary.ids(["unseen"])[:1])
    chance = dict(zip(vocabulary.words, new, strict=True))
    assert chance["glasses"] > 3 * chance["francisco"]


def test_a_step_at_a_time_gives_what_whole_sequences_give():
    rng = np.random.default_rng(2)
    model, held_out = KneserNey(text(rng), 4, 6), text(rng, sentences=3)
    for sequence in held_out:
        state, found = model.start(), []
        for symbol in sequence:
            found.append(model.distribution(state)[symbol])
            state = model.step(state, int(symbol))
        assert np.log(found).tolist() == model.log_probabilities([sequence])[0].tolist()


def test_the_order_of_sentences_does_not_matter():
    sequences = text(np.random.default_rng(3))
    model, turned = KneserNey(sequences, 3, 6), KneserNey(sequences[::-1], 3, 6)
    assert model.probabilities([1, 2]).tolist() == turned.probabilities([1, 2]).tolist()


def test_perplexity_is_that_of_all_symbols_together():
    rng = np.random.default_rng(4)
    model, held_out = KneserNey(text(rng), 2, 6), text(rng, sentences=5)
    logs = np.concatenate(model.log_probabilities(held_out))
    assert len(logs) == sum(map(len, held_out))
    assert model.perplexity(held_out) == pytest.approx(np.exp(-logs.mean()))


def test_counts_of_counts_that_give_no_discounts_fall_back():
    model = KneserNey([np.array([0, 0, 1, 1, 0, 0, 1, 1])], 2, 2)
    assert model.fallback == [1, 2]
    assert model.discounts.tolist() == [[0.5, 1, 1.5]] * 2
    assert abs(model.probabilities([1]).sum() - 1) < 1e-12


def test_discounts_can_be_set():
    sequences, off = [np.array([0, 1, 0, 2])], [[0, 0, 0], [0.5, 0.5, 0.5]]
    model = KneserNey(sequences, 2, 3, discounts=off)
    # 0 is followed by 1 and by 2, once each; of three words each has one left neighbour but 0, which has two.
    np.testing.assert_allclose(model.probabilities([0]), [0.5 * 0.5, 0.25 + 0.125, 0.25 + 0.125])


@pytest.mark.parametrize(
    "sequences, order, options, said",
    [
        ([], 2, {}, "no symbol to count"),
        ([np.zeros(0, int)], 2, {}, "no symbol to count"),
        ([np.array([0, 9])], 2, {}, "integers from 0 to 2.*0 to 9"),
        ([np.array([-1, 0])], 2, {}, "integers from 0 to 2.*-1 to 0"),
        ([np.array([0.0, 1.0])], 2, {}, "float64"),
        ([np.array([[0, 1]])], 2, {}, r"shape \(1, 2\)"),
        ([np.array([0, 1])], 0, {}, "at least 1, not 0"),
        ([np.array([0, 1])], 2, {"discounts": "Modified"}, "'Modified'"),
        ([np.array([0, 1])], 2, {"discounts": [[0.5] * 3]}, r"the shape \(2, 3\)"),
        ([np.array([0, 1])], 1, {"discounts": [[2, 2, 2]]}, "from 0 to its count"),
    ],
)
def test_bad_arguments_are_named(sequences, order, options, said):
    with pytest.raises(CourseError, match=said):
        KneserNey(sequences, order, 3, **options)


def test_an_empty_sequence_has_nothing_to_predict():
    model = KneserNey([np.array([0, 1]), np.zeros(0, int)], 2, 2)
    first, empty = model.log_probabilities([np.array([1, 0]), np.zeros(0, int)])
    assert len(first) == 2 and len(empty) == 0


def test_rare_words_are_one_word():
    vocabulary = Vocabulary.of([["a", "b", "a"], ["b", "a", "c"]], least=2)
    assert vocabulary.words == ["<unk>", "</s>", "a", "b"] and len(vocabulary) == 4
    assert vocabulary.ids(["a", "c", "b"]).tolist() == [2, 0, 3, 1]


def test_a_text_that_has_the_unknown_word_already_keeps_it():
    vocabulary = Vocabulary.of([["<unk>", "a"], ["<unk>"]], least=1)
    assert sorted(vocabulary.words) == ["</s>", "<unk>", "a"]
    assert vocabulary.ids(["z"])[0] == vocabulary.ids(["<unk>"])[0]
