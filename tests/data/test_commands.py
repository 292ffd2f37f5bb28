import numpy as np
import pytest

from course.data import commands as data


def test_a_memory_by_hand():
    story = ["release", "store 1", "", "release", "store -0.5", "release", "forget", "release"]
    told = data.script(story)
    assert told.targets[0, :, 0].tolist() == [0, 0, 0, 1, 0, -0.5, 0, 0]
    assert told.inputs.shape == (1, 8, 4) and told.inputs[0, 1].tolist() == [1, 1, 0, 0]
    assert told.inputs[0, 3, 1:].tolist() == [0, 1, 0] and told.inputs[0, 6, 1:].tolist() == [
        0,
        0,
        1,
    ]


def test_two_memories_do_not_touch_each_other():
    story = ["store A 1", "store B 0.5", "forget A", "release B", "release A", "", "release B"]
    told = data.script(story, memories=2)
    assert told.targets[0, :, 0].tolist() == [0, 0, 0, 0.5, 0, 0, 0.5]
    assert told.which[0].tolist() == [0, 1, 0, 1, 0, -1, 1]


@pytest.mark.parametrize("memories", [1, 3])
def test_the_last_store_or_forget_decides(memories):
    drawn = data.draw_commands(200, 15, memories, seed=4)
    assert drawn.inputs.shape == (200, 15, 1 + 3 * memories) and drawn.targets.shape == (200, 15, 1)
    checked = 0
    for row in range(200):
        for step in range(15):
            expected = 0
            if drawn.commands[row, step] == data.RELEASE:
                for before in range(step):
                    if drawn.which[row, before] == drawn.which[row, step]:
                        if drawn.commands[row, before] == data.STORE:
                            expected = drawn.inputs[row, before, 0]
                        elif drawn.commands[row, before] == data.FORGET:
                            expected = 0
                checked += expected != 0
            assert drawn.targets[row, step, 0] == expected
    assert checked > 100


def test_a_step_has_one_command_or_none_and_every_value_comes():
    drawn = data.draw_commands(500, 20, 2, seed=1)
    marked = drawn.inputs[:, :, 1:].reshape(500, 20, 2, 3)
    assert ((marked.sum(axis=(2, 3)) == 1) == (drawn.commands != data.KEEP)).all()
    shares = np.bincount(drawn.commands.ravel(), minlength=4) / drawn.commands.size
    np.testing.assert_allclose(shares, (0.4, 0.25, 0.2, 0.15), atol=0.02)
    assert set(drawn.inputs[:, :, 0].ravel()) == set(data.VALUES)
    again, other = data.draw_commands(500, 20, 2, seed=1), data.draw_commands(500, 20, 2, seed=2)
    assert (again.inputs == drawn.inputs).all() and (other.inputs != drawn.inputs).any()


@pytest.mark.parametrize(
    "line", ["keep", "store 1", "release C", "forget", "release A 1", "store A", "store A 1 1"]
)
def test_a_line_that_is_no_command_is_refused(line):
    with pytest.raises(ValueError, match=r"step 1: expected store, release or forget"):
        data.script(["", line], memories=2)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="a value is one of .* got 0.7"):
        data.script(["store 0.7"])
    with pytest.raises(ValueError, match="memories must be at least 1, got 0"):
        data.draw_commands(3, memories=0, seed=1)
    with pytest.raises(ValueError, match="count must be at least 1, got 0"):
        data.draw_commands(0, seed=1)


def test_the_jobs_of_a_memory_are_the_steps_that_ask_for_them():
    lines = "release,store 1,,release,forget,release,store -1,release".split(",")
    found = {
        job: steps[0].nonzero()[0].tolist() for job, steps in data.jobs(data.script(lines)).items()
    }
    assert found == {
        "say what is held": [3, 7],
        "be empty after forget": [5],
        "be silent": [1, 2, 4, 6],
    }
