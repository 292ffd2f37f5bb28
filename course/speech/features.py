"""What a network hears of a sound: how much energy is in each band of frequency, frame by frame."""

import functools

import numpy as np

from course.speech import RATE

FRAME, HOP, FFT = 200, 100, 256  # samples: a frame is 25 ms, and every 12.5 ms another one begins
BANDS, LOW, HIGH = 40, 50.0, 3_900.0  # Hz
FLOOR = 1e-5  # energy that is as good as none


def log_mel(samples, *, normalise=True):
    """Logarithms of the energies in 40 bands that are as wide as the ear's (mel scale).

    Args:
        samples: array (samples,) at 8,000 Hz, 200 at least, such as from `synthesis.say` or `wav.read`.
        normalise: whether each band then gets mean 0 and standard deviation 1 over the utterance, which
            takes away how loud it is and what the microphone and the room do.

    Returns:
        float32 array (frames, 40), frames = 1 + (samples - 200) // 100.

    Raises:
        ValueError: the sound is shorter than a frame, not one-dimensional, or not finite.

    Source: Davis & Mermelstein 1980, without their cosine transform.
    """
    samples = np.asarray(samples, "float64")
    if samples.ndim != 1 or len(samples) < FRAME:
        raise ValueError(f"expected at least {FRAME} samples in a row, got shape {samples.shape}")
    if not np.isfinite(samples).all():
        raise ValueError("the samples must be finite")
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    window = np.hanning(FRAME + 1)[:-1]
    power = np.abs(np.fft.rfft(frames * window, FFT)) ** 2
    bands = np.log(power @ _weights() + FLOOR)
    if normalise:
        bands = (bands - bands.mean(0)) / (bands.std(0) + 1e-3)
    return bands.astype("float32")


def centres():
    """Where each band has its middle, for axes: float array (40,), Hz."""
    return _edges()[1:-1].copy()


def triangles():
    """The filters of `log_mel`: float array (40, 129), their height at each frequency of the transform."""
    return _weights().T.copy()


def seconds(frames):
    """The middle of each of `frames` frames, for axes: float array (frames,)."""
    return (np.arange(frames) * HOP + FRAME / 2) / RATE


@functools.cache
def _edges():
    mels = np.linspace(*(2595 * np.log10(1 + hertz / 700) for hertz in (LOW, HIGH)), BANDS + 2)
    return 700 * (10 ** (mels / 2595) - 1)


@functools.cache
def _weights():
    """(FFT // 2 + 1, BANDS): how much each frequency counts in each band."""
    edges, hertz = _edges(), np.arange(FFT // 2 + 1) * RATE / FFT
    rows = [np.interp(hertz, edges[band : band + 3], [0, 1, 0]) for band in range(BANDS)]
    return np.stack(rows, 1)
