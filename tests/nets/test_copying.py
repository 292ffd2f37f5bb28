from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest

from course.data import tapes
from course.nets import copying


def answering(answer):
    """What looks like a net, and gives the logits that a function makes of inputs."""
    return SimpleNamespace(predict_on_batch=answer)


def copied(inputs):
    """Right logits for the copy task."""
    length = inputs.shape[1] // 2
    read = inputs[:, :length, :-1]
    return np.concatenate([np.full_like(inputs[:, : length + 1, :-1], 9), 2 * read - 1], axis=1)


def test_lessons_have_all_lengths_and_count_the_answer_alone():
    batches = list(islice(copying.lessons("copy", 1), 200))
    lengths = [inputs.shape[1] // 2 for inputs, _, _ in batches]
    assert set(lengths) == set(range(1, 11)) and inputs_of(batches[0]).shape[0] == copying.BATCH
    for inputs, targets, answer in batches[:20]:
        length = inputs.shape[1] // 2
        assert (targets[:, length + 1 :] == inputs[:, :length, :6]).all()
        assert (answer.sum(axis=1) == length).all()
    again = next(copying.lessons("copy", 1))
    assert (inputs_of(again) == inputs_of(batches[0])).all()
    assert len({inputs_of(batch).shape for batch in islice(copying.lessons("repeat", 1), 60)}) > 15


def inputs_of(batch):
    return batch[0]


def test_blanks_are_in_their_own_task_alone():
    def blank(task):
        return (copying.draw(task, 300, 10, seed=1).inputs[:, :10].sum(axis=2) == 0).any()

    assert blank("blanks") and not blank("copy")


def test_what_is_wrong_is_counted_in_the_answer_alone():
    exam = tapes.copy(30, 4, seed=1)
    assert copying.wrong(answering(copied), exam).tolist() == [0, 0, 0, 0]
    assert copying.wrong(answering(lambda inputs: -copied(inputs)), exam).tolist() == [1, 1, 1, 1]

    def last_bit_of_the_second(inputs):
        logits = copied(inputs)
        logits[:, 6, -1] *= -1
        return logits

    assert copying.wrong(answering(last_bit_of_the_second), exam) == pytest.approx([0, 1 / 6, 0, 0])
    assert copying.bit_error(answering(last_bit_of_the_second), 4) == pytest.approx(1 / 24)
    ones = answering(lambda inputs: np.ones((*inputs.shape[:2], 7)))
    said = copying.bit_error(ones, 2, 3, task="repeat")
    exam = copying.draw("repeat", 100, 2, 3, seed=copying.TEST_SEED)
    assert said == pytest.approx(1 - exam.targets[:, 3:].mean())


@pytest.mark.slow
def test_a_net_that_cannot_learn_has_a_second_chance(keras, capfd):
    """A layer that sees one step alone can only guess."""

    def build():
        inputs = keras.Input((None, 7))
        return keras.Model(inputs, keras.layers.Dense(6)(inputs))

    told = []
    learnt = copying.learn(build, seeds=(1, 4), steps=50, progress=lambda *row: told.append(row))
    assert learnt.seed == 4 and [row[0] for row in learnt.curve] == [25, 50]
    assert [list(row) for row in told[2:]] == learnt.curve and len(told) == 4
    assert abs(learnt.curve[-1][2] - 0.5) < 0.1
    stopped = copying.learn(build, seeds=(1,), steps=500, progress=lambda *row: row[0] == 50)
    assert [row[0] for row in stopped.curve] == [25, 50] and stopped.seed == 1
    assert capfd.readouterr() == ("", "")


def test_the_rate_falls_to_0(keras):
    adam = copying.adam(0.005, 600)
    rates = [float(adam._learning_rate(step)) for step in (0, 300, 600)]
    assert rates == pytest.approx([0.005, 0.0025, 0], abs=1e-6)
