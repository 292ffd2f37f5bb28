"""What a network hears of a sound: its energy in bands of frequency, frame by frame."""

import functools

import numpy as np

RATE, FRAME, HOP, BANDS = 8_000, 200, 100, 40
FFT = 256
LOW, HIGH = 50.0, 3_900.0
FLOOR = 1e-5


def _mel(hertz):
    return 2595 * np.log10(1 + np.asarray(hertz) / 700)


@functools.cache
def _edges():
    mels = np.linspace(_mel(LOW), _mel(HIGH), BANDS + 2)
    return 700 * (10 ** (mels / 2595) - 1)


def centres():
    return _edges()[1:-1].copy()


@functools.cache
def _weights():
    edges, hertz = _edges(), np.arange(FFT // 2 + 1) * RATE / FFT
    triangles = [np.interp(hertz, edges[i : i + 3], [0, 1, 0]) for i in range(BANDS)]
    return np.stack(triangles, 1)


def log_mel(samples, *, normalise=True):
    samples = np.asarray(samples, "float64")
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(FRAME + 1)[:-1], FFT)) ** 2
    bands = np.log(power @ _weights() + FLOOR)
    if normalise:
        bands = (bands - bands.mean(0)) / (bands.std(0) + 1e-3)
    return bands.astype("float32")
