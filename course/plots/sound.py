"""Sound as pictures: the pressure over time, its frequencies, and what a network gets to read."""

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, number
from course.plots.style import COLOURS

FLOOR = 60  # decibels below the loudest that are still drawn


def plot_sound(samples, features, *, rate, words=None, spans=(), title="", axes=None):
    """Draw a sound three times, one below the other: pressure, spectrogram, features of bands.

    Args:
        samples: float array (length,), the sound.
        features: float array (frames, bands), low bands first.
        rate: samples per second.
        words: what was spoken, one per span, written above it; or None.
        spans: (words, 2) numbers, first sample of each word and the one after its last.
        title: of the whole picture.
        axes: three Axes, or None for new ones.

    Returns:
        array of three Axes.

    Raises:
        ValueError: not one word per span.
    """
    if words is not None and len(words) != len(spans):
        raise ValueError(f"{len(words)} words for {len(spans)} spans")
    if axes is None:
        heights = {"height_ratios": [1, 1.6, 1.6]}
        _, axes = plt.subplots(3, 1, figsize=(7.5, 5.0), sharex=True, gridspec_kw=heights)
    seconds = len(samples) / rate
    axes[0].plot(np.arange(len(samples)) / rate, samples, linewidth=0.5, color=COLOURS["blue"])
    axes[0].set(ylabel="pressure", yticks=[])
    loud = _decibels(samples, rate)
    extent = (0, seconds, 0, rate / 2 / 1000)
    axes[1].imshow(loud.T, origin="lower", aspect="auto", extent=extent, vmin=-FLOOR, vmax=0)
    axes[1].set(ylabel="frequency (kHz)")
    extent = (0, seconds, 0, features.shape[1])
    axes[2].imshow(features.T, origin="lower", aspect="auto", extent=extent)
    axes[2].set(ylabel="band", xlabel="seconds", xlim=(0, seconds))
    top = np.abs(samples).max()
    axes[0].set_ylim(-1.1 * top, 1.1 * top)
    for place, (start, end) in enumerate(spans):
        for ax in axes:
            shade = {"color": COLOURS["orange"], "linewidth": 1, "alpha": 0.8}
            ax.axvline(start / rate, **shade)
            ax.axvline(end / rate, linestyle=":", **shade)
        if words is not None:
            middle = (start + end) / 2 / rate
            axes[0].text(middle, 1.15 * top, str(words[place]), ha="center", va="bottom")
    if title:
        axes[0].set_title(title, pad=20 if words is not None else 6)
    _say(axes, samples, loud, features, rate, words, spans)
    return axes


def _say(axes, samples, loud, features, rate, words, spans):
    """Describe the three pictures of a sound: what is when, which frequency and which band are loudest."""
    names = [""] * len(spans) if words is None else [f"{word} " for word in words]
    told = ", ".join(
        f"{word}{number(start / rate)} to {number(end / rate)}"
        for word, (start, end) in zip(names, spans, strict=True)
    )
    spoken = f"; words are marked at {told} seconds" if told else ""
    describe(axes[0], f"The pressure over {number(len(samples) / rate)} seconds{spoken}.")
    loudest = rate / 2 / 1000 * loud.mean(axis=0).argmax() / (loud.shape[1] - 1)
    describe(
        axes[1],
        f"Its spectrogram up to {number(rate / 2000)} kHz, loudest on average at {number(loudest)} kHz.",
    )
    features = np.asarray(features)
    describe(
        axes[2],
        f"The same as {features.shape[1]} bands in {len(features)} frames; on average band "
        f"{features.mean(axis=0).argmax()} is the loudest.",
    )


def _decibels(samples, rate):
    """Loudness (frames, frequencies) below the loudest, in decibels, from windows of 20 milliseconds."""
    size, hop = rate // 50, rate // 200
    starts = np.arange(0, max(len(samples) - size, 0) + 1, hop)
    padded = np.pad(samples, (0, max(size - len(samples), 0)))
    windows = padded[starts[:, None] + np.arange(size)] * np.hanning(size)
    power = np.abs(np.fft.rfft(windows, 2 * size)) ** 2
    return 10 * np.log10(power / power.max() + 1e-10)
