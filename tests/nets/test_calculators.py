import numpy as np
import pytest

from course.cli import main
from course.data.arithmetic import chains, signed_sums
from course.nets import calculators, storage
from tests.nets.lab_code import run_cells, same_settings

LAB = "01_recurrence"


@pytest.fixture
def few(monkeypatch, tmp_path, keras):
    """Two kinds with so little training that it is quick, and what they save elsewhere."""
    kinds = {}
    for name in ("adder", "calculator"):
        what = calculators.KINDS[name]
        kinds[name] = calculators.Kind(
            what.build, lambda seed, data=what.data: [a[:256] for a in data(seed)], 2, 0.01, (1, 2)
        )
    monkeypatch.setattr(calculators, "KINDS", kinds)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)


def test_weights_that_ship_are_those_of_the_settings():
    """Data that change need other weights: train them again."""
    arrays, facts = storage.load(calculators.SHIPPED)
    assert facts["data"] == calculators.fingerprint()
    told = [(net["kind"], net["seed"]) for net in facts["nets"]]
    assert len(arrays) == len(told)
    assert told == [(kind, seed) for kind, what in calculators.KINDS.items() for seed in what.seeds]
    assert facts["settings"] == {
        kind: [what.epochs, what.rate] for kind, what in calculators.KINDS.items()
    }


def test_rivals_have_about_as_many_weights(keras):
    sizes = {name: what.build().count_params() for name, what in calculators.KINDS.items()}
    assert sizes["one output fed back"] == sizes["hidden layer fed back"] == 89
    assert sizes["two outputs fed back"] == 86


def test_nets_that_ship_are_as_good_as_they_were(keras):
    _, facts = storage.load(calculators.SHIPPED)
    for kind in calculators.KINDS:
        losses = [net["loss"] for net in facts["nets"] if net["kind"] == kind]
        for net, told in zip(calculators.load(kind), losses, strict=True):
            assert calculators.loss(kind, net) == pytest.approx(told, rel=0.2, abs=1e-5)


def test_all_outputs_go_back_and_the_first_one_is_the_result(keras):
    net, nothing = calculators.fed_back(2, 1), (np.zeros(1), np.zeros(2))
    numbers = np.array([[1, 2, 3, 0.5]], "float32")

    def result(
        reads, writes
    ):  # weights from (first output, second output, number), and to the outputs
        read, written = np.array(reads, float)[:, None], np.array([writes], float)
        net.set_weights([read, nothing[0], written, nothing[1]])
        return np.asarray(net(numbers)).item()

    assert result([0, 0, 1], [1, 0]) == pytest.approx(np.tanh(0.5))  # the last number
    assert result([1, 0, 0], [1, 0]) == pytest.approx(np.tanh(np.tanh(np.tanh(1))))  # a, handed on
    assert result([0, 1, 1], [1, 1]) == pytest.approx(
        np.tanh(0.5 + np.tanh(3 + np.tanh(2)))
    )  # through the second output, which begins with 0


def test_step_by_step_what_is_told_leads_to_the_result():
    read, said = calculators.KINDS["one output, told what to say"].data(1)
    count = len(read) // 3
    numbers, results = signed_sums(count, "++--", seed=1)
    np.testing.assert_array_equal(read[:count], numbers[:, :2])
    for step in (1, 2):  # what was said goes in again, beside the next number
        rows = slice(step * count, (step + 1) * count)
        np.testing.assert_array_equal(read[rows, 0], said[(step - 1) * count : step * count, 0])
        np.testing.assert_array_equal(read[rows, 1], numbers[:, step + 1])
    np.testing.assert_allclose(said[2 * count :], results, atol=1e-6)


@pytest.mark.slow
def test_the_lab_builds_and_trains_the_same_nets(keras):
    names, trained = {"signed_sums": signed_sums, "chains": chains, "chain_text": str}, []
    exec("import numpy as np, keras\nfrom keras import layers", names)
    names["runtime"] = type("Full", (), {"budget": staticmethod(lambda full, quick: full)})
    names["train"] = lambda *args, **how: trained.append((args, how))
    run_cells(LAB, ["adder = keras", "def fed_back_net", "calculator = keras"], names)
    kinds = ("adder", "hidden layer fed back", "calculator")
    for kind, ((net, inputs, targets), how) in zip(kinds, trained, strict=True):
        what = calculators.KINDS[kind]
        assert how == {"epochs": what.epochs, "rate": what.rate}
        for ours, theirs in zip(what.data(1), (inputs, targets), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        assert_same_function(net, what.build(), inputs[:5])
    for kind, sizes in (("one output fed back", (1, 22)), ("two outputs fed back", (2, 14))):
        four = trained[1][0][1][:5, :, 0]
        assert_same_function(names["fed_back_net"](*sizes), calculators.KINDS[kind].build(), four)


@pytest.mark.slow
def test_the_lab_uses_the_same_optimizer(few):
    names = {}
    exec("import numpy as np, keras\nfrom course.batches.pipeline import batches", names)
    run_cells(LAB, ["def train("], names)
    what = calculators.KINDS["adder"]
    ours = calculators.train_one("adder", 1)
    theirs = what.build()
    names["train"](theirs, *what.data(1), epochs=what.epochs, rate=what.rate)
    assert same_settings(ours.optimizer, theirs.optimizer) and ours.loss == theirs.loss == "mse"
    assert ours.steps_per_execution == theirs.steps_per_execution == 2


def assert_same_function(one, other, inputs):
    one.set_weights([np.sin(np.arange(a.size)).reshape(a.shape) for a in one.get_weights()])
    other.set_weights(one.get_weights())
    np.testing.assert_allclose(one(inputs), other(inputs), atol=1e-6)


@pytest.mark.slow
@pytest.mark.nightly
def test_course_train_makes_weights_that_load(few, tmp_path, capsys):
    assert main(["train", "calculators"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "calculators.npz")
    assert "calculators: 100%" in err and "4/4" in err and "mean squared error" in err
    [first, second] = calculators.load("adder")
    numbers = np.ones((1, 2), "float32")
    assert first.output_shape == (None, 1) and float(first(numbers)[0, 0]) != second(numbers)[0, 0]
