import re

import numpy as np
import pytest

from course.data.addition import signed, sums


@pytest.mark.parametrize("digits", [1, 2, 3])
@pytest.mark.parametrize("seed", [0, 1])
def test_sums_are_right_distinct_and_seeded(digits, seed):
    data = sums(50, digits, seed=seed)
    pairs = [tuple(map(int, question.split("+"))) for question in data.questions]
    assert [str(a + b) for a, b in pairs] == data.answers
    assert len({frozenset(pair) if a != b else a for pair in pairs for a, b in [pair]}) == 50
    assert max(max(pair) for pair in pairs) < 10**digits
    assert sums(50, digits, seed=seed).questions == data.questions
    assert sums(50, digits, seed=seed + 2).questions != data.questions


def test_all_sums_can_be_asked_for():
    assert len(set(sums(5050, 2, seed=0).questions)) == 5050


def test_carries_as_on_paper():
    data = sums(300, seed=3)
    for question, carries in zip(data.questions, data.carries, strict=True):
        a, b = question.split("+")
        carry = count = 0
        for x, y in zip(a.zfill(3)[::-1], b.zfill(3)[::-1], strict=True):
            carry = (int(x) + int(y) + carry) // 10
            count += carry
        assert carries == count


def test_short_numbers_are_as_likely_as_long_ones():
    lengths = [len(part) for q in sums(2000, seed=1).questions for part in q.split("+")]
    shares = np.bincount(lengths)[1:] / len(lengths)
    assert abs(shares - [0.37, 0.33, 0.30]).max() < 0.15  # drawing without repetition bends it


@pytest.mark.parametrize("count, digits", [(0, 1), (56, 1), (5, 0), (5, 4), (500_501, 3)])
def test_impossible_wishes_are_refused(count, digits):
    with pytest.raises(ValueError, match="digits"):
        sums(count, digits, seed=0)


def test_batches_hold_each_row_once(keras):
    from course.batches.pipeline import batches

    inputs, targets = np.arange(10.0), np.arange(10) * 2
    got = [(x.numpy(), y.numpy()) for x, y in batches(inputs, targets, 5)]
    assert sorted(np.concatenate([x for x, _ in got])) == list(inputs)
    assert all((y == 2 * x).all() for x, y in got)
    with pytest.raises(ValueError, match="make it smaller"):
        batches(inputs, targets, 11)
    with pytest.raises(ValueError, match="as many targets"):
        batches(inputs, targets[:9], 2)


def test_signed_questions_are_all_there_is_and_the_unseen_ones_are_unseen_in_any_order():
    data = signed(seed=1)
    assert len({*data.questions, *data.unseen}) == 4_000
    assert 400 <= len(data.unseen) <= 405 and len(data.questions) + len(data.unseen) == 4_000

    def kind(question):
        return tuple(sorted(re.findall("[+-].", f"+{question}")))

    assert not {*map(kind, data.questions)} & {*map(kind, data.unseen)}
    for question, answer in zip(
        data.questions + data.unseen, data.answers + data.right, strict=True
    ):
        assert str(eval(question)) == answer
    assert signed(seed=1) == data != signed(seed=2)
    assert data.unseen != sorted(data.unseen, key=kind)


@pytest.mark.parametrize("unseen", [0, 4_000])
def test_signed_questions_need_both_parts(unseen):
    with pytest.raises(ValueError, match="1 to 3,999 can be unseen, asked for"):
        signed(unseen, seed=1)
