"""Strings of spoken digits, synthesised: as many as wanted, by as many voices as wanted."""

from typing import NamedTuple

import numpy as np

from course.speech import features as ear
from course.speech import synthesis
from course.speech import voices as speakers

GAIN = (0.5, 1.0)
LONGEST = 40  # digits of a string


class Spoken(NamedTuple):
    """Spoken strings of digits.

    Attributes:
        sounds: list of float32 arrays (samples,) at 8,000 Hz, of different lengths.
        labels: list of int arrays (digits,), 0 to 9.
        voices: list, who speaks: `voices.Voice`, or a name.
    """

    sounds: list
    labels: list
    voices: list


def strings(count, digits=(3, 5), *, seed, voices="train", gaps=synthesis.GAPS, gain=GAIN):
    """Draw digits, voices and ways to say them.

    Args:
        count: how many strings.
        digits: (fewest, most) digits of a string, 1 to 40.
        seed: int.
        voices: "train" or "new", voices that are drawn for each string from those to train on or from those
            that nobody trained on (`Voice.draw`); or one Voice that says them all.
        gaps: (shortest, longest) silence between two digits, seconds.
        gain: (softest, loudest), what a whole string is multiplied by.

    Returns:
        Spoken. Equal arguments give equal strings; the first ones do not depend on `count`.

    Raises:
        ValueError: an argument is out of range.
    """
    fewest, most = digits
    if count < 1 or not 1 <= fewest <= most <= LONGEST:
        raise ValueError(
            f"at least one string of 1 to {LONGEST} digits, got {count} strings of {fewest} to {most}"
        )
    if not 0 < gain[0] <= gain[1] <= 10:
        raise ValueError(f"a gain is a softest and a loudest, above 0, at most 10, got {gain}")
    if not isinstance(voices, speakers.Voice) and voices not in ("train", "new"):
        raise ValueError(f'voices are "train", "new" or one Voice, got {voices!r}')
    rng = np.random.default_rng(seed)
    spoken = Spoken([], [], [])
    for _ in range(count):
        one = isinstance(voices, speakers.Voice)
        voice = voices if one else speakers.Voice.draw(rng, voices)
        label = rng.integers(0, 10, rng.integers(fewest, most, endpoint=True))
        sound = synthesis.say(label, voice, rng=rng, gaps=gaps)
        spoken.sounds.append(sound * np.float32(rng.uniform(*gain)))
        spoken.labels.append(label)
        spoken.voices.append(voice)
    return spoken


def features(spoken, *, normalise=True):
    """What a network hears of each string: list of float32 arrays (frames, 40), by `features.log_mel`."""
    return [ear.log_mel(sound, normalise=normalise) for sound in spoken.sounds]
