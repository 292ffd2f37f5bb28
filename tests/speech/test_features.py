import numpy as np
import pytest

from course.speech import RATE, features, synthesis
from course.speech.voices import Voice

SECOND = np.arange(RATE) / RATE


def tone(hertz):
    return 0.1 * np.sin(2 * np.pi * hertz * SECOND)


@pytest.mark.parametrize("samples, frames", [(200, 1), (299, 1), (300, 2), (8_000, 79)])
def test_shapes(samples, frames):
    found = features.log_mel(np.random.default_rng(1).standard_normal(samples))
    assert found.shape == (frames, features.BANDS) and found.dtype == "float32"
    assert features.seconds(frames).shape == (frames,)


@pytest.mark.parametrize("band", [0, 3, 10, 20, 30, 39])
def test_a_tone_is_loudest_in_the_band_around_it(band):
    loud = features.log_mel(tone(features.centres()[band]), normalise=False)
    assert (abs(loud.argmax(axis=1) - band) <= (1 if band < 4 else 0)).all()


def test_no_band_is_empty():
    """Rounded to the bins of the transform, the lowest bands would have none."""
    noise = np.random.default_rng(1).standard_normal(8_000)
    assert (features.log_mel(noise, normalise=False).mean(axis=0) > 1).all()


def test_bands_are_as_wide_as_the_ears():
    gaps = np.diff(features.centres())
    assert (np.diff(gaps) > 0).all() and gaps[-1] > 4 * gaps[0]
    assert 50 < features.centres()[0] and features.centres()[-1] < 3_900


def test_normalised_it_does_not_matter_how_loud_it_is():
    sound = synthesis.say([4, 2], Voice(noise=0.01), rng=np.random.default_rng(1))
    loud, soft = features.log_mel(sound), features.log_mel(0.2 * sound)
    assert np.abs(loud - soft).max() < 0.2 and np.abs(loud - soft).mean() < 0.01
    assert np.allclose(loud.mean(axis=0), 0, atol=1e-4) and np.allclose(
        loud.std(axis=0), 1, atol=0.01
    )
    raw = features.log_mel(sound, normalise=False), features.log_mel(0.2 * sound, normalise=False)
    assert np.median(raw[0] - raw[1]) == pytest.approx(2 * np.log(5), abs=0.02)


def test_a_click_is_in_the_frames_around_it():
    sound = np.zeros(4_000)
    sound[2_000] = 1
    loud = features.log_mel(sound, normalise=False).sum(axis=1)
    assert abs(features.seconds(len(loud))[loud.argmax()] - 2_000 / RATE) <= features.HOP / RATE


def test_silence_has_features_too():
    assert np.allclose(features.log_mel(np.zeros(900)), 0)


@pytest.mark.parametrize("samples", [np.zeros(199), np.zeros((400, 2)), np.array(1.0)])
def test_what_is_no_sound(samples):
    with pytest.raises(ValueError, match="at least 200 samples in a row"):
        features.log_mel(samples)
    with pytest.raises(ValueError, match="finite"):
        features.log_mel(np.full(400, np.nan))


def test_what_a_caller_does_to_the_centres_stays_with_him():
    features.centres()[:] = 0
    assert features.centres()[0] > 50
