"""learn: train a network on examples and answer unseen questions.

Digits come in a secret code, so that only a net that has learned can answer. Three numbers of one digit make a
small task: a small net learns it in seconds, and 4,000 questions are all that there are. Few of their answers
have a minus and two digits, so these are drawn and judged apart: a net without room for them would pass.
"""

from itertools import product

import numpy as np

from course.checks.addition_rnn._unlearned import Exam, cause, remarks, share
from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

DIGITS = "0123456789"
SHARE_WANTED = 0.9
LONG_WANTED = 0.5  # of those with a minus and two digits: a net has fewer examples of them
UNSEEN_COUNT = 400
RANGE = (-9, 18)  # of unseen answers: those beyond are in hardly any example
LONG = (-12, -11, -10)  # with a minus and two digits, equally often: no guess has half of them
LONG_COUNT = 12  # of each
ASK_KNOWN = (
    "`learn(practice.questions, practice.answers, practice.questions[:400])` tells whether it knows its "
    "examples"
)


def _cases(rng):
    parts = product(DIGITS, "+-", DIGITS, "+-", DIGITS)
    questions = np.array(["".join(symbols) for symbols in parts])
    kinds = np.array([_kind(question) for question in questions])
    answers = np.array([_arithmetic(question) for question in questions])
    held_out = [_whole_kinds(kinds, answers == answer, LONG_COUNT, rng) for answer in LONG]
    is_other = (RANGE[0] <= answers) & (answers <= RANGE[1])
    rest = UNSEEN_COUNT - sum(map(len, held_out))
    held_out = np.concatenate([*held_out, _whole_kinds(kinds, is_other, rest, rng)])
    known = rng.permutation(np.setdiff1d(np.arange(len(questions)), held_out))
    unseen = rng.permutation(held_out[:UNSEEN_COUNT])
    code = str.maketrans(DIGITS, "".join(rng.permutation(list(DIGITS))))

    def coded(values):
        return [str(value).translate(code) for value in values]

    asks = (
        f"at least {SHARE_WANTED:.0%} of {len(unseen)} unseen answers right, {LONG_WANTED:.0%} of those with a "
        "minus and two digits, in a secret code"
    )
    inputs = (coded(questions[known]), coded(answers[known]), coded(questions[unseen]))
    return [Case(inputs, coded(answers[unseen]), asks)]


def _whole_kinds(kinds, among, count, rng):
    """The places of all questions of kinds drawn from those marked: `count` places or a few more."""
    _, numbers, sizes = np.unique(kinds, return_inverse=True, return_counts=True)
    drawn = rng.permutation(np.unique(numbers[among]))
    enough = np.searchsorted(np.cumsum(sizes[drawn]), count) + 1
    return np.flatnonzero(np.isin(numbers, drawn[:enough]))


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

    def right(is_meant):
        questions = zip(exam.hits, unseen, case.expected, strict=True)
        return share(hit for hit, question, answer in questions if is_meant(question, answer))

    if share(exam.hits) >= SHARE_WANTED:
        long = right(lambda question, answer: answer[0] == "-" and len(answer) == 3)
        if long >= LONG_WANTED:
            return Verdict(True)
        message = (
            f"{share(exam.hits):.0%} are right, but {long:.0%} of those with a minus and two digits"
        )
    else:
        with_minus = right(lambda question, answer: "-" in question)
        without = right(lambda question, answer: "-" not in question)
        message = (
            f"{share(exam.hits):.0%} are right ({without:.0%} of those with + alone, {with_minus:.0%} of those "
            "with a -)"
        )
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
