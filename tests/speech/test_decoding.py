from itertools import groupby, product

import numpy as np
import pytest

from course.speech import decoding


def table(rng, frames, symbols, sharp=1.0):
    """Random log-probabilities (frames, symbols)."""
    logits = rng.normal(size=(frames, symbols)) * sharp
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def label_of(path, blank):
    return tuple(symbol for symbol, _ in groupby(path) if symbol != blank)


def all_labels(logs, blank):
    """Brute force: the probability of every label, a sum over its paths."""
    found = {}
    for path in product(range(logs.shape[1]), repeat=len(logs)):
        chance = np.exp(sum(frame[symbol] for frame, symbol in zip(logs, path, strict=True)))
        label = label_of(path, blank)
        found[label] = found.get(label, 0) + chance
    return found


@pytest.mark.parametrize("frames", range(1, 7))
@pytest.mark.parametrize("blank", [0, 2])
def test_a_beam_that_drops_nothing_finds_every_label_with_its_probability(frames, blank):
    logs = table(np.random.default_rng(frames), frames, 3)
    expected = all_labels(logs, blank)
    found = decoding.beam(logs, width=10_000, blank=blank)
    assert {tuple(label) for label, _ in found} >= set(expected)
    for label, log in found:
        assert np.exp(log) == pytest.approx(expected.get(tuple(label), 0), abs=1e-12)
    chances = [log for _, log in found]
    assert chances == sorted(chances, reverse=True)
    assert np.exp(chances).sum() == pytest.approx(1)


@pytest.mark.parametrize("seed", range(20))
def test_the_best_label_is_that_of_brute_force(seed):
    logs = table(np.random.default_rng(seed), 5, 4, sharp=1.5)
    expected = all_labels(logs, 0)
    (label, log), *_ = decoding.beam(logs, width=60)
    assert tuple(label) == max(expected, key=expected.get)
    assert log == pytest.approx(np.log(max(expected.values())))


def test_a_narrow_beam_never_promises_too_much():
    rng = np.random.default_rng(3)
    for width in (1, 2, 3, 5):
        logs = table(rng, 6, 3)
        expected = all_labels(logs, 0)
        found = decoding.beam(logs, width=width)
        assert len(found) <= width
        assert all(np.exp(log) <= expected[tuple(label)] + 1e-12 for label, log in found)


@pytest.mark.parametrize("seed", range(5))
def test_greedy_is_the_label_of_the_likeliest_path(seed):
    rng = np.random.default_rng(seed)
    logs = table(rng, 6, 3)
    for blank in range(3):
        paths = product(range(3), repeat=6)
        best = max(paths, key=lambda path: logs[np.arange(6), list(path)].sum())
        assert tuple(decoding.greedy(logs, blank=blank)) == label_of(best, blank)


def test_the_likeliest_path_need_not_have_the_likeliest_label():
    logs = np.log([[0.6, 0.4], [0.6, 0.4]])
    assert decoding.greedy(logs) == []
    (best, log), (second, _) = decoding.beam(logs)[:2]
    assert (best, second) == ([1], []) and np.exp(log) == pytest.approx(0.64)


def test_a_symbol_that_is_spoken_twice_needs_a_blank_between():
    sure = np.log(np.full((5, 2), 1e-9))
    for path, label in (([1, 1, 0, 1, 1], [1, 1]), ([1, 1, 1, 1, 1], [1]), ([0] * 5, [])):
        logs = sure.copy()
        logs[np.arange(5), path] = 0
        assert decoding.greedy(logs) == decoding.beam(logs)[0][0] == label


def test_long_utterances_do_not_underflow():
    logs = table(np.random.default_rng(1), 600, 4)
    (label, log), *_ = decoding.beam(logs, width=4)
    assert len(label) > 100 and np.isfinite(log) and log < -300


def test_probabilities_of_zero_are_no_trouble():
    with np.errstate(divide="ignore"):
        logs = np.log([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.5, 0.5]])
    found = decoding.beam(logs, width=2)
    assert [label for label, _ in found] == [[1, 1], [1, 2]]
    assert [log for _, log in found] == pytest.approx([np.log(0.5)] * 2)


@pytest.mark.parametrize("decode", [decoding.greedy, decoding.beam])
def test_a_batch_is_refused(decode):
    with pytest.raises(
        ValueError, match=r"one utterance, \(frames, symbols\), got shape \(2, 3, 4\)"
    ):
        decode(np.zeros((2, 3, 4)))


def test_a_beam_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1 prefix, got width 0"):
        decoding.beam(np.zeros((2, 3)), width=0)
