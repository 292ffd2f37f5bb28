"""Balanced questions: the words alone answer them by chance, and by exactly that."""

import functools
from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np
import pytest

from course.scenes import balance, questions, things

PARTS = pytest.mark.parametrize("part", balance.Split._fields)


@functools.cache  # not when the module is read: each of the processes that share the tests does that
def made():
    return balance.split(600, 120, 200, seed=1)


@PARTS
def test_every_question_comes_equally_often_with_each_of_its_answers(part):
    examples, answers = getattr(made(), part), defaultdict(Counter)
    for question, answer in zip(examples.questions, examples.answers, strict=True):
        answers[question][answer] += 1
    assert len(answers) > 50
    for question, counts in answers.items():
        assert set(counts) == set(questions.answers_of(question)) and len(counts) >= 2
        assert len(set(counts.values())) == 1, str(question)


@PARTS
def test_no_rule_from_the_words_beats_chance_and_each_reaches_it(part):
    """The best rule there can be knows the test's own answers; the worst is as good."""
    examples, answers = getattr(made(), part), defaultdict(Counter)
    for question, answer in zip(examples.questions, examples.answers, strict=True):
        answers[str(question)][answer] += 1
    total = len(examples.questions)
    best = Fraction(sum(max(counts.values()) for counts in answers.values()), total)
    worst = Fraction(sum(min(counts.values()) for counts in answers.values()), total)
    assert best == worst == balance.chance(examples)
    by_kind = balance.chance_by_kind(examples)
    for kind in by_kind:
        rows = [row for row, question in enumerate(examples.questions) if question.kind == kind]
        guess = {q: rng_answer(q) for q in {examples.questions[row] for row in rows}}
        right = sum(guess[examples.questions[row]] == examples.answers[row] for row in rows)
        assert Fraction(right, len(rows)) == by_kind[kind]
    assert by_kind["more"] == by_kind["exists"] == Fraction(1, 2)
    assert by_kind["colour"] == Fraction(1, 5) and by_kind["top"] == by_kind["left"] == Fraction(
        1, 4
    )


def rng_answer(question):
    """Some answer to a question, chosen from its words."""
    possible = questions.answers_of(question)
    return possible[sum(map(ord, str(question))) % len(possible)]


@PARTS
def test_answers_are_true_and_no_scene_is_asked_the_same_twice(part):
    examples = getattr(made(), part)
    asked = list(zip(examples.questions, examples.which.tolist(), strict=True))
    assert len(set(asked)) == len(asked)
    for (question, index), answer in zip(asked, examples.answers, strict=True):
        assert questions.answer(question, examples.scenes[index]) == answer


def test_no_scene_nor_its_mirror_image_is_in_two_parts():
    keys = [things.key(scene) for examples in made() for scene in examples.scenes]
    assert [len(examples.scenes) for examples in made()] == [600, 120, 200]
    assert len(set(keys)) == len(keys)


@PARTS
def test_kinds_have_their_shares(part):
    examples = getattr(made(), part)
    counts = Counter(question.kind for question in examples.questions)
    total = 3 * len(examples.scenes)
    assert 0.85 * total < len(examples.questions) <= total
    for kind, share in balance.SHARES.items():
        assert counts[kind] <= total * share / 14
        assert part != "train" or counts[kind] > 0.95 * total * share / 14
    assert len(set(examples.which.tolist())) > 0.85 * len(examples.scenes)


def test_a_picture_alone_says_little():
    """It cannot tell a question that is answered by yes or no from another, and neither of the two leads."""
    answers = defaultdict(Counter)
    for answer in made().train.answers:
        answers["yes or no" if answer in questions.YES_NO else "other"][answer] += 1
    yes_no = answers["yes or no"]
    assert yes_no["yes"] == yes_no["no"]  # no lean to either
    assert sum(yes_no.values()) <= 0.51 * len(made().train.answers)


def test_a_seed_gives_the_same_again_and_another_gives_others():
    again, other = balance.split(600, 120, 200, seed=1), balance.split(600, 120, 200, seed=2)
    for one, two, three in zip(made(), again, other, strict=True):
        assert one.scenes == two.scenes and one.questions == two.questions
        assert one.answers == two.answers and np.array_equal(one.which, two.which)
        assert one.questions != three.questions


def test_small_and_empty_parts():
    small = balance.split(3, 0, 1, seed=5)
    assert [len(examples.scenes) for examples in small] == [3, 0, 1]
    assert small.valid.questions == [] and small.valid.which.shape == (0,)
    assert small.test.questions == []  # one scene has one answer to each
    assert balance.chance(small.test) == 0
    with pytest.raises(ValueError, match="1 to 6 questions for each, got .* and 7"):
        balance.split(1, 1, 1, seed=1, per_scene=7)
    with pytest.raises(ValueError, match="numbers of scenes from 0 on"):
        balance.split(1, -1, 1, seed=1)
