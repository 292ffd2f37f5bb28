import statistics

import numpy as np
import pytest

from course import runtime
from course.data.addition import sums
from course.nets import addition
from tests.nets.lab_code import run_cells, same_settings


@pytest.fixture
def small(monkeypatch, keras):
    """The net with so little training that it is wrong, but quick."""
    monkeypatch.setattr(addition, "TRAIN", 640)
    monkeypatch.setattr(addition, "TEST", 50)
    monkeypatch.setattr(addition, "EPOCHS", 1)


def test_other_code_has_another_fingerprint(monkeypatch, keras, tmp_path):
    before = addition.fingerprint()
    changed = tmp_path / "addition.py"
    changed.write_text("# other settings")
    monkeypatch.setattr(addition, "__file__", str(changed))
    assert addition.fingerprint() != before


def test_the_net_is_the_lab_s(keras):
    """The lab's model and its compiled training are those of the module."""
    names = {"keras": keras, "layers": keras.layers, "np": np, "runtime": runtime}
    names["TRAIN"] = addition.TRAIN
    run_cells("04_addition_rnn", ["UNITS =", "EPOCHS, BATCH ="], names)
    steps = names["EPOCHS"] * (addition.TRAIN // names["BATCH"])
    lab, ours = names["model"], addition.build_model(steps)
    names["compile_model"](lab, steps, executions=4 * names["EPOCHS"])
    assert (names["EPOCHS"], names["BATCH"]) == (addition.EPOCHS, addition.BATCH)
    assert lab.steps_per_execution == ours.steps_per_execution
    assert [layer.count_params() for layer in lab.layers] == [
        layer.count_params() for layer in ours.layers
    ]
    for one, other in [*zip(lab.layers, ours.layers, strict=True), (lab.optimizer, ours.optimizer)]:
        assert same_settings(one, other)


@pytest.mark.slow
@pytest.mark.nightly  # on a push lab 04 trains this very network, and its claim has the same bar
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_seed_reaches_099(keras, seed):
    model, (questions, answers) = addition.train(seed)
    written = addition.ask(model, questions)
    assert statistics.mean(a == b for a, b in zip(written, answers, strict=True)) >= 0.99
    assert addition.ask(model, ["123+34"]) == ["157"]


def test_unseen_sums_are_unseen(small):
    _, (questions, _) = addition.train()
    data = sums(addition.TRAIN + addition.TEST, seed=addition.SEED)
    trained = {frozenset(question.split("+")) for question in data.questions[: addition.TRAIN]}
    assert not trained & {frozenset(question.split("+")) for question in questions}
