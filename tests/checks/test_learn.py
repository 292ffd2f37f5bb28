"""The check of `learn`: what is unseen cannot be looked up, and the border lies where its text says."""

import numpy as np
import pytest

from course.checks.addition_rnn.learn import RANGE, SHARE_WANTED, UNSEEN_COUNT, learn
from course.checks.base.outcomes import Outcome
from tests.answers.addition_rnn.learn import learned, numbers_of


def made(seed):
    (case,) = learn.cases(np.random.default_rng(seed))
    return case


@pytest.mark.parametrize("seed", range(8))
def test_no_unseen_question_is_a_known_one_in_another_order(seed):
    questions, answers, unseen = made(seed).inputs
    kinds = {tuple(sorted(numbers_of(question))) for question in questions}
    assert not kinds & {tuple(sorted(numbers_of(question))) for question in unseen}
    assert len(questions) == len(answers) > 3_400
    assert len(unseen) == len(set(unseen)) == UNSEEN_COUNT


@pytest.mark.parametrize("seed", range(8))
def test_unseen_questions_are_of_all_kinds_and_their_answers_are_not_rare(seed):
    case = made(seed)
    questions, answers, unseen = case.inputs
    for signs in ("++", "+-", "-+", "--"):
        assert sum(question[1] + question[3] == signs for question in unseen) > 30
    assert sum(answer.startswith("-") for answer in case.expected) > 50
    assert len(set(case.expected)) > 0.8 * (RANGE[1] - RANGE[0] + 1)
    assert min(answers.count(answer) for answer in set(case.expected)) >= 20


@pytest.mark.parametrize("seed", range(8))
def test_answers_follow_from_a_code_that_ordinary_arithmetic_does_not_know(seed):
    case = made(seed)
    questions, answers, unseen = case.inputs
    same = next(q for q in questions if q[0] == q[2] and q[1] + q[3] == "-+")
    assert answers[questions.index(same)] == same[4]  # a-a+b is b, in any code
    pairs = list(zip(learned(*case.inputs), case.expected, strict=True))
    assert np.mean([written == right for written, right in pairs]) > 0.97
    ordinary = [str(eval(question)) for question in unseen]
    assert not learn.verdict(case, Outcome("value", ordinary)).passed


@pytest.mark.parametrize(
    "right, passes", [(SHARE_WANTED, True), (SHARE_WANTED - 0.01, False), (0, False)]
)
def test_so_many_answers_must_be_right(right, passes):
    case = made(3)
    count = round(right * len(case.expected))
    written = [*case.expected[:count], *["?"] * (len(case.expected) - count)]
    assert learn.verdict(case, Outcome("value", written)).passed == passes
    padded = [f"{answer} " for answer in written]
    assert learn.verdict(case, Outcome("value", padded)).passed == passes
