import numpy as np
import pytest

from course.speech import voices
from course.speech.voices import Voice


def drawn(part, count=300):
    rng = np.random.default_rng(1)
    return [Voice.draw(rng, part) for _ in range(count)]


@pytest.mark.parametrize("part", ["train", "new", "all"])
def test_voices_are_in_range_and_differ(part):
    many = np.array(drawn(part))
    for column, low, high in ((0, 80, 250), (1, 0.85, 1.2), (2, 0.85, 1.18), (3, 0.0005, 0.064)):
        assert low <= many[:, column].min() and many[:, column].max() <= high
        assert len(np.unique(many[:, column])) > 150
    for voice in drawn(part):
        assert voices.checked(voice) is voice


def test_no_new_voice_has_a_tract_near_one_to_train_on():
    train, new = (np.array([voice.tract for voice in drawn(part)]) for part in ("train", "new"))
    assert abs(train[:, None] - new).min() > 0.002
    assert train.min() < new.min() < new.max() < train.max()  # between known ones, not beyond them
    assert not any(map(voices.is_new, drawn("train"))) and all(map(voices.is_new, drawn("new")))


def test_short_tracts_go_with_high_voices():
    many = np.array(drawn("all"))
    assert np.corrcoef(many[:, 0], many[:, 1])[0, 1] < -0.6


def test_unknown_parts_and_impossible_voices():
    with pytest.raises(ValueError, match='"train", "new" and "all", got \'test\''):
        Voice.draw(np.random.default_rng(1), "test")
    with pytest.raises(ValueError, match="the tract of a voice is 0.5 to 2.0, got 3"):
        voices.checked(Voice(tract=3))
    with pytest.raises(ValueError, match="the noise of a voice is 0 to 0.3, got nan"):
        voices.checked(Voice(noise=float("nan")))
