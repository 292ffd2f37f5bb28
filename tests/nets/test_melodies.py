from collections import Counter

import numpy as np
import pytest

from course.cli import main
from course.data import melodies as rules
from course.nets import melodies, storage

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return melodies.load()


@pytest.fixture(scope="module")
def known():
    return melodies.data()


@pytest.fixture(scope="module")
def trigram(known):
    return melodies.Trigram(rules.encode(known))


def test_weights_that_ship_are_those_of_the_settings(shipped):
    """Rules that change need other weights: train them again."""
    _, facts = shipped
    assert facts["data"] == melodies.fingerprint()
    assert facts["seed"] == melodies.VARIANTS[melodies.SHIPPED]["seed"]
    assert (facts["melodies"], facts["epochs"]) == (melodies.MELODIES, melodies.EPOCHS)
    assert len(facts["right"]) == melodies.EPOCHS


def test_the_net_that_ships_keeps_the_rules_and_does_not_copy(shipped, known):
    composed = melodies.compose(shipped[0], melodies.beginnings(200), seed=11)
    found = melodies.judged(composed, known)
    assert found["bars_right"] >= 0.95 and found["notes_in_key"] >= 0.95
    assert found["phrases_back"] >= 0.08 and found["copied"] <= 0.02


def test_a_trigram_does_not(trigram, known):
    found = melodies.judged(melodies.compose(trigram, melodies.beginnings(200), seed=11), known)
    assert found["bars_right"] < 0.6 and found["notes_in_key"] < 0.95
    assert found["phrases_back"] < 0.02


def test_event_by_event_is_the_same_as_all_at_once(shipped):
    model, _ = shipped
    ids = rules.encode(rules.draw(8, seed=12))
    ids = ids[:, : (ids != 0).all(axis=0).sum()]  # without padding
    whole = model.predict_on_batch(ids)
    writer = melodies._Stepwise(model)
    state = writer.start(len(ids))
    for step in range(ids.shape[1]):
        logits, state = writer.step(state, ids[:, step])
        np.testing.assert_allclose(logits, whole[:, step], atol=1e-4)


def test_a_trigram_counts():
    ids = np.array([[1, 2, 3, 2, 3, 0], [1, 2, 4, 0, 0, 0], [1, 2, 3, 2, 4, 5]])
    writer = melodies.Trigram(ids)
    expected = {(1, 2): {3: 2, 4: 1}, (2, 3): {2: 2}, (3, 2): {3: 1, 4: 1}, (2, 4): {5: 1}}
    for pair, counts in expected.items():
        logits, state = writer.step(np.array([pair[0]]), np.array([pair[1]]))
        found = np.exp(logits[0])
        assert {place: found[place] for place in np.flatnonzero(found)} == pytest.approx(counts)
        assert state.tolist() == [pair[1]]


def test_what_a_trigram_writes_it_has_read(trigram, known):
    def triples(melody):
        events = rules.events_of(melody)
        return set(zip(events, events[1:], events[2:], strict=False))

    read = set().union(*map(triples, known))
    written = melodies.compose(trigram, melodies.beginnings(20), seed=1)
    ended = [one for one in written if len(rules.events_of(one)) < melodies.LONGEST]
    assert len(ended) >= 15 and all(triples(one) <= read for one in ended)


def test_melodies_begin_as_they_are_told(trigram, shipped):
    told = melodies.beginnings(20)
    assert set(Counter(told).values()) == {2}
    for model in (trigram, shipped[0]):
        composed = melodies.compose(model, told, seed=2)
        assert [(one.key, one.metre) for one in composed] == told


def test_a_seed_gives_the_same_melodies_and_cold_ones_are_all_alike(trigram, shipped):
    told = [("G", "3/4")] * 20
    one, same, other = (melodies.compose(trigram, told, seed=seed) for seed in (1, 1, 2))
    assert one == same != other and len(set(one)) > 10
    assert len(set(melodies.compose(shipped[0], told, temperature=1e-5, seed=1))) == 1


@pytest.mark.parametrize("temperature", [0, -1.0, float("nan")])
def test_a_temperature_is_above_0(trigram, temperature):
    with pytest.raises(ValueError, match="temperature must be above 0"):
        melodies.compose(trigram, [("G", "3/4")], temperature=temperature, seed=1)


@pytest.mark.parametrize("told", [[], [("H", "3/4")], [("G", "3/4"), ("G", "5/4")]])
def test_beginnings_that_there_are_not(trigram, told):
    with pytest.raises(ValueError, match="a key of G, A, C, D, F and a metre of 3/4, 4/4"):
        melodies.compose(trigram, told, seed=1)


def test_copies_are_found(known):
    copies = melodies.judged(known[:50], known)
    assert copies["copied"] == copies["first_copied"] == copies["bars_right"] == 1
    first, other = known[:2]
    half = first._replace(bars=first.bars[:2] + other.bars[2:])
    found = melodies.judged([half], [first])
    assert found["copied"] == 0 and found["first_copied"] == 1
    assert melodies.judged([other], [first])["first_copied"] == 0


@pytest.mark.slow
def test_course_train_makes_weights_that_load(monkeypatch, tmp_path, capsys, keras):
    for name, value in (("MELODIES", 320), ("EPOCHS", 2), ("TEST", 40), ("UNITS", 16)):
        monkeypatch.setattr(melodies, name, value)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    melodies.data.cache_clear()
    assert main(["train", "melodies"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "melodies.npz")
    assert "melodies: 100%" in err and "2/2" in err and "of unseen events right" in err
    model, facts = melodies.load()
    assert facts["melodies"] == 320 and facts["epochs"] == 2
    ids = rules.encode(rules.draw(40, seed=melodies.TEST_SEED))
    assert abs(melodies.share_right(model, ids) - facts["right"][-1]) < 0.02
    melodies.data.cache_clear()
