"""learn: train a network on examples and answer unseen questions.

Digits come in a secret code, so that only a net that has learned can answer. Three numbers of one digit make a
small task: a small net learns it in seconds, and 4,000 questions are all that there are.
"""

from collections import Counter
from itertools import product

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

DIGITS = "0123456789"
SHARE_WANTED = 0.9
UNSEEN_COUNT = 400
HELD_OUT = (
    150  # of the about 1,200 kinds of question that are equal but for the order of the numbers
)
RANGE = (
    -10,
    18,
)  # of unseen answers: the few questions beyond have an answer that hardly any example shows
EXPLAINS = 0.8  # of the wrong answers: a mistake that explains so many of them was made


def _cases(rng):
    parts = product(DIGITS, "+-", DIGITS, "+-", DIGITS)
    questions = np.array(["".join(symbols) for symbols in parts])
    kinds = np.array([_kind(question) for question in questions])
    answers = np.array([_arithmetic(question) for question in questions])
    in_range = (RANGE[0] <= answers) & (answers <= RANGE[1])
    held_out = np.isin(kinds, rng.permutation(np.unique(kinds[in_range]))[:HELD_OUT])
    known = rng.permutation(np.flatnonzero(~held_out))
    unseen = rng.permutation(np.flatnonzero(held_out))[:UNSEEN_COUNT]
    code = str.maketrans(DIGITS, "".join(rng.permutation(list(DIGITS))))

    def coded(values):
        return [str(value).translate(code) for value in values]

    asks = f"at least {SHARE_WANTED:.0%} of {len(unseen)} unseen answers right, digits in a secret code"
    inputs = (coded(questions[known]), coded(answers[known]), coded(questions[unseen]))
    return [Case(inputs, coded(answers[unseen]), asks)]


def _numbers(question):
    """The signed digits of a question, such as ["+3", "+5", "-7"] of "3+5-7"."""
    text = f"+{question}"
    return [text[place : place + 2] for place in range(0, len(text), 2)]


def _kind(question):
    """The same text for all questions that are equal but for the order of their numbers."""
    return "".join(sorted(_numbers(question)))


def _arithmetic(question):
    return sum(int(number) for number in _numbers(question))


def judge_learning(case, outcome):
    """Judge answers to unseen questions by the share that is exactly right, padding aside.

    Args:
        case: Case with inputs (questions, answers, unseen) and the list of right answers.
        outcome: Outcome of kind "value".

    Returns:
        Verdict; where the share is too small, with the likely cause.
    """
    *_, unseen = case.inputs
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
        minus: _mean(hit for hit, question in zip(hits, unseen, strict=True) if ("-" in question) == minus)
        for minus in (False, True)
    }  # fmt: skip
    parts = f"{shares[False]:.0%} of those with + alone, {shares[True]:.0%} of those with a -"
    message = f"{_mean(hits):.0%} are right ({parts})"
    return Verdict(False, message, (_why_not_learned(written, case, hits, shares),))


def _why_not_learned(written, case, hits, shares):
    """The likeliest cause of wrong answers, tried one after the other."""
    _, answers, unseen = case.inputs
    right = case.expected

    def explains(these, those):  # what is wrong, that is: what is right anyway says nothing
        found = zip(_equal(these, those), hits, strict=True)
        return _mean(equal for equal, hit in found if not hit) >= EXPLAINS

    if explains([text.lstrip("-") for text in written], [text.lstrip("-") for text in right]):
        return (
            "the minus of negative answers is lost: is it in your alphabet, is there room for it?"
        )
    if explains([text[::-1] for text in written], right):
        return "the answers are backwards"
    if explains(written, answers[: len(written)]):
        return "these are the answers of the training examples, not of the unseen questions"
    if explains(written, [str(_arithmetic(question)) for question in unseen]):
        return (
            "that is ordinary arithmetic: the digits are in a secret code, learn it from examples"
        )
    if explains(written, [""] * len(written)):
        return "most answers are empty: memorised examples do not help with unseen questions"
    if len(set(written)) <= 2:
        return "the net writes the same for every question: is it trained, is the rate too high?"
    common = (Counter(written) & Counter(right)).total()
    if _mean(hits) < 0.5 and common >= 0.95 * len(right):
        return "right answers in the wrong order: answer i belongs to question i"
    if any(len(text) > 3 for text in written):
        return "no answer has more than three characters: strip what follows"
    if shares[False] - shares[True] > 0.3:
        return "it adds but does not subtract: does each sign have a column, are both in training?"
    return "train longer or with a higher learning rate, and watch the accuracy on known examples"


def _equal(these, those):
    return [a == b for a, b in zip(these, those, strict=True)]


def _mean(hits):
    hits = list(hits)
    return sum(hits) / max(len(hits), 1)


learn = Check("learn", 3, _cases, judge_learning, seconds=60.0, costly=True)
