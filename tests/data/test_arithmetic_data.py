import numpy as np
import pytest

from course.data.arithmetic import MARKS, chain_text, chains, signed_sums


@pytest.mark.parametrize("signs", ["++", "+++", "++--", "-+"])
@pytest.mark.parametrize("low, high", [(-1, 1), (0, 2)])
def test_signed_sums_are_right_and_in_range(signs, low, high):
    numbers, results = signed_sums(500, signs, low=low, high=high, seed=3)
    assert numbers.shape == (500, len(signs)) and results.shape == (500, 1)
    assert numbers.dtype == results.dtype == "float32"
    for row, (result,) in zip(numbers.tolist(), results, strict=True):
        text = "".join(f"{sign}({number})" for sign, number in zip(signs, row, strict=True))
        assert result == pytest.approx(eval(text), abs=1e-5)
    assert low <= numbers.min() < low + 0.1 * (high - low)
    assert high - 0.1 * (high - low) < numbers.max() <= high


def test_a_seed_gives_the_same_again_and_another_seed_others():
    for make in (lambda seed: signed_sums(9, "++", seed=seed), lambda s: chains(9, 3, seed=s)):
        assert all(np.array_equal(a, b) for a, b in zip(make(1), make(1), strict=True))
        assert not any(np.array_equal(a, b) for a, b in zip(make(1), make(2), strict=True))


@pytest.mark.parametrize("operations", ["+-", "-", "+-*"])
def test_chains_are_computed_from_left_to_right(operations):
    sequences, answers = chains(200, 4, operations, seed=5)
    assert sequences.shape == (200, 7, 1) and answers.shape == (200, 3, 1)
    names = {mark: name for name, mark in MARKS.items()}
    met = set()
    for (first, *rest), wanted in zip(sequences[..., 0].tolist(), answers[..., 0], strict=True):
        total = first
        for number, mark, result in zip(rest[0::2], rest[1::2], wanted, strict=True):
            met.add(names[mark])
            total = eval(f"{total!r} {names[mark]} ({number!r})")
            assert total == pytest.approx(result, abs=1e-5)
    assert met == set(operations)


def test_no_operand_is_a_mark():
    sequences, _ = chains(1000, 5, "+-*", seed=1)
    operands = sequences[:, [0, 1, 3, 5, 7], 0]
    assert np.abs(operands).max() <= 1 < min(map(abs, MARKS.values()))
    assert set(sequences[:, 2::2].ravel().tolist()) == set(MARKS.values())


def test_a_longer_chain_begins_with_a_shorter_one():
    sequences, answers = chains(50, 5, seed=2)
    numbers, marks = sequences[:, [0, 1, 3], 0], sequences[:, [2, 4], 0]
    signs = np.where(marks == MARKS["+"], 1, -1)
    three = numbers[:, 0] + (signs * numbers[:, 1:]).sum(axis=1)
    assert np.allclose(answers[:, 1, 0], three, atol=1e-5)


def test_chain_text():
    sequence = [[0.5], [-0.25], [MARKS["-"]], [0.125], [MARKS["*"]]]
    assert chain_text(np.array(sequence, "float32")) == "0.50 -0.25 - 0.12 *"


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="at least one sum, asked for 0"):
        signed_sums(0, "++", seed=1)
    with pytest.raises(ValueError, match="signs are"):
        signed_sums(3, "+*", seed=1)
    with pytest.raises(ValueError, match="low must be below high, got 1 and 1"):
        signed_sums(3, "++", low=1, high=1, seed=1)
    with pytest.raises(ValueError, match="at least one chain"):
        chains(0, 2, seed=1)
    with pytest.raises(ValueError, match="at least 2 operands, got 1"):
        chains(3, 1, seed=1)
    with pytest.raises(ValueError, match=r"operations are some of \+ - \*; got '/'"):
        chains(3, 2, "/", seed=1)
