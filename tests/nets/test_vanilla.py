import numpy as np
import pytest

from course.cli import main
from course.data import recall
from course.nets import delays, school, storage, vanilla


def test_one_thing_at_a_time_differs_from_the_lecture_s_net():
    lecture = vanilla.NETS[vanilla.LECTURE]
    assert lecture == ("sigmoid", "uniform", "SGD")
    for name, net in vanilla.NETS.items():
        differences = sum(mine != theirs for mine, theirs in zip(net, lecture, strict=True))
        assert differences == (name != vanilla.LECTURE)


def test_the_lecture_s_net_is_its_formula(keras):
    """s(t) = f(U w(t) + W s(t-1)), y(t) = g(V s(t)), without biases."""
    keras.utils.set_random_seed(1)
    model = vanilla.build_model(vanilla.LECTURE)
    one_hot, read, back, say = model.get_weights()
    assert np.array_equal(one_hot, np.eye(26)) and back.shape == (vanilla.UNITS, vanilla.UNITS)
    assert abs(read).max() <= 26**-0.5 and abs(say).max() <= vanilla.UNITS**-0.5
    ids = recall.rows(3, 4, seed=1).ids
    state = np.zeros((3, vanilla.UNITS))
    for column in ids.T:
        state = 1 / (1 + np.exp(-(read[column] + state @ back)))
    np.testing.assert_allclose(model.predict_on_batch(ids), state @ say, atol=1e-5)


def test_steps_of_one_length_have_the_length_of_the_rate(keras):
    weights = [keras.Variable([1.0, 2.0]), keras.Variable([[3.0]])]
    for size in (0.001, 50.0):
        before = [np.array(weight) for weight in weights]
        gradients = [keras.ops.array([3.0 * size, 0.0]), keras.ops.array([[4.0 * size]])]
        vanilla.optimizer("one length", 0.5).apply(gradients, weights)
        moved = [was - np.array(weight) for was, weight in zip(before, weights, strict=True)]
        np.testing.assert_allclose(moved[0], [0.3, 0.0], atol=1e-5)
        np.testing.assert_allclose(moved[1], [[0.4]], atol=1e-5)


def test_rows_to_learn_from_are_not_those_that_measure():
    last = 1_000 * (max(vanilla.SEEDS) + 1) + vanilla.ROUNDS * len(vanilla.DELAYS)
    assert max(vanilla.DELAYS) < 1_000 * (vanilla.TRIAL_SEED + 1) and last < 10_000


def test_weights_that_ship_are_those_of_the_settings():
    pupils, facts = vanilla.load()
    assert facts["data"] == delays.fingerprint() and facts["units"] == vanilla.UNITS
    assert tuple(facts["delays"]) == vanilla.DELAYS and facts["batch"] == school.BATCH
    assert facts["most_updates"] == vanilla.ROUND * vanilla.ROUNDS
    assert {pupil.kind for pupil in pupils} == {vanilla.LECTURE}
    assert set(facts["rates"]) == set(vanilla.NETS) == {net["kind"] for net in facts["nets"]}
    for name, net in vanilla.NETS.items():
        assert facts["rates"][name]["chosen"] in vanilla.RATES[net.optimizer]
        for seed in vanilla.SEEDS:
            shares = [
                net["right"] for net in facts["nets"] if (net["kind"], net["seed"]) == (name, seed)
            ]
            assert all(share >= delays.LEAVES for share in shares[:-1])
            assert len(shares) == len(vanilla.DELAYS) or shares[-1] < delays.LEAVES


def test_the_longest_delay_that_was_solved(monkeypatch):
    nets = [
        {"kind": kind, "seed": seed, "delay": delay, "right": right}
        for kind, seed, delay, right in (
            ("lecture", 1, 2, 1.0), ("lecture", 1, 5, 0.99), ("lecture", 1, 10, 0.98),
            ("lecture", 2, 2, 0.5), ("tanh", 3, 2, 1.0), ("tanh", 3, 5, 1.0),
        )
    ]  # fmt: skip
    monkeypatch.setattr(vanilla, "load", lambda: ([], {"nets": nets}))
    found = vanilla.longest()
    assert (
        found["lecture"] == [5, 0, 0]
        and found["tanh"] == [0, 0, 5]
        and set(found) == set(vanilla.NETS)
    )


def test_nets_that_ship_are_as_good_as_they_were(keras):
    for pupil in vanilla.load()[0]:
        rows = recall.rows(500, pupil.delay, seed=20_000)
        assert abs(school.share(vanilla.model_of(pupil), rows) - pupil.right) < 0.06


@pytest.mark.slow
@pytest.mark.nightly
def test_course_train_makes_weights_that_load(monkeypatch, tmp_path, capsys, keras):
    nets = {name: vanilla.NETS[name] for name in (vanilla.LECTURE, "Adam")}
    values = {"DELAYS": (1, 2), "ROUND": 50, "ROUNDS": 2, "SEEDS": (1,), "NETS": nets}
    for name, value in values.items():
        monkeypatch.setattr(vanilla, name, value)
    monkeypatch.setattr(delays, "LEAVES", 0.0)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    assert main(["train", "vanilla"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "vanilla.npz") and "7/7" in err
    pupils, facts = vanilla.load()
    assert [(pupil.seed, pupil.delay, pupil.updates) for pupil in pupils] == [
        (1, 1, 100),
        (1, 2, 100),
    ]
    assert len(facts["nets"]) == 4
