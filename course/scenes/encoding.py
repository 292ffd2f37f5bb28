"""Questions and answers as numbers for a network; padding is 0 and stands on the right."""

from typing import NamedTuple

import numpy as np

from course.scenes import picture, questions

PADDING = ""
WORDS = (PADDING, *sorted({word for question in questions.every() for word in question.words}))
LONGEST = max(len(question.words) for question in questions.every())  # words of a question
_IDS = {word: number for number, word in enumerate(WORDS)}


class Arrays(NamedTuple):
    """What a network reads. The pictures of a batch of questions are `images[which[batch]]`.

    Attributes:
        images: float32 array (scenes, size, size, 3) from 0 to 1.
        which: int32 array (questions,), the index of each question's picture.
        words: int32 array (questions, LONGEST), ids of WORDS, 0 is padding.
        answers: int32 array (questions,), ids of `questions.ANSWERS`.
    """

    images: np.ndarray
    which: np.ndarray
    words: np.ndarray
    answers: np.ndarray


def arrays(examples, size=32):
    """Examples as a network reads them: Arrays, with pictures of size by size pixels."""
    return Arrays(
        picture.render(examples.scenes, size),
        examples.which.astype("int32"),
        question_ids(examples.questions),
        answer_ids(examples.answers),
    )


def question_ids(asked):
    """Ids of the words of Questions: int32 array (questions, LONGEST), padded with 0 on the right."""
    ids = np.zeros((len(asked), LONGEST), "int32")
    known = {}
    for row, question in zip(ids, asked, strict=True):
        if question not in known:
            known[question] = [_IDS[word] for word in question.words]
        row[: len(known[question])] = known[question]
    return ids


def answer_ids(answers):
    """Ids of answers, their places in `questions.ANSWERS`: int32 array (answers,)."""
    place = {answer: number for number, answer in enumerate(questions.ANSWERS)}
    return np.array([place[answer] for answer in answers], "int32")
