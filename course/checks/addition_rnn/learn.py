"""learn: train a network on examples and answer unseen questions.

Digits come in a secret code, so that only a net that has learned can answer.
"""

from collections import Counter

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

SHARE_WANTED = 0.9
LEARN_COUNT, UNSEEN_COUNT = 12_000, 500


def _cases(rng):
    limit = 100
    drawn = rng.permutation(2 * limit * limit)[: LEARN_COUNT + UNSEEN_COUNT]
    first, second, minus = np.unravel_index(drawn, (limit, limit, 2))
    code = str.maketrans("0123456789", "".join(rng.permutation(list("0123456789"))))
    questions = [
        f"{a}{'-' if sign else '+'}{b}".translate(code)
        for a, b, sign in zip(first, second, minus, strict=True)
    ]
    answers = [
        str(number).translate(code) for number in np.where(minus, first - second, first + second)
    ]
    known = slice(None, LEARN_COUNT)
    unseen = slice(LEARN_COUNT, None)
    asks = f"at least {SHARE_WANTED:.0%} of {UNSEEN_COUNT} unseen answers right, digits in a secret code"
    inputs = (questions[known], answers[known], questions[unseen])
    return [Case(inputs, answers[unseen], asks)]


def judge_learning(case, outcome):
    """Judge answers to unseen questions by the share that is exactly right, padding aside.

    Args:
        case: Case with inputs (questions, answers, unseen) and the list of right answers.
        outcome: Outcome of kind "value".

    Returns:
        Verdict; where the share is too small, with the likely cause.
    """
    questions, answers, unseen = case.inputs
    value = outcome.value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or len(value) != len(unseen):
        message = differs(value, [""] * len(unseen))
        return Verdict(False, message, ("one answer for each unseen question",))
    strange = [entry for entry in value if not isinstance(entry, str)]
    if strange:
        hint = "join the characters that your net writes into one string per question"
        return Verdict(False, f"expected strings, got {type(strange[0]).__name__}", (hint,))
    written = [entry.strip() for entry in value]
    hits = _equal(written, case.expected)
    if _mean(hits) >= SHARE_WANTED:
        return Verdict(True)
    shares = {
        sign: _mean(hit for hit, question in zip(hits, unseen, strict=True) if sign in question)
        for sign in "+-"
    }
    parts = f"{shares['+']:.0%} of the sums, {shares['-']:.0%} of the differences"
    message = f"{_mean(hits):.0%} are right ({parts})"
    return Verdict(False, message, (_why_not_learned(written, case, shares),))


def _why_not_learned(written, case, shares):
    """The likeliest cause of wrong answers, tried one after the other."""
    _, answers, unseen = case.inputs
    right = case.expected

    def mostly_equal(these, those):
        return _mean(_equal(these, those)) >= 0.8

    if mostly_equal([text.lstrip("-") for text in written], [text.lstrip("-") for text in right]):
        return (
            "the minus of negative answers is lost: is it in your alphabet, is there room for it?"
        )
    if mostly_equal([text[::-1] for text in written], right):
        return "the answers are backwards"
    if mostly_equal(written, answers[: len(written)]):
        return "these are the answers of the training examples, not of the unseen questions"
    if mostly_equal(written, [_arithmetic(question) for question in unseen]):
        return (
            "that is ordinary arithmetic: the digits are in a secret code, learn it from examples"
        )
    if mostly_equal(written, [""] * len(written)):
        return "most answers are empty: memorised examples do not help with unseen questions"
    if len(set(written)) <= 2:
        return "the net writes the same for every question: is it trained, is the rate too high?"
    if sum((Counter(written) & Counter(right)).values()) >= 0.9 * len(right):
        return "right answers in the wrong order: answer i belongs to question i"
    if any(len(text) > 3 for text in written):
        return "no answer has more than three characters: strip what follows"
    if shares["+"] - shares["-"] > 0.3:
        return "it adds but does not subtract: does each sign have a column, are both in training?"
    return "train longer or with a higher learning rate, and watch the accuracy on known examples"


def _arithmetic(question):
    sign = "-" if "-" in question else "+"
    first, second = (int(number) for number in question.split(sign))
    return str(first - second if sign == "-" else first + second)


def _equal(these, those):
    return [a == b for a, b in zip(these, those, strict=True)]


def _mean(hits):
    hits = list(hits)
    return sum(hits) / max(len(hits), 1)


learn = Check("learn", 3, _cases, judge_learning, seconds=180.0, costly=True)
