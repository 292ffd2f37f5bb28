import numpy as np
import pytest

from course.cli import main
from course.nets import addition, addition_trials, storage


def test_what_ships_belongs_to_the_lab_s_sums():
    facts = storage.load(addition_trials.SHIPPED)[1]
    assert facts["data"] == addition_trials.fingerprint()
    assert [(trial["name"], trial["seed"]) for trial in facts["trials"]] == [
        (name, seed) for name, seed, _ in addition_trials.plan()
    ]


def test_trials_have_the_lab_s_moments_and_three_seeds_per_order():
    trials = addition_trials.load()
    assert {name: len(trials[name]) for name in addition_trials.ORDERS} == dict.fromkeys(
        addition_trials.ORDERS, 3
    )
    for found in trials.values():
        for trial in found:
            assert trial.right.shape == (16, addition.TEST) and trial.right.dtype == bool
    seeds = [trial.right[-1].mean() for trial in trials["reversed"]]
    assert min(seeds) >= 0.99 and len(set(seeds)) > 1


def test_each_order_reads_what_it_says():
    def read(order):
        rows = addition_trials.inputs_of(["12+7", "123+456"], order)
        return ["".join(addition.ALPHABET[row]) for row in rows.argmax(axis=-1)]

    assert read("reversed") == ["   7+21", "654+321"]
    assert read("reading") == ["   12+7", "123+456"]
    assert read("reading, spaces last") == ["12+7   ", "123+456"]


@pytest.mark.slow
def test_course_train_makes_them_again(monkeypatch, tmp_path, capsys, keras):
    for name, value in (("TRAIN", 640), ("TEST", 20), ("EPOCHS", 1)):
        monkeypatch.setattr(addition, name, value)
    few = {"reversed": {"order": "reversed"}}
    monkeypatch.setattr(addition_trials, "ORDERS", few)
    monkeypatch.setattr(addition_trials, "CHANGES", {"few": {"examples": 64}})
    monkeypatch.setattr(addition_trials, "SEEDS", (4,))
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    addition_trials.sums.cache_clear()
    try:
        assert main(["train", "addition-trials"]) == 0
        assert capsys.readouterr().out.strip() == str(tmp_path / "addition-trials.npz")
        trials = addition_trials.load()
    finally:
        addition_trials.sums.cache_clear()
    assert set(trials) == {"reversed", "few"}
    assert trials["few"][0].right.shape[1] == 20
    assert not np.any(trials["few"][0].right), "a net that is not trained has no sum right"
