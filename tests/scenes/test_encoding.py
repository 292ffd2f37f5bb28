"""Questions and answers as arrays."""

import numpy as np
import pytest

from course.scenes import balance, encoding, picture, questions


def test_ids_read_back_are_the_questions():
    every = questions.every()
    ids = encoding.question_ids(every)
    assert ids.shape == (len(every), encoding.LONGEST) and ids.dtype == np.int32
    for row, question in zip(ids, every, strict=True):
        length = len(question.words)
        assert [encoding.WORDS[number] for number in row[:length]] == question.words
        assert (
            not row[length:].any() and row[:length].all()
        )  # padding on the right, and there alone
    assert (ids != 0).sum(1).max() == encoding.LONGEST == 8
    assert set(np.unique(ids)) == set(range(len(encoding.WORDS)))  # no word too many


def test_answers_read_back():
    ids = encoding.answer_ids(questions.ANSWERS)
    assert ids.tolist() == list(range(26)) and ids.dtype == np.int32
    with pytest.raises(KeyError):
        encoding.answer_ids(["maybe"])


def test_arrays_belong_together():
    examples = balance.split(30, 0, 0, seed=2).train
    arrays = encoding.arrays(examples, size=24)
    count = len(examples.questions)
    assert arrays.images.shape == (30, 24, 24, 3) and arrays.images.dtype == np.float32
    assert arrays.which.shape == arrays.answers.shape == (count,) == (len(arrays.words),)
    assert arrays.which.dtype == np.int32
    for row in range(0, count, 7):
        scene = examples.scenes[arrays.which[row]]
        assert questions.ANSWERS[arrays.answers[row]] == questions.answer(
            examples.questions[row], scene
        )
        image = picture.render([scene], 24)[0]
        np.testing.assert_allclose(arrays.images[arrays.which[row]], image, atol=1e-6)
