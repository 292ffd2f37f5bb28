"""Questions that the words alone do not answer, by construction.

Each scene is asked questions by chance. Then of every question equally many are kept with each of its answers.
So whatever a rule makes of the words alone, it is right once in a group of two to five. Goyal et al. (2017)
paired photos with different answers to one question for VQA 2.
"""

import random
from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from course.scenes import questions, things

# How many questions of a kind a scene is asked at first, and the kind's part of all that are kept.
DRAWN = {
    "count": 6,
    "colour": 3,
    "where": 4,
    "top": 5,
    "exists": 4,
    "more": 4,
    "left": 4,
    "right": 4,
}
SHARES = {
    "count": 2,
    "colour": 2,
    "where": 2,
    "top": 2,
    "exists": 2,
    "more": 2,
    "left": 1,
    "right": 1,
}


class Examples(NamedTuple):
    """Scenes with questions about them.

    Attributes:
        scenes: list of scenes, no two of which have the same `things.key`.
        questions: list of Question.
        which: int array (questions,), the index of the scene that each is about.
        answers: list of str, one for each question.
    """

    scenes: list
    questions: list
    which: np.ndarray
    answers: list


class Split(NamedTuple):
    """Examples to learn from, to choose with and to measure with; no scene of one is like one of another."""

    train: Examples
    valid: Examples
    test: Examples


def split(train, valid, test, *, seed, per_scene=3):
    """Draw scenes and balanced questions.

    Args:
        train, valid, test: int, scenes of each part.
        seed: int.
        per_scene: int, about how many questions to keep for each scene, 1 to 6, as far as they can be balanced.

    Returns:
        Split.

    Raises:
        ValueError: a count is out of range.
    """
    counts = (train, valid, test)
    if min(counts) < 0 or not 1 <= per_scene <= 6:
        raise ValueError(
            f"numbers of scenes from 0 on and 1 to 6 questions for each, got {counts} and {per_scene}"
        )
    drawn, parts = things.different(sum(counts), seed=seed), []
    rng = random.Random(f"questions {int(seed)}")
    for count in counts:
        parts.append(ask(drawn[:count], rng, per_scene))
        drawn = drawn[count:]
    return Split(*parts)


def ask(scenes, rng, per_scene=3):
    """Balanced questions about given scenes, in an order by chance.

    Args:
        scenes: list of scenes.
        rng: random.Random.
        per_scene: int, about how many questions to keep for each scene.

    Returns:
        Examples. Each question occurs equally often with each of `questions.answers_of(question)`.
    """
    asked = []
    for kind, share in SHARES.items():
        groups = _groups(scenes, kind, rng)
        rng.shuffle(groups)
        room = per_scene * len(scenes) * share / sum(SHARES.values())
        for group in groups:
            if len(group) > room:
                break
            room -= len(group)
            asked += group
    rng.shuffle(asked)
    return Examples(
        scenes,
        [question for question, _, _ in asked],
        np.array([index for _, index, _ in asked], int),
        [answer for _, _, answer in asked],
    )


def _groups(scenes, kind, rng):
    """Lists of (question, scene's index, answer) with the same question and each of its answers once."""
    found = defaultdict(lambda: defaultdict(list))
    for index, scene in enumerate(scenes):
        possible = questions.askable(scene, kind)
        for question in rng.sample(possible, min(DRAWN[kind], len(possible))):
            found[question][questions.answer(question, scene)].append(index)
    groups = []
    for question, by_answer in found.items():
        wanted = questions.answers_of(question)
        for indices in by_answer.values():
            rng.shuffle(indices)
        # zip ends with the rarest answer
        for together in zip(*(by_answer[answer] for answer in wanted), strict=False):
            groups.append(
                [(question, index, answer) for index, answer in zip(together, wanted, strict=True)]
            )
    return groups


def chance(examples):
    """The accuracy of each rule that answers from the words alone, exactly: Fraction.

    A rule that gives a question another answer than one of `questions.answers_of` has less.
    """
    return _share(examples.questions)


def chance_by_kind(examples):
    """The same for each kind of question: dict of str to Fraction."""
    by_kind = defaultdict(list)
    for question in examples.questions:
        by_kind[question.kind].append(question)
    return {kind: _share(by_kind[kind]) for kind in questions.KINDS if kind in by_kind}


def _share(asked):
    right = sum(Fraction(1, len(questions.answers_of(question))) for question in asked)
    return right / max(1, len(asked))
