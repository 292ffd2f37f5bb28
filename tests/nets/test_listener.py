import numpy as np
import pytest

from course.cli import main
from course.data import spoken
from course.errors import CourseError
from course.nets import hearing, listener, storage
from course.speech import lattice

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return listener.load()


@pytest.fixture(scope="module")
def some():
    strings = spoken.strings(6, seed=99, voices="new")
    return spoken.features(strings), strings.labels


def test_weights_that_ship_are_those_of_the_settings_and_sounds():
    """Sounds that change need other weights: train them again."""
    sounds = hearing.fingerprint()
    for name, settings in listener.VARIANTS.items():
        facts = listener.record(name)
        assert facts["seed"] == settings["seed"]
        assert facts["each_string"] == settings.get("each_string", True)
        assert (facts["steps"], facts["strings"]) == (listener.STEPS, hearing.STRINGS)
        assert [step for step, _ in facts["snapshots"]] == list(listener.SNAPSHOTS)
        assert [tract for tract, _ in facts["edge"]] == list(listener.EDGE)
        assert [digits for digits, _ in facts["lengths"]] == list(hearing.LENGTHS)
        np.testing.assert_allclose(facts["sounds"], sounds, atol=0.05)


def test_only_some_nets_ship(keras):
    with pytest.raises(CourseError, match="only the facts are kept: `listener.record` has them"):
        listener.load("listener-global-1")


def test_the_net_that_ships_hears_new_voices(shipped, some):
    model, facts = shipped
    assert listener.written(model, some[0]) == [label.tolist() for label in some[1]]
    assert facts["errors"]["new"] <= 0.05


def test_a_string_sounds_alike_alone_and_in_a_batch(shipped, some):
    """So neither padding nor the width of a batch is heard."""
    together = listener.hear(shipped[0], some[0])
    for sound, logs in zip(some[0], together, strict=True):
        (alone,) = listener.hear(shipped[0], [sound])
        assert alone.shape == (listener.outputs_of(len(sound)), 11) == logs.shape
        np.testing.assert_allclose(np.exp(logs).sum(axis=1), 1, atol=1e-5)
        np.testing.assert_allclose(alone, logs, atol=1e-3)


def test_the_loss_is_the_mean_over_strings_of_their_own_lengths(shipped, some, keras):
    """Against forward probabilities of each string alone, without padding."""
    model = shipped[0]
    ((array, classes),) = hearing.batches(*some, size=6)
    loss = float(model.compute_loss(x=array, y=classes, y_pred=model.predict_on_batch(array)))
    losses = []
    for logs, label in zip(listener.hear(model, some[0]), some[1], strict=True):
        rows = lattice.states(label + 1)
        losses.append(-_label_log(logs.astype("float64"), rows))
    assert loss == pytest.approx(np.mean(losses), rel=1e-3, abs=1e-4)


def _label_log(logs, rows):
    """ln p of a label, forward in probabilities, which are scaled frame by frame."""
    moves = np.eye(len(rows)) + np.eye(len(rows), k=1)
    for s in range(2, len(rows)):
        moves[s - 2, s] = rows[s] != 0 and rows[s] != rows[s - 2]
    alpha, total = np.zeros(len(rows)), 0.0
    for step, frame in enumerate(np.exp(logs)):
        arrive = alpha @ moves if step else np.eye(len(rows))[0] + np.eye(len(rows))[1]
        alpha = arrive * frame[rows]
        if step == len(logs) - 1:
            alpha[:-2] = 0
        total += np.log(alpha.sum())
        alpha /= alpha.sum()
    return total


def test_the_snapshots_sharpen():
    """They are of the string that `example` gives, and its paths concentrate on fewer states."""
    facts = listener.record()
    one = listener.example()
    (features,), (label,) = spoken.features(one), one.labels
    found = []
    for _, logs in facts["snapshots"]:
        logs = np.array(logs)
        assert len(logs) == listener.outputs_of(len(features))
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))  # they are rounded
        heat = lattice.heat(logs, label + 1)
        found.append(-(heat * np.log(heat + 1e-12)).sum(axis=1).mean())
    assert found[-1] < 0.5 < 1 < found[0]


@pytest.mark.nightly  # building the graph takes its time
def test_course_train_writes_weights_that_load(monkeypatch, tmp_path, capfd, keras):
    for name, value in (("STRINGS", 64), ("VALID", 4), ("TEST", 4), ("EVERY", 2), ("LENGTHS", ())):
        monkeypatch.setattr(hearing, name, value)
    for name, value in (("STEPS", 4), ("EDGE", ()), ("SNAPSHOTS", (0, 3))):
        monkeypatch.setattr(listener, name, value)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    _forget()
    assert main(["train", "listener-2"]) == 0
    _forget()
    out, err = capfd.readouterr()
    assert out.strip() == str(tmp_path / "listener-2.npz")
    assert "listener-2: 100%" in err and "of digits wrong" in err
    assert "error" not in err  # TensorFlow complains there when a loop's lengths change
    model, facts = listener.load("listener-2")
    assert facts["seed"] == 2 and [step for step, _ in facts["valid"]] == [2, 4]
    assert len(facts["snapshots"]) == 2 and facts["parameters"] == model.count_params()


def _forget():
    for part in (hearing.lessons, hearing.exams, hearing.quiet, hearing.lengths):
        part.cache_clear()


@pytest.mark.nightly
def test_a_net_is_trained_again(keras):
    _, facts = listener.train(seed=4)
    assert facts["errors"]["new"] <= 0.05 and facts["errors"]["long"] <= 0.05
    edge = dict(map(tuple, facts["edge"]))
    assert edge[1.0] <= 0.05 < 0.3 < min(edge[0.6], edge[1.6])
