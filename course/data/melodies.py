"""Melodies of a small rule system, as events: key, metre, and four phrases, of which the first comes back.

The rules are those of a plain song. It has one of five major keys and keeps to its scale; its bars are all of
one length; notes mostly go by steps or through a chord. The first phrase, A, ends on the key note. A' begins
as A does and ends open, on the second or fifth note of the scale. B brings other bars, and then A comes back,
note for note.

A melody is written as events, as in "G 3/4 B3:2 A3:2 G3:2 | ...": key, metre, then notes (pitch, and length
in eighths) with a bar line between two bars, and "end". The events do not tell how full a bar is: a model that
writes them has to count.
"""

from typing import NamedTuple

import numpy as np

KEYS = {"G": 55, "A": 57, "C": 60, "D": 62, "F": 65}  # key -> its note, as MIDI numbers (C4 is 60)
METRES = {"3/4": 6, "4/4": 8}  # metre -> eighths in a bar
BAR, END = "|", "end"
PHRASE = 2  # bars
SCALE = (0, 2, 4, 5, 7, 9, 11)  # a major scale, in semitones above the key note
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
RHYTHMS = {  # of a bar that goes on, in eighths
    "3/4": ((2, 2, 2), (4, 2), (3, 1, 2), (2, 1, 1, 2), (1, 1, 2, 2), (2, 2, 1, 1)),
    "4/4": (
        (2, 2, 2, 2), (4, 2, 2), (3, 1, 2, 2), (2, 1, 1, 2, 2), (1, 1, 2, 2, 2), (2, 2, 3, 1), (3, 1, 3, 1),
        (2, 2, 2, 1, 1),
    ),
}  # fmt: skip
CADENCES = {  # of the last bar of a phrase
    "3/4": ((2, 4), (1, 1, 4), (3, 3), (6,)),
    "4/4": ((2, 2, 4), (3, 1, 4), (4, 4), (2, 6)),
}
MOTIFS = (  # steps of the scale from each note of a bar to the next
    (1, 1, 1, 1),
    (-1, -1, -1, -1),
    (2, 2, -2, -2),
    (-2, 1, 1, -2),
    (1, -1, -1, 1),
    (-1, 1, 1, -1),
    (0, 1, 0, -1),
    (0, -1, 0, 1),
)
LOW, HIGH = -2, 8  # lowest and highest degree: 0 is the key note, 7 its octave
_PITCHES = range(min(KEYS.values()) - 3, max(KEYS.values()) + 15)  # degrees LOW to HIGH of all keys
_LENGTHS = (1, 2, 3, 4, 6)


class Note(NamedTuple):
    """A note: its pitch, a MIDI number (C4 is 60, one more is a semitone), and its length in eighths."""

    pitch: int
    length: int

    def __str__(self):
        octave, place = divmod(self.pitch, 12)
        return f"{NAMES[place]}{octave - 1}:{self.length}"


class Melody(NamedTuple):
    """A melody: a key of KEYS, one of METRES, and its bars, each a tuple of Notes."""

    key: str
    metre: str
    bars: tuple

    @property
    def notes(self):
        """All notes in a row."""
        return [note for bar in self.bars for note in bar]

    @property
    def phrases(self):
        """The bars two by two; a bar that is left over is not in any."""
        return [self.bars[i : i + PHRASE] for i in range(0, len(self.bars) - PHRASE + 1, PHRASE)]


_NOTES = {
    str(Note(pitch, length)): Note(pitch, length) for pitch in _PITCHES for length in _LENGTHS
}
EVENTS = (*KEYS, *METRES, BAR, END, *_NOTES)  # event number 1 is the first of them, 0 is padding
_IDS = {event: number for number, event in enumerate(EVENTS, 1)}


def draw(count, *, seed):
    """Draw melodies from the rules.

    Args:
        count: how many.
        seed: int.

    Returns:
        list of Melody, each of 8 bars.

    Raises:
        ValueError: count is below 1.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1, got {count}")
    rng = np.random.default_rng(seed)
    return [_melody(_one_of(KEYS, rng), _one_of(METRES, rng), rng) for _ in range(count)]


def _one_of(things, rng):
    things = list(things)
    return things[rng.integers(len(things))]


def _melody(key, metre, rng):
    first = _going_on(metre, (0, 2, 4), rng)
    closed = _cadence(metre, first[-1][0], (0,), rng)
    opened = _cadence(metre, first[-1][0], (1, 4), rng)
    other = _going_on(metre, (5, 7), rng)  # higher than the first phrase can begin
    leading = _cadence(metre, other[-1][0], (1, 4), rng)
    degrees = [first, closed, first, opened, other, leading, first, closed]
    return Melody(key, metre, tuple(_bar(key, bar) for bar in degrees))


def _going_on(metre, starts, rng):
    """A bar that does not end a phrase: list of (degree, length)."""
    rhythm, motif, degree = _one_of(RHYTHMS[metre], rng), _one_of(MOTIFS, rng), _one_of(starts, rng)
    bar = [(degree, rhythm[0])]
    for step, length in zip(motif, rhythm[1:], strict=False):
        degree += step if LOW <= degree + step <= HIGH else -step
        bar.append((degree, length))
    return bar


def _cadence(metre, before, goals, rng):
    """The last bar of a phrase: by steps to one of the goals, from the side on which the bar before ended."""
    rhythm, goal = _one_of(CADENCES[metre], rng), _one_of(goals, rng)
    side = 1 if before > goal else -1
    return [
        (goal + side * left, length)
        for left, length in zip(range(len(rhythm) - 1, -1, -1), rhythm, strict=True)
    ]


def _bar(key, degrees):
    return tuple(
        Note(KEYS[key] + 12 * (degree // 7) + SCALE[degree % 7], length)
        for degree, length in degrees
    )


def events_of(melody):
    """A melody as a list of str, each one of EVENTS."""
    events = [melody.key, melody.metre]
    for place, bar in enumerate(melody.bars):
        events += [*([BAR] if place else []), *map(str, bar)]
    return [*events, END]


def encode(melodies):
    """Melodies as numbers of events.

    Args:
        melodies: list of Melody.

    Returns:
        int32 array (n, longest), padded with 0 on the right; event number 1 is the first of EVENTS.
    """
    rows = [[_IDS[event] for event in events_of(melody)] for melody in melodies]
    ids = np.zeros((len(rows), max(map(len, rows))), "int32")
    for row, numbers in zip(ids, rows, strict=True):
        row[: len(numbers)] = numbers
    return ids


def decode(ids):
    """A row of events, such as a model writes them, as a melody.

    Bars may be of any length, and there may be any number of them. Reading ends at "end" or at padding; events
    of the beginning, key and metre, are left out further on, and so are bars without notes.

    Args:
        ids: ints, the numbers of a key and of a metre and then of any events.

    Returns:
        Melody.

    Raises:
        ValueError: the row does not begin with a key and a metre.
    """
    events = [EVENTS[number - 1] if number else END for number in ids]
    if len(events) < 2 or events[0] not in KEYS or events[1] not in METRES:
        raise ValueError(f"a melody begins with a key and a metre, got {' '.join(events[:2])!r}")
    bars = [[]]
    for event in events[2:]:
        if event == END:
            break
        if event == BAR:
            bars.append([])
        elif event in _NOTES:
            bars[-1].append(_NOTES[event])
    return Melody(events[0], events[1], tuple(tuple(bar) for bar in bars if bar))


def bars_right(melody):
    """Share of the bars that have the length of the metre, 0 if there are none."""
    return _mean(sum(note.length for note in bar) == METRES[melody.metre] for bar in melody.bars)


def notes_in_key(melody):
    """Share of the notes that belong to the scale of the key, 0 if there are none."""
    return _mean((note.pitch - KEYS[melody.key]) % 12 in SCALE for note in melody.notes)


def phrases_back(melody):
    """Share of the phrases after the first that stood in the melody before, note for note, 0 if there are none.

    A melody of the rules has 1/3: of A' B A only the last one. Where A' ends as A does not, it does not count.
    """
    phrases = melody.phrases
    return _mean(phrase in phrases[:place] for place, phrase in enumerate(phrases) if place)


def _mean(truths):
    truths = list(truths)
    return sum(truths) / len(truths) if truths else 0.0
