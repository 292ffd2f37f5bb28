"""Notes as sound: a melody that the notebook can play.

    from IPython.display import Audio
    Audio(sound.samples(melody.notes), rate=sound.RATE)

The notebook keeps what it plays: a second of sound takes 21 kB there.
"""

import numpy as np

RATE = 8_000  # numbers a second: enough for a melody, and small in a notebook
EIGHTH = 0.15  # seconds
HARMONICS = (1.0, 0.45, 0.2, 0.1)  # how loud a string sounds at 1, 2, 3 and 4 times its pitch
ATTACK, RELEASE, DECAY = 0.01, 0.04, 2.5  # seconds to rise, seconds to fall, fading per second


def samples(notes, *, eighth=EIGHTH, rate=RATE):
    """Play notes one after the other on something like a plucked string.

    Args:
        notes: list of (pitch, length): a MIDI number (69 is the A of 440 Hz) and eighths, such as
            `course.data.melodies.Note`.
        eighth: seconds that an eighth lasts.
        rate: numbers a second.

    Returns:
        float32 array, the sound pressure over time, the loudest number 0.9.

    Raises:
        ValueError: no notes, or an eighth that is shorter than a note needs to rise and fall.
    """
    notes = list(notes)
    if not notes:
        raise ValueError("there are no notes to play")
    if eighth < ATTACK + RELEASE:
        raise ValueError(f"an eighth must last {ATTACK + RELEASE:g} s or more, got {eighth:g}")
    borders = np.round(np.cumsum([0, *(length for _, length in notes)]) * eighth * rate).astype(int)
    sound = np.zeros(borders[-1], "float32")
    for (pitch, _), start, end in zip(notes, borders, borders[1:], strict=False):
        sound[start:end] = _note(440 * 2 ** ((pitch - 69) / 12), end - start, rate)
    return 0.9 * sound / np.abs(sound).max()


def _note(frequency, count, rate):
    """A note of `count` numbers: harmonics below half the rate, under an envelope that begins and ends at 0."""
    seconds = np.arange(count) / rate
    waves = sum(
        loudness * np.sin(2 * np.pi * times * frequency * seconds)
        for times, loudness in enumerate(HARMONICS, 1)
        if times * frequency < rate / 2
    )
    left = (count - np.arange(count)) / rate
    envelope = np.minimum(seconds / ATTACK, 1) * np.minimum(left / RELEASE, 1)
    return waves * envelope * np.exp(-DECAY * seconds)
