"""The cases of a lab: those of its notebook, and the hidden ones that the seed of a class draws."""

import hashlib
import pickle

import numpy as np

from course.checks.base.plain import dumps
from course.errors import CourseError

CASE_TRIES, ENOUGH_CASES = 30, 3


def prepare_cases(lab, seed):
    """The cases of a lab's exercises, {exercise id: (shown, hidden)}, each a list of Case."""
    shown = {
        exercise.id: exercise.check.cases(np.random.default_rng(0)) for exercise in lab.exercises
    }
    return {
        exercise.id: tuple(
            exercise.check.with_repetition(cases)
            for cases in (
                shown[exercise.id],
                hidden_cases(exercise.check, seed, shown[exercise.id]),
            )
        )
        for exercise in lab.exercises
    }


def hidden_cases(check, seed, shown):
    """Cases that are in no notebook; a check also has fixed ones, which every draw brings again.

    Args:
        check: Check.
        seed: str, of the class.
        shown: the cases of the notebook.

    Returns:
        list of Case.

    Raises:
        CourseError: the check draws nothing but the cases of the notebook.
    """
    known, hidden = set(map(question, shown)), []
    for attempt in range(CASE_TRIES):
        digest = hashlib.sha256(f"{seed}/{check.id}/{attempt}".encode()).digest()
        try:
            drawn = check.cases(np.random.default_rng(int.from_bytes(digest, "big")))
        except AssertionError:  # this draw has no case that tells the mistakes apart
            continue
        for case in drawn:
            if question(case) not in known:
                known.add(question(case))
                hidden.append(case)
        if len(hidden) >= min(ENOUGH_CASES, len(shown)):
            break
    if hidden:
        return hidden
    raise CourseError(
        f"{check.id} draws no cases but those of the notebook: make its cases depend on the generator"
    )


def question(case):
    """What a case asks, as text: two cases with the same are the same case."""
    return dumps(case.inputs, refer=lambda function: pickle.dumps(function).hex())
