import pytest

from course.data import recall
from course.nets import school


def test_a_delay_ends_after_three_good_rounds_in_a_row():
    assert school.enough([0.2, 0.995, 1.0, 0.996])
    assert not school.enough([1.0, 1.0])
    assert not school.enough([1.0, 1.0, 0.99])
    assert not school.enough([1.0, 0.99, 1.0, 1.0])
    assert school.enough([0.9, 0.9, 0.9], goal=0.9)


class Pupil:
    """Names the first letter of a row from its second lesson on; notes what it was taught with."""

    def __init__(self):
        self.taught = []

    def fit(self, batches, verbose):
        self.taught.append([ids.numpy() for ids, _ in batches])

    def predict_on_batch(self, ids):
        import numpy as np

        return np.eye(26)[ids[:, 0] if len(self.taught) > 1 else (ids[:, 0] + 1) % 26]


@pytest.mark.parametrize("rounds, shares", [(9, [0.0, 1.0, 1.0, 1.0]), (2, [0.0, 1.0])])
def test_lessons_end_when_a_net_can_or_when_their_budget_is_spent(keras, rounds, shares):
    pupil = Pupil()
    given = school.lessons(pupil, 4, first_seed=7, updates=2, rounds=rounds)
    assert list(given) == shares
    assert [ids.shape for ids in pupil.taught[0]] == [(school.BATCH, 5)] * 2
    first_round = recall.rows(2 * school.BATCH, 4, seed=7).ids
    assert sorted(map(tuple, pupil.taught[0][0])) != sorted(map(tuple, pupil.taught[1][0]))
    assert {tuple(row) for row in pupil.taught[0][0]} <= {tuple(row) for row in first_round}


def test_at_every_step_a_net_answers_as_it_would_after_a_shorter_row(keras):
    import numpy as np

    from course.nets import delays

    model, rows = delays.build_model("SimpleRNN"), recall.rows(3, 6, seed=1)
    every = school.at_every_step(model).predict_on_batch(rows.ids)
    assert every.shape == (3, 7, 26)
    for steps in (1, 4, 7):
        shorter = model.predict_on_batch(rows.ids[:, :steps])
        np.testing.assert_allclose(every[:, steps - 1], shorter, atol=1e-5)
