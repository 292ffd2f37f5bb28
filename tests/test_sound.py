import numpy as np
import pytest

from course import sound
from course.data import melodies


def spectrum(samples, rate):
    return np.fft.rfftfreq(len(samples), 1 / rate), np.abs(np.fft.rfft(samples))


@pytest.mark.parametrize("pitch, frequency", [(69, 440.0), (57, 220.0), (60, 261.63), (81, 880.0)])
@pytest.mark.parametrize("rate", [8_000, 22_050])
def test_a_note_has_its_pitch(pitch, frequency, rate):
    frequencies, loud = spectrum(sound.samples([(pitch, 8)], rate=rate), rate)
    assert abs(frequencies[loud.argmax()] - frequency) < 1.0


def test_notes_follow_each_other_in_time():
    played = sound.samples([(60, 2), (72, 6)], eighth=0.25)
    assert len(played) == 8 * 0.25 * sound.RATE and played.dtype == "float32"
    for part, frequency in ((played[:4_000], 261.63), (played[4_000:], 523.25)):
        frequencies, loud = spectrum(part, sound.RATE)
        assert abs(frequencies[loud.argmax()] - frequency) < 3.0


def test_nothing_is_too_loud_and_nothing_clicks():
    (melody,) = melodies.draw(1, seed=3)
    played = sound.samples(melody.notes)
    assert abs(played).max() == pytest.approx(0.9)
    borders = np.cumsum([0, *(note.length for note in melody.notes)]) * sound.EIGHTH * sound.RATE
    quiet = [abs(played[round(border) - 2 : round(border) + 2]).max() for border in borders[1:-1]]
    assert max(quiet) < 0.02 and abs(played[0]) < 0.02 and abs(played[-1]) < 0.02


def test_no_harmonic_lies_above_half_the_rate():
    """Else it would be heard as a lower tone that belongs to nothing."""
    frequencies, loud = spectrum(
        sound.samples([(88, 8)]), sound.RATE
    )  # 1,319 Hz, three times is 3,956
    harmonics = 1318.51 * np.arange(1, 4)
    far = abs(frequencies[:, None] - harmonics).min(axis=1) > 60
    assert loud[far].max() < 0.05 * loud.max()


def test_a_notebook_can_play_it():
    from IPython.display import Audio

    (melody,) = melodies.draw(1, seed=3)
    player = Audio(sound.samples(melody.notes), rate=sound.RATE)
    assert "0x" not in repr(player)  # no address, which would differ from run to run
    assert len(player._repr_html_()) < 250_000


def test_what_cannot_be_played():
    with pytest.raises(ValueError, match="no notes"):
        sound.samples([])
    with pytest.raises(ValueError, match=r"must last 0.05 s or more, got 0.01"):
        sound.samples([(60, 1)], eighth=0.01)
