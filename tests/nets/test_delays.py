import numpy as np
import pytest

from course.cli import main
from course.data import recall
from course.nets import delays, school, storage


def test_the_layers_have_about_as_many_weights(keras):
    counts = [delays.build_model(kind).layers[1].count_params() for kind in delays.UNITS]
    assert all(abs(count - 4_900) <= 120 for count in counts)


def test_more_delays_are_worth_more_than_higher_shares():
    def record(*shares, updates=150):
        places = zip(delays.DELAYS, shares, strict=False)
        return [delays.Pupil("LSTM", 1, delay, share, updates, None) for delay, share in places]

    in_order = [
        record(1.0, 0.8),
        record(1.0, 0.98),
        record(1.0, 0.98, 0.5),
        record(0.99, 0.99),
        record(0.99, 1.0),
        record(0.99, 1.0, updates=100),
    ]
    assert sorted(in_order[::-1], key=delays.worth) == in_order


def test_rows_to_learn_from_are_not_those_that_measure():
    first_learnt = 1_000 * (min(delays.TRIAL_SEED, *delays.SEEDS) + 1)
    last_learnt = 1_000 * (max(delays.SEEDS) + 1) + delays.ROUNDS * len(delays.DELAYS)
    assert max(delays.DELAYS) < first_learnt and last_learnt < 10_000
    assert delays.ROUNDS * len(delays.DELAYS) <= 1_000


def test_weights_that_ship_are_those_of_the_settings():
    """Rows that change need other weights: train them again."""
    arrays, facts = storage.load(delays.SHIPPED)
    assert facts["data"] == delays.fingerprint() and len(arrays) == len(facts["nets"])
    assert tuple(facts["delays"]) == delays.DELAYS and facts["units"] == delays.UNITS
    assert facts["most_updates"] == delays.ROUND * delays.ROUNDS and facts["batch"] == school.BATCH
    pupils = delays.load()
    for kind in delays.UNITS:
        assert facts["rates"][kind]["chosen"] in delays.RATES
        for seed in delays.SEEDS:
            record = [pupil for pupil in pupils if (pupil.kind, pupil.seed) == (kind, seed)]
            assert tuple(pupil.delay for pupil in record) == delays.DELAYS[: len(record)]
            assert all(pupil.right >= delays.LEAVES for pupil in record[:-1])
            assert len(record) == len(delays.DELAYS) or record[-1].right < delays.LEAVES


def test_pupils_share_a_model_but_not_their_weights(keras):
    pupils = delays.load()
    one, other = pupils[0], pupils[1]
    assert delays.model_of(one) is delays.model_of(other)
    ids = recall.rows(5, 5, seed=10_000).ids
    answers = [np.asarray(delays.model_of(pupil)(ids)) for pupil in (one, other, one)]
    np.testing.assert_array_equal(answers[0], answers[2])
    assert np.abs(answers[0] - answers[1]).max() > 0.01


def test_nets_that_ship_are_as_good_as_they_were_at_short_delays(keras):
    for pupil in delays.load():
        if pupil.delay in (5, 20):
            share = delays.share_right(pupil, pupil.delay, seed=20_000)
            assert abs(share - pupil.right) < 0.02


@pytest.mark.slow
@pytest.mark.nightly
def test_course_train_makes_weights_that_load(monkeypatch, tmp_path, capsys, keras):
    values = {"DELAYS": (1, 2), "RATES": (0.03,), "SEEDS": (1, 2), "UNITS": {"SimpleRNN": 30}}
    for name, value in (*values.items(), ("ROUNDS", 2), ("LEAVES", 0.0)):
        monkeypatch.setattr(delays, name, value)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    delays._shared_model.cache_clear()
    assert main(["train", "delays"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "delays.npz")
    assert "delays: 100%" in err and "3/3" in err and "of rows right" in err
    pupils = delays.load()
    told = [(pupil.seed, pupil.delay, pupil.updates) for pupil in pupils]
    assert told == [(1, 1, 100), (1, 2, 100), (2, 1, 100), (2, 2, 100)]
    for pupil in pupils:
        share = delays.share_right(pupil, pupil.delay, seed=20_000, count=1_000)
        assert abs(share - pupil.right) < 0.08 and share > 0.1
    delays._shared_model.cache_clear()
