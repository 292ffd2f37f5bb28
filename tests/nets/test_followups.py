import numpy as np
import pytest

from course.nets import followups, storage, variants


def test_what_ships_was_recorded_with_the_settings_and_on_the_puzzles_of_today():
    for name, epochs in ((followups.LONGER, followups.EPOCHS), (followups.STARTS, variants.EPOCHS)):
        facts = followups.record(name)
        assert facts["data"] == variants.fingerprint()
        assert (facts["epochs"], facts["examples"]) == (epochs, variants.EXAMPLES)
        assert all(0 <= net["right"] <= 1 for net in facts["nets"])


def test_longer_has_every_kind_with_gates_at_the_rate_of_the_study():
    study = {
        (net["puzzle"], net["kind"], net["seed"]): net["rate"]
        for net in storage.load(variants.SHIPPED)[1]["nets"]
    }
    nets = followups.record(followups.LONGER)["nets"]
    assert len(nets) == len(followups.UNDECIDED) * len(followups.GATED) * len(variants.SEEDS)
    assert all(net["rate"] == study[net["puzzle"], net["name"], net["seed"]] for net in nets)


def test_starts_has_every_change_at_its_best_rate():
    facts = followups.record(followups.STARTS)
    told = [(net["name"], net["seed"]) for net in facts["nets"]]
    assert told == [(name, seed) for name in followups.CHANGES for seed in variants.SEEDS]
    for net in facts["nets"]:
        losses = facts["losses_of_rates"][net["name"]]
        assert set(losses) == {str(rate) for rate in variants.RATES}
        assert losses[str(net["rate"])] == min(losses.values())


def test_shares_are_sorted_by_puzzle_and_name(monkeypatch):
    nets = [{"puzzle": p, "name": n, "right": r} for p, n, r in (("a", "x", 1), ("a", "x", 2))]
    monkeypatch.setattr(followups, "record", lambda name: {"nets": nets})
    assert followups.shares("any") == {"a": {"x": [1, 2]}}


@pytest.mark.parametrize("name", followups.CHANGES)
def test_a_change_is_the_one_that_its_name_says(name, keras):
    kind, change = followups.CHANGES[name]
    layer = variants.build_model("copying", kind, **followups.options_of(change)).layers[0]
    _, recurrent, bias = layer.get_weights()
    units, blocks = layer.units, recurrent.shape[1] // layer.units
    lengths = [np.linalg.norm(block, 2) for block in np.split(recurrent, blocks, axis=1)]
    if change == "shrinking":
        np.testing.assert_allclose(recurrent @ recurrent.T, 0.25 * np.eye(units), atol=1e-5)
    if change == "small":
        assert units == variants.PUZZLES["copying"].units[variants.KINDS.index("LSTM")]
    if change == "orthogonal":
        for block in np.split(recurrent, blocks, axis=1):
            np.testing.assert_allclose(block @ block.T, np.eye(units), atol=1e-5)
        assert (np.split(recurrent, blocks, axis=1)[0] != block).any()
    if change == "open":
        assert bias.tolist() == [0] * units + [3] * units + [0] * 2 * units
    if change == "keeping":
        assert bias.tolist() == [[3] * units + [0] * 2 * units, [0] * 3 * units]
    usual = variants.build_model("copying", kind).layers[0]
    if change != "small":
        assert usual.units == units
    if change in ("open", "keeping"):  # all else is as in the study
        assert max(lengths) <= 1 + 1e-5
