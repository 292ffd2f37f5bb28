"""Digits as sound."""

from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from course.speech import phones

RATE = 8_000
HOP = 64
RING = 512
FORMANT_REACH, LOUDNESS_REACH = 0.040, 0.004
HIGHEST = 3_900.0
F4, B4 = 3_350.0, 250.0
NOSE, NOSE_SHUT, NOSE_OPEN = 270.0, 270.0, 450.0


class Timed(NamedTuple):
    sound: np.ndarray
    spans: np.ndarray


def say(digits, voice, *, rng, gaps=(0.010, 0.120)):
    return say_timed(digits, voice, rng=rng, gaps=gaps).sound


def say_timed(digits, voice, *, rng, gaps=(0.010, 0.120)):
    pause = phones.table()["pause"]
    rows, seconds, spans = [], [], []

    def add(phone, length, digit):
        rows.append(phone)
        seconds.append(length)
        spans.append(digit)

    add(pause, rng.uniform(0.02, 0.06), -1)
    for place, digit in enumerate(digits):
        if place:
            add(pause, rng.uniform(*gaps), -1)
        for phone in phones.of_digit(digit):
            add(phone, phone.ms / 1000 / voice.tempo * rng.lognormal(0, 0.18), place)
    add(pause, rng.uniform(0.02, 0.06), -1)
    ends = np.cumsum(seconds)
    targets = np.array(rows)  # (phones, 13)
    owner = np.array(spans)
    count = int(ends[-1] * RATE)
    starts = np.concatenate([[0], ends[:-1]])
    borders = np.array(
        [[starts[owner == p][0], ends[owner == p][-1]] for p in range(len(digits))]
    )
    sound = _sound(targets, ends, borders, count, voice, rng)
    return Timed(sound, np.round(borders * RATE).astype(int))


def _track(targets, ends, reach, at):
    """Targets become a curve: flat in the middle of a phone, a ramp around each border."""
    starts = np.concatenate([[0], ends[:-1]])
    reach = np.minimum(reach, 0.45 * (ends - starts))
    knots = np.stack([starts + reach, ends - reach], 1).ravel()
    return np.stack([np.interp(at, knots, np.repeat(row, 2)) for row in targets.T], 1)


def _sound(targets, ends, borders, count, voice, rng):
    seconds = np.arange(count) / RATE
    frames = -(-count // HOP) + 1
    at = np.arange(frames) * HOP / RATE
    names = phones.Phone._fields
    formants = targets[:, 1:4] * rng.lognormal(0, 0.05, (len(targets), 3)) / voice.tract
    loud = np.where(targets[:, 7:10] > 0, 10 ** ((targets[:, 7:10] - 60) / 20), 0.0)
    loud[:, 1:] *= rng.lognormal(-0.1, 0.4, (len(targets), 2))
    formant = _track(formants, ends, FORMANT_REACH, at)
    width = _track(targets[:, 4:7], ends, FORMANT_REACH, at)
    hiss = _track(targets[:, 10:13], ends, LOUDNESS_REACH, at)  # centre, width, nasal
    loud = _track(loud, ends, LOUDNESS_REACH, seconds)
    loud[:, 0] *= _swell(borders, seconds, rng)

    pitch = _pitch(borders, seconds, voice, rng)
    phase = np.cumsum(pitch) / RATE
    harmonics = np.floor(HIGHEST / pitch)
    half = np.pi * phase
    bottom = np.sin(half)
    near = np.abs(bottom) < 1e-6
    pulses = np.sin((2 * harmonics + 1) * half) / np.where(near, 1, bottom)
    pulses = np.where(near, 2 * harmonics + 1, pulses) * pitch / RATE
    # folds: low-pass; lips: difference
    b, c = _resonator(np.array(0.0), np.array(100.0))
    folds = lfilter([1.0, -1.0], [1, -b, -c], pulses)
    dull = np.exp(-2 * np.pi * 1000 * 2 ** rng.uniform(-1, 1) / RATE)
    folds = lfilter([1 - dull], [1, -dull], folds)
    noise = rng.standard_normal((2, count))
    noise[1] *= 1 - 0.5 * (loud[:, 0] > 0.05) * (np.cos(2 * half) < 0)
    throat = loud[:, 0] * folds + 0.3 * loud[:, 1] * np.diff(noise[0], prepend=0)
    mouth = 0.3 * 10 ** rng.uniform(-0.5, 0.2) * loud[:, 2] * noise[1]

    F = np.concatenate([formant, np.full((frames, 1), F4 / voice.tract)], 1)
    F = np.minimum(F, HIGHEST)
    W = np.concatenate([width, np.full((frames, 1), B4)], 1)
    nose = NOSE_SHUT + (NOSE_OPEN - NOSE_SHUT) * hiss[:, 2]
    top = _polynomial(nose[:, None], np.full((frames, 1), 100.0))
    bottom = _polynomial(np.concatenate([F, np.full((frames, 1), NOSE)], 1), np.concatenate([W, np.full((frames, 1), 100.0)], 1))
    gain = bottom.sum(1, keepdims=True) / top.sum(1, keepdims=True)
    out = _filtered(throat, gain * top, bottom, frames)
    bottom = _polynomial(np.minimum(hiss[:, :1] / voice.tract**0.5, HIGHEST), hiss[:, 1:2])
    gain = np.abs(1 - np.exp(-np.pi * hiss[:, 1:2] / RATE))
    out = out + _filtered(mouth, gain * np.array([[1.0, -1.0]]), bottom, frames)
    sound = out[:count]
    sound = 0.1 * sound / np.sqrt(np.mean(sound**2))
    sound = sound + voice.noise * rng.standard_normal(count)
    return sound.astype("float32")


def _pitch(borders, seconds, voice, rng):
    total = seconds[-1]
    knots, values = [0.0], [1.08]
    for start, end in borders:
        line = 1.08 - 0.18 * start / total
        peak = line * rng.uniform(1.0, 1.15)
        knots += [start, start + 0.4 * (end - start), end]
        values += [line, peak, line * rng.uniform(0.85, 0.97)]
    knots.append(total + 0.1)
    values.append(values[-1])
    curve = np.interp(seconds, knots, values)
    slow = np.repeat(rng.normal(0, 0.012, len(seconds) // 64 + 1), 64)[: len(seconds)]
    return voice.pitch * curve * (1 + slow)


def _swell(borders, seconds, rng):
    """A word grows louder for a moment and dies away."""
    knots, values = [], []
    for start, end in borders:
        peak = start + rng.uniform(0.25, 0.45) * (end - start)
        knots += [start, peak, start + 0.7 * (end - start), end - 0.02, end]
        level = rng.uniform(0.7, 1.2)
        values += [0.5 * level, level, 0.75 * level, 0.25 * level, 0.05 * level]
    return np.interp(seconds, knots, values)


def _resonator(frequency, bandwidth):
    """B and C of y[n] = A x[n] + B y[n-1] + C y[n-2] (Klatt 1980)."""
    radius = np.exp(-np.pi * bandwidth / RATE)
    return 2 * radius * np.cos(2 * np.pi * frequency / RATE), -(radius**2)


def _polynomial(frequencies, bandwidths):
    """1 - B z - C z² of each resonator, multiplied: (frames, resonators) -> (frames, 1 + 2 resonators)."""
    b, c = _resonator(frequencies, bandwidths)
    product = np.ones((len(b), 1))
    for column in range(b.shape[1]):
        longer = np.pad(product, ((0, 0), (0, 2)))
        longer[:, 1:-1] -= b[:, column, None] * product
        longer[:, 2:] -= c[:, column, None] * product
        product = longer
    return product


def _filtered(source, top, bottom, frames):
    """Each frame of the source through its own filter, added where they overlap."""
    padded = np.pad(source, (HOP, (frames + 1) * HOP - len(source)))
    window = np.hanning(2 * HOP + 1)[:-1]
    pieces = np.lib.stride_tricks.sliding_window_view(padded, 2 * HOP)[::HOP][:frames] * window
    response = np.fft.rfft(top, RING) / np.fft.rfft(bottom, RING)
    pieces = np.fft.irfft(np.fft.rfft(pieces, RING) * response, RING)
    out = np.zeros((frames + RING // HOP, HOP))
    for part in range(RING // HOP):
        out[part : part + frames] += pieces[:, part * HOP : (part + 1) * HOP]
    return out.ravel()[HOP:]
