"""What is to be had without looking: the commonest answer to each question, whatever the picture shows."""

import random

import numpy as np

from course.scenes import balance, encoding, questions


def commonest(lessons, exam):
    """Answers that were most frequent for the same question in another part.

    Args:
        lessons, exam: `balance.Examples`.

    Returns:
        list of str, one for each question of `exam`. A question that is not in `lessons` gets the
        answer that is the most frequent one there.
    """
    table = np.zeros((len(questions.every()), len(questions.ANSWERS)), int)
    row = {question: number for number, question in enumerate(questions.every())}
    asked = [row[question] for question in lessons.questions]
    np.add.at(table, (asked, encoding.answer_ids(lessons.answers)), 1)
    table[table.sum(axis=1) == 0] = table.sum(axis=0)
    best = table.argmax(axis=1)
    return [questions.ANSWERS[best[row[question]]] for question in exam.questions]


def by_kind(exam, said):
    """The share of right answers for each kind of question: dict of str to float.

    Args:
        exam: `balance.Examples`.
        said: list of str, an answer to each question.

    Raises:
        ValueError: not one answer for each question.
    """
    if len(said) != len(exam.answers):
        raise ValueError(f"{len(exam.answers)} questions were asked, and {len(said)} answered")
    kinds = np.array([question.kind for question in exam.questions])
    right = np.array(said, object) == np.array(exam.answers, object)
    return {kind: float(right[kinds == kind].mean()) for kind in questions.KINDS if kind in kinds}


def ask_freely(scenes, seed):
    """One question of each kind about each scene, drawn by chance, whatever its answer.

    Args:
        scenes: list of scenes.
        seed: int.

    Returns:
        `balance.Examples`, which are not balanced.
    """
    rng, asked = random.Random(seed), []
    for index, scene in enumerate(scenes):
        for kind in questions.KINDS:
            if possible := questions.askable(scene, kind):
                asked.append((rng.choice(possible), index))
    return balance.Examples(
        scenes,
        [question for question, _ in asked],
        np.array([index for _, index in asked], int),
        [questions.answer(question, scenes[index]) for question, index in asked],
    )
