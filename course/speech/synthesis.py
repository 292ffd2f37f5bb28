"""Digits as sound: a source, which buzzes or hisses, and a filter, which is the mouth.

The vocal folds give pulses, the throat and narrow places give noise. The filter is a row of resonators, one
per formant, whose frequencies move from phone to phone. `course.speech.phones` has the numbers.

Source: Klatt 1980, Software for a cascade/parallel formant synthesizer.
"""

import operator
from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from course.speech import RATE, phones, voices

HOP = 64  # samples: the filter is another one every 8 ms, and fades into it
RING = 512  # samples in which a piece of sound has died away in the filter
REACH, SUDDEN = (
    0.040,
    0.004,
)  # seconds, on both sides of a border, in which formants and loudness move
HIGHEST = 3_900.0  # Hz
FOURTH = (3_350.0, 250.0)  # Hz, the formant that all phones share, and its bandwidth
NOSE, NOSE_OPEN, NOSE_WIDTH = 270.0, 450.0, 100.0  # Hz: its resonance, and the gap if it is open
NOISE = 0.3  # how loud noise is beside the pulses of the vocal folds
LOUDNESS = 0.1  # standard deviation of the samples
VARIED, CARELESS = 0.05, 0.1  # how far formants miss, by chance and towards the neutral vowel
NEUTRAL = np.array([500.0, 1500.0, 2500.0])  # Hz, formants of a tube that is as wide everywhere
GAPS = (0.010, 0.120)  # seconds between two digits
EDGE = (0.02, 0.06)  # seconds before the first digit and after the last


class Timed(NamedTuple):
    """A sound, and where its digits are.

    Attributes:
        sound: float32 array (samples,).
        spans: int array (digits, 2), the first sample of each digit and the one after its last.
    """

    sound: np.ndarray
    spans: np.ndarray


def say(digits, voice, *, rng, gaps=GAPS):
    """Say digits, one after the other; each time a little differently.

    Args:
        digits: list of int, 0 to 9, one at least.
        voice: voices.Voice.
        rng: numpy Generator, for what differs from one time to the next: lengths, formants, melody,
            loudness, the noise itself.
        gaps: (shortest, longest), seconds of silence between two digits, 0 to 2.

    Returns:
        float32 array (samples,) at 8,000 Hz, about 0.4 s a digit, standard deviation about 0.1.

    Raises:
        ValueError: no digits or something else than digits, a voice or gaps out of range.
    """
    return say_timed(digits, voice, rng=rng, gaps=gaps).sound


def say_timed(digits, voice, *, rng, gaps=GAPS):
    """The same, with the place of each digit: Timed. Arguments and errors as those of `say`."""
    digits = _checked(digits)
    voices.checked(voice)
    if not 0 <= gaps[0] <= gaps[1] <= 2:
        raise ValueError(f"gaps are a shortest and a longest, 0 to 2 seconds, got {gaps}")
    pause = phones.table()["pause"]
    said, seconds = [pause], [rng.uniform(*EDGE)]
    spans = []
    for place, digit in enumerate(digits):
        if place:
            said.append(pause)
            seconds.append(rng.uniform(*gaps))
        start = sum(seconds)
        for phone in phones.of_digit(digit):
            said.append(phone)
            seconds.append(phone.ms / 1000 / voice.tempo * rng.lognormal(0, 0.2))
        spans.append((start, sum(seconds)))
    said.append(pause)
    seconds.append(rng.uniform(*EDGE))
    sound = _spoken(np.array(said), np.cumsum(seconds), np.array(spans), voice, rng)
    return Timed(sound, np.round(np.array(spans) * RATE).astype(int))


def _checked(digits):
    try:
        digits = [operator.index(digit) for digit in digits]
    except TypeError as error:
        raise ValueError(f"expected a list of digits, got {digits!r}") from error
    if not digits or not all(0 <= digit <= 9 for digit in digits):
        raise ValueError(f"expected digits, each 0 to 9, one at least, got {digits}")
    return digits


def _spoken(said, ends, spans, voice, rng):
    """Phones (n, 13) that end at `ends`, as sound."""
    seconds = np.arange(int(ends[-1] * RATE)) / RATE
    frames = np.arange(-(-len(seconds) // HOP) + 1) * HOP / RATE
    column = {name: said[:, place] for place, name in enumerate(phones.Phone._fields)}

    def columns(*names):
        return np.stack([column[name] for name in names], 1)

    formants = columns("f1", "f2", "f3") * rng.lognormal(0, VARIED, (len(said), 3))
    formants += rng.uniform(0, CARELESS) * (NEUTRAL - formants)
    formants = _track(formants, ends, REACH, frames) / voice.tract
    widths = _track(columns("b1", "b2", "b3"), ends, REACH, frames)
    mouth = _track(columns("centre", "width", "nasal"), ends, SUDDEN, frames)
    decibels = columns("voice", "breath", "hiss")
    loud = np.where(decibels > 0, 10 ** ((decibels - 60) / 20), 0)
    loud[:, 1:] *= rng.lognormal(-0.1, 0.4, (len(said), 2))
    loud = _track(loud, ends, SUDDEN, seconds)
    loud[:, 0] *= _swell(spans, seconds, rng)

    buzz, open_folds = _folds(_pitch(spans, seconds, voice, rng), rng)
    noise = NOISE * rng.standard_normal((2, len(seconds)))
    hiss = noise[1] * np.where((loud[:, 0] > 0.05) & ~open_folds, 0.5, 1)  # in v and z it pulses
    throat = loud[:, 0] * buzz + loud[:, 1] * np.diff(noise[0], prepend=0)
    narrow = 10 ** rng.uniform(-0.7, 0.1) * loud[:, 2] * hiss

    sound = _through_tract(throat, formants, widths, mouth[:, 2], voice.tract)
    sound += _through_narrow(narrow, mouth[:, 0] / np.sqrt(voice.tract), mouth[:, 1])
    sound *= LOUDNESS / np.sqrt(np.mean(sound**2))
    return (sound + voice.noise * rng.standard_normal(len(sound))).astype("float32")


def _track(targets, ends, reach, at):
    """Targets (phones, n) as curves (times, n): flat in the middle of a phone, a ramp over each border."""
    starts = np.concatenate([[0], ends[:-1]])
    reach = np.minimum(reach, 0.45 * (ends - starts))
    knots = np.stack([starts + reach, ends - reach], 1).ravel()
    return np.stack([np.interp(at, knots, np.repeat(row, 2)) for row in targets.T], 1)


def _pitch(spans, seconds, voice, rng):
    """Hz at each sample: it sinks over the string, each digit has a peak, and it is never quite steady."""
    knots, values = [0.0], [1.08]
    for start, end in spans:
        line = 1.08 - 0.18 * start / seconds[-1]
        knots += [start, start + 0.4 * (end - start), end]
        values += [line, line * rng.uniform(1.0, 1.15), line * rng.uniform(0.85, 0.97)]
    jitter = np.repeat(rng.normal(0, 0.012, len(seconds) // HOP + 1), HOP)[: len(seconds)]
    return voice.pitch * np.interp(seconds, knots, values) * (1 + jitter)


def _swell(spans, seconds, rng):
    """How loud the voice is at each sample: a digit swells, and dies away."""
    knots, values = [], []
    for start, end in spans:
        length, level = end - start, rng.uniform(0.7, 1.2)
        peak = start + rng.uniform(0.25, 0.45) * length
        knots += [start, peak, start + 0.7 * length, end - 0.02, end]
        values += [0.5 * level, level, 0.75 * level, 0.25 * level, 0.05 * level]
    return np.interp(seconds, knots, values)


def _folds(pitch, rng):
    """The pulses of the vocal folds, and whether the folds are open, at each sample.

    A pulse is a sum of harmonics below HIGHEST, all equally strong, so nothing is folded back at half the
    rate. Then they lose 12 dB an octave, and the lips give 6 dB back.
    """
    half = np.pi * np.cumsum(pitch) / RATE
    harmonics = np.floor(HIGHEST / pitch)
    bottom = np.sin(half)
    at_peak = np.abs(bottom) < 1e-6
    sum_of_harmonics = np.sin((2 * harmonics + 1) * half) / np.where(at_peak, 1, bottom)
    pulses = np.where(at_peak, 2 * harmonics + 1, sum_of_harmonics) * pitch / RATE
    b, c = _resonator(0.0, 100.0)
    buzz = lfilter([1.0, -1.0], [1, -b, -c], pulses)
    dull = np.exp(-2 * np.pi * 1000 * 2 ** rng.uniform(-1, 1) / RATE)  # a soft or a pressed voice
    return lfilter([1 - dull], [1, -dull], buzz), np.cos(2 * half) > 0


def _through_tract(source, formants, widths, nasal, tract):
    """Through the formants one after the other, and where the nose is open through its gap."""
    whole = np.ones((len(formants), 1))
    at = np.concatenate([formants, FOURTH[0] / tract * whole, NOSE * whole], 1)
    widths = np.concatenate([widths, FOURTH[1] * whole, NOSE_WIDTH * whole], 1)
    bottom = _polynomial(np.minimum(at, HIGHEST), widths)
    gap = NOSE + (NOSE_OPEN - NOSE) * nasal[:, None]  # shut, it cancels the nose's resonance
    top = _polynomial(gap, NOSE_WIDTH * whole)
    gain = bottom.sum(1, keepdims=True) / top.sum(1, keepdims=True)  # 1 at 0 Hz
    return _filtered(source, gain * top, bottom)


def _through_narrow(source, centre, width):
    """Through one resonator, as noise sounds that is made at the teeth."""
    bottom = _polynomial(np.minimum(centre, HIGHEST)[:, None], width[:, None])
    gain = 1 - np.exp(-np.pi * width / RATE)
    return _filtered(source, gain[:, None] * [[1.0, -1.0]], bottom)


def _resonator(frequency, bandwidth):
    """B and C of Klatt's resonator, y[n] = A x[n] + B y[n-1] + C y[n-2], for Hz."""
    radius = np.exp(-np.pi * bandwidth / RATE)
    return 2 * radius * np.cos(2 * np.pi * frequency / RATE), -(radius**2)


def _polynomial(frequencies, bandwidths):
    """1 - B z - C z² of every resonator, multiplied: (frames, n) -> coefficients (frames, 2 n + 1)."""
    product = np.ones((len(frequencies), 1))
    for b, c in zip(*(part.T for part in _resonator(frequencies, bandwidths)), strict=True):
        longer = np.pad(product, ((0, 0), (0, 2)))
        longer[:, 1:-1] -= b[:, None] * product
        longer[:, 2:] -= c[:, None] * product
        product = longer
    return product


def _filtered(source, top, bottom):
    """Each piece of the source through its own filter top/bottom, added where the pieces overlap."""
    frames = len(bottom)
    padded = np.pad(source, (HOP, (frames + 1) * HOP - len(source)))
    window = np.hanning(2 * HOP + 1)[:-1]  # two that overlap add up to 1
    pieces = np.lib.stride_tricks.sliding_window_view(padded, 2 * HOP)[::HOP][:frames] * window
    response = np.fft.rfft(top, RING) / np.fft.rfft(bottom, RING)
    pieces = np.fft.irfft(np.fft.rfft(pieces, RING) * response, RING)
    sums = np.zeros((frames + RING // HOP, HOP))
    for part in range(RING // HOP):
        sums[part : part + frames] += pieces[:, part * HOP : (part + 1) * HOP]
    return sums.ravel()[HOP : HOP + len(source)]
