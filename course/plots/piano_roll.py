"""A melody as a piano roll: time to the right, pitch upwards, and which bars come back."""

from collections import Counter

import matplotlib.pyplot as plt

from course.data.melodies import KEYS, METRES, NAMES, PHRASE, SCALE
from course.plots.alternative import describe, listed
from course.plots.style import COLOURS, axes

RETURNING = [COLOURS[name] for name in ("blue", "orange", "green", "purple")]


def plot_piano_roll(melody, *, ax=None):
    """Draw a melody, each note as a bar as long as it sounds.

    A bar that occurs more than once has a colour of its own, the others are grey. A letter above each phrase
    names it (`names_of`): where the same name stands, the same notes come back. The notes of the key are
    light rows, and a note that is not in it is hatched in red. Under a bar of the wrong length stands in red
    how long it is.

    Args:
        melody: course.data.melodies.Melody, of one bar or more.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes; x counts eighths, y MIDI numbers of pitches.

    Raises:
        ValueError: the melody has no notes.
    """
    if not melody.notes:
        raise ValueError("a melody without notes cannot be drawn")
    pitches = [note.pitch for note in melody.notes]
    home = KEYS[melody.key]
    low, high = min(*pitches, home) - 1, max(pitches) + 1
    ax = axes(ax, (7.5, 2.6))
    for pitch in range(low, high + 1):
        if (pitch - home) % 12 in SCALE:
            ax.axhspan(pitch - 0.5, pitch + 0.5, color="#f1f1f1", linewidth=0, zorder=0)
    times = Counter(melody.bars)
    again = [bar for bar in times if times[bar] > 1]
    start, lines = 0, [0]
    for bar in melody.bars:
        place = again.index(bar) % len(RETURNING) if bar in again else None
        colour = COLOURS["grey"] if place is None else RETURNING[place]
        for note in bar:
            _draw(ax, start, note, colour, in_key=(note.pitch - home) % 12 in SCALE)
            start += note.length
        lines.append(start)
        ax.axvline(start, color="#bbbbbb", linewidth=1, zorder=1)
        length = start - lines[-2]
        if length != METRES[melody.metre]:
            ax.text(
                start - length / 2, low - 2, f"{length}/8", color=COLOURS["red"], fontsize=9,
                ha="center", va="bottom",
            )  # fmt: skip
    for place, name in enumerate(names_of(melody.phrases)):
        left, right = lines[PHRASE * place], lines[PHRASE * (place + 1)]
        ax.plot([left + 0.2, right - 0.2], [high + 1.3] * 2, color="black", linewidth=1)
        ax.text(
            (left + right) / 2, high + 1.3, name, ha="center", va="center", fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )  # fmt: skip
    homes = [pitch for pitch in range(low, high + 1) if (pitch - home) % 12 == 0]
    ax.set_yticks(homes, [f"{NAMES[pitch % 12]}{pitch // 12 - 1}" for pitch in homes])
    middles = [(left + right) / 2 for left, right in zip(lines, lines[1:], strict=False)]
    ax.set_xticks(middles, range(1, len(middles) + 1))
    ax.tick_params(length=0)
    ax.set(
        xlim=(0, start),
        ylim=(low - 2.2, high + 2.5),
        xlabel="bar",
        ylabel=f"pitch, in {melody.key}",
    )
    return describe(ax, _in_words(melody, times, home))


def _in_words(melody, times, home):
    """Its phrases, the bars that come back, and what is not as it should be."""
    outside = sum((note.pitch - home) % 12 not in SCALE for note in melody.notes)
    lengths = [sum(note.length for note in bar) for bar in melody.bars]
    wrong = [n for n, length in enumerate(lengths, 1) if length != METRES[melody.metre]]
    again = sum(count for count in times.values() if count > 1)
    return (
        f"A melody in {melody.key} of {len(melody.bars)} bars and {len(melody.notes)} notes; its phrases are "
        f"{listed(names_of(melody.phrases))}; {again} of the bars occur more than once; "
        f"{outside} notes are not in the key; "
        f"{f'bars of a wrong length: {listed(wrong)}' if wrong else 'all bars have the right length'}."
    )


def _draw(ax, start, note, colour, *, in_key):
    wrong = {} if in_key else {"edgecolor": COLOURS["red"], "hatch": "////"}
    ax.add_patch(
        plt.Rectangle(
            (start + 0.08, note.pitch - 0.42),
            note.length - 0.16,
            0.84,
            facecolor=colour if in_key else "white",
            zorder=2,
            **wrong,
        )  # fmt: skip
    )


def names_of(phrases):
    """Letters for phrases, as musicians name them.

    Args:
        phrases: list of tuples of bars.

    Returns:
        list of str: phrases that are the same have the same name; one that only begins as an earlier phrase
        does has the letter of that one and a prime, as in A'.
    """
    names, letters = {}, 0
    for phrase in phrases:
        if phrase in names:
            continue
        alike = [names[other] for other in names if other[0] == phrase[0]]
        if alike:
            names[phrase] = alike[0].rstrip("'") + "'" * len(alike)
        else:
            names[phrase], letters = chr(ord("A") + letters % 26), letters + 1
    return [names[phrase] for phrase in phrases]
