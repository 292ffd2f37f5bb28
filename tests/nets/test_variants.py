import numpy as np
import pytest

from course.cli import main
from course.nets import storage, variants


@pytest.fixture
def small(monkeypatch, tmp_path, keras):
    """The study with so little training that it is quick, and what it saves elsewhere."""
    for name, value in (("EXAMPLES", 128), ("VALIDATION", 100), ("RATES", (0.01,))):
        monkeypatch.setattr(variants, name, value)
    monkeypatch.setattr(variants, "SEEDS", (1, 2))
    monkeypatch.setattr(variants, "KINDS", ("LSTM",))
    monkeypatch.setattr(variants, "PUZZLES", {"adding": variants.PUZZLES["adding"]})
    monkeypatch.setattr(variants.train_one, "__defaults__", (1,))
    monkeypatch.setattr(storage, "FOLDER", tmp_path)


def test_all_nets_have_about_as_many_weights(keras):
    for puzzle, what in variants.PUZZLES.items():
        inputs, targets = what.make(3, seed=1)
        for kind in variants.KINDS:
            model = variants.build_model(puzzle, kind)
            assert abs(model.count_params() - 4_000) <= 140
            due = what.due or inputs.shape[1]
            assert model.output_shape == (None, due, what.outputs)
            assert due == targets.shape[1]


def test_an_example_counts_only_if_all_of_it_is_right():
    adding, timing, copying = (
        variants.PUZZLES[name].is_right for name in ("adding", "timing", "copying")
    )
    sums = np.array([[[1.0]], [[0.5]], [[1.5]]])
    assert adding(sums + [[[0.04]], [[-0.04]], [[0.06]]], sums).tolist() == [True, True, False]
    pulses = np.array([[[0.0], [1], [0]]] * 3)
    logits = np.array([[[-1.0], [1], [-1]], [[-1], [-1], [-1]], [[1], [1], [-1]]])
    assert timing(logits, pulses).tolist() == [True, False, False]
    symbols = np.array([[2, 0], [1, 1]])
    assert copying(np.eye(3)[[[2, 0], [1, 0]]], symbols).tolist() == [True, False]


def test_weights_that_ship_are_those_of_the_settings():
    """Puzzles that change need other weights: train them again."""
    arrays, facts = storage.load(variants.SHIPPED)
    assert facts["data"] == variants.fingerprint()
    told = [(net["puzzle"], net["kind"], net["seed"]) for net in facts["nets"]]
    assert len(arrays) == len(told)
    assert told == [
        (puzzle, kind, seed)
        for puzzle in variants.PUZZLES
        for kind in variants.KINDS
        for seed in variants.SEEDS
    ]
    settings = (facts["examples"], facts["batch"], facts["epochs"])
    assert settings == (variants.EXAMPLES, variants.BATCH, variants.EPOCHS)
    for net in facts["nets"]:
        losses = facts["losses_of_rates"][f"{net['puzzle']}, {net['kind']}"]
        assert set(losses) == {str(rate) for rate in variants.RATES}
        assert losses[str(net["rate"])] == min(losses.values())


@pytest.mark.slow
def test_nets_that_ship_are_as_good_as_they_were(keras):
    _, facts = storage.load(variants.SHIPPED)
    fresh = {name: what.make(500, seed=77) for name, what in variants.PUZZLES.items()}
    for net, told in zip(variants.load(), facts["nets"], strict=True):
        share = variants.share_right(net.puzzle, net.model, *fresh[net.puzzle])
        assert abs(share - told["right"]) < 0.08


@pytest.mark.slow
@pytest.mark.nightly
def test_course_train_makes_weights_that_load(small, tmp_path, capsys):
    assert main(["train", "variants"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "variants.npz")
    assert "variants: 100%" in err and "3/3" in err and "of examples right" in err
    arrays, facts = storage.load("variants")
    assert [net["seed"] for net in facts["nets"]] == [1, 2]
    assert set(facts["losses_of_rates"]["adding, LSTM"]) == {"0.01"}
    nets = variants.load()
    assert [net.seed for net in nets] == [1, 2] and (arrays[0] != arrays[1]).any()
    np.testing.assert_array_equal(storage.flat(nets[1].model), arrays[1])
