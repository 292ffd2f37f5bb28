import numpy as np
import pytest

from course.data import spoken
from course.speech import voices
from course.speech.voices import Voice


def test_strings_of_digits():
    drawn = spoken.strings(30, (2, 4), seed=1)
    assert len(drawn.sounds) == len(drawn.labels) == len(drawn.voices) == 30
    assert {len(label) for label in drawn.labels} == {2, 3, 4}
    assert set(np.concatenate(drawn.labels)) == set(range(10))
    for sound, label in zip(drawn.sounds, drawn.labels, strict=False):
        assert sound.dtype == "float32" and 0.2 < len(sound) / 8_000 / len(label) < 0.9


def test_a_seed_gives_the_same_strings_and_another_one_others():
    first, again, more, other = (
        spoken.strings(count, seed=seed) for count, seed in ((3, 1), (3, 1), (5, 1), (3, 2))
    )
    assert all((a == b).all() for a, b in zip(first.sounds, again.sounds, strict=False))
    assert all((a == b).all() for a, b in zip(first.sounds, more.sounds, strict=False))
    assert first.voices == more.voices[:3] != other.voices


def test_voices_to_train_on_new_ones_and_one():
    assert not any(map(voices.is_new, spoken.strings(20, (1, 1), seed=1).voices))
    assert all(map(voices.is_new, spoken.strings(20, (1, 1), seed=1, voices="new").voices))
    mine = Voice(100, 1.1, 1.0, 0.001)
    assert spoken.strings(3, seed=1, voices=mine).voices == [mine] * 3


def test_gaps_and_gain_are_as_asked():
    mine = Voice(noise=0.0)
    close, far = (
        spoken.strings(6, (5, 5), seed=1, voices=mine, gaps=gaps) for gaps in ((0, 0), (0.5, 0.5))
    )
    longer = (
        np.mean([len(b) - len(a) for a, b in zip(close.sounds, far.sounds, strict=False)]) / 8_000
    )
    assert longer == pytest.approx(4 * 0.5, abs=0.3)
    loud = spoken.strings(5, seed=1, voices=mine, gain=(2, 2))
    assert [np.sqrt(np.mean(sound**2)) for sound in loud.sounds] == pytest.approx(
        [0.2] * 5, rel=1e-3
    )


def test_features():
    drawn = spoken.strings(3, seed=1)
    for normalise in (True, False):
        found = spoken.features(drawn, normalise=normalise)
        assert [len(rows) for rows in found] == [1 + (len(s) - 200) // 100 for s in drawn.sounds]
        assert all(np.allclose(rows.mean(axis=0), 0, atol=1e-4) for rows in found) == normalise


@pytest.mark.parametrize(
    "options, problem",
    [
        ({"count": 0}, "at least one string of 1 to 40 digits, got 0 strings of 3 to 5"),
        ({"digits": (0, 2)}, "got 1 strings of 0 to 2"),
        ({"digits": (3, 2)}, "got 1 strings of 3 to 2"),
        ({"digits": (3, 41)}, "1 to 40 digits"),
        ({"voices": "all"}, 'voices are "train", "new" or one Voice, got \'all\''),
        ({"gain": (0, 1)}, "a gain is a softest and a loudest"),
        ({"gaps": (0.3, 0.1)}, "gaps are a shortest and a longest"),
    ],
)
def test_what_cannot_be_drawn(options, problem):
    with pytest.raises(ValueError, match=problem):
        spoken.strings(**{"count": 1, "seed": 1, **options})
