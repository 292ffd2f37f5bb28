"""A hint is true or not shown: every planted mistake is told from all others, by more than a coincidence."""

import numpy as np
import pytest

from course.checks import Case, Check
from course.checks.base.hints import TELLING
from course.checks.base.outcomes import Outcome, answer
from tests import hints
from tests.checks.every import TRAINING, checks_of, exercises, hidden_draw, made_cases
from tests.mutants import helped

DRAWS = [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 12))]


def outcomes_of(check, cases, hint):
    """What an answer with one planted mistake gives, case by case."""
    for case in cases:
        if hint in case.mistakes:
            yield Outcome("value", case.mistakes[hint])
        else:
            yield answer(check.mistakes[hint], case.inputs, check.seconds)


@pytest.mark.slow
@pytest.mark.parametrize("seed", DRAWS)
@pytest.mark.parametrize("lab, exercise", exercises(without=TRAINING))
def test_every_planted_mistake_is_refused_and_named(lab, exercise, seed, keras):
    """Seed 0 is the notebook's draw, whose hints are shown: each mistake gets its own there.

    In other draws a mistake is refused as well, and never taken for another one.
    """
    check = checks_of(lab)[exercise]
    cases = hidden_draw(check, seed) if seed else made_cases(check)
    planted = dict.fromkeys([*check.mistakes, *(hint for case in cases for hint in case.mistakes)])
    silent = []
    for hint in planted:
        known = [case for case in cases if hint in case.mistakes or hint in check.mistakes]
        assert len(known) == len(cases), f"not planted in every case: {hint}"
        result = check.result("f", cases, outcomes_of(check, cases, hint))
        assert result.points < check.points, f"full points for: {hint}"
        if check.judge is None:
            assert result.hint in (hint, ""), f"named as {result.hint}: {hint}"
        if result.hint != hint:
            silent.append(hint)
    if check.judge is None and not seed:
        assert not silent, "without two cases that nothing else explains: " + "; ".join(silent)


@pytest.mark.parametrize("lab, exercise", exercises(without=TRAINING))
def test_enough_mistakes_are_known(lab, exercise, keras):
    check = checks_of(lab)[exercise]
    if check.points >= 2 and check.judge is None:
        planted = {hint for case in made_cases(check) for hint in case.mistakes}
        count = len(planted | set(check.mistakes))
        assert count >= 8, f"{exercise} has {count} planted mistakes: for 2 points it needs 8"


@pytest.mark.nightly
def test_banks_are_helped_and_not_misled(keras, capsys):
    assert hints.main([]) == 0, capsys.readouterr().out


@pytest.mark.nightly
def test_mutants_are_helped_and_not_misled(keras, capsys):
    assert helped.main([]) == 0, capsys.readouterr().out


# the rule itself, on a check of our own


def _cases(rng):
    return [
        Case((n,), 2 * n, "twice", {"do not square": n**2, "do not add 2": n + 2})
        for n in (2, 3, 5, 0, 7)
    ]


twice = Check("twice", 1, _cases, mistakes={"do not divide": lambda n: 2 / n if n != 5 else 10})


def hint_of(function):
    return twice(function).hint


def test_a_mistake_that_explains_every_case_is_named():
    assert hint_of(lambda n: n**2) == "do not square"
    assert hint_of(lambda n: n + 2) == "do not add 2"


def test_a_mistake_that_raises_is_named_where_the_answer_raises_alike():
    assert hint_of(lambda n: 2 / n if n != 5 else 10) == "do not divide"
    assert hint_of(lambda n: 2 / n if n not in (0, 5) else 10) == ""  # 0 did not raise


@pytest.mark.parametrize(
    "function",
    [
        lambda n: n**2 if n < 5 else 2 * n,  # right where the mistake is wrong
        lambda n: n**2 if n < 5 else 1,
        lambda n: n**2 if n else 1 / n,  # one case raised
        lambda n: n**2 if n < 7 else None,
        lambda n: n**2 if n < 7 else float("nan"),
    ],
)
def test_one_case_that_a_mistake_does_not_explain_silences_it(function):
    assert hint_of(function) == ""


def test_values_that_two_mistakes_share_tell_neither():
    alike = [{"one": 1, "two": 1, "three": 1 + (n > 1)} for n in range(4)]
    cases = [Case((n,), 0, "0", mistakes) for n, mistakes in enumerate(alike)]
    check = Check("shared", 1, lambda rng: cases)
    assert check(lambda n: 1).hint == ""
    assert check(lambda n: 1 + (n > 1)).hint == "three"
    assert TELLING == 2  # cases 2 and 3 are those that only "three" explains
    assert Check("shared", 1, lambda rng: cases[:3])(lambda n: 1 + (n > 1)).hint == ""


def test_nan_is_explained_by_nan_and_never_right():
    cases = [Case((n,), 1.0, "1", {"divide": float("nan") if n else 2.0 + n}) for n in range(4)]
    check = Check("nan", 1, lambda rng: cases)
    assert check(lambda n: float("nan") if n else 2.0).hint == "divide"
    assert check(lambda n: float("nan")).hint == ""


def test_an_answer_that_keeps_something_between_calls_is_refused():
    kept = []

    def keeping(n):
        kept.append(n)
        return 2 * n if kept.count(n) == 1 else 0

    result = twice(keeping)
    assert result.points == round(5 / 6, 2) and result.hint == ""
    assert any(", once more, should give" in text for _, text in result.lines)
    assert [case.again for case, _ in twice(lambda n: 2 * n).verdicts] == [False] * 5


def test_a_wrong_answer_that_differs_the_second_time_is_shown_it():
    counts = []

    def counting(n):
        counts.append(n)
        return np.full(2, 10.0 + len(counts))

    arrays = Check("arrays", 1, lambda rng: [Case((n,), np.zeros(2), "zeros") for n in (1, 2)])
    result = arrays(counting)  # the message is the same: 2 of 2 numbers are wrong
    assert [case.again for case, _ in result.verdicts] == [False, False, True]
    assert "A second call with the same input gives something else" in result.descriptions[0]
    assert len(arrays(lambda n: np.ones(2)).verdicts) == 2
