"""learn: train a network on examples and answer unseen questions.

Digits come in a secret code, so that only a net that has learned can answer. Three numbers of one digit make a
small task: a small net learns it in seconds, and 4,000 questions are all that there are.
"""

from itertools import product

import numpy as np

from course.checks.addition_rnn._unlearned import Exam, cause, remarks, share
from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

DIGITS = "0123456789"
SHARE_WANTED = 0.9
UNSEEN_COUNT = 400
HELD_OUT = 150  # of about 1,200 kinds of question; those of a kind differ in the numbers' order
ASK_KNOWN = (
    "`learn(practice.questions, practice.answers, practice.questions[:400])` tells whether it knows its "
    "examples"
)
RANGE = (-10, 18)  # of unseen answers: those beyond are in hardly any example


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
    """Judge answers to unseen questions by the share that is exactly right, spaces around them aside.

    Args:
        case: Case with inputs (questions, answers, unseen) and the list of right answers.
        outcome: Outcome of kind "value".

    Returns:
        Verdict; where the share is too small, with what is certainly wrong, or else what is striking.
    """
    _, known, unseen = case.inputs
    value = outcome.value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or len(value) != len(unseen):
        message = differs(value, [""] * len(unseen))
        return Verdict(False, message, ("return a list with one answer for each unseen question",))
    strange = next((entry for entry in value if not isinstance(entry, str)), None)
    if strange is not None or None in value:
        return Verdict(False, f"expected strings, got {type(strange).__name__}", _no_text(strange))
    exam = Exam(
        value, case.expected, unseen, known, [str(_arithmetic(question)) for question in unseen]
    )
    right = share(exam.hits)
    if right >= SHARE_WANTED:
        return Verdict(True)
    with_minus, without = (
        share(
            hit
            for hit, question in zip(exam.hits, unseen, strict=True)
            if ("-" in question) == minus
        )
        for minus in (True, False)
    )
    message = f"{right:.0%} are right ({without:.0%} of those with + alone, {with_minus:.0%} of those with a -)"
    if found := cause(exam):
        return Verdict(False, message, (found,))
    return Verdict(False, "; ".join([message, *remarks(exam), ASK_KNOWN]))


def _no_text(entry):
    if isinstance(entry, (list, tuple)):
        return ("join the characters that your net writes into one string per question",)
    if isinstance(entry, (int, float)):
        return (
            'an answer is a string, such as "-11": look its characters up in your alphabet, or use str()',
        )
    return ()


learn = Check("learn", 3, _cases, judge_learning, seconds=60.0, costly=True)
