"""A network that listens: `course demo listen --say 3141`, or a WAV file, or a prompt.

`course.nets.listener` is the network; here is what it is given, and a picture of what it heard.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from course import runtime
from course.demos.prompt import converse, ends, readable
from course.errors import CourseError
from course.speech import RATE, features, synthesis, voices, wav

MOST = 20  # digits to say at once
VOICES = 10_000  # to draw from; a number names one
COLUMN = 0.05  # seconds in a column of the picture, which is an output of the network
WIDTH = 70  # columns in a row of the picture; with the words in front of them, less than 80
LOUD = " .:-=+*#"  # from 35 dB below the loudest column to the loudest
DECIBELS = 35
AROUND = 0.05  # seconds that are kept before and after what is not quiet
SURE = 0.7  # probability below which a digit gets a question mark
HONEST = (
    "It knows the digits zero to nine and nothing else, and was trained on synthesised voices: of digits that "
    "people recorded it gets {wrong:.0%} wrong."
)


class Heard(NamedTuple):
    """A digit that was heard.

    Attributes:
        digit: int.
        place: int, the output of the network at which it was surest.
        probability: float, at that output.
    """

    digit: int
    place: int
    probability: float


def main(file=None, say=None, voice=None, save=None):
    """Listen to one sound, or prompt for digits and files until the input ends.

    Args:
        file: path of a WAV file, or None.
        say: str, digits to synthesise, or None.
        voice: str, the number of the voice that says them, or None for one by chance.
        save: path of a WAV file to write what was synthesised to, or None.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the options do not go together, or one of them cannot be read.
    """
    if file is not None and (say is not None or voice is not None):
        raise CourseError("give a file to listen to, or --say with --voice, not both")
    if save is not None and say is None:
        raise CourseError("--save keeps what --say DIGITS says: give both")
    seed = None if voice is None else _seed(readable(voice))
    if file is None and say is None:
        return _prompt(seed)
    if file is not None:
        sound, spoken = wav.read(file), None
    else:
        sound, spoken = _said(digits_of(readable(say)), seed)
        if save is not None:
            wav.write(save, sound.sound)
    print(_answer(_network(), sound, spoken))
    if save is not None:
        print(f"The sound is in {save}.")
    print(_honest())
    return 0


def digits_of(text):
    """The digits of a text such as "3141" or "3 1 4 1", a list of int.

    Raises:
        CourseError: something else is in it, nothing, or too much.
    """
    digits = "".join(text.replace(",", " ").replace("-", " ").split())
    if not digits or not (digits.isascii() and digits.isdigit()):
        found = repr(text.strip()[:40]) if text.strip() else "nothing"
        raise CourseError(f"type digits to be said, such as 3141; got {found}")
    if len(digits) > MOST:
        raise CourseError(f"at most {MOST} digits are said at once; got {len(digits)}")
    return [int(digit) for digit in digits]


def _seed(text):
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise CourseError(
            f"--voice is a whole number of at most nine digits, such as 17; got {text!r:.40}"
        )
    return int(text)


def _prompt(seed):
    model = _network()
    print(f"Digits are said by a synthesised voice, and a network listens; {ends()}.")
    print(_honest())

    def answer(line):
        if line.strip().lower().endswith(".wav"):
            return _answer(model, wav.read(Path(line.strip()).expanduser()), None)
        return _answer(model, *_said(digits_of(line), seed))

    return converse("Digits, or a WAV file: ", answer)


def _network():
    from course.nets import listener

    runtime.quiet()
    return listener.load(listener.SHIPPED)[0]


def _honest():
    from course.nets import listener, recordings

    return HONEST.format(wrong=recordings.record()["synthesised"][listener.SHIPPED])


def _said(digits, seed):
    """A Timed, and (digits, a sentence on the voice), by a voice that no training had."""
    if seed is None:
        seed = int(np.random.default_rng().integers(VOICES))
    rng = np.random.default_rng(seed)
    voice = voices.Voice.draw(rng, "new")
    told = (
        f"voice {seed}: pitch {voice.pitch:.0f} Hz, vocal tract {voice.tract:.2f}, tempo "
        f"{voice.tempo:.2f}, noise {voice.noise:.3f}"
    )
    return synthesis.say_timed(digits, voice, rng=rng), (digits, told)


def _answer(model, sound, spoken):
    """A picture of the sound with what was heard, and a sentence."""
    samples = sound if spoken is None else sound.sound
    heard = listen(model, samples)
    rows = {"loudness": _loudness(samples)}
    if spoken is not None:
        middles = [span.mean() / RATE for span in sound.spans]
        rows["said"] = _marks(spoken[0], middles, len(rows["loudness"]))
    times = [(one.place + 0.5) * COLUMN for one in heard]
    rows["heard"] = _marks([one.digit for one in heard], times, len(rows["loudness"]))
    lines = [spoken[1]] if spoken is not None else []
    lines += _picture(rows)
    written = " ".join(f"{one.digit}{'?' if one.probability < SURE else ''}" for one in heard)
    lines.append(f"heard: {written or 'no digit at all'}{_verdict(heard, spoken)}")
    return "\n".join(lines)


def listen(model, samples):
    """The digits that a network hears in a sound.

    Args:
        model: as `listener.load` gives it.
        samples: float array (samples,) at 8,000 Hz.

    Returns:
        list of Heard, in time.
    """
    from course.nets import listener

    start, end = _busy(samples)
    (logs,) = listener.hear(model, [features.log_mel(_levelled(samples[start:end]))])
    best, offset = logs.argmax(axis=1), start / RATE / COLUMN
    heard, before = [], 0
    for place, one in enumerate(best):
        probability = float(np.exp(logs[place, one]))
        if one and one == before:  # the same digit still: keep where it is surest
            if probability > heard[-1].probability:
                heard[-1] = Heard(int(one) - 1, round(place + offset), probability)
        elif one:
            heard.append(Heard(int(one) - 1, round(place + offset), probability))
        before = one
    return heard


def _busy(samples):
    """From where to where a sound is not quiet: long silence would spoil the mean of its features."""
    energy = np.convolve(np.square(samples), np.ones(400) / 400, "same")
    loud = np.flatnonzero(energy > energy.max() * 10 ** (-DECIBELS / 10))
    margin = round(AROUND * RATE)
    start, end = max(0, loud[0] - margin), min(len(samples), loud[-1] + 1 + margin)
    return (start, end) if end - start >= features.FRAME else (0, len(samples))


def _levelled(samples):
    return samples * (synthesis.LOUDNESS / np.sqrt(np.mean(np.square(samples))))


def _loudness(samples):
    """A mark for each column of the picture: how loud it is there."""
    size = round(COLUMN * RATE)
    padded = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
    power = np.square(padded).mean(axis=1)
    below = -10 * np.log10(np.maximum(power / power.max(), 1e-12))
    steps = np.clip((1 - below / DECIBELS) * len(LOUD), 0, len(LOUD) - 1).astype(int)
    return "".join(LOUD[step] for step in steps)


def _marks(digits, times, width):
    """A row with each digit at its time, beside another where its column is taken."""
    row = [" "] * (width + len(digits))
    column = -1
    for digit, time in zip(digits, times, strict=True):
        column = max(column + 1, min(int(time / COLUMN), width - 1))
        row[column] = str(digit)
    return "".join(row).rstrip()


def _picture(rows):
    """The rows in parts of WIDTH columns, each with the time at its start."""
    for start in range(0, max(map(len, rows.values())), WIDTH):
        if start:
            yield ""
        yield f"{'':9}|{start * COLUMN:.1f} s"
        for name, row in rows.items():
            yield f"{name:9}|{row[start : start + WIDTH]}".rstrip()


def _verdict(heard, spoken):
    if spoken is None:
        return ""
    right = [one.digit for one in heard] == spoken[0]
    return "  (right)" if right else f"  (said: {' '.join(map(str, spoken[0]))})"
