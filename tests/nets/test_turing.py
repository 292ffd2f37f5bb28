import numpy as np
import pytest

from course.cli import main
from course.data import tapes
from course.errors import CourseError
from course.nets import copying, storage, turing


@pytest.fixture(scope="module")
def machine(keras):
    return turing.load()


def test_every_record_belongs_to_the_tapes_of_today():
    for name, settings in turing.VARIANTS.items():
        facts = turing.record(name)
        assert facts["data"] == turing.fingerprint()
        assert settings.items() <= facts.items()
        assert tuple(rate for rate, _ in facts["tried"]) == turing.RATES[facts["kind"]]
        assert facts["steps"] == turing.steps_of(facts["kind"], facts["task"])
        assert facts["seed_used"] in (facts["seed"], facts["seed"] + 100)
        assert facts["curve"][-1][2] == min(error for _, error in facts["tried"])
    with pytest.raises(CourseError, match="only the facts are kept: `turing.record` has them"):
        turing.load("turing-plain-2")


@pytest.mark.slow
def test_weights_in_the_file_do_what_the_record_says(machine):
    model, facts = machine
    assert model.count_params() == facts["parameters"]
    for length, error in facts["errors"]:
        if length in (10, 20, 40):  # a bit may differ from machine to machine
            assert copying.bit_error(model, length) == pytest.approx(error, abs=0.02)


@pytest.mark.slow
def test_heads_write_and_read_the_same_rows(machine):
    model, _ = machine
    exam = tapes.copy(20, 10, seed=1)
    read, write = turing.heads(model, exam.inputs)
    assert read.shape == write.shape == (20, 21, turing.ROWS)
    np.testing.assert_allclose([read.sum(-1), write.sum(-1)], 1, atol=1e-5)
    # what is read with the order, and with each answer, is said one step later: the controller has seen it
    written, then_read = write[:, :10].argmax(-1), read[:, 10:20].argmax(-1)
    steps = np.diff(written, axis=1) % turing.ROWS
    assert (written == then_read).mean() > 0.9 and (steps == steps[0, 0]).mean() > 0.9


@pytest.mark.slow
def test_surgery_changes_nothing_but_the_part(machine):
    model, facts = machine
    exam = tapes.copy(50, 10, seed=2)
    before = model.predict_on_batch(exam.inputs)
    same = turing.altered(model)
    np.testing.assert_allclose(same.predict_on_batch(exam.inputs), before, atol=1e-5)
    cut = turing.altered(model, without=["sharpening"])
    for one, other in zip(cut.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    error = dict(facts["surgery"]["sharpening"])[10]
    assert copying.wrong(cut, exam).mean() == pytest.approx(error, abs=0.1) and error > 0.1
    np.testing.assert_allclose(model.predict_on_batch(exam.inputs), before, atol=1e-6)


@pytest.mark.slow
@pytest.mark.nightly
def test_a_machine_learns_to_copy_again(keras):
    model, facts = turing.train(seed=5)
    errors = dict(facts["errors"])
    assert errors[10] <= 0.01 and errors[20] < 0.1, "seeds 1 to 4 have 0 and at most 0.01"
    assert facts["curve"][0][2] > 0.3


@pytest.mark.slow
@pytest.mark.nightly
def test_course_train_makes_weights_that_load(monkeypatch, tmp_path, capsys, keras):
    monkeypatch.setattr(turing, "RATES", {"dense": (0.005,), "plain": (0.01, 0.003)})
    for name in ("STEPS", "PLAIN_STEPS"):
        monkeypatch.setattr(turing, name, {"copy": 25})
    monkeypatch.setattr(turing, "LENGTHS", (1, 2))
    monkeypatch.setattr(turing, "CUT_LENGTHS", (2,))
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    assert main(["train", "turing-dense-1", "turing-plain-2"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == [str(tmp_path / f"turing-{name}.npz") for name in ("dense-1", "plain-2")]
    assert "turing-plain-2: 100%" in err and "of bits wrong" in err
    model, facts = turing.load("turing-dense-1")
    assert facts["seed_used"] == 101 and [length for length, _ in facts["errors"]] == [1, 2]
    assert set(facts["surgery"]) == set(turing.PARTS)
    assert copying.bit_error(model, 2) == pytest.approx(facts["errors"][1][1], abs=0.02)
    assert len(turing.record("turing-plain-2")["tried"]) == 2
